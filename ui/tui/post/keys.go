package post

import (
	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/text"
	"tagtap/ui/tui/screen"
)

// Keys returns the bindings of a post, the card's first. While a comment is typed only sending is one.
func (p Post) Keys(s session.Shown) []screen.Binding {
	if p.typing {
		return []screen.Binding{{Keys: []string{"ctrl+s"}, Label: "note.send", Local: SendID}}
	}
	n := s.World.Note(p.ID)
	if n == nil {
		return nil
	}
	keys := make([]screen.Binding, 0, 12)
	act := func(key string, a flow.Action) {
		keys = append(keys, screen.Binding{Keys: []string{key}, Label: "verb." + a.Verb.String(), Action: a})
	}
	if tagged := p.Products(s); len(tagged) > 0 {
		act("b", flow.Action{Verb: flow.TapCard, ID: string(tagged[0].ID)})
		keys[0].Label = "note.buy"
		if _, out := flow.Outside(s.World, n, tagged[0]); out {
			keys[0].Label = "note.outside"
		}
	}
	m := s.State.Mark(n.ID)
	act("v", flow.Action{Verb: pick(m.Liked, flow.Unlike, flow.Like)})
	act("s", flow.Action{Verb: pick(m.Saved, flow.UnsaveNote, flow.SaveNote)})
	keys = append(keys, screen.Binding{Keys: []string{"i"}, Label: "verb.comment", Local: FieldID})
	if !m.Asked {
		act("a", flow.Action{Verb: flow.AskLink})
	}
	if s.World.Catalogue.Author(n.Author) != nil {
		act("f", following(s.State, n))
	}
	act("y", flow.Action{Verb: flow.ShareNote})
	return append(keys, screen.Binding{Keys: []string{"w"}, Label: "note.elsewhere", Local: LeaveID})
}

func pick(yes bool, a, b flow.Verb) flow.Verb {
	if yes {
		return a
	}
	return b
}

// Do does what a post does by itself; known is false where that is none of it.
func (p Post) Do(local string, s session.Shown) (next Post, a flow.Action, known bool) {
	if s.World.Note(p.ID) == nil {
		return p, a, false
	}
	switch local {
	case FieldID:
		p.typing = true
	case SendID:
		p, a = p.send()
	case LeaveID:
		p.leaving = !p.leaving
	default:
		return p, a, false
	}
	return p, a, true
}

// Typing says whether a comment is being typed.
func (p Post) Typing() bool { return p.typing }

// Type takes what comes while a comment is typed. Enter sends it; whatever else leaves the field keeps the words in it.
func (p Post) Type(msg tea.Msg) (next Post, a flow.Action, done bool) {
	switch msg := msg.(type) {
	case screen.Wheel:
		return p, a, false
	case screen.Click:
		if msg.Target == FieldID {
			return p, a, true
		}
		p.typing = false
		return p, a, false
	case tea.KeyPressMsg:
		switch msg.String() {
		case "enter", "ctrl+s":
			p, a = p.send()
			return p, a, true
		case "esc":
			p.typing = false
			return p, a, true
		case "tab", "shift+tab", "up", "down":
			p.typing = false
			return p, a, false
		}
	}
	p.field, _ = p.field.Update(msg)
	return p, a, true
}

// send ends typing. Of nothing no comment is made.
func (p Post) send() (Post, flow.Action) {
	p.typing = false
	words := p.field.Value()
	if words.IsZero() {
		return p, flow.Action{}
	}
	p.field = screen.NewField(oneLine, text.Text{})
	return p, flow.Action{Verb: flow.WriteComment, Words: words}
}
