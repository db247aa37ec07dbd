package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// keepSnapshots is how many snapshots stand beside a store; the oldest go.
const keepSnapshots = 5

// The words between the name of a store and the time, in the names of what is kept beside it.
const (
	kindSnapshot = "snapshot"
	kindDamaged  = "damaged"
)

// stamp is the time in such a name.
const stampLayout = "20060102-150405"

// Snapshot is a copy of a store, kept beside it.
type Snapshot struct {
	Path  string
	Taken time.Time // to the second, in the time zone of this machine
	Bytes int64

	n int // of several within a second
}

// Snapshots lists the snapshots beside a store, the newest first. There need not be a store.
func Snapshots(path string) ([]Snapshot, error) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list snapshots: %w", outside(path, err))
	}
	var all []Snapshot
	for _, entry := range entries {
		s, ok := snapshotNamed(filepath.Base(path), entry.Name())
		info, err := entry.Info()
		if !ok || err != nil || !info.Mode().IsRegular() {
			continue
		}
		s.Path, s.Bytes = filepath.Join(filepath.Dir(path), entry.Name()), info.Size()
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Snapshot) int {
		return cmp.Or(b.Taken.Compare(a.Taken), cmp.Compare(b.n, a.n))
	})
	return all, nil
}

// snapshotNamed reads the time out of a file's name; what is not named exactly as we name it is somebody else's.
func snapshotNamed(base, name string) (Snapshot, bool) {
	when, ok := strings.CutPrefix(name, base+"."+kindSnapshot+"-")
	if !ok || len(when) < len(stampLayout) {
		return Snapshot{}, false
	}
	s := Snapshot{n: 1}
	if more, ok := strings.CutPrefix(when[len(stampLayout):], "-"); ok {
		n, err := strconv.Atoi(more)
		if err != nil || n < 2 || strconv.Itoa(n) != more {
			return Snapshot{}, false
		}
		s.n, when = n, when[:len(stampLayout)]
	}
	var err error
	s.Taken, err = time.ParseInLocation(stampLayout, when, time.Local)
	return s, err == nil
}

// Snapshot writes the store as it is now to a file beside it, synced, and returns its name. Of the snapshots that are
// there the newest five stay. Taps go on meanwhile.
func (db *DB) Snapshot(ctx context.Context, now time.Time) (string, error) {
	err := ctx.Err()
	kept := ""
	if err == nil {
		kept, err = db.snapshot(now)
	}
	if err != nil {
		return "", fmt.Errorf("snapshot of store: %w", outside(db.path, err))
	}
	return kept, nil
}

func (db *DB) snapshot(now time.Time) (string, error) {
	temp, err := tempBeside(db.path)
	if err != nil {
		return "", err
	}
	defer func() { _ = os.Remove(temp) }()
	if err := db.copyTo(temp); err != nil {
		return "", err
	}
	if _, _, err := preflight(temp); err != nil {
		return "", err
	}
	kept, err := keepAs(db.path, kindSnapshot, now, func(name string) error { return settle(temp, name) })
	if err == nil {
		prune(db.path)
	}
	return kept, err
}

// prune removes the oldest snapshots. One that cannot be removed does no harm.
func prune(path string) {
	all, _ := Snapshots(path)
	for _, s := range all[min(keepSnapshots, len(all)):] {
		_ = os.Remove(s.Path)
	}
}

// keepAs gives what `put` puts there a name beside the store that nothing has yet.
func keepAs(path, kind string, now time.Time, put func(name string) error) (string, error) {
	base := fmt.Sprintf("%s.%s-%s", path, kind, now.Format(stampLayout))
	name := base
	for n := 2; ; n++ {
		_, err := os.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			if err = put(name); !errors.Is(err, fs.ErrExist) {
				return name, err
			}
		} else if err != nil {
			return "", err
		}
		name = fmt.Sprintf("%s-%d", base, n)
	}
}

// aside moves a file to a name beside its place.
func aside(path, kind string, now time.Time) (string, error) {
	kept, err := keepAs(path, kind, now, func(name string) error { return os.Rename(path, name) })
	if err != nil {
		return "", err
	}
	if kind == kindSnapshot {
		prune(path)
	}
	return kept, syncDir(filepath.Dir(path))
}
