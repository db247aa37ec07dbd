package look

import "tagtap/ui/tui/cell"

// ringFrom is the height from which a target gets a ring; a lower one is turned round.
const ringFrom = 4

// Point shows what is tapped next on what is drawn there already: a low target takes the accent, a high one gets a ring of it.
// What has the accent by itself is turned round, and so is what is pressed.
func (c *Canvas) Point(r cell.Rect, t Theme, pressed bool) {
	r = r.Intersect(c.Bounds())
	abs := r.Move(c.ox, c.oy).Intersect(c.clip)
	if abs.Empty() {
		return
	}
	if r.H >= ringFrom {
		c.ring(r, t, pressed)
		return
	}
	ink, ground := c.pointed(abs, pressed)
	for y := abs.Y; y < abs.Bottom(); y++ {
		row := c.g.row(y)
		row.mendEdges(abs)
		for x := abs.X; x < abs.Right(); x++ {
			s := &row[x]
			switch {
			case !t.Fills() && (s.attr&Reverse != 0 || s.bg == Accent.Paint()):
				s.attr, s.bg = s.attr&^Reverse|Bold|Underline, Back.Paint()
			case !t.Fills():
				s.attr |= Reverse | Bold
			case abs.H == 3 && (y == abs.Y && s.text == "▄" || y == abs.Bottom()-1 && s.text == "▀"):
				s.fg = ground.Paint() // the half row of a tall button
			case s.text == "▀":
				s.bg, s.fg = ground.Paint(), ground.Paint()
			default:
				s.fg, s.bg, s.attr = ink.Paint(), ground.Paint(), s.attr&^Strike|Bold
			}
		}
	}
}

// pointed are the colours of a low target: the accent, or on what has it already, ink. What is pressed turns once more.
func (c *Canvas) pointed(abs cell.Rect, pressed bool) (ink, ground Role) {
	primary := c.g.row(abs.Y + abs.H/2)[abs.X+abs.W/2].bg == Accent.Paint()
	switch {
	case primary && pressed:
		return OnAccent, Price
	case primary:
		return Accent, Ink
	case pressed:
		return Surface, Ink
	}
	return OnAccent, Accent
}

// mendEdges blanks wide characters that an area cuts in half.
func (r slots) mendEdges(at cell.Rect) {
	if r[at.X].width == 0 {
		r.mend(at.X)
	}
	if r[at.Right()-1].width == 2 {
		r.mend(at.Right() - 1)
	}
}

// written says whether w cells of a row hold anything, and whether that is a picture.
func (c *Canvas) written(x, y, w int) (taken, picture bool) {
	at := cell.Rect{X: x, Y: y, W: w, H: 1}.Move(c.ox, c.oy).Intersect(c.clip)
	if at.Empty() {
		return true, false
	}
	picture = true
	for _, s := range c.g.row(at.Y)[at.X:at.Right()] {
		taken = taken || s.text != "" && s.text != " "
		picture = picture && (s.text == "▀" || s.text == "▄")
	}
	return taken, picture
}

// inside says whether an edge of a ring has to lie on the outer cells of its target: beyond them something is written, and on
// them is but a picture.
func (c *Canvas) inside(x, beyond, on, w int) bool {
	taken, _ := c.written(x, beyond, w)
	_, picture := c.written(x, on, w)
	return taken && picture
}

// ring draws a ring around r where there is room for it, else on its outer cells.
func (c *Canvas) ring(r cell.Rect, t Theme, pressed bool) {
	st := Style{FG: Accent, Attr: Bold}
	if pressed {
		c.Fade(r, t, pressedPercent)
	}
	left, right, top, bottom := r.X-1, r.Right(), r.Y-1, r.Bottom()
	marks, upper, lower := [...]string{"▐", "▌", "▄", "▀"}, "▀", "▄"
	if !t.Pictures() {
		marks, upper, lower = [...]string{"▌", "▐", "━", "━"}, "━", "━"
	}
	if left < 0 {
		left, marks[0] = 0, "▌"
	}
	if right >= c.w {
		right, marks[1] = c.w-1, "▐"
	}
	if top < 0 || c.inside(r.X, top, r.Y, r.W) {
		top, marks[2] = max(r.Y, 0), upper
	}
	if bottom >= c.h || c.inside(r.X, bottom, r.Bottom()-1, r.W) {
		bottom, marks[3] = min(r.Bottom(), c.h)-1, lower
	}
	for y := max(r.Y, 0); y < min(r.Bottom(), c.h); y++ {
		c.Text(left, y, marks[0], st)
		c.Text(right, y, marks[1], st)
	}
	for x := left + 1; x < right; x++ {
		c.Text(x, top, marks[2], st)
		c.Text(x, bottom, marks[3], st)
	}
}

// pressedPercent is how far a high target is sent back while it is pressed.
const pressedPercent = 35
