// Package cell measures text in terminal cells. It is the only place that
// does: everything that is drawn is cut, padded and wrapped here, and the
// canvas places the very clusters that were measured.
//
// A terminal measures in one of two ways, by grapheme or by summing code
// points, and tells nobody which. Clusters on which the two disagree (a heart
// with an emoji selector, a keycap, a family joined by ZWJ) are therefore
// reduced to a form on which they agree; control characters take no cell and
// are never drawn. What this package calls n cells is n cells everywhere.
package cell

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Ellipsis marks text that was cut. It takes one cell.
const Ellipsis = "…"

// Cluster is one character as a reader sees it. Width is 0, 1 or 2 cells; Text
// is what may be drawn and is empty when Width is 0.
type Cluster struct {
	Text  string
	Width int
}

// Clusters yields the characters of s in order, those without a width included.
func Clusters(s string) iter.Seq[Cluster] {
	return func(yield func(Cluster) bool) {
		for len(s) > 0 {
			c, n := Next(s)
			if !yield(c) {
				return
			}
			s = s[n:]
		}
	}
}

// Next returns the first cluster of s and the bytes of s that it covers;
// 0 bytes only when s is empty.
func Next(s string) (Cluster, int) {
	if len(s) == 0 {
		return Cluster{}, 0
	}
	if b := s[0]; b < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return asciiCluster(s), asciiSize(s)
	}
	r, n := utf8.DecodeRuneInString(s)
	if w := plainWidth(r); w > 0 && endsCluster(s[n:]) {
		return Cluster{s[:n], w}, n
	}
	return slowCluster(s)
}

// Width is the number of cells that s takes when drawn.
func Width(s string) int {
	w := 0
	for len(s) > 0 {
		n := asciiRun(s)
		w += n
		if s = s[n:]; len(s) == 0 {
			break
		}
		c, size := Next(s)
		w += c.Width
		s = s[size:]
	}
	return w
}

// Truncate cuts s to at most w cells; cut text ends in Ellipsis.
func Truncate(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if len(s) <= w && asciiRun(s) == len(s) {
		return s
	}
	used, keep := 0, 0 // keep: bytes that fit beside an ellipsis
	for rest := s; len(rest) > 0; {
		c, n := Next(rest)
		if used+c.Width > w {
			return strings.TrimRight(s[:keep], " ") + Ellipsis
		}
		used += c.Width
		rest = rest[n:]
		if used <= w-1 {
			keep = len(s) - len(rest)
		}
	}
	return s
}

// Cut returns the leading clusters of s that fit into w cells, without a mark.
func Cut(s string, w int) string {
	used := 0
	for rest := s; len(rest) > 0; {
		c, n := Next(rest)
		if used+c.Width > w {
			return s[:len(s)-len(rest)]
		}
		used += c.Width
		rest = rest[n:]
	}
	return s
}

// Pad brings s to exactly w cells: truncated when longer, blanks at the end
// when shorter.
func Pad(s string, w int) string {
	s = Truncate(s, w)
	return s + blanks(w-Width(s))
}

// PadLeft is Pad with the blanks in front, for numbers.
func PadLeft(s string, w int) string {
	s = Truncate(s, w)
	return blanks(w-Width(s)) + s
}

func blanks(n int) string {
	if n <= 0 {
		return ""
	}
	return strings.Repeat(" ", n)
}

// asciiRun counts leading printable ASCII bytes, less the last one when a
// combining mark may follow it.
func asciiRun(s string) int {
	i := 0
	for i < len(s) && s[i] >= 0x20 && s[i] < 0x7f {
		i++
	}
	if i > 0 && i < len(s) && s[i] >= utf8.RuneSelf {
		i--
	}
	return i
}

func asciiCluster(s string) Cluster {
	switch b := s[0]; {
	case b == '\t':
		return Cluster{" ", 1}
	case b < 0x20 || b == 0x7f:
		return Cluster{}
	}
	return Cluster{s[:1], 1}
}

func asciiSize(s string) int {
	if s[0] == '\r' && len(s) > 1 && s[1] == '\n' {
		return 2
	}
	return 1
}

// plainWidth is the width of runes that never join with a plain neighbour: the
// bulk of Chinese text and the usual marks, decided without the Unicode
// tables. 0 means "look".
func plainWidth(r rune) int {
	switch {
	case r >= 0x20 && r < 0x7f:
		return 1
	case r >= 0x4e00 && r <= 0x9fff, r >= 0x3400 && r <= 0x4dbf,
		r >= 0x3000 && r <= 0x3029, r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fa,
		r >= 0xff01 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6:
		return 2
	case r >= 0xa1 && r <= 0xff && r != 0xad, r >= 0x2010 && r <= 0x2027, r >= 0x2030 && r <= 0x205e,
		r >= 0x2190 && r <= 0x22ff, r >= 0x2500 && r <= 0x25fc, r == '★', r == '☆', r == '♡':
		return 1
	}
	return 0
}

// endsCluster says that a plain rune before rest cannot be continued by it.
func endsCluster(rest string) bool {
	if len(rest) == 0 || rest[0] < utf8.RuneSelf {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return plainWidth(r) > 0
}

// unknown stands for text that cannot be drawn in a known number of cells.
var unknown = Cluster{"?", 1}

func slowCluster(s string) (Cluster, int) {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 {
		return unknown, 1
	}
	if r < 0x20 || r >= 0x7f && r < 0xa0 {
		return Cluster{}, size
	}
	it := graphemes.FromString(s)
	if !it.Next() {
		return unknown, size
	}
	text := validPrefix(it.Value())
	for _, form := range [...]string{text, text[:size]} {
		w, ok := agreed(form)
		switch {
		case ok && w == 0:
			return Cluster{}, len(text)
		case ok && standsAlone(form):
			return Cluster{form, w}, len(text)
		}
	}
	return unknown, len(text)
}

// validPrefix is s up to its first broken byte.
func validPrefix(s string) string {
	for i, r := range s {
		if r == utf8.RuneError && !utf8.ValidString(s[i:min(i+3, len(s))]) {
			return s[:i]
		}
	}
	return s
}

// agreed is the width of text when both methods of measuring give the same
// and it is at most two.
func agreed(text string) (int, bool) {
	w := displaywidth.String(text)
	return w, w <= 2 && w == ansi.StringWidthWc(text) && w == ansi.StringWidth(text)
}

// neighbours are characters of every kind that joins with something: a
// letter, an emoji, Hangul syllable, lead and vowel, a flag's letter, an Indic
// consonant.
var neighbours = [...]string{"a", "👍", "가", "ᄀ", "ᅡ", "🇨", "क"}

// standsAlone says that nothing drawn in the cells beside text can join with
// it: a canvas puts characters side by side that no text had in that order.
func standsAlone(text string) bool {
	for _, n := range neighbours {
		if first(n+text) != n && n != "ᄀ" && n != "🇨" || first(text+n) != text && n != "ᅡ" {
			return false
		}
	}
	return true
}

func first(s string) string {
	it := graphemes.FromString(s)
	it.Next()
	return it.Value()
}
