//go:build !windows

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// watchedStory is a story of one tap, whose only expectation holds or does not.
func watchedStory(t *testing.T, home, place string) string {
	t.Helper()
	file := filepath.Join(home, "one.yaml")
	text := "story: One tap\nsteps:\n  - say: Look at the picture.\n  - open-note: oily-skin-empties\n  - expect: { place: " + place + " }\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAPlayOnATerminal(t *testing.T) {
	for _, c := range []struct {
		place, sees string
		code        int
	}{{"note", "no detour", exitDone}, {"cart", "1 expectation missed", exitMissed}} {
		home := t.TempDir()
		s := startScreen(t, home, self(t), []string{"run", watchedStory(t, home, c.place), "--watch", "--speed", "4"})
		s.sees(t, "Look at the picture.")
		s.sees(t, "Result")
		s.sees(t, c.sees)
		s.press(t, "q")
		code, wrote := s.ends(t)
		restored(t, wrote)
		s.cooked(t)
		if code != c.code || !strings.Contains(wrote, "1 run, ") {
			t.Errorf("%s: code %d:\n%s", c.place, code, wrote[max(0, len(wrote)-600):])
		}
	}
}

func TestThePersonGoesOnAfterAPlay(t *testing.T) {
	home := t.TempDir()
	s := startScreen(t, home, self(t), []string{"run", watchedStory(t, home, "note"), "--watch", "--then", "--speed", "4"})
	s.sees(t, "The play is over (Passed")
	s.press(t, "\x1b")
	s.sees(t, "Explore")
	s.press(t, "q")
	if code, _ := s.ends(t); code != exitDone {
		t.Errorf("code %d", code)
	}
}
