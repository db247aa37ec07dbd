// Package terms explains the words of a place, then all others of the trade.
package terms

import (
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

// row draws a term, what it means, and at the right end how it is said. A row that is out of sight is only counted.
func (l *list) row(t *words.Term) {
	room := l.w - column
	pinyin := t.Pinyin
	if cell.Width(pinyin)+1+wordRoom > room {
		pinyin = ""
	}
	if pinyin != "" {
		room -= cell.Width(pinyin) + 1
	}
	lines := cell.Wrap(t.EN, room)
	if l.Sees(l.y, len(lines)) {
		l.part.Text(margin, l.y, cell.Truncate(t.ZH, column-1), look.Style{FG: look.Ink, Attr: look.Bold})
		l.part.Lines(margin+column, l.y, lines, look.Style{FG: look.Ink2})
		l.part.TextRight(margin+l.w, l.y, pinyin, look.Style{FG: look.Muted})
	}
	l.y += len(lines)
}

// wordRoom is the least that a gloss needs beside its pinyin: the longest word of the glossary is not broken.
const wordRoom = 14
