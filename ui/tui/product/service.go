package product

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// The services of which the page knows more than their name.
const (
	sevenDays        = "seven-days"
	freightInsurance = "freight-insurance"
)

// service is the bar of what comes with the goods: returns within seven days as the kind of goods has it, cover, price
// protection. It unfolds into what each of them means.
func (v view) service(c *column, p *shop.Product, s *shop.Shop) {
	w := c.Shown.World
	all, closed := services(c, p, s)
	if len(all) == 0 {
		return
	}
	most := 2
	if c.Layout.Tallness() == look.Short {
		most = 1
	}
	told := explained(w, p)
	width := labelWidth(c.Lang)
	room := c.w - width
	if told {
		room -= 2
		c.part.TextRight(c.x+c.w, c.y, c.mark(v.services), look.Style{FG: look.Muted})
	}
	top := c.y
	label := c.Say("product.service")
	for _, line := range rowsOf(all, room, most) {
		c.put(look.Row{Label: label, Value: line})
		label = ""
	}
	if closed {
		c.part.Text(c.x+width, top, cell.Truncate(all[0], room), look.Style{FG: look.Warn})
	}
	if told {
		c.fold(idServices, "product.services-how", top, v.services, func(c *column) { terms(c, p, s) })
	}
}

// rowsOf puts texts on rows of at most w cells, none of them broken over two; what finds no row is left out.
func rowsOf(all []string, w, most int) []string {
	rows := []string{""}
	for _, text := range all {
		last := len(rows) - 1
		both := screen.Dotted(rows[last], text)
		switch {
		case cell.Width(both) <= w || rows[last] == "":
			rows[last] = cell.Truncate(both, w)
		case len(rows) < most:
			rows = append(rows, cell.Truncate(text, w))
		}
	}
	return rows
}

// services lists what comes with the goods. Where returns within seven days do not, that stands first.
func services(c *column, p *shop.Product, s *shop.Shop) (all []string, closed bool) {
	kind := c.Shown.World.Catalogue.Category(p.Category)
	insured := s == nil || !s.Insurance
	if kind != nil {
		closed = !kind.SevenDays
		key := "service." + sevenDays
		if closed {
			key = "product.no-seven-days"
		}
		all = append(all, c.Say(key))
	}
	for _, id := range p.Services {
		insured = insured || id == freightInsurance
		if id != sevenDays || kind == nil {
			all = append(all, c.Say("service."+id))
		}
	}
	if !insured {
		all = append(all, c.Say("service."+freightInsurance))
	}
	if s != nil && s.Protect > 0 {
		all = append(all, c.Say("product.protect", "n", strconv.Itoa(s.Protect)))
	}
	return all, closed
}

// explained says whether there is more to tell of the services than their names.
func explained(w *flow.World, p *shop.Product) bool {
	s := w.Catalogue.Shop(p.Shop)
	return w.Catalogue.Category(p.Category) != nil || s != nil && (s.Protect > 0 || !s.ReturnTo.ZH.IsZero() || s.Insurance)
}

// terms are what the services mean: what intact is or why there is no return without a reason, price protection, where
// returns go and who pays the way.
func terms(c *column, p *shop.Product, s *shop.Shop) {
	if kind := c.Shown.World.Catalogue.Category(p.Category); kind != nil {
		if kind.SevenDays {
			c.lines(c.Say("product.intact"), c.Words(kind.Intact), 0, look.Ink2)
		} else {
			c.lines(c.Say("product.intact"), c.Words(kind.WhyNot), 0, look.Ink2)
		}
	}
	if s == nil {
		return
	}
	if s.Protect > 0 {
		c.lines(c.Say("product.protect-label"), c.Say("product.protect-text", "n", strconv.Itoa(s.Protect)), 0, look.Ink2)
	}
	if s.Insurance {
		c.lines(c.Say("product.insurance"), c.Say("product.insurance-text"), 0, look.Ink2)
	}
	c.lines(c.Say("product.return-to"), c.Words(s.ReturnTo), 0, look.Ink2)
	if s.Trade.CrossBorder() {
		c.lines("", c.Say("customs.return-limit"), 0, look.Muted)
	}
}
