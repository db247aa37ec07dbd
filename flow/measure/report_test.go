package measure

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

func abc(change func(*Rule)) Rule {
	r := Rule{Steps: []flow.Stage{flow.StageNote, flow.StageTag, flow.StageProduct}, Window: time.Minute}
	change(&r)
	return r
}

// An attempt of its own begins with every first step; a later one takes nothing from an earlier one that can still go on, so
// that as many come to the end as when a session counts once.
func TestEveryAttemptIsFollowedToItsEnd(t *testing.T) {
	for _, row := range []struct {
		trace string
		want  [3]int // attempts that met each step
	}{
		{"A0 B1 C2 A3 B4 C5", [3]int{2, 2, 2}},
		{"A0 A30 B45 C75", [3]int{2, 1, 1}},
		{"A0 B50 A55 C58", [3]int{2, 1, 1}},
		{"A0 B50 A55 C58 B59 C60", [3]int{2, 2, 2}},
		{"A0 B5 B6 C7", [3]int{1, 1, 1}},
		{"B1 C2", [3]int{}},
	} {
		m := NewMatcher(abc(func(r *Rule) { r.Unit = UnitTotals }))
		var got [3]int
		meet := func(all ...Match) {
			for _, match := range all {
				for i := range match.Depth {
					got[i]++
				}
			}
		}
		for _, f := range trace(t, row.trace) {
			if match, ended := m.Add(&f); ended {
				meet(match)
			}
		}
		meet(m.Unfinished()...)
		if got != row.want {
			t.Errorf("%s: %v, want %v", row.trace, got, row.want)
		}
	}
}

func TestWhatIsDoneBehindEveryAttempt(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").tap(flow.Like, "").note("n2").product("prod").tap(flow.OpenCoupons, "")
	rule := Usual()
	rule.Unit = UnitTotals
	f := k.survey(Query{Rule: rule}).Funnel()
	if f.Units != 2 || f.Next[1<<8|uint16(flow.Like)] != 1 || f.Next[3<<8|uint16(flow.OpenCoupons)] != 1 || len(f.Next) != 2 {
		t.Errorf("%d attempts, %v", f.Units, f.Next)
	}
}

func TestEveryAttemptHasTheValueOfItsOwnFirstStep(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").note("n2").product("prod")
	rule := Usual()
	rule.Unit = UnitTotals
	s := k.survey(Query{Rule: rule, By: ByNote})
	for note, depth := range map[string]int{"n1": 1, "n2": 3} {
		if g := s.Groups[note]; g == nil || g.Funnel.Units != 1 || len(g.Funnel.Met) != depth {
			t.Errorf("%s: %+v", note, g)
		}
	}
}

func TestAnOpenFunnelHasNoRateAboveOne(t *testing.T) {
	var f Funnel
	for _, met := range []flow.StageSet{0b100, 0b110, 0b110, 0b111, 0b101} {
		f.post(&Match{Depth: 3, Met: met}, flow.None, 1)
	}
	rule := abc(func(r *Rule) { r.Open = true })
	rows := funnelRows(&f, &rule)
	for i, want := range []StepRow{{Units: 2}, {Units: 3, OfPrevious: Rate{1, 2}, Lost: 1}, {Units: 5, OfPrevious: Rate{3, 3}}} {
		if got := rows[i]; got.Units != want.Units || got.OfPrevious != want.OfPrevious || got.Lost != want.Lost || i > 0 && got.OfFirst.OK() {
			t.Errorf("step %d: %+v", i, got)
		}
	}
}

func TestTheWorstStepIsTheFirstOfEquals(t *testing.T) {
	rule := Usual()
	for _, row := range []struct {
		met  []int64
		want int
	}{
		{[]int64{100, 90, 80, 40, 20, 10, 0}, 4}, {[]int64{100, 90, 80, 40, 30, 10, 0}, 5}, {[]int64{100, 10, 10, 10, 10, 10, 10}, -1},
		{[]int64{100, 10, 10, 0, 0, 0, 0}, -1},
	} {
		rows := funnelRows(&Funnel{Met: row.met}, &rule)
		for i := range rows {
			if rows[i].Worst != (i == row.want) {
				t.Errorf("%v: step %d, want %d", row.met, i, row.want)
			}
		}
	}
}

func TestAReportOfNothingHasNoRates(t *testing.T) {
	r := new(tape).report(Query{})
	b, err := json.Marshal(r)
	if err != nil || strings.Contains(string(b), "NaN") {
		t.Fatalf("%v: %s", err, b)
	}
	for _, rows := range [][]Metric{r.Metrics, r.Rates} {
		for _, m := range rows {
			if m.Rate.String() != "n/a" || m.Range.String() != "n/a" || m.Verdict != "" {
				t.Errorf("%s: %s, %s, %q", m.ID, m.Rate, m.Range, m.Verdict)
			}
		}
	}
	for _, row := range r.Funnel {
		if row.OfFirst.OK() || row.OfPrevious.OK() || row.Worst || row.Took.N != 0 {
			t.Errorf("%s: %+v", row.Stage, row)
		}
	}
	if !strings.Contains(string(b), `"range":null`) || r.From != 0 || len(r.Weeks) != 0 {
		t.Errorf("got %s", b)
	}
}

// Refunds fall into the time in which they are made, their orders may be older: that is no share, and has no interval.
func TestARatioAboveOneIsShownAsItIs(t *testing.T) {
	m := judged(MetricPaidPV, 3, 2)
	if m.Rate.String() != "150.0%" || m.Range != (Interval{}) {
		t.Errorf("%s, %s", m.Rate, m.Range)
	}
}

func TestTheSameRecordsMakeTheSameBytes(t *testing.T) {
	k := new(tape)
	for _, note := range []string{"n1", "n2", "n3", "n4", "n5"} {
		for _, product := range []string{"prod", "item", "good"} {
			k.begin(flow.State{}).note(note).product(product)
		}
	}
	first := ""
	for range 20 {
		b, err := json.Marshal(k.report(Query{By: ByNote}))
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(b)
		}
		if string(b) != first {
			t.Fatalf("got\n%s\nand\n%s", b, first)
		}
	}
}

func TestBranchesAreCountedWholeOrNotAtAll(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").product("prod").begin(flow.State{}).note("n1").product("prod").add("prod-1", "n1")
	for i := range k.all {
		if e := &k.all[i].Event; e.Kind == flow.Begun && i > 0 {
			e.Begin = &flow.Begin{Session: "b", Flow: "native", Source: "person", From: flow.Branch{Session: "s", Seq: 2}, State: flow.State{Trail: []flow.Spot{{Place: flow.Feed}}}}
		}
	}
	without, with := k.report(Query{}), k.report(Query{Branches: true})
	if without.Sessions != 1 || without.Branches != 1 || without.Sources[0].Views != 1 || without.Sources[0].Adds != 0 || without.Products[0].Adds != 0 {
		t.Errorf("without: %d sessions, %+v", without.Sessions, without.Sources)
	}
	if with.Sessions != 2 || with.Branches != 0 || with.Sources[0].Views != 2 || with.Sources[0].Adds != 1 || with.Products[0].Adds != 1 || len(with.Carriers) != 1 {
		t.Errorf("with: %d sessions, %+v, %+v", with.Sessions, with.Sources, with.Carriers)
	}
	if none := k.report(Query{Flow: "express"}); none.Branches != 0 {
		t.Errorf("%d branches of another flow", none.Branches)
	}
}

// By shopper the value is that of the session in which the shopper came deepest, by session that of its own.
func TestTheValueOfAShopperIsThatOfTheDeepestSession(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").product("prod").add("prod-1", "n1").begin(flow.State{}).note("n2")
	k.all[0].Event.Begin.Flow = "express"
	rule := Usual()
	rule.Unit = UnitShopper
	s := k.survey(Query{Rule: rule, By: ByFlow})
	if g := s.Groups["express"]; g == nil || g.Funnel.Units != 1 || g.Funnel.Met[3] != 1 {
		t.Errorf("express: %+v", g)
	}
	if g := s.Groups["native"]; g == nil || g.Funnel.Units != 0 || g.N.Sessions != 1 {
		t.Errorf("native: %+v", g)
	}
}

func TestPublishedNotesHaveAuthors(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("N1").product("prod")
	q := Query{Rule: Usual(), By: ByAuthor}
	s := NewSurvey(&q, &shop.Catalogue{})
	s.Notes = []shop.Note{{ID: "N1", Author: "who"}}
	for i := range k.all {
		s.Read(&k.all[i])
	}
	s.End()
	if s.Groups["who"] == nil {
		t.Errorf("got %v", s.Groups)
	}
}

func TestTwoMetricsAreReadTogether(t *testing.T) {
	for _, row := range []struct {
		adds, buyers, visitors int64
		want                   string
	}{
		{10, 3, 100, ReadingFine}, {10, 1, 100, ReadingCheckout}, {2, 1, 100, ReadingProduct}, {2, 3, 100, ReadingDirect}, {2, 1, 10, ""},
	} {
		got := reading([]Metric{judged(MetricAddUV, row.adds, row.visitors), judged(MetricPaidUV, row.buyers, row.visitors)})
		if got != row.want {
			t.Errorf("%d added and %d bought of %d: %q, want %q", row.adds, row.buyers, row.visitors, got, row.want)
		}
	}
}
