package story

import (
	"context"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
)

// page is a screen with two columns, a frame, texts that go on in the next row, and amounts at the right edge.
const page = `┌ 购物车 ───────────────────────┐
│ 雾面唇釉 玫瑰豆沙   合计 ¥128.00 │
│ A soft tint that    Shipping     │
│ stays on all        ¥12.00       │
│ day.                (paid by you)│
│ 双十一大促期间发货可能会晚一两天，请您│
│ 耐心等待                         │
└──────────────────────────────────┘`

func TestWhatCanBeReadOnAScreen(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"a text", "雾面唇釉", true},
		{"with a space that is there", "雾面唇釉 玫瑰豆沙", true},
		{"without a space that is there", "雾面唇釉玫瑰豆沙", true},
		{"with spaces that are not there", "购 物 车", true},
		{"across columns of one row", "玫瑰豆沙 合计 ¥128.00", true},
		{"that goes on in its column", "soft tint that stays on all day.", true},
		{"that goes on in its column, from the middle", "that stays on all", true},
		{"that goes on in the other column", "Shipping ¥12.00 (paid by you)", true},
		{"Chinese that goes on", "可能会晚一两天，请您耐心等待", true},
		{"that would go on in another column", "A soft tint that ¥12.00", false},
		{"that would go on two rows below", "A soft tint that day.", false},
		{"that is not there", "SOLD OUT", false},
		{"in other letters", "shipping", false},
		{"part of an amount", "¥12", true},
		{"longer than what is there", "耐心等待吧", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := readable(page, squeezed(c.text)); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// looker shows a page whatever is done.
type looker struct{ *session.Session }

func (l looker) Do(ctx context.Context, a flow.Action) (session.Shown, error) {
	if a.Happening() {
		return l.Happen(ctx, a)
	}
	return l.Tap(ctx, a, 0)
}
func (l looker) Readable() string { return l.Screen() }
func (looker) Show(session.Shown) {}
func (looker) Screen() string     { return page }

func looksAt(t *testing.T, lines string) *Result {
	t.Helper()
	run := Runs(parse(t, storyOf(lines)), []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1)[0]
	r, err := Play(context.Background(), run, Config{Catalogue: small(), Hands: func(s *session.Session) Hands { return looker{s} }})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatIsSeenIsExpected(t *testing.T) {
	for _, c := range []struct{ expect, want, got string }{
		{"see: 购物车", "", ""},
		{"see: [合计, ¥128.00]", "", ""},
		{"see: SOLD OUT", "SOLD OUT", "not on the screen"},
		{"see: [合计, ¥129.00]", "合计, ¥129.00", "¥129.00 not on the screen"},
		{"see-not: SOLD OUT", "", ""},
		{"see-not: Shipping", "not Shipping", "on the screen"},
		{"see-not: [SOLD OUT, Shipping]", "not SOLD OUT, Shipping", "Shipping on the screen"},
	} {
		r := looksAt(t, "expect: {"+c.expect+"}")
		switch {
		case c.want == "" && !r.Passed:
			t.Errorf("%s: got %+v", c.expect, r.Failures)
		case c.want != "" && (len(r.Failures) != 1 || r.Failures[0].Want != c.want || r.Failures[0].Got != c.got):
			t.Errorf("%s: got %+v", c.expect, r.Failures)
		}
	}
}

func TestALookAtTheScreenIsPassedOverWithoutOne(t *testing.T) {
	r := play(t, storyOf("expect: {see: nothing like it, place: feed}"), native(), returning())
	if !r.Passed || len(r.Skipped) != 1 {
		t.Fatalf("got %+v, skipped %+v", r.Failures, r.Skipped)
	}
	want := Skip{File: "test.yaml", Line: 3, Column: 14, Name: "expect.see", Why: "looked at on a screen only; run with --screen"}
	if r.Skipped[0] != want {
		t.Errorf("got %+v", r.Skipped[0])
	}
}
