package story

import (
	"slices"
	"time"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// item is what one line could say: an action or happening, or a bookmark.
type item struct {
	action flow.Action
	before flow.State // as the shopper saw it
	code   flow.Code  // why it was refused
	tries  bool       // it began a payment attempt

	mark    string // the checkpoint's name
	expects row    // what is proposed there
}

// again is the walk as the story will walk it: by another clock, and so with other ids and other times.
type again struct {
	world flow.World
	state flow.State
	clock shop.Instant
	still bool          // taps take no time
	due   []flow.Action // what fell due there, and is still to come in the records
	apart time.Duration // by which it is behind the session where nothing else was running
	ahead bool          // something fell due here that the story itself meets with its next line
	shown view          // what the story shows behind its last line
}

// view is what an expectation is compared with.
type view struct {
	world flow.World
	state flow.State
	now   shop.Instant
}

// shows notes what the story shows behind a line.
func (w *again) shows() {
	w.shown, w.ahead = view{w.world, w.state, w.clock}, false
	w.shown.world.Now = w.clock
}

// scene is what the story shows where it stands.
func (w *again) scene() *scene {
	return &scene{shown: session.Shown{World: &w.shown.world, State: &w.shown.state, Now: w.shown.now}}
}

// ending is what the story shows once it has met everything that fell due.
func (w *again) ending() *scene {
	if !w.ahead {
		return w.scene()
	}
	last := *w
	last.due = slices.Clone(w.due)
	last.wait(1)
	return last.scene()
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

func (w *again) step(at shop.Instant, a flow.Action) []flow.Event {
	next, events := flow.Step(&w.world, at, w.state, a)
	for _, e := range events {
		w.world.Shared = flow.Share(w.world.Shared, e)
	}
	w.state = next
	return events
}

// fall lets time pass until something falls due there too, and returns for how many seconds the story has to wait, 0 where
// it need not.
func (w *again) fall(a flow.Action) int32 {
	if len(w.due) == 0 {
		w.catch()
		w.ahead = w.ahead || len(w.due) > 0
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
	w.shows()
}

// meet does what a head of the records does, and returns for how many seconds the story has to wait before it: a person takes
// longer than a clock that stands still, and meanwhile an offer begins or a coupon ends. It waits only where that makes the
// same of it as the session had.
func (w *again) meet(records []flow.Record, before *flow.State, own []flow.OrderID, millis int64) int32 {
	then := *w
	then.due = slices.Clip(w.due)
	a := named(records[0].Event.Action, before)
	if events := w.take(a, millis); !w.still || alike(events, records) {
		return 0
	}
	behind := records[0].At.Sub(then.clock)
	if running(before, own) {
		behind -= then.apart
	}
	seconds := int32((behind + time.Second - 1) / time.Second)
	if seconds < 1 {
		return 0
	}
	fell := len(then.due)
	then.wait(seconds)
	if len(then.due) > fell || !alike(then.take(a, millis), records) {
		return 0
	}
	*w = then
	return seconds
}

// alike says whether a head and what followed from it is what the records have.
func alike(events []flow.Event, records []flow.Record) bool {
	if events[0].Refusal.Code != records[0].Event.Refusal.Code {
		return false
	}
	n := 0
	for i := range records {
		e := &records[i].Event
		if i > 0 && (e.Kind == flow.Tapped || e.Kind == flow.Happened || e.Kind == flow.Marked) {
			break
		}
		if n++; n > len(events) || events[i].Kind != e.Kind || events[i].Amount != e.Amount || !slices.Equal(events[i].Seen, e.Seen) {
			return false
		}
		if o := e.Order; o != nil && (events[i].Order == nil || events[i].Order.Quote.Payable != o.Quote.Payable) {
			return false
		}
	}
	return n == len(events)
}

// take does what a line does, and returns what followed; millis is the time that it is predicted to take.
func (w *again) take(a flow.Action, millis int64) []flow.Event {
	w.catch()
	if id, ok := resolve(&w.state, a); ok {
		a.ID = id
	}
	events := w.step(w.clock, a)
	switch {
	case a.Verb == flow.Wait:
		w.wait(a.N)
	case !a.Happening() && !w.still:
		w.clock = w.clock.Add(time.Duration(millis) * time.Millisecond)
	}
	w.shows()
	return events
}
