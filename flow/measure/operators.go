package measure

import (
	"tagtap/flow"
)

// Operators are the times of a touch keystroke-level model, in milliseconds. They predict a skilled, error-free shopper;
// compare them as ratios, never as absolute times. Basis says where each comes from.
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

// Count is how often each operator stands in something that was done. Whatever their times, it need not be walked again.
type Count struct {
	M, T, S, K           int32
	Page, Sheet, Network int32
}

// Add counts another's operators as well.
func (c *Count) Add(d Count) {
	c.M, c.T, c.S, c.K = c.M+d.M, c.T+d.T, c.S+d.S, c.K+d.K
	c.Page, c.Sheet, c.Network = c.Page+d.Page, c.Sheet+d.Sheet, c.Network+d.Network
}

// Less returns the operators without those of a part.
func (c Count) Less(d Count) Count {
	return Count{c.M - d.M, c.T - d.T, c.S - d.S, c.K - d.K, c.Page - d.Page, c.Sheet - d.Sheet, c.Network - d.Network}
}

// Millis prices a count.
func (o *Operators) Millis(c Count) int64 {
	return int64(c.M)*o.Mental + int64(c.T)*o.Tap + int64(c.S)*o.Swipe + int64(c.K)*o.Key + o.Waits(c)
}

// Waits prices the part of a count in which the shopper only waits.
func (o *Operators) Waits(c Count) int64 {
	return int64(c.Page)*o.Page + int64(c.Sheet)*o.Sheet + int64(c.Network)*o.Network
}

// Seconds prices a count in tenths of a second, rounded half up.
func (o *Operators) Seconds(c Count) Tenths { return InTenths(o.Millis(c)) }

// InTenths rounds milliseconds to tenths of a second, half up; a negative time is rounded as its opposite is.
func InTenths(ms int64) Tenths {
	if ms < 0 {
		return -InTenths(-ms)
	}
	return Tenths((ms + 50) / 100)
}

// swipes is how often a page is swiped before the thumb reaches what it taps.
const swipes = 2

// context is what the cost of an act depends on beside itself.
type context struct {
	verb    flow.Verb // of the act before
	inUnit  bool      // an act before it in the same sheet
	refused bool      // the act itself was turned down
}

// count breaks an action that led from one spot to another into operators.
func count(a flow.Action, from, to flow.Spot, c context) Count {
	n := Count{T: int32(a.Taps()), K: int32(a.Keys())}
	if thinks(a.Verb, from, c) {
		n.M = 1
	}
	switch {
	case a.Verb == flow.OpenNote, // notes stand below the first screen, in the feed as below another note or a product
		from.Place == flow.Product && (a.Verb == flow.AddToCart || a.Verb == flow.BuyNow || a.Verb == flow.ChooseSKU):
		n.S = swipes
	}
	if !c.refused { // a refusal is said at once, on the phone itself
		n.wait(a, from, to)
	}
	return n
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

// wait adds what the shopper waits for behind the act. Outside of the app the same deeds cost the same: an account and an
// address are answered by the network there as saving one is here.
func (c *Count) wait(a flow.Action, from, to flow.Spot) {
	switch {
	case answered(a.Verb), a.Verb == flow.Continue && form(from):
		c.Network = 1
	case a.Verb == flow.BindWallet: // a form over the payment, at the same spot
		c.Sheet = 1
	case a.Verb == flow.ShowTab: // another list, at the same spot
		c.Page = 1
	case from == to:
	case a.Verb != flow.PlaceOrder && to.Place != flow.Checkout && (from.Place.Sheet() || to.Place.Sheet()),
		from.Place == flow.Address || from.Place == flow.Coupons || from.Place == flow.Identity:
		c.Sheet = 1
	default:
		c.Page = 1
	}
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
