package story

import (
	"context"
	"errors"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
)

func TestAStoryIsPlayedToACheckpoint(t *testing.T) {
	src := storyOf(inCart + "\ncheckpoint: cart\ncheckout\nplace-order\npay\ncheckpoint: paid\nhome\nexpect: {place: cart}\ncheckpoint: end")
	run := Runs(parse(t, src), set().Flows[:1], set().Shoppers[:1], 1)[0]
	for checkpoint, want := range map[string]flow.Place{"cart": flow.Cart, "paid": flow.Confirmation} {
		s, err := PlayTo(context.Background(), run, Config{Catalogue: small()}, checkpoint)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Shown().State.Place(); got != want {
			t.Errorf("%s: got %s, want %s", checkpoint, got, want)
		}
		if _, err := s.Tap(context.Background(), flow.Action{Verb: flow.Back}, 1); err != nil {
			t.Error(err)
		}
	}
	_, err := PlayTo(context.Background(), run, Config{Catalogue: small()}, "crt")
	if want := `the story test has no checkpoint "crt" (did you mean "cart"?)`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	var missing ErrNoCheckpoint
	if !errors.As(err, &missing) || missing.Hint() != "there are: cart, paid, end" {
		t.Errorf("got %q", missing.Hint())
	}
	_, err = PlayTo(context.Background(), run, Config{Catalogue: small()}, "end")
	if want := "cannot start at test:end: test.yaml:15:14: expect.place: got feed, want cart"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestAStoryIsPlayedThroughASessionThatIsThere(t *testing.T) {
	own := openSession(t, native(), returning())
	run := Runs(parse(t, storyOf(inCart+"\ncheckpoint: cart")), set().Flows[:1], set().Shoppers[:1], 1)[0]
	s, err := PlayTo(context.Background(), run, Config{Catalogue: small(), Session: own}, "cart")
	if err != nil || s != own || own.Shown().State.Place() != flow.Cart || own.Shown().Session != "own" {
		t.Errorf("got %v, %v", s, err)
	}
}

func openSession(t *testing.T, f *flow.Flow, who *flow.Shopper) *session.Session {
	t.Helper()
	s, err := session.Open(context.Background(), session.Config{
		World: *worldOf(f, who), Journal: &session.Memory{}, Journey: "own", ID: "own", Source: "person", Start: begins(&Story{}, nil, small()),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAWalkLeadsToEveryPlace(t *testing.T) {
	plain := native()
	plain.Name, plain.Coupons, plain.Identity = "plain", "none", flow.IdentityOpensForm
	for _, f := range []*flow.Flow{native(), express(), received(), redirect(), plain} {
		for _, place := range flow.Places() {
			s := openSession(t, f, returning())
			err := WalkTo(context.Background(), s, &flow.Walks{}, place)
			lacks := f.Lacks(place) || f.Lacks(flow.Confirmation) && (place == flow.Tracking || place == flow.Address)
			var none ErrNotReached
			switch got := s.Shown().State.Place(); {
			case lacks && place == flow.External: // a note may lead there all the same; none of these does
				if !errors.As(err, &none) || none.Why != "no tag of the catalogue leads out of the app" {
					t.Errorf("%s, %s: got %v at %s", f.Name, place, err, got)
				}
			case lacks && (!errors.As(err, &none) || none.Why != "the flow "+f.Name+" has no such place"):
				t.Errorf("%s, %s: got %v at %s", f.Name, place, err, got)
			case !lacks && (err != nil || got != place):
				t.Errorf("%s, %s: got %s, %v", f.Name, place, got, err)
			}
		}
	}
	for place, want := range map[flow.Place]int{flow.Coupons: 3, flow.Identity: 6, flow.AfterSale: 9} {
		s := openSession(t, native(), returning())
		if err := WalkTo(context.Background(), s, &flow.Walks{}, place); err != nil || s.Shown().Meter.Taps != want {
			t.Errorf("%s: %v after %d taps, want %d", place, err, s.Shown().Meter.Taps, want)
		}
	}
	w := worldOf(native(), returning())
	w.Catalogue.Shops[0].Verified = false
	out, err := session.Open(context.Background(), session.Config{World: *w, Journal: &session.Memory{}, Journey: "own", ID: "own"})
	if err != nil {
		t.Fatal(err)
	}
	if err := WalkTo(context.Background(), out, &flow.Walks{}, flow.External); err != nil || out.Shown().State.Place() != flow.External {
		t.Errorf("got %v at %s", err, out.Shown().State.Place())
	}
	s := openSession(t, native(), returning())
	if err := WalkTo(context.Background(), s, &flow.Walks{}, flow.Tracking); err != nil || s.Shown().Meter.Taps != 8 {
		t.Errorf("got %v, %d taps to the tracking page", err, s.Shown().Meter.Taps)
	}
}
