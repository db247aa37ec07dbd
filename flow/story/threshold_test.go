package story

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/strict"
)

// thresholds reads the value of a key.
func thresholds(t testing.TB, value string) ([]Threshold, error) {
	t.Helper()
	root, err := strict.Parse("t.yaml", []byte("thresholds: "+value+"\n"), strict.Story)
	if err != nil {
		t.Fatal(err)
	}
	n, _ := root.Get("thresholds")
	return ParseThresholds(n)
}

func TestThresholdsAreReadInTheGrammarOfK6(t *testing.T) {
	all, err := thresholds(t, `{taps: ["p(95) <= 12", max < 20], seconds: "avg<40", conversion: ["rate >= 0.30"], "seconds_on(payment)": [p(99.9) < 20.5],
  abandon(surprise): rate < 0.1, abandon(cart): count == 0, detour: med != 3, refused: "count === 0", keys: "value > 0"}`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range all {
		got = append(got, x.Metric+" "+x.Expression)
	}
	want := []string{
		"taps p(95) <= 12", "taps max < 20", "seconds avg<40", "conversion rate >= 0.30", "seconds_on(payment) p(99.9) < 20.5",
		"abandon(surprise) rate < 0.1", "abandon(cart) count == 0", "detour med != 3", "refused count === 0", "keys value > 0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if at := all[1].Pos; at.Line != 1 || at.Column != 36 {
		t.Errorf("the second stands at %v", at)
	}
	for _, row := range Metrics() {
		name, _, _ := strings.Cut(row.Example, ":")
		if _, err := thresholds(t, "{"+row.Example+"}"); err != nil || !strings.HasPrefix(row.Name, name[:4]) {
			t.Errorf("the example of %s: %v", row.Name, err)
		}
	}
}

func TestMistakesInThresholds(t *testing.T) {
	for _, row := range []struct{ value, want string }{
		{"{tapps: max < 20}", `t.yaml:1:14: thresholds: unknown metric "tapps" (did you mean "taps"?)`},
		{"{checkout_steps: max < 20}", `t.yaml:1:14: thresholds: unknown metric "checkout_steps" (did you mean "checkout-steps"?)`},
		{"{bounce: max < 20}", `t.yaml:1:14: thresholds: unknown metric "bounce" (allowed: taps, steps, fields, keys, seconds, refused, backtracks, ` +
			`checkout-steps, detour, surprises, seconds_on(PLACE), conversion, abandon(WHY))`},
		{"{taps: rate < 0.5}", "t.yaml:1:20: thresholds.taps: rate of taps means nothing: it is a number (allowed: avg, min, med, max, p(N), count, value)"},
		{"{conversion: [avg > 0.5]}", "t.yaml:1:27: avg of conversion means nothing: it is a share (allowed: rate, count)"},
		{"{conversion: rate >= 30}", "t.yaml:1:26: thresholds.conversion: got 30, want a share from 0 to 1; 0.30 is 30 %"},
		{"{seconds_on(paymnt): max < 9}", `t.yaml:1:14: thresholds: unknown place "paymnt" (did you mean "payment"?)`},
		{"{seconds_on: max < 9}", "t.yaml:1:14: thresholds: seconds_on needs a place, as in seconds_on(payment)"},
		{"{seconds_on(payment: max < 9}", "t.yaml:1:14: thresholds: the bracket of seconds_on is not closed"},
		{"{abandon(suprise): rate < 0.1}", `t.yaml:1:14: thresholds: unknown cause "suprise" (did you mean "surprise"?)`},
		{"{abandon: rate < 0.1}", "t.yaml:1:14: thresholds: abandon needs a cause, as in abandon(surprise)"},
		{"{taps(cart): max < 9}", "t.yaml:1:14: thresholds: taps takes nothing in brackets"},
		{"{taps: p95 < 9}", `t.yaml:1:20: thresholds.taps: unknown aggregation "p95" (did you mean "p(95)"?)`},
		{"{taps: p(101) < 9}", `t.yaml:1:20: thresholds.taps: got "p(101)", want a percentile from p(0) to p(100)`},
		{"{taps: p() < 9}", `t.yaml:1:20: thresholds.taps: got "p()", want a percentile from p(0) to p(100)`},
		{"{taps: mx < 9}", `t.yaml:1:20: thresholds.taps: unknown aggregation "mx" (did you mean "max"?)`},
		{"{taps: max = 9}", `t.yaml:1:20: thresholds.taps: unknown comparison "=" (did you mean "=="?)`},
		{"{taps: max ≤ 9}", `t.yaml:1:20: thresholds.taps: unknown comparison "≤" (did you mean "<="?)`},
		{"{taps: max < 9s}", `t.yaml:1:20: thresholds.taps: got "9s", want a number such as 12 or 0.5`},
		{"{taps: max < -1}", `t.yaml:1:20: thresholds.taps: got "-1", want a number such as 12 or 0.5`},
		{"{taps: max < 1e3}", `t.yaml:1:20: thresholds.taps: got "1e3", want a number such as 12 or 0.5`},
		{"{taps: 12}", `t.yaml:1:20: thresholds.taps: got "12", want an aggregation, a comparison and a number, as in "p(95) <= 12"`},
		{"{taps: []}", `t.yaml:1:20: thresholds.taps: no bound, want at least one such as "p(95) <= 12"`},
		{"{taps: [{a: b}]}", `t.yaml:1:21: got a map of 1 key, want a bound such as "p(95) <= 12"`},
		{"[taps]", `t.yaml:1:13: thresholds: got a list of 1, want metrics and bounds such as {taps: ["p(95) <= 12"]}`},
		{"{}", `t.yaml:1:13: thresholds: got nothing inside of {}, want metrics and bounds such as {taps: ["p(95) <= 12"]}`},
	} {
		if _, err := thresholds(t, row.value); err == nil || err.Error() != row.want {
			t.Errorf("%s\ngot  %v\nwant %s", row.value, err, row.want)
		}
	}
}

func TestAThresholdOfTheCommandLine(t *testing.T) {
	for _, row := range []struct{ in, want string }{
		{"taps: p(95) <= 12", "taps p(95) <= 12"},
		{" seconds_on(payment):max<20 ", "seconds_on(payment) max<20"},
		{"taps p(95) <= 12", `got "taps p(95) <= 12", want a metric, a colon and a bound, as in "taps: p(95) <= 12"`},
		{"tap: max < 2", `unknown metric "tap" (did you mean "taps"?)`},
		{"taps: rate < 1", "rate of taps means nothing: it is a number (allowed: avg, min, med, max, p(N), count, value)"},
		{"\x1b[31m: max < 2", "got \"\uFFFD[31m: max < 2\", want"},
	} {
		x, err := ParseThreshold(row.in)
		got := x.Metric + " " + x.Expression
		if err != nil {
			got = err.Error()
		}
		if got != row.want && !strings.Contains(row.in, "\x1b") || strings.ContainsRune(got, '\x1b') {
			t.Errorf("%q: got %s, want %s", row.in, got, row.want)
		}
	}
}

// judged counts made-up runs.
func judged(t *testing.T, bounds []string, runs ...*Result) []Verdict {
	t.Helper()
	var all []Threshold
	for _, b := range bounds {
		x, err := ParseThreshold(b)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	tally := NewTally(all)
	for _, r := range runs {
		tally.Add(r)
	}
	return tally.Verdicts()
}

func TestThresholdsAreJudgedExactly(t *testing.T) {
	two := 2
	runs := []*Result{
		{Taps: 10, Seconds: 300, Outcome: measure.Bought, Places: []string{"feed", "payment"}, Stays: []Stay{{"payment", 10049}}, Detour: &two},
		{Taps: 11, Seconds: 301, Outcome: measure.Checked, Cause: measure.CauseSurprise, Places: []string{"feed", "payment"}},
		{Taps: 12, Seconds: 311, Outcome: measure.Carted, Cause: measure.CauseCoupons, Places: []string{"feed"}},
		{Taps: 20, Seconds: 500, Outcome: measure.Unseen, Refused: 2, Places: []string{"feed"}},
	}
	for _, row := range []struct {
		bound, got string
		runs       int64
		passed     bool
	}{
		{"taps: avg <= 13.25", "13.25", 4, true},
		{"taps: avg < 13.25", "13.25", 4, false},
		{"taps: med == 11.5", "11.5", 4, true},
		{"taps: p(50) == 11.5", "11.5", 4, true},
		{"taps: min >= 10", "10", 4, true},
		{"taps: max < 20", "20", 4, false},
		{"taps: p(100) == 20", "20", 4, true},
		{"taps: p(0) == 10", "10", 4, true},
		{"taps: p(95) <= 18.8", "18.8", 4, true}, // 12 + 0.85 × 8
		{"taps: p(95) < 18.8", "18.8", 4, false},
		{"taps: count == 53", "53", 4, true},
		{"taps: value == 20", "20", 4, true},
		{"refused: count == 0", "2", 4, false},
		{"seconds: avg <= 35.3", "35.3", 4, true},
		{"seconds: p(33.333333) < 30.1", "30.099999999", 4, true}, // never printed as the bound itself
		{"seconds: max != 50", "50", 4, false},
		{"seconds_on(payment): max == 10", "10", 2, true}, // one went through without doing anything
		{"seconds_on(payment): min == 0", "0", 2, true},
		{"detour: max <= 2", "2", 1, true},
		{"conversion: rate >= 0.3333", "0.33333", 3, true},
		{"conversion: rate > 0.333333", "0.3333333", 3, true},
		{"conversion: count == 1", "1", 3, true},
		{"abandon(surprise): rate < 0.1", "0.3333", 3, false},
		{"abandon(checkout): count == 1", "1", 3, true},
		{"abandon(sold-out): rate == 0", "0", 3, true},
		{"seconds_on(review): max < 100", "no run", 0, false},
	} {
		v := judged(t, []string{row.bound}, runs...)[0]
		if v.Got != row.got || v.Runs != row.runs || v.Passed != row.passed {
			t.Errorf("%s: got %s of %d runs, passed %t; want %s of %d, %t", row.bound, v.Got, v.Runs, v.Passed, row.got, row.runs, row.passed)
		}
	}
}

func TestAThresholdOnNothingIsMissed(t *testing.T) {
	for _, bound := range []string{"taps: max < 99", "conversion: rate >= 0", "abandon(surprise): rate < 1", "detour: max <= 99"} {
		if v := judged(t, []string{bound})[0]; v.Passed || v.Got != noRun {
			t.Errorf("%s: %+v", bound, v)
		}
	}
}

func TestAThresholdOfAStoryIsOfItsOwnRuns(t *testing.T) {
	own, err := thresholds(t, "{taps: max < 10}")
	if err != nil {
		t.Fatal(err)
	}
	all, _ := ParseThreshold("taps: max < 10")
	tally := NewTally(append(own, all))
	tally.Add(&Result{Name: "t", File: "t.yaml", Taps: 9})
	tally.Add(&Result{Name: "other", File: "other.yaml", Taps: 10})
	got := tally.Verdicts()
	if v := got[0]; !v.Passed || v.Got != "9" || v.Runs != 1 || v.Story != "t" {
		t.Errorf("of the story: %+v", v)
	}
	if v := got[1]; v.Passed || v.Got != "10" || v.Runs != 2 || v.Story != "" {
		t.Errorf("of all: %+v", v)
	}
	var doc map[string]any
	data := got[1].AppendJSON(nil)
	if err := json.Unmarshal(data, &doc); err != nil || string(data) !=
		`{"story":"","metric":"taps","expression":"max < 10","got":10,"runs":2,"passed":false}` {
		t.Errorf("%s, %v", data, err)
	}
	none := NewTally([]Threshold{all}).Verdicts()
	if data := none[0].AppendJSON(nil); !json.Valid(data) || !strings.Contains(string(data), `"got":null,"runs":0,"passed":false`) {
		t.Errorf("%s", data)
	}
}

// The percentile agrees with the plain way of working it out, on sorted values.
func TestPercentilesAreThoseOfTheSortedValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 40), 1, 60).Draw(t, "values")
		tenth := rapid.IntRange(0, 1000).Draw(t, "tenths of percent")
		x, err := ParseThreshold("taps: p(" + measure.Tenths(tenth).String() + ") < 1")
		if err != nil {
			t.Fatal(err)
		}
		tally := NewTally([]Threshold{x})
		for _, v := range values {
			tally.Add(&Result{Taps: v})
		}
		slices.Sort(values)
		at := float64(tenth) / 1000 * float64(len(values)-1)
		low, high := values[int(at)], values[min(int(at)+1, len(values)-1)]
		want := float64(low) + (at-math.Floor(at))*float64(high-low)
		sum := tally.sinks[sinkKey{"", x.of}]
		if got, _ := sum.aggregate(&x).Float64(); math.Abs(got-want) > 1e-9 {
			t.Errorf("p(%d/10) of %v: got %v, want %v", tenth, values, got, want)
		}
	})
}

func TestTheTallyDoesNotGrowWithTheNumberOfRuns(t *testing.T) {
	x, _ := ParseThreshold("taps: p(95) < 100")
	y, _ := ParseThreshold("seconds: p(95) < 100")
	tally := NewTally([]Threshold{x, y})
	r := &Result{Name: "t", File: "t.yaml"}
	for i := range 100_000 {
		r.Taps, r.Seconds = i%50, measure.Tenths(i%400)
		tally.Add(r)
	}
	if allocs := testing.AllocsPerRun(100, func() { tally.Add(r) }); allocs > 0 {
		t.Errorf("%v allocations a run", allocs)
	}
	for _, s := range tally.sinks {
		if len(s.counts) > 400 || s.runs < 100_000 {
			t.Errorf("%d values of %d runs", len(s.counts), s.runs)
		}
	}
}

// counted plays a story and counts what thresholds ask.
func counted(t testing.TB, src string, f *flow.Flow, who *flow.Shopper, o *measure.Operators) *Result {
	t.Helper()
	runs := Runs(parse(t, src), []*flow.Flow{f}, []*flow.Shopper{who}, 1)
	r, err := Play(context.Background(), runs[0], Config{Catalogue: small(), Count: true, Operators: o})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARunIsCountedAsReportsCountIt(t *testing.T) {
	slow := measure.Presets()[1]
	for _, o := range []*measure.Operators{nil, &slow} {
		r := counted(t, loop, native(), returning(), o)
		sum := int64(0)
		for _, s := range r.Stays {
			sum += s.Millis
		}
		if r.Outcome != measure.Bought || r.Cause != measure.CauseNone || measure.InTenths(sum) != r.Seconds || len(r.Stays) < 5 {
			t.Errorf("%v %v, %v of %v in %v", r.Outcome, r.Cause, measure.InTenths(sum), r.Seconds, r.Stays)
		}
	}
	r := counted(t, storyOf("reach: { product: lip-tint }\nadd-to-cart\nback\nexpect: {outcome: product, cause: sheet-left}"), native(), returning(), nil)
	if !r.Passed || r.Outcome != measure.Looked || r.Cause != measure.CauseSheet {
		t.Errorf("%v, %v %v", r.Failures, r.Outcome, r.Cause)
	}
	if r := play(t, loop, native(), returning()); r.Stays != nil || r.Outcome != measure.Unseen {
		t.Errorf("counted without being asked: %v", r.Outcome)
	}
}

func BenchmarkCount(b *testing.B) {
	runs := Runs(parse(b, loop), set().Flows[:1], set().Shoppers[:1], 1)
	c, walks := small(), &flow.Walks{}
	for name, count := range map[string]bool{"plain": false, "counted": true} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Play(context.Background(), runs[0], Config{Catalogue: c, Walks: walks, Count: count}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
