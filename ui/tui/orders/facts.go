package orders

import (
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// facts draws the rows below the items: number and sum, what the time has to do with it, and where the money is.
func (p *page) facts(y int, o *flow.Order) int {
	y = p.sum(y, o)
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

// sum draws the order's number and time, at the right what was or is to be paid, and below it the shipping in it.
func (p *page) sum(y int, o *flow.Order) int {
	key, price := "orders.paid-sum", look.PriceStyle{Decimals: true, Role: look.Ink}
	switch o.Status {
	case flow.AwaitingPayment:
		key, price.Role = "orders.to-pay-sum", look.None
	case flow.Cancelled:
		key, price.Role = "orders.to-pay-sum", look.Muted
	}
	x := look.PriceRight(p.c.Canvas, p.W-margin, y, int64(o.Quote.Payable), price)
	x = p.c.TextRight(x, y, p.Say(key, "amount", ""), look.Style{FG: look.Muted}) - 2
	room := x - margin
	number := p.Say("orders.number", "id", string(o.ID))
	placed := p.Moment(p.Shown.Now, o.Placed)
	for _, s := range []string{number + " · " + placed, string(o.ID) + " · " + placed, number, string(o.ID)} {
		if cell.Width(s) <= room {
			p.c.Text(margin, y, s, look.Style{FG: look.Muted})
			break
		}
	}
	shipping := p.Say("orders.free")
	if fee := o.Quote.Line(shop.LineShipping); fee > 0 {
		shipping = p.Say("orders.shipping", "amount", look.Money(int64(fee), true))
	}
	p.c.TextRight(p.W-margin, y+1, shipping, look.Style{FG: look.Muted})
	p.c.Text(margin, y+1, cell.Truncate(p.Say("payment."+string(o.Method)), p.room()-cell.Width(shipping)-1), look.Style{FG: look.Muted})
	return y + 2
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
