// Package journeys lists the shoppers of the store, to go on with the journey of another.
package journeys

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// View is the list. It is a dialog, and what is chosen in it is no action of the shop: Chosen says it.
type View struct {
	shoppers []*flow.Shopper
	chosen   string
}

// New makes the list.
func New(s session.Shown, shoppers []*flow.Shopper) screen.Screen {
	return screen.NewSheet(View{shoppers: shoppers}, s, rowID(s.World.Shopper.ID))
}

// Chosen returns the shopper whom a screen of this package was told to go on with, "" for none.
func Chosen(s screen.Screen) string {
	if p, ok := s.(*screen.Page); ok {
		if v, ok := p.View().(View); ok {
			return v.chosen
		}
	}
	return ""
}

func rowID(id string) string { return "shopper:" + id }

// Keys implements screen.View: the key that opened the list closes it.
func (View) Keys(session.Shown) []screen.Binding {
	return []screen.Binding{{Keys: []string{"S"}, Label: "key.close", Local: screen.Close}}
}

// Do implements screen.Reactor.
func (v View) Do(local string, _ session.Shown) (screen.View, flow.Action) {
	if id, ok := strings.CutPrefix(local, "shopper:"); ok {
		v.chosen = id
	}
	return v, flow.Action{}
}

const margin = 2

// rowH is a shopper's name, what is known of the shopper, and a blank row.
const rowH = 3

// Paint implements screen.View.
func (v View) Paint(b *screen.Board) {
	head, body, _ := b.Split(screen.DialogTop, 0)
	b.DialogHead(head, b.Say("journeys.title"), b.Gloss("journeys.title"))
	w := b.W - 2*margin
	y := body.Lines(margin, 0, cell.Wrap(b.Say("journeys.text"), w), look.Style{FG: look.Muted}) + 1
	for _, who := range v.shoppers {
		v.row(b, body, y, w, who)
		y += rowH
	}
	b.End(y)
}

func (v View) row(b *screen.Board, body screen.Part, y, w int, who *flow.Shopper) {
	id := rowID(who.ID)
	body.Target(screen.Target{ID: id, Rect: cell.Rect{X: 1, Y: y, W: w + 2, H: rowH - 1}, Local: id, Label: "key.choose"})
	if !b.Sees(y, rowH) {
		return
	}
	walking, fact := who.ID == b.Shown.World.Shopper.ID, ""
	if walking {
		fact = b.Say("journeys.current")
	}
	row := look.Row{Value: b.Words(who.Title), ValueRole: look.Ink, Fact: fact, FactRole: look.Success}
	if b.Focused(id, false) {
		look.FocusBar(body.Canvas, b.Theme, 0, y, rowH-1)
		row.ValueAttr = look.Bold
	}
	x := margin + look.TickWidth
	look.Tick(body.Canvas, b.Theme, margin, y, walking, false)
	row.Draw(body.Canvas, b.Theme, x, y, w-look.TickWidth)
	known := facts(b, who)
	for len(known) > 1 && cell.Width(screen.Dotted(known...)) > w-look.TickWidth {
		known = known[:len(known)-1]
	}
	body.Text(x, y+1, cell.Truncate(screen.Dotted(known...), w-look.TickWidth), look.Style{FG: look.Muted})
}

// facts are what makes a shopper's walk another one, what weighs least last: who it is, what is saved and bound, then the id
// for the command line.
func facts(b *screen.Board, who *flow.Shopper) []string {
	all := make([]string, 0, 5)
	if name := who.Name.String(); name != "" {
		all = append(all, name)
	}
	switch n := len(who.Addresses); n {
	case 0:
		all = append(all, b.Say("journeys.none"))
	default:
		all = append(all, b.Say("journeys.books", "n", strconv.Itoa(n)))
	}
	if who.Unbound {
		all = append(all, b.Say("journeys.wallet"))
	}
	if who.New {
		all = append(all, b.Say("journeys.new"))
	}
	return append(all, who.ID)
}
