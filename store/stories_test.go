package store_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/store"
)

// told are the runs of every built-in story, under its own flows and shoppers, each in a memory of its own.
type told struct {
	catalogue string
	tapes     []*tape
	err       error
}

// tape is a memory that keeps what was appended to its one journey.
type tape struct {
	session.Memory
	id      string
	appends [][]flow.Record
}

func (m *tape) Append(ctx context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error {
	err := m.Memory.Append(ctx, stream, expected, records, seen)
	if err == nil {
		m.appends = append(m.appends, slices.Clone(records))
	}
	return err
}

var toldOnce = sync.OnceValue(func() (all told) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		return told{err: err}
	}
	all.catalogue = set.Catalogue.ID
	walks := &flow.Walks{}
	for _, file := range set.Stories {
		s, err := set.Reading().Parse(file.File, file.Data)
		if err != nil {
			return told{err: err}
		}
		for _, run := range story.Runs(s, named(set.Flow, s.Flows, "native"), named(set.Shopper, s.Shoppers, "returning"), 1) {
			m := &tape{id: run.ID}
			if _, err := story.Play(ctx, run, story.Config{Catalogue: set.Catalogue, Journal: m, Walks: walks}); err != nil {
				return told{err: err}
			}
			all.tapes = append(all.tapes, m)
		}
	}
	return all
})

// named looks names up; a story without any is played with one.
func named[T any](look func(string) *T, names []string, usual string) []*T {
	if len(names) == 0 {
		names = []string{usual}
	}
	var all []*T
	for _, name := range names {
		if one := look(name); one != nil {
			all = append(all, one)
		}
	}
	return all
}

func stories(tb testing.TB) told {
	tb.Helper()
	all := toldOnce()
	if all.err != nil {
		tb.Fatal(all.err)
	}
	return all
}

// appendTo appends all journeys to a store, tap by tap.
func (all *told) appendTo(t *testing.T, db *store.DB) {
	t.Helper()
	for _, m := range all.tapes {
		stream, err := db.Stream(ctx, m.id)
		if err != nil {
			t.Fatal(err)
		}
		n := uint64(0)
		for _, records := range m.appends {
			records = slices.Clone(records)
			for i := range records {
				records[i].Stream = stream
			}
			seen, err := db.Shared(ctx)
			if err == nil {
				err = db.Append(ctx, stream, n, records, &seen)
			}
			if err != nil {
				t.Fatal(err)
			}
			n += uint64(len(records))
		}
	}
}

// journeys returns all of them as those of simulated shoppers, some time later.
func (all *told) journeys(later time.Duration, name func(i int) string) []store.Journey {
	journeys := make([]store.Journey, len(all.tapes))
	for i, m := range all.tapes {
		journeys[i] = store.Journey{Shopper: name(i), Records: asSimulated(slices.Concat(m.appends...), later)}
	}
	return journeys
}

// asSimulated copies the records of a journey, some time later.
func asSimulated(records []flow.Record, later time.Duration) []flow.Record {
	records = slices.Clone(records)
	for i := range records {
		records[i].At = records[i].At.Add(later)
		if e := &records[i].Event; e.Kind == flow.Begun {
			begin := *e.Begin
			begin.Source = "sim"
			e.Begin = &begin
		}
	}
	return records
}
