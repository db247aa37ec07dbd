package checkout

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
)

// payLocal is the Local of the digits that choose a payment; the digit follows.
const payLocal = "pay-"

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding {
	var keys []screen.Binding
	if v.shows(flow.StepAddress) {
		label := "address.choose"
		if len(s.State.Book) == 0 {
			label = "checkout.address-add"
		}
		keys = append(keys, screen.Binding{Keys: []string{"e"}, Label: label, Action: flow.Action{Verb: flow.ChooseAddress}})
	}
	if v.shows(flow.StepAddress) && s.World.Imports(s.State) {
		label := "verb.choose-identity"
		if s.State.IdentityOf(s.State.Checkout.Identity) == nil {
			label = "checkout.identity-add"
		}
		keys = append(keys, screen.Binding{Keys: []string{"i"}, Label: label, Action: flow.Action{Verb: flow.ChooseIdentity}})
	}
	if v.shows(flow.StepPayment) && s.World.Flow.Coupons != string(shop.PickNone) {
		keys = append(keys, screen.Binding{Keys: []string{"v"}, Label: "verb.coupons", Action: flow.Action{Verb: flow.OpenCoupons}})
	}
	if v.shows(flow.StepSubmit) && splits(s) {
		keys = append(keys, screen.Binding{Keys: []string{"s"}, Label: "verb.split-orders", Action: flow.Action{Verb: flow.SplitOrders}})
	}
	if n := len(s.World.Flow.Methods); n > 0 && v.shows(flow.StepPayment) {
		digits, name := screen.Digits(n)
		keys = append(keys, screen.Binding{Keys: digits, Name: name, Label: "checkout.payment", Local: payLocal, Keyed: true})
	}
	return append(keys, screen.Binding{Keys: []string{"w"}, Label: "note.elsewhere", Local: post.LeaveID})
}

// Do implements screen.Reactor.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	if local == post.LeaveID {
		v.leaving = !v.leaving
		return v, flow.Action{}
	}
	digit, ok := strings.CutPrefix(local, payLocal)
	n, err := strconv.Atoi(digit)
	if !ok || err != nil || n < 1 || n > len(s.World.Flow.Methods) {
		return v, flow.Action{}
	}
	return v, flow.Action{Verb: flow.ChoosePayment, ID: string(s.World.Flow.Methods[n-1])}
}
