// Package cart draws the cart 购物车: lines by shop, what changed since they were put in, and what they cost together.
package cart

import (
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
)

// New makes the screen of the cart.
func New(s session.Shown, _ flow.Spot) screen.Screen { return screen.NewPage(view{}, s, checkoutID) }

// view is the cart.
type view struct {
	leaving bool // the ways to other platforms are unfolded
}

// Ids of targets that the page has once.
const (
	checkoutID = "checkout"
	allID      = "all"
)

// Targets of a line are part and SKU, those of a shop part and shop.
const (
	tickPart   = "tick:"
	openPart   = "open:"
	sizePart   = "sku:"
	minusPart  = "minus:"
	plusPart   = "plus:"
	removePart = "remove:"
	shopPart   = "shop:"
	couponPart = "coupons:"
)

// Columns of the page.
const (
	tickX    = 2
	pictureX = 5
	pictureW = 10
	factsX   = pictureX + pictureW + 2
	lineRows = 5
)

// line is a cart line with what the catalogue says of it now.
type line struct {
	flow.CartLine
	variant *shop.Variant // nil where it is no longer listed
	product *shop.Product
	left    int32
	item    *shop.Item // as it is priced now, ticked or not; nil where it is no longer listed
}

// live says whether the line can be bought.
func (l *line) live() bool { return l.variant != nil && l.left > 0 }

// group is a shop with its lines that can be bought.
type group struct {
	shop  *shop.Shop
	id    shop.ShopID
	lines []line

	coupons  bool // it has any
	claim    []*shop.Coupon
	held     []*shop.Coupon
	progress string // of its promotions
	reached  bool
}

func (g *group) imported() bool { return g.shop != nil && g.shop.Trade.CrossBorder() }

// grouped sorts the lines by shop, in the order of the cart, what comes over the border last; what cannot be bought stands
// apart.
func grouped(w *flow.World, s *flow.State) (groups []group, dead []line) {
	priced := prices(w, s)
	for _, id := range flow.Shops(w, s) {
		groups = append(groups, group{shop: w.Catalogue.Shop(id), id: id})
	}
	for _, own := range s.Cart {
		l := line{CartLine: own, left: w.Left(own.SKU)}
		l.variant, l.product = w.Catalogue.Variant(own.SKU)
		l.item = priced[own.SKU]
		if !l.live() {
			dead = append(dead, l)
			continue
		}
		for i := range groups {
			if groups[i].id == l.product.Shop {
				groups[i].lines = append(groups[i].lines, l)
			}
		}
	}
	groups = slices.DeleteFunc(groups, func(g group) bool { return len(g.lines) == 0 })
	slices.SortStableFunc(groups, func(a, b group) int { return last(&a) - last(&b) })
	return groups, dead
}

func last(g *group) int {
	if g.imported() {
		return 1
	}
	return 0
}

// prices returns what a piece of each line costs now, ticked or not.
func prices(w *flow.World, s *flow.State) map[shop.SKU]*shop.Item {
	pieces := make([]shop.Pieces, len(s.Cart))
	for i := range s.Cart {
		pieces[i] = shop.Pieces{SKU: s.Cart[i].SKU, Quantity: s.Cart[i].Quantity}
	}
	ask := w.Ask(s, pieces, "")
	ask.Pick = shop.PickNone
	quote := shop.NewQuote(&ask)
	all := make(map[shop.SKU]*shop.Item, len(pieces))
	for i := range quote.Orders {
		for j := range quote.Orders[i].Items {
			item := &quote.Orders[i].Items[j]
			all[item.SKU] = item
		}
	}
	return all
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	s := b.Shown.State
	if len(s.Cart) == 0 {
		v.empty(b)
		return
	}
	bill := billOf(b)
	head, body, foot := b.Split(2, bill.rows)
	groups, dead := grouped(b.Shown.World, s)
	y := 0
	for i := range groups {
		g := &groups[i]
		g.offered(b, &bill.quote)
		if i > 0 && g.imported() && !groups[i-1].imported() {
			y += body.Lines(tickX, y, cell.Clamp(b.Say("customs.apart"), b.W-4, 2), look.Style{FG: look.Info}) + 1
		}
		y = v.group(b, body, g, y)
	}
	if len(dead) > 0 {
		look.Heading(body.Canvas, tickX, y, b.W-4, b.Say("cart.unavailable"), b.Gloss("cart.unavailable"), "")
		y++
		for i := range dead {
			v.line(b, body, &dead[i], y)
			y += lineRows + 1
		}
	}
	b.End(post.Elsewhere(b, body, v.leaving, tickX, y, b.W-2*tickX) + 1)
	bill.draw(b, foot)
	b.TitleBar(head, b.Say("title.cart"), strconv.Itoa(len(s.Cart)), "")
}

// empty is a calm page with a way back.
func (v view) empty(b *screen.Board) {
	head, body, _ := b.Split(2, 0)
	y := max(1, b.H/3-2)
	for _, key := range []string{"cart.empty", "cart.empty.next"} {
		st := look.Style{FG: look.Muted}
		if key == "cart.empty" {
			st = look.Style{FG: look.Ink, Attr: look.Bold}
		}
		for _, row := range cell.Wrap(b.Say(key), b.W-4) {
			body.TextCentre(2, y, b.W-4, row, st)
			y++
		}
	}
	label := b.Say("cart.empty.back")
	w := look.ButtonWidth(label) + 4
	r := cell.Rect{X: (b.W - w) / 2, Y: y + 1, W: w, H: 1}
	if b.Layout.TallButtons() {
		r.H = 3
	}
	look.Button(body.Canvas, b.Theme, r, label, look.Primary, b.Focused(checkoutID, true))
	body.Target(screen.Target{ID: checkoutID, Rect: r, Action: flow.Action{Verb: flow.Back}, Label: "cart.empty.back"})
	b.End(post.Elsewhere(b, body, v.leaving, tickX, r.Bottom()+2, b.W-2*tickX) + 1)
	b.TitleBar(head, b.Say("title.cart"), "", "")
}

// tick draws a tick with the bar of the focus left of it.
func (v view) tick(b *screen.Board, body screen.Part, id string, y int, on, disabled bool) {
	look.Tick(body.Canvas, b.Theme, tickX, y, on, disabled)
	if b.Focused(id, false) {
		look.FocusBar(body.Canvas, b.Theme, tickX-2, y, 1)
	}
}
