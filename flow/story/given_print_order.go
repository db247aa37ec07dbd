package story

import (
	"reflect"

	"tagtap/flow"
	"tagtap/flow/shop"
)

func (g *givenPrinter) orders() {
	if len(g.s.Orders) == 0 {
		return
	}
	g.WriteString("  orders:\n")
	for i := range g.s.Orders {
		for j, line := range g.order(&g.s.Orders[i]) {
			dash := "      "
			if j == 0 {
				dash = "    - "
			}
			g.WriteString(dash + line + "\n")
		}
	}
}

func (g *givenPrinter) order(o *flow.Order) []string {
	var r row
	r.id("order", string(o.ID))
	r.id("status", o.Status.String())
	r.add("lines", piecesOf(o.Quote.Pieces()))
	quote := g.quote(&r, o)
	if to := g.s.AddressOf(o.Address.ID); to != nil && *to == o.Address && o.Address.ID != none {
		r.id("to", to.ID)
	} else {
		var a row
		a.id("address", o.Address.ID)
		a.address(&o.Address)
		r.add("to", a.String())
	}
	r.method("payment", o.Method)
	r.id("placed", printMoment(o.Placed))
	paid := shop.Instant(0)
	if o.Status.Bought() || o.Status == flow.Closed {
		paid = o.Placed
	}
	r.moment("paid", o.PaidAt, paid)
	r.moment("ended", o.Ended, o.PaidAt)
	r.moment("completed", o.Completed, 0)
	r.id("reason", o.Reason)
	captured, refunded := moneyOf(o)
	r.money("captured", o.Captured, captured)
	r.money("refunded", o.Refunded, refunded)
	r.id("note", string(o.Note))
	g.declared(&r, o)
	usual := flow.Order{Quote: o.Quote, Presale: o.Presale}
	sellerOf(g.w.Catalogue, &usual)
	r.number("promise", o.ShipHours, usual.ShipHours)
	r.number("leaves-after", o.Leave, usual.Leave)
	r.number("travels", o.Travel, usual.Travel)
	r.yes("same-day", o.SameDay, usual.SameDay)
	r.yes("in-parts", o.InParts, usual.InParts)
	r.yes("late", o.Late, false)
	if len(o.Reviewed) > 0 {
		var reviews row
		for i, sku := range o.Reviewed {
			if i < len(o.Reviews) {
				reviews.id(string(sku), string(o.Reviews[i]))
			}
		}
		if len(reviews) == len(o.Reviewed) {
			r.add("reviewed", reviews.String())
		} else {
			r.add("reviewed", bracketed(o.Reviewed))
		}
	}
	if len(o.Followed) > 0 {
		r.add("followed-up", bracketed(o.Followed))
	}
	return append(append(r, quote...), moves(o)...)
}

// declared writes what an order keeps of customs, of its presale, and of what came back.
func (g *givenPrinter) declared(r *row, o *flow.Order) {
	switch saved := g.s.IdentityOf(o.Identity.ID); {
	case o.Identity == (shop.Identity{}) && o.Quote.Trade.CrossBorder() && len(g.s.Identities) > 0:
		r.add("identity", none)
	case o.Identity == (shop.Identity{}):
	case saved != nil && *saved == o.Identity && saved.ID != none:
		r.id("identity", saved.ID)
	default:
		var own row
		own.id("identity", o.Identity.ID)
		own.identity(&o.Identity)
		r.add("identity", own.String())
	}
	r.moment("passed", o.Passed, 0)
	r.yes("queried", o.Queried, false)
	if len(o.Returned) > 0 {
		r.add("returned", piecesOf(o.Returned))
	}
	r.money("restored", o.Restored, 0)
	switch t, p := o.Presale, presaleOf(g.w.Catalogue, o); {
	case t == nil && p != nil:
		r.add("presale", none)
	case t != nil:
		var own row
		own.id("deposit", t.Deposit.String())
		own.yes("paid", t.Paid, o.Status.Bought())
		own.yes("quoted", t.Quoted, o.Status.Bought())
		own.moment("from", t.Balance.From, 0)
		own.moment("until", t.Balance.Until, 0)
		own.yes("forfeit", t.Forfeit, p != nil && p.Forfeit)
		own.money("taxable", t.Base, 0)
		r.add("presale", own.String())
	}
}

// moves writes parcels and timeline, a line each.
func moves(o *flow.Order) []string {
	var lines []string
	if len(o.Parcels) > 0 {
		lines = append(lines, "parcels:")
	}
	for i := range o.Parcels {
		p := &o.Parcels[i]
		var r row
		r.add("lines", piecesOf(p.Pieces))
		r.id("left", printMoment(p.Left))
		r.number("moves", p.Moves, 0)
		r.moment("signed", p.Signed, 0)
		lines = append(lines, "  - "+r.String())
	}
	if len(o.Track) == 0 {
		return append(lines, "track: []")
	}
	lines = append(lines, "track:")
	for _, scan := range o.Track {
		var r row
		r.id("scan", scan.Code)
		r.id("at", printMoment(scan.At))
		r.number("parcel", scan.Parcel, 0)
		lines = append(lines, "  - "+r.String())
	}
	return lines
}

// quote writes what an order cost: the coupons that it used, where the catalogue makes the same of it with them, else its
// own items and lines.
func (g *givenPrinter) quote(r *row, o *flow.Order) (lines []string) {
	r.number("part", o.Quote.Part, 0)
	used := usedBy(&o.Quote)
	if q := priced(g.w, o, o.Quote.Pieces(), used); len(q.Orders) == 1 && g.holdsUsed(used, o.ID) {
		q.Orders[0].Part = o.Quote.Part
		if reflect.DeepEqual(q.Orders[0], o.Quote) {
			if len(used) > 0 {
				r.add("coupons", bracketed(used))
			}
			return nil
		}
	}
	if q := priced(g.w, o, o.Quote.Pieces(), nil); len(q.Orders) == 1 {
		lines = append(lines, itemRows(q.Orders[0].Items, o.Quote.Items)...)
	}
	lines = append(lines, "quote:")
	for _, line := range o.Quote.Lines {
		var one row
		one.id("line", line.Name)
		one.id("amount", line.Amount.String())
		one.id("funder", line.Funder)
		one.id("why", line.Why)
		one.shares(line.Shares)
		lines = append(lines, "  - "+one.String())
	}
	return lines
}

// holdsUsed says whether all of these coupons are of the catalogue, and held as used by the order.
func (g *givenPrinter) holdsUsed(ids []string, id flow.OrderID) bool {
	for _, coupon := range ids {
		held := g.s.Coupon(coupon)
		if g.w.Catalogue.Coupon(coupon) == nil || held == nil || held.Used != id {
			return false
		}
	}
	return true
}

// itemRows writes the items that the catalogue would make otherwise.
func itemRows(usual, items []shop.Item) []string {
	lines := []string{"items:"}
	for i := range items {
		if i >= len(usual) || reflect.DeepEqual(usual[i], items[i]) {
			continue
		}
		was, is := &usual[i], &items[i]
		var r row
		r.money("price", is.Price, was.Price)
		r.money("unit", is.Unit, was.Unit)
		r.money("was", is.Was, was.Was)
		if is.Kind != was.Kind {
			r.add("kind", orNone(string(is.Kind)))
		}
		if is.Offer != was.Offer {
			r.add("offer", orNone(is.Offer))
		}
		if is.Passed != was.Passed {
			r.add("passed", orNone(is.Passed))
		}
		r.yes("limited", is.Limited, was.Limited)
		r.money("deposit", is.Deposit, was.Deposit)
		if !reflect.DeepEqual(is.Tax, was.Tax) {
			r.add("tax", taxRow(is.Tax))
		}
		lines = append(lines, "  "+scalar(string(is.SKU))+": "+r.String())
	}
	if len(lines) == 1 {
		return nil
	}
	return lines
}

func taxRow(t *shop.ItemTax) string {
	if t == nil {
		return none
	}
	var r row
	r.id("kind", t.Kind)
	r.money("base", t.Base, 0)
	r.money("amount", t.Amount, 0)
	r.number("num", int(t.Num), 0)
	r.number("den", int(t.Den), 0)
	return r.String()
}
