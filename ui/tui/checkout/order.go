package checkout

import (
	"strconv"
	"time"

	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// orders draws the orders that the checkout falls into, each with a blank row below it.
func (p *page) orders(body screen.Part, y int) int {
	if p.apart() {
		y += body.Lines(left, y, cell.Clamp(p.Say("customs.apart"), p.W-2*left, 2), look.Style{FG: look.Info}) + 1
	}
	for i := range p.quote.Orders {
		y = p.order(body, i, y) + 1
	}
	return y
}

// apart says whether domestic and cross-border goods stand side by side.
func (p *page) apart() bool {
	domestic := false
	for i := range p.quote.Orders {
		domestic = domestic || !p.quote.Orders[i].Trade.CrossBorder()
	}
	return domestic && p.imports
}

// order draws the shop, its items, and when they come. Where there are several orders each says its own amounts.
func (p *page) order(body screen.Part, i, y int) int {
	o := &p.quote.Orders[i]
	seller := p.Shown.World.Catalogue.Shop(o.Shop)
	if seller == nil {
		return y
	}
	p.ShopRow(body, seller, left, y, p.W-left)
	y++
	if o.Part > 0 {
		body.Text(left, y, p.part(i), look.Style{FG: look.Info})
		y++
	}
	for j := range o.Items {
		if j > 0 {
			y++
		}
		p.item(body, &o.Items[j], y)
		y += itemRows
	}
	y++
	y = p.promise(body, o, seller, y)
	if len(p.quote.Orders) > 1 {
		y = p.ownCharges(body, o, y)
	}
	return y
}

// part says which of the orders it is that a cross-border order was split into.
func (p *page) part(i int) string {
	o := &p.quote.Orders[i]
	of := 0
	for j := range p.quote.Orders {
		if other := &p.quote.Orders[j]; other.Shop == o.Shop && other.Trade == o.Trade {
			of = max(of, other.Part)
		}
	}
	return p.Say("checkout.part", "n", strconv.Itoa(o.Part), "of", strconv.Itoa(of))
}

func (p *page) item(body screen.Part, item *shop.Item, y int) {
	if !p.Sees(y, itemRows) {
		return
	}
	shot := look.Shot{Name: item.Picture, Kind: p.Say("app.picture")}
	room := p.W - left - itemX
	product := p.Shown.World.Catalogue.Product(item.Product)
	if product != nil && len(product.Pictures) > 0 {
		shot.Alt = p.Words(product.Pictures[0].Alt)
	}
	p.Pictures.Draw(body.Canvas, p.Theme, cell.Rect{X: left, Y: y, W: pictureW, H: itemRows}, shot)
	body.Text(itemX, y, cell.Truncate(p.Words(item.Title), room), look.Style{FG: look.Ink})
	muted := look.Style{FG: look.Muted}
	body.Text(itemX, y+1, cell.Truncate(p.Words(item.Label), room), muted)
	at := y + 2
	if notice := p.passed(item); notice != "" {
		at += body.Lines(itemX, at, cell.Clamp(notice, room, 2), look.Style{FG: look.Warn})
	}
	if product != nil && at < y+4 {
		body.Lines(itemX, at, cell.Clamp(p.Words(product.Returns), room, y+4-at), muted)
	}
	end := body.TextRight(p.W-left, y+4, p.Theme.Glyph("×")+strconv.Itoa(int(item.Quantity)), muted) - 1
	x := itemX + look.PriceTag(body.Canvas, itemX, y+4, int64(item.Unit), look.PriceStyle{Decimals: true, Role: look.Ink}) + 1
	if item.Was > item.Unit && x+cell.Width(look.Money(int64(item.Was), false)) < end {
		x += look.Was(body.Canvas, x, y+4, "", int64(item.Was)) + 1
	}
	if kind := p.kind(item); kind != "" && x+cell.Width(kind) < end {
		role := look.Success
		if item.Deposit > 0 {
			role = look.Muted
		}
		body.Text(x, y+4, kind, look.Style{FG: role})
	}
}

// kind names the price of an item that is not its list price.
func (p *page) kind(item *shop.Item) string {
	switch {
	case item.Deposit > 0:
		return p.Say("presale.mark")
	case item.Kind == "" || item.Kind == shop.PriceList:
		return ""
	}
	return p.Say("price." + string(item.Kind))
}

// passed says that a lower price has too few pieces left for the line.
func (p *page) passed(item *shop.Item) string {
	if item.Passed == "" {
		return ""
	}
	v, _ := p.Shown.World.Catalogue.Variant(item.SKU)
	if v == nil {
		return ""
	}
	for i := range v.Offers {
		o := &v.Offers[i]
		if o.ID != item.Passed {
			continue
		}
		left := max(0, o.Stock-int(p.Shown.World.Taken(o.Shelf(item.SKU))))
		now := shop.PriceList
		if item.Kind != "" {
			now = item.Kind
		}
		return p.Say("price.passed", "kind", p.Say("price."+string(o.Kind)), "left", strconv.Itoa(left), "now", p.Say("price."+string(now)))
	}
	return ""
}

// promise says when the shop sends and when it should arrive, on a second row where one does not hold both.
func (p *page) promise(body screen.Part, o *shop.OrderQuote, s *shop.Shop, y int) int {
	ladder := p.label
	if len(p.quote.Orders) == 1 {
		p.label = p.usual // nothing of the ladder adjoins
		defer func() { p.label = ladder }()
	}
	if term := p.presale(o); term != nil {
		return p.terms(body, o, term, y)
	}
	r := look.Row{
		Label: p.Say("checkout.ships"), Value: p.Say("checkout.ships-within", "hours", strconv.Itoa(s.ShipHours)), ValueRole: look.Ink2,
	}
	if s.Days[1] == 0 {
		return y + p.row(body, y, r)
	}
	at := p.Shown.Now.Add(time.Duration(s.ShipHours)*time.Hour + time.Duration(s.Days[1])*24*time.Hour)
	arrives := p.Say("checkout.arrives", "date", p.Date(at))
	both := r.Value + " · " + arrives
	if p.label+cell.Width(both) <= p.W-2*left {
		r.Value = both
		return y + p.row(body, y, r)
	}
	y += p.row(body, y, r)
	return y + p.row(body, y, look.Row{Value: arrives, ValueRole: look.Ink2})
}

// presale returns the terms of an order that is paid in two parts, nil of one that is sold at once.
func (p *page) presale(o *shop.OrderQuote) *shop.Presale {
	for i := range o.Items {
		if o.Items[i].Deposit == 0 {
			continue
		}
		if v, _ := p.Shown.World.Catalogue.Variant(o.Items[i].SKU); v != nil && v.Presale != nil {
			return v.Presale
		}
	}
	return nil
}

// terms draws what a presale asks: the deposit now, the balance in its window, and what becomes of the deposit without it.
func (p *page) terms(body screen.Part, o *shop.OrderQuote, term *shop.Presale, y int) int {
	var deposit, full shop.Fen
	for i := range o.Items {
		deposit += o.Items[i].Deposit * shop.Fen(o.Items[i].Quantity)
		full += o.Items[i].Unit * shop.Fen(o.Items[i].Quantity)
	}
	w := p.W - 2*left - p.label
	paid := p.Shown.State.Checkout.Balance != ""
	now := p.Say("checkout.now")
	if paid {
		now = p.Say("line.deposit-paid")
	}
	y += p.row(body, y, look.Row{
		Label: p.Say("presale.deposit"), Value: now, ValueRole: look.Ink2, Fact: look.Money(int64(deposit), true), FactRole: look.Ink,
	})
	window := p.Say("price.starts-at", "when", p.Stamp(term.Balance.From))
	if term.Balance.Until != 0 {
		window = p.Say("presale.window", "from", p.Stamp(term.Balance.From), "until", p.Stamp(term.Balance.Until))
	}
	y += p.row(body, y, look.Row{Label: p.Say("presale.balance"), Value: window, ValueRole: look.Ink2})
	if !paid {
		later := full - deposit
		if len(p.quote.Orders) == 1 {
			later = p.quote.Later
		}
		y += p.row(body, y, look.Row{
			Value: p.Say("checkout.estimate"), ValueRole: look.Muted, Fact: look.Money(int64(later), true), FactRole: look.Ink2,
		})
		y += body.Lines(left+p.label, y, cell.Wrap(p.Say("presale.later"), w), look.Style{FG: look.Muted})
	}
	y += body.Lines(left+p.label, y, cell.Wrap(p.Say("presale.ships-within", "hours", strconv.Itoa(term.ShipHours)), w), look.Style{FG: look.Ink2})
	if paid {
		return y
	}
	fate := "presale.given-back"
	if term.Forfeit {
		fate = "presale.forfeit"
	}
	y += body.Lines(left+p.label, y, cell.Wrap(p.Say(fate), w), look.Style{FG: look.Warn})
	return y + body.Lines(left+p.label, y, cell.Wrap(p.Say("presale.forfeit.mark"), w), look.Style{FG: look.Muted})
}
