package sku

import (
	"strconv"

	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// priced is what one piece costs at the quantity of the sheet: of the chosen variant, or of the one that stands for it.
type priced struct {
	variant   *shop.Variant // nil where none has the values
	quantity  int32
	unit, was shop.Fen
	kind      shop.PriceKind
	offer     *shop.Offer // that the unit price comes from
	left      int32       // pieces at that price, -1 for no limit
	passed    *shop.Offer // a lower price that does not cover the quantity
	hand      shop.Fen    // price in hand of a single piece where it is lower, else 0
}

func (c *column) priced() priced {
	w, s := c.Shown.World, c.Shown.State
	p := priced{variant: c.nearest(), quantity: max(1, s.Sheet.Quantity), kind: shop.PriceList, left: -1}
	v := p.variant
	if v == nil {
		return p
	}
	ask := w.Ask(s, []shop.Pieces{{SKU: v.SKU, Quantity: p.quantity}}, "")
	p.unit, p.kind, p.offer, p.passed = shop.UnitPrice(&ask, v.SKU, p.quantity)
	p.left = screen.LeftAt(w, v.SKU, p.offer)
	switch {
	case p.unit < v.Price:
		p.was = v.Price
	case v.Market > v.Price:
		p.was = v.Market
	}
	if p.quantity == 1 {
		coupons := screen.OfferedFor(w, s, c.p)
		if h := shop.InHand(&ask, v.SKU, coupons.All()); h.Price < h.Unit {
			p.hand = h.Price
		}
	}
	return p
}

// label names the price: 日常价, 秒杀价, 预售价.
func (c *column) label() string {
	v, varied := c.now.variant, c.ranges(c.now.variant)
	name := ""
	switch {
	case v != nil && v.Presale != nil:
		name = c.Say("presale.price")
	case c.now.kind != shop.PriceList:
		name = c.Say("price." + string(c.now.kind))
	case varied:
		return c.Say("product.list-from")
	default:
		return c.Say("product.list-price")
	}
	if varied {
		return c.Say("product.price-from", "kind", name)
	}
	return name
}

// price writes the price at x and returns the row below it.
func (c *column) price(x int, tall bool) int {
	now, label := &c.now, c.label()
	end := c.x + c.w - 3 // the cross
	words := look.Style{FG: look.Price, Attr: look.Bold}
	canvas := c.part.Canvas
	if !tall {
		x += look.PriceTag(canvas, x, 1, int64(now.unit), look.PriceStyle{}) + 1
		x += canvas.Text(x, 1, cell.Truncate(label, max(0, end-x)), words) + 2
		c.was(x, 1, end)
		c.clock, c.hand = c.Until(c.Shown.Now, now.offer), c.inHand()
		return 2
	}
	beside := x + look.FigurePriceWidth(int64(now.unit), false) + 2
	if beside+cell.Width(label) <= end {
		look.FigurePrice(canvas, x, 1, int64(now.unit), false, look.Price)
		canvas.Text(beside, 1, label, words)
		c.compared(beside, end+3)
		return 1 + look.FigureH
	}
	n := look.PriceTag(canvas, x, 1, int64(now.unit), look.PriceStyle{}) + 1
	canvas.Text(x+n, 1, cell.Truncate(label, max(0, end-x-n)), words)
	c.compared(x, end+3)
	return 1 + look.FigureH
}

// compared writes the second and third row beside the price: what it was, until when it holds, what is saved, what it comes to
// in hand.
func (c *column) compared(x, end int) {
	now := &c.now
	at := c.was(x, 2, end)
	c.clock = c.add(at, x, 2, end, c.Until(c.Shown.Now, now.offer), look.Warn)
	n := x
	if now.was > now.unit {
		saved := c.Say("product.saved", "amount", look.Money(int64(now.was-now.unit), false))
		n += c.part.Text(x, 3, cell.Truncate(saved, max(0, end-x)), look.Style{FG: look.Success})
	}
	c.hand = c.add(n, x, 3, end, c.inHand(), look.Price)
}

// inHand is what a single piece comes to with promotion and coupon, "" where that is no less.
func (c *column) inHand() string {
	if c.now.hand == 0 {
		return ""
	}
	return c.Say("price.in-hand") + " " + look.Money(int64(c.now.hand), false)
}

// add writes a text after what stands on a row from x to at, and returns it where it does not fit.
func (c *column) add(at, x, y, end int, text string, role look.Role) (left string) {
	if at > x {
		at += 2
	}
	if at+cell.Width(text) > end {
		return text
	}
	c.part.Text(at, y, text, look.Style{FG: role})
	return ""
}

// was is the struck reference price, without its name where that has no room: the list price where a lower one applies, else
// the market price. It returns where it ends.
func (c *column) was(x, y, end int) int {
	if c.now.was <= c.now.unit {
		return x
	}
	amount := cell.Width(look.Money(int64(c.now.was), false))
	name := c.Say("product.was")
	if c.now.unit < c.now.variant.Price {
		name = c.Say("product.list-price")
	}
	if x+cell.Width(name)+1+amount > end {
		name = ""
	}
	if x+amount > end {
		return x
	}
	return x + look.Was(c.part.Canvas, x, y, name, int64(c.now.was))
}

// remarks stand below the stepper: what is paid when, what found no room beside the price, why a lower price does not apply to so many, what one more would cost.
func (c *column) remarks() {
	v := c.variant
	if v == nil {
		return
	}
	now := &c.now
	say := func(text string, role look.Role) {
		c.y += c.part.Lines(c.x, c.y, cell.Clamp(text, c.w, 2), look.Style{FG: role})
	}
	top := c.y
	if t := v.Presale; t != nil {
		n := shop.Fen(now.quantity)
		say(c.Say("presale.parts", "deposit", look.Money(int64(t.Deposit*n), false), "balance", look.Money(int64((v.Price-t.Deposit)*n), false)),
			look.Price)
		if w := t.Balance; w.From != 0 && w.Until != 0 {
			say(c.Say("presale.balance-window", "from", c.Stamp(w.From), "until", c.Stamp(w.Until)), look.Ink2)
		}
	}
	if c.clock != "" {
		c.clock = c.Say("price."+string(now.kind)) + " " + c.clock
	}
	if rest := screen.Dotted(c.hand, c.clock); rest != "" {
		role := look.Price
		if c.hand == "" {
			role = look.Warn
		}
		say(rest, role)
	}
	if o := now.passed; o != nil {
		kind := c.Say("price." + string(o.Kind))
		if left := screen.LeftAt(c.Shown.World, v.SKU, o); left > 0 {
			say(c.Say("price.passed", "kind", kind, "left", strconv.Itoa(int(left)), "now", c.Say("price."+string(now.kind))), look.Warn)
		} else {
			say(c.Say("price.gone", "kind", kind), look.Warn)
		}
	}
	if t := c.tier(); t != nil {
		say(c.Say("price.tier.more", "n", strconv.Itoa(int(t.From-now.quantity)), "amount", look.Money(int64(t.Price), false)), look.Price)
	}
	if c.y > top {
		c.y++
	}
}

// tier is the next quantity at which a piece costs less than now, nil where there is none that can be had.
func (c *column) tier() *shop.Tier {
	for i := range c.variant.Tiers {
		t := &c.variant.Tiers[i]
		if t.From <= c.now.quantity || t.Price >= c.now.unit || c.variant.Presale != nil {
			continue
		}
		if t.From > c.left() || c.p.PerOrder > 0 && t.From > int32(c.p.PerOrder) {
			return nil
		}
		return t
	}
	return nil
}
