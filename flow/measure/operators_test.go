package measure

import (
	"testing"

	"tagtap/flow"
	"tagtap/flow/text"
)

func TestWhatActionsCost(t *testing.T) {
	const m, tap, swipe, key = 1350, 520, 70, 280
	const page, sheet, network = 500, 300, 800
	act := func(v flow.Verb) flow.Action { return flow.Action{Verb: v} }
	words := flow.Action{Verb: flow.WriteComment, Words: text.Clean("求链接呀", text.Line)}
	var (
		feed     = flow.Spot{Place: flow.Feed}
		note     = flow.Spot{Place: flow.Note, Subject: "a"}
		other    = flow.Spot{Place: flow.Note, Subject: "b"}
		video    = flow.Spot{Place: flow.Video, Subject: "a"}
		product  = flow.Spot{Place: flow.Product, Subject: "p"}
		orders   = flow.Spot{Place: flow.Orders}
		tracking = flow.Spot{Place: flow.Tracking, Subject: "P1"}
		review   = flow.Spot{Place: flow.Review}
		payment  = flow.Spot{Place: flow.Payment}
		step     = func(name string) flow.Spot { return flow.Spot{Place: flow.Checkout, Subject: name} }
		outside  = func(page string) flow.Spot { return flow.Spot{Place: flow.External, Subject: page} }
	)
	for _, c := range []struct {
		name     string
		a        flow.Action
		from, to flow.Spot
		context  context
		want     int64
	}{
		{"to like is a decision", act(flow.Like), note, note, context{}, m + tap},
		{"to take it back as well", act(flow.Unlike), note, note, context{verb: flow.Like}, m + tap},
		{"to save a note", act(flow.SaveNote), video, video, context{verb: flow.Like}, m + tap},
		{"to take that back", act(flow.UnsaveNote), note, note, context{}, m + tap},
		{"to follow", act(flow.Follow), note, note, context{}, m + tap},
		{"to share", act(flow.ShareNote), note, note, context{}, m + tap},
		{"to ask for the link", act(flow.AskLink), note, note, context{}, m + tap},
		{"a comment has keys", words, note, note, context{}, m + tap + 4*key},
		{"a note of the feed is swiped to", act(flow.OpenNote), feed, note, context{}, 2*swipe + m + tap + page},
		{"so is one below another", act(flow.OpenNote), note, other, context{}, 2*swipe + m + tap + page},

		{"the address is a decision", act(flow.NextStep), step(flow.StepAddress), step(flow.StepDelivery), context{}, m + tap + page},
		{"delivery has nothing to decide", act(flow.NextStep), step(flow.StepDelivery), step(flow.StepPayment), context{}, tap + page},
		{"the payment is one", act(flow.NextStep), step(flow.StepPayment), step(flow.StepSubmit), context{}, m + tap + page},
		{"the order is handed in on the last page", act(flow.PlaceOrder), step(flow.StepSubmit), payment, context{}, m + tap + page},
		{"a step that is refused waits for nothing", act(flow.NextStep), step(flow.StepAddress), step(flow.StepAddress), context{refused: true}, m + tap},

		{"a wallet's form opens", act(flow.BindWallet), payment, payment, context{}, m + tap + sheet},
		{"binding asks the network, not the mind", act(flow.SaveWallet), payment, payment, context{}, tap + network},
		{"a form that is not filled asks nobody", act(flow.SaveWallet), payment, payment, context{refused: true}, tap},
		{"neither does a payment that is turned down", act(flow.Pay), payment, payment, context{refused: true}, m + tap},

		{"a tag leads out of the app", act(flow.TapTag), note, outside(flow.OutsideSwitch), context{}, m + tap + page},
		{"to leave is a decision", act(flow.Continue), outside(flow.OutsideSwitch), outside(flow.OutsideProduct), context{}, m + tap + page},
		{"to buy there is one", act(flow.Continue), outside(flow.OutsideProduct), outside(flow.OutsideSignIn), context{}, m + tap + page},
		{"an account asks the network, not the mind", act(flow.Continue), outside(flow.OutsideSignIn), outside(flow.OutsideAddress), context{}, tap + network},
		{"so does an address", act(flow.Continue), outside(flow.OutsideAddress), outside(flow.OutsidePayment), context{}, tap + network},
		{"the password is six keys and no tap", act(flow.EnterPassword), outside(flow.OutsidePayment), outside(flow.OutsidePaid), context{}, m + 6*key + network},
		{"another app is a page", act(flow.LeaveFor), product, outside("tmall"), context{}, m + tap + page},

		{"a tab is another list", act(flow.ShowTab), orders, orders, context{}, m + tap + page},
		{"one order", act(flow.TrackOrder), orders, tracking, context{}, m + tap + page},
		{"a follow-up", act(flow.FollowUp), tracking, review, context{}, m + tap + page},
	} {
		if got := Proposed.Millis(count(c.a, c.from, c.to, c.context)); got != c.want {
			t.Errorf("%s (%s at %v): got %d ms, want %d", c.name, c.a.Verb, c.from, got, c.want)
		}
	}
}

// The worked example's coupon detour and identity check are made of these, and so is after-sale.
func TestWhatCouponsIdentityAndAfterSaleCost(t *testing.T) {
	const m, tap = 1350, 520
	const page, sheet, network = 500, 300, 800
	act := func(v flow.Verb) flow.Action { return flow.Action{Verb: v} }
	var (
		tracking = flow.Spot{Place: flow.Tracking, Subject: "P1"}
		checkout = flow.Spot{Place: flow.Checkout}
		coupons  = flow.Spot{Place: flow.Coupons}
		identity = flow.Spot{Place: flow.Identity}
		requests = flow.Spot{Place: flow.AfterSale, Subject: "P1"}
	)
	for _, c := range []struct {
		name     string
		a        flow.Action
		from, to flow.Spot
		context  context
		want     int64
	}{
		{"the coupon sheet", act(flow.OpenCoupons), checkout, coupons, context{}, m + tap + sheet},
		{"a coupon is a decision", act(flow.UseCoupon), coupons, coupons, context{}, m + tap},
		{"that is claimed asks the network", act(flow.ClaimCoupon), coupons, coupons, context{}, m + tap + network},
		{"done needs none", act(flow.ApplyCoupons), coupons, checkout, context{}, tap + sheet},
		{"the identity sheet", act(flow.ChooseIdentity), checkout, identity, context{}, m + tap + sheet},
		{"one that is saved", act(flow.PickIdentity), identity, checkout, context{}, m + tap + sheet},
		{"one that is saved now asks the network, not the mind", act(flow.SaveIdentity), identity, checkout, context{}, tap + network},
		{"a picture is sent", act(flow.AddPicture), identity, identity, context{}, m + tap + network},
		{"the other side is one thought with it", act(flow.AddPicture), identity, identity, context{verb: flow.AddPicture}, tap + network},
		{"splitting is a decision", act(flow.SplitOrders), checkout, checkout, context{}, m + tap},
		{"after-sale is a page", act(flow.AskAfterSale), tracking, requests, context{}, m + tap + page},
		{"a reason is a decision", act(flow.ChooseReason), requests, requests, context{verb: flow.ChooseType}, m + tap},
		{"one more line is none", act(flow.ChooseLine), requests, requests, context{verb: flow.ChooseLine}, tap},
		{"a request asks the network", act(flow.SubmitRequest), requests, requests, context{}, m + tap + network},
		{"sending back has nothing to decide", act(flow.SendBack), requests, requests, context{}, tap + network},
	} {
		if got := Proposed.Millis(count(c.a, c.from, c.to, c.context)); got != c.want {
			t.Errorf("%s (%s at %v): got %d ms, want %d", c.name, c.a.Verb, c.from, got, c.want)
		}
	}
}

// Every action of a shopper costs at least the touch that it is, or the keys of a password.
func TestNothingIsFree(t *testing.T) {
	for _, v := range flow.Verbs() {
		a := flow.Action{Verb: v}
		if a.Happening() {
			continue
		}
		spot := flow.Spot{Place: flow.Feed}
		if got := Proposed.Millis(count(a, spot, spot, context{})); got < Proposed.Tap {
			t.Errorf("%s costs %d ms", v, got)
		}
	}
}
