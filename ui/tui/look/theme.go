// Package look draws: colours by role, a canvas of cells, widgets, pictures as
// half blocks, and the one layout of the screen. Everything here is a function
// of its arguments; theme and colour depth are values that the caller holds.
package look

import "github.com/charmbracelet/colorprofile"

// Mode is dark or light.
type Mode uint8

const (
	Dark Mode = iota
	Light
)

// Theme says how roles become colours. It is a comparable value; the zero Theme
// is dark, without colour.
type Theme struct {
	mode    Mode
	profile colorprofile.Profile
	ascii   bool
}

// NewTheme is the theme for a terminal of the given colour depth. With ascii
// only ASCII draws borders and marks, and there are no pictures; Chinese text
// and the tall numerals stay as they are.
func NewTheme(mode Mode, profile colorprofile.Profile, ascii bool) Theme {
	return Theme{mode, profile, ascii}
}

// Mode is the theme's mode.
func (t Theme) Mode() Mode { return t.mode }

// Profile is the theme's colour depth.
func (t Theme) Profile() colorprofile.Profile { return t.profile }

// ASCII says that marks and borders are drawn in ASCII.
func (t Theme) ASCII() bool { return t.ascii }

// Pictures says whether pictures are drawn; otherwise a tile with words is.
func (t Theme) Pictures() bool { return t.Fills() && !t.ascii }

// Fills says whether background colours tell things apart. Where they do not
// (16 colours, NO_COLOR) buttons get brackets.
func (t Theme) Fills() bool { return t.profile >= colorprofile.ANSI256 }

// Colour is the role's colour; None is the colour of Back.
func (t Theme) Colour(r Role) RGB { return t.tone(r).rgb }

func (t Theme) tone(r Role) tone {
	if r == None || r >= roleCount {
		r = Back
	}
	if t.mode == Light {
		return lightTones[r]
	}
	return darkTones[r]
}

// Toward mixes role a percent of the way to role b.
func (t Theme) Toward(a, b Role, percent int) RGB {
	return Mix(t.Colour(a), t.Colour(b), percent)
}

// colourOf resolves any paint; none is the colour of Back.
func (t Theme) colourOf(p Paint) RGB {
	switch p & paintKind {
	case paintRole:
		return t.Colour(Role(p))
	case paintRGB:
		return p.rgb()
	case paintIndex:
		return palette256[uint8(p)]
	}
	return t.Colour(Back)
}

// settle turns a colour into the paint that the theme's depth can show.
func (t Theme) settle(c RGB) Paint {
	if t.profile == colorprofile.ANSI256 {
		return paintIndex | Paint(nearest256(c))
	}
	return c.Paint()
}

// asciiGlyphs are the words of the ASCII theme, of any width.
var asciiGlyphs = map[string]string{
	"━": "=", "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+",
	"●": "*", "◉": "@", "○": "o", "✓": "+", "✕": "X",
	"★": "*", "☆": ".", "♡": "<3", "►": ">", "▲": "!", "▾": "v",
	"‹": "<", "›": ">", "⋯": "...", "≡": "=",
	"−": "-", "×": "x", "·": ".", "…": "...",
	"↵": "enter", "↑": "up", "↓": "down", "←": "left", "→": "right", "↑↓←→": "arrows",
	"▐": "|", "▌": "|", "█": "#", "▀": "\"", "▄": "_",
}

// asciiCells are the one-cell stand-ins that rendering puts in place of marks
// which were drawn without asking Glyph.
var asciiCells = map[string]string{
	"♡": "v", "⋯": ".", "…": ".", "↵": "<", "↑": "^", "↓": "v", "←": "<", "→": ">",
}

// Glyph is the mark to draw for g: g itself, or its stand-in in the ASCII
// theme, which may be wider. Marks that the theme does not name stay.
func (t Theme) Glyph(g string) string {
	if !t.ascii {
		return g
	}
	if s, ok := asciiGlyphs[g]; ok {
		return s
	}
	return g
}

// cellGlyph is Glyph for a cell that is already placed: always one cell wide.
// Blocks stay: they make the numerals, and widgets choose others by Glyph.
func cellGlyph(g string) string {
	if s, ok := asciiCells[g]; ok {
		return s
	}
	if s, ok := asciiGlyphs[g]; ok && len(s) == 1 && !isBlock(g) {
		return s
	}
	return g
}

func isBlock(g string) bool { return g == "█" || g == "▀" || g == "▄" }
