package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/story"
)

// comparing is what the flags of compare say.
type comparing struct {
	story     string
	oneCase   string
	from, to  string
	operators string
	sessions  []string
	groups    []string
	paired    bool
	json      bool
	html      string
}

func (sh *shell) compareCommand() *cobra.Command {
	var c comparing
	cmd := &cobra.Command{
		Use:   "compare FLOW FLOW…",
		Short: "set the same story under several flows side by side",
		Long: `Plays one story under each FLOW, a name or a file, and prints side by side what the walks took, where they differ, and by
how much. Seconds are predicted by a touch keystroke-level model for a skilled shopper who makes no mistakes: read them
as ratios. What a flow has no stage for is skipped and counted.

A POINT is a stage (note, tag, product, cart, checkout, confirmation, review) or a place such as identity or payment. The
stage cart is reached when something is put into it; "place:cart" is the page. Counted is from the first arrival at the
one to the first later arrival at the other.

Operators are times of taps, keys and waits: the presets ` + presetNames() + `, or a YAML file such as
"{from: cogtool, tap: 0.45}" with mental, tap, swipe, key, page, sheet, network in seconds. With --json every time says
where it comes from.

With --session it sets two sessions of the store side by side. With --group it compares the rates of two groups of them,
each chosen by flow, shopper and source, with 95% intervals: Wilson's for a rate, Newcombe's for the difference. With
--paired a shopper's first session in one group goes with the first in the other, and so on; then the interval is
Newcombe's for pairs and the probability McNemar's (mid-p). It is left out where shoppers were simulated: those are as
many as one likes. Sessions that branched off, and preludes of --at, are left out.

--json prints one document, "schema" 1: story, case, seed, from, to; operators (name, times); walks (name, flow, shopper,
session, there, taps, fewest, detour, steps, checkout_steps, fields, keys, decisions, seconds, refused, backtracks,
surprises, skipped, missed, stages, ends_at, costliest, segments: place, start, seconds, taps, fields, keys, refused,
actions); places (place, differs, walks); verdicts (faster, slower, same_end, ratio, seconds, taps, fields, keys,
decisions, place, place_share, place_share_of_more). A verdict names walks by their number from 0 and says what the slower
one takes beyond the faster one. Of groups: groups, counts, paired, alone, sources, rates (rate, formula, values, of,
intervals, difference, pairs, p). A share of nothing is null.`,
		Example: `tagtap compare native stepwise redirect
tagtap compare native ours.yaml --story buy-now --shopper new --from product --to confirmation
tagtap compare express guest-form --operators cogtool --json
tagtap compare native stepwise --html compare.html
tagtap compare --group flow=native --group flow=stepwise,source=sim --paired`,
		ValidArgsFunction: sh.complete(func(w *world) []string { return w.flowNames() }),
		RunE: func(cmd *cobra.Command, args []string) error {
			return sh.compare(cmd.Context(), args, &c)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&c.story, "story", "", "`STORY` the walk, a name or a file (loop)")
	f.StringVar(&c.oneCase, "case", "", "`NAME` one case of a story that has several")
	f.StringVar(&c.from, "from", "", "`POINT` count from there (the beginning)")
	f.StringVar(&c.to, "to", "", "`POINT` count up to there (the end)")
	f.StringVar(&c.operators, "operators", "", "`NAME|FILE` the times behind the seconds ("+measure.Proposed.Name+")")
	f.StringArrayVar(&c.sessions, "session", nil, "`ID` a session of the store; give two")
	f.StringArrayVar(&c.groups, "group", nil, "`KEY=VALUE,…` sessions of the store; give two")
	f.BoolVar(&c.paired, "paired", false, "compare groups shopper by shopper")
	f.BoolVar(&c.json, "json", false, "print one JSON document")
	f.Var((*pathFlag)(&c.html), "html", "`FILE` write the comparison as a page that needs no network")
	once(f, "story", "case", "from", "to", "operators", "html")
	_ = cmd.RegisterFlagCompletionFunc("story", sh.complete(func(w *world) []string { return w.storyNames() }))
	_ = cmd.RegisterFlagCompletionFunc("operators", cobra.FixedCompletions(presets(), cobra.ShellCompDirectiveDefault))
	return cmd
}

func presets() []string {
	var names []string
	for _, o := range measure.Presets() {
		names = append(names, o.Name)
	}
	return names
}

func presetNames() string { return strings.Join(presets(), ", ") }

// operatorsOf returns the preset of a name, or the times of a file; those of the clock where nothing is named.
func operatorsOf(name string) (*measure.Operators, error) {
	o := measure.Proposed
	switch {
	case name == "":
	case isFile(name):
		data, err := readInput(name)
		if err != nil {
			return nil, err
		}
		if o, err = measure.ParseOperators(name, data); err != nil {
			return nil, errInput{err}
		}
	default:
		var ok bool
		if o, ok = measure.PresetOf(name); !ok {
			return nil, unknown("preset of operators", name, presets())
		}
	}
	return &o, nil
}

// points reads the ends of a stretch.
func (c *comparing) points() (from, to measure.Point, err error) {
	read := func(flag, s string) (measure.Point, error) {
		p, ok := measure.PointOf(s)
		if s == "" || ok {
			return p, nil
		}
		var known []string
		for _, stage := range flow.Stages() {
			known = append(known, stage.String())
		}
		for _, place := range flow.Places() {
			if id := place.String(); !slices.Contains(known, id) {
				known = append(known, id)
			}
		}
		return p, unknown("point for --"+flag, s, known)
	}
	from, noFrom := read("from", c.from)
	to, noTo := read("to", c.to)
	return from, to, several(noFrom, noTo)
}

// compare chooses what is compared: flows, sessions or groups of them.
func (sh *shell) compare(ctx context.Context, args []string, c *comparing) error {
	switch {
	case len(sh.flows) > 0 && len(c.sessions) == 0:
		return usage("as in: tagtap compare native express", "compare takes its flows without --flow")
	case sh.isStore(c.html):
		return usage("name another file", "--html is the store itself")
	case c.html == "-" && c.json:
		return usage("leave one out, or name a file", "--html - and --json both write to stdout")
	case len(c.groups) > 0:
		return sh.compareGroups(ctx, args, c)
	case c.paired:
		return usage("as in: tagtap compare --group flow=native --group flow=express --paired", "--paired is for groups")
	case len(c.sessions) > 0:
		return sh.compareSessions(ctx, args, c)
	}
	w, err := sh.world()
	if err != nil {
		return err
	}
	doc, err := sh.comparedFlows(ctx, w, args, c)
	if err != nil {
		return err
	}
	return sh.showComparison(ctx, w, doc, c)
}

// comparison is what is printed: walks with who walked them, and how they compare.
type comparison struct {
	measure.Comparison
	sides     []side
	story     string
	oneCase   string
	shopper   string // where all have the same
	seed      uint64
	from, to  measure.Point
	operators *measure.Operators
	film      *film // the first of them, nil where it cannot be drawn
}

// side is who walked a walk, and what the walk alone does not know.
type side struct {
	flow    string
	shopper string
	session string
	fewest  *int // nil where it is not known
	skipped int  // lines of the story
	missed  int  // expectations
}

func (sh *shell) comparedFlows(ctx context.Context, w *world, args []string, c *comparing) (*comparison, error) {
	if len(args) < 2 {
		return nil, usage("there are: "+strings.Join(w.flowNames(), ", "), "compare needs two flows or more, got %d", len(args))
	}
	from, to, badPoint := c.points()
	operators, badOperators := operatorsOf(c.operators)
	flows, badFlows := w.comparable(args)
	shoppers, badShoppers := each(sh.shoppers, w.shopperOf)
	if err := several(badPoint, badOperators, badFlows, badShoppers); err != nil {
		return nil, err
	}
	runs, err := sh.comparedRuns(w, flows, shoppers, c)
	if err != nil {
		return nil, err
	}
	doc := &comparison{
		story: runs[0].Story.Name, oneCase: runs[0].Case.Name, shopper: runs[0].Shopper.ID, seed: runs[0].Seed,
		from: from, to: to, operators: operators,
	}
	walks := make([]measure.Walk, len(runs))
	known := &flow.Walks{}
	for i, r := range runs {
		var last session.Shown
		result, err := story.Play(ctx, r, story.Config{
			Catalogue: w.Catalogue, Walks: known, Watch: func(s session.Shown) { last = s },
		})
		if err != nil {
			return nil, err
		}
		walks[i], _ = measure.LayOut(last.Records, from, to, operators)
		walks[i].Name = nameOfFlow(flows, i, args)
		if i == 0 {
			doc.film = &film{title: r.Story.Name, world: *last.World, records: last.Records}
		}
		doc.sides = append(doc.sides, side{
			flow: r.Flow.Name, shopper: r.Shopper.ID, session: result.Session,
			fewest: result.Fewest, skipped: len(result.Skipped), missed: len(result.Failures),
		})
	}
	doc.Comparison = measure.Compare(walks)
	return doc, nil
}

// comparable looks up flows. One that is named and one of a file may have the same name; the same one twice may not be.
func (w *world) comparable(args []string) ([]*flow.Flow, error) {
	flows := make([]*flow.Flow, len(args))
	var bad []error
	twice := map[string]bool{}
	for _, files := range []bool{false, true} { // a file takes the place of its namesake
		for i, name := range args {
			if slices.Contains(args[:i], name) {
				if isFile(name) == files && !twice[name] {
					twice[name] = true
					bad = append(bad, usage("name another one", "flow %s is here twice", quote(name)))
				}
				continue
			}
			if isFile(name) == files {
				var err error
				flows[i], err = w.flowOf(name)
				bad = append(bad, err)
			}
		}
	}
	return flows, several(bad...)
}

// nameOfFlow is the name of the flow, or what was typed for it where two have the same.
func nameOfFlow(flows []*flow.Flow, i int, args []string) string {
	for j, f := range flows {
		if j != i && f.Name == flows[i].Name {
			return args[i]
		}
	}
	return flows[i].Name
}

// comparedRuns makes one run for each flow.
func (sh *shell) comparedRuns(w *world, flows []*flow.Flow, shoppers []*flow.Shopper, c *comparing) ([]story.Run, error) {
	name := c.story
	if name == "" {
		name = storyLoop
	}
	files, err := w.storyFiles([]string{name}, nil)
	if err != nil {
		return nil, err
	}
	if len(files) > 1 {
		return nil, usage("give one story", "--story: %s has %d stories", quote(name), len(files))
	}
	s, err := w.reader(nil).read(files[0])
	if err != nil {
		return nil, err
	}
	all, err := sh.runsOf(w, s, flows, shoppers)
	if err != nil {
		return nil, err
	}
	var cases, who []string
	var runs []story.Run
	for _, r := range all {
		if !slices.Contains(cases, r.Case.Name) {
			cases = append(cases, r.Case.Name)
		}
		if !slices.Contains(who, r.Shopper.ID) {
			who = append(who, r.Shopper.ID)
		}
		if len(s.Cases) == 1 && c.oneCase == "" || r.Case.Name == c.oneCase {
			runs = append(runs, r)
		}
	}
	switch {
	case len(who) > 1:
		return nil, usage("give one with --shopper", "a comparison has one shopper, got %s", strings.Join(who, ", "))
	case c.oneCase != "" && len(runs) == 0 && len(s.Cases) == 1 && s.Cases[0].Name == "":
		return nil, usage("leave --case out", "story %s has no cases", s.Name)
	case c.oneCase != "" && len(runs) == 0:
		return nil, unknown("case", c.oneCase, cases)
	case len(runs) == 0:
		return nil, usage("choose one with --case: "+strings.Join(cases, ", "), "story %s has %d cases", s.Name, len(s.Cases))
	}
	return runs, nil
}
