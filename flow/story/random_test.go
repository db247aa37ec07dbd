package story_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/story"
)

// forward are the verbs that lead on through the loop; without a bias to them a random walk never leaves the feed.
var forward = map[flow.Verb]bool{
	flow.TapTag: true, flow.AddToCart: true, flow.BuyNow: true, flow.Choose: true, flow.Confirm: true, flow.OpenCheckout: true,
	flow.ChooseAddress: true, flow.Type: true, flow.SaveAddress: true, flow.PickAddress: true, flow.PlaceOrder: true, flow.Increase: true,
	flow.Pay: true, flow.OpenReview: true, flow.Rate: true, flow.SubmitReview: true, flow.OpenNote: true, flow.PayOrder: true,
	flow.NextStep: true, flow.Continue: true, flow.EnterPassword: true, flow.BindWallet: true, flow.SaveWallet: true, flow.ChoosePayment: true,
	flow.OpenCoupons: true, flow.ClaimCoupon: true, flow.UseCoupon: true, flow.ApplyCoupons: true, flow.ChooseIdentity: true, flow.PickIdentity: true,
	flow.SaveIdentity: true, flow.AddPicture: true, flow.SplitOrders: true, flow.PayBalance: true, flow.AskAfterSale: true, flow.ChooseType: true,
	flow.ChooseLine: true, flow.ChooseReason: true, flow.ExchangeFor: true, flow.SubmitRequest: true, flow.SendBack: true, flow.Escalate: true,
	flow.CancelRequest: true, flow.AcceptExchange: true,
}

func builtIn(t testing.TB) *fixtures.Set {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// wander walks at random from where a session stands.
func wander(t testing.TB, random *rand.Rand, s *session.Session, steps int) {
	t.Helper()
	ctx := context.Background()
	for range steps {
		shown := s.Shown()
		var err error
		switch happenings := flow.Happenings(shown.World, shown.State); {
		case random.IntN(12) == 0:
			_, err = s.Skip(ctx)
		case random.IntN(30) == 0:
			_, err = s.Mark(ctx)
		case random.IntN(20) == 0:
			err = lead(ctx, random, s)
		case random.IntN(40) == 0:
			_, err = s.Happen(ctx, flow.Action{Verb: flow.Wait, N: int32(1 + random.IntN(90_000))})
		case len(happenings) > 0 && random.IntN(5) == 0:
			_, err = s.Happen(ctx, happenings[random.IntN(len(happenings))].Action)
		default:
			_, err = s.Tap(ctx, anyTap(random, shown), 0)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// lead takes a few steps of the shortest walk to a place of the loop, where chance alone seldom comes.
func lead(ctx context.Context, random *rand.Rand, s *session.Session) error {
	shown := s.Shown()
	goals := []flow.Place{flow.Checkout, flow.Address, flow.Payment, flow.Confirmation, flow.Orders, flow.Review, flow.Coupons, flow.Identity,
		flow.AfterSale, flow.AfterSale}
	var known flow.Walks
	goal := flow.GoalAt(shown.State, goals[random.IntN(len(goals))], "")
	path, _, _ := known.Reach(shown.World, shown.Now, shown.State, goal, flow.ScopeOf(shown.World, shown.State, flow.Scope{}))
	for _, a := range path[:min(len(path), 1+random.IntN(14))] {
		var err error
		if a.Happening() {
			_, err = s.Happen(ctx, a)
		} else {
			_, err = s.Tap(ctx, a, 0)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func anyTap(random *rand.Rand, shown session.Shown) flow.Action {
	offers := flow.Offers(shown.World, shown.Now, shown.State)
	for range 12 {
		if o := offers[random.IntN(len(offers))]; !o.Refusal.Refused() && forward[o.Action.Verb] {
			return o.Representatives()[0]
		}
	}
	for range 3 {
		if o := offers[random.IntN(len(offers))]; o.Action.Verb != flow.Back && o.Action.Verb != flow.LeaveFor {
			return o.Representatives()[0]
		}
	}
	return offers[random.IntN(len(offers))].Representatives()[0]
}

// begun opens a session of a random flow and shopper in a memory of its own.
func begun(t testing.TB, set *fixtures.Set, random *rand.Rand, journal session.Journal, journey string, given *flow.State) *session.Session {
	t.Helper()
	s, err := session.Open(context.Background(), session.Config{
		World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flows[random.IntN(len(set.Flows))], Shopper: set.Shoppers[random.IntN(len(set.Shoppers))]},
		Journal: journal, Journey: journey, ID: journey, Source: "story", Start: set.Catalogue.Today.Add(20 * time.Hour), Given: given,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// walks is how many random walks each property takes; TAGTAP_LONG asks for more.
func walks() uint64 {
	if os.Getenv("TAGTAP_LONG") != "" {
		return 400
	}
	return 10
}

// What any walk comes to, at its end and on its way, survives being printed and read.
func TestGivenSurvivesPrintingAndReading(t *testing.T) {
	set := builtIn(t)
	met := map[flow.Place]int{}
	for seed := uint64(1); seed <= walks(); seed++ {
		random := rand.New(rand.NewPCG(seed, 3))
		s := begun(t, set, random, &session.Memory{}, "someone", nil)
		for range 1 + random.IntN(12) {
			wander(t, random, s, 1+random.IntN(10))
			shown := s.Shown()
			met[shown.State.Place()]++
			survives(t, seed, shown)
		}
	}
	for _, p := range []flow.Place{flow.Note, flow.Product, flow.SKU, flow.Cart, flow.Checkout, flow.Address, flow.External, flow.Coupons,
		flow.Identity, flow.AfterSale} {
		if met[p] == 0 {
			t.Errorf("no walk came to %s", p)
		}
	}
}

func survives(t *testing.T, seed uint64, shown session.Shown) {
	t.Helper()
	want := *shown.State
	printed := story.PrintGiven(shown.World, &want)
	if printed == nil {
		return
	}
	got, shared, err := story.Give(printed, shown.World, shop.Instant(0))
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, printed)
	}
	want.Stream, want.Seq = 0, 0
	if a, b := encoded(t, &want), encoded(t, &got); !bytes.Equal(a, b) {
		t.Fatalf("seed %d: got\n%+v\nwant\n%+v\nin\n%s", seed, got, want, printed)
	}
	sameShelves(t, seed, shown.World, &shared)
	own := *shown.World
	own.Shared = shared
	if again := story.PrintGiven(&own, &got); !bytes.Equal(again, printed) {
		t.Fatalf("seed %d: printed again it differs:\n%s\nthen\n%s", seed, printed, again)
	}
}

func encoded(t *testing.T, s *flow.State) []byte {
	t.Helper()
	b, err := cbor.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sameShelves(t *testing.T, seed uint64, w *flow.World, shared *flow.Shared) {
	t.Helper()
	own := *w
	own.Shared = *shared
	for i := range w.Catalogue.Products {
		for _, v := range w.Catalogue.Products[i].Variants {
			if got, want := own.Left(v.SKU), w.Left(v.SKU); got != want {
				t.Fatalf("seed %d: %d left of %s, want %d", seed, got, v.SKU, want)
			}
		}
	}
	if len(shared.Notes) != len(w.Shared.Notes) {
		t.Fatalf("seed %d: %d notes, want %d", seed, len(shared.Notes), len(w.Shared.Notes))
	}
	for i := range shared.Notes {
		a, _ := cbor.Marshal(shared.Notes[i])
		b, _ := cbor.Marshal(w.Shared.Notes[i])
		if !bytes.Equal(a, b) {
			t.Fatalf("seed %d: note\n%+v\nwant\n%+v", seed, shared.Notes[i], w.Shared.Notes[i])
		}
	}
}
