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

// hero is the carousel with the way back and the place in the row of pictures.
func (v view) hero(c *column, p *shop.Product) {
	h := c.Layout.Hero()
	r := cell.Rect{Y: c.y, W: c.Board.W, H: h}
	c.y += h + 1
	n := len(p.Pictures)
	at := v.at(p)
	focus := n > 1 && c.Focused(idHero, true)
	if n > 1 {
		c.part.Target(screen.Target{
			ID: idHero, Rect: r, Local: nextPicture, Left: prevPicture, Right: nextPicture, Label: "key.picture",
		})
	}
	back := cell.Rect{X: 1, Y: r.Y, W: 3, H: 1}
	c.part.Target(screen.Target{ID: idBack, Rect: back, Action: flow.Action{Verb: flow.Back}, Label: "verb.back"})
	if !c.Sees(r.Y, r.H) {
		return
	}
	s := look.Shot{Alt: c.Words(p.Title), Finish: look.Finish{Square: true}}
	of := ""
	if n > 0 {
		of = strconv.Itoa(at+1) + "/" + strconv.Itoa(n)
		if slot := c.slot(&p.Pictures[at]); slot != "" {
			of = slot + " " + of
		}
		s.Name, s.Alt, s.Kind = p.Pictures[at].Picture, c.Words(p.Pictures[at].Alt), of
	}
	c.Pictures.Draw(c.part.Canvas, c.Theme, r, s)
	canvas := c.part.Canvas
	if n > 0 && p.Pictures[at].Kind == slotVideo {
		mark := c.Theme.Glyph("►")
		look.TextOnPicture(canvas, c.Theme, (r.W-cell.Width(mark)-2)/2, r.Y+r.H/2, mark)
	}
	look.TextOnPicture(canvas, c.Theme, back.X, back.Y, "‹")
	if c.Focused(idBack, true) {
		canvas.Text(back.X, back.Y, " "+c.Theme.Glyph("‹")+" ", look.Style{FG: look.Ink, BG: look.Surface, Attr: look.Bold | look.Reverse})
	}
	if focus {
		of = c.Theme.Glyph("‹") + " " + of + " " + c.Theme.Glyph("›")
		look.FocusBar(canvas, c.Theme, 0, r.Y, r.H)
	}
	if of != "" && (focus || c.Theme.Pictures()) { // a tile says it in its own first row
		look.TextOnPicture(canvas, c.Theme, r.W-cell.Width(of)-4, r.Y, of)
	}
}

// slotVideo is the slot that holds the poster of a clip.
const slotVideo = "video"

// slot names what a picture of the carousel is for, "" where the catalogue does not say.
func (c *column) slot(s *shop.Shot) string {
	if key := "product.slot." + s.Kind; words.Has(key) {
		return c.Say(key)
	}
	return ""
}

// at keeps the place of the carousel within the pictures that there are.
func (v view) at(p *shop.Product) int {
	if len(p.Pictures) == 0 {
		return 0
	}
	return v.picture % len(p.Pictures)
}

// price is the list price, what it is compared with and on which basis, the saving, and the strip of facts. On a tall page
// it is a figure.
func price(c *column, p *shop.Product) {
	now, was := p.From()
	if was <= now {
		was = 0
	}
	label := "product.list-price"
	for i := range p.Variants {
		if p.Variants[i].Price != p.Variants[0].Price {
			label = "product.list-from"
		}
	}
	beside := c.x + look.FigurePriceWidth(int64(now), false) + 2
	if c.Layout.Tallness() == look.Tall && c.x+c.w-beside >= leastBeside {
		figure(c, now, was, c.Say(label), beside)
		if was == 0 {
			strip(c, p, beside, c.y-2, "") // nothing to compare with: the facts stand beside the figure
			c.gap()
			return
		}
		c.gap()
		if n := strip(c, p, c.x, c.y, ""); n > 0 {
			c.y += n + 1
		}
		return
	}
	basis := typeset(c, now, was, c.Say(label))
	c.y += strip(c, p, c.x, c.y, basis)
	c.gap()
}

// leastBeside is the room that the words beside a figure need.
const leastBeside = 16

func figure(c *column, now, was shop.Fen, label string, x int) {
	canvas := c.part.Canvas
	look.FigurePrice(canvas, c.x, c.y, int64(now), false, look.Price)
	n := canvas.Text(x, c.y, label, look.Style{FG: look.Price, Attr: look.Bold}) + 2
	if was > 0 {
		name := c.Say("product.was")
		if n+cell.Width(name)+1+cell.Width(look.Money(int64(was), false)) > c.x+c.w-x {
			name = ""
		}
		look.Was(canvas, x+n, c.y, name, int64(was))
		canvas.Text(x, c.y+1, c.saving(now, was), look.Style{FG: look.Success})
		canvas.Text(x, c.y+2, cell.Truncate(c.Say("product.was-basis"), c.x+c.w-x), look.Style{FG: look.Muted})
	}
	c.y += look.FigureH
}

// typeset writes the price on one row and returns the basis where it found no room.
func typeset(c *column, now, was shop.Fen, label string) (left string) {
	canvas, end := c.part.Canvas, c.x+c.w
	x := c.x + look.PriceTag(canvas, c.x, c.y, int64(now), look.PriceStyle{})
	if x+1+cell.Width(label) <= end {
		x += 1 + canvas.Text(x+1, c.y, label, look.Style{FG: look.Price})
	}
	if was > 0 {
		name := c.Say("product.was")
		if x+2+cell.Width(name)+1+cell.Width(look.Money(int64(was), false)) > end {
			name = ""
		}
		x += 2 + look.Was(canvas, x+2, c.y, name, int64(was))
		saving, basis := c.saving(now, was), c.Say("product.was-basis")
		if x+2+cell.Width(saving) <= end {
			x += 2 + canvas.Text(x+2, c.y, saving, look.Style{FG: look.Success})
		}
		left = basis
		if x+3+cell.Width(basis) <= end {
			canvas.Text(x, c.y, " · "+basis, look.Style{FG: look.Muted})
			left = ""
		}
	}
	c.y++
	return left
}

func (c *column) saving(now, was shop.Fen) string {
	return c.Say("product.saved", "amount", look.Money(int64(was-now), false))
}

// fewPieces is the stock from which on the page says how little is left.
const fewPieces = 5

// strip is the row of short facts that belong to the price. It returns the rows that it takes, none where there are no
// facts.
func strip(c *column, p *shop.Product, left, y int, basis string) int {
	type fact struct {
		text string
		kind look.BadgeKind
	}
	var facts []fact
	stock := 0
	for i := range p.Variants {
		stock += int(c.Shown.World.Left(p.Variants[i].SKU))
	}
	if stock == 0 {
		facts = append(facts, fact{c.Say("product.sold-out"), look.WarnBadge})
	} else if stock <= fewPieces {
		facts = append(facts, fact{c.Say("product.left", "left", strconv.Itoa(stock)), look.WarnBadge})
	}
	if s := c.Shown.World.Catalogue.Shop(p.Shop); s != nil && c.Shown.World.Flow.Fees == flow.Product {
		switch s.Shipping.Kind {
		case shop.ShippingFree:
			facts = append(facts, fact{c.Say("product.ships-free"), look.OKBadge})
		case shop.ShippingOver:
			facts = append(facts, fact{c.Say("product.ships-over", "over", look.Money(int64(s.Shipping.Over), false)), look.OKBadge})
		}
	}
	limit := ""
	if p.PerOrder > 0 {
		limit = c.Say("product.per-order", "max", strconv.Itoa(p.PerOrder))
	}
	rest := screen.Dotted(limit, basis)
	if len(facts) == 0 && rest == "" {
		return 0
	}
	x, end, n := left, c.x+c.w, 1
	for _, f := range facts {
		if x+cell.Width(f.text)+2 <= end {
			x += look.Badge(c.part.Canvas, c.Theme, x, y, f.text, f.kind) + 1
		}
	}
	if rest != "" {
		if x > left {
			x++
		}
		if x > left && x+cell.Width(rest) > end {
			x = left
			n++
		}
		c.part.Text(x, y+n-1, cell.Truncate(rest, end-x), look.Style{FG: look.Muted})
	}
	return n
}

// title is the display title and how many bought, kept and liked it.
func title(c *column, p *shop.Product) {
	c.y += c.part.Lines(c.x, c.y, cell.Title(c.Words(p.Title), c.w, 2), look.Style{FG: look.Ink, Attr: look.Bold})
	good, all := positive(c.Shown.World, p.ID)
	rate := ""
	if all > 0 {
		rate = c.Say("product.positive", "n", c.Percent(good, all))
	}
	c.text(0, screen.Dotted(c.Say("product.sold", "n", c.Count(p.Sold)), c.Say("product.saves", "n", c.Count(p.Saved)), rate), 1,
		look.Style{FG: look.Muted})
	c.gap()
}

// labelWidth is the column of the labels.
func labelWidth(l words.Lang) int {
	if l == words.EN {
		return look.LabelEN
	}
	return look.LabelZH
}

// rows are the labelled facts: options, services, dispatch and its fee. A short page keeps three.
func rows(c *column, p *shop.Product) {
	w := c.Shown.World
	put := func(r look.Row) cell.Rect {
		r.LabelW = labelWidth(c.Lang)
		rect := r.Draw(c.part.Canvas, c.Theme, c.x, c.y, c.w)
		c.y++
		return rect
	}
	options := put(look.Row{
		Label: c.Say("product.options"), Value: axes(c, p), Chevron: true, Focus: c.Focused(idOptions, false),
		Fact: c.Say("product.choices", "n", strconv.Itoa(len(p.Variants))),
	})
	options.X, options.W = 0, c.Board.W
	c.part.Target(screen.Target{ID: idOptions, Rect: options, Action: flow.Action{Verb: flow.ChooseSKU}, Label: "verb.choose-sku"})
	s := w.Catalogue.Shop(p.Shop)
	short := c.Layout.Tallness() == look.Short
	later := w.Flow.Fees != flow.Product
	if all := services(c, p, s); all != "" && !(short && later) {
		most := 2
		if short {
			most = 1
		}
		label := c.Say("product.service")
		for _, line := range cell.Clamp(all, c.w-labelWidth(c.Lang), most) {
			put(look.Row{Label: label, Value: line})
			label = ""
		}
	}
	if s != nil {
		dispatch(c, p, s, put)
	}
	if later {
		place := c.Say("place." + w.Flow.Fees.String())
		put(look.Row{
			Label: c.Say("product.shipping"), Value: c.Say("product.shown-later", "place", place), ValueRole: look.Warn,
		})
	}
	c.gap()
}

// dispatch says when the shop sends, from where, what it takes for that and when it arrives, on as few rows as it needs.
func dispatch(c *column, p *shop.Product, s *shop.Shop, put func(look.Row) cell.Rect) {
	r := look.Row{Label: c.Say("product.ships"), Value: promise(c, s)}
	from := c.Words(s.From)
	if c.Shown.World.Flow.Fees == flow.Product {
		r.Fact, r.FactRole = fee(c, p, s)
	}
	room := c.w - labelWidth(c.Lang) - cell.Width(r.Fact) - 1
	if cell.Width(screen.Dotted(r.Value, from)) <= room {
		r.Value, from = screen.Dotted(r.Value, from), ""
	}
	put(r)
	if c.Layout.Tallness() == look.Short {
		return
	}
	arrives := ""
	if s.Days[1] > 0 {
		arrives = c.Say("product.arrives", "from", strconv.Itoa(s.Days[0]), "to", strconv.Itoa(s.Days[1]))
	}
	lines := []string{screen.Dotted(from, arrives)}
	if cell.Width(lines[0]) > c.w-labelWidth(c.Lang) {
		lines = []string{from, arrives}
	}
	for _, line := range lines {
		if line != "" {
			put(look.Row{Value: line, ValueRole: look.Muted})
		}
	}
}

// axes asks for the choices of the product.
func axes(c *column, p *shop.Product) string {
	names := ""
	for i := range p.Axes {
		names = screen.Dotted(names, c.Words(p.Axes[i].Name))
	}
	if names == "" {
		return c.Say("product.one-option")
	}
	return c.Say("sku.choose", "axis", names)
}

func services(c *column, p *shop.Product, s *shop.Shop) string {
	all, insured := "", s == nil || !s.Insurance
	for _, id := range p.Services {
		insured = insured || id == "freight-insurance"
		all = screen.Dotted(all, c.Say("service."+id))
	}
	if !insured {
		all = screen.Dotted(all, c.Say("service.freight-insurance"))
	}
	return all
}

// promise says when the shop sends.
func promise(c *column, s *shop.Shop) string {
	switch {
	case s.SameDay:
		return c.Say("product.same-day")
	case s.ShipHours > 0:
		return c.Say("product.ships-within", "hours", strconv.Itoa(s.ShipHours))
	}
	return ""
}

// fee is what sending one piece of the product costs.
func fee(c *column, p *shop.Product, s *shop.Shop) (string, look.Role) {
	now, _ := p.From()
	amount, _ := s.Shipping.Cost(now)
	if amount == 0 {
		return c.Say("product.free"), look.Success
	}
	text := c.Say("product.shipping-fee", "amount", look.Money(int64(amount), false))
	if cell.Width(promise(c, s))+1+cell.Width(text) > c.w-labelWidth(c.Lang) {
		text = look.Money(int64(amount), false)
	}
	return text, look.Ink2
}
