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

// labelWidth is the column of the labels.
func labelWidth(l words.Lang) int {
	if l == words.EN {
		return look.LabelEN
	}
	return look.LabelZH
}

// put writes a labelled fact and returns where it stands.
func (c *column) put(r look.Row) cell.Rect {
	r.LabelW = labelWidth(c.Lang)
	rect := r.Draw(c.part.Canvas, c.Theme, c.x, c.y, c.w)
	c.y++
	return rect
}

// lines writes a labelled text on as many rows as it needs, at most so many; 0 is no limit.
func (c *column) lines(label, text string, most int, role look.Role) {
	if text == "" {
		return
	}
	w := labelWidth(c.Lang)
	c.part.Text(c.x, c.y, cell.Truncate(label, w-1), look.Style{FG: look.Muted})
	c.text(w, text, most, look.Style{FG: role})
}

// rows are the labelled facts: options, presale, services, dispatch and its fee, tax. A short page keeps the most needed.
func (v view) rows(c *column, p *shop.Product) {
	w := c.Shown.World
	options := c.put(look.Row{
		Label: c.Say("product.options"), Value: axes(c, p), Chevron: true, Focus: c.Focused(idOptions, false),
		Fact: c.Say("product.choices", "n", strconv.Itoa(len(p.Variants))),
	})
	options.X, options.W = 0, c.Board.W
	c.part.Target(screen.Target{ID: idOptions, Rect: options, Action: flow.Action{Verb: flow.ChooseSKU}, Label: "verb.choose-sku"})
	inTwoParts(c, p)
	s := w.Catalogue.Shop(p.Shop)
	later := w.Flow.Fees != flow.Product
	border := s != nil && s.Trade.CrossBorder()
	last := border && c.Layout.Tallness() == look.Short // what it costs comes first where there are three rows
	if !last {
		v.service(c, p, s)
	}
	if s != nil {
		dispatch(c, s)
	}
	place := c.Say("place." + w.Flow.Fees.String())
	if later {
		c.put(look.Row{
			Label: c.Say("product.shipping"), Value: c.Say("product.shown-later", "place", place), ValueRole: look.Warn,
		})
	} else if fee := c.offer.quote.Sum(shop.LineFee); fee > 0 {
		c.put(look.Row{Label: c.Say("product.fee"), Value: c.Say("line.platform-fee"), Fact: look.Money(int64(fee), false), FactRole: look.Ink2})
	}
	if border {
		v.border(c, s)
	}
	if last {
		v.service(c, p, s)
	}
	c.gap()
}

// inTwoParts says of a presale what is paid when, and what becomes of a deposit whose balance comes late.
func inTwoParts(c *column, p *shop.Product) {
	all := presale(p)
	if len(all) == 0 {
		return
	}
	v := all[0]
	if c.offer.variant != nil && c.offer.variant.Presale != nil {
		v = c.offer.variant
	}
	t := v.Presale
	fact := ""
	if len(all) < len(p.Variants) {
		fact = c.Say("presale.some", "n", strconv.Itoa(len(all)))
	}
	parts := c.Say("presale.parts", "deposit", look.Money(int64(t.Deposit), false), "balance", look.Money(int64(v.Price-t.Deposit), false))
	if room := c.w - labelWidth(c.Lang); cell.Width(parts)+1+cell.Width(fact) > room {
		c.lines(c.Say("presale.mark"), screen.Dotted(parts, fact), 2, look.Price)
	} else {
		c.put(look.Row{Label: c.Say("presale.mark"), Value: parts, ValueRole: look.Price, Fact: fact})
	}
	now := c.Shown.World.Now
	state := ""
	switch {
	case t.Order.From != 0 && now < t.Order.From:
		state = c.Say("presale.not-yet")
	case t.Order.Until != 0 && now >= t.Order.Until:
		state = c.Say("presale.ended")
	}
	c.lines(c.Say("presale.deposit"), c.window(t.Order), 2, look.Ink)
	c.lines("", state, 2, look.Warn)
	c.lines(c.Say("presale.balance"), c.window(t.Balance), 2, look.Ink)
	if c.Layout.Tallness() == look.Short {
		return
	}
	fate, role := "presale.given-back", look.Muted
	if t.Forfeit {
		fate, role = "presale.forfeit", look.Warn
	}
	c.lines("", c.Say(fate), 2, role)
	c.lines("", c.Say("presale.forfeit.mark"), 2, look.Muted)
}

func (c *column) window(w shop.Window) string {
	switch {
	case w.From != 0 && w.Until != 0:
		return c.Say("presale.window", "from", c.Stamp(w.From), "until", c.Stamp(w.Until))
	case w.Until != 0:
		return c.Say("price.until", "when", c.Stamp(w.Until))
	case w.From != 0:
		return c.Say("price.starts-at", "when", c.Stamp(w.From))
	}
	return ""
}

// dispatch says when the shop sends, from where, what it takes for that and when it arrives, on as few rows as it needs.
func dispatch(c *column, s *shop.Shop) {
	r := look.Row{Label: c.Say("product.ships"), Value: promise(c, s)}
	from := c.Words(s.From)
	room := c.w - labelWidth(c.Lang)
	short := c.Layout.Tallness() == look.Short
	if c.Shown.World.Flow.Fees == flow.Product {
		r.Fact, r.FactRole = fee(c, short, cell.Width(r.Value))
	}
	if cell.Width(r.Value)+1+cell.Width(r.Fact) > room && !short {
		for _, line := range cell.Wrap(r.Value, room) {
			c.put(look.Row{Label: r.Label, Value: line})
			r.Label = ""
		}
	} else {
		if cell.Width(screen.Dotted(r.Value, from)) <= room-cell.Width(r.Fact)-1 {
			r.Value, from = screen.Dotted(r.Value, from), ""
		}
		c.put(r)
		r.Fact = ""
	}
	if short {
		return
	}
	arrives := ""
	if s.Days[1] > 0 {
		arrives = c.Say("product.arrives", "from", strconv.Itoa(s.Days[0]), "to", strconv.Itoa(s.Days[1]))
	}
	lines := []string{screen.Dotted(from, arrives)}
	if cell.Width(lines[0]) > room-cell.Width(r.Fact)-1 {
		lines = []string{from, arrives}
	}
	for _, line := range lines {
		if line != "" || r.Fact != "" {
			c.put(look.Row{Value: line, ValueRole: look.Muted, Fact: r.Fact, FactRole: r.FactRole})
			r.Fact = ""
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

// promise says when the shop sends.
func promise(c *column, s *shop.Shop) string {
	hours := s.ShipHours
	if v := c.offer.variant; v != nil && v.Presale != nil {
		if v.Presale.ShipHours > 0 {
			hours = v.Presale.ShipHours
		}
		return c.Say("presale.ships-within", "hours", strconv.Itoa(hours))
	}
	if s.Trade.CrossBorder() && hours > 0 && c.Layout.Tallness() != look.Short {
		return c.Say("customs.promise."+string(s.Trade), "hours", strconv.Itoa(hours))
	}
	switch {
	case s.SameDay:
		return c.Say("product.same-day")
	case hours > 0:
		return c.Say("product.ships-within", "hours", strconv.Itoa(hours))
	}
	return ""
}

// fee is what sending one piece of the product costs, on a short page without its name where that has no room.
func fee(c *column, short bool, before int) (string, look.Role) {
	amount := c.offer.quote.Sum(shop.LineShipping)
	if amount == 0 {
		return c.Say("product.free"), look.Success
	}
	text := c.Say("product.shipping-fee", "amount", look.Money(int64(amount), false))
	if short && before+1+cell.Width(text) > c.w-labelWidth(c.Lang) {
		text = look.Money(int64(amount), false)
	}
	return text, look.Ink2
}
