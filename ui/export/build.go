package export

import (
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// Builder makes rows of the records of one journey after another. It is used by one goroutine.
type Builder struct {
	// Wants says whether the rows of a session are made, with when it began; nil takes all.
	Wants func(b *flow.Begin, at shop.Instant) bool

	goods   *shop.Catalogue
	emit    func(*Row)
	counter *measure.Counter
	next    *flow.Record // opens a session, while its first fact is awaited
	skip    bool
	seq     uint64 // of the last record, and its time
	at      shop.Instant
	last    int64 // time of the last row
	row     Row
	cart    []flow.CartLine
	buying  []Item // what the checkout or the payment is about
	orders  []order
}

// order is what was placed: its items with the prices at which it was bought.
type order struct {
	id    flow.OrderID
	items []Item
}

// page is a book in which nobody reads.
type page struct{ tally measure.Tally }

func (p *page) Tally(measure.Week, measure.Dim, string) *measure.Tally { return &p.tally }

// NewBuilder returns a builder. Products and list prices are those of the catalogue, which may be nil. The row that is handed to
// emit is valid during the call.
func NewBuilder(goods *shop.Catalogue, emit func(*Row)) *Builder {
	b := &Builder{goods: goods, emit: emit, counter: measure.NewCounter(&page{})}
	b.counter.Fact = b.fact
	b.counter.Ended = b.ended
	return b
}

// Read makes rows of the next record of the journey.
func (b *Builder) Read(r *flow.Record) {
	b.fold(r)
	if r.Event.Kind == flow.Begun {
		b.next = r
	}
	b.counter.Read(r)
	b.seq, b.at = r.Seq, r.At
}

// End makes the last rows of the journey, and is ready for another one.
func (b *Builder) End() {
	if b.counter.Visit.Records > 0 {
		v := b.counter.Rest()
		b.ended(&v)
	}
	b.counter.Resume(measure.Visit{})
	b.next, b.skip, b.seq, b.at, b.last = nil, false, 0, 0, 0
	b.row, b.cart, b.buying, b.orders = Row{}, b.cart[:0], nil, b.orders[:0]
}

// begin takes over what the rows of a session have in common.
func (b *Builder) begin(r *flow.Record) {
	e := r.Event.Begin
	b.row = Row{
		Origin: Origin{
			Run: e.Run, Seed: int64(e.Seed), Source: e.Source, Shopper: e.Shopper, Session: e.Session, Flow: e.Flow, Digest: e.Digest,
		},
		App: e.App, Schema: SchemaVersion, Journey: int64(r.Stream), Branched: e.From.Session,
	}
	b.skip = b.Wants != nil && !b.Wants(e, r.At)
}

// fact makes a row.
func (b *Builder) fact(f *measure.Fact) {
	if b.next != nil && f.Seq == b.next.Seq {
		b.begin(b.next)
		b.next = nil
	}
	b.last = max(int64(f.At)*1000, b.last+1)
	b.stock(f)
	if b.skip {
		return
	}
	r := &b.row
	r.Time, r.Seq, r.Event, r.GA4, r.Place, r.From = b.last, int64(f.Seq), f.Event, "", f.Place.String(), f.From.String()
	r.Stage, r.SKU, r.Quantity, r.Value, r.Currency = "", string(f.SKU), f.Quantity, int64(f.Value), ""
	r.Taps, r.Keys, r.Fields, r.Presses, r.Reason, r.Verb = f.Taps, f.Keys, f.Fields, f.Presses, f.Reason, ""
	r.Note, r.Product, r.Transaction, r.Payment, r.Promotion = string(f.Note), string(b.product(f)), b.transaction(f.Order), "", ""
	r.Shipping, r.Tax, r.Fee, r.ByMerchant, r.ByPlatform, r.Lost, r.Items = 0, 0, 0, 0, 0, 0, r.Items[:0]
	if stage, ok := f.Stage.Last(); ok {
		r.Stage = stage.String()
	}
	if f.Head {
		r.Verb = f.Action.Verb.String()
		switch f.Action.Verb {
		case flow.ChoosePayment:
			r.Payment = f.Action.ID
		case flow.UseCoupon, flow.DropCoupon, flow.ClaimCoupon, flow.GiveCoupon:
			r.Promotion = f.Action.ID
		}
	}
	if f.Bill != nil {
		r.Shipping, r.Tax, r.Fee = int64(f.Bill.Shipping), int64(f.Bill.Tax), int64(f.Bill.Fee)
		r.ByMerchant, r.ByPlatform = int64(f.Bill.Merchant), int64(f.Bill.Platform)
	}
	b.standard(r, f)
	if r.Value != 0 {
		r.Currency = Currency
	}
	b.emit(r)
}

// product returns what a fact is about: the product of its SKU where that is known, since another page may lie below.
func (b *Builder) product(f *measure.Fact) shop.ProductID {
	if f.SKU != "" && b.goods != nil {
		if _, p := b.goods.Variant(f.SKU); p != nil {
			return p.ID
		}
	}
	return f.Product
}

// transaction names an order so that no other one of an export has its name: those of two journeys may have the same number.
func (b *Builder) transaction(id flow.OrderID) string {
	if id == "" {
		return ""
	}
	return strconv.FormatInt(b.row.Journey, 10) + "-" + string(id)
}

// cause returns why a session was abandoned, as the reports say it; without a catalogue no listing can be looked at.
func (b *Builder) cause(v *measure.Visit) measure.Cause {
	if b.goods == nil {
		return v.Cause()
	}
	return v.CauseIn(b.goods)
}

// ended makes the row with which an abandoned session ends.
func (b *Builder) ended(v *measure.Visit) {
	outcome := v.Outcome()
	if outcome.Stage() == 0 {
		return
	}
	b.last = max(int64(b.at)*1000, b.last+1)
	if b.skip {
		return
	}
	r := &b.row
	*r = Row{
		Time: b.last, Seq: int64(b.seq), Origin: r.Origin, App: r.App, Schema: r.Schema, Journey: r.Journey, Branched: r.Branched,
		Event: Abandoned, Place: v.Place().String(), From: v.Place().String(), Reason: b.cause(v).String(), Product: v.Product,
		Lost: int32(outcome.Stage()), Items: r.Items[:0],
	}
	b.emit(r)
}

// fold keeps what rows need of records that make none.
func (b *Builder) fold(r *flow.Record) {
	e := &r.Event
	switch e.Kind {
	case flow.Begun:
		s := &e.Begin.State
		b.cart = append(b.cart[:0], s.Cart...)
		b.buying = b.buying[:0]
		b.orders = b.orders[:0]
		for i := range s.Orders {
			b.orders = append(b.orders, order{s.Orders[i].ID, b.bought(&s.Orders[i].Quote)})
		}
	case flow.LineSet:
		if i := b.line(e.Line.SKU); i >= 0 {
			b.cart[i] = *e.Line
		} else {
			b.cart = slices.Insert(b.cart, 0, *e.Line)
		}
	case flow.LineGone:
		if i := b.line(e.Line.SKU); i >= 0 {
			b.cart = slices.Delete(b.cart, i, i+1)
		}
	case flow.CheckoutSet:
		if len(e.Checkout.Pieces) > 0 {
			b.buying = b.sold(b.buying[:0], e.Checkout.Pieces)
		}
	case flow.OrderPlaced:
		b.orders = append(b.orders, order{e.Order.ID, b.bought(&e.Order.Quote)})
	case flow.Requoted:
		if o := b.order(e.OrderID); o != nil {
			o.items = b.bought(e.Of().Quote)
		}
	}
}

func (b *Builder) line(sku shop.SKU) int {
	return slices.IndexFunc(b.cart, func(l flow.CartLine) bool { return l.SKU == sku })
}

func (b *Builder) order(id flow.OrderID) *order {
	for i := range b.orders {
		if b.orders[i].id == id {
			return &b.orders[i]
		}
	}
	return nil
}

// stock follows what a payment is about: an order that is opened again has its own items.
func (b *Builder) stock(f *measure.Fact) {
	if v := f.Action.Verb; f.Head && (v == flow.PayOrder || v == flow.PayBalance) && f.Event != measure.NameRefused {
		if o := b.order(f.Order); o != nil {
			b.buying = append(b.buying[:0], o.items...)
		}
	}
}
