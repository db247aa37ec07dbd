package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// Clean makes typed or pasted text fit to be drawn, and always succeeds:
//
//   - tabs become spaces; line breaks of any kind become LF where the limit
//     allows lines, else a space;
//   - variation selectors, skin tones, joined emoji after the first and marks
//     that are too many are dropped, for nothing readable is lost with them;
//   - whatever else may not pass becomes U+FFFD, so it is seen that something
//     was there;
//   - what goes over the limit is cut off between two graphemes.
func Clean(raw string, l Limit) Text {
	if isPlain(raw, l) {
		return Text{raw}
	}
	s := breaks(strings.ToValidUTF8(bound(raw, l), "\uFFFD"), l.Lines)
	s = replace(s, l.Lines) // first, for composing puts joiners into a long run of marks
	// Composing and dropping feed each other: a mark that is dropped lets its
	// neighbours compose, a rune that composes begins another grapheme. Each
	// round leaves fewer runes or more U+FFFD, so it ends; the bound is a belt.
	for range 8 {
		s = agree(replace(norm.NFC.String(s), l.Lines))
		s = s[:fit(s, l)]
		if fault(s, l) == nil {
			return Text{s}
		}
	}
	return Text{blot(s, l)}
}

// bound cuts raw to what could still matter, so that a pasted book costs no
// more than a pasted page. Sixteen bytes of input for one of output is more
// than any honest text needs.
func bound(raw string, l Limit) string {
	most := 16*max(l.Bytes, 4*l.Runes) + 1024
	if l.Bytes == 0 && l.Runes == 0 || len(raw) <= most {
		return raw
	}
	for most > 0 && !utf8.RuneStart(raw[most]) {
		most--
	}
	return raw[:most]
}

// breaks turns the ways to end a line into one, and tabs into spaces.
func breaks(s string, lines bool) string {
	if !strings.ContainsAny(s, "\t\r\n\u0085\u2028\u2029") {
		return s
	}
	end := " "
	if lines {
		end = "\n"
	}
	return strings.NewReplacer("\t", " ", "\r\n", end, "\r", end, "\n", end,
		"\u0085", end, "\u2028", end, "\u2029", end).Replace(s)
}

// replace deals with every rune by itself and with what is before it.
func replace(s string, lines bool) string {
	var b strings.Builder
	b.Grow(len(s))
	var c context
	joined := false // what comes now was joined to an emoji that stays
	for _, r := range s {
		switch {
		case r == zwj && c.emoji:
			joined = true
			continue
		case joined && (r == vs16 || unicode.In(r, emoji, unicode.M)):
			continue
		}
		joined = false
		switch c.verdict(r, lines) {
		case "":
		case Selector, Marks:
			continue
		default:
			r = utf8.RuneError
		}
		c.pass(r)
		b.WriteRune(r)
	}
	return b.String()
}

// agree drops from each grapheme the runes that make its two widths differ.
func agree(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for rest := s; rest != ""; {
		n := plainRun(rest)
		b.WriteString(rest[:n])
		cluster, w := ansi.FirstGraphemeCluster(rest[n:], ansi.GraphemeWidth)
		rest = rest[n+len(cluster):]
		if w != ansi.StringWidthWc(cluster) {
			cluster = narrow(cluster)
		}
		b.WriteString(cluster)
	}
	return b.String()
}

// narrow keeps of a grapheme its first rune and those of the others that leave
// its two widths alike; of a family that is the first person.
func narrow(cluster string) string {
	kept := ""
	for _, r := range cluster {
		next := kept + string(r)
		if ansi.StringWidth(next) == ansi.StringWidthWc(next) {
			kept = next
		} else if kept == "" {
			kept = "\uFFFD"
		}
	}
	return kept
}

// blot replaces whatever is left at fault, one rune at a time.
func blot(s string, l Limit) string {
	for f := fault(s, l); f != nil; f = fault(s, l) {
		if f.Reason == TooLong {
			s = s[:f.Offset]
			continue
		}
		_, n := utf8.DecodeRuneInString(s[f.Offset:])
		s = s[:f.Offset] + "\uFFFD" + s[f.Offset+n:]
	}
	return s
}
