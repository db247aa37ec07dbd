package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/pilot"
)

// screenSize is the flag of a screen that nobody sees, as COLSxROWS. The zero value was not asked for.
type screenSize struct{ cols, rows int }

// Sizes of a screen that nobody sees: below the least the storefront only asks for a larger terminal, above the most it draws
// nothing more.
const (
	leastCols, mostCols = 36, 500
	leastRows, mostRows = 16, 200
)

// usualScreen is the size where none is asked for.
var usualScreen = screenSize{100, 32}

// given says whether the flag was set.
func (s *screenSize) given() bool { return s.cols > 0 }

func (s *screenSize) String() string {
	if !s.given() {
		return ""
	}
	return fmt.Sprintf("%dx%d", s.cols, s.rows)
}

// Type implements pflag.Value.
func (s *screenSize) Type() string { return "" }

// Set implements pflag.Value.
func (s *screenSize) Set(v string) error {
	cols, rows, ok := strings.Cut(strings.ToLower(v), "x")
	w, badW := strconv.Atoi(cols)
	h, badH := strconv.Atoi(rows)
	if !ok || badW != nil || badH != nil {
		return fmt.Errorf("got %s, want COLSxROWS such as %s", quote(v), &usualScreen)
	}
	if w < leastCols || h < leastRows || w > mostCols || h > mostRows {
		return fmt.Errorf("got %s, want %dx%d to %dx%d", quote(v), leastCols, leastRows, mostCols, mostRows)
	}
	s.cols, s.rows = w, h
	return nil
}

// screenHands returns who taps for stories that are played on the screen: each run before a storefront of its own. What it
// returns belongs to one goroutine at a time, as pictures do; make one for each that plays.
func (sh *shell) screenHands(w *world, size screenSize) func(*session.Session) story.Hands {
	c := sh.unwatched(w)
	return func(s *session.Session) story.Hands {
		own := c
		own.Session = s
		return pilot.New(context.Background(), own, size.cols, size.rows)
	}
}

// pictureOf returns what draws a storefront that is at what is shown, as text.
func (sh *shell) pictureOf(w *world, size screenSize) func(session.Shown) string {
	c := sh.unwatched(w)
	return func(s session.Shown) string { return tui.Draw(s, c, size.cols, size.rows) }
}

// unwatched is the storefront that nobody sees: in words, without colour.
func (sh *shell) unwatched(w *world) tui.Config {
	l := sh.look()
	l.Auto, l.Plain = false, true
	return tui.Config{Pictures: look.NewPictures(w.Picture), Lang: sh.screenLanguage(), Look: l}
}
