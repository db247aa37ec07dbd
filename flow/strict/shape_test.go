package strict

import (
	"strings"
	"testing"
)

func TestAShapeIsWrittenAsJSONSchema(t *testing.T) {
	id := Matching("[a-z]+").As("id", "an id")
	table := &Shape{Of: Map, Keys: []Key{{Name: "n", Must: true, Doc: "how many", Example: "n: 3", Shape: Whole(1, 9)}}, Own: true, Values: id, Names: id}
	for _, c := range []struct {
		name  string
		shape *Shape
		want  string
	}{
		{"any text", Text(), `"type": ["string","number","boolean"]`},
		{"words", OneOf("a", "<b>"), `"enum": ["a","<b>"]`},
		{"words that others read as numbers", OneOf("9", "true", "x"), `"anyOf": [{"enum": ["9","true","x"]},{"enum": [9,true]}]`},
		{"a number", Whole(1, 9), `"type": ["integer","string"],"pattern": "^(-?(0|[1-9][0-9]*))$","minimum": 1,"maximum": 9`},
		{"a name", ListOf(id), `"type": "array","items": {"$ref": "#/definitions/id"},"definitions": {"id": {"description": "an id","type": "string","pattern": "^([a-z]+)$"}}`},
		{"a map", Keyed(Key{Name: "a", Shape: Text()}), `"type": "object","properties": {"a": {"type": ["string","number","boolean"]}},"patternProperties": {"^x-": {}},"additionalProperties": false`},
		{"a command", &Shape{Of: Map, Single: true}, `"type": "object","additionalProperties": false,"minProperties": 1,"maxProperties": 1`},
		{"values in holes", &Shape{Holes: true, Of: List, Some: true, Items: OneOf("a")},
			`"type": "array","items": {"anyOf": [{"enum": ["a"]},{"$ref": "#/definitions/value"}]},"minItems": 1,"definitions": {"value": {"description": "a value of the table of cases, or of env","type": "string","pattern": "\\$\\{"}}`},
		{"keys and values", table, `"type": "object","properties": {"n": {"description": "how many","examples": [3],"type": ["integer","string"],"pattern": "^(-?(0|[1-9][0-9]*))$","minimum": 1,"maximum": 9}},` +
			`"required": ["n"],"patternProperties": {"^x-": {}},"additionalProperties": {"$ref": "#/definitions/id"},` +
			`"propertyNames": {"anyOf": [{"$ref": "#/definitions/id"},{"enum": ["n"]},{"pattern": "^x-"}]},"definitions": {"id": {"description": "an id","type": "string","pattern": "^([a-z]+)$"}}`},
	} {
		got := flat(string(c.shape.Schema("x")))
		want := `{"$schema": "http://json-schema.org/draft-07/schema#","title": "x",` + c.want + "}"
		if got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, want)
		}
	}
}

// flat takes the line breaks out of JSON.
func flat(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(strings.TrimSpace(line))
	}
	return b.String()
}

func TestAShapeThatHoldsItselfIsWrittenOnce(t *testing.T) {
	step := &Shape{Name: "step", Of: Map}
	step.Keys = []Key{{Name: "do", Shape: ListOf(step)}}
	if got := string(ListOf(step).Schema("x")); strings.Count(got, `"step": {`) != 1 || strings.Count(got, "#/definitions/step") != 2 {
		t.Errorf("got %s", got)
	}
	if len(ListOf(step).Read()) != 0 {
		t.Error("no Reader takes its keys")
	}
}

func TestPartsAreReadAsEditorsReadThem(t *testing.T) {
	root, err := Parse("t.yaml", []byte("a: 9\nb: \"9\"\nc: true\nd: no\ne: 0123\nf: [1.5, ¥1.00]\ng: { h: -3 }\n"), Story)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(root.JSON()), `{"a":9,"b":"9","c":true,"d":"no","e":"0123","f":[1.5,"¥1.00"],"g":{"h":-3}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAReaderSaysWhatItAsksFor(t *testing.T) {
	var asked []string
	limits := Story
	limits.Asked = func(file string, way []string, key string) {
		asked = append(asked, file+" "+strings.Join(way, ".")+" "+key)
	}
	root, err := Parse("t.yaml", []byte("a:\n  - b: { c: 1 }\n"), limits)
	if err != nil {
		t.Fatal(err)
	}
	var p Problems
	for _, n := range p.Read(root).List("a") {
		p.Read(n).Map("b").Int("c", 0, 9)
	}
	if got, want := strings.Join(asked, ", "), "t.yaml  a, t.yaml a.[] b, t.yaml a.[].b c"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
