package measure_test

import (
	"context"
	"slices"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
)

func open(t *testing.T, flowName, shopper string) *session.Session {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.Open(context.Background(), session.Config{
		World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow(flowName), Shopper: set.Shopper(shopper)},
		Journal: &session.Memory{}, Journey: shopper, Start: set.Catalogue.Today,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func act(v flow.Verb) flow.Action           { return flow.Action{Verb: v} }
func on(v flow.Verb, id string) flow.Action { return flow.Action{Verb: v, ID: id} }
func pick(axis, value string) flow.Action {
	return flow.Action{Verb: flow.Choose, ID: axis, Value: value}
}

// do taps the actions and returns the meter; taps that are refused are part of some walks.
func do(t *testing.T, s *session.Session, actions ...flow.Action) *measure.Meter {
	t.Helper()
	for _, a := range actions {
		var err error
		if a.Happening() {
			_, err = s.Happen(context.Background(), a)
		} else {
			_, err = s.Tap(context.Background(), a, 1)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return s.Shown().Meter
}

var approved = flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved}

func TestCostsByOperator(t *testing.T) {
	o := measure.Proposed
	s := open(t, "native", "new")
	steps := []struct {
		name string
		a    flow.Action
		want int64
	}{
		{"two swipes, a decision, a tap, a page", on(flow.OpenNote, "oily-skin-empties"), 2*o.Swipe + o.Mental + o.Tap + o.Page},
		{"a tag needs no swipe", on(flow.TapTag, "lip-tint"), o.Mental + o.Tap + o.Page},
		{"the sheet", act(flow.BuyNow), 2*o.Swipe + o.Mental + o.Tap + o.Sheet},
		{"the first choice is a decision", pick("shade", "rose-03"), o.Mental + o.Tap},
		{"what follows in the sheet is not", pick("shade", "rose-03"), o.Tap},
		{"the sheet gives way to a page", act(flow.Confirm), o.Tap + o.Page},
		{"a refused tap waits for nothing", act(flow.PlaceOrder), o.Mental + o.Tap},
		{"the address sheet", act(flow.ChooseAddress), o.Mental + o.Tap + o.Sheet},
		{"a field is a decision, a tap and its keys", flow.Typing("name", "王小雨"), o.Mental + o.Tap + 3*o.Key},
		{"eleven keys", flow.Typing("phone", "13800005678"), o.Mental + o.Tap + 11*o.Key},
		{"", flow.Typing("region", "上海"), o.Mental + o.Tap + 2*o.Key},
		{"", flow.Typing("street", "8"), o.Mental + o.Tap + o.Key},
		{"saving asks the network, not the mind", act(flow.SaveAddress), o.Tap + o.Network},
		{"", act(flow.PlaceOrder), o.Mental + o.Tap + o.Page},
		{"paying asks the network", act(flow.Pay), o.Mental + o.Tap + o.Network},
		{"a happening costs nothing", approved, 0},
		{"", act(flow.OpenReview), o.Mental + o.Tap + o.Page},
		{"", on(flow.AddTag, "soft-colour"), o.Mental + o.Tap},
	}
	last := int64(0)
	for _, step := range steps {
		m := do(t, s, step.a)
		if got := m.Millis - last; got != step.want {
			t.Errorf("%s (%s): got %d ms, want %d", step.a, step.name, got, step.want)
		}
		last = m.Millis
	}
}

func TestStepsPlacesAndBackTracking(t *testing.T) {
	s := open(t, "native", "returning")
	m := do(t, s,
		on(flow.OpenNote, "oily-skin-empties"), on(flow.TapTag, "lip-tint"), act(flow.Back), on(flow.TapTag, "lip-tint"),
		act(flow.AddToCart), act(flow.Confirm), pick("shade", "rose-03"), act(flow.Confirm), act(flow.OpenCart),
		act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay), approved,
	)
	want := []flow.Place{
		flow.Feed, flow.Note, flow.Product, flow.Note, flow.Product, flow.SKU, flow.Product, flow.Cart, flow.Checkout,
		flow.Payment, flow.Confirmation,
	}
	if !slices.Equal(m.Places, want) {
		t.Errorf("got places %v, want %v", m.Places, want)
	}
	if m.Steps != 10 || m.Taps != 12 || m.Refused != 1 || m.CheckoutSteps() != 3 {
		t.Errorf("got %d steps, %d taps, %d refused, %d checkout steps; want 10, 12, 1, 3", m.Steps, m.Taps, m.Refused, m.CheckoutSteps())
	}
	// Note, product, note is one step back; going on to the product again is not. The sheet closed because its job was done.
	if m.Backtracks != 1 {
		t.Errorf("got %d back-tracks, want 1", m.Backtracks)
	}
}

func TestOnlyEmptyFieldsThatAreFilledCount(t *testing.T) {
	s := open(t, "native", "new")
	m := do(t, s,
		on(flow.OpenNote, "oily-skin-empties"), on(flow.TapTag, "lip-tint"), act(flow.BuyNow), pick("shade", "rose-03"),
		act(flow.Confirm), act(flow.ChooseAddress), flow.Typing("name", "周"), flow.Typing("name", "周一"),
		flow.Typing("phone", "1"), flow.Typing("region", ""),
	)
	if m.Fields != 2 || m.Keys != 4 {
		t.Errorf("got %d fields, %d keys; want 2 and 4", m.Fields, m.Keys)
	}
}

// One step back in a checkout in steps is back-tracking, and so is one page back outside; going on again is none.
func TestAStepBackIsBackTracking(t *testing.T) {
	s := open(t, "stepwise", "returning")
	m := do(t, s,
		on(flow.OpenNote, "oily-skin-empties"), on(flow.TapTag, "lip-tint"), act(flow.AddToCart), pick("shade", "rose-03"), act(flow.Confirm),
		act(flow.OpenCart), act(flow.OpenCheckout), act(flow.ChooseAddress), on(flow.PickAddress, "home"), act(flow.NextStep),
	)
	if m.Backtracks != 0 || m.Refused != 0 {
		t.Fatalf("got %d back-tracks and %d refusals on the way", m.Backtracks, m.Refused)
	}
	if m = do(t, s, act(flow.Back)); m.Backtracks != 1 {
		t.Errorf("got %d back-tracks, want 1", m.Backtracks)
	}
	if m = do(t, s, act(flow.NextStep), act(flow.NextStep)); m.Backtracks != 1 || m.CheckoutSteps() != 3 {
		t.Errorf("going on again: got %d back-tracks and %d checkout steps, want 1 and 3", m.Backtracks, m.CheckoutSteps())
	}
	s = open(t, "redirect", "returning")
	m = do(t, s, on(flow.OpenNote, "oily-skin-empties"), on(flow.TapTag, "lip-tint"), act(flow.Continue), act(flow.Back))
	if m.Backtracks != 1 || m.Refused != 0 {
		t.Errorf("outside: got %d back-tracks, want 1", m.Backtracks)
	}
}

// To leave for another platform reaches no stage, from wherever, and is a tap and a step.
func TestLeavingIsNoStage(t *testing.T) {
	s := open(t, "native", "returning")
	was := *do(t, s, on(flow.OpenNote, "oily-skin-empties"))
	m := do(t, s, on(flow.LeaveFor, "tmall"))
	if m.Stages != was.Stages || m.Taps != was.Taps+1 || m.Steps != was.Steps+1 || m.Stages != s.Shown().State.Reached {
		t.Errorf("got stages %b, %d taps, %d steps after %b, %d, %d", m.Stages, m.Taps, m.Steps, was.Stages, was.Taps, was.Steps)
	}
}
