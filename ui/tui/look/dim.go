package look

import (
	"github.com/charmbracelet/colorprofile"

	"tagtap/ui/tui/cell"
)

// Shades of the page: how far a colour goes toward Back.
const (
	dimPercent     = 68 // under a sheet
	darkenPercent  = 62 // behind text on a picture
	dimMemoEntries = 256
)

// Dim sends everything on the cells of r 68 % of the way to Back, pictures
// too. Where there is no colour to mix the text turns faint.
func (c *Canvas) Dim(r cell.Rect, t Theme) { c.Fade(r, t, dimPercent) }

// Fade mixes everything on the cells of r percent of the way to Back.
func (c *Canvas) Fade(r cell.Rect, t Theme, percent int) {
	abs := r.Move(c.ox, c.oy).Intersect(c.clip)
	back := t.Colour(Back)
	var memo [dimMemoEntries]struct{ from, to Paint }
	shade := func(p Paint) Paint {
		m := &memo[(p^p>>8^p>>16)%dimMemoEntries]
		if m.from != p || p == 0 {
			m.from, m.to = p, t.settle(Mix(t.colourOf(p), back, percent))
		}
		return m.to
	}
	for y := abs.Y; y < abs.Bottom(); y++ {
		row := c.g.row(y)[abs.X:abs.Right()]
		for i := range row {
			s := &row[i]
			switch {
			case t.Fills():
				s.fg, s.bg = shade(s.fg), shade(s.bg)
			case t.profile == colorprofile.ANSI:
				s.fg, s.bg, s.attr = Faint.Paint(), Back.Paint(), s.attr&Strike
			default:
				s.bg, s.attr = Back.Paint(), s.attr&Strike|dimmed
			}
		}
	}
}

// TextOnPicture draws " s " on what lies under it, darkened, so that it reads
// on any picture. It returns the cells that were taken.
func TextOnPicture(c *Canvas, t Theme, x, y int, s string) cell.Rect {
	s = t.Glyph(s)
	r := cell.Rect{X: x, Y: y, W: cell.Width(s) + 2, H: 1}
	bg := Raised2.Paint()
	if t.Pictures() {
		near := RGB{12, 13, 15}
		bg = t.settle(Mix(c.mean(r, t), near, darkenPercent))
	}
	attr := Attr(0)
	if !t.Fills() {
		attr = Reverse
	}
	c.TextPaint(x, y, " "+s+" ", OnAccent.Paint(), bg, attr)
	return r
}

// mean is the average colour of the cells of r.
func (c *Canvas) mean(r cell.Rect, t Theme) RGB {
	abs := r.Move(c.ox, c.oy).Intersect(c.clip)
	var sum [3]int
	n := 0
	add := func(p Paint) {
		v := t.colourOf(p)
		sum[0], sum[1], sum[2] = sum[0]+int(v.R), sum[1]+int(v.G), sum[2]+int(v.B)
		n++
	}
	for y := abs.Y; y < abs.Bottom(); y++ {
		row := c.g.row(y)
		for x := abs.X; x < abs.Right(); x++ {
			add(row[x].bg)
			if row[x].text == "▀" || row[x].text == "▄" {
				add(row[x].fg)
			}
		}
	}
	if n == 0 {
		return t.Colour(Back)
	}
	return RGB{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n)}
}
