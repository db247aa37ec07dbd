package cli

import (
	"context"
	"io"
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/flow/audit"
	"tagtap/flow/measure"
	"tagtap/store"
	web "tagtap/ui/page"
)

// writePage writes the report as a page. The file is there whole or not at all.
func (sh *shell) writePage(ctx context.Context, path string, r *measure.Report, q *measure.Query, m *measure.Market) error {
	d := web.Data{
		Lang: sh.screenLanguage(), Report: r, Rule: &q.Rule, Market: m, Assumptions: strings.Join(r.Assumptions, ", "),
	}
	if r.Sessions > 0 {
		sh.beside(ctx, &d, q)
	}
	return sh.writeTo("--html", path, func(out io.Writer) error { return web.Write(out, d) })
}

// beside puts onto the page of a report what says more about it: the audit of its flows, the story under the flows of the store,
// pictures of a walk. What cannot be had is left out.
func (sh *shell) beside(ctx context.Context, d *web.Data, q *measure.Query) {
	w, db, err := sh.ownStore()
	if err != nil {
		return
	}
	defer func() { _ = db.Close() }() // nothing was written
	var flows []*flow.Flow
	for _, used := range d.Report.Flows {
		if f := w.Flow(used.Key); f != nil {
			flows = append(flows, f)
		}
	}
	if len(flows) > 0 {
		found := audit.Run(w.Catalogue, flows, audit.Options{})
		d.Audit = &found
	}
	kept, err := db.Tallies(ctx)
	if err != nil {
		return
	}
	d.Compare = sh.storyBeside(ctx, w, flowsOf(kept))
	if heldIn(kept).sessions > mostListed {
		return
	}
	all, err := db.Sessions(ctx, 0)
	if err != nil {
		return
	}
	all = slices.DeleteFunc(all, func(s store.Session) bool { return !counts(q, &s) })
	if shown := sh.newestBuyer(ctx, w, db, all); shown != nil {
		d.Walk, _ = sh.projector(w, &measure.Proposed).strip(ctx, shown)
	}
}

// mostListed is how many sessions are looked through for one to show; more take too long.
const mostListed = 200_000

// mostCompared is how many flows are set side by side beside a report.
const mostCompared = 3

// flowsOf returns the flows of a store: the default one first, then those with most sessions.
func flowsOf(kept measure.Ledger) []string {
	walked := map[string]int64{}
	for cell, t := range kept {
		if name, _, _ := strings.Cut(cell.Key, "\x00"); cell.Dim == measure.DimAll && t.N[measure.Sessions] > 0 {
			walked[name] += t.N[measure.Sessions]
		}
	}
	var names []string
	for name := range walked {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if a == defaultFlow || b != defaultFlow && (walked[a] > walked[b] || walked[a] == walked[b] && a < b) {
			return -1
		}
		return 1
	})
	return names
}

// storyBeside plays the loop under flows, nil where fewer than two of them are there.
func (sh *shell) storyBeside(ctx context.Context, w *world, names []string) *web.Compare {
	names = slices.DeleteFunc(names, func(name string) bool { return w.Flow(name) == nil })
	if len(names) < 2 {
		return nil
	}
	doc, err := sh.comparedFlows(ctx, w, names[:min(len(names), mostCompared)], &comparing{})
	if err != nil {
		return nil
	}
	return doc.page()
}

// counts says whether a report counts a session.
func counts(q *measure.Query, s *store.Session) bool {
	return (q.Flow == "" || q.Flow == s.Flow) && (q.Source == "" || q.Source == s.Source) && (q.Branches || !leftOut(s)) &&
		(q.Since == 0 || s.Began >= q.Since) && (q.Until == 0 || s.Began < q.Until)
}

// mostTried is how many sessions are looked at for one that bought.
const mostTried = 200

// newestBuyer returns the newest session that came to the confirmation or the review, else the newest, nil where none can be
// drawn.
func (sh *shell) newestBuyer(ctx context.Context, w *world, db *store.DB, all []store.Session) *film {
	var newest *film
	for i := range all[:min(len(all), mostTried)] {
		f, err := w.filmOf(ctx, db, &all[i])
		if err != nil {
			continue
		}
		var m measure.Meter
		for j := range f.records {
			m.Add(j, &f.records[j])
		}
		if m.Stages.Has(flow.StageConfirmation) || m.Stages.Has(flow.StageReview) {
			return f
		}
		if newest == nil {
			newest = f
		}
	}
	return newest
}
