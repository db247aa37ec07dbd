package tracking

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// standing is the title of the page: the status, what happens next and when, and what a broken promise gives.
func (p *page) standing(y int) int {
	role := look.Ink
	switch p.o.Status {
	case flow.AwaitingPayment, flow.Exchanging:
		role = look.Warn
	case flow.Closed, flow.Cancelled:
		role = look.Muted
	case flow.Completed:
		role = look.Success
	}
	n := p.c.Text(margin, y, p.Say("status."+p.o.Status.String()), look.Style{FG: role, Attr: look.Bold})
	if trade := p.o.Quote.Trade; trade.CrossBorder() {
		mark := p.Say("trade." + string(trade))
		if cell.Width(mark) < p.room()-n {
			p.c.TextRight(p.W-margin, y, mark, look.Style{FG: look.Info})
		}
	}
	y++
	for _, s := range p.next() {
		y += p.c.Lines(margin, y, screen.Facts(p.room(), strings.Split(s.text, " · ")...), look.Style{FG: s.role})
	}
	return p.payout(y)
}

// told is a text in a colour.
type told struct {
	text string
	role look.Role
}

// next says what happens next, and when.
func (p *page) next() []told {
	o, f := p.o, p.Shown.World.Flow
	switch o.Status {
	case flow.AwaitingPayment:
		if o.AwaitsBalance() {
			return p.balance()
		}
		end := o.Placed.Add(f.OrderLimit)
		left := p.Say("orders.left", "time", p.Span(end.Sub(p.Shown.Now))) + " · " + p.Say("orders.held", "time", p.Moment(p.Shown.Now, end))
		return []told{
			{p.Say("order.awaiting"), look.Ink2}, {left + p.mark("unpaid-order"), look.Warn}, {p.shipping(), look.Muted},
		}
	case flow.Paid:
		clear := p.Say("track.checking", "when", p.Moment(p.Shown.Now, o.PaidAt.Add(f.RiskHold)))
		return p.promised(told{clear + p.mark("risk-hold"), look.Ink2})
	case flow.Customs:
		return p.promised(p.customs()...)
	case flow.ToShip:
		return p.promised(told{p.Say(p.packing()), look.Ink2})
	case flow.PartShipped:
		return p.promised(told{p.Say("track.rest"), look.Ink2})
	case flow.InTransit:
		return []told{p.coming()}
	case flow.Exchanging:
		return nil
	case flow.Completed:
		return []told{{p.Say("track.done", "when", p.Stamp(o.Completed)), look.Ink2}, {p.Say("track.review"), look.Muted}}
	}
	return p.over()
}

// packing is the key of what the seller does with an order that is to be shipped.
func (p *page) packing() string {
	switch {
	case p.o.Leave > p.o.ShipHours && p.scanned(flow.ScanDelayed):
		return "track.delayed"
	case p.scanned(flow.ScanWarehouse):
		return "track.warehouse"
	case p.scanned(flow.ScanPacking):
		return "track.packing"
	case p.scanned(flow.ScanPassed):
		return "customs.passed.text"
	}
	return "track.waiting"
}

// over says why an order that came to nothing did, and where its money is.
func (p *page) over() []told {
	o := p.o
	refunded := look.Money(int64(o.Refunded), true)
	switch {
	case o.Status == flow.Closed && len(o.Parcels) == 0:
		return []told{{p.Say("track.closed", "amount", refunded), look.Ink2}}
	case o.Reason == "":
		return nil
	}
	end := []told{{p.Say("reason." + o.Reason), look.Ink2}}
	switch deposit := o.Presale != nil && o.Presale.Paid; {
	case deposit && o.Refunded == 0:
		end = append(end, told{p.Say("track.kept", "amount", look.Money(int64(o.Captured), true)), look.Warn})
	case deposit:
		end = append(end, told{p.Say("track.given-back", "amount", refunded), look.Ink2})
	case o.Refunded > 0 && o.Status == flow.Closed:
		end = append(end, told{p.Say("orders.refunded", "amount", refunded), look.Ink2})
	case o.Refunded > 0:
		end = append(end, told{p.Say("order.refunded", "amount", refunded), look.Ink2})
	}
	return end
}

// shipping says within which time the seller ships once all is paid, and from where.
func (p *page) shipping() string {
	hours := strconv.Itoa(p.o.ShipHours)
	switch {
	case p.o.Presale != nil:
		return p.Say("presale.ships-within", "hours", hours)
	case p.o.Quote.Trade.CrossBorder():
		return p.Say("customs.promise."+string(p.o.Quote.Trade), "hours", hours)
	}
	return p.Say("track.ship-after", "hours", hours)
}

// balance says of a presale whose deposit is paid when its balance is taken, and what becomes of the deposit without it.
func (p *page) balance() []told {
	term, now := p.o.Presale, p.Shown.Now
	when := p.Say("presale.balance-opens", "when", p.Stamp(term.Balance.From))
	if term.Balance.Holds(now) && term.Balance.Until != 0 {
		when = p.Say("presale.balance-left", "time", p.Span(term.Balance.Until.Sub(now)))
	}
	lost := "presale.given-back"
	if term.Forfeit {
		lost = "presale.forfeit"
	}
	return []told{
		{p.Say("track.deposit"), look.Ink2}, {when, look.Warn},
		{p.Say("presale.balance-window", "from", p.Stamp(term.Balance.From), "until", p.Stamp(term.Balance.Until)), look.Ink2},
		{p.Say("track.balance.now"), look.Muted},
		{p.Say(lost) + " · " + p.Say("payment.unconfirmed"), look.Muted}, {p.shipping(), look.Muted},
	}
}

// customs says what customs do, and when they are expected to let the order pass.
func (p *page) customs() []told {
	what, role := "customs.declaring", look.Ink2
	if p.o.Queried {
		what, role = "customs.query.text", look.Warn
	}
	all := []told{{p.Say(what), role}}
	if at, ok := p.clears(); ok {
		clears := p.Say("track.clears", "when", p.Moment(p.Shown.Now, at))
		all = append(all, told{clears + " · " + p.Say("customs.time.mark"), look.Ink2})
	}
	return append(all, told{p.Say("customs.three"), look.Muted})
}

// clears is when customs are expected to let the order pass. Whatever else comes before does not count.
func (p *page) clears() (shop.Instant, bool) {
	o := *p.o
	o.Late = true
	alone := flow.State{Orders: []flow.Order{o}}
	at, next, ok := flow.Due(p.Shown.World, &alone)
	return at, ok && next.Verb == flow.PassCustoms
}

// promised adds until when the order leaves, and on which day it is expected.
func (p *page) promised(all ...told) []told {
	all = append(all, p.promise())
	seller := p.Shown.World.Catalogue.Shop(p.o.Quote.Shop)
	if p.o.Late || seller == nil || seller.Days[1] == 0 {
		return all
	}
	at := p.o.ShipBy().Add(time.Duration(seller.Days[1]) * 24 * time.Hour)
	return append(all, told{p.Say("track.arrives", "date", p.Date(at)), look.Muted})
}

// promise counts down to when the order was promised to leave, or says that this passed.
func (p *page) promise() told {
	by := p.o.ShipBy()
	if p.o.Late {
		return told{p.Say("track.ship-late", "when", p.Stamp(by)), look.Warn}
	}
	s := p.Say("track.ship-by", "when", p.Stamp(by))
	if left := by.Sub(p.Shown.Now); left > 0 {
		s += " · " + p.Say("track.left", "time", p.Span(left))
	}
	return told{s, look.Warn}
}

// coming says when the parcels arrive, or once they have, when the order completes by itself.
func (p *page) coming() told {
	if at, ok := p.o.Arrives(); ok {
		return told{p.Say("track.arrives", "date", p.Date(at)), look.Ink2}
	}
	var last shop.Instant
	for i := range p.o.Parcels {
		last = max(last, p.o.Parcels[i].Signed)
	}
	at := last.Add(p.Shown.World.Flow.AutoConfirm)
	return told{p.Say("track.arrived", "when", p.Stamp(at)) + p.mark("auto-confirm"), look.Ink2}
}

// mark says that no official text confirms a value of the flow.
func (p *page) mark(id string) string {
	if slices.Contains(p.Shown.World.Flow.Unconfirmed, id) {
		return " · " + p.Say("payment.unconfirmed")
	}
	return ""
}

func (p *page) scanned(code string) bool {
	return slices.ContainsFunc(p.o.Track, func(s flow.Scan) bool { return s.Code == code })
}

// payout is the coupon that a late seller gives, in the band of what nobody wished for.
func (p *page) payout(y int) int {
	for _, c := range p.Shown.State.Coupons {
		if c.Order != p.o.ID || c.Kind != flow.CouponLate {
			continue
		}
		y++
		amount := look.Money(int64(c.Amount), true)
		r := look.Notice(p.c.Canvas, p.Theme, margin-1, y, p.room()+2, p.Say("track.late", "amount", amount), look.Caution)
		y = p.text(r.Bottom(), p.Say("track.coupon", "day", p.Day(c.Expires)), look.Style{FG: look.Muted})
	}
	return y
}
