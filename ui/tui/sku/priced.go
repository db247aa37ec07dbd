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
	hand      shop.Fen    // price in hand of a piece where it is lower, else 0
	figure    shop.Fen    // what stands large: the price in hand, of a presale and at a quantity price what a piece costs
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
	p.figure = p.unit
	coupons := screen.OfferedFor(w, s, c.p)
	if h := shop.InHand(&ask, v.SKU, coupons.All()); h.Price < h.Unit && h.Unit == p.unit {
		p.hand = h.Price
		if v.Presale == nil {
			p.figure = p.hand
		}
	}
	return p
}

// inHand says whether the large price is the price in hand.
func (p *priced) inHand() bool { return p.figure < p.unit }

// label names the large price: 到手价, 日常价, 秒杀价, 预售价; in short where that has no room on w cells.
func (c *column) label(w int) string {
	varied := c.ranges(c.now.variant)
	if varied && !c.now.inHand() && c.now.kind == shop.PriceList && !c.presold() {
		return c.Say("product.list-from")
	}
	name, short := c.Say("price.in-hand"), ""
	if !c.now.inHand() {
		name, short = c.kind()
	}
	if !varied {
		if cell.Width(name) > w && short != "" {
			return short
		}
		return name
	}
	if from := c.Say("product.price-from", "kind", name); cell.Width(from) <= w || c.now.inHand() {
		return from
	}
	return c.Say("product.list-from")
}

func (c *column) presold() bool { return c.now.variant != nil && c.now.variant.Presale != nil }

// kind names what a piece costs, and the same in short.
func (c *column) kind() (name, short string) {
	switch {
	case c.presold():
		return c.Say("presale.price"), c.Say("presale.mark")
	case c.now.kind != shop.PriceList:
		return c.Say("price." + string(c.now.kind)), c.Say("price.label." + string(c.now.kind))
	}
	return c.Say("product.list-price"), ""
}

// price writes the price at x and returns the row below it.
func (c *column) price(x int, tall bool) int {
	now := &c.now
	end := c.x + c.w - 3 // the cross
	words := look.Style{FG: look.Price, Attr: look.Bold}
	canvas := c.part.Canvas
	if !tall {
		x += look.PriceTag(canvas, x, 1, int64(now.figure), look.PriceStyle{}) + 1
		x += canvas.Text(x, 1, cell.Truncate(c.label(end-x), max(0, end-x)), words) + 2
		c.was(x, 1, end)
		c.clock, c.other = c.Until(c.Shown.Now, now.offer), c.beside()
		if now.inHand() && now.was <= now.unit {
			c.other = ""
		}
		return 2
	}
	beside := x + look.FigurePriceWidth(int64(now.figure), false) + 2
	if label := c.label(end - beside); beside+cell.Width(label) <= end {
		look.FigurePrice(canvas, x, 1, int64(now.figure), false, look.Price)
		canvas.Text(beside, 1, label, words)
		c.compared(beside, end+3)
		return 1 + look.FigureH
	}
	n := look.PriceTag(canvas, x, 1, int64(now.figure), look.PriceStyle{}) + 1
	canvas.Text(x+n, 1, cell.Truncate(c.label(end-x-n), max(0, end-x-n)), words)
	c.compared(x, end+3)
	return 1 + look.FigureH
}

// compared writes the second and third row beside the price: what it is compared with, until when it holds, what is saved, and
// the price that stands beside the large one.
func (c *column) compared(x, end int) {
	now := &c.now
	at := c.was(x, 2, end)
	c.clock = c.add(at, x, 2, end, c.Until(c.Shown.Now, now.offer), look.Warn)
	n := x
	if reference := now.reference(); reference > now.figure {
		saved := c.Say("product.saved", "amount", look.Money(int64(reference-now.figure), false))
		n += c.part.Text(x, 3, cell.Truncate(saved, max(0, end-x)), look.Style{FG: look.Success})
	}
	role := look.Price
	if now.inHand() {
		role = look.Muted
	}
	c.other = c.add(n, x, 3, end, c.beside(), role)
}

// reference is what the large price is compared with: the list or market price above what a piece costs, else that.
func (p *priced) reference() shop.Fen {
	if p.was > p.unit {
		return p.was
	}
	return p.unit
}

// beside is the price in hand of a presale, or what a piece costs where the price in hand stands large and something else is
// struck; "" for neither.
func (c *column) beside() string {
	now := &c.now
	switch {
	case now.inHand() && now.was > now.unit:
		name, _ := c.kind()
		return name + " " + look.Money(int64(now.unit), false)
	case !now.inHand() && now.hand > 0:
		return c.Say("price.in-hand") + " " + look.Money(int64(now.hand), false)
	}
	return ""
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
// the market price, else what a piece costs where the price in hand is lower. It returns where it ends.
func (c *column) was(x, y, end int) int {
	reference := c.now.reference()
	if reference <= c.now.figure {
		return x
	}
	amount := cell.Width(look.Money(int64(reference), false))
	name := c.Say("product.was")
	switch {
	case reference == c.now.unit:
		name, _ = c.kind()
	case c.now.unit < c.now.variant.Price:
		name = c.Say("product.list-price")
	}
	if x+cell.Width(name)+1+amount > end {
		name = ""
	}
	if x+amount > end {
		return x
	}
	return x + look.Was(c.part.Canvas, x, y, name, int64(reference))
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
	if rest := screen.Dotted(c.other, c.clock); rest != "" {
		role := look.Price
		switch {
		case c.other == "":
			role = look.Warn
		case now.inHand():
			role = look.Muted
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
