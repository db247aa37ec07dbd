// Package measure makes numbers from records, and from nothing else: whoever walked, the same records give the same figures.
package measure

import (
	"tagtap/flow"
)

// Meter counts a session while it is walked. Add every record in its order; the zero Meter is ready.
type Meter struct {
	Places     []flow.Place // every place entered, in order, with repeats
	Stages     flow.StageSet
	Taps       int
	Steps      int
	Fields     int
	Keys       int
	Refused    int
	Backtracks int
	Presses    int
	Millis     int64 // predicted, preset Proposed
	Orders     int   // placed
	Confirmed  bool
	Surprises  []flow.Seen
	Rows       []Row

	checkout uint32 // distinct checkout places before the first confirmation, as bits
	state    flow.State
	before   flow.Spot // the spot before the last step
	last     context
}

// Row is one action or happening of the session with its predicted cost.
type Row struct {
	Record   int        // index of its head among the session's records
	Millis   int64      // preset Proposed
	Count    Count      // of operators: what any other preset prices
	From, To flow.Place // where it was done, and where it led
}

// Add counts the next record of the session.
func (m *Meter) Add(index int, r *flow.Record) {
	e := &r.Event
	m.Presses += int(r.Presses)
	if e.Kind == flow.Begun {
		*m = Meter{}
		m.state.Trail = e.Begin.State.Trail
		m.enter(m.state.Spot())
		return
	}
	if e.Kind != flow.Tapped && e.Kind != flow.Happened {
		m.follow(e)
		return
	}
	from := m.state.Spot()
	if e.Trail.Set {
		m.state = flow.Apply(flow.State{Trail: m.state.Trail}, flow.Event{Kind: e.Kind, Action: e.Action, Trail: e.Trail})
	}
	m.head(index, e, from, m.state.Spot())
}

// follow counts what followed from a head.
func (m *Meter) follow(e *flow.Event) {
	switch e.Kind {
	case flow.LineSet:
		m.reach(flow.StageCart)
	case flow.Reviewed:
		m.reach(flow.StageReview)
	case flow.OrderPlaced:
		m.Orders++
	case flow.AmountSeen:
		for _, seen := range e.Seen {
			if seen.Surprise() {
				m.Surprises = append(m.Surprises, seen)
			}
		}
	}
}

// head counts an action or a happening that led from one spot to another.
func (m *Meter) head(index int, e *flow.Event, from, to flow.Spot) {
	a := &e.Action
	row := Row{Record: index, From: from.Place, To: to.Place}
	if !a.Happening() {
		m.Taps += a.Taps()
		m.Keys += a.Keys()
		if e.Refusal.Refused() {
			m.Refused++
		}
		if e.Fresh {
			m.Fields++
		}
		if a.Verb == flow.TapTag || a.Verb == flow.TapCard {
			if !e.Refusal.Refused() {
				m.reach(flow.StageTag)
			}
		}
		m.last.refused = e.Refusal.Refused()
		row.Count = count(*a, from, to, m.last)
		row.Millis = Proposed.Millis(row.Count)
		m.last = context{verb: a.Verb, inUnit: from == to && to.Place == flow.SKU}
	}
	m.Millis += row.Millis
	m.Rows = append(m.Rows, row)
	if from != to {
		m.step(e, from, to)
	}
}

// step counts a change of place. It is back-tracking where the shopper leaves a place for the one before it; a sheet that
// closes because its job is done is none, and neither is going on to a page that was seen before.
func (m *Meter) step(e *flow.Event, from, to flow.Spot) {
	m.Steps++
	leaves := e.Trail.Push.Place == flow.Nowhere || e.Action.Verb == flow.Back // steps and pages outside take each other's place
	if to == m.before && leaves && !e.Action.Verb.Spec().Done {
		m.Backtracks++
	}
	m.before = from
	m.enter(to)
}

func (m *Meter) enter(spot flow.Spot) {
	m.Places = append(m.Places, spot.Place)
	switch spot.Place {
	case flow.Note, flow.Video:
		m.reach(flow.StageNote)
	case flow.Product:
		m.reach(flow.StageProduct)
	case flow.Checkout:
		m.reach(flow.StageCheckout)
	case flow.Confirmation:
		m.reach(flow.StageConfirmation)
		m.Confirmed = true
	}
	m.checksOut(spot.Place)
}

func (m *Meter) checksOut(p flow.Place) {
	switch p {
	case flow.Cart, flow.Checkout, flow.Address, flow.Identity, flow.Coupons, flow.Payment:
		if !m.Confirmed {
			m.checkout |= 1 << p
		}
	}
}

func (m *Meter) reach(s flow.Stage) { m.Stages |= 1 << s }

// CheckoutSteps counts the distinct places among cart, checkout, address, identity, coupons and payment that were entered
// before the first confirmation (after Baymard's count of checkout steps).
func (m *Meter) CheckoutSteps() int {
	n := 0
	for bits := m.checkout; bits != 0; bits &= bits - 1 {
		n++
	}
	return n
}

// Seconds returns the predicted time in tenths of a second, rounded half up.
func (m *Meter) Seconds() Tenths { return InTenths(m.Millis) }

// Tenths is a time in tenths of a second; it prints as 10.5.
type Tenths int64

// String prints the time with one decimal.
func (t Tenths) String() string {
	buf := make([]byte, 0, 8)
	buf = appendInt(buf, int64(t)/10)
	return string(append(buf, '.', byte('0'+int64(t)%10)))
}

// MarshalJSON prints the time as a number with one decimal.
func (t Tenths) MarshalJSON() ([]byte, error) { return []byte(t.String()), nil }

func appendInt(buf []byte, n int64) []byte {
	if n >= 10 {
		buf = appendInt(buf, n/10)
	}
	return append(buf, byte('0'+n%10))
}

// Cost returns what the last action cost in milliseconds, 0 for a happening: how long a story's clock moves.
func (m *Meter) Cost() int64 {
	if len(m.Rows) == 0 {
		return 0
	}
	return m.Rows[len(m.Rows)-1].Millis
}
