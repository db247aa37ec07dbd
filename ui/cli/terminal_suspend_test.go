//go:build !windows

package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"tagtap/store"
)

// shellScreen is a shell with job control in a terminal of its own.
func shellScreen(t *testing.T, home string) *screen {
	t.Helper()
	s := startScreen(t, home, "/bin/sh", []string{"-i"}, "PS1=ready> ", "ENV=")
	s.prompt(t)
	return s
}

// prompt waits until the shell wants the next command.
func (s *screen) prompt(t *testing.T) {
	t.Helper()
	s.until(t, "prompt", func([]string) bool { return strings.HasSuffix(s.wrote(), "ready> ") })
}

// settings returns those of the terminal, as a program that the shell starts finds them.
func (s *screen) settings(t *testing.T, mark string) string {
	t.Helper()
	s.press(t, "echo "+mark+"$(stty -g)"+mark+"\r")
	found := regexp.MustCompile(mark + `([0-9a-fA-F:]+)` + mark)
	var all string
	s.until(t, "the settings", func([]string) bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		if m := found.FindSubmatch(s.raw); m != nil {
			all = string(m[1])
		}
		return all != ""
	})
	return all
}

// wrote returns all that was written to the terminal so far.
func (s *screen) wrote() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.raw)
}

// resize gives the terminal another size; the program hears of it where it is in the foreground.
func (s *screen) resize(t *testing.T, cols, rows uint16) {
	t.Helper()
	s.mu.Lock()
	s.term.Resize(int(cols), int(rows))
	s.mu.Unlock()
	if err := pty.Setsize(s.tty, &pty.Winsize{Cols: cols, Rows: rows}); err != nil {
		t.Fatal(err)
	}
}

// fills waits for a frame whose last row is that of the present size.
func (s *screen) fills(t *testing.T, cols, rows int) {
	t.Helper()
	s.until(t, "full frame", func(all []string) bool {
		last := strings.TrimRight(all[len(all)-1], " \u00a0")
		return len(all) == rows && strings.HasSuffix(last, "q quit") && len([]rune(last)) > cols-5
	})
}

// opens waits for the storefront, and until the terminal has told its colours: an answer that came later would be the shell's.
func (s *screen) opens(t *testing.T) {
	t.Helper()
	s.full(t)
	select {
	case <-s.coloured:
	case <-time.After(patience):
		t.Fatal("the terminal was not asked for its colours")
	}
}

// child is the process that the shell runs.
func (s *screen) child(t *testing.T) int {
	t.Helper()
	out, err := exec.Command("ps", "-A", "-o", "pid=,ppid=").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		var pid, parent int
		if _, err := fmt.Sscan(line, &pid, &parent); err == nil && parent == s.cmd.Process.Pid {
			return pid
		}
	}
	t.Fatal("the shell runs nothing")
	return 0
}

func TestSuspendingGivesTheTerminalBackAndGoesOn(t *testing.T) {
	for name, suspend := range map[string]func(t *testing.T, s *screen){
		"page": func(t *testing.T, s *screen) { s.press(t, "\x1a") },
		"dialog": func(t *testing.T, s *screen) {
			s.press(t, "?")
			s.sees(t, "All keys")
			s.press(t, "\x1a")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			db := filepath.Join(home, "shop.db")
			s := shellScreen(t, home)
			before := s.settings(t, "A")
			s.press(t, self(t)+" --db "+db+"\r")
			s.opens(t)
			suspend(t, s)
			s.sees(t, "tagtap: suspended, go on with `fg`; meanwhile it keeps ")
			s.prompt(t)
			if after := s.settings(t, "B"); after != before {
				t.Errorf("settings %s, before %s", after, before)
			}
			restored(t, s.wrote())
			locked := self(t) + " db compact --db " + db
			s.press(t, locked+"\r")
			s.sees(t, "another storefront has this file open")
			s.prompt(t)
			s.resize(t, 120, 40)
			s.press(t, "fg\r")
			s.fills(t, 120, 40)
			if name == "dialog" {
				s.sees(t, "All keys")
				s.press(t, "?")
			}
			s.press(t, "\r")
			s.sees(t, "open-note: ")
			s.press(t, "\x1a") // and once more
			s.prompt(t)
			s.press(t, "fg\r")
			s.fills(t, 120, 40)
			s.press(t, "q")
			s.prompt(t)
			if after := s.settings(t, "C"); after != before {
				t.Errorf("settings %s at the end, before %s", after, before)
			}
			restored(t, s.wrote())
			inOrder(t, db)
		})
	}
}

// A stop that others sent leaves the terminal to the shell; what it did to it is mended when the storefront goes on.
func TestAStopByOthersIsMended(t *testing.T) {
	for name, sig := range map[string]syscall.Signal{"stop": syscall.SIGSTOP, "tstp": syscall.SIGTSTP} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			db := filepath.Join(home, "shop.db")
			s := shellScreen(t, home)
			s.press(t, self(t)+" --db "+db+"\r")
			s.opens(t)
			if err := syscall.Kill(s.child(t), sig); err != nil {
				t.Fatal(err)
			}
			s.prompt(t)
			s.press(t, "stty sane\n")
			s.prompt(t)
			s.press(t, "clear; echo cle''ared\n")
			s.sees(t, "cleared")
			s.prompt(t)
			s.press(t, "fg\n")
			s.fills(t, screenCols, screenRows)
			s.press(t, "?") // without enter: the terminal is raw again
			s.sees(t, "All keys")
			s.press(t, "\x03")
			s.prompt(t)
			inOrder(t, db)
		})
	}
}

// Without a shell above it nobody could send the program on, so the system does not stop it, and it goes on by itself.
func TestWithoutAShellTheStorefrontIsNotSuspended(t *testing.T) {
	home := t.TempDir()
	s := startScreen(t, home, self(t), []string{"--db", filepath.Join(home, "shop.db")})
	s.opens(t)
	s.press(t, "\x1a?")
	s.sees(t, "All keys")
	s.press(t, "\x03")
	if code, wrote := s.ends(t); code != exitDone {
		t.Errorf("code %d:\n%s", code, wrote)
	}
}

// A suspended storefront that loses its shell ends in good order: the system sends a hang-up, and sends it on.
func TestASuspendedStorefrontEndsWithItsTerminal(t *testing.T) {
	home := t.TempDir()
	db := filepath.Join(home, "shop.db")
	s := shellScreen(t, home)
	s.press(t, self(t)+" --db "+db+"\r")
	s.opens(t)
	s.press(t, "\x1a")
	s.prompt(t)
	s.hangUp(t)
	for limit := time.Now().Add(patience); ; { // each try waits for the lock
		kept, err := store.Open(db, store.Options{ReadOnly: true})
		if err == nil {
			if !kept.Clean() {
				t.Error("the store was not closed in good order")
			}
			_ = kept.Close()
			return
		}
		if time.Now().After(limit) {
			t.Fatalf("it goes on without a terminal: %v", err)
		}
	}
}

// Offers run out and tags come while the storefront is suspended, as they do for a phone in the pocket.
func TestTimeGoesOnWhileTheStorefrontIsSuspended(t *testing.T) {
	home := t.TempDir()
	db, clock := filepath.Join(home, "shop.db"), filepath.Join(home, "clock")
	s := shellScreen(t, home)
	s.press(t, envClock+"="+clock+" "+named(t, "tagtap-hurt")+" "+db+"\r")
	s.opens(t)
	for _, step := range [][2]string{
		{"\r", "Product tag"}, {"\ra", "Shade"}, {"\r\r", "confirm"}, {"c", "Check out 1"}, {"\r", "Place order"}, {"\r", "Held until"},
	} {
		s.press(t, step[0])
		s.sees(t, step[1])
	}
	s.press(t, "\x1a")
	s.prompt(t)
	if err := os.WriteFile(clock, []byte("25h"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.press(t, "fg\r")
	s.sees(t, "expire")
	s.press(t, "\x03")
	s.prompt(t)
}
