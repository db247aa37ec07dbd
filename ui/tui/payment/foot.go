package payment

import (
	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// keypad are the keys as wallets lay them out; use-face stands left of the zero.
var keypad = [4][3]string{{"1", "2", "3"}, {"4", "5", "6"}, {"7", "8", "9"}, {"use-face", "0", backspace}}

// padded says whether the foot is the keypad: it goes while the wallet is asked.
func (p *sheet) padded() bool { return asks(p.st) }

func (p *sheet) footRows() int {
	switch {
	case p.padded() && p.gaps:
		return 2*len(keypad) + 1
	case p.padded():
		return len(keypad)
	}
	rows := 1
	if p.tallButtons {
		rows = 3
	}
	if p.air {
		rows++
	}
	return rows
}

func (p *sheet) foot(c screen.Part) {
	if p.padded() {
		p.keys(c)
		return
	}
	h := 1
	if p.tallButtons {
		h = 3
	}
	r := cell.Rect{X: margin, W: p.W - 2*margin, H: h}
	if p.pending != nil {
		p.answer(c, r)
		return
	}
	p.buttons(c, r)
}

// answer lets whoever rehearses go on without a detour: the wallet says yes. It is a happening, no tap of the shopper; the
// other answers are backstage.
func (p *sheet) answer(c screen.Part, r cell.Rect) {
	yes := flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved, N: p.pending.N}
	look.Button(c.Canvas, p.Theme, r, p.Glossed("payment.simulate-yes", r.W-6), look.Primary, p.Focused(pay, true))
	c.Target(screen.Target{ID: pay, Rect: r, Action: yes, Label: "payment.simulate-yes"})
}

// buttons are the other way to prove, if there is one, and the one that pays.
func (p *sheet) buttons(c screen.Part, r cell.Rect) {
	verb, other := flow.None, ""
	switch p.st.Payment.Auth {
	case flow.AuthFace:
		verb, other = flow.UsePassword, "payment.use-password"
	case flow.AuthPassword:
		verb, other = flow.UseFace, "payment.face-key"
	}
	if verb != flow.None {
		side := r
		side.W = max(look.ButtonWidth(p.Say(other)), r.W*2/5)
		r.X, r.W = r.X+side.W+2, r.W-side.W-2
		p.button(c, side, p.Glossed(other, side.W-2), look.Secondary, screen.Target{
			ID: verb.String(), Action: flow.Action{Verb: verb}, Local: verb.String(), Label: "verb." + verb.String(),
		})
	}
	if !p.bound() {
		p.button(c, r, p.Glossed("verb.bind-wallet", r.W-4), look.Primary, screen.Target{
			ID: pay, Action: flow.Action{Verb: flow.BindWallet}, Local: flow.BindWallet.String(), Label: "verb.bind-wallet",
		})
		return
	}
	main := p.main(r.W - 2)
	if p.st.Payment.Auth == flow.AuthPassword { // the boxes are what pays
		look.Button(c.Canvas, p.Theme, r, main, look.Disabled, false)
		return
	}
	p.button(c, r, main, look.Primary, screen.Target{ID: pay, Action: flow.Action{Verb: flow.Pay}, Label: "verb.pay"})
}

// main is what the button that pays says on so many cells.
func (p *sheet) main(w int) string {
	switch {
	case p.st.Payment.Auth == flow.AuthFace:
		return p.Glossed("payment.pay-face", w)
	case p.st.LastAttempt() != nil:
		return p.Glossed("payment.again", w)
	}
	return p.Say("payment.pay-amount", "amount", look.Money(int64(p.due), true))
}

func (p *sheet) button(c screen.Part, r cell.Rect, label string, kind look.ButtonKind, t screen.Target) {
	look.Button(c.Canvas, p.Theme, r, label, kind, p.Focused(t.ID, true))
	t.Rect = r
	c.Target(t)
}

// keys draws the keypad on its own ground.
func (p *sheet) keys(c screen.Part) {
	c.Fill(c.Bounds(), look.Keypad)
	step, top := 1, 0
	if p.gaps {
		step, top = 2, 1
	}
	w := (p.W - 2*margin - 2) / 3
	left := (p.W - 3*w - 2) / 2
	for i, row := range keypad {
		for j, key := range row {
			p.key(c, cell.Rect{X: left + j*(w+1), Y: top + i*step, W: w, H: 1}, key)
		}
	}
}

func (p *sheet) key(c screen.Part, r cell.Rect, key string) {
	t := screen.Target{ID: key, Rect: r, Local: key, Label: "key.type"}
	label := key
	switch key {
	case "use-face":
		t.Action, t.Label = flow.Action{Verb: flow.UseFace}, "verb.use-face"
		label = p.Say("payment.face-key")
	case backspace:
		t.Label = "key.delete"
		label = p.Say("payment.backspace")
	default:
		t.ID, t.Local = digit+key, digit+key
	}
	c.Target(t)
	if len(key) == 1 {
		look.Button(c.Canvas, p.Theme, r, label, look.Secondary, p.Focused(t.ID, true))
		return
	}
	st := look.Style{FG: look.Ink2}
	if p.Focused(t.ID, true) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	c.TextCentre(r.X, r.Y, r.W, cell.Truncate(label, r.W), st)
}
