package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/store"
)

func (sh *shell) runCommand() *cobra.Command {
	json, operators := false, ""
	cmd := &cobra.Command{
		Use:   "run STORY…",
		Short: "play stories without a screen",
		Long: `Plays stories and prints how many taps, steps, fields and predicted seconds they took, and what they missed.

A STORY is a name that "tagtap stories" lists, a file, or a folder of files. Everything is read and looked up before
anything is played. Each story is played once for each flow, shopper and case. A --flow, --shopper or --seed given
here replaces what the story says. Stories play in memory; with --db their journeys are written into that store,
whose stock they share: a story that pins stock wants a store of its own.`,
		Example: `tagtap run loop
tagtap run loop buy-now --flow native --flow express
tagtap run ./stories --json > result.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("see `tagtap stories`", "run needs a story")
			}
			return nil
		},
		ValidArgsFunction: sh.complete(func(w *world) []string { return w.storyNames() }),
		RunE: func(cmd *cobra.Command, args []string) error {
			return sh.run(cmd.Context(), args, operators, json)
		},
	}
	cmd.Flags().StringVar(&operators, "operators", "", "`NAME|FILE` the times behind the seconds that are printed (proposed)")
	cmd.Flags().BoolVar(&json, "json", false, "print one JSON document")
	return cmd
}

// run plays stories and prints what came of them.
func (sh *shell) run(ctx context.Context, names []string, preset string, json bool) error {
	w, err := sh.world()
	if err != nil {
		return err
	}
	operators, badOperators := operatorsOf(preset)
	p, err := sh.plan(w, names)
	if err := several(badOperators, err); err != nil {
		return err
	}
	results, err := sh.play(ctx, w, p.runs, operators)
	if err != nil {
		return err
	}
	if json {
		_, err = sh.Out.Write(story.MarshalReport(results))
	} else {
		err = sh.printRuns(results, p.sources)
	}
	if err != nil {
		return written(err)
	}
	for _, r := range results {
		if !r.Passed {
			return errMissed
		}
	}
	return nil
}

// plan is what is to be played, and the files that it was read from, for messages.
type plan struct {
	runs    []story.Run
	sources map[string][]byte
}

// plan reads and looks up everything; all mistakes of all files are reported together.
func (sh *shell) plan(w *world, names []string) (*plan, error) {
	flows, badFlows := each(sh.flows, w.flowOf)
	shoppers, badShoppers := each(sh.shoppers, w.shopperOf)
	files, noStories := w.storyFiles(names)
	p := &plan{sources: map[string][]byte{}}
	mistakes := []error{badFlows, badShoppers, noStories}
	for _, f := range files {
		p.sources[f.file] = f.data
		s, err := story.Parse(f.file, f.data)
		if err == nil {
			err = s.Check(w.storySet())
		}
		if err != nil {
			mistakes = append(mistakes, errInput{err})
			continue
		}
		runs, err := sh.runsOf(w, s, flows, shoppers)
		if err != nil {
			return nil, err
		}
		if sh.db != "" && slices.ContainsFunc(runs, func(r story.Run) bool { return r.Case.Furnished() }) {
			mistakes = append(mistakes, usage("leave --db out", "%s: %v", s.Name, story.ErrFurnished))
		}
		p.runs = append(p.runs, runs...)
	}
	return p, several(mistakes...)
}

func (sh *shell) runsOf(w *world, s *story.Story, flows []*flow.Flow, shoppers []*flow.Shopper) ([]story.Run, error) {
	var err error
	if len(flows) == 0 {
		if flows, err = w.flowsOf(s.Flows); err != nil {
			return nil, err
		}
	}
	if len(shoppers) == 0 {
		if shoppers, err = w.shoppersOf(s.Shoppers); err != nil {
			return nil, err
		}
	}
	seed := sh.seed.value
	if s.Seeded && !sh.seed.given {
		seed = s.Seed
	}
	return story.Runs(s, flows, shoppers, seed), nil
}

// source is a story that was not parsed yet.
type source struct {
	file string
	data []byte
}

// storyFiles finds the stories of names, files and folders, and reports all that are not there.
func (w *world) storyFiles(names []string) ([]source, error) {
	var all []source
	var missing []error
	for _, name := range names {
		if s, ok := w.Story(name); ok {
			all = append(all, source{s.File, s.Data})
			continue
		}
		paths, err := w.storyPaths(name)
		missing = append(missing, err)
		for _, path := range paths {
			data, err := readInput(path)
			if err != nil {
				missing = append(missing, err)
				continue
			}
			all = append(all, source{path, data})
		}
	}
	return all, several(missing...)
}

// storyPaths returns the file of that name, or the files of the folder.
func (w *world) storyPaths(name string) ([]string, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil && !isFile(name):
		return nil, unknown("story", name, w.storyNames())
	case err == nil && info.IsDir():
		return folder(name)
	}
	return []string{name}, nil
}

// mostStories is how many files of a folder are played.
const mostStories = 10_000

// folder lists the YAML files of a folder and of those in it, hidden ones apart, by name.
func folder(dir string) ([]string, error) {
	var paths []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return notRead(path, err)
		case path != dir && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case !entry.IsDir() && strings.HasSuffix(entry.Name(), ".yaml"):
			if paths = append(paths, path); len(paths) > mostStories {
				return usage("", "%s has more than %d stories", quote(dir), mostStories)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, usage("a story is a file that ends in .yaml, see `tagtap help story`", "there is no story in %s", quote(dir))
	}
	slices.Sort(paths)
	return paths, nil
}

// play plays the runs one after another, in memory or into the store of --db.
func (sh *shell) play(ctx context.Context, w *world, runs []story.Run, operators *measure.Operators) (results []*story.Result, err error) {
	var db *store.DB
	if sh.db != "" {
		if db, err = sh.openStore(ctx, w, sh.db); err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, db.Close()) }()
		sh.warn(db)
	}
	walks, all := &flow.Walks{}, together(runs)
	for _, r := range runs {
		c := story.Config{Catalogue: w.Catalogue, Walks: walks, Operators: operators}
		if db != nil {
			c.Journal, c.Origin = db, session.Origin{Run: all, Digest: r.Flow.Digest(), App: appVersion()}
			if r.ID, err = freeJourney(ctx, db, r.ID); err != nil {
				return nil, err
			}
		}
		result, err := story.Play(ctx, r, c)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return results, nil
}

// together names what is played at once: the same runs have the same name.
func together(runs []story.Run) string {
	h := sha256.New()
	for i := range runs {
		_, _ = io.WriteString(h, runs[i].ID)
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}

// freeJourney returns the key of a journey that has no record yet: id, else id-2, id-3, …
func freeJourney(ctx context.Context, j session.Journal, id string) (string, error) {
	key := id
	for n := 2; ; n++ {
		stream, err := j.Stream(ctx, key)
		if err != nil {
			return "", err
		}
		records, err := j.Load(ctx, stream)
		if err != nil {
			return "", err
		}
		if len(records) == 0 {
			return key, nil
		}
		key = fmt.Sprintf("%s-%d", id, n)
	}
}
