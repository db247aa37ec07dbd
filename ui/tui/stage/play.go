package stage

import (
	"context"
	"iter"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
)

// cue is a moment at which a play waits for the stage.
type cue struct {
	kind   cueKind
	line   story.Line
	action flow.Action
	result *story.Result
	err    error
}

type cueKind uint8

const (
	atLine  cueKind = iota // a line of the story begins
	atTap                  // an action or a happening is about to be done
	atPause                // time has passed, or the run looked back: the screen shows it
	atEnd                  // the run is over; no cue follows
)

// play is a run turned inside out: it stops at each cue until the next one is asked for. Nothing runs between two cues.
type play struct {
	next func() (cue, bool)
	stop func()
}

// begin makes the play of a run. What hands returns taps for it. A panic of the run comes out of next or stop.
func begin(ctx context.Context, run story.Run, c story.Config, hands func(*session.Session) story.Hands) *play {
	ctx, cancel := context.WithCancel(ctx)
	next, stop := iter.Pull(func(yield func(cue) bool) {
		defer cancel()
		on := true
		tell := func(q cue) bool {
			if on = on && yield(q); !on {
				cancel() // nobody looks any more: the run ends at its next line
			}
			return on
		}
		c.Line = func(l story.Line) { tell(cue{kind: atLine, line: l}) }
		c.Hands = func(s *session.Session) story.Hands { return &cued{Hands: hands(s), walk: s, tell: tell} }
		result, err := story.Play(ctx, run, c)
		tell(cue{kind: atEnd, result: result, err: err})
	})
	return &play{next: next, stop: stop}
}

// cued hands wait for the stage before they tap.
type cued struct {
	story.Hands
	walk *session.Session
	tell func(cue) bool
}

// Do implements story.Hands.
func (h *cued) Do(ctx context.Context, a flow.Action) (session.Shown, error) {
	if !h.tell(cue{kind: atTap, action: a}) {
		return h.walk.Shown(), context.Cause(ctx)
	}
	return h.Hands.Do(ctx, a)
}

// Show implements story.Hands.
func (h *cued) Show(s session.Shown) {
	h.Hands.Show(s)
	h.tell(cue{kind: atPause})
}
