package orders

import (
	"slices"
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
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
	case flow.Paid, flow.Customs, flow.ToShip, flow.PartShipped:
		role, key := look.Muted, "track.ship-by"
		if o.Late {
			role, key = look.Warn, "track.ship-late"
		}
		y = p.text(y, p.Say(key, "when", p.Stamp(o.ShipBy())), role)
	case flow.Cancelled, flow.Closed:
		if o.Reason != "" {
			y = p.text(y, p.Say("reason."+o.Reason), look.Muted)
		}
	}
	if said := p.apart(o); said != "" {
		y += p.c.Lines(margin, y, screen.Facts(p.room(), strings.Split(said, " · ")...), look.Style{FG: look.Muted})
	}
	if o.Refunded != 0 {
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

// apart says what is in the sum beside the goods, and which orders were paid with it.
func (p *page) apart(o *flow.Order) string {
	said := ""
	if tax := o.Quote.Line(shop.LineTax); tax > 0 {
		said = p.Say("orders.taxed", "amount", look.Money(int64(tax), true))
	}
	if merchant, platform := o.Quote.Discounts(); merchant+platform > 0 {
		said = screen.Dotted(said, p.Say("orders.saved", "amount", look.Money(int64(merchant+platform), true)))
	}
	if n := p.together(o); n > 0 {
		said = screen.Dotted(said, p.Say("orders.together", "n", strconv.Itoa(n)))
	}
	return said
}

// together counts the other orders that one payment of this order names.
func (p *page) together(o *flow.Order) int {
	n := 0
	for i := range p.Shown.State.Attempts {
		if a := &p.Shown.State.Attempts[i]; slices.Contains(a.Orders, o.ID) {
			n = len(a.Orders) - 1
		}
	}
	return n
}

// requests draws how the after-sale requests about an order stand: in the tab of after-sale all, elsewhere the open ones.
func (p *page) requests(y int, o *flow.Order) int {
	for _, r := range screen.RequestsOf(p.Shown.State, o.ID) {
		if !r.Status.Open() && p.Shown.State.Tab != flow.TabAfterSale {
			continue
		}
		id := request + string(o.ID) + "-" + string(r.ID)
		title, status, facts, role := p.Request(p.Shown, r)
		look.Row{Value: title, Fact: status, FactRole: role, Chevron: true, Focus: p.Focused(id, true)}.
			Draw(p.c.Canvas, p.Theme, margin, y, p.room())
		h := 1
		if facts != "" {
			h += p.c.Lines(margin, y+1, screen.Facts(p.room(), strings.Split(facts, " · ")...), look.Style{FG: look.Muted})
		}
		p.c.Target(screen.Target{
			ID: id, Rect: cell.Rect{X: margin, Y: y, W: p.room(), H: h}, Label: "orders.requests",
			Action: flow.Action{Verb: flow.AskAfterSale, ID: string(o.ID)},
		})
		y += h
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
	if o.Status.Bought() {
		need += 1 + look.ButtonWidth(p.Say("orders.write"))
	}
	return need <= p.room()-pictureW-2
}

// number draws the order's number, its time and payment as far as they fit, and the shipping at the right.
func (p *page) number(x, end, y int, o *flow.Order) {
	shipping := p.Say("orders.free")
	if fee := o.Quote.Line(shop.LineShipping) + o.Quote.Line(shop.LineRemote); fee > 0 {
		shipping = p.Say("orders.shipping", "amount", look.Money(int64(fee), true))
	}
	switch {
	case len(o.Reviewed) > 0 && p.beside(o): // what is said of the review stands there
		shipping = ""
	case o.Presale != nil && !o.Presale.Quoted: // it comes with the balance
		shipping = p.Say("presale.mark")
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
	switch {
	case o.AwaitsBalance() && !o.Owes():
		return p.Say("line.deposit-paid") + " "
	case o.Status == flow.AwaitingPayment:
		return p.Say("orders.to-pay-sum", "amount", "")
	case o.Status.Bought():
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
	switch {
	case o.Owes():
		price.Role = look.Price
	case ended(o):
		price.Role = look.Muted
	}
	x += p.c.Text(x, y, p.sumLabel(o), look.Style{FG: look.Muted})
	look.PriceTag(p.c.Canvas, x, y, int64(o.Quote.Payable), price)
}

// deadline says until when the order is held, and how long that was when the shopper last did something.
func (p *page) deadline(y int, o *flow.Order) int {
	w := p.Shown.World.Flow
	if o.AwaitsBalance() {
		return y + p.c.Lines(margin, y, screen.Facts(p.room(), p.balance(o)...), look.Style{FG: look.Warn})
	}
	end := o.Placed.Add(w.OrderLimit)
	facts := []string{p.Say("orders.left", "time", p.Span(end.Sub(p.Shown.Now))), p.Say("orders.held", "time", p.Moment(p.Shown.Now, end))}
	if slices.Contains(w.Unconfirmed, "unpaid-order") {
		facts = append(facts, p.Say("payment.unconfirmed"))
	}
	return y + p.c.Lines(margin, y, screen.Facts(p.room(), facts...), look.Style{FG: look.Warn})
}

// balance says when the balance of a presale is taken.
func (p *page) balance(o *flow.Order) []string {
	term, now := o.Presale.Balance, p.Shown.Now
	if !term.Holds(now) {
		return []string{p.Say("presale.balance-opens", "when", p.Stamp(term.From))}
	}
	return []string{
		p.Say("presale.balance-left", "time", p.Span(term.Until.Sub(now))), p.Say("orders.held", "time", p.Moment(now, term.Until)),
	}
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

// scan draws the last line of the order's timeline; it opens the order.
func (p *page) scan(y int, o *flow.Order) int {
	id := track + string(o.ID)
	t := screen.Target{
		ID: id, Rect: cell.Rect{X: margin, Y: y, W: p.room(), H: 1}, Label: "verb.track-order",
		Action: flow.Action{Verb: flow.TrackOrder, ID: string(o.ID)},
	}
	p.c.Target(t)
	row := look.Row{Value: p.Say("verb.track-order"), ValueRole: look.Ink2, Chevron: true, Focus: p.Focused(id, true)}
	if n := len(o.Track); n > 0 {
		last := o.Track[n-1]
		row.Value, row.Fact = p.Say("scan."+last.Code), p.Stamp(last.At)
		if o.Status == flow.Cancelled && last.Code == flow.ScanClosed {
			row.Value = p.Say("status." + o.Status.String())
		}
		if last.Parcel > 0 && (o.InParts || len(o.Parcels) > 1) {
			row.Value += " · " + p.Say("track.parcel", "n", strconv.Itoa(last.Parcel))
		}
		if last.Code == flow.ScanLate || last.Code == flow.ScanDelayed {
			row.ValueRole = look.Warn
		}
	}
	mark := look.Style{FG: role(o)}
	p.c.Text(margin, y, p.Theme.Glyph("●"), mark)
	row.Draw(p.c.Canvas, p.Theme, margin+look.TickWidth, y, p.room()-look.TickWidth)
	if row.Focus {
		p.c.Text(margin+look.TickWidth-1, y, " ", look.Style{})
		look.FocusBar(p.c.Canvas, p.Theme, margin-1, y, 1)
	}
	return y + 1
}

// deeds draws what can be done, side by side at the right, and why a grey one cannot be: left of them where that has room,
// else above them.
func (p *page) deeds(y int, o *flow.Order, deeds []screen.Deed) int {
	h := 1
	for _, d := range deeds {
		if d.Action.Verb.String()+"-"+string(o.ID) == p.start {
			h = p.buttonH()
		}
	}
	const gap = 2
	pad, total := 6, 0
	for ; ; pad -= 2 {
		total = gap * (len(deeds) - 1)
		for _, d := range deeds {
			total += cell.Width(p.Say(d.Label)) + pad
		}
		if total <= p.room() || pad == 2 {
			break
		}
	}
	why := ""
	for _, d := range deeds {
		if d.Refusal.Refused() {
			why = p.Refusal(d.Refusal)
		}
	}
	left := p.room() - total - 2
	if lines := cell.Wrap(why, max(left, 1)); why != "" && left >= 12 && len(lines) <= h {
		p.c.Lines(margin, y+(h-len(lines))/2, lines, look.Style{FG: look.Muted})
	} else if why != "" {
		y = p.text(y, why, look.Muted)
	}
	end := p.W - margin
	for i := len(deeds) - 1; i >= 0; i-- {
		d := deeds[i]
		label := p.Say(d.Label)
		w := min(cell.Width(label)+pad, end-margin)
		r := cell.Rect{X: end - w, Y: y, W: w, H: h}
		id := deedID(d)
		kind := look.Secondary
		switch {
		case d.Refusal.Refused():
			kind = look.Disabled
		case id == p.start:
			kind = look.Primary
		}
		p.button(r, label, kind, screen.Target{ID: id, Label: d.Label, Action: d.Action})
		end = r.X - gap
	}
	return y + h
}

func deedID(d screen.Deed) string { return d.Action.Verb.String() + "-" + d.Action.ID }
