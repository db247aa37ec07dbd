// Package tracking draws one order: where it stands and what happens next, its parcels and timeline, who receives it, what it
// cost, and what can still be done.
package tracking

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// New makes the screen of the order that the spot names.
func New(s session.Shown, at flow.Spot) screen.Screen {
	v := view{id: flow.OrderID(at.Subject)}
	return screen.NewPage(v, s, v.Start(s))
}

type view struct{ id flow.OrderID }

const margin = 2

// page is one drawing.
type page struct {
	*screen.Board
	c     screen.Part
	o     *flow.Order
	start string // the accent, and where the focus begins
	deeds []screen.Deed
	rungs []screen.Rung
	label int // column of labels
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	p := page{Board: b, o: b.Shown.State.Order(v.id), start: v.Start(b.Shown)}
	if p.o == nil {
		p.gone()
		return
	}
	p.deeds, p.rungs = screen.Deeds(b.Shown, p.o), p.ladder()
	foot := p.footOf()
	head, body, bottom := b.Split(2, foot.rows)
	p.c, p.label = body, p.labels()
	y := p.standing(0) + 1
	y = p.requests(y)
	y = p.logistics(y) + 1
	y = p.receiver(y) + 1
	y = p.items(y)
	y = p.prices(y) + 1
	y = p.about(y)
	if foot.home {
		b.End(y)
	} else {
		b.End(p.explore(y + 1))
	}
	foot.draw(&p, bottom)
	b.TitleBar(head, b.Say("title.tracking"), "", string(p.o.ID))
}

func (p *page) room() int { return p.W - 2*margin }

// gone is a calm page for an order that is not in the state.
func (p *page) gone() {
	head, body, _ := p.Split(2, 0)
	p.c = body
	_, rows := p.Window()
	y := max(0, rows/3-1)
	body.TextCentre(margin, y, p.room(), p.Say("track.gone"), look.Style{FG: look.Ink, Attr: look.Bold})
	body.TextCentre(margin, y+1, p.room(), p.Say("track.gone.next"), look.Style{FG: look.Muted})
	p.End(p.explore(y + 3))
	p.TitleBar(head, p.Say("title.tracking"), "", "")
}

// explore is the way back to the notes.
func (p *page) explore(y int) int {
	label := p.Say("orders.explore") + " " + p.Theme.Glyph("›")
	w := cell.Width(label)
	st := look.Style{FG: look.Ink2}
	if p.Focused(home, true) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	x := (p.W - w) / 2
	p.c.Text(x, y, label, st)
	p.c.Target(screen.Target{
		ID: home, Rect: cell.Rect{X: x, Y: y, W: w, H: 1}, Action: flow.Action{Verb: flow.Home}, Label: "orders.explore",
	})
	return y + 1
}

// text wraps s at the left edge and returns the row below it.
func (p *page) text(y int, s string, st look.Style) int {
	return y + p.c.Lines(margin, y, cell.Wrap(s, p.room()), st)
}

// row is a label with what it says.
func (p *page) row(y int, r look.Row) int {
	r.LabelW = p.label
	r.Draw(p.c.Canvas, p.Theme, margin, y, p.room())
	return y + 1
}

// labels is the column that holds all labels of the page.
func (p *page) labels() int {
	w := 0
	for _, key := range []string{"track.number", "track.placed", "track.method", "track.paid", "track.to-pay", "track.back"} {
		w = max(w, cell.Width(p.Say(key)))
	}
	return max(w+2, screen.LabelColumn(p.rungs, p.room()))
}
