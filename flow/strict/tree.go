package strict

import (
	"strings"

	"github.com/goccy/go-yaml/token"
)

// tree builds nodes from the tokens of a file that the walk has passed:
// brackets match, texts stay on their lines, colons have keys. What is left to
// find is indentation that fits nothing, and what is missing or there twice.
//
// The tokens are the tokenizer's; the tree is ours, because the parser that
// comes with it takes a minute for a list of a hundred thousand short words.
type tree struct {
	src      *source
	problems *Problems
	left     []*token.Token // comments taken out
	lost     bool           // what is left makes no sense any more
}

func newTree(src *source, problems *Problems, tokens token.Tokens) *tree {
	t := &tree{src: src, problems: problems, left: make([]*token.Token, 0, len(tokens))}
	for _, tk := range tokens {
		if tk.Type != token.CommentType && tk.Position != nil {
			t.left = append(t.left, tk)
		}
	}
	return t
}

// root builds the whole file.
func (t *tree) root() *Node {
	if t.peek() == nil {
		t.fail(1, 1, "the file is empty")
		return nil
	}
	n := t.block(nil, "")
	t.fits(0)
	return n
}

// peek returns the next token, nil at the end or where the way is lost.
func (t *tree) peek() *token.Token {
	if len(t.left) == 0 || t.lost {
		return nil
	}
	return t.left[0]
}

func (t *tree) next() *token.Token {
	tk := t.left[0]
	t.left = t.left[1:]
	return tk
}

// is reports whether the next token is of a type.
func (t *tree) is(types ...token.Type) bool {
	tk := t.peek()
	for _, typ := range types {
		if tk != nil && tk.Type == typ {
			return true
		}
	}
	return false
}

// isKey reports whether the next tokens are a key and its colon.
func (t *tree) isKey() bool {
	return t.peek() != nil && len(t.left) > 1 && isScalarToken(t.left[0]) && t.left[1].Type == token.MappingValueType
}

// block builds what begins with the next token, wherever that stands.
func (t *tree) block(parent *Node, label string) *Node {
	switch {
	case t.is(token.SequenceEntryType):
		return t.list(parent, label)
	case t.isKey():
		return t.mapping(parent, label)
	}
	return t.value(parent, label)
}

// list builds the items whose dashes stand in the column of the first.
func (t *tree) list(parent *Node, label string) *Node {
	n := t.start(List, parent, label)
	column := t.peek().Position.Column
	for t.is(token.SequenceEntryType) && t.peek().Position.Column == column {
		dash := t.next()
		n.items = append(n.items, t.after(dash, column+1, n, ""))
		t.fits(column)
	}
	return n
}

// mapping builds the pairs whose keys stand in the column of the first.
func (t *tree) mapping(parent *Node, label string) *Node {
	n := t.start(Map, parent, label)
	column := t.peek().Position.Column
	seen := map[string]*Node{}
	for t.isKey() && t.peek().Position.Column == column {
		key := t.scalar(n, "")
		colon := t.next()
		least := column + 1
		if t.is(token.SequenceEntryType) {
			least = column // a list may stand right below its key
		}
		t.pair(n, seen, key, t.after(colon, least, n, key.text))
		t.fits(column)
	}
	return n
}

// after builds the value after a dash or a colon: on its line, or on later ones
// from a column on.
func (t *tree) after(tk *token.Token, least int, parent *Node, label string) *Node {
	next := t.peek()
	switch {
	case next == nil, next.Position.Line > tk.Position.Line && next.Position.Column < least:
		return t.nothing(tk, parent, label)
	case next.Position.Line == tk.Position.Line && tk.Type == token.MappingValueType:
		return t.value(parent, label)
	}
	return t.block(parent, label)
}

// fits loses the way where the next token stands deeper than what was just
// built, or beside it without belonging to it.
func (t *tree) fits(column int) {
	tk := t.peek()
	if tk == nil {
		return
	}
	at := tk.Position
	switch {
	case at.Column < column:
	case at.Column == column && (tk.Type == token.SequenceEntryType || t.isKey()):
		// Either it goes on, or the caller sees that a list follows a map.
	default:
		t.misfit(at.Line, at.Column)
	}
}

func (t *tree) misfit(line, column int) {
	row := t.src.row(line)
	if indent := len(row) - len(strings.TrimLeft(row, " ")); indent+1 >= column {
		t.fail(line, column, "this line does not fit the lines above it; look at its indentation")
		return
	}
	t.fail(line, column, "%s", unreadable)
}

// value builds a scalar, a block of lines or what is in brackets.
func (t *tree) value(parent *Node, label string) *Node {
	tk := t.peek()
	switch {
	case tk == nil:
		return nil
	case isScalarToken(tk):
		return t.scalar(parent, label)
	case tk.Type == token.LiteralType, tk.Type == token.FoldedType:
		n := t.start(Scalar, parent, label)
		n.quoted, n.header = true, t.next().Value
		if t.is(token.StringType) {
			n.text = t.next().Value
		}
		return n
	case tk.Type == token.SequenceStartType:
		return t.brackets(parent, label)
	case tk.Type == token.MappingStartType:
		return t.braces(parent, label)
	}
	t.misfit(tk.Position.Line, tk.Position.Column)
	return nil
}

func (t *tree) scalar(parent *Node, label string) *Node {
	n := t.start(Scalar, parent, label)
	tk := t.next()
	n.text, n.quoted = tk.Value, !isPlainToken(tk)
	return n
}

// brackets builds a list in brackets.
func (t *tree) brackets(parent *Node, label string) *Node {
	n := t.start(List, parent, label)
	t.next()
	for t.peek() != nil && !t.is(token.SequenceEndType) {
		if t.isKey() {
			at := t.peek().Position
			t.fail(at.Line, at.Column, "a key inside brackets; write {key: value} for a map, or quote a text that holds a colon")
			break
		}
		n.items = append(n.items, t.value(n, ""))
		t.comma(token.SequenceEndType)
	}
	n.end = t.close()
	return n
}

// braces builds a map in braces.
func (t *tree) braces(parent *Node, label string) *Node {
	n := t.start(Map, parent, label)
	t.next()
	seen := map[string]*Node{}
	for t.peek() != nil && !t.is(token.MappingEndType) {
		if tk := t.peek(); !isScalarToken(tk) {
			t.fail(tk.Position.Line, tk.Position.Column, "a key is a word")
			break
		}
		if !t.isKey() {
			t.valueless()
			break
		}
		key := t.scalar(n, "")
		colon := t.next()
		var value *Node
		if t.is(token.CollectEntryType, token.MappingEndType) {
			value = t.nothing(colon, n, key.text)
		} else {
			value = t.value(n, key.text)
		}
		t.pair(n, seen, key, value)
		t.comma(token.MappingEndType)
	}
	n.end = t.close()
	return n
}

// valueless reports a text in braces that has no colon.
func (t *tree) valueless() {
	tk := t.peek()
	why := " has no value; a comma inside braces ends a text, so quote a text that holds one"
	if strings.Contains(tk.Value, "：") {
		why = " has no value; a full-width colon ： separates nothing, want \": \""
	}
	t.fail(tk.Position.Line, tk.Position.Column, "%s%s", quote(tk.Value), why)
}

// comma takes the comma that separates two parts in brackets.
func (t *tree) comma(end token.Type) {
	switch {
	case t.is(token.CollectEntryType):
		t.next()
	case t.peek() != nil && !t.is(end):
		at := t.peek().Position
		t.fail(at.Line, at.Column, "a comma is missing before this")
	}
}

// close takes the bracket at the end, and returns its line; the walk has seen that it is there.
func (t *tree) close() int {
	if t.peek() == nil {
		return 0
	}
	return t.next().Position.Line
}

// pair adds a key and its value, unless the key is empty or there already.
func (t *tree) pair(n *Node, seen map[string]*Node, key, value *Node) {
	switch before := seen[key.text]; {
	case key.text == "":
		t.problems.Add(key.pos, Error{Pos: key.pos, What: "a key is a word"})
	case before != nil:
		t.problems.Add(key.pos, key.Errorf("key %s is here twice, first at %d:%d",
			quote(key.text), before.pos.Line, before.pos.Column))
	default:
		seen[key.text] = key
		n.pairs = append(n.pairs, Pair{Key: key, Value: value})
	}
}

// nothing reports that no value follows a dash or a colon.
func (t *tree) nothing(tk *token.Token, parent *Node, label string) *Node {
	n := &Node{kind: Scalar, parent: parent, label: label, src: t.src}
	n.pos = t.src.clamp(tk.Position.Line, tk.Position.Column+1)
	what := ""
	if t.src.bare != nil && parent != nil {
		what = t.src.bare(n.way())
	}
	if what == "" {
		what = `nothing follows; write the value, or "" for an empty text`
	}
	t.problems.Add(n.pos, n.Errorf("%s", what))
	return n
}

// start makes a node where the next token stands.
func (t *tree) start(k Kind, parent *Node, label string) *Node {
	at := t.peek().Position
	return &Node{kind: k, pos: Pos{t.src.file, at.Line, at.Column}, parent: parent, label: label, src: t.src}
}

func (t *tree) fail(line, column int, format string, args ...any) {
	t.lost = true
	t.problems.Add(Pos{}, t.src.errorf(line, column, format, args...))
}
