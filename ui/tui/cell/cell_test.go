package cell_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tagtap/ui/tui/cell"
)

func TestWidthCountsCells(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       int
	}{
		{"nothing", "", 0},
		{"ASCII", "tap-tag", 7},
		{"Chinese", "到手价", 6},
		{"Chinese punctuation", "，。！？：；（）【】「」《》", 28},
		{"mixed", "50ml · 单瓶装", 13},
		{"ambiguous marks take one", "★☆→…“”─█·×−", 11},
		{"full-width form", "＋￥", 4},
		{"combining mark joins", "e\u0301", 1},
		{"combining mark after Chinese", "中\u0301", 2},
		{"plain emoji", "🛒👍", 4},
		{"emoji selector is dropped where methods disagree", "❤️", 1},
		{"keycap", "1️⃣", 1},
		{"family joined by ZWJ is its first member", "👨‍👩‍👧", 2},
		{"skin tone", "👍🏽", 2},
		{"control characters are nothing", "a\x1b[31m\x00b", 6},
		{"tab is one blank", "a\tb", 3},
		{"C1 control", "a\u009bb", 2},
		{"broken UTF-8", "a\xffb", 3},
		{"zero width space", "a\u200bb", 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := cell.Width(tc.text); got != tc.want {
				t.Errorf("Width(%q) = %d, want %d", tc.text, got, tc.want)
			}
		})
	}
}

func TestTruncateMarksWhatItCuts(t *testing.T) {
	for _, tc := range []struct {
		text string
		w    int
		want string
	}{
		{"tagtap", 6, "tagtap"},
		{"tagtap", 5, "tagt…"},
		{"购物车", 6, "购物车"},
		{"购物车", 5, "购物…"},
		{"购物车", 4, "购…"},
		{"购物车", 1, "…"},
		{"购物车", 0, ""},
		{"购物车", -3, ""},
		{"a b c", 3, "a…"},
		{"👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"},
		{"ae\u0301o", 2, "a…"},
		{"ae\u0301", 2, "ae\u0301"},
		{"", 0, ""},
	} {
		if got := cell.Truncate(tc.text, tc.w); got != tc.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", tc.text, tc.w, got, tc.want)
		}
	}
}

func TestPadFillsExactly(t *testing.T) {
	if got := cell.Pad("规格", 6); got != "规格  " {
		t.Errorf("Pad = %q", got)
	}
	if got := cell.PadLeft("4.9", 5); got != "  4.9" {
		t.Errorf("PadLeft = %q", got)
	}
	for w := range 12 {
		for _, s := range []string{"", "abc", "到手价 ¥289", "👍🏽👍🏽"} {
			if got := cell.Width(cell.Pad(s, w)); got != w {
				t.Errorf("Pad(%q, %d) is %d wide", s, w, got)
			}
			if got := cell.Width(cell.PadLeft(s, w)); got != w {
				t.Errorf("PadLeft(%q, %d) is %d wide", s, w, got)
			}
		}
	}
}

func TestWrapKeepsMarksAndWordsInPlace(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		w          int
		want       string // lines joined by |
	}{
		{"Chinese breaks anywhere", "物流很快保税仓", 8, "物流很快|保税仓"},
		{"no comma at a start", "物流很快，已回购", 8, "物流很|快，已回|购"},
		{"no pair of marks at a start", "真的很好！！好", 8, "真的很|好！！好"},
		{"ellipsis stays", "真的很好……", 8, "真的很|好……"},
		{"no opening mark at an end", "现在去（保税仓）", 8, "现在去|（保税|仓）"},
		{"Latin word is whole", "open the waterfall", 8, "open the|waterfal|l"},
		{"word moves down", "一种 barrier cream", 10, "一种|barrier|cream"},
		{"Latin beside Chinese", "屏障修护霜50ml换季", 12, "屏障修护霜|50ml换季"},
		{"number with decimals", "店铺分4.86粉丝", 8, "店铺分|4.86粉丝"},
		{"signed amount", "已经减−¥30.00", 8, "已经减|−¥30.00"},
		{"mark after a word longer than a line", "abcdefgh，好", 8, "abcdefg|h，好"},
		{"newline", "一\n\n二", 8, "一||二"},
		{"Windows newline", "一\r\n二", 8, "一|二"},
		{"blanks at a break vanish", "ab   cd", 4, "ab|cd"},
		{"leading blanks stay", "  ab", 4, "  ab"},
		{"blank paragraph", "      ", 3, ""},
		{"mark after a blank", "好好好 。好", 8, "好好|好 。好"},
		{"apostrophe", "it don’t fit", 6, "it|don’t|fit"},
		{"dash pair", "好好好——好", 8, "好好好——|好"},
		{"a unit stays with its number", "thin base, 15 g", 14, "thin base,|15 g"},
		{"a word after a number does not", "back in 15 days", 12, "back in 15|days"},
		{"empty", "", 5, ""},
		{"one column", "a中", 1, "a|…"},
		{"nothing lawful is cut at the edge", "。。。。", 4, "。。|。。"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := strings.Join(cell.Wrap(tc.text, tc.w), "|"); got != tc.want {
				t.Errorf("Wrap(%q, %d) = %q, want %q", tc.text, tc.w, got, tc.want)
			}
		})
	}
	if got := cell.Wrap("a", 0); got != nil {
		t.Errorf("Wrap to no width = %q", got)
	}
}

func TestClampMarksWhatIsLeftOver(t *testing.T) {
	for _, tc := range []struct {
		text string
		w, n int
		want string
	}{
		{"换季烂脸自救｜屏障修护空瓶记", 22, 2, "换季烂脸自救｜屏障修护|空瓶记"},
		{"换季烂脸自救屏障修护空瓶记", 8, 2, "换季烂脸|自救屏…"},
		{"一二三", 8, 2, "一二三"},
		{"一二三", 2, 0, ""},
		{"ab cd ef", 5, 1, "ab c…"},
	} {
		if got := strings.Join(cell.Clamp(tc.text, tc.w, tc.n), "|"); got != tc.want {
			t.Errorf("Clamp(%q, %d, %d) = %q, want %q", tc.text, tc.w, tc.n, got, tc.want)
		}
	}
}

func TestATitleLeavesNoCharacterAlone(t *testing.T) {
	for _, tc := range []struct {
		text string
		w, n int
		want string
	}{
		{"气垫带妆八小时，整点拍一张", 24, 2, "气垫带妆八小时，整点拍|一张"},
		{"两指防晒到底多长，量给你看", 22, 2, "两指防晒到底多长，量给|你看"},
		{"一二三四五", 8, 2, "一二三|四五"},
		{"一二三", 4, 2, "一二|三"}, // on less than two characters a line it would take three
		{"一二三四", 8, 2, "一二三四"},
		{"一二三四五六七八九", 8, 2, "一二三四|五六七…"},
		{"Two words a", 9, 2, "Two|words a"},
	} {
		if got := strings.Join(cell.Title(tc.text, tc.w, tc.n), "|"); got != tc.want {
			t.Errorf("Title(%q, %d, %d) = %q, want %q", tc.text, tc.w, tc.n, got, tc.want)
		}
	}
}

func TestRectIntersection(t *testing.T) {
	r := cell.Rect{X: 2, Y: 1, W: 10, H: 5}
	for _, tc := range []struct {
		name      string
		got, want any
	}{
		{"inset", r.Inset(1, 1), cell.Rect{X: 3, Y: 2, W: 8, H: 3}},
		{"inset past nothing", r.Inset(6, 0).Empty(), true},
		{"overlap", r.Intersect(cell.Rect{X: 0, Y: 3, W: 4, H: 9}), cell.Rect{X: 2, Y: 3, W: 2, H: 3}},
		{"apart", r.Intersect(cell.Rect{X: 12, Y: 1, W: 3, H: 3}), cell.Rect{}},
		{"first cell", r.Contains(2, 1), true},
		{"last cell", r.Contains(11, 5), true},
		{"past the edge", r.Contains(12, 5), false},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: got %v, want %v", tc.name, tc.got, tc.want)
		}
	}
}

func TestEveryRuneHasOneWidth(t *testing.T) {
	for r := rune(0); r <= 0x10ffff; r++ {
		for c := range cell.Clusters(string(r)) {
			if a, b := ansi.StringWidth(c.Text), ansi.StringWidthWc(c.Text); a != c.Width || b != c.Width {
				t.Errorf("%U: %d cells, by grapheme %d, by code point %d", r, c.Width, a, b)
			}
		}
	}
}

func FuzzTextKeepsItsMeasure(f *testing.F) {
	for _, s := range []string{
		"到手价 ¥289，立即购买！", "👨‍👩‍👧 1️⃣ ❤️ 👍🏽 🇨🇳", "e\u0301\u0302 नमस्ते 한국어 \u1100\u1161",
		"a\x1b[31mb\r\nc\td", "\xff\xfe中", "（（（【「《a", "。。，，！！", "word word-word 4.86 it’s", "   ", "\u200d\ufe0f\u0301",
	} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		if w < 0 || w > 200 || len(s) > 2000 {
			t.Skip()
		}
		checkClusters(t, s)
		if got := cell.Width(cell.Truncate(s, w)); got > w {
			t.Fatalf("Truncate(%q, %d) is %d wide", s, w, got)
		}
		if w > 0 && cell.Width(s) <= w && cell.Truncate(s, w) != s {
			t.Fatalf("Truncate(%q, %d) cut what fits", s, w)
		}
		checkWrap(t, s, w)
	})
}

// checkClusters compares what would be drawn with both ways of measuring.
func checkClusters(t *testing.T, s string) {
	t.Helper()
	var drawn strings.Builder
	sum := 0
	for c := range cell.Clusters(s) {
		if (c.Width == 0) != (c.Text == "") || c.Width < 0 || c.Width > 2 {
			t.Fatalf("cluster %q of %d cells", c.Text, c.Width)
		}
		if a, b := ansi.StringWidth(c.Text), ansi.StringWidthWc(c.Text); a != c.Width || b != c.Width {
			t.Fatalf("cluster %q: %d cells, by grapheme %d, by code point %d", c.Text, c.Width, a, b)
		}
		drawn.WriteString(c.Text)
		sum += c.Width
	}
	if got := cell.Width(s); got != sum {
		t.Fatalf("Width(%q) = %d, its clusters %d", s, got, sum)
	}
	if strings.ContainsAny(drawn.String(), "\x1b\r\n\t\x00\x07") {
		t.Fatalf("control character drawn from %q", s)
	}
}

func checkWrap(t *testing.T, s string, w int) {
	t.Helper()
	lines := cell.Wrap(s, w)
	if w < 1 {
		if lines != nil {
			t.Fatalf("Wrap(%q, %d) = %q", s, w, lines)
		}
		return
	}
	var kept strings.Builder
	for _, line := range lines {
		if got := cell.Width(line); got > w {
			t.Fatalf("Wrap(%q, %d): line %q is %d wide", s, w, line, got)
		}
		kept.WriteString(line)
	}
	if w >= 2 && solid(kept.String()) != solid(s) {
		t.Fatalf("Wrap(%q, %d) lost text: %q", s, w, lines)
	}
}

// solid is what s draws, without blanks.
func solid(s string) string {
	var b strings.Builder
	for c := range cell.Clusters(s) {
		if c.Text != " " && c.Text != "\u3000" {
			b.WriteString(c.Text)
		}
	}
	return b.String()
}

// A line of ordinary prose has a lawful break within every eight cells, so no
// mark may ever stand on the wrong side.
func TestWrapNeverMisplacesMarksInProse(t *testing.T) {
	const (
		closers = "，。！？：；、）】」》…"
		openers = "（【「《"
	)
	prose := []string{
		"物流很快，保税仓三天到，日期新鲜；已回购。就是量有点少……",
		"【保税仓】Veyrune 霏韵「屏障修护霜」50ml（换季）泛红干痒！油敏皮可用？可以、当然：可以。",
		"到手价 = 单品价 − 店铺券，直接算给顾客看；《划线价》是日常价，不是原价。",
	}
	for _, s := range prose {
		for w := 8; w <= 80; w++ {
			for _, line := range cell.Wrap(s, w) {
				r := []rune(line)
				if strings.ContainsRune(closers, r[0]) {
					t.Errorf("width %d: line starts with a closing mark: %q", w, line)
				}
				if strings.ContainsRune(openers, r[len(r)-1]) {
					t.Errorf("width %d: line ends with an opening mark: %q", w, line)
				}
			}
		}
	}
}

func BenchmarkWidthChinese(b *testing.B) {
	s := strings.Repeat("屏障修护霜 50ml 换季泛红干痒，", 4)
	b.ReportAllocs()
	for b.Loop() {
		cell.Width(s)
	}
}

func BenchmarkWrapChinese(b *testing.B) {
	s := strings.Repeat("屏障修护霜 50ml 换季泛红干痒，", 12)
	b.ReportAllocs()
	for b.Loop() {
		cell.Wrap(s, 44)
	}
}
