package product

import (
	"strconv"

	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// ledger is a list of labelled amounts on a ground of its own: what unfolds below a row.
type ledger struct {
	*column
	label int
	role  look.Role // of values
}

// derive writes how the price in hand comes about: what a piece costs, less the store promotion, less the shop's coupon; and
// what is not in it.
func derive(c *column, p *shop.Product) {
	h := &c.offer.hand
	labels := [...]string{
		c.Say("price.in-hand.whole"), c.Say("line.promotion"), c.Say("line.merchant-coupon"), c.Say("price.in-hand.total"),
	}
	l := ledger{column: c, role: look.Ink2}
	for _, label := range labels {
		l.label = max(l.label, cell.Width(label)+2)
	}
	l.label = min(l.label, c.w/2)
	kind := c.kind()
	if h.Unit < c.offer.variant.Price {
		kind += " · " + c.Say("product.list-price") + " " + look.Money(int64(c.offer.variant.Price), false)
	}
	l.put(labels[0], kind, look.Money(int64(h.Unit), true), look.Ink)
	if h.PromotionOff > 0 {
		l.put(labels[1], c.PromotionTitle(h.Promotion), look.Money(-int64(h.PromotionOff), true), look.Success)
		if h.Promotion.Kind == shop.PromotionPieces {
			if h.Promotion.Pieces > 1 {
				l.note(c.Say("price.in-hand.pieces", "n", strconv.Itoa(h.Promotion.Pieces)))
			}
		} else if h.Unit < h.Promotion.Over {
			l.share(h.Promotion.Off, h.Unit, h.Promotion.Over)
		}
	}
	if h.CouponOff > 0 {
		l.put(labels[2], c.CouponTitle(h.Coupon, ""), look.Money(-int64(h.CouponOff), true), look.Success)
		if h.Unit < h.Coupon.Over {
			l.share(whole(h.Coupon), h.Unit, h.Coupon.Over)
		}
		if c.offer.claims() {
			l.note(c.Say("price.in-hand.claim"))
		}
	}
	l.put(labels[3], "", look.Money(int64(h.Price), true), look.Price)
	l.part.Text(l.x, l.y-1, cell.Truncate(labels[3], l.label-1), look.Style{FG: look.Ink, Attr: look.Bold})
	l.apart(p)
}

// whole is what a coupon takes off an order of exactly its threshold.
func whole(k *shop.Coupon) shop.Fen {
	if k.Percent == 0 {
		return k.Off
	}
	off := (k.Over*shop.Fen(k.Percent) + 50) / 100
	if k.Cap > 0 {
		off = min(off, k.Cap)
	}
	return off
}

// put writes a labelled amount; a value that has no room beside it goes on below.
func (l *ledger) put(label, value, amount string, role look.Role) {
	lines := cell.Wrap(value, max(1, l.w-l.label-cell.Width(amount)-1))
	for i := range max(1, len(lines)) {
		row := look.Row{Label: label, LabelW: l.label, ValueRole: l.role, Fact: amount, FactRole: role}
		if i < len(lines) {
			row.Value = lines[i]
		}
		row.Draw(l.part.Canvas, l.Theme, l.x, l.y, l.w)
		label, amount = "", ""
		l.y++
	}
}

// note writes what there is to know about the amount above.
func (l *ledger) note(text string) { l.text(l.label, text, 0, look.Style{FG: look.Muted}) }

// share shows how a discount below its threshold counts: what an order of exactly the threshold has, times price over
// threshold.
func (l *ledger) share(off, unit, over shop.Fen) {
	l.note(l.Say("price.in-hand.share", "over", look.Money(int64(over), false)))
	by := " ÷ "
	if l.Theme.Glyph("×") != "×" {
		by = " / "
	}
	l.note(look.Money(int64(off), false) + " " + l.Theme.Glyph("×") + " " + look.Money(int64(unit), false) + by + look.Money(int64(over), false))
}

// apart lists what is not in the price in hand, beside what is known of it.
func (l *ledger) apart(p *shop.Product) {
	w := l.Shown.World
	l.gap()
	l.text(0, l.Say("price.in-hand.without"), 0, look.Style{FG: look.Muted})
	n := 0
	for _, k := range l.offer.coupons.All() {
		if k.Slot() == shop.ByPlatform {
			n++
		}
	}
	if n > 0 {
		l.put(l.Say("line.platform-coupon"), l.Say("price.in-hand.checkout", "n", strconv.Itoa(n)), "", look.None)
	}
	s := w.Catalogue.Shop(p.Shop)
	if s == nil {
		return
	}
	if !l.offer.quoted {
		place := l.Say("place." + w.Flow.Fees.String())
		l.role = look.Warn
		l.put(l.Say("line.shipping"), l.Say("product.shown-later", "place", place), "", look.None)
		if s.Trade.CrossBorder() && !l.included() {
			l.put(l.Say("line.tax"), l.Say("product.shown-later", "place", place), "", look.None)
		}
		return
	}
	q := &l.offer.quote
	if fee := q.Sum(shop.LineShipping); fee > 0 {
		l.put(l.Say("line.shipping"), "", look.Money(int64(fee), true), look.Ink2)
	} else {
		l.put(l.Say("line.shipping"), "", l.Say("product.free"), look.Success)
	}
	if fee := q.Sum(shop.LineFee); fee > 0 {
		l.put(l.Say("line.platform-fee"), "", look.Money(int64(fee), true), look.Ink2)
	}
	if t := l.tax(); t != nil {
		if t.Kind == shop.TaxIncluded {
			l.put(l.Say("line.tax"), "", l.Say("line.tax.included"), look.Success)
		} else {
			l.put(l.Say("line.tax"), l.Say("customs.tax.coupons"), look.Money(int64(t.Amount), true), look.Ink2)
		}
	}
}

// tax is what one piece pays at the border, nil for domestic goods or where the flow says it later.
func (c *column) tax() *shop.ItemTax {
	q := &c.offer.quote
	if len(q.Orders) == 0 || len(q.Orders[0].Items) == 0 {
		return nil
	}
	return q.Orders[0].Items[0].Tax
}

// included says whether the price holds the tax.
func (c *column) included() bool { return c.offer.variant != nil && c.offer.variant.Tax.Included }
