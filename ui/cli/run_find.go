package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tagtap/flow/story"
	"tagtap/flow/strict"
	"tagtap/ui/suite"
)

// finding is where stories are looked for.
type finding struct {
	w     *world
	in    io.Reader // nil where none may come from stdin
	seen  map[string]bool
	found []story.Source
}

// storyFiles finds the stories of names, files, folders and patterns, and reports all that are not there. A story that is
// named twice is there once.
func (w *world) storyFiles(names []string, in io.Reader) ([]story.Source, error) {
	f := finding{w: w, in: in, seen: map[string]bool{}}
	var missing []error
	for _, name := range names {
		missing = append(missing, f.find(name))
	}
	return f.found, several(missing...)
}

func (f *finding) find(name string) error {
	if name == "-" && f.in != nil {
		return f.stdin()
	}
	if s, ok := f.w.Story(name); ok {
		f.add(story.Source{File: s.File, Data: s.Data})
		return nil
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return f.files(folder(name))
	case err != nil && isPattern(name):
		return f.pattern(name)
	case err != nil && !isFile(name):
		return unknown("story", name, f.w.storyNames())
	}
	return f.files([]string{name}, nil)
}

func (f *finding) add(s story.Source) {
	key := s.File
	if whole, err := filepath.Abs(key); err == nil && key != suite.Stdin && !isBuiltIn(key) {
		key = whole
	}
	if !f.seen[key] {
		f.seen[key] = true
		f.found = append(f.found, s)
	}
}

// files reads files. All that cannot be read are reported.
func (f *finding) files(paths []string, err error) error {
	missing := []error{err}
	for _, p := range paths {
		data, err := readInput(p)
		if err != nil {
			missing = append(missing, err)
			continue
		}
		f.add(story.Source{File: p, Data: data})
	}
	return several(missing...)
}

// stdin reads one story to its end.
func (f *finding) stdin() error {
	if f.seen[suite.Stdin] {
		return nil
	}
	most := int64(strict.Story.Bytes)
	data, err := io.ReadAll(io.LimitReader(f.in, most+1)) // what is longer is refused as a file of its length is
	if err != nil {
		return fmt.Errorf("read a story from stdin: %w", err)
	}
	f.add(story.Source{File: suite.Stdin, Data: data})
	return nil
}

// isPattern says whether a name stands for several.
func isPattern(name string) bool { return strings.ContainsAny(name, "*?[") }

// pattern finds what a pattern stands for: files where it names files, else stories of the catalogue.
func (f *finding) pattern(name string) error {
	if _, err := path.Match(name, ""); err != nil {
		return usage("a [ wants its ]", "%s is no pattern", quote(name))
	}
	if isFile(name) {
		paths, err := matching(filepath.ToSlash(name))
		if err == nil && len(paths) == 0 {
			err = usage("** stands for any number of folders, and a pattern for files that end in .yaml", "no file is like %s", quote(name))
		}
		return f.files(paths, err)
	}
	none := true
	for _, s := range f.w.Stories {
		if ok, _ := path.Match(name, s.Name); ok {
			none = false
			f.add(story.Source{File: s.File, Data: s.Data})
		}
	}
	if none {
		return usage("`tagtap stories` lists the names; a pattern with a / in it is one of files", "no story is called like %s", quote(name))
	}
	return nil
}

// matching lists the files that end in .yaml and are like a pattern, by name. A part of it that is ** stands for any number of
// folders. Hidden ones are found by parts that begin with a dot alone.
func matching(pattern string) ([]string, error) {
	parts := strings.Split(pattern, "/")
	dir, fixed := ".", 0
	if parts[0] == "" {
		dir, fixed = "/", 1
	}
	for ; fixed < len(parts)-1 && !isPattern(parts[fixed]); fixed++ {
		dir = path.Join(dir, parts[fixed])
	}
	g := glob{seen: map[string]bool{}}
	g.walk(filepath.FromSlash(dir), parts[fixed:])
	slices.Sort(g.found)
	return g.found, g.err
}

// glob is a search for files that are like a pattern.
type glob struct {
	seen  map[string]bool
	found []string
	err   error
}

// walk searches a folder for what the rest of a pattern stands for.
func (g *glob) walk(dir string, parts []string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) && g.err == nil {
			g.err = notRead(dir, err)
		}
		return
	}
	part, rest := parts[0], parts[1:]
	if part == "**" {
		if len(rest) == 0 {
			rest = []string{"*"}
		}
		g.walk(dir, rest)
	}
	for _, entry := range entries {
		name := entry.Name()
		if g.err != nil || strings.HasPrefix(name, ".") && !strings.HasPrefix(part, ".") {
			continue
		}
		at := filepath.Join(dir, name)
		switch ok, _ := path.Match(part, name); {
		case part == "**" && entry.IsDir():
			g.walk(at, parts)
		case part == "**" || !ok:
		case len(rest) > 0 && isFolder(at, entry):
			g.walk(at, rest)
		case len(rest) == 0 && strings.HasSuffix(name, ".yaml") && !isFolder(at, entry):
			g.take(at)
		}
	}
}

func (g *glob) take(at string) {
	if g.seen[at] {
		return
	}
	g.seen[at] = true
	if g.found = append(g.found, at); len(g.found) > mostStories {
		g.err = usage("", "the pattern has more than %d stories", mostStories)
	}
}

// isFolder follows links, but ** does not, so that a link to a folder above is no endless way.
func isFolder(at string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.IsDir()
	}
	info, err := os.Stat(at)
	return err == nil && info.IsDir()
}

// mostStories is how many files of a folder are played.
const mostStories = 10_000

// folder lists the YAML files of a folder and of those in it, hidden ones apart, by name. It may be a link itself; links to
// other folders are not followed.
func folder(dir string) ([]string, error) {
	var paths []string
	root := strings.TrimSuffix(dir, string(filepath.Separator)) + string(filepath.Separator)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return notRead(path, err)
		case path != root && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case strings.HasSuffix(entry.Name(), ".yaml") && !isFolder(path, entry):
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

// beside finds the story that a `run:` line names: a file beside the one in which the line stands, else one of the catalogue.
// What was read once is remembered, so that all that run it run the same.
func (w *world) beside() func(from, name string) (story.Source, error) {
	known := map[string]story.Source{}
	return func(from, name string) (story.Source, error) {
		if !isBuiltIn(from) {
			for _, file := range story.Beside(from, name) {
				if s, ok := known[file]; ok {
					return s, nil
				}
				if info, err := os.Stat(file); err != nil || info.IsDir() {
					continue
				}
				data, err := readInput(file)
				if err != nil {
					return story.Source{}, err
				}
				known[file] = story.Source{File: file, Data: data}
				return known[file], nil
			}
		}
		if s, ok := w.Story(strings.TrimSuffix(name, ".yaml")); ok {
			return story.Source{File: s.File, Data: s.Data}, nil
		}
		return story.Source{}, story.ErrNoStory{Name: name, Known: w.storyNames()}
	}
}
