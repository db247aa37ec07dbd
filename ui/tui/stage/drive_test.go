package stage

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/tuitest"
)

func TestWhatIsAimedAtIsMarked(t *testing.T) {
	for name, l := range map[string]tui.Look{
		"dark": {Profile: colorprofile.TrueColor}, "light": {Mode: look.Light, Profile: colorprofile.ANSI256},
		"plain": {Profile: colorprofile.ASCII, Plain: true}, "ascii": {Profile: colorprofile.TrueColor, ASCII: true},
	} {
		s := open(t, asked{text: held(), look: l}, 100, 32)
		aimed("open-note")(t, s)
		with := s.Canvas().Render(l.Theme())
		s.actors[0].phase = resting
		if without := s.Canvas().Render(l.Theme()); with == without {
			t.Errorf("%s: a card that is aimed at looks like any other", name)
		}
		s.actors[0].phase = aims
		aimed("place-order")(t, s)
		with = s.Canvas().Render(l.Theme())
		s.actors[0].phase = resting
		if without := s.Canvas().Render(l.Theme()); with == without {
			t.Errorf("%s: a button that is aimed at looks like any other", name)
		}
	}
}

func TestTheFasterRunWaits(t *testing.T) {
	for _, byTime := range []bool{false, true} {
		s := open(t, asked{name: "loop", flows: []string{"express", "guest-form"}}, 160, 45)
		s.byTime = byTime
		waited := 0
		for {
			d, more := s.Next()
			if !more {
				break
			}
			a, b := s.actors[0], s.actors[1]
			was := [2]int{a.shown.Meter.Taps, b.shown.Meter.Taps}
			stages := [2]flow.Stage{a.stage, b.stage}
			millis := [2]int64{a.ledger.millis, b.ledger.millis}
			kept := [2]bool{s.waits(a), s.waits(b)}
			s.Advance(d)
			for i, x := range s.actors {
				if kept[i] {
					waited++
				}
				o := s.actors[1-i]
				if x.shown.Meter.Taps == was[i] || x.over || o.over {
					continue
				}
				if !byTime && stages[i] > stages[1-i] {
					t.Errorf("%s tapped at %s while the other was at %s", x.run.Flow.Name, stages[i], stages[1-i])
				}
				if byTime && x.phase == resting && millis[i] > millis[1-i]+1 && o.began && !o.over {
					// it had begun to aim before the other one fell behind
					continue
				}
			}
		}
		if waited == 0 {
			t.Errorf("by time %v: nobody ever waited", byTime)
		}
	}
}

func TestStepsAndBack(t *testing.T) {
	for _, q := range []asked{{text: failing()}, {name: "loop", flows: []string{"native", "stepwise"}}} {
		s := open(t, q, 160, 45)
		var seen []string
		press(s, "space")
		for range 12 {
			press(s, "]")
			seen = append(seen, s.Canvas().Plain())
		}
		for i := len(seen) - 2; i >= 0; i-- {
			press(s, "[")
			if got := s.Canvas().Plain(); got != seen[i] {
				t.Fatalf("%d runs, one step back to step %d: got\n%s\nwant\n%s", len(s.actors), i+1, got, seen[i])
			}
		}
		press(s, "space")
		through(t, s)
		if n := len(s.Results()); n != len(s.actors) {
			t.Errorf("%d results after going back", n)
		}
	}
}

func TestNothingMovesWhilePaused(t *testing.T) {
	s := open(t, asked{text: held()}, 100, 32)
	lined("tap-tag")(t, s)
	press(s, "space")
	if cmd := s.wait(); cmd != nil {
		t.Error("a timer runs")
	}
	if cmd := press(s, "space"); cmd == nil {
		t.Error("no timer after going on")
	}
}

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		key   string
		after func(s *Stage) bool
	}{
		{"space", func(s *Stage) bool { return s.paused }},
		{"]", func(s *Stage) bool { return s.paused && len(s.history) > 0 }},
		{"right", func(s *Stage) bool { return s.paused && len(s.history) > 0 }},
		{"0", func(s *Stage) bool { return speeds[s.speed].Of == 2 }},
		{"1", func(s *Stage) bool { return speeds[s.speed].Of == 4 }},
		{"2", func(s *Stage) bool { return speeds[s.speed].Of == 8 }},
		{"4", func(s *Stage) bool { return speeds[s.speed].Of == 16 }},
		{"m", func(s *Stage) bool { return !s.meter }},
		{"L", func(s *Stage) bool { return s.lang == words.EN }},
		{"t", func(s *Stage) bool { return s.look.Mode == look.Light }},
		{"?", func(s *Stage) bool { return s.help }},
		{"y", func(s *Stage) bool { return s.byTime }},
		{"tab", func(s *Stage) bool { return s.chosen == 1 }},
		{"enter", func(s *Stage) bool { return s.took != nil }},
		{"i", func(s *Stage) bool { return s.took != nil }},
		{"z", func(s *Stage) bool { return !s.paused && s.took == nil }},
	} {
		s := open(t, asked{name: "loop", flows: []string{"native", "stepwise"}}, 160, 45)
		if press(s, c.key); !c.after(s) {
			t.Errorf("%s did not do it", c.key)
		}
		if plain := s.Canvas().Plain(); strings.ContainsAny(plain, "‹{") && strings.Contains(plain, "‹watch.") {
			t.Errorf("%s: a word is missing:\n%s", c.key, plain)
		}
	}
	for _, key := range []string{"q", "ctrl+c"} {
		s := open(t, asked{text: held()}, 100, 32)
		if cmd := press(s, key); cmd == nil || cmd() != tea.Quit() {
			t.Errorf("%s does not quit", key)
		}
	}
	s := open(t, asked{text: held()}, 100, 32)
	lined("buy-now")(t, s)
	if press(s, "r"); s.actors[0].line >= 0 || s.actors[0].over {
		t.Error("r does not begin again")
	}
}

func TestAClickOnAHintIsItsKey(t *testing.T) {
	s := open(t, asked{text: held()}, 100, 32)
	s.Canvas()
	for _, h := range s.hits {
		if h.local == "pause" {
			s.Update(tea.MouseClickMsg{X: h.rect.Rect.X, Y: h.rect.Rect.Y, Button: tea.MouseLeft})
		}
	}
	if !s.paused {
		t.Error("a click on the hint does not pause")
	}
}

func TestThePersonGoesOnWhereThePlayStands(t *testing.T) {
	s := open(t, asked{text: held()}, 100, 32)
	aimed("confirm")(t, s)
	at := s.actors[0].walk.Shown().State.Spot()
	press(s, "enter")
	shown := s.Session().Shown()
	if shown.State.Spot() != at || shown.State.Sheet.Values[0] == "" || !shown.Resumed {
		t.Fatalf("the person is at %v with %v, want %v", shown.State.Spot(), shown.State.Sheet, at)
	}
	_, cmd := s.Update(tuitest.Key("esc"))
	for _, msg := range messages(cmd) {
		s.Update(msg)
	}
	if got := s.Session().Shown().State.Place(); got != flow.Product {
		t.Errorf("a key of the person led to %s:\n%s", got, s.View().Content)
	}
}

// messages runs a command and returns what came of it, timers apart.
func messages(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	select {
	case msg := <-done:
		if batch, ok := msg.(tea.BatchMsg); ok {
			var all []tea.Msg
			for _, each := range batch {
				all = append(all, messages(each)...)
			}
			return all
		}
		return []tea.Msg{msg}
	case <-time.After(50 * time.Millisecond):
		return nil
	}
}

func TestThenHandsOverAtTheEnd(t *testing.T) {
	s := open(t, asked{text: held(), change: func(c *Config) { c.Then = true }}, 100, 32)
	through(t, s)
	if s.took == nil || len(s.Results()) != 1 {
		t.Fatal("nobody goes on")
	}
	if plain := s.Canvas().Plain(); !strings.Contains(plain, "轮到你接着逛") || !strings.Contains(plain, "支付成功") {
		t.Errorf("the storefront does not say so:\n%s", plain)
	}
}

func TestManyRunsArePlayedOneAfterAnother(t *testing.T) {
	s := open(t, asked{name: "loop", flows: []string{"native", "express", "stepwise"}}, 160, 45)
	if s.paired() || !strings.Contains(s.Canvas().Plain(), "剧本 1 / 3") {
		t.Error("three runs are not played in turn")
	}
	through(t, s)
	if len(s.Results()) != 3 {
		t.Errorf("%d results", len(s.Results()))
	}
}

func TestAWindowThatChangesKeepsThePlay(t *testing.T) {
	s := open(t, asked{name: "loop", flows: []string{"native", "stepwise"}}, 160, 45)
	for n := 0; ; n++ {
		d, more := s.Next()
		if !more {
			break
		}
		s.Advance(d)
		z := []size{{160, 45}, {60, 30}, {140, 45}, {100, 32}, {36, 16}, {20, 5}, {80, 24}, {200, 60}}[n%8]
		s.Resize(z.cols, z.rows)
		c := s.Canvas()
		if c.W() != z.cols || c.H() != z.rows || len(strings.Split(c.Render(s.look.Theme()), "\n")) != z.rows {
			t.Fatalf("%v: drawn on %d × %d", z, c.W(), c.H())
		}
	}
	if len(s.Results()) != 2 || s.Missed() {
		t.Errorf("%d results, missed %v", len(s.Results()), s.Missed())
	}
}

func TestPanelsFitAtEverySize(t *testing.T) {
	for _, l := range []words.Lang{words.ZH, words.EN, words.Both} {
		s := open(t, asked{text: failing(), flows: []string{"express", "guest-form"}, lang: l}, 160, 45)
		for n := range 26 {
			if d, more := s.Next(); more {
				s.Advance(d)
			}
			for _, z := range []size{{36 + 7*n, 16 + 2*n}, {140 + 3*n, 30 + n}} {
				s.Resize(z.cols, z.rows)
				plain := s.Canvas().Plain()
				if strings.Contains(plain, "‹watch.") || strings.Contains(plain, "{n}") {
					t.Fatalf("%v %s: a word is missing:\n%s", z, l, plain)
				}
			}
		}
	}
}

func TestAPanicComesOut(t *testing.T) {
	s := open(t, asked{text: held()}, 100, 32)
	s.Close()
	a := s.actors[0]
	a.config.Journal = nil
	a.play = begin(context.Background(), a.run, a.config, func(*session.Session) story.Hands { panic("hands") })
	defer func() {
		if r := recover(); r != "hands" {
			t.Errorf("got %v", r)
		}
		a.play = nil
	}()
	a.fetch(0, 0)
}

// full is a journal that takes so many appends.
type full struct {
	session.Memory
	left int
}

var errFull = errors.New("the disk is full")

func (j *full) Append(ctx context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error {
	if j.left--; j.left < 0 {
		return errFull
	}
	return j.Memory.Append(ctx, stream, expected, records, seen)
}

func TestAFailureOfTheOutsideEndsThePlay(t *testing.T) {
	s := open(t, asked{text: held(), change: func(c *Config) {
		c.Story.Journal = &full{left: 4}
		c.Trial = func() (session.Journal, error) { return &session.Memory{}, nil }
	}}, 100, 32)
	for s.Err() == nil {
		d, more := s.Next()
		if !more {
			t.Fatal("it went on to its end")
		}
		s.Advance(d)
	}
	if !errors.Is(s.Err(), errFull) {
		t.Errorf("got %v", s.Err())
	}
	if err := s.Record(io.Discard, Film{Cols: 100, Rows: 32}); !errors.Is(err, errFull) {
		t.Errorf("a film of it ends with %v", err)
	}
}

func TestWhatIsClosedRunsNoMore(t *testing.T) {
	s := open(t, asked{name: "loop", flows: []string{"native", "stepwise"}}, 160, 45)
	midway(t, s)
	plays := []*play{s.actors[0].play, s.actors[1].play}
	s.Close()
	for _, p := range plays {
		if _, more := p.next(); more {
			t.Error("a play goes on")
		}
	}
}
