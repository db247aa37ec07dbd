package product

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// offer is what one piece of the product costs, for who looks at it: the cheapest variant speaks for the product.
type offer struct {
	variant   *shop.Variant // nil for a product without any
	varied    bool          // other variants have another price
	hand      shop.Hand
	price     *shop.Offer // that the unit price comes from, nil for the list price
	left      int32       // pieces at that price, -1 for no limit
	passed    *shop.Offer // a lower price that has no pieces left
	claimable []*shop.Coupon
	held      []shop.Coupon
	quote     shop.Quote // of one piece without coupons, where the flow shows fees here
	quoted    bool
}

func offerOf(w *flow.World, s *flow.State, p *shop.Product) offer {
	o := offer{variant: p.Cheapest(), left: -1}
	v := o.variant
	if v == nil {
		return o
	}
	for i := range p.Variants {
		o.varied = o.varied || p.Variants[i].Price != v.Price
	}
	ask := w.Ask(s, []shop.Pieces{{SKU: v.SKU, Quantity: 1}}, "")
	ask.Balance = v.Presale != nil // what the whole piece comes to, not its deposit alone
	if w.Flow.Coupons != string(shop.PickNone) {
		o.coupons(w, s, p, ask.Held)
	}
	o.hand = shop.InHand(&ask, v.SKU, o.all())
	_, _, o.price, o.passed = shop.UnitPrice(&ask, v.SKU, 1)
	if o.price != nil && (o.price.Stock > 0 || o.price.Kind == shop.PriceFlash) {
		o.left = max(0, int32(o.price.Stock)-w.Taken(o.price.Shelf(v.SKU)))
	}
	if w.Flow.Fees == flow.Product {
		ask.Pick = shop.PickNone
		o.quote, o.quoted = shop.NewQuote(&ask), true
	}
	return o
}

// coupons finds those that have to do with the product: what is held, and what the sheet offers to claim.
func (o *offer) coupons(w *flow.World, s *flow.State, p *shop.Product, held []shop.Coupon) {
	for i := range held {
		if c := &held[i]; (c.Shop == "" || c.Shop == p.Shop) && covers(&c.Scope, p) && c.Window.Holds(w.Now) {
			o.held = append(o.held, *c)
		}
	}
	over := *s
	over.Trail = []flow.Spot{{Place: flow.Coupons, Subject: string(p.Shop)}}
	for _, c := range flow.Claimable(w, &over) {
		if covers(&c.Scope, p) {
			o.claimable = append(o.claimable, c)
		}
	}
}

// all are the coupons that a price in hand may count on.
func (o *offer) all() []shop.Coupon {
	all := slices.Clone(o.held)
	for _, c := range o.claimable {
		all = append(all, *c)
	}
	return all
}

// covers says whether a promotion or coupon is for a product or for one of its SKUs.
func covers(s *shop.Scope, p *shop.Product) bool {
	if s.Covers(p.ID, "") {
		return true
	}
	for i := range p.Variants {
		if s.Covers(p.ID, p.Variants[i].SKU) {
			return true
		}
	}
	return false
}

// lower says whether the price in hand is below what a piece costs.
func (o *offer) lower() bool { return o.hand.Price < o.hand.Unit }

// claims says whether the price in hand counts on a coupon that is still to be claimed.
func (o *offer) claims() bool {
	return o.hand.CouponOff > 0 && !slices.ContainsFunc(o.held, func(c shop.Coupon) bool { return c.ID == o.hand.Coupon.ID })
}

// derived says whether there is something to tell about how the price comes about.
func (o *offer) derived() bool { return o.lower() || o.hand.Kind != shop.PriceList && o.variant != nil }

// presale returns the variants that are paid in two parts.
func presale(p *shop.Product) (all []*shop.Variant) {
	for i := range p.Variants {
		if p.Variants[i].Presale != nil {
			all = append(all, &p.Variants[i])
		}
	}
	return all
}
