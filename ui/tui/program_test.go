package tui_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
)

// terminal is one real program in an emulated terminal.
type terminal struct {
	t    *testing.T
	emu  *vt.SafeEmulator
	prog *tea.Program
	walk *session.Session
	done chan error
	sent *screenWriter
}

// screenWriter makes the carriage returns that a program without a tty leaves to the line discipline, and says when
// something was drawn.
type screenWriter struct {
	to   io.Writer
	wake chan struct{}
}

func (c *screenWriter) Write(p []byte) (int, error) {
	if _, err := c.to.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	select {
	case c.wake <- struct{}{}:
	default:
	}
	return len(p), nil
}

// queue keeps what the emulated terminal sends until the program reads it. Without it a key that is being sent would hold the
// emulator's lock that the program needs to draw, and the program would not read the key before it has drawn.
type queue struct {
	sent chan []byte
	rest []byte
}

func newQueue(from io.Reader) *queue {
	q := &queue{sent: make(chan []byte, 4096)}
	go func() {
		defer close(q.sent)
		buf := make([]byte, 4096)
		for {
			n, err := from.Read(buf)
			if err != nil {
				return
			}
			q.sent <- bytes.Clone(buf[:n])
		}
	}()
	return q
}

func (q *queue) Read(p []byte) (int, error) {
	if len(q.rest) == 0 {
		next, ok := <-q.sent
		if !ok {
			return 0, io.EOF
		}
		q.rest = next
	}
	n := copy(p, q.rest)
	q.rest = q.rest[n:]
	return n, nil
}

func start(t *testing.T, cols, rows int, lang words.Lang) *terminal {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	walk, err := session.Open(ctx, session.Config{
		World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")},
		Journal: &session.Memory{}, Journey: "returning", ID: "test", Source: "person", Start: set.Catalogue.Today,
		Clock: func() time.Time { return time.Unix(0, 0) },
	})
	if err != nil {
		t.Fatal(err)
	}
	emu := vt.NewSafeEmulator(cols, rows)
	sent := &screenWriter{to: emu, wake: make(chan struct{}, 1)}
	app := tui.New(ctx, tui.Config{
		Session: walk, Pictures: look.NewPictures(set.Picture), Lang: lang, Look: tui.Look{Mode: look.Dark},
	})
	prog := tea.NewProgram(app, tea.WithContext(ctx), tea.WithInput(newQueue(emu)), tea.WithOutput(sent), tea.WithWindowSize(cols, rows),
		tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignals())
	term := &terminal{t: t, emu: emu, prog: prog, walk: walk, done: make(chan error, 1), sent: sent}
	go func() {
		defer close(term.done)
		_, err := prog.Run()
		term.done <- err
	}()
	t.Cleanup(func() {
		prog.Quit()
		select {
		case err := <-term.done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Error("the program does not end")
		}
		cancel()
	})
	return term
}

// screen copies the emulated screen as text.
func (k *terminal) screen() string {
	buf := uv.NewScreenBuffer(k.emu.Width(), k.emu.Height())
	k.emu.Draw(buf, buf.Bounds())
	return buf.String()
}

// sees waits until the screen shows a text: for content, never for time.
func (k *terminal) sees(text string) {
	k.t.Helper()
	limit := time.After(20 * time.Second)
	for !strings.Contains(k.screen(), text) {
		select {
		case <-k.sent.wake:
		case <-limit:
			k.t.Fatalf("never saw %q on\n%s", text, k.screen())
		}
	}
}

func (k *terminal) keys(runes string) {
	for _, r := range runes {
		switch r {
		case '⏎':
			k.emu.SendKey(uv.KeyPressEvent{Code: uv.KeyEnter})
		case '→':
			k.emu.SendKey(uv.KeyPressEvent{Code: uv.KeyRight})
		default:
			k.emu.SendKey(uv.KeyPressEvent{Code: r, Text: string(r)})
		}
	}
}

// click taps where a text stands on the phone.
func (k *terminal) click(text string) {
	k.t.Helper()
	k.sees(text)
	for y, line := range strings.Split(k.screen(), "\n") {
		border := max(0, strings.Index(line, "│"))
		before, _, ok := strings.Cut(line[border:], text)
		if !ok || strings.Count(before, "│") != 1 {
			continue
		}
		at := uv.Mouse{X: columns(line[:border]+before) + 1, Y: y, Button: uv.MouseLeft}
		k.emu.SendMouse(uv.MouseClickEvent(at))
		k.emu.SendMouse(uv.MouseReleaseEvent(at))
		return
	}
}

func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 && r <= 0xffe6 && (r < 0x2000 || r > 0x2e7f) {
			n++
		}
	}
	return n
}

// A whole purchase by keys that are typed faster than the screens change: what is typed ahead goes to the new screen.
func TestTypingAheadInARealProgram(t *testing.T) {
	k := start(t, 100, 32, words.ZH)
	k.sees("发现")
	k.keys("⏎⏎a")
	k.sees("色号")
	k.keys("⏎⏎")
	k.sees("加入购物车")
	k.keys("c")
	k.sees("结算")
	k.keys("⏎")
	k.sees("提交订单")
	k.keys("⏎")
	k.sees("刷脸")
	k.keys("⏎x")
	k.sees("后台")
}

func TestMouseAloneInARealProgram(t *testing.T) {
	k := start(t, 140, 45, words.ZH)
	k.click("油皮空瓶记")
	k.click("◉ 水雾唇釉")
	k.click("立即购买")
	k.click("03#玫瑰豆沙")
	k.sees("库存 200")
	k.click("立即购买")
	k.click("提交订单")
	k.sees("刷脸")
}
