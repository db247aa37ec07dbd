package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// What follows is for drivers that have no terminal, and for those who look for a way on the screen: they do what keys and
// clicks do, and see what can be reached by them.

// stand makes a root that shows what is shown.
func stand(ctx context.Context, c Config, s session.Shown) *App {
	a := &App{
		ctx: ctx, walk: c.Session, images: c.Pictures, lang: c.Lang, look: c.Look, shown: s.Snapshot(),
		show: panels{meter: true, coach: true}, notice: notice{text: c.Warning, kind: look.Caution},
		around: around{Around: c.Around},
	}
	a.stack.show(a.shown)
	return a
}

// driven is what the root keeps for such a driver.
type driven struct {
	on    bool
	draft *look.Canvas // of one screen
}

// Steer leaves the app to a driver that runs its commands one after another and sees no picture: nothing waits for time, no
// fewest taps are searched, and before a key or a click only what can be tapped is drawn.
func (a *App) Steer() { a.driven.on, a.ticking = true, true }

// Send does an action or lets a happening happen, without a key or a click.
func (a *App) Send(action flow.Action) tea.Cmd { return a.do(action) }

// Take shows what the session came to by itself.
func (a *App) Take(s session.Shown) tea.Cmd {
	return func() tea.Msg { return tapped{shown: s.Snapshot()} }
}

// Catch lets happen what is due by now.
func (a *App) Catch() tea.Cmd { return a.resume() }

// Due returns in how much time of the session's clock the next thing happens by itself; false where nothing will.
func (a *App) Due() (time.Duration, bool) { return a.walk.Due() }

// Reckon works out the fewest taps of what is shown, which a steered app leaves out.
func (a *App) Reckon() { a.weigh(a.least(a.shown)) }

// Shown returns what is shown now.
func (a *App) Shown() session.Shown { return a.shown }

// Front returns the screen that keys and clicks go to: the page, the sheet over it, or the dialog over both.
func (a *App) Front() screen.Screen { return a.current() }

// Dialogs is how many dialogs lie over the page: help, backstage, terms.
func (a *App) Dialogs() int { return len(a.stack.dialogs) }

// Typing says whether a screen has a text field that takes all printable keys.
func Typing(s screen.Screen) bool { return typing(s) }

// Global returns the keys that do the same everywhere, as far as they do something while a screen is in front.
func (a *App) Global(front screen.Screen) []screen.Binding { return a.globalsOver(front) }

// Sight draws a screen where the one in front stands, and returns what of it can be clicked on, in cells of the terminal, with
// later ones over earlier ones; false in a terminal that is too small. The canvas is valid until the next call.
func (a *App) Sight(s screen.Screen) (screen.Picture, bool) {
	l := look.LayoutFor(a.cols, a.rows)
	if l.Class == look.Tiny || a.cols == 0 {
		return screen.Picture{}, false
	}
	f, at := a.pageFrame(l), l.Page
	_, sheet := a.stack.layers()
	over := sheet != nil || len(a.stack.dialogs) > 0
	switch {
	case a.spread() != nil:
		at = whole(l, a.cols, a.rows)
		f.W, f.H, over = at.W, at.H, false
	case over:
		f.H = max(1, f.H-1)
	}
	if d := a.driven.draft; d == nil || d.W() != f.W || d.H() != f.H {
		a.driven.draft = look.NewCanvas(f.W, f.H, look.Back)
	}
	f.Paper = a.driven.draft
	pic := s.Draw(f)
	if over {
		at.Y += at.H - pic.Canvas.H()
	}
	for i := range pic.Hits {
		pic.Hits[i].Rect = pic.Hits[i].Rect.Move(at.X, at.Y)
	}
	return pic, true
}

// InFront is Sight of the screen in front, drawn only where something changed.
func (a *App) InFront() []screen.Hit {
	a.prepare()
	hits := make([]screen.Hit, 0, len(a.frame.hits))
	for _, h := range a.frame.hits {
		if h.key == "" {
			hits = append(hits, h.Hit)
		}
	}
	return hits
}

// prepare draws what can be tapped, once after each change.
func (a *App) prepare() {
	switch {
	case !a.driven.on:
		a.picture()
	case a.frame.stale || !a.frame.made:
		a.frame = canvas{made: true, sketch: true}
		pic, ok := a.Sight(a.current())
		if !ok {
			return
		}
		for _, h := range pic.Hits {
			a.frame.hits = append(a.frame.hits, hit{Hit: h})
		}
	}
}

// pageFrame is what a page is drawn in.
func (a *App) pageFrame(l look.Layout) screen.Frame {
	return screen.Frame{W: l.Page.W, H: l.Page.H, Layout: l, Theme: a.look.theme(), Lang: a.lang, Pictures: a.images}
}

// Text returns the whole terminal as text, a line a row, without colours.
func (a *App) Text() string {
	if a.cols == 0 {
		return ""
	}
	c, _ := a.Canvas()
	return c.PlainIn(a.look.theme())
}

// Page returns where the page stands in the terminal.
func (a *App) Page() cell.Rect { return look.LayoutFor(a.cols, a.rows).Page }

// Draw returns a storefront that stands at what is shown, in a terminal of so many cells, as text.
func Draw(s session.Shown, c Config, cols, rows int) string {
	a := stand(context.Background(), c, s)
	a.cols, a.rows = ClampSize(cols, rows)
	return a.Text()
}
