package cart

import (
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

func (v view) group(b *screen.Board, body screen.Part, g *group, y int) int {
	ticked := true
	for i := range g.lines {
		ticked = ticked && g.lines[i].Ticked
	}
	verb := flow.TickShop
	if ticked {
		verb = flow.UntickShop
	}
	id := shopPart + string(g.id)
	width := 0
	if g.shop != nil {
		width = b.ShopRow(body, g.shop, pictureX, y, b.W-2)
	}
	v.tick(b, body, id, y, ticked, false)
	body.Target(screen.Target{
		ID: id, Rect: cell.Rect{X: tickX, Y: y, W: pictureX - tickX + width, H: 1},
		Action: flow.Action{Verb: verb, ID: string(g.id)}, Label: "key.tick",
	})
	y++
	if b.Sees(y, 2) || b.Focused(couponPart+string(g.id), false) {
		v.coupons(b, body, g, y)
		v.progress(b, body, g, y+1)
	}
	if g.coupons {
		y++
	}
	if g.progress != "" {
		y++
	}
	for i := range g.lines {
		v.line(b, body, &g.lines[i], y)
		y += lineRows + 1
	}
	return y
}

// coupons draws what the shop gives to claim, as far as there is room, and the way to all of it.
func (v view) coupons(b *screen.Board, body screen.Part, g *group, y int) {
	if !g.coupons {
		return
	}
	id := couponPart + string(g.id)
	label := b.Say("cart.coupons")
	if len(g.claim) == 0 {
		label = b.Say("cart.coupons-held")
	}
	end := b.W - 2
	st := look.Style{FG: look.Ink2}
	if b.Focused(id, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold}
		look.FocusBar(body.Canvas, b.Theme, tickX-2, y, 1)
	}
	at := body.TextRight(end, y, label+" "+b.Theme.Glyph("›"), st) - 1
	x := pictureX // words, not chips: the picture begins right below
	for i, c := range append(g.claim[:len(g.claim):len(g.claim)], g.held...) {
		text := b.CouponOffer(c)
		if i > 0 {
			text = " · " + text
		}
		if x+cell.Width(text) > at {
			break
		}
		x += body.Text(x, y, text, look.Style{FG: look.Price})
	}
	body.Target(screen.Target{
		ID: id, Rect: cell.Rect{X: pictureX, Y: y, W: end - pictureX, H: 1}, Label: "verb.coupons",
		Action: flow.Action{Verb: flow.OpenCoupons, ID: string(g.id)},
	})
}

// progress draws how far the ticked goods are from the next thing that the shop takes off.
func (v view) progress(b *screen.Board, body screen.Part, g *group, y int) {
	if g.progress == "" {
		return
	}
	if !g.coupons {
		y--
	}
	st := look.Style{FG: look.Price}
	if g.reached {
		st.FG = look.Success
	}
	body.Text(pictureX, y, g.progress, st)
}

// offered fills in what the shop of a group has to claim and what it takes off.
func (g *group) offered(b *screen.Board, quote *shop.Quote) {
	w, s := b.Shown.World, b.Shown.State
	if w.Flow.Coupons != string(shop.PickNone) {
		over := *s
		over.Trail = append(over.Trail[:len(over.Trail):len(over.Trail)], flow.Spot{Place: flow.Coupons, Subject: string(g.id)})
		g.claim = slices.DeleteFunc(flow.Claimable(w, &over), func(c *shop.Coupon) bool { return !g.covered(c) })
		usable := w.Usable(s)
		for i := range usable {
			if usable[i].Shop == g.id && g.covered(&usable[i]) {
				g.held = append(g.held, &usable[i])
			}
		}
		g.coupons = len(g.claim)+len(g.held) > 0
	}
	for i := range quote.Orders {
		if o := &quote.Orders[i]; o.Shop == g.id {
			g.promoted(b, o)
			g.progress = cell.Truncate(g.progress, b.W-2-pictureX)
			return
		}
	}
}

// covered says whether a coupon covers anything of the group.
func (g *group) covered(c *shop.Coupon) bool {
	return slices.ContainsFunc(g.lines, func(l line) bool {
		return l.product != nil && l.variant != nil && c.Scope.Covers(l.product.ID, l.variant.SKU)
	})
}

// promoted says what the order is given, or else what the least is that would give it more.
func (g *group) promoted(b *screen.Board, o *shop.OrderQuote) {
	now := b.Shown.Now
	got := -o.Line(shop.LinePromotion)
	g.reached = got > 0
	if g.reached {
		for _, r := range b.Ladder(b.Shown.World, nil, []shop.OrderQuote{*o}) {
			if r.Name == shop.LinePromotion {
				off := b.Say("cart.off", "amount", money(got))
				room := b.W - 2 - pictureX - cell.Width(b.Ticked(screen.Dotted("", off))) - 3
				g.progress = b.Ticked(screen.Dotted(screen.Brief(r.Fact, room), off))
			}
		}
	}
	var least shop.Fen
	for _, p := range b.Shown.World.Catalogue.PromotionsOf(g.id) {
		if !p.Window.Holds(now) {
			continue
		}
		goods, pieces := covered(o, &p.Scope)
		if pieces == 0 {
			continue
		}
		missing := p.Over - goods
		if p.Kind == shop.PromotionEvery && p.Over > 0 && goods >= p.Over && (p.Times == 0 || goods/p.Over < shop.Fen(p.Times)) {
			missing = p.Over - goods%p.Over
		}
		switch {
		case p.Kind == shop.PromotionPieces:
			if n := p.Pieces - pieces; n > 0 && !g.reached && least == 0 {
				g.progress = b.Say("cart.short-of", "n", strconv.Itoa(n), "cut", b.Cut(p.Percent))
			}
		case missing > 0 && (least == 0 || missing < least) && (p.Off > got || p.Kind == shop.PromotionEvery):
			least, g.reached = missing, false
			g.progress = b.Say("cart.under", "amount", money(missing), "off", money(p.Off))
		}
	}
	if g.progress == "" {
		g.completed(b, o)
	}
}

// covered sums what a promotion looks at: the goods in its scope after single-item prices and bundles.
func covered(o *shop.OrderQuote, scope *shop.Scope) (shop.Fen, int) {
	var goods shop.Fen
	pieces := 0
	covers := func(sku shop.SKU) bool {
		for i := range o.Items {
			if o.Items[i].SKU == sku {
				return scope.Covers(o.Items[i].Product, sku)
			}
		}
		return false
	}
	for i := range o.Lines {
		switch o.Lines[i].Name {
		case shop.LineItems, shop.LineSaving, shop.LineBundle:
			for _, share := range o.Lines[i].Shares {
				if covers(share.SKU) {
					goods += share.Amount
				}
			}
		}
	}
	for i := range o.Items {
		if covers(o.Items[i].SKU) {
			pieces += int(o.Items[i].Quantity)
		}
	}
	return goods, pieces
}

// completed names the one product that makes a set of what is there.
func (g *group) completed(b *screen.Board, o *shop.OrderQuote) {
	c := b.Shown.World.Catalogue
	for _, set := range c.BundlesOf(g.id) {
		if !set.Window.Holds(b.Shown.Now) || set.Room != "" {
			continue
		}
		var lacks shop.SKU
		var full shop.Fen
		missing := 0
		for _, piece := range set.Pieces {
			if v, _ := c.Variant(piece.SKU); v != nil {
				full += v.Price * shop.Fen(piece.Quantity)
			}
			if have := quantity(o, piece.SKU); have < piece.Quantity {
				missing, lacks = missing+1, piece.SKU
			}
		}
		_, p := c.Variant(lacks)
		if missing == 1 && len(set.Pieces) > 1 && p != nil && full > set.Price {
			g.progress = b.Say("cart.set-missing", "item", b.Words(p.Short), "saved", money(full-set.Price))
			return
		}
	}
}

func quantity(o *shop.OrderQuote, sku shop.SKU) int32 {
	for i := range o.Items {
		if o.Items[i].SKU == sku {
			return o.Items[i].Quantity
		}
	}
	return 0
}
