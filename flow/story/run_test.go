package story

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"tagtap/flow"
)

var bought = shelf{
	"main.yaml": `story: Two times
cases: [{name: one, shade: plum-06}]
steps:
  - open-note: empties
  - run: {story: buy, env: {shade: "${shade}"}}
  - open-note: empties
  - run: buy
  - expect: {orders: 2, stock: {lip-tint-03: 199, lip-tint-06: 1}, taps: {since: buy.sheet, is: 13}}
  - expect: {taps: {since: buy-2.sheet, is: 5}}
`,
	"buy.yaml": `story: Buy a tint and go home
tags: [part]
env: {product: lip-tint, shade: rose-03}
steps:
  - tap-tag: ${product}
  - buy-now
  - checkpoint: sheet
  - choose: {shade: "${shade}"}
  - run: pay
  - expect: {order: paid, taps: {since: sheet, is: 4}}
  - home
`,
	"pay.yaml": "story: Pay\nsteps:\n  - confirm\n  - place-order\n  - pay\n  - expect: {place: payment, payment: pending}\n  - happen: {payment: approved}\n",
}

func TestAStoryRunsOthersWithValuesOfItsOwn(t *testing.T) {
	r := bought.play(t, nil)
	if !r.Passed || r.Taps != 16 {
		t.Errorf("got %d taps, %+v", r.Taps, r.Failures)
	}
}

func TestAFailureInAStoryThatIsRunNamesItsFile(t *testing.T) {
	files := shelf{"main.yaml": "story: x\nsteps:\n  - open-note: empties\n  - run: buy\n", "buy.yaml": "story: y\nsteps:\n  - say: now\n  - expect: {place: cart}\n"}
	r := files.play(t, nil)
	if len(r.Failures) != 1 || r.Failures[0].File != "buy.yaml" || r.Failures[0].Line != 4 || r.Failures[0].Column != 14 {
		t.Errorf("got %+v", r.Failures)
	}
}

func TestAScriptListsWhatStandsInLines(t *testing.T) {
	s, err := bought.read(nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range s.Cases[0].Script()[:7] {
		got = append(got, fmt.Sprintf("%s:%d %s%s", l.Pos.File, l.Pos.Line, strings.Repeat("> ", l.Depth), l.Text))
	}
	want := []string{
		"main.yaml:4 open-note: empties", `main.yaml:5 run: {story: buy, env: {shade: "plum-06"}}`,
		"buy.yaml:5 > tap-tag: lip-tint", "buy.yaml:6 > buy-now", "buy.yaml:7 > checkpoint: sheet",
		`buy.yaml:8 > choose: {shade: "plum-06"}`, "buy.yaml:9 > run: pay",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if names := s.Checkpoints(); !reflect.DeepEqual(names, []string{"buy.sheet", "buy-2.sheet"}) {
		t.Errorf("got checkpoints %v", names)
	}
}

func TestAWalkStopsAtACheckpointOfAStoryThatIsRun(t *testing.T) {
	s, err := bought.read(nil)
	if err != nil {
		t.Fatal(err)
	}
	run := Runs(s, []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1)[0]
	session, err := PlayTo(context.Background(), run, Config{Catalogue: small()}, "buy-2.sheet")
	if err != nil {
		t.Fatal(err)
	}
	if shown := session.Shown(); shown.State.Place() != flow.SKU || len(shown.State.Orders) != 1 {
		t.Errorf("got %s, %d orders", shown.State.Place(), len(shown.State.Orders))
	}
}

func TestAStoryCannotRunItselfHoweverItsFileIsSpelled(t *testing.T) {
	const itself = "story: x\nflow: native\nsteps:\n  - run: main\n"
	for _, file := range []string{"./main.yaml", "parts/../main.yaml", `.\main.yaml`} {
		_, err := Reading{Find: shelf{"main.yaml": itself}.find}.Parse(file, []byte(itself))
		if want := file + ":4:10: run: a story cannot run itself: " + file + " → main.yaml"; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

func TestStoriesThatCannotBeRunAreToldWhere(t *testing.T) {
	const running = "story: x\nsteps:\n  - run: buy\n"
	deep := shelf{"main.yaml": "story: x\nsteps:\n  - run: s1\n"}
	for i := range 9 {
		deep[fmt.Sprintf("s%d.yaml", i+1)] = fmt.Sprintf("story: x\nsteps:\n  - run: s%d\n", i+2)
	}
	for _, c := range []struct {
		name  string
		files shelf
		want  string
	}{
		{"one that is not there", shelf{"main.yaml": "story: x\nsteps:\n  - run: buyy\n", "buy.yaml": ""},
			`main.yaml:3:10: run: there is no story "buyy" (did you mean "buy"?)`},
		{"itself", shelf{"main.yaml": "story: x\nsteps:\n  - run: main\n"},
			"main.yaml:3:10: run: a story cannot run itself: main.yaml → main.yaml"},
		{"a circle", shelf{"main.yaml": running, "buy.yaml": "story: x\nsteps:\n  - run: pay\n", "pay.yaml": "story: x\nsteps:\n  - only-when: {flow: native, do: [{run: buy}]}\n"},
			"pay.yaml:3:42: run: a story cannot run itself: buy.yaml → pay.yaml → buy.yaml"},
		{"too deep", deep,
			"s8.yaml:3:10: run: stories run stories more than 8 deep: main.yaml → s1.yaml → s2.yaml → s3.yaml → s4.yaml → s5.yaml → s6.yaml → s7.yaml → s8.yaml → s9.yaml"},
		{"one with keys that are not its own", shelf{"main.yaml": running, "buy.yaml": "story: x\nflow: native\nbudget: {taps: 3}\nsteps: [back]\n"},
			"buy.yaml:2:7: flow: a story that another one runs has no flow of its own; it is run at main.yaml:3:10 and played as that story is\n" +
				"buy.yaml:3:9: budget: a story that another one runs has no budget of its own; it is run at main.yaml:3:10 and played as that story is"},
		{"one with a syntax error", shelf{"main.yaml": running, "buy.yaml": "story: x\nsteps:\n\t- back\n"},
			"buy.yaml:3:1: a tab in the indentation; indent with spaces"},
		{"a mistake in one that is run twice", shelf{"main.yaml": running + "  - run: buy\n", "buy.yaml": "story: x\nsteps:\n  - bakc\n"},
			`buy.yaml:3:5: unknown command "bakc" (did you mean "back"?)`},
		{"an env that it has not", shelf{"main.yaml": "story: x\nsteps:\n  - run: {story: buy, env: {produkt: hat}}\n", "buy.yaml": "story: x\nenv: {product: scarf}\nsteps: [back]\n"},
			`main.yaml:3:29: run.env: the story buy has no env "produkt" (did you mean "product"?)`},
		{"a value that does not fit", shelf{"main.yaml": "story: x\nsteps:\n  - run: {story: buy, env: {product: hut}}\n", "buy.yaml": "story: x\nenv: {product: scarf}\nsteps:\n  - tap-tag: ${product}\n"},
			`buy.yaml:4:14: tap-tag: there is no product "hut" (with the values of main.yaml:3:5) (did you mean "hat"?)`},
		{"a column of the story that runs it", shelf{"main.yaml": "story: x\ncases: [{qty: 2}]\nsteps:\n  - run: buy\n", "buy.yaml": "story: x\nsteps:\n  - set-quantity: ${qty}\n"},
			`buy.yaml:3:19: set-quantity: there is no "qty" to put in; this story has no env, and one that is run by another sees nothing else`},
		{"a word that its env has not", shelf{"main.yaml": running, "buy.yaml": "story: x\nenv: {product: scarf}\nsteps:\n  - tap-tag: ${produkt}\n"},
			`buy.yaml:4:14: tap-tag: there is no env "produkt" (did you mean "product"?)`},
		{"a checkpoint of the story that runs it", shelf{"main.yaml": "story: x\nsteps:\n  - checkpoint: a\n  - run: buy\n", "buy.yaml": "story: x\nsteps:\n  - expect: {taps: {since: a, is: 1}}\n"},
			`buy.yaml:3:28: expect.taps.since: no checkpoint "a" above this line`},
		{"no name", shelf{"main.yaml": "story: x\nsteps:\n  - run: {env: {a: b}}\n"},
			`main.yaml:3:10: run: key "story" is missing`},
		{"a list", shelf{"main.yaml": "story: x\nsteps:\n  - run: [buy]\n"},
			"main.yaml:3:10: run: got a list of 1, want a map"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.files.read(nil)
			if err == nil || err.Error() != c.want {
				t.Errorf("got\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}

func TestAStoryThatIsReadAloneRunsNoOther(t *testing.T) {
	_, err := Parse("main.yaml", []byte("story: x\nsteps:\n  - run: buy\n"))
	if err == nil || err.Error() != `main.yaml:3:10: run: the story "buy" cannot be found here, where this one is read alone` {
		t.Errorf("got %v", err)
	}
}

func TestBesideLooksFromTheFolderOfAFile(t *testing.T) {
	for _, c := range []struct {
		from, name string
		want       []string
	}{
		{"stories/a.yaml", "pay", []string{"stories/pay.yaml", "stories/pay.story.yaml"}},
		{"stories/a.yaml", "../parts/pay.yaml", []string{"parts/pay.yaml"}},
		{"a.yaml", "parts/pay", []string{"parts/pay.yaml", "parts/pay.story.yaml"}},
		{"/x/a.yaml", "/y/pay.yaml", []string{"/y/pay.yaml"}},
		{"builtin:a.yaml", "pay.yaml", []string{"builtin:pay.yaml"}},
		{`C:\x\a.yaml`, "pay.yaml", []string{"C:/x/pay.yaml"}},
		{"-", "pay.yaml", []string{"pay.yaml"}},
	} {
		if got := Beside(c.from, c.name); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s from %s: got %v", c.name, c.from, got)
		}
	}
}

// A story is read-only once it is parsed: what a table and other stories put into its lines is worked out by each run.
func TestAStoryIsPlayedByManyAtOnce(t *testing.T) {
	s, err := bought.read(nil)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			run := Runs(s, []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1)[0]
			if r, err := Play(context.Background(), run, Config{Catalogue: small()}); err != nil || !r.Passed {
				t.Errorf("got %v, %v", r, err)
			}
		})
	}
	all.Wait()
}

func TestAColumnMayNameTheStoryThatIsRun(t *testing.T) {
	files := shelf{
		"main.yaml": "story: x\ncases: [{part: buy, taps: 2}, {part: pay, taps: 1}]\nsteps:\n  - run: ${part}\n" +
			"  - only-when: {taps: \"${taps}\", do: [{checkpoint: c}, {expect: {taps: \"${taps}\"}}]}\n",
		"buy.yaml": "story: x\nsteps: [{open-note: empties}, back]\n", "pay.yaml": "story: x\nsteps: [{open-note: desk}]\n",
	}
	s, err := files.read(nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, run := range Runs(s, []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1) {
		r, err := Play(context.Background(), run, Config{Catalogue: small()})
		if err != nil || !r.Passed || r.Taps != 2-i {
			t.Errorf("case %s: %d taps, %+v, %v", r.Case, r.Taps, r.Failures, err)
		}
	}
}
