package feed

import (
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
// the same width always fall alike, so nothing jumps while the feed scrolls.
func waterfall(f screen.Frame, w *flow.World) (cards []card, rows int) {
	margin, width := columns(f.W)
	left := [2]int{margin, f.W - margin - width}
	var next [2]int
	for _, id := range flow.Feeds(w) {
		n := w.Note(id)
		if n == nil {
			continue
		}
		c := card{note: n, picture: pictureRows(width, n.Aspect), title: cell.Clamp(f.Words(n.Title), width, titleLines)}
		side := 0
		if next[1] < next[0] {
			side = 1
		}
		c.at = cell.Rect{X: left[side], Y: next[side], W: width, H: c.picture + len(c.title) + 1}
		next[side] += c.at.H + 1
		cards = append(cards, c)
	}
	return cards, max(0, max(next[0], next[1])-1)
}
