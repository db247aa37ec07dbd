package session_test

import (
	"context"
	"reflect"
	"testing"
	"time"

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

// A video goes on where somebody looked back to it, however long ago that was.
func TestABranchIntoAVideoGoesOnWhereItWas(t *testing.T) {
	p := visit(t)
	tap(t, p.s, flow.Action{Verb: flow.OpenNote, ID: "candle-first-hours"})
	p.real = p.real.Add(2 * time.Second)
	tap(t, p.s, flow.Action{Verb: flow.Like})
	before := p.s.Shown()
	at := before.State.Video.At(before.Now)
	p.real = p.real.Add(5 * time.Minute)
	tap(t, p.s, do(flow.Back))
	if err := p.s.Branch(context.Background(), 1+shownTags(p.s)); err != nil {
		t.Fatal(err)
	}
	now := p.s.Shown()
	if got := now.State.Video.At(now.Now); now.State.Place() != flow.Video || got != at || now.State.Video.Shown != "" {
		t.Errorf("the branch is at %s, %d s into the video, shows %q; want %d s", now.State.Place(), got, now.State.Video.Shown, at)
	}
	if due, ok := p.s.Due(); !ok || due <= 0 {
		t.Errorf("the next card is due in %s, %v", due, ok)
	}
}

// shownTags counts what the world did by itself.
func shownTags(s *session.Session) int {
	n := 0
	for _, r := range s.Shown().Records {
		if r.Event.Kind == flow.Happened {
			n++
		}
	}
	return n
}

// What was refused before has nothing to do with the branch.
func TestABranchBeginsWithoutARefusal(t *testing.T) {
	s := walked(t, toPaid[:2]...)
	if shown, err := s.Tap(context.Background(), do(flow.Pay), 1); err != nil || !shown.Refused.Refused() {
		t.Fatalf("%v %v", shown.Refused, err)
	}
	if err := s.Branch(context.Background(), 2); err != nil {
		t.Fatal(err)
	}
	if r := s.Shown().Refused; r.Refused() {
		t.Errorf("the branch begins with %v", r)
	}
}

// Into each earlier state of a walk a branch can be taken, from each of them the shop can be used.
func TestABranchGoesOnFromEverywhere(t *testing.T) {
	way := append(append([]flow.Action{}, toPaid...), do(flow.OpenReview), flow.Action{Verb: flow.Rate, N: 5}, do(flow.Unpublish),
		do(flow.SubmitReview), do(flow.OpenOrders))
	for back := 1; back <= len(way); back++ {
		s := walked(t, way...)
		if err := s.Branch(context.Background(), back); err != nil {
			t.Fatal(err)
		}
		shown := s.Shown()
		if n := len(shown.State.Orders); n != 1 || !shown.State.Orders[0].Status.Bought() || len(shown.World.Shared.Reviews) != 1 {
			t.Errorf("%d back at %s: %d orders", back, shown.State.Place(), n)
		}
		taken := 0
		for _, o := range flow.Offers(shown.World, shown.Now, shown.State) {
			if !o.Refusal.Refused() {
				taken++
			}
		}
		if taken == 0 || shown.State.Place() == flow.Payment {
			t.Errorf("%d back: caught at %s", back, shown.State.Place())
		}
		if shown, err := s.Tap(context.Background(), do(flow.SubmitReview), 1); err != nil || !shown.Refused.Refused() {
			t.Errorf("%d back at %s: the line is reviewed twice: %v", back, shown.State.Place(), err)
		}
	}
}

// After a rest there is nothing to look back to but the session that began then.
func TestLookingBackEndsAtTheRest(t *testing.T) {
	p := visit(t)
	tap(t, p.s, toPaid[0])
	tap(t, p.s, toPaid[1])
	p.real = p.real.Add(31 * time.Minute)
	tap(t, p.s, toPaid[2])
	shown := p.s.Shown()
	if shown.Rewind.Steps != 1 {
		t.Fatalf("got %d steps, want the one after the rest", shown.Rewind.Steps)
	}
	then := p.s.Look(5)
	if then.Rewind.Back != 1 || then.State.Place() != flow.Product || then.State.Seq != shown.State.Seq-uint64(len(shown.Records)-1) {
		t.Errorf("%d back at %s, record %d of %d", then.Rewind.Back, then.State.Place(), then.State.Seq, shown.State.Seq)
	}
}

// Two sessions walk one journey: the one that finds it further on goes on from there, and looks back on what is there.
func TestTwoSessionsOnOneJourney(t *testing.T) {
	a := visit(t)
	tap(t, a.s, toPaid[0])
	tap(t, a.s, toPaid[1])
	first := a.s
	a.open(nil)
	tap(t, a.s, do(flow.Back))
	tap(t, a.s, do(flow.Back))
	second := a.s
	shown, err := first.Tap(context.Background(), toPaid[0], 1)
	if err != nil || shown.Refused.Refused() || shown.State.Place() != flow.Note || len(shown.State.Trail) != 2 {
		t.Fatalf("the first session is at %v: %v %v", shown.State.Trail, shown.Refused, err)
	}
	if shown, err = first.Mark(context.Background()); err != nil {
		t.Fatal(err)
	}
	for back := 1; back <= shown.Rewind.Steps; back++ {
		then := first.Look(back)
		if len(then.State.Trail) == 0 || then.State.Place() == flow.Nowhere || then.State.Seq != then.Records[len(then.Records)-1].Seq {
			t.Errorf("%d back: %v, record %d of %d", back, then.State.Trail, then.State.Seq, len(then.Records))
		}
	}
	for i, r := range shown.Records {
		if i > 0 && r.Seq != shown.Records[i-1].Seq+1 {
			t.Errorf("record %d follows %d", r.Seq, shown.Records[i-1].Seq)
		}
	}
	// A bookmark finds the journey further on as a tap does.
	if shown, err = second.Mark(context.Background()); err != nil || shown.State.Seq != first.Shown().State.Seq+1 {
		t.Errorf("bookmark at %d behind %d: %v", shown.State.Seq, first.Shown().State.Seq, err)
	}
	if err = first.Branch(context.Background(), 1); err != nil {
		t.Errorf("the branch: %v", err)
	}
}
