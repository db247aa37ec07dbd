package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
)

// counting lets the store be counted from the records of the walk.
func counting(a *App) {
	a.around.Report = func(context.Context) (*measure.Report, error) {
		s := a.walk.Shown()
		survey := measure.NewSurvey(&measure.Query{Rule: measure.Usual()}, s.World.Catalogue)
		for i := range s.Records {
			survey.Read(&s.Records[i])
		}
		survey.End()
		return survey.Report(&measure.Market{Catalogue: s.World.Catalogue}), nil
	}
}

// bought is a walk that paid once.
func bought(t testing.TB, l words.Lang, cols, rows int) *App {
	t.Helper()
	a := open(t, truecolour, l)
	counting(a)
	a.Update(tea.WindowSizeMsg{Width: cols, Height: rows})
	for _, stop := range tour[:9] {
		a.tap(t, stop.walk...)
	}
	return a
}

func pressed(a *App, keys ...string) {
	for _, k := range keys {
		msg := tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
		switch k {
		case "esc":
			msg = tea.KeyPressMsg{Code: tea.KeyEscape}
		case "tab":
			msg = tea.KeyPressMsg{Code: tea.KeyTab}
		case "right":
			msg = tea.KeyPressMsg{Code: tea.KeyRight}
		}
		_, cmd := a.Update(msg)
		settle(a, cmd)
	}
}

// Neither dashboard, event stream nor story is a place: opening, turning and closing them leaves records and figures alone.
func TestPanelsRecordNothing(t *testing.T) {
	for _, size := range [][2]int{{60, 30}, {80, 24}, {140, 45}} {
		a := bought(t, words.ZH, size[0], size[1])
		records, taps, at := len(a.shown.Records), a.shown.Meter.Taps, a.shown.State.Spot()
		pressed(a, "D", "tab", "right", "3", "D", "E", "E", "R", "R", "E", "R", "esc", "D", "esc", "E", "esc", "R", "esc")
		s := a.walk.Shown()
		if len(s.Records) != records || s.Meter.Taps != taps && a.shown.State.Spot() == at {
			t.Errorf("%v: %d records and %d taps, before %d and %d", size, len(s.Records), s.Meter.Taps, records, taps)
		}
	}
}

func TestTheDashboardShowsTheStoreAsOfOpening(t *testing.T) {
	a := bought(t, words.ZH, 140, 45)
	pressed(a, "D")
	c, _ := a.Canvas()
	if plain := c.Plain(); !strings.Contains(plain, "商家看板") || !strings.Contains(plain, "1 次会话") || a.spread() == nil {
		t.Errorf("the panel does not show the walk:\n%s", plain)
	}
	pressed(a, "D")
	if a.spread() != nil || len(a.stack.dialogs) != 0 {
		t.Error("its key does not close it")
	}
}

// An answer that comes after the panel was closed, or opened again, is dropped.
func TestALateReportIsDropped(t *testing.T) {
	a := bought(t, words.ZH, 80, 24)
	first := a.merchant()
	plain := func() string { c, _ := a.Canvas(); return c.Plain() }
	if !strings.Contains(plain(), words.Say(words.ZH, "dashboard.counting")) {
		t.Fatalf("nothing says that it is counted:\n%s", plain())
	}
	late := first()
	pressed(a, "D")
	before := plain()
	a.Update(late)
	if plain() != before || len(a.stack.dialogs) != 0 {
		t.Error("a report opens a panel that was closed")
	}
	second := a.merchant()
	a.Update(late)
	if !strings.Contains(plain(), words.Say(words.ZH, "dashboard.counting")) {
		t.Error("the report of the first opening is shown in the second")
	}
	a.Update(second())
	if strings.Contains(plain(), words.Say(words.ZH, "dashboard.counting")) {
		t.Error("the report of the second opening is not shown")
	}
}

func TestAStoreThatCannotBeReadIsSaid(t *testing.T) {
	a := bought(t, words.EN, 80, 24)
	a.around.Report = func(context.Context) (*measure.Report, error) { return nil, errors.New("read tallies: gone\nfor good") }
	pressed(a, "D")
	c, _ := a.Canvas()
	if plain := c.Plain(); !strings.Contains(plain, "read tallies: gone for good") {
		t.Errorf("the error is not said:\n%s", plain)
	}
}

// Whatever lies over the whole terminal fits it at every size, in every state and language, and so do stream and story.
func TestPanelsFitAtEverySize(t *testing.T) {
	for _, lang := range []words.Lang{words.ZH, words.EN, words.Both} {
		a := bought(t, lang, 140, 45)
		for _, keys := range [][]string{{"D"}, {"2"}, {"right", "4"}, {"D", "E"}, {"R"}} {
			pressed(a, keys...)
			for cols := 36; cols <= 200; cols += 22 {
				for rows := 16; rows <= 60; rows += 13 {
					fits(t, a, cols, rows, flow.Confirmation)
				}
			}
			a.cols, a.rows = 140, 45
		}
	}
}

func TestTheStreamIsBesideThePhoneOrOverIt(t *testing.T) {
	title := words.Say(words.ZH, "meter.stream")
	for _, c := range []struct {
		cols, rows int
		before     []string
		dialogs    int
	}{
		{140, 45, nil, 0}, {100, 32, nil, 0}, {80, 24, nil, 0}, {60, 30, nil, 1}, {140, 45, []string{"m"}, 1},
	} {
		a := bought(t, words.ZH, c.cols, c.rows)
		pressed(a, c.before...)
		pressed(a, "E")
		canvas, _ := a.Canvas()
		plain := canvas.Plain()
		if len(a.stack.dialogs) != c.dialogs || !strings.Contains(plain, title) || !strings.Contains(plain, "purchase") {
			t.Errorf("%dx%d %v: %d dialogs\n%s", c.cols, c.rows, c.before, len(a.stack.dialogs), plain)
		}
		pressed(a, "E")
		if a.show.below != nil || len(a.stack.dialogs) != 0 {
			t.Errorf("%dx%d: its key does not close it", c.cols, c.rows)
		}
	}
}

// The keys of all three are in the help of every page, and free on each.
func TestTheKeysOfThePanelsAreFreeEverywhere(t *testing.T) {
	a := open(t, truecolour, words.EN)
	a.Update(tea.WindowSizeMsg{Width: 100, Height: 60})
	for _, stop := range tour {
		a.tap(t, stop.walk...)
		for _, b := range a.current().Bindings() {
			if b.Has("E") || b.Has("D") || b.Has("R") {
				t.Errorf("%s has a key of its own on %v", stop.place, b.Keys)
			}
		}
	}
	pressed(a, "?")
	c, _ := a.Canvas()
	for _, key := range []string{"help.events", "help.record", "help.dashboard"} {
		if !strings.Contains(c.Plain(), words.Say(words.EN, key)) {
			t.Errorf("help does not have %q:\n%s", key, c.Plain())
		}
	}
}

// The whole terminal with the stream, with the story, and with the dashboard.
func TestPanelsLookAsTheyDid(t *testing.T) {
	for _, size := range [][2]int{{60, 30}, {80, 24}, {100, 32}, {140, 45}} {
		a := bought(t, words.ZH, size[0], size[1])
		for _, panel := range []struct{ name, key string }{{"stream", "E"}, {"record", "R"}, {"dashboard", "D"}} {
			pressed(a, panel.key)
			c, _ := a.Canvas()
			golden(t, fmt.Sprintf("%s-%dx%d.txt", panel.name, size[0], size[1]), c.Plain()+"\n")
			pressed(a, panel.key)
		}
	}
}
