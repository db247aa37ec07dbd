package strict

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// dashless finds what was meant as the dash before an item, or as the spaces around one, and is none to YAML: a dash of a
// word processor or without a space, a number, the wide space of an input method, the space that does not break.
func (w *walk) dashless(tk *token.Token, key bool) *Error {
	for i, r := range tk.Value {
		alone := w.prev == nil || w.prev.Type != token.SequenceEntryType
		switch after := tk.Value[i+utf8.RuneLen(r):]; {
		case alone && isBullet(r) && strings.HasPrefix(after, " "):
			return w.fail(tk, bulleted, r)
		case r >= utf8.RuneSelf && unicode.IsSpace(r):
			return w.fail(tk, "%U, a space that YAML does not take for one; write plain spaces", r)
		case !key:
			return nil
		case r == '–' || r == '—', r == '-' && after != "" && after[0] < utf8.RuneSelf && after[0] != '-':
			return w.fail(tk, `an item begins with a hyphen and a space, "- "`)
		case r >= '0' && r <= '9' && strings.HasPrefix(after, ". "):
			return w.fail(tk, `the items of a list are not numbered; each begins with "- "`)
		case r != '-':
			return nil
		}
	}
	return nil
}

// bulleted is said about a sign before an item that is none to YAML.
const bulleted = `%c begins no item; want a hyphen and a space, "- "; quote it if it is a text`

// isBullet says whether a word processor puts the sign before an item.
func isBullet(r rune) bool { return strings.ContainsRune("–—−－•·●‣◦", r) }

// colonless finds a first word that was meant as a key: "story：x", "story:x".
func (w *walk) colonless(tk *token.Token, key bool) *Error {
	word := tk.Value[:len(tk.Value)-len(strings.TrimLeftFunc(tk.Value, func(r rune) bool {
		return r == '-' || r < utf8.RuneSelf && (unicode.IsLower(r) || unicode.IsDigit(r))
	}))]
	rest := tk.Value[len(word):]
	if word == "" || !unicode.IsLower(rune(word[0])) {
		return nil
	}
	switch {
	case strings.HasPrefix(rest, "："):
		return w.fail(tk, "%s is followed by a full-width colon ：, want \": \"; quote it if it is a text", word)
	case !key && strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, "://"):
		return w.fail(tk, "no space after the colon of %s; quote it if it is a text", word)
	}
	return nil
}
