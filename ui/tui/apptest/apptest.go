// Package apptest is a shopper before the whole terminal app in tests: it presses keys and clicks on what it reads, and every
// command of the app is done before the next key. Time stands still unless it is told to pass. Tests of a single screen use
// tuitest, which does not know the app.
package apptest

import (
	"context"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/tuitest"
)

// Options say who stands before which app. Zero values are a terminal of 100x32, Chinese, the flow native, the shopper
// returning, all colours on dark.
type Options struct {
	Cols, Rows    int
	Lang          words.Lang
	Flow, Shopper string
	Given         *flow.State            // what the session begins with
	Look          *tui.Look              // nil for dark with all colours
	Change        func(*flow.World)      // of the built-in world, before the session begins
	Journal       func() session.Journal // nil for a memory of its own
}

// Shopper drives one app. All its checks fail the test at once, with the screen.
type Shopper struct {
	t     testing.TB
	app   *tui.App
	walk  *session.Session
	now   time.Time
	quit  bool
	cols  int
	rows  int
	ticks []tea.Cmd
}

// New opens the app on the built-in set.
func New(t testing.TB, o Options) *Shopper {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	w := flow.World{Catalogue: set.Catalogue, Flow: set.Flow(or(o.Flow, "native")), Shopper: set.Shopper(or(o.Shopper, "returning"))}
	if o.Change != nil {
		o.Change(&w)
	}
	var journal session.Journal = &session.Memory{}
	if o.Journal != nil {
		journal = o.Journal()
	}
	s := &Shopper{t: t, now: set.Catalogue.Today.Time()}
	s.walk, err = session.Open(context.Background(), session.Config{
		World: w, Journal: journal, Journey: w.Shopper.ID, ID: "test", Source: "person",
		Start: set.Catalogue.Today, Clock: func() time.Time { return s.now }, Given: o.Given,
	})
	if err != nil {
		t.Fatal(err)
	}
	l := tui.Look{Mode: look.Dark, Profile: colorprofile.TrueColor}
	if o.Look != nil {
		l = *o.Look
	}
	s.app = tui.New(context.Background(), tui.Config{
		Session: s.walk, Pictures: look.NewPictures(set.Picture), Lang: o.Lang, Look: l,
	})
	s.do(s.app.Init())
	if o.Cols == 0 {
		o.Cols, o.Rows = 100, 32
	}
	return s.Resize(o.Cols, o.Rows)
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// send hands a message to the app, does what follows from it, and draws.
func (s *Shopper) send(msg tea.Msg) *Shopper {
	_, cmd := s.app.Update(msg)
	s.do(cmd)
	s.app.View()
	return s
}

// do runs a command and what follows from it. Ticks are kept: nothing waits here.
func (s *Shopper) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if ticks(cmd) {
		s.ticks = append(s.ticks, cmd)
		return
	}
	msg := cmd()
	if list := reflect.ValueOf(msg); list.Kind() == reflect.Slice && list.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range list.Len() {
			s.do(list.Index(i).Interface().(tea.Cmd))
		}
		return
	}
	switch msg.(type) {
	case nil:
	case tea.QuitMsg:
		s.quit = true
	default:
		_, next := s.app.Update(msg)
		s.do(next)
	}
}

// ticks says whether a command waits for time to pass: it is known by the function that made it.
func ticks(cmd tea.Cmd) bool {
	name := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
	return strings.Contains(name, "bubbletea/v2.Tick.") || strings.Contains(name, "bubbletea/v2.Every.")
}

// Press presses keys as bindings name them: "enter", "down", "a", "ctrl+u".
func (s *Shopper) Press(keys ...string) *Shopper {
	s.t.Helper()
	for _, key := range keys {
		s.send(tuitest.Key(key))
	}
	return s
}

// Type types a text, one key press a character.
func (s *Shopper) Type(text string) *Shopper {
	for _, r := range text {
		s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return s
}

// Paste pastes a text.
func (s *Shopper) Paste(text string) *Shopper { return s.send(tea.PasteMsg{Content: text}) }

// Wheel turns the wheel over the page by so many notches, downwards if positive.
func (s *Shopper) Wheel(notches int) *Shopper {
	button := tea.MouseWheelDown
	if notches < 0 {
		notches, button = -notches, tea.MouseWheelUp
	}
	page := look.LayoutFor(s.cols, s.rows).Page
	for range notches {
		s.send(tea.MouseWheelMsg{X: page.X + page.W/2, Y: page.Y + page.H/2, Button: button})
	}
	return s
}

// Resize gives the terminal another size.
func (s *Shopper) Resize(cols, rows int) *Shopper {
	s.cols, s.rows = cols, rows
	return s.send(tea.WindowSizeMsg{Width: cols, Height: rows})
}

// Click clicks on a text that the screen shows: where it stands lowest on the page, else on the whole screen.
func (s *Shopper) Click(text string) *Shopper {
	s.t.Helper()
	x, y, ok := s.find(text, look.LayoutFor(s.cols, s.rows).Page)
	if !ok {
		x, y, ok = s.find(text, cell.Rect{W: s.cols, H: s.rows})
	}
	if !ok {
		s.fail("there is no %q to click on", text)
	}
	return s.ClickAt(x, y)
}

// ClickAt clicks on a cell.
func (s *Shopper) ClickAt(x, y int) *Shopper {
	return s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
}

// find returns the first cell of the lowest place of a text within an area.
func (s *Shopper) find(text string, in cell.Rect) (x, y int, ok bool) {
	for row, line := range strings.Split(s.Screen(), "\n") {
		for from := 0; ; {
			i := strings.Index(line[from:], text)
			if i < 0 {
				break
			}
			if at := cell.Width(line[:from+i]); in.Contains(at, row) {
				x, y, ok = at, row, true
			}
			from += i + len(text)
		}
	}
	return x, y, ok
}

// Due lets time pass until the next thing that happens by itself, which the app's timer then brings.
func (s *Shopper) Due() *Shopper {
	s.t.Helper()
	in, ok := s.walk.Due()
	if !ok {
		s.fail("nothing is due")
	}
	return s.Pass(in)
}

// Pass lets so much time pass, and what is due in it happen.
func (s *Shopper) Pass(d time.Duration) *Shopper {
	s.now = s.now.Add(d)
	s.ticks = nil
	s.do(s.app.Init()) // asks for the timer anew: of what is due now it fires at once
	for {
		waiting := s.ticks
		s.ticks = nil
		in, ok := s.walk.Due()
		if !ok || in > 0 || len(waiting) == 0 {
			break
		}
		_, cmd := s.app.Update(waiting[len(waiting)-1]())
		s.do(cmd)
	}
	s.app.View()
	return s
}

// Screen returns what the terminal shows, as text.
func (s *Shopper) Screen() string {
	c, _ := s.app.Canvas()
	return c.Plain()
}

// Golden compares the screen with testdata/name.txt; -update writes it.
func (s *Shopper) Golden(name string) *Shopper {
	s.t.Helper()
	tuitest.Golden(s.t, name, s.Screen())
	return s
}

// Shown returns what the session shows.
func (s *Shopper) Shown() session.Shown { return s.walk.Shown() }

// Sees demands that the screen shows a text.
func (s *Shopper) Sees(texts ...string) *Shopper {
	s.t.Helper()
	for _, text := range texts {
		if !strings.Contains(s.Screen(), text) {
			s.fail("does not see %q", text)
		}
	}
	return s
}

// SeesNot demands that the screen does not show a text.
func (s *Shopper) SeesNot(texts ...string) *Shopper {
	s.t.Helper()
	for _, text := range texts {
		if strings.Contains(s.Screen(), text) {
			s.fail("sees %q", text)
		}
	}
	return s
}

// At demands where the shopper is.
func (s *Shopper) At(place flow.Place) *Shopper {
	s.t.Helper()
	if got := s.Shown().State.Place(); got != place {
		s.fail("is at %s, want %s", got, place)
	}
	return s
}

// Taps demands how many taps it took so far.
func (s *Shopper) Taps(n int) *Shopper {
	s.t.Helper()
	if got := s.Shown().Meter.Taps; got != n {
		s.fail("took %d taps, want %d", got, n)
	}
	return s
}

// Refused demands why the last action was turned down; "" for not at all.
func (s *Shopper) Refused(code flow.Code) *Shopper {
	s.t.Helper()
	if got := s.Shown().Refused.Code; got != code {
		s.fail("was refused with %q, want %q", got, code)
	}
	return s
}

// Quit demands whether the app has ended.
func (s *Shopper) Quit(want bool) *Shopper {
	s.t.Helper()
	if s.quit != want {
		s.fail("has quit: %v, want %v", s.quit, want)
	}
	return s
}

func (s *Shopper) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("the shopper "+format+"\n%s", append(args, s.Screen())...)
}
