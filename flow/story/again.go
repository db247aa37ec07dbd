package story

import (
	"slices"
	"time"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// item is what one line could say: an action or happening, or a bookmark.
type item struct {
	action flow.Action
	before flow.State // as the shopper saw it
	code   flow.Code  // why it was refused
	tries  bool       // it began a payment attempt
	mark   string
}

// again is the walk as the story will walk it: by another clock, and so with other ids and other times.
type again struct {
	world flow.World
	state flow.State
	clock shop.Instant
	still bool          // taps take no time
	due   []flow.Action // what fell due there, and is still to come in the records
	apart time.Duration // by which it is behind the session where nothing else was running
}

// catch lets happen what is due by now.
func (w *again) catch() {
	for range mostWaits {
		at, a, ok := flow.Due(&w.world, &w.state)
		if !ok || at > w.clock {
			return
		}
		w.due = append(w.due, named(a, &w.state))
		w.step(at, a)
	}
}

func (w *again) step(at shop.Instant, a flow.Action) {
	next, events := flow.Step(&w.world, at, w.state, a)
	for _, e := range events {
		w.world.Shared = flow.Share(w.world.Shared, e)
	}
	w.state = next
}

// fall lets time pass until something falls due there too, and returns for how many seconds the story has to wait, 0 where
// it need not.
func (w *again) fall(a flow.Action) int32 {
	if len(w.due) == 0 {
		w.catch()
	}
	var seconds int64
	if at, _, ok := flow.Due(&w.world, &w.state); ok && len(w.due) == 0 && at > w.clock {
		seconds = int64((at.Sub(w.clock) + time.Second - 1) / time.Second)
		w.wait(int32(seconds))
	}
	if len(w.due) > 0 && w.due[0].Verb == a.Verb {
		w.due = w.due[1:]
	}
	return int32(seconds)
}

// join lets time pass before a head that sets something running while something else runs already, such as a second order: as
// much as lay between the two. It returns for how many seconds the story has to wait.
func (w *again) join(r *flow.Record, before *flow.State, sets bool, own []flow.OrderID) int32 {
	switch behind := r.At.Sub(w.clock); {
	case !w.still || !sets:
	case !running(before, own):
		w.apart = behind
	case behind-w.apart >= time.Second:
		seconds := int32((behind - w.apart) / time.Second)
		w.wait(seconds)
		return seconds
	}
	return 0
}

// running says whether an order other than those comes on by itself.
func running(s *flow.State, own []flow.OrderID) bool {
	for i := range s.Orders {
		switch s.Orders[i].Status {
		case flow.Completed, flow.Closed, flow.Cancelled:
		default:
			if !slices.Contains(own, s.Orders[i].ID) {
				return true
			}
		}
	}
	return false
}

// sets says whether something runs from a head on, and for which orders.
func sets(records []flow.Record, head int) (bool, []flow.OrderID) {
	for i := head + 1; i < len(records); i++ {
		switch e := &records[i].Event; e.Kind {
		case flow.Tapped, flow.Happened:
			return false, nil
		case flow.OrderPlaced, flow.VideoSet:
			return true, nil
		case flow.AttemptSet:
			return true, e.Attempt.Orders
		case flow.OrderPaid, flow.OrderMoved:
			return true, []flow.OrderID{e.OrderID}
		}
	}
	return false, nil
}

func (w *again) wait(seconds int32) {
	w.clock = w.clock.Add(time.Duration(seconds) * time.Second)
	w.catch()
}

// take does what a line does; millis is the time that it is predicted to take.
func (w *again) take(a flow.Action, millis int64) {
	w.catch()
	if id, ok := resolve(&w.state, a); ok {
		a.ID = id
	}
	w.step(w.clock, a)
	switch {
	case a.Verb == flow.Wait:
		w.wait(a.N)
	case !a.Happening() && !w.still:
		w.clock = w.clock.Add(time.Duration(millis) * time.Millisecond)
	}
}

// itemsOf lists the heads of the records but those that fall due by themselves. Where they would not yet when the story is
// walked, because a person took longer, it waits.
func itemsOf(records []flow.Record, w *flow.World, still bool) []item {
	var items []item
	var state flow.State
	var meter measure.Meter
	there := again{world: *w, clock: records[0].At, still: still}
	there.state = flow.Apply(there.state, records[0].Event)
	for i := range records {
		r := &records[i]
		e := &r.Event
		before := state
		state = flow.Apply(state, *e)
		meter.Add(i, r)
		switch e.Kind {
		case flow.Tapped, flow.Happened:
			if at, a, ok := flow.Due(w, &before); e.Kind == flow.Happened && ok && a == e.Action && at <= r.At && !e.Refusal.Refused() {
				if seconds := there.fall(named(a, &before)); seconds > 0 {
					items = append(items, item{action: flow.Action{Verb: flow.Wait, N: seconds}, before: before})
				}
				continue
			}
			runs, own := sets(records, i)
			if seconds := there.join(r, &before, runs, own); seconds > 0 {
				items = append(items, item{action: flow.Action{Verb: flow.Wait, N: seconds}, before: before})
			}
			items = append(items, item{action: e.Action, before: before, code: e.Refusal.Code})
			there.take(named(e.Action, &before), meter.Cost())
		case flow.Marked:
			items = append(items, item{mark: e.Reason})
		case flow.AttemptSet:
			if n := len(items); n > 0 && e.Attempt.Status == flow.Pending {
				items[n-1].tries = true
			}
		}
	}
	return items
}
