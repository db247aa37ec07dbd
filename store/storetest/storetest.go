// Package storetest gives tests a store each, which is checked for consistency when the test ends, a small world to walk
// in, and the contract that every journal keeps.
package storetest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"tagtap/flow/session"
	"tagtap/store"
)

// The store satisfies what the session needs.
var _ session.Journal = (*store.DB)(nil)

// Open returns a new store in a folder of the test. When the test ends it is checked and closed.
func Open(tb testing.TB) *store.DB {
	tb.Helper()
	return OpenFile(tb, filepath.Join(tb.TempDir(), "tagtap.db"))
}

// OpenFile does the same with a file that may be there already.
func OpenFile(tb testing.TB, path string) *store.DB {
	tb.Helper()
	db, err := store.Open(path, Options())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		Sound(tb, db)
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	return db
}

// Options are those of World's catalogue, not synced: tests of power cuts and crashes set NoSync to false.
func Options() store.Options {
	return store.Options{Catalogue: "corner", Digest: "0001", Now: Start.Time(), NoSync: true}
}

// Sound fails the test with all that a check finds. A store that was closed, or taken away, has been checked.
func Sound(tb testing.TB, db *store.DB) {
	tb.Helper()
	if _, err := os.Stat(db.Path()); err != nil || db.Closed() {
		return
	}
	report, err := db.Check(context.Background())
	if err != nil {
		tb.Error(err)
	}
	for _, finding := range report.Findings {
		tb.Errorf("check: %s", finding)
	}
}
