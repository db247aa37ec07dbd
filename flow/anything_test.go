package flow_test

import (
	"math/rand/v2"

	"tagtap/flow"
)

// anything picks an action or happening of a small world, forward ones more often, also some that are refused.
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

// forward are the verbs that lead on through the loop; without a bias to them a random walk never leaves the feed.
var forward = map[flow.Verb]bool{
	flow.TapTag: true, flow.AddToCart: true, flow.BuyNow: true, flow.Choose: true, flow.Confirm: true, flow.OpenCheckout: true,
	flow.ChooseAddress: true, flow.Type: true, flow.SaveAddress: true, flow.PickAddress: true, flow.PlaceOrder: true,
	flow.Pay: true, flow.OpenReview: true, flow.Rate: true, flow.SubmitReview: true, flow.OpenNote: true, flow.PayOrder: true,
	flow.AskAfterSale: true, flow.ChooseReason: true, flow.SubmitRequest: true, flow.SendBack: true, flow.Escalate: true,
}
