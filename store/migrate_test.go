package store_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/store"
	"tagtap/store/storetest"
)

// oldStore copies a store that the program wrote when the schema was 1: two shoppers, three sessions, orders, a review.
func oldStore(t *testing.T) string { return storeOf(t, 1) }

// storeOf copies a store of an old schema, as the program of its time wrote it.
func storeOf(t *testing.T, schema int) string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", fmt.Sprintf("schema-%d.db.gz", schema)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	file, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "tagtap.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func dated() store.Options {
	o := storetest.Options()
	o.NoSync = false
	return o
}

func TestAnOldStoreIsBroughtUpAfterASnapshot(t *testing.T) {
	path := oldStore(t)
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Sound(t, reader)
	want, err := reader.Sessions(ctx, 0)
	if err != nil || len(want) != 3 {
		t.Fatalf("reading only: got %+v, %v", want, err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	if now, err := os.ReadFile(path); err != nil || string(now) != string(old) {
		t.Error("reading changed it")
	}
	db, err := store.Open(path, dated())
	if err != nil {
		t.Fatal(err)
	}
	storetest.Sound(t, db)
	got, err := db.Sessions(ctx, 0)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	storetest.Walk(t, db, "mei").Do(t, flow.Action{Verb: flow.Back})
	closed(t, db)
	all, err := store.Snapshots(path)
	if err != nil || len(all) != 1 {
		t.Fatalf("snapshots: %+v, %v; want one", all, err)
	}
	closed(t, storetest.OpenFile(t, path))
	if again, _ := store.Snapshots(path); len(again) != 1 {
		t.Error("a store that is new enough was brought up again")
	}
	kept, err := store.Open(all[0].Path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Sound(t, kept)
	if n := strings.Count(everything(kept), "journal/"); n == 0 || value(kept, "meta", "schema") != "\x00\x00\x00\x01" {
		t.Errorf("the snapshot has %d records, schema %q", n, value(kept, "meta", "schema"))
	}
	_ = kept.Close()
}

// The two journeys of a store of schema 2 are as they were: a loop with what was done to a note, a cancelled order with its coupon.
func TestAStoreBeforeCouponsIsBroughtUp(t *testing.T) {
	path := storeOf(t, 2)
	db, err := store.Open(path, dated())
	if err != nil {
		t.Fatal(err)
	}
	storetest.Sound(t, db)
	if got := value(db, "meta", "schema"); got != "\x00\x00\x00\x04" {
		t.Errorf("got schema %q, want 4", got)
	}
	if sums, err := db.Totals(ctx); err != nil || sums.Records != 68 || sums.Orders != 2 || sums.Refunded != 5700 {
		t.Errorf("got %+v, %v", sums, err)
	}
	closed(t, db)
	if all, err := store.Snapshots(path); err != nil || len(all) != 1 {
		t.Fatalf("snapshots: %+v, %v; want one", all, err)
	}
}

// The two journeys of a store of schema 3: a loop, two more sessions of which one branched off, a refund; a payment that was
// declined. From then on they are counted as if they always had been.
func TestAStoreBeforeCountingIsBroughtUp(t *testing.T) {
	path := storeOf(t, 3)
	db, err := store.Open(path, dated())
	if err != nil {
		t.Fatal(err)
	}
	storetest.Sound(t, db)
	if sums, err := db.Totals(ctx); err != nil || sums.Records != 65 || sums.Sessions != 4 || sums.Refunded != 5000 {
		t.Errorf("got %+v, %v", sums, err)
	}
	book, err := db.Tallies(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all := map[measure.Dim]*measure.Tally{}
	for cell, tally := range book {
		if all[cell.Dim] == nil {
			all[cell.Dim] = &measure.Tally{}
		}
		all[cell.Dim].Plus(tally)
	}
	if n := all[measure.DimAll].N; n[measure.Sessions] != 3 || n[measure.Paid] != 1 || n[measure.Declines] != 1 || n[measure.GMV] != 12800 {
		t.Errorf("got %+v", n)
	}
	if n := all[measure.DimBranch].N; n[measure.Sessions] != 1 {
		t.Errorf("%d sessions that branched off, want 1", n[measure.Sessions])
	}
	storetest.Walk(t, db, "mei").Do(t, flow.Action{Verb: flow.Pay})
	storetest.Sound(t, db)
	closed(t, db)
	if all, err := store.Snapshots(path); err != nil || len(all) != 1 {
		t.Fatalf("snapshots: %+v, %v; want one", all, err)
	}
}

// S3: whichever write of the migration the disk refuses, the store is as old as it was, and whole.
func TestAMigrationThatFailsLeavesTheOldStore(t *testing.T) {
	for _, schema := range []int{1, 3} {
		t.Run(fmt.Sprint(schema), func(t *testing.T) { migrationsThatFail(t, schema) })
	}
}

func migrationsThatFail(t *testing.T, schema int) {
	for fail := 1; ; fail++ {
		path := storeOf(t, schema)
		before := contentsReadOnly(t, path)
		writes := 0
		o := dated().WithWrites(func([]byte, int64) error {
			if writes++; writes == fail {
				return &os.PathError{Op: "write", Path: path, Err: syscall.EIO}
			}
			return nil
		})
		db, err := store.Open(path, o)
		if err == nil {
			if writes >= fail {
				t.Fatalf("write %d failed, and the migration did not", fail)
			}
			storetest.Sound(t, db)
			_ = db.Close()
			break
		}
		if !errors.Is(err, syscall.EIO) {
			t.Errorf("write %d: got %v", fail, err)
		}
		if contentsReadOnly(t, path) != before {
			t.Errorf("write %d: the store changed", fail)
		}
		again, err := store.Open(path, dated())
		if err != nil {
			t.Fatalf("write %d: the second try: %v", fail, err)
		}
		storetest.Sound(t, again)
		_ = again.Close()
	}
}

func contentsReadOnly(t *testing.T, path string) string {
	t.Helper()
	db, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	storetest.Sound(t, db)
	return everything(db)
}
