package flow

import "tagtap/flow/shop"

// The feed 发现: every journey begins here. It shows what shoppers published, newest first, then the catalogue's notes.
var feedRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		for _, id := range Feeds(w) {
			add(Action{Verb: OpenNote, ID: string(id)})
		}
		add(Action{Verb: OpenCart})
		add(Action{Verb: OpenOrders})
	},
	check: func(w *World, s *State, a Action) Refusal {
		switch a.Verb {
		case OpenNote:
			if w.Note(shop.NoteID(a.ID)) == nil {
				return refuse(NoSuch, "note", a.ID)
			}
			return Refusal{}
		case OpenCart, OpenOrders:
			return Refusal{}
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) {
		switch a.Verb {
		case OpenNote:
			t.openNote(a)
		default:
			t.visit(a)
		}
	},
}

// visit does the actions that many pages share: back, home, the cart, the orders.
func (t *turn) visit(a Action) {
	switch a.Verb {
	case Back:
		t.back(a)
	case Home:
		t.move(a, Move{Set: true, Keep: 1})
	case OpenCart:
		t.open(a, Cart, "")
	case OpenOrders:
		t.open(a, Orders, "")
		t.showAll()
	}
}

// Feeds lists the notes of the feed in the order in which it shows them.
func Feeds(w *World) []shop.NoteID {
	ids := make([]shop.NoteID, FeedSize(w))
	for i := range ids {
		ids[i] = FeedNote(w, i).ID
	}
	return ids
}

// FeedSize returns how many notes the feed has.
func FeedSize(w *World) int { return len(w.Shared.Notes) + len(w.Catalogue.Notes) }

// FeedNote returns a note of the feed by its place in it, from 0; nil beyond its end. It takes the same time for any feed.
func FeedNote(w *World, i int) *shop.Note {
	published := len(w.Shared.Notes)
	switch {
	case i < 0 || i >= FeedSize(w):
		return nil
	case i < published:
		return &w.Shared.Notes[published-1-i]
	}
	return &w.Catalogue.Notes[i-published]
}
