package cli

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/story"
	"tagtap/flow/text"
)

func (sh *shell) pathsCommand() *cobra.Command {
	asJSON, promise, update := false, "", false
	cmd := &cobra.Command{
		Use:   "paths",
		Short: "count the fewest taps between stages",
		Long: `Searches every flow, with every shopper, for the fewest taps from one stage of the loop to the next, and for places from
which nothing can be bought any more. --flow and --shopper choose which. Where the file of a flow promises a number of
taps and the shortest walk takes more, it prints that walk as a story and exits with 1.

A promise file pins all numbers of several flows and shoppers: --promise FILE --update writes it, --promise FILE says
whether a change made any walk longer, and prints the walks that grew. Fewer taps than promised are no fault. With --flow
and --shopper --update writes theirs anew, and what else the file holds stays.`,
		Example: `tagtap paths --flow native --shopper returning
tagtap paths --promise taps.yaml --update --shopper returning --shopper new
tagtap paths --promise taps.yaml`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var found []pathsOf
			var err error
			switch {
			case update && promise == "":
				return usage("as in: tagtap paths --promise taps.yaml --update", "--update needs --promise FILE")
			case update && asJSON:
				return usage("leave one of them out", "--update writes a file, --json prints a document")
			case update:
				return sh.updatePromises(cmd.Context(), promise)
			case promise != "":
				found, err = sh.checkPromises(cmd.Context(), promise)
			default:
				found, err = sh.paths(cmd.Context())
			}
			if err != nil {
				return err
			}
			switch {
			case asJSON:
				err = sh.printPathsJSON(found)
			case promise != "":
				err = sh.printPromises(found)
			default:
				err = sh.printPaths(found)
			}
			if err != nil {
				return err
			}
			for i := range found {
				if len(found[i].broken()) > 0 {
					return errMissed
				}
			}
			return nil
		},
	}
	cmd.Flags().Var((*pathFlag)(&promise), "promise", "`FILE` check the numbers of taps that it pins")
	cmd.Flags().BoolVar(&update, "update", false, "write the promise file anew")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return cmd
}

// pathsOf is what a search found for one flow and shopper.
type pathsOf struct {
	world *flow.World
	now   shop.Instant
	paths []flow.Path
	ends  []flow.DeadEnd
	pins  []flow.Promise // of a promise file, in place of the flow's own; nil without one
}

func (of *pathsOf) name() string { return of.world.Flow.Name + " × " + of.world.Shopper.ID }

// promise returns the most taps that the flow's file, or the promise file, allows for a pair of stages, false where it says
// nothing.
func (of *pathsOf) promise(p *flow.Path) (int, bool) {
	promises := of.world.Flow.Promises
	if of.pins != nil {
		promises = of.pins
	}
	for _, promise := range promises {
		if promise.From == p.From && promise.To == p.To {
			return promise.Taps, true
		}
	}
	return 0, false
}

// broken lists the paths that take more taps than was promised, or are not there at all.
func (of *pathsOf) broken() []*flow.Path {
	var broken []*flow.Path
	for i := range of.paths {
		p := &of.paths[i]
		if most, promised := of.promise(p); promised && (!p.OK || p.Taps > most) {
			broken = append(broken, p)
		}
	}
	return broken
}

// paths searches.
func (sh *shell) paths(ctx context.Context) ([]pathsOf, error) {
	w, err := sh.world()
	if err != nil {
		return nil, err
	}
	flowNames, shopperNames := sh.flows, sh.shoppers
	if len(flowNames) == 0 {
		flowNames = w.flowNames()
	}
	if len(shopperNames) == 0 {
		shopperNames = w.shopperNames()
	}
	flows, noFlow := w.flowsOf(flowNames)
	shoppers, noShopper := w.shoppersOf(shopperNames)
	if err := several(noFlow, noShopper); err != nil {
		return nil, err
	}
	var found []pathsOf
	for _, f := range flows {
		for _, s := range shoppers {
			of, err := search(ctx, w, f, s)
			if err != nil {
				return nil, err
			}
			of.ends = flow.DeadEnds(of.world, of.now)
			found = append(found, *of)
		}
	}
	return found, ctx.Err()
}

// printPaths prints a table for each: the way between neighbours of the loop, then from cart to confirmation, then all of
// it, then what else is promised. The walks that break a promise come last, as stories.
func (sh *shell) printPaths(found []pathsOf) error {
	var b bytes.Buffer
	for i := range found {
		of := &found[i]
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintln(&b, of.name())
		var rows [][]string
		for _, p := range of.shown() {
			rows = append(rows, of.row(p))
		}
		if err := writeTable(&b, rows, 1); err != nil {
			return err
		}
		if len(of.ends) == 0 {
			b.WriteString("  no dead ends\n")
		}
		for _, end := range of.ends {
			fmt.Fprintf(&b, "  dead end at %s: %s\n", end.Place, strings.Join(steps(end.Walk), " · "))
		}
	}
	for i := range found {
		for _, p := range found[i].broken() {
			found[i].printBroken(&b, p)
		}
	}
	_, err := sh.Out.Write(b.Bytes())
	return written(err)
}

// row is a line of the table; promises have a column where the flow makes any.
func (of *pathsOf) row(p *flow.Path) []string {
	taps, walk := "none", "no way leads there"
	switch {
	case p.OK:
		taps, walk = counted(p.Taps, "tap", "taps"), strings.Join(steps(p.Walk), " · ")
	case of.lacks(p.From) || of.lacks(p.To):
		walk = "this flow has no such place, so there is no walk"
	}
	row := []string{"  " + p.From.String() + " → " + p.To.String(), taps}
	if len(of.world.Flow.Promises) > 0 {
		said := ""
		if most, promised := of.promise(p); promised {
			said = "promised " + strconv.Itoa(most)
			if !p.OK || p.Taps > most {
				said += ", broken"
			}
		}
		row = append(row, said)
	}
	return append(row, walk)
}

// lacks says whether the flow has no place of a stage.
func (of *pathsOf) lacks(s flow.Stage) bool {
	place, ok := flow.PlaceOf(s.String()) // the tag is on the note
	return ok && of.world.Flow.Lacks(place)
}

// printBroken prints the walk that takes more taps than was promised, as a story that fails.
func (of *pathsOf) printBroken(b *bytes.Buffer, p *flow.Path) {
	most, _ := of.promise(p)
	what := fmt.Sprintf("%s to %s in %s was promised", p.From, p.To, plural(most, "tap", "taps"))
	if !p.OK {
		fmt.Fprintf(b, "\n# %s: %s, and no way leads there\n", of.name(), what)
		return
	}
	what += " and takes " + strconv.Itoa(p.Taps)
	fmt.Fprintf(b, "\n# %s: the shortest walk\n", of.name())
	b.Write(story.PrintWalk(text.Clean(what, text.Line), *of.world, of.now, p.Way, p.Walk, p.From.String(), most))
}

func (of *pathsOf) shown() []*flow.Path {
	var neighbours, far, promised []*flow.Path
	for i := range of.paths {
		p := &of.paths[i]
		_, isPromised := of.promise(p)
		switch {
		case p.To == p.From+1:
			neighbours = append(neighbours, p)
		case p.From == flow.StageCart && p.To == flow.StageConfirmation:
			far = append([]*flow.Path{p}, far...)
		case p.From == flow.StageNote && p.To == flow.StageReview:
			far = append(far, p)
		case isPromised:
			promised = append(promised, p)
		}
	}
	return append(append(neighbours, far...), promised...)
}

// steps prints a walk. Several of the same in a row are counted.
func steps(walk []flow.Action) []string {
	lines := []string{}
	for i := 0; i < len(walk); {
		n := 1
		for i+n < len(walk) && walk[i+n] == walk[i] {
			n++
		}
		line := walk[i].String()
		if n > 1 {
			line += " ×" + strconv.Itoa(n)
		}
		lines = append(lines, line)
		i += n
	}
	return lines
}
