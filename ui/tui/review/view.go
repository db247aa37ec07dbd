package review

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

func New(s session.Shown, _ flow.Spot) screen.Screen { return nil }
