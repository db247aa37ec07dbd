// Package backstage lists what the world could do now.
package backstage

import (
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

type view struct{}

// New makes the list.
func New(s session.Shown) screen.Screen { return screen.NewSheet(view{}, s, "") }

func (v view) Paint(b *screen.Board) { b.End(1) }

func (v view) Keys(session.Shown) []screen.Binding { return nil }
