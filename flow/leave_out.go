package flow

import "tagtap/flow/shop"

// offerRemoving offers to leave pieces out of a checkout that a limit of cross-border orders does not allow; they stay in the
// cart.
func offerRemoving(w *World, s *State, add func(Action)) {
	if s.Checkout.Balance != "" || !usesCrossBorder(w, s.Checkout.Pieces) {
		return
	}
	quote := w.Quote(s)
	if len(quote.Limits) == 0 {
		return
	}
	for _, piece := range s.Checkout.Pieces {
		if !usesCrossBorder(w, []shop.Pieces{piece}) {
			continue
		}
		if piece.Quantity > 1 {
			add(Action{Verb: Decrease, ID: string(piece.SKU)})
		}
		if len(s.Checkout.Pieces) > 1 {
			add(Action{Verb: Remove, ID: string(piece.SKU)})
		}
	}
}

func checkRemoving(w *World, s *State, a Action) Refusal {
	refusal := refuse(NotHere)
	offerRemoving(w, s, func(offer Action) {
		if offer == a {
			refusal = Refusal{}
		}
	})
	return refusal
}

// takeOut takes what is ordered out of the cart; pieces that were left out of the checkout stay.
func (t *turn) takeOut(pieces []shop.Pieces) {
	for _, piece := range pieces {
		line := t.state.Line(piece.SKU)
		if line == nil || line.Quantity <= piece.Quantity {
			t.emit(Event{Kind: LineGone, Line: &CartLine{SKU: piece.SKU}})
			continue
		}
		rest := *line
		rest.Quantity -= piece.Quantity
		t.emit(Event{Kind: LineSet, Line: &rest})
	}
}
