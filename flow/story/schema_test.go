package story_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"tagtap/fixtures"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

func known(t testing.TB) (*fixtures.Set, story.Set) {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return set, story.Set{Catalogue: set.Catalogue, Flows: set.Flows, Shoppers: set.Shoppers}
}

func compile(t testing.TB, schema []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("story.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("story.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// holds says what an editor would underline.
func holds(t testing.TB, schema *jsonschema.Schema, src string) error {
	t.Helper()
	root, err := strict.Parse("t.yaml", []byte(src), strict.Story)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(root.JSON()))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(doc)
}

func TestTheSchemaTakesEveryBuiltInStory(t *testing.T) {
	set, of := known(t)
	for name, schema := range map[string][]byte{"of the set": story.Schema(of, nil), "of any": story.Schema(story.Set{}, nil)} {
		compiled := compile(t, schema)
		for _, file := range set.Stories {
			if err := holds(t, compiled, string(file.Data)); err != nil {
				t.Errorf("%s, %s: %#v", name, file.Name, err)
			}
		}
	}
}

func TestTheSchemaRefusesWhatTheParserRefuses(t *testing.T) {
	_, of := known(t)
	compiled := compile(t, story.Schema(of, nil))
	head := func(key string) string { return "story: x\n" + key + "\nsteps: [pay]\n" }
	steps := func(step string) string { return "story: x\nsteps:\n  - " + step + "\n" }
	for _, src := range []string{
		"story: x\nsteps:\n  - at: 25:00\n", "story: x\nsteps:\n  - at: 9999-12-31 23:59\n", "story: x\nsteps:\n  - at: 2026-13-11 20:00\n",
		"story: x\nstart: 0001-01-01 00:00\nsteps: [pay]\n",
		"steps: [pay]\n", "story: x\n", "- pay\n", "story: x\nsteps: []\n", "story: x\nsteps: pay\n",
		head("tag: [a]"), head("tags: [a b]"), head("flow: nativ"), head("shopper: nobody"), head("start: tomorrow"), head("clock: stil"),
		head("seed: -1"), head("budget: { tap: 3 }"), head("budget: { taps: many }"), head("budget: []"), head("cases: []"), head("cases: [3]"),
		head("given: { carts: { lip-tint-03: 1 } }"), head("given: { cart: { lip-tint-99: 1 } }"), head("given: { cart: { lip-tint-03: 0 } }"),
		head("given: { orders: [{ status: lost, lines: { lip-tint-03: 1 } }] }"), head("given: { tab: nowhere }"),
		head("thresholds: { tap: max <= 3 }"), head("thresholds: { taps: most <= 3 }"),
		steps("tapp: lip-tint"), steps("add-to-carts"), steps("{ tap-tag: lip-tint, pay: x }"), steps("tap-tag: lip-tin"), steps("{ tap-tag: [lip-tint] }"),
		steps("open-note"), steps("add-to-cart: now"), steps("{}"), steps("[pay]"), steps("reach: nowhere"), steps("reach: { note: nothing }"),
		steps("rate: 6"), steps("wait: soon"), steps("choose: { shade: a, tone: [b] }"), steps("set-quantity: 0"), steps("happen: { payment: maybe }"),
		steps("happen: { payments: declined }"), steps("happen: { sold-out: lip-tint-03, tag-shown: lip-tint }"), steps("happen: declined"),
		steps("expect: { taps: many }"), steps("expect: { tapss: 3 }"), steps("expect: { paid: 128 }"), steps("expect: { paid: 128.00 }"),
		steps("expect: { place: cartt }"), steps("expect: { refused: soldout }"), steps("expect: {}"), steps("expect: { taps: { since: cart } }"),
		steps("expect: { stock: { lip-tint-99: 3 } }"), steps("expect: { wallet: cash }"), steps("fill: { nick: x }"),
		steps("write-review: { stars: 9 }"), steps("write-review: { text: x }"), steps("request: { typ: x }"), steps("checkpoint: a b"),
		steps("only-when: { flow: nativ, do: [pay] }"), steps("only-when: { flow: native }"), steps("only-when: { flow: native, do: [payy] }"),
	} {
		if err := holds(t, compiled, src); err == nil {
			t.Errorf("no editor would underline anything in\n%s", src)
		}
	}
}

// A text is a text, whatever it looks like to an editor.
func TestTheSchemaTakesWhatTheParserTakes(t *testing.T) {
	_, of := known(t)
	compiled := compile(t, story.Schema(of, nil))
	for _, src := range []string{
		"story: 42\nsteps: [pay]\n", "story: no\ntags: smoke\nx-owner: me\nx-more: { a: [1] }\nsteps: [pay]\n",
		"story: x\nflow: [native, express]\nshopper: [returning]\nstart: 2026-11-11 20:00:30\nseed: 42\ntags: [A15, 12]\nsteps: [pay]\n",
		"story: x\nbudget: { taps: 9, steps: <= 9, fields: 3..9, keys: not 9, seconds: <= 31.4, refused: 9 or more }\nsteps: [pay]\n",
		"story: x\ncases:\n  - { name: a, n: 1, who: x }\nbudget: { taps: \"${n}\" }\nsteps:\n  - \"${who}\"\n  - set-quantity: ${n}\n" +
			"  - happen: { \"${n}\": last-order }\n  - expect: { place: \"${n}\", stock: { \"${n}\": 3 }, paid: \"${n}\" }\n",
		"story: x\nsteps:\n  - choose: { pack: 10 }\n  - expect: { place: cart, taps: { since: a, is: <= 9 }, paid: <= ¥128.00, surprises: [tax], applied: none }\n",
		"story: x\nsteps:\n  - open-note: my-review-2\n  - track-order: order-1\n  - happen: { payment: approved, attempt: 2 }\n  - enter-password\n  - increase\n  - increase: lip-tint-03\n",
		"story: x\nsteps:\n  - write-review: { stars: 5, text: 1, publish: true, tags: soft-colour, x-why: so }\n",
	} {
		if err := holds(t, compiled, src); err != nil {
			t.Errorf("%v\n%s", err, src)
		}
	}
}

// An example is what people copy first.
func TestEveryExampleParsesAndFitsTheSchema(t *testing.T) {
	_, of := known(t)
	compiled := compile(t, story.Schema(of, nil))
	frames := map[string]string{
		"head": "story: x\n%s\nsteps: [pay]\n", "line": "story: x\nsteps:\n  - checkpoint: a\n  - %s\n",
		"expect": "story: x\nsteps:\n  - expect: {%s}\n", "budget": "story: x\nbudget: {%s}\nsteps: [pay]\n", "given": "story: x\ngiven: {%s}\nsteps: [pay]\n",
		"thresholds": "story: x\nthresholds: {%s}\nsteps: [pay]\n",
	}
	reading := story.Reading{Find: func(_, name string) (story.Source, error) {
		return story.Source{File: name, Data: []byte("story: x\nenv: { product: hat }\nsteps: [pay]\n")}, nil
	}}
	for _, table := range []struct {
		frame string
		rows  []story.Row
	}{
		{"head", story.Head()}, {"line", story.Lines()}, {"expect", story.Keys()}, {"budget", story.Budget()}, {"given", story.Given()},
		{"thresholds", story.Metrics()},
	} {
		for _, row := range table.rows {
			src := fmt.Sprintf(frames[table.frame], row.Example)
			switch {
			case row.Example == "":
				t.Errorf("%s has no example", row.Name)
			case table.frame == "head" && row.Name == "story":
				src = row.Example + "\nsteps: [pay]\n"
			case table.frame == "head" && row.Name == "steps":
				src = "story: x\n" + row.Example + "\n"
			case row.Name == "rewind":
				src = strings.Replace(src, "checkpoint: a\n", "checkpoint: a\n  - pay\n  - back\n", 1)
			}
			if _, err := reading.Parse("t.yaml", []byte(src)); err != nil {
				t.Errorf("%s: %v\n%s", row.Name, err, src)
				continue
			}
			if err := holds(t, compiled, src); err != nil {
				t.Errorf("%s: %v\n%s", row.Name, err, src)
			}
		}
	}
}

func TestTheSchemaIsReadable(t *testing.T) {
	_, of := known(t)
	schema := story.Schema(of, nil)
	if !json.Valid(schema) || !bytes.HasSuffix(schema, []byte("}\n")) || bytes.Contains(schema, []byte(`\u003c`)) {
		t.Errorf("%.300s", schema)
	}
	for _, want := range []string{
		`"$schema": "http://json-schema.org/draft-07/schema#"`, `"oily-skin-empties"`, `"lip-tint-03"`, `"returning"`, `"examples"`, `"^x-"`,
	} {
		if !bytes.Contains(schema, []byte(want)) {
			t.Errorf("%s is not in it", want)
		}
	}
	if again := story.Schema(of, nil); !bytes.Equal(again, schema) {
		t.Error("two of them differ")
	}
}

// What the program itself writes, with all that a session may be given, is underlined nowhere.
func TestTheSchemaTakesWhateverIsRecorded(t *testing.T) {
	set, of := known(t)
	compiled := compile(t, story.Schema(of, nil))
	met := map[string]int{}
	for seed := uint64(1); seed <= 12; seed++ {
		random := rand.New(rand.NewPCG(seed, 11))
		journal := &session.Memory{}
		wander(t, random, begunAs(t, set, seed, journal, "someone", nil), 80)
		s := begunAs(t, set, seed, journal, "someone", nil) // which goes on from there, so that much is given
		wander(t, random, s, 40)
		walk := stretchOf(s)
		printed := story.Print(text.Clean("x", text.Line), walk.records, &walk.world)
		meets(met, printed)
		if err := holds(t, compiled, string(printed)); err != nil {
			t.Errorf("seed %d: %v\n%s", seed, err, printed)
		}
	}
	for _, what := range []string{"given", "orders", "cart", "expect", "checkpoint", "happen"} {
		if met[what] == 0 {
			t.Errorf("no story has %s", what)
		}
	}
}
