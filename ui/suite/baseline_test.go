package suite

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/story"
)

// short buys at once, long by way of the cart.
const (
	short = `story: buys
steps:
  - open-note: oily-skin-empties
  - tap-tag: lip-tint
  - buy-now
  - choose: { shade: rose-03 }
  - confirm
`
	long = `story: buys
steps:
  - open-note: oily-skin-empties
  - tap-tag: lip-tint
  - add-to-cart
  - choose: { shade: rose-03 }
  - confirm
  - open-cart
  - checkout
`
)

// pinned writes a baseline of samples.
func pinned(t *testing.T, h house, samples ...sample) []byte {
	t.Helper()
	b, err := NewBaseline("base.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	h.play(t, []string{"native"}, 1, samples, b)
	data, changed, err := b.Updated(func(Key) bool { return true })
	if err != nil || !changed {
		t.Fatal(changed, err)
	}
	return data
}

// compared plays samples against a baseline.
func compared(t *testing.T, h house, data []byte, flows []string, samples ...sample) *Baseline {
	t.Helper()
	b, err := NewBaseline("base.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	h.play(t, flows, 1, samples, b)
	return b
}

func told(t *testing.T, b *Baseline, exists func(Key) bool, updating bool) string {
	t.Helper()
	var out bytes.Buffer
	if err := b.Print(&out, exists, updating); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func all(Key) bool { return true }

func TestABaselineFileIsReadable(t *testing.T) {
	h := open(t)
	data := pinned(t, h, sample{"buys.yaml", long}, sample{"a/cases.yaml", strings.Replace(short, "steps:",
		"cases: [{ name: 'one: two' }, { name: 两件 }]\nsteps:", 1)})
	golden(t, "baseline.yaml", data)
	b, err := NewBaseline("base.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if again := marshalBaseline(b.pins); !bytes.Equal(data, again) {
		t.Errorf("what is read is printed differently:\n%s", again)
	}
	if b = compared(t, h, data, []string{"native"}, sample{"buys.yaml", long}); len(b.Grown())+len(b.New()) > 0 {
		t.Error(told(t, b, all, false))
	}
	if _, changed, err := b.Updated(all); changed || err != nil {
		t.Errorf("nothing changed, and the file would: %v", err)
	}
}

func TestABaselineFailsWhereTapsStepsOrFieldsGrow(t *testing.T) {
	h := open(t)
	b := compared(t, h, pinned(t, h, sample{"buys.yaml", short}), []string{"native"}, sample{"buys.yaml", long})
	if grown := b.Grown(); len(grown) != 1 || grown[0].Was.Taps >= grown[0].Is.Taps {
		t.Fatalf("%+v", grown)
	}
	golden(t, "baseline-grew.txt", []byte(told(t, b, all, false)))
}

func TestAShrinkIsAnImprovementAndPasses(t *testing.T) {
	h := open(t)
	b := compared(t, h, pinned(t, h, sample{"buys.yaml", long}), []string{"native"}, sample{"buys.yaml", short})
	if len(b.Grown()) > 0 {
		t.Errorf("%+v", b.Grown())
	}
	want := "improved: buys (native × returning): taps 7 -> 5, steps 6 -> 4; --update pins that\n" +
		"baseline base.yaml: 1 compared, 0 grew, 1 improved\n"
	if got := told(t, b, all, false); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := told(t, b, all, true); strings.Contains(got, "--update") {
		t.Errorf("it is updated already:\n%s", got)
	}
	data, changed, err := b.Updated(all)
	if err != nil || !changed {
		t.Fatal(changed, err)
	}
	if fewer := compared(t, h, data, []string{"native"}, sample{"buys.yaml", long}); len(fewer.Grown()) != 1 {
		t.Error("what was updated does not hold")
	}
}

func TestWhatIsNewGoneOrNotRunIsTold(t *testing.T) {
	h := open(t)
	data := pinned(t, h, sample{"buys.yaml", short}, sample{"gone.yaml", short}, sample{"rests.yaml", short})
	b := compared(t, h, data, []string{"native", "express"}, sample{"buys.yaml", short}, sample{"fresh.yaml", short})
	exists := func(k Key) bool { return k.Story != "gone" }
	want := `new: buys (express × returning); --update pins it
new: fresh (express × returning); --update pins it
new: fresh (native × returning); --update pins it
gone: gone (native × returning); --update drops it
baseline base.yaml: 1 compared, 0 grew, 0 improved, 3 new, 1 gone, 1 not run
`
	if got := told(t, b, exists, false); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	next, changed, err := b.Updated(exists)
	if err != nil || !changed {
		t.Fatal(changed, err)
	}
	if pins, err := parseBaseline("x", next); err != nil || len(pins) != 5 || bytes.Contains(next, []byte("gone")) || !bytes.Contains(next, []byte("rests")) {
		t.Errorf("%v\n%s", err, next)
	}
}

func TestARunThatFailedIsNotPinned(t *testing.T) {
	h := open(t)
	fails := short + "  - expect: { place: cart }\n"
	b := compared(t, h, nil, []string{"native"}, sample{"buys.yaml", fails})
	if data, _, err := b.Updated(all); err != nil || !bytes.HasSuffix(data, []byte("baseline: []\n")) {
		t.Errorf("%v\n%s", err, data)
	}
	b = compared(t, h, pinned(t, h, sample{"buys.yaml", short}), []string{"native"}, sample{"buys.yaml", long + "  - expect: { place: feed }\n"})
	if len(b.Grown()) != 1 {
		t.Error("what a run that failed takes more was not seen")
	}
	if data, changed, _ := b.Updated(all); changed {
		t.Errorf("it was pinned:\n%s", data)
	}
	b = compared(t, h, pinned(t, h, sample{"buys.yaml", long}), []string{"native"}, sample{"buys.yaml", fails})
	if got := told(t, b, all, false); strings.Contains(got, "improved:") {
		t.Errorf("a run that failed is no improvement:\n%s", got)
	}
}

func TestMistakesInABaseline(t *testing.T) {
	item := "  - { story: a, flow: native, shopper: new, taps: 1, steps: 1, fields: 0, walk: [] }\n"
	for _, row := range []struct{ text, want string }{
		{"", "b.yaml:1:1: the file is empty"},
		{"base:\n" + item, `b.yaml:1:1: unknown key "base" (did you mean "baseline"?)`},
		{"baseline:\n" + item + item, "b.yaml:3:5: a (native × new) is here twice, first in line 2"},
		{"baseline:\n" + strings.Replace(item, "taps: 1", "taps: -1", 1), "b.yaml:2:51: taps: got number -1, want a whole number from 0 to 1000000000"},
		{"baseline:\n" + strings.Replace(item, "taps", "tapps", 1), `b.yaml:2:45: unknown key "tapps" (did you mean "taps"?)`},
		{"baseline:\n" + strings.Replace(item, "[]", "[back]", 1), `b.yaml:2:82: got text "back", want a place and what was done there`},
		{"baseline:\n" + strings.Replace(item, "[]", "[{ crat: [back] }]", 1), `b.yaml:2:84: got text "crat", want one of feed, note,`},
		{"baseline:\n" + strings.Replace(item, "[]", "[{ cart: [bck] }]", 1), `b.yaml:2:91: unknown`},
		{"baseline:\n" + strings.Replace(item, "[]", "{}", 1), "b.yaml:2:81: walk: got nothing inside of {}, want a list"},
		{"baseline: {}\n", "b.yaml:1:11: baseline: got nothing inside of {}, want a list"},
	} {
		_, err := NewBaseline("b.yaml", []byte(row.text))
		if row.text == "" {
			_, err = parseBaseline("b.yaml", nil)
		}
		if err == nil || !strings.Contains("\n"+err.Error(), "\n"+row.want) {
			t.Errorf("%s\ngot  %v\nwant %s", row.text, err, row.want)
		}
	}
}

func TestStoriesOfOneNameClash(t *testing.T) {
	job := func(name, file string) *Job { return &Job{Name: name, Source: story.Source{File: file}} }
	if err := Clash([]*Job{job("a", "x/a.yaml"), job("b", "x/b.yaml"), job("a", "x/a.yaml")}); err != nil {
		t.Error(err)
	}
	if err := Clash([]*Job{job("a", "x/a.yaml"), job("a", "y/a.yaml")}); err == nil {
		t.Error("two stories of one name were taken")
	}
}

func TestTheDifferenceOfWalksIsShort(t *testing.T) {
	walk := func(s string) (steps []step) {
		for i := range len(s) {
			steps = append(steps, step{"cart", s[i : i+1]})
		}
		return steps
	}
	for _, row := range []struct{ was, is, want string }{
		{"abc", "abc", ""},
		{"abcdefgh", "abcdXefgh", "…  c  d +X  e  f …"},
		{"abcdefgh", "bcdefgh", "-a  b  c …"},
		{"", "ab", "+a +b"},
		{"ab", "", "-a -b"},
		{"abcdefghij", "aXcdefghYj", " a -b +X  c  d …  g  h -i +Y  j"},
	} {
		got := strings.Join(strings.Split(strings.ReplaceAll(strings.ReplaceAll(diffWalks(walk(row.was), walk(row.is)), "cart  ", ""), "    …", "…"), "\n"), "|")
		got = strings.TrimSuffix(got, "|")
		var parts []string
		for _, part := range strings.Split(got, "|") {
			if part == "" || part == "…" {
				parts = append(parts, part)
				continue
			}
			parts = append(parts, part[2:3]+part[4:])
		}
		if strings.Join(parts, " ") != row.want {
			t.Errorf("%s -> %s: got %q, want %q", row.was, row.is, strings.Join(parts, " "), row.want)
		}
	}
	big := make([]step, 3_000)
	other := make([]step, 3_000)
	for i := range big {
		big[i], other[i] = step{"cart", "a"}, step{"cart", "b"}
	}
	if lines := strings.Count(diffWalks(big, other), "\n"); lines != diffLines+1 {
		t.Errorf("%d lines", lines)
	}
}

// What is read prints the same when it is read again; nothing makes the reader fail otherwise than with mistakes.
func FuzzBaseline(f *testing.F) {
	walk := []step{{"feed", (flow.Action{Verb: flow.OpenNote, ID: "a"}).String()}, {"payment", "happen: {payment: declined}"}, {"feed", "back"}}
	f.Add(marshalBaseline(map[Key]*pin{
		{Story: "a", Flow: "native", Shopper: "new"}:                      {Figures: Figures{1, 2, 3}, walk: walk},
		{Story: "a: b", Flow: "native", Shopper: "new", Case: `"x" # 两件`}: {},
	}))
	f.Add([]byte("baseline:\n  - story: a\n    walk:\n      - feed: [back, {choose: {a: b}}]\n"))
	f.Add([]byte("baseline: [{story: 'a', flow: b, shopper: c, taps: 1, steps: 0, fields: 0, walk: [{feed: [comment: x]}]}]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pins, err := parseBaseline("b.yaml", data)
		if err != nil {
			return
		}
		printed := marshalBaseline(pins)
		again, err := parseBaseline("b.yaml", printed)
		if err != nil {
			t.Fatalf("%v\n%s", err, printed)
		}
		if next := marshalBaseline(again); !bytes.Equal(printed, next) {
			t.Errorf("got\n%s\nthen\n%s", printed, next)
		}
	})
}

// Of two seeds one takes more taps and the other more fields: both are as pinned.
func TestOfSeveralSeedsTheMostOfEachFigureIsPinned(t *testing.T) {
	runs := []*story.Result{
		{Name: "x", Flow: "native", Shopper: "new", Places: []string{"feed"}, Passed: true, Taps: 10, Steps: 5, Fields: 3},
		{Name: "x", Flow: "native", Shopper: "new", Places: []string{"feed"}, Passed: true, Taps: 12, Steps: 4, Fields: 2},
	}
	var data []byte
	for range 2 {
		b, err := NewBaseline("base.yaml", data)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range runs {
			if err := b.Run(nil, r); err != nil {
				t.Fatal(err)
			}
		}
		now, changed, err := b.Updated(all)
		if err != nil || changed != (data == nil) || len(b.Grown()) > 0 {
			t.Fatalf("%v, written anew: %v, grown %+v\n%s", err, changed, b.Grown(), now)
		}
		data = now
	}
	if !bytes.Contains(data, []byte("taps: 12\n    steps: 5\n    fields: 3\n")) {
		t.Errorf("pinned\n%s", data)
	}
}

func TestABaselineThatIsTooLongIsWrittenWithoutItsWalks(t *testing.T) {
	b, err := NewBaseline("base.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	walk := make([]step, 1000)
	for i := range walk {
		walk[i] = step{"feed", "open-note: oily-skin-empties"}
	}
	for i := range 500 {
		b.now[Key{Story: fmt.Sprint("story-", i), Flow: "native", Shopper: "returning"}] = &pin{Figures: Figures{1000, 1000, 0}, walk: walk}
	}
	data, changed, err := b.Updated(all)
	if err != nil || !changed || len(data) > 100_000 {
		t.Fatalf("%d bytes, %t, %v", len(data), changed, err)
	}
	again, err := NewBaseline("base.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	k := Key{Story: "story-7", Flow: "native", Shopper: "returning"}
	for i, taps := range []int{1000, 1001} {
		result := &story.Result{Name: k.Story, Flow: k.Flow, Shopper: k.Shopper, Passed: true, Taps: taps, Steps: 1000}
		if err := again.Run(nil, result); err != nil {
			t.Fatal(err)
		}
		if more, _ := again.changed(); i == 0 && len(more) > 0 {
			t.Errorf("equal figures are told as %v", more)
		}
	}
	if grown := again.Grown(); len(grown) != 1 || grown[0].Diff != "" {
		t.Errorf("got %v", grown)
	}
}

func TestABaselineHasRoomForSoManyRuns(t *testing.T) {
	b, err := NewBaseline("base.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	b.pins[Key{Story: "one", Case: "1"}] = &pin{}
	job := func(name string, cases int) *Job {
		return &Job{Name: name, Flows: make([]*flow.Flow, 2), Shoppers: make([]*flow.Shopper, 2), Repeat: 1000, count: cases}
	}
	for _, c := range []struct {
		cases int
		fits  bool
	}{{5000, true}, {5001, false}} {
		if err := b.Fits([]*Job{job("one", c.cases)}); (err == nil) != c.fits {
			t.Errorf("%d cases: %v", c.cases, err)
		}
	}
	if err := b.Fits([]*Job{job("one", 2500), job("two", 2500)}); err != nil {
		t.Error(err)
	}
	if err := b.Fits([]*Job{job("one", 1), job("two", 5000)}); err == nil {
		t.Error("20,004 runs have room")
	}
}
