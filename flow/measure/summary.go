package measure

import (
	"tagtap/flow"
	"tagtap/flow/shop"
)

// Summary is a session in one row, for lists and for the card at the end of a walk.
type Summary struct {
	Session string
	Flow    string
	Shopper string
	Source  string
	From    flow.Branch
	Began   shop.Instant
	Ended   shop.Instant // of its newest record

	Stages        flow.StageSet
	Taps          int
	Steps         int
	Fields        int
	Keys          int
	Refused       int
	Backtracks    int
	CheckoutSteps int
	Surprises     int
	Decisions     int // times that the shopper had to think before acting
	Seconds       Tenths
}

// Summarize counts the records of one session; the first one is that which opened it.
func Summarize(records []flow.Record) Summary {
	var m Meter
	for i := range records {
		m.Add(i, &records[i])
	}
	s := m.Summary()
	if len(records) > 0 {
		s.Began, s.Ended = records[0].At, records[len(records)-1].At
		if b := records[0].Event.Begin; b != nil {
			s.Session, s.Flow, s.Shopper, s.Source, s.From = b.Session, b.Flow, b.Shopper, b.Source, b.From
		}
	}
	return s
}

// Summary returns the figures of the walk so far, without whose they are.
func (m *Meter) Summary() Summary {
	return Summary{
		Stages: m.Stages, Taps: m.Taps, Steps: m.Steps, Fields: m.Fields, Keys: m.Keys, Refused: m.Refused,
		Backtracks: m.Backtracks, CheckoutSteps: m.CheckoutSteps(), Surprises: len(m.Surprises), Decisions: m.Figures().Decisions(),
		Seconds: m.Seconds(),
	}
}
