package storetest

import (
	"context"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// Walker is the shortest driver that there can be: it steps, appends and moves, and knows no second try.
type Walker struct {
	World   *flow.World
	Journal session.Journal
	State   flow.State
	Now     shop.Instant
	Appends int
}

// Walk begins a session of a shopper at the feed, or where a journey stands already.
func Walk(tb testing.TB, j session.Journal, shopper string) *Walker {
	tb.Helper()
	ctx := context.Background()
	stream, err := j.Stream(ctx, shopper)
	if err != nil {
		tb.Fatal(err)
	}
	records, err := j.Load(ctx, stream)
	if err != nil {
		tb.Fatal(err)
	}
	w := &Walker{World: World(), Journal: j, Now: Start}
	w.State = flow.State{Stream: stream}
	if len(records) > 0 {
		w.State = Replay(records)
		return w
	}
	begin := flow.Begin{Session: "s1", Flow: "native", Shopper: shopper, Source: "person", State: flow.Start(w.World, stream)}
	w.append(tb, []flow.Event{{Kind: flow.Begun, Begin: &begin}})
	return w
}

// Replay folds the records of a last session into the state that they lead to.
func Replay(records []flow.Record) flow.State {
	s := flow.State{Stream: records[0].Stream, Seq: records[0].Seq - 1}
	for i := range records {
		s = flow.Apply(s, records[i].Event)
	}
	return s
}

// Do takes the actions, which must not be refused.
func (w *Walker) Do(tb testing.TB, actions ...flow.Action) {
	tb.Helper()
	for _, a := range actions {
		w.append(tb, w.Step(tb, a))
	}
}

// Step returns the events of an action against the journal's shared state; nothing is appended.
func (w *Walker) Step(tb testing.TB, a flow.Action) []flow.Event {
	tb.Helper()
	shared, err := w.Journal.Shared(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	w.World.Shared = shared
	w.Now += 1000
	_, events := flow.Step(w.World, w.Now, w.State, a)
	if r := events[0].Refusal; r.Refused() {
		tb.Fatalf("%v at %v was refused: %v", a, w.State.Place(), r)
	}
	return events
}

// Append adds events to the journey, and moves the walker when that went well.
func (w *Walker) Append(events []flow.Event) error {
	records := Records(w.State.Stream, w.State.Seq, w.Now, events...)
	err := w.Journal.Append(context.Background(), w.State.Stream, w.State.Seq, records, &w.World.Shared)
	if err != nil {
		return err
	}
	for _, e := range events {
		w.State = flow.Apply(w.State, e)
	}
	w.Appends++
	return nil
}

func (w *Walker) append(tb testing.TB, events []flow.Event) {
	tb.Helper()
	if err := w.Append(events); err != nil {
		tb.Fatal(err)
	}
}

// Records makes the records of events that follow `after`.
func Records(stream uint32, after uint64, at shop.Instant, events ...flow.Event) []flow.Record {
	records := make([]flow.Record, len(events))
	for i, e := range events {
		records[i] = flow.Record{Stream: stream, Seq: after + uint64(i) + 1, At: at, Event: e}
	}
	if len(records) > 0 {
		records[0].Presses = 1
	}
	return records
}
