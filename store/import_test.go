package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/store"
	"tagtap/store/storetest"
)

// simulated walks in memory as a simulated shopper.
func simulated(t testing.TB, shopper string, actions ...flow.Action) store.Journey {
	t.Helper()
	memory := &session.Memory{}
	w := storetest.Walk(t, memory, shopper)
	w.Do(t, actions...)
	records, err := memory.Load(ctx, w.State.Stream)
	if err != nil {
		t.Fatal(err)
	}
	begin := *records[0].Event.Begin
	begin.Source, begin.Session = "sim", "sim-"+shopper
	records[0].Event.Begin = &begin
	return store.Journey{Shopper: shopper, Records: records}
}

func several(t testing.TB, n int) []store.Journey {
	all := make([]store.Journey, n)
	for i := range all {
		actions := storetest.Loop()
		all[i] = simulated(t, fmt.Sprintf("sim-%04d", i), actions[:1+i%len(actions)]...)
	}
	return all
}

// S3, S4: what was imported reads as if it had been walked, and what all shoppers see is as it was.
func TestImportedJourneysStayApart(t *testing.T) {
	db := storetest.Open(t)
	w := storetest.Walk(t, db, "lan")
	w.Do(t, storetest.Buying("tint")...)
	if _, err := db.Stream(ctx, "sim-0001"); err != nil { // a journey without records
		t.Fatal(err)
	}
	before, err := db.Shared(ctx)
	if err != nil {
		t.Fatal(err)
	}
	journeys := several(t, 20)
	if err := db.Import(ctx, journeys); err != nil {
		t.Fatal(err)
	}
	storetest.Sound(t, db)
	if after, err := db.Shared(ctx); err != nil || !reflect.DeepEqual(after, before) {
		t.Errorf("got %+v, %v\nwant %+v", after, err, before)
	}
	sums, err := db.Totals(ctx)
	records := int64(w.State.Seq)
	for i, j := range journeys {
		records += int64(len(j.Records))
		stream, err := db.Stream(ctx, j.Shopper)
		if err != nil {
			t.Fatal(err)
		}
		got, err := db.Load(ctx, stream)
		if err != nil || !reflect.DeepEqual(got, j.Records) || stream != got[0].Stream {
			t.Errorf("journey %d: got %+v, %v\nwant %+v", i, got, err, j.Records)
		}
		if orders, err := db.Orders(ctx, stream); err != nil || len(orders) != min(1, max(0, i%14-5)) {
			t.Errorf("journey %d: %d orders, %v", i, len(orders), err)
		}
	}
	if err != nil || sums.Sessions != 21 || sums.Records != records {
		t.Errorf("got %+v, %v; want 21 sessions, %d records", sums, err, records)
	}
	w.Do(t, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})
	if next, err := db.Stream(ctx, "mei"); err != nil || next != 22 {
		t.Errorf("the next journey is %d, %v; want 22", next, err)
	}
}

// What goes on in a simulated journey stays apart as well, and nobody else may go on in it.
func TestASimulatedJourneyGoesOnApart(t *testing.T) {
	db := storetest.Open(t)
	j := simulated(t, "sim-1", storetest.Buying("tint")...)
	if err := db.Import(ctx, []store.Journey{j}); err != nil {
		t.Fatal(err)
	}
	w := storetest.Walk(t, db, "sim-1")
	w.Do(t, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})
	if shared, err := db.Shared(ctx); err != nil || len(shared.Shelf) != 0 {
		t.Errorf("got %+v, %v; want nothing on the shelves", shared, err)
	}
	begin := flow.Begin{Session: "s2", Flow: "native", Shopper: "sim-1", Source: "person", State: w.State}
	if err := w.Append([]flow.Event{{Kind: flow.Begun, Begin: &begin}}); err == nil || !strings.Contains(err.Error(), "do not share") {
		t.Errorf("a person went on in it: %v", err)
	}
	begin.Source = "sim"
	if err := w.Append([]flow.Event{{Kind: flow.Begun, Begin: &begin}}); err != nil {
		t.Error(err)
	}
	storetest.Sound(t, db)
}

func TestImportRefusesWhatIsNoNewSimulatedJourney(t *testing.T) {
	db := storetest.Open(t)
	storetest.Walk(t, db, "lan")
	want := everything(db)
	good := simulated(t, "good", storetest.Loop()...)
	spoilt := func(fn func(records []flow.Record) []flow.Record) store.Journey {
		return store.Journey{Shopper: "spoilt", Records: fn(slices.Clone(good.Records))}
	}
	tests := map[string]struct {
		journey store.Journey
		want    string
	}{
		"a shopper who walked":   {store.Journey{Shopper: "lan", Records: good.Records}, `shopper "lan" has a journey already`},
		"the same shopper twice": {good, `shopper "good" has a journey already`},
		"no records":             {store.Journey{Shopper: "none"}, "no session begins it"},
		"no beginning":           {spoilt(func(r []flow.Record) []flow.Record { return r[1:] }), "record does not follow"},
		"a gap":                  {spoilt(func(r []flow.Record) []flow.Record { return slices.Delete(r, 3, 4) }), "record does not follow"},
		"a person": {spoilt(func(r []flow.Record) []flow.Record {
			begin := *r[0].Event.Begin
			begin.Source = "person"
			r[0].Event.Begin = &begin
			return r
		}), "is not simulated"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			err := db.Import(ctx, []store.Journey{good, test.journey})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if walked := (store.ErrWalked{}); strings.Contains(test.want, "already") && !errors.As(err, &walked) {
				t.Errorf("got %v, want ErrWalked", err)
			}
			if everything(db) != want {
				t.Error("something was added")
			}
			storetest.Sound(t, db)
		})
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if err := db.Import(cancelled, []store.Journey{good}); !errors.Is(err, context.Canceled) || everything(db) != want {
		t.Errorf("cancelled: got %v", err)
	}
	if err := db.Import(ctx, nil); err != nil || everything(db) != want {
		t.Errorf("of none: got %v", err)
	}
}

// S3: an import that the disk refuses adds nothing, neither in the file nor in what the writer remembers.
func TestAnImportThatFailsAddsNothing(t *testing.T) {
	db := storetest.OpenFile(t, filepath.Join(t.TempDir(), "tagtap.db"))
	w := storetest.Walk(t, db, "lan")
	before, fail := everything(db), true
	db.OnWrite(func([]byte, int64) error {
		if fail {
			return syscall.ENOSPC
		}
		return nil
	})
	journeys := several(t, 5)
	if err := db.Import(ctx, journeys); !errors.Is(err, syscall.ENOSPC) || everything(db) != before {
		t.Fatalf("got %v", err)
	}
	fail = false
	storetest.Sound(t, db)
	w.Do(t, flow.Action{Verb: flow.OpenCart})
	storetest.Sound(t, db)
	if err := db.Import(ctx, journeys); err != nil {
		t.Fatal(err)
	}
}

// A simulated session and another one in one journey, which no storefront lets happen, are found.
func TestCheckFindsAMixedJourney(t *testing.T) {
	db, err := store.Open(filepath.Join(t.TempDir(), "tagtap.db"), storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	j := simulated(t, "sim-1", storetest.Loop()[:3]...)
	begin := flow.Begin{Session: "s2", Flow: "native", Shopper: "sim-1", Source: "sim"}
	last := flow.Record{Seq: uint64(len(j.Records) + 1), At: storetest.Start, Event: flow.Event{Kind: flow.Begun, Begin: &begin}}
	j.Records = append(j.Records, last)
	if err := db.Import(ctx, []store.Journey{j}); err != nil {
		t.Fatal(err)
	}
	err = db.Tamper(func(tx *bolt.Tx) error {
		return rewrite(last.Seq, func(key, v []byte, _ *bolt.Bucket) []byte {
			return sealed(key, []byte(strings.Replace(string(v[5:]), "csim", "cbot", 1)))
		})(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := db.Check(ctx)
	if got := strings.Join(report.Findings, "\n"); err != nil || !strings.Contains(got, "a simulated session and another one share it") {
		t.Errorf("got %q, %v", got, err)
	}
}
