package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold returns the form by which two names count as the same: compatibility
// forms and case are folded away, spaces trimmed and made single. Fold of a
// Fold is itself. It is for comparing, never for showing.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	// Folding case can leave a form that is not composed, and composing one
	// that is not folded; two rounds reach the fixed point for all of Unicode,
	// the loop makes sure.
	for range 4 {
		next := strings.Join(strings.Fields(norm.NFKC.String(cases.Fold().String(norm.NFKC.String(s)))), " ")
		if next == s {
			break
		}
		s = next
	}
	return s
}

// isFolded reports whether s is lower-case ASCII or Chinese with single spaces.
func isFolded(s string) bool {
	prev := ' '
	for _, r := range s {
		switch {
		case r == ' ':
			if prev == ' ' {
				return false
			}
		case r >= 'A' && r <= 'Z', r < 0x20, r >= 0x7F && (r < 0x4E00 || r > 0x9FA5):
			return false
		}
		prev = r
	}
	return s == "" || prev != ' '
}

// OneScript reports whether s keeps to one script, so that no letter of it can
// pass for a letter of another. Latin may stand beside Chinese, Japanese or
// Korean, and the scripts of each of these count as one, as in the "highly
// restrictive" level of Unicode's security mechanisms (UTS 39). Digits,
// punctuation and symbols belong to every script.
func OneScript(s string) bool {
	const (
		latin = 1 << iota
		han
		kana
		bopomofo
		hangul
		other
	)
	seen, alien := 0, ""
	for _, r := range s {
		if r < 0x80 {
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				seen |= latin
			}
			continue
		}
		switch name := script(r); name {
		case "":
		case "Latin":
			seen |= latin
		case "Han":
			seen |= han
		case "Hiragana", "Katakana":
			seen |= kana
		case "Bopomofo":
			seen |= bopomofo
		case "Hangul":
			seen |= hangul
		default:
			if alien != "" && alien != name {
				return false
			}
			seen, alien = seen|other, name
		}
	}
	switch {
	case seen&other != 0:
		return seen == other
	case seen&kana != 0 && seen&(bopomofo|hangul) != 0:
		return false
	}
	return seen&bopomofo == 0 || seen&hangul == 0
}

// script names the script of r, "" for what belongs to all.
func script(r rune) string {
	if unicode.In(r, unicode.Common, unicode.Inherited) {
		return ""
	}
	for _, name := range commonScripts {
		if unicode.Is(unicode.Scripts[name], r) {
			return name
		}
	}
	for name, table := range unicode.Scripts {
		if unicode.Is(table, r) {
			return name
		}
	}
	return ""
}

var commonScripts = [...]string{"Han", "Latin", "Hiragana", "Katakana", "Hangul", "Cyrillic", "Greek"}
