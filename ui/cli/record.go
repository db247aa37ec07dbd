package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"tagtap/ui/tui"
)

// recordTo makes sure that a walk can be written to a file before it is walked. A file that is there is left alone.
func (sh *shell) recordTo() error {
	if sh.record == "" {
		return nil
	}
	f, err := os.OpenFile(sh.record, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usage("name another file, or remove it", "--record: %s is there already", quote(sh.record))
	}
	if err != nil {
		return usage("want a file that can be written", "--record: %v", err)
	}
	return f.Close()
}

// stories are the files that a storefront wrote its sessions to, as it left them: what somebody else wrote is left alone.
type stories struct {
	empty string // the file of --record until it is written
	files map[string]storyFile
}

type storyFile struct {
	path string
	data []byte
}

// asLeft says whether a file is still as it was written.
func (f *storyFile) asLeft() bool {
	data, err := os.ReadFile(f.path)
	return err == nil && bytes.Equal(data, f.data)
}

// put writes the story of a session: over the one that was written before, where that is as it was left; else to the file of
// that name, or where it is there already to the next with a number. It returns the file.
func (s *stories) put(session, name string, data []byte) (string, error) {
	file, ok := s.files[session]
	switch {
	case ok && file.asLeft():
	case name == s.empty && (&storyFile{path: name}).asLeft():
		file.path = name
	default:
		return s.add(session, name, data)
	}
	if err := replaceFile(file.path, data); err != nil {
		return "", err
	}
	s.note(session, storyFile{file.path, data})
	return file.path, nil
}

func (s *stories) note(session string, file storyFile) {
	if s.files == nil {
		s.files = make(map[string]storyFile)
	}
	if s.files[session] = file; file.path == s.empty {
		s.empty = ""
	}
}

// mostNumbered is how many files of one name are passed by.
const mostNumbered = 10_000

// add writes a file that was not there.
func (s *stories) add(session, name string, data []byte) (string, error) {
	for n := 1; n <= mostNumbered; n++ {
		path := numbered(name, n)
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = f.Write(data)
		if err = errors.Join(err, f.Close()); err != nil {
			return "", errors.Join(err, os.Remove(path))
		}
		s.note(session, storyFile{path, data})
		return path, nil
	}
	return "", fmt.Errorf("%s and all its numbers are taken", quote(name))
}

// numbered puts a number before the ending of a file from the second on: walk.yaml, walk-2.yaml.
func numbered(path string, n int) string {
	if n < 2 {
		return path
	}
	ending := filepath.Ext(path)
	return strings.TrimSuffix(path, ending) + "-" + strconv.Itoa(n) + ending
}

// save writes a session as it is now: to the file of --record, else to one of its own in the working folder.
func (k *walker) save(ctx context.Context, id string) (tui.Saved, error) {
	r, err := k.sh.storyOf(ctx, k.w, k.db, id)
	if err != nil {
		return tui.Saved{}, err
	}
	name := k.sh.record
	if name == "" {
		name = "tagtap-" + id + ".yaml"
	}
	path, err := k.stories.put(id, name, r.Bytes())
	if err != nil {
		return tui.Saved{}, err
	}
	return tui.Saved{Path: clean(path), Command: k.plays(path)}, nil
}

// plays is the command that plays a story that was recorded here.
func (k *walker) plays(path string) string {
	args := []string{"tagtap run", word(path)}
	if k.sh.catalog != "" {
		args = append(args, "--catalog", word(k.sh.catalog))
	}
	for _, name := range k.sh.flows {
		if isFile(name) {
			args = append(args, "--flow", word(name))
		}
	}
	for _, name := range k.sh.shoppers {
		if isFile(name) {
			args = append(args, "--shopper", word(name))
		}
	}
	return clean(strings.Join(args, " "))
}

// recorded writes the walk as stories, one a session: a branch, a rest and another shopper begin sessions of their own. The
// second goes to FILE-2.yaml, and so on; files that are there are passed by. One in which nothing was done is left out.
func (k *walker) recorded(ctx context.Context, ids []string) error {
	if k.sh.record == "" {
		return nil
	}
	written := 0
	for _, id := range ids {
		r, err := k.sh.storyOf(ctx, k.w, k.db, id)
		if err != nil {
			return fmt.Errorf("record the walk: %w", err)
		}
		if r.Done() == 0 {
			continue
		}
		path, err := k.stories.put(id, k.sh.record, r.Bytes())
		if err != nil {
			return fmt.Errorf("record the walk: %w", err)
		}
		written++
		_, _ = fmt.Fprintf(k.sh.Err, "session %s was written to %s; %s plays it\n", clean(id), clean(path), k.plays(path))
	}
	if written > 0 {
		return nil
	}
	_, _ = fmt.Fprintln(k.sh.Err, "nothing was done, so nothing was recorded")
	if left := (&storyFile{path: k.stories.empty}); left.path != "" && left.asLeft() {
		return os.Remove(left.path)
	}
	return nil
}
