package measure

import (
	"maps"
	"slices"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Week numbers the weeks from Monday to Sunday in China time; week 0 is that of 1 January 1970.
type Week int32

const week = 7 * 24 * time.Hour

// WeekOf returns the week of an instant.
func WeekOf(at shop.Instant) Week {
	const monday = shop.Instant((8*time.Hour + 3*24*time.Hour) / time.Millisecond)
	n, long := at+monday, shop.Instant(week/time.Millisecond)
	if n < 0 {
		return Week((n - long + 1) / long)
	}
	return Week(n / long)
}

// Start returns the first instant of the week.
func (w Week) Start() shop.Instant {
	return shop.Instant(w)*shop.Instant(week/time.Millisecond) - shop.Instant((8*time.Hour+3*24*time.Hour)/time.Millisecond)
}

// Number names a number of a tally.
type Number uint8

// The numbers of a tally. Those of a session fall into the week in which it began, all others into that in which they
// happened; amounts are in fen.
const (
	Sessions Number = iota
	OutUnseen
	OutLooked
	OutCarted
	OutChecked
	OutLeaked
	OutBought
	SawProduct // sessions that saw a product page
	Added      // … that put something into the cart
	AddedBought
	CheckedOut    // … that began a checkout
	CheckedFilled // … and gave input there
	CheckedBought // … of those, that paid
	AtOnce        // … that began a checkout from a product page
	AtOnceBought
	Declines // payments that were not approved
	Attempts
	SoldOuts // taps that were turned down because nothing was left
	Reads    // notes opened
	Tags     // tags and cards tapped
	Views    // product pages shown
	Adds     // times that something was put into the cart
	AddedPieces
	Wishes // notes saved
	Placed // orders
	Paid   // orders, a presale with its balance
	Pieces
	GMV    // captured for paid orders, deposits included, refunds not subtracted
	Goods  // of paid orders, after discounts, without shipping and tax
	ByShop // discounts of paid orders, by who funds them
	ByPlatform
	Shipping
	Tax
	Bundled // paid orders with a bundle
	BundledGMV
	RefundsBefore // refunds of orders of which no parcel had left
	RefundsAfter
	RefundedBefore
	RefundedAfter
	Reviews
	NotesBack    // reviews that became notes
	Visitors     // journeys that saw a product, once
	Adders       // journeys that put something into the cart, once
	Buyers       // journeys that bought, once: also a cart from before whose products they did not look at again
	WeekVisitors // once a week
	WeekAdders
	WeekBuyers
	Presses
	Millis // predicted, of all sessions
	Taps
	Steps
	Fields
	Keys
	Refused
	Backtracks
	Surprises
	DoneMillis // the same of sessions that paid
	DoneTaps
	DoneSteps
	DoneFields
	DoneKeys
	DoneBacktracks
	DoneCheckout // checkout steps
	Unexplained1 // of a product: sessions abandoned on it whose records show no cause
	Unexplained2
	Unexplained3
	ReadSessions // sessions that opened a note
	ReadTagged   // … and then tapped a tag or a card
	TagSessions  // that tapped one
	TagSaw       // … and then saw a product page
	SawAdded     // that saw a product page, and then put something into the cart
	ReadsTapped  // notes opened of which a tag or a card was tapped
	ViewsAdded   // product pages shown from which something was put into the cart
	Converted    // journeys that saw a product and bought, once
	BackBefore   // orders of which something was given back before a parcel left, once
	BackAfter    // … after
	ReviewedOrders
	PlatformFee // of paid orders
	numbers
)

// Tally is what a group of sessions came to. Tallies add up, and one subtracts from another what was added to it.
type Tally struct {
	N      [numbers]int64 `cbor:"1,keyasint"`
	Funnel Funnel         `cbor:"2,keyasint,omitzero"`  // under the usual rule
	Causes []int64        `cbor:"3,keyasint,omitempty"` // sessions by cause, in three blocks, one a stage
	Late   Hist           `cbor:"4,keyasint,omitempty"` // surprises in permille of the goods that were known before
	Places []PlaceTally   `cbor:"5,keyasint,omitempty"` // by the number of the place
}

// Funnel is what many units came to under one rule.
type Funnel struct {
	Units int64            `cbor:"1,keyasint,omitempty"`
	Met   []int64          `cbor:"2,keyasint,omitempty"` // units that met each step
	Times []Hist           `cbor:"3,keyasint,omitempty"` // tenths of seconds: from each step to the next; the last one from the first to the deepest
	Next  map[uint16]int64 `cbor:"4,keyasint,omitempty"` // what those did next who left: step × 256 + verb, verb 0 for nothing

	Entered []int64 `cbor:"5,keyasint,omitempty"` // of an open funnel: units that met a step without the one before
}

// post adds a unit, or with sign −1 takes it back: how far it came, and the verb of what it did then.
func (f *Funnel) post(m *Match, next flow.Verb, sign int64) {
	f.Units += sign
	last := -1
	for i := range maxSteps {
		if m.Met&(1<<i) == 0 {
			continue
		}
		f.Met = grown(f.Met, i)
		f.Met[i] += sign
		if i > 0 && last != i-1 {
			f.Entered = grown(f.Entered, i)
			f.Entered[i] += sign
		}
		if last == i-1 && last >= 0 && m.Times[i] != 0 && m.Times[last] != 0 {
			f.time(last).Add(tenthsOf(m.Times[i].Sub(m.Times[last])), sign)
		}
		last = i
	}
	if m.Depth == 0 {
		return
	}
	if m.Depth > 1 && m.Times[0] != 0 {
		f.time(maxSteps-1).Add(tenthsOf(m.Times[m.Depth-1].Sub(m.Times[0])), sign)
	}
	if f.Next == nil {
		f.Next = map[uint16]int64{}
	}
	key := uint16(m.Depth)<<8 | uint16(next)
	if f.Next[key] += sign; f.Next[key] == 0 {
		delete(f.Next, key)
	}
}

func (f *Funnel) time(i int) *Hist {
	f.Times = grown(f.Times, i)
	return &f.Times[i]
}

// Plus adds another funnel.
func (f *Funnel) Plus(g *Funnel) {
	f.Units += g.Units
	f.Met = grown(f.Met, len(g.Met)-1)
	for i, n := range g.Met {
		f.Met[i] += n
	}
	f.Entered = grown(f.Entered, len(g.Entered)-1)
	for i, n := range g.Entered {
		f.Entered[i] += n
	}
	for i := range g.Times {
		f.time(i).plus(g.Times[i], 1)
	}
	for key, n := range g.Next {
		if f.Next == nil {
			f.Next = map[uint16]int64{}
		}
		f.Next[key] += n
	}
}

func (f *Funnel) trim() {
	f.Met = trimmed(f.Met)
	f.Entered = trimmed(f.Entered)
	for i := range f.Times {
		f.Times[i] = trimmed(f.Times[i])
	}
	for len(f.Times) > 0 && f.Times[len(f.Times)-1] == nil {
		f.Times = f.Times[:len(f.Times)-1]
	}
	if len(f.Times) == 0 {
		f.Times = nil
	}
	maps.DeleteFunc(f.Next, func(_ uint16, n int64) bool { return n == 0 })
	if len(f.Next) == 0 {
		f.Next = nil
	}
}

// PlaceTally is what happened at a place.
type PlaceTally struct {
	Entered   int64 `cbor:"1,keyasint,omitempty"`
	Left      int64 `cbor:"2,keyasint,omitempty"` // sessions that ended there, and bought nothing
	Back      int64 `cbor:"3,keyasint,omitempty"` // back-tracking from there
	Refused   int64 `cbor:"4,keyasint,omitempty"`
	Fields    int64 `cbor:"5,keyasint,omitempty"`
	Taps      int64 `cbor:"6,keyasint,omitempty"`
	Surprises int64 `cbor:"7,keyasint,omitempty"`
	Millis    int64 `cbor:"8,keyasint,omitempty"` // predicted
	Dwell     Hist  `cbor:"9,keyasint,omitempty"` // tenths of seconds of its clock, one a stay
}

// grown returns a slice that has the index.
func grown[S ~[]E, E any](s S, i int) S {
	for len(s) <= i {
		var zero E
		s = append(s, zero)
	}
	return s
}

func (t *Tally) place(p flow.Place) *PlaceTally {
	t.Places = grown(t.Places, int(p))
	return &t.Places[p]
}

func (t *Tally) cause(o Outcome, c Cause, n int64) {
	i := (o.Stage()-1)*int(causes) + int(c)
	t.Causes = grown(t.Causes, i)
	t.Causes[i] += n
}

// Cause returns the sessions of a stage, 1 to 3, that were abandoned for a cause.
func (t *Tally) Cause(stage int, c Cause) int64 {
	if i := (stage-1)*int(causes) + int(c); i < len(t.Causes) {
		return t.Causes[i]
	}
	return 0
}

// Plus adds another tally.
func (t *Tally) Plus(u *Tally) {
	for i, n := range u.N {
		t.N[i] += n
	}
	t.Funnel.Plus(&u.Funnel)
	t.Causes = grown(t.Causes, len(u.Causes)-1)
	for i, n := range u.Causes {
		t.Causes[i] += n
	}
	t.Late.plus(u.Late, 1)
	for i := range u.Places {
		p, q := t.place(flow.Place(i)), &u.Places[i]
		p.Entered, p.Left, p.Back, p.Refused = p.Entered+q.Entered, p.Left+q.Left, p.Back+q.Back, p.Refused+q.Refused
		p.Fields, p.Taps, p.Surprises, p.Millis = p.Fields+q.Fields, p.Taps+q.Taps, p.Surprises+q.Surprises, p.Millis+q.Millis
		p.Dwell.plus(q.Dwell, 1)
	}
}

// Clone returns a copy that shares nothing.
func (t *Tally) Clone() *Tally {
	c := &Tally{}
	c.Plus(t)
	return c
}

// empty says whether the tally counts nothing.
func (t *Tally) empty() bool {
	some := func(all []int64) bool { return slices.ContainsFunc(all, func(n int64) bool { return n != 0 }) }
	f := &t.Funnel
	return t.N == [numbers]int64{} && f.Units == 0 && !some(f.Met) && !some(t.Causes) && !some(t.Late) &&
		!slices.ContainsFunc(f.Times, func(h Hist) bool { return some(h) }) &&
		!slices.ContainsFunc(t.Places, func(p PlaceTally) bool {
			return p.Entered|p.Left|p.Back|p.Refused|p.Fields|p.Taps|p.Surprises|p.Millis != 0 || some(p.Dwell)
		})
}

// Trim cuts what is zero at the ends, so that equal tallies are equal in memory, however they came about.
func (t *Tally) Trim() {
	t.Causes = trimmed(t.Causes)
	t.Funnel.trim()
	t.Late = trimmed(t.Late)
	for i := range t.Places {
		t.Places[i].Dwell = trimmed(t.Places[i].Dwell)
	}
	for n := len(t.Places); n > 0 && t.Places[n-1].zero(); n-- {
		t.Places = t.Places[:n-1]
	}
	if len(t.Places) == 0 {
		t.Places = nil
	}
}

func (p *PlaceTally) zero() bool {
	return p.Dwell == nil && p.Entered|p.Left|p.Back|p.Refused|p.Fields|p.Taps|p.Surprises|p.Millis == 0
}

func trimmed[S ~[]int64](s S) S {
	n := len(s)
	for n > 0 && s[n-1] == 0 {
		n--
	}
	if n == 0 {
		return nil
	}
	return slices.Clip(s[:n])
}
