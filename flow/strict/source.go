package strict

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// source is a file that has passed the scan.
type source struct {
	file  string
	text  string // without BOM, CR and spaces at the ends of lines
	lines []int  // offset of each line
	asked func(file string, way []string, key string)
	bare  func(way []string) string
}

// angles is a run of < that is too long: the tokenizer behind looks at each of them
// for all that follow.
var angles = bytes.Repeat([]byte("<"), maxAngles+1)

// newSource scans the bytes of a file, before anything else looks at them.
func newSource(file string, data []byte, l Limits) (*source, *Error) {
	s := &source{file: file, asked: l.Asked, bare: l.Bare}
	fail := func(line, column int, format string, args ...any) (*source, *Error) {
		return nil, &Error{Pos: Pos{file, line, column}, What: fmt.Sprintf(format, args...)}
	}
	if l.Bytes > 0 && len(data) > l.Bytes {
		return fail(1, 1, "the file has %d bytes, want at most %d", len(data), l.Bytes)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	var b strings.Builder
	b.Grow(len(data))
	parts, blank := 0, 0
	for line := 1; len(data) > 0; line++ {
		row, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		row = bytes.TrimRight(bytes.TrimSuffix(row, []byte("\r")), " ")
		if column, what := scanRow(row); what != "" {
			return fail(line, column, "%s", what)
		}
		if blank++; len(row) > 0 {
			blank = 0
		}
		if blank > maxBlank {
			return fail(line, 1, "more than %d empty lines in a row", maxBlank)
		}
		parts += 1 + signs(row)
		if l.Parts > 0 && parts > l.Parts {
			return fail(line, 1, "the file has more than %d parts by here, want several files", l.Parts)
		}
		s.lines = append(s.lines, b.Len())
		b.Write(row)
		b.WriteByte('\n')
	}
	s.text = b.String()
	return s, nil
}

// scanRow finds what no line may hold: the column in runes and what it is.
func scanRow(row []byte) (column int, what string) {
	indent := len(row) - len(bytes.TrimLeft(row, " "))
	if indent > maxIndent {
		return maxIndent + 1, fmt.Sprintf("indented by %d columns, want at most %d", indent, maxIndent)
	}
	if at := bytes.Index(row, angles); at >= 0 {
		return utf8.RuneCount(row[:at]) + 1, fmt.Sprintf("more than %d < in a row", maxAngles)
	}
	dashes := 0
	for rest := row[indent:]; len(rest) > 0 && rest[0] == '-' && (len(rest) == 1 || rest[1] == ' '); {
		if dashes++; dashes > maxDashes {
			return len(row) - len(rest) + 1, fmt.Sprintf("more than %d dashes in a row", maxDashes)
		}
		rest = bytes.TrimLeft(rest[1:], " ")
	}
	column = 1
	for i := 0; i < len(row); column++ {
		r, n := utf8.DecodeRune(row[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			return column, fmt.Sprintf("byte 0x%02X is not UTF-8; save the file as UTF-8", row[i])
		case r == '\t' && i == indent:
			return column, "a tab in the indentation; indent with spaces"
		case r == '\t':
			return column, "a tab; use a space"
		case r < 0x20, r >= 0x7F && r < 0xA0:
			return column, fmt.Sprintf("control character %U", r)
		case r == 0x2028, r == 0x2029:
			return column, fmt.Sprintf("%U, a line break that editors do not show", r)
		case r == 0xFEFF:
			return column, "U+FEFF, a byte order mark in the middle of the file"
		}
		i += n
	}
	return 0, ""
}

// signs counts what could begin or end a part of a row.
func signs(row []byte) int {
	n := 0
	for i, c := range row {
		switch c {
		case ':', ',', '[', ']', '{', '}', '"', '\'', '!', '&', '*', '?', '%', '@', '`', '|', '>':
			n++
		case '-':
			if i+1 < len(row) && row[i+1] == ' ' {
				n++
			}
		}
	}
	return n
}

// row returns a line without its end; lines count from 1.
func (s *source) row(line int) string {
	if line < 1 || line > len(s.lines) {
		return ""
	}
	end := len(s.text)
	if line < len(s.lines) {
		end = s.lines[line]
	}
	return s.text[s.lines[line-1] : end-1]
}

// clamp returns the nearest place that is in the file; one column after the end
// of a line counts as in.
func (s *source) clamp(line, column int) Pos {
	line = max(1, min(line, len(s.lines)))
	column = max(1, min(column, utf8.RuneCountInString(s.row(line))+1))
	return Pos{s.file, line, column}
}

// from returns the text from a place on.
func (s *source) from(p Pos) string {
	if p.Line < 1 || p.Line > len(s.lines) {
		return ""
	}
	rest := s.text[s.lines[p.Line-1]:]
	for range p.Column - 1 {
		_, n := utf8.DecodeRuneInString(rest)
		rest = rest[n:]
	}
	return rest
}
