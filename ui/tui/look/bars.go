package look

import "tagtap/ui/tui/cell"

// StageLine draws the stages of the loop as dots on x to x+w: done ●━, the
// current one ◉, ahead ○─, and names on the row below. Names of four cells or
// less stand under all dots from 34 columns on; else only the current one is
// named, kept within w. It returns the height, 2.
func StageLine(c *Canvas, t Theme, x, y, w int, names []string, current int) int {
	pitch, all := 4, w >= 34
	switch {
	case w >= 40:
		pitch = 6
	case all:
		pitch = 5
	}
	for _, n := range names {
		all = all && cell.Width(n) <= 4
	}
	dot := x
	if all {
		dot++ // the dot stands over the middle of its name
	}
	for i, name := range names {
		at := dot + i*pitch
		mark, st := stageDot(i, current)
		c.Text(at, y, mark, st)
		if i < len(names)-1 {
			line, role := "─", Line
			if i < current {
				line, role = "━", Ink2
			}
			for j := 1; j < pitch; j++ {
				c.Text(at+j, y, line, Style{FG: role})
			}
		}
		switch {
		case all:
			c.Text(at-1, y+1, name, stageName(i, current))
		case i == current:
			width := cell.Width(name)
			left := min(max(at-(width-1)/2, x), x+max(w-width, 0))
			c.Text(left, y+1, cell.Truncate(name, w), stageName(i, current))
		}
	}
	return 2
}

func stageDot(i, current int) (string, Style) {
	switch {
	case i < current:
		return "●", Style{FG: Ink2}
	case i == current:
		return "◉", Style{FG: Accent}
	}
	return "○", Style{FG: Faint}
}

func stageName(i, current int) Style {
	switch {
	case i < current:
		return Style{FG: Ink2}
	case i == current:
		return Style{FG: Ink, Attr: Bold}
	}
	return Style{FG: Faint}
}

// StageDots draws the stages side by side, for the meter line, and returns
// the width.
func StageDots(c *Canvas, x, y, stages, current int) int {
	for i := range stages {
		mark, st := stageDot(i, current)
		c.Text(x+i, y, mark, st)
	}
	return stages
}

// WaterfallBar draws the stretch from one amount to another on a scale of w
// cells for most, in steps of half a cell and never less than one. Order of
// from and to does not matter.
func WaterfallBar(c *Canvas, t Theme, x, y, w int, from, to, most int64, role Role) {
	if w < 1 || most < 1 {
		return
	}
	if from > to {
		from, to = to, from
	}
	halves := 2 * int64(w)
	at := func(v int64) int {
		v = max(0, min(v, most))
		return int((v*halves + most/2) / most)
	}
	a, b := at(from), at(to)
	if a == b {
		if from == to {
			return
		}
		if b < int(halves) {
			b++
		} else {
			a--
		}
	}
	for i := a / 2; i <= (b-1)/2; i++ {
		left, right := 2*i >= a, 2*i+1 < b
		mark := "█"
		switch {
		case !left:
			mark = "▐"
		case !right:
			mark = "▌"
		}
		c.Text(x+i, y, t.Glyph(mark), Style{FG: role})
	}
}

// The trace's bar: a fixed scale, so that bars compare between screens, and
// the time from which a step counts as dear.
const (
	TraceCells  = 10
	traceFullMS = 7000
	traceDearMS = 4800
)

// TraceBar draws how long a step took, 10 cells for 7 s and more; from 4.8 s
// on in Warn. It returns the cells drawn.
func TraceBar(c *Canvas, x, y int, ms int64) int {
	if ms <= 0 {
		return 0
	}
	n := int(min(max((ms*TraceCells+traceFullMS/2)/traceFullMS, 1), TraceCells))
	role := Faint
	if ms >= traceDearMS {
		role = Warn
	}
	for i := range n {
		c.Text(x+i, y, "━", Style{FG: role})
	}
	return n
}

// ShareBar draws part of most as ━ over w cells, the rest as a thin line: for
// the distribution of reviews and shares of a funnel.
func ShareBar(c *Canvas, x, y, w int, part, most int64, role Role) {
	n := 0
	if most > 0 {
		n = int(max(0, min((part*int64(w)+most/2)/most, int64(w))))
	}
	if part > 0 {
		n = max(n, min(1, w))
	}
	for i := range max(w, 0) {
		if i < n {
			c.Text(x+i, y, "━", Style{FG: role})
		} else {
			c.Text(x+i, y, "─", Style{FG: Line})
		}
	}
}

// FocusBar draws the focus mark over h rows of column x.
func FocusBar(c *Canvas, t Theme, x, y, h int) {
	for i := range h {
		c.Text(x, y+i, t.Glyph("▐"), Style{FG: Accent})
	}
}

// SideBar draws the stroke left of a warning text.
func SideBar(c *Canvas, t Theme, x, y, h int) {
	for i := range h {
		c.Text(x, y+i, t.Glyph("▌"), Style{FG: WarnLine})
	}
}
