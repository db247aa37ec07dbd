package store_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"testing"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/store"
	"tagtap/store/storetest"
)

// begin opens another session of a walker's journey.
func begin(t *testing.T, w *storetest.Walker, id, source string, from ...flow.Branch) {
	t.Helper()
	b := flow.Begin{Session: id, Flow: "express", Shopper: "lan", Source: source, State: w.State}
	for _, b.From = range from {
	}
	if err := w.Append([]flow.Event{{Kind: flow.Begun, Begin: &b}}); err != nil {
		t.Fatal(err)
	}
}

func TestSessionsAreListedNewestFirst(t *testing.T) {
	db := storetest.Open(t)
	if all, err := db.Sessions(ctx, 0); err != nil || len(all) != 0 {
		t.Fatalf("of an empty store: %v, %v", all, err)
	}
	lan := storetest.Walk(t, db, "lan")
	lan.Do(t, flow.Action{Verb: flow.OpenCart}, flow.Action{Verb: flow.Back})
	mei := storetest.Walk(t, db, "mei")
	begin(t, lan, "s2", "story", flow.Branch{Session: "s1", Seq: 2})
	lan.Do(t, flow.Action{Verb: flow.OpenCart})
	mei.Do(t, flow.Action{Verb: flow.OpenCart})
	at := storetest.Start
	want := []store.Session{
		{ID: "s2", Flow: "express", Shopper: "lan", Source: "story", Stream: 1, Seq: 4, Records: 2, Began: at + 2000, Last: at + 3000,
			From: "s1", FromSeq: 2},
		{ID: "s1", Flow: "native", Shopper: "mei", Source: "person", Stream: 2, Seq: 1, Records: 2, Began: at, Last: at + 1000},
		{ID: "s1", Flow: "native", Shopper: "lan", Source: "person", Stream: 1, Seq: 1, Records: 3, Began: at, Last: at + 2000},
	}
	for limit, n := range map[int]int{0: 3, 1: 1, 2: 2, 3: 3, 99: 3} {
		got, err := db.Sessions(ctx, limit)
		if err != nil || !reflect.DeepEqual(plain(got), want[:n]) {
			t.Errorf("limit %d: got %+v, %v\nwant %+v", limit, got, err, want[:n])
		}
	}
	for id, i := range map[string]int{"s2": 0, "s1": 1} {
		got, err := db.Journey(ctx, id)
		if err != nil || plain([]store.Session{got})[0] != want[i] {
			t.Errorf("%s: got %+v, %v", id, got, err)
		}
	}
	if _, err := db.Journey(ctx, "s9"); !errors.As(err, &store.ErrNoSession{}) {
		t.Errorf("got %v, want ErrNoSession", err)
	}
}

// plain takes away what only the store knows.
func plain(all []store.Session) []store.Session {
	for i := range all {
		all[i] = all[i].Plain()
	}
	return all
}

func TestASessionEndsBeforeTheNextOne(t *testing.T) {
	db := storetest.Open(t)
	w := storetest.Walk(t, db, "lan")
	w.Do(t, storetest.Loop()...)
	middle := w.State.Seq
	begin(t, w, "s2", "person")
	w.Do(t, flow.Action{Verb: flow.OpenCart})
	for id, ends := range map[string][2]uint64{"s1": {1, middle}, "s2": {middle + 1, middle + 2}} {
		s, err := db.Journey(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		records, err := db.SessionRecords(ctx, s)
		if err != nil || int64(len(records)) != s.Records || records[0].Seq != ends[0] || records[len(records)-1].Seq != ends[1] {
			t.Errorf("%s: got %d records, %v; want %v", id, len(records), err, ends)
		}
	}
	if _, err := db.SessionRecords(ctx, store.Session{ID: "x"}); err == nil {
		t.Error("of a session that is none: want an error")
	}
}

// What is kept of a session is what its records come to, wherever the session stands in its journey.
func TestTheVisitOfASessionIsWhatItsRecordsComeTo(t *testing.T) {
	db := storetest.Open(t)
	lan := storetest.Walk(t, db, "lan")
	lan.Do(t, storetest.Loop()...)
	begin(t, lan, "s2", "story")
	lan.Do(t, flow.Action{Verb: flow.OpenCart}, flow.Action{Verb: flow.Back})
	storetest.Walk(t, db, "mei").Do(t, storetest.Loop()...)
	all, err := db.Sessions(ctx, 0)
	if err != nil || len(all) != 3 {
		t.Fatalf("got %d sessions, %v", len(all), err)
	}
	for _, s := range all {
		records, err := db.SessionRecords(ctx, s)
		if err != nil {
			t.Fatal(err)
		}
		var m measure.Meter
		for i := range records {
			m.Add(i, &records[i])
		}
		v, kept, err := db.Visit(ctx, s)
		if err != nil || !kept {
			t.Fatalf("%s: kept %t, %v", s.ID, kept, err)
		}
		got := []any{v.Session, v.Records, v.Summary.Taps, v.Summary.Steps, v.Summary.Fields, v.Summary.Refused, v.Summary.Millis, v.Summary.Orders, v.Summary.Stages}
		want := []any{s.ID, s.Records, m.Taps, m.Steps, m.Fields, m.Refused, m.Millis, m.Orders, m.Stages}
		if !reflect.DeepEqual(got, want) || m.Taps == 0 {
			t.Errorf("%s: got %v, want %v", s.ID, got, want)
		}
	}
	if _, _, err := db.Visit(ctx, store.Session{ID: "x", Stream: 9, Seq: 1}); err == nil {
		t.Error("of a session that is none: want an error")
	}
}

// Only the newest are decoded, however many rows come before them, and their order does not depend on how many are asked for.
func TestFewOfManySessionsAreThoseOfAll(t *testing.T) {
	const many = 3000 // more than are kept before they are put in order
	db := storetest.Open(t)
	lan := storetest.Walk(t, db, "lan")
	mei := storetest.Walk(t, db, "mei")
	for i := range many {
		w := lan
		if i%3 == 0 {
			w = mei
		}
		begin(t, w, fmt.Sprintf("n%04d", i), "story")
	}
	all, err := db.Sessions(ctx, 0)
	if err != nil || len(all) != many+2 || all[0].ID != "n2999" {
		t.Fatalf("got %d sessions, %v", len(all), err)
	}
	for _, limit := range []int{1, 2, 100, 2000, many + 2, many + 3} {
		got, err := db.Sessions(ctx, limit)
		if err != nil || !reflect.DeepEqual(got, all[:min(limit, len(all))]) {
			t.Fatalf("limit %d: got %v, %v", limit, got, err)
		}
	}
	if got, err := db.Sessions(ctx, math.MaxInt); err != nil || len(got) != len(all) {
		t.Errorf("got %d sessions, %v", len(got), err)
	}
}
