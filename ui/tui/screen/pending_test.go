package screen

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
)

// form has a field, a button, and a letter key that means what has the focus.
type form struct{ typing bool }

func (v form) Paint(b *Board) {
	c := b.Body()
	c.Target(Target{ID: "field", Rect: cell.Rect{W: 10, H: 1}, Local: "field"})
	c.Target(Target{ID: "send", Rect: cell.Rect{Y: 2, W: 10, H: 1}, Action: flow.Action{Verb: flow.SubmitReview}})
	b.End(3)
}

func (form) Keys(session.Shown) []Binding { return nil }

func (form) KeysAt(focus string, _ session.Shown) []Binding {
	return []Binding{
		{Keys: []string{"d"}, Action: flow.Action{Verb: flow.Remove, ID: focus}},
		{Keys: []string{"1", "2"}, Local: "rate-", Keyed: true, Name: "1-2"},
	}
}

func (v form) Do(local string, _ session.Shown) (View, flow.Action) {
	if local == "field" {
		return form{typing: true}, flow.Action{}
	}
	return v, flow.Action{Verb: flow.Choose, ID: local}
}

func (v form) Typing() bool { return v.typing }

func (v form) Type(msg tea.Msg, _ session.Shown) (View, flow.Action, bool) {
	if _, away := msg.(Click); away {
		return form{}, flow.Action{Verb: flow.Type}, false
	}
	return v, flow.Action{}, true
}

func opened() *Page {
	p := NewPage(form{}, session.Shown{}, "field")
	p.Draw(frame())
	return p
}

func TestATapThatLeavesAFieldIsTwoActions(t *testing.T) {
	for _, c := range []struct {
		name    string
		refused flow.Refusal
		want    flow.Verb
	}{{"done", flow.Refusal{}, flow.SubmitReview}, {"turned down", flow.Refusal{Code: flow.NotHere}, flow.None}} {
		var s Screen = opened()
		s, _, _ = s.Update(Click{Target: "field"})
		s, a, _ := s.Update(Click{Target: "send"})
		if a.Verb != flow.Type {
			t.Fatalf("%s: first %s", c.name, a.Verb)
		}
		s = s.Show(session.Shown{Refused: c.refused})
		s, a = s.(Pending).Pending()
		if a.Verb != c.want || s.(*Page).View().(form).typing {
			t.Errorf("%s: then %s, want %s", c.name, a.Verb, c.want)
		}
		if _, a = s.(Pending).Pending(); a.Verb != flow.None {
			t.Errorf("%s: once more %s", c.name, a.Verb)
		}
	}
}

func TestATapWithoutAFieldIsOneAction(t *testing.T) {
	s, a, _ := opened().Update(Click{Target: "send"})
	if a.Verb != flow.SubmitReview {
		t.Errorf("got %s", a.Verb)
	}
	if _, a = s.(Pending).Pending(); a.Verb != flow.None {
		t.Errorf("then %s", a.Verb)
	}
}

func TestLetterKeysFollowTheFocus(t *testing.T) {
	p := opened()
	for _, want := range []string{"field", "send"} {
		if _, a, _ := p.Update(tea.KeyPressMsg{Code: 'd', Text: "d"}); a.ID != want {
			t.Errorf("d means %q, want %q", a.ID, want)
		}
		p = press(p, tea.KeyTab)
	}
}

func TestAKeyedBindingTellsItsKey(t *testing.T) {
	p := opened()
	if _, a, _ := p.Update(tea.KeyPressMsg{Code: '2', Text: "2"}); a.ID != "rate-2" {
		t.Errorf("got %q", a.ID)
	}
	if got := p.Bindings(); got[2].Shown() != "1-2" || got[1].Shown() != "d" {
		t.Errorf("shown as %q and %q", got[2].Shown(), got[1].Shown())
	}
}
