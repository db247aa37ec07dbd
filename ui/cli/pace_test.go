package cli

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
)

// counter is a storefront that counts what it draws.
type counter struct {
	drawn, keys int
	size        tea.WindowSizeMsg
}

func (c *counter) Init() tea.Cmd { return nil }

func (c *counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		c.keys++
	case tea.WindowSizeMsg:
		c.size = msg
	}
	return c, nil
}

func (c *counter) View() tea.View {
	c.drawn++
	return tea.NewView(strings.Repeat("x", c.keys))
}

func TestWhatComesFasterThanATerminalIsDrawnToIsDrawnOnce(t *testing.T) {
	now := time.Unix(1000, 0)
	c := &counter{}
	g := &guard{model: c, pace: pace{now: func() time.Time { return now }}}
	g.View()
	send := func(msg tea.Msg) (view string, cmd tea.Cmd) {
		_, cmd = g.Update(msg)
		return g.View().Content, cmd
	}
	key := tea.KeyPressMsg{Code: 'x', Text: "x"}
	now = now.Add(time.Second)
	if view, cmd := send(key); view != "x" || cmd != nil {
		t.Errorf("the first key shows %q", view)
	}
	_, wake := send(key)
	if wake == nil {
		t.Fatal("nothing will draw the second key")
	}
	for range 1000 {
		if view, cmd := send(key); view != "x" || cmd != nil {
			t.Fatalf("a key of many shows %q, wakes %t", view, cmd != nil)
		}
	}
	if view, _ := send(pictureDue{}); len(view) != 1002 || c.keys != 1002 || c.drawn != 3 {
		t.Errorf("%d keys came, %d are shown, %d pictures", c.keys, len(view), c.drawn)
	}
	if view, _ := send(key); len(view) != 1002 {
		t.Error("the next picture is drawn too early")
	}
	if view, _ := send(struct{}{}); len(view) != 1003 {
		t.Error("what is no input waits")
	}
	now = now.Add(-time.Hour)
	if view, _ := send(key); len(view) != 1004 {
		t.Error("a clock that was set back stops the pictures")
	}
}

func TestTheLastOfManySizesHolds(t *testing.T) {
	now := time.Unix(1000, 0)
	c := &counter{}
	g := &guard{model: c, pace: pace{now: func() time.Time { return now }}}
	z := Streams{}.newSizes()
	g.View()
	for i := range 500 {
		g.Update(z.filter(nil, tea.WindowSizeMsg{Width: i * 31 % 10007, Height: i * 17 % 10007}))
		g.View()
		if c.size.Width < 1 || c.size.Height < 1 || c.size.Width > 500 || c.size.Height > 200 {
			t.Fatalf("size %v", c.size)
		}
	}
	g.Update(z.filter(nil, tea.WindowSizeMsg{Width: 90, Height: 30}))
	g.Update(z.filter(nil, tea.WindowSizeMsg{})) // it does not know
	if c.size.Width != 90 || c.size.Height != 30 || g.cols != 90 {
		t.Errorf("size %v", c.size)
	}
	if c.drawn > 2 {
		t.Errorf("%d pictures", c.drawn)
	}
}

// shopping is the storefront with a text field that is being typed into.
func shopping(b *testing.B) *tui.App {
	b.Helper()
	sh := &shell{now: time.Now}
	w, err := sh.world()
	if err != nil {
		b.Fatal(err)
	}
	walk, err := session.Open(context.Background(), session.Config{
		World:   flow.World{Catalogue: w.Catalogue, Flow: w.Flow("native"), Shopper: w.Shopper("returning")},
		Journal: &session.Memory{}, Journey: "returning", ID: "bench", Source: "person", Start: start(w.Catalogue),
	})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := walk.Tap(context.Background(), flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}, 1); err != nil {
		b.Fatal(err)
	}
	app := tui.New(context.Background(), tui.Config{
		Session: walk, Pictures: look.NewPictures(w.Picture), Lang: words.EN, Look: tui.Look{Mode: look.Dark, Profile: colorprofile.TrueColor},
	})
	app.Update(tea.WindowSizeMsg{Width: 140, Height: 45})
	app.View()
	app.Update(tea.KeyPressMsg{Code: 'i', Text: "i"})
	return app
}

// BenchmarkAKeyOfAPasteWithoutBrackets is the work for one of many keys in a text field, drawn each as before, and at the pace
// of a terminal.
func BenchmarkAKeyOfAPasteWithoutBrackets(b *testing.B) {
	key := tea.KeyPressMsg{Code: 'x', Text: "x"}
	for name, now := range map[string]func() time.Time{"each drawn": nil, "at a pace": time.Now} {
		b.Run(name, func(b *testing.B) {
			g := &guard{model: shopping(b), pace: pace{now: now}}
			for b.Loop() {
				g.Update(key)
				g.View()
				if g.pace.owed && time.Since(g.pace.at) >= pictureEvery {
					g.Update(pictureDue{})
					g.View()
				}
			}
		})
	}
}

// BenchmarkASizeOfAStorm is the work for one of many sizes.
func BenchmarkASizeOfAStorm(b *testing.B) {
	for name, now := range map[string]func() time.Time{"each drawn": nil, "at a pace": time.Now} {
		b.Run(name, func(b *testing.B) {
			g := &guard{model: shopping(b), pace: pace{now: now}}
			for i := 0; b.Loop(); i++ {
				g.Update(tea.WindowSizeMsg{Width: 60 + i%140, Height: 20 + i%40})
				g.View()
			}
		})
	}
}

// BenchmarkALargePaste is a megabyte in one piece: the field takes as much as it has room for.
func BenchmarkALargePaste(b *testing.B) {
	paste := tea.PasteMsg{Content: strings.Repeat("好", 1<<20/3)}
	app := shopping(b)
	for b.Loop() {
		app.Update(paste)
		app.View()
	}
}
