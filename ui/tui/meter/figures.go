package meter

import (
	"strconv"

	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// narrow is the width below which the three figures stand closer together.
const narrow = 40

// figures draws taps, predicted seconds and fields, each with its label and the counter that belongs to it.
func (p *panel) figures() {
	m := p.shown.Meter
	x := [...]int{0, p.w * 9 / 26, p.w * 19 / 26, p.w + 1}
	if p.w < narrow {
		x[1], x[2] = 9, p.w-6
	}
	numbers := [...]string{strconv.Itoa(m.Taps), p.seconds(), strconv.Itoa(m.Fields)}
	x[2] = min(x[2], p.w-look.FigureWidth(numbers[2]))
	labels := [...]string{"meter.taps", "meter.seconds", "meter.fields"}
	notes := [...]string{"", p.Say("meter.steps") + " " + strconv.Itoa(m.Steps), p.Say("meter.keys") + " " + strconv.Itoa(m.Keys)}
	for i, number := range numbers {
		if i == len(numbers)-1 && p.w < narrow {
			p.last(x[i-1]+cell.Width(notes[i-1])+1, number, labels[i], notes[i])
			break
		}
		room := x[i+1] - x[i] - 1
		p.figure(x[i], room, number)
		p.label(x[i], room, labels[i])
		if i > 0 {
			p.Text(x[i], p.y+look.FigureH+1, cell.Truncate(notes[i], room), look.Style{FG: look.Muted})
		}
	}
	p.least(x[1] - 1)
	p.y += look.FigureH + 2
}

// last draws the third figure where the panel is narrow: it ends on the right edge, so that it never reads as a digit of the
// seconds beside it. Its note begins at from or later.
func (p *panel) last(from int, number, label, note string) {
	p.figure(p.w-look.FigureWidth(number), look.FigureWidth(number), number)
	p.TextRight(p.w, p.y+look.FigureH, cell.Truncate(p.Say(label), p.w-from), look.Style{FG: look.Ink2})
	p.TextRight(p.w, p.y+look.FigureH+1, cell.Truncate(note, p.w-from), look.Style{FG: look.Muted})
}

// seconds is the predicted time; from 100 on without a decimal.
func (p *panel) seconds() string {
	t := p.shown.Meter.Seconds()
	if t < 1000 {
		return t.String()
	}
	return strconv.FormatInt((p.shown.Meter.Millis+500)/1000, 10)
}

// figure draws a number in tall numerals; one that has no room is a line of text.
func (p *panel) figure(x, room int, number string) {
	if look.FigureWidth(number) > room {
		p.Text(x, p.y+look.FigureH-1, cell.Truncate(number, room), look.Style{FG: look.Ink, Attr: look.Bold})
		return
	}
	look.Figure(p.Canvas, x, p.y, number, look.Ink)
}

func (p *panel) label(x, room int, key string) {
	label := cell.Truncate(p.Say(key), room)
	n := p.Text(x, p.y+look.FigureH, label, look.Style{FG: look.Ink2})
	if gloss := p.Gloss(key); gloss != "" && n+1+cell.Width(gloss) <= room {
		p.Text(x+n+1, p.y+look.FigureH, gloss, look.Style{FG: look.Muted})
	}
}

// least says how many taps would have been enough, and how many more it took: the detour. While the search for it runs,
// and where no walk can be compared, it says so.
func (p *panel) least(room int) {
	y, muted := p.y+look.FigureH+1, look.Style{FG: look.Muted}
	fewest, least := p.Say("meter.fewest")+" ", p.shown.Least
	switch {
	case p.shown.Meter.Taps == 0:
		p.detour(room, fewest, 0, 0)
	case least == nil:
		p.Text(0, y, cell.Truncate(fewest+"…", room), muted)
	case !least.OK:
		p.Text(0, y, cell.Truncate(fewest+"—", room), muted)
	default:
		p.detour(room, fewest, least.Taps, p.shown.Meter.Taps-least.Taps)
	}
}

// detour draws both numbers, or the detour alone where there is no room for both.
func (p *panel) detour(room int, fewest string, taps, more int) {
	y, muted := p.y+look.FigureH+1, look.Style{FG: look.Muted}
	whole, plus := fewest+strconv.Itoa(taps), "+"+strconv.Itoa(more)
	if n := cell.Width(whole); n+2+len(plus) <= room {
		p.Text(0, y, whole, muted)
		p.Text(n+2, y, plus, look.Style{FG: look.Ink2})
		return
	}
	alone := p.Say("meter.detour") + " " + strconv.Itoa(more)
	if cell.Width(alone) > room {
		alone = plus
	}
	p.Text(0, y, cell.Truncate(alone, room), muted)
}
