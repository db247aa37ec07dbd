//go:build !windows

package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

var endings = map[syscall.Signal]int{
	syscall.SIGINT: exitInterrupt, syscall.SIGTERM: exitTerminated, syscall.SIGHUP: exitTerminated,
}

func TestASignalEndsTheStorefrontInGoodOrder(t *testing.T) {
	doing := map[string]func(t *testing.T, s *screen){
		"idle":   func(*testing.T, *screen) {},
		"dialog": func(t *testing.T, s *screen) { s.press(t, "?"); s.sees(t, "All keys") },
		"typing": func(t *testing.T, s *screen) { s.press(t, "\ri"); s.sees(t, "ctrl+c quit"); s.press(t, "hello") },
	}
	for name, do := range doing {
		for sig, want := range endings {
			t.Run(name+", "+sig.String(), func(t *testing.T) {
				t.Parallel()
				home := t.TempDir()
				db := filepath.Join(home, "shop.db")
				s := startScreen(t, home, self(t), []string{"--db", db})
				s.full(t)
				do(t, s)
				if err := s.cmd.Process.Signal(sig); err != nil {
					t.Fatal(err)
				}
				code, wrote := s.ends(t)
				if code != want {
					t.Errorf("code %d, want %d:\n%s", code, want, wrote)
				}
				restored(t, wrote)
				s.cooked(t)
				inOrder(t, db)
			})
		}
	}
}

// The call waits before it writes, so the tap was never made, and the program does not wait for it.
func TestASignalDuringASessionCallEndsTheStorefrontInGoodOrder(t *testing.T) {
	for sig, want := range endings {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			db, pipe := filepath.Join(home, "shop.db"), filepath.Join(home, "pipe")
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Fatal(err)
			}
			s := startScreen(t, home, named(t, "tagtap-hurt"), []string{db}, envHurt+"=hold", envPipe+"="+pipe)
			s.full(t)
			s.press(t, "!\r")
			held, err := os.OpenFile(pipe, os.O_WRONLY, 0) // returns once the call reads it
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = held.Close() }()
			if err := s.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			code, wrote := s.ends(t)
			if code != want {
				t.Errorf("code %d, want %d:\n%s", code, want, wrote)
			}
			restored(t, wrote)
			s.cooked(t)
			inOrder(t, db)
		})
	}
}

// A storefront under a parent that ignores hang-ups, as nohup does, is not ended by one; its terminal still is.
func TestAHangUpThatIsIgnoredStaysIgnored(t *testing.T) {
	home := t.TempDir()
	db := filepath.Join(home, "shop.db")
	s := startScreen(t, home, "/bin/sh", []string{"-c", `trap "" HUP; exec "$0" --db "$1"`, self(t), db})
	s.full(t)
	if err := s.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	s.press(t, "?")
	s.sees(t, "All keys")
	s.press(t, "\x03")
	if code, wrote := s.ends(t); code != exitDone {
		t.Errorf("code %d:\n%s", code, wrote)
	}
}

// The reader of the results leaves after the first line: `tagtap words | head -1`.
func TestResultsThatNobodyReadsEndQuietly(t *testing.T) {
	home := t.TempDir()
	db := filepath.Join(home, "shop.db")
	for _, args := range [][]string{{"run", "loop", "--json", "--db", db}, {"run", "loop"}, {"words"}, {"help"}} {
		reader, writer, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		_ = reader.Close()
		cmd := exec.Command(self(t), args...)
		cmd.Env = []string{"HOME=" + home}
		var errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = writer, &errs
		err = cmd.Run()
		_ = writer.Close()
		if code := cmd.ProcessState.ExitCode(); code != exitUnread && (code != exitDone || args[0] != "help") || errs.Len() > 0 {
			t.Errorf("%v: code %d, %v: %q", args, code, err, errs.String())
		}
	}
	inOrder(t, db)
	if out, err := exec.Command("/bin/sh", "-c", `"$0" words | head -n 1`, self(t)).CombinedOutput(); err != nil ||
		strings.Count(string(out), "\n") != 1 {
		t.Errorf("%v: %s", err, out)
	}
}
