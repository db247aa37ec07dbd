package note

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding {
	keys := v.post.Keys(s)
	if n := s.World.Note(v.post.ID); n != nil && len(n.Pictures) > 1 && !v.post.Typing() {
		keys = append(keys, screen.Binding{Keys: []string{"p"}, Label: "key.picture", Local: turnRight})
	}
	return keys
}

// Do implements screen.Reactor: it turns the carousel, which goes round.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	if next, a, known := v.post.Do(local, s); known {
		v.post = next
		return v, a
	}
	n := s.World.Note(v.post.ID)
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
