package story

import (
	"fmt"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// PrintWalk writes a walk that was searched as a story: the way from the beginning of a journey to a checkpoint, the walk
// itself, and that it took at most so many taps since.
func PrintWalk(title text.Text, w flow.World, now shop.Instant, way, walk []flow.Action, checkpoint string, most int) []byte {
	state := flow.Start(&w, 1)
	records := []flow.Record{{Stream: 1, Seq: 1, At: now, Event: flow.Event{Kind: flow.Begun, Begin: &flow.Begin{
		Flow: w.Flow.Name, Shopper: w.Shopper.ID, Source: "story", State: state,
	}}}}
	add := func(e flow.Event) {
		w.Shared = flow.Share(w.Shared, e)
		records = append(records, flow.Record{Stream: 1, Seq: uint64(len(records) + 1), At: now, Event: e})
	}
	first := w
	take := func(actions []flow.Action) {
		for _, a := range actions {
			var events []flow.Event
			state, events = flow.Step(&w, now, state, a)
			for _, e := range events {
				add(e)
			}
		}
	}
	take(way)
	add(flow.Event{Kind: flow.Marked, Reason: checkpoint})
	take(walk)
	r := NewRecorder(title, &first)
	r.plain = true // what was promised is all that is expected
	r.Follow(records)
	return formed(fmt.Appendf(r.text(), "  - expect: {taps: {since: %s, is: <= %d}}\n", checkpoint, most))
}
