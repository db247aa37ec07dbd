package story_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/flow/text"
)

// A session that is printed and played again has the same records: the same facts in the same order, the same taps. It may
// have begun in the middle of a journey, and it may have gone on from one under another flow.
func TestAnySessionThatIsPrintedWalksAgain(t *testing.T) {
	set := builtIn(t)
	for seed := uint64(1); seed <= walks(); seed++ {
		random := rand.New(rand.NewPCG(seed, 5))
		journal := &session.Memory{}
		s := begun(t, set, random, journal, "someone", nil)
		if seed%2 == 0 { // others were there before, and so was this one
			wander(t, random, begun(t, set, random, journal, "other", nil), 20+random.IntN(60))
			s = begun(t, set, random, journal, "someone", nil)
			wander(t, random, s, 20+random.IntN(60))
			if seed%4 == 0 {
				if err := s.Branch(context.Background(), 1+random.IntN(20)); err != nil {
					t.Fatal(err)
				}
			} else {
				s = begun(t, set, random, journal, "someone", nil)
			}
		}
		shared := s.Shown().World.Shared // as this session saw it when it began
		wander(t, random, s, 5+random.IntN(80))
		shown := s.Shown()
		w := *shown.World
		w.Shared = shared
		printed := story.Print(text.Clean(fmt.Sprintf("walk %d", seed), text.Line), shown.Records, &w)
		again := played(t, set, shown.World, printed)
		sameFacts(t, seed, factsOf(again), factsOf(shown.Records), printed)
	}
}

func sameFacts(t *testing.T, seed uint64, got, want []string, printed []byte) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	t.Fatalf("seed %d: fact %d of %d and %d differs: got\n%s\nwant\n%s\nin\n%s", seed, i, len(got), len(want),
		strings.Join(got[i:min(i+3, len(got))], "\n"), strings.Join(want[i:min(i+3, len(want))], "\n"), printed)
}

// played plays a story and returns its records.
func played(t *testing.T, set *fixtures.Set, w *flow.World, data []byte) []flow.Record {
	t.Helper()
	s, err := story.Parse("printed.yaml", data)
	if err == nil {
		err = s.Check(story.Set{Catalogue: set.Catalogue, Flows: set.Flows, Shoppers: set.Shoppers})
	}
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	var records []flow.Record
	run := story.Runs(s, []*flow.Flow{w.Flow}, []*flow.Shopper{w.Shopper}, 1)[0]
	r, err := story.Play(context.Background(), run, story.Config{
		Catalogue: set.Catalogue, Watch: func(shown session.Shown) { records = shown.Records },
	})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Passed {
		t.Fatalf("%v in\n%s", r.Failures, data)
	}
	return records
}

// factsOf writes what must be the same: times, kinds, actions, refusals and places. Ids that a walk makes are its own.
func factsOf(records []flow.Record) []string {
	var facts []string
	var state flow.State
	for i := range records {
		r := &records[i]
		e := &r.Event
		state = flow.Apply(state, *e)
		if e.Kind == flow.Begun || e.Kind == flow.Marked {
			continue
		}
		a := e.Action
		if a.ID != "" && strings.ContainsAny(a.ID[:1], "PANRIC") {
			a.ID = a.ID[:1]
		}
		code := e.Refusal.Code
		facts = append(facts, fmt.Sprintf("%s kind %d %s refused %q at %s, amount %s", r.At, e.Kind, a, code, state.Place(), e.Amount))
	}
	return facts
}

// Persons are slower or faster than predicted. Their taps are walked again all the same, and what fell due between two of
// them falls due there.
func TestAnySessionOfAPersonThatIsPrintedWalksAgain(t *testing.T) {
	set := builtIn(t)
	for seed := uint64(1); seed <= walks(); seed++ {
		random := rand.New(rand.NewPCG(seed, 9))
		at := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)
		s, err := session.Open(context.Background(), session.Config{
			World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flows[random.IntN(len(set.Flows))], Shopper: set.Shoppers[random.IntN(len(set.Shoppers))]},
			Journal: &session.Memory{}, Journey: "someone", ID: "someone", Source: "person", Start: set.Catalogue.Today,
			Clock: func() time.Time { return at },
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 5 + random.IntN(80) {
			at = at.Add(time.Duration(50+random.IntN(4000)) * time.Millisecond)
			if random.IntN(15) == 0 {
				at = at.Add(time.Duration(random.IntN(900)) * time.Second)
			}
			wander(t, random, s, 1)
		}
		shown := s.Shown()
		first := *shown.World
		first.Shared = flow.Shared{}
		printed := story.Print(text.Clean("person", text.Line), shown.Records, &first)
		again := played(t, set, shown.World, printed)
		sameFacts(t, seed, tapsOf(again), tapsOf(shown.Records), printed)
	}
}

// tapsOf leaves times and waits out of the facts, and where a video stands: that is time as well.
func tapsOf(records []flow.Record) []string {
	var taps []string
	video := fmt.Sprintf("%d ", flow.VideoSet)
	for _, fact := range factsOf(records) {
		if _, rest, ok := strings.Cut(fact, " kind "); ok && !strings.Contains(rest, " wait: ") && !strings.HasPrefix(rest, video) {
			taps = append(taps, rest)
		}
	}
	return taps
}
