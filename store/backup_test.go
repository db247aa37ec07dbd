package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

func TestABackupIsAStoreOfThatMoment(t *testing.T) {
	db := storetest.Open(t)
	w := storetest.Walk(t, db, "lan")
	w.Do(t, storetest.Loop()...)
	at := w.State.Seq
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Backup(ctx, to); err != nil {
		t.Fatal(err)
	}
	w.Do(t, flow.Action{Verb: flow.OpenCart})
	if got := storetest.Walk(t, storetest.OpenFile(t, to), "lan").State.Seq; got != at {
		t.Errorf("the backup has %d records, want %d", got, at)
	}
	if err := db.Backup(ctx, to); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over another file: got %v, want %v", err, fs.ErrExist)
	}
	if err := db.Backup(ctx, filepath.Join(t.TempDir(), "none", "copy.db")); err == nil {
		t.Error("into a folder that is not there: want an error")
	}
	entries, err := os.ReadDir(filepath.Dir(to))
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v; want the backup alone", entries, err)
	}
}

func TestResetKeepsWhatWasThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tagtap.db")
	var kept []string
	for range 3 {
		db := storetest.OpenFile(t, path)
		storetest.Walk(t, db, "lan").Do(t, flow.Action{Verb: flow.OpenCart})
		closed(t, db)
		to, err := store.Reset(path, storetest.Start.Time())
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, filepath.Base(to))
		if got := storetest.Walk(t, storetest.OpenFile(t, to), "lan").State.Seq; got != 2 {
			t.Errorf("%s has %d records, want 2", to, got)
		}
	}
	want := "tagtap.db.backup-20261111-200000 tagtap.db.backup-20261111-200000-2 tagtap.db.backup-20261111-200000-3"
	if got := strings.Join(kept, " "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if s := storetest.Walk(t, storetest.OpenFile(t, path), "lan").State; s.Seq != 1 {
		t.Errorf("the new store has %d records, want the one that opens the session", s.Seq)
	}
}

func TestResetOfADamagedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tagtap.db")
	if err := os.WriteFile(path, healthy(t)[:8192], 0o600); err != nil {
		t.Fatal(err)
	}
	to, err := store.Reset(path, storetest.Start.Time())
	if err != nil || filepath.Base(to) != "tagtap.db.damaged-20261111-200000" {
		t.Fatalf("got %s, %v", to, err)
	}
	if info, err := os.Stat(to); err != nil || info.Size() != 8192 {
		t.Errorf("the damaged file was not kept: %v", err)
	}
	storetest.OpenFile(t, path)
}

func TestResetLeavesOtherFilesAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "diary.txt")
	if _, err := store.Reset(path, storetest.Start.Time()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: got %v", err)
	}
	if err := os.WriteFile(path, []byte("dear diary"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Reset(path, storetest.Start.Time()); kindOf(err) != "foreign" {
		t.Errorf("a text: got %v", err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
