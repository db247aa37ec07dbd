package measure

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Fact is one row of what analytics count: an action or a happening under its name, or what followed of it. A record makes
// none, one or two of them; the reports, the exports and the event stream of the meter all count the same rows.
type Fact struct {
	At     shop.Instant
	Seq    uint64 // of its record
	Event  string // our name: that of the verb, or one of the constants
	Action flow.Action
	Head   bool // it is the action or happening itself; the others followed

	From, Place flow.Place    // where it was done, and where the shopper was then
	Stage       flow.StageSet // of the loop, at most one: the step that it is in a funnel
	Note        shop.NoteID   // that was open below, or led here
	Product     shop.ProductID
	SKU         shop.SKU
	Quantity    int32
	Order       flow.OrderID
	Value       shop.Fen      // price × quantity, without shipping and tax, as GA4 wants it; of a refund what came back
	Bill        *Bill         // of purchase and refund, else nil
	Pieces      []shop.Pieces // of begin_checkout

	Taps, Keys, Fields, Presses int32
	Reason                      string // of a refusal its code, of a payment its outcome, of an exit where to
	First                       bool   // of a refund or a review: the first one of its order, of a refund before or after shipping
}

// Names of facts that are no head's own.
const (
	nameBegun    = "session_start"
	nameView     = "view_item"
	nameNote     = "note_open"
	nameTag      = "tag_tap"
	nameCard     = "select_item"
	nameRemove   = "remove_from_cart"
	nameReviewed = "review_submit"
	nameNoted    = "review_published_as_note"
	nameSurprise = "amount_surprise"
	nameOutside  = "purchase_outside"
	nameLate     = "purchase_reversed" // money that was taken for an order that was over, and given back
	nameCancel   = "order_cancelled"
	nameClose    = "order_closed"
	nameDeposits = "deposit_refunded" // no sale was made, so none is taken back
	nameAsked    = "order_cancel"     // the tap; what comes of it is a fact of its own
	nameLeftOut  = "checkout_edit"    // pieces that are left out of a checkout stay in the cart
	nameFollowUp = "review_follow_up"
	NameAbandon  = "abandon" // the end of a session that saw a product and paid nothing; its stage is in the reason
)

// Reader turns the records of one journey, in their order, into facts. The zero Reader is ready. It looks at these parts of
// an event alone, so that a store may hand it records that hold no more: kind, action, refusal, trail, fresh, order id,
// amount, reason, what was seen, the cart line, the pieces of the checkout, the order, the progress, the quote of a balance, and
// of a session's first state the trail, the cart and the orders.
type Reader struct {
	trail []flow.Spot
	on    shop.NoteID    // the note on the trail
	at    shop.ProductID // the product
	cart  []flow.CartLine
	bills []Bill // of the journey's orders that are not over
	facts []Fact
	held  Fact // a head that waits for what follows it: its cart line, its pieces, its review
	waits bool
}

// Reset makes the reader ready for another journey. It keeps its room.
func (x *Reader) Reset() {
	*x = Reader{trail: x.trail[:0], cart: x.cart[:0], bills: x.bills[:0], facts: x.facts[:0]}
}

// Read returns the facts of a record; they are valid until the next call.
func (x *Reader) Read(r *flow.Record) []Fact {
	x.facts = x.facts[:0]
	e := &r.Event
	if x.waits && (e.Kind == flow.Tapped || e.Kind == flow.Happened || e.Kind == flow.Begun) {
		x.release() // what it waits for did not come
	}
	switch e.Kind {
	case flow.Begun:
		x.begin(r)
	case flow.Tapped, flow.Happened:
		x.head(r)
	case flow.LineSet:
		x.setLine(e.Line)
	case flow.LineGone:
		x.gone(r)
	case flow.CheckoutSet:
		if x.waits && x.held.Event == nameCheckout {
			x.held.Pieces = e.Checkout.Pieces
			x.release()
		}
	case flow.Reviewed, flow.FollowedUp:
		x.reviewed(e)
	case flow.OrderPlaced:
		x.place(e.Order)
	case flow.Requoted:
		if b := x.bill(e.OrderID); b != nil {
			b.quoted(e.Of().Quote)
		}
	case flow.OrderMoved:
		x.moved(e)
	default:
		x.money(r)
	}
	return x.facts
}

// Spot returns where the shopper is after the last record.
func (x *Reader) Spot() flow.Spot {
	if len(x.trail) == 0 {
		return flow.Spot{}
	}
	return x.trail[len(x.trail)-1]
}

func (x *Reader) begin(r *flow.Record) {
	s := &r.Event.Begin.State
	x.follow(s.Trail)
	x.cart = append(x.cart[:0], s.Cart...)
	was := x.bills
	x.bills = make([]Bill, 0, len(s.Orders))
	for i := range s.Orders {
		b := billOf(&s.Orders[i])
		if k := slices.IndexFunc(was, func(had Bill) bool { return had.Order == b.Order }); k >= 0 {
			b.Note, b.Back, b.Reviewed = was[k].Note, was[k].Back, was[k].Reviewed // what no order says
		}
		x.bills = append(x.bills, b)
	}
	x.add(r, nameBegun)
}

// page returns what lies below the sheets.
func (x *Reader) page() flow.Spot {
	for i := len(x.trail) - 1; i >= 0; i-- {
		if !x.trail[i].Place.Sheet() {
			return x.trail[i]
		}
	}
	return flow.Spot{}
}

// add appends a fact that says where the shopper is.
func (x *Reader) add(r *flow.Record, name string) *Fact {
	n := len(x.facts)
	if n == cap(x.facts) {
		x.facts = slices.Grow(x.facts, 4)
	}
	x.facts = x.facts[:n+1]
	f := &x.facts[n]
	*f = Fact{}
	f.At, f.Seq, f.Event, f.Note, f.Product = r.At, r.Seq, name, x.on, x.at
	if n := len(x.trail); n > 0 {
		f.From, f.Place = x.trail[n-1].Place, x.trail[n-1].Place
	}
	return f
}

// follow takes another trail over.
func (x *Reader) follow(trail []flow.Spot) {
	x.trail = append(x.trail[:0], trail...)
	x.look()
}

// look finds the note and the product on the trail.
func (x *Reader) look() {
	x.on, x.at = "", ""
	for i := range x.trail {
		switch x.trail[i].Place {
		case flow.Note, flow.Video:
			x.on = shop.NoteID(x.trail[i].Subject)
		case flow.Product:
			x.at = shop.ProductID(x.trail[i].Subject)
		}
	}
}

func (x *Reader) move(m *flow.Move) {
	x.trail = x.trail[:min(int(m.Keep), len(x.trail))]
	if m.Push.Place != flow.Nowhere {
		x.trail = append(x.trail, m.Push)
	}
	x.look()
}

func (x *Reader) head(r *flow.Record) {
	e := &r.Event
	from := x.Spot()
	note := x.on
	if e.Trail.Set {
		x.move(&e.Trail)
	}
	to := x.Spot()
	name := Name(e, from.Place, to.Place)
	f := x.add(r, name)
	f.Head, f.Action, f.From, f.Presses = true, e.Action, from.Place, r.Presses
	if f.Note == "" {
		f.Note = note
	}
	a := &e.Action
	if spec := &verbs[a.Verb]; !spec.world {
		f.Taps, f.Keys = spec.taps, int32(a.Keys())
		if e.Fresh {
			f.Fields = 1
		}
	}
	x.subject(f)
	switch {
	case e.Refusal.Refused():
		f.Reason = string(e.Refusal.Code)
		return
	case a.Verb == flow.AnswerPayment:
		f.Reason = a.Value
	}
	arrived := e.Trail.Set && e.Trail.Push.Place != flow.Nowhere && from != to
	switch {
	case a.Verb == flow.TapTag || a.Verb == flow.TapCard:
		f.Stage = stage(flow.StageTag)
	case name == nameNote || arrived && (to.Place == flow.Note || to.Place == flow.Video):
		f.Stage = stage(flow.StageNote)
	case name == nameCheckout:
		f.Stage = stage(flow.StageCheckout)
		x.hold(f)
		return
	case name == nameReviewed:
		x.hold(f)
		return
	case a.Verb == flow.CancelOrder:
		f.Event = nameAsked
	case name == nameAdd:
		f.Stage = stage(flow.StageCart)
		x.hold(f)
		return
	case a.Verb == flow.Remove:
		if line := x.line(f.SKU); line != nil {
			f.Quantity, f.Value = line.Quantity, line.Price*shop.Fen(line.Quantity)
		}
	}
	if arrived && to.Place == flow.Product {
		if name == nameView {
			f.Stage = stage(flow.StageProduct)
			return
		}
		x.add(r, nameView).Stage = stage(flow.StageProduct)
	}
}

func stage(s flow.Stage) flow.StageSet { return 1 << s }

// line returns the cart line of a SKU, nil where there is none.
func (x *Reader) line(sku shop.SKU) *flow.CartLine {
	for i := range x.cart {
		if x.cart[i].SKU == sku {
			return &x.cart[i]
		}
	}
	return nil
}

// setLine folds a cart line. The head that put it in the cart is complete with it: which SKU, how many more, at what price.
func (x *Reader) setLine(l *flow.CartLine) {
	had := int32(0)
	if line := x.line(l.SKU); line != nil {
		had, *line = line.Quantity, *l
	} else {
		x.cart = append(x.cart, *l)
	}
	if !x.waits || x.held.Event != nameAdd {
		return
	}
	x.held.SKU, x.held.Quantity = l.SKU, l.Quantity-had
	x.held.Value = l.Price * shop.Fen(x.held.Quantity)
	if x.held.Note == "" {
		x.held.Note = l.Note
	}
	x.release()
}

// hold keeps the last fact until what follows its head completes it.
func (x *Reader) hold(f *Fact) {
	x.held, x.waits = *f, true
	x.facts = x.facts[:len(x.facts)-1]
}

func (x *Reader) release() {
	x.facts = append(x.facts, x.held)
	x.held, x.waits = Fact{}, false
}

// reviewed completes the head of a review, or of what follows one up: that is no further review.
func (x *Reader) reviewed(e *flow.Event) {
	b := x.bill(e.OrderID)
	if e.Kind == flow.Reviewed && b != nil {
		b.Reviewed++
	}
	if !x.waits || x.held.Event != nameReviewed {
		return
	}
	if e.Kind == flow.FollowedUp {
		x.held.Event = nameFollowUp
	} else {
		x.held.Stage = stage(flow.StageReview)
		x.held.First = b != nil && b.Reviewed == 1
	}
	x.release()
}

func (x *Reader) gone(r *flow.Record) {
	i := slices.IndexFunc(x.cart, func(have flow.CartLine) bool { return have.SKU == r.Event.Line.SKU })
	if i >= 0 {
		x.cart = slices.Delete(x.cart, i, i+1)
	}
}

func (x *Reader) bill(id flow.OrderID) *Bill {
	for i := range x.bills {
		if x.bills[i].Order == id {
			return &x.bills[i]
		}
	}
	return nil
}

func (x *Reader) moved(e *flow.Event) {
	b, p := x.bill(e.OrderID), e.Of().Progress
	if b == nil || p == nil {
		return
	}
	switch p.Status {
	case flow.PartShipped, flow.InTransit, flow.Completed:
		b.Shipped = true
	}
	b.Shipped = b.Shipped || p.Parcel != nil
}

// money reads the facts about orders, and the others that stand for themselves.
func (x *Reader) money(r *flow.Record) {
	e := &r.Event
	switch e.Kind {
	case flow.OrderPaid, flow.DepositPaid, flow.Captured, flow.Refunded:
		x.paid(r)
	case flow.OrderCancelled, flow.OrderClosed:
		name := nameCancel
		if e.Kind == flow.OrderClosed {
			name = nameClose
		}
		f := x.add(r, name)
		f.Order, f.Reason = e.OrderID, e.Reason
	case flow.AmountSeen:
		for _, seen := range e.Seen {
			if seen.Surprise() {
				f := x.add(r, nameSurprise)
				f.Value, f.Reason, f.Place = seen.Amount, seen.Line, seen.Place
			}
		}
	case flow.LeftApp:
		x.add(r, nameExit).Reason = e.Reason
	case flow.BoughtOutside:
		f := x.add(r, nameOutside)
		f.Value, f.Product = e.Amount, shop.ProductID(e.Reason)
	case flow.Noted:
		x.add(r, nameNoted)
	}
}
