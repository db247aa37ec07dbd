package flow_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Steps are taken from any earlier state, so that two branches grow from one: neither changes what the other holds.
func TestOlderStatesStayAsTheyWere(t *testing.T) {
	type moment struct {
		s    flow.State
		w    flow.World
		was  string
		last shop.Instant
	}
	written := func(m *moment) string {
		b, err := json.Marshal([]any{m.s, m.w.Shared, m.w.Catalogue.Products, m.w.Shopper})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for seed := uint64(1); seed <= 12; seed++ {
		random := rand.New(rand.NewPCG(seed, 3))
		w := wide()
		first := moment{s: flow.Start(&w, 1), w: w, last: w.Catalogue.Today}
		first.was = written(&first)
		all := []moment{first}
		for range 400 {
			from := max(0, len(all)-1-random.IntN(min(len(all), 1+random.IntN(40))))
			next := all[from]
			next.last = next.last.Add(time.Second)
			a := anything(random, &next.w, &next.s)
			var events []flow.Event
			next.s, events = flow.Step(&next.w, next.last, next.s, a)
			for _, e := range events {
				next.w.Shared = flow.Share(next.w.Shared, e)
			}
			next.was = written(&next)
			all = append(all, next)
		}
		for i := range all {
			if got := written(&all[i]); got != all[i].was {
				t.Fatalf("seed %d: state %d at %s changed\nfrom %s\nto   %s", seed, i, all[i].s.Place(), all[i].was, got)
			}
		}
	}
}
