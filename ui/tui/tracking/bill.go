package tracking

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

const (
	pictureW = 8
	pictureH = 4
)

// items draws the shop and what was bought, each with what is done about its review.
func (p *page) items(y int) int {
	n := p.Say("orders.items", "n", strconv.Itoa(len(p.o.Quote.Items)))
	look.Heading(p.c.Canvas, margin, y, p.room(), p.Words(p.o.ShopName), "", n)
	y++
	for i := range p.o.Quote.Items {
		p.item(y, &p.o.Quote.Items[i])
		y += pictureH + 1
	}
	return y
}

func (p *page) item(y int, it *shop.Item) {
	id := item + string(it.SKU)
	x, end := margin+pictureW+2, p.W-margin
	if p.Sees(y, pictureH) {
		off := look.Finish{Unavailable: p.o.Status == flow.Cancelled || p.o.Status == flow.Closed}
		p.Pictures.Draw(p.c.Canvas, p.Theme, cell.Rect{X: margin, Y: y, W: pictureW, H: pictureH},
			look.Shot{Name: it.Picture, Alt: p.Words(it.Title), Finish: off})
	}
	title := look.Style{FG: look.Ink}
	if p.Focused(id, true) {
		look.FocusBar(p.c.Canvas, p.Theme, margin-1, y, pictureH)
		title.Attr = look.Bold
	}
	to := look.PriceRight(p.c.Canvas, end, y, int64(it.Unit), look.PriceStyle{Decimals: true, Role: look.Ink2})
	p.c.Text(x, y, cell.Truncate(p.Words(it.Title), to-1-x), title)
	to = p.c.TextRight(end, y+1, p.Theme.Glyph("×")+strconv.Itoa(int(it.Quantity)), look.Style{FG: look.Muted})
	p.c.Text(x, y+1, cell.Truncate(p.Words(it.Label), to-1-x), look.Style{FG: look.Muted})
	if back := it.Quantity - p.o.Kept(it.SKU); back > 0 {
		p.c.Text(x, y+2, cell.Truncate(p.Say("track.returned", "n", strconv.Itoa(int(back))), end-x), look.Style{FG: look.Success})
	}
	if p.Shown.World.Catalogue.Product(it.Product) != nil {
		p.c.Target(screen.Target{
			ID: id, Rect: cell.Rect{X: margin, Y: y, W: p.room(), H: pictureH}, Label: "verb.open-product",
			Action: flow.Action{Verb: flow.OpenProduct, ID: string(it.Product)},
		})
	}
	p.opinion(y+pictureH-1, it)
}

// opinion draws what is done about the review of a line, unless the foot has it.
func (p *page) opinion(y int, it *shop.Item) {
	label, kind, verb := "orders.write", review, flow.OpenReview
	switch {
	case screen.Reviewable(p.Shown.World, p.o, it.SKU):
	case screen.Followable(p.o, it.SKU):
		label, kind, verb = "orders.follow-up", follow, flow.FollowUp
	default:
		return
	}
	id := kind + string(it.SKU)
	if id == p.start {
		return
	}
	text := p.Say(label)
	w := look.ButtonWidth(text)
	r := cell.Rect{X: p.W - margin - w, Y: y, W: w, H: 1}
	look.Button(p.c.Canvas, p.Theme, r, text, look.Secondary, p.Focused(id, true))
	p.c.Target(screen.Target{ID: id, Rect: r, Label: label, Action: flow.Action{Verb: verb, ID: string(it.SKU)}})
}

// prices draws all lines of the quote that the order keeps, a tax item by item, what was paid, and what came back.
func (p *page) prices(y int) int {
	for i := range p.rungs {
		r := &p.rungs[i]
		p.DrawRung(p.c.Canvas, r, margin, y, p.room(), p.label)
		y++
		if r.Name != shop.LineTax || r.Fen == 0 {
			continue
		}
		for j := range r.Taxed {
			y += p.DrawTaxed(p.c.Canvas, &r.Taxed[j], margin+2, y, p.room()-2)
		}
	}
	sum, price := p.Say("track.paid"), look.PriceStyle{Decimals: true, Role: look.Ink}
	switch {
	case p.o.AwaitsBalance() && !p.o.Owes():
		sum = p.Say("line.deposit-paid")
	case p.o.Status == flow.AwaitingPayment && p.o.Presale != nil && !p.o.Presale.Paid:
		sum, price.Role = p.Say("presale.deposit"), look.Price
	case p.o.Status == flow.AwaitingPayment:
		sum, price.Role = p.Say("track.to-pay"), look.Price
	case p.o.Status == flow.Cancelled:
		sum, price.Role = p.Say("line.total"), look.Muted
	}
	p.c.Text(margin, y, sum, look.Style{FG: look.Muted})
	look.PriceRight(p.c.Canvas, p.W-margin, y, int64(p.o.Quote.Payable), price)
	y++
	if p.o.Presale != nil && p.o.Status.Bought() && p.o.Captured != p.o.Quote.Payable {
		y = p.row(y, look.Row{Label: p.Say("track.with-deposit"), Fact: look.Money(int64(p.o.Captured), true), FactRole: look.Ink2})
	}
	if p.o.Refunded > 0 {
		y = p.row(y, look.Row{
			Label: p.Say("track.back"), Fact: look.Money(int64(p.o.Refunded), true), FactRole: look.Success,
		})
	}
	if p.o.Restored > 0 {
		y = p.text(y, p.Say("customs.quota.back", "amount", look.Money(int64(p.o.Restored), true)), look.Style{FG: look.Success})
	}
	return y
}

// ladder has the lines of the order's quote. When they were first seen is long ago.
func (p *page) ladder() []screen.Rung {
	calm := *p.Shown.State
	calm.Seen = nil
	return p.Ladder(p.Shown.World, &calm, []shop.OrderQuote{p.o.Quote})
}

// requests draws the after-sale requests about the order, the newest first; each opens their page.
func (p *page) requests(y int) int {
	all := screen.RequestsOf(p.Shown.State, p.o.ID)
	if len(all) == 0 {
		return y
	}
	look.Heading(p.c.Canvas, margin, y, p.room(), p.Say("title.after-sale"), p.Gloss("title.after-sale"), "")
	y++
	for _, r := range all {
		y = p.request(y, r)
	}
	return y + 1
}

func (p *page) request(y int, r *flow.Request) int {
	id := request + string(r.ID)
	title, status, facts, role := p.Request(p.Shown, r)
	look.Row{Value: title, Fact: status, FactRole: role, Chevron: true}.Draw(p.c.Canvas, p.Theme, margin, y, p.room())
	lines := screen.Facts(p.room(), strings.Split(screen.Dotted(string(r.ID), facts), " · ")...)
	h := 1 + p.c.Lines(margin, y+1, lines, look.Style{FG: look.Muted})
	if p.Focused(id, true) {
		look.FocusBar(p.c.Canvas, p.Theme, margin-1, y, h)
	}
	p.c.Target(screen.Target{
		ID: id, Rect: cell.Rect{X: margin, Y: y, W: p.room(), H: h}, Label: "orders.requests",
		Action: flow.Action{Verb: flow.AskAfterSale, ID: string(p.o.ID)},
	})
	return y + h
}

// about draws number, time and payment of the order.
func (p *page) about(y int) int {
	y = p.row(y, look.Row{Label: p.Say("track.number"), Value: string(p.o.ID)})
	y = p.row(y, look.Row{Label: p.Say("track.placed"), Value: p.Day(p.o.Placed) + " " + p.Clock(p.o.Placed)})
	if p.o.Method != "" {
		y = p.row(y, look.Row{Label: p.Say("track.method"), Value: p.Say("payment." + string(p.o.Method))})
	}
	return y
}
