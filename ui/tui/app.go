// Package tui is the storefront in the terminal: the root that holds a session and the screens of where its shopper is.
package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// Config is what the root is made of. Pictures are values from the outside, so that the storefront draws any catalogue.
type Config struct {
	Session  *session.Session
	Pictures *look.Pictures
	Lang     words.Lang
	Look     Look
	Warning  string // words on the first screen: what the store found when it was opened
	Around   Around
}

// App is the root. It owns session, screens, frame, notice and held keys, and nothing that one screen needs.
type App struct {
	ctx    context.Context
	walk   *session.Session
	shown  session.Shown
	stack  stack
	look   Look
	lang   words.Lang
	show   panels
	cols   int
	rows   int
	images *look.Pictures

	busy    bool        // a session call is under way
	held    []tea.Msg   // keys that came meanwhile
	presses int         // keys and clicks since the last action
	notice  notice      // one line over the page, until the next key
	failed  flow.Action // what was not saved; retried by key
	unsaved error       // why
	timer   int         // of the one due timer; older ones are stale
	ticking bool        // the timer of a picture that moves is set
	driven  driven      // by a driver without a terminal
	walks   flow.Walks  // least-taps walks that were found
	around  around
	story   recording
	paper   *look.Canvas
	frame   canvas // the last picture, and what it was made of
}

// New makes the root. Run it with tea.NewProgram.
func New(ctx context.Context, c Config) *App { return stand(ctx, c, c.Session.Shown()) }

// Init implements tea.Model.
func (a *App) Init() tea.Cmd { return tea.Batch(tea.RequestBackgroundColor, a.waitDue(), a.reckon()) }

// Update implements tea.Model.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.cols, a.rows = ClampSize(msg.Width, msg.Height)
		a.frame.stale = true
	case tea.KeyPressMsg, tea.MouseClickMsg, tea.MouseWheelMsg, tea.PasteMsg:
		cmd = a.input(msg)
	case tapped:
		cmd = a.arrive(msg)
	case due:
		if int(msg) == a.timer && !a.busy && a.around.back == 0 {
			cmd = a.call(flow.Action{}, a.walk.Catch)
		}
	case tea.ResumeMsg:
		cmd = a.resume()
	case reckoned:
		a.weigh(msg)
	default:
		cmd = a.settings(msg)
	}
	return a, tea.Batch(cmd, a.waitMove())
}

// tapped is the answer of a session call.
type tapped struct {
	shown  session.Shown
	err    error
	action flow.Action
}

// due says that the one timer fired.
type due int

// call runs one session call off the event loop. Until it has answered, keys are held and clicks dropped.
func (a *App) call(action flow.Action, f func(context.Context) (session.Shown, error)) tea.Cmd {
	a.busy = true
	return func() tea.Msg {
		shown, err := f(a.ctx)
		return tapped{shown.Snapshot(), err, action}
	}
}

// do sends an action or happening to the session: the same that stories send, and no others.
func (a *App) do(action flow.Action) tea.Cmd {
	presses, back := a.presses, a.around.back
	a.presses = 0
	return a.call(action, func(ctx context.Context) (session.Shown, error) {
		if err := a.walk.Branch(ctx, back); err != nil {
			return a.walk.Shown(), err
		}
		if action.Happening() {
			return a.walk.Happen(ctx, action)
		}
		return a.walk.Tap(ctx, action, presses)
	})
}

// arrive shows what a call led to, then lets the held keys go to the new screen.
func (a *App) arrive(msg tapped) tea.Cmd {
	a.busy = false
	a.frame.stale = true
	if msg.err != nil {
		a.failed, a.unsaved = msg.action, msg.err
		a.notice = notice{text: words.Say(a.lang, "app.not-saved", "error", plain(msg.err)), kind: look.Bad, sticky: true}
		a.held = nil
		return nil
	}
	a.failed, a.unsaved = flow.Action{}, nil
	before := a.shown
	a.around.back = 0
	asked := msg.action.Verb != flow.None && !msg.action.Happening()
	moved := a.shown.State.Spot() != msg.shown.State.Spot()
	added := msg.action.Verb == flow.Confirm && a.shown.State.Sheet.Intent == flow.IntentCart || msg.action.Verb == flow.AddToCart
	msg.shown.Least = a.shown.Least // until it is reckoned anew
	a.shown = msg.shown
	a.story.opens(a.walk, a.shown.Session)
	a.stack.show(a.shown)
	if a.notice.sticky || asked && moved {
		a.notice = notice{} // saved after all, or of another place
	}
	if asked && msg.shown.Refused.Refused() {
		a.notice = notice{text: screen.Frame{Lang: a.lang}.Refused(msg.shown), kind: look.Caution}
		a.held = nil
	} else if !asked && moved {
		a.held = nil
	} else if added && moved && a.shown.State.Place() != flow.SKU {
		a.notice = notice{text: words.Say(a.lang, "sku.added"), kind: look.Good}
	}
	if !asked && !moved {
		a.tell(before)
	}
	if more := a.pending(); more != nil {
		return more
	}
	return tea.Batch(a.waitDue(), a.release(), a.reckon(), a.ended(before, asked))
}

// release plays the held keys until one of them leads to a call.
func (a *App) release() tea.Cmd {
	for !a.busy && len(a.held) > 0 {
		msg := a.held[0]
		a.held = a.held[1:]
		if cmd := a.input(msg); cmd != nil {
			return cmd
		}
	}
	return nil
}

// View implements tea.Model. It draws only when something changed.
func (a *App) View() tea.View {
	v := tea.NewView(a.picture())
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "tagtap"
	v.BackgroundColor = a.look.back()
	if at := a.frame.cursor; at != nil {
		v.Cursor = tea.NewCursor(at.X, at.Y)
		v.Cursor.Blink = false
	}
	return v
}

// Unsaved returns why the last action was not saved, nil where it was.
func (a *App) Unsaved() error { return a.unsaved }

// current is the screen that keys go to.
func (a *App) current() screen.Screen { return a.stack.top() }
