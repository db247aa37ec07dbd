package story

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/text"
)

// walked plays a story and returns its records.
func walked(t *testing.T, src string, f *flow.Flow, who *flow.Shopper) (*Result, []flow.Record) {
	t.Helper()
	var records []flow.Record
	run := Runs(parse(t, src), []*flow.Flow{f}, []*flow.Shopper{who}, 1)[0]
	r, err := Play(context.Background(), run, Config{Catalogue: small(), Watch: func(shown session.Shown) { records = shown.Records }})
	if err != nil {
		t.Fatal(err)
	}
	return r, records
}

func TestAPrintedSessionWalksAgainWithTheSameTaps(t *testing.T) {
	for _, c := range []struct {
		name, src string
		flow      *flow.Flow
		who       *flow.Shopper
	}{
		{"the loop", loop, native(), returning()},
		{"the loop, express", loop, express(), returning()},
		{"the loop, a new shopper", loop, native(), newcomer()},
		{"the example", example, native(), returning()},
		{"refusals", storyOf(atSheet + "\nset-quantity: 5\nexpect: {refused: stock-short}\nback"), native(), returning()},
		{"left while the payment is in progress", storyOf(pending + "\npay\nexpect: {refused: payment-in-progress}\nback\npay-order: last-order"), native(), returning()},
		{"a payment in progress at the end", storyOf(pending), native(), returning()},
		{"timed out, lapsed, late", storyOf(atPayment + "\npay\nwait: 31m\nhappen: {payment: approved}"), native(), returning()},
		{"an answer by hand", storyOf(atPayment + "\npay\nhappen: {payment: timed-out}\nhappen: {order-expired: last-order}"), native(), returning()},
		{"signs that mean something", storyOf(paid + "\nwrite-review: {stars: 5, text: \"a: 'b' # $${c} \\\" {d}, [e]\", title: \"- x\"}"), native(), returning()},
	} {
		t.Run(c.name, func(t *testing.T) {
			first, records := walked(t, c.src, c.flow, c.who)
			printed := Print(text.Clean("again: 一遍", text.Line), records)
			again, records2 := walked(t, string(printed), c.flow, c.who)
			if !again.Passed {
				t.Fatalf("%v in\n%s", again.Failures, printed)
			}
			if !slices.Equal(first.Places, again.Places) || first.Taps != again.Taps || first.Keys != again.Keys || first.Seconds != again.Seconds {
				t.Errorf("places %v, then %v; taps %d, then %d", first.Places, again.Places, first.Taps, again.Taps)
			}
			if len(records) != len(records2) {
				t.Errorf("got %d records, then %d", len(records), len(records2))
			}
			if twice := Print(text.Clean("again: 一遍", text.Line), records2); string(twice) != string(printed) {
				t.Errorf("printed again it differs:\n%s\nthen\n%s", printed, twice)
			}
		})
	}
}

func TestAPrintedSessionIsReadable(t *testing.T) {
	_, records := walked(t, storyOf(atProduct+"\nadd-to-cart\nconfirm\nexpect: {refused: choose-first}\nchoose: {shade: rose-03}"), native(), returning())
	want := `story: Rose
flow: native
shopper: returning
start: 2026-11-11 20:00:00
steps:
  - open-note: empties
  - tap-tag: lip-tint
  - add-to-cart
  - confirm
  - expect: {refused: choose-first}
  - choose: {shade: rose-03}
`
	if got := string(Print(text.Clean("Rose", text.Line), records)); got != want {
		t.Errorf("got\n%s", got)
	}
}

// The help is made of the tables, and the tables are true: what they show as an example is read.
func TestExamplesOfTheHelpAreRead(t *testing.T) {
	for _, row := range Lines() {
		lines := row.Example
		if _, err := Parse("t.yaml", []byte(storyOf(lines))); err != nil {
			t.Error(err)
		}
	}
	for _, row := range Keys() {
		if _, err := Parse("t.yaml", []byte(storyOf("expect: {"+row.Example+"}"))); err != nil {
			t.Error(err)
		}
	}
	for _, row := range Budget() {
		if _, err := Parse("t.yaml", []byte("story: x\nbudget: {"+row.Example+"}\nsteps: [pay]\n")); err != nil {
			t.Error(err)
		}
	}
	for _, row := range Head() {
		src := row.Example + "\n"
		if row.Name != "story" {
			src += "story: x\n"
		}
		if row.Name != "steps" {
			src += "steps: [pay]\n"
		}
		if _, err := Parse("t.yaml", []byte(src)); err != nil {
			t.Error(err)
		}
	}
	help := Help()
	for _, line := range strings.Split(help, "\n") {
		if len([]rune(line)) > 124 {
			t.Errorf("a line of the help is too long: %s", line)
		}
	}
	for _, v := range flow.Verbs() {
		if !strings.Contains(help, v.String()) {
			t.Errorf("the help leaves out %s", v)
		}
	}
}
