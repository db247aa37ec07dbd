package tui

import (
	tea "charm.land/bubbletea/v2"

	"tagtap/flow/measure"
	"tagtap/flow/session"
)

// reckoned is the fewest taps of a session of so many records.
type reckoned struct {
	records int
	least   measure.Least
}

// reckon works out the fewest taps of what is shown beside the event loop: a search that is new takes longer than a tap may.
func (a *App) reckon() tea.Cmd {
	if a.driven.on {
		return nil
	}
	s := a.shown
	return func() tea.Msg { return a.least(s) }
}

func (a *App) least(s session.Shown) reckoned {
	return reckoned{len(s.Records), s.Meter.Least(&a.walks, s.World, s.Records, s.State)}
}

// weigh shows what was reckoned, unless the walk has gone on: then more is on its way.
func (a *App) weigh(msg reckoned) {
	if old := a.shown.Least; msg.records == len(a.shown.Records) && (old == nil || *old != msg.least) {
		a.shown.Least = &msg.least
		for i, d := range a.stack.dialogs {
			a.stack.dialogs[i] = d.Show(a.shown)
		}
		a.frame.stale = true
	}
}
