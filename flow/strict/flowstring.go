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
		case r == 0x2028 || r == 0x2029 || r == 0xFEFF || r == 0xFFFE || r == 0xFFFF:
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
	if isNothing(s) {
		return false
	}
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

// isNothing reports whether other readers of YAML take s for nothing.
func isNothing(s string) bool {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

// isYAML reports whether other readers of YAML, of version 1.1 or 1.2, take s without quotes for one text, a number or such,
// and not for a sign of theirs or for nothing. Brackets is for what stands in braces or brackets.
func isYAML(s string, brackets bool) bool {
	if isNothing(s) || s == "=" || s == "<<" { // the default value and the merge key of version 1.1
		return false
	}
	if strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") { // the end of a document, in the first column
		return false
	}
	switch first := s[0]; {
	case strings.IndexByte(",[]{}#&*!|>'\"%@`", first) >= 0:
		return false
	case strings.IndexByte("-?:", first) >= 0 && (len(s) == 1 || s[1] == ' ' || brackets && first != '-'):
		return false
	case brackets && strings.ContainsAny(s, ",?[]{}"): // some readers end a text at a ?
		return false
	}
	return !strings.HasSuffix(s, ":") && !strings.Contains(s, ": ") && !strings.Contains(s, " #") &&
		!strings.ContainsAny(s, "\uFFFE\uFFFF")
}
