package meter

import (
	"slices"
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// bill is what the page in view adds up.
type bill struct {
	orders []shop.OrderQuote
	rungs  []screen.Rung
	sum    shop.Fen
	label  string // key of the sum
}

// bill returns the rungs of the page in view, and whether it has a price ladder at all.
func (p *panel) bill() (bill, bool) {
	s, w := p.shown.State, p.shown.World
	b := bill{label: "line.payable"}
	seen := s
	switch page := s.Page().Place; {
	case s.Place() == flow.Payment || page == flow.Confirmation:
		if page == flow.Confirmation {
			b.label = "meter.paid"
		}
		for _, id := range s.Payment.Orders {
			if o := s.Order(id); o != nil {
				b.orders = append(b.orders, o.Quote)
			}
		}
	case page == flow.Checkout:
		b.orders = w.Quote(s).Orders
	case page == flow.Cart:
		b.label, b.orders, seen = "line.total", w.QuoteCart(s).Orders, nil
	}
	b.ladder(p, seen)
	if s.Page().Place == flow.Cart && w.Flow.Fees > flow.Cart {
		b.rungs = slices.DeleteFunc(b.rungs, func(r screen.Rung) bool { return r.Fee() || r.Name == shop.LineInsurance })
	}
	b.sum = screen.Total(b.rungs)
	return b, len(b.rungs) > 0
}

// ladder makes the rungs of the orders; those of a state say what was a surprise.
func (b *bill) ladder(p *panel, s *flow.State) {
	b.rungs = p.Ladder(p.shown.World, s, b.orders)
	b.sum = screen.Total(b.rungs)
}

// roomBelow is how many rows the ladder leaves to the trace before it is made shorter.
const roomBelow = 5

// fit makes one rung of all discounts that the shop pays, and one of those of the platform, where there are more rungs than rows.
func (b *bill) fit(p *panel) {
	if p.left() >= len(b.rungs)+3+roomBelow {
		return
	}
	var all []screen.Rung
	for _, r := range b.rungs {
		if r.Role != look.Success || r.Fen >= 0 {
			all = append(all, r)
			continue
		}
		at := slices.IndexFunc(all, func(o screen.Rung) bool { return o.Fen < 0 && o.Role == look.Success && o.Funder == r.Funder })
		if at < 0 {
			all = append(all, r)
			continue
		}
		all[at].Fen += r.Fen
		all[at].Short = p.Say("funder." + string(r.Funder) + ".discount")
	}
	b.rungs = all
}

// sums draws the price ladder of the page in view; where nothing is added up yet, or not all is shown, also what the
// shopper has seen of the price.
func (p *panel) sums() {
	page := p.shown.State.Page().Place
	if page == flow.External {
		p.outside()
		return
	}
	b, ok := p.bill()
	if ok {
		b.fit(p)
	}
	if ok && p.left() > len(b.rungs)+1 {
		p.ladder(&b)
		p.firstSeen(&b)
		p.gap()
	}
	if (!ok || page == flow.Cart) && p.left() >= 3 {
		p.money(&b, ok)
		p.gap()
	}
}

func (p *panel) money(b *bill, ok bool) {
	p.heading("meter.money", "")
	p.Text(0, p.y, cell.Truncate(p.Say("meter.seen"), p.w-2), look.Style{FG: look.Ink2})
	amount := b.sum
	if !ok {
		amount, ok = p.price()
	}
	if ok {
		look.PriceRight(p.Canvas, p.w, p.y, int64(amount), look.PriceStyle{Decimals: true, Role: look.Ink})
	} else {
		p.TextRight(p.w, p.y, "—", look.Style{FG: look.Muted})
	}
	p.y++
	p.unseen()
}

// price is the price in hand of one piece: of the SKU that is chosen in the sheet, else of the one that speaks for the product
// in view.
func (p *panel) price() (shop.Fen, bool) {
	s, w := p.shown.State, p.shown.World
	product, v := p.variant()
	if v == nil {
		return 0, false
	}
	ask := w.Ask(s, []shop.Pieces{{SKU: v.SKU, Quantity: 1}}, "")
	ask.Balance = v.Presale != nil
	coupons := screen.OfferedFor(w, s, product)
	return shop.InHand(&ask, v.SKU, coupons.All()).Price, true
}

// variant is what the product page in view is about: the chosen SKU, else the one that speaks for the product; nil elsewhere.
func (p *panel) variant() (*shop.Product, *shop.Variant) {
	s, w := p.shown.State, p.shown.World
	if s.Page().Place != flow.Product {
		return nil, nil
	}
	product := w.Catalogue.Product(shop.ProductID(s.Page().Subject))
	if product == nil {
		return nil, nil
	}
	if s.Place() == flow.SKU && s.Sheet.Product == product.ID {
		if v := product.Pick(s.Sheet.Values); v != nil {
			return product, v
		}
	}
	return product, w.Speaks(s, product)
}

// unseen draws what comes on top of what was seen, and what still comes off.
func (p *panel) unseen() {
	label := p.Say("meter.unseen")
	page := p.shown.State.Page().Place
	if page != flow.Product && page != flow.Cart {
		p.row(label, "—", look.Muted)
		return
	}
	fees, coupons := p.hidden(page)
	all := screen.Dotted(append(fees, coupons...)...)
	role := look.Warn
	switch {
	case all == "":
		all, role = p.Say("meter.nothing"), look.Muted
	case len(fees) == 0:
		role = look.Success
	}
	if cell.Width(label)+1+cell.Width(all) <= p.w {
		p.row(label, all, role)
		return
	}
	p.row(label, "", role)
	for _, line := range screen.Facts(p.w, strings.Split(all, " · ")...) {
		if p.left() > 0 {
			p.TextRight(p.w, p.y, line, look.Style{FG: role})
			p.y++
		}
	}
}

// hidden names the fees that the flow does not show yet, and the coupons that are counted at checkout alone. What a remote
// province costs is known only once there is an address.
func (p *panel) hidden(page flow.Place) (fees, coupons []string) {
	s, w := p.shown.State, p.shown.World
	pieces := s.Ticked()
	if page == flow.Product {
		_, v := p.variant()
		if v == nil {
			return nil, nil
		}
		pieces = []shop.Pieces{{SKU: v.SKU, Quantity: 1}}
	}
	province := ""
	if len(s.Book) > 0 {
		province = s.Book[0].Province()
	}
	ask := w.Ask(s, pieces, province)
	quote := shop.NewQuote(&ask)
	for _, r := range p.Ladder(w, nil, quote.Orders) {
		switch {
		case r.Fee() && r.Fen > 0 && (w.Flow.Fees > page || r.Name == shop.LineRemote):
			fees = append(fees, r.Label)
		case r.Name == shop.LinePlatform && page == flow.Product && len(coupons) == 0:
			coupons = append(coupons, r.Label)
		}
	}
	return fees, coupons
}

// Columns of the ladder: names end before the amounts, which end at amountEnd; bars fill the rest.
const (
	nameMax   = 14
	amountEnd = 24
	barStart  = 26
)

func (p *panel) ladder(b *bill) {
	p.heading("meter.ladder", "")
	most, running := b.sum, shop.Fen(0)
	for i := range b.rungs {
		running += b.rungs[i].Fen
		most = max(most, running)
	}
	running = 0
	for i := range b.rungs {
		p.rung(&b.rungs[i], running, most)
		running += b.rungs[i].Fen
	}
	p.Text(0, p.y, cell.Truncate(p.Say(b.label), nameMax), look.Style{FG: look.Ink, Attr: look.Bold})
	look.PriceRight(p.Canvas, amountEnd, p.y, int64(b.sum), look.PriceStyle{Decimals: true})
	p.bar(0, b.sum, most, look.Ink2)
	p.y++
	p.surprises(b)
}

// rung draws a line of the ladder: the goods at their list prices are what all others start from.
func (p *panel) rung(r *screen.Rung, from, most shop.Fen) {
	name, amount := look.Style{FG: look.Ink2}, look.Style{FG: look.Ink2}
	role, sign := look.Faint, ""
	switch {
	case r.Fen == 0:
		amount.FG = look.Muted
	case r.Name == shop.LineItems:
	case r.Fen < 0:
		role = r.Role
		amount.FG = role
	default:
		amount.FG, role, sign = look.Warn, look.Warn, "+"
	}
	if r.Surprise {
		name = look.Style{FG: look.Warn, Attr: look.Bold}
		amount.Attr = look.Bold
	}
	x := p.TextRight(amountEnd, p.y, sign+look.Money(int64(r.Fen), true), amount)
	p.Text(0, p.y, cell.Truncate(p.named(r), min(nameMax, x-1)), name)
	p.bar(from, from+r.Fen, most, role)
	p.y++
}

// named is the name of a rung, with the word for what costs nothing.
func (p *panel) named(r *screen.Rung) string {
	name := r.Short
	if name != "" && name[0] >= 'a' && name[0] <= 'z' { // kinds are written small where they stand in a sentence
		name = string(name[0]-'a'+'A') + name[1:]
	}
	switch {
	case r.Name == shop.LineItems:
		return p.Say("meter.list")
	case r.Fen != 0:
	case r.Name == shop.LineShipping:
		return name + " " + p.Say("line.shipping.free")
	case r.Name == shop.LineTax:
		return name + " " + p.Say("line.tax.included")
	}
	return name
}

func (p *panel) bar(from, to, most shop.Fen, role look.Role) {
	look.WaterfallBar(p.Canvas, p.Theme, barStart, p.y, p.w-barStart, int64(from), int64(to), int64(most), role)
}

// surprises draws the band that says how much came on top at checkout.
func (p *panel) surprises(b *bill) {
	n, extra := 0, shop.Fen(0)
	for i := range b.rungs {
		if r := &b.rungs[i]; r.Surprise {
			n++
			extra += r.Fen
		}
	}
	if n == 0 || p.left() < 1 {
		return
	}
	p.Fill(cell.Rect{Y: p.y, W: p.w, H: 1}, look.SoftWarn)
	st := look.Style{FG: look.Warn, Attr: look.Bold}
	text := p.Theme.Glyph("▲") + " " + p.Say("meter.surprise", "n", strconv.Itoa(n))
	end := 1 + p.Text(1, p.y, cell.Truncate(text, p.w-2), st)
	for _, key := range [...]string{"meter.surprise-more", "meter.surprise-few"} {
		more := p.Say(key, "percent", p.Percent(int(extra), int(b.sum-extra)))
		if end+2+cell.Width(more) <= p.w-1 {
			p.TextRight(p.w-1, p.y, more, look.Style{FG: look.Warn})
			break
		}
	}
	p.y++
}
