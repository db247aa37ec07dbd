// Package coach draws what this step is, why shoppers leave here, the terms, and what comes next.
package coach

import (
	"tagtap/flow/session"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// Draw draws the coach on its panel.
func Draw(c *look.Canvas, f screen.Frame, s session.Shown, bindings []screen.Binding) {
	look.Heading(c, 0, 0, c.W(), f.Say("coach.title"), "", "")
}
