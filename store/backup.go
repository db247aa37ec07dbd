package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
// the path as <name>.backup-<time>, or .damaged-<time> where its first pages are not whole. It refuses a file that
// another storefront has open (ErrLocked) or that is no store (ErrForeign).
func Reset(path string, now time.Time) (kept string, err error) {
	kind := "backup"
	_, _, err = preflight(path)
	if damaged := (ErrDamaged{}); errors.As(err, &damaged) {
		kind, err = "damaged", nil
	} else if err == nil {
		err = free(path)
	}
	if err == nil {
		kept, err = moveAside(path, kind, now)
	}
	if err != nil {
		return "", fmt.Errorf("reset store: %w", outside(path, err))
	}
	return kept, nil
}

// free says ErrLocked while another storefront has the file open. Damage is no reason to leave it where it is.
func free(path string) error {
	db := &DB{path: path}
	err := db.open(Options{})
	if err == nil {
		return db.bolt.Close()
	}
	if damaged := (ErrDamaged{}); errors.As(err, &damaged) {
		return nil
	}
	return err
}

func moveAside(path, kind string, now time.Time) (string, error) {
	base := fmt.Sprintf("%s.%s-%s", path, kind, now.Format("20060102-150405"))
	kept := base
	for n := 2; ; n++ {
		if _, err := os.Lstat(kept); errors.Is(err, fs.ErrNotExist) {
			break
		} else if err != nil {
			return "", err
		}
		kept = fmt.Sprintf("%s-%d", base, n)
	}
	if err := os.Rename(path, kept); err != nil {
		return "", err
	}
	return kept, syncDir(filepath.Dir(path))
}
