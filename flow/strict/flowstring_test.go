package strict

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFlowStringIsPlainWhereThatIsSafe(t *testing.T) {
	tests := []struct{ s, want string }{
		{"rose-03", "rose-03"}, {"5", "5"}, {"-1", "-1"}, {"很好用", "很好用"}, {"很好用，回购！", "很好用，回购！"},
		{"¥128.00", "¥128.00"}, {"<= 9", "<= 9"}, {"not 9", "not 9"}, {"true", "true"}, {"two words", "two words"},
		{"", `""`}, {"a, b", `"a, b"`}, {"a: b", `"a: b"`}, {"12:30", `"12:30"`}, {">= 9", `">= 9"`}, {"!= 3", `"!= 3"`},
		{"good #lips", `"good #lips"`}, {" a", `" a"`}, {"a ", `"a "`}, {"a  b", `"a  b"`}, {"- a", `"- a"`}, {"---", `"---"`},
		{"${x}", `"${x}"`}, {"[a]", `"[a]"`}, {`say "hi"`, `"say \"hi\""`}, {`a\b`, `"a\\b"`}, {"it's", `"it's"`},
		{"一\n二", `"一\n二"`}, {"👍", `"👍"`}, {"a\x1b", `"a\x1b"`}, {"a\xff", `"a�"`}, {"\u2028", `"\u2028"`}, {"<<", `"<<"`},
		{"null", `"null"`}, {"Null", `"Null"`}, {"nullable", "nullable"}, {"why?", `"why?"`}, {"?", `"?"`}, {"=", `"="`}, {"\uFFFE", `"\ufffe"`},
	}
	for _, tt := range tests {
		if got := FlowString(tt.s); got != tt.want {
			t.Errorf("FlowString(%q) = %s, want %s", tt.s, got, tt.want)
		}
	}
}

func FuzzFlowString(f *testing.F) {
	for _, s := range []string{"rose-03", "", "a: b", "'", `\"`, "<<", "<= 9", "- ", "~", "null", "a #b", "\u0085", "\ufeff", "一\n二", "🇨🇳", "<= " + strings.Repeat("<", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 || !utf8.ValidString(s) {
			return
		}
		form := FlowString(s)
		for _, file := range []string{"k: {v: " + form + "}", "k: [" + form + ", x]", "- k: {" + "v: " + form + ", w: 1}", "k: " + form} {
			n, err := Parse("f", []byte(file), Story)
			if err != nil {
				t.Fatalf("%q as %s: %v", s, file, err)
			}
			found := false
			each(n, func(n *Node) { found = found || n.kind == Scalar && n.text == s })
			if !found {
				t.Fatalf("%q as %s becomes %s", s, file, show(n))
			}
		}
	})
}
