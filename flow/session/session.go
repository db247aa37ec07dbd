// Package session is the one impure door of the journey: it stamps time, appends to the journal, then moves. Every driver
// goes through it, a person, a story, so one tap is one head record by construction.
package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// Config is what a session needs. Clock is the real clock for a person, or a simulated one; without one the session keeps
// predicted time.
type Config struct {
	World   flow.World // Shared is taken from the journal
	Journal Journal
	Journey string // key of the journey in the journal, usually the shopper's id
	ID      string // of the session
	Source  string // person, story
	Start   shop.Instant
	Clock   func() time.Time
	Given   *flow.State // what the session begins with instead of what the journal has
	Origin  Origin

	// Room is where the session's records are put, if given, from its beginning on. Who opens many short sessions one after
	// the other hands the same room to each, and copies the records that outlive one.
	Room []flow.Record
}

// Origin says where sessions come from. It is kept with each, for those who analyse them, and changes nothing.
type Origin struct {
	Run    string // the same for all that were made together
	Seed   uint64
	Digest string // of the flow's knobs, as flow.Flow has it; "" is not kept
	App    string // version of the program
}

// Session is a stretch of a journey. It is used by one goroutine at a time.
type Session struct {
	world   flow.World
	journal Journal
	state   flow.State
	meter   measure.Meter
	records []flow.Record
	refused flow.Refusal
	id      string
	resumed bool
	clock   func() time.Time
	opened  time.Time
	base    shop.Instant // simulated time when it was opened, plus skips and predictions
	last    shop.Instant // of the newest record; no later one is earlier
	source  string
	active  shop.Instant // when something was done last
	rests   int          // sessions that ended by idling
	stepper flow.Stepper
	marks   []int // steps behind which there is a bookmark
	origin  Origin
	room    []flow.Record
	began   flow.Shared // what all shoppers saw when it began
}

// Shown is what a driver sees after a tap. It stays valid until the session's next call; Snapshot keeps it.
type Shown struct {
	World   *flow.World
	State   *flow.State
	Meter   *measure.Meter
	Records []flow.Record // of this session
	Now     shop.Instant
	Refused flow.Refusal // of the last action
	Session string
	Resumed bool // the journey went on from an earlier session
	Rewind  Rewind
	// Least is the fewest taps to the stage that was reached; nil until a driver has worked it out with Meter.Least.
	Least *measure.Least
}

// usual is the room for a session's records before they have to move; a walk of the loop needs less.
const usual = 36

// idleLimit ends a person's session: so long nothing was done by its clock.
const idleLimit = 30 * time.Minute

// tries is how often a step is taken again when others changed the shelf.
const tries = 3

// Open begins a session: it goes on where the journey stands, or begins one at the feed.
func Open(ctx context.Context, c Config) (*Session, error) {
	s := &Session{world: c.World, journal: c.Journal, clock: c.Clock, base: c.Start, id: c.ID, source: c.Source, origin: c.Origin, room: c.Room}
	stream, err := c.Journal.Stream(ctx, c.Journey)
	if err != nil {
		return nil, fmt.Errorf("open journey %s: %w", c.Journey, err)
	}
	s.state = flow.State{Stream: stream}
	if s.clock != nil {
		s.opened = s.clock()
	}
	if err := s.reload(ctx); err != nil {
		return nil, err
	}
	s.resumed = s.state.Seq > 0
	err = s.begin(ctx, flow.Branch{}, func() flow.State {
		begin := s.state
		switch {
		case c.Given != nil:
			begin = *c.Given
		case s.state.Seq == 0:
			begin = flow.Start(&s.world, stream)
		}
		begin.Stream = stream
		begin.Trail = flow.Landing(begin.Trail)
		return begin
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// begin opens a session with a record of the state that it begins with, and of where it branched off, if it did.
func (s *Session) begin(ctx context.Context, from flow.Branch, state func() flow.State) error {
	return s.insist(ctx, func() error {
		e := flow.Event{Kind: flow.Begun, Begin: &flow.Begin{
			Session: s.name(), Flow: s.world.Flow.Name, Shopper: s.world.Shopper.ID, Source: s.source, State: state(), From: from,
			Run: s.origin.Run, Seed: s.origin.Seed, Digest: s.origin.Digest, App: s.origin.App,
		}}
		before := s.records
		if s.records, s.room = s.room[:0], nil; cap(s.records) == 0 {
			s.records = make([]flow.Record, 0, usual)
		}
		s.active = s.now()
		err := s.append(ctx, flow.Apply(s.state, e), []flow.Event{e}, max(s.active, s.last), 0)
		if err != nil {
			s.records = before
			return err
		}
		s.began = s.world.Shared
		return nil
	})
}

// Began returns what all shoppers saw when the session began: with it its records can be told as a story.
func (s *Session) Began() flow.Shared { return s.began }

// insist tries again where the journey went on elsewhere; then it was read anew.
func (s *Session) insist(ctx context.Context, try func() error) error {
	err := try()
	for n := 1; n < tries && errors.Is(err, flow.ErrStale); n++ {
		if err := s.reload(ctx); err != nil {
			return err
		}
		err = try()
	}
	return err
}

// name is the id of the session; those after a rest are numbered.
func (s *Session) name() string {
	if s.rests == 0 {
		return s.id
	}
	return fmt.Sprintf("%s-%d", s.id, s.rests+1)
}

// rest begins another session where nothing was done for so long that the last one is over.
func (s *Session) rest(ctx context.Context, now shop.Instant) error {
	idle := now.Sub(s.active) >= idleLimit
	s.active = now
	if s.clock == nil || !idle {
		return nil
	}
	s.rests++
	return s.begin(ctx, flow.Branch{}, func() flow.State { return s.state })
}

// reload reads the journey and what all shoppers see from the journal. The records of its last session are those that count
// from here: that is where the next one is put.
func (s *Session) reload(ctx context.Context) error {
	stream := s.state.Stream
	shared, err := s.journal.Shared(ctx)
	if err != nil {
		return fmt.Errorf("read shelves: %w", err)
	}
	records, err := s.journal.Load(ctx, stream)
	if err != nil {
		return fmt.Errorf("read journey %d: %w", stream, err)
	}
	s.world.Shared = shared
	s.state = flow.State{Stream: stream}
	if len(records) == 0 {
		return nil
	}
	s.state.Seq = records[0].Seq - 1
	s.records = records
	for i := range records {
		s.state = flow.Apply(s.state, records[i].Event)
		s.count(i)
	}
	s.last = records[len(records)-1].At
	s.advance(until(&records[len(records)-1]))
	return nil
}

// until returns the time to which a record led: a wait led to its end.
func until(r *flow.Record) shop.Instant {
	if a := r.Event.Action; a.Verb == flow.Wait && !r.Event.Refusal.Refused() {
		return r.At.Add(time.Duration(a.N) * time.Second)
	}
	return r.At
}

// advance moves the time on to an instant, never back.
func (s *Session) advance(to shop.Instant) {
	if to <= s.now() {
		return
	}
	s.base = to
	if s.clock != nil {
		s.opened = s.clock()
	}
}

// Tap does what the shopper does. Presses are the keys and clicks of the terminal since the tap before. An error means that
// the outside world failed and nothing moved; a refusal is in Shown.
func (s *Session) Tap(ctx context.Context, a flow.Action, presses int) (Shown, error) {
	now := s.now()
	if err := s.deliver(ctx, now); err != nil {
		return s.Shown(), err
	}
	if err := s.rest(ctx, now); err != nil {
		return s.Shown(), err
	}
	if err := s.step(ctx, a, now, presses); err != nil {
		return s.Shown(), err
	}
	if s.clock == nil {
		s.base = s.base.Add(time.Duration(s.meter.Cost()) * time.Millisecond)
	}
	return s.Shown(), nil
}

// Happen does what the outside world does.
func (s *Session) Happen(ctx context.Context, a flow.Action) (Shown, error) {
	now := s.now()
	if err := s.deliver(ctx, now); err != nil {
		return s.Shown(), err
	}
	if err := s.step(ctx, a, now, 0); err != nil || a.Verb != flow.Wait || s.refused.Refused() {
		return s.Shown(), err
	}
	// Time passes, and what is due in it happens.
	s.base = s.base.Add(time.Duration(a.N) * time.Second)
	s.active = now.Add(time.Duration(a.N) * time.Second)
	return s.Catch(ctx)
}

// Catch delivers what is due by now; a timer of the driver calls it.
func (s *Session) Catch(ctx context.Context) (Shown, error) {
	err := s.deliver(ctx, s.now())
	return s.Shown(), err
}

// Skip lets time pass until the next thing that the world does by itself, and does it.
func (s *Session) Skip(ctx context.Context) (Shown, error) {
	at, _, ok := flow.Due(&s.world, &s.state)
	if now := s.now(); ok && at > now {
		seconds := (at.Sub(now) + time.Second - 1) / time.Second
		return s.Happen(ctx, flow.Action{Verb: flow.Wait, N: int32(seconds)})
	}
	return s.Catch(ctx)
}

// Due returns when the next thing happens by itself, in real time from now; false when nothing will.
func (s *Session) Due() (time.Duration, bool) {
	at, _, ok := flow.Due(&s.world, &s.state)
	return max(0, at.Sub(s.now())), ok
}

func (s *Session) deliver(ctx context.Context, now shop.Instant) error {
	for {
		at, a, ok := flow.Due(&s.world, &s.state)
		if !ok || at > now {
			return nil
		}
		if err := s.step(ctx, a, at, 0); err != nil || s.refused.Refused() {
			return err // busy: the next call tries again
		}
	}
}

// step decides, appends, then moves. Where others were faster it reads again and decides again.
func (s *Session) step(ctx context.Context, a flow.Action, now shop.Instant, presses int) error {
	for range tries {
		now = max(now, s.last)
		next, events := s.stepper.Step(&s.world, now, s.state, a)
		err := s.append(ctx, next, events, now, presses)
		if err == nil {
			s.refused = events[0].Refusal
			return nil
		}
		if taken := (flow.ErrTaken{}); !errors.Is(err, flow.ErrStale) && !errors.As(err, &taken) {
			return err
		}
		if err := s.reload(ctx); err != nil {
			return err
		}
	}
	kind := flow.Tapped
	if a.Happening() {
		kind = flow.Happened
	}
	e := flow.Event{Kind: kind, Action: a, Refusal: flow.Refusal{Code: flow.Busy}}
	s.refused = e.Refusal
	return s.append(ctx, flow.Apply(s.state, e), []flow.Event{e}, max(now, s.last), presses)
}

func (s *Session) append(ctx context.Context, next flow.State, events []flow.Event, now shop.Instant, presses int) error {
	// They are stamped behind the session's records, where nobody looks before they are saved.
	n := len(s.records)
	for i := range events {
		s.records = append(s.records, flow.Record{
			Stream: s.state.Stream, Seq: s.state.Seq + uint64(i) + 1, At: now, Event: events[i],
		})
	}
	s.records[n].Presses = int32(presses)
	if err := s.journal.Append(ctx, s.state.Stream, s.state.Seq, s.records[n:], &s.world.Shared); err != nil {
		s.records = s.records[:n]
		return err
	}
	for i := range events {
		s.world.Shared = flow.Share(s.world.Shared, events[i])
		s.count(n + i)
	}
	s.state, s.last = next, now
	return nil
}

// count adds a record to the session's figures.
func (s *Session) count(i int) {
	r := &s.records[i]
	s.meter.Add(i, r)
	switch r.Event.Kind {
	case flow.Begun:
		s.marks = nil
	case flow.Marked:
		s.marks = append(s.marks[:len(s.marks):len(s.marks)], len(s.meter.Rows))
	}
}

// now returns the simulated time: it stands still while the store is closed.
func (s *Session) now() shop.Instant {
	if s.clock == nil {
		return s.base
	}
	return s.base.Add(s.clock().Sub(s.opened))
}

// Shown returns what a driver sees now.
func (s *Session) Shown() Shown {
	s.world.Now = s.now()
	return Shown{
		World: &s.world, State: &s.state, Meter: &s.meter, Records: s.records, Now: s.world.Now, Refused: s.refused,
		Session: s.name(), Resumed: s.resumed, Rewind: Rewind{Steps: len(s.meter.Rows), Marks: s.marks},
	}
}

// Snapshot returns a copy that later calls leave as it is.
func (s Shown) Snapshot() Shown {
	world, state, meter := *s.World, *s.State, *s.Meter
	s.World, s.State, s.Meter = &world, &state, &meter
	return s
}
