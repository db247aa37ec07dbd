package meter

import (
	"strconv"
	"strings"

	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// indent is how far the parameters of an event stand in.
const indent = 2

// wrap puts the parameters of an event on rows of so many cells, and returns how many rows they take.
func (e *sent) wrap(room int, put func(p parameter, x, row int)) int {
	x, row := 0, 0
	for i, p := range e.with {
		w := p.width()
		if x > 0 && x+2+w > room {
			x, row = 0, row+1
		} else if x > 0 {
			x += 2
		}
		if put != nil {
			put(e.with[i], x, row)
		}
		x += w
	}
	if x == 0 {
		return row
	}
	return row + 1
}

func (p parameter) width() int { return len(p.name) + 1 + cell.Width(p.value) }

// draw draws an event on w cells, and returns its rows.
func (e *sent) draw(c *look.Canvas, f screen.Frame, x, y, w int, last bool) int {
	name, fact, role := look.Style{FG: look.Ink2}, "GA4", look.Success
	switch {
	case e.ga4 == "":
		name.FG, fact, role = look.Muted, f.Say("meter.custom"), look.Faint
	case e.ga4 != e.name:
		fact = "GA4 " + e.ga4
	}
	if last {
		name = look.Style{FG: look.Ink, Attr: look.Bold}
	}
	if cell.Width(e.name)+1+cell.Width(fact) > w {
		fact = e.ga4
	}
	look.Row{Value: e.name, ValueRole: name.FG, ValueAttr: name.Attr, Fact: fact, FactRole: role}.Draw(c, f.Theme, x, y, w)
	return 1 + e.wrap(w-indent, func(p parameter, at, row int) {
		at += x + indent
		at += c.Text(at, y+1+row, cell.Truncate(p.name, x+w-at), look.Style{FG: look.Muted}) + 1
		c.Text(at, y+1+row, cell.Truncate(p.value, x+w-at), look.Style{FG: look.Ink2})
	})
}

// height is how many rows draw takes.
func (e *sent) height(w int) int { return 1 + e.wrap(w-indent, nil) }

// roomForSums is how many rows the panel must have left for the price ladder to stand above what takes the place of the trace.
const roomForSums = 26

// follow implements Below.
func (x *Stream) follow(s session.Shown) { x.Follow(s) }

// draw implements Below: the newest event stands on the last rows.
func (x *Stream) draw(p *panel) {
	p.heading("meter.stream", p.Say("meter.events-n", "n", strconv.Itoa(len(x.sent))))
	from, rows := len(x.sent), 0
	for from > 0 {
		h := x.sent[from-1].height(p.w)
		if rows+h > p.left() {
			break
		}
		from, rows = from-1, rows+h
	}
	for i := from; i < len(x.sent); i++ {
		p.y += x.sent[i].draw(p.Canvas, p.Frame, 0, p.y, p.w, i == len(x.sent)-1)
	}
}

// sheet is the stream as a dialog, for screens without a panel.
type sheet struct{ stream *Stream }

// NewSheet makes the dialog of the event stream. It begins at its end: the newest event stands last.
func NewSheet(s session.Shown) screen.Screen {
	return screen.NewSheet(sheet{&Stream{}}, s, screen.Close).FromEnd()
}

// Keys implements screen.View: the key that opened the stream closes it.
func (sheet) Keys(session.Shown) []screen.Binding {
	return []screen.Binding{{Keys: []string{"E"}, Label: "key.close", Local: screen.Close}}
}

// Paint implements screen.View.
func (v sheet) Paint(b *screen.Board) {
	const margin = 2
	v.stream.Follow(b.Shown)
	head, body, _ := b.Split(screen.DialogTop, 0)
	b.DialogHead(head, b.Say("meter.stream"), strings.ToUpper(b.Gloss("meter.stream")))
	y, w := 0, b.W-2*margin
	for i := range v.stream.sent {
		e := &v.stream.sent[i]
		h := e.height(w)
		if b.Sees(y, h) {
			e.draw(body.Canvas, b.Frame, margin, y, w, i == len(v.stream.sent)-1)
		}
		y += h
	}
	b.End(y + 1)
}
