package story

import (
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// matters returns the world with as much of what all shoppers see as the session can meet: the notes that it names, and the
// shelves of the products that it has before it. A store may hold thousands of others.
func matters(w *flow.World, records []flow.Record) *flow.World {
	m := met{notes: make(map[shop.NoteID]bool), products: make(map[shop.ProductID]bool), w: w}
	m.state(&records[0].Event.Begin.State)
	for i := range records {
		e := &records[i].Event
		m.spot(e.Trail.Push)
		switch a := e.Action; a.Verb.Spec().Of {
		case "note":
			m.notes[shop.NoteID(a.ID)] = true
		case "product":
			m.products[shop.ProductID(a.ID)] = true
		case "sku":
			m.sku(shop.SKU(a.ID))
		}
	}
	own := *w
	own.Shared.Notes = slices.DeleteFunc(slices.Clone(w.Shared.Notes), func(n shop.Note) bool { return !m.notes[n.ID] })
	for _, n := range own.Shared.Notes {
		for _, id := range n.Tags {
			m.products[id] = true
		}
	}
	own.Shared.Shelf = slices.DeleteFunc(slices.Clone(w.Shared.Shelf), func(on flow.Shelf) bool {
		sku, _, _ := strings.Cut(string(on.SKU), "@") // an offer may have a stock of its own
		_, p := w.Catalogue.Variant(shop.SKU(sku))
		return p == nil || !m.products[p.ID]
	})
	return &own
}

type met struct {
	w        *flow.World
	notes    map[shop.NoteID]bool
	products map[shop.ProductID]bool
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
