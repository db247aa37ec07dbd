package external

import (
	"strconv"

	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// keypad are the keys in their rows; "" is no key.
var keypad = [4][3]string{{"1", "2", "3"}, {"4", "5", "6"}, {"7", "8", "9"}, {"", "0", backspace}}

// pay is the payment of the brand's own shop: what it asks for, six boxes, and the keys.
func (p *page) pay() {
	step := 1
	if p.H >= 24 {
		step = 2
	}
	rows := step*len(keypad) + 1
	foot := p.ground(rows)
	y := 0
	if p.H >= 24 {
		y = p.mark(0)
	}
	y = p.title(y, p.Say("external.payment"))
	if p.Shown.State.Visit != nil {
		quote := flow.OutsideQuote(p.Shown.World, &p.visit)
		if p.product != nil {
			p.c.TextRight(p.W-margin, y-1, cell.Truncate(p.Words(p.product.Short), p.room()/2), look.Style{FG: look.Muted})
		}
		y = p.lines(y, &quote)
		p.c.Text(margin, y, p.Say("line.payable"), look.Style{FG: look.Ink2})
		look.PriceRight(p.c.Canvas, p.W-margin, y, int64(quote.Payable), look.PriceStyle{Decimals: true, Role: look.Ink})
		y += 2
	}
	y = p.boxes(y)
	hint := p.Say("external.payment.hint")
	if p.typed > 0 {
		hint = p.Say("payment.password-left", "left", strconv.Itoa(flow.PasswordKeys-p.typed))
	}
	p.c.TextCentre(margin, y, p.room(), cell.Truncate(hint, p.room()), look.Style{FG: look.Muted})
	p.End(y + 1)
	p.keys(foot, step)
}

// boxes draws the six boxes of the password, with the cursor in the next one.
func (p *page) boxes(y int) int {
	const w, gap = 4, 1
	x := (p.W - flow.PasswordKeys*(w+gap) + gap) / 2
	for i := range flow.PasswordKeys {
		r := cell.Rect{X: x + i*(w+gap), Y: y, W: w, H: 1}
		mark := ""
		if i < p.typed {
			mark = p.Theme.Glyph("●")
		}
		look.Button(p.c.Canvas, p.Theme, r, mark, look.Secondary, false)
		if i == p.typed {
			p.c.SetCursor(r.X+w/2, y)
		}
	}
	if p.Focused(on, true) {
		look.FocusBar(p.c.Canvas, p.Theme, x-2, y, 1)
	}
	whole := cell.Rect{X: x, Y: y, W: flow.PasswordKeys*(w+gap) - gap, H: 1}
	p.c.Target(screen.Target{ID: on, Rect: whole, Label: "verb.enter-password"})
	return y + 2
}

func (p *page) keys(c screen.Part, step int) {
	w := (p.room() - 2) / 3
	left := (p.W - 3*w - 2) / 2
	for i, row := range keypad {
		for j, key := range row {
			if key == "" {
				continue
			}
			r := cell.Rect{X: left + j*(w+1), Y: 1 + i*step, W: w, H: 1}
			t := screen.Target{ID: digit + key, Rect: r, Local: digit + key, Label: "key.type"}
			label := key
			if key == backspace {
				t.ID, t.Local, t.Label, label = backspace, backspace, "key.delete", p.Say("payment.backspace")
			}
			look.Button(c.Canvas, p.Theme, r, label, look.Secondary, p.Focused(t.ID, true))
			c.Target(t)
		}
	}
}
