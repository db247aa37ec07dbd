//go:build !windows

package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tagtap/store"
)

// spoiled makes a store, perhaps with a snapshot, and takes the second half of it away.
func spoiled(t *testing.T, snapshot bool) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "shop.db")
	quiet := Streams{Out: &bytes.Buffer{}, Err: os.Stderr}
	if code := Main([]string{"run", "loop", "--db", db}, quiet); code != 0 {
		t.Fatal("no store")
	}
	if snapshot {
		if code := Main([]string{"db", "backup", "--db", db}, quiet); code != 0 {
			t.Fatal("no snapshot")
		}
	}
	if err := os.Truncate(db, 16384); err != nil {
		t.Fatal(err)
	}
	return db
}

// kept returns how many damaged files stand beside a store, and the records of the store itself.
func kept(t *testing.T, db string) (damaged int, records int64) {
	t.Helper()
	beside, err := filepath.Glob(db + ".damaged-*")
	if err != nil {
		t.Fatal(err)
	}
	now, err := store.Open(db, store.Options{ReadOnly: true})
	if err != nil {
		return len(beside), -1
	}
	defer func() { _ = now.Close() }()
	stats, err := now.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return len(beside), stats.Records
}

func TestADamagedStoreIsAskedAboutOnATerminal(t *testing.T) {
	const begun = 1 // the record that opens the storefront's session
	tests := []struct {
		name     string
		snapshot bool
		keys     []string // at each question
		opens    bool
		records  func(n int64) bool // of the store afterwards
	}{
		{"the snapshot", true, []string{"y"}, true, func(n int64) bool { return n > begun+5 }},
		{"no snapshot, but an empty one", true, []string{"n", "y"}, true, func(n int64) bool { return n == begun }},
		{"an empty one", false, []string{"y"}, true, func(n int64) bool { return n == begun }},
		{"nothing", true, []string{"", ""}, false, func(n int64) bool { return n == -1 }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			db := spoiled(t, test.snapshot)
			s := startScreen(t, t.TempDir(), self(t), []string{"--db", db})
			for n, keys := range test.keys {
				question := "Start with an empty store"
				if n == 0 && test.snapshot {
					question = "Go on with the snapshot of 20"
				}
				s.sees(t, question)
				s.press(t, keys+"\r")
			}
			if test.opens {
				s.full(t)
				s.press(t, "q")
			}
			code, wrote := s.ends(t)
			if test.opens != (code == exitDone) || !strings.Contains(wrote, "is damaged: ") {
				t.Errorf("code %d:\n%s", code, wrote)
			}
			if !test.opens && (code != exitOutside || !strings.Contains(wrote, "hint: `tagtap db restore "+db+".snapshot-")) {
				t.Errorf("code %d:\n%s", code, wrote)
			}
			damaged, records := kept(t, db)
			if (damaged == 1) != test.opens || !test.records(records) {
				t.Errorf("%d damaged files are kept, the store has %d records", damaged, records)
			}
		})
	}
}

func TestARestoreAsksOnATerminal(t *testing.T) {
	db, home, binary := spoiled(t, true), t.TempDir(), self(t)
	all, err := store.Snapshots(db)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	args := []string{"db", "restore", all[0].Path, "--db", db}
	no := startScreen(t, home, binary, args)
	no.sees(t, "[y/N]")
	no.press(t, "\r")
	if code, wrote := no.ends(t); code != exitDone || !strings.Contains(wrote, "nothing was changed") {
		t.Errorf("code %d:\n%s", code, wrote)
	}
	yes := startScreen(t, home, binary, args)
	yes.sees(t, "[y/N]")
	yes.press(t, "y\r")
	if code, wrote := yes.ends(t); code != exitDone || !strings.Contains(wrote, "what was there is kept as "+db+".damaged-") {
		t.Errorf("code %d:\n%s", code, wrote)
	}
	if damaged, records := kept(t, db); damaged != 1 || records < 5 {
		t.Errorf("%d damaged files, %d records", damaged, records)
	}
}
