//go:build !windows

package cli

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/creack/pty"
)

func TestATerminalThatCannotDrawGetsTheWalk(t *testing.T) {
	usual := pty.Winsize{Cols: screenCols, Rows: screenRows}
	for _, row := range []struct {
		name, why string
		size      pty.Winsize
		env       []string
		script    string
	}{
		{name: "dumb", why: "a terminal of TERM=dumb cannot draw a screen", size: usual, env: []string{"TERM=dumb"}},
		{name: "no TERM", why: "TERM is not set, so nothing is known of the terminal", size: usual, env: []string{"TERM="}},
		{name: "absurd", why: "the terminal claims to have 10000 × 10000 characters", size: pty.Winsize{Cols: 10000, Rows: 10000}},
		{name: "stdin", why: "stdin is no terminal", size: usual, script: `"$0" </dev/null`},
		{name: "stdout", why: "stdout is no terminal", size: usual, script: `"$0" | cat`},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			binary, args := self(t), []string(nil)
			if row.script != "" {
				binary, args = "/bin/sh", []string{"-c", row.script, binary}
			}
			s := startSized(t, t.TempDir(), binary, row.size, args, row.env...)
			code, wrote := s.ends(t)
			want := "tagtap: " + row.why + `, so the story "loop" is walked instead of opening the storefront`
			if code != exitDone || strings.Count(wrote, want) != 1 || !strings.Contains(wrote, "1 run, 1 passed, 0 failed") {
				t.Errorf("code %d, want %q:\n%s", code, want, wrote)
			}
			if strings.Contains(wrote, "\x1b[?") {
				t.Errorf("a mode was set: %q", wrote)
			}
		})
	}
}

// A line that does not know its size has the usual one, or what the environment says.
func TestATerminalWithoutASizeHasTheUsualOne(t *testing.T) {
	s := startSized(t, t.TempDir(), self(t), pty.Winsize{}, nil, "COLUMNS=100", "LINES=32")
	s.full(t)
	s.press(t, "\x03")
	if code, wrote := s.ends(t); code != exitDone {
		t.Errorf("code %d:\n%s", code, wrote)
	}
}

func TestAStormOfSizesEndsWithTheLastOne(t *testing.T) {
	home := t.TempDir()
	s := startScreen(t, home, self(t), []string{"--db", filepath.Join(home, "shop.db")})
	s.full(t)
	odd := []pty.Winsize{{}, {Cols: 1, Rows: 1}, {Cols: 10000, Rows: 10000}, {Cols: 3, Rows: 200}, {Cols: 500, Rows: 2}, {Cols: 0, Rows: 9}, {Cols: 47, Rows: 13}}
	for i := range 500 {
		size := odd[i%len(odd)]
		size.Cols += uint16(i % 11)
		if err := pty.Setsize(s.tty, &size); err != nil {
			t.Fatal(err)
		}
	}
	s.resize(t, 120, 40)
	s.fills(t, 120, 40)
	s.press(t, "\x03")
	if code, wrote := s.ends(t); code != exitDone {
		t.Errorf("code %d:\n%s", code, wrote)
	}
}

// A paste into a terminal without brackets is a key for each letter, all at once.
func TestNoKeyIsLostInAPasteWithoutBrackets(t *testing.T) {
	home := t.TempDir()
	s := startScreen(t, home, self(t), []string{"--db", filepath.Join(home, "shop.db")})
	s.full(t)
	s.press(t, "\r")
	s.sees(t, "Product tag")
	s.press(t, "i")
	s.sees(t, "ctrl+c quit")
	words := ""
	for i := range 12 {
		words += fmt.Sprintf("w%02d", i)
	}
	s.press(t, strings.Repeat("x\x7f", 2000)+words) // as many that are taken back
	s.sees(t, words[len(words)-12:])
	s.press(t, "\r")
	s.sees(t, "keys "+fmt.Sprint(len(words))) // the meter counts what was sent
	s.press(t, "\x03")
	s.ends(t)
}

// colours finds sequences that set a colour, and what comes behind them.
var colours = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// What kinds of terminals are drawn with. A colour beyond the sixteen of a console, or of its own theme, is soft.
func TestEachKindOfTerminalIsDrawnWithWhatItHas(t *testing.T) {
	soft := regexp.MustCompile(`[34]8;[25];`)
	for _, row := range []struct {
		env                []string
		soft, any, symbols bool
	}{
		{env: []string{"TERM=xterm-256color", "COLORTERM="}, soft: true, any: true, symbols: true},
		{env: []string{"TERM=screen", "COLORTERM="}, soft: true, any: true, symbols: true}, // screen maps 256 itself
		{env: []string{"TERM=linux", "COLORTERM="}, any: true, symbols: true},
		{env: []string{"TERM=xterm", "COLORTERM="}, any: true, symbols: true},
		{env: []string{"TERM=vt220", "COLORTERM="}, any: true, symbols: true},
		{env: []string{"NO_COLOR=1"}, symbols: true},
		{env: []string{"LANG=C"}, soft: true, any: true},
		{env: []string{"LC_ALL=POSIX"}, soft: true, any: true},
		{env: []string{"LANG="}, soft: true, any: true},
		{env: []string{"LANG=C", "LC_CTYPE=C.UTF-8"}, soft: true, any: true, symbols: true},
	} {
		t.Run(fmt.Sprint(row.env), func(t *testing.T) {
			t.Parallel()
			s := startScreen(t, t.TempDir(), self(t), nil, row.env...)
			s.full(t)
			s.press(t, "\r")
			s.sees(t, "Product tag")
			s.press(t, "\x03")
			code, wrote := s.ends(t)
			if code != exitDone {
				t.Errorf("code %d", code)
			}
			set := strings.Join(colours.FindAllString(wrote, -1), "")
			if got := soft.MatchString(set); got != row.soft {
				t.Errorf("soft colours: %t", got)
			}
			if got := regexp.MustCompile(`[\[;]([34]8|[349][0-7]|10[0-7])[;m]`).MatchString(set); got != row.any {
				t.Errorf("colours: %t", got)
			}
			if got := strings.ContainsAny(wrote, "╭│─◉○↵"); got != row.symbols { // the tall numerals are blocks in each look
				t.Errorf("marks beyond ASCII: %t", got)
			}
			if said := strings.Contains(wrote, "is no UTF-8 locale"); said == row.symbols { // the tall numerals are blocks in each look
				t.Errorf("it says how to have all marks: %t", said)
			}
		})
	}
}
