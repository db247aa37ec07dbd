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
	NameAbandon  = "abandon" // the end of a session that saw a product and paid nothing; its stage is in the reason
)

// Reader turns the records of one journey, in their order, into facts. The zero Reader is ready. It looks at these parts of
// an event alone, so that a store may hand it records that hold no more: kind, action, refusal, trail, fresh, order id,
// amount, reason, what was seen, the cart line, the pieces of the checkout, the order, the progress, the quote of a balance, and
// of a session's first state the trail, the cart and the orders.
type Reader struct {
	trail []flow.Spot
	cart  []flow.CartLine
	bills []Bill // of the journey's orders that are not over
	facts []Fact
	held  Fact // a head that waits for the cart line which follows it
	waits bool
}

// Read returns the facts of a record; they are valid until the next call.
func (x *Reader) Read(r *flow.Record) []Fact {
	x.facts = x.facts[:0]
	e := &r.Event
	if x.waits && e.Kind != flow.LineSet && e.Kind != flow.CheckoutSet && e.Kind != flow.SheetSet {
		x.release()
	}
	switch e.Kind {
	case flow.Begun:
		x.begin(r)
	case flow.Tapped, flow.Happened:
		x.head(r)
	case flow.LineSet:
		x.line(e.Line)
	case flow.LineGone:
		x.gone(r)
	case flow.CheckoutSet:
		if x.waits && x.held.Event == nameCheckout {
			x.held.Pieces = e.Checkout.Pieces
			x.release()
		}
	case flow.OrderPlaced:
		x.bills = append(x.bills, billOf(e.Order))
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
	x.trail = append(x.trail[:0], s.Trail...)
	x.cart = append(x.cart[:0], s.Cart...)
	x.bills = x.bills[:0]
	for i := range s.Orders {
		x.bills = append(x.bills, billOf(&s.Orders[i]))
	}
	x.add(r, nameBegun)
}

// add appends a fact that says where the shopper is.
func (x *Reader) add(r *flow.Record, name string) *Fact {
	at := x.Spot().Place
	x.facts = append(x.facts, Fact{
		At: r.At, Seq: r.Seq, Event: name, From: at, Place: at, Note: x.note(), Product: x.product(),
	})
	return &x.facts[len(x.facts)-1]
}

// note returns the note on the trail, product the product.
func (x *Reader) note() shop.NoteID {
	for i := len(x.trail) - 1; i >= 0; i-- {
		if p := x.trail[i].Place; p == flow.Note || p == flow.Video {
			return shop.NoteID(x.trail[i].Subject)
		}
	}
	return ""
}

func (x *Reader) product() shop.ProductID {
	for i := len(x.trail) - 1; i >= 0; i-- {
		if x.trail[i].Place == flow.Product {
			return shop.ProductID(x.trail[i].Subject)
		}
	}
	return ""
}

func (x *Reader) move(m flow.Move) {
	x.trail = x.trail[:min(int(m.Keep), len(x.trail))]
	if m.Push.Place != flow.Nowhere {
		x.trail = append(x.trail, m.Push)
	}
}

func (x *Reader) head(r *flow.Record) {
	e := &r.Event
	from := x.Spot()
	note := x.note()
	if e.Trail.Set {
		x.move(e.Trail)
	}
	to := x.Spot()
	name := Name(e, from.Place, to.Place)
	f := x.add(r, name)
	f.Head, f.Action, f.From, f.Presses = true, e.Action, from.Place, r.Presses
	if f.Note == "" {
		f.Note = note
	}
	a := &e.Action
	if !a.Happening() {
		f.Taps, f.Keys = int32(a.Taps()), int32(a.Keys())
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
		f.Stage = stage(flow.StageReview)
	case name == nameAdd:
		f.Stage = stage(flow.StageCart)
		x.hold(f)
		return
	case a.Verb == flow.Remove:
		if i := slices.IndexFunc(x.cart, func(l flow.CartLine) bool { return l.SKU == f.SKU }); i >= 0 {
			f.Quantity, f.Value = x.cart[i].Quantity, x.cart[i].Price*shop.Fen(x.cart[i].Quantity)
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

// subject names what an action is about where the trail does not.
func (x *Reader) subject(f *Fact) {
	switch f.Action.Verb.Spec().Of {
	case "sku":
		f.SKU = shop.SKU(f.Action.ID)
	case "product":
		f.Product = shop.ProductID(f.Action.ID)
	case "order":
		f.Order = flow.OrderID(f.Action.ID)
	case "note":
		f.Note = shop.NoteID(f.Action.ID)
	}
}

func stage(s flow.Stage) flow.StageSet { return 1 << s }

// line folds a cart line. The head that put it in the cart is complete with it: which SKU, how many more, at what price.
func (x *Reader) line(l *flow.CartLine) {
	i := slices.IndexFunc(x.cart, func(have flow.CartLine) bool { return have.SKU == l.SKU })
	had := int32(0)
	if i >= 0 {
		had = x.cart[i].Quantity
		x.cart[i] = *l
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
