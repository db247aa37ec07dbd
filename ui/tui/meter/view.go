// Package meter draws what the walk has cost so far: taps, seconds, fields, the stage of the loop, money, trace, events.
package meter

import (
	"tagtap/flow/session"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// Draw draws the meter on its panel.
func Draw(c *look.Canvas, f screen.Frame, s session.Shown) {
	look.Heading(c, 0, 0, c.W(), f.Say("meter.title"), "", "")
}

// Line draws the meter on one row, for the phone class.
func Line(c *look.Canvas, f screen.Frame, s session.Shown) {
	c.Text(0, 0, f.Say("app.simulation-short"), look.Style{FG: look.Warn})
}
