package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/store"
	"tagtap/store/storetest"
)

// storied returns a store in which every story was played, record by record, and once more as a simulated one.
func storied(t *testing.T) *store.DB {
	t.Helper()
	all := stories(t)
	o := storetest.Options()
	o.Catalogue = all.catalogue
	db, err := store.Open(filepath.Join(t.TempDir(), "tagtap.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		storetest.Sound(t, db)
		_ = db.Close()
	})
	all.appendTo(t, db)
	if err := db.Import(ctx, all.journeys(time.Hour, func(i int) string { return fmt.Sprint("sim-", i) })); err != nil {
		t.Fatal(err)
	}
	return db
}

// account is what the records of some journeys come to.
type account struct {
	book    measure.Ledger
	counter *measure.Counter
	reader  measure.Reader
	stream  uint32
	facts   []string
	visits  []string
	records int
}

func newAccount() *account {
	a := &account{book: measure.Ledger{}}
	a.counter = measure.NewCounter(a.book)
	a.counter.Ended = a.ended
	return a
}

func (a *account) ended(v *measure.Visit) {
	a.visits = append(a.visits, fmt.Sprintf("%d %+v", a.stream, *v))
}

func (a *account) rest() {
	if v := a.counter.Rest(); v.Records > 0 {
		a.ended(&v)
	}
}

func (a *account) read(r *flow.Record) error {
	if r.Stream != a.stream {
		a.rest()
		a.counter.Resume(measure.Visit{})
		a.stream, a.reader = r.Stream, measure.Reader{}
	}
	a.counter.Read(r)
	a.records++
	for _, f := range a.reader.Read(r) {
		bill := ""
		if f.Bill != nil {
			bill = fmt.Sprintf("%+v", *f.Bill)
			f.Bill = nil
		}
		a.facts = append(a.facts, fmt.Sprintf("%d %+v %s", r.Stream, f, bill))
	}
	return nil
}

// trimmed leaves out what is all zero.
func trimmed(book measure.Ledger) measure.Ledger {
	all := measure.Ledger{}
	for cell, t := range book {
		if t.Trim(); !reflect.DeepEqual(*t, measure.Tally{}) {
			all[cell] = t
		}
	}
	return all
}

// S4: skimmed records count as whole ones do, and both as the tallies and visits that were kept while they were written.
func TestAScanCountsWhatTheRecordsSay(t *testing.T) {
	db := storied(t)
	want := newAccount()
	sums, err := db.Totals(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for stream := uint32(1); int64(want.records) < sums.Records; stream++ {
		records, err := db.Records(ctx, stream, 0, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		for i := range records {
			_ = want.read(&records[i])
		}
	}
	want.rest()
	for _, workers := range []int{1, 2, 3, 50} {
		var all []*account
		told := int64(0)
		how := store.Scan{Workers: workers, Progress: func(done, of int64) { told = max(told, done*1000/of) }}
		err := db.Scan(ctx, how, func(worker int) func(*flow.Record) error {
			if worker != len(all) {
				t.Errorf("worker %d comes after %d others", worker, len(all))
			}
			all = append(all, newAccount())
			return all[worker].read
		})
		if err != nil || told != 1000 || len(all) != workers {
			t.Fatalf("%d workers: got %v, told %d ‰", workers, err, told)
		}
		got := newAccount()
		for _, a := range all {
			a.rest()
			got.facts, got.visits, got.records = append(got.facts, a.facts...), append(got.visits, a.visits...), got.records+a.records
			got.book.Plus(a.book)
		}
		slices.Sort(got.facts)
		slices.Sort(got.visits)
		sorted := func(all []string) []string { return slices.Sorted(slices.Values(all)) }
		if got.records != want.records || !slices.Equal(got.facts, sorted(want.facts)) || !slices.Equal(got.visits, sorted(want.visits)) {
			t.Errorf("%d workers: %d records, want %d; %s", workers, got.records, want.records, firstDifference(got.facts, sorted(want.facts)))
		}
		if !reflect.DeepEqual(trimmed(got.book), trimmed(want.book)) {
			t.Errorf("%d workers: other tallies", workers)
		}
	}
	tallies, err := db.Tallies(ctx)
	if err != nil || !reflect.DeepEqual(tallies, trimmed(want.book)) {
		t.Errorf("kept tallies: %d, %v; want %d", len(tallies), err, len(trimmed(want.book)))
	}
	n := 0
	err = db.Visits(ctx, func(v *measure.Visit) error {
		n++
		return nil
	})
	if err != nil || n != len(want.visits) || int64(n) != sums.Sessions {
		t.Errorf("%d visits, %v; want %d", n, err, len(want.visits))
	}
}

func firstDifference(got, want []string) string {
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			return fmt.Sprintf("got %q, want %q", got[min(i, len(got)-1)], want[i])
		}
	}
	return "no fact differs"
}

// A scan reads what was there when it began; it can be interrupted, and what the caller's function does wrong is not taken
// for damage.
func TestAScanEnds(t *testing.T) {
	db := storetest.Open(t)
	if err := db.Scan(ctx, store.Scan{}, func(int) func(*flow.Record) error {
		return func(*flow.Record) error { return errors.New("a record of an empty store") }
	}); err != nil {
		t.Errorf("an empty store: %v", err)
	}
	if err := db.Import(ctx, several(t, 30)); err != nil {
		t.Fatal(err)
	}
	scan := func(ctx context.Context, fn func(*flow.Record) error) error {
		return db.Scan(ctx, store.Scan{Workers: 1}, func(int) func(*flow.Record) error { return fn })
	}
	if stop := errors.New("enough"); scan(ctx, func(*flow.Record) error { return stop }) != stop {
		t.Error("the function's own error does not come back")
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := scan(cancelled, func(*flow.Record) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	func() {
		defer func() {
			if got := recover(); got != "a mistake" {
				t.Errorf("recovered %v", got)
			}
		}()
		err := scan(ctx, func(*flow.Record) error { panic("a mistake") })
		t.Errorf("got %v, want a panic", err)
	}()
	var once sync.Once
	written := make(chan struct{})
	records := 0
	if err := scan(ctx, func(*flow.Record) error {
		once.Do(func() { go walkBeside(t, db, written) })
		records++
		return nil
	}); err != nil {
		t.Error(err)
	}
	<-written
	if sums, err := db.Totals(ctx); err != nil || int64(records) != sums.Records-2 {
		t.Errorf("%d records were scanned, %+v are there, %v", records, sums, err)
	}
}

// walkBeside writes two records while others read.
func walkBeside(t *testing.T, db *store.DB, done chan struct{}) {
	defer close(done)
	storetest.Walk(t, db, "lan").Do(t, flow.Action{Verb: flow.OpenCart})
}

// S2: what is wrong with a record ends the scan in words, and all writing.
func TestAScanFindsDamage(t *testing.T) {
	for _, test := range tamperings() {
		switch test.name {
		case "a lost tail", "a gap", "a flipped bit", "a swapped record":
		default:
			continue
		}
		t.Run(test.name, func(t *testing.T) {
			db := walked(t, filepath.Join(t.TempDir(), "tagtap.db"))
			defer func() { _ = db.Close() }()
			if err := db.Tamper(test.tamper); err != nil {
				t.Fatal(err)
			}
			err := db.Scan(ctx, store.Scan{}, func(int) func(*flow.Record) error { return func(*flow.Record) error { return nil } })
			if kindOf(err) != "damaged" || !strings.Contains(err.Error(), "journey") {
				t.Errorf("got %v", err)
			}
			if err := db.Append(ctx, 1, 0, nil, nil); kindOf(err) != "damaged" {
				t.Errorf("append: got %v", err)
			}
		})
	}
}

// A file of an older schema that is only read is counted from its records.
func TestOldStoresAreCounted(t *testing.T) {
	for schema := 1; schema <= 3; schema++ {
		path := storeOf(t, schema)
		old, err := store.Open(path, store.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		gotVisits, gotTallies := counted(t, old)
		_ = old.Close()
		db, err := store.Open(path, dated())
		if err != nil {
			t.Fatal(err)
		}
		visits, tallies := counted(t, db)
		_ = db.Close()
		if len(visits) == 0 || len(tallies) == 0 || !slices.Equal(gotVisits, visits) || !reflect.DeepEqual(gotTallies, tallies) {
			t.Errorf("schema %d: got %q\nwant %q", schema, gotVisits, visits)
		}
	}
}

func counted(t *testing.T, db *store.DB) ([]string, measure.Ledger) {
	t.Helper()
	var visits []string
	err := db.Visits(ctx, func(v *measure.Visit) error {
		visits = append(visits, fmt.Sprintf("%+v", *v))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(visits)
	tallies, err := db.Tallies(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return visits, tallies
}

// S4: whatever is wrong with what is counted from records is found.
func TestCheckFindsWrongCounts(t *testing.T) {
	for _, test := range []tampering{
		{"an altered visit", alter("visits"), "visit of session s1 of journey 1"},
		{"a missing visit", remove("visits"), "session s1 of journey 1: begun, but not among the visits"},
		{"a visit of nobody", move("visits", 9), "visit 000000090000000000000001: no session has it"},
		{"an altered bill", alter("bills"), "bill of order P1"},
		{"a missing bill", remove("bills"), "placed, but not among the bills"},
		{"a bill of nobody", move("bills", 9), "no record placed its order"},
		{"an altered tally", alter("tallies"), "tally"},
		{"a missing tally", remove("tallies"), "nothing kept"},
		{"a tally of nothing", func(tx *bolt.Tx) error {
			key := []byte("\x80\x00\x0b\xb8nrose-lips")
			return tx.Bucket([]byte("tallies")).Put(key, sealed(key, []byte{1, 2, 0, 0, 0, 0, 0, 0, 0, 0}))
		}, "tally \"nrose-lips\" of week 3000"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tagtap.db")
			db := walked(t, path)
			defer func() { _ = db.Close() }()
			if err := db.Tamper(test.tamper); err != nil {
				t.Fatal(err)
			}
			report, err := db.Check(ctx)
			if got := strings.Join(report.Findings, "\n"); err != nil || !strings.Contains(got, test.want) {
				t.Errorf("got %q, %v; want %q in it", got, err, test.want)
			}
		})
	}
}
