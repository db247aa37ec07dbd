package checkout

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// payLocal is the Local of the digits that choose a payment; the digit follows.
const payLocal = "pay-"

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding {
	keys := []screen.Binding{{Keys: []string{"e"}, Label: "address.choose", Action: flow.Action{Verb: flow.ChooseAddress}}}
	if n := min(9, len(s.World.Flow.Methods)); n > 0 {
		digits := make([]string, n)
		for i := range digits {
			digits[i] = strconv.Itoa(i + 1)
		}
		keys = append(keys, screen.Binding{
			Keys: digits, Name: "1-" + strconv.Itoa(n), Label: "checkout.payment", Local: payLocal, Keyed: true,
		})
	}
	return keys
}

// Do implements screen.Reactor.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	digit, ok := strings.CutPrefix(local, payLocal)
	n, err := strconv.Atoi(digit)
	if !ok || err != nil || n < 1 || n > len(s.World.Flow.Methods) {
		return v, flow.Action{}
	}
	return v, flow.Action{Verb: flow.ChoosePayment, ID: string(s.World.Flow.Methods[n-1])}
}
