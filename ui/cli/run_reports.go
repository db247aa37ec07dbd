package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"tagtap/fixtures"
	"tagtap/flow/story"
	"tagtap/flow/strict"
	"tagtap/ui/suite"
)

// reports are the flags of what a run leaves beside what it prints.
type reports struct {
	junit      pathFlag
	baseline   pathFlag
	update     bool
	yes        bool
	github     maybe
	thresholds thresholdFlag
}

func (r *reports) flags(f *pflag.FlagSet) {
	f.Var(&r.thresholds, "threshold", "`'METRIC: BOUND'` a bound over all runs, as in 'taps: p(95) <= 12'")
	f.Var(&r.junit, "junit", "`FILE` write JUnit XML there")
	f.Var(&r.baseline, "baseline", "`FILE` compare taps, steps and fields with those of a file; none may grow")
	f.BoolVar(&r.update, "update", false, "rewrite what the stories expect as it is now, or with --baseline that file")
	f.BoolVar(&r.yes, "yes", false, "do not ask before files are written")
	f.Var(&r.github, "github", "write annotations for GitHub Actions to stderr (where it runs)")
	f.Lookup("github").NoOptDefVal = "true"
}

// maybe is a switch that knows whether it was set.
type maybe struct{ given, on bool }

func (m *maybe) String() string { return "" }

// Type implements pflag.Value.
func (m *maybe) Type() string { return "bool" }

// Set implements pflag.Value.
func (m *maybe) Set(s string) (err error) {
	m.given = true
	m.on, err = strconv.ParseBool(s)
	return err
}

// thresholdFlag is a flag of a bound over all runs.
type thresholdFlag struct{ bounds []story.Threshold }

func (t *thresholdFlag) String() string { return "" }

// Type implements pflag.Value.
func (t *thresholdFlag) Type() string { return "" }

// Set implements pflag.Value.
func (t *thresholdFlag) Set(s string) error {
	bound, err := story.ParseThreshold(s)
	if err == nil {
		t.bounds = append(t.bounds, bound)
	}
	return err
}

func (r *reports) runnable(sh *shell, a *running) error {
	if r.yes && !r.update && a.audience.cast == "" {
		return usage("leave it out, or add --update", "--yes answers what --update asks")
	}
	if r.update && !r.yes && !sh.terminal() {
		return usage("add --yes to do it without a question", "--update asks first, and there is no terminal to ask on")
	}
	return several(noPipe("--junit", string(r.junit)), r.outOfCatalog(sh.catalog))
}

// outOfCatalog refuses to write a baseline where the catalogue would take it for a part of itself, and could not be opened any
// more.
func (r *reports) outOfCatalog(catalog string) error {
	if catalog == "" || r.baseline == "" || !r.update {
		return nil
	}
	dir, badDir := rooted(catalog)
	to, badTo := rooted(filepath.Dir(string(r.baseline)))
	if badDir != nil || badTo != nil {
		return nil // neither can be opened
	}
	below, err := filepath.Rel(dir, filepath.Join(to, filepath.Base(string(r.baseline))))
	if err != nil || !filepath.IsLocal(below) || !fixtures.Claims(filepath.ToSlash(below)) {
		return nil
	}
	return usage("name a file outside of "+quote(catalog), "--baseline: %s would be a part of the catalogue, which could not be opened then", quote(string(r.baseline)))
}

// rooted returns a path from the root on, without links.
func rooted(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(path)
}

// noPipe refuses a pipe that has a name: nobody may ever read it. One that the shell opened has no place in a folder.
func noPipe(flag, path string) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil
	}
	if info, err := os.Stat(real); err == nil && info.Mode()&fs.ModeNamedPipe != 0 {
		return usage("want a file", "%s: %s is a pipe", flag, quote(path))
	}
	return nil
}

// outcome is what hears of the runs beside the console, and judges them together.
type outcome struct {
	sh       *shell
	w        *world
	plan     *planned
	all      []suite.Reporter
	github   *suite.GitHub
	junit    *suite.JUnit
	baseline *suite.Baseline
	rewrite  *suite.Rewrite
	tally    *story.Tally
}

// openReports makes what runs are reported to, before anything runs.
func (sh *shell) openReports(a *running) (*outcome, error) {
	k, r := &outcome{sh: sh}, &a.reports
	if r.github.on || !r.github.given && sh.env("GITHUB_ACTIONS") == "true" {
		k.github = suite.NewGitHub(sh.Err, sh.env("GITHUB_WORKSPACE"))
		k.all = append(k.all, k.github)
	}
	if r.junit != "" {
		k.junit = suite.NewJUnit(string(r.junit))
		k.all = append(k.all, k.junit)
	}
	switch {
	case r.baseline != "":
		data, err := readBaseline(string(r.baseline), r.update)
		if err == nil {
			k.baseline, err = suite.NewBaseline(string(r.baseline), data)
			if err != nil {
				err = errInput{err}
			}
		}
		if err != nil {
			return k, err
		}
		k.all = append(k.all, k.baseline)
	case r.update:
		k.rewrite = suite.NewRewrite()
		k.all = append(k.all, k.rewrite)
	}
	return k, nil
}

// readBaseline reads the file of --baseline; one that is to be written may be missing.
func readBaseline(path string, update bool) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, usage("want a file that --update wrote", "--baseline: %s is no file", quote(path)) // to open a pipe could last
	}
	if most := int64(strict.Catalogue.Bytes); err == nil && info.Size() > most {
		return nil, usage("want a file that --update wrote", "--baseline: %s has %d bytes, want at most %d", quote(path), info.Size(), most)
	}
	data, err := os.ReadFile(path)
	switch {
	case err == nil:
		return data, nil
	case errors.Is(err, fs.ErrNotExist) && update:
		return nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("--update writes it", "--baseline: there is no file %s", quote(path))
	}
	return nil, notRead(path, err)
}

// fit makes ready for a plan.
func (k *outcome) fit(w *world, p *planned, a *running) error {
	k.w, k.plan = w, p
	if bounds := append(slices.Clone(p.thresholds), a.reports.thresholds.bounds...); len(bounds) > 0 {
		k.tally = story.NewTally(bounds)
		k.all = append(k.all, tally{k.tally})
	}
	if k.junit != nil {
		k.junit.Twins = suite.Twins(p.Jobs())
	}
	if k.baseline == nil {
		return nil
	}
	if err := suite.Clash(p.Jobs()); err != nil {
		return usage("rename one of them", "%v", err)
	}
	if err := k.baseline.Fits(p.Jobs()); a.reports.update && err != nil {
		return usage("choose some stories with --tag, each with a baseline of its own", "--baseline: %v", err)
	}
	return nil
}

// tally lets thresholds count runs.
type tally struct{ *story.Tally }

// Begin implements suite.Reporter.
func (tally) Begin(int) error { return nil }

// Run implements suite.Reporter.
func (t tally) Run(_ *suite.Job, r *story.Result) error {
	t.Add(r)
	return nil
}

// End implements suite.Reporter.
func (tally) End(*suite.Summary) error { return nil }

// judge says what was missed over all runs, and writes what --update asks for. The result is errMissed, errThreshold, or a
// failure of the outside.
func (k *outcome) judge(ctx context.Context, a *running, s *suite.Summary) error {
	out := k.sh.Out
	if a.asJSON {
		out = k.sh.Err
	}
	failed := s.Failed > 0
	var errs []error
	if k.tally != nil {
		errs = append(errs, k.thresholds(out))
	}
	if k.baseline != nil {
		errs = append(errs, k.compared(ctx, out, a))
	}
	if k.rewrite != nil && failed {
		errs = append(errs, k.rewritten(ctx, out, a))
	}
	if failed {
		errs = append(errs, errMissed)
	}
	return several(errs...)
}

// verdicts appends what became of the thresholds to the document of --json.
func (k *outcome) verdicts(buf []byte) []byte {
	if k.tally == nil {
		return buf
	}
	return story.AppendVerdicts(buf, k.tally.Verdicts())
}

func (k *outcome) thresholds(out io.Writer) error {
	verdicts := k.tally.Verdicts()
	p, rows, missed := painter(k.sh.coloured()), [][]string{}, false
	for i := range verdicts {
		v := &verdicts[i]
		state := stateOK
		if !v.Passed {
			state, missed = stateFail, true
		}
		of := "all runs"
		if v.Story != "" {
			of = v.Story
		}
		rows = append(rows, []string{state + " " + framed(v.Metric+": "+v.Expression), "got " + v.Got, framed(of), plural(int(v.Runs), "run", "runs")})
	}
	if _, err := fmt.Fprintln(out); err != nil {
		return written(err)
	}
	var table bytes.Buffer
	_ = writeTable(&table, rows) // a buffer takes everything
	i := 0
	for line := range strings.Lines(table.String()) {
		colour := good
		if !verdicts[i].Passed {
			colour = bad
		}
		i++
		if _, err := io.WriteString(out, p.paint(colour, line[:len(stateOK)])+line[len(stateOK):]); err != nil {
			return written(err)
		}
	}
	if k.github != nil {
		if err := k.github.Thresholds(verdicts); err != nil {
			return err
		}
	}
	if missed {
		return errThreshold
	}
	return nil
}

// compared says what became of the baseline, and writes it anew where that was asked for.
func (k *outcome) compared(ctx context.Context, out io.Writer, a *running) error {
	path, grown := string(a.reports.baseline), k.baseline.Grown()
	if _, err := fmt.Fprintln(out); err != nil {
		return written(err)
	}
	if err := k.baseline.Print(out, k.exists, a.reports.update); err != nil {
		return written(err)
	}
	if !a.reports.update {
		if k.github != nil {
			if err := k.github.Baseline(path, grown); err != nil {
				return err
			}
		}
		if len(grown) > 0 {
			return errMissed
		}
		return nil
	}
	data, changed, err := k.baseline.Updated(k.exists)
	switch {
	case err != nil:
		return err
	case !changed:
		return nil
	case !a.reports.yes && !k.sh.confirmed(ctx, "Write "+framed(path)+"? [y/N] "):
		if len(grown) > 0 {
			return errMissed
		}
		return nil
	}
	if err := suite.WriteFile(path, data); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = fmt.Fprintf(out, "%s is written\n", framed(path))
	return written(err)
}

// exists says whether what a baseline pins could be run. Of stories that were not asked for nothing is known, and where flows or
// shoppers were asked for, nothing of those that may have come from other files.
func (k *outcome) exists(key suite.Key) bool {
	for _, j := range k.plan.Jobs() {
		if j.Name == key.Story {
			return (k.w.Flow(key.Flow) != nil || len(k.sh.flows) > 0) && (k.w.Shopper(key.Shopper) != nil || len(k.sh.shoppers) > 0) &&
				k.plan.has(j, key.Case)
		}
	}
	return true
}

// rewritten puts what runs got in place of what their stories expect.
func (k *outcome) rewritten(ctx context.Context, out io.Writer, a *running) error {
	changes := k.rewrite.Changes(k.plan.Read)
	if len(changes.Files)+len(changes.Left) == 0 {
		return nil
	}
	if _, err := fmt.Fprintln(out); err != nil {
		return written(err)
	}
	if err := changes.Print(out); err != nil {
		return written(err)
	}
	n := changes.Edits()
	if n == 0 || !a.reports.yes && !k.sh.confirmed(ctx, fmt.Sprintf("Write %s into %s? [y/N] ",
		plural(n, "value", "values"), plural(len(changes.Files), "file", "files"))) {
		return nil
	}
	if err := changes.Write(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "%s written into %s; run again to see what is left\n", plural(n, "value is", "values are"), plural(len(changes.Files), "file", "files"))
	return written(err)
}
