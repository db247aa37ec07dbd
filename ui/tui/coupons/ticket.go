package coupons

import (
	"strconv"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// Columns and rows of a ticket: the amount on its own ground, then what it is for.
const (
	stubW      = 12
	factsX     = margin + stubW + 1
	ticketRows = 3
)

// ticket draws a coupon on three rows, and on a fourth one why it does not apply. It returns the row below it.
func (p *sheet) ticket(body screen.Part, t *ticket, y int) int {
	why := ""
	if t.told && t.use.Why != "" {
		why = p.Say("coupon.why."+string(t.use.Why), "amount", look.Money(int64(t.use.Missing), true))
	}
	reason := cell.Clamp(why, p.W-margin-factsX, 2)
	if why == "" {
		reason = nil
	}
	if !p.Sees(y, ticketRows+len(reason)) && !p.Focused(t.id(), false) {
		p.register(body, t, y)
		return y + ticketRows + len(reason)
	}
	p.stub(body, t, y)
	end := p.register(body, t, y)
	title := look.Style{FG: look.Ink, Attr: look.Bold}
	if !t.able() {
		title = look.Style{FG: look.Muted}
	}
	body.Text(factsX, y, screen.Brief(p.CouponTitle(&t.Coupon, t.kind), end-factsX), title)
	room := p.W - margin - factsX
	body.Text(factsX, y+1, cell.Truncate(p.scope(t), room), look.Style{FG: look.Muted})
	p.term(body, t, y+2, room)
	return y + ticketRows + body.Lines(factsX, y+ticketRows, reason, look.Style{FG: look.Warn})
}

// stub draws how much it takes off, from which amount on, and who pays for it.
func (p *sheet) stub(body screen.Part, t *ticket, y int) {
	ground, ink := look.Soft, look.Price
	if !t.able() {
		ground, ink = look.Raised2, look.Muted
	}
	body.Fill(cell.Rect{X: margin, Y: y, W: stubW, H: ticketRows}, ground)
	off := look.Money(int64(t.Off), false)
	if t.Percent > 0 {
		off = p.Cut(t.Percent)
	}
	rows := [ticketRows]string{off, p.Say("coupon.free"), p.Say("coupon.by." + string(t.Slot()))}
	if t.Over > 0 {
		rows[1] = p.Say("coupon.from", "over", look.Money(int64(t.Over), false))
	}
	if t.Kind == shop.CouponCoFunded && t.Merchant > 0 {
		rows[2] = p.Say("coupon.part", "percent", strconv.Itoa(t.Merchant)+"%")
	}
	for i, row := range rows {
		st := look.Style{FG: ink, BG: ground}
		switch i {
		case 0:
			st.Attr = look.Bold
		case ticketRows - 1:
			st.FG = look.Muted
		}
		body.TextCentre(margin, y+i, stubW, cell.Truncate(row, stubW), st)
	}
}

// scope says where it can be used.
func (p *sheet) scope(t *ticket) string {
	where := p.Say("coupon.scope.all")
	switch seller := p.Shown.World.Catalogue.Shop(t.Shop); {
	case len(t.Scope.Products)+len(t.Scope.SKUs) > 0:
		where = p.Say("coupon.scope.item")
	case t.Shop != "" && string(t.Shop) == p.Shown.State.Subject(flow.Coupons):
		where = p.Say("coupon.scope.here")
	case seller != nil:
		where = p.Say("coupon.scope.shop", "shop", p.Words(seller.Name))
	}
	return where
}

// soon is how long before its end a coupon says how much time is left.
const soon = 24 * time.Hour

// term draws until when it is valid, and what it takes off now.
func (p *sheet) term(body screen.Part, t *ticket, y, room int) {
	now, st := p.Shown.Now, look.Style{FG: look.Muted}
	text := ""
	until := t.Window.Until
	switch {
	case t.claim && t.Days > 0:
		text = p.Say("coupon.days", "n", strconv.Itoa(t.Days))
	case t.told && t.use.Why == shop.WhyNotYet:
		text = p.Say("price.starts-at", "when", p.Moment(now, t.Window.From))
	case until == 0:
	case until.Sub(now) < soon:
		text, st.FG = p.Say("coupon.soon", "time", p.Span(until.Sub(now))), look.Warn
	case until.Time().Year() != now.Time().Year():
		text = p.Say("coupon.until", "when", p.Day(until))
	default:
		text = p.Say("coupon.until", "when", p.Date(until))
	}
	if t.told && t.use.Why == "" && t.use.Amount > 0 {
		off := look.Money(-int64(t.use.Amount), true)
		role := look.Muted
		if t.picked || t.use.Order >= 0 && !t.claim {
			role = look.Success
		}
		room = body.TextRight(p.W-margin, y, off, look.Style{FG: role}) - 1 - factsX
	}
	if t.Percent > 0 && t.Cap > 0 {
		if both := screen.Dotted(text, p.Say("coupon.cap", "cap", look.Money(int64(t.Cap), false))); cell.Width(both) <= room {
			text = both
		}
	}
	body.Text(factsX, y, cell.Truncate(text, room), st)
}

func (t *ticket) id() string {
	if t.claim {
		return claimPre + t.ID
	}
	return pickPre + t.ID
}

// register draws what can be done with the coupon at the right end of its first row, and returns where the title has to end.
func (p *sheet) register(body screen.Part, t *ticket, y int) int {
	end := p.W - margin
	id := t.id()
	whole := cell.Rect{X: margin, Y: y, W: end - margin, H: ticketRows}
	focus := p.Focused(id, false)
	switch {
	case t.claim:
		label := p.Say("coupon.claim")
		r := cell.Rect{X: end - look.ButtonWidth(label), Y: y, W: look.ButtonWidth(label), H: 1}
		kind := look.Secondary
		if p.start == id {
			kind = look.Primary
		}
		look.Button(body.Canvas, p.Theme, r, label, kind, p.Focused(id, kind == look.Primary))
		body.Target(screen.Target{ID: id, Rect: whole, Action: flow.Action{Verb: flow.ClaimCoupon, ID: t.ID}, Label: "verb.claim-coupon"})
		return r.X - 1
	case choosing(p.Shown):
		verb := flow.UseCoupon
		if t.picked {
			verb = flow.DropCoupon
		}
		look.Tick(body.Canvas, p.Theme, end-1, y, t.picked, !t.able())
		if focus {
			look.FocusBar(body.Canvas, p.Theme, margin-1, y, ticketRows)
		}
		body.Target(screen.Target{ID: id, Rect: whole, Action: flow.Action{Verb: verb, ID: t.ID}, Label: "verb." + verb.String()})
		return end - 4
	}
	done := p.Ticked(p.Say("coupon.claimed"))
	return body.TextRight(end, y, done, look.Style{FG: look.Success}) - 1
}
