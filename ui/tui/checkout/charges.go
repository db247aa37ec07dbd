package checkout

import (
	"strconv"

	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// charges draws the lines of the quote, summed over its orders, with the coupons in their place. Open says whether tapping
// those opens the coupon sheet.
func (p *page) charges(body screen.Part, y int, open bool) int {
	drawn := !open || !p.couponed()
	said := len(p.quote.Orders) > 1 // each order says for itself how its tax comes about
	for i := range p.rungs {
		r := &p.rungs[i]
		switch {
		case r.Name == shop.LineItems:
			own := *r
			own.Fact = p.Say("checkout.pieces", "n", strconv.Itoa(p.quote.Count()))
			y = p.rung(body, &own, y)
			continue
		case r.Name == shop.LineMerchant || r.Name == shop.LinePlatform:
			if drawn {
				y = p.rung(body, r, y)
			}
			continue
		case !drawn && after(r.Name):
			drawn = true
			y = p.couponRows(body, y)
		}
		if said {
			y = p.rung(body, r, y)
			continue
		}
		y = p.charge(body, r, y, i > 0 && p.rungs[i-1].Surprise)
	}
	if !drawn {
		y = p.couponRows(body, y)
	}
	return y
}

// after says whether a line stands below the coupons.
func after(name string) bool {
	switch name {
	case shop.LineItems, shop.LineSaving, shop.LineBundle, shop.LinePromotion:
		return false
	}
	return true
}

// ownCharges draws what one of several orders adds to its items, and what it comes to.
func (p *page) ownCharges(body screen.Part, o *shop.OrderQuote, y int) int {
	own := []shop.OrderQuote{*o}
	rungs := p.Ladder(p.Shown.World, p.Shown.State, own)
	var off shop.Fen
	banded := false
	for i := range rungs {
		r := &rungs[i]
		if r.Role == look.Success && r.Fen < 0 {
			off += r.Fen
			continue
		}
		if r.Name == shop.LineItems {
			continue
		}
		if off < 0 {
			y += p.row(body, y, look.Row{Label: p.Say("checkout.off"), Fact: look.Money(int64(off), true), FactRole: look.Success})
			off = 0
		}
		y = p.charge(body, r, y, banded)
		banded = r.Surprise
	}
	if off < 0 {
		y += p.row(body, y, look.Row{Label: p.Say("checkout.off"), Fact: look.Money(int64(off), true), FactRole: look.Success})
	}
	return y + p.row(body, y, look.Row{
		Label: p.Say("checkout.subtotal"), Fact: look.Money(int64(o.Payable), true), FactRole: look.Ink,
	})
}

// charge draws a rung; one that is a surprise stands apart, and a tax says how it comes about.
func (p *page) charge(body screen.Part, r *screen.Rung, y int, banded bool) int {
	if r.Surprise && !banded {
		y++
	}
	if r.Name != shop.LineTax || len(r.Taxed) == 0 || r.Fen == 0 {
		return p.rung(body, r, y)
	}
	own := *r
	own.Fact = p.Say("customs.tax.coupons")
	y = p.rung(body, &own, y)
	x := left + p.label
	for i := range r.Taxed {
		for _, shorter := range []int{p.usual, 2} {
			if t := &r.Taxed[i]; p.room(t, x) < cell.Width(t.Title)+1+cell.Width(t.Sum) {
				x = left + shorter
			}
		}
	}
	for i := range r.Taxed {
		y = p.taxed(body, &r.Taxed[i], r.Surprise, x, y)
	}
	return y
}

func (p *page) rung(body screen.Part, r *screen.Rung, y int) int {
	p.DrawRung(body.Canvas, r, left, y, p.W-2*left, p.label)
	return y + 1
}

// room is what a row of a tax has from x on, its amount left out.
func (p *page) room(t *screen.Taxed, x int) int {
	return p.W - left - x - cell.Width(look.Money(int64(t.Amount), true)) - 1
}

// taxed draws the tax of an item: what it is taken of, at which rate, and why that is another than usual.
func (p *page) taxed(body screen.Part, t *screen.Taxed, band bool, x, y int) int {
	amount := look.Money(int64(t.Amount), true)
	ink := look.Style{FG: look.Muted}
	if band {
		ink.FG = look.Ink2
	}
	room := p.room(t, x)
	line := func(x int, text, fact string) {
		if band {
			body.Fill(cell.Rect{X: left - 1, Y: y, W: p.W - 2*left + 2, H: 1}, look.SoftWarn)
		}
		body.TextRight(p.W-left, y, fact, ink)
		body.Text(x, y, text, ink)
		y++
	}
	const least = 8 // cells of a title beside its sum
	if free := room - cell.Width(t.Sum) - 1; free >= min(least, cell.Width(t.Title)) {
		line(x, cell.Truncate(t.Title, free)+" "+t.Sum, amount)
	} else {
		line(x, cell.Truncate(t.Title, p.W-left-x), "")
		line(max(left, x-max(0, cell.Width(t.Sum)-room)), t.Sum, amount)
	}
	if t.Mark == "" {
		return y
	}
	for _, row := range cell.Wrap(t.Mark, p.W-left-x) {
		line(x, row, "")
	}
	return y
}
