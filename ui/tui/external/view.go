// Package external draws the place of that name.
package external

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// New makes the screen.
func New(s session.Shown, _ flow.Spot) screen.Screen { return screen.NewPage(view{}, s, screen.BackID) }

type view struct{}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {}

// Keys implements screen.View.
func (v view) Keys(session.Shown) []screen.Binding { return nil }
