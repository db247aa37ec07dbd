package tracking

import (
	"slices"
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// standing is the title of the page: the status, what happens next and when, and what a broken promise gives.
func (p *page) standing(y int) int {
	role := look.Ink
	switch p.o.Status {
	case flow.AwaitingPayment:
		role = look.Warn
	case flow.Closed, flow.Cancelled:
		role = look.Muted
	case flow.Completed:
		role = look.Success
	}
	p.c.Text(margin, y, p.Say("status."+p.o.Status.String()), look.Style{FG: role, Attr: look.Bold})
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
		end := o.Placed.Add(f.OrderLimit)
		left := p.Say("orders.left", "time", p.Span(end.Sub(p.Shown.Now))) + " · " + p.Say("orders.held", "time", p.Moment(p.Shown.Now, end))
		return []told{
			{p.Say("order.awaiting"), look.Ink2}, {left + p.mark("unpaid-order"), look.Warn},
			{p.Say("track.ship-after", "hours", strconv.Itoa(o.ShipHours)), look.Muted},
		}
	case flow.Paid:
		clear := p.Say("track.checking", "when", p.Moment(p.Shown.Now, o.PaidAt.Add(f.RiskHold)))
		return []told{{clear + p.mark("risk-hold"), look.Ink2}, p.promise()}
	case flow.ToShip:
		what := "track.waiting"
		switch {
		case o.Leave > o.ShipHours && p.scanned(flow.ScanDelayed):
			what = "track.delayed"
		case p.scanned(flow.ScanPacking):
			what = "track.packing"
		}
		return []told{{p.Say(what), look.Ink2}, p.promise()}
	case flow.PartShipped:
		return []told{{p.Say("track.rest"), look.Ink2}, p.promise()}
	case flow.InTransit:
		return []told{p.coming()}
	case flow.Completed:
		return []told{{p.Say("track.done", "when", p.Stamp(o.Completed)), look.Ink2}, {p.Say("track.review"), look.Muted}}
	case flow.Closed:
		return []told{{p.Say("track.closed", "amount", look.Money(int64(o.Refunded), true)), look.Ink2}}
	}
	if o.Reason == "" {
		return nil
	}
	end := []told{{p.Say("reason." + o.Reason), look.Ink2}}
	if o.Refunded > 0 {
		end = append(end, told{p.Say("order.refunded", "amount", look.Money(int64(o.Refunded), true)), look.Ink2})
	}
	return end
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
