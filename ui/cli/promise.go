package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/strict"
)

// pinned are the fewest taps that a promise file holds for a flow and a shopper.
type pinned struct {
	flow    *flow.Flow
	shopper *flow.Shopper
	taps    []flow.Promise
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
	data, err := readInput(file)
	if err != nil {
		return nil, err
	}
	all, err := parsePins(w, file, data)
	if err != nil {
		return nil, errInput{err}
	}
	pins := slices.DeleteFunc(all, func(p pinned) bool {
		return len(flows) > 0 && !slices.Contains(flows, p.flow) || len(shoppers) > 0 && !slices.Contains(shoppers, p.shopper)
	})
	if len(pins) == 0 {
		return nil, usage("write it with --update", "%s promises nothing for what --flow and --shopper choose", quote(file))
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
			pins = append(pins, pinned{flow: f, shopper: s, taps: parseTaps(&p, ofShopper.Value)})
		}
	}
	r.Done()
	return pins, p.Err()
}

// mostPinned bounds a number of taps in a promise file.
const mostPinned = 1000

func parseTaps(p *strict.Problems, n *strict.Node) []flow.Promise {
	pairs, err := n.Map()
	p.Add(n.Pos(), err)
	taps := []flow.Promise{} // nil would leave it to the flow's own
	for _, pair := range pairs {
		key, _ := pair.Key.Text()
		from, to, ok := stagesOf(key)
		if !ok {
			p.Add(pair.Key.Pos(), pair.Key.Errorf("got %s, want a stage and a later one, as in cart-to-confirmation", pair.Key.Got()))
			continue
		}
		if text, err := pair.Value.Text(); err == nil && text == noWay {
			continue
		}
		most, err := pair.Value.Int(0, mostPinned)
		p.Add(pair.Value.Pos(), err)
		taps = append(taps, flow.Promise{From: from, To: to, Taps: most})
	}
	return taps
}

// stagesOf reads two stages: cart-to-confirmation.
func stagesOf(key string) (from, to flow.Stage, ok bool) {
	a, b, cut := strings.Cut(key, "-to-")
	from, known := flow.StageOf(a)
	to, later := flow.StageOf(b)
	return from, to, cut && known && later && from < to
}

// updatePromises writes a promise file anew: for the flows and shoppers that are chosen, else for those that it holds, else
// for all flows with the usual shopper.
func (sh *shell) updatePromises(ctx context.Context, file string) error {
	w, err := sh.world()
	if err != nil {
		return err
	}
	pins, err := sh.toPin(w, file)
	if err != nil {
		return err
	}
	var found []pathsOf
	for _, pin := range pins {
		of, err := search(ctx, w, pin.flow, pin.shopper)
		if err != nil {
			return err
		}
		found = append(found, *of)
	}
	if err := replaceFile(file, marshalPins(found)); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	_, err = fmt.Fprintf(sh.Out, "%s: %s for %s\n", clean(file), plural(promisesOf(found), "promise", "promises"),
		plural(len(found), "flow and shopper", "flows and shoppers"))
	return written(err)
}

func (sh *shell) toPin(w *world, file string) ([]pinned, error) {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) && len(sh.flows) == 0 && len(sh.shoppers) == 0 {
		return sh.pins(w, file)
	}
	names := sh.flows
	if len(names) == 0 {
		names = w.flowNames()
	}
	flows, noFlow := w.flowsOf(names)
	shoppers, noShopper := w.shoppersOf(sh.shoppers)
	if err := several(noFlow, noShopper); err != nil {
		return nil, err
	}
	var pins []pinned
	for _, f := range flows {
		for _, s := range shoppers {
			pins = append(pins, pinned{flow: f, shopper: s})
		}
	}
	return pins, nil
}

func promisesOf(found []pathsOf) int {
	n := 0
	for i := range found {
		n += len(found[i].paths)
	}
	return n
}

// marshalPins prints a promise file.
func marshalPins(found []pathsOf) []byte {
	var b bytes.Buffer
	b.WriteString("# The fewest taps from one stage to a later one. `tagtap paths --promise` fails when one of them grows, and prints the walk;\n" +
		"# with --update it writes them anew.\npromise:\n")
	for i := range found {
		of := &found[i]
		if i == 0 || found[i-1].world.Flow != of.world.Flow {
			fmt.Fprintf(&b, "  %s:\n", strict.FlowString(of.world.Flow.Name))
		}
		fmt.Fprintf(&b, "    %s:\n", strict.FlowString(of.world.Shopper.ID))
		for k := range of.paths {
			p := &of.paths[k]
			taps := noWay
			if p.OK {
				taps = strconv.Itoa(p.Taps)
			}
			fmt.Fprintf(&b, "      %s-to-%s: %s\n", p.From, p.To, taps)
		}
	}
	return b.Bytes()
}

// replaceFile writes a file beside its place and puts it there when it is whole.
func replaceFile(path string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".tagtap-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Chmod(0o644), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
	}
	return err
}

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
