package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tagtap/flow"
)

func (sh *shell) pathsCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "paths",
		Short: "count the fewest taps between stages",
		Long: `Searches every flow, with every shopper, for the fewest taps from one stage of the loop to the next, and for places from
which nothing can be bought any more. --flow and --shopper choose which.`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error {
			found, err := sh.paths(cmd)
			if err != nil {
				return err
			}
			if asJSON {
				return sh.printPathsJSON(found)
			}
			return sh.printPaths(found)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return cmd
}

// pathsOf is what a search found for one flow and shopper.
type pathsOf struct {
	flow, shopper string
	paths         []flow.Path
	ends          []flow.DeadEnd
}

func (sh *shell) paths(cmd *cobra.Command) ([]pathsOf, error) {
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
			if err := cmd.Context().Err(); err != nil {
				return nil, err
			}
			world := &flow.World{Catalogue: w.Catalogue, Flow: f, Shopper: s}
			now := start(w.Catalogue)
			found = append(found, pathsOf{f.Name, s.ID, flow.Paths(world, now), flow.DeadEnds(world, now)})
		}
	}
	return found, nil
}

// printPaths prints a table for each: the way between neighbours of the loop, then from cart to confirmation, then all of
// it.
func (sh *shell) printPaths(found []pathsOf) error {
	var b bytes.Buffer
	for i, of := range found {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s × %s\n", of.flow, of.shopper)
		var rows [][]string
		for _, p := range shownPaths(of.paths) {
			taps, walk := "none", "no way leads there"
			if p.OK {
				taps, walk = counted(p.Taps, "tap", "taps"), strings.Join(steps(p.Walk), " · ")
			}
			rows = append(rows, []string{"  " + p.From.String() + " → " + p.To.String(), taps, walk})
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
	_, err := sh.Out.Write(b.Bytes())
	return written(err)
}

func shownPaths(all []flow.Path) []flow.Path {
	var neighbours, far []flow.Path
	for _, p := range all {
		switch {
		case p.To == p.From+1:
			neighbours = append(neighbours, p)
		case p.From == flow.StageCart && p.To == flow.StageConfirmation:
			far = append([]flow.Path{p}, far...)
		case p.From == flow.StageNote && p.To == flow.StageReview:
			far = append(far, p)
		}
	}
	return append(neighbours, far...)
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

// pathRow is a path in JSON. Promise is what the flow's file promises, null where it promises nothing.
type pathRow struct {
	Flow    string   `json:"flow"`
	Shopper string   `json:"shopper"`
	From    string   `json:"from"`
	To      string   `json:"to"`
	Taps    *int     `json:"taps"` // null where no way leads there
	Promise *int     `json:"promise"`
	Walk    []string `json:"walk"`
}

type endRow struct {
	Flow    string   `json:"flow"`
	Shopper string   `json:"shopper"`
	Place   string   `json:"place"`
	Walk    []string `json:"walk"`
}

func (sh *shell) printPathsJSON(found []pathsOf) error {
	report := struct {
		Schema int       `json:"schema"`
		Paths  []pathRow `json:"paths"`
		Ends   []endRow  `json:"dead_ends"`
	}{1, []pathRow{}, []endRow{}}
	for _, of := range found {
		for _, p := range of.paths {
			row := pathRow{Flow: of.flow, Shopper: of.shopper, From: p.From.String(), To: p.To.String(), Walk: actions(p.Walk)}
			if p.OK {
				row.Taps = &p.Taps
			}
			report.Paths = append(report.Paths, row)
		}
		for _, end := range of.ends {
			report.Ends = append(report.Ends, endRow{of.flow, of.shopper, end.Place.String(), actions(end.Walk)})
		}
	}
	enc := json.NewEncoder(sh.Out)
	enc.SetEscapeHTML(false)
	return written(enc.Encode(report))
}

// actions prints a walk, each action in its one text form.
func actions(walk []flow.Action) []string {
	lines := make([]string, len(walk))
	for i, a := range walk {
		lines[i] = a.String()
	}
	return lines
}
