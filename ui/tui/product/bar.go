package product

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// bar is the fixed bottom: the cart, and the two buttons of which one is the thing to tap next. Where one of them is turned
// down the row above says why.
type bar struct {
	reason    []string
	tall      bool
	buys      string // key in words of the second button
	add, buy  flow.Refusal
	hasCart   bool
	thingNext flow.Verb // the accent, None where both are turned down
}

func newBar(b *screen.Board, p *shop.Product) bar {
	r := bar{buys: buys(p), tall: b.Layout.TallButtons(), hasCart: b.Shown.World.Flow.Cart}
	r.add, r.buy = refused(b.Shown.World, p)
	r.thingNext = next(r.add, r.buy)
	why := r.buy
	if !why.Refused() {
		why = r.add
	}
	if why.Refused() {
		r.reason = cell.Clamp(b.Refusal(why), b.W-2*margin+1, 2)
	}
	return r
}

// refused says whether the buttons are turned down. The page may lie under the SKU sheet, so it does not ask the place.
func refused(w *flow.World, p *shop.Product) (add, buy flow.Refusal) {
	if n := len(presale(p)); n > 0 && n == len(p.Variants) {
		add.Code = flow.PresaleAlone
	}
	if !w.Flow.Cart {
		add.Code = flow.CartOff
	}
	if !w.Flow.BuyNow {
		buy.Code = flow.BuyNowOff
	}
	return add, buy
}

// buys names the button that buys: a listing in presale takes its deposit.
func buys(p *shop.Product) string {
	if n := len(presale(p)); n > 0 && n == len(p.Variants) {
		return "product.pay-deposit"
	}
	return "verb.buy-now"
}

// next is the button to tap next.
func next(add, buy flow.Refusal) flow.Verb {
	switch {
	case !buy.Refused():
		return flow.BuyNow
	case !add.Refused():
		return flow.AddToCart
	}
	return flow.None
}

func (r bar) height() int {
	if r.tall {
		return 3
	}
	return 1
}

// rows is the height of the bar with its rule.
func (r bar) rows() int { return 1 + len(r.reason) + r.height() }

func (r bar) paint(b *screen.Board, p screen.Part) {
	b.Edge(p)
	p.Lines(margin, 1, r.reason, look.Style{FG: look.Warn})
	y := 1 + len(r.reason)
	h := r.height()
	left := margin
	if r.hasCart {
		left = r.cart(b, p, y+h/2, y, h) + 2
	}
	w := max(1, (b.W-1-left-1)/2)
	x := b.W - 1 - 2*w - 1
	adds := "verb." + flow.AddToCart.String()
	glossed := fits(b, adds, w) && fits(b, r.buys, w)
	r.button(b, p, cell.Rect{X: x, Y: y, W: w, H: h}, door{idCart, adds, flow.AddToCart, r.add}, glossed)
	r.button(b, p, cell.Rect{X: x + w + 1, Y: y, W: w, H: h}, door{idBuy, r.buys, flow.BuyNow, r.buy}, glossed)
}

// cart draws the way to the cart, and returns where it ends.
func (r bar) cart(b *screen.Board, p screen.Part, row, y, h int) int {
	link := b.Say("product.cart")
	if n := len(b.Shown.State.Cart); n > 0 {
		link = b.Say("cart.count", "n", strconv.Itoa(n))
	}
	at := cell.Rect{X: margin, Y: row, W: cell.Width(link), H: 1}
	st := look.Style{FG: look.Ink2}
	if b.Focused(idOpen, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	p.Text(at.X, at.Y, link, st)
	area := cell.Rect{X: margin - 1, Y: y, W: at.W + 2, H: h}
	p.Target(screen.Target{ID: idOpen, Rect: area, Action: flow.Action{Verb: flow.OpenCart}, Label: "verb.open-cart"})
	return at.Right()
}

// door is one of the two buttons that open the SKU sheet.
type door struct {
	id, key string
	verb    flow.Verb
	why     flow.Refusal
}

// fits says whether a button of that width has room for the English beside the Chinese: both buttons have it or none.
func fits(b *screen.Board, key string, w int) bool {
	gloss := b.Gloss(key)
	return gloss != "" && cell.Width(b.Say(key))+cell.Width(gloss)+3 <= w
}

func (r bar) button(b *screen.Board, p screen.Part, at cell.Rect, d door, glossed bool) {
	kind := look.Secondary
	switch {
	case d.why.Refused():
		kind = look.Disabled
	case d.verb == r.thingNext:
		kind = look.Primary
	}
	label := b.Say(d.key)
	if glossed {
		label += " " + b.Gloss(d.key)
	}
	look.Button(p.Canvas, b.Theme, at, label, kind, b.Focused(d.id, kind == look.Primary))
	p.Target(screen.Target{ID: d.id, Rect: at, Action: flow.Action{Verb: d.verb}, Label: d.key})
}
