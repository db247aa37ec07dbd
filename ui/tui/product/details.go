package product

import (
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// details is what a shopper reads before choosing: what it is for, sizes, specification, what is in it, how it goes back.
func details(c *column, p *shop.Product) {
	about(c, p)
	guide(c, p.Guide)
	specs(c, p.Specs)
	paragraph(c, "product.ingredients", p.Ingredients)
	paragraph(c, "product.returns", p.Returns)
}

func about(c *column, p *shop.Product) {
	parts := [...]struct {
		key  string
		text shop.Words
	}{{"product.problem", p.Problem}, {"product.use", p.Use}, {"product.result", p.Result}}
	started := false
	for _, part := range parts {
		text := c.Words(part.text)
		if text == "" {
			continue
		}
		if !started {
			c.heading("product.details", c.Say("product.details"), "")
			started = true
		}
		c.text(0, c.Say(part.key), 1, look.Style{FG: look.Muted})
		c.text(0, text, 0, look.Style{FG: look.Ink2})
	}
	if started {
		c.gap()
	}
}

// paragraph is a heading with a text below it.
func paragraph(c *column, key string, w shop.Words) {
	text := c.Words(w)
	if text == "" {
		return
	}
	c.heading(key, c.Say(key), "")
	c.text(0, text, 0, look.Style{FG: look.Ink2})
	c.gap()
}

// guide is the size guide: the first column names the size, the others share the rest and end on their right edge.
func guide(c *column, t *shop.Table) {
	if t == nil || len(t.Rows) == 0 || len(t.Rows[0]) == 0 {
		return
	}
	c.heading("product.size-guide", c.Say("product.size-guide"), "")
	n := len(t.Rows[0])
	first := 0
	for _, row := range t.Rows {
		if len(row) > 0 {
			first = max(first, cell.Width(c.Words(row[0])))
		}
	}
	first = min(first+1, c.w/n+4)
	for i, row := range t.Rows {
		head := i == 0
		for j, value := range row[:min(len(row), n)] {
			st := look.Style{FG: look.Ink2}
			switch {
			case head:
				st.FG = look.Muted
			case j == 0:
				st = look.Style{FG: look.Ink, Attr: look.Bold}
			}
			if j == 0 {
				c.part.Text(c.x, c.y, cell.Truncate(c.Words(value), first-1), st)
				continue
			}
			from, to := first+(c.w-first)*(j-1)/(n-1), first+(c.w-first)*j/(n-1)
			c.part.TextRight(c.x+to, c.y, cell.Truncate(c.Words(value), to-from-1), st)
		}
		c.y++
	}
	if note := c.Words(t.Note); note != "" {
		c.text(0, note, 0, look.Style{FG: look.Muted})
	}
	c.gap()
}

// specs are facts with their names in one column.
func specs(c *column, facts []shop.Fact) {
	if len(facts) == 0 {
		return
	}
	c.heading("product.specs", c.Say("product.specs"), "")
	name := labelWidth(c.Lang)
	for i := range facts {
		name = max(name, cell.Width(c.Words(facts[i].Name))+2)
	}
	name = min(name, c.w/2)
	for i := range facts {
		c.part.Text(c.x, c.y, cell.Truncate(c.Words(facts[i].Name), name-1), look.Style{FG: look.Muted})
		before := c.y
		c.text(name, c.Words(facts[i].Value), 0, look.Style{FG: look.Ink})
		c.y = max(c.y, before+1)
	}
	c.gap()
}
