// Package terms explains the words of the place, then all others.
package terms

import (
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

type view struct{}

// New makes the glossary.
func New(s session.Shown) screen.Screen { return screen.NewSheet(view{}, s, "") }

func (v view) Paint(b *screen.Board) { b.End(1) }

func (v view) Keys(session.Shown) []screen.Binding { return nil }
