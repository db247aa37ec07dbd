// Package coach draws what this step is, why shoppers leave here, the terms of it, and what comes next.
package coach

import (
	"strconv"
	"strings"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// Draw draws the coach on its panel. What comes next stands on the last rows, so that it never moves; of the rest, what does
// not fit is dropped from the bottom.
func Draw(c *look.Canvas, f screen.Frame, s session.Shown, bindings []screen.Binding) {
	place := s.State.Place()
	p := panel{Canvas: c, Frame: f, w: c.W(), end: c.H()}
	p.next(bindings)
	stop := strconv.Itoa(int(screen.Station(s.State)) + 1)
	p.heading("coach.title", f.Say("flow.stop", "n", stop, "of", stages))
	p.gap()
	lesson, ok := words.Coach(place.String())
	if !ok {
		return
	}
	p.text(0, lesson.Title.In(f.Lang), look.Style{FG: look.Ink, Attr: look.Bold})
	p.gap()
	if s.Refused.Refused() {
		p.refused(s)
	}
	p.text(0, lesson.What.In(f.Lang), look.Style{FG: look.Ink2})
	p.gap()
	p.why(&lesson)
	p.gap()
	p.terms(lesson.Terms)
}

// stages is how many stations the loop has.
var stages = strconv.Itoa(len(flow.Stages()))

// panel is one drawing, from top to bottom; end is the first row that it may not use.
type panel struct {
	*look.Canvas
	screen.Frame
	w, y, end int
}

// gap leaves the blank row between groups.
func (p *panel) gap() { p.y++ }

func (p *panel) heading(key, fact string) {
	look.Heading(p.Canvas, 0, p.y, p.w, p.Say(key), strings.ToUpper(p.Gloss(key)), fact)
	p.y++
}

// text writes s at an indent as far as there are rows, and returns how many it took.
func (p *panel) text(indent int, s string, st look.Style) int {
	lines := cell.Clamp(s, p.w-indent, p.end-p.y)
	p.Lines(indent, p.y, lines, st)
	p.y += len(lines)
	return len(lines)
}

// Rows of what comes next.
const (
	nextRows    = 3
	nextRowsLow = 2
	nextLow     = 24 // a panel of fewer rows
	keyWidth    = 3
)

// next draws the first things that can be done here on the last rows.
func (p *panel) next(bindings []screen.Binding) {
	most := nextRows
	if p.end < nextLow {
		most = nextRowsLow
	}
	var picked [nextRows]int
	n := 0
	for i := range bindings {
		b := &bindings[i]
		if n < most && len(b.Keys) > 0 && !b.Refusal.Refused() && !said(bindings, picked[:n], b.Label) {
			picked[n] = i
			n++
		}
	}
	if n == 0 || p.end < n+2 {
		return
	}
	p.end -= n + 1
	p.y = p.end
	p.heading("coach.next", "")
	for _, i := range picked[:n] {
		b := &bindings[i]
		key := p.Theme.Glyph(screen.KeyName(b.Shown()))
		at := max(keyWidth, p.Text(0, p.y, key, look.Style{FG: look.Ink, Attr: look.Bold})+1)
		p.Text(at, p.y, cell.Truncate(p.Say(b.Label), p.w-at), look.Style{FG: look.Ink2})
		p.y++
	}
	p.y = 0
	p.end-- // the blank row above it
}

// said says whether one of the picked bindings has the same label.
func said(bindings []screen.Binding, picked []int, label string) bool {
	for _, i := range picked {
		if bindings[i].Label == label {
			return true
		}
	}
	return false
}

// refused says why what was just tapped was turned down.
func (p *panel) refused(s session.Shown) {
	mark := p.Theme.Glyph("✕")
	if p.y < p.end {
		p.Text(0, p.y, mark, look.Style{FG: look.Danger, Attr: look.Bold})
	}
	p.text(2, p.Refused(s), look.Style{FG: look.Danger})
	p.gap()
}

// why draws why shoppers leave here, the stage of abandonment that this counts to, and who says so.
func (p *panel) why(l *words.Lesson) {
	if p.end-p.y < 2 {
		return
	}
	p.Text(0, p.y, cell.Truncate(p.Say("coach.why"), p.w), look.Style{FG: look.Warn, Attr: look.Bold})
	p.y++
	first := p.y
	p.text(2, l.Why.In(p.Lang), look.Style{FG: look.Ink2})
	if l.Stage > 0 {
		p.text(2, p.Say("coach.stage."+strconv.Itoa(l.Stage)), look.Style{FG: look.Muted})
	}
	p.text(2, p.Say("coach.source", "source", l.Source.In(p.Lang)), look.Style{FG: look.Muted})
	look.SideBar(p.Canvas, p.Theme, 0, first, p.y-first)
}

// Columns of the terms: four characters and a gap, or what an English heading above them takes.
const (
	termZH = 11
	termEN = 13
)

// terms draws the words of the place. A term that does not fit with its whole gloss is left out.
func (p *panel) terms(terms []words.Term) {
	if len(terms) == 0 || p.end-p.y < 2 {
		return
	}
	column := termZH
	if p.Lang == words.EN {
		column = termEN
	}
	p.heading("coach.terms", "")
	for _, t := range terms {
		gloss := t.EN
		if p.Lang == words.EN && t.Pinyin != "" {
			gloss += " (" + t.Pinyin + ")"
		}
		lines := cell.Wrap(gloss, p.w-column)
		if p.y+max(1, len(lines)) > p.end {
			return
		}
		p.Text(0, p.y, cell.Truncate(t.ZH, column-1), look.Style{FG: look.Ink})
		p.y += max(1, p.Lines(column, p.y, lines, look.Style{FG: look.Muted}))
	}
}
