package look

import (
	"strings"

	"tagtap/ui/tui/cell"
)

// Numerals reads what a picture without colours has in tall numerals, with the ¥ before it, from top to bottom. People read a
// price there; who looks for it in the rows of the text alone does not find it.
func Numerals(plain string) []string {
	var rows [][]string
	for line := range strings.SplitSeq(plain, "\n") {
		var row []string
		for c := range cell.Clusters(line) {
			row = append(row, c.Text)
			for range c.Width - 1 {
				row = append(row, "")
			}
		}
		rows = append(rows, row)
	}
	var found []string
	for y := 0; y+FigureH <= len(rows); y++ {
		area := rows[y : y+FigureH]
		for x := 0; x < len(area[0]) || x < len(area[1]); x++ {
			text, w := numeral(area, x)
			if text == "" {
				continue
			}
			if at(area[1], x-2) == "¥" {
				text = "¥" + text
			}
			found = append(found, text)
			x += w
		}
	}
	return found
}

// numeral reads a whole number that begins at a column, and returns its width; "" where none does.
func numeral(area [][]string, x int) (string, int) {
	text, w := "", 0
	for blank(area, x+w-1) {
		r, n := digit(area, x+w)
		if n == 0 || text == "" && r == '.' {
			break
		}
		text, w = text+string(r), w+n+1
	}
	return strings.TrimSuffix(text, "."), w
}

// digit reads the numeral at a column, and returns its width, 0 for none.
func digit(area [][]string, x int) (rune, int) {
	for _, r := range "0123456789." {
		pixels, w := figureGlyph(r)
		if blank(area, x+w) && drawn(area, x, pixels, w) {
			return r, w
		}
	}
	return 0, 0
}

// drawn says whether the cells at a column are those of a numeral.
func drawn(area [][]string, x int, pixels [5]uint8, w int) bool {
	marks := [...]string{" ", "▄", "▀", "█"}
	for j, row := range area {
		upper, lower := pixels[2*j], uint8(0)
		if 2*j+1 < len(pixels) {
			lower = pixels[2*j+1]
		}
		for i := range w {
			bit := w - 1 - i
			if at(row, x+i) != marks[upper>>bit&1<<1|lower>>bit&1] {
				return false
			}
		}
	}
	return true
}

// blank says whether nothing is drawn in a column.
func blank(area [][]string, x int) bool {
	for _, row := range area {
		if s := at(row, x); s == "█" || s == "▀" || s == "▄" {
			return false
		}
	}
	return true
}

// at is the text of a cell, a space beyond the row.
func at(row []string, x int) string {
	if x < 0 || x >= len(row) {
		return " "
	}
	return row[x]
}
