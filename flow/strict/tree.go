package strict

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// tree turns the parser's nodes into ours.
type tree struct {
	src      *source
	problems *Problems
}

func (t *tree) node(from ast.Node, parent *Node, label string) *Node {
	n := &Node{parent: parent, label: label, src: t.src}
	switch from := from.(type) {
	case *ast.MappingNode:
		n.kind = Map
		n.pos = t.pos(from.Start)
		if !from.IsFlowStyle && len(from.Values) > 0 {
			n.pos = t.pos(from.Values[0].Key.GetToken())
		}
		t.pairs(n, from.Values)
	case *ast.MappingValueNode:
		n.kind = Map
		n.pos = t.pos(from.Key.GetToken())
		t.pairs(n, []*ast.MappingValueNode{from})
	case *ast.SequenceNode:
		n.kind = List
		n.pos = t.pos(from.Start)
		for _, item := range from.Values {
			n.items = append(n.items, t.node(item, n, ""))
		}
	case *ast.LiteralNode:
		n.kind, n.quoted = Scalar, true
		n.pos = t.pos(from.Start)
		n.text = from.Value.Value
	case ast.ScalarNode:
		t.scalar(n, from)
	default:
		n.kind = Scalar
		n.pos = t.pos(from.GetToken())
		t.problems.Add(n.pos, Error{Pos: n.pos, What: "this part of YAML is not read here"})
	}
	return n
}

func (t *tree) scalar(n *Node, from ast.ScalarNode) {
	tk := from.GetToken()
	n.kind, n.pos, n.text = Scalar, t.pos(tk), tk.Value
	switch tk.Type {
	case token.SingleQuoteType, token.DoubleQuoteType:
		n.quoted = true
	case token.ImplicitNullType:
		n.text = ""
		t.problems.Add(n.pos, n.Errorf("nothing follows; write the value, or \"\" for an empty text"))
	}
}

func (t *tree) pairs(n *Node, values []*ast.MappingValueNode) {
	first := make(map[string]*Node, len(values))
	for _, v := range values {
		key := t.node(v.Key, n, "")
		if key.kind != Scalar || key.text == "" {
			t.problems.Add(key.pos, Error{Pos: key.pos, What: "a key is a word"})
			continue
		}
		if v.Start == nil || v.Start.Type != token.MappingValueType {
			why := " has no value; a comma inside braces ends a text, so quote a text that holds one"
			if strings.Contains(key.text, "：") {
				why = " has no value; a full-width colon ： separates nothing, want \": \""
			}
			t.problems.Add(key.pos, Error{Pos: key.pos, What: quote(key.text) + why})
			continue
		}
		if before := first[key.text]; before != nil {
			t.problems.Add(key.pos, key.Errorf("key %s is here twice, first at %d:%d",
				quote(key.text), before.pos.Line, before.pos.Column))
			continue
		}
		first[key.text] = key
		n.pairs = append(n.pairs, Pair{Key: key, Value: t.node(v.Value, n, key.text)})
	}
}

func (t *tree) pos(tk *token.Token) Pos {
	if tk == nil || tk.Position == nil {
		return t.src.clamp(1, 1)
	}
	return t.src.clamp(tk.Position.Line, tk.Position.Column)
}
