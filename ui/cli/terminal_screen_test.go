//go:build !windows

package cli

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// screen is the program within a terminal of its own.
type screen struct {
	cmd    *exec.Cmd
	tty    *os.File
	begun  time.Time
	before *term.State // how the terminal was set when it was new
	line   string      // the program's side of it

	coloured chan struct{} // closed when the terminal has told its colours

	mu      sync.Mutex
	term    *vt.SafeEmulator
	raw     []byte
	changed chan struct{} // closed and renewed when something was drawn
	closed  bool
	leaving bool // the terminal is closed with the next that is drawn
}

const screenCols, screenRows = 100, 32

// patience is how long a test waits for what must come; it is met only by a program that hangs.
const patience = 20 * time.Second

// startScreen runs a program in a terminal. Its home is the folder.
func startScreen(t testing.TB, home, binary string, args []string, env ...string) *screen {
	t.Helper()
	return startSized(t, home, binary, pty.Winsize{Cols: screenCols, Rows: screenRows}, args, env...)
}

// startSized is startScreen for a terminal that says of itself that it has that size.
func startSized(t testing.TB, home, binary string, size pty.Winsize, args []string, env ...string) *screen {
	t.Helper()
	s := &screen{term: vt.NewSafeEmulator(screenCols, screenRows), changed: make(chan struct{}), coloured: make(chan struct{})}
	s.cmd = exec.Command(binary, args...)
	s.cmd.Env = append([]string{
		"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=en_GB.UTF-8",
	}, env...)
	s.begun = time.Now()
	ours, theirs, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(theirs, &size); err != nil {
		t.Fatal(err)
	}
	if s.before, err = term.GetState(theirs.Fd()); err != nil {
		t.Fatal(err)
	}
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = theirs, theirs, theirs
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.line = theirs.Name()
	_ = theirs.Close()
	s.tty = ours
	go s.read()
	go s.answer()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		_ = s.tty.Close()
		if pipe, ok := s.term.InputPipe().(io.Closer); ok { // closing the emulator itself would race with answer
			_ = pipe.Close()
		}
	})
	return s
}

// read feeds the terminal with what the program draws.
func (s *screen) read() {
	buf := make([]byte, 1<<16)
	for {
		n, err := s.tty.Read(buf)
		s.mu.Lock()
		s.raw = append(s.raw, buf[:n]...)
		_, _ = s.term.Write(buf[:n])
		leaving := s.leaving
		if err != nil || leaving {
			s.closed = true
		}
		close(s.changed)
		s.changed = make(chan struct{})
		s.mu.Unlock()
		if leaving {
			_ = s.tty.Close()
		}
		if err != nil || leaving {
			return
		}
	}
}

// answer passes on what the terminal says of itself.
func (s *screen) answer() {
	var once sync.Once
	buf := make([]byte, 1<<10)
	for {
		n, err := s.term.Read(buf)
		if err != nil {
			return
		}
		if _, err := s.tty.Write(buf[:n]); err != nil {
			return
		}
		if bytes.Contains(buf[:n], []byte("]11;")) {
			once.Do(func() { close(s.coloured) })
		}
	}
}

// until waits for what is on the screen, and returns when it was there.
func (s *screen) until(t testing.TB, what string, there func(rows []string) bool) time.Duration {
	t.Helper()
	timeout := time.After(patience)
	for {
		s.mu.Lock()
		rows := strings.Split(s.term.String(), "\n")
		changed, closed := s.changed, s.closed
		s.mu.Unlock()
		if there(rows) {
			return time.Since(s.begun)
		}
		if closed {
			t.Fatalf("the program ended before %s:\n%s", what, strings.Join(rows, "\n"))
		}
		select {
		case <-changed:
		case <-timeout:
			t.Fatalf("no %s after %s:\n%s", what, patience, strings.Join(rows, "\n"))
		}
	}
}

// sees waits for words.
func (s *screen) sees(t testing.TB, words string) time.Duration {
	t.Helper()
	return s.until(t, words, func(rows []string) bool { return strings.Contains(strings.Join(rows, "\n"), words) })
}

// full waits for a frame that reaches from the first row to the last.
func (s *screen) full(t testing.TB) time.Duration {
	t.Helper()
	return s.until(t, "full frame", func(rows []string) bool {
		drawn := 0
		for _, row := range rows {
			if strings.TrimSpace(row) != "" {
				drawn++
			}
		}
		return drawn > screenRows*2/3 && strings.TrimSpace(rows[screenRows-1]) != ""
	})
}

func (s *screen) press(t testing.TB, keys string) {
	t.Helper()
	if _, err := s.tty.WriteString(keys); err != nil {
		t.Fatal(err)
	}
}

// over waits for the end of the program, whatever it has to say.
func (s *screen) over(t testing.TB) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		_ = s.cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatalf("the program did not end:\n%s", s.term.String())
	}
}

// ends waits for the end of the program and returns its code and all that it wrote.
func (s *screen) ends(t testing.TB) (code int, wrote string) {
	t.Helper()
	s.over(t)
	for closed := false; !closed; {
		s.mu.Lock()
		closed = s.closed
		changed := s.changed
		s.mu.Unlock()
		if !closed {
			<-changed
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cmd.ProcessState.ExitCode(), string(s.raw)
}

// restored demands that the terminal was left as it was found.
func restored(t *testing.T, wrote string) {
	t.Helper()
	for on, off := range map[string]string{
		"\x1b[?1049h": "\x1b[?1049l", // the other screen
		"\x1b[?1002h": "\x1b[?1002l", // the mouse
		"\x1b[?1006h": "\x1b[?1006l",
		"\x1b[?2004h": "\x1b[?2004l", // pasting
		"\x1b[?25l":   "\x1b[?25h",   // the cursor
		"\x1b[?2026h": "\x1b[?2026l", // drawing at once
		"\x1b[?2027h": "\x1b[?2027l", // wide characters
		"\x1b[>4;2m":  "\x1b[>4m",    // keys with more modifiers
		"\x1b[>1u":    "\x1b[<1u",
	} {
		if was, is := strings.LastIndex(wrote, on), strings.LastIndex(wrote, off); was > is {
			t.Errorf("%q was not taken back by %q", on, off)
		}
	}
}

// cooked demands that the settings of the terminal are those that it had.
func (s *screen) cooked(t *testing.T) {
	t.Helper()
	if now, err := term.GetState(s.tty.Fd()); err != nil || !reflect.DeepEqual(now, s.before) {
		t.Errorf("the settings of the terminal are others than before: %v\n%+v\n%+v", err, now, s.before)
	}
}

// self is the test binary, which is tagtap when it is called by that name.
func self(t testing.TB) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "tagtap")
	if err := os.Symlink(exe, link); err != nil {
		t.Fatal(err)
	}
	return link
}

func storeIn(home string) string {
	return filepath.Join(dataFolder("linux", func(name string) string {
		if name == "HOME" {
			return home
		}
		return ""
	}), "tagtap", "tagtap.db")
}
