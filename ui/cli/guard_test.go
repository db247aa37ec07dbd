package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// mine is a storefront that panics where it is told to.
type mine struct{ where string }

type step struct{}

func (m mine) Init() tea.Cmd {
	if m.where == "init" {
		panic("in init")
	}
	return tea.Batch(func() tea.Msg {
		if m.where == "command" {
			panic("in command")
		}
		return step{}
	}, func() tea.Msg { return nil })
}

func (m mine) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(step); !ok {
		return m, nil
	}
	switch m.where {
	case "update":
		panic("in update")
	case "later command":
		return m, func() tea.Msg { panic("in later command") }
	case "":
		return m, tea.Quit
	}
	return m, nil
}

func (m mine) View() tea.View {
	if m.where == "view" {
		panic("in view")
	}
	v := tea.NewView("here")
	v.MouseMode = tea.MouseModeCellMotion
	return v
}

func TestAPanicEndsTheStorefrontInGoodOrder(t *testing.T) {
	for _, where := range []string{"", "init", "command", "update", "later command", "view"} {
		t.Run("in "+where, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			defer cancel()
			var out bytes.Buffer
			g := &guard{model: mine{where}}
			p := tea.NewProgram(g, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(&out), tea.WithWindowSize(80, 24),
				tea.WithoutSignalHandler())
			g.end = p.Quit
			if _, err := p.Run(); err != nil {
				t.Errorf("it was killed: %v", err)
			}
			if (g.caught == nil) != (where == "") {
				t.Fatalf("caught %+v", g.caught)
			}
			if g.caught != nil && (g.caught.what != "in "+where || !strings.Contains(string(g.caught.stack), "mine")) {
				t.Errorf("caught %s\n%s", g.caught.what, g.caught.stack)
			}
		})
	}
}

func TestTheMouseIsLeftToTheTerminalWhenAsked(t *testing.T) {
	with, without := &guard{model: mine{}}, &guard{model: mine{}, noMouse: true}
	if with.View().MouseMode != tea.MouseModeCellMotion || without.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is not as it was asked for")
	}
}
