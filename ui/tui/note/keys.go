package note

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding {
	var keys []screen.Binding
	if tagged := v.products(s); len(tagged) > 0 {
		keys = append(keys, screen.Binding{
			Keys: []string{"b"}, Label: "note.buy", Action: flow.Action{Verb: flow.TapCard, ID: string(tagged[0].ID)},
		})
	}
	return keys
}

// Do implements screen.Reactor: it turns the carousel, which goes round.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	n := s.World.Note(v.id)
	if n == nil || len(n.Pictures) < 2 {
		return v, flow.Action{}
	}
	step := 1
	if local == turnLeft {
		step = len(n.Pictures) - 1
	}
	v.picture = (v.picture + step) % len(n.Pictures)
	return v, flow.Action{}
}
