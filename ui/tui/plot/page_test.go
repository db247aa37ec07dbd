package plot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

func both(zh, en string) shop.Words {
	return shop.Words{ZH: text.Clean(zh, text.Line), EN: text.Clean(en, text.Line)}
}

func market() *measure.Market {
	c := &shop.Catalogue{
		Shops:      []shop.Shop{{ID: "okkari", Name: both("奥喀里旗舰店", "Okkari Flagship")}},
		Authors:    []shop.Author{{ID: "lan", Name: both("小岚", "Lan"), Kind: "koc"}},
		Products:   []shop.Product{{ID: "lip-tint", Shop: "okkari", Short: both("水雾唇釉", "Mist lip tint"), Category: "make-up"}},
		Notes:      []shop.Note{{ID: "morning", Author: "lan", Title: both("五分钟出门脸，只用两样", "Five-minute face")}},
		Categories: []shop.Category{{ID: "make-up", Name: both("彩妆", "Make-up")}},
		Promotions: []shop.Promotion{{ID: "double-eleven", Title: both("双11满减", "Double 11")}},
	}
	c.Index()
	return &measure.Market{Catalogue: c, Notes: []shop.Note{{ID: "own", Title: both("晒单：真的很显白", "It suits me")}}}
}

func rate(num, den int64) measure.Rate { return measure.Rate{Num: num, Den: den} }

// sample is the report of a week of simulated and other sessions.
func sample() *measure.Report {
	r := &measure.Report{
		Sessions: 1400, Branches: 3, Made: []measure.Share{{Key: "sim", Sessions: 1350}, {Key: "story", Sessions: 44}, {Key: "person", Sessions: 6}},
		Flows: []measure.Share{{Key: "xborder-cart", Sessions: 1400}}, AtOnce: rate(9, 20), Leaked: 31, Unseen: 870, Bought: 50,
		Late: measure.Quantiles{N: 31, P50: 192, P75: 210, P90: 300},
	}
	units := []int64{1284, 412, 398, 143, 96, 41, 12}
	for i, stage := range flow.Stages() {
		row := measure.StepRow{Stage: stage.String(), Units: units[i], OfFirst: rate(units[i], units[0]), Worst: stage == flow.StageConfirmation}
		if i > 0 {
			row.OfPrevious, row.Lost = rate(units[i], units[i-1]), units[i-1]-units[i]
			row.Range, _ = row.OfPrevious.Interval()
			row.Took = measure.Quantiles{N: units[i], P50: int64(20 * i), P75: int64(45 * i), P90: int64(400 * i)}
		}
		if i < 6 {
			row.Next = []measure.NextRow{{Verb: "back", Units: 40}, {Verb: "", Units: 12}, {Verb: "open-cart", Units: 3}, {Verb: "like", Units: 1}}
		}
		r.Funnel = append(r.Funnel, row)
	}
	for i, stage := range []int{3, 2, 1} {
		row := measure.StageRow{Stage: stage, Sessions: []int64{55, 47, 255}[i]}
		for j, cause := range [][]measure.Cause{
			{measure.CauseSurprise, measure.CauseForm, measure.CauseDeclined, measure.CauseOther},
			{measure.CauseRefused, measure.CauseCoupons, measure.CauseSlow},
			{measure.CauseSheet, measure.CauseCompared, measure.CauseSoldOut, measure.CauseTrust},
		}[i] {
			n := [][]int64{{31, 14, 6, 4}, {21, 17, 9}, {118, 92, 45, 0}}[i][j]
			row.Causes = append(row.Causes, measure.CauseRow{Cause: cause.String(), Sessions: n, Share: rate(n, row.Sessions), Fix: cause.Fix()})
		}
		r.Stages = append(r.Stages, row)
	}
	sold(r)
	return r
}

// sold adds what was sold, and the rates.
func sold(r *measure.Report) {
	mark := &measure.Mark{Percent: 20, Above: true, Origin: "AllXHS, Checkout Optimization", Market: "Xiaohongshu", Year: "undated"}
	for _, m := range []measure.Metric{
		{ID: measure.MetricTagged, Rate: rate(412, 1284)}, {ID: measure.MetricPaidUV, Rate: rate(41, 398), Benchmark: mark, Verdict: "good"},
		{ID: measure.MetricPaidPV, Rate: rate(1, 30), Benchmark: mark}, {ID: measure.MetricBefore, Rate: rate(2, 41)}, {ID: measure.MetricAfter, Rate: rate(1, 41)},
		{ID: measure.MetricReviews}, {ID: measure.MetricCart, Rate: rate(102, 143), Benchmark: &measure.Mark{Percent: 702, Origin: "Baymard", Market: "mostly US", Year: "September 2025", Sure: true}, Verdict: "high"},
	} {
		m.Count = [2]int64{m.Rate.Num, m.Rate.Den}
		m.Range, _ = m.Rate.Interval()
		r.Metrics = append(r.Metrics, m)
	}
	r.Rates = []measure.Metric{{ID: measure.RateNoteTag, Rate: rate(412, 1284)}, {ID: measure.RateTagProduct, Rate: rate(398, 412)}, {ID: measure.RateProductCart, Rate: rate(143, 398)}}
	for i := range r.Rates {
		m := &r.Rates[i]
		m.Count = [2]int64{m.Rate.Num, m.Rate.Den}
		m.Range, _ = m.Rate.Interval()
	}
	r.Reading, r.Assumptions = measure.ReadingFine, []string{"baymard-2025-09"}
	r.Money = measure.Money{
		Orders: 41, Pieces: 52, Buyers: 38, GMV: 2131800, Net: 2031800, PerOrder: 51995, PerBuyer: 56100, PerSession: 1523, WithBundle: 70000, WithoutBundle: 48000,
		Bundled: 6, ByShop: 40000, Tax: 120000, Fee: 4100,
	}
	monday := time.Date(2026, 9, 7, 0, 0, 0, 0, shop.China)
	for i, gmv := range []int64{8, 8, 8, 10, 12, 10, 14, 0, 14, 18, 24, 20} {
		w := measure.WeekOf(shop.At(monday)) + measure.Week(i)
		row := measure.WeekRow{Week: w, Start: w.Start().Time().Format(time.DateOnly), GMV: shop.Fen(gmv * 100_000), Posts: i % 4}
		if i == 10 {
			row.Campaign = []string{"double-eleven", "gone"}
		}
		r.Weeks = append(r.Weeks, row)
	}
	r.From, r.Until = r.Weeks[0].Week.Start(), (r.Weeks[11].Week + 1).Start()
	r.Carriers = []measure.SourceRow{{ID: "note", GMV: 984200}, {ID: "video", GMV: 735600}, {ID: "card", GMV: 412000}}
	r.Sources = []measure.SourceRow{
		{ID: "morning", Kind: "koc", Reads: 530, Tagged: rate(170, 530), AddRate: rate(40, 160), Orders: 12, PayRate: rate(12, 160), GMV: 540000, FirstGMV: 490000},
		{ID: "own", Kind: "shopper", Reads: 20, Tagged: rate(2, 20), GMV: 12000}, {ID: "note-that-is-gone", Reads: 3},
	}
	r.Products = []measure.SourceRow{{ID: "lip-tint", Views: 160, Adds: 40, AddRate: rate(40, 160), Orders: 12, PayRate: rate(12, 160), GMV: 520000}}
	r.Gaining = []measure.CategoryRow{{ID: "make-up", Adds: 40, Before: 22}, {ID: "tea", Adds: 1, Before: 4}}
	r.Cadence = []measure.CadenceRow{{Shop: "okkari", Posts: 13, OK: true}, {Shop: "gone", Posts: 2}}
	r.Places = []measure.StayRow{
		{Place: "product", Entered: 398, Left: 255, Back: 60, LeftRate: rate(255, 398), Dwell: measure.Quantiles{N: 398, P50: 61, P75: 90, P90: 1500}, Friction: 31, Maze: 412},
		{Place: "identity", Entered: 20, Fields: 44, Refused: 2, LeftRate: rate(0, 20), Friction: 157, Maze: 910},
	}
	r.Effort = measure.Effort{N: 50, Taps: 161, Steps: 120, Fields: 17, Keys: 180, Backtracks: 5, CheckoutSteps: 38, Seconds: 402}
}

func page(r *measure.Report, lang words.Lang) *Page {
	return &Page{Report: r, Query: &measure.Query{Rule: measure.Usual()}, Market: market(), Lang: lang, Next: []string{"tagtap compare a b", "tagtap report --html report.html"}}
}

func broken(by measure.Breakdown) *measure.Report {
	r := sample()
	r.By = by
	for i, key := range []string{"morning", "own", ""} {
		g := measure.GroupRow{Key: key, Sessions: int64(900 - 400*i), Steps: []int64{400, 130, 120, 40, 30, 12, 4}, Bought: int64(12 - 6*i), Abandoned: 70, GMV: 999900}
		g.Paid = rate(g.Bought, g.Sessions)
		g.Range, _ = g.Paid.Interval()
		r.Groups = append(r.Groups, g)
	}
	return r
}

func TestTheReportAsItWasSigned(t *testing.T) {
	for _, w := range []int{60, 80, 100, 120} {
		for _, lang := range []words.Lang{words.ZH, words.EN} {
			golden(t, fmt.Sprintf("report-%d-%s.txt", w, lang), page(broken(measure.ByNote), lang).Draw(w).Plain()+"\n")
		}
	}
	golden(t, "report-100-both.txt", page(sample(), words.Both).Draw(100).Plain()+"\n")
}

// A section alone is what it is in the page.
func TestEachSectionAlone(t *testing.T) {
	for _, id := range Sections() {
		for _, lang := range []words.Lang{words.ZH, words.EN} {
			p := page(broken(measure.ByNote), lang)
			p.Only = []string{id}
			got := p.Draw(100).Plain()
			whole := page(broken(measure.ByNote), lang).Draw(100).Plain()
			rows := strings.Split(got, "\n")
			if len(rows) < 8 {
				t.Errorf("%s %s: only\n%s", id, lang, got)
				continue
			}
			if title := strings.TrimSpace(rows[len(rows)/2]); title != "" && !strings.Contains(whole, strings.Fields(title)[0]) {
				t.Errorf("%s %s: %q is not in the whole page", id, lang, title)
			}
		}
	}
}

func TestEveryWidthHoldsThePage(t *testing.T) {
	empty := &measure.Report{}
	one := sample()
	one.Weeks, one.Stages = one.Weeks[:1], nil
	vast := broken(measure.ByNote)
	vast.Money.GMV, vast.Sessions = shop.Fen(huge), huge
	for i := range vast.Funnel {
		vast.Funnel[i].Units, vast.Funnel[i].Lost = huge, huge
	}
	for _, r := range []*measure.Report{sample(), empty, one, vast} {
		for _, w := range []int{LeastWidth, 47, 59, 60, 66, 71, 72, 77, 80, 100, 119, 120, 150, 180} {
			for _, lang := range []words.Lang{words.ZH, words.EN, words.Both} {
				c := page(r, lang).Draw(w)
				plain := c.Plain()
				if c.W() != w || strings.Contains(plain, "‹") || strings.Contains(plain, "{") {
					t.Fatalf("%d %s: %d wide\n%s", w, lang, c.W(), plain)
				}
				for _, row := range strings.Split(plain, "\n") {
					if cell.Width(row) > w {
						t.Fatalf("%d %s: a row has %d cells: %s", w, lang, cell.Width(row), row)
					}
				}
			}
		}
	}
}

func TestOneBarIsInTheAccentColour(t *testing.T) {
	const accent = "38;2;255;36;66"
	theme := look.NewTheme(look.Dark, colorprofile.TrueColor, false)
	rows := 0
	for _, row := range strings.Split(page(sample(), words.ZH).Draw(120).Render(theme), "\n") {
		for _, part := range strings.Split(row, "\x1b[")[1:] {
			if strings.Contains(part, accent) && strings.Contains(part, "█") {
				rows++
				if !strings.Contains(row, "确认") {
					t.Errorf("the fill is at %q", row)
				}
			}
		}
	}
	if rows != 1 {
		t.Errorf("%d fills in the accent colour, want 1", rows)
	}
}

func TestEveryCauseAndBreakdownHasWords(t *testing.T) {
	for _, c := range measure.Causes() {
		for _, key := range []string{"report.cause." + c.String(), "report.try." + c.String()} {
			if !words.Has(key) {
				t.Errorf("no text for %s", key)
			}
		}
	}
	for _, by := range measure.Breakdowns() {
		if !words.Has("report.by." + by) {
			t.Errorf("no text for report.by.%s", by)
		}
	}
}

func TestNothingIsSaidInsteadOfZeros(t *testing.T) {
	for _, row := range []struct {
		filtered bool
		want     string
	}{{false, "还没有数据"}, {true, "没有符合条件的会话"}} {
		p := page(&measure.Report{}, words.ZH)
		p.Filtered = row.filtered
		if got := p.Draw(80).Plain(); !strings.Contains(got, row.want) || strings.Contains(got, "漏斗从") {
			t.Errorf("got\n%s", got)
		}
	}
}

func TestTheRuleIsSaid(t *testing.T) {
	p := page(sample(), words.EN)
	p.Query.Rule.Open, p.Query.Rule.Strict, p.Query.Rule.PerStep, p.Query.Rule.Unit = true, true, 90*time.Second, measure.UnitTotals
	p.Query.Source, p.Query.Since = "sim", shop.At(time.Date(2026, 11, 16, 0, 0, 0, 0, shop.China))
	p.Query.Until = p.Query.Since.Add(7 * 24 * time.Hour)
	got := strings.Join(strings.Fields(p.Draw(100).Plain()), " ")
	want := "Rule: in order, entered at any step, nothing between two steps, within 1 min 30 s of the step before, every attempt, only simulated shoppers"
	if !strings.Contains(got, want) || !strings.Contains(got, "16-22 Nov 2026") {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func BenchmarkPage(b *testing.B) {
	p := page(broken(measure.ByNote), words.ZH)
	for b.Loop() {
		p.Draw(120)
	}
}
