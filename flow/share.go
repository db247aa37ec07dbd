package flow

import (
	"cmp"
	"errors"
	"slices"

	"tagtap/flow/shop"
)

// Shared is what all shoppers of a store see and change. It is a value and a fold: only Share changes it.
type Shared struct {
	Shelf   []Shelf       // SKUs that were touched, in byte order
	Notes   []shop.Note   // published by shoppers, oldest first
	Reviews []shop.Review // written by shoppers, oldest first
	Posts   []Post        // notes to which something was done, in byte order
}

// Shelf is what became of a SKU's stock: left = stock at the start − held − sold − gone.
type Shelf struct {
	SKU  shop.SKU `cbor:"1,keyasint"`
	Held int32    `cbor:"2,keyasint,omitempty"` // by orders that await payment, and by exchanges that were not sent
	Sold int32    `cbor:"3,keyasint,omitempty"` // paid
	Gone int32    `cbor:"4,keyasint,omitempty"` // bought by others, outside the store's journeys
}

// Taken returns the pieces that are no longer on the shelf.
func (s Shelf) Taken() int32 { return s.Held + s.Sold + s.Gone }

// ErrStale says that the journey went on elsewhere since the state was read.
var ErrStale = errors.New("journey went on elsewhere")

// ErrTaken says that others changed a shelf since it was read.
type ErrTaken struct{ SKU shop.SKU }

func (e ErrTaken) Error() string { return "stock of " + string(e.SKU) + " changed" }

// On returns what became of a SKU's stock.
func (s *Shared) On(sku shop.SKU) Shelf {
	if i, ok := s.find(sku); ok {
		return s.Shelf[i]
	}
	return Shelf{SKU: sku}
}

func (s *Shared) find(sku shop.SKU) (int, bool) {
	return slices.BinarySearchFunc(s.Shelf, sku, func(e Shelf, id shop.SKU) int { return cmp.Compare(e.SKU, id) })
}

// Left returns the pieces of a SKU that can still be bought, never below zero.
func (w *World) Left(sku shop.SKU) int32 {
	v, _ := w.Catalogue.Variant(sku)
	if v == nil {
		return 0
	}
	return max(0, int32(v.Stock)-w.Shared.On(sku).Taken())
}

// Taken returns the pieces of an offer's own stock that are no longer there.
func (w *World) Taken(offer shop.SKU) int32 { return w.Shared.On(offer).Taken() }

// Note returns a note of the catalogue or one that a shopper published, or nil.
func (w *World) Note(id shop.NoteID) *shop.Note {
	if n := w.Catalogue.Note(id); n != nil {
		return n
	}
	for i := range w.Shared.Notes {
		if w.Shared.Notes[i].ID == id {
			return &w.Shared.Notes[i]
		}
	}
	return nil
}

// Share folds an event into what all shoppers see. Events that concern one journey alone leave it as it is.
func Share(s Shared, e Event) Shared {
	switch e.Kind {
	case OrderPlaced:
		return s.shelve(e.Order.Quote.Takes(), func(on *Shelf, n int32) { on.Held += n })
	case OrderPaid:
		return s.shelve(e.Pieces, func(on *Shelf, n int32) { on.Held -= n; on.Sold += n })
	case OrderCancelled:
		return s.shelve(e.Pieces, func(on *Shelf, n int32) { on.Held -= n })
	case OrderClosed, StockBack:
		return s.shelve(e.Pieces, func(on *Shelf, n int32) { on.Sold -= n })
	case StockGone:
		return s.shelve(e.Pieces, func(on *Shelf, n int32) { on.Gone += n })
	case RequestSet:
		return s.exchange(e.Of().Request.Status, e.Pieces)
	case PostSet:
		if e.Of().Tally != nil {
			return s.tally(e.Of().Tally)
		}
	case FollowedUp:
		return s.followUp(e.Review)
	case Reviewed:
		s.Reviews = append(slices.Clip(s.Reviews), *e.Review)
	case Noted:
		s.Notes = append(slices.Clip(s.Notes), *e.Note)
	}
	return s
}

// Touches returns the SKUs whose shelf the event changes.
func (e *Event) Touches() []shop.Pieces {
	switch e.Kind {
	case OrderPlaced:
		return e.Order.Quote.Takes()
	case OrderPaid, OrderCancelled, OrderClosed, StockGone, StockBack, RequestSet:
		return e.Pieces
	}
	return nil
}

// exchange folds what an exchange wants from the shelf: held while it is open, sold when it leaves, free again when nothing
// comes of it.
func (s Shared) exchange(status RequestStatus, pieces []shop.Pieces) Shared {
	if len(pieces) == 0 {
		return s
	}
	return s.shelve(pieces, func(on *Shelf, n int32) {
		switch status {
		case ToReview:
			on.Held += n
		case ExchangeShipped:
			on.Held -= n
			on.Sold += n
		default:
			on.Held -= n
		}
	})
}

// followUp adds the follow-up to the review that it is of.
func (s Shared) followUp(r *shop.Review) Shared {
	for i := range s.Reviews {
		if s.Reviews[i].ID == r.ID {
			s.Reviews = slices.Clone(s.Reviews)
			s.Reviews[i].Follow = r.Follow
			break
		}
	}
	return s
}

func (s Shared) shelve(pieces []shop.Pieces, change func(*Shelf, int32)) Shared {
	s.Shelf = slices.Clone(s.Shelf)
	for _, p := range pieces {
		i, ok := s.find(p.SKU)
		if !ok {
			s.Shelf = slices.Insert(s.Shelf, i, Shelf{SKU: p.SKU})
		}
		change(&s.Shelf[i], p.Quantity)
	}
	return s
}
