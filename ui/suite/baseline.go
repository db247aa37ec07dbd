package suite

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"tagtap/flow/story"
	"tagtap/flow/strict"
)

// Baseline compares the runs of a plan with what a file pins: taps, steps and fields of each story under each flow, with each
// shopper, in each case. Where one of them grew, the baseline is missed. Of several seeds the most of each counts, and the walk
// with the most taps is shown. A run that failed went another way than its story says: it is not pinned, and what it saves is no improvement.
type Baseline struct {
	file  string
	data  []byte // of the file, as it was read
	pins  map[Key]*pin
	now   map[Key]*pin // of runs that passed and are not as pinned
	seen  map[Key]bool // keys that were run
	grown map[Key]*Change
}

// Change is what became of a key that is pinned.
type Change struct {
	Key
	Line    int // of the baseline's file
	Was, Is Figures
	Diff    string // of the walks, a line a step, with + and -
}

// String says which figures changed: loop (native × returning): taps 13 -> 14.
func (c *Change) String() string {
	var parts []string
	for _, f := range []struct {
		name    string
		was, is int
	}{{"taps", c.Was.Taps, c.Is.Taps}, {"steps", c.Was.Steps, c.Is.Steps}, {"fields", c.Was.Fields, c.Is.Fields}} {
		if f.was != f.is {
			parts = append(parts, fmt.Sprintf("%s %d -> %d", f.name, f.was, f.is))
		}
	}
	if len(parts) == 0 {
		parts = []string{"another walk with the same figures"}
	}
	return oneLine(c.Key.String() + ": " + strings.Join(parts, ", "))
}

// NewBaseline reads a baseline; no data is an empty one. The error is [strict.Errors].
func NewBaseline(file string, data []byte) (*Baseline, error) {
	b := &Baseline{
		file: file, data: data, pins: map[Key]*pin{}, now: map[Key]*pin{}, seen: map[Key]bool{}, grown: map[Key]*Change{},
	}
	if data == nil {
		return b, nil
	}
	var err error
	b.pins, err = parseBaseline(file, data)
	return b, err
}

// Clash says that two stories of a plan have the same name, so that a baseline could not tell them apart.
func Clash(jobs []*Job) error {
	files := map[string]string{}
	for _, j := range jobs {
		if file, ok := files[j.Name]; ok && file != j.Source.File {
			return fmt.Errorf("two stories are called %s: %s and %s; a baseline tells stories apart by their names", oneLine(j.Name), oneLine(file), oneLine(j.Source.File))
		}
		files[j.Name] = j.Source.File
	}
	return nil
}

// MostPins is how many runs a baseline pins.
const MostPins = 20_000

// Fits says whether a baseline has room for the runs of a plan, seeds apart, and those that it pins already.
func (b *Baseline) Fits(jobs []*Job) error {
	pinned := map[string]int{} // of each story
	for k := range b.pins {
		pinned[k.Story]++
	}
	n := len(b.pins)
	for _, j := range jobs {
		n += max(0, len(j.Flows)*len(j.Shoppers)*j.count-pinned[j.Name])
	}
	if n > MostPins {
		return fmt.Errorf("a baseline pins at most %d runs, these are %d", MostPins, n)
	}
	return nil
}

// Begin does nothing.
func (b *Baseline) Begin(int) error { return nil }

// Run compares a run with its pin.
func (b *Baseline) Run(_ *Job, r *story.Result) error {
	k := Key{r.Name, r.Flow, r.Shopper, r.Case}
	b.seen[k] = true
	is, was := Figures{r.Taps, r.Steps, r.Fields}, b.pins[k]
	if was != nil && is.grew(was.Figures) {
		if last := b.grown[k]; last == nil || is.Taps > last.Is.Taps {
			b.grown[k] = &Change{Key: k, Line: was.line, Was: was.Figures, Is: is, Diff: was.diff(walkOf(r))}
		}
	}
	if !r.Passed {
		return nil
	}
	switch last := b.now[k]; {
	case last == nil:
		b.now[k] = &pin{Figures: is, walk: walkOf(r)}
	case is.Taps > last.Taps:
		b.now[k] = &pin{Figures: is.most(last.Figures), walk: walkOf(r)}
	default:
		last.Figures = last.most(is)
	}
	return nil
}

// End does nothing: what was found is asked for behind the play.
func (b *Baseline) End(*Summary) error { return nil }

func (f Figures) grew(was Figures) bool {
	return f.Taps > was.Taps || f.Steps > was.Steps || f.Fields > was.Fields
}

// most returns the larger one of each figure.
func (f Figures) most(other Figures) Figures {
	return Figures{max(f.Taps, other.Taps), max(f.Steps, other.Steps), max(f.Fields, other.Fields)}
}

// walkOf lists what a run did, and where.
func walkOf(r *story.Result) []step {
	var walk []step
	place := ""
	if len(r.Places) > 0 {
		place = r.Places[0]
	}
	for i := range r.Events {
		e := &r.Events[i]
		if e.Head {
			walk = append(walk, step{place, e.Action.String()})
		}
		place = e.Place.String()
	}
	return walk
}

// Grown lists what takes more than is pinned, by story, flow, shopper and case. Where there is any, the baseline is missed.
func (b *Baseline) Grown() []Change {
	all := make([]Change, 0, len(b.grown))
	for _, c := range b.grown {
		all = append(all, *c)
	}
	slices.SortFunc(all, func(x, y Change) int { return x.Key.compare(y.Key) })
	return all
}

// changed lists the pins that do not grow but are not as the file has them, and of those the ones that take less.
func (b *Baseline) changed() (all, less []Change) {
	for k, is := range b.now {
		was := b.pins[k]
		if was == nil || b.grown[k] != nil || was.Figures == is.Figures && (was.bare() || slices.Equal(was.walk, is.walk)) {
			continue
		}
		c := Change{Key: k, Line: was.line, Was: was.Figures, Is: is.Figures, Diff: was.diff(is.walk)}
		if all = append(all, c); was.Figures != is.Figures {
			less = append(less, c)
		}
	}
	for _, list := range [][]Change{all, less} {
		slices.SortFunc(list, func(x, y Change) int { return x.Key.compare(y.Key) })
	}
	return all, less
}

// keys lists the keys of a map that are asked for, in order.
func keys[V any](from map[Key]V, ask func(Key) bool) []Key {
	var all []Key
	for k := range from {
		if ask(k) {
			all = append(all, k)
		}
	}
	slices.SortFunc(all, Key.compare)
	return all
}

// New lists what was run, passed, and is not pinned.
func (b *Baseline) New() []Key { return keys(b.now, func(k Key) bool { return b.pins[k] == nil }) }

// Gone lists what is pinned and cannot be run any more; exists says whether there is such a story, flow, shopper and case. What
// exists and was only not asked for this time is not among them.
func (b *Baseline) Gone(exists func(Key) bool) []Key {
	return keys(b.pins, func(k Key) bool { return !b.seen[k] && !exists(k) })
}

// Updated returns the file as it is to be written: what was run and passed as it is now, what was not run as it was, what is
// gone left out. Where the file would be too long with the walks, they are left out. It says false where that is what the file holds already.
func (b *Baseline) Updated(exists func(Key) bool) (data []byte, changed bool, err error) {
	pins := map[Key]*pin{}
	for k, p := range b.pins {
		if b.seen[k] || exists(k) {
			pins[k] = p
		}
	}
	for k, p := range b.now {
		pins[k] = p
	}
	if data = marshalBaseline(pins); len(data) > strict.Catalogue.Bytes {
		for k, p := range pins { // the figures are what is compared
			pins[k] = &pin{Figures: p.Figures}
		}
		data = marshalBaseline(pins)
	}
	if _, err := parseBaseline(b.file, data); err != nil { // too large, or the printer is wrong: the file that is there is better
		return nil, false, fmt.Errorf("the baseline could not be read again: %w", first(err))
	}
	return data, !bytes.Equal(data, b.data), nil
}

// first returns the first of several mistakes.
func first(err error) error {
	if all, ok := err.(strict.Errors); ok && len(all) > 0 {
		return all[0]
	}
	return err
}

// mostNew is how many new and gone keys are listed one by one.
const mostNew = 20

// Print says what came of the comparison. Where the file is about to be updated, it does not ask for that.
func (b *Baseline) Print(w io.Writer, exists func(Key) bool, updating bool) error {
	var out bytes.Buffer
	hint := func(s string) string {
		if updating {
			return ""
		}
		return "; --update " + s
	}
	grown, fresh, gone := b.Grown(), b.New(), b.Gone(exists)
	all, less := b.changed()
	for i := range grown {
		fmt.Fprintf(&out, "%s:%d: %s\n%s", oneLine(b.file), grown[i].Line, &grown[i], grown[i].Diff)
	}
	for i := range less {
		fmt.Fprintf(&out, "improved: %s%s\n", &less[i], hint("pins that"))
	}
	each := func(what, then string, keys []Key) {
		for i, k := range keys {
			if i == mostNew {
				fmt.Fprintf(&out, "%s: and %d more\n", what, len(keys)-i)
				break
			}
			fmt.Fprintf(&out, "%s: %s%s\n", what, oneLine(k.String()), then)
		}
	}
	each("new", hint("pins it"), fresh)
	each("gone", hint("drops it"), gone)
	compared := 0
	for k := range b.seen {
		if b.pins[k] != nil {
			compared++
		}
	}
	parts := []string{fmt.Sprintf("%d compared", compared), fmt.Sprintf("%d grew", len(grown)), fmt.Sprintf("%d improved", len(less))}
	for _, more := range []struct {
		n    int
		what string
	}{{len(all) - len(less), "went another way"}, {len(fresh), "new"}, {len(gone), "gone"}, {len(b.pins) - compared - len(gone), "not run"}} {
		if more.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", more.n, more.what))
		}
	}
	fmt.Fprintf(&out, "baseline %s: %s\n", oneLine(b.file), strings.Join(parts, ", "))
	_, err := w.Write(out.Bytes())
	return err
}
