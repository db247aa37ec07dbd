package look

import (
	"strconv"

	"github.com/charmbracelet/colorprofile"
)

// Render is the canvas as text with escape sequences: every row is filled to
// its edge and ends with the style reset, rows are joined by newlines. It may
// be called on a window.
func (c *Canvas) Render(t Theme) string {
	c.g.buf = c.AppendRender(c.g.buf[:0], t)
	return string(c.g.buf)
}

// AppendRender appends what Render returns to dst.
func (c *Canvas) AppendRender(dst []byte, t Theme) []byte {
	p := pen{t: t, out: dst}
	for y := range c.h {
		if y > 0 {
			p.out = append(p.out, '\n')
		}
		gy := y + c.oy
		if gy < c.clip.Y || gy >= c.clip.Bottom() {
			p.blanks(c.w)
			continue
		}
		p.blanks(max(c.clip.X-c.ox, 0))
		row := c.g.row(gy)[c.clip.X:c.clip.Right()]
		for i := range row {
			p.cell(&row[i])
		}
		p.hold()
		p.reset()
		p.blanks(max(c.ox+c.w-c.clip.Right(), 0))
	}
	return p.out
}

// pen writes cells and remembers the style that the terminal is in.
type pen struct {
	t      Theme
	out    []byte
	fg, bg Paint // what is set; 0 is the terminal's own
	attr   Attr
	memo   map[Paint]uint8
}

func (p *pen) blanks(n int) {
	for range n {
		p.out = append(p.out, ' ')
	}
}

// hold makes a blank at the end of a row one that stays. Renderers and screen captures drop trailing blanks, and with them the
// colour of the row's end.
func (p *pen) hold() {
	if n := len(p.out); p.t.Fills() && n > 0 && p.out[n-1] == ' ' {
		p.out = append(p.out[:n-1], "\u00a0"...)
	}
}

func (p *pen) reset() {
	if p.fg|p.bg != 0 || p.attr != 0 {
		p.out = append(p.out, "\x1b[m"...)
		p.fg, p.bg, p.attr = 0, 0, 0
	}
}

func (p *pen) cell(s *slot) {
	if s.width == 0 {
		return
	}
	fg, bg, attr, text := s.fg, s.bg, s.attr, s.text
	if text == "▀" && fg == bg {
		text = " "
	}
	if p.t.profile <= colorprofile.ASCII {
		if bg == paintRole|Paint(Accent) {
			attr |= Reverse | Bold
		}
		fg, bg = 0, 0
	} else if bg == 0 {
		bg = paintRole | Paint(Back)
	}
	if p.t.profile == colorprofile.ANSI {
		fg = p.t.legible(fg, bg)
	}
	if text == " " && (attr|p.attr)&(Underline|Strike|Reverse) == 0 {
		fg, attr = p.fg, p.attr // nothing to see: the style may stay
	}
	if fg != p.fg || bg != p.bg || attr != p.attr {
		p.style(fg, bg, attr)
	}
	if p.t.ascii && len(text) > 1 {
		text = cellGlyph(text)
	}
	p.out = append(p.out, text...)
}

// style emits the shortest change from the current style.
func (p *pen) style(fg, bg Paint, attr Attr) {
	start := len(p.out)
	p.out = append(p.out, "\x1b["...)
	body := len(p.out)
	if p.attr&^attr != 0 || fg == 0 && p.fg != 0 || bg == 0 && p.bg != 0 {
		p.out = append(p.out, '0')
		p.fg, p.bg, p.attr = 0, 0, 0
	}
	if add := attr &^ p.attr; add != 0 {
		p.attributes(add, body)
	}
	if fg != p.fg {
		p.colour(fg, false, body)
	}
	if bg != p.bg {
		p.colour(bg, true, body)
	}
	if len(p.out) == body { // two paints with one look
		p.out = p.out[:start]
	} else {
		p.out = append(p.out, 'm')
	}
	p.fg, p.bg, p.attr = fg, bg, attr
}

func (p *pen) semicolon(body int) {
	if len(p.out) > body {
		p.out = append(p.out, ';')
	}
}

func (p *pen) attributes(a Attr, body int) {
	for _, e := range attrCodes {
		if a&e.attr != 0 {
			p.semicolon(body)
			p.out = append(p.out, e.code)
		}
	}
}

var attrCodes = [...]struct {
	attr Attr
	code byte
}{{Bold, '1'}, {dimmed, '2'}, {Italic, '3'}, {Underline, '4'}, {Reverse, '7'}, {Strike, '9'}}

func (p *pen) colour(c Paint, back bool, body int) {
	p.semicolon(body)
	switch p.t.profile {
	case colorprofile.TrueColor:
		v := p.t.colourOf(c)
		p.out = append(p.out, pick(back, "48;2;", "38;2;")...)
		p.out = strconv.AppendUint(p.out, uint64(v.R), 10)
		p.out = append(p.out, ';')
		p.out = strconv.AppendUint(p.out, uint64(v.G), 10)
		p.out = append(p.out, ';')
		p.out = strconv.AppendUint(p.out, uint64(v.B), 10)
	case colorprofile.ANSI256:
		p.out = append(p.out, pick(back, "48;5;", "38;5;")...)
		p.out = strconv.AppendUint(p.out, uint64(p.index(c)), 10)
	default:
		p.out = strconv.AppendUint(p.out, uint64(p.t.code16(c, back)), 10)
	}
}

func (p *pen) index(c Paint) uint8 {
	switch c & paintKind {
	case paintRole:
		return p.t.tone(Role(c)).x
	case paintIndex:
		return uint8(c)
	}
	if i, ok := p.memo[c]; ok {
		return i
	}
	if p.memo == nil {
		p.memo = make(map[Paint]uint8)
	}
	i := nearest256(p.t.colourOf(c))
	p.memo[c] = i
	return i
}

// code16 is the SGR number for one of 16 colours; colours outside the roles
// are the terminal's own.
func (t Theme) code16(c Paint, back bool) uint8 {
	n := plain
	if c&paintKind == paintRole {
		n = t.tone(Role(c)).a
		if n == plain && !back { // a background role used as ink, on a filled badge
			n = 0
			if t.mode == Light {
				n = 15
			}
		}
	}
	base := uint8(30)
	if back {
		base = 40
	}
	switch {
	case n == plain:
		return base + 9
	case n >= 8:
		return base + 60 + uint8(n) - 8
	}
	return base + uint8(n)
}

// legible is the ink on a ground that is not the ground's own colour: 16 colours have two greys for five.
func (t Theme) legible(fg, bg Paint) Paint {
	if fg&paintKind != paintRole || bg&paintKind != paintRole {
		return fg
	}
	ground := t.tone(Role(bg)).a
	for _, r := range [...]Role{Role(fg), Muted, Ink} {
		if a := t.tone(r).a; a == plain || a != ground {
			return paintRole | Paint(r)
		}
	}
	return fg
}

func pick(b bool, yes, no string) string {
	if b {
		return yes
	}
	return no
}
