package meter

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// bill is what the page in view adds up.
type bill struct {
	lines []line
	sum   shop.Fen
	label string // key of the sum
}

// line is an amount over all orders of the bill.
type line struct {
	name     string
	amount   shop.Fen
	surprise bool // first seen at checkout
}

// bill returns the lines of the page in view, and whether it has a price ladder at all.
func (p *panel) bill() (bill, bool) {
	s, w := p.shown.State, p.shown.World
	b := bill{label: "line.payable"}
	switch page := s.Page().Place; {
	case s.Place() == flow.Payment || page == flow.Confirmation:
		if page == flow.Confirmation {
			b.label = "meter.paid"
		}
		for _, id := range s.Payment.Orders {
			if o := s.Order(id); o != nil {
				b.add(&o.Quote)
			}
		}
	case page == flow.Checkout:
		b.price(w.Quote(s), true)
	case page == flow.Cart:
		b.label = "line.total"
		b.price(w.QuoteCart(s), w.Flow.Fees <= flow.Cart)
	}
	for i := range b.lines {
		b.lines[i].surprise = b.lines[i].amount > 0 && p.surprising(b.lines[i].name)
	}
	return b, len(b.lines) > 0
}

// price adds what the pieces cost; a cart that does not show fees yet has the goods alone.
func (b *bill) price(quote shop.Quote, fees bool) {
	for i := range quote.Orders {
		o := &quote.Orders[i]
		if !fees {
			o.Lines = o.Lines[:1]
		}
		b.add(o)
	}
}

func (b *bill) add(o *shop.OrderQuote) {
	for _, l := range o.Lines {
		b.sum += l.Amount
		if i := b.index(l.Name); i >= 0 {
			b.lines[i].amount += l.Amount
		} else {
			b.lines = append(b.lines, line{name: l.Name, amount: l.Amount})
		}
	}
}

func (b *bill) index(name string) int {
	for i := range b.lines {
		if b.lines[i].name == name {
			return i
		}
	}
	return -1
}

// surprising says whether the shopper first saw an amount of that name at checkout.
func (p *panel) surprising(name string) bool {
	if place := p.shown.State.Place(); place == flow.Cart {
		return false
	}
	for _, seen := range p.shown.State.Seen {
		if seen.Line == name && seen.Surprise() && p.buysAt(seen.Shop) {
			return true
		}
	}
	return false
}

// buysAt says whether a shop has a part in what is being bought.
func (p *panel) buysAt(id shop.ShopID) bool {
	s := p.shown.State
	for _, order := range s.Payment.Orders {
		if o := s.Order(order); o != nil && o.Quote.Shop == id && s.Page().Place != flow.Checkout {
			return true
		}
	}
	for _, piece := range s.Checkout.Pieces {
		if _, of := p.shown.World.Catalogue.Variant(piece.SKU); of != nil && of.Shop == id {
			return true
		}
	}
	return false
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
	if ok && p.left() > len(b.lines)+1 {
		p.ladder(&b)
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
	value, role := p.unseen()
	p.row(p.Say("meter.unseen"), value, role)
}

// price is that of the SKU that is chosen in the sheet, else the lowest of the product in view.
func (p *panel) price() (shop.Fen, bool) {
	s := p.shown.State
	if s.Page().Place != flow.Product {
		return 0, false
	}
	product := p.shown.World.Catalogue.Product(shop.ProductID(s.Page().Subject))
	if product == nil {
		return 0, false
	}
	if s.Place() == flow.SKU && s.Sheet.Product == product.ID {
		if v := product.Pick(s.Sheet.Values); v != nil {
			return v.Price, true
		}
	}
	from, _ := product.From()
	return from, true
}

// unseen names what comes on top of what was seen: the flow says where fees are first shown, and what a remote province
// costs is known only once there is an address.
func (p *panel) unseen() (string, look.Role) {
	page := p.shown.State.Page().Place
	if page != flow.Product && page != flow.Cart {
		return "—", look.Muted
	}
	shipping, remote := "", ""
	if p.shown.World.Flow.Fees > page {
		shipping = p.Say("line." + shop.LineShipping)
	}
	if p.remote() {
		remote = p.Say("line." + shop.LineRemote)
	}
	if all := screen.Dotted(shipping, remote); all != "" {
		return all, look.Warn
	}
	return p.Say("meter.nothing"), look.Muted
}

// remote says whether a shop in view charges more for the province of the default address.
func (p *panel) remote() bool {
	s, c := p.shown.State, p.shown.World.Catalogue
	if len(s.Book) == 0 {
		return false
	}
	province := s.Book[0].Province()
	charges := func(product *shop.Product) bool {
		if product == nil {
			return false
		}
		seller := c.Shop(product.Shop)
		return seller != nil && seller.Shipping.Surcharge(province) > 0
	}
	if s.Page().Place == flow.Product {
		return charges(c.Product(shop.ProductID(s.Page().Subject)))
	}
	for _, line := range s.Cart {
		if _, product := c.Variant(line.SKU); line.Ticked && charges(product) {
			return true
		}
	}
	return false
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
	for _, l := range b.lines {
		running += l.amount
		most = max(most, running)
	}
	running = 0
	for i, l := range b.lines {
		p.rung(l, i == 0, running, most)
		running += l.amount
	}
	p.Text(0, p.y, cell.Truncate(p.Say(b.label), nameMax), look.Style{FG: look.Ink, Attr: look.Bold})
	look.PriceRight(p.Canvas, amountEnd, p.y, int64(b.sum), look.PriceStyle{Decimals: true})
	p.bar(0, b.sum, most, look.Ink2)
	p.y++
	p.surprises(b)
}

// rung draws a line of the ladder: the first is what all others start from.
func (p *panel) rung(l line, base bool, from, most shop.Fen) {
	name, amount := look.Style{FG: look.Ink2}, look.Style{FG: look.Ink2}
	role, sign := look.Faint, ""
	switch {
	case l.amount == 0:
		amount.FG = look.Muted
	case base:
	case l.amount < 0:
		amount.FG, role = look.Success, look.Success
	default:
		amount.FG, role, sign = look.Warn, look.Warn, "+"
	}
	if l.surprise {
		name = look.Style{FG: look.Warn, Attr: look.Bold}
		amount.Attr = look.Bold
	}
	x := p.TextRight(amountEnd, p.y, sign+look.Money(int64(l.amount), true), amount)
	p.Text(0, p.y, cell.Truncate(p.named(l), min(nameMax, x-1)), name)
	p.bar(from, from+l.amount, most, role)
	p.y++
}

// named is the name of a line, with the word for shipping that costs nothing.
func (p *panel) named(l line) string {
	name := p.Say("line." + l.name)
	if l.name == shop.LineShipping && l.amount == 0 {
		name += " " + p.Say("line.shipping.free")
	}
	return name
}

func (p *panel) bar(from, to, most shop.Fen, role look.Role) {
	look.WaterfallBar(p.Canvas, p.Theme, barStart, p.y, p.w-barStart, int64(from), int64(to), int64(most), role)
}

// surprises draws the band that says how much came on top at checkout.
func (p *panel) surprises(b *bill) {
	n, extra := 0, shop.Fen(0)
	for _, l := range b.lines {
		if l.surprise {
			n++
			extra += l.amount
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
