package orders

import (
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// facts draws the rows below the items: number and sum where they have no room beside the picture, what the time has to do
// with the order, and where the money is.
func (p *page) facts(y int, o *flow.Order) int {
	if !p.beside(o) {
		p.number(margin, p.W-margin, y, o)
		p.total(p.W-margin-p.totalWidth(o), y+1, o)
		y += 2
	}
	switch o.Status {
	case flow.AwaitingPayment:
		y = p.deadline(y, o)
	case flow.Cancelled:
		if o.Reason != "" {
			y = p.text(y, p.Say("reason."+o.Reason), look.Muted)
		}
	}
	if o.Captured != 0 && (o.Status != flow.Paid || o.Refunded != 0) {
		y = p.money(y, o)
	}
	for i := range p.Shown.State.Attempts {
		a := &p.Shown.State.Attempts[i]
		if !slices.Contains(a.Orders, o.ID) {
			continue
		}
		n := strconv.Itoa(int(a.N))
		switch a.Status {
		case flow.Unknown:
			y = p.text(y, p.Say("orders.try", "n", n), look.Warn)
		case flow.Withdrawn:
			y = p.text(y, p.Say("orders.withdrawn", "n", n), look.Muted)
		}
	}
	return y
}

// beside says whether number and sum stand beside the picture: of a single item, where the row has room for both the sum
// and what is said of its review.
func (p *page) beside(o *flow.Order) bool {
	if len(o.Quote.Items) != 1 {
		return false
	}
	need := p.totalWidth(o)
	if o.Status == flow.Paid {
		need += 1 + look.ButtonWidth(p.Say("orders.write"))
	}
	return need <= p.room()-pictureW-2
}

// number draws the order's number, its time and payment as far as they fit, and the shipping at the right.
func (p *page) number(x, end, y int, o *flow.Order) {
	shipping := p.Say("orders.free")
	if fee := o.Quote.Line(shop.LineShipping); fee > 0 {
		shipping = p.Say("orders.shipping", "amount", look.Money(int64(fee), true))
	}
	muted := look.Style{FG: look.Muted}
	room := p.c.TextRight(end, y, shipping, muted) - 1 - x
	when := string(o.ID) + " · " + p.Moment(p.Shown.Now, o.Placed)
	for _, s := range []string{when + " · " + p.Say("payment."+string(o.Method)), when, string(o.ID)} {
		if cell.Width(s) <= room {
			p.c.Text(x, y, s, muted)
			return
		}
	}
}

func (p *page) sumLabel(o *flow.Order) string {
	switch o.Status {
	case flow.AwaitingPayment:
		return p.Say("orders.to-pay-sum", "amount", "")
	case flow.Paid:
		return p.Say("orders.paid-sum", "amount", "")
	}
	return p.Say("line.total") + " "
}

func (p *page) totalWidth(o *flow.Order) int {
	return cell.Width(p.sumLabel(o)) + cell.Width(look.Money(int64(o.Quote.Payable), true))
}

// total draws what was or is to be paid.
func (p *page) total(x, y int, o *flow.Order) {
	price := look.PriceStyle{Decimals: true, Role: look.Ink}
	switch o.Status {
	case flow.AwaitingPayment:
		price.Role = look.Price
	case flow.Cancelled:
		price.Role = look.Muted
	}
	x += p.c.Text(x, y, p.sumLabel(o), look.Style{FG: look.Muted})
	look.PriceTag(p.c.Canvas, x, y, int64(o.Quote.Payable), price)
}

// deadline says until when the order is held, and how long that was when the shopper last did something.
func (p *page) deadline(y int, o *flow.Order) int {
	w := p.Shown.World.Flow
	end := o.Placed.Add(w.OrderLimit)
	s := p.Say("orders.left", "time", p.Span(end.Sub(p.Shown.Now))) + " · " + p.Say("orders.held", "time", p.Moment(p.Shown.Now, end))
	if slices.Contains(w.Unconfirmed, "unpaid-order") {
		s += " · " + p.Say("payment.unconfirmed")
	}
	return p.text(y, s, look.Warn)
}

// money says what was taken and given back of an order that did not keep it all.
func (p *page) money(y int, o *flow.Order) int {
	s := p.Say("orders.captured", "amount", look.Money(int64(o.Captured), true)) + " · "
	if o.Refunded == o.Captured {
		return p.text(y, s+p.Say("orders.all-back"), look.Ink2)
	}
	return p.text(y, s+p.Say("orders.refunded", "amount", look.Money(int64(o.Refunded), true)), look.Ink2)
}

func (p *page) text(y int, s string, role look.Role) int {
	lines := cell.Wrap(s, p.room())
	return y + p.c.Lines(margin, y, lines, look.Style{FG: role})
}
