//go:build !windows

package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"tagtap/store"
)

// screen is the program within a terminal of its own.
type screen struct {
	cmd   *exec.Cmd
	tty   *os.File
	begun time.Time

	mu      sync.Mutex
	term    *vt.SafeEmulator
	raw     []byte
	changed chan struct{} // closed and renewed when something was drawn
	closed  bool
}

const screenCols, screenRows = 100, 32

// patience is how long a test waits for what must come; it is met only by a program that hangs.
const patience = 20 * time.Second

// start runs a program in a terminal. Its home is the folder.
func startScreen(t testing.TB, home, binary string, args []string, env ...string) *screen {
	t.Helper()
	s := &screen{term: vt.NewSafeEmulator(screenCols, screenRows), changed: make(chan struct{})}
	s.cmd = exec.Command(binary, args...)
	s.cmd.Env = append([]string{
		"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=en_GB.UTF-8",
	}, env...)
	s.begun = time.Now()
	tty, err := pty.StartWithSize(s.cmd, &pty.Winsize{Cols: screenCols, Rows: screenRows})
	if err != nil {
		t.Fatal(err)
	}
	s.tty = tty
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
		if err != nil {
			s.closed = true
		}
		close(s.changed)
		s.changed = make(chan struct{})
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// answer passes on what the terminal says of itself.
func (s *screen) answer() {
	buf := make([]byte, 1<<10)
	for {
		n, err := s.term.Read(buf)
		if err != nil {
			return
		}
		if _, err := s.tty.Write(buf[:n]); err != nil {
			return
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

// ends waits for the end of the program and returns its code and all that it wrote.
func (s *screen) ends(t testing.TB) (code int, wrote string) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- s.cmd.Wait() }()
	var err error
	select {
	case err = <-done:
	case <-time.After(patience):
		t.Fatalf("the program did not end:\n%s", s.term.String())
	}
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
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), string(s.raw)
	}
	return 0, string(s.raw)
}

// restored demands that the terminal was left as it was found.
func restored(t *testing.T, wrote string) {
	t.Helper()
	for on, off := range map[string]string{
		"\x1b[?1049h": "\x1b[?1049l", // the other screen
		"\x1b[?1002h": "\x1b[?1002l", // the mouse
		"\x1b[?2004h": "\x1b[?2004l", // pasting
		"\x1b[?25l":   "\x1b[?25h",   // the cursor
	} {
		if was, is := strings.LastIndex(wrote, on), strings.LastIndex(wrote, off); was > is {
			t.Errorf("%q was not taken back by %q", on, off)
		}
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

func TestASignalEndsTheStorefrontInGoodOrder(t *testing.T) {
	for sig, want := range map[syscall.Signal]int{
		syscall.SIGINT: exitInterrupt, syscall.SIGTERM: exitTerminated, syscall.SIGHUP: exitTerminated,
	} {
		t.Run(sig.String(), func(t *testing.T) {
			home, binary := t.TempDir(), self(t)
			db := filepath.Join(home, "shop.db")
			s := startScreen(t, home, binary, []string{"--db", db})
			s.full(t)
			if err := s.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			code, wrote := s.ends(t)
			if code != want {
				t.Errorf("code %d, want %d:\n%s", code, want, wrote)
			}
			restored(t, wrote)
			kept, err := store.Open(db, store.Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			if !kept.Clean() {
				t.Error("the store was not closed in good order")
			}
			_ = kept.Close()
		})
	}
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
	if code, wrote := yes.ends(t); code != exitDone || !strings.Contains(wrote, "the store was moved to "+db+".backup-") {
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

func TestATerminalThatCannotDrawGetsTheWalk(t *testing.T) {
	s := startScreen(t, t.TempDir(), self(t), nil, "TERM=dumb")
	if code, wrote := s.ends(t); code != exitDone || !strings.Contains(wrote, "there is no terminal") {
		t.Errorf("code %d:\n%s", code, wrote)
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
