package story

import (
	"context"
	"fmt"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// player is one run while it is played.
type player struct {
	ctx     context.Context
	run     Run
	walks   *flow.Walks
	watch   func(session.Shown)
	cue     func(Line)
	picture func(session.Shown) string
	hands   Hands // nil where the session itself is tapped
	session *session.Session
	lacks   func(*flow.Flow, flow.Place) bool
	scene   scene

	first    flow.State // with which the session began
	scope    flow.Scope // notes and products that the lines have named so far
	held     bool       // the story looks at an attempt in progress; it is not answered for it
	turned   *line      // it was refused, and no line has looked at that yet
	skipping bool       // the flow lacks the stage of the last reach
	halted   bool
	failures []Failure
	skipped  []Skip
}

// lacks says whether a flow has no such place, by its knobs.
func lacks(f *flow.Flow, p flow.Place) bool { return f.Lacks(p) }

func (p *player) play(lines []*line, budget []check) error {
	for i := 0; i < len(lines) && !p.halted; i++ {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		l := lines[i]
		over, err := p.next(l)
		if outside(err) {
			return err
		}
		if err != nil {
			p.halt(l, "tapped", "out of reach", l.name+": "+err.Error())
		}
		i += over
	}
	if p.halted || p.accepted() {
		return nil
	}
	if err := p.settle(nil); outside(err) {
		return err
	}
	p.check(budget)
	return nil
}

// next plays one line. It returns how many lines behind it are passed over.
func (p *player) next(l *line) (over int, err error) {
	if !l.aside() {
		if !p.minds(l) && p.accepted() {
			return 0, nil
		}
		if err := p.settle(l); err != nil {
			return 0, err
		}
	}
	p.follows(l)
	if c := l.when; c != nil {
		if !p.holds(c) {
			return c.over, nil
		}
		if c.refused {
			p.turned = nil
		}
		p.held = p.held || c.waits && p.scene.shown.State.Pending() != nil
		return 0, nil
	}
	if l.expect != nil {
		p.turned = nil
	}
	if err := p.line(l); err != nil {
		return 0, err
	}
	if l.acts() && p.scene.refused.Refused() {
		p.turned = l
	}
	return 0, nil
}

// minds says whether a line looks at what was refused before it, by the first rule of the package.
func (p *player) minds(l *line) bool {
	return l.expect != nil && l.expect.refused && !p.skipping || l.when != nil && l.when.refused
}

// accepted halts where the last line was refused, and says so; the line that comes next does not mind that.
func (p *player) accepted() bool {
	if l := p.turned; l != nil {
		p.turned = nil
		p.halt(l, "accepted", refusal(p.scene.refused), l.name+" was refused: "+refusal(p.scene.refused))
	}
	return p.halted
}

// settle answers an attempt in progress before the next line, by the third rule of the package; no line means the end.
func (p *player) settle(next *line) error {
	if p.scene.shown.State.Pending() == nil {
		p.held = false
		return nil
	}
	if p.held {
		return nil
	}
	if next != nil {
		switch {
		case next.expect != nil && next.expect.waits && !p.skipping:
			p.held = true
			return nil
		case next.when != nil && next.when.waits, next.until != nil:
			return nil
		case len(next.actions) == 1 && next.actions[0].Happening():
			return nil
		}
	}
	refused := p.scene.refused
	err := p.do(flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})
	p.scene.refused = refused
	return err
}

func (p *player) line(l *line) error {
	switch {
	case l.expect != nil:
		if p.skipping {
			p.skip(l)
			return nil
		}
		p.check(l.expect.checks)
		return nil
	case l.mark != "":
		p.scene.marks = append(p.scene.marks, marked{
			name: l.mark, at: figuresOf(p.scene.shown.Meter), steps: p.scene.shown.Rewind.Steps, session: p.scene.shown.Session,
		})
		return nil
	case l.back != nil:
		return p.back(l)
	case l.goal != nil:
		return p.reach(l)
	case l.amount != nil:
		return p.setQuantity(l.amount)
	case l.review != nil:
		return p.writeReview(l.review)
	case l.asking != nil:
		return p.ask(l.asking)
	case l.until != nil:
		return p.elapse(l)
	}
	for _, a := range l.actions {
		if l.alias {
			id, ok := p.resolve(a)
			if !ok {
				p.halt(l, a.ID, none, a.ID+" stands for nothing yet")
				return nil
			}
			a.ID = id
		}
		p.name(a)
		if err := p.do(a); err != nil || p.scene.refused.Refused() {
			return err
		}
	}
	return nil
}

// do takes one action or happening through the session.
func (p *player) do(a flow.Action) error {
	var err error
	switch {
	case p.hands != nil:
		p.scene.shown, err = p.hands.Do(p.ctx, a)
	case a.Happening():
		p.scene.shown, err = p.session.Happen(p.ctx, a)
	default:
		p.scene.shown, err = p.session.Tap(p.ctx, a, 0)
	}
	if err != nil {
		return err
	}
	p.scene.refused = p.scene.shown.Refused
	if p.watch != nil {
		p.watch(p.scene.shown)
	}
	return nil
}

// follows tells those who follow the run which line comes.
func (p *player) follows(l *line) {
	if p.cue != nil {
		p.cue(l.told())
	}
}

// show tells hands and those who follow the run what the session came to by itself.
func (p *player) show(shown session.Shown) {
	p.scene.shown = shown
	if p.hands != nil {
		p.hands.Show(shown)
	}
	if p.watch != nil {
		p.watch(shown)
	}
}

// name remembers what a line is about, for reach.
func (p *player) name(a flow.Action) {
	switch a.Verb {
	case flow.OpenNote:
		p.nameNote(a.ID)
	case flow.TapTag, flow.TapCard, flow.OpenProduct:
		p.nameProduct(a.ID)
	}
}

func (p *player) nameNote(id string) {
	for _, known := range p.scope.Notes {
		if string(known) == id {
			return
		}
	}
	p.scope.Notes = append(p.scope.Notes, shop.NoteID(id))
}

func (p *player) nameProduct(id string) {
	for _, known := range p.scope.Products {
		if string(known) == id {
			return
		}
	}
	p.scope.Products = append(p.scope.Products, shop.ProductID(id))
}

func (p *player) check(checks []check) {
	for i := range checks {
		c := &checks[i]
		if c.seen && p.scene.screen == nil {
			p.skipped = append(p.skipped, Skip{File: c.pos.File, Line: c.pos.Line, Column: c.pos.Column, Name: c.path, Why: unseen})
			continue
		}
		if c.test(&p.scene, nil) {
			continue
		}
		var got string
		c.test(&p.scene, &got)
		p.fail(c.pos, c.want, got, fmt.Sprintf("%s: got %s, want %s", c.path, got, c.want))
	}
}

func (p *player) fail(at strict.Pos, want, got, message string) {
	p.failures = append(p.failures, Failure{
		File: at.File, Line: at.Line, Column: at.Column, Want: want, Got: got, Message: message, At: p.moment(),
	})
}

// moment is what the shopper saw when something was missed. The screen is drawn for the first failure of a run.
func (p *player) moment() Moment {
	m := Moment{Seq: p.scene.shown.State.Seq}
	switch {
	case len(p.failures) > 0:
	case p.hands != nil:
		m.Screen = p.hands.Screen()
	case p.picture != nil:
		m.Screen = p.picture(p.scene.shown)
	}
	return m
}

// halt notes a failure after which the rest of the story means nothing.
func (p *player) halt(l *line, want, got, message string) {
	p.fail(l.pos, want, got, message)
	p.halted = true
}

func (p *player) skip(l *line) {
	p.skipped = append(p.skipped, Skip{File: l.pos.File, Line: l.pos.Line, Column: l.pos.Column, Name: l.name})
}
