package sku

import (
	"slices"

	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// bar is the fixed bottom: a row that says what is missing, and one or two buttons.
type bar struct {
	buttons []button
	reason  []string
	height  int
}

type button struct {
	id      string
	key     string // in words
	amount  string // that it stands for: a deposit
	verb    flow.Verb
	refusal flow.Refusal
}

func newBar(c *column) bar {
	s := c.Shown
	var r bar
	switch s.State.Sheet.Intent {
	case flow.IntentNone:
		r.buttons = []button{{id: idCart, key: "verb.add-to-cart", verb: flow.AddToCart}, {id: idBuy, key: "verb.buy-now", verb: flow.BuyNow}}
	case flow.IntentBuy:
		r.buttons = []button{{id: idConfirm, key: "sku.confirm-buy", verb: flow.Confirm}}
	case flow.IntentEdit:
		r.buttons = []button{{id: idConfirm, key: "sku.confirm-edit", verb: flow.Confirm}}
	default:
		r.buttons = []button{{id: idConfirm, key: "sku.confirm-cart", verb: flow.Confirm}}
	}
	for i := range r.buttons {
		b := &r.buttons[i]
		b.refusal = flow.Refuse(s.World, s.Now, s.State, flow.Action{Verb: b.verb})
		if v := c.variant; v != nil && v.Presale != nil && b.buys(s.State.Sheet.Intent) {
			b.key = "product.pay-deposit"
			b.amount = look.Money(int64(v.Presale.Deposit)*int64(c.now.quantity), false)
		}
		if b.verb == flow.AddToCart && !s.World.Flow.Cart {
			b.refusal = flow.Refusal{Code: flow.CartOff} // nor here
		}
		switch text := c.reason(b.refusal); {
		case text == "":
		case r.reason == nil:
			r.reason = cell.Clamp(text, c.w, 2)
		case !slices.Contains(r.reason, text) && b.refusal.Code != r.buttons[0].refusal.Code:
			r.reason = append(r.reason[:1:1], cell.Truncate(text, c.w)) // each button its own
		}
	}
	r.height = 1
	if c.Layout.TallButtons() {
		r.height = 3
	}
	return r
}

// buys says whether the button leads to the checkout.
func (b *button) buys(intent flow.Intent) bool {
	return b.verb == flow.BuyNow || b.verb == flow.Confirm && intent == flow.IntentBuy
}

// reason puts a refusal into words; only the catalogue knows the name of an axis.
func (c *column) reason(r flow.Refusal) string {
	if r.Code == flow.ChooseFirst {
		if axis := c.p.Axis(r.Args[0].Value); axis != nil {
			r.Args[0].Value = c.Words(axis.Name)
		}
	}
	return c.Refusal(r)
}

// rows is the height of the bar: at least one row lies between content and buttons.
func (r bar) rows() int { return max(1, len(r.reason)) + r.height }

func (r bar) paint(c *column) {
	c.part.Lines(c.x, 0, r.reason, look.Style{FG: look.Warn})
	y := max(1, len(r.reason))
	n := len(r.buttons)
	const gap = 2
	x, w := c.x, (c.w-gap*(n-1))/n
	accent := r.accent()
	glossed := r.glossed(c, w)
	for i, b := range r.buttons {
		at := cell.Rect{X: x, Y: y, W: w, H: r.height}
		if i == n-1 {
			at.W = c.x + c.w - x
		}
		kind := look.Secondary
		switch {
		case b.refusal.Refused():
			kind = look.Disabled
		case i == accent:
			kind = look.Primary
		}
		label := c.Say(b.key)
		if both := label + " " + b.amount; b.amount != "" && cell.Width(both)+2 <= at.W {
			label = both
		} else if glossed {
			label += " " + c.Gloss(b.key)
		}
		look.Button(c.part.Canvas, c.Theme, at, label, kind, c.Focused(b.id, kind == look.Primary))
		c.part.Target(screen.Target{ID: b.id, Rect: at, Action: flow.Action{Verb: b.verb}, Label: b.key})
		x += w + gap
	}
}

// glossed says whether all buttons of that width have room for the English beside the Chinese: all have it or none.
func (r bar) glossed(c *column, w int) bool {
	for _, b := range r.buttons {
		gloss := c.Gloss(b.key)
		if gloss == "" || cell.Width(c.Say(b.key))+cell.Width(gloss)+3 > w {
			return false
		}
	}
	return true
}

// accent is the button to tap next: the last one that is not refused.
func (r bar) accent() int {
	for i := len(r.buttons) - 1; i >= 0; i-- {
		if !r.buttons[i].refusal.Refused() {
			return i
		}
	}
	return -1
}
