package story

import (
	"context"
	"slices"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
)

// clumsy hands tap through the session, but for one verb that they cannot find.
type clumsy struct {
	session *session.Session
	not     flow.Verb
	did     []string
	shown   int
}

func (c *clumsy) Do(ctx context.Context, a flow.Action) (session.Shown, error) {
	if a.Verb == c.not {
		return c.session.Shown(), ErrOutOfReach{a, "there is no key"}
	}
	c.did = append(c.did, a.String())
	if a.Happening() {
		return c.session.Happen(ctx, a)
	}
	return c.session.Tap(ctx, a, 0)
}

func (c *clumsy) Show(session.Shown) { c.shown++ }
func (c *clumsy) Screen() string     { return "what they see" }
func (c *clumsy) Readable() string   { return c.Screen() }

func TestHandsTapInPlaceOfTheSession(t *testing.T) {
	run := Runs(parse(t, loop), []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1)[0]
	var hands *clumsy
	var lines []string
	r, err := Play(context.Background(), run, Config{
		Catalogue: small(),
		Hands:     func(s *session.Session) Hands { hands = &clumsy{session: s}; return hands },
		Line:      func(l Line) { lines = append(lines, l.Name) },
	})
	if err != nil || !r.Passed || len(hands.did) != r.Taps+1 { // the answer to the payment is no tap
		t.Fatalf("%v %v: %d taps, did %q", err, r.Failures, r.Taps, hands.did)
	}
	if script := run.Case.Script(); len(lines) != len(script) || script[0].Text == "" || script[0].Name != lines[0] {
		t.Errorf("followed %q of %v", lines, script)
	}
}

func TestWhatHandsCannotReachEndsTheStory(t *testing.T) {
	run := Runs(parse(t, loop), []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1)[0]
	r, err := Play(context.Background(), run, Config{
		Catalogue: small(),
		Hands:     func(s *session.Session) Hands { return &clumsy{session: s, not: flow.PlaceOrder} },
	})
	if err != nil || r.Passed || len(r.Failures) != 1 {
		t.Fatalf("got %v, %+v", err, r)
	}
	if f := r.Failures[0]; f.Want != "tapped" || f.Got != "out of reach" || f.At.Screen != "what they see" || f.At.Seq == 0 || f.Line == 0 {
		t.Errorf("got %+v", f)
	}
}

func TestTheFirstFailureIsDrawn(t *testing.T) {
	run := Runs(parse(t, storyOf("open-note: empties\nexpect: {place: cart}\nexpect: {place: checkout}")), []*flow.Flow{native()},
		[]*flow.Shopper{returning()}, 1)[0]
	r, err := Play(context.Background(), run, Config{
		Catalogue: small(), Picture: func(s session.Shown) string { return s.State.Place().String() },
	})
	if err != nil || len(r.Failures) != 2 || r.Failures[0].At.Screen != "note" || r.Failures[1].At.Screen != "" {
		t.Errorf("got %v, %+v", err, r.Failures)
	}
}

func TestALineOfSeveralRowsIsToldAsOne(t *testing.T) {
	s := parse(t, "story: x\nsteps:\n  - expect: # all of it\n      place: feed\n      cart: 0\n  - expect: { taps: 0,\n      keys: 0 }\n  - back # home\n")
	var told []string
	for _, l := range s.Cases[0].Script() {
		told = append(told, l.Text)
	}
	if want := []string{"expect: {place: feed, cart: 0}", "expect: {taps: 0, keys: 0}", "back"}; !slices.Equal(told, want) {
		t.Errorf("got %q, want %q", told, want)
	}
}
