package story

import (
	"maps"
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// givenHead writes what a session began with. Of what all shoppers see that is as much as the session can meet: the notes that
// it names, and the shelves of the products that it has before it. A store may hold thousands of others.
type givenHead struct {
	met   met
	world flow.World // when it began
	state *flow.State
	text  []byte
	made  int // of how much that was met the text was made, and 1
}

func (g *givenHead) begin(w *flow.World, s *flow.State) {
	*g = givenHead{met: met{notes: make(map[shop.NoteID]bool), products: make(map[shop.ProductID]bool)}, world: *w, state: s}
	g.met.w = &g.world
	g.met.state(s)
}

// meets takes note of what an event brings before the shopper.
func (g *givenHead) meets(e *flow.Event) {
	if g.state != nil {
		g.met.event(e)
	}
}

// print writes it as `given:`, anew where more was met.
func (g *givenHead) print() []byte {
	if n := 1 + len(g.met.notes) + len(g.met.products); g.made != n {
		g.made = n
		own := g.met.own()
		g.text = printGiven(own, g.state)
	}
	return g.text
}

// own is the world with what can be met.
func (m *met) own() *flow.World {
	own := *m.w
	own.Shared.Notes = slices.DeleteFunc(slices.Clone(m.w.Shared.Notes), func(n shop.Note) bool { return !m.notes[n.ID] })
	products := maps.Clone(m.products)
	for _, n := range own.Shared.Notes {
		for _, id := range n.Tags {
			products[id] = true
		}
	}
	own.Shared.Shelf = slices.DeleteFunc(slices.Clone(m.w.Shared.Shelf), func(on flow.Shelf) bool {
		sku, _, _ := strings.Cut(string(on.SKU), "@") // an offer may have a stock of its own
		_, p := m.w.Catalogue.Variant(shop.SKU(sku))
		return p == nil || !products[p.ID]
	})
	return &own
}

type met struct {
	w        *flow.World
	notes    map[shop.NoteID]bool
	products map[shop.ProductID]bool
}

func (m *met) event(e *flow.Event) {
	m.spot(e.Trail.Push)
	switch a := &e.Action; a.Verb.Spec().Of {
	case "note":
		m.notes[shop.NoteID(a.ID)] = true
	case "product":
		m.products[shop.ProductID(a.ID)] = true
	case "sku":
		m.sku(shop.SKU(a.ID))
	}
}

func (m *met) sku(id shop.SKU) {
	if _, p := m.w.Catalogue.Variant(id); p != nil {
		m.products[p.ID] = true
	}
}

func (m *met) spot(spot flow.Spot) {
	switch spot.Place {
	case flow.Note, flow.Video:
		m.notes[shop.NoteID(spot.Subject)] = true
	case flow.Product, flow.SKU:
		m.products[shop.ProductID(spot.Subject)] = true
	}
}

func (m *met) state(s *flow.State) {
	for _, spot := range s.Trail {
		m.spot(spot)
	}
	for _, id := range s.Notes {
		m.notes[id] = true
	}
	for _, mark := range s.Marks {
		m.notes[mark.Note] = true
	}
	for _, line := range s.Cart {
		m.sku(line.SKU)
		m.notes[line.Note] = true
	}
	for _, piece := range s.Checkout.Pieces {
		m.sku(piece.SKU)
	}
	m.notes[s.Checkout.Note] = true
	m.products[s.Sheet.Product] = true
	if s.Visit != nil {
		m.products[s.Visit.Product] = true
	}
	for i := range s.Orders {
		m.notes[s.Orders[i].Note] = true
		for _, item := range s.Orders[i].Quote.Items {
			m.products[item.Product] = true
		}
	}
}
