package story

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// proposed lists what a story may expect where it stands: what matters there, as the session had it, as far as the story will
// have it too when it is played. A person's clock runs by itself, and a price may end with it.
func proposed(had, will *scene) row {
	there := proposals(will)
	return slices.DeleteFunc(proposals(had), func(pair string) bool { return !slices.Contains(there, pair) })
}

// proposals lists what matters in a scene: the place, the cart, money in view, orders and requests.
func proposals(sc *scene) row {
	var r row
	s := sc.shown.State
	place, page := s.Place(), s.Page().Place
	r.add("place", place.String())
	if len(s.Cart) > 0 || place == flow.Cart {
		r.add("cart", itoa(len(s.Cart)))
	}
	if n := len(s.Attempts); n > 0 && place == flow.Payment {
		r.add("payment", s.Attempts[n-1].Status.String())
	}
	switch {
	case place == flow.SKU || page == flow.Product && place != flow.Payment:
		r.pricesOfOne(sc)
	case place == flow.Payment:
		r.pricesOfAll(sc)
	case page == flow.Cart, page == flow.Checkout, page == flow.Confirmation, page == flow.Tracking, page == flow.AfterSale:
		r.pricesOfAll(sc)
	}
	if n := len(s.Orders); n > 0 {
		r.add("order", s.Orders[n-1].Status.String())
	}
	r.amount(sc, "paid", false)
	r.amount(sc, "refunded", false)
	if n := len(s.Requests); n > 0 {
		r.add("request", s.Requests[n-1].Status.String())
	}
	return r
}

// amount adds an amount that is known; one of nothing is left out, unless it says something too.
func (r *row) amount(sc *scene, name string, nothing bool) int64 {
	n, ok := amounts[name](sc)
	if ok && (n != 0 || nothing) {
		r.id(name, shop.Fen(n).String())
	}
	return n
}

// pricesOfOne adds what a piece of the product in view costs.
func (r *row) pricesOfOne(sc *scene) {
	list := r.amount(sc, "price", true)
	now, ok := amounts["unit-price"](sc)
	if ok && now != list {
		r.amount(sc, "unit-price", true)
	}
	if least, ok := amounts["in-hand"](sc); ok && least != now {
		r.amount(sc, "in-hand", true)
	}
}

// pricesOfAll adds what the cart, the checkout or the orders in view cost.
func (r *row) pricesOfAll(sc *scene) {
	r.amount(sc, "items", true)
	for _, name := range []string{"discount", "shipping", "fee", "tax", "deposit", "balance"} {
		r.amount(sc, name, name == "shipping" && sc.shown.State.Page().Place == flow.Checkout)
	}
	r.amount(sc, "payable", true)
}

// braced writes pairs as the one text form has them.
func braced(pairs []string) string {
	var b []byte
	for i, pair := range pairs {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(b, pair...)
	}
	return "{" + string(b) + "}"
}

// ending lists what a story expects at its end.
func (r *Recorder) ending() row {
	pairs := proposed(r.scene(), r.there.ending())
	if stages := reached(r.meter.Stages); len(stages) > 0 {
		pairs = slices.Insert(pairs, min(1, len(pairs)), "stages: "+listed(stages))
	}
	if len(pairs) == 0 {
		pairs.add("taps", itoa(r.meter.Taps))
	}
	return pairs
}

// bounds are the figures that a story must not grow beyond: the first figures of the walk itself.
func (r *Recorder) bounds() row {
	var pairs row
	pairs.add("taps", "<= "+itoa(r.meter.Taps))
	pairs.add("steps", "<= "+itoa(r.meter.Steps))
	pairs.add("fields", "<= "+itoa(r.meter.Fields))
	return pairs
}
