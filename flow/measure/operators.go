package measure

import (
	"tagtap/flow"
)

// Operators are the times of a touch keystroke-level model, in milliseconds. They predict a skilled, error-free shopper;
// compare them as ratios, never as absolute times.
type Operators struct {
	Name    string
	Mental  int64 // M, thinking before an act that is not part of a string
	Tap     int64 // T, one touch
	Swipe   int64 // S, one short swipe
	Key     int64 // K, one soft key
	Page    int64 // R, waiting for a page
	Sheet   int64 // R, waiting for a sheet to open or close
	Network int64 // R, waiting for an answer from outside
}

// Proposed is the preset with which stories keep time. Mental is Card, Moran and Newell 1983; Tap the tablet regression
// 336 + 72.72·ID ms at ID 2.5; Swipe El Batran and Dunlop 2014; Key the average non-secretary typist of Card, Moran and
// Newell. The three waits are assumptions.
var Proposed = Operators{
	Name: "proposed", Mental: 1350, Tap: 520, Swipe: 70, Key: 280, Page: 500, Sheet: 300, Network: 800,
}

// swipes is how often a page is swiped before the thumb reaches what it taps.
const swipes = 2

// context is what the cost of an act depends on beside itself.
type context struct {
	verb    flow.Verb // of the act before
	inUnit  bool      // an act before it in the same sheet
	refused bool      // the act itself was turned down
}

// cost predicts the milliseconds of an action that led from one spot to another.
func (o Operators) cost(a flow.Action, from, to flow.Spot, c context) int64 {
	ms := int64(a.Taps())*o.Tap + int64(a.Keys())*o.Key
	if thinks(a.Verb, from, c) {
		ms += o.Mental
	}
	switch {
	case a.Verb == flow.OpenNote, // notes stand below the first screen, in the feed as below another note or a product
		from.Place == flow.Product && (a.Verb == flow.AddToCart || a.Verb == flow.BuyNow || a.Verb == flow.ChooseSKU):
		ms += swipes * o.Swipe
	}
	if c.refused {
		return ms // said at once, on the phone itself
	}
	return ms + o.wait(a, from, to)
}

// thinks says whether the act begins with a decision. Within one unit of thought (the choices of a SKU sheet, one tag after
// another, one more piece, one more line to return, the other side of a card) only the first does; handing in what was typed
// or chosen needs none, and neither does going on from a page with nothing to decide. To like, save, share, follow or ask for
// a link is a decision each.
func thinks(v flow.Verb, from flow.Spot, c context) bool {
	switch {
	case v == flow.SaveAddress || v == flow.SaveWallet || v == flow.SaveIdentity || v == flow.ApplyCoupons || v == flow.SendBack:
		return false
	case v == flow.NextStep && from.Subject == flow.StepDelivery:
		return false
	case v == flow.Continue && form(from):
		return false
	case from.Place == flow.SKU:
		return !c.inUnit
	case v == flow.AddTag || v == flow.RemoveTag:
		return c.verb != flow.AddTag && c.verb != flow.RemoveTag
	case v == flow.Increase || v == flow.Decrease || v == flow.ChooseLine || v == flow.AddPicture:
		return c.verb != v
	}
	return true
}

// form says whether the page outside is one that is filled in.
func form(s flow.Spot) bool {
	return s.Place == flow.External && (s.Subject == flow.OutsideSignIn || s.Subject == flow.OutsideAddress)
}

// wait is what the shopper waits for behind the act. Outside of the app the same deeds cost the same: an account and an
// address are answered by the network there as saving one is here.
func (o Operators) wait(a flow.Action, from, to flow.Spot) int64 {
	switch {
	case answered(a.Verb), a.Verb == flow.Continue && form(from):
		return o.Network
	case a.Verb == flow.BindWallet: // a form over the payment, at the same spot
		return o.Sheet
	case a.Verb == flow.ShowTab: // another list, at the same spot
		return o.Page
	case from == to:
		return 0
	case a.Verb != flow.PlaceOrder && to.Place != flow.Checkout && (from.Place.Sheet() || to.Place.Sheet()),
		from.Place == flow.Address || from.Place == flow.Coupons || from.Place == flow.Identity:
		return o.Sheet
	}
	return o.Page
}

// answered says whether a server answers the act before the shopper can go on: money, what is saved, what is asked of a
// seller.
func answered(v flow.Verb) bool {
	switch v {
	case flow.Pay, flow.EnterPassword, flow.SaveAddress, flow.SaveWallet, flow.SaveIdentity, flow.AddPicture, flow.ClaimCoupon,
		flow.SubmitRequest, flow.CancelRequest, flow.SendBack, flow.Escalate, flow.AcceptExchange:
		return true
	}
	return false
}
