package product

import (
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
)

// offer is what one piece of the product costs, for who looks at it. The variant that costs least now speaks for the product.
type offer struct {
	variant *shop.Variant // nil for a product without any
	varied  bool          // other variants have another price
	hand    shop.Hand
	price   *shop.Offer // that the unit price comes from, nil for the list price
	left    int32       // pieces at that price, -1 for no limit
	passed  *shop.Offer // a lower price that has no pieces left
	coupons screen.Offered
	quote   shop.Quote // of one piece without coupons, where the flow shows fees here
	quoted  bool
}

func offerOf(w *flow.World, s *flow.State, p *shop.Product) offer {
	o := offer{left: -1}
	ask := w.Ask(s, nil, "")
	v := w.Speaks(s, p)
	if v == nil {
		return o
	}
	o.variant = v
	ask.Pieces = []shop.Pieces{{SKU: v.SKU, Quantity: 1}}
	ask.Balance = v.Presale != nil // what the whole piece comes to, not its deposit alone
	o.coupons = screen.OfferedFor(w, s, p)
	o.hand = shop.InHand(&ask, v.SKU, o.coupons.All())
	unit, _, price, passed := shop.UnitPrice(&ask, v.SKU, 1)
	o.price, o.passed, o.varied = price, passed, varies(&ask, p, unit)
	o.left = screen.LeftAt(w, v.SKU, o.price)
	if w.Flow.Fees == flow.Product {
		ask.Pick = shop.PickNone
		o.quote, o.quoted = shop.NewQuote(&ask), true
	}
	return o
}

// varies says whether variants of the product cost differently now.
func varies(ask *shop.Ask, p *shop.Product, least shop.Fen) bool {
	for i := range p.Variants {
		if unit, _, _, _ := shop.UnitPrice(ask, p.Variants[i].SKU, 1); unit != least {
			return true
		}
	}
	return false
}

// lower says whether the price in hand is below what a piece costs.
func (o *offer) lower() bool { return o.hand.Price < o.hand.Unit }

// claims says whether the price in hand counts on a coupon that is still to be claimed.
func (o *offer) claims() bool {
	return o.hand.CouponOff > 0 && !o.coupons.Holds(o.hand.Coupon.ID)
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
