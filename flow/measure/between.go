package measure

import (
	"tagtap/flow"
)

// Figures are the counts of a walk or of a stretch of it.
type Figures struct {
	Taps       int
	Steps      int
	Fields     int
	Keys       int
	Refused    int
	Backtracks int
	Surprises  int
	Count      Count // of operators
}

// Decisions is how often the shopper had to think before acting: the operators M.
func (f Figures) Decisions() int { return int(f.Count.M) }

// Count returns the operators of the walk so far.
func (m *Meter) Count() Count {
	var c Count
	for i := range m.Rows {
		c.Add(m.Rows[i].Count)
	}
	return c
}

// Figures returns the counts of the walk so far.
func (m *Meter) Figures() Figures {
	return m.totals(m.Count())
}

func (m *Meter) totals(sum Count) Figures {
	return Figures{
		Taps: m.Taps, Steps: m.Steps, Fields: m.Fields, Keys: m.Keys, Refused: m.Refused, Backtracks: m.Backtracks,
		Surprises: len(m.Surprises), Count: sum,
	}
}

// less returns the counts without those of the part before.
func (f Figures) less(g Figures) Figures {
	return Figures{
		Taps: f.Taps - g.Taps, Steps: f.Steps - g.Steps, Fields: f.Fields - g.Fields, Keys: f.Keys - g.Keys,
		Refused: f.Refused - g.Refused, Backtracks: f.Backtracks - g.Backtracks, Surprises: f.Surprises - g.Surprises,
		Count: f.Count.Less(g.Count),
	}
}

// Point is a moment of a walk: the arrival at a place, or at a stage of the loop. The zero Point is where the walk begins or
// ends.
type Point struct {
	place flow.Place
	stage flow.Stage
	kind  pointKind
}

type pointKind uint8

const (
	anywhere pointKind = iota
	atPlace
	atStage
)

// AtPlace is the arrival at a place.
func AtPlace(p flow.Place) Point { return Point{place: p, kind: atPlace} }

// AtStage is the arrival at a stage: the cart is reached when something is put into it, the review when it is written.
func AtStage(s flow.Stage) Point { return Point{stage: s, kind: atStage} }

// placePrefix marks a place whose id is a stage's as well.
const placePrefix = "place:"

// PointOf reads a point: the id of a stage, else that of a place. "place:cart" is the place that has a stage's name.
func PointOf(s string) (Point, bool) {
	if stage, ok := flow.StageOf(s); ok {
		return AtStage(stage), true
	}
	if len(s) > len(placePrefix) && s[:len(placePrefix)] == placePrefix {
		s = s[len(placePrefix):]
	}
	place, ok := flow.PlaceOf(s)
	if !ok {
		return Point{}, false
	}
	return AtPlace(place), true
}

// String returns the point as PointOf reads it.
func (p Point) String() string {
	switch p.kind {
	case atStage:
		return p.stage.String()
	case atPlace:
		if _, both := flow.StageOf(p.place.String()); both {
			return placePrefix + p.place.String()
		}
		return p.place.String()
	}
	return ""
}

// Stretch is a part of a walk.
type Stretch struct {
	Figures
	CheckoutSteps int // distinct places of the checkout, where it begins and entered in it, before the first confirmation
	First, End    int // the rows of the meter that belong to it: First, …, End − 1
	Records       int // of the session, up to its end
}

// Between counts a session's records from the first arrival at one point to the first later arrival at another. It is false
// where the walk never comes there. What led to the first point is not counted, what led to the second is.
func Between(records []flow.Record, from, to Point) (Stretch, bool) {
	var m Meter
	var s Stretch
	var sum Count
	var begun Figures
	inside := false
	for i := range records {
		m.Places, m.Stages = m.Places[:0], 0 // what is left behind it is what this record reached
		rows := len(m.Rows)
		if m.Add(i, &records[i]); records[i].Event.Kind == flow.Begun {
			sum = Count{}
		} else if len(m.Rows) > rows {
			sum.Add(m.Rows[rows].Count)
		}
		now := m.totals(sum)
		if inside && to.kind != anywhere && to.met(&m) {
			return s.ended(&m, now.less(begun), i+1), true
		}
		if !inside && (from.kind == anywhere || from.met(&m)) {
			inside, begun, s.First = true, now, len(m.Rows)
			m.checkout = 0 // they are counted anew, from where the shopper is
			m.checksOut(m.state.Place())
		}
	}
	if !inside || to.kind != anywhere {
		return Stretch{}, false
	}
	return s.ended(&m, m.totals(sum).less(begun), len(records)), true
}

func (s Stretch) ended(m *Meter, f Figures, records int) Stretch {
	s.Figures, s.CheckoutSteps, s.End, s.Records = f, m.CheckoutSteps(), len(m.Rows), records
	return s
}

// met says whether the last record led to the point.
func (p Point) met(m *Meter) bool {
	if p.kind == atStage {
		return m.Stages.Has(p.stage)
	}
	for _, place := range m.Places {
		if place == p.place {
			return true
		}
	}
	return false
}
