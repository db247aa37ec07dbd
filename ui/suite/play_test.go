package suite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
)

// world is what plans of tests are made of.
type world struct {
	*fixtures.Set
	plan  Plan
	walks flow.Walks
}

func newWorld(tb testing.TB) *world {
	tb.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		tb.Fatal(err)
	}
	w := &world{Set: set}
	w.plan.Read = func(src story.Source) (*story.Story, error) {
		s, err := story.Reading{Find: func(_, name string) (story.Source, error) {
			found, ok := set.Story(name)
			if !ok {
				return story.Source{}, story.ErrNoStory{Name: name}
			}
			return story.Source{File: found.File, Data: found.Data}, nil
		}}.Parse(src.File, src.Data)
		if err == nil {
			err = s.Check(story.Set{Catalogue: set.Catalogue, Flows: set.Flows, Shoppers: set.Shoppers})
		}
		return s, err
	}
	return w
}

// add puts a story into the plan.
func (w *world) add(tb testing.TB, file, text string, repeat int, flows ...string) *Job {
	tb.Helper()
	j := &Job{Source: story.Source{File: file, Data: []byte(text)}, Shoppers: []*flow.Shopper{w.Shopper("returning")}, Seed: 1, Repeat: repeat}
	for _, name := range flows {
		j.Flows = append(j.Flows, w.Flow(name))
	}
	s, err := w.plan.Read(j.Source)
	if err != nil {
		tb.Fatal(err)
	}
	if taken, err := w.plan.Add(j, s); err != nil || !taken {
		tb.Fatal(taken, err)
	}
	return j
}

func (w *world) worker() func(*story.Run) (story.Config, error) {
	return func(*story.Run) (story.Config, error) {
		return story.Config{Catalogue: w.Catalogue, Walks: &w.walks}, nil
	}
}

const opens = "story: Opens a note\nsteps:\n  - open-note: rose-lips-office\n"

// tabled fails in its second case.
const tabled = `story: A table
cases:
  - { name: one, taps: 1 }
  - { name: two, taps: 9 }
  - { name: three, taps: 1 }
budget: { taps: "${taps}" }
steps:
  - open-note: rose-lips-office
`

// log is a reporter that writes down what it is told.
type log struct {
	lines  []string
	summed *Summary
	fails  string // the call that fails
}

var errFull = errors.New("full")

func (l *log) Begin(runs int) error { return l.told("begin %d", runs) }

func (l *log) Run(j *Job, r *story.Result) error {
	state := "ok"
	if !r.Passed {
		state = "FAIL"
	}
	return l.told("%s %s %s %s %d", state, j.Name, r.Flow, r.Case, r.Seed)
}

func (l *log) End(s *Summary) error {
	l.summed = s
	return l.told("end")
}

func (l *log) told(format string, args ...any) error {
	line := fmt.Sprintf(format, args...)
	l.lines = append(l.lines, line)
	if l.fails != "" && strings.HasPrefix(line, l.fails) {
		return errFull
	}
	return nil
}

func (l *log) String() string { return strings.Join(l.lines, "\n") }

func TestRunsAreReportedInTheOrderOfThePlanWhateverTheirNumberAtATime(t *testing.T) {
	want := ""
	for _, jobs := range []int{1, 2, 7, 100} {
		w := newWorld(t)
		w.add(t, "a.yaml", tabled, 2, "native", "express")
		w.add(t, "b.yaml", opens, 3, "native")
		l := &log{}
		s, err := Play(t.Context(), &w.plan, Options{Jobs: jobs, Worker: w.worker}, l)
		if err != nil || s != (Summary{Runs: 15, Passed: 11, Failed: 4}) || *l.summed != s {
			t.Fatalf("%d at a time: %+v, %v", jobs, s, err)
		}
		if want == "" {
			want = l.String()
			if !strings.HasPrefix(want, "begin 15\nok a native one 1\nok a native one 2\nFAIL a native two 1\n") || !strings.HasSuffix(want, "\nok b native  3\nend") {
				t.Errorf("got\n%s", want)
			}
		}
		if l.String() != want {
			t.Errorf("%d at a time\n%s\nwant\n%s", jobs, l, want)
		}
	}
}

func TestNothingIsReportedBehindTheFirstFailureWhereItIsTheLast(t *testing.T) {
	for _, jobs := range []int{1, 8} {
		w := newWorld(t)
		w.add(t, "a.yaml", tabled, 1, "native")
		w.add(t, "b.yaml", opens, 500, "native")
		l := &log{}
		s, err := Play(t.Context(), &w.plan, Options{Jobs: jobs, FailFast: true, Worker: w.worker}, l)
		if err != nil || s != (Summary{Runs: 503, Passed: 1, Failed: 1, Skipped: 501, Stopped: true}) || !s.Whole() {
			t.Errorf("%d at a time: %+v, %v", jobs, s, err)
		}
		if l.String() != "begin 503\nok a native one 1\nFAIL a native two 1\nend" {
			t.Errorf("%d at a time\n%s", jobs, l)
		}
	}
}

func TestAnOrderFollowsFromItsSeedAndHasEveryRun(t *testing.T) {
	order := func(seed uint64) []string {
		w := newWorld(t)
		for _, name := range []string{"a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"} {
			w.add(t, name, tabled, 3, "native", "express")
		}
		w.plan.Shuffle(seed)
		l := &log{}
		if _, err := Play(t.Context(), &w.plan, Options{Worker: w.worker}, l); err != nil {
			t.Fatal(err)
		}
		return l.lines
	}
	one, again, other := order(1), order(1), order(2)
	if !slices.Equal(one, again) || slices.Equal(one, other) {
		t.Error("the order does not follow from the seed")
	}
	slices.Sort(one)
	slices.Sort(other)
	if !slices.Equal(one, other) || len(slices.Compact(one)) != 92 {
		t.Error("a run is missing or there twice")
	}
}

func TestAPermutationHasEveryPlaceOnce(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 64, 1000} {
		seen, fixed := make([]bool, n), 0
		for i := range n {
			at := permuted(i, n, 42)
			if at < 0 || at >= n || seen[at] {
				t.Fatalf("%d of %d goes to %d", i, n, at)
			}
			if seen[at] = true; at == i {
				fixed++
			}
		}
		if n >= 64 && fixed > n/8 {
			t.Errorf("%d of %d stay where they are", fixed, n)
		}
	}
}

func TestTheContextEndsAPlay(t *testing.T) {
	for _, jobs := range []int{1, 4} {
		w := newWorld(t)
		w.add(t, "b.yaml", opens, 1000, "native")
		ctx, cancel := context.WithCancel(t.Context())
		l := &log{}
		played := 0
		stop := reporter{run: func() error {
			if played++; played == 3 {
				cancel()
			}
			return nil
		}}
		s, err := Play(ctx, &w.plan, Options{Jobs: jobs, Worker: w.worker}, l, stop)
		if !errors.Is(err, context.Canceled) || !s.Interrupted || s.Whole() || s.Passed < 3 || s.Passed+s.Skipped != 1000 || l.summed == nil {
			t.Errorf("%d at a time: %+v, %v", jobs, s, err)
		}
	}
}

// reporter is made of functions, nil for nothing.
type reporter struct {
	run func() error
	end func(*Summary)
}

func (r reporter) Begin(int) error { return nil }

func (r reporter) Run(*Job, *story.Result) error {
	if r.run == nil {
		return nil
	}
	return r.run()
}

func (r reporter) End(s *Summary) error {
	if r.end != nil {
		r.end(s)
	}
	return nil
}

func TestAReporterThatFailsEndsAPlayAndNoOtherOneIsLeftOpen(t *testing.T) {
	for _, row := range []struct{ fails, want string }{
		{"begin", "begin 3\nend"},
		{"FAIL", "begin 3\nok a native one 1\nFAIL a native two 1\nend"},
		{"end", "begin 3\nok a native one 1\nFAIL a native two 1\nok a native three 1\nend"},
	} {
		w := newWorld(t)
		w.add(t, "a.yaml", tabled, 1, "native")
		l, whole, ended := &log{fails: row.fails}, true, 0
		last := reporter{end: func(s *Summary) { whole = s.Whole(); ended++ }}
		_, err := Play(t.Context(), &w.plan, Options{Jobs: 2, Worker: w.worker}, l, last)
		if !errors.Is(err, errFull) || l.String() != row.want {
			t.Errorf("%s: %v\n%s", row.fails, err, l)
		}
		if began := row.fails != "begin"; (ended == 1) != began || began && whole {
			t.Errorf("%s: the next one ended %d times, whole is %t", row.fails, ended, whole)
		}
	}
}

func TestARunThatCannotBePlayedEndsAPlay(t *testing.T) {
	w := newWorld(t)
	w.add(t, "b.yaml", opens, 50, "native")
	l := &log{}
	s, err := Play(t.Context(), &w.plan, Options{Jobs: 4, Worker: func() func(*story.Run) (story.Config, error) {
		return func(r *story.Run) (story.Config, error) {
			if r.Seed == 10 {
				return story.Config{}, errFull
			}
			return w.worker()(r)
		}
	}}, l)
	if !errors.Is(err, errFull) || !s.Broken || s.Passed != 9 || len(l.lines) != 11 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestABrokenRuleIsAnErrorWithTheRun(t *testing.T) {
	w := newWorld(t)
	w.add(t, "b.yaml", opens, 5, "native")
	_, err := Play(t.Context(), &w.plan, Options{Jobs: 2, Worker: func() func(*story.Run) (story.Config, error) {
		return func(r *story.Run) (story.Config, error) {
			return story.Config{Catalogue: w.Catalogue, Watch: func(session.Shown) { panic("a rule") }}, nil
		}
	}}, &log{})
	broken := ErrPanic{}
	if !errors.As(err, &broken) || err.Error() != "play b under native as returning  seed 1: a rule" || !bytes.Contains(broken.Stack, []byte("play_test.go")) {
		t.Errorf("%v", err)
	}
}

func TestTwoRunsOfOneSeedThatDifferAreAFailure(t *testing.T) {
	w := newWorld(t)
	w.add(t, "b.yaml", opens, 2, "native")
	played := 0
	odd := func() func(*story.Run) (story.Config, error) {
		return func(r *story.Run) (story.Config, error) {
			c := story.Config{Catalogue: w.Catalogue}
			if played++; played == 2 {
				r.Seed = 7
			}
			return c, nil
		}
	}
	var failures []story.Failure
	l := &log{}
	s, err := Play(t.Context(), &w.plan, Options{Jobs: 1, Twice: true, Worker: odd}, keeper{&failures}, l)
	if err != nil || s.Failed != 1 || s.Passed != 1 || played != 3 {
		t.Fatalf("%+v, %v, %d", s, err, played)
	}
	if len(failures) != 1 || failures[0].Message != "two runs of the same seed differ" || !strings.Contains(failures[0].Want, `"seed":1`) || !strings.Contains(failures[0].Got, `"seed":7`) {
		t.Errorf("%+v", failures)
	}
	if s, _ := Play(t.Context(), &w.plan, Options{Twice: true, Worker: w.worker}, l); s.Failed != 0 {
		t.Errorf("equal runs: %+v", s)
	}
}

// keeper keeps failures.
type keeper struct{ all *[]story.Failure }

func (keeper) Begin(int) error { return nil }

func (k keeper) Run(_ *Job, r *story.Result) error {
	*k.all = append(*k.all, r.Failures...)
	return nil
}

func (keeper) End(*Summary) error { return nil }

func TestOneCaseIsPlayedAlone(t *testing.T) {
	w := newWorld(t)
	for _, row := range []struct {
		name  string
		taken bool
	}{{"three", true}, {"four", false}} {
		j := &Job{Source: story.Source{File: "a.yaml", Data: []byte(tabled)}, Flows: w.Flows[:1], Shoppers: w.Shoppers[:1], Case: row.name}
		s, err := w.plan.Read(j.Source)
		if err != nil {
			t.Fatal(err)
		}
		if taken, err := w.plan.Add(j, s); taken != row.taken || err != nil {
			t.Errorf("%s: %t, %v", row.name, taken, err)
		}
	}
	l := &log{}
	if s, err := Play(t.Context(), &w.plan, Options{Worker: w.worker}, l); err != nil || s.Runs != 1 || !strings.Contains(l.String(), " three ") {
		t.Errorf("%+v, %v: %s", s, err, l)
	}
}

func TestAPlanHasAnEnd(t *testing.T) {
	w := newWorld(t)
	j := &Job{Source: story.Source{File: "a.yaml", Data: []byte(tabled)}, Flows: w.Flows, Shoppers: w.Shoppers, Repeat: MostRuns}
	s, err := w.plan.Read(j.Source)
	if err != nil {
		t.Fatal(err)
	}
	if taken, err := w.plan.Add(j, s); taken || err == nil || w.plan.Runs() != 0 {
		t.Errorf("%t, %v", taken, err)
	}
}

// Stories beyond what a plan keeps are read again, and run as those that are kept.
func TestStoriesThatAreNotKeptAreReadAgain(t *testing.T) {
	w := newWorld(t)
	j := w.add(t, "a.yaml", tabled, 1, "native")
	l := &log{}
	if _, err := Play(t.Context(), &w.plan, Options{Worker: w.worker}, l); err != nil {
		t.Fatal(err)
	}
	j.kept = nil
	again := &log{}
	if _, err := Play(t.Context(), &w.plan, Options{Worker: w.worker}, again); err != nil || again.String() != l.String() {
		t.Errorf("%v\n%s", err, again)
	}
	w.plan.Read = func(story.Source) (*story.Story, error) { return nil, errFull }
	if s, err := Play(t.Context(), &w.plan, Options{Worker: w.worker}, again); !errors.Is(err, errFull) || !s.Broken {
		t.Errorf("%+v, %v", s, err)
	}
}
