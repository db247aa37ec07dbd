// Package terms explains the words of a place, then all others of the trade.
package terms

import (
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// view remembers how the terms are arranged; all copies share it.
type view struct{ set *setting }

// setting is all rows for a place and a width.
type setting struct {
	place string
	w     int
	here  []row
	all   []row
}

// row is a term with its meaning on some rows, and the pinyin where that stands apart from them.
type row struct {
	term, pinyin string
	lines        []string
}

// New makes the glossary; the terms of the place where the shopper is come first.
func New(s session.Shown) screen.Screen { return screen.NewSheet(view{&setting{}}, s, screen.Close) }

// Keys implements screen.View: the key that opened the glossary closes it.
func (view) Keys(session.Shown) []screen.Binding {
	return []screen.Binding{{Keys: []string{"K"}, Label: "key.close", Local: screen.Close}}
}

const margin = 2

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	head, body, _ := b.Split(screen.DialogTop, 0)
	b.DialogHead(head, b.Say("coach.terms"), b.Gloss("coach.terms"))
	l := list{Board: b, part: body, w: b.W - 2*margin}
	place := b.Shown.State.Place().String()
	v.set.arrange(place, l.w)
	l.group(b.Say("coach.terms-here", "place", b.Say("place."+place)), v.set.here)
	l.group(b.Say("coach.terms-all"), v.set.all)
	b.End(l.y)
}

// list is where the terms are written from top to bottom.
type list struct {
	*screen.Board
	part screen.Part
	w, y int
}

func (l *list) group(title string, rows []row) {
	if len(rows) == 0 {
		return
	}
	look.Heading(l.part.Canvas, margin, l.y, l.w, title, "", "")
	l.y++
	for i := range rows {
		l.row(&rows[i])
	}
	l.y++
}

// row draws a term; one that is out of sight is only counted.
func (l *list) row(r *row) {
	if l.Sees(l.y, len(r.lines)) {
		l.part.Text(margin, l.y, cell.Truncate(r.term, column-1), look.Style{FG: look.Ink, Attr: look.Bold})
		l.part.Lines(margin+column, l.y, r.lines, look.Style{FG: look.Ink2})
		l.part.TextRight(margin+l.w, l.y, r.pinyin, look.Style{FG: look.Muted})
	}
	l.y += len(r.lines)
}
