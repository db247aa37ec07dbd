package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Backup writes the store as it is now to a new file, synced. Taps go on meanwhile. A file of that name is an
// fs.ErrExist and stays as it is.
func (db *DB) Backup(ctx context.Context, to string) error {
	err := ctx.Err()
	if err == nil {
		err = db.backup(to)
	}
	if err != nil {
		return fmt.Errorf("back up store: %w", outside(to, err))
	}
	return nil
}

func (db *DB) backup(to string) error {
	if _, err := os.Lstat(to); err == nil {
		return &fs.PathError{Op: "create", Path: to, Err: fs.ErrExist}
	}
	temp, err := tempBeside(to)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp) }()
	if err := db.copyTo(temp); err != nil {
		return err
	}
	if _, _, err := preflight(temp); err != nil {
		return err
	}
	return settle(temp, to)
}

func (db *DB) copyTo(temp string) error {
	f, err := os.OpenFile(temp, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = db.view(func(tx *bolt.Tx) error {
		_, err := tx.WriteTo(f)
		return err
	})
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// Reset takes a store away from its path, so that the next Open creates a new one, and returns where it is kept: beside
// the path as a snapshot, or as <name>.damaged-<time> where it is not whole. It refuses a file that another storefront has
// open (ErrLocked) or that is no store (ErrForeign).
func Reset(path string, now time.Time) (kept string, err error) {
	p, err := present(path)
	if err == nil && p.missing {
		err = &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	if err == nil {
		kind := kindSnapshot
		if p.damaged {
			kind = kindDamaged
		}
		p.release()
		kept, err = aside(path, kind, now)
	}
	if err != nil {
		return "", fmt.Errorf("reset store: %w", outside(path, err))
	}
	return kept, nil
}

// SetAside moves a file that is known to be damaged to <name>.damaged-<time> beside its place, and returns that. It is
// neither read nor changed.
func SetAside(path string, now time.Time) (kept string, err error) {
	if kept, err = aside(path, kindDamaged, now); err != nil {
		return "", fmt.Errorf("set store aside: %w", outside(path, err))
	}
	return kept, nil
}

// there is the file that stands where another is to come. It is locked while it is held, if it can be.
type there struct {
	db      *DB // nil where it is missing or damaged
	missing bool
	damaged bool
}

// present looks at the file of a path, and holds it. What is no store, or open elsewhere, or that of a newer program whose
// journeys this one would not see, is an error.
func present(path string) (there, error) {
	_, _, err := preflight(path)
	damaged := ErrDamaged{}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return there{missing: true}, nil
	case errors.As(err, &damaged):
		return there{damaged: true}, nil
	case err != nil:
		return there{}, err
	}
	db := &DB{path: path}
	if err = db.open(Options{}); err == nil {
		if err = db.accept(Options{}); err == nil {
			return there{db: db}, nil
		}
		_ = db.bolt.Close()
	}
	if errors.As(err, &damaged) {
		return there{damaged: true}, nil
	}
	return there{}, err
}

func (p *there) release() {
	if p.db != nil {
		_ = p.db.bolt.Close() // nothing was written
		p.db = nil
	}
}

// Restore puts a copy of the store of another file in the place of a path, by one rename. What stood there is kept beside
// it, and its name returned: as a snapshot, or as <name>.damaged-<time> where it is not whole or the caller knows that it
// is damaged. The other file may be a backup, a snapshot or any other store of the same catalogue; it stays.
func Restore(path, from string, damaged bool, now time.Time) (kept string, err error) {
	if kept, err = restore(path, from, damaged, now); err != nil {
		return "", fmt.Errorf("restore store: %w", outside(path, err))
	}
	return kept, nil
}

func restore(path, from string, damaged bool, now time.Time) (kept string, err error) {
	source, err := Open(from, Options{ReadOnly: true})
	if err != nil {
		return "", err
	}
	defer func() { _ = source.bolt.Close() }()
	if here, err := os.Stat(path); err == nil && os.SameFile(here, source.identity) {
		return "", ErrForeign{from, "it is the store itself"}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	place := behindLink(path)
	temp, err := tempBeside(place)
	if err != nil {
		return "", err
	}
	defer func() { _ = os.Remove(temp) }()
	if err := source.copyTo(temp); err != nil {
		return "", err
	}
	old, err := present(path)
	if err != nil {
		return "", err
	}
	defer old.release()
	switch {
	case old.missing:
		return "", settle(temp, place)
	case old.damaged || damaged:
		kept, err = keepAs(path, kindDamaged, now, func(name string) error { return double(place, name) })
	default:
		if err = sameCatalogue(source, old.db); err == nil {
			kept, err = old.db.snapshot(now)
		}
	}
	if err != nil {
		return "", err
	}
	return kept, replace(temp, place, &old)
}

func sameCatalogue(a, b *DB) error {
	if a.catalogue != b.catalogue {
		return ErrForeign{a.path, fmt.Sprintf("it belongs to catalogue %q, not to %q", a.catalogue, b.catalogue)}
	}
	return nil
}

// behindLink returns the file that a path leads to, so that a link stays one.
func behindLink(path string) string {
	if file, err := filepath.EvalSymlinks(path); err == nil {
		return file
	}
	return path
}

// double gives a file a second name; where a file system knows no such thing, the first one goes.
func double(path, name string) error {
	err := os.Link(path, name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.Rename(path, name)
}

// replace lets a finished file take the place of another one, which is held until then if the system allows it.
func replace(temp, path string, old *there) error {
	if runtime.GOOS == "windows" {
		old.release()
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}
