package flow_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Every verb is walked in some world, or the worlds say nothing about it.
func TestEveryVerbIsWalkedInSomeWorld(t *testing.T) {
	walked := map[flow.Verb]bool{flow.Wait: true} // time stands still in a search
	for _, c := range concerns() {
		w := c.world()
		w.Catalogue.Products[0].Variants[0].Stock = min(3, w.Catalogue.Products[0].Variants[0].Stock)
		within := func(w *flow.World, s *flow.State, a flow.Action) bool {
			ok := c.within(w, s, a)
			if ok && !walked[a.Verb] && !flow.Refuse(w, w.Catalogue.Today, s, a).Refused() {
				walked[a.Verb] = true
			}
			return ok
		}
		flow.Explore(w, w.Catalogue.Today, flow.Start(&w, 1), within, nil, bound)
	}
	for _, v := range flow.Verbs() {
		if !walked[v] {
			t.Errorf("%s is accepted in no world of the exploration", v)
		}
	}
}

// What happens by itself is never turned down: otherwise all that comes behind it would wait for ever.
func TestWhatIsDueIsAccepted(t *testing.T) {
	for _, c := range concerns() {
		w := c.world()
		graph := flow.Explore(w, w.Catalogue.Today, flow.Start(&w, 1), c.within, nil, 3000)
		for i := range graph.Nodes {
			n := &graph.Nodes[i]
			w.Shared = n.Shared
			at, a, ok := flow.Due(&w, &n.State)
			if !ok {
				continue
			}
			if r := flow.Refuse(&w, max(at, w.Catalogue.Today), &n.State, a); r.Refused() || !a.Verb.Spec().Due {
				t.Fatalf("%s: %s is due and refused: %v\nafter %v", c.name, a, r, graph.Path(int32(i)))
			}
			for _, h := range flow.Happenings(&w, &n.State) {
				if h.Refusal.Refused() && h.Action.Verb != flow.SellOut {
					t.Fatalf("%s: backstage offers %s, refused: %v\nafter %v", c.name, h.Action, h.Refusal, graph.Path(int32(i)))
				}
			}
		}
	}
}

// I16 holds in the worlds of the newer places as well.
func TestConfirmationCanBeReachedInNewerWorlds(t *testing.T) {
	worlds := map[string]func() flow.World{
		"steps": stepwise, "penniless": penniless, "filmed": filmed, "after receipt": afterReceipt,
		"steps, a newcomer without a wallet": func() flow.World {
			w := stepwise()
			w.Shopper = &flow.Shopper{ID: "new", New: true, Unbound: true}
			return w
		},
		"a form each time": func() flow.World {
			w := small()
			w.Flow.Address = "form"
			return w
		},
		"a sheet when needed, no cart": func() flow.World {
			w := small()
			w.Flow.Cart, w.Flow.SKUSheet, w.Flow.Preselect = false, flow.WhenNeeded, "first"
			return w
		},
	}
	for name, world := range worlds {
		w := world()
		if ends := flow.DeadEnds(&w, w.Catalogue.Today); len(ends) > 0 {
			t.Errorf("%s: caught at %s after %v", name, ends[0].Place, ends[0].Walk)
		}
		for _, p := range flow.Paths(&w, w.Catalogue.Today) {
			if !p.OK && (w.Flow.Cart || p.From != flow.StageCart && p.To != flow.StageCart) {
				t.Errorf("%s: no path from %s to %s", name, p.From, p.To)
			}
		}
	}
}

// Random walks of every world, also with time going on and taps that are refused, alter nothing that was handed in, fold to
// the same state, and keep offers and Step in agreement.
func TestRandomWalksOfEveryWorld(t *testing.T) {
	for n, c := range concerns() {
		random := rand.New(rand.NewPCG(uint64(n), 11))
		w := c.world()
		now, s := w.Catalogue.Today, flow.Start(&w, 1)
		folded, tries := s, everyAction(w.Catalogue)
		for range 600 {
			a := anything(random, &w, &s)
			if at, due, ok := flow.Due(&w, &s); ok && random.IntN(6) == 0 {
				now, a = max(now, at), due
			}
			if random.IntN(8) == 0 {
				a = tries[random.IntN(len(tries))]
			}
			was := asText(t, &s, &w)
			next, events := flow.Step(&w, now, s, a)
			if got := asText(t, &s, &w); got != was {
				t.Fatalf("%s: %s altered what was handed in", c.name, a)
			}
			for _, e := range events {
				folded = flow.Apply(folded, e)
				w.Shared = flow.Share(w.Shared, e)
			}
			s = next
			if !reflect.DeepEqual(s, folded) {
				t.Fatalf("%s: I9: after %s folding the events gives another state", c.name, a)
			}
			if err := moneyAddsUp(&w, &s); err != nil {
				t.Fatalf("%s: after %s: %v", c.name, a, err)
			}
			if err := oneOfEach(&s); err != nil {
				t.Fatalf("%s: after %s: %v", c.name, a, err)
			}
			if err := offersAgree(&w, &flow.Node{State: s, Shared: w.Shared}, tries); err != nil {
				t.Fatalf("%s: I15: %v", c.name, err)
			}
			now = now.Add(time.Duration(random.IntN(5000)) * time.Millisecond)
		}
	}
}

func asText(t *testing.T, s *flow.State, w *flow.World) string {
	t.Helper()
	b, err := json.Marshal([]any{s, w.Shared, w.Catalogue.Products, w.Shopper})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// oneOfEach holds that a place stands on the trail once, and that forms are open only where they can be seen.
func oneOfEach(s *flow.State) error {
	on := map[flow.Place]bool{}
	for _, spot := range s.Trail {
		if on[spot.Place] {
			return fmt.Errorf("%s stands on the trail twice: %v", spot.Place, s.Trail)
		}
		on[spot.Place] = true
	}
	switch {
	case on[flow.Note] && on[flow.Video]:
		return fmt.Errorf("a note and a video stand on the trail: %v", s.Trail)
	case s.Form != nil && !on[flow.Address]:
		return fmt.Errorf("the address form is open at %s", s.Place())
	case s.Wallet != nil && !on[flow.Payment]:
		return fmt.Errorf("the wallet form is open at %s", s.Place())
	case (s.Visit != nil) != on[flow.External]:
		return fmt.Errorf("visit %+v at %s", s.Visit, s.Place())
	case on[flow.Video] && s.Video.Note != shop.NoteID(s.Subject(flow.Video)):
		return fmt.Errorf("%s plays in the page of %s", s.Video.Note, s.Subject(flow.Video))
	}
	return nil
}
