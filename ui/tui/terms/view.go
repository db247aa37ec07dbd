// Package terms explains the words of a place, then all others of the trade.
package terms

import (
	"strings"

	"tagtap/fixtures/words"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

type view struct{}

// New makes the glossary; the terms of the place where the shopper is come first.
func New(s session.Shown) screen.Screen { return screen.NewSheet(view{}, s, screen.Close) }

// Keys implements screen.View: the key that opened the glossary closes it.
func (view) Keys(session.Shown) []screen.Binding {
	return []screen.Binding{{Keys: []string{"K"}, Label: "key.close", Local: screen.Close}}
}

const margin = 2

// Paint implements screen.View.
func (view) Paint(b *screen.Board) {
	head, body, _ := b.Split(screen.DialogTop, 0)
	b.DialogHead(head, b.Say("coach.terms"), b.Gloss("coach.terms"))
	l := list{Board: b, part: body, w: b.W - 2*margin}
	place := b.Shown.State.Place().String()
	if lesson, ok := words.Coach(place); ok {
		l.group(b.Say("coach.terms-here", "place", b.Say("place."+place)), lesson.Terms)
	}
	l.group(b.Say("coach.terms-all"), words.Terms())
	b.End(l.y)
}

// list is where the terms are written from top to bottom.
type list struct {
	*screen.Board
	part screen.Part
	w, y int
}

func (l *list) group(title string, terms []words.Term) {
	if len(terms) == 0 {
		return
	}
	look.Heading(l.part.Canvas, margin, l.y, l.w, title, "", "")
	l.y++
	for i := range terms {
		l.row(&terms[i])
	}
	l.y++
}

// column is where the glosses start: six characters and a gap.
const column = 14

// row draws a term, what it means, and how it is said: at the right end, or behind the meaning where that takes fewer rows.
// A row that is out of sight is only counted.
func (l *list) row(t *words.Term) {
	room := l.w - column
	pinyin := ""
	lines := cell.Wrap(behind(t), room)
	if beside := room - cell.Width(t.Pinyin) - 1; beside >= longest(t.EN) {
		if apart := cell.Wrap(t.EN, beside); len(apart) <= len(lines) {
			lines, pinyin = apart, t.Pinyin
		}
	}
	if l.Sees(l.y, len(lines)) {
		l.part.Text(margin, l.y, cell.Truncate(t.ZH, column-1), look.Style{FG: look.Ink, Attr: look.Bold})
		l.part.Lines(margin+column, l.y, lines, look.Style{FG: look.Ink2})
		l.part.TextRight(margin+l.w, l.y, pinyin, look.Style{FG: look.Muted})
	}
	l.y += len(lines)
}

// behind is the meaning with how the term is said behind it.
func behind(t *words.Term) string {
	if t.Pinyin == "" {
		return t.EN
	}
	return t.EN + " (" + t.Pinyin + ")"
}

// longest is the width of the longest word: it is not broken.
func longest(s string) int {
	w := 0
	for word := range strings.FieldsSeq(s) {
		w = max(w, cell.Width(word))
	}
	return w
}
