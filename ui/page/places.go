package page

import (
	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// placesView is the step table and the effort of an order.
type placesView struct {
	Table      table
	Effort     []pair
	EffortNote string
}

func (t *teller) places(r *measure.Report) *placesView {
	v := &placesView{Table: table{ID: "places-table", Name: t.say("page.places"), Cols: t.columns("page.place", "#page.entered", "#page.left",
		"#page.left.rate", "#page.back", "#page.refused", "#page.fields", "#page.taps", "#page.dwell", "#page.friction", "#page.maze")}}
	for i := range r.Places {
		p := &r.Places[i]
		v.Table.Rows = append(v.Table.Rows, row{"", []entry{
			{Text: t.of("place.", p.Place)}, classed(count(p.Entered), "strong"), cellOf(count(p.Left)), cellOf(t.na(p.LeftRate)), cellOf(count(p.Back)),
			cellOf(count(p.Refused)), cellOf(count(p.Fields)), cellOf(count(p.Taps)), cellOf(t.quantiles(p.Dwell)), cellOf(p.Friction.String()),
			cellOf(p.Maze.String() + " " + t.of("page.maze.", measure.Band(p.Maze)).Text),
		}})
	}
	if e := &r.Effort; e.N > 0 {
		v.EffortNote = t.say("page.effort.note", "n", count(e.N))
		v.Effort = []pair{
			{Label: t.label("page.taps"), Value: e.Taps.String()}, {Label: t.label("page.effort.steps"), Value: e.Steps.String()},
			{Label: t.label("page.effort.check"), Value: e.CheckoutSteps.String()}, {Label: t.label("page.fields"), Value: e.Fields.String()},
			{Label: t.label("page.effort.keys"), Value: e.Keys.String()}, {Label: t.label("page.effort.back"), Value: e.Backtracks.String()},
			{Label: t.label("page.effort.seconds"), Value: e.Seconds.String()},
		}
	}
	return v
}

func (t *teller) groups(r *measure.Report) *table {
	tb := &table{ID: "groups-table", Name: t.say("page.groups")}
	tb.Cols = append(tb.Cols, column{Label: t.of("page.by.", string(r.By))}, column{Label: t.label("page.sessions"), Num: true})
	for i := range r.Funnel {
		tb.Cols = append(tb.Cols, column{Label: t.of("stage.", r.Funnel[i].Stage), Num: true})
	}
	tb.Cols = append(tb.Cols, t.columns("#page.groups.paid", "#page.share", "#page.range", "#sales.gmv")...)
	for i := range r.Groups {
		g := &r.Groups[i]
		cells := []entry{cellOf(t.groupName(r.By, g.Key)), classed(count(g.Sessions), "strong")}
		for j := range r.Funnel {
			n := int64(0)
			if j < len(g.Steps) {
				n = g.Steps[j]
			}
			cells = append(cells, cellOf(count(n)))
		}
		tb.Rows = append(tb.Rows, row{"", append(cells, cellOf(count(g.Bought)), cellOf(t.na(g.Paid)), cellOf(t.interval(g.Paid, g.Range)), cellOf(yuan(g.GMV)))})
	}
	return t.cut(tb)
}

// groupName is the name of a value of the breakdown.
func (t *teller) groupName(by measure.Breakdown, key string) string {
	if key == "" {
		return t.say("page.groups.none")
	}
	known := t.market != nil && t.market.Catalogue != nil
	switch {
	case by == measure.ByLink:
		return t.of("sales.link.", key).Text
	case !known:
	case by == measure.ByNote:
		if n := t.noteOf(shop.NoteID(key)); n != nil {
			return t.in(n.Title, key)
		}
	case by == measure.ByAuthor:
		if a := t.market.Catalogue.Author(shop.AuthorID(key)); a != nil {
			return t.in(a.Name, key)
		}
	case by == measure.ByBrand:
		return t.brand(key)
	case by == measure.ByProduct:
		if p := t.market.Catalogue.Product(shop.ProductID(key)); p != nil {
			return t.in(p.Title, key)
		}
	}
	return clean(key)
}
