package stage

import (
	"context"
	"fmt"
	"time"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/pilot"
	"tagtap/ui/tui/screen"
)

// actor is one run on the stage: its play, the storefront that it is played in, and what the audience was shown of it.
type actor struct {
	run     story.Run
	config  story.Config
	score   *score
	play    *play
	walk    *session.Session
	pilot   *pilot.Pilot
	journal session.Journal // in which another session can go on; nil where there is none
	size    size

	cue   cue
	phase phase
	due   time.Duration // when the phase ends
	count int           // cues that came
	beats int           // of them those that an audience counts as a step
	began bool

	moves   []pilot.Move  // that are left of the tap
	letters []string      // that are left of the text that is typed
	spent   time.Duration // on showing what is tapped

	shown   session.Shown
	ledger  ledger
	stage   flow.Stage
	onStage bool // a stage was reached
	line    int  // of the script, -1 before the first
	states  []lineState
	did     string // the last action, as text
	key     string // by which it is done
	marks   []mark
	caption string
	said    time.Duration
	verdict verdict
	result  *story.Result
	over    bool
	given   int                   // orders that the run began with
	told    map[int]time.Duration // when lines were said for the first time: who goes back hears them no longer than then
}

// size is that of a terminal.
type size struct{ cols, rows int }

// phase is what a play does with its cue.
type phase uint8

const (
	resting phase = iota // the cue is to come
	holding              // it is shown
	aims                 // the next move of a tap is shown
	types                // letters are typed
	presses              // the move is made
)

// lineState is what became of a line of the script.
type lineState uint8

const (
	ahead lineState = iota
	current
	done
	failed
	skipped
)

// verdict is the expectation that is shown: whether it held, and if not what was missed.
type verdict struct {
	shown  bool
	missed []story.Failure
	line   int
}

// start rehearses the run, unless that was done, and raises the curtain.
func (s *Stage) start(a *actor) error {
	a.told = map[int]time.Duration{}
	if a.score == nil {
		if err := s.rehearse(a); err != nil {
			return err
		}
	}
	return s.raise(a)
}

// rehearse works out what a run will come to on a screen of the actor's size, in the language that is spoken now.
func (s *Stage) rehearse(a *actor) error {
	c := s.config.Story
	c.Journal = nil
	if s.config.Trial != nil {
		journal, err := s.config.Trial()
		if err != nil {
			return fmt.Errorf("rehearse %s: %w", a.run.Story.Name, err)
		}
		c.Journal = journal
	}
	z := s.sizeOf(a)
	c.Hands = func(walk *session.Session) story.Hands { return s.before(walk, z) }
	sc, err := rehearse(s.ctx, a.run, c)
	if err != nil {
		return err
	}
	a.score = sc
	return nil
}

// before opens a storefront that looks as those of the stage look now.
func (s *Stage) before(walk *session.Session, z size) *pilot.Pilot {
	c := s.config.App
	c.Session, c.Lang, c.Look = walk, s.lang, s.look
	return pilot.New(s.ctx, c, max(z.cols, leastCols), max(z.rows, leastRows))
}

// raise begins the play of an actor, from its beginning.
func (s *Stage) raise(a *actor) error {
	a.lower()
	*a = actor{run: a.run, score: a.score, size: a.size, told: a.told, line: -1, states: make([]lineState, len(a.score.script)), began: true}
	a.config = s.config.Story
	a.config.Origin.Digest = a.run.Flow.Digest()
	if a.config.Journal == nil && !a.run.Case.Furnished() {
		a.config.Journal = &session.Memory{}
	}
	a.journal = a.config.Journal
	if s.config.Fresh != nil {
		id, err := s.config.Fresh(s.ctx, a.run.ID)
		if err != nil {
			return err
		}
		a.run.ID = id
	}
	a.play = begin(s.ctx, a.run, a.config, func(walk *session.Session) story.Hands {
		a.walk = walk
		s.dress(a)
		return a
	})
	a.fetch(s.clock, opening(s.titleOf(a)))
	return a.trouble()
}

// lower ends the play.
func (a *actor) lower() {
	if a.play != nil {
		a.play.stop()
		a.play = nil
	}
}

// dress opens the storefront of an actor anew, as it is to look now.
func (s *Stage) dress(a *actor) {
	a.size = s.sizeOf(a)
	a.pilot = s.before(a.walk, a.size)
	a.rearm(s.clock)
}

// Do implements story.Hands. The stage has made the moves by then, but for those that the screen does not offer.
func (a *actor) Do(ctx context.Context, action flow.Action) (session.Shown, error) {
	if a.made(action) {
		return a.walk.Shown(), a.pilot.App().Unsaved()
	}
	return a.pilot.Do(ctx, action)
}

// made says whether the last thing that was recorded is the action.
func (a *actor) made(action flow.Action) bool {
	s := a.walk.Shown()
	for i := len(s.Records) - 1; i >= 0 && s.Records[i].Seq > a.cueSeq(); i-- {
		if e := &s.Records[i].Event; e.Kind == flow.Tapped && e.Action == action {
			return true
		}
	}
	return false
}

// cueSeq is where the journey stood when the cue came.
func (a *actor) cueSeq() uint64 {
	if a.shown.State == nil {
		return 0
	}
	return a.shown.State.Seq
}

// Show implements story.Hands.
func (a *actor) Show(s session.Shown) { a.pilot.Show(s) }

// Screen implements story.Hands.
func (a *actor) Screen() string { return a.pilot.Screen() }

// Readable implements story.Hands.
func (a *actor) Readable() string { return a.pilot.Readable() }

// fetch lets the play go on to its next cue, which is shown after a rest.
func (a *actor) fetch(now, rests time.Duration) {
	c, ok := a.play.next()
	if !ok {
		c = cue{kind: atEnd, err: context.Canceled}
	}
	a.count++
	a.cue, a.phase, a.due = c, resting, now+rests
	a.moves, a.letters, a.spent = nil, nil, 0
	if a.walk == nil {
		return
	}
	a.shown = a.walk.Shown().Snapshot()
	a.pilot.App().Reckon()
	a.ledger.follow(a.shown)
	if a.count == 1 {
		a.given = len(a.shown.State.Orders)
	}
	if stage, ok := a.shown.Meter.Stages.Last(); ok {
		a.stage, a.onStage = stage, true
	}
}

// trouble is the failure of the outside world that ended the play, if it did.
func (a *actor) trouble() error {
	if a.cue.kind == atEnd {
		return a.cue.err
	}
	return nil
}

// follow shows a line that begins.
func (a *actor) follow(now time.Duration) time.Duration {
	l := a.cue.line
	a.did, a.key, a.verdict = "", "", verdict{}
	i, ok := a.score.find(l, a.line+1)
	if !ok {
		return 0
	}
	a.settle(i)
	a.line = i
	a.states[i] = current
	if !l.Say.IsZero() {
		if _, before := a.told[i]; !before {
			a.told[i] = now
		}
		a.caption, a.said = l.Say.String(), a.told[i]
	}
	if l.Mark != "" {
		a.marks = append(a.marks, mark{l.Mark, a.ledger.millis})
	}
	missed := a.score.missed[i]
	if a.score.skipped[i] {
		a.states[i] = skipped
		return checking
	}
	if l.Name == "expect" {
		a.verdict = verdict{shown: true, missed: missed, line: i}
		if len(missed) > 0 {
			a.states[i] = failed
		}
	}
	return holds(l, len(missed) > 0)
}

// settle ticks the line before the next one off, and those that were passed over.
func (a *actor) settle(next int) {
	for i := max(a.line, 0); i < next && i < len(a.states); i++ {
		switch {
		case a.states[i] == current:
			a.states[i] = done
		case a.states[i] == ahead:
			a.states[i] = skipped
		}
	}
}

// finish shows what came of the run.
func (a *actor) finish() {
	a.over, a.result = true, a.cue.result
	a.did, a.key, a.verdict = "", "", verdict{}
	if a.result == nil {
		return
	}
	a.settle(a.line + 1)
	for i := range a.states {
		if a.result.Passed && a.states[i] == ahead { // it was passed over
			a.states[i] = skipped
		}
	}
	for _, f := range a.result.Failures {
		if i, ok := a.score.at(f.File, f.Line, f.Column); ok && a.states[i] != ahead {
			a.states[i] = failed
		}
	}
}

// aim looks for the moves of the tap that comes.
func (a *actor) aim() {
	act := a.cue.action
	a.did, a.key = act.String(), ""
	if act.Happening() {
		return
	}
	moves, err := a.pilot.Find(act)
	if err != nil {
		return // the rules turn it down, or the story ends here: Do says which
	}
	a.moves = moves
}

// rearm lets a tap that was shown be shown again: the screen it is on looks otherwise now.
func (a *actor) rearm(now time.Duration) {
	if a.phase == aims || a.phase == types || a.phase == presses {
		a.phase, a.due, a.moves, a.letters = resting, now, nil, nil
	}
}

// retarget looks for what is tapped next where it stands now, in a window of another size.
func (a *actor) retarget() {
	if a.phase != aims && a.phase != presses {
		return
	}
	if moves, err := a.pilot.Find(a.cue.action); err == nil {
		a.moves = moves
	}
}

// target is what is tapped next, in cells of the actor's own terminal; empty where nothing is.
func (a *actor) target() cell.Rect {
	if (a.phase == aims || a.phase == presses) && len(a.moves) > 0 {
		return a.moves[0].Rect
	}
	return cell.Rect{}
}

// station is the stage of the loop where the run stands.
func (a *actor) station() flow.Stage {
	if a.onStage {
		return a.stage
	}
	if a.shown.State == nil {
		return flow.StageNote
	}
	return screen.Station(a.shown.State)
}

// missed says how many things the run has missed so far.
func (a *actor) missed() int {
	if a.result != nil {
		return len(a.result.Failures)
	}
	n := 0
	for _, st := range a.states {
		if st == failed {
			n++
		}
	}
	return n
}
