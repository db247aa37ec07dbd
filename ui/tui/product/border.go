package product

import (
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// border is what goods from abroad ask for: tax, within the limits, by somebody with a name.
func (v view) border(c *column, s *shop.Shop) {
	c.taxRow(v.tax)
	c.fold(idTax, "product.tax-how", c.y-1, v.tax, func(c *column) { customs(c, s) })
	if c.offer.hand.Unit > shop.MostOrder {
		c.lines(c.Say("product.limits"), c.Say("product.limits-over", "most", yuan(shop.MostOrder)), 2, look.Warn)
	}
	if c.Layout.Tallness() == look.Short {
		return
	}
	text := c.Say("product.identity-needed")
	if c.Shown.World.Flow.Identity == "saved" && len(c.Shown.State.Identities) > 0 {
		text = c.Say("product.identity-saved")
	}
	c.lines(c.Say("product.identity"), text, 2, look.Ink2)
}

// taxRow is what one piece pays, or where the flow says it.
func (c *column) taxRow(open bool) {
	r := look.Row{Label: c.Say("product.tax")}
	place := c.Say("place." + c.Shown.World.Flow.Fees.String())
	t := c.tax()
	switch {
	case c.included():
		r.Value, r.ValueRole = screen.Dotted(c.Say("line.tax.included"), c.Say("customs.tax.included")), look.Success
	case t == nil:
		r.Value, r.ValueRole = c.Say("product.tax-later", "place", place), look.Warn
	default:
		r.Value = c.Say("product.tax-about", "amount", look.Money(int64(t.Amount), true))
		rate := c.Say("customs.tax.rate", "rate", screen.Rate(t.Num, t.Den))
		if t.Kind == shop.TaxHighEnd {
			rate = screen.Dotted(rate, c.Say("customs.high-end"))
		}
		if both := screen.Dotted(r.Value, rate); cell.Width(both) <= c.w-labelWidth(c.Lang)-2 {
			r.Value = both
		}
	}
	c.part.TextRight(c.x+c.w, c.y, c.mark(open), look.Style{FG: look.Muted})
	c.w -= 2
	c.put(r)
	c.w += 2
}

// customs tells how the tax comes about, and the rules of buying abroad.
func customs(c *column, s *shop.Shop) {
	w := labelWidth(c.Lang)
	say := func(key string, role look.Role) { c.text(w, c.Say(key), 0, look.Style{FG: role}) }
	if t := c.tax(); t != nil && t.Kind != shop.TaxIncluded {
		sum := look.Money(int64(t.Base), true) + " " + c.Theme.Glyph("×") + " " + screen.Rate(t.Num, t.Den) + " = " + look.Money(int64(t.Amount), true)
		c.text(w, sum, 2, look.Style{FG: look.Ink2})
		say("customs.tax.base", look.Ink2)
		switch t.Kind {
		case shop.TaxHighEnd:
			say("customs.tax.high-end", look.Ink2)
			say("customs.tax.high-end.mark", look.Muted)
		case shop.TaxFull:
			say("customs.tax.full", look.Ink2)
			say("customs.tax.duty.mark", look.Muted)
		}
	}
	if s.Trade == shop.Parcel {
		say("customs.parcel.mark", look.Muted)
	}
	c.lines(c.Say("product.limits"), c.Say("product.limits-text", "most", yuan(shop.MostOrder), "year", yuan(shop.MostYear)), 0, look.Ink2)
	say("customs.limit.single", look.Ink2)
	say("customs.own-use", look.Ink2)
	say("customs.methods", look.Ink2)
	say("customs.three", look.Muted)
}

// yuan is a whole amount with its thousands apart: ¥26,000.
func yuan(f shop.Fen) string {
	s := look.Money(int64(f), false)
	if n := len(s); n > len("¥")+3 {
		s = s[:n-3] + "," + s[n-3:]
	}
	return s
}
