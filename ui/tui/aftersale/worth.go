package aftersale

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// worth draws what the form gives back, part by part, and what becomes of all else that was paid.
func (p *page) worth(y int) int {
	if p.form.Type == flow.Exchange {
		y = p.heading(y, "aftersale.refund", "")
		y = p.text(y, p.Say("aftersale.refund.none"), look.Ink2)
		return p.postage(y)
	}
	money := p.expected()
	look.Heading(p.c.Canvas, margin, y, p.room()-12, p.Say("aftersale.refund"), p.Gloss("aftersale.refund"), "")
	look.PriceRight(p.c.Canvas, p.W-margin, y, int64(money.Total()), look.PriceStyle{Decimals: true})
	y++
	if p.form.Type != flow.Protection {
		y = p.parts(y, money, "aftersale.quota")
	}
	if p.allBack() {
		y = p.text(y, p.Say("aftersale.coupon-back"), look.Success)
	}
	return p.postage(y)
}

// parts draws the parts of a refund, each on a row, and what of the yearly quota is free again.
func (p *page) parts(y int, money shop.Refund, quota string) int {
	y = p.sum(y, p.Say("aftersale.refund.goods"), money.Goods, look.Ink)
	if money.Tax > 0 {
		y = p.sum(y, p.Say("aftersale.refund.tax"), money.Tax, look.Ink)
	}
	if money.Shipping > 0 {
		y = p.sum(y, p.Say("aftersale.refund.fees"), money.Shipping, look.Ink)
	}
	if money.Postage > 0 {
		y = p.sum(y, p.Say("aftersale.postage"), -money.Postage, look.Warn)
	}
	if money.Base > 0 {
		y = p.text(y, p.Say(quota, "amount", look.Money(int64(money.Base), true)), look.Success)
	}
	return y
}

// sum draws an amount at the right, and what it is left of it.
func (p *page) sum(y int, label string, amount shop.Fen, role look.Role) int {
	to := p.c.TextRight(p.W-margin, y, look.Money(int64(amount), true), look.Style{FG: role})
	text := look.Style{FG: look.Muted}
	if role == look.Warn {
		text.FG = role
	}
	return y + p.c.Lines(margin, y, cell.Wrap(label, to-1-margin), text)
}

// allBack says whether the form takes back all of an order that used coupons, before any of it has left.
func (p *page) allBack() bool {
	if p.form.Type != flow.RefundUnshipped || len(p.o.Parcels) > 0 || len(p.form.Pieces) == 0 {
		return false
	}
	for i := range p.o.Quote.Items {
		if sku := p.o.Quote.Items[i].SKU; p.o.Kept(sku) > countOf(p.form.Pieces, sku) {
			return false
		}
	}
	return p.o.Quote.Line(shop.LineMerchant) != 0 || p.o.Quote.Line(shop.LinePlatform) != 0
}

// postage says who pays the way back.
func (p *page) postage(y int) int {
	insured := slices.ContainsFunc(p.o.Quote.Lines, func(l shop.QuoteLine) bool { return l.Name == shop.LineInsurance })
	if p.form.Type != flow.ReturnRefund && p.form.Type != flow.Exchange || p.form.Reason == "" && !insured {
		return y
	}
	key, role := "aftersale.postage.own", look.Ink2
	i := slices.IndexFunc(flow.ReasonsFor(p.form.Type), func(r flow.Reason) bool { return r.ID == p.form.Reason })
	switch {
	case i >= 0 && flow.ReasonsFor(p.form.Type)[i].Fault:
		key, role = "aftersale.postage.shop", look.Success
	case insured:
		key, role = "aftersale.postage.cover", look.Success
	}
	return p.text(y, p.Say(key), role)
}

// rules draws what the category and the border have to say about a return.
func (p *page) rules(y int) int {
	if p.form.Type == flow.ReturnRefund {
		y = p.seven(y)
	}
	if !p.o.Quote.Trade.CrossBorder() {
		return y
	}
	switch money := p.expected(); {
	case p.form.Type == flow.ReturnRefund && len(p.form.Pieces) > 0 && money.Tax == 0 && p.taxed():
		y = p.text(y, p.Say("aftersale.tax.late"), look.Warn) + 1
	case p.form.Type == flow.ReturnRefund:
		y = p.text(y, p.Say("customs.return-limit"), look.Info) + 1
	case p.form.Type == flow.RefundShipped && len(p.form.Pieces) > 0 && money.Tax == 0 && p.taxed():
		y = p.text(y, p.Say("aftersale.tax.stays"), look.Warn) + 1
	}
	return y
}

// taxed says whether tax was paid on what the form is about.
func (p *page) taxed() bool {
	return slices.ContainsFunc(p.o.Quote.Items, func(it shop.Item) bool {
		return it.Tax != nil && it.Tax.Amount > 0 && countOf(p.form.Pieces, it.SKU) > 0
	})
}

// seven draws the seven days without a reason: of each category among the chosen lines, or of all while none is chosen.
func (p *page) seven(y int) int {
	var seen []string
	for i := range p.o.Quote.Items {
		it := &p.o.Quote.Items[i]
		if len(p.form.Pieces) > 0 && countOf(p.form.Pieces, it.SKU) == 0 || p.refused(flow.ChooseLine, string(it.SKU)).Refused() {
			continue
		}
		c := p.category(it)
		if slices.Contains(seen, c.ID) {
			continue
		}
		seen = append(seen, c.ID)
		y = p.category7(y, it, &c) + 1
	}
	return y
}

func (p *page) category(it *shop.Item) shop.Category {
	if product := p.w.Catalogue.Product(it.Product); product != nil {
		if c := p.w.Catalogue.Category(product.Category); c != nil {
			return *c
		}
	}
	return shop.Category{SevenDays: true}
}

// category7 is the rule of one category: until when, and what counts as intact, or why there is no such return.
func (p *page) category7(y int, it *shop.Item, c *shop.Category) int {
	name := p.Words(c.Name)
	if !c.SevenDays {
		y = p.heading(y, "aftersale.seven.off", name)
		return p.text(y, p.Words(c.WhyNot), look.Ink2)
	}
	y = p.heading(y, "aftersale.seven", name)
	until, begun := p.o.NoReasonUntil(it.SKU)
	switch {
	case !begun:
		y = p.text(y, p.Say("aftersale.seven.wait"), look.Ink2)
	case p.w.Now >= until:
		y = p.text(y, p.Say("aftersale.seven.over"), look.Warn)
	default:
		y = p.text(y, p.Say("aftersale.seven.until", "when", p.Stamp(until)), look.Success)
	}
	if intact := p.Words(c.Intact); intact != "" {
		label := p.Say("aftersale.intact") + "  "
		p.c.Text(margin, y, label, look.Style{FG: look.Muted})
		y = p.text(y, label+intact, look.Ink2)
	}
	return y
}
