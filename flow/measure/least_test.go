package measure_test

import (
	"context"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// walked is a session of these actions that begins where the earlier ones led.
func walked(t *testing.T, before, actions []flow.Action) (measure.Least, int) {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	ctx, journal := context.Background(), &session.Memory{}
	var shown session.Shown
	for _, some := range [][]flow.Action{before, actions} {
		s, err := session.Open(ctx, session.Config{
			World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")},
			Journal: journal, Journey: "returning", Start: set.Catalogue.Today,
		})
		if err != nil {
			t.Fatal(err)
		}
		shown = s.Shown()
		for _, a := range some {
			if a.Verb == flow.PayOrder {
				a.ID = string(shown.State.Orders[0].ID)
			}
			if a.Happening() {
				shown, err = s.Happen(ctx, a)
			} else {
				shown, err = s.Tap(ctx, a, 1)
			}
			if err != nil || shown.Refused.Refused() {
				t.Fatalf("%s at %s: %v %v", a, shown.State.Place(), shown.Refused, err)
			}
		}
	}
	return shown.Meter.Least(&flow.Walks{}, shown.World, shown.Records, shown.State), shown.Meter.Taps
}

func list(parts ...[]flow.Action) []flow.Action {
	var all []flow.Action
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

func verbs(all ...flow.Verb) []flow.Action {
	actions := make([]flow.Action, len(all))
	for i, v := range all {
		actions[i].Verb = v
	}
	return actions
}

func with(v flow.Verb, id string) []flow.Action { return []flow.Action{{Verb: v, ID: id}} }

var (
	toTint   = list(with(flow.OpenNote, "oily-skin-empties"), with(flow.TapTag, "lip-tint"))
	addTint  = list(verbs(flow.AddToCart), []flow.Action{{Verb: flow.Choose, ID: "shade", Value: "rose-03"}}, verbs(flow.Confirm))
	buyTint  = list(verbs(flow.BuyNow), []flow.Action{{Verb: flow.Choose, ID: "shade", Value: "rose-03"}}, verbs(flow.Confirm))
	leave    = verbs(flow.Back, flow.Back)
	toCoffee = list(with(flow.OpenNote, "desk-drip"), with(flow.TapTag, "drip-coffee"))
	addDrip  = list(verbs(flow.AddToCart), []flow.Action{
		{Verb: flow.Choose, ID: "roast", Value: "medium"}, {Verb: flow.Choose, ID: "pack", Value: "10"}}, verbs(flow.Confirm))
	approve = []flow.Action{{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved}}
	pay     = list(verbs(flow.PlaceOrder, flow.Pay), approve)
)

func TestFewestTapsOfASession(t *testing.T) {
	for _, c := range []struct {
		name            string
		before, actions []flow.Action
		taps, fewest    int
	}{
		{"from the feed", nil, list(toTint, buyTint, pay), 7, 7},
		{"only what was bought", list(toTint, addTint, leave, toCoffee, addDrip, leave),
			list(verbs(flow.OpenCart), with(flow.Untick, "drip-coffee-medium-10"), verbs(flow.OpenCheckout), pay), 5, 5},
		{"only what went to the checkout", list(toTint, addTint, leave, toCoffee, addDrip, leave),
			list(verbs(flow.OpenCart), with(flow.Untick, "drip-coffee-medium-10"), verbs(flow.OpenCheckout, flow.Back)), 4, 3},
		{"one piece fewer", list(toTint, addTint, addTint, leave),
			list(verbs(flow.OpenCart), with(flow.Decrease, "lip-tint-03"), verbs(flow.OpenCheckout), pay), 5, 5},
		{"the empty cart was looked at first", nil, list(verbs(flow.OpenCart, flow.Back), toTint, addTint), 7, 5},
		{"the cart was looked at after", nil, list(toTint, addTint, verbs(flow.OpenCart)), 6, 6},
		{"a line was raised in the cart", list(toTint, addTint, leave), list(verbs(flow.OpenCart), with(flow.Increase, "lip-tint-03")), 2, 2},
		{"an order of before is reviewed", list(toTint, buyTint, pay, verbs(flow.Home)),
			list(verbs(flow.OpenOrders), with(flow.OpenReview, "lip-tint-03"), []flow.Action{{Verb: flow.Rate, N: 4}},
				verbs(flow.Unpublish, flow.SubmitReview)), 5, 5},
		{"an order of before is paid", list(toTint, buyTint, verbs(flow.PlaceOrder, flow.Back, flow.Home)),
			list(verbs(flow.OpenOrders), verbs(flow.PayOrder), verbs(flow.Pay), approve), 3, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			least, taps := walked(t, c.before, c.actions)
			if taps != c.taps || !least.OK || least.Taps != c.fewest {
				t.Errorf("got %d taps and fewest %+v, want %d and %d", taps, least, c.taps, c.fewest)
			}
		})
	}
}

// An import that is declared by typing, a coupon by hand and a deposit are bought like anything else, and the coupon is a detour.
func TestFewestTapsWithIdentityCouponsAndDeposits(t *testing.T) {
	at := time.Date(2026, 11, 11, 20, 0, 0, 0, shop.China)
	for _, c := range []struct {
		name, flow, shopper string
		actions             []flow.Action
		taps, fewest        int
	}{
		{"typed", "native", "cross-border-new", list(with(flow.OpenNote, "barrier-cream-empty"), with(flow.TapTag, "barrier-cream"), verbs(flow.BuyNow),
			[]flow.Action{pick("size", "30"), pick("texture", "rich")}, verbs(flow.Confirm, flow.OpenCoupons, flow.ApplyCoupons, flow.ChooseIdentity),
			[]flow.Action{flow.Typing("number", "990102199203141267"), flow.Typing("phone", "18600002345")}, verbs(flow.SaveIdentity), pay), 14, 12},
		{"saved", "native", "cross-border-verified", list(with(flow.OpenNote, "barrier-cream-empty"), with(flow.TapTag, "barrier-cream"), verbs(flow.BuyNow),
			[]flow.Action{pick("size", "30"), pick("texture", "rich")}, verbs(flow.Confirm), pay), 8, 8},
		{"a claimed coupon", "native", "returning", list(with(flow.OpenNote, "oily-skin-empties"), with(flow.TapTag, "cushion"), verbs(flow.OpenCoupons),
			with(flow.ClaimCoupon, "okkari-cushion-20"), verbs(flow.Back, flow.BuyNow), []flow.Action{pick("shade", "n21"), pick("finish", "matte")},
			verbs(flow.Confirm), pay), 11, 8},
		{"a deposit", "native", "returning", list(with(flow.OpenNote, "three-boxes"), with(flow.TapTag, "gift-beans"), verbs(flow.BuyNow, flow.Back, flow.BuyNow),
			[]flow.Action{pick("grind", "whole"), pick("pack", "3")}, verbs(flow.Confirm), pay), 10, 8},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, err := fixtures.BuiltIn()
			if err != nil {
				t.Fatal(err)
			}
			s, err := session.Open(context.Background(), session.Config{
				World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow(c.flow), Shopper: set.Shopper(c.shopper)},
				Journal: &session.Memory{}, Journey: c.shopper, Start: shop.At(at),
			})
			if err != nil {
				t.Fatal(err)
			}
			m := do(t, s, c.actions...)
			shown, known := s.Shown(), flow.Walks{}
			least := m.Least(&known, shown.World, shown.Records, shown.State)
			if m.Refused > 0 || m.Taps != c.taps || !least.OK || least.Taps != c.fewest {
				t.Errorf("got %d refused, %d taps and fewest %+v, want %d and %d", m.Refused, m.Taps, least, c.taps, c.fewest)
			}
		})
	}
}

func TestNoFewestOfSeveralOrders(t *testing.T) {
	least, _ := walked(t, nil, list(toTint, addTint, leave, toCoffee, addDrip, verbs(flow.OpenCart, flow.OpenCheckout), pay))
	if least.OK {
		t.Fatalf("got %+v, want none", least)
	}
}

// Who came back from a shop outside has reached the tag all the same.
func TestFewestTapsOfATagThatLedOutside(t *testing.T) {
	for _, more := range [][]flow.Action{nil, verbs(flow.Back), verbs(flow.Continue, flow.Back, flow.Back)} {
		s := open(t, "redirect", "returning")
		do(t, s, list(toTint, more)...)
		shown := s.Shown()
		least := shown.Meter.Least(&flow.Walks{}, shown.World, shown.Records, shown.State)
		if !least.OK || least.Taps != 2 {
			t.Errorf("then %v: got %+v, want 2 taps", more, least)
		}
	}
}
