package story

import (
	"math/big"
	"slices"
	"strconv"

	"tagtap/flow/measure"
)

// Tally counts runs for thresholds. It keeps how often each value came, exactly, so that it grows with the number of different
// values and not with that of runs.
type Tally struct {
	bounds []Threshold
	sinks  map[sinkKey]*sink
	files  map[string][]*sink // of each file; "" are those of all runs
}

// sinkKey names the values of a metric: of the runs of a file, or of all.
type sinkKey struct {
	file string
	of   source
}

// sink holds the values of one metric.
type sink struct {
	of     source
	file   string
	story  string
	counts map[int64]int64 // how often a value came
	runs   int64
	sum    int64
	last   int64
}

// NewTally returns a tally for thresholds, which it judges in this order.
func NewTally(all []Threshold) *Tally {
	t := &Tally{bounds: all, sinks: map[sinkKey]*sink{}, files: map[string][]*sink{}}
	for i := range all {
		key := sinkKey{all[i].Pos.File, all[i].of}
		if t.sinks[key] == nil {
			s := &sink{of: key.of, file: key.file, counts: map[int64]int64{}}
			t.sinks[key] = s
			t.files[key.file] = append(t.files[key.file], s)
		}
	}
	return t
}

// Add counts a run, whether it passed or not.
func (t *Tally) Add(r *Result) {
	for _, s := range t.files[""] {
		s.add(r)
	}
	if r.File != "" {
		for _, s := range t.files[r.File] {
			s.story = r.Name
			s.add(r)
		}
	}
}

func (s *sink) add(r *Result) {
	v, ok := s.of.value(r)
	if !ok {
		return
	}
	s.counts[v]++
	s.runs++
	s.sum += v
	s.last = v
}

// value is what a run counts for: a number, tenths of seconds, or 1 and 0 for in and out of a share; false where it does not
// count.
func (s source) value(r *Result) (int64, bool) {
	switch s.name {
	case "taps":
		return int64(r.Taps), true
	case "steps":
		return int64(r.Steps), true
	case "fields":
		return int64(r.Fields), true
	case "keys":
		return int64(r.Keys), true
	case "seconds":
		return int64(r.Seconds), true
	case "refused":
		return int64(r.Refused), true
	case "backtracks":
		return int64(r.Backtracks), true
	case "checkout-steps":
		return int64(r.CheckoutSteps), true
	case "surprises":
		return int64(len(r.Surprises)), true
	case metricDetour:
		if r.Detour == nil {
			return 0, false
		}
		return int64(*r.Detour), true
	case metricSecondsOn:
		return r.on(s.arg)
	}
	if r.Outcome == measure.Unseen {
		return 0, false
	}
	in := r.Outcome == measure.Bought
	if s.name == metricAbandon {
		in = r.Outcome.Stage() > 0 && (r.Outcome.String() == s.arg || r.Cause.String() == s.arg)
	}
	if in {
		return 1, true
	}
	return 0, true
}

// on returns the predicted time on a place in tenths of a second, false where the run never came there.
func (r *Result) on(place string) (int64, bool) {
	for i := range r.Stays {
		if r.Stays[i].Place == place {
			return int64(measure.InTenths(r.Stays[i].Millis)), true
		}
	}
	return 0, slices.Contains(r.Places, place)
}

// Verdict is what came of a threshold.
type Verdict struct {
	Threshold
	Story  string // "" for all runs
	Runs   int64  // that count
	Got    string // a number, or "no run"
	Passed bool
}

// noRun is what a threshold got on which no run counts. It is missed: who bounds something wants it to happen.
const noRun = "no run"

// Verdicts judges the thresholds, in their order.
func (t *Tally) Verdicts() []Verdict {
	all := make([]Verdict, len(t.bounds))
	for i := range t.bounds {
		all[i] = t.sinks[sinkKey{t.bounds[i].Pos.File, t.bounds[i].of}].judge(&t.bounds[i])
	}
	return all
}

func (s *sink) judge(t *Threshold) Verdict {
	v := Verdict{Threshold: *t, Story: s.story, Runs: s.runs, Got: noRun}
	if v.Story == "" && s.file != "" {
		v.Story = NameOf(s.file)
	}
	got := s.aggregate(t)
	if got == nil {
		return v
	}
	v.Got, v.Passed = printed(got, t), t.holds(got)
	return v
}

func (t *Threshold) holds(got *big.Rat) bool {
	c := got.Cmp(t.bound)
	switch t.op {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	case "!=":
		return c != 0
	}
	return c == 0
}

// aggregate works out the number that a threshold bounds, exactly; nil where no run counts.
func (s *sink) aggregate(t *Threshold) *big.Rat {
	if s.runs == 0 {
		return nil
	}
	unit := int64(1)
	if s.of.name == "seconds" || s.of.name == metricSecondsOn {
		unit = 10
	}
	var got *big.Rat
	switch t.by {
	case aggAvg, aggRate:
		got = big.NewRat(s.sum, s.runs)
	case aggCount:
		got = big.NewRat(s.sum, 1)
	case aggValue:
		got = big.NewRat(s.last, 1)
	case aggMin:
		got = s.percentile(new(big.Rat))
	case aggMax:
		got = s.percentile(big.NewRat(1, 1))
	default:
		got = s.percentile(t.percent)
	}
	return got.Quo(got, big.NewRat(unit, 1))
}

// percentile interpolates between the two values around the place (n − 1) × part of the sorted values, counted from 0. That is
// how k6 has it ("p(N)", with med as p(50); its trend metrics up to version 1), and method 7 of Hyndman and Fan, "Sample
// quantiles in statistical packages" (1996).
func (s *sink) percentile(part *big.Rat) *big.Rat {
	values := make([]int64, 0, len(s.counts))
	for v := range s.counts {
		values = append(values, v)
	}
	slices.Sort(values)
	at := new(big.Rat).Mul(part, big.NewRat(s.runs-1, 1))
	below := new(big.Int).Quo(at.Num(), at.Denom()).Int64()
	low, high := s.nth(values, below), s.nth(values, min(below+1, s.runs-1))
	between := at.Sub(at, big.NewRat(below, 1))
	between.Mul(between, big.NewRat(high-low, 1))
	return between.Add(between, big.NewRat(low, 1))
}

// nth returns the value at a place of all, from 0.
func (s *sink) nth(sorted []int64, n int64) int64 {
	for _, v := range sorted {
		if n -= s.counts[v]; n < 0 {
			return v
		}
	}
	return 0
}

// Decimals of a number that has more: usually, of a share, and at most where fewer would tell another story.
const (
	usualDecimals = 2
	shareDecimals = 4
	allDecimals   = 12
)

// printed writes a number with the decimals that it has, or rounded where it has too many; never so that it seems to be on the
// other side of the bound.
func printed(x *big.Rat, t *Threshold) string {
	usual := usualDecimals
	if t.by == aggRate {
		usual = shareDecimals
	}
	for d := 0; ; d++ {
		s := x.FloatString(d)
		is, _ := new(big.Rat).SetString(s)
		if is.Cmp(x) == 0 || d >= usual && is.Cmp(t.bound) == x.Cmp(t.bound) || d == allDecimals {
			return s
		}
	}
}

// AppendVerdicts appends the key of a report that says what came of thresholds, nothing where there are none. It stands behind
// the stories.
func AppendVerdicts(buf []byte, verdicts []Verdict) []byte {
	if len(verdicts) == 0 {
		return buf
	}
	buf = append(buf, `,"thresholds":[`...)
	for i := range verdicts {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = verdicts[i].AppendJSON(buf)
	}
	return append(buf, ']')
}

// AppendJSON appends the verdict as a report has it: whose runs (the story's name, "" for all), the metric, the bound, what came
// of it (null for no run), how many runs count, and whether it holds.
func (v *Verdict) AppendJSON(buf []byte) []byte {
	got := v.Got
	if got == noRun {
		got = "null"
	}
	buf = appendText(buf, `{"story":`, v.Story)
	buf = appendText(buf, `,"metric":`, v.Metric)
	buf = appendText(buf, `,"expression":`, v.Expression)
	buf = append(append(buf, `,"got":`...), got...)
	buf = strconv.AppendInt(append(buf, `,"runs":`...), v.Runs, 10)
	return append(strconv.AppendBool(append(buf, `,"passed":`...), v.Passed), '}')
}
