package sku

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// headRows is the height of the fixed top: grip, picture, blank row.
func headRows(tall bool) int { return 1 + pictureSize(tall).H + 1 }

func pictureSize(tall bool) cell.Rect {
	if tall {
		return cell.Rect{X: margin, Y: 1, W: 12, H: 6}
	}
	return cell.Rect{X: margin, Y: 1, W: 8, H: 4}
}

// head is what is chosen: its picture, price, stock and how it comes. With a large picture the price has three rows.
func (c *column) head(tall bool) {
	c.grip()
	v := c.now.variant
	at := pictureSize(tall)
	s := look.Shot{Name: c.p.Cover(), Alt: c.Words(c.p.Short)}
	if v != nil && v.Picture != "" {
		s.Name = v.Picture
	}
	s.Finish.Unavailable = c.variant != nil && c.left() == 0
	c.Pictures.Draw(c.part.Canvas, c.Theme, at, s)
	c.close(1)

	x := at.Right() + 2
	end := c.x + c.w
	y := c.price(x, tall)
	c.stock(x, y, end)
	c.chosen(x, y+1, end)
	c.ships(x, y+2, end)
}

// nearest is the variant whose picture and price stand for the choice so far: the chosen one, or the cheapest in stock that
// has the values.
func (c *column) nearest() *shop.Variant {
	if c.variant != nil {
		return c.variant
	}
	var best *shop.Variant
	for _, stocked := range [...]bool{true, false} {
		for i := range c.p.Variants {
			v := &c.p.Variants[i]
			if !has(v, c.values) || stocked && c.Shown.World.Left(v.SKU) == 0 {
				continue
			}
			if best == nil || v.Price < best.Price {
				best = v
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// has says whether a variant has the chosen values; "" stands for any.
func has(v *shop.Variant, values []string) bool {
	for i, value := range values {
		if value != "" && (i >= len(v.Values) || v.Values[i] != value) {
			return false
		}
	}
	return true
}

// ranges says whether the price still depends on what is chosen next.
func (c *column) ranges(of *shop.Variant) bool {
	if c.variant != nil || of == nil {
		return false
	}
	for i := range c.p.Variants {
		if v := &c.p.Variants[i]; has(v, c.values) && v.Price != of.Price {
			return true
		}
	}
	return false
}

func (c *column) left() int32 {
	if c.variant == nil {
		return 0
	}
	return c.Shown.World.Left(c.variant.SKU)
}

// fewPieces is the stock from which on the sheet says how little is left.
const fewPieces = 5

// stock is what the shelf holds of the chosen one, and the listing's limit.
func (c *column) stock(x, y, end int) {
	text, st := "", look.Style{FG: look.Muted}
	if c.variant != nil {
		switch left := c.left(); {
		case left > 0 && c.now.left >= 0 && c.now.left < left:
			kind := c.Say("price." + string(c.now.kind))
			text, st.FG = c.Say("price.stock", "kind", kind, "left", strconv.Itoa(int(c.now.left))), look.Warn
		case left == 0:
			text, st.FG = c.soldOut(c.variant), look.Ink2
		case left <= fewPieces:
			text, st.FG = c.Say("sku.left", "left", strconv.Itoa(int(left))), look.Warn
		default:
			text = c.Say("sku.stock", "left", strconv.Itoa(int(left)))
		}
	}
	text = cell.Truncate(text, end-x)
	n := c.part.Text(x, y, text, st)
	if n > 0 {
		n += 2
	}
	if c.p.PerOrder > 0 {
		limit := c.Say("sku.limit", "max", strconv.Itoa(c.p.PerOrder))
		if x+n+cell.Width(limit) <= end {
			c.part.Text(x+n, y, limit, look.Style{FG: look.Muted})
		}
	}
}

// soldOut says that a variant is sold out, and when it comes back if that is known.
func (c *column) soldOut(v *shop.Variant) string {
	if when := c.Words(v.Restock); when != "" {
		return c.Say("sku.restock", "when", when)
	}
	return c.Say("sku.sold-out")
}

// chosen names what is chosen and what is not yet.
func (c *column) chosen(x, y, end int) {
	if len(c.values) == 0 {
		c.part.Text(x, y, cell.Truncate(c.Words(c.p.Short), end-x), look.Style{FG: look.Ink})
		return
	}
	names, open := "", ""
	for i, id := range c.values {
		axis := &c.p.Axes[i]
		if id == "" {
			open = screen.Dotted(open, c.Words(axis.Name))
		}
		for j := range axis.Values {
			if id != "" && axis.Values[j].ID == id {
				names = screen.Dotted(names, c.Words(axis.Values[j].Name))
			}
		}
	}
	if names != "" {
		if label := c.Say("sku.chosen") + "  "; cell.Width(label+names) <= end-x {
			names = label + names
		}
		x += c.part.Text(x, y, cell.Truncate(names, end-x), look.Style{FG: look.Ink}) + 2
	}
	ask := c.Say("sku.choose", "axis", open)
	if open != "" && (names == "" || x+cell.Width(ask) <= end) {
		c.part.Text(x, y, cell.Truncate(ask, end-x), look.Style{FG: look.Muted})
	}
}

// ships says where it comes from, what the shop takes for that and what customs do, where the flow has shown it by now.
func (c *column) ships(x, y, end int) {
	s := c.Shown.World.Catalogue.Shop(c.p.Shop)
	v := c.now.variant
	if s == nil || v == nil {
		return
	}
	fees := c.Shown.World.Flow.Fees
	page := c.Shown.State.Page().Place
	shown := fees == flow.Product || fees == flow.Cart && page == flow.Cart
	var ways [2]string // what the shop takes, from the fullest words on
	role, tax := look.Muted, ""
	switch {
	case v.Presale != nil:
		ways[0] = c.Say("presale.later")
	case shown:
		ways, role, tax = c.fees(s, v)
	default:
		ways[0] = c.Say("product.shipping-later", "place", c.Say("place."+fees.String()))
		if s.Trade.CrossBorder() {
			tax = c.Say("product.tax-apart")
		}
	}
	if s.Trade.CrossBorder() && v.Tax.Included {
		tax = c.Say("line.tax.included")
	}
	room, rest := end-x, ""
	if tax != "" {
		rest = " · " + tax
	}
	text := ways[0]
	switch {
	case cell.Width(text+rest) <= room:
	case ways[1] != "" && cell.Width(ways[1]+rest) <= room:
		text = ways[1]
	case tax != "" && !shown:
		text, rest = tax, ""
	default:
		text, rest = cell.Truncate(text, room), ""
	}
	from := c.Words(s.From)
	if from != "" && cell.Width(from)+3+cell.Width(text+rest) <= room {
		x += c.part.Text(x, y, from+" · ", look.Style{FG: look.Muted})
	}
	x += c.part.Text(x, y, cell.Truncate(text, end-x), look.Style{FG: role})
	c.part.Text(x, y, rest, look.Style{FG: look.Muted})
}

// fees are shipping, in full and in short, and tax of as many pieces as the sheet stands at, before coupons.
func (c *column) fees(s *shop.Shop, v *shop.Variant) (ways [2]string, role look.Role, tax string) {
	ask := c.Shown.World.Ask(c.Shown.State, []shop.Pieces{{SKU: v.SKU, Quantity: c.now.quantity}}, "")
	ask.Pick = shop.PickNone
	q := shop.NewQuote(&ask)
	if s.Trade.CrossBorder() {
		tax = c.Say("sku.tax", "amount", look.Money(int64(q.Sum(shop.LineTax)), true))
	}
	amount := q.Sum(shop.LineShipping)
	over := look.Money(int64(s.Shipping.Over), false)
	switch {
	case amount > 0:
		fee := c.Say("product.shipping-fee", "amount", look.Money(int64(amount), false))
		if s.Shipping.Kind != shop.ShippingOver {
			return [2]string{fee}, look.Muted, tax
		}
		return [2]string{screen.Dotted(fee, c.Say("product.free-over", "over", over)), fee}, look.Muted, tax
	case s.Shipping.Kind == shop.ShippingOver:
		return [2]string{c.Say("line.shipping.free-over", "over", over), c.Say("product.ships-free")}, look.Success, tax
	}
	return [2]string{c.Say("product.ships-free")}, look.Success, tax
}
