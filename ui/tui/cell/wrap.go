package cell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line-start and line-end prohibitions, after GB/T 15834 (use of punctuation)
// and the W3C note "Requirements for Chinese Text Layout".
const (
	noStart = "，。！？：；、,.!?:;）)】]」』》〉〕｝}”’…·•～~％%‰℃°—－" + "ー々"
	noEnd   = "（(【[「『《〈〔｛{“‘￥¥＄$＃#"
)

// Wrap breaks s into lines of at most w cells. Chinese breaks between any two
// characters, except that no line starts with a closing mark or ends with an
// opening one; Latin words, numbers and a number with its unit stay whole unless
// one is longer than a line. A newline always breaks, and blanks at a break are dropped. A line
// that offers no lawful place (a run of closing marks) is cut at its edge.
// With w < 1 there are no lines; with w = 1 a wide character becomes Ellipsis.
func Wrap(s string, w int) []string {
	if w < 1 {
		return nil
	}
	var lines []string
	for para := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		lines = wrapParagraph(lines, para, w)
	}
	return lines
}

// Clamp wraps s and keeps at most n lines; when text is left over the last one
// ends in Ellipsis.
func Clamp(s string, w, n int) []string {
	lines := Wrap(s, w)
	if len(lines) <= n || n < 1 {
		return lines[:min(len(lines), max(n, 0))]
	}
	last := lines[n-1]
	if Width(last)+1 > w {
		last = Cut(last, w-1)
	}
	lines[n-1] = strings.TrimRight(last, " ") + Ellipsis
	return lines[:n]
}

// Title clamps like Clamp, and leaves no single character alone on the last line where one more fits beside it: the
// lines before are then up to two cells shorter.
func Title(s string, w, n int) []string {
	lines := Wrap(s, w)
	k := len(lines)
	if k < 2 || k > n || Width(lines[k-1]) > 2 {
		return Clamp(s, w, n)
	}
	if even := Wrap(s, w-2); len(even) == k {
		return even
	}
	return lines
}

// piece is a cluster with what line breaking needs to know of it.
type piece struct {
	text  string
	width int
	kind  kind
}

type kind uint8

const (
	latin   kind = iota // letters, digits and the marks inside words
	wide                // stands alone: ideographs, kana, symbols
	closing             // must not start a line
	opening             // must not end a line
	blank
)

func kindOf(text string, width int) kind {
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case text == " " || text == "\u3000":
		return blank
	case strings.ContainsRune(noStart, r):
		return closing
	case strings.ContainsRune(noEnd, r):
		return opening
	case width == 2 || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.So):
		return wide
	}
	return latin
}

func pieces(s string, w int) []piece {
	list := make([]piece, 0, len(s)/2+1)
	for c := range Clusters(s) {
		switch {
		case c.Width == 0:
		case c.Width > w:
			list = append(list, piece{Ellipsis, 1, wide})
		default:
			list = append(list, piece{c.Text, c.Width, kindOf(c.Text, c.Width)})
		}
	}
	return list
}

// mayBreak says whether a line may end before p[i]; blanks there are dropped,
// so the marks on both sides of them are what counts.
func mayBreak(p []piece, i int) bool {
	before, after := i-1, i
	for before >= 0 && p[before].kind == blank {
		before--
	}
	for after < len(p) && p[after].kind == blank {
		after++
	}
	if before < 0 || after == len(p) {
		return before >= 0
	}
	a, b := p[before], p[after]
	switch {
	case a.kind == opening || b.kind == closing:
		return false
	case after-before > 1:
		return !unitAfter(p, before, after)
	case a.kind == closing && b.kind != wide:
		return a.width == 2 || a.text == Ellipsis || a.text == "—" // not inside 4.86, a:b, it’s
	case a.kind == latin && (b.kind == latin || b.kind == opening && b.width == 1):
		return false
	}
	return true
}

// unitAfter says whether a number stands before the blank and a unit of one or two letters after it: 15 g, 48 h, 250 ml.
func unitAfter(p []piece, before, after int) bool {
	if !within(p[before].text, '0', '9') {
		return false
	}
	n := 0
	for after+n < len(p) && within(p[after+n].text, 'a', 'z') {
		n++
	}
	return (n == 1 || n == 2) && (after+n == len(p) || p[after+n].kind != latin)
}

// within says whether the text is one letter of that range.
func within(text string, low, high byte) bool {
	return len(text) == 1 && text[0] >= low && text[0] <= high
}

func wrapParagraph(lines []string, s string, w int) []string {
	if asciiRun(s) == len(s) && len(s) <= w {
		return append(lines, strings.TrimRight(s, " "))
	}
	was := len(lines)
	for p := pieces(s, w); len(p) > 0; {
		n := lineLength(p, w)
		if line := trimEnd(p[:n]); len(line) > 0 {
			lines = append(lines, join(line))
		}
		p = p[n:]
		for len(p) > 0 && p[0].kind == blank {
			p = p[1:]
		}
	}
	if len(lines) == was {
		lines = append(lines, "")
	}
	return lines
}

// lineLength is how many pieces the next line takes, at least one.
func lineLength(p []piece, w int) int {
	used, fit := 0, 0
	for fit < len(p) && used+p[fit].width <= w {
		used += p[fit].width
		fit++
	}
	if fit == len(p) {
		return fit
	}
	for i := fit; i > 0; i-- {
		if mayBreak(p, i) {
			return i
		}
	}
	return hardBreak(p, max(fit, 1))
}

// hardBreak cuts inside a word, yet not so that a mark is left at the start or
// end of a line when one place further in avoids it.
func hardBreak(p []piece, fit int) int {
	for i := fit; i > 0; i-- {
		if i < len(p) && p[i].kind != closing && p[i-1].kind != opening {
			return i
		}
	}
	return fit
}

func trimEnd(p []piece) []piece {
	for len(p) > 0 && p[len(p)-1].kind == blank {
		p = p[:len(p)-1]
	}
	return p
}

func join(p []piece) string {
	n := 0
	for _, q := range p {
		n += len(q.text)
	}
	var b strings.Builder
	b.Grow(n)
	for _, q := range p {
		b.WriteString(q.text)
	}
	return b.String()
}
