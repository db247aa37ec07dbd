package checkout

import (
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// following returns the step after a page, "" for the last one and for a checkout on one page.
func following(page string) string {
	all := flow.CheckoutSteps()
	if i := slices.Index(all, page); i >= 0 && i+1 < len(all) {
		return all[i+1]
	}
	return ""
}

// steps draws the line of steps: 1 地址 ─ 2 配送 ─ 3 支付 ─ 4 提交. Where it has no room, only the current one has its name.
func (v view) steps(b *screen.Board, head screen.Part, y int) {
	all := flow.CheckoutSteps()
	at := slices.Index(all, v.step)
	sum := 0
	for _, step := range all {
		sum += cell.Width(b.Say("checkout.step."+step)) + 2
	}
	const least = 3 // cells between two steps
	named := sum+least*(len(all)-1) <= b.W-2*left
	if !named {
		sum = len(all) + cell.Width(b.Say("checkout.step."+v.step)) + 1
	}
	gap := min(6, (b.W-2*left-sum)/(len(all)-1))
	x := left
	for i, step := range all {
		number, name := look.Style{FG: look.Muted}, look.Style{FG: look.Muted}
		switch {
		case i < at:
			number.FG, name.FG = look.Ink2, look.Ink2
		case i == at:
			number, name = look.Style{FG: look.Accent, Attr: look.Bold}, look.Style{FG: look.Ink, Attr: look.Bold}
			if !b.Theme.Fills() {
				name.Attr |= look.Underline
			}
		}
		x += head.Text(x, y, strconv.Itoa(i+1), number)
		if named || i == at {
			x += 1 + head.Text(x+1, y, b.Say("checkout.step."+step), name)
		}
		if i < len(all)-1 {
			for j := 1; j < gap-1; j++ {
				head.Text(x+j, y, "─", look.Style{FG: look.Line})
			}
			x += gap
		}
	}
}

// goods draws what is in the orders in one line a shop: the page of the address is about the address.
func (p *page) goods(body screen.Part, y int) int {
	b, q := p.Board, &p.quote
	for i := range q.Orders {
		o := &q.Orders[i]
		one := shop.Quote{Orders: q.Orders[i : i+1]}
		name := ""
		if s := b.Shown.World.Catalogue.Shop(o.Shop); s != nil {
			name = b.Words(s.Name)
		}
		look.Row{
			Value: name, ValueRole: look.Ink2, Fact: b.Say("checkout.items-count", "n", strconv.Itoa(one.Count())), FactRole: look.Muted,
		}.Draw(body.Canvas, b.Theme, left, y, b.W-2*left)
		y++
	}
	return y
}

// summary is the last page: everything once more, nothing to change but what stands in the way.
func (p *page) summary(body screen.Part, y int) int {
	w := p.W - 2*left
	look.Heading(body.Canvas, left, y, w, p.Say("checkout.address"), p.Gloss("checkout.address"), "")
	y++
	if own := p.Shown.State.AddressOf(p.Shown.State.Checkout.Address); own != nil {
		who := shop.MaskName(own.Name) + "  " + shop.MaskPhone(own.Phone)
		body.Text(left, y, cell.Truncate(who, w), look.Style{FG: look.Ink})
		y += 1 + body.Lines(left, y+1, screen.Spaced(w, own.Masked()), look.Style{FG: look.Ink2})
		y = p.remote(body, y)
	}
	if own := p.Shown.State.IdentityOf(p.Shown.State.Checkout.Identity); own != nil && p.imports {
		y += p.row(body, y, look.Row{
			Label: p.Say("place.identity"), Value: shop.MaskName(own.Name) + "  " + shop.MaskNumber(own.Number), ValueRole: look.Ink2,
		})
	}
	y++
	for i := range p.quote.Orders {
		y = p.briefly(body, i, y) + 1
	}
	y = p.charges(body, y, false) + 1
	if next := p.limits(body, y); next > y {
		y = next + 1
	}
	m := p.Shown.State.Checkout.Method
	if m == "" {
		return y
	}
	return y + p.row(body, y, look.Row{Label: p.Say("checkout.paying"), Value: p.Say("payment." + string(m))})
}

// briefly draws an order with a row for each item.
func (p *page) briefly(body screen.Part, i, y int) int {
	o := &p.quote.Orders[i]
	if s := p.Shown.World.Catalogue.Shop(o.Shop); s != nil {
		p.ShopRow(body, s, left, y, p.W-left)
		y++
	}
	if o.Part > 0 {
		body.Text(left, y, p.part(i), look.Style{FG: look.Info})
		y++
	}
	for j := range o.Items {
		item := &o.Items[j]
		value := screen.Dotted(p.Words(item.Title), p.Words(item.Label))
		fact := p.Theme.Glyph("×") + strconv.Itoa(int(item.Quantity)) + "  " + look.Money(int64(item.Unit), true)
		look.Row{Value: value, ValueRole: look.Ink2, Fact: fact, FactRole: look.Ink}.Draw(body.Canvas, p.Theme, left, y, p.W-2*left)
		y++
	}
	return y
}
