package measure_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/measure"
)

func report(t *testing.T, r *measure.Report) string {
	t.Helper()
	b, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestASurveyOfTheUsualQueryIsTheReportOfTheTallies(t *testing.T) {
	j := walks(t)
	q := measure.Query{Rule: measure.Usual()}
	if !q.Plain() {
		t.Fatal("the usual query is not plain")
	}
	market := &measure.Market{Catalogue: j.set.Catalogue}
	book := counted(&j, func(int, int, *flow.Record) bool { return true })
	got, want := report(t, measure.NewReport(book, &q, market)), report(t, survey(&j, &q).Report(market))
	if got != want {
		t.Errorf("tallies\n%s\nrecords\n%s", got, want)
	}
	kept := measure.Ledger{} // as a store keeps them
	for cell, tally := range trim(book) {
		kept[cell] = &tally
	}
	if got := report(t, measure.NewReport(kept, &q, market)); got != want {
		t.Errorf("kept tallies\n%s\nrecords\n%s", got, want)
	}
}

// pieces of the journal's sessions that a filter splits come to the whole again.
func TestFilteredSurveysAddUp(t *testing.T) {
	j := walks(t)
	market := &measure.Market{Catalogue: j.set.Catalogue}
	for _, branches := range []bool{false, true} {
		whole := survey(&j, &measure.Query{Rule: measure.Usual(), Branches: branches}).Report(market)
		for _, part := range []struct {
			name    string
			queries []measure.Query
		}{
			{"source", []measure.Query{{Source: "person"}, {Source: "story"}}},
			{"time", []measure.Query{{Until: j.set.Catalogue.Today.Add(72 * time.Hour)}, {Since: j.set.Catalogue.Today.Add(72 * time.Hour)}}},
			{"flow", []measure.Query{{Flow: "native"}, {Flow: "express"}, {Flow: "stepwise"}, {Flow: "guest-form"}, {Flow: "redirect"}}},
		} {
			var sessions, gmv, views, noteViews, carrierViews, other int64
			for _, q := range part.queries {
				q.Rule, q.Branches = measure.Usual(), branches
				if q.Plain() {
					t.Errorf("%s: the kept tallies cannot answer it", part.name)
				}
				r := survey(&j, &q).Report(market)
				lawful(t, r)
				sessions, gmv = sessions+r.Sessions, gmv+int64(r.Money.GMV)
				views, noteViews, carrierViews = views+sum(r.Products, viewsOf), noteViews+sum(r.Sources, viewsOf), carrierViews+sum(r.Carriers, viewsOf)
				other += unexplained(r)
			}
			if sessions != whole.Sessions || gmv != int64(whole.Money.GMV) || views != sum(whole.Products, viewsOf) ||
				noteViews != sum(whole.Sources, viewsOf) || carrierViews != views || other != unexplained(whole) {
				t.Errorf("by %s (branches %v): %d sessions, %d fen, %d, %d and %d views, %d without a cause of %d, %d, %d, %d, %d, %d", part.name, branches,
					sessions, gmv, views, noteViews, carrierViews, other, whole.Sessions, whole.Money.GMV, sum(whole.Products, viewsOf),
					sum(whole.Sources, viewsOf), sum(whole.Carriers, viewsOf), unexplained(whole))
			}
		}
	}
}

// Each option of a rule changes one thing.
func TestOptionsOfARule(t *testing.T) {
	j := walks(t)
	met := func(change func(*measure.Rule)) []int64 {
		q := measure.Query{Rule: measure.Usual()}
		change(&q.Rule)
		f := survey(&j, &q).Funnel()
		return append(f.Met, make([]int64, 7-len(f.Met))...)
	}
	usual := met(func(*measure.Rule) {})
	for _, row := range []struct {
		name   string
		change func(*measure.Rule)
		more   bool // at no step fewer than by the usual rule; else at none more
	}{
		{"strict", func(r *measure.Rule) { r.Strict = true }, false},
		{"a short window", func(r *measure.Rule) { r.Window = time.Minute }, false},
		{"a long window", func(r *measure.Rule) { r.Window = 24 * time.Hour }, true},
		{"per step", func(r *measure.Rule) { r.PerStep = 30 * time.Minute }, true},
		{"open", func(r *measure.Rule) { r.Open = true }, true},
		{"totals", func(r *measure.Rule) { r.Unit = measure.UnitTotals }, true},
		{"shopper", func(r *measure.Rule) { r.Unit = measure.UnitShopper }, false},
	} {
		got := met(row.change)
		for i := range got {
			if row.more && got[i] < usual[i] || !row.more && got[i] > usual[i] {
				t.Errorf("%s: %v, usual %v", row.name, got, usual)
				break
			}
			if row.name != "open" && i > 0 && got[i] > got[i-1] {
				t.Errorf("%s: the funnel grows: %v", row.name, got)
			}
		}
	}
	if usual[4] == 0 {
		t.Errorf("nobody came to the checkout: %v", usual)
	}
}

func TestBreakdownsAddUpForEveryUnit(t *testing.T) {
	j := walks(t)
	for _, id := range measure.Units() {
		q := measure.Query{Rule: measure.Usual()}
		q.Rule.Unit, _ = measure.UnitOf(id)
		whole := survey(&j, &q).Funnel()
		for _, by := range measure.Breakdowns() {
			q.By = measure.Breakdown(by)
			s := survey(&j, &q)
			if got := s.Funnel(); !reflect.DeepEqual(got, whole) {
				t.Errorf("%s by %s: %+v, want %+v", id, by, got, whole)
			}
			sessions := int64(0)
			for _, g := range s.Groups {
				sessions += g.N.Sessions
			}
			if want := s.Report(&measure.Market{Catalogue: j.set.Catalogue}).Sessions; sessions != want {
				t.Errorf("%s by %s: %d sessions of %d", id, by, sessions, want)
			}
		}
	}
}

func TestSurveysShareTheWork(t *testing.T) {
	j := walks(t)
	q := measure.Query{Rule: measure.Usual(), By: measure.ByProduct}
	market := &measure.Market{Catalogue: j.set.Catalogue}
	want := report(t, survey(&j, &q).Report(market))
	both := measure.NewSurvey(&q, j.set.Catalogue)
	for part := range 3 {
		some := j
		some.all = nil
		for i := part; i < len(j.all); i += 3 {
			some.all = append(some.all, j.all[i])
		}
		both.Plus(survey(&some, &q))
	}
	if got := report(t, both.Report(market)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestReportsOfRandomWalksKeepTheirLaws(t *testing.T) {
	j := walks(t)
	q := measure.Query{Rule: measure.Usual()}
	r := survey(&j, &q).Report(&measure.Market{Catalogue: j.set.Catalogue})
	lawful(t, r)
	if m := &r.Money; m.Orders == 0 || m.GMV <= 0 || m.Net > m.GMV || m.RefundsBefore+m.RefundsAfter == 0 {
		t.Errorf("%+v", m)
	}
	var orders, gmv int64
	for _, row := range r.Carriers {
		orders, gmv = orders+row.Orders, gmv+int64(row.GMV)
	}
	if orders != r.Money.Orders || gmv != int64(r.Money.GMV) {
		t.Errorf("carriers sold %d orders for %d fen of %d for %d", orders, gmv, r.Money.Orders, r.Money.GMV)
	}
}

func viewsOf(r *measure.SourceRow) int64 { return r.Views }

func sum(rows []measure.SourceRow, of func(*measure.SourceRow) int64) int64 {
	n := int64(0)
	for i := range rows {
		n += of(&rows[i])
	}
	return n
}

func unexplained(r *measure.Report) int64 {
	n := int64(0)
	for _, s := range r.Stages {
		for _, c := range s.Causes {
			if c.Cause == measure.CauseOther.String() {
				n += c.Sessions
			}
		}
	}
	return n
}

// lawful holds a report against what none may break.
func lawful(t *testing.T, r *measure.Report) {
	t.Helper()
	for i := 1; i < len(r.Funnel); i++ {
		if r.Funnel[i].Units > r.Funnel[i-1].Units {
			t.Errorf("the funnel grows at %s", r.Funnel[i].Stage)
		}
	}
	for i := range r.Metrics {
		m := &r.Metrics[i]
		if over := m.Count[0] > m.Count[1]; m.Count[0] < 0 || over && m.ID != measure.MetricPaidPV {
			t.Errorf("%s: %d of %d", m.ID, m.Count[0], m.Count[1])
		}
	}
	for _, rows := range [][]measure.SourceRow{r.Sources, r.Carriers, r.Products} {
		for _, row := range rows {
			if row.Tagged.Num > row.Tagged.Den || row.AddRate.Num > row.AddRate.Den {
				t.Errorf("%s: %v of %v", row.ID, row.Tagged, row.AddRate)
			}
		}
	}
	abandoned := int64(0)
	for _, s := range r.Stages {
		n := int64(0)
		for _, c := range s.Causes {
			n += c.Sessions
		}
		if n != s.Sessions {
			t.Errorf("stage %d: the causes have %d sessions of %d", s.Stage, n, s.Sessions)
		}
		abandoned += n
	}
	if n := abandoned + r.Leaked + r.Unseen + r.Bought; n != r.Sessions {
		t.Errorf("the outcomes have %d sessions of %d", n, r.Sessions)
	}
}

func BenchmarkCounter(b *testing.B) {
	j := walks(b)
	c := measure.NewCounter(measure.Ledger{})
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, records := range j.all {
			c.Resume(measure.Visit{})
			for i := range records {
				c.Read(&records[i])
			}
			c.Rest()
			n += len(records)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/record")
	b.ReportMetric(float64(n)/float64(b.N), "records")
}

func BenchmarkSurvey(b *testing.B) {
	j := walks(b)
	b.ReportAllocs()
	n := 0
	q := measure.Query{Rule: measure.Usual(), By: measure.ByNote}
	q.Rule.Window = time.Hour
	for b.Loop() {
		survey(&j, &q)
		for _, records := range j.all {
			n += len(records)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/record")
}
