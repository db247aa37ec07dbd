package measure_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
)

// wander walks at random through a journey of some sessions, each in a flow of its own, and returns its records. Some
// sessions branch off, some begin a week later, and the first one may find a full cart.
func wander(set *fixtures.Set, seed uint64) ([]flow.Record, error) {
	random := rand.New(rand.NewPCG(seed, 11))
	ctx, journal := context.Background(), &recorded{}
	who := set.Shoppers[random.IntN(len(set.Shoppers))]
	start := set.Catalogue.Today
	for n := range 1 + random.IntN(3) {
		w := flow.World{Catalogue: set.Catalogue, Flow: set.Flows[random.IntN(len(set.Flows))], Shopper: who}
		c := session.Config{
			World: w, Journal: journal, Journey: "j", ID: fmt.Sprintf("s%d-%d", seed, n), Source: []string{"person", "story"}[random.IntN(2)], Start: start,
		}
		if n == 0 && seed%3 == 0 && w.Flow.Cart {
			given := filled(set, &w, random)
			c.Given = &given
		}
		s, err := session.Open(ctx, c)
		if err != nil {
			return nil, err
		}
		for i := range 60 + random.IntN(60) {
			shown := s.Shown()
			a := chosen(shown, random)
			if a.Happening() {
				_, err = s.Happen(ctx, a)
			} else {
				_, err = s.Tap(ctx, a, random.IntN(3))
			}
			if i == 40 && seed%5 == 0 && err == nil {
				err = s.Branch(ctx, 10)
			}
			if err != nil {
				return nil, err
			}
		}
		start = s.Shown().Now.Add(time.Duration(random.IntN(20*24)) * time.Hour)
	}
	return journal.all, nil
}

// recorded is a journal that keeps what went in.
type recorded struct {
	session.Memory
	all []flow.Record
}

func (r *recorded) Append(ctx context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error {
	err := r.Memory.Append(ctx, stream, expected, records, seen)
	if err == nil {
		r.all = append(r.all, records...)
	}
	return err
}

func filled(set *fixtures.Set, w *flow.World, random *rand.Rand) flow.State {
	s := flow.Start(w, 1)
	s.Trail = append(s.Trail, flow.Spot{Place: flow.Cart})
	for range 3 {
		p := &set.Catalogue.Products[random.IntN(len(set.Catalogue.Products))]
		v := &p.Variants[0]
		if v.Stock > 0 && v.Presale == nil && s.Line(v.SKU) == nil {
			notes := set.Catalogue.NotesOn(p.ID)
			line := flow.CartLine{SKU: v.SKU, Quantity: 1, Ticked: true, Price: v.Price}
			if len(notes) > 0 {
				line.Note = notes[0].ID
			}
			s.Cart = append(s.Cart, line)
		}
	}
	return s
}

// chosen picks what comes next: what leads on more often than what leads away.
func chosen(shown session.Shown, random *rand.Rand) flow.Action {
	if all := flow.Happenings(shown.World, shown.State); len(all) > 0 && random.IntN(3) == 0 {
		if a := all[random.IntN(len(all))].Action; a.Verb != flow.ExpireOrder || random.IntN(9) == 0 {
			return a
		}
	}
	offers := flow.Offers(shown.World, shown.Now, shown.State)
	weigh := func(o flow.Offer) int {
		switch {
		case o.Refusal.Refused():
			return 1
		case o.Action.Verb == flow.LeaveFor:
			return 1
		}
		switch o.Action.Verb {
		case flow.PlaceOrder, flow.OpenCheckout, flow.Pay, flow.EnterPassword, flow.Confirm, flow.BuyNow, flow.TapTag, flow.NextStep, flow.SubmitReview,
			flow.SubmitRequest, flow.PayBalance, flow.SaveAddress, flow.SaveIdentity, flow.AddToCart:
			return 60
		case flow.Back, flow.Home, flow.Remove, flow.OpenNote, flow.KeepBrowsing:
			return 4
		}
		return 10
	}
	sum := 0
	for _, o := range offers {
		sum += weigh(o)
	}
	if sum == 0 {
		return act(flow.Back)
	}
	n := random.IntN(sum)
	for _, o := range offers {
		if n -= weigh(o); n < 0 {
			return o.Representatives()[0]
		}
	}
	return act(flow.Back)
}

type journeys struct {
	set *fixtures.Set
	all [][]flow.Record
	err error
}

var wandered = sync.OnceValue(func() (j journeys) {
	if j.set, j.err = fixtures.BuiltIn(); j.err != nil {
		return j
	}
	for seed := range uint64(60) {
		records, err := wander(j.set, seed)
		if err != nil {
			j.err = err
			return j
		}
		j.all = append(j.all, records)
	}
	return j
})

func walks(t testing.TB) journeys {
	t.Helper()
	j := wandered()
	if j.err != nil {
		t.Fatal(j.err)
	}
	return j
}

func survey(j *journeys, q *measure.Query) *measure.Survey {
	s := measure.NewSurvey(q, j.set.Catalogue)
	for _, records := range j.all {
		for i := range records {
			s.Read(&records[i])
		}
		s.End()
	}
	return s
}

// counted folds journeys into one ledger; the visit is put away before each record that cut names.
func counted(j *journeys, cut func(journey, record int, r *flow.Record) bool) measure.Ledger {
	book := measure.Ledger{}
	c := measure.NewCounter(book)
	for n, records := range j.all {
		c.Resume(measure.Visit{})
		for i := range records {
			if i > 0 && cut(n, i, &records[i]) {
				c.Resume(c.Rest())
			}
			c.Read(&records[i])
		}
		c.Rest()
	}
	return book
}

func trim(l measure.Ledger) map[measure.Cell]measure.Tally {
	cells := map[measure.Cell]measure.Tally{}
	for cell, t := range l {
		t = t.Clone()
		t.Trim()
		if !reflect.DeepEqual(*t, measure.Tally{}) {
			cells[cell] = *t
		}
	}
	return cells
}

func same(t *testing.T, got, want map[measure.Cell]measure.Tally) {
	t.Helper()
	for cell, w := range want {
		if g := got[cell]; !reflect.DeepEqual(g, w) {
			t.Errorf("%v: got\n%+v\nwant\n%+v", cell, g, w)
			return
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d cells, want %d", len(got), len(want))
	}
}

func TestAVisitMayBePutAwayBetweenAnyTwoRecords(t *testing.T) {
	j := walks(t)
	whole := trim(counted(&j, func(int, int, *flow.Record) bool { return false }))
	t.Run("all", func(t *testing.T) {
		same(t, trim(counted(&j, func(int, int, *flow.Record) bool { return true })), whole)
	})
	t.Run("some", func(t *testing.T) {
		random := rand.New(rand.NewPCG(3, 4))
		same(t, trim(counted(&j, func(int, int, *flow.Record) bool { return random.IntN(5) == 0 })), whole)
	})
}

func TestWhatRestReturnsIsOnesOwn(t *testing.T) {
	j := walks(t)
	for _, records := range j.all[:20] {
		c := measure.NewCounter(measure.Ledger{})
		half := len(records) / 2
		for i := range records[:half] {
			c.Read(&records[i])
		}
		kept := c.Rest()
		before := fmt.Sprintf("%+v", kept)
		c.Resume(kept)
		for i := range records[half:] {
			c.Read(&records[half+i])
		}
		c.Rest()
		if after := fmt.Sprintf("%+v", kept); after != before {
			t.Fatalf("the visit that was put away changed\n%s\n%s", before, after)
		}
	}
}

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
