package checkout

import (
	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// methods draws the ways to pay that the flow has. Those that customs take no record from are grey, and say so.
func (p *page) methods(body screen.Part, y int) int {
	w := p.W - 2*left
	fact := ""
	if p.imports {
		fact = p.Say("customs.payer")
	}
	title := p.Say("checkout.payment")
	if cell.Width(title)+2+cell.Width(fact) > w {
		fact = ""
	}
	look.Heading(body.Canvas, left, y, w, title, p.Gloss("checkout.payment"), fact)
	y++
	for _, m := range p.Shown.World.Flow.Methods {
		p.method(body, m, y)
		y++
	}
	return y
}

func (p *page) method(body screen.Part, m flow.Method, y int) {
	w := p.W - 2*left
	id := methodID(m)
	name, hint := look.Style{FG: look.Ink}, ""
	if hasHint(m) {
		hint = p.Say("payment." + string(m) + ".hint")
	}
	closed := p.imports && !m.CrossBorder()
	if closed {
		name.FG, hint = look.Faint, p.Say("customs.methods")
		if cell.Width(p.Say("payment."+string(m)))+4+cell.Width(hint) > w {
			hint = p.Say("payment.no-import")
		}
	}
	if p.Focused(id, false) {
		name.Attr = look.Bold
		look.FocusBar(body.Canvas, p.Theme, left-1, y, 1)
	}
	mark, st := "○", look.Style{FG: look.Muted}
	switch {
	case p.Shown.State.Checkout.Method == m:
		mark, st.FG = "◉", look.Accent
	case closed:
		mark, st.FG = "─", look.Faint
	}
	end := body.TextRight(left+w, y, p.Theme.Glyph(mark), st) - 1
	n := body.Text(left, y, cell.Truncate(p.Say("payment."+string(m)), end-left), name)
	hintStyle := look.Style{FG: look.Muted}
	if hint != "" && (n+2+cell.Width(hint) < end-left || closed && n+10 < end-left) {
		body.Text(left+n+2, y, cell.Truncate(hint, end-left-n-3), hintStyle)
	}
	body.Target(screen.Target{
		ID: id, Rect: cell.Rect{X: left, Y: y, W: w, H: 1}, Action: flow.Action{Verb: flow.ChoosePayment, ID: string(m)}, Label: "key.choose",
	})
}

func hasHint(m flow.Method) bool { return m == flow.Balance || m == flow.AlipayFree }
