package page

import (
	"slices"
	"strings"

	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// salesView is the merchant's part.
type salesView struct {
	Metrics    table
	Money      []pair
	Carriers   *table
	Sources    *table
	Products   *table
	Categories *table
	Cadence    *table
}

// rest is what stands below the walks.
func (t *teller) rest(v *view, d *Data) {
	r := d.Report
	v.Sides = t.sides(r)
	v.Sales = t.sales(r)
	v.link("metrics", t.label("sales.metrics"))
	if v.Sales.Sources != nil || v.Sales.Carriers != nil {
		v.link("sources", t.label("sales.sources"))
	}
	v.Places = t.places(r)
	v.link("places", t.label("page.places"))
	if len(r.Groups) > 0 {
		v.Groups = t.groups(r)
		v.GroupsBy = t.of("page.by.", string(r.By)).Text
		v.link("groups", t.label("page.groups"))
	}
}

func (t *teller) sales(r *measure.Report) *salesView {
	v := &salesView{Metrics: t.metrics(r), Money: t.money(r)}
	if len(r.Carriers) > 0 {
		v.Carriers = t.carriers(r)
	}
	if len(r.Sources) > 0 {
		v.Sources = t.sources(r)
	}
	if len(r.Products) > 0 {
		v.Products = t.products(r)
	}
	if len(r.Gaining) > 0 {
		v.Categories = t.categories(r)
	}
	if len(r.Cadence) > 0 {
		v.Cadence = t.cadence(r)
	}
	return v
}

func (t *teller) metrics(r *measure.Report) table {
	tb := table{ID: "metrics-table", Name: t.say("sales.metrics"), Slim: true, Cols: t.columns("sales.metric", "#sales.value", "sales.benchmark")}
	all := slices.Concat(r.Metrics, r.Rates)
	for i := range all {
		m := &all[i]
		name := entry{Text: t.of("sales.id.", m.ID)}
		if num, den := t.of("sales.num.", m.ID), t.of("sales.den.", m.ID); num.Text != m.ID {
			name.Sub = num.Text + " ÷ " + den.Text
		}
		value := classed(t.na(m.Rate), "strong")
		value.Sub = count(m.Count[0]) + " / " + count(m.Count[1])
		if m.Rate.OK() && m.Range != (measure.Interval{}) {
			value.Sub += " · " + t.interval(m.Rate, m.Range)
		}
		tb.Rows = append(tb.Rows, row{"", []entry{name, value, t.benchmark(m)}})
	}
	return tb
}

// verdict judges a metric in words, with the benchmark; "" where there is none.
func (t *teller) verdict(m *measure.Metric) string {
	b := m.Benchmark
	if b == nil {
		return ""
	}
	key := "sales.below"
	if b.Above {
		key = "sales.above"
	}
	mark := t.say(key, "percent", measure.Rate{Num: b.Percent, Den: 1000}.String())
	verdict := t.say("sales.few")
	if m.Verdict != "" {
		verdict = t.of("sales.", m.Verdict).Text
	}
	return verdict + " · " + mark
}

func (t *teller) benchmark(m *measure.Metric) entry {
	b := m.Benchmark
	if b == nil {
		return cellOf("")
	}
	e := entry{Text: label{Text: t.verdict(m)}, Class: "verdict " + clean(m.Verdict)}
	origin := t.of("sales.origin.", m.ID).Text
	if origin == m.ID {
		origin = clean(b.Origin)
	}
	parts := []string{origin, t.coded("sales.market.", b.Market), t.coded("sales.year.", b.Year)}
	if !b.Sure {
		parts = append(parts, t.say("sales.unconfirmed"))
	}
	e.Sub = strings.Join(parts, " · ")
	return e
}

// coded looks up words that are keyed by an English text.
func (t *teller) coded(area, s string) string {
	if l := t.of(area, strings.ReplaceAll(strings.ToLower(s), " ", "-")); l.Text != strings.ReplaceAll(strings.ToLower(s), " ", "-") {
		return l.Text
	}
	return clean(s)
}

func (t *teller) money(r *measure.Report) []pair {
	m := &r.Money
	orders := func(n int64) string { return t.say("sales.orders.of", "n", count(n)) }
	all := []pair{
		{Label: t.label("sales.gmv"), Value: yuan(m.GMV)},
		{Label: t.label("sales.net"), Value: yuan(m.Net)},
		{Label: t.label("sales.orders"), Value: count(m.Orders)},
		{Label: t.label("sales.placed"), Value: count(m.Placed)},
		{Label: t.label("sales.pieces"), Value: count(m.Pieces)},
		{Label: t.label("sales.buyers"), Value: count(m.Buyers)},
		{Label: t.label("dashboard.added"), Value: count(r.Added)},
		{Label: t.label("sales.per-order"), Value: yuan(m.PerOrder)},
		{Label: t.label("sales.per-buyer"), Value: yuan(m.PerBuyer)},
		{Label: t.label("sales.per-session"), Value: yuan(m.PerSession)},
	}
	if m.Bundled > 0 {
		all = append(all, pair{Label: t.label("sales.bundle"), Value: yuan(m.WithBundle), Note: orders(m.Bundled)})
		if rest := m.Orders - m.Bundled; rest > 0 {
			all = append(all, pair{Label: t.label("sales.no-bundle"), Value: yuan(m.WithoutBundle), Note: orders(rest)})
		}
	}
	return append(all,
		pair{Label: t.label("sales.by-shop"), Value: yuan(m.ByShop)}, pair{Label: t.label("sales.by-platform"), Value: yuan(m.ByPlatform)},
		pair{Label: t.label("sales.shipping"), Value: yuan(m.Shipping)}, pair{Label: t.label("sales.tax"), Value: yuan(m.Tax)},
		pair{Label: t.label("sales.fee"), Value: yuan(m.Fee)},
		pair{Label: t.label("sales.refunds.before"), Value: yuan(m.RefundedBefore), Note: orders(m.RefundsBefore)},
		pair{Label: t.label("sales.refunds.after"), Value: yuan(m.RefundedAfter), Note: orders(m.RefundsAfter)},
	)
}

func (t *teller) carriers(r *measure.Report) *table {
	tb := &table{ID: "carriers-table", Name: t.say("sales.carrier"), Slim: true, Cols: []column{
		{Label: t.label("sales.carrier")}, {Class: "bars"}, {Label: t.label("sales.orders"), Num: true},
		{Label: t.label("sales.gmv"), Num: true},
	}}
	most := shop.Fen(1)
	for i := range r.Carriers {
		most = max(most, r.Carriers[i].GMV)
	}
	for i := range r.Carriers {
		c := &r.Carriers[i]
		tb.Rows = append(tb.Rows, row{"", []entry{
			{Text: t.of("sales.carrier.", c.ID)}, {Bar: &bar{number(share(float64(c.GMV), float64(most))), "thin"}}, cellOf(count(c.Orders)),
			classed(whole(c.GMV), "strong"),
		}})
	}
	return tb
}

func (t *teller) sources(r *measure.Report) *table {
	tb := &table{ID: "sources-table", Name: t.say("sales.sources"), Cols: t.columns("sales.note", "#sales.last", "#sales.first", "#sales.orders",
		"#sales.per-order", "#sales.reads", "#sales.tags", "#sales.tag-rate", "#sales.views", "#sales.adds", "#sales.paid-rate", "#sales.refunds")}
	for i := range r.Sources {
		s := &r.Sources[i]
		tb.Rows = append(tb.Rows, row{"", []entry{
			t.sourceName(s), classed(yuan(s.GMV), "strong"), cellOf(yuan(s.FirstGMV)), cellOf(count(s.Orders)), cellOf(yuan(s.PerOrder)),
			cellOf(count(s.Reads)), cellOf(count(s.Tags)), cellOf(t.na(s.Tagged)), cellOf(count(s.Views)), cellOf(count(s.Adds)),
			cellOf(t.na(s.PayRate)), cellOf(count(s.Refunds)),
		}})
	}
	return t.cut(tb)
}

// sourceName is the title of a note, with who posted it and how it links.
func (t *teller) sourceName(s *measure.SourceRow) entry {
	e := classed(clean(s.ID), "title")
	var sub []string
	if t.market != nil && t.market.Catalogue != nil {
		if n := t.noteOf(shop.NoteID(s.ID)); n != nil {
			e.Text = label{Text: t.in(n.Title, s.ID)}
		}
		if a := t.market.Catalogue.Author(shop.AuthorID(s.Author)); a != nil {
			sub = append(sub, t.in(a.Name, s.Author))
		}
	}
	if s.Kind != "" {
		sub = append(sub, t.of("sales.kind.", s.Kind).Text)
	}
	if s.Link != "" {
		sub = append(sub, t.of("sales.link.", s.Link).Text)
	}
	e.Sub = strings.Join(sub, " · ")
	return e
}

func (t *teller) noteOf(id shop.NoteID) *shop.Note {
	if n := t.market.Catalogue.Note(id); n != nil {
		return n
	}
	for i := range t.market.Notes {
		if t.market.Notes[i].ID == id {
			return &t.market.Notes[i]
		}
	}
	return nil
}

func (t *teller) products(r *measure.Report) *table {
	tb := &table{ID: "products-table", Name: t.say("sales.products"), Cols: t.columns("sales.product", "#sales.goods", "#sales.orders", "#sales.views",
		"#sales.adds", "#sales.add-rate", "#sales.product-rate", "#sales.refunds")}
	for i := range r.Products {
		s := &r.Products[i]
		name := classed(clean(s.ID), "title")
		if t.market != nil && t.market.Catalogue != nil {
			if p := t.market.Catalogue.Product(shop.ProductID(s.ID)); p != nil {
				name.Text = label{Text: t.in(p.Title, s.ID)}
				name.Sub = t.brand(string(p.Shop))
			}
		}
		tb.Rows = append(tb.Rows, row{"", []entry{
			name, classed(yuan(s.GMV), "strong"), cellOf(count(s.Orders)), cellOf(count(s.Views)), cellOf(count(s.Adds)), cellOf(t.na(s.AddRate)),
			cellOf(t.na(s.PayRate)), cellOf(count(s.Refunds)),
		}})
	}
	return t.cut(tb)
}

func (t *teller) brand(id string) string {
	if t.market != nil && t.market.Catalogue != nil {
		if s := t.market.Catalogue.Shop(shop.ShopID(id)); s != nil {
			return t.in(s.Name, id)
		}
	}
	return clean(id)
}

func (t *teller) categories(r *measure.Report) *table {
	tb := &table{ID: "categories-table", Name: t.say("sales.categories"), Slim: true, Cols: t.columns("sales.category", "#sales.this", "#sales.before", "#sales.delta", "#sales.goods")}
	for i := range r.Gaining {
		c := &r.Gaining[i]
		name, diff := clean(c.ID), c.Adds-c.Before
		if t.market != nil && t.market.Catalogue != nil {
			for j := range t.market.Catalogue.Categories {
				if g := &t.market.Catalogue.Categories[j]; g.ID == c.ID {
					name = t.in(g.Name, c.ID)
				}
			}
		}
		delta := classed(count(diff), down(diff < 0))
		if diff > 0 {
			delta = classed("+"+count(diff), "success")
		}
		tb.Rows = append(tb.Rows, row{"", []entry{cellOf(name), cellOf(count(c.Adds)), cellOf(count(c.Before)), delta, cellOf(whole(c.Goods))}})
	}
	return t.cut(tb)
}

func (t *teller) cadence(r *measure.Report) *table {
	tb := &table{ID: "cadence-table", Name: t.say("sales.cadence"), Slim: true, Cols: t.columns("sales.brand", "#sales.own", "#sales.a-week", "#sales.others", "sales.cadence")}
	for i := range r.Cadence {
		c := &r.Cadence[i]
		verdict := classed(t.say("sales.too-few"), "warn")
		if c.OK {
			verdict = classed(t.say("sales.enough"), "success")
		}
		tb.Rows = append(tb.Rows, row{"", []entry{
			cellOf(t.brand(c.Shop)), cellOf(count(c.Posts)), cellOf(measure.Tenths((10*c.Posts + 2) / 4).String()), cellOf(count(c.Tags)), verdict,
		}})
	}
	return tb
}
