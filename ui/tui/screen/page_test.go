package screen

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// long is a page of 60 rows with a target on row 0 that turns, one on row 50 and a button below.
type long struct {
	turned int
}

func (v long) Paint(b *Board) {
	_, body, foot := b.Split(0, 2)
	body.Target(Target{ID: "hero", Rect: cell.Rect{W: 10, H: 4}, Local: "right", Left: "left", Right: "right"})
	body.Target(Target{ID: "deep", Rect: cell.Rect{Y: 50, W: 10, H: 1}, Action: flow.Action{Verb: flow.ChooseSKU}})
	foot.Target(Target{ID: "go", Rect: cell.Rect{W: 10, H: 1}, Action: flow.Action{Verb: flow.BuyNow}})
	foot.Target(Target{ID: "also", Rect: cell.Rect{X: 20, W: 10, H: 1}, Action: flow.Action{Verb: flow.AddToCart}})
	b.End(60)
}

func (v long) Keys(session.Shown) []Binding { return nil }

func (v long) Do(local string, _ session.Shown) (View, flow.Action) {
	v.turned += map[string]int{"left": -1, "right": 1}[local]
	return v, flow.Action{}
}

func (v long) Start(s session.Shown) string { return s.Session }

func frame() Frame {
	return Frame{W: 40, H: 20, Layout: look.LayoutFor(40, 22), Theme: look.NewTheme(look.Dark, colorprofile.TrueColor, false)}
}

func press(p *Page, keys ...rune) *Page {
	for _, k := range keys {
		next, _, _ := p.Update(tea.KeyPressMsg{Code: k})
		p = next.(*Page)
		p.Draw(frame())
	}
	return p
}

func TestArrowsTurnWhatTurns(t *testing.T) {
	p := NewPage(long{}, session.Shown{}, "go")
	p.Draw(frame())
	p = press(p, tea.KeyRight, tea.KeyRight, tea.KeyLeft)
	if got := p.View().(long).turned; got != 1 || p.focus != "go" {
		t.Errorf("before the focus was moved: turned %d, focus %q", got, p.focus)
	}
	p = press(p, tea.KeyTab, tea.KeyLeft)
	if got := p.View().(long).turned; got != 1 || p.focus != "go" {
		t.Errorf("once it was moved the arrows move it: turned %d, focus %q", got, p.focus)
	}
	p = press(p, tea.KeyTab, tea.KeyTab, tea.KeyRight)
	if got := p.View().(long).turned; got != 2 || p.focus != "hero" {
		t.Errorf("on what turns: turned %d, focus %q", got, p.focus)
	}
}

func TestTheWheelLeavesTheFocusBehind(t *testing.T) {
	p := NewPage(long{}, session.Shown{}, "go")
	p.Draw(frame())
	p = press(p, tea.KeyTab, tea.KeyTab) // hero
	next, _, _ := p.Update(Wheel{Rows: 12})
	p = next.(*Page)
	p.Draw(frame())
	if p.scroll != 12 {
		t.Fatalf("scrolled to %d, want 12", p.scroll)
	}
	next, a, _ := p.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	p = next.(*Page)
	p.Draw(frame())
	if a.Verb != flow.None || p.scroll != 0 || p.View().(long).turned != 0 {
		t.Errorf("enter on a focus out of sight: action %v, scroll %d, want it shown first", a, p.scroll)
	}
}

func TestTheFocusFollowsTheThingToTapNext(t *testing.T) {
	p := NewPage(long{}, session.Shown{Session: "go"}, "go")
	p.Draw(frame())
	p = p.Show(session.Shown{Session: "deep"}).(*Page)
	p.Draw(frame())
	if _, seen := p.visible(*p.target("deep")); p.focus != "deep" || !seen {
		t.Errorf("focus %q, seen %v", p.focus, seen)
	}
	p = press(p, tea.KeyTab)
	p = p.Show(session.Shown{Session: "deep"}).(*Page)
	if p.focus == "deep" {
		t.Error("nothing changed, and the focus went back")
	}
}

func TestArrowsComeBackIntoTheWindow(t *testing.T) {
	for _, tc := range []struct {
		name   string
		from   string
		scroll tea.Msg
		key    rune
		want   string
	}{
		{"up, from below the window", "deep", Wheel{Rows: -60}, tea.KeyUp, "hero"},
		{"down, from below the window", "deep", Wheel{Rows: -60}, tea.KeyDown, "hero"},
		{"down, from above the window", "hero", Wheel{Rows: 60}, tea.KeyDown, "deep"},
	} {
		p := NewPage(long{}, session.Shown{}, tc.from)
		p.Draw(frame())
		p.moved = true
		next, _, _ := p.Update(tc.scroll)
		p = next.(*Page)
		p.Draw(frame())
		if p = press(p, tc.key); p.focus != tc.want {
			t.Errorf("%s: focus %q, want %q", tc.name, p.focus, tc.want)
		}
	}
}

// chips are two rows of chips and, to the right below them, a stepper.
type chips struct{}

func (chips) Paint(b *Board) {
	_, body, _ := b.Split(0, 0)
	for i, r := range []cell.Rect{{W: 8}, {X: 9, W: 8}, {Y: 1, W: 8}, {X: 30, Y: 4, W: 3}} {
		r.H = 1
		body.Target(Target{ID: string(rune('a' + i)), Rect: r})
	}
	b.End(5)
}

func (chips) Keys(session.Shown) []Binding { return nil }

func TestARowOfChipsGoesOnBelow(t *testing.T) {
	p := NewPage(chips{}, session.Shown{}, "a")
	p.Draw(frame())
	for _, tc := range []struct {
		key  rune
		want string
	}{{tea.KeyRight, "b"}, {tea.KeyRight, "c"}, {tea.KeyLeft, "b"}, {tea.KeyLeft, "a"}, {tea.KeyLeft, "a"}} {
		if p = press(p, tc.key); p.focus != tc.want {
			t.Fatalf("focus %q, want %q", p.focus, tc.want)
		}
	}
}
