package story

import (
	"context"
	"errors"
	"fmt"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// Hands tap for a run in place of its session: by the keys and clicks of a screen that shows the session. What they do must
// be what was asked for; a run compares it with what the session has recorded.
type Hands interface {
	// Do takes an action or lets a happening happen. The error is ErrOutOfReach where the screen has no way to do it.
	Do(ctx context.Context, a flow.Action) (session.Shown, error)
	// Show is what the session came to without hands: time has passed, or the run looked back.
	Show(s session.Shown)
	// Screen is what the screen shows now, a line a row, without colours.
	Screen() string
	// Readable is what people read on it, for see: with what is drawn larger than a letter, such as a price in tall numerals.
	Readable() string
}

// ErrOutOfReach says that a screen offers no key and no click for an action.
type ErrOutOfReach struct {
	Action flow.Action
	Why    string
}

func (e ErrOutOfReach) Error() string { return fmt.Sprintf("%s cannot be tapped: %s", e.Action, e.Why) }

// Line is a line of a story as its file has it, for those who follow a run.
type Line struct {
	Pos   strict.Pos
	Text  string    // the line without its dash, the first row of it where it has several
	Name  string    // its command: expect, tap-tag, happen, say, …
	Depth int       // how many lines it stands inside of: only-when, run
	Say   text.Text // the caption of a say line
	Mark  string    // the name of a checkpoint
}

// Moment is what a failure is told with.
type Moment struct {
	Seq    uint64 // of the record before it, 0 for none
	Screen string // as text; "" where nobody draws
}

// outside says whether an error of doing something ends the run as a failure of the world, and not of the story.
func outside(err error) bool {
	if err == nil {
		return false
	}
	var reach ErrOutOfReach
	return !errors.As(err, &reach)
}
