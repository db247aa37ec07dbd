package product

import (
	"strconv"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// headline is what stands about the price: the price in hand where it is lower than what a piece costs, else that.
type headline struct {
	amount, was shop.Fen
	label       string
	wasName     string
	saved       string    // in words, "" for nothing
	counted     string    // what is in it: 店铺券已算入
	unit        string    // what one piece costs and for how long: 限时特价 ¥319 至 11-12 00:00
	brief       string    // the same without the name of the price
	role        look.Role // of unit
	basis       string    // what the struck price is, where that is not the list price
}

func (c *column) headline() headline {
	o := &c.offer
	h := headline{amount: o.hand.Price, label: c.kind(), role: look.Muted}
	if o.variant == nil {
		return h
	}
	reference := o.hand.Unit
	if o.hand.Was > h.amount {
		h.was, reference = o.hand.Was, o.hand.Was
		h.wasName, h.basis = c.Say("product.was"), c.Say("product.was-basis")
		if o.hand.Unit < o.variant.Price {
			h.wasName, h.basis = c.Say("product.list-price"), ""
		}
	}
	if reference > h.amount {
		h.saved = c.Say("product.saved", "amount", look.Money(int64(reference-h.amount), false))
	}
	if o.lower() {
		h.brief = look.Money(int64(o.hand.Unit), false)
		h.unit = h.label + " " + h.brief
		h.label = c.Say("price.in-hand")
		switch {
		case o.claims():
			h.counted = c.Say("price.in-hand.claimed")
		case o.hand.CouponOff > 0:
			h.counted = c.Say("price.in-hand.auto")
		default:
			h.counted = c.Say("price.in-hand.promoted")
		}
	}
	if when := c.clock(); when != "" {
		h.role = look.Warn
		h.unit, h.brief = joined(h.unit, when), joined(h.brief, when)
	}
	if o.passed != nil {
		h.role = look.Warn
		gone := c.Say("price.gone", "kind", c.Say("price."+string(o.passed.Kind)))
		h.unit, h.brief = screen.Dotted(h.unit, gone), screen.Dotted(h.brief, gone)
	}
	if h.was == 0 && h.counted != "" && h.role == look.Muted {
		h.was, h.wasName, h.unit, h.brief = o.hand.Unit, c.kind(), "", "" // what one piece costs is what the price stands beside
	}
	if o.varied && (o.lower() || o.hand.Kind != shop.PriceList) {
		h.label = c.Say("product.price-from", "kind", h.label)
	}
	return h
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}

// kind names what a piece costs: 日常价, 限时特价, 预售价.
func (c *column) kind() string {
	o := &c.offer
	switch {
	case o.variant != nil && o.variant.Presale != nil:
		return c.Say("presale.price")
	case o.hand.Kind != shop.PriceList && o.hand.Kind != "":
		return c.Say("price." + string(o.hand.Kind))
	case o.varied && !o.lower():
		return c.Say("product.list-from")
	}
	return c.Say("product.list-price")
}

// clock says until when a price holds and how many pieces there are at it.
func (c *column) clock() string {
	o := &c.offer
	if o.price == nil {
		return ""
	}
	when := c.Until(c.Shown.Now, o.price)
	if o.left >= 0 {
		when = screen.Dotted(when, c.Say("price.left", "left", strconv.Itoa(int(o.left))))
	}
	return when
}

// price is what a piece comes to, what it is compared with and on which basis, the saving, how it comes about on demand, and
// the strips of facts and coupons. On a tall page it is a figure.
func (v view) price(c *column, p *shop.Product) {
	h := c.headline()
	top, end := c.y, c.x+c.w
	derived := c.offer.derived()
	if derived {
		c.part.TextRight(end, c.y, c.mark(v.hand), look.Style{FG: look.Muted})
		end -= 2
	}
	beside := c.x + look.FigurePriceWidth(int64(h.amount), false) + 2
	tall := c.Layout.Tallness() == look.Tall && end-beside >= leastBeside
	left, bare := "", false
	if tall {
		bare = c.figure(&h, beside, end)
	} else {
		left = c.typeset(&h, end)
	}
	if derived {
		c.fold(idHand, "product.hand-how", top, v.hand, func(c *column) { derive(c, p) })
	}
	used := 0
	switch {
	case bare:
		strip(c, p, beside, top+1, "") // nothing to compare with: the facts stand beside the figure
		c.gap()
	case tall:
		c.gap()
		fallthrough
	default:
		used = strip(c, p, c.x, c.y, left)
		c.y += used
	}
	if coupons(c) || used > 0 || !tall {
		c.gap()
	}
}

// leastBeside is the room that the words beside a figure need.
const leastBeside = 16

// figure writes the price in tall numerals with the words beside them, and says whether those rows are still free but the
// first.
func (c *column) figure(h *headline, x, end int) (bare bool) {
	canvas := c.part.Canvas
	look.FigurePrice(canvas, c.x, c.y, int64(h.amount), false, look.Price)
	n := x + canvas.Text(x, c.y, cell.Truncate(h.label, end-x), look.Style{FG: look.Price, Attr: look.Bold}) + 2
	if h.was > 0 {
		c.was(h, n, c.y, end)
	}
	n = x + canvas.Text(x, c.y+1, cell.Truncate(h.saved, end-x), look.Style{FG: look.Success})
	if h.saved != "" && h.counted != "" && n+3+cell.Width(h.counted) <= end {
		canvas.Text(n, c.y+1, " · "+h.counted, look.Style{FG: look.Ink2})
	} else if h.counted != "" && h.unit == "" {
		canvas.Text(x, c.y+2, cell.Truncate(h.counted, end-x), look.Style{FG: look.Ink2})
	}
	c.y += look.FigureH
	if cell.Width(h.unit) > end-x { // a figure with decimals leaves little room
		canvas.Text(x, c.y-1, cell.Truncate(h.basis, end-x), look.Style{FG: look.Muted})
		alone := *h
		alone.basis = ""
		c.unit(&alone, c.x, c.y, end)
		c.y++
		return false
	}
	c.unit(h, x, c.y-1, end)
	return h.was == 0 && h.unit == "" && h.saved == ""
}

// was strikes the reference price, without its name where that has no room. It returns where the price ends, x without room.
func (c *column) was(h *headline, x, y, end int) int {
	name, amount := h.wasName, cell.Width(look.Money(int64(h.was), false))
	if x+cell.Width(name)+1+amount > end {
		name = ""
	}
	if x+amount > end {
		return x
	}
	return x + look.Was(c.part.Canvas, x, y, name, int64(h.was))
}

// unit writes what one piece costs and the basis of the struck price, as far as they fit.
func (c *column) unit(h *headline, x, y, end int) {
	text, st := h.unit, look.Style{FG: h.role}
	if text == "" {
		text, st.FG = h.basis, look.Muted
	}
	if h.brief != "" && cell.Width(text) > end-x {
		text = h.brief
	}
	n := x + c.part.Text(x, y, cell.Truncate(text, end-x), st)
	if h.unit != "" && h.basis != "" && n+3+cell.Width(h.basis) <= end {
		c.part.Text(n, y, " · "+h.basis, look.Style{FG: look.Muted})
	}
}

// typeset writes the price on one row, and what a piece costs on a second one where there is more to say. It returns the basis
// where it found no room.
func (c *column) typeset(h *headline, end int) (left string) {
	canvas := c.part.Canvas
	x := c.x + look.PriceTag(canvas, c.x, c.y, int64(h.amount), look.PriceStyle{})
	if x+1+cell.Width(h.label) <= end {
		x += 1 + canvas.Text(x+1, c.y, h.label, look.Style{FG: look.Price})
	}
	if h.was > 0 {
		if at := c.was(h, x+2, c.y, end); at > x+2 {
			x = at
		}
	}
	said := h.saved == ""
	if h.unit == "" && !said && x+2+cell.Width(screen.Dotted(h.saved, h.counted)) > end {
		c.y++
		n := canvas.Text(c.x, c.y, cell.Truncate(h.saved, end-c.x), look.Style{FG: look.Success})
		if h.counted != "" && c.x+n+3+cell.Width(h.counted) <= end {
			canvas.Text(c.x+n, c.y, " · "+h.counted, look.Style{FG: look.Muted})
		}
		c.y++
		return h.basis
	}
	if !said && x+2+cell.Width(h.saved) <= end {
		x += 2 + canvas.Text(x+2, c.y, h.saved, look.Style{FG: look.Success})
		said = true
	}
	for _, text := range []string{h.counted, h.basis} {
		if text == "" || text == h.basis && h.unit != "" {
			continue
		}
		if said && x+3+cell.Width(text) <= end {
			x += canvas.Text(x, c.y, " · "+text, look.Style{FG: look.Muted})
		} else if text == h.basis {
			left = text
		}
	}
	c.y++
	if h.unit == "" {
		return left
	}
	x = c.x
	if !said && cell.Width(h.unit)+2+cell.Width(h.saved) <= end-x {
		c.part.TextRight(end, c.y, h.saved, look.Style{FG: look.Success})
		end -= cell.Width(h.saved) + 2
	}
	c.unit(h, x, c.y, end)
	c.y++
	return ""
}

// fewPieces is the stock from which on the page says how little is left.
const fewPieces = 5

// fact is one of the strip.
type fact struct {
	text string
	role look.Role
}

// strip is the row of short facts that belong to the price, a second one where they need it: words in their colours, so that
// the coupons below are the only chips. It returns the rows that it takes, none where there are no facts.
func strip(c *column, p *shop.Product, left, y int, basis string) int {
	facts := c.facts(p)
	if p.PerOrder > 0 {
		facts = append(facts, fact{c.Say("product.per-order", "max", strconv.Itoa(p.PerOrder)), look.Muted})
	}
	if basis != "" {
		facts = append(facts, fact{basis, look.Muted})
	}
	const most = 2
	x, end, n := left, c.x+c.w, 0
	for _, f := range facts {
		w := cell.Width(f.text)
		switch {
		case n == 0:
			n = 1
		case x+3+w <= end:
			x += c.part.Text(x, y+n-1, " · ", look.Style{FG: look.Muted})
		case n == most:
			return n
		default:
			x = left
			n++
		}
		x += c.part.Text(x, y+n-1, cell.Truncate(f.text, end-x), look.Style{FG: f.role})
	}
	return n
}

// facts are how the goods come where they come from abroad, how little is left, and free shipping.
func (c *column) facts(p *shop.Product) []fact {
	var facts []fact
	s := c.Shown.World.Catalogue.Shop(p.Shop)
	if s != nil && s.Trade.CrossBorder() {
		if key := "trade." + string(s.Trade); words.Has(key) {
			facts = append(facts, fact{c.Say(key), look.Info})
		}
	}
	stock := 0
	for i := range p.Variants {
		stock += int(c.Shown.World.Left(p.Variants[i].SKU))
	}
	if stock == 0 {
		facts = append(facts, fact{c.Say("product.sold-out"), look.Warn})
	} else if stock <= fewPieces {
		facts = append(facts, fact{c.Say("product.left", "left", strconv.Itoa(stock)), look.Warn})
	}
	if s != nil && c.Shown.World.Flow.Fees == flow.Product {
		switch s.Shipping.Kind {
		case shop.ShippingFree:
			facts = append(facts, fact{c.Say("product.ships-free"), look.Success})
		case shop.ShippingOver:
			facts = append(facts, fact{c.Say("product.ships-over", "over", look.Money(int64(s.Shipping.Over), false)), look.Success})
		}
	}
	return facts
}
