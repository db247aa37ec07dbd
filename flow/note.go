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
			offerPost(w, s, n, add)
		}
		add(Action{Verb: OpenCart})
		add(Action{Verb: Back})
	},
	check: checkNote,
	act: func(t *turn, a Action) {
		switch a.Verb {
		case TapTag, TapCard:
			p := t.w.Catalogue.Product(shop.ProductID(a.ID))
			if reason, ok := Outside(t.w, t.w.Note(shop.NoteID(t.state.Spot().Subject)), p); ok {
				t.leave(a, p, reason)
				return
			}
			t.open(a, Product, a.ID)
		case OpenNote:
			t.openNote(a)
		case LeaveFor:
			t.leaveFor(a)
		case OpenCart, Back:
			t.visit(a)
		default:
			t.post(a)
		}
	},
}

func checkNote(w *World, s *State, a Action) Refusal {
	switch a.Verb {
	case TapTag, TapCard:
		n := w.Note(shop.NoteID(s.Spot().Subject))
		if n == nil || !slices.Contains(n.Tags, shop.ProductID(a.ID)) || w.Catalogue.Product(shop.ProductID(a.ID)) == nil {
			return refuse(NoSuch, "product", a.ID)
		}
		return Refusal{}
	case OpenCart, Back:
		return Refusal{}
	case LeaveFor:
		if w.Note(shop.NoteID(s.Spot().Subject)) == nil {
			return refuse(NotHere)
		}
		return checkLeaving(a)
	}
	if r, known := checkPost(w, s, a); known {
		return r
	}
	return refuse(NotHere)
}

// openNote opens a note, or the player of a video note. A note and a video stand on the trail once, together.
func (t *turn) openNote(a Action) {
	n := t.w.Note(shop.NoteID(a.ID))
	m := t.state.opening(Note, a.ID)
	if i := t.state.index(Video); i >= 0 {
		m.Keep = min(m.Keep, uint8(i))
	}
	if n.Video == nil {
		t.move(a, m)
		return
	}
	m.Push.Place = Video
	t.move(a, m)
	t.play(n)
}
