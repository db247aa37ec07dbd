package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/tui/plot"
)

// reporting is what the flags of report say.
type reporting struct {
	by, unit, source choice
	since, until     dayFlag
	window, perStep  span
	strict, open     bool
	branches         bool
	steps            stages
	sections         names
	json             bool
	html             string
}

func newReporting() *reporting {
	return &reporting{
		by: choice{allowed: measure.Breakdowns()}, unit: choice{allowed: measure.Units()},
		source: choice{allowed: walkers}, sections: names{kind: "section", known: plot.Sections()},
	}
}

func (o *reporting) values() map[string][]string {
	return map[string][]string{"by": o.by.allowed, "unit": o.unit.allowed, "source": o.source.allowed}
}

func (o *reporting) flags(f *pflag.FlagSet) {
	f.SortFlags = false
	f.Var(&o.by, "by", "`KEY` split by "+strings.Join(o.by.allowed, ", "))
	f.Var(&o.since, "since", "`DAY` sessions that began on that day or later")
	f.Var(&o.until, "until", "`DAY` sessions that began on that day or earlier")
	f.Var(&o.source, "source", "`person|story|sim` sessions of this source")
	f.Var(&o.steps, "steps", "`STAGE,STAGE…` the funnel's steps (all stages)")
	f.Var(&o.window, "window", "`TIME` from the first step to the last (30m)")
	f.Var(&o.perStep, "per-step", "`TIME` from each step to the next, in place of the window")
	f.BoolVar(&o.strict, "strict", false, "nothing else may come between two steps")
	f.BoolVar(&o.open, "open", false, "an attempt may begin with any step")
	f.Var(&o.unit, "unit", "`session|shopper|totals` what is counted: sessions, shoppers, every attempt (session)")
	f.BoolVar(&o.branches, "branches", false, "also sessions that branched off while somebody looked back, and preludes of --at")
	f.Var(&o.sections, "section", "`NAME,NAME…` print only "+strings.Join(o.sections.known, ", "))
	f.BoolVar(&o.json, "json", false, "print one JSON document")
	f.Var((*pathFlag)(&o.html), "html", "`FILE` write the report as a page that needs no network")
	once(f, "by", "since", "until", "source", "steps", "window", "per-step", "unit", "html")
}

// single is a flag that is given once: of two values nobody knows which one was meant.
type single struct {
	pflag.Value
	given bool
}

// Set implements pflag.Value.
func (s *single) Set(v string) error {
	if s.given {
		return fmt.Errorf("got %s as well, want it once", quote(v))
	}
	s.given = true
	return s.Value.Set(v)
}

// once makes flags be given once.
func once(f *pflag.FlagSet, names ...string) {
	for _, name := range names {
		flag := f.Lookup(name)
		flag.Value = &single{Value: flag.Value}
	}
}

// query returns what the flags ask for.
func (o *reporting) query() (*measure.Query, error) {
	q := &measure.Query{Rule: measure.Usual(), By: measure.Breakdown(o.by.value), Source: o.source.value, Branches: o.branches}
	r := &q.Rule
	r.Strict, r.Open = o.strict, o.open
	if o.unit.value != "" {
		r.Unit, _ = measure.UnitOf(o.unit.value)
	}
	if len(o.steps) > 0 {
		r.Steps = o.steps
	}
	if o.window > 0 {
		r.Window = time.Duration(o.window)
	}
	r.PerStep = time.Duration(o.perStep)
	if len(o.sections.list) > 0 && (o.json || o.html != "") {
		return nil, usage("leave one out", "--section chooses what is printed; --json and --html hold everything")
	}
	if o.window > 0 && o.perStep > 0 {
		return nil, usage("leave one out", "--per-step takes the place of --window")
	}
	if o.since.given {
		q.Since = shop.At(o.since.day)
	}
	if o.until.given {
		q.Until = shop.At(o.until.day).Add(24 * time.Hour)
	}
	if o.since.given && o.until.given && q.Since >= q.Until {
		return nil, usage("want --until on that day or later", "--until %s is before --since %s", &o.until, &o.since)
	}
	return q, nil
}

// span is a stretch of time, a millisecond to a year.
type span time.Duration

const mostSpan = 366 * 24 * time.Hour

func (d *span) String() string {
	if *d == 0 {
		return ""
	}
	return time.Duration(*d).String()
}

// Type implements pflag.Value.
func (d *span) Type() string { return "" }

// Set implements pflag.Value.
func (d *span) Set(s string) error {
	t, err := time.ParseDuration(s)
	switch {
	case err != nil:
		return fmt.Errorf("got %s, want a time such as 90s, 30m or 2h", quote(s))
	case t < time.Millisecond || t > mostSpan:
		return fmt.Errorf("got %s, want more than nothing and at most %dh", quote(s), mostSpan/time.Hour)
	}
	*d = span(t.Truncate(time.Millisecond))
	return nil
}

// stages are the steps of a funnel, two or more, each once.
type stages []flow.Stage

func (s *stages) String() string {
	var ids []string
	for _, stage := range *s {
		ids = append(ids, stage.String())
	}
	return strings.Join(ids, ",")
}

// Type implements pflag.Value.
func (s *stages) Type() string { return "" }

// Set implements pflag.Value.
func (s *stages) Set(v string) error {
	var ids []string
	for _, stage := range flow.Stages() {
		ids = append(ids, stage.String())
	}
	picked, err := pick("step", v, ids)
	if err != nil {
		return err
	}
	if len(picked) < 2 {
		return fmt.Errorf("got %s, want two steps or more, with commas", quote(v))
	}
	*s = nil
	for _, i := range picked {
		*s = append(*s, flow.Stages()[i])
	}
	return nil
}

// names are some of a list.
type names struct {
	kind  string
	known []string
	list  []string
}

func (n *names) String() string { return strings.Join(n.list, ",") }

// Type implements pflag.Value.
func (n *names) Type() string { return "" }

// Set implements pflag.Value.
func (n *names) Set(v string) error {
	picked, err := pick(n.kind, v, n.known)
	for _, i := range picked {
		if !slices.Contains(n.list, n.known[i]) {
			n.list = append(n.list, n.known[i])
		}
	}
	return err
}

// pick reads a list with commas and returns where each stands among those that are known.
func pick(kind, list string, known []string) ([]int, error) {
	var picked []int
	for _, name := range strings.Split(list, ",") {
		name = strings.TrimSpace(name)
		i := slices.Index(known, name)
		switch {
		case i < 0:
			near := ""
			if n, ok := nearest(name, known); ok {
				near = fmt.Sprintf(" (did you mean %q?)", n)
			}
			return nil, fmt.Errorf("there is no %s %s%s; there are: %s", kind, quote(name), near, strings.Join(known, ", "))
		case slices.Contains(picked, i):
			return nil, fmt.Errorf("%s %s is here twice", kind, quote(name))
		}
		picked = append(picked, i)
	}
	if len(picked) == 0 {
		return nil, errors.New("got nothing, want a list with commas")
	}
	return picked, nil
}
