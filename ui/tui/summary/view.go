// Package summary draws a walk beside the walks before it: what it took, and what would have been enough.
package summary

import (
	"strconv"
	"strings"

	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// view holds the earlier walks, newest first.
type view struct{ past []measure.Summary }

// New makes the dialog of the card.
func New(s session.Shown, past []measure.Summary) screen.Screen {
	return screen.NewSheet(view{past}, s, screen.Close)
}

// Keys implements screen.View: the key that opened the card closes it.
func (view) Keys(session.Shown) []screen.Binding {
	return []screen.Binding{{Keys: []string{"W"}, Label: "key.close", Local: screen.Close}}
}

const margin = 2

// enough is more rows than the card has.
const enough = 60

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	head, body, _ := b.Split(screen.DialogTop, 0)
	b.DialogHead(head, b.Say("summary.title"), b.Gloss("summary.title"))
	w := b.W - 2*margin
	c := card{Canvas: body.Sub(cell.Rect{X: margin, W: w, H: enough}), Frame: b.Frame, shown: b.Shown, w: w, end: enough}
	c.draw(v.past)
	b.End(c.y + 1)
}

// Draw draws the card on a panel beside the phone. What does not fit is dropped from the bottom.
func Draw(c *look.Canvas, f screen.Frame, s session.Shown, past []measure.Summary) {
	k := card{Canvas: c, Frame: f, shown: s, w: c.W(), y: 2, end: c.H()}
	look.Heading(c, 0, 0, k.w, f.Say("summary.title"), strings.ToUpper(f.Gloss("summary.title")), "")
	k.draw(past)
}

// card is one drawing, from top to bottom; end is the first row that it may not use.
type card struct {
	*look.Canvas
	screen.Frame
	shown     session.Shown
	w, y, end int
	walks     []measure.Summary // this one, then the earlier ones
}

// tall is the rows from which the predicted time has a chart of its own; below it is a row of the table.
const tall = 24

func (c *card) draw(past []measure.Summary) {
	now := c.shown.Meter.Summary()
	now.Flow = c.shown.World.Flow.Name
	c.walks = append([]measure.Summary{now}, past[:min(len(past), mostWalks-1)]...)
	t := table{card: c, label: c.widest(rows[:])}
	t.columns = c.walks[:t.fit()]

	c.verdict(past)
	c.y++
	c.chart("summary.taps", func(s *measure.Summary) int { return s.Taps }, strconv.Itoa, c.fewest())
	c.y++
	if c.end < tall {
		t.draw(rows[:])
		return
	}
	c.chart("summary.seconds", func(s *measure.Summary) int { return int(s.Seconds) }, tenth, nil)
	c.y++
	t.draw(rows[1:])
}

// widest returns the columns that the labels of the rows take, with the room behind them.
func (c *card) widest(rows []row) int {
	w := max(cell.Width(c.Say("summary.flow")), cell.Width(c.Say("summary.stage")))
	for i := range rows {
		w = max(w, cell.Width(c.Say(rows[i].key)))
	}
	return w + 1
}

// fewest returns the least taps of the walk, nil where they are not known.
func (c *card) fewest() *int {
	least := c.shown.Least
	if least == nil || !least.OK || c.shown.Meter.Taps == 0 {
		return nil
	}
	return &least.Taps
}

// verdict says first what the figures come to: the detour, then the difference from the walk before.
func (c *card) verdict(past []measure.Summary) {
	now := &c.walks[0]
	if least := c.fewest(); least != nil {
		key, more := "summary.fewest", now.Taps-*least
		if more <= 0 {
			key = "summary.fewest.0"
		}
		c.text(c.Say(key, "taps", strconv.Itoa(*least), "more", strconv.Itoa(more)), look.Style{FG: look.Ink, Attr: look.Bold})
	}
	if len(past) == 0 {
		c.text(c.Say("summary.none"), look.Style{FG: look.Muted})
		return
	}
	if now.Taps == 0 {
		c.text(c.Say("summary.begun"), look.Style{FG: look.Muted})
		return
	}
	before := &past[0]
	taps, tenths := now.Taps-before.Taps, int(now.Seconds-before.Seconds)
	st := look.Style{FG: look.Ink2}
	switch {
	case !together(now, before):
	case taps < 0:
		st.FG = look.Success
	case taps > 0:
		st.FG = look.Warn
	}
	c.text(c.Say("summary.better", "taps", signed(taps, strconv.Itoa), "seconds", signed(tenths, tenth)), st)
	if !together(now, before) {
		c.text(c.Say("summary.stage-note"), look.Style{FG: look.Muted})
	}
	if now.Flow != before.Flow {
		c.text(c.Say("summary.flow-note"), look.Style{FG: look.Muted})
	}
}

// together says whether two walks came as far as each other: only then do their figures compare.
func together(a, b *measure.Summary) bool {
	x, _ := a.Stages.Last()
	y, _ := b.Stages.Last()
	return x == y
}

func (c *card) text(s string, st look.Style) {
	for _, line := range cell.Wrap(s, c.w) {
		if c.y < c.end {
			c.Text(0, c.y, line, st)
		}
		c.y++
	}
}

func tenth(n int) string { return measure.Tenths(n).String() }

// signed prints a difference with its sign.
func signed(n int, print func(int) string) string {
	switch {
	case n > 0:
		return "+" + print(n)
	case n < 0:
		return "−" + print(-n)
	}
	return "±" + print(0)
}
