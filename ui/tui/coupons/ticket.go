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
func (v view) ticket(b *screen.Board, body screen.Part, t *ticket, y int) int {
	why := ""
	if t.told && t.use.Why != "" {
		why = b.Say("coupon.why."+string(t.use.Why), "amount", look.Money(int64(t.use.Missing), true))
	}
	reason := cell.Clamp(why, b.W-margin-factsX, 2)
	if why == "" {
		reason = nil
	}
	if !b.Sees(y, ticketRows+len(reason)) && !b.Focused(t.id(), false) {
		v.register(b, body, t, y)
		return y + ticketRows + len(reason)
	}
	v.stub(b, body, t, y)
	end := v.register(b, body, t, y)
	title := look.Style{FG: look.Ink, Attr: look.Bold}
	if !t.able() {
		title = look.Style{FG: look.Muted}
	}
	body.Text(factsX, y, cell.Truncate(b.CouponTitle(&t.Coupon, t.kind), end-factsX), title)
	room := b.W - margin - factsX
	body.Text(factsX, y+1, cell.Truncate(screen.Dotted(b.Say("coupon.kind."+t.kind), v.scope(b, t)), room), look.Style{FG: look.Muted})
	v.term(b, body, t, y+2, room)
	return y + ticketRows + body.Lines(factsX, y+ticketRows, reason, look.Style{FG: look.Warn})
}

// stub draws how much it takes off, and from which amount on.
func (v view) stub(b *screen.Board, body screen.Part, t *ticket, y int) {
	ground, ink := look.Soft, look.Price
	if !t.able() {
		ground, ink = look.Raised2, look.Muted
	}
	body.Fill(cell.Rect{X: margin, Y: y, W: stubW, H: ticketRows}, ground)
	off := look.Money(int64(t.Off), false)
	if t.Percent > 0 {
		off = b.Cut(t.Percent)
	}
	rows := []string{off, b.Say("coupon.free")}
	if t.Over > 0 {
		rows[1] = b.Say("coupon.from", "over", look.Money(int64(t.Over), false))
	}
	if t.Percent > 0 && t.Cap > 0 {
		rows = append(rows, b.Say("coupon.cap", "cap", look.Money(int64(t.Cap), false)))
	}
	for i, row := range rows {
		st := look.Style{FG: ink, BG: ground}
		if i == 0 {
			st.Attr = look.Bold
		}
		body.TextCentre(margin, y+i, stubW, cell.Truncate(row, stubW), st)
	}
}

// scope says where it can be used, and who pays for it.
func (v view) scope(b *screen.Board, t *ticket) string {
	where := b.Say("coupon.scope.all")
	switch seller := b.Shown.World.Catalogue.Shop(t.Shop); {
	case len(t.Scope.Products)+len(t.Scope.SKUs) > 0:
		where = b.Say("coupon.scope.item")
	case seller != nil:
		where = b.Say("coupon.scope.shop", "shop", b.Words(seller.Name))
	}
	if t.Kind == shop.CouponCoFunded && t.Merchant > 0 {
		return screen.Dotted(b.Say("coupon.part", "percent", strconv.Itoa(t.Merchant)+"%"), where)
	}
	return screen.Dotted(b.Say("coupon.by."+string(t.Slot())), where)
}

// soon is how long before its end a coupon says how much time is left.
const soon = 24 * time.Hour

// term draws until when it is valid, and what it takes off now.
func (v view) term(b *screen.Board, body screen.Part, t *ticket, y, room int) {
	now, st := b.Shown.Now, look.Style{FG: look.Muted}
	text := ""
	until := t.Window.Until
	switch {
	case t.claim && t.Days > 0:
		text = b.Say("coupon.days", "n", strconv.Itoa(t.Days))
	case until == 0:
	case until.Sub(now) < soon:
		text, st.FG = b.Say("coupon.soon", "time", b.Span(until.Sub(now))), look.Warn
	default:
		text = b.Say("coupon.until", "when", b.Date(until))
	}
	if t.told && t.use.Why == "" && t.use.Amount > 0 {
		off := look.Money(-int64(t.use.Amount), true)
		role := look.Muted
		if t.picked || t.use.Order >= 0 && !t.claim {
			role = look.Success
		}
		room = body.TextRight(b.W-margin, y, off, look.Style{FG: role}) - 1 - factsX
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
func (v view) register(b *screen.Board, body screen.Part, t *ticket, y int) int {
	end := b.W - margin
	id := t.id()
	whole := cell.Rect{X: margin, Y: y, W: end - margin, H: ticketRows}
	focus := b.Focused(id, false)
	switch {
	case t.claim:
		label := b.Say("coupon.claim")
		r := cell.Rect{X: end - look.ButtonWidth(label), Y: y, W: look.ButtonWidth(label), H: 1}
		kind := look.Secondary
		if v.Start(b.Shown) == id {
			kind = look.Primary
		}
		look.Button(body.Canvas, b.Theme, r, label, kind, b.Focused(id, kind == look.Primary))
		body.Target(screen.Target{ID: id, Rect: whole, Action: flow.Action{Verb: flow.ClaimCoupon, ID: t.ID}, Label: "verb.claim-coupon"})
		return r.X - 1
	case choosing(b.Shown):
		verb := flow.UseCoupon
		if t.picked {
			verb = flow.DropCoupon
		}
		look.Tick(body.Canvas, b.Theme, end-1, y, t.picked, !t.able())
		if focus {
			look.FocusBar(body.Canvas, b.Theme, margin-1, y, ticketRows)
		}
		body.Target(screen.Target{ID: id, Rect: whole, Action: flow.Action{Verb: verb, ID: t.ID}, Label: "verb." + verb.String()})
		return end - 4
	}
	done := b.Ticked(b.Say("coupon.claimed"))
	return body.TextRight(end, y, done, look.Style{FG: look.Success}) - 1
}
