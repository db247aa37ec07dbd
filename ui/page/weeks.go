package page

import (
	"strconv"
	"strings"

	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// weeksView is the chart of the weeks and the table of its figures.
type weeksView struct {
	Desc    string
	Marks   []mark
	Texts   []mark
	Legend  []pair
	Figure  string // of the latest week
	Table   table
	Base, H string
}

// mark is a rectangle, a dot or a text of a chart.
type mark struct {
	X, Y, W, H string
	Class      string
	Text       string
}

// The chart in units of its viewBox, which are pixels on a phone.
const (
	chartW    = 360.0
	chartTop  = 22.0
	chartBase = 132.0
	chartGap  = 0.32 // of a week's width
	widest    = 30.0 // bar
)

// weeks draws the last weeks: the latest one in ink, those with a campaign marked, below them how much was posted.
func (t *teller) weeks(r *measure.Report) *weeksView {
	v := &weeksView{Base: number(chartBase), H: number(chartBase + 44)}
	most := shop.Fen(1)
	for i := range r.Weeks {
		most = max(most, r.Weeks[i].GMV)
	}
	pitch := chartW / float64(len(r.Weeks))
	w := min(pitch*(1-chartGap), widest)
	every := (len(r.Weeks) + 5) / 6
	var desc []string
	for i := range r.Weeks {
		k := &r.Weeks[i]
		middle := pitch * (float64(i) + 0.5)
		h := max(1, (chartBase-chartTop)*float64(max(0, k.GMV))/float64(most))
		last := i == len(r.Weeks)-1
		class := "g2"
		switch {
		case last:
			class = "ink"
		case len(k.Campaign) > 0:
			class = "warn"
		}
		v.Marks = append(v.Marks, mark{X: number(middle - w/2), Y: number(chartBase - h), W: number(w), H: number(h), Class: class})
		if last && len(k.Campaign) > 0 {
			v.Marks = append(v.Marks, mark{X: number(middle - w/2), Y: number(chartBase + 2), W: number(w), H: "3", Class: "warn"})
		}
		if last || k.GMV == most {
			v.Texts = append(v.Texts, mark{X: number(clamp(middle, 26, chartW-26)), Y: number(chartBase - h - 6), Class: "value", Text: whole(k.GMV)})
		}
		if (len(r.Weeks)-1-i)%every == 0 {
			v.Texts = append(v.Texts, mark{X: number(clamp(middle, 14, chartW-14)), Y: number(chartBase + 19), Class: "tick", Text: short(k)})
		}
		if k.Posts > 0 {
			v.Texts = append(v.Texts, mark{X: number(middle), Y: number(chartBase + 36), Class: "posts", Text: "•" + count(k.Posts)})
		}
		desc = append(desc, clean(k.Start)+" "+whole(k.GMV))
	}
	v.Texts = apart(v.Texts)
	v.Desc = strings.Join(desc, ", ")
	v.Legend = []pair{{Label: t.label("sales.this-week"), Class: "ink"}, {Label: t.label("sales.campaign.week"), Class: "warn"}}
	v.Figure = whole(r.Weeks[len(r.Weeks)-1].GMV)
	v.Table = t.weekTable(r)
	return v
}

// apart keeps the values over the bars from lying on one another: the latest one stays.
func apart(texts []mark) []mark {
	last := -1
	for i := len(texts) - 1; i >= 0; i-- {
		if texts[i].Class != "value" {
			continue
		}
		if last >= 0 {
			a, _ := strconv.ParseFloat(texts[i].X, 64)
			b, _ := strconv.ParseFloat(texts[last].X, 64)
			if b-a < 56 {
				return append(texts[:i:i], texts[i+1:]...)
			}
		}
		last = i
	}
	return texts
}

// short is the day on which a week begins: 11/9.
func short(k *measure.WeekRow) string {
	day := k.Week.Start().Time()
	return strconv.Itoa(int(day.Month())) + "/" + strconv.Itoa(day.Day())
}

func clamp(x, low, high float64) float64 { return min(max(x, low), high) }

// mostNames is how many campaigns of a week are named.
const mostNames = 3

func (t *teller) weekTable(r *measure.Report) table {
	tb := table{ID: "weeks-table", Name: t.say("sales.weeks"), Cols: t.columns("sales.week", "#sales.gmv", "#sales.orders", "#sales.visitors",
		"#sales.adders", "#sales.buyers", "#sales.posts", "sales.campaigns")}
	for i := range r.Weeks {
		k := &r.Weeks[i]
		var names []string
		for _, id := range k.Campaign {
			names = append(names, t.campaign(id))
		}
		class := ""
		if more := len(names) - mostNames; more > 0 {
			names = append(names[:mostNames], "+"+count(more))
		}
		if len(k.Campaign) > 0 {
			class = "campaign"
		}
		tb.Rows = append(tb.Rows, row{class, []entry{
			cellOf(clean(k.Start)), cellOf(yuan(k.GMV)), cellOf(count(k.Orders)), cellOf(count(k.Visitors)), cellOf(count(k.Adders)),
			cellOf(count(k.Buyers)), cellOf(count(k.Posts)), classed(strings.Join(names, " · "), "names"),
		}})
	}
	return tb
}

func (t *teller) campaign(id string) string {
	if t.market != nil && t.market.Catalogue != nil {
		for i := range t.market.Catalogue.Promotions {
			if p := &t.market.Catalogue.Promotions[i]; p.ID == id {
				return t.in(p.Title, id)
			}
		}
	}
	return clean(id)
}

// sides are the figures beside the weeks.
func (t *teller) sides(r *measure.Report) []pair {
	var all []pair
	if n := len(r.Weeks); n > 1 && r.Weeks[n-2].GMV > 0 {
		was, is := r.Weeks[n-2].GMV, r.Weeks[n-1].GMV
		all = append(all, pair{Label: t.label("sales.change"), Value: change(int64(is-was), int64(was)), Class: down(is < was)})
	}
	for _, id := range []string{measure.MetricAddUV, measure.MetricPaidUV, measure.MetricBefore, measure.MetricAfter} {
		for i := range r.Metrics {
			if x := &r.Metrics[i]; x.ID == id {
				all = append(all, pair{Label: t.of("sales.id.", id), Value: t.na(x.Rate)})
			}
		}
	}
	return all
}

func down(is bool) string {
	if is {
		return "warn"
	}
	return ""
}

// change prints a difference as a share of what was.
func change(diff, was int64) string {
	if diff < 0 {
		return minus + measure.Tenths((-2000*diff+was)/(2*was)).String() + "%"
	}
	return "+" + measure.Tenths((2000*diff+was)/(2*was)).String() + "%"
}
