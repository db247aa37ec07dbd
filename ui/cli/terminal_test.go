//go:build !windows

package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTheFirstRunMakesAStoreAndTheNextGoesOn(t *testing.T) {
	home, binary := t.TempDir(), self(t)
	env := "XDG_DATA_HOME=" + filepath.Join(home, ".local", "share")
	first := startScreen(t, home, binary, nil, env)
	first.full(t)
	first.press(t, "q")
	code, wrote := first.ends(t)
	if code != exitDone {
		t.Errorf("quitting ends with %d:\n%s", code, wrote)
	}
	restored(t, wrote)
	if _, err := os.Stat(storeIn(home)); err != nil {
		t.Error(err)
	}
	second := startScreen(t, home, binary, nil, env)
	second.full(t)
	second.press(t, "\x03")
	if code, _ := second.ends(t); code != exitDone {
		t.Errorf("ctrl+c ends with %d", code)
	}
}

func TestASecondStorefrontIsToldThatTheFirstHasTheFile(t *testing.T) {
	home, binary := t.TempDir(), self(t)
	db := filepath.Join(home, "shop.db")
	first := startScreen(t, home, binary, []string{"--db", db})
	first.full(t)
	second := startScreen(t, home, binary, []string{"--db", db})
	code, wrote := second.ends(t)
	if code != exitOutside || !strings.Contains(wrote, "another storefront has this file open: "+db) ||
		!strings.Contains(wrote, "hint: close it, or use another file with --db FILE") {
		t.Errorf("code %d:\n%s", code, wrote)
	}
	restored(t, wrote)
}

func TestResetAsksOnATerminal(t *testing.T) {
	home, binary := t.TempDir(), self(t)
	db := filepath.Join(home, "shop.db")
	if code := Main([]string{"run", "loop", "--db", db}, Streams{Out: &bytes.Buffer{}, Err: os.Stderr}); code != 0 {
		t.Fatal("no store")
	}
	no := startScreen(t, home, binary, []string{"db", "reset", "--db", db})
	no.sees(t, "[y/N]")
	no.press(t, "\r")
	if code, wrote := no.ends(t); code != exitDone || !strings.Contains(wrote, "nothing was changed") {
		t.Errorf("code %d:\n%s", code, wrote)
	}
	if _, err := os.Stat(db); err != nil {
		t.Errorf("it is gone: %v", err)
	}
	stopped := startScreen(t, home, binary, []string{"db", "reset", "--db", db})
	stopped.sees(t, "[y/N]")
	stopped.press(t, "\x03")
	if code, wrote := stopped.ends(t); code != exitInterrupt || !strings.Contains(wrote, "nothing was changed") {
		t.Errorf("ctrl+c: code %d:\n%s", code, wrote)
	}
	yes := startScreen(t, home, binary, []string{"db", "reset", "--db", db})
	yes.sees(t, "[y/N]")
	yes.press(t, "y\r")
	if code, wrote := yes.ends(t); code != exitDone || !strings.Contains(wrote, "the store was moved to "+db+".snapshot-") {
		t.Errorf("code %d:\n%s", code, wrote)
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("it is still there")
	}
}

func TestResultsAreInColourOnATerminalOnly(t *testing.T) {
	home, binary := t.TempDir(), self(t)
	s := startScreen(t, home, binary, []string{"run", "loop"})
	if _, wrote := s.ends(t); !strings.Contains(wrote, "\x1b[32m"+stateOK) {
		t.Errorf("no colour:\n%q", wrote)
	}
	s = startScreen(t, home, binary, []string{"run", "loop"}, "NO_COLOR=1")
	if _, wrote := s.ends(t); strings.Contains(wrote, "\x1b") {
		t.Errorf("colour:\n%q", wrote)
	}
}

// BenchmarkFirstFrame is the time from the start of the built program to its first full frame: with a store that is there,
// and on the first run, which makes one. It builds the program, so it takes a moment.
func BenchmarkFirstFrame(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "tagtap")
	if out, err := exec.Command("go", "build", "-o", binary, root).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	frame := func(b *testing.B, db string) time.Duration {
		s := startScreen(b, b.TempDir(), binary, []string{"--db", db})
		took := s.full(b)
		s.press(b, "\x03")
		s.ends(b)
		return took
	}
	for name, fresh := range map[string]bool{"existing store": false, "first run": true} {
		b.Run(name, func(b *testing.B) {
			dir := b.TempDir()
			db := filepath.Join(dir, "shop.db")
			if !fresh {
				frame(b, db)
			}
			var sum time.Duration
			for range b.N {
				if fresh {
					_ = os.Remove(db)
				}
				sum += frame(b, db)
			}
			b.ReportMetric(float64(sum.Milliseconds())/float64(b.N), "ms/frame")
		})
	}
}
