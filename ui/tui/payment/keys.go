package payment

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// Locals of the keypad.
const (
	digit     = "digit-" // and the digit
	backspace = "backspace"
)

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding {
	if s.State.Wallet != nil {
		save := flow.Action{Verb: flow.SaveWallet}
		return []screen.Binding{{
			Keys: []string{"ctrl+s"}, Label: "verb.save-wallet", Action: save, Refusal: flow.Refuse(s.World, s.Now, s.State, save),
		}}
	}
	var keys []screen.Binding
	offer := func(key, label string, verb flow.Verb) {
		a := flow.Action{Verb: verb}
		r := flow.Refuse(s.World, s.Now, s.State, a)
		if r.Code == flow.NotHere {
			return
		}
		keys = append(keys, screen.Binding{Keys: []string{key}, Label: label, Action: a, Refusal: r, Local: verb.String()})
	}
	if asks(s.State) {
		keys = append(keys,
			screen.Binding{Keys: digits(), Label: "key.digits", Local: digit, Keyed: true, Name: "0-9"},
			screen.Binding{Keys: []string{"backspace"}, Label: "key.delete", Local: backspace})
	}
	offer("b", "verb.bind-wallet", flow.BindWallet)
	offer("f", "payment.face-key", flow.UseFace)
	offer("p", "payment.use-password", flow.UsePassword)
	return keys
}

func digits() []string { return strings.Split("1234567890", "") }

// asks says whether the keypad takes digits now.
func asks(st *flow.State) bool {
	return st.Payment.Auth == flow.AuthPassword && st.Pending() == nil && st.Wallet == nil && st.Bound(st.Payment.Method)
}

// Do implements screen.Reactor. The sixth digit sends the password at once, as the keypads of wallets do; only their number
// is kept, never the digits.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	if s.State.Wallet != nil {
		v.form, _ = v.form.EnterTarget(fields(s.State.Wallet), local)
		return v, flow.Action{}
	}
	switch {
	case local == flow.BindWallet.String():
		return view{form: screen.Form{}.Enter(fields(&flow.Wallet{}), flow.WalletFields[0])}, flow.Action{Verb: flow.BindWallet}
	case local == flow.UseFace.String():
		return view{}, flow.Action{Verb: flow.UseFace}
	case local == flow.UsePassword.String():
		return view{}, flow.Action{Verb: flow.UsePassword}
	case !asks(s.State):
		return v, flow.Action{}
	case local == backspace:
		v.typed = max(0, v.typed-1)
	case strings.HasPrefix(local, digit):
		if v.typed++; v.typed == flow.PasswordKeys {
			return view{}, flow.Action{Verb: flow.EnterPassword}
		}
	}
	return v, flow.Action{}
}
