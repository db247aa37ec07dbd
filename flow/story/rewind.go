package story

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/strict"
)

// lookBack is how far a story goes back before it goes another way: to a checkpoint, or so many actions and happenings.
type lookBack struct {
	to    string
	steps int
}

// mostBack bounds how far a line goes back.
const mostBack = 1000

func (p *parser) rewind(n *strict.Node) *lookBack {
	s, err := n.Text()
	if err != nil || s == "" {
		p.add(n.Pos(), n.Errorf("got %s, want a checkpoint or a number of steps: %s", n.Got(), exampleOf(lineRewind)))
		return nil
	}
	if steps, err := strconv.Atoi(s); err == nil {
		if steps < 1 || steps > mostBack {
			p.add(n.Pos(), n.Errorf("got %s, want 1 to %d steps", n.Got(), mostBack))
			return nil
		}
		return &lookBack{steps: steps}
	}
	return &lookBack{to: p.known(n, s)}
}

// back begins another session at an earlier state. Its counters begin anew, and checkpoints of before count from there.
func (p *player) back(l *line) error {
	steps, now := l.back.steps, p.scene.shown.Rewind.Steps
	if to := l.back.to; to != "" {
		switch m := p.scene.marked(to); {
		case m == nil:
			p.halt(l, to, notReached, "rewind: the checkpoint "+to+" was not reached")
			return nil
		case m.session != p.scene.shown.Session:
			p.halt(l, to, none, "rewind: the checkpoint "+to+" lies before the last rewind")
			return nil
		default:
			steps = now - m.steps
		}
	}
	if steps > now {
		p.halt(l, strconv.Itoa(steps)+" steps", strconv.Itoa(now), "rewind: there are only "+strconv.Itoa(now)+" steps to go back")
		return nil
	}
	if err := p.session.Branch(p.ctx, steps); err != nil {
		return err
	}
	p.show(p.session.Shown())
	p.held, p.skipping, p.scene.refused = false, false, flow.Refusal{}
	for i := range p.scene.marks {
		p.scene.marks[i].at = figures{}
	}
	return nil
}
