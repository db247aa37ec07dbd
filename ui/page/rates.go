package page

import (
	"strconv"

	"tagtap/flow/measure"
)

// Rates are two groups of sessions side by side.
type Rates struct {
	Groups    [2]string // as they were chosen
	Sessions  [2]int64
	Paired    bool // shopper by shopper
	Simulated bool // some of them: then a probability says nothing
	Rows      []RateRow
}

// RateRow is a rate in both groups.
type RateRow struct {
	Metric     string // its id, as in measure.Report
	Values     [2]measure.Rate
	Difference *measure.Interval // of the first less the second, 95 %; nil where one is a share of nothing
	Chance     *float64          // McNemar's probability, nil where there is none
}

type ratesView struct {
	Note  string
	Table table
}

func (t *teller) rates(r *Rates) *ratesView {
	v := &ratesView{Note: t.say("page.rates.apart")}
	if r.Paired {
		v.Note = t.say("page.rates.paired")
	}
	if r.Simulated {
		v.Note = t.join(v.Note, t.say("page.rates.simulated"))
	}
	v.Table = table{ID: "rates-table", Name: t.say("page.rates"), Slim: true, Cols: []column{{Label: t.label("sales.metric")}}}
	for _, g := range r.Groups {
		v.Table.Cols = append(v.Table.Cols, column{Label: plain(g), Num: true})
	}
	v.Table.Cols = append(v.Table.Cols, column{Label: t.label("page.rates.difference"), Num: true})
	head := []entry{{Text: t.label("page.sessions")}}
	for _, n := range r.Sessions {
		head = append(head, cellOf(count(n)))
	}
	v.Table.Rows = append(v.Table.Rows, row{"", append(head, cellOf(""))})
	for i := range r.Rows {
		v.Table.Rows = append(v.Table.Rows, t.rateRow(&r.Rows[i]))
	}
	return v
}

func (t *teller) rateRow(x *RateRow) row {
	cells := []entry{{Text: t.of("sales.id.", x.Metric)}}
	for _, value := range x.Values {
		e := classed(t.na(value), "strong")
		e.Sub = count(value.Num) + " / " + count(value.Den)
		if between, ok := value.Interval(); ok {
			e.Sub += " · " + t.interval(value, between)
		}
		cells = append(cells, e)
	}
	if x.Difference == nil {
		return row{"", append(cells, cellOf(t.say("page.na")))}
	}
	e := cellOf(t.say("page.rates.points", "low", points(x.Difference.Low), "high", points(x.Difference.High)))
	switch {
	case x.Difference.Has(0):
		e.Sub = t.say("page.rates.open")
	case x.Difference.Low > 0:
		e.Sub = t.say("page.rates.higher")
	default:
		e.Sub = t.say("page.rates.lower")
	}
	if x.Chance != nil {
		e.Sub = t.join(e.Sub, t.say("page.rates.chance", "p", strconv.FormatFloat(*x.Chance, 'f', 3, 64)))
	}
	return row{"", append(cells, e)}
}

// points prints a difference of rates in percentage points, with its sign.
func points(x float64) string {
	s := strconv.FormatFloat(x*100, 'f', 1, 64)
	switch {
	case s == "0.0", s == "-0.0":
		return "0.0"
	case x < 0:
		return minus + s[1:]
	}
	return "+" + s
}
