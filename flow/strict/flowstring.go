package strict

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FlowString returns s as a scalar inside braces or brackets, such that [Parse]
// gives s back: plain where that is safe, else in double quotes. Each s has
// exactly one such form. In quotes only `"`, `\` and what no line of a file may
// hold are escaped. Bytes that are not UTF-8 become U+FFFD.
func FlowString(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if isPlain(s) {
		return s
	}
	return inQuotes(s)
}

// inQuotes returns s in double quotes.
func inQuotes(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	angles := 0
	for _, r := range s {
		if angles++; r != '<' {
			angles = 0
		}
		switch {
		case angles > maxAngles:
			b.WriteString(`\x3c`)
			angles = 0
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x20 || r >= 0x7F && r < 0xA0:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r == 0x2028 || r == 0x2029 || r == 0xFEFF:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// isPlain reports whether s needs no quotes inside braces, by a rule that is
// narrower than YAML's: letters, digits and signs that never mean anything,
// single spaces between them, and not one of the words that other readers of
// the file would take for something else than a text.
func isPlain(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '¥' && first != '$' &&
		!strings.HasPrefix(s, "<= ") && !(first == '-' && len(s) > 1 && isDigits(s[1:2])) {
		return false
	}
	prev := rune(0)
	for i, r := range s {
		switch {
		case r == '<' && i == 0:
		case unicode.IsLetter(r), unicode.IsDigit(r):
		case r == ' ' && prev != ' ':
		case strings.ContainsRune("-_./+%¥$()=~，。！？、；：（）《》“”…", r):
		default:
			return false
		}
		prev = r
	}
	return prev != ' '
}
