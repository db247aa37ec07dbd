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
	s.sees(t, "ready>")
	return s
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
		last := strings.TrimRight(all[len(all)-1], " ")
		return len(all) == rows && strings.HasSuffix(last, "q quit") && len([]rune(last)) > cols-5
	})
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
		"by key": func(t *testing.T, s *screen) { s.press(t, "\x1a") },
		"by key in a dialog": func(t *testing.T, s *screen) {
			s.press(t, "?")
			s.sees(t, "All keys")
			s.press(t, "\x1a")
		},
		"by signal": func(t *testing.T, s *screen) {
			if err := syscall.Kill(s.child(t), syscall.SIGTSTP); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			db := filepath.Join(home, "shop.db")
			s := shellScreen(t, home)
			before := s.settings(t, "A")
			s.press(t, self(t)+" --db "+db+"\r")
			s.full(t)
			suspend(t, s)
			s.sees(t, "tagtap: suspended, go on with `fg`; meanwhile it keeps ")
			if after := s.settings(t, "B"); after != before {
				t.Errorf("settings %s, before %s", after, before)
			}
			restored(t, s.wrote())
			locked := self(t) + " db compact --db " + db
			s.press(t, locked+"\r")
			s.sees(t, "another storefront has this file open")
			s.resize(t, 120, 40)
			s.press(t, "fg\r")
			s.fills(t, 120, 40)
			if name == "by key in a dialog" {
				s.sees(t, "All keys")
				s.press(t, "\x1b")
			}
			s.press(t, "\r")
			s.sees(t, "open-note: ")
			s.press(t, "\x1a") // and once more
			s.until(t, "shell", func([]string) bool { return strings.Count(s.wrote(), "tagtap: suspended") == 2 })
			s.press(t, "fg\r")
			s.fills(t, 120, 40)
			s.press(t, "q")
			s.sees(t, "ready>")
			if after := s.settings(t, "C"); after != before {
				t.Errorf("settings %s at the end, before %s", after, before)
			}
			restored(t, s.wrote())
			inOrder(t, db)
		})
	}
}

// A stop that cannot be caught leaves the terminal to the shell; what it did to it is mended when the storefront goes on.
func TestAStopThatWasNotCaughtIsMended(t *testing.T) {
	home := t.TempDir()
	db := filepath.Join(home, "shop.db")
	s := shellScreen(t, home)
	s.press(t, self(t)+" --db "+db+"\r")
	s.full(t)
	if err := syscall.Kill(s.child(t), syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	s.sees(t, "ready>")
	s.press(t, "stty sane\n")
	s.press(t, "clear; echo cle''ared\n")
	s.sees(t, "cleared")
	s.press(t, "fg\n")
	s.fills(t, screenCols, screenRows)
	s.press(t, "?") // without enter: the terminal is raw again
	s.sees(t, "All keys")
	s.press(t, "\x03")
	s.sees(t, "ready>")
	inOrder(t, db)
}

// Without a shell above it nobody could send the program on, so the system does not stop it, and it goes on by itself.
func TestWithoutAShellTheStorefrontIsNotSuspended(t *testing.T) {
	home := t.TempDir()
	s := startScreen(t, home, self(t), []string{"--db", filepath.Join(home, "shop.db")})
	s.full(t)
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
	s.full(t)
	s.press(t, "\x1a")
	s.sees(t, "tagtap: suspended")
	s.settings(t, "A") // the shell has the terminal
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
	s.full(t)
	for _, step := range [][2]string{
		{"\r", "Product tag"}, {"\ra", "Shade"}, {"\r\r", "lip-tint-"}, {"c", "Check out"}, {"\r", "Place order"}, {"\r", "Face"},
	} {
		s.press(t, step[0])
		s.sees(t, step[1])
	}
	s.press(t, "\x1a")
	s.sees(t, "tagtap: suspended")
	if err := os.WriteFile(clock, []byte("25h"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.press(t, "fg\r")
	s.sees(t, "expire")
	s.press(t, "\x03")
	s.sees(t, "ready>")
}
