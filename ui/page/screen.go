package page

import (
	"strconv"
	"strings"
)

// Screen reads what a terminal was sent for one whole screen, row by row, as runs: text, and the colours and weights that were
// set before it. Width says how wide a text is. Colours are those of 24 bits; without one, fg and bg stand. Every other escape
// sequence is left out.
func Screen(sent string, width func(string) int, fg, bg uint32) [][]Run {
	var rows [][]Run
	pen := Run{FG: fg, BG: bg}
	for line := range strings.Lines(sent) {
		line = strings.TrimRight(line, "\r\n")
		var cells []Run
		for line != "" {
			text, rest, escape := strings.Cut(line, "\x1b")
			if text != "" {
				run := pen
				run.Text, run.Cells = text, width(text)
				cells = append(cells, run)
			}
			if !escape {
				break
			}
			line = pen.sequence(rest, fg, bg)
		}
		rows = append(rows, cells)
	}
	return rows
}

// sequence reads an escape sequence behind its first byte, and returns what follows it.
func (r *Run) sequence(s string, fg, bg uint32) string {
	if !strings.HasPrefix(s, "[") {
		return strings.TrimPrefix(s, "]")
	}
	end := strings.IndexFunc(s[1:], func(c rune) bool { return c >= '@' && c <= '~' })
	if end < 0 {
		return ""
	}
	end++
	if s[end] == 'm' {
		r.set(strings.FieldsFunc(s[1:end], func(c rune) bool { return c == ';' || c == ':' }), fg, bg)
	}
	return s[end+1:]
}

// set sets colours and weights. No parameter is a reset.
func (r *Run) set(params []string, fg, bg uint32) {
	if len(params) == 0 {
		params = []string{"0"}
	}
	for i := 0; i < len(params); i++ {
		switch params[i] {
		case "0":
			*r = Run{FG: fg, BG: bg}
		case "1":
			r.Bold = true
		case "22":
			r.Bold = false
		case "4":
			r.Under = true
		case "24":
			r.Under = false
		case "9":
			r.Strike = true
		case "29":
			r.Strike = false
		case "7":
			r.FG, r.BG = r.BG, r.FG
		case "39":
			r.FG = fg
		case "49":
			r.BG = bg
		case "38", "48":
			if i+4 >= len(params) || params[i+1] != "2" {
				return
			}
			c := byteOf(params[i+2])<<16 | byteOf(params[i+3])<<8 | byteOf(params[i+4])
			if params[i] == "38" {
				r.FG = c
			} else {
				r.BG = c
			}
			i += 4
		}
	}
}

func byteOf(s string) uint32 {
	n, _ := strconv.ParseUint(s, 10, 8)
	return uint32(n)
}
