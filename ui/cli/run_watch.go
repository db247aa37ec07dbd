package cli

import (
	"context"
	"errors"

	"github.com/spf13/pflag"

	"tagtap/flow/measure"
	"tagtap/flow/story"
	"tagtap/ui/suite"
)

// audience is the flags of playing where people look on.
type audience struct {
	watch bool
	then  bool
	speed string
	cast  pathFlag
}

func (v *audience) flags(f *pflag.FlagSet) {
	f.BoolVar(&v.watch, "watch", false, "play in the storefront, at a pace that people can follow; two flows beside each other")
	f.BoolVar(&v.then, "then", false, "with --watch: go on yourself where the story ends")
	f.StringVar(&v.speed, "speed", "", "`0.5|1|2|4` with --watch or --cast: the pace (1)")
	f.Var(&v.cast, "cast", "`FILE` write the play as a film, an asciicast")
}

// there says whether somebody looks on.
func (v *audience) there() bool { return v.watch || v.cast != "" }

func (v *audience) runnable(a *running) error {
	switch {
	case v.watch && v.cast != "":
		return usage("leave one out", "--watch plays on the terminal, --cast into a file")
	case v.then && !v.watch:
		return usage("add --watch", "--then goes on with what --watch shows")
	case v.speed != "" && !v.there():
		return usage("add --watch or --cast", "--speed is for a play that is seen")
	case v.there() && a.asJSON:
		return usage("leave it out", "--json is for a play that nobody sees")
	case v.there() && a.failFast:
		return usage("leave it out", "--fail-fast is for a play that nobody sees")
	}
	return noPipe("--cast", string(v.cast))
}

// mostWatched is how many runs are shown at once.
const mostWatched = 100

// seen plays a plan before an audience.
func (sh *shell) seen(ctx context.Context, w *world, p *planned, a *running, operators *measure.Operators, of *outcome) error {
	if p.Runs() > mostWatched {
		return usage("choose some with --tag, --case, --flow and --shopper", "%d runs are too many to be watched, want at most %d", p.Runs(), mostWatched)
	}
	var runs []story.Run
	var jobs []*suite.Job // of each run: two stories may have one name, and then their runs one id
	err := p.Each(func(j *suite.Job, r story.Run, _ bool) error {
		runs, jobs = append(runs, r), append(jobs, j)
		return nil
	})
	if err != nil {
		return err
	}
	var s suite.Summary
	o := watchOptions{operators: operators, then: a.audience.then, speed: a.audience.speed, screen: a.screen, yes: a.reports.yes}
	o.told = func(results []*story.Result) error {
		s = suite.Summary{Runs: len(runs), Skipped: len(runs) - len(results)}
		return suite.Tell(&s, func(i int) *suite.Job { return jobs[i] }, results, append(of.all, sh.console(p, a, sh.progress("", 0)))...)
	}
	if a.audience.cast != "" {
		err = sh.cast(ctx, w, runs, string(a.audience.cast), o)
	} else {
		err = sh.watch(ctx, w, runs, o)
	}
	if err != nil && !errors.Is(err, errMissed) || s.Runs == 0 { // left before the end, or a film on stdout
		return err
	}
	return several(err, of.judge(ctx, a, &s))
}
