package text

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// Reason says why text was refused.
type Reason string

// The reasons, in the order in which [Check] looks for them.
const (
	NotUTF8      Reason = "not-utf8"
	Control      Reason = "control"
	LineBreak    Reason = "line-break"
	Direction    Reason = "direction"
	Invisible    Reason = "invisible"
	Selector     Reason = "selector"
	Private      Reason = "private-use"
	Noncharacter Reason = "noncharacter"
	Marks        Reason = "marks"
	NotComposed  Reason = "not-composed"
	Width        Reason = "width"
	TooLong      Reason = "too-long"
)

// Fault is the first thing that keeps imported text out.
type Fault struct {
	Offset  int    // byte offset into the raw text
	Rune    rune   // the rune at the offset; U+FFFD where there is none
	Reason  Reason // why
	Allowed string // what to write instead, a phrase
}

// Error says what is wrong and what is allowed. It names runes by number and
// never shows them, so it is safe to print.
func (f *Fault) Error() string {
	return f.What() + ", want " + f.Allowed
}

// What says what is wrong, without what is allowed.
func (f *Fault) What() string {
	switch f.Reason {
	case NotUTF8:
		return "bytes that are not UTF-8"
	case Control:
		return fmt.Sprintf("control character %U", f.Rune)
	case LineBreak:
		return fmt.Sprintf("line break %U", f.Rune)
	case Direction:
		return fmt.Sprintf("direction mark %U", f.Rune)
	case Invisible:
		return fmt.Sprintf("invisible character %U", f.Rune)
	case Selector:
		return fmt.Sprintf("variation selector %U", f.Rune)
	case Private:
		return fmt.Sprintf("private-use character %U", f.Rune)
	case Noncharacter:
		return fmt.Sprintf("%U, which is no character", f.Rune)
	case Marks:
		return fmt.Sprintf("combining mark %U without a base or after four others", f.Rune)
	case NotComposed:
		return fmt.Sprintf("%U and what follows in decomposed form", f.Rune)
	case Width:
		return fmt.Sprintf("%U in a sequence that terminals draw in different widths", f.Rune)
	}
	return "text that is too long"
}

// Check takes imported text that is already clean and refuses all other: the
// error is a *[Fault] with the first place where [Clean] would have to change
// something. Check(s) succeeds exactly when Clean(s) is s.
func Check(raw string, l Limit) (Text, error) {
	if isPlain(raw, l) {
		return Text{raw}, nil
	}
	if f := fault(raw, l); f != nil {
		return Text{}, f
	}
	return Text{raw}, nil
}

// isPlain reports whether s needs no second look and keeps the limit.
func isPlain(s string, l Limit) bool {
	if l.Bytes > 0 && len(s) > l.Bytes {
		return false
	}
	n := 0
	for _, r := range s {
		if !plain(r) && (r != '\n' || !l.Lines) {
			return false
		}
		n++
	}
	return l.Runes == 0 || n <= l.Runes
}

// fault finds the first thing in s that the door keeps out, nil if there is
// none.
func fault(s string, l Limit) *Fault {
	if f := badRune(s, l.Lines); f != nil {
		return f
	}
	if !norm.NFC.IsNormalString(s) {
		return newFault(s, divergence(s, norm.NFC.String(s)), NotComposed, "the composed form (Unicode NFC)")
	}
	for rest := s; rest != ""; {
		rest = rest[plainRun(rest):]
		cluster, w := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		if w != ansi.StringWidthWc(cluster) {
			at := len(s) - len(rest)
			return newFault(s, at, Width, single)
		}
		rest = rest[len(cluster):]
	}
	if at := fit(s, l); at < len(s) {
		return newFault(s, at, TooLong, l.phrase())
	}
	return nil
}

// single is what to write for a sequence that has two widths.
const single = "plain characters and emoji of a single code point"

// badRune finds the first rune that may not stand where it stands.
func badRune(s string, lines bool) *Fault {
	var c context
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return newFault(s, i, NotUTF8, "UTF-8")
			}
		}
		switch why := c.verdict(r, lines); {
		case why == "":
		case why == LineBreak && lines:
			return newFault(s, i, why, "LF between lines")
		case why == LineBreak:
			return newFault(s, i, why, "one line")
		case why == Width:
			return newFault(s, i, why, single)
		case why == Marks:
			return newFault(s, i, why, "at most four marks on a letter")
		case r == vs16:
			return newFault(s, i, why, "it only after an emoji")
		default:
			return newFault(s, i, why, "letters, digits, punctuation and symbols that can be seen")
		}
		c.pass(r)
	}
	return nil
}

func newFault(s string, at int, why Reason, allowed string) *Fault {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return &Fault{Offset: at, Rune: r, Reason: why, Allowed: allowed}
}

// divergence returns the offset of the first rune of a that is not in b.
func divergence(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	for i > 0 && i < len(a) && !utf8.RuneStart(a[i]) {
		i--
	}
	return i
}

// fit returns how many bytes of s the limit takes, at a border of graphemes.
func fit(s string, l Limit) int {
	if (l.Bytes == 0 || len(s) <= l.Bytes) && (l.Runes == 0 || utf8.RuneCountInString(s) <= l.Runes) {
		return len(s)
	}
	runes, at := 0, 0
	for at < len(s) {
		cluster, _ := ansi.FirstGraphemeCluster(s[at:], ansi.GraphemeWidth)
		runes += utf8.RuneCountInString(cluster)
		if l.Runes > 0 && runes > l.Runes || l.Bytes > 0 && at+len(cluster) > l.Bytes {
			break
		}
		at += len(cluster)
	}
	return at
}

// phrase puts the limit in words.
func (l Limit) phrase() string {
	var parts []string
	if l.Runes > 0 {
		parts = append(parts, fmt.Sprintf("at most %d characters", l.Runes))
	}
	if l.Bytes > 0 {
		parts = append(parts, fmt.Sprintf("at most %d bytes", l.Bytes))
	}
	return strings.Join(parts, " and ")
}
