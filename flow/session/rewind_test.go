package session_test

import (
	"context"
	"reflect"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
)

// toPaid leads from the feed to a paid order; the last one is a happening.
var toPaid = []flow.Action{
	{Verb: flow.OpenNote, ID: "oily-skin-empties"}, {Verb: flow.TapTag, ID: "lip-tint"}, {Verb: flow.BuyNow},
	{Verb: flow.Choose, ID: "shade", Value: "rose-03"}, {Verb: flow.Confirm}, {Verb: flow.PlaceOrder}, {Verb: flow.Pay},
	{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved},
}

// walked opens a session and does what a shopper does.
func walked(t *testing.T, actions ...flow.Action) *session.Session {
	t.Helper()
	p := visit(t)
	for _, a := range actions {
		tap(t, p.s, a)
	}
	return p.s
}

func tap(t *testing.T, s *session.Session, a flow.Action) {
	t.Helper()
	do := func(ctx context.Context, a flow.Action) (session.Shown, error) { return s.Tap(ctx, a, 1) }
	if a.Happening() {
		do = s.Happen
	}
	shown, err := do(context.Background(), a)
	if err != nil || shown.Refused.Refused() {
		t.Fatalf("%s: %v %v", a, err, shown.Refused)
	}
}

func TestLookingBackShowsWhatWasSeenThen(t *testing.T) {
	s := walked(t)
	var seen []session.Shown
	for _, a := range toPaid {
		seen = append(seen, s.Shown().Snapshot())
		tap(t, s, a)
	}
	n := s.Shown().Rewind.Steps
	if n != len(toPaid) {
		t.Fatalf("got %d steps, want %d", n, len(toPaid))
	}
	for back := 1; back <= n; back++ {
		then, want := s.Look(back), seen[n-back]
		if !reflect.DeepEqual(then.State, want.State) || then.Meter.Taps != want.Meter.Taps || then.Meter.Millis != want.Meter.Millis {
			t.Errorf("%d back: %s and %d taps, want %s and %d", back, then.State.Place(), then.Meter.Taps, want.State.Place(), want.Meter.Taps)
		}
		if len(then.Records) != len(want.Records) || !then.Rewind.Looking() {
			t.Errorf("%d back: %d records, want %d", back, len(then.Records), len(want.Records))
		}
	}
	if then := s.Look(n + 5); then.State.Place() != flow.Feed || then.Rewind.Back != n {
		t.Errorf("beyond the beginning: %s, %d back", then.State.Place(), then.Rewind.Back)
	}
	if s.Shown().Rewind.Looking() || s.Shown().State.Place() == flow.Feed {
		t.Error("looking back moved the session")
	}
}

// From an earlier place the shopper goes another way; what was bought since stays bought.
func TestABranchKeepsOrdersAndStock(t *testing.T) {
	s := walked(t, toPaid...)
	before := s.Shown()
	orders, shelf, name := before.State.Orders, before.World.Shared.Shelf, before.Session
	if err := s.Branch(context.Background(), 3); err != nil {
		t.Fatal(err)
	}
	now := s.Shown()
	begin := now.Records[0].Event.Begin
	if begin == nil || begin.From.Session != name || begin.From.Seq == 0 || now.Session == name {
		t.Fatalf("branched from %+v as %s, want from %s as another", begin, now.Session, name)
	}
	if now.State.Place() == flow.Confirmation || !reflect.DeepEqual(now.State.Orders, orders) || !reflect.DeepEqual(now.World.Shared.Shelf, shelf) {
		t.Errorf("at %s with %d orders, want before the payment with the orders and shelves of now", now.State.Place(), len(now.State.Orders))
	}
	if now.Meter.Taps != 0 || now.Rewind.Steps != 0 {
		t.Errorf("the branch begins with %d taps", now.Meter.Taps)
	}
}

func TestBookmarksAreNoTaps(t *testing.T) {
	s := walked(t, toPaid[:2]...)
	taps := s.Shown().Meter.Taps
	if _, err := s.Mark(context.Background()); err != nil {
		t.Fatal(err)
	}
	tap(t, s, toPaid[2])
	shown := s.Shown()
	if shown.Meter.Taps != taps+1 || !reflect.DeepEqual(shown.Rewind.Marks, []int{2}) || shown.Rewind.Steps != 3 {
		t.Errorf("%d taps, marks %v of %d steps", shown.Meter.Taps, shown.Rewind.Marks, shown.Rewind.Steps)
	}
	if then := s.Look(1); then.State.Seq != shown.State.Seq-uint64(len(shown.Records)-len(then.Records)) {
		t.Errorf("looking back to the bookmark shows record %d", then.State.Seq)
	}
}
