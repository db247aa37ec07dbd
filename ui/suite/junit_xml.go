package suite

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tagtap/flow/story"
)

// mostLast is how many steps before a failure are told with it.
const mostLast = 5

// kindOf says what kind of thing a run missed.
func kindOf(f *story.Failure) string {
	switch {
	case strings.HasPrefix(f.Message, "expect."):
		return "expectation"
	case strings.HasPrefix(f.Message, "budget."):
		return "budget"
	}
	return "stopped"
}

// detailsOf tells a failure to a person: where it is asked, what was wanted and what came, the last steps, the screen.
func detailsOf(r *story.Result, f *story.Failure) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: %s\nwant  %s\ngot   %s\n", oneLine(f.File), f.Line, f.Column, f.Message, f.Want, f.Got)
	last := make([]*story.Event, 0, mostLast)
	for i := len(r.Events) - 1; i >= 0 && len(last) < mostLast; i-- {
		if e := &r.Events[i]; e.Head && e.Seq <= f.At.Seq {
			last = append(last, e)
		}
	}
	if len(last) > 0 {
		b.WriteString("last steps:\n")
	}
	for i := len(last) - 1; i >= 0; i-- {
		fmt.Fprintf(&b, "  %s, then on %s\n", last[i].Action, last[i].Place)
	}
	if f.At.Screen != "" {
		fmt.Fprintf(&b, "screen:\n%s\n", strings.TrimRight(f.At.Screen, "\n"))
	}
	return b.String()
}

func appendAttr(buf []byte, name, value string) []byte {
	buf = append(append(append(buf, ' '), name...), `="`...)
	return append(appendXML(buf, value, true), '"')
}

func appendProperty(buf []byte, indent, name, value string) []byte {
	buf = append(append(buf, indent...), "<property"...)
	return append(appendAttr(appendAttr(buf, "name", name), "value", value), "/>\n"...)
}

// appendXML appends text that fits between tags and into an attribute, whatever it holds: what XML 1.0 does not allow (section
// 2.2, "Characters") becomes U+FFFD, and so does what terminals obey. In an attribute a line break would be read as a space.
func appendXML(buf []byte, s string, attribute bool) []byte {
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == utf8.RuneError && size <= 1:
			buf = append(buf, "\uFFFD"...)
		case c == '&':
			buf = append(buf, "&amp;"...)
		case c == '<':
			buf = append(buf, "&lt;"...)
		case c == '>':
			buf = append(buf, "&gt;"...)
		case c == '"':
			buf = append(buf, "&quot;"...)
		case c == '\n' && attribute:
			buf = append(buf, "&#10;"...)
		case c == '\t' && attribute:
			buf = append(buf, "&#9;"...)
		case c < 0x20 && c != '\n' && c != '\t', c >= 0x7F && c < 0xA0, c == 0xFFFE, c == 0xFFFF:
			buf = append(buf, "\uFFFD"...)
		default:
			buf = append(buf, s[i:i+size]...)
		}
		i += size
	}
	return buf
}
