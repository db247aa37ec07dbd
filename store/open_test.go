package store_test

import (
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

var ctx = context.Background()

func closed(t *testing.T, db *store.DB) string {
	t.Helper()
	storetest.Sound(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return db.Path()
}

// S8
func TestANewStoreIsAloneInAPrivateFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "share", "tagtap")
	o := storetest.Options()
	o.NoSync = false
	db, err := store.Open(filepath.Join(dir, "tagtap.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, db)
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder: %v, %v; want 0700", info.Mode(), err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("the folder holds %v, %v; want the store alone", entries, err)
	}
	if info, err := entries[0].Info(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("file: %v, %v; want 0600", info.Mode(), err)
	}
}

func TestWhatKilledCopiesLeftGoesAfterAWhile(t *testing.T) {
	path := closed(t, storetest.Open(t))
	dir := filepath.Dir(path)
	now := storetest.Start.Time()
	for name, age := range map[string]time.Duration{
		".tagtap.db.new-1": 2 * time.Hour, ".tagtap.db.new-2": time.Minute, ".other.db.new-1": 2 * time.Hour,
	} {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.WriteFile(name, nil, 0o600), os.Chtimes(name, now, now.Add(-age))); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, storetest.OpenFile(t, path))
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil || len(left) != 2 || filepath.Base(left[0]) != ".other.db.new-1" || filepath.Base(left[1]) != ".tagtap.db.new-2" {
		t.Errorf("left are %v, %v", left, err)
	}
}

func TestASecondStorefrontIsTurnedAway(t *testing.T) {
	db := storetest.Open(t)
	o := storetest.Options()
	start := time.Now()
	for _, o.ReadOnly = range []bool{false, true} {
		_, err := store.Open(db.Path(), o)
		if kindOf(err) != "locked" || !strings.Contains(err.Error(), "another storefront has this file open") {
			t.Errorf("got %v", err)
		}
	}
	if _, err := store.Reset(db.Path(), storetest.Start.Time()); kindOf(err) != "locked" {
		t.Errorf("reset: got %v", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("three refusals took %v", took)
	}
}

func TestReadersShareAStoreAndWriteNothing(t *testing.T) {
	path := closed(t, storetest.Open(t))
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	o := storetest.Options()
	o.ReadOnly, o.Digest = true, "0002"
	a, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	b, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Stream(ctx, "lan"); err == nil {
		t.Error("a reader opened a journey")
	}
	if err := a.Append(ctx, 1, 0, nil, nil); err == nil {
		t.Error("a reader appended")
	}
	closed(t, a)
	closed(t, b)
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Error("a reader changed the file")
	}
}

func TestAStoreBelongsToItsCatalogue(t *testing.T) {
	path := closed(t, storetest.Open(t))
	o := storetest.Options()
	o.Catalogue = "market"
	_, err := store.Open(path, o)
	if foreign := (store.ErrForeign{}); !errors.As(err, &foreign) || !strings.Contains(foreign.Hint(), "--db") {
		t.Fatalf("got %v, want a refusal with the hint --db", err)
	}
	o = storetest.Options()
	o.Digest = "0002"
	db, err := store.Open(path, o)
	if err != nil {
		t.Fatalf("a newer catalogue: %v", err)
	}
	if got := value(db, "meta", "digest"); got != "0002" {
		t.Errorf("digest %q is noted, want 0002", got)
	}
	closed(t, db)
	db, err = store.Open(path, store.Options{})
	if err != nil {
		t.Fatalf("whatever catalogue: %v", err)
	}
	closed(t, db)
}

func value(db *store.DB, bucket, key string) string {
	for _, p := range db.Everything() {
		if string(p.Bucket) == bucket && string(p.Key) == key {
			return string(p.Value)
		}
	}
	return ""
}

func TestANewerSchemaIsRefused(t *testing.T) {
	db := storetest.Open(t)
	err := db.Tamper(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put([]byte("schema"), binary.BigEndian.AppendUint32(nil, store.Schema+1))
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(closed(t, db), storetest.Options()); kindOf(err) != "newer" {
		t.Fatalf("got %v", err)
	}
}

func TestTheMarkOfAGoodEnd(t *testing.T) {
	db := storetest.Open(t)
	if !db.Clean() {
		t.Error("a new store is clean")
	}
	storetest.Walk(t, db, "lan")
	if db.Clean() {
		t.Error("a store that is written is not clean")
	}
	crashed := filepath.Join(t.TempDir(), "crashed.db")
	if err := db.Backup(ctx, crashed); err != nil {
		t.Fatal(err)
	}
	ended := storetest.OpenFile(t, closed(t, db))
	if !ended.Clean() {
		t.Error("a store that was closed is clean")
	}
	if again := storetest.OpenFile(t, crashed); again.Clean() {
		t.Error("a store that was not closed is not clean")
	}
}

func TestClosingTwiceIsNoError(t *testing.T) {
	db := storetest.Open(t)
	closed(t, db)
	closed(t, db)
	if _, err := db.Load(ctx, 1); err == nil {
		t.Error("a closed store was read")
	}
	if _, err := db.Check(ctx); err == nil {
		t.Error("a closed store was checked")
	}
}

func TestAStoreThatIsTakenAwayTakesNoMoreTaps(t *testing.T) {
	for name, replace := range map[string]func(path string) error{
		"removed":  func(string) error { return nil },
		"replaced": func(path string) error { return os.WriteFile(path, nil, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			db := storetest.Open(t)
			w := storetest.Walk(t, db, "lan")
			aside := db.Path() + ".aside"
			if err := errors.Join(os.Rename(db.Path(), aside), replace(db.Path())); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				err := w.Append(w.Step(t, flow.Action{Verb: flow.OpenCart}))
				if moved := (store.ErrMoved{}); !errors.As(err, &moved) {
					t.Errorf("got %v, want ErrMoved", err)
				}
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
			if records, err := storetest.OpenFile(t, aside).Load(ctx, 1); err != nil || len(records) != 1 {
				t.Errorf("got %d records, %v; want what was there before", len(records), err)
			}
		})
	}
}

func TestAFileWithoutPermissionSaysSo(t *testing.T) {
	path := closed(t, storetest.Open(t))
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		t.Skip("root may write everything")
	}
	_, err := store.Open(path, storetest.Options())
	if denied := (store.ErrDenied{}); !errors.As(err, &denied) || !errors.Is(err, fs.ErrPermission) {
		t.Fatalf("got %v, want ErrDenied", err)
	}
}

// S3: on a full disk a tap is not there at all, everything before it is, and it goes on when there is room.
func TestAFullDiskLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tagtap.db")
	db, err := store.Open(path, storetest.Options().Limited(96<<10))
	if err != nil {
		t.Fatal(err)
	}
	w := storetest.Walk(t, db, "returning")
	for range 1000 {
		if err = w.Append(w.Step(t, flow.Action{Verb: flow.OpenNote, ID: "rose-lips"})); err != nil {
			break
		}
		w.Do(t, flow.Action{Verb: flow.Back})
	}
	if full := (store.ErrFull{}); !errors.As(err, &full) || !strings.Contains(err.Error(), "disk full") {
		t.Fatalf("got %v, want ErrFull", err)
	}
	if err := w.Append(w.Step(t, flow.Action{Verb: flow.OpenNote, ID: "rose-lips"})); err == nil {
		t.Error("the disk is full no more")
	}
	records, err := db.Load(ctx, 1)
	if err != nil || uint64(len(records)) != w.State.Seq {
		t.Fatalf("%d records, %v; want %d", len(records), err, w.State.Seq)
	}
	_ = db.Close() // there may be no room for the mark
	roomy := storetest.OpenFile(t, path)
	again := storetest.Walk(t, roomy, "returning")
	if again.State.Seq != w.State.Seq {
		t.Fatalf("%d records, want %d", again.State.Seq, w.State.Seq)
	}
	again.Do(t, flow.Action{Verb: flow.OpenNote, ID: "rose-lips"})
}
