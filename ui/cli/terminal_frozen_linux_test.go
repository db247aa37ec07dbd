package cli

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"tagtap/store"
)

// freeze lets the terminal take no more characters, as ctrl+s on a line with flow control does.
func (s *screen) freeze(t *testing.T) {
	t.Helper()
	line, err := os.OpenFile(s.line, os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = line.Close() })
	const tcxonc, tcooff = 0x540A, 0 // termios(3): tcflow(TCOOFF)
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, line.Fd(), tcxonc, tcooff); errno != 0 {
		t.Fatal(errno)
	}
}

// The second signal finds a program that is ending and hangs on its terminal: it kills, as it would without us.
func TestASecondSignalKills(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	db := filepath.Join(home, "shop.db")
	s := startScreen(t, home, self(t), []string{"--db", db})
	s.full(t)
	s.freeze(t)
	done := make(chan struct{})
	go func() {
		_ = s.cmd.Wait()
		close(done)
	}()
	for ended := false; !ended; { // two that come at once are one
		_ = s.cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-done:
			ended = true
		case <-time.After(time.Millisecond): // a storm of them would break the Go runtime's own handing back of the signal
		}
	}
	status := s.cmd.ProcessState.Sys().(syscall.WaitStatus)
	if !status.Signaled() || status.Signal() != syscall.SIGTERM {
		t.Errorf("it ended with %v", status)
	}
	kept, err := store.Open(db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_ = kept.Close()
}

func TestAFrozenTerminalDoesNotHoldTheStore(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	db := filepath.Join(home, "shop.db")
	s := startScreen(t, home, self(t), []string{"--db", db})
	s.full(t)
	s.freeze(t)
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	s.over(t)
	if code := s.cmd.ProcessState.ExitCode(); code != exitTerminated {
		t.Errorf("code %d, %s", code, s.cmd.ProcessState)
	}
	s.cooked(t)
	inOrder(t, db)
}
