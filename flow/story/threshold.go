package story

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// Threshold is a bound on a metric over many runs, in k6's grammar (k6 documentation, "Thresholds"): an aggregation, a
// comparison and a number, as in p(95) <= 12. Seconds are bounded in seconds, shares in parts of one.
type Threshold struct {
	Pos        strict.Pos // the zero Pos where no story says it: then it is of all runs, else of those of the story's file
	Metric     string     // taps, seconds_on(payment), …
	Expression string     // as it was written

	of      source
	by      aggregation
	percent *big.Rat // of p(N), in parts of one
	op      string
	bound   *big.Rat
}

// source is where the values of a metric come from: its name, and the place or reason in its brackets.
type source struct{ name, arg string }

func (s source) String() string {
	if s.arg == "" {
		return s.name
	}
	return s.name + "(" + s.arg + ")"
}

// aggregation makes one number of those of all runs.
type aggregation uint8

const (
	aggAvg aggregation = iota
	aggMin
	aggMed
	aggMax
	aggPercentile
	aggCount
	aggRate
	aggValue
)

// Names of metrics that are none of the counters.
const (
	metricDetour     = "detour"
	metricSecondsOn  = "seconds_on"
	metricConversion = "conversion"
	metricAbandon    = "abandon"
)

// metrics are what a threshold may bound.
var metrics = []Row{
	{"taps", "number", `taps: ["p(95) <= 12", "max < 20"]`, "touches"},
	{"steps", "number", "steps: max <= 10", "changes of place"},
	{"fields", "number", "fields: max <= 2", "form fields filled"},
	{"keys", "number", "keys: avg < 8", "characters typed"},
	{"seconds", "number", "seconds: avg < 40", "predicted time"},
	{"refused", "number", "refused: count == 0", "taps that were turned down"},
	{"backtracks", "number", "backtracks: max <= 1", "steps back to the place before the last"},
	{"checkout-steps", "number", "checkout-steps: max <= 3", "distinct places of the checkout"},
	{metricDetour, "number", "detour: p(90) <= 2", "taps more than the fewest; runs of which the fewest are unknown do not count"},
	{"surprises", "number", "surprises: count == 0", "amounts first seen at checkout or later"},
	{metricSecondsOn + "(PLACE)", "number", "seconds_on(payment): p(95) < 20", "predicted time on a place, of the runs that came there"},
	{metricConversion, "share", "conversion: rate >= 0.30", "runs that paid, of those that saw a product or paid"},
	{metricAbandon + "(WHY)", "share", "abandon(surprise): rate < 0.1",
		"runs that were abandoned for this cause, or at this page (product, cart, checkout), of the same"},
}

// Metrics returns the table of what a threshold may bound.
func Metrics() []Row { return slices.Clone(metrics) }

// Which aggregations fit which kind of metric, as k6 has it: what is a number has the aggregations of its trends, its counters
// (count, the sum) and its gauges (value, the last one); what is a share has those of its rates.
var (
	ofNumbers = []string{"avg", "min", "med", "max", "p(N)", "count", "value"}
	ofShares  = []string{"rate", "count"}
)

var aggregations = map[string]aggregation{
	"avg": aggAvg, "min": aggMin, "med": aggMed, "max": aggMax, "count": aggCount, "rate": aggRate, "value": aggValue,
}

// operators are the comparisons, with how people write them who are used to other languages.
var operators = map[string]string{
	"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "==", "!=": "!=", "===": "==",
}

// pages are at which a run may be abandoned.
var pages = []string{measure.Looked.String(), measure.Carted.String(), measure.Checked.String()}

// ParseThresholds reads the value of a story's key `thresholds`: a map from metrics to one bound or several. The error is
// [strict.Errors].
func ParseThresholds(n *strict.Node) ([]Threshold, error) {
	var p strict.Problems
	pairs, err := n.Map()
	if err != nil || len(pairs) == 0 {
		p.Add(n.Pos(), n.Errorf(`got %s, want metrics and bounds such as {taps: ["p(95) <= 12"]}`, n.Got()))
		return nil, p.Err()
	}
	var all []Threshold
	for _, pair := range pairs {
		name, _ := pair.Key.Text()
		of, m := sourceOf(name)
		if m != nil {
			p.Add(pair.Key.Pos(), m.at(pair.Key))
			continue
		}
		bounds := []*strict.Node{pair.Value}
		if pair.Value.Kind() == strict.List {
			bounds, _ = pair.Value.List()
		}
		if len(bounds) == 0 {
			p.Add(pair.Value.Pos(), pair.Value.Errorf("no bound, want at least one such as %q", "p(95) <= 12"))
		}
		for _, b := range bounds {
			written, err := b.Text()
			if err != nil {
				p.Add(b.Pos(), b.Errorf("got %s, want a bound such as %q", b.Got(), "p(95) <= 12"))
				continue
			}
			t, slip := bound(of, written)
			if slip != nil {
				p.Add(b.Pos(), slip.at(b))
				continue
			}
			t.Pos = b.Pos()
			all = append(all, t)
		}
	}
	return all, p.Err()
}

// ParseThreshold reads a threshold of the command line: taps: p(95) <= 12. It is of all runs. The error says what is wrong, and
// what was probably meant.
func ParseThreshold(s string) (Threshold, error) {
	metric, written, ok := strings.Cut(s, ":")
	if !ok {
		return Threshold{}, fmt.Errorf("got %q, want a metric, a colon and a bound, as in %q", text.Clean(s, text.Line), "taps: p(95) <= 12")
	}
	of, m := sourceOf(metric)
	if m != nil {
		return Threshold{}, m
	}
	t, m := bound(of, written)
	if m != nil {
		return Threshold{}, m
	}
	return t, nil
}

// slip is a mistake in a threshold.
type slip struct {
	what    string
	near    string
	allowed []string
}

func (m *slip) Error() string {
	switch {
	case m.near != "":
		return fmt.Sprintf("%s (did you mean %q?)", m.what, m.near)
	case len(m.allowed) > 0:
		return m.what + " (allowed: " + strings.Join(m.allowed, ", ") + ")"
	}
	return m.what
}

func (m *slip) at(n *strict.Node) error {
	e := n.Errorf("%s", m.what)
	e.Near, e.Allowed = m.near, m.allowed
	return e
}

// unknownWord is the slip of a word that is not in a table.
func unknownWord(what, word string, known []string) *slip {
	near, _ := text.Nearest(word, known)
	return &slip{what: fmt.Sprintf("unknown %s %q", what, text.Clean(word, text.Line)), near: near, allowed: known}
}

// sourceOf reads a metric: taps, seconds_on(payment).
func sourceOf(written string) (source, *slip) {
	written = strings.TrimSpace(written)
	name, rest, brackets := strings.Cut(written, "(")
	arg, closed := strings.CutSuffix(rest, ")")
	name, arg = strings.TrimSpace(name), strings.TrimSpace(arg)
	known := make([]string, len(metrics))
	for i, row := range metrics {
		known[i], _, _ = strings.Cut(row.Name, "(")
	}
	switch {
	case !slices.Contains(known, name):
		m := unknownWord("metric", name, known)
		m.allowed = rowNames(metrics)
		return source{}, m
	case brackets && !closed:
		return source{}, &slip{what: fmt.Sprintf("the bracket of %s is not closed", name)}
	case name == metricSecondsOn && arg == "":
		return source{}, &slip{what: "seconds_on needs a place, as in seconds_on(payment)"}
	case name == metricSecondsOn:
		if _, ok := flow.PlaceOf(arg); !ok {
			return source{}, unknownWord("place", arg, ids(flow.Places()))
		}
	case name == metricAbandon && arg == "":
		return source{}, &slip{what: "abandon needs a cause, as in abandon(surprise)"}
	case name == metricAbandon:
		if why := slices.Concat(causes()[1:], pages); !slices.Contains(why, arg) {
			return source{}, unknownWord("cause", arg, why)
		}
	case brackets:
		return source{}, &slip{what: name + " takes nothing in brackets"}
	}
	return source{name, arg}, nil
}

// Counting says whether one of the thresholds asks for what a run counts with Config.Count alone.
func Counting(all []Threshold) bool {
	return slices.ContainsFunc(all, func(t Threshold) bool { return t.of.share() || t.of.name == metricSecondsOn })
}

// share says whether the metric is a share of the runs; others are a number of each run.
func (s source) share() bool { return s.name == metricConversion || s.name == metricAbandon }

// signs are of what comparisons are made, in k6 and elsewhere.
const signs = "<>=!≤≥≠"

// bound reads an expression: p(95) <= 12.
func bound(of source, written string) (Threshold, *slip) {
	written = strings.TrimSpace(written)
	t := Threshold{Metric: of.String(), Expression: text.Clean(written, text.Line).String(), of: of}
	from := strings.IndexAny(written, signs)
	if from < 0 {
		return t, &slip{what: fmt.Sprintf("got %q, want an aggregation, a comparison and a number, as in %q", t.Expression, "p(95) <= 12")}
	}
	rest := strings.TrimLeft(written[from:], signs)
	op, by := written[from:len(written)-len(rest)], strings.TrimSpace(written[:from])
	var known bool
	if t.op, known = operators[op]; !known {
		m := &slip{what: fmt.Sprintf("unknown comparison %q", op), allowed: []string{"<", "<=", ">", ">=", "==", "!="}}
		m.near = map[string]string{"=": "==", "=<": "<=", "=>": ">=", "≤": "<=", "≥": ">=", "≠": "!=", "<>": "!=", "!==": "!="}[op]
		return t, m
	}
	if m := t.aggregate(by); m != nil {
		return t, m
	}
	var ok bool
	if t.bound, ok = decimal(strings.TrimSpace(rest)); !ok {
		return t, &slip{what: fmt.Sprintf("got %q, want a number such as 12 or 0.5", text.Clean(strings.TrimSpace(rest), text.Line))}
	}
	if t.by == aggRate && t.bound.Cmp(big.NewRat(1, 1)) > 0 {
		return t, &slip{what: fmt.Sprintf("got %s, want a share from 0 to 1; 0.30 is 30 %%", strings.TrimSpace(rest))}
	}
	return t, nil
}

// aggregate reads an aggregation, and whether it fits the metric.
func (t *Threshold) aggregate(written string) *slip {
	fit, kind := ofNumbers, "a number"
	if t.of.share() {
		fit, kind = ofShares, "a share"
	}
	if n, ok := strings.CutPrefix(written, "p("); ok {
		n, closed := strings.CutSuffix(n, ")")
		percent, ok := decimal(strings.TrimSpace(n))
		if !closed || !ok || percent.Cmp(big.NewRat(100, 1)) > 0 {
			return &slip{what: fmt.Sprintf("got %q, want a percentile from p(0) to p(100)", text.Clean(written, text.Line))}
		}
		t.by, t.percent = aggPercentile, percent.Quo(percent, big.NewRat(100, 1))
		written = "p(N)"
	} else if t.by, ok = aggregations[written]; !ok {
		m := unknownWord("aggregation", written, append(slices.Clone(ofNumbers), "rate"))
		m.allowed = fit
		if digits, ok := strings.CutPrefix(written, "p"); ok {
			if _, ok := decimal(digits); ok {
				m.near = "p(" + digits + ")"
			}
		}
		return m
	}
	if !slices.Contains(fit, written) {
		return &slip{what: fmt.Sprintf("%s of %s means nothing: it is %s", written, t.Metric, kind), allowed: fit}
	}
	if t.by == aggMed {
		t.by, t.percent = aggPercentile, big.NewRat(1, 2)
	}
	return nil
}

// mostDecimals bounds the decimals of a number in a threshold.
const mostDecimals = 6

// decimal reads digits with or without decimals behind a point.
func decimal(s string) (*big.Rat, bool) {
	whole, part, point := strings.Cut(s, ".")
	if !digits(whole, mostDigits) || point && !digits(part, mostDecimals) {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

func digits(s string, most int) bool {
	return s != "" && len(s) <= most && strings.Trim(s, "0123456789") == ""
}
