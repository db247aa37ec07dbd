package measure_test

import (
	"slices"
	"testing"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
)

func laidOut(t *testing.T, s *session.Session, from, to string) measure.Walk {
	t.Helper()
	w, ok := measure.LayOut(s.Shown().Records, point(t, from), point(t, to), &measure.Proposed)
	if !ok {
		t.Fatalf("%s → %s is not there", from, to)
	}
	return w
}

// The two walks of the worked example, from the tag on: 3.9 times as fast, ten taps less, and the identity is the greater part
// of a half of what the slow one takes longer.
func TestTheWorkedExampleCompared(t *testing.T) {
	a, _ := domestic(t)
	b, _ := crossBorder(t)
	for _, order := range [][2]*session.Session{{a, b}, {b, a}} {
		walks := []measure.Walk{laidOut(t, order[0], "note", "confirmation"), laidOut(t, order[1], "note", "confirmation")}
		c := measure.Compare(walks)
		if len(c.Verdicts) != 1 {
			t.Fatalf("got %d verdicts", len(c.Verdicts))
		}
		v := c.Verdicts[0]
		if order[0] == b && v.Faster != 1 || order[0] == a && v.Faster != 0 || v.Slower != 1-v.Faster {
			t.Errorf("%d is faster than %d", v.Faster, v.Slower)
		}
		if v.Ratio.String() != "3.9" || v.Millis != 30_450 || v.Taps != 10 || v.Fields != 3 || v.Keys != 35 || v.Decisions != 9 || !v.SameEnd {
			t.Errorf("got %+v", v)
		}
		if v.Place != flow.Identity || v.OfWalk.String() != "37.5%" || v.OfMore.String() != "50.4%" {
			t.Errorf("got %s, %s of the walk, %s of the time more", v.Place, v.OfWalk, v.OfMore)
		}
	}
}

// Segments lie end to end, and places add them up.
func TestSegmentsFillTheTimeAxis(t *testing.T) {
	s, _ := crossBorder(t)
	for _, ends := range [][2]string{{"", ""}, {"note", "confirmation"}, {"cart", "payment"}, {"checkout", ""}} {
		w := laidOut(t, s, ends[0], ends[1])
		var clock, places int64
		taps := 0
		for i, g := range w.Segments {
			if g.Start != clock || len(g.Actions) == 0 || i > 0 && w.Segments[i-1].Place == g.Place {
				t.Errorf("%v: segment %d begins at %d, want %d: %+v", ends, i, g.Start, clock, g)
			}
			clock += g.Millis
			taps += g.Taps
		}
		for i, p := range w.Places {
			places += p.Millis
			if slices.ContainsFunc(w.Places[:i], func(q measure.Spent) bool { return q.Place == p.Place }) {
				t.Errorf("%v: %s is there twice", ends, p.Place)
			}
		}
		if clock != w.Millis || places != w.Millis || taps != w.Taps {
			t.Errorf("%v: segments have %d ms and %d taps, places %d ms, the walk %d and %d", ends, clock, taps, places, w.Millis, w.Taps)
		}
	}
}

// A walk compared with itself shows no difference; one that ended earlier is not compared by its time.
func TestWhatCannotBeCompared(t *testing.T) {
	whole, _ := domestic(t)
	short := open(t, "redirect", "returning")
	do(t, short, on(flow.OpenNote, "oily-skin-empties"), on(flow.TapTag, "cushion"))
	a, b := laidOut(t, whole, "", ""), laidOut(t, short, "", "")
	c := measure.Compare([]measure.Walk{a, a, b, {}})
	if len(c.Verdicts) != 2 {
		t.Fatalf("got %d verdicts, want none about what is not there", len(c.Verdicts))
	}
	same, other := c.Verdicts[0], c.Verdicts[1]
	if same.Ratio != 10 || same.Millis != 0 || same.Place != flow.Nowhere || !same.SameEnd {
		t.Errorf("itself: got %+v", same)
	}
	if other.SameEnd || other.Ratio != 0 || other.Faster != 2 {
		t.Errorf("a walk that ends at the tag: got %+v", other)
	}
	for _, row := range c.Rows {
		if row.Differs || len(row.Spent) != 4 {
			t.Errorf("%s differs: %+v", row.Place, row.Spent)
		}
	}
	if none := measure.Compare(nil); none.Rows != nil || none.Verdicts != nil {
		t.Errorf("nothing compares to %+v", none)
	}
	if _, ok := measure.LayOut(nil, measure.Point{}, measure.Point{}, &measure.Proposed); ok {
		t.Error("no records are a walk")
	}
}

// The places of a comparison keep the order of every walk that agrees with the others.
func TestPlacesAreListedInTheOrderOfTheWalks(t *testing.T) {
	a, _ := domestic(t)
	b, _ := crossBorder(t)
	c := measure.Compare([]measure.Walk{laidOut(t, a, "", ""), laidOut(t, b, "", "")})
	var got []flow.Place
	for _, row := range c.Rows {
		got = append(got, row.Place)
	}
	want := []flow.Place{flow.Feed, flow.Note, flow.Product, flow.SKU, flow.Cart, flow.Coupons, flow.Identity, flow.Checkout, flow.Payment}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
