package text

import "unicode"

const (
	zwj  = '\u200D' // joins emoji into one
	vs16 = '\uFE0F' // asks for the emoji form of the rune before it

	maxMarks = 4 // combining marks on one base
)

// emoji holds the runes that have an emoji form: the extended pictographs of
// Unicode's emoji data, without the planes that Unicode has yet to fill.
var emoji = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00A9, 0x00AE, 5}, {0x203C, 0x203C, 1}, {0x2049, 0x2049, 1},
		{0x2122, 0x2122, 1}, {0x2139, 0x2139, 1}, {0x2194, 0x2199, 1},
		{0x21A9, 0x21AA, 1}, {0x231A, 0x231B, 1}, {0x2328, 0x2328, 1},
		{0x23CF, 0x23CF, 1}, {0x23E9, 0x23F3, 1}, {0x23F8, 0x23FA, 1},
		{0x24C2, 0x24C2, 1}, {0x25AA, 0x25AB, 1}, {0x25B6, 0x25B6, 1},
		{0x25C0, 0x25C0, 1}, {0x25FB, 0x25FE, 1}, {0x2600, 0x27BF, 1},
		{0x2934, 0x2935, 1}, {0x2B05, 0x2B07, 1}, {0x2B1B, 0x2B1C, 1},
		{0x2B50, 0x2B50, 1}, {0x2B55, 0x2B55, 1}, {0x3030, 0x3030, 1},
		{0x303D, 0x303D, 1}, {0x3297, 0x3299, 2},
	},
	R32: []unicode.Range32{{0x1F000, 0x1FAFF, 1}},
}

// fillers are letters, marks and symbols that show nothing at all.
var fillers = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x034F, 0x034F, 1},
		{0x115F, 0x1160, 1}, {0x17B4, 0x17B5, 1}, {0x2800, 0x2800, 1},
		{0x3164, 0x3164, 1}, {0xFFA0, 0xFFA0, 1},
	},
}

// plain reports whether r is among the runes that need no second look: they
// show one glyph, normalise to themselves, join with nothing in this set, and
// both widths agree on them. Most text is made of nothing else.
func plain(r rune) bool {
	switch {
	case r < 0x80:
		return r >= 0x20 && r != 0x7F
	case r >= 0x4E00 && r <= 0x9FA5: // Chinese
		return true
	case r >= 0xFF01 && r <= 0xFF5E: // full-width ASCII
		return true
	case r >= 0x3000 && r <= 0x3002, r >= 0x3008 && r <= 0x3011:
		return true
	}
	switch r {
	case '¥', '￥', '·', '—', '‘', '’', '“', '”', '…':
		return true
	}
	return false
}

// plainRun returns how many bytes at the start of s are plain runes of which the
// next is plain as well: each is a grapheme by itself.
func plainRun(s string) int {
	last := 0
	for i, r := range s {
		if !plain(r) {
			return last
		}
		last = i
	}
	return len(s)
}

// context is what a rune's verdict needs to know of the runes before it.
type context struct {
	based bool // there is a base for a combining mark
	emoji bool // the last base is an emoji
	plain bool // the last rune is that base, so VS16 may follow
	marks int  // on that base
}

// verdict says what is wrong with r in its place; "" is nothing.
func (c *context) verdict(r rune, lines bool) Reason {
	switch {
	case plain(r):
		return ""
	case r == zwj && c.emoji:
		return Width // a joined emoji has one width or the sum
	case r == zwj:
		return Invisible
	case r == vs16:
		if !c.emoji || !c.plain {
			return Selector
		}
		return ""
	case r >= 0x300 && unicode.Is(unicode.M, r) && !unicode.In(r, unicode.Variation_Selector, fillers):
		if !c.based || c.marks == maxMarks {
			return Marks
		}
		return ""
	}
	return verdict(r, lines)
}

// pass notes a rune that stays.
func (c *context) pass(r rune) {
	switch {
	case plain(r):
		*c = context{based: true, plain: true}
	case r == vs16:
		c.plain = false
	case r >= 0x300 && unicode.Is(unicode.M, r):
		c.marks++
		c.plain = false
	default:
		*c = context{based: r != '\n', plain: true, emoji: r >= 0xA9 && unicode.Is(emoji, r)}
	}
}

// verdict says what is wrong with a rune wherever it stands.
func verdict(r rune, lines bool) Reason {
	switch {
	case r == '\n':
		if lines {
			return ""
		}
		return LineBreak
	case r < 0x20, r >= 0x7F && r <= 0x9F:
		return Control
	case r < 0xA0:
		return ""
	case r == 0x2028, r == 0x2029:
		return LineBreak
	case unicode.Is(unicode.Variation_Selector, r):
		return Selector
	case unicode.Is(unicode.Bidi_Control, r):
		return Direction
	case unicode.In(r, unicode.Cf, fillers):
		return Invisible
	case unicode.Is(unicode.Co, r):
		return Private
	case unicode.In(r, unicode.Cs, unicode.Noncharacter_Code_Point):
		return Noncharacter
	}
	return ""
}
