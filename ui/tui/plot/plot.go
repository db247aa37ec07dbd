// Package plot draws what was measured: bars, columns of weeks, sparklines, the funnel, and the report that is made of them. It
// draws on a canvas, to the cell, with whole and half blocks and with lines; finer blocks have seams in many fonts.
package plot

import (
	"math"
	"strconv"

	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// Scale says how a number becomes a length.
type Scale uint8

// The scales: in proportion, or by square root, which keeps the small end of a funnel in sight.
const (
	Linear Scale = iota
	Root
)

// halves is the length of n in half cells where most fills w cells. Anything above nothing is seen.
func (s Scale) halves(n, most int64, w int) int {
	if n <= 0 || most <= 0 || w <= 0 {
		return 0
	}
	share := min(float64(n)/float64(most), 1)
	if s == Root {
		share = math.Sqrt(share)
	}
	return max(1, int(math.Round(share*float64(2*w))))
}

// Bar draws n on a scale of w cells for most, in steps of half a cell, and returns the cells that it takes.
func Bar(c *look.Canvas, x, y, w int, n, most int64, s Scale, role look.Role) int {
	h := s.halves(n, most, w)
	for i := range (h + 1) / 2 {
		mark := "█"
		if 2*i+1 == h {
			mark = "▌"
		}
		c.Text(x+i, y, mark, look.Style{FG: role})
	}
	return (h + 1) / 2
}

// Thin draws n as ━ on a scale of w cells for most, and returns the cells that it takes. Lists use it: blocks on neighbouring
// rows would grow together.
func Thin(c *look.Canvas, x, y, w int, n, most int64, role look.Role) int {
	cells := (Linear.halves(n, most, w) + 1) / 2
	for i := range cells {
		c.Text(x+i, y, "━", look.Style{FG: role})
	}
	return cells
}

// Column is one of a chart.
type Column struct {
	Value int64
	Role  look.Role // None is Faint
	Below string    // a word or number under it, "" for none
}

// Columns draws columns that stand on the last row of r, or on the one before where any has something below, in steps of half a
// row; the largest is as tall as r. They begin at the left edge. Where there are more than cells the first are left out. It
// returns where each of those drawn begins.
func Columns(c *look.Canvas, r cell.Rect, cols []Column) (at []int) {
	wide, gap, fit := columnWidth(r.W, len(cols))
	cols = cols[len(cols)-fit:]
	rows, most := r.H, int64(0)
	for i := range cols {
		most = max(most, cols[i].Value)
		if cols[i].Below != "" {
			rows = r.H - 1
		}
	}
	x := r.X
	for i := range cols {
		col := &cols[i]
		stand(c, x, r.Y, wide, rows, Linear.halves(col.Value, most, rows), col.Role)
		if cell.Width(col.Below) <= wide+gap {
			c.TextCentre(x, r.Y+rows, wide, col.Below, look.Style{FG: look.Muted})
		}
		at = append(at, x)
		x += wide + gap
	}
	return at
}

// widest is the most cells of a column: a single week is no wall.
const widest = 4

// columnWidth divides w cells among n columns.
func columnWidth(w, n int) (wide, gap, fit int) {
	switch {
	case n == 0 || w < 1:
		return 0, 0, 0
	case w+1 >= 2*n:
		return min(widest, (w+1)/n-1), 1, n
	}
	return 1, 0, min(n, w)
}

func stand(c *look.Canvas, x, y, wide, rows, halves int, role look.Role) {
	if role == look.None {
		role = look.Faint
	}
	for i := range wide {
		for j := range halves / 2 {
			c.Text(x+i, y+rows-1-j, "█", look.Style{FG: role})
		}
		if halves%2 == 1 {
			c.Text(x+i, y+rows-1-halves/2, "▄", look.Style{FG: role})
		}
		if halves == 0 && rows > 0 { // it says that there is nothing
			c.Text(x+i, y+rows-1, "─", look.Style{FG: look.Line})
		}
	}
}

// Spark draws values as one-cell columns side by side over h rows, the last of them in Ink where role is not. It returns the
// cells taken; where there are more values than w the first are left out.
func Spark(c *look.Canvas, x, y, w, h int, values []int64, role look.Role) int {
	values = values[len(values)-max(0, min(len(values), w)):]
	most := int64(0)
	for _, v := range values {
		most = max(most, v)
	}
	for i, v := range values {
		r := role
		if i == len(values)-1 {
			r = look.Ink
		}
		stand(c, x+i, y, 1, h, Linear.halves(v, most, h), r)
	}
	return len(values)
}

// Count prints a number with commas: 1,284; the sign is U+2212.
func Count(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "−", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// Money prints an amount of fen with commas: ¥21,318.00, without decimals rounded half up to a yuan.
func Money(fen int64, decimals bool) string {
	sign, whole, cents := look.Amount(fen)
	if !decimals {
		if cents >= "50" {
			_, whole, _ = look.Amount(magnitude(fen) + 50)
		}
		cents = ""
	} else {
		cents = "." + cents
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + "¥" + whole + cents
}

func magnitude(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
