package story

import (
	"math"
	"strconv"
	"strings"

	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// compare is a comparison with a number, in the smallest unit: a count, a tenth of a second, a fen.
type compare struct {
	least, most int64
	not         bool
	text        string // as it was written
}

func (c compare) holds(n int64) bool { return (c.least <= n && n <= c.most) != c.not }

// unit says how a kind of number is read and printed.
type unit struct {
	want  string // in messages: what may stand here
	parse func(string) (int64, bool)
	print func(int64) string
}

var (
	counts = unit{
		want:  "a number or a comparison: 9, <= 9, 9 or more, 3..9, not 9",
		parse: parseCount, print: func(n int64) string { return strconv.FormatInt(n, 10) },
	}
	tenths = unit{
		want:  "seconds or a comparison: 31.4, <= 31.4, 30 or more, 10..31.4",
		parse: parseTenths, print: func(n int64) string { return measure.Tenths(n).String() },
	}
	money = unit{
		want:  "money text such as ¥128.00",
		parse: parseMoney, print: func(n int64) string { return shop.Fen(n).String() },
	}
)

// mostDigits bounds a number of a story; ten million years of taps.
const mostDigits = 9

func parseCount(s string) (int64, bool) {
	if s == "" || len(s) > mostDigits || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

func parseTenths(s string) (int64, bool) {
	whole, part, point := strings.Cut(s, ".")
	n, ok := parseCount(whole)
	if !ok || point && len(part) != 1 {
		return 0, false
	}
	tenth := int64(0)
	if point {
		if tenth, ok = parseCount(part); !ok {
			return 0, false
		}
	}
	return 10*n + tenth, true
}

func parseMoney(s string) (int64, bool) {
	f, err := shop.ParseFen(s)
	return int64(f), err == nil
}

// comparison reads a scalar as a comparison.
func (u unit) comparison(n *strict.Node) (compare, error) {
	s, err := n.Text()
	if err != nil {
		return compare{}, n.Errorf("got %s, want %s", n.Got(), u.want)
	}
	c, ok := u.read(strings.TrimSpace(s))
	if !ok {
		return compare{}, n.Errorf("got %s, want %s", n.Got(), u.want)
	}
	return c, nil
}

func (u unit) read(s string) (compare, bool) {
	c := compare{least: math.MinInt64, most: math.MaxInt64, text: s}
	if low, high, ok := strings.Cut(s, ".."); ok {
		var okLow, okHigh bool
		c.least, okLow = u.parse(strings.TrimSpace(low))
		c.most, okHigh = u.parse(strings.TrimSpace(high))
		return c, okLow && okHigh && c.least <= c.most
	}
	if rest, ok := strings.CutSuffix(s, " or more"); ok {
		s = ">=" + rest
	} else if rest, ok := strings.CutSuffix(s, " or less"); ok {
		s = "<=" + rest
	}
	op := s[:len(s)-len(strings.TrimLeft(s, "<>=!"))]
	if rest, ok := strings.CutPrefix(s, "not "); ok {
		c.not, s = true, rest
	}
	n, ok := u.parse(strings.TrimSpace(s[len(op):]))
	if !ok {
		return compare{}, false
	}
	switch op {
	case "", "!=":
		c.least, c.most = n, n
		c.not = c.not || op == "!="
	case "<=":
		c.most = n
	case "<":
		c.most = n - 1
	case ">=":
		c.least = n
	case ">":
		c.least = n + 1
	default:
		return compare{}, false
	}
	return c, true
}
