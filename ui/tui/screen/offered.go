package screen

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Offered are the coupons that have to do with a product: what the shopper holds, and what the sheet over its page offers to
// claim. The shop's stand before the platform's.
type Offered struct {
	Held      []shop.Coupon
	Claimable []*shop.Coupon
}

// OfferedFor finds them. Where the flow takes no coupons there are none.
func OfferedFor(w *flow.World, s *flow.State, p *shop.Product) Offered {
	var o Offered
	if w.Flow.Coupons == string(shop.PickNone) {
		return o
	}
	for _, c := range w.Usable(s) {
		if (c.Shop == "" || c.Shop == p.Shop) && Covers(&c.Scope, p) && c.Window.Holds(w.Now) {
			o.Held = append(o.Held, c)
		}
	}
	over := *s
	over.Trail = []flow.Spot{{Place: flow.Coupons, Subject: string(p.Shop)}}
	for _, c := range flow.Claimable(w, &over) {
		if Covers(&c.Scope, p) {
			o.Claimable = append(o.Claimable, c)
		}
	}
	slices.SortStableFunc(o.Held, func(a, b shop.Coupon) int { return slot(&a) - slot(&b) })
	slices.SortStableFunc(o.Claimable, func(a, b *shop.Coupon) int { return slot(a) - slot(b) })
	return o
}

func slot(c *shop.Coupon) int {
	if c.Slot() == shop.ByMerchant {
		return 0
	}
	return 1
}

// All are the coupons that a price in hand may count on.
func (o *Offered) All() []shop.Coupon {
	all := slices.Clone(o.Held)
	for _, c := range o.Claimable {
		all = append(all, *c)
	}
	return all
}

// Holds says whether the shopper has the coupon already.
func (o *Offered) Holds(id string) bool {
	return slices.ContainsFunc(o.Held, func(c shop.Coupon) bool { return c.ID == id })
}

// Covers says whether a promotion or coupon is for a product or for one of its SKUs.
func Covers(s *shop.Scope, p *shop.Product) bool {
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

// LeftAt returns how many pieces there are at an offer's price, -1 where it has no stock of its own.
func LeftAt(w *flow.World, sku shop.SKU, o *shop.Offer) int32 {
	if o == nil || o.Stock == 0 && o.Kind != shop.PriceFlash {
		return -1
	}
	return max(0, int32(o.Stock)-w.Taken(o.Shelf(sku)))
}

// Until says until when an offer holds: with the clock of today, of another day with the date; "" without an end.
func (f Frame) Until(now shop.Instant, o *shop.Offer) string {
	if o == nil || o.Window.Until == 0 {
		return ""
	}
	key := "price.until"
	if o.Kind == shop.PriceFlash {
		key = "price.ends-at"
	}
	return f.Say(key, "when", f.Soon(now, o.Window.Until))
}

// Soon writes the clock of today, and of another day the date before it: 22:00, 11-12 00:00.
func (f Frame) Soon(now, at shop.Instant) string {
	a, b := now.Time(), at.Time()
	if a.YearDay() == b.YearDay() && a.Year() == b.Year() {
		return f.Clock(at)
	}
	return f.Stamp(at)
}
