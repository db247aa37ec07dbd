package strict

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// show prints a node in a form that keeps kinds, texts and order.
func show(n *Node) string {
	var parts []string
	switch n.kind {
	case Scalar:
		return fmt.Sprintf("%q", n.text)
	case List:
		for _, item := range n.items {
			parts = append(parts, show(item))
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	for _, p := range n.pairs {
		parts = append(parts, p.Key.text+"="+show(p.Value))
	}
	return "{" + strings.Join(parts, " ") + "}"
}

func TestParseReadsEveryScalarAsText(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"words of other readers", "a: no\nb: 0123\nc: 12:30\nd: ¥68.00\ne: null\nf: ~\ng: 1_000\nh: .inf\ni: 0x1F\n",
			`{a="no" b="0123" c="12:30" d="¥68.00" e="null" f="~" g="1_000" h=".inf" i="0x1F"}`},
		{"comparisons", "a: { taps: <= 9, b: 3..9, c: not 9, d: 9 or more, e: \">= 9\" }", `{a={taps="<= 9" b="3..9" c="not 9" d="9 or more" e=">= 9"}}`},
		{"times and links in brackets", "a: [12:30, http://x.y]\nb: { at: 12:30, to: http://x.y }", `{a=["12:30" "http://x.y"] b={at="12:30" to="http://x.y"}}`},
		{"quotes", `{a: "x \"y\" \\ \u4e2d", b: 'it''s', c: "", d: '#1'}`, `{a="x \"y\" \\ 中" b="it's" c="" d="#1"}`},
		{"blocks", "a: |\n  one # no comment\n    two: [\nb: >-\n  one\n  two\n\n  three\nc: |\n  x\n \n  y\n",
			`{a="one # no comment\n  two: [\n" b="one two\nthree" c="x\n\ny\n"}`},
		{"lists", "- a\n- - b\n  - c\n-\n  d: e\n- { f: g }\n- []\n- {}\n", `["a" ["b" "c"] {d="e"} {f="g"} [] {}]`},
		{"a list under its key", "a:\n- x\n- y: 1\n  z: 2\nb: 3\n", `{a=["x" {y="1" z="2"}] b="3"}`},
		{"brackets over lines", "a: {\n  b: c,\n  d: [e, # why\n    f] }\n", `{a={b="c" d=["e" "f"]}}`},
		{"a comma at the end", "a: [x,]\nb: {c: d,}", `{a=["x"] b={c="d"}}`},
		{"comments", "# top\na: b # end\n#none\n# more\nc: # list\n  - d\n", `{a="b" c=["d"]}`},
		{"a variable outside brackets", "a: ${qty}\nb: \"${x}\"", `{a="${qty}" b="${x}"}`},
		{"Windows line ends and a byte order mark", "\ufeffa: x\r\nb: y\r\n", `{a="x" b="y"}`},
		{"spaces at line ends", "a: x   \nb:   \n  - y  \n", `{a="x" b=["y"]}`},
		{"Chinese", "标题: 油皮空瓶记：好用，回购\n", `{标题="油皮空瓶记：好用，回购"}`},
		{"one text", "hello", `"hello"`},
		{"JSON", `{"a": {"b":[1,"2"]}}`, `{a={b=["1" "2"]}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, err := Parse("f", []byte(tt.file), Story)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(n); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// mistakes are files with one slip each, and what is said about it.
var mistakes = []struct{ name, file, want string }{
	{"at least", "taps: >= 9\n", `f:1:7: > begins a block of lines in YAML; quote a comparison: ">= 9", or write "9 or more" or 3..9`},
	{"more than", "a: { taps: > 9, b: c }\n", `f:1:12: > begins a block of lines in YAML; quote a comparison: "> 9", or write`},
	{"more than, close", "taps: >9\nb: c\n", `f:1:7: > begins a block of lines in YAML; quote a comparison: ">9", or write`},
	{"not equal", "a: {taps: != 3}\n", `f:1:11: != begins a YAML tag here; write "not" and the value, or quote it: "!= 3"`},
	{"variable in braces", "a: { q: ${x}, r: 1 }\n", `f:1:9: ${…} inside brackets needs quotes: "${x}"`},
	{"variable in brackets", "a: [ ${x} ]\n", `f:1:6: ${…} inside brackets needs quotes: "${x}"`},
	{"comma in a text", "a: { text: good, really }\n", `f:1:18: "really" has no value; a comma inside braces ends a text`},
	{"topic after a text", "text: good #lips\n", `f:1:12: # after a space begins a comment and "#lips" would be lost; quote the text`},
	{"topic as text", "- text: #lips\n", `f:1:9: # after a space begins a comment and "#lips" would be lost`},
	{"topic in braces", "a: { text: good #lips }\n", `f:1:17: # after a space begins a comment and "#lips }" would be lost`},
	{"comment as value", "a:\n  text: # lips\n", `f:2:8: a.text: nothing follows; write the value, or "" for an empty text`},
	{"comment over a bracket", "a: { b: c # d }\n", `f:1:4: this { is never closed; what follows # is a comment`},
	{"tab as indentation", "a:\n\t- b\n", `f:2:1: a tab in the indentation; indent with spaces`},
	{"tab after spaces", "a:\n  \tb: c\n", `f:2:3: a tab in the indentation`},
	{"tab in a line", "唇: a\tb\n", `f:1:5: a tab; use a space`},
	{"anchor", "a: &x 1\n", `f:1:4: & begins a YAML anchor, which is not read here`},
	{"alias", "a: *x\n", `f:1:4: * begins a YAML alias, which is not read here`},
	{"merge key", "a:\n  <<: {b: 1}\n", `f:2:3: << merges maps in YAML, which is not read here`},
	{"tag", "a: !!str x\n", `f:1:4: ! begins a YAML tag, which is not read here`},
	{"complex key", "? a\n: b\n", `f:1:1: ? begins a YAML key of several parts`},
	{"two documents", "a: 1\n---\nb: 2\n", `f:2:1: --- separates YAML documents; a file holds one, so delete this line`},
	{"document end", "a: 1\n...\n", `f:2:1: ... separates YAML documents`},
	{"directive", "%YAML 1.2\na: 1\n", `f:1:1: % begins a YAML directive, which is not read here`},
	{"per cent first", "a: %off\n", `f:1:4: % cannot begin a text; quote it`},
	{"at sign first", "a: @x\n", `f:1:4: @ cannot begin a text; quote it`},
	{"full-width colon", "story：loop\nflow: native\n", `f:1:1: story is followed by a full-width colon ：, want ": "; quote it if it is a text`},
	{"full-width colon below", "flow: native\nstory：loop\n", `f:2:1: story is followed by a full-width colon ：`},
	{"full-width colon in a list", "- tap-tag：lip\n", `f:1:3: tap-tag is followed by a full-width colon ：`},
	{"full-width colon in braces", "a: {text：好}\n", `f:1:5: "text：好" has no value; a full-width colon ： separates nothing`},
	{"full-width colon of a key in braces", "a: {place：b， taps: 3}\n", `f:1:5: full-width ： in "place：b， taps", want ": " and ", "`},
	{"no-break space before a dash", "a:\n\u00a0\u00a0- b: c\n", `f:2:1: U+00A0, a space that YAML does not take for one; write plain spaces`},
	{"wide space after a dash", "a:\n  -\u3000b: c\n", `f:2:3: U+3000, a space that YAML does not take for one`},
	{"dash of a word processor", "a:\n  – b: c\n", `f:2:3: – begins no item; want a hyphen and a space, "- "; quote it if it is a text`},
	{"bullet alone", "a:\n  • b\n", `f:2:3: • begins no item; want a hyphen and a space`},
	{"star as a bullet", "a:\n  - b\n  * c: d\n", `f:3:3: * begins no item; want a hyphen and a space`},
	{"dash without a space", "a:\n  -b: c\n", `f:2:3: an item begins with a hyphen and a space, "- "`},
	{"numbered list", "a:\n  1. b: c\n", `f:2:3: the items of a list are not numbered; each begins with "- "`},
	{"no space after a colon", "- tap-tag:lip\n", `f:1:3: no space after the colon of tap-tag`},
	{"no space after a colon in braces", "a: {b:c}\n", `f:1:6: no space after the colon`},
	{"colon in a text", "a: b: c\n", `f:1:5: a second ": " on this line; quote the text that holds it`},
	{"no colon", "flow: x\nstory\nseed: 1\n", `f:2:1: a line without a colon or a dash`},
	{"no colon at the top", "story\nflow: x\n", `f:1:1: a line without a colon`},
	{"no key", "a: 1\n: b\n", `f:2:1: a colon without a key before it`},
	{"text over two lines, the second of a no-break space", "a: T\n  \u00a0\n", `f:1:4: this text goes on in the next line; quote it on one line, or write a block, | or >`},
	{"text over two lines", "a: foo\n  bar\n", `f:1:4: this text goes on in the next line; quote it on one line, or write a block, | or >`},
	{"quotes over two lines", "a: \"foo\n  bar\"\n", `f:1:4: this quote is not closed on its line`},
	{"open quote", "a: 'foo\nb: 1\n", `f:1:4: this quote is not closed on its line`},
	{"apostrophe in quotes", "a: 'it's'\n", `f:1:8: text after a closing quote; write \" inside "…" and '' inside '…'`},
	{"unknown escape", `a: "\q"`, `f:1:6: a backslash in double quotes begins an escape; write \\ for the sign itself`},
	{"open bracket", "a: [b\nc: d\n", `f:1:4: this [ is never closed`},
	{"wrong bracket", "a: [b}\n", `f:1:5: a bracket in the text "b}" inside brackets; quote it`},
	{"wrong bracket around", "a: {b: [c}\n]", `f:1:10: } closes [ of 1:8; they do not match`},
	{"stray bracket", "a: ]\n", `f:1:4: ] closes nothing; quote the text`},
	{"text after a bracket", "a: [1, 2] x\n", `f:1:11: text after a closing bracket`},
	{"no comma", "a: {b: 1 c: 2}\n", `f:1:8: a comma is missing in "1 c: 2"; quote it if it is one text`},
	{"pair in a list", "a: [b: c]\n", `f:1:5: a key inside brackets; write {key: value} for a map, or quote a text that holds a colon`},
	{"no comma between braces", "a: [{b: c}\n  {d: e}]\n", `f:2:3: a comma is missing before this`},
	{"brackets as key", "a: {[b]: c}\n", `f:1:8: a colon without a key before it`},
	{"braces in braces", "a: {{b: c}}\n", `f:1:5: a key is a word`},
	{"bracket after a text", "a: [\"b\" [c]]\n", `f:1:9: [ after a text; a comma or a quote is missing`},
	{"no value in braces", "a: {b: , c: d}\n", `f:1:7: a.b: nothing follows`},
	{"list after a map", "a: 1\nb: 2\n- c\n", `f:3:1: this line does not fit the lines above it`},
	{"map after a list", "- a\nb: c\n", `f:2:1: this line does not fit the lines above it`},
	{"indented less than the first", "  a: 1\nb: 2\n", `f:2:1: this line does not fit the lines above it`},
	{"dash indented less", "a:\n  - b\n - c\n", `f:3:2: this line does not fit the lines above it`},
	{"block sign before a text", "a: | b\n", `f:1:4: | begins a block of lines and stands alone; quote the text`},
	{"back quote first", "a: `b`\n", "f:1:4: ` cannot begin a text; quote it"},
	{"no comma after a bracket", "a: {b: [1] c: 2}\n", `f:1:12: a comma is missing before this`},
	{"two commas", "a: [b, , c]\n", `f:1:8: nothing before this comma`},
	{"list on the line of its key", "a: - b\n", `f:1:4: a list begins on the next line, or stands in brackets: [a, b]`},
	{"dash in brackets", "a: [- b]\n", `f:1:5: a dash inside brackets; separate the items with commas`},
	{"block in brackets", "a: {b: |\n  c\n}\n", `f:1:8: | begins a block of lines, which cannot stand in brackets`},
	{"block without a line", "a: |\n\nb: 2\n", `f:1:4: no line belongs to this block; write "" for an empty text`},
	{"block without a line at the end", "- >-\n", `f:1:3: no line belongs to this block`},
	{"block with a number", "a: |2\n   x\n", `f:1:4: | begins a block of lines and stands alone`},
	{"indented under a value", "a: 1\n  b: 2\n", `f:2:3: indented below a key that has a value already; align it with that key`},
	{"indented between", "a:\n  b:\n    c: 1\n   d: 2\n", `f:4:4: this line does not fit the lines above it; look at its indentation`},
	{"list below a value", "key: value\n- a\n", `f:2:1: this line does not fit the lines above it`},
	{"key twice", "a: 1\nb:\n  c: 1\n  c: 2\n", `f:4:3: b: key "c" is here twice, first at 3:3`},
	{"key twice in braces", "{a: 1, \"a\": 2}\n", `f:1:8: key "a" is here twice, first at 1:2`},
	{"empty key", "\"\": 1\n", `f:1:1: a key is a word`},
	{"no value", "a:\nb: 2\n", `f:1:3: a: nothing follows`},
	{"no item", "- a\n-\n", `f:2:2: nothing follows`},
	{"empty file", "", `f:1:1: the file is empty`},
	{"only comments", "# a\n\n# b\n", `f:1:1: the file is empty`},
	{"not UTF-8", "a: 唇\xff\n", `f:1:5: byte 0xFF is not UTF-8; save the file as UTF-8`},
	{"UTF-16", "a\x00:\x00", `f:1:2: control character U+0000`},
	{"escape sequence", "a: \x1b[31m\n", `f:1:4: control character U+001B`},
	{"C1", "a: \u009b31m\n", `f:1:4: control character U+009B`},
	{"old Mac line end", "a: b\rc: d\n", `f:1:5: control character U+000D`},
	{"line separator", "a: b\u2028c\n", `f:1:5: U+2028, a line break that editors do not show`},
	{"byte order mark inside", "a: \ufeffb\n", `f:1:4: U+FEFF, a byte order mark in the middle of the file`},
}

func TestEachMistakeHasItsMessageAndPlace(t *testing.T) {
	for _, tt := range mistakes {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("f", []byte(tt.file), Story)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("%q:\ngot  %v\nwant %s", tt.file, err, tt.want)
			}
			var one Error
			if !errors.As(err, &one) {
				t.Errorf("%T holds no Error", err)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	deep := strings.Repeat("[", maxDepth) + "x" + strings.Repeat("]", maxDepth)
	if _, err := Parse("f", []byte(deep), Story); err != nil {
		t.Errorf("%d brackets: %v", maxDepth, err)
	}
	tests := []struct {
		name, file string
		l          Limits
		want       string
	}{
		{"bytes", "a: bcd", Limits{Bytes: 5}, "f:1:1: the file has 6 bytes, want at most 5"},
		{"parts", "a: b\nc: d\ne: f\n", Limits{Parts: 4}, "f:3:1: the file has more than 4 parts by here, want several files"},
		{"brackets", "a: " + strings.Repeat("[", 33), Story, "f:1:36: more than 32 open brackets"},
		{"braces", strings.Repeat("{a: ", 33), Story, "f:1:129: more than 32 open brackets"},
		{"a hundred thousand brackets", strings.Repeat("[", 90_000), Story, "f:1:33: more than 32 open brackets"},
		{"indentation", "a:\n" + strings.Repeat(" ", 65) + "b: c\n", Story, "f:2:65: indented by 65 columns, want at most 64"},
		{"dashes", strings.Repeat("- ", 9) + "x", Story, "f:1:17: more than 8 dashes in a row"},
		{"key", strings.Repeat("k", 101) + ": v", Story, "f:1:1: a key of 101 bytes, want at most 100"},
		{"angles", "a: " + strings.Repeat("<", 33), Story, "f:1:4: more than 32 < in a row"},
		{"empty lines", "a: |\n" + strings.Repeat("\n", 101), Story, "f:102:1: more than 100 empty lines in a row"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Parse("f", []byte(tt.file), tt.l); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestPositionsCountRunes(t *testing.T) {
	const file = "标题: 唇釉   # 注\nbb: [中, 文, {x: 好}]\nc:\n  - \"引\"\n  - k: 'v'\n    l: |\n      m\n"
	n, err := Parse("dir/a.yaml", []byte(file), Story)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	each(n, func(n *Node) { got = append(got, strings.TrimPrefix(n.Pos().String(), "dir/a.yaml:")+" "+n.Got()) })
	want := `1:1 a map of 3 keys|1:1 text "标题"|1:5 text "唇釉"|2:1 text "bb"|2:5 a list of 3|2:6 text "中"|2:9 text "文"|` +
		`2:12 a map of 1 key|2:13 text "x"|2:16 text "好"|3:1 text "c"|4:3 a list of 2|4:5 text "引"|5:5 a map of 2 keys|` +
		`5:5 text "k"|5:8 text "v"|6:5 text "l"|6:8 text "m\n"`
	if g := strings.Join(got, "|"); g != want {
		t.Errorf("got  %s\nwant %s", g, want)
	}
}

// each visits n and all below it, in the order of the file.
func each(n *Node, visit func(*Node)) {
	visit(n)
	for _, item := range n.items {
		each(item, visit)
	}
	for _, p := range n.pairs {
		each(p.Key, visit)
		each(p.Value, visit)
	}
}

func FuzzParse(f *testing.F) {
	for _, m := range mistakes {
		f.Add([]byte(m.file))
	}
	f.Add([]byte(storyFile))
	f.Add([]byte("a: \"\\x\nb: >-\n\n  c\n - {d: [e, 'f']} # g\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4096 {
			return
		}
		n, err := Parse("f", data, Story)
		if err != nil {
			for _, e := range err.(Errors) {
				within(t, data, e.Pos, err)
			}
			return
		}
		if other := secondOpinion(data); other != show(n) {
			t.Errorf("%q:\nwe read    %s\nothers read %s", data, show(n), other)
		}
		lines := strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
		each(n, func(n *Node) {
			within(t, data, n.pos, nil)
			rest := string([]rune(lines[n.pos.Line-1])[n.pos.Column-1:])
			switch {
			case n.kind != Scalar:
			case n.quoted && !strings.ContainsRune(`"'|>`, rune(rest[0])):
				t.Errorf("%v is no quote or block in %q", n.pos, data)
			case !n.quoted && !strings.HasPrefix(rest, n.text):
				t.Errorf("%v is not %q in %q", n.pos, n.text, data)
			}
		})
	})
}

// secondOpinion reads a file with the parser that belongs to the tokenizer, in
// the form of show. It takes all that we take.
func secondOpinion(data []byte) string {
	src, _ := newSource("f", data, Story)
	f, err := parser.ParseBytes([]byte(src.text), 0, parser.AllowDuplicateMapKey())
	if err != nil || len(f.Docs) != 1 || f.Docs[0].Body == nil {
		return fmt.Sprint("not at all: ", err)
	}
	return showTheirs(f.Docs[0].Body)
}

func showTheirs(n ast.Node) string {
	var parts []string
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			parts = append(parts, v.Key.GetToken().Value+"="+showTheirs(v.Value))
		}
		return "{" + strings.Join(parts, " ") + "}"
	case *ast.SequenceNode:
		for _, v := range n.Values {
			parts = append(parts, showTheirs(v))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case *ast.LiteralNode:
		return fmt.Sprintf("%q", n.Value.Value)
	}
	return fmt.Sprintf("%q", n.GetToken().Value)
}

// within fails where p is not in the file: one column after a line is in.
func within(t *testing.T, data []byte, p Pos, err error) {
	t.Helper()
	lines := strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
	if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len([]rune(lines[p.Line-1]))+1 {
		t.Errorf("%v is outside %q (%v)", p, data, err)
	}
}

func BenchmarkParse(b *testing.B) {
	b.SetBytes(int64(len(storyFile)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("loop.yaml", []byte(storyFile), Story); err != nil {
			b.Fatal(err)
		}
	}
}

// storyFile is a story of sixty lines.
var storyFile = `# a story
story: From a note to a review, with a declined payment
flow: native                 # or a list
shopper: returning
start: 2026-11-11 20:00
seed: 42
tags: [smoke, checkout, B12]
cases:
  - { name: free shipping, qty: 2, items: ¥256.00, shipping: ¥0.00,  paid: ¥256.00 }
  - { name: paid shipping, qty: 1, items: ¥128.00, shipping: ¥12.00, paid: ¥140.00 }
budget: { taps: <= 20, steps: <= 10, fields: <= 2 }
steps:
` + strings.Repeat(`  - open-note: oily-skin-empties
  - tap-tag: lip-tint
  - expect: { place: product, price: ¥128.00 }
  - choose: { shade: rose-03 }
  - set-quantity: ${qty}
  - happen: { payment: declined }
  - expect: { place: confirmation, items: "${items}", paid: "${paid}", taps: { since: cart, is: <= 9 } }
  - write-review: { stars: 5, text: 很好用, publish: true }
`, 6)

func TestTextsMayHoldWhatKeysMayNot(t *testing.T) {
	for _, src := range []string{
		"a: {zh: 好：很好，真的}\n", "a: |-\n  \u3000\u3000b\n  c\n", "- –3\n- -3\n- 1. b\n- -x\n", "a: –\n",
	} {
		if _, err := Parse("f", []byte(src), Story); err != nil {
			t.Errorf("%q: %v", src, err)
		}
	}
}
