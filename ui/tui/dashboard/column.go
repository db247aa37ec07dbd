package dashboard

import (
	"strconv"
	"strings"

	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/plot"
	"tagtap/ui/tui/screen"
)

// Short names of what every file here uses.
func width(s string) int            { return cell.Width(s) }
func cut(s string, w int) string    { return cell.Truncate(s, max(w, 0)) }
func wrap(s string, w int) []string { return cell.Wrap(s, max(w, 1)) }
func itoa(n int) string             { return strconv.Itoa(n) }
func rect(x, y, w int) cell.Rect    { return cell.Rect{X: x, Y: y, W: w, H: 1} }
func money(fen shop.Fen) string     { return plot.Money(int64(fen), false) }
func exact(fen shop.Fen) string     { return plot.Money(int64(fen), true) }

// dash stands where there is nothing to divide by.
const dash = "—"

func rate(r measure.Rate) string {
	if !r.OK() {
		return dash
	}
	return r.String()
}

// columns are where the sections are written: one, two or three beside each other.
type columns struct {
	*screen.Board
	part   screen.Part
	report *measure.Report
	brand  *brand
	cols   []column
}

// column is one of them, written from top to bottom.
type column struct {
	*columns
	x, y, w int
}

// columnGap is the room between two columns, mostColumn the width beyond which one does not read well.
const (
	columnGap  = 4
	mostColumn = 76
)

// split divides the width.
func (c *columns) split(x, w int) {
	n := 1
	switch {
	case c.W >= threeColumns:
		n = 3
	case c.W >= twoColumns:
		n = 2
	}
	each := (w - (n-1)*columnGap) / n
	c.cols = make([]column, n)
	for i := range c.cols {
		c.cols[i] = column{columns: c, x: x + i*(each+columnGap), w: min(each, mostColumn)}
	}
}

// col returns the column of a section that would stand in the i-th of three.
func (c *columns) col(i int) *column { return &c.cols[min(i, len(c.cols)-1)] }

// wide returns the columns from the i-th on as one.
func (c *columns) wide(i int) *column {
	from := c.col(i)
	last := &c.cols[len(c.cols)-1]
	return &column{columns: c, x: from.x, y: from.y, w: last.x + last.w - from.x}
}

// bottom is the row below the longest column.
func (c *columns) bottom() int {
	y := 0
	for i := range c.cols {
		y = max(y, c.cols[i].y)
	}
	return y
}

// all says whether every brand is meant.
func (c *columns) all() bool { return c.brand.shop == nil }

// heading begins a section, with a blank row above it where it is not the first. A fact that has no room beside the title stands
// below it.
func (c *column) heading(key, fact string) {
	if c.y > 0 {
		c.y++
	}
	title, gloss := c.Say(key), strings.ToUpper(c.Gloss(key))
	if width(title)+2+width(fact) > c.w {
		look.Heading(c.part.Canvas, c.x, c.y, c.w, title, gloss, "")
		c.y++
		c.text(fact, look.Muted)
		return
	}
	look.Heading(c.part.Canvas, c.x, c.y, c.w, title, gloss, fact)
	c.y++
}

// store begins a section that the records know for all brands together only, and says so where one brand is shown.
func (c *column) store(key, fact string) {
	if !c.all() {
		fact = c.Say("dashboard.store")
	}
	c.heading(key, fact)
}

// row draws a label and a value; a value that has no room beside it stands below.
func (c *column) row(label, value string, role look.Role) {
	if width(label)+1+width(value) > c.w {
		c.text(label, look.Ink2)
		label = ""
	}
	look.Row{Value: label, ValueRole: look.Ink2, Fact: value, FactRole: role}.Draw(c.part.Canvas, c.Theme, c.x, c.y, c.w)
	c.y++
}

// text writes words over the width.
func (c *column) text(s string, role look.Role) {
	lines := wrap(s, c.w)
	if c.Sees(c.y, len(lines)) {
		c.part.Lines(c.x, c.y, lines, look.Style{FG: role})
	}
	c.y += len(lines)
}

func (c *column) say(key string, role look.Role) { c.text(c.Say(key), role) }
