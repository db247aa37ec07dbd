package screen

import (
	"slices"
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

func TestARowEndsWithAFact(t *testing.T) {
	for _, c := range []struct {
		room  int
		facts []string
		want  []string
	}{
		{40, []string{"30 min left", "until 20:30", "unconfirmed"}, []string{"30 min left · until 20:30 · unconfirmed"}},
		{30, []string{"30 min left", "until 20:30", "unconfirmed"}, []string{"30 min left · until 20:30", "unconfirmed"}},
		{20, []string{"", "until 20:30", ""}, []string{"until 20:30"}},
		{8, []string{"剩 30 分钟", "未证实"}, []string{"剩 30 分", "钟", "未证实"}},
		{20, nil, nil},
	} {
		if got := Facts(c.room, c.facts...); !slices.Equal(got, c.want) {
			t.Errorf("%d %q: got %q, want %q", c.room, c.facts, got, c.want)
		}
	}
}

func TestAnAddressBreaksBetweenItsParts(t *testing.T) {
	for _, c := range []struct {
		room int
		want []string
	}{
		{44, []string{"新疆维吾尔自治区 喀什地区 恰萨街道***"}},
		{34, []string{"新疆维吾尔自治区 喀什地区", "恰萨街道***"}},
		{10, []string{"新疆维吾尔", "自治区", "喀什地区", "恰萨街道", "***"}},
	} {
		if got := Spaced(c.room, "新疆维吾尔自治区 喀什地区 恰萨街道***"); !slices.Equal(got, c.want) {
			t.Errorf("%d: got %q, want %q", c.room, got, c.want)
		}
	}
}
