// Package help lists all keys.
package help

import (
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

type view struct{ bindings []screen.Binding }

// New makes the list of the keys that work now.
func New(s session.Shown, bindings []screen.Binding) screen.Screen {
	return screen.NewSheet(view{bindings}, s, "")
}

func (v view) Paint(b *screen.Board) { b.End(1) }

func (v view) Keys(session.Shown) []screen.Binding { return nil }
