package page

import (
	"strconv"
	"strings"

	"tagtap/fixtures/words"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// teller puts codes, ids and figures into the words of a page.
type teller struct {
	lang   words.Lang
	market *measure.Market
}

// label is a word with its English gloss, which is "" but in both languages.
type label struct{ Text, Gloss string }

func (t *teller) say(key string, args ...string) string { return words.Say(t.lang, key, args...) }

func (t *teller) label(key string) label {
	l := label{Text: t.say(key)}
	if g := words.Gloss(key); t.lang == words.Both && g != l.Text {
		l.Gloss = g
	}
	return l
}

// plain is a label from outside.
func plain(s string) label { return label{Text: clean(s)} }

// of returns the label of an id in an area, and the id where the area has no word for it.
func (t *teller) of(area, id string) label {
	if key := area + id; words.Has(key) {
		return t.label(key)
	}
	return plain(id)
}

// clean lets no control, direction mark or broken byte through; what was one is seen as U+FFFD.
func clean(s string) string { return text.Clean(s, text.Limit{}).String() }

// in returns a name in the page's language, and the id where there is none.
func (t *teller) in(w shop.Words, id string) string {
	s := w.ZH.String()
	if t.lang == words.EN {
		s = w.EN.String()
	}
	if s == "" {
		return clean(id)
	}
	return clean(s)
}

const minus = "−"

// count prints a number in groups of three, with a minus sign.
func count[N ~int | ~int64](n N) string {
	sign, u := "", uint64(n)
	if n < 0 {
		sign, u = minus, -u
	}
	s := strconv.FormatUint(u, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// yuan prints an amount with its fen.
func yuan(f shop.Fen) string {
	sign, u := "", uint64(f)
	if f < 0 {
		sign, u = minus, -u
	}
	cents := strconv.FormatUint(100+u%100, 10)[1:]
	return sign + "¥" + count(int64(u/100)) + "." + cents
}

// whole prints an amount rounded to the yuan.
func whole(f shop.Fen) string {
	if f < 0 {
		return minus + whole(-f)
	}
	return "¥" + count(int64((f+50)/100))
}

// na prints a rate, or that there is nothing to take a share of.
func (t *teller) na(r measure.Rate) string {
	if !r.OK() {
		return t.say("page.na")
	}
	return r.String()
}

func (t *teller) interval(r measure.Rate, i measure.Interval) string {
	if !r.OK() {
		return ""
	}
	low, high, _ := strings.Cut(i.String(), " to ")
	return strings.TrimSuffix(low, "%") + "–" + high
}

// quantiles prints median, p75 and p90 of tenths of a second.
func (t *teller) quantiles(q measure.Quantiles) string {
	if q.N == 0 {
		return t.say("page.na")
	}
	parts := []string{span(q.P50), span(q.P75), span(q.P90)}
	return strings.Join(parts, " / ")
}

// span prints tenths of a second shortly: 4.2, 38, 6:30, 25 h.
func span(tenths int64) string {
	switch s := (tenths + 5) / 10; {
	case tenths < 100:
		return measure.Tenths(tenths).String()
	case s < 60:
		return strconv.FormatInt(s, 10)
	case s < 3600:
		return strconv.FormatInt(s/60, 10) + ":" + strconv.FormatInt(100+s%60, 10)[1:]
	case s < 48*3600:
		return strconv.FormatInt((s+1800)/3600, 10) + " h"
	default:
		return strconv.FormatInt((s+12*3600)/(24*3600), 10) + " d"
	}
}

// number prints a coordinate: two decimals at most.
func number(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// share is a part in percent, for widths.
func share(part, all float64) float64 {
	if all <= 0 {
		return 0
	}
	return 100 * part / all
}
