package screen

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tagtap/ui/tui/cell"
)

// span is a row of a field: the bytes that it shows. What lies between the end of a row and the beginning of the next one,
// the blanks at a break or a newline, is not shown.
type span struct{ from, to int }

// byteAt returns the byte of the row that stands at a column, or its end where it is shorter.
func (r span) byteAt(s string, col int) int {
	at := r.from
	for at < r.to && col > 0 {
		c, n := cell.Next(s[at:])
		if col -= c.Width; col < 0 {
			break
		}
		at += n
	}
	return at
}

// last returns the last place of a row that is not also the first of the next one.
func last(s string, rows []span, row int) int {
	if row+1 < len(rows) && rows[row+1].from == rows[row].to {
		return before(s, rows[row].to)
	}
	return rows[row].to
}

// unseen is the width of a field that was never drawn.
const unseen = 40

// rows breaks the text as cell.Wrap does, one column before the edge, so that the cursor has its place behind a full row. A
// single line is one row.
func (f Field) rows() []span {
	s := f.value.String()
	if !f.limit.Lines {
		return []span{{0, len(s)}}
	}
	width := f.drawn.width
	if width < 1 {
		width = unseen
	}
	var rows []span
	for start := 0; ; {
		end := paragraphEnd(s, start)
		rows = appendRows(rows, s[start:end], start, max(2, width-1))
		if end == len(s) {
			return rows
		}
		start = end + 1
	}
}

// appendRows finds the lines that cell.Wrap makes of a paragraph in the paragraph itself.
func appendRows(rows []span, para string, base, width int) []span {
	at := 0
	for _, line := range cell.Wrap(para, width) {
		if !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "\u3000") {
			at += blanks(para[at:])
		}
		from := at
		for rest := line; rest != "" && at < len(para); {
			_, n := cell.Next(rest)
			rest = rest[n:]
			_, n = cell.Next(para[at:])
			at += n
		}
		rows = append(rows, span{base + from, base + at})
	}
	if n := len(rows); n > 0 { // blanks that were typed last are there, too
		rows[n-1].to = base + len(para)
	}
	return rows
}

// blanks is how many bytes of blanks a text begins with; all of it, if it has nothing else, is none.
func blanks(s string) int {
	n := len(s) - len(strings.TrimLeft(s, " \u3000"))
	if n == len(s) {
		return 0
	}
	return n
}

// place returns row and column of the cursor. Blanks beyond the edge do not push it out.
func (f Field) place(rows []span) (row, col int) {
	for row+1 < len(rows) && rows[row+1].from <= f.at {
		row++
	}
	s := f.value.String()
	col = cell.Width(s[rows[row].from:max(rows[row].from, f.at)])
	if f.limit.Lines && f.drawn.width > 0 {
		col = min(col, f.drawn.width-1)
	}
	return row, col
}

// before returns where the grapheme before a byte begins.
func before(s string, at int) int {
	last := 0
	for i := 0; i < at; {
		last = i
		_, n := cell.Next(s[i:])
		i += n
	}
	return last
}

// after returns where the grapheme at a byte ends.
func after(s string, at int) int {
	_, n := cell.Next(s[at:])
	return at + n
}

// boundary returns the first place between two graphemes at or behind a byte.
func boundary(s string, at int) int {
	i := 0
	for i < at && i < len(s) {
		_, n := cell.Next(s[i:])
		i += n
	}
	return i
}

func paragraphEnd(s string, at int) int {
	if n := strings.IndexByte(s[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(s)
}

// wordStart returns where the word begins that a text ends with, the blanks behind it included. A run of Chinese counts as a
// word up to the mark before it; marks go one by one.
func wordStart(s string) int {
	s = strings.TrimRight(s, " \u3000")
	end := len(s)
	kind := func() int {
		r, _ := utf8.DecodeLastRuneInString(s[:end])
		switch {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return 1
		case unicode.IsLetter(r):
			return 2
		}
		return 0
	}
	first := kind()
	for end > 0 {
		end = before(s, end)
		if first == 0 || end == 0 || kind() != first {
			break
		}
	}
	return end
}
