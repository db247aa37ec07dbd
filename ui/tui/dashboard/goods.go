package dashboard

import (
	"tagtap/flow/shop"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/plot"
)

// goods is the fifth tab: the products, and the categories that gain.
func (c *columns) goods() {
	first := c.col(0)
	if len(c.cols) == 1 {
		first.productTable()
		first.gaining(0)
		return
	}
	last := c.col(len(c.cols) - 1)
	wide := c.wide(0)
	wide.w -= last.w + columnGap
	wide.productTable()
	last.gaining(0)
	first.y = max(first.y, wide.y)
}

func (c *column) productTable() {
	rows := c.brand.products
	c.heading("sales.products", c.Say("dashboard.after-discounts"))
	if len(rows) == 0 {
		c.say("dashboard.none", look.Muted)
		return
	}
	t := c.table("sales.product", []cellOf{
		{"report.column.goods", 11}, {"report.column.orders", 0}, {"report.column.views", 0}, {"report.column.add-rate", 8}, {"report.column.paid", 8},
		{"report.column.average", 10}, {"report.column.refunds", 0},
	})
	for i := range rows {
		r := &rows[i]
		t.row(c.productName(r.ID), money(r.GMV), plot.Count(r.Orders), plot.Count(r.Views), rate(r.AddRate), rate(r.PayRate), dashed(r.PerOrder, r.Orders),
			plot.Count(r.Refunds))
	}
}

// topProducts names the products that sold most.
func (c *column) topProducts(most int) {
	rows := c.brand.products
	if len(rows) == 0 {
		return
	}
	c.heading("sales.products", c.Say("sales.goods"))
	for i := range rows[:min(most, len(rows))] {
		c.row(cut(c.productName(rows[i].ID), c.w-12), money(rows[i].GMV), look.Ink)
	}
}

func (c *column) productName(id string) string {
	if p := c.Shown.World.Catalogue.Product(shop.ProductID(id)); p != nil {
		return c.Words(p.Short)
	}
	return id
}

// gaining lists the categories by how much more was put into carts than the week before; at most so many, 0 for all.
func (c *column) gaining(most int) {
	c.store("report.gaining", c.Say("report.gaining.of"))
	rows := c.report.Gaining
	if len(rows) == 0 {
		c.say("dashboard.none", look.Muted)
		return
	}
	for i := range rows {
		if most > 0 && i == most {
			break
		}
		r := &rows[i]
		name := r.ID
		for j := range c.Shown.World.Catalogue.Categories {
			if k := &c.Shown.World.Catalogue.Categories[j]; k.ID == r.ID {
				name = c.Words(k.Name)
			}
		}
		more, role := "±0", look.Muted
		switch by := r.Adds - r.Before; {
		case by > 0:
			more, role = "+"+plot.Count(by), look.Success
		case by < 0:
			more, role = plot.Count(by), look.Warn
		}
		end := c.x + c.w
		c.part.TextRight(end, c.y, more, look.Style{FG: role, Attr: look.Bold})
		x := c.part.TextRight(end-7, c.y, plot.Count(r.Before)+" → "+plot.Count(r.Adds), look.Style{FG: look.Ink2})
		c.part.Text(c.x, c.y, cut(name, x-2-c.x), look.Style{FG: look.Ink2})
		c.y++
	}
}
