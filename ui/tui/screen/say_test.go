package screen

import (
	"testing"

	"tagtap/fixtures/words"
)

func TestCountsAreWrittenAsTheShopDoes(t *testing.T) {
	for _, c := range []struct {
		n      int
		zh, en string
	}{
		{0, "0", "0"}, {999, "999", "999"}, {1000, "1,000", "1,000"}, {3214, "3,214", "3,214"}, {9007, "9,007", "9,007"},
		{10_000, "1万", "10k"}, {12_999, "1.2万", "12k"}, {126_000, "12.6万", "126k"}, {1_250_000, "125万", "1.2m"},
		{230_000_000, "2.3亿", "230m"},
	} {
		zh, en := Frame{Lang: words.ZH}.Count(c.n), Frame{Lang: words.EN}.Count(c.n)
		if zh != c.zh || en != c.en {
			t.Errorf("%d: %q %q, want %q %q", c.n, zh, en, c.zh, c.en)
		}
	}
}

func TestPercentHasOneDecimal(t *testing.T) {
	for _, c := range []struct {
		part, all int
		want      string
	}{{27, 28, "96.4%"}, {4, 4, "100%"}, {0, 4, "0%"}, {1, 2, "50%"}, {1, 0, ""}} {
		if got := (Frame{}).Percent(c.part, c.all); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.part, c.all, got, c.want)
		}
	}
}
