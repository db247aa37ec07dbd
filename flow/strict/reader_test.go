package strict

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tagtap/flow/text"
)

func parsed(t *testing.T, file string) *Node {
	t.Helper()
	n, err := Parse("f", []byte(file), Story)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// want fails where the problems are not those, line by line.
func want(t *testing.T, p *Problems, lines ...string) {
	t.Helper()
	got := ""
	if err := p.Err(); err != nil {
		got = err.Error()
	}
	if w := strings.Join(lines, "\n"); got != w {
		t.Errorf("got\n%s\nwant\n%s", got, w)
	}
}

const product = `id: lip-tint
title: 丝绒唇釉
about: |
  很好用
  second line
stock: 40
live: on
hidden: false
opens: product
flow: native
tags: [smoke, loop]
price: { list: ¥128.00, tax: "9" }
skus:
  - { id: a, shade: rose-03 }
  - { id: b, shade: rose-05 }
x-note: mine
`

func TestReaderTypesEachKey(t *testing.T) {
	var p Problems
	r := p.Read(parsed(t, product))
	price := r.Map("price")
	var skus []string
	for _, n := range r.List("skus") {
		sku := p.Read(n)
		skus = append(skus, sku.Text("id")+" "+sku.One("shade", "rose-03", "rose-05"))
		sku.Done()
	}
	var pairs []string
	for _, pair := range r.Pairs("price") {
		s, _ := pair.Value.Text()
		pairs = append(pairs, pair.Key.text+"="+s)
	}
	none, there := r.OptMap("gift")
	got := fmt.Sprint(
		r.Text("id"), r.Title("title", text.Name), r.OptTitle("about", text.Body), r.Int("stock", 0, 99),
		r.Flag("live"), r.Flag("hidden"), r.One("opens", "product", "external-shop"),
		r.Texts("flow"), r.Texts("tags"), r.Some("tags", "loop", "smoke"), price.Text("list"), price.Int("tax", 0, 9),
		skus, pairs, there, none.OptInt("n", 0, 9, 7), none.Int("n", 0, 9),
		r.OptText("a", "A"), r.OptInt("b", 0, 1, 1), r.OptFlag("c", true), r.OptOne("d", "x", "x", "y"), r.OptTitle("e", text.Name),
		r.OptList("f"), r.Has("g"), r.Has("id"), r.Several("h"), r.Pairs("i"))
	price.Done()
	none.Done()
	r.Done()
	want(t, &p)
	if w := "lip-tint 丝绒唇釉 很好用\nsecond line 40 true false product [native] [smoke loop] [smoke loop]¥128.00 9 " +
		"[a rose-03 b rose-05] [list=¥128.00 tax=9] false 7 0A 1 truex  [] false true [] []"; normal(got) != normal(w) {
		t.Errorf("got  %s\nwant %s", got, w)
	}
}

func normal(s string) string { return strings.Join(strings.Fields(s), "") }

func TestReaderNotesEveryMistakeAtItsPlace(t *testing.T) {
	var p Problems
	r := p.Read(parsed(t, product))
	r.Text("skus")
	r.Title("naem", text.Name)
	r.Title("title", text.Limit{Runes: 3})
	r.Int("stock", 0, 39)
	r.Int("id", 1, 2)
	r.Flag("opens")
	r.One("opens", "prodcut", "external-shop")
	r.List("title")
	r.Some("tags", "smoke")
	r.Pairs("id")
	r.Texts("price")
	r.Map("flow").Text("nothing more is said about this")
	price := r.Map("price")
	price.Known("lists")
	price.Fail("tax", errors.New("too much"))
	price.Failf("gift", "no %s", "gift")
	price.Done()
	want(t, &p,
		`f:1:1: key "naem" is missing`,
		`f:1:5: id: got text "lip-tint", want a whole number from 1 to 2`,
		`f:1:5: id: got text "lip-tint", want a map`,
		`f:2:8: title: text that is too long, want at most 3 characters`,
		`f:2:8: title: got text "丝绒唇釉", want a list`,
		`f:6:8: stock: got number 40, want a whole number from 0 to 39`,
		`f:9:8: opens: got text "product", want on or off`,
		`f:9:8: opens: got text "product", want one of prodcut, external-shop (did you mean "prodcut"?)`,
		`f:10:7: flow: got text "native", want a map`,
		`f:11:15: got text "loop", want one of smoke`,
		`f:12:8: price: got a map of 2 keys, want a text or a list of texts`,
		`f:12:8: no gift`,
		`f:12:10: price: unknown key "list" (did you mean "lists"?)`,
		`f:12:30: price.tax: too much`,
		`f:14:3: skus: got a list of 2, want a text`,
	)
}

func TestUnknownKeysNameWhatIsAllowed(t *testing.T) {
	var p Problems
	r := p.Read(parsed(t, "stock: 1\nstok: 2\ncolour: 3\nx-mine: 4\n"))
	r.Int("stock", 0, 9)
	r.OptText("title", "")
	r.Done()
	want(t, &p,
		`f:2:1: unknown key "stok" (did you mean "stock"?)`,
		`f:3:1: unknown key "colour" (allowed: stock, title)`,
	)
	var e Error
	if !errors.As(p.Err(), &e) || !slices.Equal(e.Allowed, []string{"stock", "title"}) {
		t.Errorf("allowed: %q", e.Allowed)
	}
}

func TestWholeNumbers(t *testing.T) {
	for _, s := range []string{"0", "7", "-5", `"7"`} {
		if _, err := parsed(t, "- "+s).items[0].Int(-9, 9); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
	for _, s := range []string{"07", "+7", "1_0", "1e1", "0x1", "7.0", "-0", "10", "-10", "''", "99999999999999999999", "[]", "{}", "七"} {
		if v, err := parsed(t, "- "+s).items[0].Int(-9, 9); err == nil {
			t.Errorf("%s is %d", s, v)
		}
	}
}

func TestOutsideTextIsCheckedAtItsRune(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"plain", "a: 丝绒\u200b唇釉", "f:1:6: a: invisible character U+200B, want letters"},
		{"the second of two", "- 'x\ufe0f'\n- '⭐\ufe0f\ufe0f'", "f:1:5: variation selector"},
		{"in quotes", "a: { b: \"say \\\"hi\\\"\u202e\" }", "f:1:20: a.b: direction mark U+202E, want letters"},
		{"as an escape", `a: "x\u202e"`, "f:1:4: a: direction mark U+202E, want letters"},
		{"in a block", "a: |\n  one\n  tw\u200bo\n", "f:3:5: a: invisible character U+200B, want letters"},
		{"folded", "a: >-\n  one\n  tw\u200bo\n", "f:3:5: a: invisible character U+200B, want letters"},
		{"too wide", "a: 好❤\ufe0f", "f:1:5: a: U+2764 in a sequence that terminals draw in different widths, want plain"},
		{"lines", "a: |\n  one\n  two\n", "f:1:4: a: line break U+000A, want one line"},
		{"empty", `a: " "`, `f:1:4: a: got text " ", want something to read`},
		{"a list", "a: [b]", "f:1:4: a: got a list of 1, want a text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p Problems
			n := parsed(t, tt.file)
			if n.Kind() == List {
				_, err := n.items[0].Title(text.Line)
				p.Add(n.Pos(), err)
			} else if _, ok := n.pairs[0].Value.Get("b"); ok {
				p.Read(n).Map("a").Title("b", text.Line)
			} else {
				p.Read(n).Title("a", text.Limit{Runes: 120, Lines: tt.name != "lines"})
			}
			if err := p.Err(); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestSingleIsOneCommand(t *testing.T) {
	steps := parsed(t, "- pay\n- tap-tag: lip\n- tap-tag: lip\n  pay: now\n- {}\n- [a]\n- { a: 1, b: 2, c: 3, d: 4, e: 5 }\n").items
	wants := []string{
		"pay", "tap-tag lip", "f:3:3: a step holds one command, found 2 (tap-tag, pay; the second at 4:3)",
		"f:5:3: a step holds one command, found none", "f:6:3: a step holds one command, got a list of 1",
		"f:7:3: a step holds one command, found 5 (a, b, c, …; the second at 7:11)",
	}
	for i, step := range steps {
		key, value, err := step.Single("step")
		got := ""
		switch {
		case err != nil:
			got = err.Error()
		case value == nil:
			got = key.text
		default:
			got = key.text + " " + value.text
		}
		if got != wants[i] {
			t.Errorf("got %s, want %s", got, wants[i])
		}
	}
	e := Unknown(parsed(t, "- tapp: x").items[0].pairs[0].Key, "command", []string{"tap-tag", "pay"})
	if got := e.Error(); got != `f:1:3: unknown command "tapp" (did you mean "tap-tag"?)` {
		t.Error(got)
	}
}

func TestNodeRefusesOtherKinds(t *testing.T) {
	n := parsed(t, "a: [b]")
	value, _ := n.Get("a")
	if _, ok := n.Get("b"); ok {
		t.Error("b is not there")
	}
	_, textErr := n.Text()
	_, listErr := n.List()
	_, mapErr := value.Map()
	got := fmt.Sprint(textErr, "|", listErr, "|", mapErr, "|", value.Path(), "|", Kind(0))
	if want := "f:1:1: got a map of 1 key, want a text|f:1:1: got a map of 1 key, want a list|f:1:4: a: got a list of 1, want a map|a|nothing"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestErrorsAreInOrderAndNotEndless(t *testing.T) {
	var p Problems
	if p.Err() != nil {
		t.Error("no problem is no error")
	}
	p.Add(Pos{}, nil)
	p.Add(Pos{"b", 2, 1}, errors.New("second"))
	p.Add(Pos{}, Errors{{Pos: Pos{"b", 1, 9}, What: "first"}, {Pos: Pos{"a", 1, 1}, What: "other"}})
	want(t, &p, "b:1:9: first", "b:2:1: second", "a:1:1: other")
	for i := range 30 {
		p.Add(Pos{"a", 2, i + 1}, errors.New("more"))
	}
	lines := strings.Split(p.Err().Error(), "\n")
	if len(lines) != 21 || lines[20] != "and 13 more" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
	if n := len(p.Err().(Errors).Unwrap()); n != 33 {
		t.Errorf("%d errors", n)
	}
}

func TestMessagesAreFitToPrint(t *testing.T) {
	n := Node{kind: Scalar, pos: Pos{"a\x1b]0;x\x07.yaml", 1, 1}, text: "\x1b[31m\u202e" + strings.Repeat("长", 100)}
	got := Unknown(&n, "key", nil).Error()
	if want := `a�]0;x�.yaml:1:1: unknown key "\x1b[31m\u202e` + strings.Repeat("长", 34) + `…"`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestReaderOfNothingSaysItOnce(t *testing.T) {
	var p Problems
	r := p.Read(parsed(t, "- a"))
	r.Text("a")
	r.Fail("a", errors.New("lost"))
	r.Done()
	want(t, &p, "f:1:1: got a list of 1, want a map")
	if (&Reader{}).Pos() != (Pos{}) || r.Pos() != (Pos{"f", 1, 1}) {
		t.Error("Pos")
	}
}
