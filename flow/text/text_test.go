package text

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/fxamacker/cbor/v2"
)

// payloads are texts that attack a terminal or a reader, with what a shopper's
// field makes of each and why a file with it is refused.
var payloads = []struct {
	name, raw, cleaned string
	reason             Reason
	offset             int
}{
	{"clipboard", "a\x1b]52;c;aGk=\x07b", "a�]52;c;aGk=�b", Control, 1},
	{"window title", "\x1b]0;owned\x07", "�]0;owned�", Control, 0},
	{"unterminated sequence", "x\x1bP$q", "x�P$q", Control, 1},
	{"link", "\x1b]8;;file:///etc/passwd\x1b\\x", "�]8;;file:///etc/passwd�\\x", Control, 0},
	{"conceal", "\x1b[8mhidden", "�[8mhidden", Control, 0},
	{"8-bit sequence", "a\u009b31mb", "a�31mb", Control, 1},
	{"8-bit command", "a\u009d0;x", "a�0;x", Control, 1},
	{"delete", "a\x7fb", "a�b", Control, 1},
	{"null", "a\x00b", "a�b", Control, 1},
	{"return over a price", "price 999\rFREE!", "price 999 FREE!", Control, 9},
	{"tab", "a\tb", "a b", Control, 1},
	{"line break", "a\nb", "a b", LineBreak, 1},
	{"line separator", "a\u2028b", "a b", LineBreak, 1},
	{"next line", "a\u0085b", "a b", Control, 1},
	{"right to left", "\u202egnp.exe", "�gnp.exe", Direction, 0},
	{"isolate", "a\u2066b", "a�b", Direction, 1},
	{"zero-width space", "a\u200bb", "a�b", Invisible, 1},
	{"byte order mark", "\uFEFFa", "�a", Invisible, 0},
	{"soft hyphen", "a\u00adb", "a�b", Invisible, 1},
	{"tag letter", "a\U000E0041b", "a�b", Invisible, 1},
	{"filler", "a\u3164b", "a�b", Invisible, 1},
	{"blank braille", "\u2800", "�", Invisible, 0},
	{"grapheme joiner", "a\u034fb", "a�b", Invisible, 1},
	{"joiner between letters", "a\u200db", "a�b", Invisible, 1},
	{"private use", "a\ue000", "a�", Private, 1},
	{"noncharacter", "a\ufdd0", "a�", Noncharacter, 1},
	{"broken UTF-8", "a\xffb", "a�b", NotUTF8, 1},
	{"cut UTF-8", "a\xe4\xb8", "a�", NotUTF8, 1},
	{"ideograph variant", "葛\U000E0100飾", "葛飾", Selector, 3},
	{"text style", "☺\ufe0e", "☺", Selector, 3},
	{"emoji style on a letter", "中\ufe0f", "中", Selector, 3},
	{"emoji style twice", "⭐\ufe0f\ufe0f", "⭐\ufe0f", Selector, 6},
	{"five accents", "q\u0300\u0301\u0302\u0303\u0304z", "q\u0300\u0301\u0302\u0303z", Marks, 9},
	{"accent without a letter", "\u0301x", "x", Marks, 0},
	{"decomposed", "cafe\u0301", "café", NotComposed, 3},
	{"emoji style on a narrow sign", "I❤\ufe0fU", "I❤U", Width, 1},
	{"keycap", "1\ufe0f\u20e3", "1\u20e3", Selector, 1},
	{"skin tone", "👍🏽", "👍", Width, 0},
	{"family", "👨\u200d👩\u200d👧!", "👨!", Width, 4},
	{"burning heart", "❤\ufe0f\u200d🔥", "❤", Width, 6},
	{"runner with tone", "🏃🏽\u200d♀\ufe0fgo", "🏃go", Width, 8},
	{"joiner at the end", "👍\u200d", "👍", Width, 4},
	{"half a flag", "🇨", "�", Width, 0},
}

func TestCleanRepairsWhatCheckRefuses(t *testing.T) {
	for _, p := range payloads {
		t.Run(p.name, func(t *testing.T) {
			if got := Clean(p.raw, Line).String(); got != p.cleaned {
				t.Errorf("Clean(%+q) = %+q, want %+q", p.raw, got, p.cleaned)
			}
			_, err := Check(p.raw, Line)
			var f *Fault
			if !errors.As(err, &f) {
				t.Fatalf("Check(%+q) = %v, want a fault", p.raw, err)
			}
			if f.Reason != p.reason || f.Offset != p.offset {
				t.Errorf("Check(%+q) is %q at %d, want %q at %d", p.raw, f.Reason, f.Offset, p.reason, p.offset)
			}
			if f.Allowed == "" || ansi.Strip(f.Error()) != f.Error() {
				t.Errorf("the message %+q is not fit to print", f.Error())
			}
			holds(t, p.raw, Line)
		})
	}
}

func TestHonestTextPassesUntouched(t *testing.T) {
	for _, s := range []string{
		"", "Velvet lip tint, no. 03", "丝绒唇釉", "油皮空瓶记：SPF50+，不假白！", "“很好用”——¥128.00 ￥68",
		"🛒 📦 🔥 💬 👍 ⭐ 🫶", "★☆♥✓→●█─┐", "Crème brûlée, naïve", "가나다", "ひらがなカタカナ", "🇨🇳", "⭐\ufe0f",
		"à la carte", "�", " spaces stay ", "مرحبا", "Zürich · 上海",
	} {
		got, err := Check(s, Line)
		if err != nil || got.String() != s {
			t.Errorf("Check(%q) = %q, %v", s, got, err)
		}
		if got := Clean(s, Line); got.String() != s {
			t.Errorf("Clean(%q) = %q", s, got)
		}
	}
}

func TestLines(t *testing.T) {
	const raw = "一\r\n二\r三\n\u2028四"
	if got := Clean(raw, Review).String(); got != "一\n二\n三\n\n四" {
		t.Errorf("with lines: %q", got)
	}
	if got := Clean(raw, Name).String(); got != "一 二 三  四" {
		t.Errorf("without lines: %q", got)
	}
	if _, err := Check("一\n二", Review); err != nil {
		t.Errorf("LF where lines are allowed: %v", err)
	}
}

func TestLimitCutsBetweenGraphemes(t *testing.T) {
	tests := []struct {
		raw  string
		l    Limit
		want string
	}{
		{"丝绒唇釉", Limit{Runes: 2}, "丝绒"},
		{"丝绒唇釉", Limit{Bytes: 7}, "丝绒"},
		{"abc", Limit{Runes: 3}, "abc"},
		{"ab🇨🇳", Limit{Runes: 3}, "ab"},
		{"aq\u0300\u0301", Limit{Runes: 3}, "a"},
		{"abc", Limit{}, "abc"},
		{strings.Repeat("字", 21), Title, strings.Repeat("字", 20)},
		{strings.Repeat("\u0301", 5000) + "x", Title, ""},
	}
	for _, tt := range tests {
		if got := Clean(tt.raw, tt.l).String(); got != tt.want {
			t.Errorf("Clean(%.40q, %+v) = %q, want %q", tt.raw, tt.l, got, tt.want)
		}
	}
	_, err := Check("丝绒唇釉", Limit{Runes: 2})
	var f *Fault
	if !errors.As(err, &f) || f.Reason != TooLong || f.Offset != 6 || f.Allowed != "at most 2 characters" {
		t.Errorf("Check over the limit: %+v", err)
	}
}

func TestPlainRunesNeedNoSecondLook(t *testing.T) {
	var all strings.Builder
	for r := rune(1); r < 0x20000; r++ {
		if !plain(r) {
			continue
		}
		all.WriteRune(r)
		if f := fault(string(r), Limit{}); f != nil {
			t.Fatalf("%U: %v", r, f)
		}
	}
	if f := fault(all.String(), Limit{}); f != nil {
		t.Errorf("side by side: %v at %d", f, f.Offset)
	}
}

func TestCleanTextCostsNothing(t *testing.T) {
	for _, s := range []string{ascii200, "丝绒唇釉，不沾杯！（第 03 号）“很好用”"} {
		if n := testing.AllocsPerRun(100, func() { Clean(s, Review) }); n != 0 {
			t.Errorf("Clean(%.20q…) allocates %v times", s, n)
		}
	}
}

func TestTextSurvivesStorage(t *testing.T) {
	type row struct {
		Nick Text
		Note Text `json:",omitzero" cbor:",omitzero"`
	}
	want := row{Nick: Clean("丝绒 \"Q\"", Name)}
	for _, form := range []struct {
		name   string
		encode func(any) ([]byte, error)
		decode func([]byte, any) error
	}{
		{"json", json.Marshal, json.Unmarshal},
		{"cbor", cbor.Marshal, cbor.Unmarshal},
	} {
		t.Run(form.name, func(t *testing.T) {
			b, err := form.encode(want)
			if err != nil {
				t.Fatal(err)
			}
			var got row
			if err := form.decode(b, &got); err != nil || got != want {
				t.Errorf("got %+v, %v, want %+v", got, err, want)
			}
		})
	}
	var got Text
	if err := json.Unmarshal([]byte(`"\u001b]52;c;x"`), &got); err != nil || got.String() != "�]52;c;x" {
		t.Errorf("what is stored is cleaned again: got %q, %v", got, err)
	}
}

func TestTextMeasures(t *testing.T) {
	if got := Clean("唇釉", Name); got.Len() != 2 || got.IsZero() || !(Text{}).IsZero() {
		t.Errorf("Len %d, IsZero %t", got.Len(), got.IsZero())
	}
}

// holds checks the promises of the package on one raw text.
func holds(t *testing.T, raw string, l Limit) {
	t.Helper()
	got := Clean(raw, l)
	s := got.String()
	switch {
	case !utf8.ValidString(s):
		t.Errorf("1: %+q is not UTF-8", s)
	case ansi.Strip(s) != s:
		t.Errorf("2: %+q holds a sequence", s)
	case ansi.StringWidth(s) != ansi.StringWidthWc(s):
		t.Errorf("4: %+q is %d or %d cells wide", s, ansi.StringWidth(s), ansi.StringWidthWc(s))
	case l.Runes > 0 && got.Len() > l.Runes, l.Bytes > 0 && len(s) > l.Bytes:
		t.Errorf("5: %+q has %d runes, %d bytes, over %+v", s, got.Len(), len(s), l)
	case !l.Lines && strings.Contains(s, "\n"):
		t.Errorf("2: %+q has lines", s)
	case Clean(s, l) != got:
		t.Errorf("6: %+q becomes %+q", s, Clean(s, l))
	}
	if again, err := Check(s, l); err != nil || again != got {
		t.Errorf("6: Check(%+q) = %v", s, err)
	}
	if checked, err := Check(raw, l); (err == nil) != (s == raw) || err == nil && checked != got {
		t.Errorf("Check(%+q) = %v, but Clean gives %+q", raw, err, s)
	}
}

func FuzzClean(f *testing.F) {
	for _, p := range payloads {
		f.Add(p.raw, 20, true)
		f.Add(p.raw+"丝绒"+p.raw, 4, false)
	}
	f.Add("\u0958\u0301\u1100\u1161\u200d\U0001f468", 0, true)
	f.Add("e\u0301\u0300🇨\u200d🇳️👍🏽\ufe0f", 3, false)
	f.Fuzz(func(t *testing.T, raw string, runes int, lines bool) {
		holds(t, raw, Limit{Runes: max(0, runes%100), Lines: lines})
		holds(t, raw, Limit{Bytes: max(0, runes%100), Lines: lines})
	})
}

// The speed of the door: a text of 200 bytes that is clean, and one of 350 that
// is not.
const ascii200 = "The velvet lip tint stays through lunch, does not dry and comes off with oil. Shade 03 is a muted rose " +
	"that suits warm skin; 05 is brighter. Two thin coats are enough, and the brush is fine. 5/5"

var mixed350 = strings.Repeat("丝绒唇釉 no. 03 很好用👍🏽, cafe\u0301 ❤\ufe0f, crème ½ 가나다 ", 4)

func BenchmarkClean(b *testing.B) {
	for _, bm := range []struct{ name, raw string }{
		{"ascii", ascii200}, {"chinese", strings.Repeat("丝绒唇釉不沾杯，", 8)}, {"mixed", mixed350},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(bm.raw)))
			b.ReportAllocs()
			for b.Loop() {
				Clean(bm.raw, Review)
			}
		})
	}
}
