package terms

import (
	"strings"

	"tagtap/fixtures/words"
	"tagtap/ui/tui/cell"
)

// column is where the meanings start: six characters and a gap.
const column = 14

// arrange sets the terms for a place and a width; nothing is done where they are set already.
func (s *setting) arrange(place string, w int) {
	if s.w == w && s.place == place {
		return
	}
	lesson, _ := words.Coach(place)
	*s = setting{place: place, w: w, here: arranged(lesson.Terms, w), all: arranged(words.Terms(), w)}
}

func arranged(terms []words.Term, w int) []row {
	rows := make([]row, len(terms))
	for i := range terms {
		rows[i].term = terms[i].ZH
		rows[i].lines, rows[i].pinyin = beside(&terms[i], w-column)
	}
	return rows
}

// beside puts the pinyin at the right end, or behind the meaning where that takes fewer rows.
func beside(t *words.Term, room int) (lines []string, pinyin string) {
	left := room - cell.Width(t.Pinyin) - 2
	if cell.Width(t.EN) <= left {
		return []string{t.EN}, t.Pinyin
	}
	lines = cell.Wrap(behind(t), room)
	if left < longest(t.EN) {
		return lines, ""
	}
	if apart := cell.Wrap(t.EN, left); len(apart) <= len(lines) {
		return apart, t.Pinyin
	}
	return lines, ""
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
