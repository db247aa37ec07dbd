package store

import (
	"errors"
	"fmt"
	"os"
	"time"

	bolt "go.etcd.io/bbolt"
)

// compactStep is how many bytes one transaction of a compaction copies.
const compactStep = 4 << 20

// Compact copies a store, without the room that it does not use, to a new file, has that one verified, and lets it take
// the old one's place by one rename. It returns the bytes before and after. Where verify returns an error, or anything
// else goes wrong, the store stays as it was.
func Compact(path string, now time.Time, verify func(path string) error) (before, after int64, err error) {
	if before, after, err = compact(path, now, verify); err != nil {
		return 0, 0, fmt.Errorf("compact store: %w", outside(path, err))
	}
	return before, after, nil
}

func compact(path string, now time.Time, verify func(path string) error) (before, after int64, err error) {
	db, err := Open(path, Options{Now: now})
	if err != nil {
		return 0, 0, err
	}
	held := there{db: db}
	defer held.release()
	place := behindLink(path)
	temp, err := tempBeside(place)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = os.Remove(temp) }()
	if err := db.compactTo(temp); err != nil {
		return 0, 0, err
	}
	if _, _, err := preflight(temp); err != nil {
		return 0, 0, err
	}
	if err := verify(temp); err != nil {
		return 0, 0, err
	}
	old, err := os.Stat(path)
	if err != nil {
		return 0, 0, err
	}
	if !os.SameFile(old, db.identity) {
		return 0, 0, ErrMoved{path}
	}
	slim, err := os.Stat(temp)
	if err != nil {
		return 0, 0, err
	}
	return old.Size(), slim.Size(), replace(temp, place, &held)
}

func (db *DB) compactTo(temp string) error {
	to, err := bolt.Open(temp, 0o600, &bolt.Options{Timeout: lockWait, NoSync: true, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return err
	}
	err = db.guard(func() error { return bolt.Compact(to, db.bolt, compactStep) })
	if err = errors.Join(err, to.Close()); err != nil {
		return err
	}
	// bbolt makes a file as long as its map, a power of two. What stands behind the last page is nothing.
	l, _, err := preflight(temp)
	if err == nil {
		err = os.Truncate(temp, int64(l.pages*l.pageSize))
	}
	return errors.Join(err, syncFile(temp))
}
