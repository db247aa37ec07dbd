// Package product draws the product page 商详: pictures, price, options, the shop, what buyers say, and the bar that is
// tapped next.
package product

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
)

// view is one product; picture is where its carousel stands. The others say what is unfolded: the ways to other platforms,
// how the price in hand comes about, what the services mean, how it is taxed.
type view struct {
	id                           shop.ProductID
	picture                      int
	leaving, hand, services, tax bool
}

// New makes the page of a product.
func New(s session.Shown, at flow.Spot) screen.Screen {
	id, start := shop.ProductID(at.Subject), idBack
	if p := s.World.Catalogue.Product(id); p != nil {
		switch next(refused(s.World, p)) {
		case flow.BuyNow:
			start = idBuy
		case flow.AddToCart:
			start = idCart
		default:
			start = idOptions
		}
	}
	return screen.NewPage(view{id: id}, s, start)
}

// Targets of the page.
const (
	idBuy      = "buy-now"
	idCart     = "add-to-cart"
	idOpen     = "open-cart"
	idOptions  = "options"
	idHero     = "hero"
	idBack     = "back"
	idHand     = "price-in-hand"
	idCoupons  = "coupons"
	idServices = "services"
	idTax      = "tax"
)

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	p := b.Shown.World.Catalogue.Product(v.id)
	if p == nil {
		gone(b)
		return
	}
	bar := newBar(b, p)
	_, body, foot := b.Split(0, bar.rows())
	bar.paint(b, foot)
	c := &column{Board: b, part: body, x: margin, w: b.W - 2*margin, offer: offerOf(b.Shown.World, b.Shown.State, p)}
	v.hero(c, p)
	v.price(c, p)
	title(c, p)
	v.rows(c, p)
	deals(c, p)
	shopCard(c, p)
	reviews(c, p)
	notes(c, p)
	details(c, p)
	c.y = post.Elsewhere(b, body, v.leaving, margin, c.y, c.w)
	b.End(c.y + 1)
}

// margin is the padding of a page.
const margin = 2

// gone is the page of a product that the catalogue does not hold any more.
func gone(b *screen.Board) {
	_, body, _ := b.Split(0, 0)
	r := cell.Rect{X: 1, W: 3, H: 1}
	mark := look.Style{FG: look.Ink}
	if b.Focused(idBack, true) {
		mark.Attr = look.Bold | look.Reverse
	}
	body.Text(r.X, 0, " "+b.Theme.Glyph("‹")+" ", mark)
	body.Target(screen.Target{ID: idBack, Rect: r, Action: flow.Action{Verb: flow.Back}, Label: "verb.back"})
	lines := cell.Wrap(b.Say("product.gone"), max(1, b.W-2*margin))
	y := max(2, (b.H-len(lines))/2)
	for i, line := range lines {
		body.TextCentre(margin, y+i, b.W-2*margin, line, look.Style{FG: look.Muted})
	}
	b.End(min(b.H, y+len(lines)))
}

// column is where the page is written from top to bottom.
type column struct {
	*screen.Board
	part    screen.Part
	x, w, y int
	offer   offer
}

// gap leaves the blank row between groups.
func (c *column) gap() { c.y++ }

// text writes s at an indent, on at most so many rows; 0 is no limit.
func (c *column) text(indent int, s string, most int, st look.Style) {
	w := max(1, c.w-indent)
	var lines []string
	if most > 0 {
		lines = cell.Clamp(s, w, most)
	} else {
		lines = cell.Wrap(s, w)
	}
	c.y += c.part.Lines(c.x+indent, c.y, lines, st)
}

// heading writes the title of a group, with one fact at its right end.
func (c *column) heading(key, text, fact string) {
	look.Heading(c.part.Canvas, c.x, c.y, c.w, text, c.Gloss(key), fact)
	c.y++
}

// fold makes the rows from top on a target that unfolds what is written below them, on a ground of its own.
func (c *column) fold(id, label string, top int, open bool, below func(*column)) {
	if c.Focused(id, false) {
		look.FocusBar(c.part.Canvas, c.Theme, c.x-1, top, c.y-top)
	}
	row := cell.Rect{Y: top, W: c.Board.W, H: c.y - top}
	if open {
		blind := *c
		blind.part.Canvas = c.part.Sub(cell.Rect{})
		below(&blind) // to know how many rows there are
		row.H += blind.y - c.y
		if c.Theme.Fills() {
			c.part.Fill(cell.Rect{X: c.x - 1, Y: c.y, W: c.w + 2, H: blind.y - c.y}, look.Raised)
		}
		below(c)
	}
	c.part.Target(screen.Target{ID: id, Rect: row, Local: id, Label: label})
}

// mark is the sign at the right end of what unfolds.
func (c *column) mark(open bool) string {
	if open {
		return c.Theme.Glyph("▾")
	}
	return c.Theme.Glyph("›")
}
