package feed

import (
	"sort"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/screen"
)

// card is one note in the waterfall, in rows of the body.
type card struct {
	note    *shop.Note
	at      cell.Rect
	picture int // rows
	title   []string
}

const (
	gutter     = 2
	leastRows  = 6
	titleLines = 2
)

// aspects are the heights of covers in hundredths of their width.
var aspects = map[string]int{"3:4": 128, "1:1": 100, "4:3": 78}

// pictureRows is the height of a cover: a cell is two pixels high, so half of the width times the aspect, rounded.
func pictureRows(width int, aspect string) int {
	a, ok := aspects[aspect]
	if !ok {
		a = aspects["1:1"]
	}
	return max(leastRows, (width*a+100)/200)
}

// columns returns the margin and the width of the two columns.
func columns(w int) (margin, width int) {
	const roomy = 56
	margin = 1
	if w >= roomy {
		margin = 2
	}
	return margin, (w - 2*margin - gutter) / 2
}

// waterfall puts every note into the column that is shorter so far, the left one where both are alike. The same notes at
// the same width always fall alike, so nothing jumps while the feed scrolls. It is laid out from the top as far as somebody
// has scrolled, and kept: a feed may have any length.
type waterfall struct {
	of    source
	cards []card
	index map[shop.NoteID]int // of cards
	next  [2]int              // first free row of each column
	taken int                 // notes of the feed that were looked at
}

// source is what a layout depends on.
type source struct {
	catalogue *shop.Catalogue
	size      int
	first     shop.NoteID
	w         int
	lang      words.Lang
}

// ahead is how many cards are laid out at once: the end of most feeds is then known from the start.
const ahead = 96

// reach lays out the feed at least down to a row, and begins anew where it is another one.
func (f *waterfall) reach(fr screen.Frame, w *flow.World, row int) {
	of := source{catalogue: w.Catalogue, size: flow.FeedSize(w), w: fr.W, lang: fr.Lang}
	if n := flow.FeedNote(w, 0); n != nil {
		of.first = n.ID
	}
	if f.of != of {
		*f = waterfall{of: of, index: map[shop.NoteID]int{}}
	}
	for f.taken < of.size && min(f.next[0], f.next[1]) <= row {
		f.lay(fr, w, min(of.size, f.taken+ahead))
	}
}

// lay puts the notes up to a place of the feed into the columns.
func (f *waterfall) lay(fr screen.Frame, w *flow.World, to int) {
	margin, width := columns(fr.W)
	left := [2]int{margin, fr.W - margin - width}
	for ; f.taken < to; f.taken++ {
		n := flow.FeedNote(w, f.taken)
		c := card{note: n, picture: pictureRows(width, n.Aspect), title: cell.Title(fr.Words(n.Title), width, titleLines)}
		side := 0
		if f.next[1] < f.next[0] {
			side = 1
		}
		c.at = cell.Rect{X: left[side], Y: f.next[side], W: width, H: c.picture + len(c.title) + 1}
		f.next[side] += c.at.H + 1
		f.index[n.ID] = len(f.cards)
		f.cards = append(f.cards, c)
	}
}

// whole says whether the end of the feed is laid out.
func (f *waterfall) whole() bool { return f.taken >= f.of.size }

// rows is the height of what is laid out.
func (f *waterfall) rows() int { return max(0, max(f.next[0], f.next[1])-1) }

// between returns the range of the cards of which any may lie between two rows. No card begins above an earlier one, so its
// start is found by halves.
func (f *waterfall) between(from, to int) (first, end int) {
	first = sort.Search(len(f.cards), func(i int) bool { return f.cards[i].at.Y+mostRows > from })
	for end = first; end < len(f.cards) && f.cards[end].at.Y < to; end++ {
	}
	return first, end
}

// mostRows is more than any card has.
const mostRows = 64
