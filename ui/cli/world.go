package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/story"
	"tagtap/flow/strict"
)

// world is the set that a command works on: the built-in one, or a folder's.
type world struct{ *fixtures.Set }

// world loads it. Mistakes of a folder are errInput.
func (sh *shell) world() (*world, error) {
	if sh.catalog == "" {
		set, err := fixtures.BuiltIn()
		if err != nil {
			return nil, err
		}
		return &world{set}, nil
	}
	return load(sh.catalog)
}

func load(dir string) (*world, error) {
	fsys, err := fixtures.OpenDir(dir)
	if err != nil {
		return nil, usage("want a folder with a catalog.yaml", "%v", err)
	}
	set, err := fixtures.Load(fsys)
	if err != nil {
		return nil, errInput{within(dir, err)}
	}
	for i := range set.Stories {
		if at := &set.Stories[i]; !isBuiltIn(at.File) {
			at.File = filepath.Join(dir, filepath.FromSlash(at.File))
		}
	}
	return &world{set}, nil
}

func isBuiltIn(file string) bool { return strings.HasPrefix(file, "builtin:") }

// within puts the folder before the files of its mistakes, so that they can be opened from where the command was given.
func within(dir string, err error) error {
	var mistakes strict.Errors
	if !errors.As(err, &mistakes) {
		return err
	}
	placed := slices.Clone(mistakes)
	for i := range placed {
		placed[i].Pos.File = filepath.Join(dir, filepath.FromSlash(placed[i].Pos.File))
	}
	return placed
}

func (w *world) flowNames() []string {
	names := make([]string, len(w.Flows))
	for i, f := range w.Flows {
		names[i] = f.Name
	}
	return names
}

func (w *world) shopperNames() []string {
	names := make([]string, len(w.Shoppers))
	for i, s := range w.Shoppers {
		names[i] = s.ID
	}
	return names
}

func (w *world) storyNames() []string {
	names := make([]string, len(w.Stories))
	for i, s := range w.Stories {
		names[i] = s.Name
	}
	return names
}

// isFile says whether a flag or an argument names a file, not a thing of the set.
func isFile(name string) bool {
	return strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// flowOf returns the flow of a name or file; one of a file joins the set, in place of its namesake.
func (w *world) flowOf(name string) (*flow.Flow, error) {
	if !isFile(name) {
		if f := w.Flow(name); f != nil {
			return f, nil
		}
		return nil, unknown("flow", name, w.flowNames())
	}
	data, err := readInput(name)
	if err != nil {
		return nil, err
	}
	f, err := fixtures.ParseFlow(name, data)
	if err != nil {
		return nil, errInput{err}
	}
	w.Flows = append(slices.DeleteFunc(w.Flows, func(x *flow.Flow) bool { return x.Name == f.Name }), f)
	return f, nil
}

// shopperOf is flowOf for shoppers.
func (w *world) shopperOf(name string) (*flow.Shopper, error) {
	if !isFile(name) {
		if s := w.Shopper(name); s != nil {
			return s, nil
		}
		return nil, unknown("shopper", name, w.shopperNames())
	}
	data, err := readInput(name)
	if err != nil {
		return nil, err
	}
	s, err := w.Set.ParseShopper(name, data)
	if err != nil {
		return nil, errInput{err}
	}
	w.Shoppers = append(slices.DeleteFunc(w.Shoppers, func(x *flow.Shopper) bool { return x.ID == s.ID }), s)
	return s, nil
}

// What holds where nothing else is said.
const (
	defaultFlow    = "native"
	defaultShopper = "returning"
)

// flowsOf returns the flows of a list of names and files, or the one that holds where the list is empty.
func (w *world) flowsOf(names []string) ([]*flow.Flow, error) {
	if len(names) == 0 {
		names = []string{defaultFlow}
	}
	return each(names, w.flowOf)
}

func (w *world) shoppersOf(names []string) ([]*flow.Shopper, error) {
	if len(names) == 0 {
		names = []string{defaultShopper}
	}
	return each(names, w.shopperOf)
}

// each looks up every name once. All names that lead to nothing are reported together.
func each[T comparable](names []string, find func(string) (T, error)) ([]T, error) {
	var all []T
	var missing []error
	for _, name := range names {
		one, err := find(name)
		if err != nil {
			missing = append(missing, err)
		} else if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all, several(missing...)
}

// only demands that a command that cannot do several things at once is given one.
func only(flag string, names []string) error {
	if len(names) > 1 {
		return usage("give one", "--%s is here %d times, and the storefront has one", flag, len(names))
	}
	return nil
}

// readInput reads a file that somebody handed in, at most as much of it as the strict reader takes.
func readInput(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, notRead(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, usage("want a YAML file", "%s is no file", quote(path))
	}
	if most := int64(strict.Story.Bytes); info.Size() > most {
		return nil, errInput{strict.Errors{{
			Pos:  strict.Pos{File: path, Line: 1, Column: 1},
			What: fmt.Sprintf("the file has %d bytes, want at most %d", info.Size(), most),
		}}}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, notRead(path, err)
	}
	defer func() { _ = f.Close() }() // nothing was written
	data, err := io.ReadAll(io.LimitReader(f, int64(strict.Story.Bytes)+1))
	if err != nil {
		return nil, notRead(path, err)
	}
	return data, nil
}

func notRead(path string, err error) error {
	var bare *fs.PathError
	if errors.As(err, &bare) {
		err = bare.Err
	}
	return usage("", "cannot read %s: %v", quote(path), err)
}

// storySet is the world as stories are checked against it.
func (w *world) storySet() story.Set {
	return story.Set{Catalogue: w.Catalogue, Flows: w.Flows, Shoppers: w.Shoppers}
}

// evening is when a day of the catalogue begins for a shopper: people shop after work.
const evening = 20

// start returns the instant at which a journey begins: the catalogue's today, in the evening where it names a day alone.
func start(c *shop.Catalogue) shop.Instant {
	today := c.Today.Time().In(shop.China)
	if today.Hour() == 0 && today.Minute() == 0 && today.Second() == 0 {
		return shop.At(today.Add(evening * time.Hour))
	}
	return c.Today
}

// complete offers names of the set to the shell's completion.
func (sh *shell) complete(names func(*world) []string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		w, err := sh.world()
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return names(w), cobra.ShellCompDirectiveDefault
	}
}

// title returns words in the language that was asked for.
func (sh *shell) title(w shop.Words) string {
	switch sh.language() {
	case "en":
		return w.EN.String()
	case "both":
		return fmt.Sprintf("%s / %s", w.ZH, w.EN)
	}
	return w.ZH.String()
}
