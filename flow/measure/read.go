package measure

import (
	"slices"
	"strings"
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
	Goods  shop.Fen        `cbor:"7,keyasint,omitempty"` // what the cart or the checkout was worth when it was seen last, 0 if that is not known
	Held   *Fact           `cbor:"8,keyasint,omitempty"` // that waits for what follows it: only where a step was cut in two
	Page   page            `cbor:"9,keyasint,omitempty"`
}

// page says what the note and the product page that were opened last did not lead to yet.
type page uint8

const (
	untapped page = 1 << iota // no tag of the note was tapped
	unadded                   // nothing was put into the cart from the product page
)

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

	// Cells that the last facts fell into: one after the other mostly falls into the same.
	group       *Tally
	since, till shop.Instant // their week
	key         string       // of the group
	keyed       [3]string    // flow, source and set that key is of
	chains      []keptChain
	note        cached
	product     cached
}

type cached struct {
	key string
	of  *Tally
}

// NewCounter returns a counter that posts into a book.
func NewCounter(b Book) *Counter {
	return &Counter{book: b, matcher: *NewMatcher(Usual())}
}

// Resume goes on where a visit was put away, or begins a journey with the zero visit. What the visit came to as a whole is
// taken out of the book; Rest puts it back.
func (c *Counter) Resume(v Visit) {
	c.Visit = v
	c.regroup()
	k := &v.State
	c.reader.follow(k.Trail)
	c.reader.cart = append(c.reader.cart[:0], k.Cart...)
	c.reader.bills = append(c.reader.bills[:0], k.Bills...)
	c.reader.held, c.reader.waits = Fact{}, k.Held != nil
	if k.Held != nil {
		c.reader.held = *k.Held
	}
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

// Rest puts into the book what the visit came to so far, and returns it, to be put away: it shares no memory with the counter.
func (c *Counter) Rest() Visit {
	c.rest()
	v := c.Visit
	k := &v.State
	k.Trail, k.Cart, k.Bills, k.Chains = slices.Clone(k.Trail), slices.Clone(k.Cart), slices.Clone(k.Bills), slices.Clone(k.Chains)
	for i := range k.Chains {
		k.Chains[i].Times = slices.Clone(k.Chains[i].Times)
	}
	if c.reader.waits {
		held := c.reader.held
		k.Held = &held
	}
	return v
}

// rest is Rest for those who look at the visit at once.
func (c *Counter) rest() {
	v := &c.Visit
	c.regroup()
	if v.Records == 0 {
		return
	}
	c.sum()
	k := &v.State
	c.chains = c.chains[:0]
	for i := range c.matcher.chains {
		if from := &c.matcher.chains[i]; from.set {
			c.chains = grown(c.chains, i)
			c.chains[i] = keptChain{from.times[:i+1], from.note, from.product}
		}
	}
	m := &c.meter
	*k = fold{
		Trail: c.reader.trail, Cart: c.reader.cart, Bills: c.reader.bills, Chains: c.chains, Since: k.Since, Goods: k.Goods, Page: k.Page,
		Meter: keptMeter{m.before, m.checkout, m.last.verb, m.last.inUnit, m.last.refused, m.Confirmed},
	}
	v.Post(c.book, 1)
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
	v, m := &c.Visit, &c.meter
	if r.Event.Kind == flow.Begun {
		c.begin(r)
	} else if v.Records == 0 {
		c.open(Visit{Began: r.At, Past: v.Past}) // a journey that no session began
	}
	v.Records++
	from := c.reader.Spot()
	m.Places, m.Rows, m.Surprises = m.Places[:0], m.Rows[:0], m.Surprises[:0]
	places, rows := m.Places, m.Rows
	switch kind := r.Event.Kind; kind {
	case flow.Begun:
		from = flow.Spot{}
		m.Add(0, r)
		m.Places, m.Rows = places, rows
		c.reader.Read(r)
		c.stay(r, from, false)
	case flow.Tapped, flow.Happened:
		c.reader.Read(r)
		backs := m.Backtracks
		m.Presses += int(r.Presses)
		m.head(0, &r.Event, from, c.reader.Spot())
		c.stay(r, from, m.Backtracks > backs)
	default:
		m.Presses += int(r.Presses)
		m.follow(&r.Event)
		c.reader.Read(r)
		if kind == flow.OrderPlaced {
			c.tally(r.At).N[Placed]++
		}
	}
	if len(c.reader.facts) > 0 {
		c.facts()
	}
	v.Ended = r.At
}

// begin ends the session before, if there is one, and opens the next.
func (c *Counter) begin(r *flow.Record) {
	if c.Visit.Records > 0 {
		if c.reader.waits {
			c.reader.facts = c.reader.facts[:0]
			c.reader.release()
			c.facts()
		}
		c.rest()
		if c.Ended != nil {
			c.Ended(&c.Visit)
		}
	}
	b := r.Event.Begin
	v := Visit{Session: b.Session, Flow: b.Flow, Shopper: b.Shopper, Source: b.Source, From: b.From, Began: r.At, Past: c.Visit.Past}
	if set, _, named := strings.Cut(b.Run, setMark); named && b.Source == sourceSim {
		v.Set = set
	}
	c.open(v)
}

// open begins a session.
func (c *Counter) open(v Visit) {
	c.Visit = v
	c.matcher.Reset()
	if c.Begins != nil {
		c.book = c.Begins(&c.Visit)
	}
	c.regroup()
}

// regroup forgets the cells: another session may fall into others, and what rests may be written.
func (c *Counter) regroup() {
	c.group, c.note, c.product = nil, cached{}, cached{}
}

// tally returns the cell of the session's group in the week of an instant.
func (c *Counter) tally(at shop.Instant) *Tally {
	if c.group != nil && at >= c.since && at < c.till {
		return c.group
	}
	v, w := &c.Visit, WeekOf(at)
	if of := [...]string{v.Flow, v.Source, v.Set}; c.keyed != of {
		c.key, c.keyed = v.key(), of
	}
	c.since, c.till = w.Start(), (w + 1).Start()
	c.group, c.note, c.product = c.book.Tally(w, v.dim(DimAll), c.key), cached{}, cached{}
	return c.group
}

// of returns the cell of a note or a product in the week of the last fact, nil for none.
func (c *Counter) of(d Dim, key string) *Tally {
	if key == "" {
		return nil
	}
	last := &c.note
	if d == DimProduct {
		last = &c.product
	}
	if d != DimFirst && last.of != nil && last.key == key {
		return last.of
	}
	t := c.book.Tally(WeekOf(c.since), c.Visit.dim(d), key)
	if d != DimFirst {
		*last = cached{key, t}
	}
	return t
}

// stay counts at places: a new stay, the end of the one before, and what a tap did there.
func (c *Counter) stay(r *flow.Record, from flow.Spot, back bool) {
	v := &c.Visit
	e := &r.Event
	to := c.reader.Spot()
	moved := from != to
	if !moved && e.Kind != flow.Tapped {
		return
	}
	t := c.tally(r.At)
	if e.Kind == flow.Tapped {
		p := t.place(from.Place)
		p.Taps += int64(verbs[e.Action.Verb].taps)
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
	if !moved {
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
