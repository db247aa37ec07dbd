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
	if s == 0 {
		return -1
	}
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

	// Where every attempt counts: those that may still come deeper, those that ended with the last fact, and how many there were.
	going, over []attempt
	last        uint32
}

// attempt is one attempt, and what was done first behind its deepest step.
type attempt struct {
	id    uint32
	match Match
	next  flow.Verb
	left  bool // next is known
	deep  bool // it came deeper with the last fact
}

// chain is the newest attempt that came to a step.
type chain struct {
	set     bool
	times   [maxSteps]shop.Instant
	from    int8 // the step with which it began: 0, but under an open rule
	note    shop.NoteID
	product shop.ProductID
	id      uint32 // of its attempt
}

// NewMatcher returns a matcher of a rule.
func NewMatcher(r Rule) *Matcher { return &Matcher{rule: r} }

// Reset forgets what was matched.
func (m *Matcher) Reset() { *m = Matcher{rule: m.rule, going: m.going[:0], over: m.over[:0]} }

// Best returns the deepest attempt so far.
func (m *Matcher) Best() Match {
	b := m.best
	if m.rule.Open {
		b.Met = m.met
	}
	return b
}

// Add matches the next fact. Where the rule counts every attempt it returns one that ended with it, and true: no later event
// could have led it deeper. Unfinished has those that are left at the end.
func (m *Matcher) Add(f *Fact) (Match, bool) {
	k := m.rule.step(f.Stage)
	if k < 0 {
		if m.rule.Strict {
			m.chains = [maxSteps]chain{}
		}
	} else {
		m.at(k, f)
	}
	if m.rule.Unit != UnitTotals {
		return Match{}, false
	}
	m.settle(f)
	if len(m.over) == 0 {
		return Match{}, false
	}
	return m.over[0].match, true
}

// Unfinished returns the attempts that did not end yet, the oldest first, where the rule counts every attempt.
func (m *Matcher) Unfinished() []Match {
	all := make([]Match, len(m.going))
	for i := range m.going {
		all[i] = m.going[i].match
	}
	return all
}

// settle notes what was done behind the attempts that go on, and parts from those that nothing can lead on.
func (m *Matcher) settle(f *Fact) {
	acts := f.Head && !verbs[f.Action.Verb].world
	m.over = m.over[:0]
	kept := m.going[:0]
	for i := range m.going {
		a := m.going[i]
		if a.deep {
			a.deep, a.left, a.next = false, false, flow.None
		} else if acts && !a.left {
			a.left, a.next = true, f.Action.Verb
		}
		if m.leads(a.id) {
			kept = append(kept, a)
		} else {
			m.over = append(m.over, a)
		}
	}
	m.going = kept
}

// leads says whether an attempt is the newest one that came to some step.
func (m *Matcher) leads(id uint32) bool {
	for i := range m.rule.Steps {
		if c := &m.chains[i]; c.set && c.id == id {
			return true
		}
	}
	return false
}

// at meets a step.
func (m *Matcher) at(k int, f *Fact) {
	var c chain
	switch {
	case k > 0 && m.follows(k, f.At):
		c = m.chains[k-1]
	case k == 0, m.rule.Open:
		m.last++
		c = chain{set: true, from: int8(k), note: f.Note, id: m.last}
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
		m.best = c.match(k)
	}
	if m.rule.Unit == UnitTotals {
		m.deepen(&c, k)
	}
}

// match is how far a chain came.
func (c *chain) match(k int) Match {
	return Match{Depth: k + 1, Times: c.times, Note: c.note, Product: c.product, Met: flow.StageSet(1<<(k+1)-1) &^ flow.StageSet(1<<c.from-1)}
}

// deepen notes that an attempt came to a step.
func (m *Matcher) deepen(c *chain, k int) {
	for i := range m.going {
		if a := &m.going[i]; a.id == c.id {
			if k+1 > a.match.Depth {
				a.match, a.deep = c.match(k), true
			}
			return
		}
	}
	m.going = append(m.going, attempt{id: c.id, match: c.match(k), deep: true})
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
