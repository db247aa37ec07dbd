package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"tagtap/store"
	web "tagtap/ui/page"
)

// isStore says whether a page would take the place of the store.
func (sh *shell) isStore(page string) bool {
	path, err := sh.storePath()
	return err == nil && sameFile(page, path)
}

// showComparison prints a comparison, or writes it as a page with pictures of the first walk.
func (sh *shell) showComparison(ctx context.Context, w *world, c *comparison, asked *comparing) error {
	if asked.html != "" {
		d := web.Data{Lang: sh.screenLanguage(), Compare: c.page()}
		if w != nil && c.film != nil {
			d.Walk, _ = sh.projector(w, c.operators).strip(ctx, c.film) // without it there are the figures
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := sh.writeCompared(asked, d); err != nil || !asked.json {
			return err
		}
	}
	return sh.printComparison(c, asked.json)
}

// writeCompared writes a page and says where, unless there is JSON to print.
func (sh *shell) writeCompared(c *comparing, d web.Data) error {
	if err := sh.writeTo("--html", c.html, func(out io.Writer) error { return web.Write(out, d) }); err != nil || c.html == "-" || c.json {
		return err
	}
	_, err := fmt.Fprintf(sh.Out, "%s\n", clean(c.html))
	return written(err)
}

// sessionsPage adds the first session's pictures, where its catalogue, flow and shopper are there.
func (sh *shell) sessionsPage(ctx context.Context, doc *comparison, c *comparing) (err error) {
	w, db, err := sh.ownStore()
	if err != nil {
		return sh.showComparison(ctx, nil, doc, c)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if s, err := db.Journey(ctx, c.sessions[0]); err == nil {
		doc.film, _ = w.filmOf(ctx, db, &s)
	}
	return sh.showComparison(ctx, w, doc, c)
}

// ownStore opens the world and its store for reading. A store of another catalogue is an error.
func (sh *shell) ownStore() (*world, *store.DB, error) {
	w, err := sh.world()
	if err != nil {
		return nil, nil, err
	}
	if _, err := each(sh.flows, w.flowOf); err != nil { // those of files join the set
		return nil, nil, err
	}
	db, err := sh.readStore(store.Options{Catalogue: w.Catalogue.ID, Digest: w.Catalogue.Digest})
	return w, db, err
}

// errEdited says that a flow is not as it was when a session was walked.
var errEdited = errors.New("the flow was edited since")

// filmOf returns a session of the store as it can be drawn again. Stock and notes of all shoppers are those of now.
func (w *world) filmOf(ctx context.Context, db *store.DB, s *store.Session) (*film, error) {
	world, err := w.worldOf(s)
	if err != nil {
		return nil, err
	}
	records, err := db.SessionRecords(ctx, *s)
	if err != nil {
		return nil, err
	}
	if b := records[0].Event.Begin; b == nil || b.Digest != "" && b.Digest != world.Flow.Digest() {
		return nil, fmt.Errorf("session %s: %w", s.ID, errEdited)
	}
	if world.Shared, err = db.Shared(ctx); err != nil {
		return nil, err
	}
	return &film{title: s.ID, world: *world, records: records}, nil
}

// page is the comparison as a page shows it.
func (c *comparison) page() *web.Compare {
	v := &web.Compare{Comparison: c.Comparison, Story: c.story, Shopper: c.shopper, Operators: c.operators.Name}
	if c.oneCase != "" {
		v.Story += " × " + c.oneCase
	}
	if from, to := c.from.String(), c.to.String(); from+to != "" {
		v.Stretch = from + " → " + to
	}
	for i := range c.sides {
		fewest := -1
		if n := c.fewest(i); n != nil {
			fewest = *n
		}
		v.Names, v.Fewest = append(v.Names, c.Walks[i].Name), append(v.Fewest, fewest)
		v.Skipped = append(v.Skipped, c.sides[i].skipped)
	}
	return v
}

// metricOf are the ids of the rates as the report has them.
var metricOf = map[string]string{"conversion": "conversion", "cart abandonment": "cart-abandonment"}

// page is the comparison of groups as a page shows it.
func (r *ratesDoc) page() *web.Rates {
	v := &web.Rates{Groups: r.Groups, Paired: r.Paired, Simulated: slices.Contains(r.Sources, simulated)}
	for i := range r.Counts {
		v.Sessions[i] = int64(r.Counts[i].Sessions)
	}
	for i := range r.Rates {
		row := &r.Rates[i]
		v.Rows = append(v.Rows, web.RateRow{
			Metric: metricOf[row.Rate], Values: row.Values, Difference: row.Difference, Chance: row.P,
		})
	}
	return v
}
