package strict

import (
	"cmp"
	"slices"
	"strings"
)

// place is where a part is written.
type place struct {
	indent int
	prefix string // the dashes before the first part of an item
	until  int    // the line of the file at which something else begins
	first  bool   // nothing stands above it in what holds it
	outer  int    // the column of the key above it, where it stands below one
	dash   int    // the line of the file where the first dash of the prefix stood
}

// mostColumns is how wide a map or list in brackets may be, so that it stays on one line.
const mostColumns = 120

// deepest is the indentation from which on what stands in brackets stays there, however wide.
const deepest = maxIndent - 4

// inLines writes a list or map, a part a line.
func (f *former) inLines(n *Node, at place) {
	for i := range len(n.items) + len(n.pairs) {
		own := at
		own.until = f.start(n, i+1, at.until)
		if i > 0 {
			own.first, own.prefix, own.dash = false, "", 0
		}
		if n.kind == List {
			own.dash = cmp.Or(own.dash, f.dash(n.items[i]))
			f.value(n.items[i], own, "-", n.items[i].pos)
		} else {
			f.pair(n, i, own)
		}
	}
	f.claim(n, at)
}

func (f *former) pair(n *Node, i int, at place) {
	key := n.pairs[i].Key
	f.value(n.pairs[i].Value, at, scalar(key, inKey)+":", key.pos)
}

// start is the line at which a part begins, or what follows where there is none.
func (f *former) start(n *Node, i, otherwise int) int {
	switch {
	case i < len(n.items):
		return f.dash(n.items[i])
	case i < len(n.pairs):
		return n.pairs[i].Key.pos.Line
	}
	return otherwise
}

// dash is the line of the dash before an item. It may stand above the item, with comments between them.
func (f *former) dash(item *Node) int {
	row := f.src.row(item.pos.Line)
	if item.parent.end > 0 || item.pos.Column > len(row)-len(strings.TrimLeft(row, " "))+1 {
		return item.pos.Line
	}
	for line := item.pos.Line - 1; line > 0; line-- {
		if above := strings.TrimLeft(f.src.row(line), " "); above != "" && above[0] != '#' {
			return line
		}
	}
	return item.pos.Line
}

// value writes what stands behind a key or a dash, which is the lead.
func (f *former) value(v *Node, at place, lead string, from Pos) {
	item := lead == "-"
	switch {
	case v.header != "":
		f.row(v.pos.Line, from.Line, at, lead+" "+v.header)
		f.content(v, at.indent+2)
	case v.kind == Scalar && item:
		f.row(v.pos.Line, from.Line, at, lead+" "+scalar(v, inItem))
	case v.kind == Scalar:
		f.row(v.pos.Line, from.Line, at, lead+" "+scalar(v, inValue))
	case f.onLine(v, at.indent, columns(lead)+1):
		f.row(v.end, from.Line, at, lead+" "+inBrackets(v))
	case item:
		at.prefix, at.outer, at.indent = at.prefix+"- ", 0, at.indent+2
		f.inLines(v, at)
	default:
		f.row(from.Line, from.Line, at, lead)
		f.inLines(v, place{indent: at.indent + 2, until: at.until, first: true, outer: from.Column})
	}
}

// onLine says whether a list or map stays in its brackets, on one line.
func (f *former) onLine(n *Node, indent, lead int) bool {
	up := n.parent
	top := func(n *Node) bool { return n.parent != nil && n.parent.parent == nil && n.label == f.style.Lines }
	command := up != nil && up.kind == List && (top(up) || up.end == 0 && up.label == f.style.Inner)
	switch {
	case n.end == 0:
		return false
	case len(n.items)+len(n.pairs) == 0, indent >= deepest:
		return true
	case n.kind == List && top(n), command && len(n.pairs) == 1 && n.kind == Map:
		return false
	}
	for i := range f.notes {
		if line := f.notes[i].line; line >= n.end {
			break
		} else if line >= n.pos.Line {
			return false
		}
	}
	if up != nil && up.kind == List && n.kind == Map && n.pos.Line == n.end {
		return true // the row of a table
	}
	return indent+lead+columns(inBrackets(n)) <= mostColumns
}

// row writes a line whose last part stood on the line end of the file, its first on from. The comments above come first.
func (f *former) row(end, from int, at place, text string) {
	indent := at.indent - len(at.prefix)
	line := cmp.Or(at.dash, from)
	gap := f.gap(line) && f.apart != from // once, where one line becomes several
	f.apart = from
	start := len(f.rows)
	f.before(end, indent, at.first)
	above := f.rows[start:]
	inside := slices.IndexFunc(above, func(r row) bool { return -r.from >= line })
	switch {
	case inside >= 0: // what stood between the dash or key and its value stands above both now
		above[inside].gap = above[inside].gap || gap && (inside > 0 || !at.first)
		gap = false
	case len(above) == 0 && at.first:
		gap = false
	}
	f.rows = append(f.rows, row{from: end, indent: indent, text: at.prefix + text, gap: gap})
}

// before writes the comments above a line of the file.
func (f *former) before(line, indent int, first bool) {
	above := false
	for len(f.notes) > 0 && f.notes[0].line < line {
		if !f.attach() {
			f.comment(indent, first && !above)
			above = true
		}
	}
}

// behind attaches the comments that stand behind what is written last.
func (f *former) behind() {
	for len(f.notes) > 0 && f.attach() {
		continue
	}
}

// claim writes the comments at the end of a list or map, which stand as deep as its parts.
func (f *former) claim(n *Node, at place) {
	if n.end > 0 { // with what stands behind its bracket, unless more parts stand there
		f.before(min(n.end+1, max(n.end, at.until)), at.indent, false)
		return
	}
	column := n.pos.Column
	if n.kind == List && column == at.outer {
		column++ // those in the column of the key above belong to what follows
	}
	for len(f.notes) > 0 && f.notes[0].line < at.until {
		switch first := f.notes[0]; {
		case f.attach():
		case first.behind || first.column < column:
			return
		default:
			f.comment(at.indent, false)
		}
	}
}

// comment writes the next comment on a line of its own, which is a row from where it stood, less than zero.
func (f *former) comment(indent int, first bool) {
	n := f.notes[0]
	f.notes = f.notes[1:]
	f.rows = append(f.rows, row{from: -n.line, indent: indent, note: n.text, gap: f.gap(n.line) && !first})
}

// attach puts the next comment behind the row that holds what it stood behind; false where there is no such row.
func (f *former) attach() bool {
	n := f.notes[0]
	if !n.behind {
		return false
	}
	for i := len(f.rows) - 1; i >= 0; i-- {
		switch r := &f.rows[i]; {
		case r.from == n.line && r.note == "":
			r.note = n.text
			f.notes = f.notes[1:]
			return true
		case r.from > 0:
			return false
		}
	}
	return false
}

// gap says whether an empty line stands above a line of the file.
func (f *former) gap(line int) bool { return line > 1 && f.src.row(line-1) == "" }

// content writes the lines of a block as they are, indented anew.
func (f *former) content(n *Node, indent int) {
	deep, last := -1, len(f.rows)
	for line := n.pos.Line + 1; line <= len(f.src.lines); line++ {
		text := f.src.row(line)
		own := len(text) - len(strings.TrimLeft(text, " "))
		if text != "" && deep < 0 {
			deep = own
		}
		if text != "" && own < deep {
			break
		}
		f.rows = append(f.rows, row{indent: indent, text: text[min(max(deep, 0), len(text)):], block: true})
		if text != "" || strings.HasSuffix(n.header, "+") {
			last = len(f.rows)
		}
	}
	f.rows = f.rows[:last]
}

// slot is where a text stands, which decides whether it needs quotes.
type slot uint8

const (
	inItem slot = iota
	inKey
	inValue
	inBracketItem
	inBraceKey
	inBraceValue
)

// slots shows a text in its place twice, where two may stand beside each other.
var slots = [...]string{
	inItem: "- S\n- S\n", inKey: "- S: x\n  y: x\n", inValue: "x: S\ny: S\n",
	inBracketItem: "x: [S, S]\n", inBraceKey: "x: { S: x, y: x }\n", inBraceValue: "x: { x: S, y: S }\n",
}

// inBrackets writes a list or map on one line.
func inBrackets(n *Node) string {
	parts := make([]string, 0, len(n.items)+len(n.pairs))
	for _, item := range n.items {
		parts = append(parts, bracketed(item, inBracketItem))
	}
	for _, p := range n.pairs {
		parts = append(parts, scalar(p.Key, inBraceKey)+": "+bracketed(p.Value, inBraceValue))
	}
	switch {
	case n.kind == List:
		return "[" + strings.Join(parts, ", ") + "]"
	case len(parts) == 0:
		return "{}"
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

func bracketed(n *Node, in slot) string {
	if n.kind == Scalar {
		return scalar(n, in)
	}
	return inBrackets(n)
}

// scalar writes a text that is no block, with quotes only where it needs them.
func scalar(n *Node, in slot) string {
	same := !n.quoted && n.parent != nil && (n.parent.end > 0) == (in >= inBracketItem)
	if isYAML(n.text, in >= inBracketItem) && (same || bare(n.text, in)) {
		return n.text
	}
	return inQuotes(n.text)
}

// bare says whether a text is read as itself without quotes: a short word is, anything else is tried.
func bare(s string, in slot) bool {
	if len(s) < maxKey && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" {
		return true
	}
	if strings.ContainsAny(s, "\n\r") || s != strings.TrimSpace(s) {
		return false
	}
	src, err := newSource("", []byte(strings.ReplaceAll(slots[in], "S", s)), Limits{})
	if err != nil {
		return false
	}
	root, problems := parse(src)
	return problems.Err() == nil && len(notesOf(src)) == 0 && equal(root, shown(in, s))
}

// shown is what the text of a slot is read as.
func shown(in slot, s string) *Node {
	text := func(s string) *Node { return &Node{kind: Scalar, text: s} }
	list := func(items ...*Node) *Node { return &Node{kind: List, items: items} }
	pairs := func(key string, value *Node, more ...Pair) *Node {
		return &Node{kind: Map, pairs: append([]Pair{{text(key), value}}, more...)}
	}
	x, own := text("x"), text(s)
	switch in {
	case inItem:
		return list(own, own)
	case inKey:
		return list(pairs(s, x, Pair{text("y"), x}))
	case inValue:
		return pairs("x", own, Pair{text("y"), own})
	case inBracketItem:
		return pairs("x", list(own, own))
	case inBraceKey:
		return pairs("x", pairs(s, x, Pair{text("y"), x}))
	}
	return pairs("x", pairs("x", own, Pair{text("y"), own}))
}
