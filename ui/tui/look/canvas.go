package look

import (
	"strings"

	"charm.land/lipgloss/v2"

	"tagtap/ui/tui/cell"
)

// Canvas is a grid of cells, or a window on one. Drawing is clipped to it, and
// whatever is drawn in whatever order, each row stays exactly as many cells
// wide as it was: a wide character that is half covered or straddles the edge
// becomes a blank.
type Canvas struct {
	g      *grid
	ox, oy int       // own origin on the grid
	w, h   int       // own size
	clip   cell.Rect // what may be drawn, in cells of the grid
}

type grid struct {
	w, h  int
	slots []slot
	buf   []byte // kept between renders
}

// slot is one cell. A wide character is a slot of width 2 and one of width 0.
type slot struct {
	text   string
	fg, bg Paint
	attr   Attr
	width  uint8
}

// NewCanvas is a blank canvas; sizes below one count as none.
func NewCanvas(w, h int, bg Role) *Canvas {
	w, h = max(w, 0), max(h, 0)
	c := &Canvas{
		g: &grid{w: w, h: h, slots: make([]slot, w*h)},
		w: w, h: h, clip: cell.Rect{W: w, H: h},
	}
	for i := range c.g.slots {
		c.g.slots[i] = blankSlot(bg.Paint())
	}
	return c
}

func blankSlot(bg Paint) slot { return slot{text: " ", fg: Ink.Paint(), bg: bg, width: 1} }

// W is the width in cells.
func (c *Canvas) W() int { return c.w }

// H is the height in cells.
func (c *Canvas) H() int { return c.h }

// Bounds is the canvas in its own coordinates.
func (c *Canvas) Bounds() cell.Rect { return cell.Rect{W: c.w, H: c.h} }

// Sub is a window on the cells of r with its own origin. It may reach beyond
// c; what is drawn there is lost.
func (c *Canvas) Sub(r cell.Rect) *Canvas {
	abs := r.Move(c.ox, c.oy)
	return &Canvas{g: c.g, ox: abs.X, oy: abs.Y, w: max(r.W, 0), h: max(r.H, 0), clip: abs.Intersect(c.clip)}
}

// Clear blanks the canvas. With None the text goes and backgrounds stay.
func (c *Canvas) Clear(bg Role) { c.Fill(c.Bounds(), bg) }

// Fill blanks the cells of r and gives them the background bg.
func (c *Canvas) Fill(r cell.Rect, bg Role) { c.FillPaint(r, bg.Paint()) }

// FillPaint is Fill with any colour; no paint keeps the backgrounds.
func (c *Canvas) FillPaint(r cell.Rect, bg Paint) {
	abs := r.Move(c.ox, c.oy).Intersect(c.clip)
	if abs.Empty() {
		return
	}
	blank := blankSlot(bg)
	for y := abs.Y; y < abs.Bottom(); y++ {
		row := c.g.row(y)
		row.mend(abs.X)
		row.mend(abs.Right() - 1)
		for x := abs.X; x < abs.Right(); x++ {
			if bg == 0 {
				blank.bg = row[x].bg
			}
			row[x] = blank
		}
	}
}

// Text draws s from (x, y) and returns the cells that it takes, those outside
// the canvas included.
func (c *Canvas) Text(x, y int, s string, st Style) int {
	fg := st.FG
	if fg == None {
		fg = Ink
	}
	return c.TextPaint(x, y, s, fg.Paint(), st.BG.Paint(), st.Attr)
}

// TextPaint is Text with any colours; no paint as bg keeps the background.
func (c *Canvas) TextPaint(x, y int, s string, fg, bg Paint, attr Attr) int {
	gx, gy := x+c.ox, y+c.oy
	if gy < c.clip.Y || gy >= c.clip.Bottom() || c.clip.W <= 0 {
		return cell.Width(s)
	}
	row, start := c.g.row(gy), gx
	left, right := c.clip.X, c.clip.Right()
	for len(s) > 0 {
		cl, n := cell.Next(s)
		s = s[n:]
		if cl.Width == 0 {
			continue
		}
		next := gx + cl.Width
		if next > left && gx < right {
			if gx < left || next > right {
				row.set(max(gx, left), slot{" ", fg, bg, attr, 1})
			} else {
				row.set(gx, slot{cl.Text, fg, bg, attr, uint8(cl.Width)})
			}
		}
		gx = next
	}
	return gx - start
}

// TextRight draws s so that it ends before xEnd, and returns where it starts.
func (c *Canvas) TextRight(xEnd, y int, s string, st Style) int {
	x := xEnd - cell.Width(s)
	c.Text(x, y, s, st)
	return x
}

// TextCentre draws s in the middle of the cells from x to x+w.
func (c *Canvas) TextCentre(x, y, w int, s string, st Style) {
	c.Text(x+max((w-cell.Width(s))/2, 0), y, s, st)
}

// Lines draws lines below each other and returns how many there are.
func (c *Canvas) Lines(x, y int, lines []string, st Style) int {
	for i, s := range lines {
		c.Text(x, y+i, s, st)
	}
	return len(lines)
}

// Rule draws a horizontal line of w cells.
func (c *Canvas) Rule(x, y, w int, r Role) {
	for i := range max(w, 0) {
		c.Text(x+i, y, "─", Style{FG: r})
	}
}

// Frame draws the phone's rounded border on the edge cells of r.
func (c *Canvas) Frame(r cell.Rect) {
	if r.W < 2 || r.H < 2 {
		return
	}
	st, box := Style{FG: Border}, lipgloss.RoundedBorder()
	right, bottom := r.Right()-1, r.Bottom()-1
	c.Rule(r.X+1, r.Y, r.W-2, Border)
	c.Rule(r.X+1, bottom, r.W-2, Border)
	for y := r.Y + 1; y < bottom; y++ {
		c.Text(r.X, y, box.Left, st)
		c.Text(right, y, box.Right, st)
	}
	c.Text(r.X, r.Y, box.TopLeft, st)
	c.Text(right, r.Y, box.TopRight, st)
	c.Text(r.X, bottom, box.BottomLeft, st)
	c.Text(right, bottom, box.BottomRight, st)
}

// Blit copies the cells of from (a rectangle of src) to (x, y). Cells of src
// without a background take the one that they land on. The two canvases must
// not share cells.
func (c *Canvas) Blit(x, y int, src *Canvas, from cell.Rect) {
	abs := from.Move(src.ox, src.oy)
	seen := abs.Intersect(src.clip)
	dx, dy := x+c.ox-abs.X, y+c.oy-abs.Y // from cells of src to cells of c
	to := seen.Move(dx, dy).Intersect(c.clip)
	for gy := to.Y; gy < to.Bottom(); gy++ {
		dst, in := c.g.row(gy), src.g.row(gy-dy)
		dst.mend(to.X)
		dst.mend(to.Right() - 1)
		for gx := to.X; gx < to.Right(); gx++ {
			s := in[gx-dx]
			if s.width == 0 && gx == to.X || s.width == 2 && gx == to.Right()-1 {
				s.text, s.width = " ", 1
			}
			if s.bg == 0 {
				s.bg = dst[gx].bg
			}
			dst[gx] = s
		}
	}
}

// Plain is the text of the canvas: rows joined by newlines, blanks at the end
// of each row trimmed.
func (c *Canvas) Plain() string { return c.PlainIn(Theme{}) }

// PlainIn is Plain with the marks and borders of a theme.
func (c *Canvas) PlainIn(t Theme) string {
	var b strings.Builder
	for y := range c.h {
		if y > 0 {
			b.WriteByte('\n')
		}
		blanks := 0
		for x := range c.w {
			gx, gy := x+c.ox, y+c.oy
			text := " "
			if c.clip.Contains(gx, gy) {
				text = c.g.row(gy)[gx].text
			}
			if text == " " {
				blanks++
				continue
			}
			for ; blanks > 0; blanks-- {
				b.WriteByte(' ')
			}
			if t.ascii && len(text) > 1 {
				text = cellGlyph(text)
			}
			b.WriteString(text)
		}
	}
	return b.String()
}

type slots []slot

func (g *grid) row(y int) slots { return g.slots[y*g.w : (y+1)*g.w] }

// mend blanks the other half of the wide character that has a half at x, so
// that x may be overwritten. The half at x is left for the caller.
func (r slots) mend(x int) {
	switch r[x].width {
	case 0:
		r[x-1].text, r[x-1].width = " ", 1
	case 2:
		r[x+1].text, r[x+1].width = " ", 1
	default:
		return
	}
	r[x].text, r[x].width = " ", 1
}

// set puts a character of one or two cells at x, all of which is in the row.
func (r slots) set(x int, s slot) {
	if r[x].width != 1 {
		r.mend(x)
	}
	keep := s.bg == 0
	if keep {
		s.bg = r[x].bg
	}
	if s.width == 2 {
		if r[x+1].width != 1 {
			r.mend(x + 1)
		}
		tail := slot{"", s.fg, s.bg, s.attr, 0}
		if keep {
			tail.bg = r[x+1].bg
		}
		r[x+1] = tail
	}
	r[x] = s
}
