package story

import (
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// Recorder writes a session as a story while it is walked. It reads each record once, so that a story can be seen growing;
// Print says what it writes.
type Recorder struct {
	title text.Text
	plain bool       // proposes nothing
	world flow.World // as all shoppers saw it when the session began, then as its records change it
	state flow.State
	meter measure.Meter
	begin *flow.Begin
	start shop.Instant
	last  shop.Instant
	read  int // records
	still bool
	there again
	items []item
	marks map[string]bool
	head  givenHead
	body  []Printed // the lines of the items before kept, which no later tap changes
	kept  int
	page  flow.Spot // of the last of them
}

// Printed is a line of a story that is being written, without its line break.
type Printed struct {
	Text string
	Kind PrintedKind

	pairs row // of an expectation, which may take a line each
}

// PrintedKind says what a line of a story does.
type PrintedKind uint8

// The kinds of lines.
const (
	PrintedHead   PrintedKind = iota // before the steps
	PrintedGap                       // the blank line between two pages
	PrintedTap                       // what the shopper does, or the world
	PrintedExpect                    // what is expected after it
	PrintedMark                      // a checkpoint
)

// NewRecorder makes the recorder of a session in a world, with what all shoppers saw when it began.
func NewRecorder(title text.Text, w *flow.World) *Recorder {
	return &Recorder{title: title, world: *w, marks: make(map[string]bool)}
}

// Follow reads the records of the session that are new: all of them are given each time, and none in the middle of a step.
func (r *Recorder) Follow(records []flow.Record) {
	for i := r.read; i < len(records); i++ {
		r.add(records, i)
	}
	r.read = len(records)
}

// Done returns how many taps, happenings and bookmarks were written.
func (r *Recorder) Done() int { return len(r.items) }

// Meter returns the figures of the walk so far, which the story pins. It is valid until the next Follow.
func (r *Recorder) Meter() *measure.Meter { return &r.meter }

func (r *Recorder) opens(first *flow.Record) {
	r.begin, r.start = first.Event.Begin, first.At
	r.still = r.begin.Source == "person" // who may be faster than predicted, so that things would fall due too early
	r.head.begin(&r.world, &r.begin.State)
	r.there = again{world: r.world, clock: r.start, still: r.still}
	r.there.state = flow.Apply(flow.State{}, first.Event)
	r.there.shows()
}

// add reads a record: a head makes an item, but one that falls due by itself. Where it would not yet when the story is walked,
// because a person took longer, the story waits.
func (r *Recorder) add(records []flow.Record, i int) {
	rec := &records[i]
	e := &rec.Event
	if i == 0 && e.Begin != nil {
		r.opens(rec)
	}
	before := r.state
	r.state = flow.Apply(r.state, *e)
	r.meter.Add(i, rec)
	r.last = rec.At
	r.head.meets(e)
	switch e.Kind {
	case flow.Tapped, flow.Happened:
		r.done(records, i, &before)
	case flow.Marked:
		it := item{mark: r.markName(e.Reason), before: before}
		if !r.plain {
			it.expects = proposed(r.scene(), r.there.scene())
		}
		r.items = append(r.items, it)
	case flow.AttemptSet:
		if n := len(r.items); n > 0 && e.Attempt.Status == flow.Pending {
			r.items[n-1].tries = true
		}
	}
	r.world.Shared = flow.Share(r.world.Shared, *e)
}

func (r *Recorder) done(records []flow.Record, i int, before *flow.State) {
	rec := &records[i]
	e := &rec.Event
	wait := func(seconds int32) {
		if seconds > 0 {
			r.items = append(r.items, item{action: flow.Action{Verb: flow.Wait, N: seconds}, before: *before})
		}
	}
	if at, a, ok := flow.Due(&r.world, before); e.Kind == flow.Happened && ok && a == e.Action && at <= rec.At && !e.Refusal.Refused() {
		wait(r.there.fall(named(a, before)))
		return
	}
	runs, own := sets(records, i)
	wait(r.there.join(rec, before, runs, own))
	wait(r.there.meet(records[i:], before, own, r.meter.Cost()))
	r.items = append(r.items, item{action: e.Action, before: *before, code: e.Refusal.Code})
}

// scene is what the shopper sees now.
func (r *Recorder) scene() *scene {
	return &scene{shown: session.Shown{World: &r.world, State: &r.state, Meter: &r.meter, Now: r.last}}
}
