package story

import (
	"context"
	"fmt"
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/text"
)

// ErrNoCheckpoint says that a story has no checkpoint of that name.
type ErrNoCheckpoint struct {
	Story, Name string
	Known       []string
}

func (e ErrNoCheckpoint) Error() string {
	s := fmt.Sprintf("the story %s has no checkpoint %q", e.Story, text.Clean(e.Name, text.Name))
	if near, ok := text.Nearest(e.Name, e.Known); ok {
		s += fmt.Sprintf(" (did you mean %q?)", near)
	}
	return s
}

// Hint says what there is.
func (e ErrNoCheckpoint) Hint() string {
	if len(e.Known) == 0 {
		return "it has none; write one as a line of its own: - checkpoint: cart"
	}
	return "there are: " + strings.Join(e.Known, ", ")
}

// ErrNotReached says that a walk did not come to where it was to lead.
type ErrNotReached struct {
	To  string // story:checkpoint, or a place
	Why string
}

func (e ErrNotReached) Error() string { return "cannot start at " + e.To + ": " + e.Why }

// Checkpoints lists the names of a story's checkpoints in their order.
func (s *Story) Checkpoints() []string {
	var names []string
	if len(s.Cases) > 0 {
		for _, l := range s.Cases[0].script() {
			if l.mark != "" {
				names = append(names, l.mark)
			}
		}
	}
	return names
}

// PlayTo plays a run until a checkpoint and hands its session back, standing there; with c.Session through that one, else
// through one of its own. The story must have passed Check. Besides failures of the outside world it returns
// ErrNoCheckpoint, and ErrNotReached where something was missed before.
func PlayTo(ctx context.Context, r Run, c Config, checkpoint string) (*session.Session, error) {
	end, lines := -1, r.Case.script()
	for i, l := range lines {
		if l.mark == checkpoint && checkpoint != "" {
			end = i
		}
	}
	if end < 0 {
		return nil, ErrNoCheckpoint{r.Story.Name, checkpoint, r.Story.Checkpoints()}
	}
	p, err := open(ctx, r, c)
	if err != nil {
		return nil, fmt.Errorf("play %s to %s: %w", r.Story.Name, checkpoint, err)
	}
	if err := p.play(lines[:end+1], nil); err != nil {
		return nil, fmt.Errorf("play %s to %s: %w", r.Story.Name, checkpoint, err)
	}
	if len(p.failures) > 0 {
		f := p.failures[0]
		return nil, ErrNotReached{r.Story.Name + ":" + checkpoint, fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Message)}
	}
	if p.scene.marked(checkpoint) == nil {
		return nil, ErrNotReached{r.Story.Name + ":" + checkpoint, "it stands in lines that were passed over"}
	}
	return p.session, nil
}

// WalkTo walks a session to a place with the fewest taps, and lets time pass where it has to. It returns ErrNotReached where
// the flow has no such place, or no walk leads there.
func WalkTo(ctx context.Context, s *session.Session, known *flow.Walks, place flow.Place) error {
	p := &player{ctx: ctx, session: s, walks: known}
	p.scene.shown = s.Shown()
	w := p.scene.shown.World
	p.run.Flow, p.run.Shopper = w.Flow, w.Shopper
	here := func(s *flow.State) bool { return s.Place() == place }
	to, after := goal{place: place}, flow.None
	switch {
	case here(p.scene.shown.State):
		return nil
	case w.Flow.Lacks(place) && place != flow.External, place == flow.Tracking && w.Flow.Lacks(flow.Confirmation), place == flow.Address && w.Flow.Lacks(flow.Checkout):
		return ErrNotReached{place.String(), "the flow " + w.Flow.Name + " has no such place"}
	case place == flow.External && w.Flow.Lacks(place):
		return p.leaveFrom(w)
	case place == flow.Tracking:
		to.place, after = flow.Confirmation, flow.TrackOrder
	case place == flow.Video:
		for i := range w.Catalogue.Notes {
			if n := &w.Catalogue.Notes[i]; n.Video != nil && to.subject == "" {
				to.subject = string(n.ID)
				p.nameNote(to.subject)
			}
		}
	}
	there, err := p.follow(to, here)
	if err == nil && after != flow.None && there {
		orders := p.scene.shown.State.Orders
		err = p.do(flow.Action{Verb: after, ID: string(orders[len(orders)-1].ID)})
	}
	switch {
	case err != nil:
		return fmt.Errorf("walk to %s: %w", place, err)
	case p.scene.refused.Refused():
		return ErrNotReached{place.String(), "a tap was refused: " + refusal(p.scene.refused)}
	case !there || !here(p.scene.shown.State):
		return ErrNotReached{place.String(), "no walk leads there"}
	}
	return nil
}

// leaveFrom walks out of the app by the first note whose tag leads there, in a flow whose own tags do not.
func (p *player) leaveFrom(w *flow.World) error {
	for _, id := range flow.Feeds(w) {
		n := w.Note(id)
		for _, tag := range n.Tags {
			product := w.Catalogue.Product(tag)
			if product == nil || n.Video != nil {
				continue
			}
			if _, out := flow.Outside(w, n, product); !out {
				continue
			}
			if err := p.do(flow.Action{Verb: flow.OpenNote, ID: string(id)}); err != nil {
				return fmt.Errorf("walk to %s: %w", flow.External, err)
			}
			if err := p.do(flow.Action{Verb: flow.TapTag, ID: string(tag)}); err != nil {
				return fmt.Errorf("walk to %s: %w", flow.External, err)
			}
			return nil
		}
	}
	return ErrNotReached{flow.External.String(), "no tag of the catalogue leads out of the app"}
}
