package strict

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// Style is what the canonical form of a kind of file knows beyond the rules of [Format].
type Style struct {
	Keys  []string // the keys of the file, in their order
	Lines string   // the key of a list of commands: it stands last and in lines
	Inner string   // the key of commands inside a command; none of either kind stands in braces where they stand in lines
}

// Format writes a file in its one form, which means the same: [Parse] of it gives equal parts. The form:
//
//   - keys of the file stand in the order of the style, those that it does not know behind them, as they were;
//   - lists and maps are indented by two spaces below their key; one space follows a colon, a comma and a dash;
//   - what stands in brackets stays in brackets, {a: b} as { a: b }, on one line; what is wider than 120 columns, or holds
//     a comment, is written in lines, but for the row of a table, which stays on its line; what stands in lines stays so;
//   - a text has quotes only where it needs them, and then double ones: where we or other readers of YAML would take it
//     for a sign, or for nothing;
//   - comments stay with what they stand above, or behind; those behind neighbouring lines are aligned;
//   - an empty line stays between two parts, several become one; no line ends in spaces, the file ends in a line break.
//
// Format of the result is the result. The error is [Errors], as that of Parse.
func Format(file string, data []byte, l Limits, style Style) ([]byte, error) {
	src, err := newSource(file, data, l)
	if err != nil {
		return nil, Errors{*err}
	}
	root, problems := parse(src)
	if e := problems.Err(); e != nil {
		return nil, e
	}
	notes := notesOf(src)
	f := &former{src: src, style: style, notes: notes}
	f.file(root)
	text := f.text()
	if text != src.text && !f.means(root, notes, text, l) {
		return nil, Errors{src.errorf(1, 1, "this file cannot be written in its one form, it is too deep or too long; take it apart")}
	}
	return []byte(text), nil
}

// means says whether a text means the same as the file: equal parts, and the same comments.
func (f *former) means(root *Node, notes []note, text string, l Limits) bool {
	src, err := newSource(f.src.file, []byte(text), l)
	if err != nil {
		return false
	}
	again, problems := parse(src)
	if problems.Err() != nil {
		return false
	}
	ordered := *root
	ordered.pairs = slices.Clone(root.pairs)
	slices.SortStableFunc(ordered.pairs, f.style.compare)
	return equal(&ordered, again) && slices.Equal(sorted(notes), sorted(notesOf(src)))
}

// equal says whether two parts mean the same, wherever they stand.
func equal(a, b *Node) bool {
	return a.kind == b.kind && a.text == b.text && slices.EqualFunc(a.items, b.items, equal) &&
		slices.EqualFunc(a.pairs, b.pairs, func(x, y Pair) bool { return equal(x.Key, y.Key) && equal(x.Value, y.Value) })
}

// compare puts the keys of a file in their order.
func (s *Style) compare(a, b Pair) int { return s.rank(a.Key.text) - s.rank(b.Key.text) }

func (s *Style) rank(key string) int {
	i := slices.Index(s.Keys, key)
	switch {
	case key == s.Lines:
		return math.MaxInt32
	case i < 0:
		return len(s.Keys)
	}
	return i
}

// note is a comment.
type note struct {
	line, column int
	text         string // from its # on
	behind       bool   // something stands before it on its line
}

// notesOf lists the comments of a file that can be read.
func notesOf(src *source) []note {
	if !strings.Contains(src.text, "#") {
		return nil
	}
	var notes []note
	for _, tk := range lexer.Tokenize(src.text) {
		if tk.Type != token.CommentType || tk.Position == nil {
			continue
		}
		// A comment ends its line; the tokenizer's column is not always that of the #.
		text := "#" + strings.TrimRight(tk.Value, blanks)
		before := strings.TrimSuffix(src.row(tk.Position.Line), text)
		notes = append(notes, note{
			line: tk.Position.Line, column: utf8.RuneCountInString(before) + 1, text: text, behind: strings.TrimSpace(before) != "",
		})
	}
	return notes
}

func sorted(notes []note) []string {
	texts := make([]string, len(notes))
	for i := range notes {
		texts[i] = notes[i].text
	}
	slices.Sort(texts)
	return texts
}

// former writes a file anew.
type former struct {
	src   *source
	style Style
	notes []note // that are not written yet
	rows  []row
	apart int // the line of the file where the part that was written last began
}

// row is a line that is written.
type row struct {
	from   int // the line of the file where its last part stood, 0 for what no comment stands behind, -line for a comment
	indent int
	text   string
	note   string // the comment behind it, or alone on it
	gap    bool   // an empty line stands before it
	block  bool   // of a block of lines, which is kept as it is
}

// file writes the whole file: what stands above its first part, the parts in their order, what stands below the last.
func (f *former) file(root *Node) {
	if root.kind != Map || len(root.pairs) == 0 {
		f.before(root.pos.Line, 0, true)
		f.alone(root)
		f.before(math.MaxInt, 0, false)
		return
	}
	first := root.pairs[0].Key.pos.Line
	f.before(first, 0, true)
	top := f.take()
	parts := make([][]row, len(root.pairs))
	for i := range root.pairs {
		f.pair(root, i, place{until: f.start(root, i+1, math.MaxInt), first: i == 0})
		f.behind()
		parts[i] = f.take()
	}
	f.before(math.MaxInt, 0, false)
	end := f.take()
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return f.style.compare(root.pairs[a], root.pairs[b]) })
	parts[order[0]][0].gap = f.gap(first)
	f.rows = top
	for _, i := range order {
		f.rows = append(f.rows, parts[i]...)
	}
	f.rows = append(f.rows, end...)
}

// alone writes a file that is no map, or an empty one.
func (f *former) alone(n *Node) {
	switch {
	case n.header != "":
		f.rows = append(f.rows, row{from: n.pos.Line, text: n.header})
		f.content(n, 2)
	case n.kind == Scalar:
		f.rows = append(f.rows, row{from: n.pos.Line, text: scalar(n, inItem)})
	case f.onLine(n, 0, 0):
		f.before(n.end, 0, true)
		f.rows = append(f.rows, row{from: n.end, text: inBrackets(n)})
	default:
		f.inLines(n, place{until: math.MaxInt, first: true})
	}
}

func (f *former) take() []row {
	rows := f.rows
	f.rows = nil
	return rows
}

// text puts the rows together.
func (f *former) text() string {
	align(f.rows)
	var b strings.Builder
	for i := range f.rows {
		r := &f.rows[i]
		if above := i - 1; r.gap && i > 0 && (!f.rows[above].block || f.rows[above].text != "") {
			b.WriteByte('\n')
		}
		if r.text != "" || r.note != "" {
			fmt.Fprintf(&b, "%*s%s%s", r.indent, "", r.text, r.note)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// farthest is how wide a line may be for the comments of its neighbours to be aligned with its own.
const farthest = 60

// align puts one space before a comment behind a line, or so many that those of neighbouring lines begin in one column.
func align(rows []row) {
	for i := 0; i < len(rows); {
		n, wide := 0, 0
		for i+n < len(rows) && (n == 0 || !rows[i+n].gap) {
			r := &rows[i+n]
			width := r.indent + columns(r.text)
			if r.text == "" || r.note == "" || n > 0 && (width > farthest || wide > farthest) {
				break
			}
			n, wide = n+1, max(wide, width)
		}
		for k := i; k < i+n; k++ {
			rows[k].note = strings.Repeat(" ", 1+wide-rows[k].indent-columns(rows[k].text)) + rows[k].note
		}
		i += max(n, 1)
	}
}

// columns is the width of a text on a terminal, near enough for comments: Chinese signs are two columns wide.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x2E80 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF01 && r <= 0xFF60 || r >= 0xFFE0 && r <= 0xFFE6 || r >= 0x1F300 && r <= 0x3FFFD {
			n++
		}
	}
	return n
}
