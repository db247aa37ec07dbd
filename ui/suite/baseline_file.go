package suite

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/strict"
)

// Key names what a baseline pins: a story under a flow, with a shopper, in a case.
type Key struct{ Story, Flow, Shopper, Case string }

func (k Key) compare(other Key) int {
	return cmp.Or(cmp.Compare(k.Story, other.Story), cmp.Compare(k.Flow, other.Flow), cmp.Compare(k.Shopper, other.Shopper),
		cmp.Compare(k.Case, other.Case))
}

// String names the run as reports do: loop (native × returning).
func (k Key) String() string {
	if k.Case == "" {
		return fmt.Sprintf("%s (%s × %s)", k.Story, k.Flow, k.Shopper)
	}
	return fmt.Sprintf("%s (%s × %s × %s)", k.Story, k.Flow, k.Shopper, k.Case)
}

// Figures are what may not grow.
type Figures struct{ Taps, Steps, Fields int }

// pin is what a baseline holds of a key.
type pin struct {
	Figures
	line int // of the file, 0 for a new one
	walk []step
}

// bare says whether the walk was left out.
func (p *pin) bare() bool { return len(p.walk) == 0 && p.Taps > 0 }

// diff prints what a walk has more and less than the one that is pinned, if that is known.
func (p *pin) diff(is []step) string {
	if p.bare() {
		return ""
	}
	return diffWalks(p.walk, is)
}

// step is an action or a happening of a walk, and the place where it was done.
type step struct{ place, text string }

// mostPinned bounds a figure of a baseline.
const mostPinned = 1_000_000_000

// parseBaseline reads a baseline file. The error is [strict.Errors].
func parseBaseline(file string, data []byte) (map[Key]*pin, error) {
	root, err := strict.Parse(file, data, strict.Catalogue)
	if err != nil {
		return nil, err
	}
	var p strict.Problems
	pins := map[Key]*pin{}
	r := p.Read(root)
	for _, item := range r.List("baseline") {
		own := p.Read(item)
		k := Key{Story: own.Text("story"), Flow: own.Text("flow"), Shopper: own.Text("shopper"), Case: own.OptText("case", "")}
		pinned := &pin{line: item.Pos().Line, Figures: Figures{
			own.Int("taps", 0, mostPinned), own.Int("steps", 0, mostPinned), own.Int("fields", 0, mostPinned),
		}}
		for _, stretch := range own.List("walk") {
			pinned.walk = append(pinned.walk, parseStretch(&p, stretch)...)
		}
		own.Done()
		if first := pins[k]; first != nil {
			p.Add(item.Pos(), item.Errorf("%s is here twice, first in line %d", k, first.line))
			continue
		}
		pins[k] = pinned
	}
	r.Done()
	return pins, p.Err()
}

// parseStretch reads what was done at one place.
func parseStretch(p *strict.Problems, n *strict.Node) []step {
	key, value, err := n.Single("walk")
	if err == nil && value == nil {
		err = n.Errorf("got %s, want a place and what was done there", n.Got())
	}
	if err != nil {
		p.Add(n.Pos(), err)
		return nil
	}
	place, err := key.One(places()...)
	p.Add(key.Pos(), err)
	items, err := value.List()
	p.Add(value.Pos(), err)
	var steps []step
	for _, item := range items {
		a, err := flow.ParseAction(item)
		p.Add(item.Pos(), err)
		steps = append(steps, step{place, a.String()})
	}
	return steps
}

func places() []string {
	var names []string
	for _, p := range flow.Places() {
		names = append(names, p.String())
	}
	return names
}

// baselineHead stands above all that a baseline file holds.
const baselineHead = "# What stories take. `tagtap run --baseline` fails when one of them takes more taps, steps or fields, and prints the\n" +
	"# difference of the walks; with --update it writes this file anew.\n"

// marshalBaseline prints a baseline file. Equal pins give equal bytes.
func marshalBaseline(pins map[Key]*pin) []byte {
	keys := make([]Key, 0, len(pins))
	for k := range pins {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, Key.compare)
	var b bytes.Buffer
	b.WriteString(baselineHead + "baseline:")
	if len(keys) == 0 {
		b.WriteString(" []")
	}
	b.WriteByte('\n')
	for _, k := range keys {
		pins[k].print(&b, k)
	}
	return b.Bytes()
}

func (p *pin) print(b *bytes.Buffer, k Key) {
	pair := func(before, name, value string) { b.WriteString(before + name + ": " + value + "\n") }
	pair("  - ", "story", strict.FlowString(k.Story))
	pair("    ", "flow", strict.FlowString(k.Flow))
	pair("    ", "shopper", strict.FlowString(k.Shopper))
	if k.Case != "" {
		pair("    ", "case", strict.FlowString(k.Case))
	}
	pair("    ", "taps", strconv.Itoa(p.Taps))
	pair("    ", "steps", strconv.Itoa(p.Steps))
	pair("    ", "fields", strconv.Itoa(p.Fields))
	if len(p.walk) == 0 {
		pair("    ", "walk", "[]")
		return
	}
	b.WriteString("    walk:\n")
	for i, s := range p.walk {
		if i == 0 || s.place != p.walk[i-1].place {
			b.WriteString("      - " + s.place + ":\n")
		}
		b.WriteString("          - " + s.text + "\n")
	}
}
