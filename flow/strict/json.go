package strict

import (
	"bytes"
	"encoding/json"
	"strings"
)

// object is a JSON object whose members keep their order.
type object []member

type member struct{ name, value string } // the value is JSON

func (o *object) add(name, value string) { *o = append(*o, member{name, value}) }

func (o *object) text(name, s string) { o.add(name, inJSON(s)) }

func (o *object) texts(name string, all []string) { o.list(name, quoted(all)) }

func (o *object) list(name string, values []string) { o.add(name, "["+strings.Join(values, ",")+"]") }

func (o object) json() string {
	parts := make([]string, len(o))
	for i, m := range o {
		parts[i] = inJSON(m.name) + ":" + m.value
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// indented is the object as people read it, with a line break at the end.
func (o object) indented() []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(o.json()), "", "  "); err != nil {
		return []byte(o.json()) // it is JSON, so there is no error
	}
	b.WriteByte('\n')
	return b.Bytes()
}

func quoted(all []string) []string {
	values := make([]string, len(all))
	for i, s := range all {
		values[i] = inJSON(s)
	}
	return values
}

// inJSON writes a text as JSON, with < and > as they are.
func inJSON(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""` // a text has no error
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// exampleOf is the value of an example, which is a pair, as JSON; "" for none.
func exampleOf(pair string) string {
	root, err := Parse("", []byte(pair), Limits{})
	if pair == "" || err != nil || len(root.pairs) != 1 {
		return ""
	}
	return valueOf(root.pairs[0].Value)
}

// valueOf writes a part as editors read it: what looks like a number is one, unless it stands in quotes.
func valueOf(n *Node) string {
	switch n.kind {
	case List:
		parts := make([]string, len(n.items))
		for i, item := range n.items {
			parts[i] = valueOf(item)
		}
		return "[" + strings.Join(parts, ",") + "]"
	case Map:
		var o object
		for _, p := range n.pairs {
			o.add(p.Key.text, valueOf(p.Value))
		}
		return o.json()
	}
	if !n.quoted && (json.Valid([]byte(n.text)) && isNumber(n.text) || n.text == "true" || n.text == "false") {
		return n.text
	}
	return inJSON(n.text)
}

// JSON writes a part as other readers of YAML take it, as editors do when they hold it against a schema.
func (n *Node) JSON() []byte { return []byte(valueOf(n)) }
