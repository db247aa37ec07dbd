package story

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// orders reads what was ordered before. What an order keeps of its seller comes from the catalogue, as does its price.
func (g *giver) orders(r *strict.Reader) {
	for i, n := range r.OptList("orders") {
		own := g.Read(n)
		o := flow.Order{ID: flow.OrderID(own.OptText("order", "P"+itoa(i+1))), Status: statusOf(own.One("status", orderStatuses()...))}
		if !isMade(string(o.ID), "P") || g.state.Order(o.ID) != nil {
			own.Failf("order", "got %q, want P and digits, each once", o.ID)
		}
		o.Placed = g.moment(own, "placed", g.start)
		g.destination(own, &o)
		g.ordered(own, &o)
		g.declared(own, &o)
		g.paidFor(own, &o)
		g.promised(own, &o)
		g.reviewed(own, &o)
		g.moved(own, &o)
		own.Done()
		g.state.Orders = append(g.state.Orders, o)
	}
}

func statusOf(id string) flow.OrderStatus {
	for s := flow.AwaitingPayment; s <= flow.Exchanging; s++ {
		if id != "" && s.String() == id {
			return s
		}
	}
	return 0
}

func (g *giver) destination(r *strict.Reader, o *flow.Order) {
	n := r.OptNode("to")
	switch {
	case n == nil && len(g.state.Book) > 0:
		o.Address = g.state.Book[0]
	case n == nil:
	case n.Kind() == strict.Map:
		own := g.Read(n)
		o.Address = g.address(own, false)
		o.Address.ID = own.OptText("address", "")
		own.Done()
	default:
		if a := g.state.AddressOf(g.id("address", n)); a != nil {
			o.Address = *a
		}
	}
}

// declared reads who declares an order to customs: the first identity that is saved where the order comes over the border
// and none is named.
func (g *giver) declared(r *strict.Reader, o *flow.Order) {
	n := r.OptNode("identity")
	switch {
	case n == nil && o.Quote.Trade.CrossBorder() && len(g.state.Identities) > 0:
		o.Identity = g.state.Identities[0]
	case n == nil:
	case n.Kind() == strict.Map:
		own := g.Read(n)
		o.Identity = g.identity(own)
		o.Identity.ID = own.OptText("identity", "")
		own.Done()
	default:
		if i := g.state.IdentityOf(g.id("identity", n)); i != nil {
			o.Identity = *i
		}
	}
	o.Passed, o.Queried = g.moment(r, "passed", 0), g.yes(r, "queried", false)
	o.Returned, o.Restored = g.pieces(r, "returned"), g.money(r, "restored", 0)
}

// paidFor reads times and money. Those that are left out are what the status says.
func (g *giver) paidFor(r *strict.Reader, o *flow.Order) {
	o.Method = g.method(r, "payment", g.w.Flow.Default)
	paid := shop.Instant(0)
	if o.Status.Bought() || o.Status == flow.Closed {
		paid = o.Placed
	}
	o.PaidAt = g.moment(r, "paid", paid)
	o.Ended = g.moment(r, "ended", o.PaidAt)
	o.Completed = g.moment(r, "completed", 0)
	o.Reason = r.OptText("reason", "")
	captured, refunded := moneyOf(o)
	o.Captured, o.Refunded = g.money(r, "captured", captured), g.money(r, "refunded", refunded)
}

// moneyOf is what was taken for an order of its status, and given back.
func moneyOf(o *flow.Order) (captured, refunded shop.Fen) {
	if o.Presale != nil && o.Presale.Paid {
		captured = o.Presale.Deposit
	}
	if o.Status.Bought() || o.Status == flow.Closed {
		if o.Presale == nil || o.Presale.Quoted {
			captured += o.Quote.Payable
		}
	}
	if o.Status == flow.Closed {
		refunded = captured
	}
	return captured, refunded
}

// promised reads what differs from what the seller promises and does today.
func (g *giver) promised(r *strict.Reader, o *flow.Order) {
	sellerOf(g.w.Catalogue, o)
	o.ShipHours = r.OptInt("promise", 0, mostGiven, o.ShipHours)
	o.Leave = r.OptInt("leaves-after", 0, mostGiven, o.Leave)
	o.Travel = r.OptInt("travels", 0, mostGiven, o.Travel)
	o.SameDay, o.InParts = g.yes(r, "same-day", o.SameDay), g.yes(r, "in-parts", o.InParts)
	o.Late = g.yes(r, "late", false)
}

// sellerOf fills in what an order keeps of its seller.
func sellerOf(c *shop.Catalogue, o *flow.Order) {
	if s := c.Shop(o.Quote.Shop); s != nil {
		o.ShopName, o.ShipHours, o.SameDay, o.Leave = s.Name, s.ShipHours, s.SameDay, s.LeaveHrs
		o.InParts, o.Carrier, o.From, o.Travel = s.InParts, s.Carrier, s.From, s.Days[0]*24
	}
	if p := presaleOf(c, o); p != nil && o.Presale != nil {
		o.ShipHours, o.SameDay, o.Leave = p.ShipHours, false, min(o.Leave, p.ShipHours)
	}
}

// reviewed reads which lines have a review: a list, or a map to the ids of the reviews.
func (g *giver) reviewed(r *strict.Reader, o *flow.Order) {
	if n := r.OptNode("reviewed"); n != nil && n.Kind() == strict.Map {
		for _, pair := range r.Pairs("reviewed") {
			id, err := pair.Value.Text()
			if err == nil && !isMade(id, "V") {
				err = pair.Value.Errorf("got %s, want V and digits", pair.Value.Got())
			}
			g.Add(pair.Value.Pos(), err)
			o.Reviewed = append(o.Reviewed, shop.SKU(g.id("sku", pair.Key)))
			o.Reviews = append(o.Reviews, shop.ReviewID(id))
		}
	} else {
		for _, id := range g.ids(r, "reviewed", "sku") {
			o.Reviewed = append(o.Reviewed, shop.SKU(id))
		}
	}
	for _, id := range g.ids(r, "followed-up", "sku") {
		o.Followed = append(o.Followed, shop.SKU(id))
	}
}

// moved reads parcels and timeline. An order whose timeline is not told gets the one that its seller makes, such that its
// last line is now.
func (g *giver) moved(r *strict.Reader, o *flow.Order) {
	for _, n := range r.OptList("parcels") {
		own := g.Read(n)
		p := flow.Parcel{
			Pieces: g.pieces(own, "lines"), Left: g.moment(own, "left", g.start), Moves: own.OptInt("moves", 0, mostGiven, 0),
			Signed: g.moment(own, "signed", 0),
		}
		own.Done()
		o.Parcels = append(o.Parcels, p)
	}
	for _, n := range r.OptList("track") {
		own := g.Read(n)
		o.Track = append(o.Track, flow.Scan{
			Code: own.One("scan", flow.Scans()...), At: g.moment(own, "at", g.start), Parcel: own.OptInt("parcel", 0, mostGiven, 0),
		})
		own.Done()
	}
	if !r.Has("track") && !r.Has("parcels") && len(o.Quote.Items) > 0 && o.Status != 0 {
		g.makeUp(r, o)
	}
}

// makeUp lets the order come on by itself until it has the status that it is given.
func (g *giver) makeUp(r *strict.Reader, o *flow.Order) {
	begun := *o
	begun.Track = []flow.Scan{{Code: flow.ScanPlaced, At: o.Placed}}
	if o.Presale != nil && o.Presale.Paid {
		begun.Track = append(begun.Track, flow.Scan{Code: flow.ScanDeposit, At: o.Placed})
	}
	if o.Status == flow.Cancelled || o.Status == flow.AwaitingPayment {
		if o.Status == flow.Cancelled {
			begun.Track = append(begun.Track, flow.Scan{Code: flow.ScanClosed, At: o.Placed})
		}
		o.Track = begun.Track
		return
	}
	begun.Status, begun.PaidAt = flow.Paid, o.Placed
	begun.Track = append(begun.Track, flow.Scan{Code: flow.ScanPaid, At: o.Placed})
	if o.Status == flow.Closed {
		begun.Track = append(begun.Track, flow.Scan{Code: flow.ScanStopped, At: o.Placed}, flow.Scan{Code: flow.ScanClosed, At: o.Placed})
		o.Track = begun.Track
		return
	}
	w := *g.w
	s := flow.State{Trail: []flow.Spot{{Place: flow.Feed}}, Orders: []flow.Order{begun}}
	want := o.Status
	if want == flow.Exchanging {
		want = flow.Completed // an exchange is of what has come
	}
	for range mostWaits {
		if s.Orders[0].Status == want {
			break
		}
		at, a, ok := flow.Due(&w, &s)
		if !ok {
			break
		}
		if parcels := s.Orders[0].Parcels; a.Verb == flow.ConfirmOrder {
			at = parcels[len(parcels)-1].Signed // who has it in hands says so at once
		}
		s, _ = flow.Step(&w, at, s, a)
	}
	made := s.Orders[0]
	if made.Status != want {
		r.Failf("status", "an order of %s does not come to be %s; tell its parcels and track", o.Quote.Shop, o.Status)
		return
	}
	if !r.Has("placed") {
		shift(&made, g.start-made.Track[len(made.Track)-1].At)
	}
	made.Status = o.Status
	made.Reviewed, made.Reviews, made.Followed = o.Reviewed, o.Reviews, o.Followed
	*o = made
}

// shift moves an order's whole past in time.
func shift(o *flow.Order, by shop.Instant) {
	o.Parcels, o.Track = slices.Clone(o.Parcels), slices.Clone(o.Track)
	at := []*shop.Instant{&o.Placed, &o.PaidAt, &o.Ended, &o.Completed, &o.Passed}
	for i := range o.Parcels {
		at = append(at, &o.Parcels[i].Left, &o.Parcels[i].Signed)
	}
	for i := range o.Track {
		at = append(at, &o.Track[i].At)
	}
	for _, t := range at {
		if *t != 0 {
			*t += by
		}
	}
}
