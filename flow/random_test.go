package flow_test

import (
	"math/rand/v2"
	"os"
	"reflect"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/shop"
)

// Random walks on the whole catalogue hold the same invariants as the small worlds do.
func TestRandomWalksOnTheFullCatalogue(t *testing.T) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	walks, steps := 300, 120
	if os.Getenv("TAGTAP_LONG") != "" {
		walks = 1000
	}
	places := map[flow.Place]int{}
	for seed := uint64(1); seed <= uint64(walks); seed++ {
		random := rand.New(rand.NewPCG(seed, 7))
		w := flow.World{
			Catalogue: set.Catalogue, Flow: set.Flows[random.IntN(len(set.Flows))], Shopper: set.Shoppers[random.IntN(len(set.Shoppers))],
		}
		now, s := w.Catalogue.Today, flow.Start(&w, 1)
		folded := s
		for range steps {
			if at, a, ok := flow.Due(&w, &s); ok && random.IntN(8) == 0 {
				now = max(now, at)
				s = fold(&w, &folded, now, s, a)
			}
			s = fold(&w, &folded, now, s, anything(random, &w, &s))
			now = now.Add(time.Second)
			places[s.Place()]++
			if err := moneyAddsUp(&w, &s); err != nil {
				t.Fatalf("seed %d at %s: %v", seed, s.Place(), err)
			}
		}
		if !reflect.DeepEqual(s, folded) {
			t.Fatalf("seed %d: I9: folding the events gives another state", seed)
		}
	}
	for _, p := range flow.Places() {
		if places[p] == 0 {
			t.Errorf("no walk came to %s", p)
		}
	}
}

// anything picks an action or happening, forward ones more often, also some that are refused.
func anything(random *rand.Rand, w *flow.World, s *flow.State) flow.Action {
	if all := flow.Happenings(w, s); len(all) > 0 && random.IntN(5) == 0 {
		return all[random.IntN(len(all))].Action
	}
	offers := flow.Offers(w, w.Catalogue.Today, s)
	for range 12 {
		o := offers[random.IntN(len(offers))]
		if o.Refusal.Refused() || !forward[o.Action.Verb] {
			continue
		}
		return o.Representatives()[0]
	}
	return offers[random.IntN(len(offers))].Action
}

func fold(w *flow.World, folded *flow.State, now shop.Instant, s flow.State, a flow.Action) flow.State {
	next, events := flow.Step(w, now, s, a)
	for _, e := range events {
		*folded = flow.Apply(*folded, e)
		w.Shared = flow.Share(w.Shared, e)
	}
	return next
}

// forward are the verbs that lead on through the loop; without a bias to them a random walk never leaves the feed.
var forward = map[flow.Verb]bool{
	flow.TapTag: true, flow.AddToCart: true, flow.BuyNow: true, flow.Choose: true, flow.Confirm: true, flow.OpenCheckout: true,
	flow.ChooseAddress: true, flow.Type: true, flow.SaveAddress: true, flow.PickAddress: true, flow.PlaceOrder: true,
	flow.Pay: true, flow.OpenReview: true, flow.Rate: true, flow.SubmitReview: true, flow.OpenNote: true, flow.PayOrder: true,
	flow.AskAfterSale: true, flow.ChooseReason: true, flow.SubmitRequest: true, flow.SendBack: true, flow.Escalate: true,
}
