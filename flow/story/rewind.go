package story

import (
	"strconv"

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
	if err != nil || !isWord(s) {
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
	p.known(n, s)
	return &lookBack{to: s}
}

// back begins another session at an earlier state. Its counters begin anew, and checkpoints of before count from there.
func (p *player) back(l *line) error {
	steps, now := l.back.steps, p.scene.shown.Rewind.Steps
	for _, m := range p.scene.marks {
		if m.name != l.back.to {
			continue
		}
		if m.session != p.scene.shown.Session {
			p.halt(l, l.back.to, none, "rewind: the checkpoint "+l.back.to+" lies before the last rewind")
			return nil
		}
		steps = now - m.steps
	}
	if steps > now {
		p.halt(l, strconv.Itoa(steps)+" steps", strconv.Itoa(now), "rewind: there are only "+strconv.Itoa(now)+" steps to go back")
		return nil
	}
	if err := p.session.Branch(p.ctx, steps); err != nil {
		return err
	}
	p.show(p.session.Shown())
	p.held, p.skipping = false, false
	for i := range p.scene.marks {
		p.scene.marks[i].at = figures{}
	}
	return nil
}
