package product

import (
	"strconv"

	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// bar is the fixed bottom: the cart, and the two buttons of which one is the thing to tap next. Where the flow has no
// buy-now its button says why on the row above.
type bar struct {
	reason []string
	tall   bool
	buy    bool
}

func newBar(b *screen.Board) bar {
	r := bar{tall: b.Layout.TallButtons(), buy: b.Shown.World.Flow.BuyNow}
	if !r.buy {
		r.reason = cell.Clamp(b.Refusal(buyNowOff), b.W-2*margin+1, 2)
	}
	return r
}

// buyNowOff is why a flow may turn the button off. The page may lie under the SKU sheet, so it does not ask the place.
var buyNowOff = flow.Refusal{Code: flow.BuyNowOff}

func (r bar) height() int {
	if r.tall {
		return 3
	}
	return 1
}

// rows is the height of the bar with its rule.
func (r bar) rows() int { return 1 + len(r.reason) + r.height() }

func (r bar) paint(b *screen.Board, p screen.Part) {
	p.Rule(0, 0, b.W, look.Line)
	p.Lines(margin, 1, r.reason, look.Style{FG: look.Warn})
	y := 1 + len(r.reason)
	h := r.height()
	link := b.Say("product.cart")
	if n := len(b.Shown.State.Cart); n > 0 {
		link = b.Say("cart.count", "n", strconv.Itoa(n))
	}
	at := cell.Rect{X: margin, Y: y + h/2, W: cell.Width(link), H: 1}
	st := look.Style{FG: look.Ink2}
	if b.Focused(idOpen, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	p.Text(at.X, at.Y, link, st)
	area := cell.Rect{X: margin - 1, Y: y, W: at.W + 2, H: h}
	p.Target(screen.Target{ID: idOpen, Rect: area, Action: flow.Action{Verb: flow.OpenCart}, Label: "verb.open-cart"})

	cart, buy := look.Secondary, look.Primary
	if !r.buy {
		cart, buy = look.Primary, look.Disabled
	}
	x := at.Right() + 2
	w := max(1, (b.W-1-x-1)/2)
	x = b.W - 1 - 2*w - 1
	r.button(b, p, cell.Rect{X: x, Y: y, W: w, H: h}, idCart, flow.AddToCart, cart)
	r.button(b, p, cell.Rect{X: x + w + 1, Y: y, W: w, H: h}, idBuy, flow.BuyNow, buy)
}

func (r bar) button(b *screen.Board, p screen.Part, at cell.Rect, id string, verb flow.Verb, kind look.ButtonKind) {
	key := "verb." + verb.String()
	label := b.Say(key)
	if gloss := b.Gloss(key); gloss != "" && cell.Width(label)+cell.Width(gloss)+3 <= at.W {
		label += " " + gloss
	}
	look.Button(p.Canvas, b.Theme, at, label, kind, b.Focused(id, kind == look.Primary))
	p.Target(screen.Target{ID: id, Rect: at, Action: flow.Action{Verb: verb}, Label: key})
}
