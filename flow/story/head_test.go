package story

import "testing"

func TestAHeadHoldsThresholds(t *testing.T) {
	s := parse(t, "thresholds: {taps: [p(95) <= 12, max < 20], steps: max <= 10}\n"+storyOf("back"))
	var got []string
	for _, bound := range s.Thresholds {
		got = append(got, bound.Metric+" "+bound.Expression)
	}
	if listed(got) != "[taps p(95) <= 12, taps max < 20, steps max <= 10]" || s.Thresholds[0].Pos.Line != 1 {
		t.Errorf("got %s, %v", listed(got), s.Thresholds)
	}
}
