package story

import (
	"context"
	"reflect"
	"testing"

	"tagtap/flow"
)

func TestLinesArePlayedOnlyWhenTheirConditionsHold(t *testing.T) {
	const then = ", do: [{open-note: empties}]}\nexpect: {taps: "
	for _, c := range []struct{ name, when, taps string }{
		{"the flow", "flow: native", "1"},
		{"another flow", "flow: express", "0"},
		{"one of several flows", "flow: [express, native]", "1"},
		{"the shopper", "shopper: [returning, new]", "1"},
		{"another shopper", "shopper: new", "0"},
		{"the place", "place: feed", "1"},
		{"another place", "place: cart", "0"},
		{"all of several", "flow: native, place: feed, cart: 0", "1"},
		{"not all of several", "flow: native, place: feed, cart: 1 or more", "0"},
		{"a comparison", "taps: <= 3", "1"},
		{"money that is not there", "price: ¥128.00", "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := play(t, storyOf("only-when: {"+c.when+then+c.taps+"}"), native(), returning()); !r.Passed || len(r.Skipped) > 0 {
				t.Errorf("got %+v, skipped %v", r.Failures, r.Skipped)
			}
		})
	}
}

// A refusal, an attempt in progress: what looks at them may be a condition, and what stands aside is not in between.
func TestConditionsLookAtWhatExpectationsLookAt(t *testing.T) {
	const refused = "\nadd-to-cart\nconfirm\n"
	for _, c := range []struct {
		name, lines string
		passed      bool
	}{
		{"a refusal that a condition asks about", refused + "only-when: {refused: choose-first, do: [{choose: {shade: rose-03}}]}\nexpect: {place: sku}", true},
		{"a refusal that a condition asks about in vain", refused + "only-when: {refused: sold-out, do: [back]}\nexpect: {place: sku}", false},
		{"a refusal that the second of two conditions asks about", refused + "only-when: {refused: sold-out, do: [back]}\nonly-when: {refused: choose-first, do: [back]}\nexpect: {place: product}", true},
		{"a refusal that no condition asks about", refused + "only-when: {place: sku, do: [back]}", false},
		{"a caption before the expectation", refused + "say: It says no.\nexpect: {refused: choose-first}", true},
		{"an expectation in the lines of a flow", refused + "only-when: {flow: native, do: [{expect: {refused: choose-first}}]}", true},
		{"an expectation behind the lines of another flow", refused + "only-when: {flow: express, do: [back]}\nexpect: {refused: choose-first}", true},
		{"a refusal in the last of the lines", "\nadd-to-cart\nonly-when: {flow: native, do: [confirm]}\nexpect: {refused: choose-first}", true},
		{"a refusal in the last of the lines that nobody expects", "\nadd-to-cart\nonly-when: {flow: native, do: [confirm]}\nback", false},
		{"an attempt that a condition asks about", bought1 + "only-when: {payment: pending, do: [{happen: {payment: declined}}]}\nexpect: {payment: declined}", true},
		{"an attempt that a line behind a caption answers", bought1 + "say: No money.\nhappen: {payment: declined}\nexpect: {payment: declined}", true},
		{"an attempt that the line of a flow answers", bought1 + "only-when: {flow: native, do: [{happen: {payment: declined}}]}\nexpect: {payment: declined}", true},
		{"an attempt that another condition does not wait for", bought1 + "only-when: {place: confirmation, do: [keep-browsing]}\nexpect: {place: product}", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := play(t, storyOf(atProduct+c.lines), native(), returning()); r.Passed != c.passed {
				t.Errorf("passed %v: %+v", r.Passed, r.Failures)
			}
		})
	}
}

const bought1 = "\nbuy-now\nchoose: {shade: rose-03}\nconfirm\nplace-order\npay\n"

func TestACheckpointThatWasPassedOverIsMissedCleanly(t *testing.T) {
	const passed = "open-note: empties\nonly-when: {flow: express, do: [back, {checkpoint: there}]}\n"
	for _, c := range []struct{ line, want, got string }{
		{"expect: {taps: {since: there, is: 0}}", "0 since there", notReached},
		{"rewind: there", "there", notReached},
	} {
		r := play(t, storyOf(passed+c.line), native(), returning())
		if len(r.Failures) != 1 || r.Failures[0].Want != c.want || r.Failures[0].Got != c.got {
			t.Errorf("%s: got %+v", c.line, r.Failures)
		}
	}
	run := Runs(parse(t, storyOf(passed+"back")), []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1)[0]
	_, err := PlayTo(context.Background(), run, Config{Catalogue: small()}, "there")
	if want := "cannot start at test:there: it stands in lines that were passed over"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

func TestWhoFollowsARunIsToldTheLinesThatArePlayed(t *testing.T) {
	s := parse(t, `story: x
steps:
  - only-when:
      flow: native
      do:
        - say: Look here. # a comment
        - only-when: {place: feed, do: [{open-note: empties}, back]}
  - only-when: {flow: express, do: [{say: not this}]}
  - open-note: desk
`)
	run := Runs(s, []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1)[0]
	type told struct {
		text, say string
		depth     int
	}
	var lines []told
	if _, err := Play(context.Background(), run, Config{Catalogue: small(), Line: func(l Line) {
		lines = append(lines, told{l.Text, l.Say.String(), l.Depth})
	}}); err != nil {
		t.Fatal(err)
	}
	want := []told{
		{"only-when:", "", 0}, {"say: Look here.", "Look here.", 1}, {"only-when: {place: feed, do: [{open-note: empties}, back]}", "", 1},
		{"open-note: empties", "", 2}, {"back", "", 2}, {"only-when: {flow: express, do: [{say: not this}]}", "", 0}, {"open-note: desk", "", 0},
	}
	if !reflect.DeepEqual(lines, want) {
		t.Errorf("got %+v", lines)
	}
}
