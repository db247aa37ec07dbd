package stage

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/ui/tui"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/pilot"
)

func newWalks() *flow.Walks { return &flow.Walks{} }

// soonest is the actor to whom something happens next, nil where nothing does.
func (s *Stage) soonest() *actor {
	var next *actor
	for _, a := range s.onStage() {
		if a.began && !a.over && !s.waits(a) && (next == nil || a.due < next.due) {
			next = a
		}
	}
	return next
}

// waits says whether an actor is held back for the other one: before a tap that would lead further than the other has come,
// by the stage of the loop or by predicted time.
func (s *Stage) waits(a *actor) bool {
	if !s.paired() || a.phase != resting || a.cue.kind != atTap {
		return false
	}
	b := s.actors[0]
	if a == b {
		b = s.actors[1]
	}
	switch {
	case b.over || !b.began:
		return false
	case s.byTime:
		return a.ledger.millis > b.ledger.millis
	}
	return a.onStage && (!b.onStage || a.stage > b.stage)
}

// Next returns when something happens next, from now; false where nothing does.
func (s *Stage) Next() (time.Duration, bool) {
	if a := s.soonest(); a != nil {
		return max(0, a.due-s.clock), true
	}
	if s.curtain() {
		return max(0, s.end+mostRest-s.clock), true
	}
	return 0, false
}

// curtain says whether the stage goes on by itself when all that is on it has ended: to the next run, or to the person.
func (s *Stage) curtain() bool {
	if len(s.actors) == 0 || s.took != nil {
		return false
	}
	for _, a := range s.onStage() {
		if !a.over {
			return false
		}
	}
	return !s.last() || s.config.Then
}

// last says whether no run follows what is on the stage.
func (s *Stage) last() bool { return s.paired() || s.at == len(s.actors)-1 }

// Advance lets time pass, and what falls into it happen.
func (s *Stage) Advance(d time.Duration) tea.Cmd {
	s.clock += d
	s.stale = true
	for {
		a := s.soonest()
		if a == nil || a.due > s.clock {
			break
		}
		if err := s.turn(a); err != nil {
			return s.fail(err)
		}
	}
	if s.curtain() && s.clock >= s.end+mostRest {
		return s.proceed()
	}
	return nil
}

// proceed goes on when all that is on the stage has ended.
func (s *Stage) proceed() tea.Cmd {
	if s.last() {
		return s.take()
	}
	s.at++
	if err := s.enter(); err != nil {
		return s.fail(err)
	}
	return nil
}

// turn takes an actor through one phase.
func (s *Stage) turn(a *actor) error {
	switch a.phase {
	case resting:
		return s.open(a)
	case aims:
		s.moved(a)
		return nil
	case types:
		a.pilot.Make(pilot.Move{Text: a.letters[0]})
		a.letters = a.letters[1:]
		a.due = s.clock + letter(len(a.letters))
		if len(a.letters) == 0 {
			return s.next(a)
		}
		return nil
	case presses:
		a.pilot.Make(a.moves[0])
		return s.next(a)
	}
	return s.pass(a)
}

// open shows the cue of an actor.
func (s *Stage) open(a *actor) error {
	switch a.cue.kind {
	case atLine:
		a.phase, a.due = holding, s.clock+a.follow(s.clock)
		if a.cue.line.Mark != "" {
			s.marks(a, a.cue.line.Mark)
		}
		if a.due > s.clock {
			s.beat(a)
		}
	case atPause:
		a.phase, a.due = holding, s.clock+passing
	case atEnd:
		if a.cue.err != nil {
			return a.cue.err
		}
		a.finish()
		s.dress(a) // what the storefront says at the end of a walk is on the card
		s.beat(a)
		s.end = s.clock
	case atTap:
		a.aim()
		if len(a.moves) == 0 {
			a.phase, a.due = holding, s.clock+happening
			return nil
		}
		s.aims(a)
	}
	return nil
}

// aims shows the next move of a tap. The moves before the last are the way to it: they are shown for a moment.
func (s *Stage) aims(a *actor) {
	m := a.moves[0]
	a.key = m.Key
	d := aiming
	if len(a.moves) > 1 {
		d = aiming / 3
	}
	if m.Text != "" {
		for c := range cell.Clusters(m.Text) {
			a.letters = append(a.letters, c.Text)
		}
		a.phase, a.due = types, s.clock+letter(len(a.letters))
		return
	}
	a.phase, a.due = aims, s.clock+d
	a.spent += d
}

// moved presses what was aimed at.
func (s *Stage) moved(a *actor) {
	a.phase, a.due = presses, s.clock+pressing
	if len(a.moves) > 1 {
		a.due = s.clock + pressing/2
	}
}

// next goes on to the next move of a tap, or behind the tap.
func (s *Stage) next(a *actor) error {
	a.moves = a.moves[1:]
	if len(a.moves) > 0 {
		s.aims(a)
		return nil
	}
	return s.pass(a)
}

// pass lets the play go on behind its cue.
func (s *Stage) pass(a *actor) error {
	was, kind, shown, stage, on := a.ledger.millis, a.cue.kind, a.spent, a.stage, a.onStage
	a.fetch(s.clock, 0)
	switch {
	case kind != atTap:
	case a.cue.kind == atEnd && a.cue.err != nil:
	default:
		a.due = s.clock + rest(a.ledger.millis-was, shown)
		s.beat(a)
	}
	if a.onStage && (!on || a.stage != stage) {
		s.marks(a, "stage: "+a.stage.String())
	}
	return nil
}

// marks notes what a run has reached.
func (s *Stage) marks(a *actor, name string) {
	if len(s.actors) > 1 {
		name = a.run.Flow.Name + " " + name
	}
	s.markers = append(s.markers, name)
}

// usualSpeed is the index of 1×.
const usualSpeed = 1

// snapshot is how far the actors were at the end of a step.
type snapshot struct {
	at     int
	clock  time.Duration
	actors []progress
}

// progress is how many cues an actor had, and whether the last of them was shown.
type progress struct {
	count  int
	opened bool
}

// beat counts a step that an audience sees, so that it can be gone back to.
func (s *Stage) beat(a *actor) {
	a.beats++
	now := snapshot{at: s.at, clock: s.clock}
	for _, each := range s.actors {
		now.actors = append(now.actors, progress{each.count, each.phase != resting || each.over})
	}
	s.history = append(s.history, now)
}

// step shows one step and what comes after it, and stays there.
func (s *Stage) step() tea.Cmd {
	s.paused = true
	for {
		a := s.soonest()
		if a == nil {
			if s.curtain() && !s.last() {
				return s.proceed()
			}
			return nil
		}
		s.clock = max(s.clock, a.due)
		was := a.beats
		if err := s.turn(a); err != nil {
			return s.fail(err)
		}
		if a.beats > was {
			break
		}
	}
	return s.prime()
}

// prime shows what will be tapped next, while time stands still.
func (s *Stage) prime() tea.Cmd {
	for _, a := range s.onStage() {
		if a.began && !a.over && a.phase == resting && a.cue.kind == atTap && !s.waits(a) {
			if err := s.open(a); err != nil {
				return s.fail(err)
			}
		}
	}
	return nil
}

// back goes back by one step: the runs are played anew up to there, which is quick and comes to the same.
func (s *Stage) back() tea.Cmd {
	if s.config.Story.Journal != nil || len(s.history) == 0 {
		return nil // what is in a store stays there
	}
	s.paused = true
	s.history = s.history[:len(s.history)-1]
	to := snapshot{actors: make([]progress, len(s.actors))}
	if n := len(s.history); n > 0 {
		to = s.history[n-1]
	}
	past := s.history
	s.at, s.clock, s.markers = to.at, to.clock, nil
	for i, a := range s.actors {
		if !a.began {
			continue
		}
		if err := s.rewind(a, to.actors[i]); err != nil {
			return s.fail(err)
		}
	}
	s.history = past
	return s.prime()
}

// rewind plays an actor silently up to a point.
func (s *Stage) rewind(a *actor, to progress) error {
	if err := s.raise(a); err != nil {
		return err
	}
	a.due = s.clock
	for {
		last := a.count >= to.count
		if a.cue.kind == atLine && (!last || to.opened) {
			a.follow(s.clock)
		}
		if a.cue.kind == atEnd && to.opened {
			a.finish()
		}
		if last {
			break
		}
		a.fetch(s.clock, 0)
	}
	if a.cue.kind == atLine && to.opened {
		a.phase = holding
	}
	return a.trouble()
}

// again begins from the beginning.
func (s *Stage) again() tea.Cmd {
	if s.config.Story.Journal != nil {
		return nil
	}
	s.at, s.history, s.markers, s.paused = 0, nil, nil, false
	for _, a := range s.actors {
		a.lower()
		a.began, a.over, a.result = false, false, nil
	}
	if err := s.enter(); err != nil {
		return s.fail(err)
	}
	return nil
}

// take hands the storefront to the person, who goes on where the run stands.
func (s *Stage) take() tea.Cmd {
	a := s.inHand()
	if a == nil || a.walk == nil || s.config.GoOn == nil {
		return nil
	}
	c := s.config.App
	c.Lang, c.Look, c.Session = s.lang, s.look, a.walk
	c.Warning = s.handed(a)
	kept := a.journal
	run := a.run
	for _, each := range s.actors {
		each.lower()
	}
	if kept != nil {
		walk, around, err := s.config.GoOn(s.ctx, run, kept)
		if err != nil {
			return s.fail(err)
		}
		c.Session, c.Around = walk, around
	}
	s.walked = c.Session
	s.took = tui.New(s.ctx, c)
	_, cmd := s.took.Update(tea.WindowSizeMsg{Width: s.cols, Height: s.rows})
	return tea.Batch(s.took.Init(), cmd)
}

// inHand is the actor that a person would take over: of two side by side the chosen one, else the one that is seen.
func (s *Stage) inHand() *actor {
	on := s.onStage()
	if len(on) == 0 {
		return nil
	}
	return on[min(s.chosen, len(on)-1)]
}
