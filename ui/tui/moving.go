package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// ticked says that a picture that moves by itself is to be drawn again.
type ticked struct{}

// moves is how long the picture in front stays as it is, 0 for one that stands still. A dialog does not move.
func (a *App) moves() time.Duration {
	if m, ok := a.current().(interface{ Moves() time.Duration }); ok {
		return m.Moves()
	}
	return 0
}

// waitMove sets the one timer of what moves.
func (a *App) waitMove() tea.Cmd {
	in := a.moves()
	if a.ticking || in <= 0 {
		return nil
	}
	a.ticking = true
	return tea.Tick(in+time.Millisecond, func(time.Time) tea.Msg { return ticked{} })
}

// move draws what moves at the time of now.
func (a *App) move() {
	a.ticking = false
	if a.busy || a.moves() == 0 {
		return
	}
	a.shown.Now = a.walk.Shown().Now
	a.stack.show(a.shown)
	a.frame.stale = true
}
