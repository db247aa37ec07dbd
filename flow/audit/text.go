package audit

import (
	"slices"
	"strings"
	"unicode"

	"tagtap/flow/text"
)

func holds(all []string, one string) bool { return slices.Contains(all, one) }

// letters returns the folded letters and digits of a text, all else left out: the form in which two labels read alike.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Fold(s))
}

// leastAnswer is how many letters and digits a text needs to say anything: "-" and "待补" do not.
const leastAnswer = 4

// leastAlt is the same for the text of a picture.
const leastAlt = 2

// says says whether a text says anything.
func says(t text.Text) bool { return speaks(t, leastAnswer) }

func speaks(t text.Text, least int) bool {
	n := 0
	for _, r := range t.String() {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if n++; n >= least {
				return true
			}
		}
	}
	return false
}

// hasHan says whether there is a Chinese character in a text.
func hasHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

// pieces cuts a text, folded, at everything that is no letter and no digit.
func pieces(s string) []string {
	return strings.FieldsFunc(text.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// names says whether a text has a name in it: a Chinese one anywhere, a Latin one as whole words. Both are folded.
func names(folded, name string) bool {
	for at := 0; ; {
		i := strings.Index(folded[at:], name)
		if i < 0 {
			return false
		}
		i += at
		if hasHan(name) || whole(folded, i, i+len(name)) {
			return true
		}
		at = i + 1
	}
}

// whole says whether no Latin letter or digit stands right before or behind a part of a text.
func whole(s string, from, to int) bool {
	latin := func(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }
	return (from == 0 || !latin(s[from-1])) && (to == len(s) || !latin(s[to]))
}

// numbered says whether a text, folded, counts or measures: it has a digit, a Chinese number before what it counts, or the letters
// of a size.
func numbered(s string) bool {
	for _, piece := range pieces(s) {
		if holds(sizes, piece) {
			return true
		}
	}
	r := []rune(s)
	for i := range r {
		if unicode.IsDigit(r[i]) || strings.ContainsRune("一二两三四五六七八九十百双", r[i]) && i+1 < len(r) && strings.ContainsRune(measures, r[i+1]) {
			return true
		}
	}
	return false
}

// measures are what Chinese counts products, packs and sizes in.
const measures = "种只支瓶件片包颗粒色味装格层升米寸条套枚袋盒罐双杯码个合瓣月"

var sizes = []string{"xs", "s", "m", "l", "xl", "xxl"}
