package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"tagtap/flow/measure"
	"tagtap/flow/story"
	"tagtap/ui/suite"
)

// running is what the flags of the command say.
type running struct {
	tags     tagFlag
	oneCase  string
	env      envFlag
	jobs     count
	repeat   count
	failFast bool
	shuffle  bool
	screen   screenSize
	asJSON   bool
	stdin    io.Reader // nil where - is no story

	operators string
	reports   reports
	audience  audience
}

// mostRepeats bounds --repeat.
const mostRepeats = 10_000_000

func (sh *shell) runCommand() *cobra.Command {
	a := &running{jobs: count{most: mostWorkers}, repeat: count{value: 1, most: mostRepeats}}
	cmd := &cobra.Command{
		Use:   "run STORY…",
		Short: "play stories, and count what they take",
		Long: `Plays stories and prints how many taps, steps, fields and predicted seconds they took, and what they missed.

A STORY is a name that "tagtap stories" lists, a file, a folder of files, a pattern such as 'stories/**/*.yaml' or 'return-*',
or - for one from stdin. Everything is read and looked up before anything is played. Each story is played once for each flow,
shopper, case and seed. A --flow, --shopper or --seed given here replaces what the story says. A "run:" line of a story finds
others beside its own file, else in the catalogue.

--tag smoke,checkout plays stories that have one of these tags, --tag '!slow' those that have not; of several --tag all hold.
With --repeat each run is played with as many seeds, and the first seed twice: equal seeds must give equal bytes. --screen
plays on the storefront, by its keys and clicks, so that a step that the screen does not offer fails.

Stories play in memory, several at a time; what is printed is the same for any --jobs. With --db their journeys are written
into that store, one behind the other, whose stock they share: a story that pins stock wants a store of its own.

A story of more than ` + foldedWord + ` runs is a line for each flow and shopper, with the least and the most of its figures; what it
missed is always told run by run. Exit code 1 says that something was missed, 99 that a threshold was.

--update puts what runs got in place of what their stories expect, or with --baseline what they took into that file; it asks
first, and without a terminal it wants --yes. In GitHub Actions what was missed is annotated on stderr as well, unless
--github=false says otherwise. --watch plays on the terminal, for people.`,
		Example: `tagtap run loop
tagtap run loop buy-now --flow native --flow express
tagtap run 'stories/**/*.yaml' --tag smoke --junit report.xml
tagtap run loop --repeat 100 --threshold 'taps: p(95) <= 14'
tagtap run loop --screen 100x32
tagtap run ./stories --json > result.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("see `tagtap stories`", "run needs a story")
			}
			return nil
		},
		ValidArgsFunction: sh.complete(func(w *world) []string { return w.storyNames() }),
		RunE: func(cmd *cobra.Command, args []string) error {
			a.stdin = sh.In
			return sh.run(cmd.Context(), args, a)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.Var(&a.tags, "tag", "`TAG,…` only stories with one of these tags; !TAG leaves out")
	f.StringVar(&a.oneCase, "case", "", "`NAME` only this case of the stories")
	f.Var(&a.env, "env", "`NAME=TEXT` what a word of a story's env stands for")
	f.Var(&a.jobs, "jobs", "`N` how many runs are played at a time; 0 is one a processor (0)")
	f.Var(times{&a.repeat}, "repeat", "`N` how many seeds are played, from the story's on (1)")
	f.BoolVar(&a.failFast, "fail-fast", false, "play nothing behind the first run that fails")
	f.BoolVar(&a.shuffle, "shuffle", false, "play in an order that follows from --seed")
	f.Var(&a.screen, "screen", "`COLSxROWS` play on a screen of this size, by keys and clicks")
	f.StringVar(&a.operators, "operators", "", "`NAME|FILE` the times behind the seconds that are printed (proposed)")
	a.reports.flags(f)
	a.audience.flags(f)
	f.BoolVar(&a.asJSON, "json", false, "print one JSON document")
	return cmd
}

// run plays stories and prints what came of them.
func (sh *shell) run(ctx context.Context, names []string, a *running) error {
	if err := sh.runnable(a); err != nil {
		return err
	}
	w, err := sh.world()
	if err != nil {
		return err
	}
	operators, badOperators := operatorsOf(a.operators)
	of, badReports := sh.openReports(a)
	p, err := sh.plan(w, names, a)
	if err := several(badOperators, badReports, err); err != nil {
		return err
	}
	if err := of.fit(w, p, a); err != nil {
		return err
	}
	if a.audience.there() {
		return sh.seen(ctx, w, p, a, operators, of)
	}
	return sh.played(ctx, w, p, a, operators, of)
}

// runnable refuses flags that do not go together.
func (sh *shell) runnable(a *running) error {
	if sh.db != "" && a.jobs.value > 1 {
		return usage("leave --jobs out", "runs that share a store are played one behind the other")
	}
	return several(a.reports.runnable(sh, a), a.audience.runnable(a))
}

// played plays a plan, prints its results, and says what was missed.
func (sh *shell) played(ctx context.Context, w *world, p *planned, a *running, operators *measure.Operators, of *outcome) error {
	options, done, err := sh.options(ctx, w, p, a, operators)
	if err != nil {
		return err
	}
	defer sh.collectSeldom(400)()
	bar := sh.progress("playing stories", p.Runs())
	reporters := of.all
	if a.asJSON {
		document := suite.NewJSON(sh.Out)
		document.Tail = of.verdicts
		reporters = append(reporters, document)
	} else {
		reporters = append(reporters, sh.console(p, a, bar))
	}
	s, err := suite.Play(ctx, &p.Plan, options, append(reporters, &watched{bar: bar})...)
	if err := several(sh.brokenRun(err), done()); err != nil {
		return err
	}
	return of.judge(ctx, a, &s)
}

// watched shows how far a play is.
type watched struct {
	bar  *progress
	runs int
}

// Begin implements suite.Reporter.
func (w *watched) Begin(int) error { return nil }

// Run implements suite.Reporter.
func (w *watched) Run(*suite.Job, *story.Result) error {
	w.runs++
	w.bar.at(w.runs)
	return nil
}

// End implements suite.Reporter.
func (w *watched) End(*suite.Summary) error {
	w.bar.end()
	return nil
}
