package story

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"tagtap/flow"
)

// shelf holds stories that find each other, by their files.
type shelf map[string]string

func (f shelf) find(from, name string) (Source, error) {
	for _, file := range Beside(from, name) {
		if src, ok := f[file]; ok {
			return Source{File: file, Data: []byte(src)}, nil
		}
	}
	var known []string
	for _, file := range []string{"main.yaml", "buy.yaml", "pay.yaml", "parts/tap.yaml"} {
		if _, ok := f[file]; ok {
			known = append(known, NameOf(file))
		}
	}
	return Source{}, ErrNoStory{Name: name, Known: known}
}

// read parses and checks the story main.yaml of a shelf with values from outside.
func (f shelf) read(values map[string]string) (*Story, error) {
	s, err := Reading{Find: f.find, Env: values}.Parse("main.yaml", []byte(f["main.yaml"]))
	if err == nil {
		err = s.Check(set())
	}
	return s, err
}

// play plays the first case of main.yaml.
func (f shelf) play(t *testing.T, values map[string]string) *Result {
	t.Helper()
	s, err := f.read(values)
	if err != nil {
		t.Fatalf("read:\n%v", err)
	}
	r, err := Play(context.Background(), Runs(s, []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1)[0], Config{Catalogue: small()})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const withEnv = `story: x
env: {product: lip-tint, most: "3"}
cases: [{name: one, piece: lip-tint-03}, {name: two, piece: lip-tint-06}]
budget: {taps: "<= ${most}"}
given: {stock: {"${piece}": 2}}
steps:
  - open-note: empties
  - tap-tag: ${product}
  - expect: {place: product, stock: {"${piece}": 2}}
`

func TestAnEnvStandsForItsTexts(t *testing.T) {
	for _, r := range playAll(t, withEnv, native(), returning()) {
		if !r.Passed {
			t.Errorf("case %s: %+v", r.Case, r.Failures)
		}
	}
}

func TestAColumnComesBeforeTheEnv(t *testing.T) {
	src := "story: x\nenv: {note: nothing-here}\ncases: [{note: empties}]\nsteps:\n  - open-note: ${note}\n  - expect: {place: note}\n"
	if r := play(t, src, native(), returning()); !r.Passed {
		t.Errorf("got %+v", r.Failures)
	}
}

func TestValuesFromOutsideComeBeforeTheEnv(t *testing.T) {
	files := shelf{"main.yaml": withEnv}
	s, err := files.read(map[string]string{"product": "cushion", "most": "1"})
	if err != nil {
		t.Fatal(err)
	}
	if want := []Value{{"product", "cushion"}, {"most", "1"}}; !reflect.DeepEqual(s.Env, want) {
		t.Errorf("got %v", s.Env)
	}
	r := files.play(t, map[string]string{"most": "1"})
	if r.Passed || r.Failures[0].Want != "<= 1" || r.Failures[0].Got != "2" {
		t.Errorf("got %+v", r.Failures)
	}
}

func TestValuesFromOutsideHaveToFit(t *testing.T) {
	files := shelf{"main.yaml": withEnv, "bare.yaml": "story: x\nsteps: [back]\n"}
	for _, c := range []struct{ file, name, value, want, hint string }{
		{"main.yaml", "produkt", "x", `the story main has no env "produkt" (did you mean "product"?)`, "there are: product, most"},
		{"main.yaml", "product", "a\x1bb", `the env "product" of the story main: control character U+001B, want letters, digits, punctuation and symbols that can be seen`, "there are: product, most"},
		{"bare.yaml", "product", "x", `the story bare has no env "product"`, "its head has no env; write one there: env: {wallet: alipay}"},
	} {
		_, err := Reading{Env: map[string]string{c.name: c.value}}.Parse(c.file, []byte(files[c.file]))
		var bad ErrEnv
		if !errors.As(err, &bad) || err.Error() != c.want || bad.Hint() != c.hint {
			t.Errorf("%s: got %v, hint %q", c.name, err, bad.Hint())
		}
	}
}

func TestTwoSignsThatStandForThemselvesStay(t *testing.T) {
	r := play(t, "story: x\nenv: {note: empties}\nsteps:\n  - open-note: ${note}\n  - comment: 要 $${note} 元\n  - expect: {comments: 1}\n", native(), returning())
	if !r.Passed || r.Events[len(r.Events)-1].Action.Words.String() != "要 ${note} 元" {
		t.Errorf("got %+v, %v", r.Failures, r.Events[len(r.Events)-1].Action)
	}
}

// A table of a thousand rows is kept as it was written, not as lines.
func TestALongTableIsKeptSmall(t *testing.T) {
	var b strings.Builder
	b.WriteString("story: x\ncases:\n")
	for i := range mostCases {
		fmt.Fprintf(&b, "  - {name: row-%d, qty: %d}\n", i, i%9+1)
	}
	b.WriteString("steps:\n")
	for range 30 {
		b.WriteString("  - open-note: empties\n")
	}
	for range 6 {
		b.WriteString("  - expect: {place: product, cart: \"<= ${qty}\", price: ¥128.00}\n")
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s, err := Parse("x.yaml", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 1<<20 {
		t.Errorf("a table of %d rows keeps %d bytes", len(s.Cases), kept)
	}
	t.Logf("%d bytes kept", int64(after.HeapAlloc)-int64(before.HeapAlloc))
	runtime.KeepAlive(s)
}
