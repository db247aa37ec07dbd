package measure_test

import (
	"testing"

	"tagtap/flow"
	"tagtap/flow/measure"
)

func point(t *testing.T, s string) measure.Point {
	t.Helper()
	p, ok := measure.PointOf(s)
	if s == "" {
		return measure.Point{}
	}
	if !ok || p.String() != s {
		t.Fatalf("%q reads as %q, %v", s, p, ok)
	}
	return p
}

// A walk with a refusal, a step back, a form and a password, counted between many points.
func TestBetweenPlacesAndStages(t *testing.T) {
	s := open(t, "native", "new")
	do(t, s,
		on(flow.OpenNote, "oily-skin-empties"), on(flow.TapTag, "lip-tint"), act(flow.Back), on(flow.TapTag, "lip-tint"),
		act(flow.AddToCart), act(flow.Confirm), pick("shade", "rose-03"), act(flow.Confirm), act(flow.OpenCart),
		act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.ChooseAddress), flow.Typing("name", "王小雨"),
		flow.Typing("phone", "13800005678"), flow.Typing("region", "上海"), flow.Typing("street", "8"), act(flow.SaveAddress),
		act(flow.PlaceOrder), act(flow.Pay), approved,
	)
	records := s.Shown().Records
	for _, c := range []struct {
		from, to                                            string
		taps, steps, fields, keys, refused, back, decisions int
		checkout                                            int
	}{
		{"", "", 19, 12, 4, 17, 2, 1, 16, 4},
		{"note", "", 18, 11, 4, 17, 2, 1, 15, 4},
		{"note", "tag", 1, 1, 0, 0, 0, 0, 1, 0},
		{"note", "product", 1, 1, 0, 0, 0, 0, 1, 0},
		{"product", "cart", 6, 4, 0, 0, 1, 1, 4, 0}, // back, the tag again, the sheet, refused, chosen, confirmed
		{"product", "product", 2, 2, 0, 0, 0, 1, 2, 0},
		{"cart", "place:cart", 1, 1, 0, 0, 0, 0, 1, 1},
		{"place:cart", "checkout", 1, 1, 0, 0, 0, 0, 1, 2},
		{"checkout", "confirmation", 9, 4, 4, 17, 1, 0, 8, 3},
		{"address", "checkout", 5, 1, 4, 17, 0, 0, 4, 2},
		{"sku", "payment", 13, 6, 4, 17, 2, 0, 10, 4},
	} {
		got, ok := measure.Between(records, point(t, c.from), point(t, c.to))
		if !ok {
			t.Errorf("%s → %s: not reached", c.from, c.to)
			continue
		}
		if got.Taps != c.taps || got.Steps != c.steps || got.Fields != c.fields || got.Keys != c.keys || got.Refused != c.refused ||
			got.Backtracks != c.back || got.Decisions() != c.decisions || got.CheckoutSteps != c.checkout {
			t.Errorf("%s → %s: got %+v, %d decisions, %d checkout steps", c.from, c.to, got.Figures, got.Decisions(), got.CheckoutSteps)
		}
		var rows measure.Count
		for _, row := range s.Shown().Meter.Rows[got.First:got.End] {
			rows.Add(row.Count)
		}
		if rows != got.Count {
			t.Errorf("%s → %s: its rows count %+v, got %+v", c.from, c.to, rows, got.Count)
		}
	}
	for _, c := range [][2]string{{"review", ""}, {"confirmation", "cart"}, {"place:review", "note"}, {"note", "review"}} {
		if _, ok := measure.Between(records, point(t, c[0]), point(t, c[1])); ok {
			t.Errorf("%s → %s is there", c[0], c[1])
		}
	}
	if whole, _ := measure.Between(records, measure.Point{}, measure.Point{}); whole.Figures != s.Shown().Meter.Figures() ||
		whole.CheckoutSteps != s.Shown().Meter.CheckoutSteps() {
		t.Errorf("the whole walk: got %+v, the meter has %+v", whole.Figures, s.Shown().Meter.Figures())
	}
	for _, bad := range []string{"", "place:", "till", "place:tag"} {
		if p, ok := measure.PointOf(bad); ok {
			t.Errorf("%q reads as %v", bad, p)
		}
	}
}

// Two stretches that meet at a point are as much as both together, at whatever place they meet first.
func TestStretchesAddUp(t *testing.T) {
	s := open(t, "stepwise", "returning")
	do(t, s,
		on(flow.OpenNote, "oily-skin-empties"), on(flow.TapTag, "lip-tint"), act(flow.AddToCart), pick("shade", "rose-03"), act(flow.Confirm),
		act(flow.OpenCart), act(flow.OpenCheckout), act(flow.ChooseAddress), on(flow.PickAddress, "home"), act(flow.NextStep),
	)
	records := s.Shown().Records
	whole := s.Shown().Meter.Figures()
	for _, place := range flow.Places() {
		before, ok := measure.Between(records, measure.Point{}, measure.AtPlace(place))
		if !ok {
			continue
		}
		after, _ := measure.Between(records, measure.AtPlace(place), measure.Point{})
		sum := before.Count
		sum.Add(after.Count)
		if sum != whole.Count || before.Taps+after.Taps != whole.Taps || before.Steps+after.Steps != whole.Steps || before.End != after.First {
			t.Errorf("%s: %+v and %+v are not %+v", place, before, after, whole)
		}
	}
}
