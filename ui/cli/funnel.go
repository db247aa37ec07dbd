package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/store"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/plot"
)

func (sh *shell) reportCommand() *cobra.Command {
	o := newReporting()
	cmd := &cobra.Command{
		Use:   "report",
		Short: "show where shoppers are lost, why, and what was sold",
		Long: `Counts the sessions that the store holds: how many came from each stage of the loop to the next, where those ended who
bought nothing, what their records show of why and what to change first, what was sold week by week, which notes led to
it, and what each place takes. It makes no difference whether a person, a story or a simulated shopper walked; the head
says how many each did.

The funnel's steps come in their order, other taps may come between, all within 30 minutes of the first step; each
session counts once, by its deepest attempt. Each option changes one rule of these, and the rule that holds is printed.

DATE is a day such as 2026-11-16, in China time; both ends count. Sessions belong to the day on which they began. TIME is
a duration such as 90s, 30m or 2h.

A rate of nothing is n/a. Ranges are Wilson's, 95%. Benchmarks are figures of others, printed with origin and year; with
fewer than 50 cases there is no verdict. On a terminal the page is as wide as that one; otherwise it has 100 columns and
no colours. With --json there is one document, {"schema":1, …}: amounts in fen, times in tenths of a second, shares from
0 to 1 and null where there is nothing to divide by. Only conversion by views, orders ÷ views, may be above 1: one view may
lead to several orders.

Times between steps run from the newest earlier step to the one that met it, and their quantiles are within a sixteenth.`,
		Example: `tagtap report
tagtap report --by note --since 2026-11-16
tagtap report --steps product,checkout,confirmation --window 2h
tagtap report --flow native --source person --section funnel,diagnosis
tagtap report --html report.html`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return sh.funnelReport(cmd.Context(), o) },
	}
	o.flags(cmd.Flags())
	for name, values := range o.values() {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	return cmd
}

// funnelReport prints the report of the store.
func (sh *shell) funnelReport(ctx context.Context, o *reporting) (err error) {
	q, err := o.query()
	if err = several(err, one("flow", sh.flows), without("shopper", sh.shoppers)); err != nil {
		return err
	}
	w, err := sh.world()
	if err != nil {
		return err
	}
	if len(sh.flows) == 1 {
		if q.Flow, err = w.nameOf(sh.flows[0]); err != nil {
			return err
		}
	}
	db, err := sh.reportStore(w)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	sh.warn(db)
	shared, err := db.Shared(ctx)
	if err != nil {
		return err
	}
	m := &measure.Market{Catalogue: w.Catalogue, Notes: shared.Notes}
	r, all, err := sh.count(ctx, db, q, m)
	if err != nil {
		return err
	}
	if q.Flow != "" && r.Sessions == 0 && w.Flow(q.Flow) == nil && !slices.Contains(all.flows, q.Flow) {
		return unknown("flow", q.Flow, append(w.flowNames(), all.flows...))
	}
	if o.html != "" {
		if sameFile(o.html, db.Path()) {
			return usage("name another file", "--html is the store itself")
		}
		if err := sh.writePage(ctx, o.html, r, q, m); err != nil {
			return err
		}
	}
	switch {
	case o.json:
		return sh.printJSON(struct {
			Schema int `json:"schema"`
			*measure.Report
		}{1, r})
	case o.html == "-":
		return nil
	case o.html != "":
		_, err = fmt.Fprintf(sh.Out, "%s\n", clean(o.html))
		return written(err)
	}
	page := &plot.Page{
		Report: r, Query: q, Market: m, Lang: sh.screenLanguage(), Only: o.sections.list, Filtered: all.sessions > 0,
		Next: sh.nextCommands(w, r, all.sessions > 0),
	}
	return sh.printPage(page)
}

// reportStore opens the store, and says where it is one of another catalogue than the names, posts and campaigns of the report.
func (sh *shell) reportStore(w *world) (*store.DB, error) {
	db, err := sh.readStore(store.Options{Catalogue: w.Catalogue.ID, Digest: w.Catalogue.Digest})
	foreign := store.ErrForeign{}
	if !errors.As(err, &foreign) {
		return db, err
	}
	if db, err = sh.readStore(store.Options{}); err == nil {
		_, _ = fmt.Fprintf(sh.Err, "tagtap: %s: %s\nhint: names, posts, cadence and campaigns of the report are those of %s; --catalog DIR names the right catalogue\n",
			clean(foreign.Path), clean(foreign.What), w.Catalogue.ID)
	}
	return db, err
}

// one demands that a command that cannot do several things at once is given one at most.
func one(flag string, names []string) error {
	if len(names) > 1 {
		return usage("give one, or leave it out for all", "--%s is here %d times, and a report has one", flag, len(names))
	}
	return nil
}

// without refuses a flag that all commands have and this one has no use for.
func without(flag string, names []string) error {
	if len(names) > 0 {
		return usage("--by "+flag+" splits by it", "report takes no --%s", flag)
	}
	return nil
}

// nameOf returns the name of a flow as the store has it: what was typed, or that of a file's.
func (w *world) nameOf(name string) (string, error) {
	if !isFile(name) {
		return name, nil
	}
	f, err := w.flowOf(name)
	if err != nil {
		return "", err
	}
	return f.Name, nil
}

// held is what the store holds, whatever was asked for.
type held struct {
	sessions int64
	flows    []string
}

func heldIn(kept measure.Ledger) held {
	var all held
	for cell, t := range kept {
		if cell.Dim != measure.DimAll && cell.Dim != measure.DimBranch {
			continue
		}
		all.sessions += t.N[measure.Sessions]
		if name, _, _ := strings.Cut(cell.Key, "\x00"); !slices.Contains(all.flows, name) {
			all.flows = append(all.flows, name)
		}
	}
	slices.Sort(all.flows)
	return all
}

// count makes the report: from the tallies that the store keeps where they answer what is asked, else from its records. The
// tallies of notes and products are kept for all flows and sources together.
func (sh *shell) count(ctx context.Context, db *store.DB, q *measure.Query, m *measure.Market) (*measure.Report, held, error) {
	kept, err := db.Tallies(ctx)
	if err != nil {
		return nil, held{}, err
	}
	all := heldIn(kept)
	if q.Plain() {
		return measure.NewReport(kept, q, m), all, nil
	}
	survey, err := sh.survey(ctx, db, q, m)
	if err != nil {
		return nil, held{}, err
	}
	return survey.Report(m), all, nil
}

// survey counts all records, several journeys at once.
func (sh *shell) survey(ctx context.Context, db *store.DB, q *measure.Query, m *measure.Market) (*measure.Survey, error) {
	defer sh.collectSeldom(300)()
	surveys := make([]*measure.Survey, runtime.GOMAXPROCS(0))
	bar := sh.progress("counting records", 0)
	err := db.Scan(ctx, store.Scan{Workers: len(surveys), Progress: bar.reached}, func(worker int) func(*flow.Record) error {
		s := measure.NewSurvey(q, m.Catalogue)
		s.Notes = m.Notes
		surveys[worker] = s
		journey := uint32(0)
		return func(r *flow.Record) error {
			if r.Stream != journey {
				s.End()
				journey = r.Stream
			}
			s.Read(r)
			return nil
		}
	})
	bar.end()
	if err != nil {
		return nil, err
	}
	for i, s := range surveys {
		s.End()
		if i > 0 {
			surveys[0].Plus(s)
		}
	}
	return surveys[0], nil
}

// nextCommands are commands that lead on from a report.
func (sh *shell) nextCommands(w *world, r *measure.Report, any bool) []string {
	if r.Sessions == 0 && any {
		return []string{"tagtap report" + sh.ofStore(), "tagtap sessions" + sh.ofStore()}
	}
	if r.Sessions == 0 {
		return []string{"tagtap" + sh.ofStore(), "tagtap run loop --db " + sh.namedStore()}
	}
	var next []string
	var flows []string
	for _, f := range r.Flows {
		if w.Flow(f.Key) != nil {
			flows = append(flows, f.Key)
		}
	}
	for _, f := range w.flowNames() {
		if len(flows) == 1 && f != flows[0] {
			flows = append(flows, f)
		}
	}
	if len(flows) > 1 {
		next = append(next, "tagtap compare "+flows[0]+" "+flows[1])
	}
	if r.By == measure.ByNone {
		next = append(next, "tagtap report --by note"+sh.ofStore())
	}
	return append(next, "tagtap report --html report.html"+sh.ofStore())
}

// ofStore is the flag that names the store again, "" where none was given.
func (sh *shell) ofStore() string {
	if sh.db == "" {
		return ""
	}
	return " --db " + clean(sh.db)
}

func (sh *shell) namedStore() string {
	path, err := sh.storePath()
	if err != nil {
		return "FILE"
	}
	return clean(path)
}

// pageWidth is that of a report where there is no terminal.
const pageWidth = 100

// printPage prints the page as wide as the terminal is, in its colours, or as plain text.
func (sh *shell) printPage(p *plot.Page) error {
	out, ok := file(sh.Out)
	if !ok {
		_, err := sh.Out.Write([]byte(strings.Trim(p.Draw(pageWidth).Plain(), "\n") + "\n"))
		return written(err)
	}
	width, _, err := term.GetSize(out.Fd())
	if err != nil || width < 1 || width > mostSide {
		width = usualCols
	}
	var b bytes.Buffer
	b.Write(p.Draw(width).AppendRender(nil, sh.printTheme(out)))
	b.WriteByte('\n')
	_, err = sh.Out.Write(b.Bytes())
	return written(err)
}

// printTheme returns the colours of what is printed once: those that were asked for, else those of the terminal's background.
func (sh *shell) printTheme(out *os.File) look.Theme {
	l := sh.look()
	mode, profile := l.Mode, l.Profile
	if l.Plain {
		profile = colorprofile.ASCII
	}
	if in, ok := file(sh.In); ok && l.Auto && profile > colorprofile.ASCII && !lipgloss.HasDarkBackground(in, out) {
		mode = look.Light
	}
	return look.NewTheme(mode, profile, l.ASCII)
}
