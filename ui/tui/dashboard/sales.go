package dashboard

import (
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/plot"
)

// sales is the first tab: what was sold and at what rates, and beside it, where there is room, the best of the other tabs.
func (c *columns) sales() {
	first := c.col(0)
	if c.all() {
		first.money()
	} else {
		first.goodsSold()
	}
	switch len(c.cols) {
	case 1:
		first.rates()
		first.marks()
	case 2:
		second := c.col(1)
		second.rates()
		second.marks()
	default:
		first.rates()
		if !c.all() {
			first.topProducts(8)
		}
		first.marks()
		second, third := c.col(1), c.col(2)
		second.weekly(columnRows)
		second.steps()
		second.causes(1)
		third.carriers()
		third.sources(5)
		third.gaining(4)
		third.cadence(5)
	}
}

// gmv draws an amount in tall numerals, or as text where it has no room.
func (c *column) gmv(amount shop.Fen, label, fact string) {
	fen := int64(amount)
	if look.FigurePriceWidth(fen/100*100, false) <= c.w {
		look.FigurePrice(c.part.Canvas, c.x, c.y, fen/100*100, false, look.Ink)
		c.y += look.FigureH
	} else {
		c.part.Text(c.x, c.y, exact(amount), look.Style{FG: look.Ink, Attr: look.Bold})
		c.y++
	}
	c.row(label, fact, look.Muted)
	c.y++
}

// money is what was sold in the store, under the platform's names.
func (c *column) money() {
	r, m := c.report, &c.report.Money
	c.gmv(m.GMV, c.Say("sales.gmv"), c.Say("sales.net")+" "+money(m.Net))
	var visitors, views, adders int64
	if people := metric(r, measure.MetricAddUV); people != nil {
		adders, visitors = people.Count[0], people.Count[1]
	}
	if times := metric(r, measure.MetricAddPV); times != nil {
		views = times.Count[1]
	}
	if tags := metric(r, measure.MetricTagged); tags != nil {
		c.row(c.Say("sales.reads"), plot.Count(tags.Count[1]), look.Ink)
	}
	c.row(c.Say("sales.visitors"), plot.Count(visitors), look.Ink)
	c.row(c.Say("sales.views"), plot.Count(views), look.Ink)
	c.row(c.Say("sales.adders"), plot.Count(adders), look.Ink)
	c.row(c.Say("dashboard.added"), plot.Count(r.Added), look.Ink)
	c.row(c.Say("sales.buyers"), plot.Count(m.Buyers), look.Ink)
	c.row(c.Say("sales.orders"), plot.Count(m.Orders), look.Ink)
	c.row(c.Say("sales.pieces"), plot.Count(m.Pieces), look.Ink)
	c.row(c.Say("sales.per-order"), amountOr(m.PerOrder, m.Orders), look.Ink)
	c.row(c.Say("sales.per-buyer"), amountOr(m.PerBuyer, m.Buyers), look.Ink)
	c.row(c.Say("sales.bundle"), amountOr(m.WithBundle, m.Bundled), look.Ink)
	c.row(c.Say("sales.no-bundle"), amountOr(m.WithoutBundle, m.Orders-m.Bundled), look.Ink)
}

// amountOr writes an amount, and a dash where it is that of nothing.
func amountOr(fen shop.Fen, of int64) string {
	if of <= 0 {
		return dash
	}
	return exact(fen)
}

// goodsSold is what the products of one brand came to.
func (c *column) goodsSold() {
	s := &c.brand.sum
	c.gmv(s.GMV, c.Say("sales.goods"), c.Say("dashboard.after-discounts"))
	c.row(c.Say("sales.views"), plot.Count(s.Views), look.Ink)
	c.row(c.Say("sales.adds"), plot.Count(s.Adds), look.Ink)
	c.row(c.Say("sales.orders"), plot.Count(s.Orders), look.Ink)
	c.row(c.Say("sales.per-order"), amountOr(s.PerOrder, s.Orders), look.Ink)
	c.row(c.Say("sales.refunds"), plot.Count(s.Refunds), look.Ink)
	c.say("dashboard.brand.note", look.Muted)
}

// shown are the rates of the panel in their order.
var shown = [...]string{
	measure.MetricTagged, measure.MetricAddUV, measure.MetricAddPV, measure.MetricPaidUV, measure.MetricPaidPV, measure.MetricCart,
	measure.MetricCheckout, measure.MetricBefore, measure.MetricAfter, measure.MetricReviews, measure.MetricLeaked,
}

// verdictW are the cells of a verdict at the end of a rate, with the room before it.
const verdictW = 6

// rates draws the rates, each with its verdict where a benchmark is known.
func (c *column) rates() {
	if !c.all() {
		c.heading("dashboard.rates.own", "")
		c.rate(c.Say("sales.id."+measure.MetricAddPV), c.brand.sum.AddRate, "")
		c.rate(c.Say("sales.id."+measure.MetricPaidPV), c.brand.sum.PayRate, "")
	}
	c.store("dashboard.rates", "")
	for _, id := range shown {
		if m := metric(c.report, id); m != nil {
			c.rate(c.Say("sales.id."+id), m.Rate, m.Verdict)
		}
	}
	c.reading()
}

// reading says what add-to-cart and conversion mean together, and what to do about it.
func (c *column) reading() {
	if id := c.report.Reading; id != "" {
		c.say("sales.reading."+id, look.Ink2)
		c.text(c.Say("report.try", "what", c.Say("sales.advice."+id)), look.Success)
	}
}

// walkedOn are the rates of sessions from one part of the way to the next.
func (c *column) walkedOn() {
	if len(c.report.Rates) == 0 {
		return
	}
	c.store("sales.session-rates", "")
	for i := range c.report.Rates {
		m := &c.report.Rates[i]
		c.rate(c.Say("sales.id."+m.ID), m.Rate, m.Verdict)
	}
}

// rate draws a rate with how many it is of how many.
func (c *column) rate(name string, r measure.Rate, verdict string) {
	end := c.x + c.w - verdictW
	role := look.Ink
	switch verdict {
	case "good":
		role = look.Success
	case "low", "high":
		role = look.Warn
	}
	if verdict != "" {
		c.part.TextRight(c.x+c.w, c.y, cut(c.Say("sales."+verdict), verdictW-1), look.Style{FG: role})
	}
	x := c.part.TextRight(end, c.y, rate(r), look.Style{FG: look.Ink, Attr: look.Bold})
	n := c.part.Text(c.x, c.y, cut(name, x-1-c.x), look.Style{FG: look.Ink2})
	if of := plot.Count(r.Num) + "/" + plot.Count(r.Den); r.OK() && c.x+n+2+len(of) <= end-8 {
		c.part.TextRight(end-8, c.y, of, look.Style{FG: look.Muted})
	}
	c.y++
}

func metric(r *measure.Report, id string) *measure.Metric {
	for i := range r.Metrics {
		if r.Metrics[i].ID == id {
			return &r.Metrics[i]
		}
	}
	return nil
}

// marks says what the rates are held against, each benchmark once, with where and when it comes from.
func (c *column) marks() {
	c.y++
	last := ""
	for _, id := range shown {
		m := metric(c.report, id)
		if m == nil || m.Benchmark == nil || m.Benchmark.Origin == last {
			continue
		}
		last = m.Benchmark.Origin
		key := "sales.below"
		if m.Benchmark.Above {
			key = "sales.above"
		}
		words := c.Say("sales.id."+id) + " · " + c.Say(key, "percent", measure.Tenths(m.Benchmark.Percent).String()+"%") + " · " +
			c.Say("sales.origin."+id)
		if !m.Benchmark.Sure {
			words += " · " + c.Say("sales.unconfirmed")
		}
		c.text(words, look.Muted)
	}
}
