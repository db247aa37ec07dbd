package page_test

import (
	"strings"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/audit"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/page"
)

// rate is a rate with its interval.
func rate(num, den int64) (measure.Rate, measure.Interval) {
	r := measure.Rate{Num: num, Den: den}
	i, _ := r.Interval()
	return r, i
}

func metric(id string, num, den int64, mark *measure.Mark, verdict string) measure.Metric {
	m := measure.Metric{ID: id, Count: [2]int64{num, den}, Benchmark: mark, Verdict: verdict}
	m.Rate, m.Range = rate(num, den)
	return m
}

// sampleReport is a report of all kinds of rows with figures that are easily told from each other.
func sampleReport() *measure.Report {
	units := []int64{1284, 412, 398, 143, 96, 41, 12}
	r := &measure.Report{
		Rule: "ordered, closed, within 30m of the first step, each session once", Sessions: 1500, Branches: 3, Leaked: 62, Unseen: 1040, Bought: 43,
		From: shop.At(time.Date(2026, 11, 2, 0, 0, 0, 0, shop.China)), Until: shop.At(time.Date(2026, 11, 23, 0, 0, 0, 0, shop.China)),
		Made: []measure.Share{{Key: "sim", Sessions: 1400}, {Key: "story", Sessions: 88}, {Key: "person", Sessions: 12}}, Flows: []measure.Share{{Key: "native", Sessions: 1500}},
		AtOnce: measure.Rate{Num: 7, Den: 19}, Late: measure.Quantiles{N: 31, P50: 192, P75: 230, P90: 310}, By: measure.ByLink,
	}
	for i, stage := range flow.Stages() {
		s := measure.StepRow{Stage: stage.String(), Units: units[i], Took: measure.Quantiles{N: 9, P50: 42, P75: 380, P90: 3900}}
		s.OfFirst = measure.Rate{Num: units[i], Den: units[0]}
		if i > 0 {
			s.OfPrevious, s.Range = rate(units[i], units[i-1])
			s.Lost = units[i-1] - units[i]
		}
		s.Worst = stage == flow.StageConfirmation
		if i == 3 {
			s.Next = []measure.NextRow{{Verb: "", Units: 31}, {Verb: "back", Units: 16}}
		}
		r.Funnel = append(r.Funnel, s)
	}
	r.Stages = []measure.StageRow{
		{Stage: 3, Sessions: 55, Causes: []measure.CauseRow{
			{Cause: "surprise", Sessions: 31, Share: measure.Rate{Num: 31, Den: 55}, Fix: "flow: fees-first-shown: product"},
			{Cause: "form-left", Sessions: 14, Share: measure.Rate{Num: 14, Den: 55}, Fix: "flow: address, identity: saved"},
			{Cause: "other", Sessions: 10, Share: measure.Rate{Num: 10, Den: 55}},
		}},
		{Stage: 2, Sessions: 47, Causes: []measure.CauseRow{{Cause: "refused", Sessions: 47, Share: measure.Rate{Num: 47, Den: 47}, Fix: "flow: cart, limits"}}},
		{Stage: 1, Sessions: 253, Causes: []measure.CauseRow{{Cause: "compared", Sessions: 253, Share: measure.Rate{Num: 253, Den: 253}, Fix: "listing: result, reviews"}}},
	}
	sampleSales(r)
	return r
}

func sampleSales(r *measure.Report) {
	mark := &measure.Mark{Percent: 20, Above: true, Origin: "a guide", Market: "Xiaohongshu", Year: "undated"}
	r.Metrics = []measure.Metric{
		metric(measure.MetricAddUV, 143, 398, nil, ""), metric(measure.MetricPaidUV, 41, 398, mark, "good"), metric(measure.MetricPaidPV, 41, 517, mark, "good"),
		metric(measure.MetricCart, 102, 143, &measure.Mark{Percent: 702, Origin: "Baymard", Market: "mostly US", Year: "September 2025"}, "high"),
		metric(measure.MetricBefore, 2, 41, nil, ""), metric(measure.MetricAfter, 0, 0, nil, ""),
	}
	r.Rates = []measure.Metric{
		metric(measure.RateNoteTag, 412, 1284, nil, ""), metric(measure.RateTagProduct, 398, 412, nil, ""), metric(measure.RateProductCart, 143, 398, nil, ""),
	}
	r.Reading, r.Assumptions = measure.ReadingFine, []string{"baymard-2025-09"}
	r.Money = measure.Money{
		Placed: 44, Orders: 41, Pieces: 47, Buyers: 40, GMV: 2131795, Net: 2031795, PerOrder: 51995, PerBuyer: 53295, PerSession: 1421, Bundled: 5,
		WithBundle: 70010, WithoutBundle: 49493, ByShop: 120000, ByPlatform: 45600, Shipping: 3600, Tax: 151515, Fee: 4100, RefundsBefore: 2, RefundedBefore: 100000,
	}
	week := measure.WeekOf(r.From)
	for i, gmv := range []shop.Fen{1200000, 2461400, 2131795} {
		w := week + measure.Week(i)
		row := measure.WeekRow{Week: w, Start: w.Start().Time().Format("2006-01-02"), GMV: gmv, Orders: int64(20 + i), Visitors: 133, Adders: 48, Buyers: int64(13 + i), Posts: 2 * i}
		if i == 1 {
			row.Campaign = []string{"brisavo-outdoor-85"}
		}
		r.Weeks = append(r.Weeks, row)
	}
	r.Carriers = []measure.SourceRow{{ID: "note", Views: 300, Orders: 30, GMV: 1600000}, {ID: "card", Views: 98, Orders: 11, GMV: 531795}}
	r.Sources = []measure.SourceRow{{
		ID: "oily-skin-empties", Author: "xiaoman", Kind: "koc", Link: "native", Reads: 800, Tags: 300, Views: 290, Adds: 60, Orders: 21, GMV: 912345,
		FirstGMV: 812345, PerOrder: 43445, Tagged: measure.Rate{Num: 300, Den: 800}, PayRate: measure.Rate{Num: 21, Den: 290}, Refunds: 1,
	}}
	r.Products = []measure.SourceRow{{ID: "lip-tint", Views: 222, Adds: 33, Orders: 17, GMV: 217600, AddRate: measure.Rate{Num: 33, Den: 222}, PayRate: measure.Rate{Num: 17, Den: 222}}}
	r.Gaining = []measure.CategoryRow{{ID: "make-up", Adds: 21, Before: 14, Goods: 217600}, {ID: "knitwear", Adds: 4, Before: 9}}
	r.Cadence = []measure.CadenceRow{{Shop: "okkari", Posts: 13, OK: true, Tags: 7}, {Shop: "brisavo", Posts: 2, Tags: 1}}
	r.Places = []measure.StayRow{{
		Place: "checkout", Entered: 96, Left: 55, Back: 8, LeftRate: measure.Rate{Num: 55, Den: 96}, Refused: 6, Fields: 17, Taps: 170,
		Dwell: measure.Quantiles{N: 96, P50: 61, P75: 105, P90: 220}, Friction: 87, Maze: 423,
	}}
	r.Effort = measure.Effort{N: 43, Taps: 162, Steps: 123, Fields: 15, Keys: 150, Backtracks: 5, CheckoutSteps: 38, Seconds: 374}
	paid, between := rate(40, 1400)
	r.Groups = []measure.GroupRow{
		{Key: "native", Sessions: 1400, Steps: []int64{1200, 400, 390, 140, 95, 40, 12}, Bought: 40, Paid: paid, Range: between, GMV: 2000000}, {Key: "", Sessions: 100, Steps: []int64{84}},
	}
}

// sampleCompare are two walks that differ in one place.
func sampleCompare() *page.Compare {
	spent := func(p flow.Place, millis int64, taps, fields int) measure.Spent {
		return measure.Spent{Place: p, Millis: millis, Taps: taps, Fields: fields}
	}
	walk := func(all ...measure.Spent) measure.Walk {
		w := measure.Walk{At: flow.Confirmation, Places: all}
		for _, s := range all {
			w.Segments = append(w.Segments, measure.Segment{Start: w.Millis, Spent: s})
			w.Millis, w.Taps, w.Fields = w.Millis+s.Millis, w.Taps+s.Taps, w.Fields+s.Fields
		}
		return w
	}
	return &page.Compare{
		Comparison: measure.Compare([]measure.Walk{
			walk(spent(flow.Product, 6000, 3, 0), spent(flow.Checkout, 4500, 3, 0)),
			walk(spent(flow.Product, 6000, 3, 0), spent(flow.Identity, 15300, 8, 2), spent(flow.Checkout, 19600, 5, 1)), {},
		}),
		Names: []string{"express", "guest-form", "redirect"}, Fewest: []int{6, 15, -1}, Skipped: []int{0, 0, 4}, Story: "loop", Shopper: "new", Operators: "proposed",
	}
}

// sampleRates are two groups that differ in one rate.
func sampleRates() *page.Rates {
	more, less, p := measure.Interval{Low: 0.0524, High: 0.3339}, measure.Interval{Low: -0.1611, High: 0.2775}, 0.0312
	return &page.Rates{Groups: [2]string{"flow=native", "flow=stepwise"}, Sessions: [2]int64{90, 91}, Paired: true, Rows: []page.RateRow{
		{Metric: measure.MetricPaidUV, Values: [2]measure.Rate{{Num: 56, Den: 70}, {Num: 48, Den: 80}}, Difference: &more, Chance: &p},
		{Metric: measure.MetricCart, Values: [2]measure.Rate{{Num: 0, Den: 10}, {Num: 0, Den: 20}}, Difference: &less}, {Metric: measure.MetricLeaked},
	}}
}

// sampleWalk is a strip of two small screens.
func sampleWalk() *page.Walk {
	screen := page.Screen("\x1b[1;38;2;255;36;66m¥\x1b[0m 128 \x1b[38;2;1;2;3;48;2;4;5;6m▀▄\x1b[m\n规格 选 色号", width, 0x17181a, 0xffffff)
	return &page.Walk{Title: "loop", Flow: "native", Shopper: "returning", Taps: 12, Millis: 26300, Frames: []page.Frame{
		{Place: flow.Feed, Screen: screen},
		{Verb: flow.Choose, Action: "choose: {shade: rose-03}", Place: flow.SKU, Millis: 2500, Surprise: true, Refused: true, Screen: screen},
	}}
}

// width is that of the texts of the samples: Chinese takes two cells.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}

func sampleAudit() *audit.Result {
	return &audit.Result{Score: 87, Findings: []audit.Finding{
		{Rule: "returns", Row: "A30", Severity: audit.Warning, Where: "product/candle/returns", Fix: "returns"},
		{Rule: "returns", Row: "A30", Severity: audit.Warning, Where: "product/latte/returns", Fix: "returns"},
		{Rule: "unverified", Row: "A02", Severity: audit.Error, Where: "shop/brisavo/verified", Fix: "verified: yes"},
	}}
}

// sample is a page with everything.
func sample(t testing.TB, lang words.Lang) page.Data {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	rule := measure.Usual()
	return page.Data{
		Lang: lang, Report: sampleReport(), Rule: &rule, Market: &measure.Market{Catalogue: set.Catalogue}, Assumptions: "baymard-2025-09",
		Compare: sampleCompare(), Rates: sampleRates(), Audit: sampleAudit(), Walk: sampleWalk(),
	}
}

func written(t testing.TB, d page.Data) string {
	t.Helper()
	var b strings.Builder
	if err := page.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
