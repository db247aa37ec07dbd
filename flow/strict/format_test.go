package strict

import (
	"errors"
	"strings"
	"testing"
)

var houseStyle = Style{Keys: []string{"story", "flow", "tags", "cases", "budget", "given", "steps"}, Lines: "steps"}

// Each is a file and its one form; without a form it is in it already.
var forms = []struct{ name, src, want string }{
	{"spaces around colons, commas and braces", "story:   x\nbudget: {taps:  <= 3 ,fields:   0}\nsteps: \n- add-to-cart\n-   choose: {shade: rose-03}\n",
		"story: x\nbudget: { taps: <= 3, fields: 0 }\nsteps:\n  - add-to-cart\n  - choose: { shade: rose-03 }\n"},
	{"keys in their order, unknown ones before the lines", "steps: [pay]\nx-who: me\nflow: native\nstory: x\nx-why: so\n",
		"story: x\nflow: native\nx-who: me\nx-why: so\nsteps:\n  - pay\n"},
	{"a key takes its comments along", "# head\n\nflow: native # why\n\n# the title\nstory: x\nsteps:\n  - pay\n# end\n",
		"# head\n\n# the title\nstory: x\nflow: native # why\nsteps:\n  - pay\n# end\n"},
	{"the line of the editor stays first", "# yaml-language-server: $schema=story.schema.json\nstory: x\nsteps:\n  - pay\n", ""},
	{"quotes that are not needed", "story: 'a, b'\ntags: ['one', \"two\"]\nsteps:\n  - choose: { pack: \"10\" }\n  - \"pay\"\n  - set-quantity: \"${n}\"\n",
		"story: a, b\ntags: [one, two]\nsteps:\n  - choose: { pack: 10 }\n  - pay\n  - set-quantity: ${n}\n"},
	{"quotes that are needed", "story: 'a: b'\ncases:\n  - { n: 'one, two', m: \"${x}\", o: '', p: null, q: ' x', r: 'a \"b\"' }\nsteps:\n  - comment: '#topic'\n  - expect: { taps: '>= 9' }\n",
		"story: \"a: b\"\ncases:\n  - { n: \"one, two\", m: \"${x}\", o: \"\", p: \"null\", q: \" x\", r: a \"b\" }\nsteps:\n  - comment: \"#topic\"\n  - expect: { taps: \">= 9\" }\n"},
	{"empty lines", "\n\nstory: x\n\n\n\nflow: native\nsteps:\n\n  - pay\n\n\n  - back\n\n\n",
		"story: x\n\nflow: native\nsteps:\n  - pay\n\n  - back\n"},
	{"breaks of Windows, a byte order mark, spaces at the end", "\uFEFFstory: x  \r\nsteps:\r\n  - pay   \r\n", "story: x\nsteps:\n  - pay\n"},
	{"a command in braces", "story: x\nsteps: [{open-note: a}, {happen: {payment: declined}}]\n",
		"story: x\nsteps:\n  - open-note: a\n  - happen: { payment: declined }\n"},
	{"lines stay lines", "story: x\nsteps:\n  - expect:\n      place: cart\n      cart: 2\n", ""},
	{"what is too wide", "story: x\nsteps:\n  - expect: { " + strings.Repeat("a", 98) + ": 1, b: [1, 2] }\n",
		"story: x\nsteps:\n  - expect:\n      " + strings.Repeat("a", 98) + ": 1\n      b: [1, 2]\n"},
	{"what is too wide, behind an empty line", "story: x\nsteps:\n  - pay\n\n  - expect: { " + strings.Repeat("a", 98) + ": 1, b: [1, 2] }\n",
		"story: x\nsteps:\n  - pay\n\n  - expect:\n      " + strings.Repeat("a", 98) + ": 1\n      b: [1, 2]\n"},
	{"the row of a table stays on its line", "story: x\ncases:\n  - { name: " + strings.Repeat("a", 130) + ", b: 1 }\nsteps:\n  - pay\n", ""},
	{"brackets over several lines", "story: x\ntags: [\n  a,\n  b ]\ngiven: {\n  cart: {a: 1} }\nsteps:\n  - pay\n",
		"story: x\ntags: [a, b]\ngiven: { cart: { a: 1 } }\nsteps:\n  - pay\n"},
	{"comments in brackets", "story: x\ngiven: { # what is there\n  # the cart\n  cart: {a: 1}, # in it\n  tab: all } # the tab\nsteps:\n  - pay\n",
		"story: x\ngiven: # what is there\n  # the cart\n  cart: { a: 1 } # in it\n  tab: all       # the tab\nsteps:\n  - pay\n"},
	{"comments in lines", "story: x # title\nsteps: # the walk\n# first\n  - pay # now\n  # at its end\n# of nothing\n",
		"story: x # title\nsteps:   # the walk\n  # first\n  - pay # now\n  # at its end\n# of nothing\n"},
	{"comments of neighbours are aligned", "story: x\nsteps:\n  - add-to-cart # opens the sheet\n  - pay # at last\n\n  - back # alone\n",
		"story: x\nsteps:\n  - add-to-cart # opens the sheet\n  - pay         # at last\n\n  - back # alone\n"},
	{"a comment behind a dash", "story: x\nsteps:\n  - # why\n    pay\n  -\n    back\n", "story: x\nsteps:\n  # why\n  - pay\n  - back\n"},
	{"a comment before a value", "story: # why\n  x\nsteps:\n  - pay\n", "# why\nstory: x\nsteps:\n  - pay\n"},
	{"comments behind a bracket that is gone stay with its item", "story: x\nsteps:\n  - expect: {\n      taps: 0,\n      cart: 0 # in\n    } # after brace\n  # last\nbudget: { taps: 1 }\n",
		"story: x\nbudget: { taps: 1 }\nsteps:\n  - expect:\n      taps: 0\n      cart: 0 # in\n      # after brace\n  # last\n"},
	{"comments behind brackets in brackets", "steps:\n  - expect: { a: { b: 1, # in\n      }, c: 2, # of c\n      d: [ # of d\n        1 ] } # end\n  - pay\n",
		"steps:\n  - expect:\n      a:\n        b: 1 # in\n      c: 2   # of c\n      d:     # of d\n        - 1  # end\n  - pay\n"},
	{"an empty line above a dash alone", "steps:\n  - pay\n  # lone\n\n\n  -\n    # c\n    back\n\n  -\n    back\n",
		"steps:\n  - pay\n  # lone\n\n  # c\n  - back\n\n  - back\n"},
	{"an empty line above a map behind a dash alone", "steps:\n  - pay\n\n  -\n    # c\n    expect:\n      taps: 1\n",
		"steps:\n  - pay\n\n  # c\n  - expect:\n      taps: 1\n"},
	{"an empty line above a key whose value has a comment", "story: x\n\nflow:\n  # c\n  native\n", "story: x\n\n# c\nflow: native\n"},
	{"a comment below a dash alone belongs to its item", "steps:\n  - expect:\n      taps: 1\n  -\n      # c\n      back\n",
		"steps:\n  - expect:\n      taps: 1\n  # c\n  - back\n"},
	{"an empty line above the first of what is too wide", "steps:\n\n  - expect: { " + strings.Repeat("a", 98) + ": 1, b: [1, 2] }\n",
		"steps:\n  - expect:\n      " + strings.Repeat("a", 98) + ": 1\n      b: [1, 2]\n"},
	{"signs of YAML that are texts", "steps:\n  - say: \"?\"\n  - say: ?\n  - say: '? a'\n  - say: '?a'\n  - say: \"-\"\n  - say: -a\n  - say: \"=\"\n  - say: '%a'\n  - say: why? no\n  - '<<': 'a:'\n",
		"steps:\n  - say: \"?\"\n  - say: \"?\"\n  - say: \"? a\"\n  - say: ?a\n  - say: \"-\"\n  - say: -a\n  - say: \"=\"\n  - say: \"%a\"\n  - say: why? no\n  - \"<<\": \"a:\"\n"},
	{"signs of YAML that are texts in brackets", "steps:\n  - [\"?\", ?, '?a', why?, 'a?b', '-', -a, '%a', '=', { a?: '?' }, what：]\n",
		"steps:\n  - [\"?\", \"?\", \"?a\", \"why?\", \"a?b\", \"-\", -a, \"%a\", \"=\", { \"a?\": \"?\" }, what：]\n"},
	{"a list in the column of its key", "story: x\nsteps:\n- pay\n# of the budget\nbudget: {taps: 1}\n",
		"story: x\n# of the budget\nbudget: { taps: 1 }\nsteps:\n  - pay\n"},
	{"blocks", "story: |\n     one\n       two # no comment\n\n     three\n\n\nflow: >-\n  a\n  b\nsteps:\n- comment: |+\n    x\n\n- pay\n",
		"story: |\n  one\n    two # no comment\n\n  three\n\nflow: >-\n  a\n  b\nsteps:\n  - comment: |+\n      x\n\n  - pay\n"},
	{"lists in lists", "given:\n  -   - a\n      - b: 1\n        c: 2\n  - [d, e]\n", "given:\n  - - a\n    - b: 1\n      c: 2\n  - [d, e]\n"},
	{"nothing in brackets", "given: {}\nsteps: []\n", ""},
	{"a list alone", "- a\n-   b\n", "- a\n- b\n"},
	{"a text alone", "'a'", "a\n"},
	{"a text that would be a key without its quotes", "steps: ['a: b', 'story：x', '- x', '1. x']\n", "steps:\n  - \"a: b\"\n  - \"story：x\"\n  - \"- x\"\n  - 1. x\n"},
}

func TestAFileHasOneForm(t *testing.T) {
	for _, c := range forms {
		t.Run(c.name, func(t *testing.T) {
			want := c.want
			if want == "" {
				want = c.src
			}
			got, err := Format("t.yaml", []byte(c.src), Story, houseStyle)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			again, err := Format("t.yaml", got, Story, houseStyle)
			if err != nil || string(again) != string(got) {
				t.Errorf("again: %v\n%s", err, again)
			}
		})
	}
}

func TestAFileWithMistakesHasNoForm(t *testing.T) {
	for _, src := range []string{"", "a: b: c\n", "a: [1\n", "a: 1\na: 2\n", "\ta: 1\n"} {
		_, want := Parse("t.yaml", []byte(src), Story)
		got, err := Format("t.yaml", []byte(src), Story, houseStyle)
		var mistakes Errors
		if got != nil || !errors.As(err, &mistakes) || err.Error() != want.Error() {
			t.Errorf("%q: %q, %v, want %v", src, got, err, want)
		}
	}
}

func FuzzFormat(f *testing.F) {
	for _, c := range forms {
		f.Add(c.src)
	}
	f.Add("{ a: 1,\n # b\n  c: [ # d\n 2 ] } # e\n# f")
	f.Add("a:\n  - # b\n    - c: # d\n        e\n\n   # f\n  # g\n# h\ni: |+\n  j\n\n\n# k")
	f.Fuzz(func(t *testing.T, src string) {
		root, err := Parse("t.yaml", []byte(src), Story)
		got, formErr := Format("t.yaml", []byte(src), Story, houseStyle)
		if err != nil {
			if formErr == nil || formErr.Error() != err.Error() {
				t.Fatalf("parsed: %v, formatted: %v", err, formErr)
			}
			return
		}
		if formErr != nil {
			if deep(root) < 8 && len(src) < 1000 {
				t.Fatalf("%v\n%q", formErr, src)
			}
			return
		}
		again, err := Format("t.yaml", got, Story, houseStyle)
		if err != nil || string(again) != string(got) {
			t.Fatalf("%v\n%q\n%q\n%q", err, src, got, again)
		}
	})
}

// deep is how deep a part is.
func deep(n *Node) int {
	most := 0
	for _, item := range n.items {
		most = max(most, deep(item))
	}
	for _, p := range n.pairs {
		most = max(most, deep(p.Value))
	}
	return most + 1
}
