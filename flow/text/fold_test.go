package text

import (
	"strings"
	"testing"
)

func TestFoldMakesLookalikesEqual(t *testing.T) {
	tests := []struct{ name, a, b string }{
		{"case", "Lily", "LILY"},
		{"full width", "ＬＩＬＹ　０１", "lily 01"},
		{"spaces", "  a \t b ", "a b"},
		{"compatibility", "ﬁne", "FINE"},
		{"composition", "cafe\u0301", "CAFÉ"},
		{"sharp s", "Straße", "STRASSE"},
		{"half-width kana", "ｶﾞ", "ガ"},
		{"ideographic space", "丝绒　唇釉", "丝绒 唇釉"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if a, b := Fold(tt.a), Fold(tt.b); a != b {
				t.Errorf("Fold(%q) = %q, Fold(%q) = %q", tt.a, a, tt.b, b)
			}
		})
	}
	for _, pair := range [][2]string{{"a b", "ab"}, {"丝绒", "絲絨"}, {"e", "é"}} {
		if Fold(pair[0]) == Fold(pair[1]) {
			t.Errorf("%q and %q are not the same name", pair[0], pair[1])
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Lily", "ＬＩＬＹ　０１", "ﬁne", "İı", "\u0345Ⱥ", "ϔ\u0301", " a ", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%+q) = %+q, folded again %+q", s, once, twice)
		}
		if strings.TrimSpace(once) != once {
			t.Errorf("Fold(%+q) = %+q", s, once)
		}
	})
}

func TestOneScript(t *testing.T) {
	tests := []struct {
		s    string
		want bool
	}{
		{"", true}, {"123 ★", true}, {"Lily", true}, {"丝绒Lily01", true}, {"さくら桜Lily", true}, {"가나Lily", true},
		{"Лили", true}, {"Ελένη", true},
		{"Liliа", false}, // the last letter is Cyrillic
		{"ΕLENA", false}, // the first is Greek
		{"丝绒Лили", false}, {"さくら가나", false}, {"Λили", false}, {"ㄅㄆ가", false},
	}
	for _, tt := range tests {
		if got := OneScript(tt.s); got != tt.want {
			t.Errorf("OneScript(%q) = %t", tt.s, got)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"open-note", "tap-tag", "add-to-cart", "open-cart", "checkout", "pay", "confirm", "expect", "write-review", "start", "story"}
	tests := []struct{ word, want string }{
		{"tapp", "tap-tag"}, {"tap_tag", "tap-tag"}, {"Tap Tag", "tap-tag"}, {"chekout", "checkout"},
		{"confrim", "confirm"}, {"add-to-crat", "add-to-cart"}, {"PAY", "pay"}, {"pya", "pay"}, {"opencart", "open-cart"},
		{"reviw", "write-review"}, {"expct", "expect"}, {"stor", "story"}, {"note", "open-note"}, {"check", "checkout"},
		{"cart", ""}, // two names hold it
		{"x", ""}, {"", ""}, {"zebra", ""}, {"丝绒", ""}, {strings.Repeat("a", 10_000), ""},
	}
	for _, tt := range tests {
		got, ok := Nearest(tt.word, names)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("Nearest(%.20q) = %q, %t, want %q", tt.word, got, ok, tt.want)
		}
	}
}
