package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	want := "tagtap.db.snapshot-20261111-200000 tagtap.db.snapshot-20261111-200000-2 tagtap.db.snapshot-20261111-200000-3"
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

func TestOfTheSnapshotsTheNewestFiveStay(t *testing.T) {
	db := storetest.Open(t)
	dir := filepath.Dir(db.Path())
	other := filepath.Join(dir, "tagtap.db.snapshot-of-mine") // named otherwise, so somebody else's
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	now := storetest.Start.Time()
	for i := range 7 {
		if _, err := db.Snapshot(ctx, now.Add(time.Duration(i/2)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	all, err := store.Snapshots(db.Path())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range all {
		got = append(got, strings.TrimPrefix(filepath.Base(s.Path), "tagtap.db.snapshot-20261111-"))
		storetest.OpenFile(t, s.Path)
	}
	if want := "230000 220000-2 220000 210000-2 210000"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error(err)
	}
	if all, err := store.Snapshots(filepath.Join(dir, "none", "tagtap.db")); err != nil || len(all) != 0 {
		t.Errorf("of a folder that is not there: %v, %v", all, err)
	}
}

func TestRestoringSwapsAndKeepsWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	path, from := filepath.Join(dir, "tagtap.db"), filepath.Join(t.TempDir(), "copy.db")
	db := storetest.OpenFile(t, path)
	w := storetest.Walk(t, db, "lan")
	if err := db.Backup(ctx, from); err != nil {
		t.Fatal(err)
	}
	w.Do(t, flow.Action{Verb: flow.OpenCart})
	now := storetest.Start.Time()
	if _, err := store.Restore(path, from, false, now); kindOf(err) != "locked" {
		t.Errorf("while a storefront is open: got %v", err)
	}
	closed(t, db)
	length := func(path string) uint64 {
		t.Helper()
		db := storetest.OpenFile(t, path)
		n := storetest.Walk(t, db, "lan").State.Seq
		closed(t, db)
		return n
	}
	kept, err := store.Restore(path, from, false, now)
	if err != nil || filepath.Base(kept) != "tagtap.db.snapshot-20261111-200000" {
		t.Fatalf("got %s, %v", kept, err)
	}
	if a, b := length(path), length(kept); a != 1 || b != 2 {
		t.Errorf("%d records are there and %d were kept, want 1 and 2", a, b)
	}
	if kept, err = store.Restore(path, kept, true, now); err != nil || filepath.Base(kept) != "tagtap.db.damaged-20261111-200000" {
		t.Fatalf("over one that the caller knows to be damaged: got %s, %v", kept, err)
	}
	if err := os.Truncate(path, 8192); err != nil {
		t.Fatal(err)
	}
	if kept, err = store.Restore(path, from, false, now); err != nil || filepath.Base(kept) != "tagtap.db.damaged-20261111-200000-2" {
		t.Fatalf("over a truncated one: got %s, %v", kept, err)
	}
	if info, err := os.Stat(kept); err != nil || info.Size() != 8192 {
		t.Errorf("the truncated file was not kept: %v", err)
	}
	if a := length(path); a != 1 {
		t.Errorf("%d records are there, want 1", a)
	}
	anew := filepath.Join(dir, "deep", "new.db")
	if kept, err = store.Restore(anew, from, false, now); err != nil || kept != "" || length(anew) != 1 {
		t.Errorf("where nothing was: got %s, %v", kept, err)
	}
	leftovers(t, dir, 6) // the store, a snapshot, three damaged ones, the folder
}

// leftovers fails the test unless a folder holds so many things.
func leftovers(t *testing.T, dir string, want int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > want {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

func TestWhatIsNoStoreOfOursIsNotRestored(t *testing.T) {
	dir := t.TempDir()
	path := closed(t, storetest.OpenFile(t, filepath.Join(dir, "tagtap.db")))
	before := contents(t, path)
	now := storetest.Start.Time()
	for want, make := range map[string]func(path string) error{
		"foreign":       func(path string) error { return os.WriteFile(path, []byte("dear diary"), 0o600) },
		"damaged":       func(path string) error { return os.WriteFile(path, healthy(t)[:12288], 0o600) },
		"another error": func(path string) error { return nil },
	} {
		from := filepath.Join(t.TempDir(), "from.db")
		if err := make(from); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Restore(path, from, false, now); kindOf(err) != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	o := storetest.Options()
	o.Catalogue = "market"
	market, err := store.Open(filepath.Join(t.TempDir(), "market.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(path, closed(t, market), false, now); kindOf(err) != "foreign" || !strings.Contains(err.Error(), "market") {
		t.Errorf("of another catalogue: got %v", err)
	}
	if _, err := store.Restore(path, path, false, now); kindOf(err) != "foreign" {
		t.Errorf("by itself: got %v", err)
	}
	leftovers(t, dir, 1)
	if contents(t, path) != before {
		t.Error("the store changed")
	}
}

func TestALinkToAStoreStaysOne(t *testing.T) {
	db := storetest.Open(t)
	storetest.Walk(t, db, "lan")
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Backup(ctx, copied); err != nil {
		t.Fatal(err)
	}
	path, dir := closed(t, db), t.TempDir()
	link := filepath.Join(dir, "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no links here:", err)
	}
	now := storetest.Start.Time()
	if _, err := store.Restore(link, copied, false, now); err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.Compact(link, now, func(string) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(link); err != nil || to != path {
		t.Errorf("it leads to %s, %v", to, err)
	}
	if _, err := store.Restore(link, copied, true, now); err != nil {
		t.Fatal(err)
	}
	if n := storetest.Walk(t, storetest.OpenFile(t, path), "lan").State.Seq; n != 1 {
		t.Errorf("%d records, want 1", n)
	}
	leftovers(t, dir, 3) // the link, a snapshot, one that was said to be damaged
}

func TestACompactionThatIsNotVerifiedChangesNothing(t *testing.T) {
	db := storetest.Open(t)
	w := storetest.Walk(t, db, "lan")
	for range 20 {
		w.Do(t, storetest.Loop()...)
	}
	path := closed(t, db)
	before := contents(t, path)
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	now, no := storetest.Start.Time(), errors.New("no")
	if _, _, err := store.Compact(path, now, func(string) error { return no }); !errors.Is(err, no) {
		t.Errorf("got %v", err)
	}
	if file, err := os.ReadFile(path); err != nil || string(file) != string(old) {
		t.Error("the file changed")
	}
	leftovers(t, filepath.Dir(path), 1)
	was, is, err := store.Compact(path, now, func(temp string) error {
		if contents(t, temp) != before {
			t.Error("the copy differs")
		}
		return nil
	})
	if err != nil || was != int64(len(old)) || is >= was {
		t.Errorf("from %d to %d, %v", was, is, err)
	}
	if contents(t, path) != before {
		t.Error("the contents changed")
	}
	held := storetest.OpenFile(t, path)
	if _, _, err := store.Compact(path, now, func(string) error { return nil }); kindOf(err) != "locked" {
		t.Errorf("while it is open: got %v", err)
	}
	storetest.Walk(t, held, "lan").Do(t, flow.Action{Verb: flow.OpenCart})
}
