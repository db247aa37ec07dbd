package audit

import (
	"slices"
	"testing"
)

func TestBannedWordsKnowTheirBounds(t *testing.T) {
	for _, c := range []struct {
		text string
		of   kind
		want []string
	}{
		{"全国第一", 0, []string{"第一"}},
		{"第一次用，第一名是别人", 0, []string{"第一"}},
		{"第一次用，第一天就好", 0, nil},
		{"星期一第一批", 0, nil},
		{"万一第一支不行", 0, nil},
		{"最佳赏味期", 0, nil},
		{"最佳", 0, []string{"最佳"}},
		{"食品级硅胶", 0, nil},
		{"食品级原料", cosmetic, []string{"食品级"}},
		{"降血脂", cosmetic, nil},
		{"降血脂", eaten, []string{"降血脂"}},
		{"国家级的顶级极品", 0, []string{"国家级", "顶级", "极品"}},
		{"", cosmetic | eaten, nil},
	} {
		if got := boasts(c.text, c.of); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestBannedWordsHaveSources(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range BannedWords() {
		if b.Source == "" || b.Word == "" || seen[b.Word] {
			t.Errorf("%+v: want a word once, with its source", b)
		}
		seen[b.Word] = true
		for _, x := range b.Except {
			if b.in(b.Word + x) {
				t.Errorf("%s%s is let pass, and was found", b.Word, x)
			}
		}
		if !b.in("这里有" + b.Word + "。") {
			t.Errorf("%s was not found", b.Word)
		}
	}
}

// Nothing that people write breaks the readers of notes, and a code or amount that stands there is found.
func FuzzNotes(f *testing.F) {
	for _, s := range []string{"N17 ¥129.00", "05#", "１２３元", "¥", "12,5块", "a0000", "¥1.2.3", "٣元", "第一"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, _, _ = codes(s), amounts(s), boasts(s, cosmetic|eaten)
		_ = lacking(s, []string{"aldra", "奥朵"})
		if got := amounts(s + " ¥129.00"); len(got) == 0 || got[len(got)-1] != 12900 {
			t.Errorf("%q: amounts are %v, want ¥129.00 at the end", s, got)
		}
		if got := codes(s + " N17"); len(got) == 0 || got[len(got)-1] != "n17" {
			t.Errorf("%q: codes are %q, want n17 at the end", s, got)
		}
	})
}
