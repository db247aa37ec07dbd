// Package sku draws the SKU sheet 规格: the chosen variant with its price and stock, one row of chips an axis, the quantity,
// and the button that the sheet was opened for.
package sku

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

type view struct{ id shop.ProductID }

// New makes the sheet of a product.
func New(s session.Shown, at flow.Spot) screen.Screen {
	v := view{id: shop.ProductID(at.Subject)}
	return screen.NewSheet(v, s, v.Start(s))
}

// Targets of the sheet. A chip's is its axis and its value.
const (
	idClose   = "back"
	idMinus   = "decrease"
	idPlus    = "increase"
	idConfirm = "confirm"
	idCart    = "add-to-cart"
	idBuy     = "buy-now"
)

func chipID(axis, value string) string { return "choose." + axis + "." + value }

// Start implements screen.Starter: the first value that can be had of the first axis without a choice, else the button.
func (v view) Start(s session.Shown) string {
	p, values := v.sheet(s)
	if p == nil {
		return idClose
	}
	for i, value := range values {
		if value != "" {
			continue
		}
		want := append([]string(nil), values...)
		for _, candidate := range p.Axes[i].Values {
			want[i] = candidate.ID
			if flow.Available(s.World, p, want) {
				return chipID(p.Axes[i].ID, candidate.ID)
			}
		}
	}
	switch {
	case s.State.Sheet.Intent != flow.IntentNone:
		return idConfirm
	case s.World.Flow.BuyNow:
		return idBuy
	}
	return idCart
}

// sheet returns the product of the sheet and the value chosen of each axis, "" for none yet; nil where the catalogue does
// not hold the product.
func (v view) sheet(s session.Shown) (*shop.Product, []string) {
	p := s.World.Catalogue.Product(v.id)
	if p == nil {
		return nil, nil
	}
	if sheet := &s.State.Sheet; sheet.Product == v.id && len(sheet.Values) == len(p.Axes) {
		return p, sheet.Values
	}
	return p, make([]string, len(p.Axes))
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	p, values := v.sheet(b.Shown)
	if p == nil {
		gone(b)
		return
	}
	c := &column{Board: b, p: p, values: values, x: margin, w: b.W - 2*margin}
	c.variant = p.Pick(values)
	c.now = c.priced()
	tall := b.H >= roomy
	bar := newBar(c)
	head, body, foot := b.Split(headRows(tall), bar.rows())
	c.pitch = 1
	if c.airy(headRows(tall) + bar.rows()) {
		c.pitch = 2
	}
	c.part = head
	c.head(tall)
	c.part = body
	for i := range p.Axes {
		c.axis(i)
	}
	c.quantity()
	c.remarks()
	b.End(c.y)
	c.part = foot
	bar.paint(c)
}

const (
	margin = 2
	roomy  = 20 // rows of a sheet with the large picture
)

// gone is the sheet of a product that the catalogue does not hold any more.
func gone(b *screen.Board) {
	_, body, _ := b.Split(0, 0)
	c := &column{Board: b, part: body}
	c.grip()
	c.close(1)
	lines := cell.Wrap(b.Say("product.gone"), max(1, b.W-2*margin-4))
	n := body.Lines(margin, 1, lines, look.Style{FG: look.Muted})
	b.End(n + 2)
}

// column is where the sheet is written from top to bottom.
type column struct {
	*screen.Board
	part    screen.Part
	p       *shop.Product
	values  []string
	variant *shop.Variant // the chosen one, nil until every axis is
	now     priced
	clock   string // until when the price holds, where the head had no room for it
	other   string // the price beside the large one, likewise
	x, w, y int
	pitch   int // rows from one row of chips to the next
}

// grip is the mark on the first row that says: this can be put away.
func (c *column) grip() {
	c.part.TextCentre(0, 0, c.Board.W, "━━━━━━", look.Style{FG: look.Faint})
}

// close is the cross at the right end of a row.
func (c *column) close(y int) {
	at := cell.Rect{X: c.Board.W - margin - 2, Y: y, W: 3, H: 1}
	st := look.Style{FG: look.Muted}
	if c.Focused(idClose, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	c.part.Text(at.X, at.Y, " "+c.Theme.Glyph("✕")+" ", st)
	c.part.Target(screen.Target{ID: idClose, Rect: at, Action: flow.Action{Verb: flow.Back}, Label: "sku.close"})
}
