package measure

import (
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// fold is what a visit keeps between two records. Only this package reads it.
type fold struct {
	Trail  []flow.Spot     `cbor:"1,keyasint,omitempty"`
	Cart   []flow.CartLine `cbor:"2,keyasint,omitempty"`
	Bills  []Bill          `cbor:"3,keyasint,omitempty"`
	Chains []keptChain     `cbor:"4,keyasint,omitempty"`
	Meter  keptMeter       `cbor:"5,keyasint,omitzero"`
	Since  shop.Instant    `cbor:"6,keyasint,omitempty"` // when the shopper came to where they are
	Goods  shop.Fen        `cbor:"7,keyasint,omitempty"` // what the cart or the checkout was worth when it was seen last
}

type keptChain struct {
	Times   []shop.Instant `cbor:"1,keyasint,omitempty"` // none for a step that no attempt came to
	Note    shop.NoteID    `cbor:"2,keyasint,omitempty"`
	Product shop.ProductID `cbor:"3,keyasint,omitempty"`
}

type keptMeter struct {
	Before    flow.Spot `cbor:"1,keyasint,omitzero"`
	Checkout  uint32    `cbor:"2,keyasint,omitempty"`
	Verb      flow.Verb `cbor:"3,keyasint,omitempty"`
	InUnit    bool      `cbor:"4,keyasint,omitempty"`
	Refused   bool      `cbor:"5,keyasint,omitempty"`
	Confirmed bool      `cbor:"6,keyasint,omitempty"`
}

// Counter folds the records of one journey into visits and a book. It is used by one goroutine.
type Counter struct {
	Visit Visit // the session that was read last
	// Begins chooses the book of a session that begins, if it is set; Ended is called with every session that another one
	// follows, and Fact with every fact of a session behind them. What they are handed is valid during the call.
	Begins func(*Visit) Book
	Ended  func(*Visit)
	Fact   func(*Fact)

	book    Book
	reader  Reader
	meter   Meter
	matcher Matcher
}

// NewCounter returns a counter that posts into a book.
func NewCounter(b Book) *Counter {
	return &Counter{book: b, matcher: *NewMatcher(Usual())}
}

// Resume goes on where a visit was put away, or begins a journey with the zero visit. What the visit came to as a whole is
// taken out of the book; Rest puts it back.
func (c *Counter) Resume(v Visit) {
	c.Visit = v
	k := &v.State
	c.reader.trail = append(c.reader.trail[:0], k.Trail...)
	c.reader.cart = append(c.reader.cart[:0], k.Cart...)
	c.reader.bills = append(c.reader.bills[:0], k.Bills...)
	c.reader.waits = false
	s, m := &v.Summary, &k.Meter
	c.meter = Meter{
		Stages: s.Stages, Taps: s.Taps, Steps: s.Steps, Fields: s.Fields, Keys: s.Keys, Refused: s.Refused,
		Backtracks: s.Backtracks, Presses: s.Presses, Millis: s.Millis, Orders: s.Orders, Confirmed: m.Confirmed,
		Places: c.meter.Places[:0], Rows: c.meter.Rows[:0], Surprises: c.meter.Surprises[:0],
		checkout: m.Checkout, state: flow.State{Trail: c.reader.trail}, before: m.Before,
		last: context{verb: m.Verb, inUnit: m.InUnit, refused: m.Refused},
	}
	c.matcher.Reset()
	c.matcher.best = v.Best
	for i := range k.Chains {
		if kept := &k.Chains[i]; len(kept.Times) > 0 {
			c.matcher.chains[i] = chain{set: true, note: kept.Note, product: kept.Product}
			copy(c.matcher.chains[i].times[:], kept.Times)
		}
	}
	if v.Records > 0 {
		c.Visit.Post(c.book, -1)
	}
}

// Rest puts into the book what the visit came to so far, and returns it, to be put away.
func (c *Counter) Rest() Visit {
	if c.reader.waits {
		c.reader.facts = c.reader.facts[:0]
		c.reader.release()
		c.facts()
	}
	v := &c.Visit
	if v.Records == 0 {
		return *v
	}
	c.sum()
	v.State = fold{Trail: c.reader.trail, Cart: c.reader.cart, Bills: c.reader.bills, Since: v.State.Since, Goods: v.State.Goods}
	for i := range c.matcher.chains {
		if from := &c.matcher.chains[i]; from.set {
			for len(v.State.Chains) <= i {
				v.State.Chains = append(v.State.Chains, keptChain{})
			}
			v.State.Chains[i] = keptChain{from.times[:i+1], from.note, from.product}
		}
	}
	m := &c.meter
	v.State.Meter = keptMeter{m.before, m.checkout, m.last.verb, m.last.inUnit, m.last.refused, m.Confirmed}
	v.Post(c.book, 1)
	return *v
}

// sum takes the counters over from the meter.
func (c *Counter) sum() {
	m, was := &c.meter, &c.Visit.Summary
	c.Visit.Summary = Sums{
		Taps: m.Taps, Steps: m.Steps, Fields: m.Fields, Keys: m.Keys, Refused: m.Refused, Backtracks: m.Backtracks, Presses: m.Presses,
		Orders: m.Orders, Surprises: was.Surprises, Checkout: m.CheckoutSteps(), Millis: m.Millis, Stages: m.Stages, Paid: was.Paid, GMV: was.GMV,
	}
	c.Visit.Best = c.matcher.Best()
}

// Read folds the next record of the journey.
func (c *Counter) Read(r *flow.Record) {
	v := &c.Visit
	if r.Event.Kind == flow.Begun {
		c.begin(r)
	}
	v.Records++
	from := c.reader.Spot()
	if r.Event.Kind == flow.Begun {
		from = flow.Spot{}
	}
	c.meter.Places, c.meter.Rows, c.meter.Surprises = c.meter.Places[:0], c.meter.Rows[:0], c.meter.Surprises[:0]
	backs := c.meter.Backtracks
	c.meter.Add(0, r)
	c.reader.Read(r)
	c.stay(r, from, c.meter.Backtracks > backs)
	c.facts()
	if r.Event.Kind == flow.OrderPlaced {
		dim, key := v.group()
		c.book.Tally(WeekOf(r.At), dim, key).N[Placed]++
	}
	v.Ended = r.At
}

// begin ends the session before, if there is one, and opens the next.
func (c *Counter) begin(r *flow.Record) {
	if c.Visit.Records > 0 {
		ended := c.Rest()
		if c.Ended != nil {
			c.Ended(&ended)
		}
	}
	b := r.Event.Begin
	c.Visit = Visit{
		Session: b.Session, Flow: b.Flow, Shopper: b.Shopper, Source: b.Source, From: b.From, Began: r.At, Past: c.Visit.Past,
	}
	c.matcher.Reset()
	if c.Begins != nil {
		c.book = c.Begins(&c.Visit)
	}
}

// stay counts at places: a new stay, the end of the one before, and what a tap did there.
func (c *Counter) stay(r *flow.Record, from flow.Spot, back bool) {
	v := &c.Visit
	dim, key := v.group()
	to := c.reader.Spot()
	e := &r.Event
	if e.Kind != flow.Tapped && e.Kind != flow.Happened && from == to {
		return
	}
	t := c.book.Tally(WeekOf(r.At), dim, key)
	if e.Kind == flow.Tapped {
		p := t.place(from.Place)
		p.Taps += int64(e.Action.Taps())
		if e.Refusal.Refused() {
			p.Refused++
		}
		if e.Fresh {
			p.Fields++
		}
		if back {
			p.Back++
		}
		p.Millis += c.meter.Cost()
	}
	if from == to {
		return
	}
	if from.Place != flow.Nowhere {
		t.place(from.Place).Dwell.Add(tenthsOf(r.At.Sub(v.State.Since)), 1)
	}
	t.place(to.Place).Entered++
	v.State.Since = r.At
}

// tenthsOf rounds a time to tenths of a second, never below 0.
func tenthsOf(d time.Duration) int64 {
	return max(0, int64((d+50*time.Millisecond)/(100*time.Millisecond)))
}
