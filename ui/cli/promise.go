package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/strict"
	"tagtap/ui/suite"
)

// pinned are the fewest taps that a promise file holds for a flow and a shopper.
type pinned struct {
	flow    *flow.Flow
	shopper *flow.Shopper
	taps    []flow.Promise
	lines   []string // as the file has them, with those of no walk
}

// noWay stands in a promise file where no walk leads from one stage to the other.
const noWay = "none"

// checkPromises searches what a promise file names, and says what takes more taps now.
func (sh *shell) checkPromises(ctx context.Context, file string) ([]pathsOf, error) {
	w, err := sh.world()
	if err != nil {
		return nil, err
	}
	pins, err := sh.pins(w, file)
	if err != nil {
		return nil, err
	}
	var found []pathsOf
	for _, pin := range pins {
		of, err := search(ctx, w, pin.flow, pin.shopper)
		if err != nil {
			return nil, err
		}
		of.pins = pin.taps
		found = append(found, *of)
	}
	return found, nil
}

// pins reads a promise file; --flow and --shopper choose of what it holds.
func (sh *shell) pins(w *world, file string) ([]pinned, error) {
	flows, noFlow := each(sh.flows, w.flowOf) // those of files join the set
	shoppers, noShopper := each(sh.shoppers, w.shopperOf)
	if err := several(noFlow, noShopper); err != nil {
		return nil, err
	}
	all, err := allPins(w, file)
	if err != nil {
		return nil, err
	}
	pins := slices.DeleteFunc(all, func(p pinned) bool {
		return len(flows) > 0 && !slices.Contains(flows, p.flow) || len(shoppers) > 0 && !slices.Contains(shoppers, p.shopper)
	})
	if len(pins) == 0 {
		return nil, usage("write it with --update", "%s promises nothing for what --flow and --shopper choose", quote(file))
	}
	return pins, nil
}

// allPins reads all that a promise file holds.
func allPins(w *world, file string) ([]pinned, error) {
	data, err := readInput(file)
	if err != nil {
		return nil, err
	}
	pins, err := parsePins(w, file, data)
	if err != nil {
		return nil, errInput{err}
	}
	return pins, nil
}

// parsePins reads a promise file. The error is [strict.Errors].
func parsePins(w *world, file string, data []byte) ([]pinned, error) {
	root, err := strict.Parse(file, data, strict.Story)
	if err != nil {
		return nil, err
	}
	var p strict.Problems
	var pins []pinned
	r := p.Read(root)
	for _, ofFlow := range r.Pairs("promise") {
		name, _ := ofFlow.Key.Text()
		f := w.Flow(name)
		if f == nil {
			p.Add(ofFlow.Key.Pos(), strict.Unknown(ofFlow.Key, "flow", w.flowNames()))
		}
		shoppers, err := ofFlow.Value.Map()
		p.Add(ofFlow.Value.Pos(), err)
		for _, ofShopper := range shoppers {
			name, _ := ofShopper.Key.Text()
			s := w.Shopper(name)
			if s == nil {
				p.Add(ofShopper.Key.Pos(), strict.Unknown(ofShopper.Key, "shopper", w.shopperNames()))
			}
			pin := pinned{flow: f, shopper: s}
			pin.taps, pin.lines = parseTaps(&p, ofShopper.Value)
			pins = append(pins, pin)
		}
	}
	r.Done()
	return pins, p.Err()
}

// mostPinned bounds a number of taps in a promise file.
const mostPinned = 1000

func parseTaps(p *strict.Problems, n *strict.Node) (taps []flow.Promise, lines []string) {
	pairs, err := n.Map()
	p.Add(n.Pos(), err)
	taps = []flow.Promise{} // nil would leave it to the flow's own
	for _, pair := range pairs {
		key, _ := pair.Key.Text()
		from, to, ok := stagesOf(key)
		if !ok {
			p.Add(pair.Key.Pos(), pair.Key.Errorf("got %s, want a stage and a later one, as in cart-to-confirmation", pair.Key.Got()))
			continue
		}
		if text, err := pair.Value.Text(); err == nil && text == noWay {
			lines = append(lines, key+": "+noWay)
			continue
		}
		most, err := pair.Value.Int(0, mostPinned)
		p.Add(pair.Value.Pos(), err)
		taps = append(taps, flow.Promise{From: from, To: to, Taps: most})
		lines = append(lines, key+": "+strconv.Itoa(most))
	}
	return taps, lines
}

// stagesOf reads two stages: cart-to-confirmation.
func stagesOf(key string) (from, to flow.Stage, ok bool) {
	a, b, cut := strings.Cut(key, "-to-")
	from, known := flow.StageOf(a)
	to, later := flow.StageOf(b)
	return from, to, cut && known && later && from < to
}

// updatePromises writes a promise file anew: for the flows and shoppers that are chosen, else for those that it holds, else
// for all flows with the usual shopper. What it holds of others stays.
func (sh *shell) updatePromises(ctx context.Context, file string) error {
	w, err := sh.world()
	if err != nil {
		return err
	}
	pins, held, err := sh.toPin(w, file)
	if err != nil {
		return err
	}
	promises := 0
	for i := range pins {
		of, err := search(ctx, w, pins[i].flow, pins[i].shopper)
		if err != nil {
			return err
		}
		pins[i].lines = of.lines()
		promises += len(of.paths)
	}
	all, kept := merged(held, pins)
	if err := replaceFile(file, marshalPins(all)); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	said := fmt.Sprintf("%s: %s for %s", clean(file), plural(promises, "promise", "promises"), plural(len(pins), "flow and shopper", "flows and shoppers"))
	if kept > 0 {
		said += fmt.Sprintf("; those for %s are kept", plural(kept, "other", "others"))
	}
	_, err = fmt.Fprintln(sh.Out, said)
	return written(err)
}

// merged puts pins in the place of those that a file holds, and new ones behind those of their flow. Kept is how many stay.
func merged(held, pins []pinned) (all []pinned, kept int) {
	all, kept = slices.Clone(held), len(held)
	for _, pin := range pins {
		at, replaces := len(all), 0
		for i := range all {
			if all[i].flow == pin.flow {
				if at = i + 1; all[i].shopper == pin.shopper {
					at, replaces = i, 1
					break
				}
			}
		}
		all = slices.Replace(all, at, at+replaces, pin)
		kept -= replaces
	}
	return all, kept
}

// toPin returns what is to be searched anew, and what the file holds.
func (sh *shell) toPin(w *world, file string) (pins, held []pinned, err error) {
	_, none := os.Stat(file)
	if there := !errors.Is(none, fs.ErrNotExist); there && len(sh.flows) == 0 && len(sh.shoppers) == 0 {
		pins, err = sh.pins(w, file)
		return pins, slices.Clone(pins), err
	} else if there {
		defer func() { // flows and shoppers of files are in the set by then
			if err == nil {
				held, err = allPins(w, file)
			}
		}()
	}
	names := sh.flows
	if len(names) == 0 {
		names = w.flowNames()
	}
	flows, noFlow := w.flowsOf(names)
	shoppers, noShopper := w.shoppersOf(sh.shoppers)
	if err := several(noFlow, noShopper); err != nil {
		return nil, nil, err
	}
	for _, f := range flows {
		for _, s := range shoppers {
			pins = append(pins, pinned{flow: f, shopper: s})
		}
	}
	return pins, nil, nil
}

// lines are what a promise file says of the paths.
func (of *pathsOf) lines() []string {
	var lines []string
	for k := range of.paths {
		p := &of.paths[k]
		taps := noWay
		if p.OK {
			taps = strconv.Itoa(p.Taps)
		}
		lines = append(lines, fmt.Sprintf("%s-to-%s: %s", p.From, p.To, taps))
	}
	return lines
}

// marshalPins prints a promise file.
func marshalPins(pins []pinned) []byte {
	var b bytes.Buffer
	b.WriteString("# The fewest taps from one stage to a later one. `tagtap paths --promise` fails when one of them grows, and prints the walk;\n" +
		"# with --update it writes them anew.\npromise:\n")
	for i := range pins {
		of := &pins[i]
		if i == 0 || pins[i-1].flow != of.flow {
			fmt.Fprintf(&b, "  %s:\n", strict.FlowString(of.flow.Name))
		}
		none := ""
		if len(of.lines) == 0 {
			none = " {}"
		}
		fmt.Fprintf(&b, "    %s:%s\n", strict.FlowString(of.shopper.ID), none)
		for _, line := range of.lines {
			fmt.Fprintf(&b, "      %s\n", line)
		}
	}
	return b.Bytes()
}

// replaceFile writes a file, whole or not at all.
func replaceFile(path string, data []byte) error { return suite.WriteFile(path, data) }

// printPromises says how many promises are kept, which could promise less, and prints the walks that break one as stories.
func (sh *shell) printPromises(found []pathsOf) error {
	var b bytes.Buffer
	kept, broken := 0, 0
	for i := range found {
		of := &found[i]
		for k := range of.paths {
			p := &of.paths[k]
			most, promised := of.promise(p)
			switch {
			case !promised:
			case !p.OK || p.Taps > most:
				broken++
			default:
				if kept++; p.Taps < most {
					fmt.Fprintf(&b, "%s: %s to %s was promised in %s and takes %d; --update promises that\n", of.name(), p.From, p.To,
						plural(most, "tap", "taps"), p.Taps)
				}
			}
		}
	}
	for i := range found {
		for _, p := range found[i].broken() {
			found[i].printBroken(&b, p)
		}
	}
	if broken > 0 {
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%s kept, %d broken\n", plural(kept, "promise", "promises"), broken)
	_, err := sh.Out.Write(b.Bytes())
	return written(err)
}

// search finds the paths and dead ends of a flow and a shopper. Between two pairs of stages it looks whether it is to stop.
func search(ctx context.Context, w *world, f *flow.Flow, s *flow.Shopper) (*pathsOf, error) {
	of := &pathsOf{world: &flow.World{Catalogue: w.Catalogue, Flow: f, Shopper: s}, now: start(w.Catalogue)}
	flow.EachPath(of.world, of.now, func(p flow.Path) bool {
		of.paths = append(of.paths, p)
		return ctx.Err() == nil
	})
	return of, ctx.Err()
}
