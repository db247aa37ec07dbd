package screen

import (
	"strconv"
	"strings"

	"tagtap/fixtures/words"
	"tagtap/ui/tui/cell"
)

// Count writes a number of people or pieces as the shop does: with separators below ten thousand, then short, rounded
// down (1.2万, 12k).
func (f Frame) Count(n int) string {
	if n < 10_000 {
		return separated(n)
	}
	if f.Lang == words.EN {
		if n < 1_000_000 {
			return strconv.Itoa(n/1000) + "k"
		}
		return tenths(n, 1_000_000) + "m"
	}
	if n < 100_000_000 {
		return tenths(n, 10_000) + "万"
	}
	return tenths(n, 100_000_000) + "亿"
}

func separated(n int) string {
	s := strconv.Itoa(n)
	if len(s) > 3 && n > 0 {
		return s[:len(s)-3] + "," + s[len(s)-3:]
	}
	return s
}

// tenths divides and keeps one decimal below a hundred, rounded down; a zero after the point is left out.
func tenths(n, by int) string {
	whole, tenth := n/by, n%by*10/by
	if tenth == 0 {
		return strconv.Itoa(whole)
	}
	return strconv.Itoa(whole) + "." + strconv.Itoa(tenth)
}

// Percent writes a share with one decimal where it has one, "" of nothing.
func (Frame) Percent(part, all int) string {
	if all <= 0 {
		return ""
	}
	return tenths(part*1000, all*10) + "%"
}

// Dotted puts a dot between what is there.
func Dotted(parts ...string) string {
	all := ""
	for _, s := range parts {
		switch {
		case s == "":
		case all == "":
			all = s
		default:
			all += " · " + s
		}
	}
	return all
}

// Brief is a fact on at most w cells: where it has no room, first without the terms that follow a comma, then without what
// follows the last dot, and cut only at the end.
func Brief(s string, w int) string {
	if cell.Width(s) <= w {
		return s
	}
	if name, _, found := strings.Cut(s, ", "); found && cell.Width(name) <= w {
		return name
	}
	for rest := s; ; {
		at := strings.LastIndex(rest, " · ")
		if at < 0 {
			return cell.Truncate(s, w)
		}
		if rest = rest[:at]; cell.Width(rest) <= w {
			return rest
		}
	}
}

// Facts puts facts with dots between them on rows of so many cells. A row ends with a fact, never with a dot; a fact that is
// wider than a row is wrapped.
func Facts(room int, facts ...string) []string {
	var rows []string
	row := ""
	for _, f := range facts {
		if next := Dotted(row, f); row == "" || cell.Width(next) <= room {
			row = next
			continue
		}
		rows = append(rows, cell.Wrap(row, room)...)
		row = f
	}
	if row != "" {
		rows = append(rows, cell.Wrap(row, room)...)
	}
	return rows
}

// Spaced wraps a text of parts with spaces between them, as addresses are: a part is broken only where it alone is wider than
// a row.
func Spaced(room int, s string) []string {
	var rows []string
	row := ""
	for _, part := range strings.Fields(s) {
		switch {
		case row == "":
			row = part
		case cell.Width(row)+1+cell.Width(part) <= room:
			row += " " + part
		default:
			rows = append(rows, cell.Wrap(row, room)...)
			row = part
		}
	}
	if row != "" {
		rows = append(rows, cell.Wrap(row, room)...)
	}
	return rows
}
