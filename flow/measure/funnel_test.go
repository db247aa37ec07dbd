package measure

import (
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// trace builds facts from marks such as "A0 B5 X6": A, B and C are the three steps, X is something else, the number is the
// second.
func trace(t *testing.T, marks string) []Fact {
	t.Helper()
	var facts []Fact
	second := 0
	for i := 0; i < len(marks); i++ {
		switch c := marks[i]; {
		case c >= 'A' && c <= 'C':
			facts = append(facts, Fact{Stage: stage(flow.Stage(c - 'A'))})
			second = 0
		case c == 'X':
			facts = append(facts, Fact{Event: "x"})
			second = 0
		case c >= '0' && c <= '9':
			second = 10*second + int(c-'0')
			facts[len(facts)-1].At = shop.Instant(second * 1000)
		case c != ' ':
			t.Fatalf("%q in trace %q", c, marks)
		}
	}
	return facts
}

func depthOf(r Rule, facts []Fact) int {
	m := NewMatcher(r)
	for i := range facts {
		m.Add(&facts[i])
	}
	return m.Best().Depth
}

// The vectors, and what ClickHouse, DuckDB and SQLite say to them, are those of the design's table (window 60 s, three steps).
func TestFunnelVectors(t *testing.T) {
	steps := []flow.Stage{flow.StageNote, flow.StageTag, flow.StageProduct}
	rule := Rule{Steps: steps, Window: time.Minute}
	strict, perStep := rule, rule
	strict.Strict = true
	perStep.PerStep = time.Minute
	for n, row := range []struct {
		trace                 string
		usual, strict, paired int
	}{
		{"A0 A30 B45 C75", 3, 3, 3},
		{"A0 B5 A10 B12 C20", 3, 3, 3},
		{"A0 C5 B10", 2, 1, 2},
		{"A0 B5 X6 C7", 3, 2, 3},
		{"A0 B5 C5", 3, 3, 3},
		{"A0 C5 B5", 2, 1, 2},
		{"A0 B30 C60", 3, 3, 3},
		{"A0 B30 C61", 2, 2, 3},
		{"A0 B50 C100", 2, 2, 3},
		{"B1 C2", 0, 0, 0},
		{"A0 B5 B6 C7", 3, 3, 3},
		{"A0 B1 C2 A3 B4 C5", 3, 3, 3},
	} {
		facts := trace(t, row.trace)
		for _, of := range []struct {
			name string
			rule Rule
			want int
		}{{"usual", rule, row.usual}, {"strict", strict, row.strict}, {"per step", perStep, row.paired}} {
			if got := depthOf(of.rule, facts); got != of.want {
				t.Errorf("#%d %s, %s: depth %d, want %d", n+1, row.trace, of.name, got, of.want)
			}
		}
	}
}

func TestTotalsCountEveryAttempt(t *testing.T) {
	m := NewMatcher(Rule{Steps: []flow.Stage{flow.StageNote, flow.StageTag, flow.StageProduct}, Window: time.Minute, Unit: UnitTotals})
	whole := 0
	count := func(match Match, ended bool) {
		if ended && match.Depth == 3 {
			whole++
		}
	}
	for _, f := range trace(t, "A0 B1 C2 A3 B4 C5") {
		count(m.Add(&f))
	}
	count(m.Best(), true)
	if whole != 2 {
		t.Errorf("%d whole attempts, want 2", whole)
	}
}

func TestAnOpenFunnelMayBeEnteredAnywhere(t *testing.T) {
	rule := Rule{Steps: []flow.Stage{flow.StageNote, flow.StageTag, flow.StageProduct}, Window: time.Minute, Open: true}
	for _, row := range []struct {
		trace string
		met   flow.StageSet
	}{
		{"B1 C2", 0b110}, {"A0 C5", 0b101}, {"A0 B5 C7", 0b111}, {"X1", 0}, {"A0 B99 C100", 0b111},
	} {
		m := NewMatcher(rule)
		for _, f := range trace(t, row.trace) {
			m.Add(&f)
		}
		if got := m.Best().Met; got != row.met {
			t.Errorf("%s: met %03b, want %03b", row.trace, got, row.met)
		}
	}
}
