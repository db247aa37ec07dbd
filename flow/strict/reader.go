package strict

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tagtap/flow/text"
)

// Reader takes the keys of one map, types them, and notes every mistake in its
// [Problems]: a key that is missing or unknown, a value of another kind or out
// of range. After a mistake it goes on with the zero value or the default, so
// one pass finds them all. Keys that begin with "x-" are the author's own and
// are passed over.
//
//	var p strict.Problems
//	r := p.Read(node)
//	stock := r.Int("stock", 0, 9999)
//	opens := r.OptOne("opens", "product", "product", "external-shop")
//	r.Done()
//	return p.Err()
type Reader struct {
	p     *Problems
	n     *Node
	known []string
	dead  bool // its map is not there; that was said already
}

// Read begins to take keys from n. Where n is nil or no map, that is noted once
// and the reader answers everything with zero values and defaults.
func (p *Problems) Read(n *Node) *Reader {
	if n == nil {
		return &Reader{p: p, dead: true}
	}
	if n.kind != Map {
		p.Add(n.pos, n.want(Map))
		return &Reader{p: p, n: n, dead: true}
	}
	return &Reader{p: p, n: n}
}

// Has reports whether the key is there. It makes the key known.
func (r *Reader) Has(key string) bool { return r.OptNode(key) != nil }

// Known makes keys known to [Reader.Done] that this pass does not take.
func (r *Reader) Known(keys ...string) {
	for _, key := range keys {
		if slices.Contains(r.known, key) {
			continue
		}
		r.known = append(r.known, key)
		if r.n != nil && r.n.src.asked != nil && !r.dead {
			r.n.src.asked(r.n.src.file, r.n.way(), key)
		}
	}
}

// OptNode returns the value under key, nil where there is none.
func (r *Reader) OptNode(key string) *Node {
	r.Known(key)
	if r.dead {
		return nil
	}
	n, _ := r.n.Get(key)
	return n
}

// Node returns the value under key; where there is none, that is noted and the
// value is nil.
func (r *Reader) Node(key string) *Node {
	n := r.OptNode(key)
	if n == nil && !r.dead {
		r.p.Add(r.n.pos, r.n.Errorf("key %q is missing", key))
	}
	return n
}

// Fail notes an error about the value under key, or about the map where the key
// is not there. An [Error] keeps its own position.
func (r *Reader) Fail(key string, err error) {
	n := r.OptNode(key)
	switch {
	case err == nil || r.dead:
	case n == nil:
		r.p.Add(r.n.pos, err)
	case isPlaced(err):
		r.p.Add(n.pos, err)
	default:
		r.p.Add(n.pos, n.Errorf("%s", err))
	}
}

// Failf is Fail with a message.
func (r *Reader) Failf(key, format string, args ...any) { r.Fail(key, fmt.Errorf(format, args...)) }

func isPlaced(err error) bool {
	switch err.(type) {
	case Error, Errors:
		return true
	}
	return false
}

// Text returns a text under a key that must be there. It has not passed the
// door: it is for ids and codes that the caller compares with a table.
func (r *Reader) Text(key string) string { return r.scalar(r.Node(key), "") }

// OptText is Text with a default.
func (r *Reader) OptText(key, otherwise string) string { return r.scalar(r.OptNode(key), otherwise) }

func (r *Reader) scalar(n *Node, otherwise string) string {
	if n == nil {
		return otherwise
	}
	s, err := n.Text()
	if err != nil {
		r.p.Add(n.pos, err)
		return otherwise
	}
	return s
}

// Title returns a text for people under a key that must be there and may not be
// empty, checked by [text.Check].
func (r *Reader) Title(key string, l text.Limit) text.Text {
	n := r.Node(key)
	t := r.checked(n, l)
	if n != nil && n.kind == Scalar && strings.TrimSpace(n.text) == "" {
		r.p.Add(n.pos, n.Errorf("got %s, want something to read", n.Got()))
	}
	return t
}

// OptTitle is Title for a key that may be missing or empty.
func (r *Reader) OptTitle(key string, l text.Limit) text.Text { return r.checked(r.OptNode(key), l) }

func (r *Reader) checked(n *Node, l text.Limit) text.Text {
	if n == nil {
		return text.Text{}
	}
	t, err := n.Title(l)
	if err != nil {
		r.p.Add(n.pos, err)
	}
	return t
}

// Title returns the text of a scalar as [text.Check] lets it pass. The line
// break that ends a block is not counted as part of it. The error is an [Error]
// at the very rune, or where n begins if it is n as a whole.
func (n *Node) Title(l text.Limit) (text.Text, error) {
	if n.kind != Scalar {
		return text.Text{}, n.want(Scalar)
	}
	t, err := text.Check(strings.TrimRight(n.text, "\n"), l)
	var fault *text.Fault
	if errors.As(err, &fault) {
		e := n.Errorf("%s", fault)
		if fault.Reason != text.TooLong && fault.Rune != '\n' {
			e.Pos = n.at(fault.Offset)
		}
		return text.Text{}, e
	}
	return t, err
}

// Int returns a whole number from least to most under a key that must be there.
func (r *Reader) Int(key string, least, most int) int { return r.number(r.Node(key), least, most, 0) }

// OptInt is Int with a default.
func (r *Reader) OptInt(key string, least, most, otherwise int) int {
	return r.number(r.OptNode(key), least, most, otherwise)
}

func (r *Reader) number(n *Node, least, most, otherwise int) int {
	if n == nil {
		return otherwise
	}
	v, err := n.Int(least, most)
	if err != nil {
		r.p.Add(n.pos, err)
		return otherwise
	}
	return v
}

// Int reads a scalar as a whole number from least to most: digits without
// leading zeros, with "-" before a negative one.
func (n *Node) Int(least, most int) (int, error) {
	v, err := strconv.Atoi(n.text)
	if n.kind != Scalar || err != nil || strconv.Itoa(v) != n.text || v < least || v > most {
		return 0, n.Errorf("got %s, want a whole number from %d to %d", n.Got(), least, most)
	}
	return v, nil
}

// Flag returns an on or off under a key that must be there; true and false are
// taken as well.
func (r *Reader) Flag(key string) bool { return r.flag(r.Node(key), false) }

// OptFlag is Flag with a default.
func (r *Reader) OptFlag(key string, otherwise bool) bool { return r.flag(r.OptNode(key), otherwise) }

func (r *Reader) flag(n *Node, otherwise bool) bool {
	if n == nil {
		return otherwise
	}
	if n.kind == Scalar {
		switch n.text {
		case "on", "true":
			return true
		case "off", "false":
			return false
		}
	}
	r.p.Add(n.pos, n.Errorf("got %s, want on or off", n.Got()))
	return otherwise
}

// One returns one of the allowed words under a key that must be there, ""
// where it is not.
func (r *Reader) One(key string, allowed ...string) string { return r.one(r.Node(key), "", allowed) }

// OptOne is One with a default.
func (r *Reader) OptOne(key, otherwise string, allowed ...string) string {
	return r.one(r.OptNode(key), otherwise, allowed)
}

func (r *Reader) one(n *Node, otherwise string, allowed []string) string {
	if n == nil {
		return otherwise
	}
	s, err := n.One(allowed...)
	if err != nil {
		r.p.Add(n.pos, err)
		return otherwise
	}
	return s
}

// One reads a scalar as one of the allowed words.
func (n *Node) One(allowed ...string) (string, error) {
	if n.kind == Scalar && slices.Contains(allowed, n.text) {
		return n.text, nil
	}
	e := n.Errorf("got %s, want one of %s", n.Got(), strings.Join(allowed, ", "))
	if n.kind == Scalar {
		e.Near, _ = text.Nearest(n.text, allowed)
	}
	return "", e
}

// List returns the items of a list under a key that must be there.
func (r *Reader) List(key string) []*Node { return r.list(r.Node(key)) }

// OptList is List for a key that may be missing.
func (r *Reader) OptList(key string) []*Node { return r.list(r.OptNode(key)) }

func (r *Reader) list(n *Node) []*Node {
	if n == nil {
		return nil
	}
	items, err := n.List()
	if err != nil {
		r.p.Add(n.pos, err)
	}
	return items
}

// Several returns the scalars under key, where one text may stand for a list of
// one; nil where the key is missing.
func (r *Reader) Several(key string) []*Node {
	n := r.OptNode(key)
	switch {
	case n == nil:
		return nil
	case n.kind == Scalar:
		return []*Node{n}
	case n.kind == Map:
		r.p.Add(n.pos, n.Errorf("got %s, want a text or a list of texts", n.Got()))
		return nil
	}
	var texts []*Node
	for _, item := range n.items {
		if item.kind != Scalar {
			r.p.Add(item.pos, item.want(Scalar))
			continue
		}
		texts = append(texts, item)
	}
	return texts
}

// Texts is Several as strings. They have not passed the door.
func (r *Reader) Texts(key string) []string {
	nodes := r.Several(key)
	if nodes == nil {
		return nil
	}
	texts := make([]string, len(nodes))
	for i, n := range nodes {
		texts[i] = n.text
	}
	return texts
}

// Some is Several where each is one of the allowed words and none is there
// twice.
func (r *Reader) Some(key string, allowed ...string) []string {
	var words []string
	for _, n := range r.Several(key) {
		s, err := n.One(allowed...)
		if err == nil && slices.Contains(words, s) {
			err = n.Errorf("%q is here twice", s)
		}
		if err != nil {
			r.p.Add(n.pos, err)
			continue
		}
		words = append(words, s)
	}
	return words
}

// Map returns a reader on the map under a key that must be there.
func (r *Reader) Map(key string) *Reader { return r.p.Read(r.Node(key)) }

// OptMap returns a reader on the map under key, and false where the key is
// missing.
func (r *Reader) OptMap(key string) (*Reader, bool) {
	n := r.OptNode(key)
	return r.p.Read(n), n != nil
}

// Pairs returns the pairs of the map under key, for maps whose keys are the
// author's to choose; nil where the key is missing.
func (r *Reader) Pairs(key string) []Pair {
	n := r.OptNode(key)
	if n == nil {
		return nil
	}
	pairs, err := n.Map()
	if err != nil {
		r.p.Add(n.pos, err)
	}
	return pairs
}

// Pos returns where the map begins.
func (r *Reader) Pos() Pos {
	if r.n == nil {
		return Pos{}
	}
	return r.n.pos
}

// Done notes the keys that nobody asked for. Call it last.
func (r *Reader) Done() {
	if r.dead {
		return
	}
	for _, p := range r.n.pairs {
		if !slices.Contains(r.known, p.Key.text) && !strings.HasPrefix(p.Key.text, "x-") {
			r.p.Add(p.Key.pos, Unknown(p.Key, "key", r.known))
		}
	}
}

// Unknown returns the error for a word that is not in the table: what is the
// word's name in the message, such as "command".
func Unknown(n *Node, what string, allowed []string) Error {
	e := n.Errorf("unknown %s %s", what, quote(n.text))
	e.Near, _ = text.Nearest(n.text, allowed)
	e.Allowed = slices.Clone(allowed)
	return e
}
