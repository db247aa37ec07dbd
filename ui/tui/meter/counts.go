package meter

import (
	"strconv"

	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// count is one of the smaller figures: what it is called, and whether more than none of it is a fault of the flow.
type count struct {
	key   string
	n     int
	fault bool
}

// counts are the figures below the large ones, those first that say most about a flow.
func (p *panel) counts() [5]count {
	m := p.shown.Meter
	return [...]count{
		{"meter.checkout", m.CheckoutSteps(), false},
		{"meter.surprises", len(m.Surprises), true},
		{"meter.refused", m.Refused, true},
		{"meter.backtracks", m.Backtracks, true},
		{"meter.decisions", m.Figures().Decisions(), false},
	}
}

// lowPanel is the height below which the smaller figures have one row: those without room are on the card of the walk.
const lowPanel = 28

// tally draws the smaller figures: below the large ones where the panel has their columns, else one after the other.
func (p *panel) tally() {
	rows := 2
	if p.Canvas.H() < lowPanel {
		rows = 1
	}
	if p.w < narrow {
		p.flowing(rows)
		return
	}
	x := [...]int{0, p.w * 9 / 26, p.w * 19 / 26, p.w + 1}
	for i, c := range p.counts() {
		if column := i % 3; i/3 < rows {
			p.count(c, x[column], p.y+i/3, x[column+1]-x[column]-1)
		}
	}
	p.y += rows
}

// flowing draws the smaller figures on so many rows, as many as fit.
func (p *panel) flowing(rows int) {
	x, y := 0, 0
	for _, c := range p.counts() {
		w := cell.Width(p.Say(c.key)) + 1 + len(strconv.Itoa(c.n))
		if x > 0 && x+w > p.w {
			x, y = 0, y+1
		}
		if y == rows {
			break
		}
		p.count(c, x, p.y+y, p.w-x)
		x += w + 2
	}
	p.y += rows
}

func (p *panel) count(c count, x, y, room int) {
	st := look.Style{FG: look.Muted}
	switch {
	case c.n > 0 && c.fault:
		st = look.Style{FG: look.Warn, Attr: look.Bold}
	case c.n > 0:
		st.FG = look.Ink2
	}
	n := strconv.Itoa(c.n)
	label := cell.Truncate(p.Say(c.key), room-1-len(n))
	p.Text(x, y, label, look.Style{FG: look.Muted})
	p.Text(x+cell.Width(label)+1, y, n, st)
}
