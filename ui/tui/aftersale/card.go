package aftersale

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// card draws a request: what it asks for, where it stands and what the time does to it, its money, and what can be done.
func (p *page) card(y int, r *flow.Request) int {
	end := p.W - margin
	to := p.c.TextRight(end, y, p.Say("aftersale.status."+r.Status.String()), look.Style{FG: roleOf(r.Status), Attr: look.Bold}) - 1
	n := p.c.Text(margin, y, cell.Truncate(p.Say("aftersale.type."+string(r.Type)), to-margin), look.Style{FG: look.Ink, Attr: look.Bold})
	if fast := p.Say("aftersale.fast"); r.Fast && margin+n+1+cell.Width(fast)+2 <= to {
		look.Badge(p.c.Canvas, p.Theme, margin+n+1, y, fast, look.OKBadge)
	}
	y++
	y = p.pieces(y, r)
	y = p.clock(y, r)
	y = p.timeline(p.gap(y), r)
	if next := p.money(p.gap(y), r); next > p.gap(y) {
		y = next
	} else {
		y = p.gap(y)
	}
	y = p.way(y, r)
	return p.deeds(y, r)
}

// gap leaves a blank row between the groups of a card, where the page is not short.
func (p *page) gap(y int) int {
	if p.Layout.Tallness() == look.Short {
		return y
	}
	return y + 1
}

func roleOf(s flow.RequestStatus) look.Role {
	switch s {
	case flow.AwaitingReturn, flow.ExchangeShipped:
		return look.Warn
	case flow.RequestDone:
		return look.Success
	case flow.RequestGone, flow.RequestClosed:
		return look.Muted
	case flow.RequestRejected, flow.ReceiptRejected:
		return look.Danger
	}
	return look.Info
}

// pieces names what the request is about, its number at the right.
func (p *page) pieces(y int, r *flow.Request) int {
	for i, piece := range r.Pieces {
		to := p.W - margin
		if i == 0 {
			to = p.c.TextRight(to, y, string(r.ID), look.Style{FG: look.Muted}) - 1
		}
		count := " " + p.Theme.Glyph("×") + strconv.Itoa(int(piece.Quantity))
		name := string(piece.SKU)
		for j := range p.o.Quote.Items {
			if it := &p.o.Quote.Items[j]; it.SKU == piece.SKU {
				name = screen.Dotted(p.Words(it.Title), p.Words(it.Label))
			}
		}
		name = cell.Truncate(name, to-margin-cell.Width(count))
		p.c.Text(margin, y, name+count, look.Style{FG: look.Ink2})
		y++
	}
	if r.Type == flow.Exchange {
		label := p.Say("aftersale.instead")
		look.Row{Label: label, LabelW: cell.Width(label) + 2, Value: p.named(r.For), ValueRole: look.Ink2}.Draw(p.c.Canvas, p.Theme, margin, y, p.room())
		y++
	}
	return y
}

// clock says what happens next, and how long it takes at most.
func (p *page) clock(y int, r *flow.Request) int {
	at, _, ok := flow.DueOf(&p.w, p.s, r)
	left := p.Span(at.Sub(p.w.Now))
	say, role := "", look.Ink2
	unsure := false
	switch r.Status {
	case flow.ToReview:
		say = p.Say("aftersale.clock.review", "left", left)
	case flow.AwaitingReturn:
		say, role = p.Say("aftersale.clock.return", "left", left), look.Warn
	case flow.AwaitingReceipt:
		if say = p.Say("aftersale.clock.receipt", "left", left); r.Type == flow.Exchange {
			say = p.Say("aftersale.clock.reship", "left", left)
		}
	case flow.RequestRejected, flow.ReceiptRejected:
		y = p.text(y, p.Say("aftersale.status."+r.Status.String()+".text"), look.Ink2)
		say, role = p.Say("aftersale.clock.escalate", "left", left), look.Warn
	case flow.ExchangeToShip:
		say, unsure = p.Say("aftersale.clock.ship", "left", left), true
	case flow.ExchangeShipped:
		say, role, unsure = p.Say("aftersale.clock.accept", "left", left), look.Warn, true
	case flow.Mediating:
		y = p.text(y, p.Say("aftersale.status.mediating.text"), look.Ink2)
		say, unsure = p.Say("aftersale.clock.decide", "left", left), true
	case flow.RequestGone, flow.RequestClosed:
		return p.text(y, p.Say("aftersale.status."+r.Status.String()+".text"), look.Muted)
	case flow.RequestDone:
		return p.text(y, p.settled(r), look.Success)
	}
	if !ok || say == "" {
		return y
	}
	if y = p.text(y, say, role); unsure {
		y = p.text(y, p.Say("aftersale.clock.mark"), look.Muted)
	}
	return y
}

// settled says what a request that is done has given.
func (p *page) settled(r *flow.Request) string {
	if r.Type == flow.Exchange {
		return p.Say("aftersale.status.done.exchange")
	}
	return p.Say("aftersale.status.done.refund", "amount", look.Money(int64(r.Money.Total()), true))
}

// moment is a line of a request's life.
type moment struct {
	mark, name, fact string
	at               shop.Instant
	role             look.Role // of the mark
}

// timeline draws when it was asked for, since when it stands where it does and who brought it there, and when its clock ends.
func (p *page) timeline(y int, r *flow.Request) int {
	asked := moment{"●", p.Say("aftersale.asked"), "", r.Asked, look.Ink2}
	if r.Reason != "" {
		asked.fact = p.Say("aftersale.reason." + r.Reason)
	}
	now := moment{"◉", p.Say("aftersale.status." + r.Status.String()), "", r.Since, roleOf(r.Status)}
	if !r.Status.Open() {
		now.mark = "●"
	}
	if r.By != "" {
		now.fact = p.Say("aftersale.by." + r.By)
	}
	all := []moment{asked, now}
	if at, v, ok := flow.DueOf(&p.w, p.s, r); ok {
		all = append(all, moment{"○", p.Say(dueKey(r, v)), "", at, look.Muted})
	}
	label := 0
	for i := range all {
		label = max(label, cell.Width(all[i].name)+2)
	}
	label = min(label, p.room()-look.TickWidth-cell.Width(p.Stamp(r.Asked))-1) // the time is whole
	for i := range all {
		m := &all[i]
		p.c.Text(margin, y, p.Theme.Glyph(m.mark), look.Style{FG: m.role})
		row := look.Row{
			Label: m.name, LabelW: label, LabelRole: look.Ink2, Value: m.fact, ValueRole: look.Muted, Fact: p.Stamp(m.at),
		}
		x, w := margin+look.TickWidth, p.room()-look.TickWidth
		below := m.fact != "" && label+cell.Width(m.fact)+1+cell.Width(row.Fact) > w
		if below {
			row.Value = ""
		}
		switch m.mark {
		case "◉":
			row.LabelRole, row.FactRole = look.Ink, look.Ink
		case "○":
			row.LabelRole = look.Muted
		}
		row.Draw(p.c.Canvas, p.Theme, x, y, w)
		y++
		if below {
			y += p.c.Lines(x, y, cell.Wrap(m.fact, w), look.Style{FG: look.Muted})
		}
	}
	return y
}

// dueKey names what the clock of a request does when it ends.
func dueKey(r *flow.Request, v flow.Verb) string {
	switch v {
	case flow.ApproveRequest:
		return "aftersale.due.granted"
	case flow.ReceiveReturn:
		if r.Type == flow.Exchange {
			return "aftersale.due.reshipped"
		}
		return "aftersale.due.refunded"
	case flow.ShipExchange:
		return "aftersale.due.ships"
	case flow.ConfirmExchange:
		return "aftersale.due.accepted"
	case flow.DecideForShopper:
		return "aftersale.due.decided"
	}
	return "aftersale.due.lapsed"
}

// money draws what the request gives back, and of what that is made where it is more than the goods.
func (p *page) money(y int, r *flow.Request) int {
	if r.Type == flow.Exchange || r.Money == (shop.Refund{}) {
		return y
	}
	quota := "aftersale.quota"
	if r.Status == flow.RequestDone {
		quota = "customs.quota.back"
	} else {
		p.c.Text(margin, y, p.Say("aftersale.refund"), look.Style{FG: look.Muted})
		look.PriceRight(p.c.Canvas, p.W-margin, y, int64(r.Money.Total()), look.PriceStyle{Decimals: true})
		y++
	}
	if r.Money.Tax != 0 || r.Money.Shipping != 0 || r.Money.Postage != 0 {
		y = p.parts(y, r.Money, quota)
	}
	return y
}

// way draws where the parcel goes back to and its number: typed for the first request that waits for it.
func (p *page) way(y int, r *flow.Request) int {
	if r.Status == flow.AwaitingReturn {
		if seller := p.w.Catalogue.Shop(p.o.Quote.Shop); seller != nil && p.Words(seller.ReturnTo) != "" {
			y = p.labelled(y, p.Say("aftersale.return-to"), p.Words(seller.ReturnTo))
		}
		if p.o.Quote.Trade.CrossBorder() {
			y = p.text(y, p.Say("customs.return-limit"), look.Info)
		}
		if first := awaiting(p.Shown, p.o.ID); first != nil && first.ID == r.ID {
			return p.typed(p.Shown).Draw(p.Board, p.c, p.fields(p.Shown), margin, y+1) - 1
		}
	}
	if !r.Waybill.IsZero() {
		y = p.labelled(y, p.Say("aftersale.waybill"), r.Waybill.String())
	}
	return y
}

// labelled draws a label and, beside it, a text that is wrapped.
func (p *page) labelled(y int, label, text string) int {
	p.c.Text(margin, y, label, look.Style{FG: look.Muted})
	x := margin + cell.Width(label) + 2
	return y + p.c.Lines(x, y, screen.Spaced(p.W-margin-x, text), look.Style{FG: look.Ink2})
}

// deedVerbs are what a shopper can do about a request, the main thing last.
var deedVerbs = [...]flow.Verb{flow.CancelRequest, flow.Escalate, flow.AcceptExchange, flow.SendBack}

// deeds draws what can be done beside what the foot has, side by side at the right, and above them why a grey one cannot be.
func (p *page) deeds(y int, r *flow.Request) int {
	var all []flow.Offer
	total := -gap
	main, _ := p.main()
	for _, verb := range deedVerbs {
		o, ok := offered(p.offers, verb, string(r.ID))
		if !ok || o.Action == main.Action {
			continue
		}
		all = append(all, p.open(o))
		total += look.ButtonWidth(p.Say("verb."+verb.String())) + gap
	}
	if len(all) == 0 {
		return y
	}
	y++
	for i := range all {
		if all[i].Refusal.Refused() {
			y = p.text(y, p.Refusal(all[i].Refusal), look.Warn)
		}
	}
	end := p.W - margin
	for i := len(all) - 1; i >= 0; i-- {
		label := "verb." + all[i].Action.Verb.String()
		w := look.ButtonWidth(p.Say(label))
		if total > p.room() {
			w -= 2
		}
		at := cell.Rect{X: end - w, Y: y, W: w, H: 1}
		id, kind := deedID(all[i].Action), look.Secondary
		if all[i].Refusal.Refused() {
			kind = look.Disabled
		}
		look.Button(p.c.Canvas, p.Theme, at, p.Say(label), kind, p.Focused(id, true))
		p.c.Target(screen.Target{ID: id, Rect: at, Action: all[i].Action, Label: label})
		end = at.X - gap
	}
	return y + 1
}
