package checkout

import (
	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// methods draws the ways to pay that the flow has.
func (v view) methods(b *screen.Board, body screen.Part, y int) int {
	w := b.W - 2*left
	look.Heading(body.Canvas, left, y, w, b.Say("checkout.payment"), b.Gloss("checkout.payment"), "")
	y++
	if b.Shown.State.Checkout.Method == "" {
		body.Text(left, y, cell.Truncate(b.Say("checkout.payment-none"), w), look.Style{FG: look.Muted})
		y++
	}
	for _, m := range b.Shown.World.Flow.Methods {
		id := methodID(m)
		focus := b.Focused(id, false)
		r := cell.Rect{X: left, Y: y, W: w, H: 1}
		name := look.Style{FG: look.Ink}
		if focus {
			name.Attr = look.Bold
			look.FocusBar(body.Canvas, b.Theme, left-1, y, 1)
		}
		mark, st := "○", look.Style{FG: look.Muted}
		if b.Shown.State.Checkout.Method == m {
			mark, st.FG = "◉", look.Accent
		}
		tick := b.Theme.Glyph(mark)
		end := body.TextRight(left+w, y, tick, st) - 1
		n := body.Text(left, y, cell.Truncate(b.Say("payment."+string(m)), end-left), name)
		if hint := b.Say("payment." + string(m) + ".hint"); hasHint(m) && n+2+cell.Width(hint) < end-left {
			body.Text(left+n+2, y, hint, look.Style{FG: look.Muted})
		}
		body.Target(screen.Target{ID: id, Rect: r, Action: flow.Action{Verb: flow.ChoosePayment, ID: string(m)}, Label: "key.choose"})
		y++
	}
	return y
}

func hasHint(m flow.Method) bool { return m == flow.Balance || m == flow.AlipayFree }
