package story

import (
	"slices"
	"strings"
	"unicode"

	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// unseen is why a look at the screen is passed over where nobody draws one.
const unseen = "looked at on a screen only; run with --screen"

// What is got where a text is looked for, or is not to be there.
const (
	onScreen    = "on the screen"
	notOnScreen = "not on the screen"
)

// expectSeen reads texts that can, or cannot, be read on the screen.
func (p *parser) expectSeen(_ *line, n *strict.Node) (test, string) {
	nodes := []*strict.Node{n}
	if n.Kind() == strict.List {
		nodes, _ = n.List()
	}
	var want, bare []string
	for _, item := range nodes {
		t, err := item.Title(text.Line)
		if err == nil && squeezed(t.String()) == "" || item.Kind() != strict.Scalar {
			err = item.Errorf("got %s, want a text to look for on the screen", item.Got())
		}
		p.add(item.Pos(), err)
		want, bare = append(want, t.String()), append(bare, squeezed(t.String()))
	}
	if len(nodes) == 0 {
		p.add(n.Pos(), n.Errorf("got %s, want a text to look for on the screen, or several", n.Got()))
	}
	not := lastKey(n) == "see-not"
	written := strings.Join(want, ", ")
	if not {
		written = "not " + written
	}
	return func(sc *scene, got *string) bool {
		if sc.screen == nil {
			return true
		}
		screen := sc.screen()
		i := slices.IndexFunc(bare, func(s string) bool { return readable(screen, s) == not })
		if i < 0 {
			return true
		}
		if got != nil {
			*got = notOnScreen
			if not {
				*got = onScreen
			}
			if len(want) > 1 {
				*got = want[i] + " " + *got
			}
		}
		return false
	}, written
}

// squeezed is a text without spaces and without the lines of frames.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || framing(r) {
			return -1
		}
		return r
	}, s)
}

// framing says whether a sign draws a frame: box drawing and block elements of Unicode.
func framing(r rune) bool { return r >= 0x2500 && r <= 0x259F }

// readable says whether a squeezed text can be read on a screen: in one row, whatever spaces and frames stand between its
// signs; or in one column of the screen, going on in the rows below. A column ends at a frame and at two spaces or more.
func readable(screen, wanted string) bool {
	rows := strings.Split(screen, "\n")
	if slices.ContainsFunc(rows, func(row string) bool { return strings.Contains(squeezed(row), wanted) }) {
		return true
	}
	var above []begun
	for _, row := range rows {
		var here []begun
		for _, at := range pieces(row) {
			for _, from := range above {
				switch rest := from.rest; {
				case at.to <= from.at.from || at.from >= from.at.to: // another column
				case strings.HasPrefix(at.text, rest):
					return true
				case strings.HasPrefix(rest, at.text):
					here = append(here, begun{at, rest[len(at.text):]})
				}
			}
			for n := range min(len(at.text), len(wanted)-1) {
				if strings.HasSuffix(at.text, wanted[:n+1]) {
					here = append(here, begun{at, wanted[n+1:]})
				}
			}
		}
		above = here
	}
	return false
}

// piece is a part of a row that stands in one column: its cells and its squeezed text.
type piece struct {
	from, to int
	text     string
}

// begun is a text that is read as far as the end of a piece, and what is still to come.
type begun struct {
	at   piece
	rest string
}

// pieces cuts a row at frames and at two spaces or more.
func pieces(row string) []piece {
	var all []piece
	var now piece
	cell, gap := 0, 0
	for _, r := range row {
		width := cells(r)
		switch {
		case framing(r):
			gap = 2
		case unicode.IsSpace(r):
			gap++
		default:
			if gap > 1 && now.text != "" {
				all = append(all, now)
				now = piece{}
			}
			if now.text == "" {
				now.from = cell
			}
			now.text, now.to, gap = now.text+string(r), cell+width, 0
		}
		cell += width
	}
	if now.text != "" {
		all = append(all, now)
	}
	return all
}

// cells is how many columns a sign takes on a screen, near enough to tell columns apart.
func cells(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul),
		r >= 0x3000 && r <= 0x303F, r >= 0xFF01 && r <= 0xFF60, r >= 0x1F300 && r <= 0x1FAFF:
		return 2
	}
	return 1
}
