package stage

import (
	"time"

	"tagtap/flow/story"
	"tagtap/ui/tui/cell"
)

// Times at speed 1. A tap is first shown, then done; what follows waits as long as the tap is predicted to take, within bounds
// that an audience bears.
const (
	leastOpen = 1200 * time.Millisecond // before the first line: the title is read
	mostOpen  = 3 * time.Second
	aiming    = 600 * time.Millisecond // what will be tapped is shown
	pressing  = 150 * time.Millisecond // it is pressed
	happening = 700 * time.Millisecond // what the world will do is told
	perLetter = 70 * time.Millisecond  // of what is typed
	mostTyped = 2 * time.Second        // a long text is typed faster
	leastRest = 700 * time.Millisecond // after a tap
	mostRest  = 2500 * time.Millisecond
	passing   = 700 * time.Millisecond // time that passed is shown
	checking  = 700 * time.Millisecond // an expectation that holds
	missing   = 2 * time.Second        // one that was missed
	marking   = 400 * time.Millisecond // a checkpoint
	perCell   = 75 * time.Millisecond  // of a caption: about seven Chinese characters a second
	leastRead = 1200 * time.Millisecond
	mostRead  = 4 * time.Second
	lasting   = 6 * time.Second // a caption stays so long if no other comes
)

// rest is how long the audience looks at what a tap led to: as long as it is predicted to take, within bounds, less what was
// shown of it beforehand.
func rest(millis int64, shown time.Duration) time.Duration {
	whole := max(leastRest, min(time.Duration(millis)*time.Millisecond, mostRest))
	return max(whole-shown, leastRest/2)
}

// letter is how long one letter of a text takes to be typed.
func letter(letters int) time.Duration {
	return min(perLetter, mostTyped/time.Duration(max(letters, 1)))
}

// reading is how long a caption is held before the play goes on.
func reading(text string) time.Duration {
	return max(leastRead, min(time.Duration(cell.Width(text))*perCell, mostRead))
}

// opening is how long the title of a story is read before its first line.
func opening(title string) time.Duration { return max(leastOpen, min(reading(title), mostOpen)) }

// holds is how long a line is shown before it is played.
func holds(l story.Line, missed bool) time.Duration {
	switch {
	case !l.Say.IsZero():
		return reading(l.Say.String())
	case missed:
		return missing
	case l.Name == "expect":
		return checking
	case l.Mark != "":
		return marking
	}
	return 0
}

// Speeds are the paces that a key chooses, in quarters of the usual one.
var speeds = []struct {
	Key  string
	Name string
	Of   int // quarters
}{{"0", "½×", 2}, {"1", "1×", 4}, {"2", "2×", 8}, {"4", "4×", 16}}

// scaled is a time at a speed.
func scaled(d time.Duration, quarters int) time.Duration { return d * 4 / time.Duration(quarters) }
