package shop

import "slices"

// fit is what a coupon that applies comes to in one order; the zero value is one that does not.
type fit struct {
	off   Fen // what it takes off by itself
	left  Fen // what its eligible lines amount to after the store promotion
	first Fen // what it takes off before other coupons: off, unless there is less left
}

// window returns why the coupon cannot be used at all at the instant, or "". One that a replay's code opens wants the code.
func (c *Coupon) window(a *Ask) Why {
	for _, w := range [...]Window{c.Window, c.Replay} {
		switch {
		case w.From != 0 && a.At < w.From:
			return WhyNotYet
		case w.Until != 0 && a.At >= w.Until:
			return WhyOver
		}
	}
	if c.Code != "" && !slices.Contains(a.Codes, c.Code) {
		return WhyNotYet
	}
	return ""
}

// fit tests the coupon on the order. Its threshold and its percentage see what the eligible lines amount to after single-item
// prices and bundles, whatever the promotion and other coupons take off.
// Where it does not apply the reason is not "", and missing is what is missing to the threshold.
func (d *draft) fit(c *Coupon) (f fit, why Why, missing Fen) {
	if c.Shop != "" && c.Shop != d.shop.ID {
		return f, WhyNoItem, 0
	}
	goods, left, pieces := d.eligible(&c.Scope)
	switch {
	case pieces == 0:
		return f, WhyNoItem, 0
	case d.deferred():
		return f, WhyNoRoom, 0
	case goods < c.Over:
		return f, WhyUnder, c.Over - goods
	}
	f = fit{off: c.off(goods), left: left}
	f.first = min(f.off, d.room(d.net, f.left))
	return f, "", 0
}

// off returns what the coupon takes off eligible lines of so much.
func (c *Coupon) off(goods Fen) Fen {
	if c.Percent == 0 {
		return c.Off
	}
	off := percent(goods, c.Percent)
	if c.Cap > 0 {
		off = min(off, c.Cap)
	}
	return off
}

// merchants returns the part of a discount of the coupon that the shop pays.
func (c *Coupon) merchants(off Fen) Fen {
	switch {
	case c.Kind == CouponCoFunded:
		return percent(off, c.Merchant)
	case c.Slot() == ByMerchant:
		return off
	}
	return 0
}

// second returns what a platform coupon that fits takes off after so much of a merchant coupon.
func (d *draft) second(p *Coupon, f *fit, m *Coupon, off Fen) Fen {
	if m == nil {
		return f.first
	}
	left := d.net - off
	eligible := f.left - off // at least
	if eligible < f.off && !p.Scope.whole() {
		eligible = d.after(&p.Scope, &m.Scope, off)
	}
	return min(f.off, d.room(left, eligible))
}

// after returns what the lines of one scope amount to after a discount on those of another.
func (d *draft) after(of, taken *Scope, off Fen) Fen {
	for i := range d.lines {
		d.lines[i].now = d.lines[i].net
	}
	var fixed [fewLines]Fen
	d.spread(off, taken, scratch(fixed[:], len(d.lines)))
	var sum Fen
	for i := range d.lines {
		if l := &d.lines[i]; l.in(of) {
			sum += l.now
		}
	}
	return sum
}

// tested is the amount on which free shipping is tested: after the merchant's discounts, before the platform's.
func (d *draft) tested() Fen {
	if d.platform == nil {
		return d.net - d.merchantOff
	}
	return d.net - d.merchantOff - d.platform.merchants(d.platformOff)
}
