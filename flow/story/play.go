package story

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// Run is a story under one flow, with one shopper, in one case.
type Run struct {
	Story   *Story
	Flow    *flow.Flow
	Shopper *flow.Shopper
	Case    *Case
	Seed    uint64
	ID      string // of the session and of its journey: a hash of story, flow, shopper, case and seed
}

// Runs lists the runs of a story: flow by flow, within a flow shopper by shopper, within a shopper case by case.
func Runs(s *Story, flows []*flow.Flow, shoppers []*flow.Shopper, seed uint64) []Run {
	runs := make([]Run, 0, len(flows)*len(shoppers)*len(s.Cases))
	for _, f := range flows {
		for _, who := range shoppers {
			for i := range s.Cases {
				r := Run{Story: s, Flow: f, Shopper: who, Case: &s.Cases[i], Seed: seed}
				r.ID = r.hash()
				runs = append(runs, r)
			}
		}
	}
	return runs
}

// hash makes the session's id: 16 hex digits.
func (r *Run) hash() string {
	var buf []byte
	for _, part := range []string{r.Story.Name, r.Flow.Name, r.Shopper.ID, r.Case.Name} {
		buf = binary.AppendUvarint(buf, uint64(len(part)))
		buf = append(buf, part...)
	}
	buf = binary.BigEndian.AppendUint64(buf, r.Seed)
	sum := sha256.Sum256(buf)
	return hex.EncodeToString(sum[:8])
}

// Config is what a run is played on. Without a Journal a run has a memory of its own; in one that lasts its id must not be
// taken; with a Session it is played through that one, which is the caller's. Runs that share Walks find a walk once. Watch,
// if given, sees every action and happening after it was done. Operators, if given, price the seconds of the result; the
// clock and what the story expects always keep the preset Proposed.
//
// Line, if given, is called before each line that is played. Hands, if given, makes who taps in place of the session. Picture,
// if given, draws what is shown where the story misses something and has no hands.
type Config struct {
	Catalogue *shop.Catalogue
	Journal   session.Journal
	Session   *session.Session
	Walks     *flow.Walks
	Watch     func(session.Shown)
	Operators *measure.Operators
	Origin    session.Origin // of the session; its seed is the run's
	Source    string         // of the session; "" is story
	Line      func(Line)
	Hands     func(*session.Session) Hands
	Picture   func(session.Shown) string
}

// evening is the hour at which journeys begin on a catalogue's today.
const evening = 20 * time.Hour

// begins returns when a story begins: at its own start, else in the evening of the catalogue's today.
func begins(s *Story, c *shop.Catalogue) shop.Instant {
	if s.Start != 0 {
		return s.Start
	}
	if today := c.Today.Time(); today.Equal(time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, shop.China)) {
		return c.Today.Add(evening)
	}
	return c.Today
}

// Play walks a run and returns what came of it. The story must have passed Check. An error means that the outside world
// failed, or that ctx was done; what the story missed is in the result.
func Play(ctx context.Context, r Run, c Config) (*Result, error) {
	p, err := open(ctx, r, c)
	if err == nil {
		err = p.play(r.Case.lines)
	}
	if err != nil {
		return nil, fmt.Errorf("play %s: %w", r.Story.Name, err)
	}
	result := p.result()
	if c.Operators != nil {
		result.Seconds = c.Operators.Seconds(p.scene.shown.Meter.Count())
	}
	return result, nil
}

func open(ctx context.Context, r Run, c Config) (*player, error) {
	if c.Walks == nil {
		c.Walks = &flow.Walks{}
	}
	s := c.Session
	if s == nil {
		var err error
		if s, err = opened(ctx, r, c); err != nil {
			return nil, err
		}
	} else if r.Case.given != nil {
		return nil, ErrFurnished
	}
	p := &player{ctx: ctx, run: r, walks: c.Walks, watch: c.Watch, session: s, lacks: lacks, cue: c.Line, picture: c.Picture}
	p.scene.shown = s.Shown()
	if c.Hands != nil {
		p.hands = c.Hands(s)
	}
	p.first = *p.scene.shown.State
	return p, nil
}

// opened opens the session of a run.
func opened(ctx context.Context, r Run, c Config) (*session.Session, error) {
	own := c.Journal == nil
	if own {
		c.Journal = &session.Memory{}
	}
	config := session.Config{
		World:   flow.World{Catalogue: c.Catalogue, Flow: r.Flow, Shopper: r.Shopper},
		Journal: c.Journal, Journey: r.ID, ID: r.ID, Source: cmp.Or(c.Source, "story"), Start: begins(r.Story, c.Catalogue),
		Origin: c.Origin,
	}
	config.Origin.Seed = r.Seed
	if r.Story.Still {
		config.Clock = func() time.Time { return time.Time{} }
	}
	if r.Case.given != nil {
		if err := furnish(ctx, &config, r.Case.given, own); err != nil {
			return nil, err
		}
	}
	s, err := session.Open(ctx, config)
	if err != nil {
		return nil, err
	}
	if s.Shown().Resumed {
		return nil, fmt.Errorf("journey %s is taken; a run is a journey of its own", r.ID)
	}
	return s, nil
}

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
	skipping bool       // the flow lacks the stage of the last reach
	halted   bool
	failures []Failure
	skipped  []Skip
}

// lacks says whether a flow has no such place, by its knobs.
func lacks(f *flow.Flow, p flow.Place) bool { return f.Lacks(p) }

func (p *player) play(lines []*line) error {
	for i, l := range lines {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		err := p.settle(l)
		if err == nil {
			p.follows(l)
			err = p.line(l)
		}
		if outside(err) {
			return err
		}
		if err != nil {
			p.halt(l, "tapped", "out of reach", l.name+": "+err.Error())
		}
		if p.halted {
			return nil
		}
		if p.scene.refused.Refused() && l.expect == nil && l.mark == "" {
			if i+1 < len(lines) && lines[i+1].expect != nil && lines[i+1].expect.refused && !p.skipping {
				continue
			}
			p.halt(l, "accepted", refusal(p.scene.refused), l.name+" was refused: "+refusal(p.scene.refused))
			return nil
		}
	}
	if err := p.settle(nil); outside(err) {
		return err
	}
	p.check(p.run.Case.budget)
	return nil
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
		if next.expect != nil && next.expect.waits && !p.skipping {
			p.held = true
			return nil
		}
		if len(next.actions) == 1 && next.actions[0].Happening() {
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
