package strict

import "strconv"

// Shape says what may stand in a part of a file, for editors: as [Shape.Schema] tells them. Parsers do not read it, so tests
// hold it against what they take.
type Shape struct {
	Name string // under which it is written once and referred to; "" writes it wherever it stands
	Doc  string
	Of   Kind // 0 for a shape that is one of Either

	// Of a text.
	Words       []string // one of these; none for any text
	Pattern     string   // a regular expression (ECMA 262) of the whole text, "" for none
	Number      bool     // what looks like a number fits as well, whatever the pattern is
	Least, Most int      // of such a number, which is whole then; both 0 for any
	Real        bool     // it need not be whole

	Items *Shape // of a list
	Some  bool   // the list is not empty

	// Of a map.
	Keys   []Key
	Own    bool   // keys that begin with x- are the author's own
	Values *Shape // of keys that are not among Keys; nil where there are none
	Names  *Shape // what such keys are; nil for any
	Single bool   // exactly one key
	Filled bool   // at least one key

	Either []*Shape

	Holes bool // ${…} may stand for any text in it
}

// Key is a key of a map.
type Key struct {
	Name    string
	Must    bool
	Example string // a whole pair, as in "stock: 200"; "" for none
	Doc     string
	Shape   *Shape
}

// Text is any text.
func Text() *Shape { return &Shape{Of: Scalar, Number: true} }

// OneOf is one of a few words.
func OneOf(words ...string) *Shape { return &Shape{Of: Scalar, Words: words} }

// Whole is a whole number.
func Whole(least, most int) *Shape {
	return &Shape{Of: Scalar, Pattern: "-?(0|[1-9][0-9]*)", Number: true, Least: least, Most: most}
}

// Matching is a text of a pattern, which no number is.
func Matching(pattern string) *Shape { return &Shape{Of: Scalar, Pattern: pattern} }

// ListOf is a list.
func ListOf(items *Shape) *Shape { return &Shape{Of: List, Items: items} }

// SomeOf is a text, or a list of such texts.
func SomeOf(item *Shape) *Shape { return &Shape{Either: []*Shape{item, ListOf(item)}} }

// Either is one of several shapes.
func Either(shapes ...*Shape) *Shape { return &Shape{Either: shapes} }

// Keyed is a map of these keys and those of the author's own that begin with x-.
func Keyed(keys ...Key) *Shape { return &Shape{Of: Map, Keys: keys, Own: true} }

// MapOf is a map whose keys are the author's to choose.
func MapOf(names, values *Shape) *Shape { return &Shape{Of: Map, Names: names, Values: values} }

// As returns the shape under a name, with what it is.
func (s *Shape) As(name, doc string) *Shape {
	own := *s
	own.Name, own.Doc = name, doc
	return &own
}

// Key returns the key of that name, nil where there is none.
func (s *Shape) Key(name string) *Key {
	for i := range s.Keys {
		if s.Keys[i].Name == name {
			return &s.Keys[i]
		}
	}
	return nil
}

// Types of JSON Schema that editors take a text for.
func (s *Shape) types() []string {
	switch {
	case s.Number && s.Real:
		return []string{"number", "string"}
	case s.Number && (s.Least != 0 || s.Most != 0):
		return []string{"integer", "string"}
	case s.Number:
		return []string{"string", "number", "boolean"}
	}
	return []string{"string"}
}

// draft is the version of JSON Schema that the editors' YAML language servers have known longest.
const draft = "http://json-schema.org/draft-07/schema#"

// hole is what stands for a text that a table or an env has.
const hole = `\$\{`

// Schema writes the shape as JSON Schema, draft 7. Other shapes are written among its definitions by their names, whether it
// refers to them or not.
func (s *Shape) Schema(title string, others ...*Shape) []byte {
	w := &schemaWriter{known: make(map[string]bool)}
	var root object
	root.text("$schema", draft)
	root.text("title", title)
	root = append(root, w.body(s, false)...)
	for _, other := range others {
		w.refer(other, false)
	}
	for len(w.open) > 0 {
		next := w.open[0]
		w.open = w.open[1:]
		w.definitions.add(next.name, w.body(next.shape, next.holes).json())
	}
	if w.holes {
		var value object
		value.text("description", "a value of the table of cases, or of env")
		value.text("type", "string")
		value.text("pattern", hole)
		w.definitions.add("value", value.json())
	}
	if len(w.definitions) > 0 {
		root.add("definitions", w.definitions.json())
	}
	return root.indented()
}

// schemaWriter collects definitions.
type schemaWriter struct {
	known       map[string]bool
	open        []definition
	definitions object
	holes       bool // a hole was referred to
}

type definition struct {
	name  string
	shape *Shape
	holes bool
}

// refer returns a reference to a shape that has a name.
func (w *schemaWriter) refer(s *Shape, holes bool) string {
	name := s.Name
	if holes {
		name += "-or-value"
	}
	if !w.known[name] {
		w.known[name] = true
		w.open = append(w.open, definition{name, s, holes})
	}
	return "#/definitions/" + name
}

// part writes a shape where it stands, with what is said of it there.
func (w *schemaWriter) part(s *Shape, doc, example string, holes bool) object {
	var o object
	if doc != "" {
		o.text("description", doc)
	}
	if example != "" {
		o.add("examples", "["+example+"]")
	}
	switch {
	case s == nil:
	case s.Name != "":
		o.text("$ref", w.refer(s, holes || s.Holes))
	default:
		for _, m := range w.body(s, holes) {
			if m.name != "description" || doc == "" {
				o = append(o, m)
			}
		}
	}
	return o
}

// body writes what a shape demands.
func (w *schemaWriter) body(s *Shape, holes bool) object {
	holes = holes || s.Holes
	var o object
	if s.Doc != "" {
		o.text("description", s.Doc)
	}
	switch {
	case len(s.Either) > 0:
		var parts []string
		for _, one := range s.Either {
			parts = append(parts, w.part(one, "", "", holes).json())
		}
		o.list("anyOf", parts)
	case s.Of == List:
		o.text("type", "array")
		if s.Items != nil {
			o.add("items", w.part(s.Items, "", "", holes).json())
		}
		if s.Some {
			o.add("minItems", "1")
		}
	case s.Of == Map:
		w.mapping(&o, s, holes)
	case s.Of == Scalar:
		w.scalar(&o, s, holes)
	}
	return o
}

func (w *schemaWriter) scalar(o *object, s *Shape, holes bool) {
	if len(s.Words) == 0 {
		pattern := ""
		if s.Pattern != "" {
			pattern = "^(" + s.Pattern + ")$"
		}
		if holes && pattern != "" {
			pattern += "|" + hole
		}
		typed(o, s, pattern)
		return
	}
	var words object
	words.list("enum", quoted(s.Words))
	parts := []string{words.json()}
	if other := otherwise(s.Words); len(other) > 0 {
		var read object
		read.list("enum", other)
		parts = append(parts, read.json())
	}
	if holes {
		w.holes = true
		var ref object
		ref.text("$ref", "#/definitions/value")
		parts = append(parts, ref.json())
	}
	if len(parts) == 1 {
		*o = append(*o, words...)
		return
	}
	o.list("anyOf", parts)
}

func typed(o *object, s *Shape, pattern string) {
	types := s.types()
	if len(types) == 1 {
		o.text("type", types[0])
	} else {
		o.texts("type", types)
	}
	if pattern != "" {
		o.text("pattern", pattern)
	}
	if s.Least != 0 || s.Most != 0 {
		o.add("minimum", strconv.Itoa(s.Least))
		o.add("maximum", strconv.Itoa(s.Most))
	}
}

func (w *schemaWriter) mapping(o *object, s *Shape, holes bool) {
	o.text("type", "object")
	var properties, patterns object
	var must []string
	for _, key := range s.Keys {
		properties.add(key.Name, w.part(key.Shape, key.Doc, exampleOf(key.Example), holes).json())
		if key.Must {
			must = append(must, key.Name)
		}
	}
	if len(properties) > 0 {
		o.add("properties", properties.json())
	}
	if len(must) > 0 {
		o.texts("required", must)
	}
	if s.Own {
		patterns.add("^x-", "{}")
	}
	if holes {
		patterns.add(hole, "{}")
	}
	if len(patterns) > 0 {
		o.add("patternProperties", patterns.json())
	}
	if s.Values == nil {
		o.add("additionalProperties", "false")
	} else {
		o.add("additionalProperties", w.part(s.Values, "", "", holes).json())
	}
	if s.Names != nil && s.Values != nil {
		w.names(o, s, holes)
	}
	switch {
	case s.Single:
		o.add("minProperties", "1")
		o.add("maxProperties", "1")
	case s.Filled:
		o.add("minProperties", "1")
	}
}

// names says what the keys are that the author chooses; known words are offered as keys.
func (w *schemaWriter) names(o *object, s *Shape, holes bool) {
	var either []string
	add := func(body object) { either = append(either, body.json()) }
	add(w.part(s.Names, "", "", holes))
	if len(s.Keys) > 0 || s.Own {
		var keys object
		words := make([]string, 0, len(s.Keys))
		for _, key := range s.Keys {
			words = append(words, key.Name)
		}
		if len(words) > 0 {
			keys.list("enum", quoted(words))
			add(keys)
		}
	}
	if s.Own {
		var own object
		own.text("pattern", "^x-")
		add(own)
	}
	if holes {
		var ref object
		ref.text("pattern", hole)
		add(ref)
	}
	if len(either) == 1 {
		o.add("propertyNames", either[0])
		return
	}
	var names object
	names.list("anyOf", either)
	o.add("propertyNames", names.json())
}

// otherwise lists the words that editors read as something else than a text: numbers, true and false.
func otherwise(words []string) []string {
	var all []string
	for _, word := range words {
		if isNumber(word) || word == "true" || word == "false" {
			all = append(all, word)
		}
	}
	return all
}
