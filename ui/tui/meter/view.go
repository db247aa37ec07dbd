// Package meter draws what the walk has cost so far: taps, seconds, fields, the stage of the loop, money, trace, events.
package meter

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// Below is what stands below the figures in the place of the trace: the event stream, or the story that the walk becomes.
type Below interface {
	follow(s session.Shown)
	draw(p *panel)
}

// Draw draws the meter on its panel, with the trace of the walk or, where it is given, with what takes its place. What does
// not fit is dropped from the bottom; what grows keeps its last rows.
func Draw(c *look.Canvas, f screen.Frame, s session.Shown, below Below) {
	p := panel{Canvas: c, Frame: f, shown: s, w: c.W(), y: top(f.Layout)}
	fact := f.Say("meter.session") + " " + short(s.Session)
	p.heading("meter.title", fact)
	p.gap()
	p.figures()
	p.tally()
	p.gap()
	p.y += look.StageLine(c, f.Theme, 0, p.y, p.w, p.stages(), int(Stage(s)))
	p.gap()
	if below != nil {
		below.follow(s)
		if p.left() >= roomForSums {
			p.sums()
		}
		below.draw(&p)
		return
	}
	p.sums()
	events := p.events(p.trace())
	p.list(events)
}

// panel is one drawing, from top to bottom.
type panel struct {
	*look.Canvas
	screen.Frame
	shown session.Shown
	w, y  int
}

// top is the first row of the panel: on a low desk its first row is the banner's.
func top(l look.Layout) int {
	if l.Banner.W > 0 && l.Meter.Contains(l.Banner.X, l.Banner.Y) {
		return l.Banner.Y - l.Meter.Y + 2
	}
	return 0
}

// gap leaves the blank row between groups.
func (p *panel) gap() { p.y++ }

// left is how many rows are free.
func (p *panel) left() int { return p.Canvas.H() - p.y }

func (p *panel) heading(key, fact string) {
	look.Heading(p.Canvas, 0, p.y, p.w, p.Say(key), strings.ToUpper(p.Gloss(key)), fact)
	p.y++
}

// shortID is how much of a session's id is shown; what is longer is cut to shortHead.
const shortID, shortHead = 8, 4

func short(id string) string {
	if len(id) > shortID {
		return id[:shortHead]
	}
	return id
}

// Stage is where the walk stands in the loop: the last stage that it reached, before the first one that of its place.
func Stage(s session.Shown) flow.Stage {
	if stage, ok := s.Meter.Stages.Last(); ok {
		return stage
	}
	return screen.Station(s.State)
}

func (p *panel) stages() []string {
	names := make([]string, 0, len(stageKeys))
	for _, key := range stageKeys {
		names = append(names, p.Say(key))
	}
	return names
}

// stageKeys are the words of the stages, in loop order.
var stageKeys = [...]string{
	"stage.note", "stage.tag", "stage.product", "stage.cart", "stage.checkout", "stage.confirmation", "stage.review",
}

// row draws a label and, at the right end, a value.
func (p *panel) row(label, value string, role look.Role) {
	look.Row{Value: label, ValueRole: look.Ink2, Fact: value, FactRole: role}.Draw(p.Canvas, p.Theme, 0, p.y, p.w)
	p.y++
}

// Line draws the meter on one row, for screens that hold the phone alone.
func Line(c *look.Canvas, f screen.Frame, s session.Shown) {
	stage := Stage(s)
	name := f.Say(stageKeys[stage])
	x := c.TextRight(c.W(), 0, name, look.Style{FG: look.Ink, Attr: look.Bold}) - 1 - len(stageKeys)
	look.StageDots(c, x, 0, len(stageKeys), int(stage))
	m := s.Meter
	more := "…"
	if s.Least != nil {
		more = "—"
		if s.Least.OK {
			more = "+" + strconv.Itoa(m.Taps-s.Least.Taps)
		}
	}
	at := c.Text(0, 0, f.Say("app.simulation-short"), look.Style{FG: look.Warn})
	for _, item := range [...]struct{ key, value string }{
		{"meter.taps", strconv.Itoa(m.Taps)},
		{"meter.steps", strconv.Itoa(m.Steps)},
		{"meter.fields", strconv.Itoa(m.Fields)},
		{"meter.seconds-short", m.Seconds().String() + "s"},
		{"meter.detour", more},
		{"meter.surprises", strconv.Itoa(len(m.Surprises))},
		{"meter.refused", strconv.Itoa(m.Refused)},
	} {
		label := f.Say(item.key)
		if at+2+cell.Width(label)+1+cell.Width(item.value) >= x {
			return
		}
		at += 2 + c.Text(at+2, 0, label, look.Style{FG: look.Muted})
		at += 1 + c.Text(at+1, 0, item.value, look.Style{FG: look.Ink2, Attr: look.Bold})
	}
}
