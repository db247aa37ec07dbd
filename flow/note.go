package flow

import (
	"slices"

	"tagtap/flow/shop"
)

// A note 笔记: the tag on the picture and the card below the text are two doors to one product.
var noteRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		if n := w.Note(shop.NoteID(s.Spot().Subject)); n != nil {
			for _, id := range n.Tags {
				add(Action{Verb: TapTag, ID: string(id)})
				add(Action{Verb: TapCard, ID: string(id)})
			}
		}
		add(Action{Verb: OpenCart})
		add(Action{Verb: Back})
	},
	check: func(w *World, s *State, a Action) Refusal {
		switch a.Verb {
		case TapTag, TapCard:
			n := w.Note(shop.NoteID(s.Spot().Subject))
			if n == nil || !slices.Contains(n.Tags, shop.ProductID(a.ID)) || w.Catalogue.Product(shop.ProductID(a.ID)) == nil {
				return refuse(NoSuch, "product", a.ID)
			}
			return Refusal{}
		case OpenCart, Back:
			return Refusal{}
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) {
		switch a.Verb {
		case TapTag, TapCard:
			t.open(a, Product, a.ID)
		default:
			t.visit(a)
		}
	},
}
