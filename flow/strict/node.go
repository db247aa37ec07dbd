package strict

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Kind is the shape of a [Node].
type Kind uint8

// The kinds.
const (
	Scalar Kind = iota + 1 // one text, whatever it looks like
	List
	Map
)

// String returns the kind with its article, as messages want it.
func (k Kind) String() string {
	switch k {
	case Scalar:
		return "a text"
	case List:
		return "a list"
	case Map:
		return "a map"
	}
	return "nothing"
}

// Node is a part of a file: a text, a list or a map. Nodes are read-only.
type Node struct {
	kind   Kind
	pos    Pos
	quoted bool
	text   string
	items  []*Node
	pairs  []Pair
	parent *Node
	label  string // the key under which a map holds this node
	src    *source
	end    int    // line of the bracket that closes a list or map in brackets, 0 for what stands in lines
	header string // the signs that begin a block of lines, such as |-
}

// Pair is a key of a map and its value. The key is a scalar and not empty.
type Pair struct{ Key, Value *Node }

// Kind returns the shape of n.
func (n *Node) Kind() Kind { return n.kind }

// Pos returns where n begins: a text at its first rune or quote, a map at its
// first key or its brace, a list at its first dash or its bracket.
func (n *Node) Pos() Pos { return n.pos }

// Row returns the line of the file on which n begins, from n on.
func (n *Node) Row() string {
	row := n.src.row(n.pos.Line)
	for i := 1; i < n.pos.Column && row != ""; i++ {
		_, size := utf8.DecodeRuneInString(row)
		row = row[size:]
	}
	return row
}

// Quoted reports whether n is a text in quotes or a block, so that it was meant
// as a text even where it looks like a number.
func (n *Node) Quoted() bool { return n.quoted }

// Text returns the text of a scalar, with quotes and escapes resolved.
func (n *Node) Text() (string, error) {
	if n.kind != Scalar {
		return "", n.want(Scalar)
	}
	return n.text, nil
}

// List returns the items of a list. The caller may not change it.
func (n *Node) List() ([]*Node, error) {
	if n.kind != List {
		return nil, n.want(List)
	}
	return n.items, nil
}

// Map returns the pairs of a map, in the order of the file; no key is there
// twice. The caller may not change it.
func (n *Node) Map() ([]Pair, error) {
	if n.kind != Map {
		return nil, n.want(Map)
	}
	return n.pairs, nil
}

// Get returns the value under a key, false where n is no map or has no such key.
func (n *Node) Get(key string) (*Node, bool) {
	for _, p := range n.pairs {
		if p.Key.text == key {
			return p.Value, true
		}
	}
	return nil, false
}

// Single reads an item that is one command: a text alone gives its own node and
// a nil value, a map of one key gives the key and its value. What is the item's
// name in the message that refuses all else, such as "step".
func (n *Node) Single(what string) (key, value *Node, err error) {
	switch {
	case n.kind == Scalar:
		return n, nil, nil
	case n.kind == List:
		return nil, nil, n.Errorf("a %s holds one command, got %s", what, n.Got())
	case len(n.pairs) == 0:
		return nil, nil, n.Errorf("a %s holds one command, found none", what)
	case len(n.pairs) > 1:
		names := make([]string, 0, 4)
		for i, p := range n.pairs {
			if i == 3 && len(n.pairs) > 4 {
				names = append(names, "…")
				break
			}
			names = append(names, strings.Trim(quote(p.Key.text), `"`))
		}
		second := n.pairs[1].Key.pos
		return nil, nil, n.Errorf("a %s holds one command, found %d (%s; the second at %d:%d)",
			what, len(n.pairs), strings.Join(names, ", "), second.Line, second.Column)
	}
	return n.pairs[0].Key, n.pairs[0].Value, nil
}

// Path returns the keys that lead to n from the nearest list around it or from
// the top, such as "expect.paid"; "" at the top.
func (n *Node) Path() string {
	if n.label == "" {
		if n.parent != nil && n.parent.kind == Map {
			return n.parent.Path() // a key stands for its map
		}
		return ""
	}
	label := text40(n.label) // a key may hold what a terminal obeys
	if up := n.parent.Path(); up != "" {
		return up + "." + label
	}
	return label
}

// way returns what leads to n from the top: keys, and "[]" for the item of a list.
func (n *Node) way() []string {
	switch {
	case n.parent == nil:
		return nil
	case n.parent.kind == List:
		return append(n.parent.way(), "[]")
	}
	return append(n.parent.way(), n.label)
}

// Got describes n for a message: `number 128`, `text "abc"`, `a list of 3`.
func (n *Node) Got() string {
	switch n.kind {
	case List:
		if len(n.items) == 0 {
			return "an empty list"
		}
		return fmt.Sprintf("a list of %d", len(n.items))
	case Map:
		switch len(n.pairs) {
		case 0:
			return "nothing inside of {}"
		case 1:
			return "a map of 1 key"
		}
		return fmt.Sprintf("a map of %d keys", len(n.pairs))
	}
	switch {
	case n.text == "":
		return "empty text"
	case !n.quoted && isNumber(n.text):
		return "number " + n.text
	}
	return "text " + quote(n.text)
}

// Errorf returns an error at the position of n, with the path of n in front
// where it has one.
func (n *Node) Errorf(format string, args ...any) Error {
	what := fmt.Sprintf(format, args...)
	if path := n.Path(); path != "" {
		what = path + ": " + what
	}
	return Error{Pos: n.pos, What: what}
}

func (n *Node) want(k Kind) Error { return n.Errorf("got %s, want %s", n.Got(), k) }

// at returns the position of the rune at a byte offset into the text of n: that
// of the same rune in the file, counted from where n begins. A rune that was
// written as an escape is not found; then it is where n begins.
func (n *Node) at(offset int) Pos {
	if offset < 0 || offset >= len(n.text) {
		return n.pos
	}
	r, _ := utf8.DecodeRuneInString(n.text[offset:])
	nth := strings.Count(n.text[:offset], string(r))
	line, column := n.pos.Line, n.pos.Column
	for _, c := range n.src.from(n.pos) {
		switch {
		case c == r && nth == 0:
			return Pos{n.pos.File, line, column}
		case c == r:
			nth--
		}
		column++
		if c == '\n' {
			line, column = line+1, 1
		}
	}
	return n.pos
}

// isNumber reports whether s is digits, with a sign and one point at most.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole, part, point := strings.Cut(s, ".")
	return isDigits(whole) && (!point || isDigits(part)) && len(s) <= 20
}

func isDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
