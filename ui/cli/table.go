package cli

import (
	"fmt"
	"io"
	"strings"

	"tagtap/ui/tui/cell"
)

// writeTable writes rows with their columns one below the other, by the cells that a terminal gives them, two blanks
// between. Columns whose number is in right are aligned there.
func writeTable(w io.Writer, rows [][]string, right ...int) error {
	var widths []int
	for _, row := range rows {
		for i, text := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], cell.Width(text))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, text := range row {
			if i > 0 {
				b.WriteString("  ")
			}
			if contains(right, i) {
				b.WriteString(cell.PadLeft(text, widths[i]))
			} else {
				b.WriteString(cell.Pad(text, widths[i]))
			}
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(b.String(), " ")); err != nil {
			return written(err)
		}
	}
	return nil
}

func contains(all []int, one int) bool {
	for _, n := range all {
		if n == one {
			return true
		}
	}
	return false
}

// counted is plural for a column that is aligned right: both forms are equally wide.
func counted(n int, one, many string) string {
	return plural(n, cell.Pad(one, cell.Width(many)), many)
}
