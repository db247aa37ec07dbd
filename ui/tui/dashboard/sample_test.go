package dashboard

import (
	"testing"

	"tagtap/flow"
	"tagtap/flow/measure"
)

// sample is a report of twelve weeks with something in every section, of the products and notes of a catalogue.
func sample(t testing.TB, w *flow.World) *measure.Report {
	t.Helper()
	l := measure.Ledger{}
	last := measure.WeekOf(w.Catalogue.Today)
	for ago := range 12 {
		week := last - measure.Week(11-ago)
		n := int64(200 + 90*ago - 300*(ago%4/3))
		all := l.Tally(week, measure.DimAll, measure.GroupKey("native", "sim"))
		set(all, map[measure.Number]int64{
			measure.Sessions: 12 * n, measure.OutUnseen: 2 * n, measure.OutLooked: 4 * n, measure.OutCarted: 2 * n, measure.OutChecked: n,
			measure.OutLeaked: n, measure.OutBought: 2 * n, measure.Reads: 11 * n, measure.Tags: 7 * n, measure.Views: 8 * n,
			measure.Adds: 5 * n, measure.AddedPieces: 6 * n, measure.Placed: 3 * n, measure.Paid: 2 * n, measure.Pieces: 3 * n,
			measure.GMV: 23_450 * n, measure.Bundled: n / 2, measure.BundledGMV: 9_000 * n, measure.RefundsBefore: n / 5, measure.RefundsAfter: n / 9,
			measure.RefundedBefore: 1_100 * n, measure.Visitors: 6 * n, measure.Adders: 4 * n, measure.Buyers: 2 * n,
			measure.WeekVisitors: 6 * n, measure.WeekAdders: 4 * n, measure.WeekBuyers: 2 * n, measure.Added: 4 * n, measure.AddedBought: n,
			measure.CheckedFilled: 2 * n, measure.CheckedBought: n, measure.AtOnce: n, measure.AtOnceBought: n / 2, measure.Reviews: n / 4,
			measure.Declines: n / 10, measure.Attempts: 2 * n, measure.Goods: 22_000 * n,
			measure.ReadsTapped: 6 * n, measure.ViewsAdded: 4 * n, measure.Converted: 2 * n, measure.ReadSessions: 10 * n, measure.ReadTagged: 7 * n,
			measure.TagSessions: 7 * n, measure.TagSaw: 6 * n, measure.BackBefore: n / 5, measure.BackAfter: n / 9, measure.ReviewedOrders: n / 4, measure.SawProduct: 6 * n, measure.SawAdded: 4 * n,
		})
		all.Funnel = measure.Funnel{Units: 12 * n, Met: []int64{11 * n, 7 * n, 6 * n, 4 * n, 3 * n, n, n / 4}}
		all.Causes = causes(n)
		for i := range w.Catalogue.Products {
			p := l.Tally(week, measure.DimProduct, string(w.Catalogue.Products[i].ID))
			set(p, numbers(n*int64(len(w.Catalogue.Products)-i)/200))
		}
		for i := range w.Catalogue.Notes {
			note := &w.Catalogue.Notes[i]
			if len(note.Tags) == 0 {
				continue
			}
			m := n * int64(1+(i*7)%23) / 400
			set(l.Tally(week, measure.DimNote, string(note.ID)), numbers(m))
			set(l.Tally(week, measure.DimFirst, string(note.ID)), numbers(m*3/4))
		}
	}
	set(l.Tally(last, measure.DimAll, measure.GroupKey("native", "person")), map[measure.Number]int64{measure.Sessions: 12, measure.OutUnseen: 12})
	r := measure.NewReport(l, &measure.Query{Rule: measure.Usual()}, &measure.Market{Catalogue: w.Catalogue})
	r.Assumptions = []string{"baymard-2025-09"}
	return r
}

func set(t *measure.Tally, numbers map[measure.Number]int64) {
	for n, value := range numbers {
		t.N[n] = value
	}
}

func numbers(n int64) map[measure.Number]int64 {
	return map[measure.Number]int64{
		measure.Reads: 9 * n, measure.Tags: 5 * n, measure.Views: 6 * n, measure.Adds: 3 * n, measure.Paid: n, measure.GMV: 12_900 * n,
		measure.Goods: 12_000 * n, measure.RefundsBefore: n / 12, measure.ReadsTapped: 4 * n, measure.ViewsAdded: 2 * n, measure.BackBefore: n / 12,
	}
}

// causes are three blocks of sessions by cause that add up to those of their stage.
func causes(n int64) []int64 {
	per := len(measure.Causes()) + 1
	all := make([]int64, 3*per)
	put := func(stage int, of int64, cause ...measure.Cause) {
		for i, c := range cause {
			part := of / 2
			if i == len(cause)-1 {
				part = of
			}
			all[(stage-1)*per+int(c)] = part
			of -= part
		}
	}
	put(1, 4*n, measure.CauseSheet, measure.CauseCompared, measure.CauseSoldOut, measure.CauseOther)
	put(2, 2*n, measure.CauseCoupons, measure.CauseRefused, measure.CauseOther)
	put(3, n, measure.CauseSurprise, measure.CauseForm, measure.CauseDeclined)
	return all
}
