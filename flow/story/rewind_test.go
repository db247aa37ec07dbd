package story

import (
	"strings"
	"testing"
)

const forked = `story: t
steps:
  - open-note: empties
  - tap-tag: lip-tint
  - checkpoint: product
  - buy-now
  - choose: {shade: rose-03}
`

func TestRewindGoesAnotherWay(t *testing.T) {
	for src, want := range map[string]string{
		"  - rewind: product\n  - expect: {place: product, taps: 0}\n  - add-to-cart\n  - expect: {taps: 1, place: sku}\n": "",
		"  - rewind: 3\n  - expect: {place: note}\n": "",
		"  - rewind: 9\n": "rewind: there are only 4 steps to go back",
		"  - rewind: product\n  - rewind: product\n":                                      "the checkpoint product lies before the last rewind",
		"  - rewind: product\n  - expect: {taps: {since: product, is: 1}}\n":              "got 0, want 1",
		"  - rewind: 2\n  - expect: {taps: 4}\n":                                          "got 0, want 4",
		"  - rewind: product\n  - buy-now\n  - expect: {taps: {since: product, is: 1}}\n": "",
	} {
		result := play(t, forked+src, native(), returning())
		switch {
		case want == "" && !result.Passed:
			t.Errorf("%s: %v", src, result.Failures)
		case want != "" && (result.Passed || !strings.Contains(result.Failures[0].Message, want)):
			t.Errorf("%s: got %v, want %s", src, result.Failures, want)
		}
	}
}

func TestMistakesInRewind(t *testing.T) {
	for src, want := range map[string]string{
		"  - rewind: produkt\n": `t.yaml:8:13: rewind: no checkpoint "produkt" above this line (did you mean "product"?`,
		"  - rewind: 0\n":       "want 1 to 1000 steps",
		"  - rewind: [a]\n":     "want a checkpoint or a number of steps: rewind: 2",
	} {
		_, err := Parse("t.yaml", []byte(forked+src))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", src, err, want)
		}
	}
}
