package tui

import (
	tea "charm.land/bubbletea/v2"

	"tagtap/flow/measure"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/dashboard"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// counted is the report that an opening of the dashboard asked for, or why there is none.
type counted struct {
	asked  int
	report *measure.Report
	err    error
}

// merchant opens the dashboard, and has the store counted beside the event loop.
func (a *App) merchant() tea.Cmd {
	report := a.around.Report
	if report == nil {
		return nil
	}
	a.around.asks++
	asked := a.around.asks
	a.stack.push(dashboard.New(a.shown, asked))
	return func() tea.Msg {
		r, err := report(a.ctx)
		return counted{asked, r, err}
	}
}

// put gives the dashboard its report. One that was closed meanwhile, or opened again, does not get it.
func (a *App) put(msg counted) {
	failed := ""
	if msg.err != nil {
		failed = plain(msg.err)
	}
	for i, d := range a.stack.dialogs {
		if next, ok := dashboard.Put(d, a.shown, msg.asked, msg.report, failed); ok {
			a.stack.dialogs[i] = next
		}
	}
}

// spread returns the dialog on top where it takes the whole terminal, else nil.
func (a *App) spread() screen.Screen {
	if s, ok := a.current().(interface{ Spreads() bool }); ok && s.Spreads() {
		return a.current()
	}
	return nil
}

// mostSpread is the width beyond which a panel stands in the middle.
const mostSpread = 160

// whole is where such a dialog stands: between banner and hints, on a phone alone over the page.
func whole(l look.Layout, cols, rows int) cell.Rect {
	if l.Class == look.Phone {
		return l.Page
	}
	top := 0
	if !l.Meter.Contains(l.Banner.X, l.Banner.Y) {
		top = l.Banner.Y + l.Banner.H
	}
	w := min(cols, mostSpread)
	return cell.Rect{X: (cols - w) / 2, Y: top, W: w, H: l.Hints.Y - top}
}

// spreads draws a dialog over the whole terminal, with the notice over it.
func (a *App) spreads(c *look.Canvas, l look.Layout, f screen.Frame, s screen.Screen, out *canvas) {
	at := whole(l, a.cols, a.rows)
	f.W, f.H = at.W, at.H
	pic := s.Draw(f)
	c.Blit(at.X, at.Y, pic.Canvas, pic.Canvas.Bounds())
	place(out, pic, at.X, at.Y)
	a.note(c.Sub(at), f, max(0, at.H/2-1))
}
