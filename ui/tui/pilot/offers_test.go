package pilot_test

import (
	"context"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/ui/tui/pilot"
)

// watcher looks, before each tap, whether the screen has a way to all that the engine offers there.
type watcher struct {
	*pilot.Pilot
	walk *session.Session
	look func(p *pilot.Pilot, s session.Shown)
}

func (w watcher) Do(ctx context.Context, a flow.Action) (session.Shown, error) {
	w.look(w.Pilot, w.walk.Shown())
	return w.Pilot.Do(ctx, a)
}

// unoffered is what the engine takes and no screen offers: the ticks of the cart are switches.
func unoffered(place flow.Place, a flow.Action) bool { return place == flow.Cart && switches[a.Verb] }

var switches = map[flow.Verb]bool{flow.TickAll: true, flow.TickShop: true, flow.UntickAll: true, flow.UntickShop: true}

// What the engine offers and does not refuse can be tapped on the screen, wherever the built-in stories come by.
func TestWhatIsOfferedCanBeTapped(t *testing.T) {
	set := builtIn(t)
	c := before(set, words.ZH)
	walks := &flow.Walks{}
	type where struct {
		place  flow.Place
		action flow.Action
		flow   string
	}
	seen, verbs := map[where]bool{}, map[flow.Verb]bool{}
	look := func(p *pilot.Pilot, s session.Shown) {
		for _, o := range flow.Offers(s.World, s.Now, s.State) {
			a := o.Representatives()[0]
			key := where{s.State.Place(), a, s.World.Flow.Name}
			if key.place == flow.Feed {
				key.flow = "" // its notes are those of all flows
			}
			if seen[key] || flow.Refuse(s.World, s.Now, s.State, a).Refused() || unoffered(key.place, a) {
				continue
			}
			seen[key], verbs[a.Verb] = true, true
			if _, err := p.Find(a); err != nil {
				t.Errorf("%s: %v", s.World.Flow.Name, err)
			}
		}
	}
	for _, s := range set.Stories {
		for _, r := range runsOf(t, set, s.Name) {
			_, _ = play(t, set, r, walks, func(s *session.Session) story.Hands {
				c.Session = s
				return watcher{pilot.New(context.Background(), c, 60, 30), s, look}
			})
		}
	}
	if len(seen) < 1000 {
		t.Errorf("only %d actions were looked for", len(seen))
	}
	for _, v := range flow.Verbs() {
		if !v.Spec().World && !verbs[v] && !switches[v] {
			t.Errorf("%s was looked for nowhere", v)
		}
	}
}
