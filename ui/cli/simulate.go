package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tagtap/fixtures"
	"tagtap/flow/session"
	"tagtap/flow/sim"
)

// simulating is what the flags of the command say.
type simulating struct {
	shoppers    count
	workers     count
	assumptions string
	theta       choice
	calibrate   bool
	asJSON      bool
}

// usualShoppers is how many shoppers walk where nothing is said: enough for differences of a tenth of a point.
const usualShoppers = 100_000

// mostWorkers bounds what --workers takes.
const mostWorkers = 1024

func (sh *shell) simulateCommand() *cobra.Command {
	a := simulating{
		shoppers: count{value: usualShoppers, most: sim.MostShoppers}, workers: count{most: mostWorkers},
		assumptions: fixtures.DefaultAssumptions, theta: choice{value: thetaName(0.5)},
	}
	for _, theta := range sim.Thetas {
		a.theta.allowed = append(a.theta.allowed, thetaName(theta))
	}
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "let simulated shoppers walk, and compare flows on them",
		Long: `Lets simulated shoppers walk one flow or several. They choose among what the engine offers, by weights; who has a cart
has a budget of patience for each kind of friction that the engine shows, and leaves when one is used up. The same shoppers
walk every flow, so flows are compared shopper by shopper, the first --flow with each of the others.

All of it is assumption: who they are, what they mind and how much stands in an assumption set, whose name is part of every
output. The built-in sets rest on surveys of shoppers in the United States and on guesses that are marked as such; they rank
flows, and forecast nothing. --assumptions takes a file of your own, which may begin with "extends: baymard-2025-09".

A difference comes with its Monte-Carlo error, which more --shoppers make smaller, and with the range that it has when each
assumption about patience is halved or doubled, with other spreads of patience (--theta), and with other years of the survey.
There is no p-value: the number of simulated shoppers is anybody's choice.

Why sessions ended is known here: "leaked" are shoppers whose reason was to buy elsewhere. A report reads the records alone,
so its leakage counts all who left for another platform, for whatever reason.

Cart abandonment is the share of sessions with something in the cart that did not pay; buying at once fills no cart. Equal
seeds give equal results, whatever --workers is. With --db the journeys are written into that store.

A set holds numbers that follow from the rest of it. After a change to personas, weights or the catalogue --calibrate finds
them again, for the set's own baseline flow, and prints that part of the file; a million shoppers are a good measure.`,
		Example: `tagtap simulate --flow guest-form --flow native
tagtap simulate --flow native --flow express --shoppers 1000000 --seed 7
tagtap simulate --flow native --assumptions baymard-2016 --theta 1
tagtap simulate --flow native --shoppers 2000 --db try.db
tagtap simulate --flow native --assumptions ours.yaml --json
tagtap simulate --calibrate --assumptions ours.yaml --shoppers 1000000`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return sh.simulate(cmd.Context(), &a) },
	}
	f := cmd.Flags()
	f.Var(&a.shoppers, "shoppers", "`N` how many walk each flow (100000)")
	f.Var(&a.workers, "workers", "`N` how many walk at a time; 0 is one a processor (0)")
	f.Var((*pathFlag)(&a.assumptions), "assumptions", "`NAME|FILE` the assumption set ("+fixtures.DefaultAssumptions+")")
	f.Var(&a.theta, "theta", "`0|0.5|1` how much patience differs between shoppers, as a variance (0.5)")
	f.BoolVar(&a.calibrate, "calibrate", false, "print the calibrated part of the set, and walk nothing else")
	f.BoolVar(&a.asJSON, "json", false, "print one JSON document")
	_ = cmd.RegisterFlagCompletionFunc("theta", cobra.FixedCompletions(a.theta.allowed, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("assumptions", cobra.FixedCompletions(fixtures.AssumptionSets(), cobra.ShellCompDirectiveDefault))
	return cmd
}

func thetaName(theta float64) string { return strconv.FormatFloat(theta, 'g', -1, 64) }

// count is a flag that takes a whole number.
type count struct{ value, most int }

func (c *count) String() string { return strconv.Itoa(c.value) }

// Type implements pflag.Value.
func (c *count) Type() string { return "" }

// Set implements pflag.Value.
func (c *count) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > c.most {
		return fmt.Errorf("got %s, want a whole number, 0 to %d", quote(s), c.most)
	}
	c.value = n
	return nil
}

// simulate walks the shoppers and prints what came of it.
func (sh *shell) simulate(ctx context.Context, a *simulating) error {
	p, err := sh.simulation(a)
	if err != nil {
		return err
	}
	if a.calibrate {
		return sh.calibrate(ctx, p)
	}
	bar := sh.progress("simulating shoppers", p.Shoppers)
	p.Progress = bar.at
	result, err := sh.simulated(ctx, p)
	bar.end()
	if err != nil {
		return err
	}
	if a.asJSON {
		return sh.printJSON(simulationJSON(p, result))
	}
	return sh.printSimulation(p, result)
}

// simulation reads and looks up everything that a simulation needs.
func (sh *shell) simulation(a *simulating) (*sim.Plan, error) {
	if a.shoppers.value == 0 {
		return nil, usage("want at least one", "--shoppers is 0")
	}
	if a.calibrate && (a.asJSON || sh.db != "" || len(sh.flows) > 0) {
		return nil, usage("leave --json, --db and --flow out", "--calibrate prints part of a file, and walks the set's own baseline flow")
	}
	if len(sh.shoppers) > 0 {
		return nil, usage("leave --shopper out; a set says which profile each of its personas has", "simulate takes its shoppers from the assumption set")
	}
	w, err := sh.world()
	if err != nil {
		return nil, err
	}
	set, noSet := assumptionsOf(a.assumptions)
	names := sh.flows
	if a.calibrate && noSet == nil {
		names = []string{set.Baseline}
	}
	flows, noFlow := w.flowsOf(names)
	if err := several(noFlow, noSet); err != nil {
		return nil, err
	}
	for i := range set.Personas {
		if p := &set.Personas[i]; w.Shopper(p.Shopper) == nil {
			return nil, usage("the catalogue has: "+strings.Join(w.shopperNames(), ", "), "persona %s of the assumption set %s: there is no shopper %s",
				p.ID, set.Name, quote(p.Shopper))
		}
	}
	if len(w.Catalogue.Notes) == 0 {
		return nil, usage("", "the catalogue has no note, so there is nothing to open")
	}
	theta, err := strconv.ParseFloat(a.theta.value, 64)
	if err != nil {
		return nil, usage("", "--theta: %v", err)
	}
	return &sim.Plan{
		Catalogue: w.Catalogue, Flows: flows, Shopper: w.Shopper, Set: set, Theta: theta, Shoppers: a.shoppers.value,
		Seed: sh.seed.value, Start: start(w.Catalogue), Workers: a.workers.value, Ranges: len(flows) > 1,
		Origin: session.Origin{Seed: sh.seed.value, App: appVersion()},
	}, nil
}

// assumptionsOf returns the assumption set of a name or file.
func assumptionsOf(name string) (*sim.Assumptions, error) {
	if !isFile(name) {
		for _, known := range fixtures.AssumptionSets() {
			if known == name {
				return fixtures.Assumptions(name)
			}
		}
		return nil, unknown("assumption set", name, fixtures.AssumptionSets())
	}
	data, err := readInput(name)
	if err != nil {
		return nil, err
	}
	set, err := fixtures.ParseAssumptions(filepath.ToSlash(name), data)
	if err != nil {
		return nil, errInput{err}
	}
	return set, nil
}

// simulated runs a plan, into the store of --db if there is one.
func (sh *shell) simulated(ctx context.Context, p *sim.Plan) (*sim.Result, error) {
	if sh.db == "" {
		return sim.Run(ctx, *p)
	}
	return sh.simulatedInto(ctx, p, sh.db)
}
