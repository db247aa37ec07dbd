// Package pilot drives the storefront without a terminal: it finds the keys and clicks that an action takes on the screen as it
// stands, and presses them.
//
// Find looks for them as a person would who knows the keys: first what one key does, then what can be clicked on, then what is
// further down the page, then what has to be typed, and last what unfolds, turns or opens. It knows no place: all it sees is
// what a screen tells of itself, its bindings, its targets, and what Update makes of a key or a click on a copy of it.
package pilot

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
)

// Pilot is a shopper before a storefront that nobody else sees. Time stands still but for what the session does. It belongs to
// one goroutine at a time.
type Pilot struct {
	app        *tui.App
	walk       *session.Session
	cols, rows int
	quit       bool
	finder     finder
}

var _ story.Hands = (*Pilot)(nil)

// New opens a storefront in a terminal of so many cells, at least 36 × 16.
func New(ctx context.Context, c tui.Config, cols, rows int) *Pilot {
	p := &Pilot{app: tui.New(ctx, c), walk: c.Session}
	p.app.Steer()
	p.Resize(cols, rows)
	return p
}

// App returns the storefront.
func (p *Pilot) App() *tui.App { return p.app }

// Resize gives the terminal another size.
func (p *Pilot) Resize(cols, rows int) {
	p.cols, p.rows = tui.ClampSize(cols, rows)
	p.send(tea.WindowSizeMsg{Width: cols, Height: rows})
}

// Quit says whether the storefront was left.
func (p *Pilot) Quit() bool { return p.quit }

// Screen implements story.Hands: the whole terminal as text.
func (p *Pilot) Screen() string { return p.app.Text() }

// Readable implements story.Hands.
func (p *Pilot) Readable() string {
	screen := p.Screen()
	return strings.Join(append([]string{screen}, look.Numerals(screen)...), "\n")
}

// Show implements story.Hands.
func (p *Pilot) Show(s session.Shown) { p.run(p.app.Take(s)) }

// Do implements story.Hands. An action is tapped by the keys and clicks that Find returns; one that the rules turn down now and
// the screen does not offer is the tap on a grey button, and goes to the session as it is. A happening needs no key. Dialogs that
// lie over the page are closed before.
func (p *Pilot) Do(ctx context.Context, a flow.Action) (session.Shown, error) {
	if err := ctx.Err(); err != nil {
		return p.walk.Shown(), err
	}
	before := p.walk.Shown().State.Seq
	for n := p.app.Dialogs(); n > 0; n-- {
		p.Make(Move{Key: "esc"})
	}
	if a.Happening() {
		p.run(p.app.Send(a))
		return p.done(a, before)
	}
	moves, err := p.finder.find(p.app, a)
	if err != nil && !p.refused(a) {
		return p.walk.Shown(), err
	}
	if err != nil {
		p.run(p.app.Send(a))
		return p.done(a, before)
	}
	for i := range moves {
		p.Make(moves[i])
	}
	return p.done(a, before)
}

// refused says whether the rules turn an action down now.
func (p *Pilot) refused(a flow.Action) bool {
	s := p.app.Shown()
	return flow.Refuse(s.World, s.Now, s.State, a).Refused()
}

// done returns what is shown, and compares what was recorded behind a place of the journey with what was to be done.
func (p *Pilot) done(a flow.Action, before uint64) (session.Shown, error) {
	s := p.walk.Shown()
	if err := p.app.Unsaved(); err != nil {
		return s, err
	}
	did, found := "nothing", false
	for i := len(s.Records) - 1; i >= 0 && s.Records[i].Seq > before; i-- {
		switch e := &s.Records[i].Event; {
		case e.Kind != flow.Tapped && (e.Kind != flow.Happened || !a.Happening()):
		case e.Action == a:
			found = true
		case e.Kind == flow.Tapped:
			return s, fmt.Errorf("tap %s: the screen did %s", a, e.Action)
		default:
			did = e.Action.String()
		}
	}
	if !found {
		return s, fmt.Errorf("tap %s: the screen did %s", a, did)
	}
	return s, nil
}

// Find returns the moves that lead to an action from the app as it stands. The error is story.ErrOutOfReach where there are
// none. Nothing moves.
func (p *Pilot) Find(a flow.Action) ([]Move, error) { return p.finder.find(p.app, a) }

// Find is Pilot.Find for a storefront that somebody else drives. It has to be drawn by then, and be at rest.
func Find(app *tui.App, a flow.Action) ([]Move, error) {
	var f finder
	return f.find(app, a)
}

// Make presses, types or clicks.
func (p *Pilot) Make(m Move) {
	for _, msg := range m.Messages() {
		p.send(msg)
	}
}

// send hands a message to the app and does what follows from it.
func (p *Pilot) send(msg tea.Msg) {
	_, cmd := p.app.Update(msg)
	p.run(cmd)
}

// run runs a command and what follows from it, one after another.
func (p *Pilot) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.QuitMsg:
		p.quit = true
	case tea.BatchMsg:
		for _, each := range msg {
			p.run(each)
		}
	default:
		p.send(msg)
	}
}
