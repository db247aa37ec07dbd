//go:build !windows

package cli

import (
	"io"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// hangUp closes the terminal, as its window does. A file is closed when nobody reads it, so something is drawn first.
func (s *screen) hangUp(t *testing.T) (code int) {
	t.Helper()
	s.mu.Lock()
	s.leaving = true
	s.mu.Unlock()
	s.press(t, "?")
	s.over(t)
	return s.cmd.ProcessState.ExitCode()
}

// mostBusy is how much of the processor the end may take: that of a program that spins until then is many times as much.
const mostBusy = 2 * time.Second

func TestATerminalThatIsGoneEndsTheStorefront(t *testing.T) {
	for name, args := range map[string][]string{
		"with a hang-up":             {"-c", `exec "$0" --db "$1"`},
		"and the hang-up is ignored": {"-c", `trap "" HUP; exec "$0" --db "$1"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			db := filepath.Join(home, "shop.db")
			s := startScreen(t, home, "/bin/sh", append(args, self(t), db))
			s.full(t)
			if code := s.hangUp(t); code != exitTerminated {
				t.Errorf("code %d", code)
			}
			inOrder(t, db)
			if busy := s.cmd.ProcessState.UserTime() + s.cmd.ProcessState.SystemTime(); busy > mostBusy {
				t.Errorf("it took %s of the processor", busy)
			}
		})
	}
}

// An error on either direction is the end, also where no signal comes.
func TestAnErrorOfTheTerminalIsItsEnd(t *testing.T) {
	for name, try := range map[string]func(l line) error{
		"reading": func(l line) error { _, err := l.Read(make([]byte, 1)); return err },
		"writing": func(l line) error { _, err := io.WriteString(struct{ io.Writer }{l}, "x"); return err },
	} {
		t.Run(name, func(t *testing.T) {
			var cause error
			l := line{gone: func(err error) { cause = err }} // without a file each call fails
			if err := try(l); err == nil {
				t.Fatal("no error")
			}
			if sig, ok := signalled(cause); !ok || sig.sig != syscall.SIGHUP || sig.code() != exitTerminated {
				t.Errorf("the end is %v", cause)
			}
		})
	}
}
