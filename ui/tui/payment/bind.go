package payment

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// save is the target that binds the card.
const save = "save"

// fields are those of the form that binds a card.
func fields(w *flow.Wallet) screen.Fields {
	return screen.Fields{
		Names: flow.WalletFields, Words: "address.", Save: save, Valid: valid,
		Value: func(name string) text.Text {
			value, _ := w.Field(name)
			return value
		},
	}
}

// valid says whether the form takes a value: the engine says why not with a refusal of its own for each.
func valid(name string, t text.Text) bool {
	digits := strings.Trim(t.String(), "0123456789") == ""
	switch name {
	case "card":
		return digits && t.Len() >= 16 && t.Len() <= 19
	case "phone":
		return shop.PhoneValid(t)
	}
	return digits && t.Len() == 6
}

// wrong is what is said of a field that is filled and not taken.
var wrong = map[string]flow.Code{"card": flow.CardInvalid, "phone": flow.PhoneInvalid, "code": flow.CodeInvalid}

// Start implements screen.Starter: what pays, or in the form what is missing.
func (v view) Start(s session.Shown) string {
	if s.State.Wallet != nil {
		return v.form.Start(fields(s.State.Wallet))
	}
	return pay
}

// Typing implements screen.Typist.
func (v view) Typing() bool { return v.form.Typing() }

// Held implements screen.Holder.
func (v view) Held() string { return v.form.Held() }

// Type implements screen.Typist.
func (v view) Type(msg tea.Msg, s session.Shown) (screen.View, flow.Action, bool) {
	if s.State.Wallet == nil {
		return view{}, flow.Action{}, false
	}
	form, a, done := v.form.Type(msg, fields(s.State.Wallet))
	return view{form: form}, a, done
}

// bind draws the form that binds a card to the chosen payment.
func (v view) bind(b *screen.Board) {
	p := sheet{Board: b, view: v, st: b.Shown.State}
	of := fields(p.st.Wallet)
	why := ""
	if n := v.form.Empty(of); n > 0 {
		why = b.Say("payment.bind-missing", "n", strconv.Itoa(n))
	} else if name := v.form.Missing(of); name != "" {
		why = b.Refusal(flow.Refusal{Code: wrong[name]})
	}
	room := b.W - 2*margin
	reason := cell.Clamp(why, room, 2)
	if why == "" {
		reason = nil
	}
	h := 1
	if b.Layout.TallButtons() {
		h = 3
	}
	above := max(1, len(reason)) // kept free, so that the sheet does not move when the last field is filled
	head, body, foot := b.Split(headRows+1, above+h+1)
	p.top(head, b.Say("payment.bind", "payment", p.method(p.st.Wallet.Method)))
	y := v.form.Draw(b, body, of, margin, 0)
	y += body.Lines(margin, y, cell.Wrap(b.Say("payment.bind-hint"), room), look.Style{FG: look.Muted})
	b.End(y + 1)
	kind := look.Primary
	if why != "" {
		kind = look.Disabled
		foot.Lines(margin, 0, reason, look.Style{FG: look.Warn})
	}
	r := cell.Rect{X: margin, Y: above, W: room, H: h}
	look.Button(foot.Canvas, b.Theme, r, b.Glossed("verb.save-wallet", room-4), kind, !v.Typing() && b.Focused(save, true))
	foot.Target(screen.Target{ID: save, Rect: r, Action: flow.Action{Verb: flow.SaveWallet}, Label: "verb.save-wallet"})
}
