package measure

import (
	"strings"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Unit is what a funnel counts.
type Unit uint8

// The units: a session once, a shopper (a journey over all its sessions) once, every attempt.
const (
	UnitSession Unit = iota
	UnitShopper
	UnitTotals
)

var unitIDs = [...]string{"session", "shopper", "totals"}

// String returns the id of the unit.
func (u Unit) String() string { return unitIDs[u] }

// UnitOf returns the unit of an id.
func UnitOf(id string) (Unit, bool) {
	for i, name := range unitIDs {
		if name == id {
			return Unit(i), true
		}
	}
	return 0, false
}

// Units lists the ids of all units.
func Units() []string { return unitIDs[:] }

// maxSteps is the most steps of a funnel: the stages of the loop.
const maxSteps = 7

// Rule says how a funnel counts. The steps come in their order and other events may come between. Any event of the first step
// begins an attempt, the deepest attempt counts, and an attempt takes one event a step; of events at the same time the one
// that was recorded first is first.
type Rule struct {
	Steps   []flow.Stage
	Window  time.Duration // from the first step to the last, its end included
	PerStep time.Duration // from each step to the next, its end included, in place of Window; 0 for none
	Strict  bool          // nothing else may come between two steps
	Open    bool          // an attempt may begin with any step
	Unit    Unit
}

// Usual is the rule where nothing else is asked for: all stages of the loop, within half an hour, a session once.
func Usual() Rule { return Rule{Steps: flow.Stages(), Window: 30 * time.Minute} }

// String says the rule in one line, for the head of a report.
func (r Rule) String() string {
	var b strings.Builder
	b.WriteString("ordered, ")
	if r.Open {
		b.WriteString("open")
	} else {
		b.WriteString("closed")
	}
	if r.Strict {
		b.WriteString(", strict: nothing between two steps")
	}
	if r.PerStep > 0 {
		b.WriteString(", within " + short(r.PerStep) + " of the step before")
	} else {
		b.WriteString(", within " + short(r.Window) + " of the first step")
	}
	switch r.Unit {
	case UnitShopper:
		b.WriteString(", each shopper once")
	case UnitTotals:
		b.WriteString(", every attempt")
	default:
		b.WriteString(", each session once")
	}
	return b.String()
}

// short prints a duration without its zero ends: 30m, 1h30m.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = s[:len(s)-2]
	}
	if strings.HasSuffix(s, "h0m") {
		s = s[:len(s)-2]
	}
	return s
}

// step returns the place of a stage in the rule's order, -1 where the rule leaves it out.
func (r *Rule) step(s flow.StageSet) int {
	for i, stage := range r.Steps {
		if s.Has(stage) {
			return i
		}
	}
	return -1
}

// Match is how far one attempt, or the deepest one of a session, came.
type Match struct {
	Depth   int                    // steps matched in a row from the first, 0 for none; under an open rule the last step's number
	Met     flow.StageSet          // bit i for the rule's step i
	Times   [maxSteps]shop.Instant // when each step was met
	Note    shop.NoteID            // at its first step
	Product shop.ProductID         // the last one at its steps
}

// Matcher matches the facts of one unit, in their order. Reset makes it ready for the next.
type Matcher struct {
	rule   Rule
	chains [maxSteps]chain
	best   Match
	met    flow.StageSet // under an open rule all steps that were met
}

// chain is the newest attempt that came to a step.
type chain struct {
	set     bool
	times   [maxSteps]shop.Instant
	from    int8 // the step with which it began: 0, but under an open rule
	note    shop.NoteID
	product shop.ProductID
}

// NewMatcher returns a matcher of a rule.
func NewMatcher(r Rule) *Matcher { return &Matcher{rule: r} }

// Reset forgets what was matched.
func (m *Matcher) Reset() { *m = Matcher{rule: m.rule} }

// Best returns the deepest attempt so far.
func (m *Matcher) Best() Match {
	b := m.best
	if m.rule.Open {
		b.Met = m.met
	}
	return b
}

// Add matches the next fact. Where the rule counts every attempt it returns the one that ended with it, and true.
func (m *Matcher) Add(f *Fact) (Match, bool) {
	k := m.rule.step(f.Stage)
	if k < 0 {
		if m.rule.Strict {
			m.chains = [maxSteps]chain{}
		}
		return Match{}, false
	}
	var ended Match
	restarted := k == 0 && m.rule.Unit == UnitTotals && m.best.Depth > 0
	if restarted {
		ended = m.Best()
		m.Reset()
	}
	m.at(k, f)
	return ended, restarted
}

// at meets a step.
func (m *Matcher) at(k int, f *Fact) {
	var c chain
	switch {
	case k > 0 && m.follows(k, f.At):
		c = m.chains[k-1]
	case k == 0, m.rule.Open:
		c = chain{set: true, from: int8(k), note: f.Note}
	case m.rule.Strict:
		m.chains = [maxSteps]chain{}
		return
	default:
		return
	}
	c.times[k] = f.At
	if f.Product != "" {
		c.product = f.Product
	}
	m.chains[k] = c
	m.met |= 1 << k
	if k+1 > m.best.Depth {
		m.best = Match{Depth: k + 1, Times: c.times, Note: c.note, Product: c.product}
		m.best.Met = flow.StageSet(1<<(k+1)-1) &^ flow.StageSet(1<<c.from-1)
	}
}

// follows says whether a step may follow the newest attempt that came to the one before.
func (m *Matcher) follows(k int, at shop.Instant) bool {
	c := &m.chains[k-1]
	if !c.set {
		return false
	}
	if m.rule.PerStep > 0 {
		return at.Sub(c.times[k-1]) <= m.rule.PerStep
	}
	return at.Sub(c.times[c.from]) <= m.rule.Window
}
