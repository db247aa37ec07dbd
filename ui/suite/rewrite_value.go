package suite

import (
	"fmt"
	"strconv"
	"strings"

	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// renewed returns what a value has to be so that what was got is right: <= 9 becomes <= 11 for 11, 3..9 becomes 3..11, ¥1.00
// becomes ¥2.00, product becomes cart. Loosens says that it is a bound that was moved outwards.
func renewed(was, got string) (is string, loosens bool, err error) {
	g, ok := amountOf(got)
	if !ok || !numeric(was) {
		is, err = word(got)
		return is, false, err
	}
	if low, high, ok := strings.Cut(was, ".."); ok {
		if least, ok := amountOf(strings.TrimSpace(low)); ok && g.n < least.n {
			return got + ".." + high, true, nil
		}
		return low + ".." + got, true, nil
	}
	for _, more := range []string{" or more", " or less"} {
		if strings.HasSuffix(was, more) {
			return got + more, true, nil
		}
	}
	if strings.HasPrefix(was, "not ") || strings.HasPrefix(was, "!=") {
		return "", false, errLeft("it says what must not be, and that is what it got")
	}
	operand := strings.TrimLeft(was, "<>=! ")
	before := was[:len(was)-len(operand)]
	switch strings.TrimSpace(before) {
	case "":
		return got, false, nil
	case "<":
		return before + g.moved(1), true, nil
	case ">":
		if g.n == 0 && !g.money {
			return "", false, errLeft("nothing is less than 0")
		}
		return before + g.moved(-1), true, nil
	}
	return before + got, true, nil
}

// numeric says whether a value is a number, or compares with one.
func numeric(was string) bool {
	s := strings.TrimSuffix(strings.TrimSuffix(was, " or more"), " or less")
	s, _, _ = strings.Cut(strings.TrimPrefix(s, "not "), "..")
	_, ok := amountOf(strings.TrimSpace(strings.TrimLeft(s, "<>=! ")))
	return ok
}

// amount is a number in its smallest unit: a count, a tenth of a second, a fen.
type amount struct {
	n      int64
	money  bool
	tenths bool
}

// amountOf reads a number as expectations print it: 11, 31.4, ¥128.00.
func amountOf(s string) (amount, bool) {
	if f, err := shop.ParseFen(s); err == nil {
		return amount{n: int64(f), money: true}, true
	}
	whole, part, point := strings.Cut(s, ".")
	n, err := strconv.ParseUint(whole+part, 10, 62)
	if err != nil || point && len(part) != 1 || strings.HasPrefix(s, "+") {
		return amount{}, false
	}
	return amount{n: int64(n), tenths: point}, true
}

// moved prints the number that lies so many smallest units off.
func (a amount) moved(by int64) string {
	switch n := a.n + by; {
	case a.money:
		return shop.Fen(n).String()
	case a.tenths:
		return fmt.Sprintf("%d.%d", n/10, n%10)
	default:
		return strconv.FormatInt(n, 10)
	}
}

// word returns what was got as a word or a list of words of a story; a refusal is told with its arguments, which are left out.
func word(got string) (string, error) {
	if inner, ok := strings.CutPrefix(got, "["); ok {
		inner, closed := strings.CutSuffix(inner, "]")
		words := strings.Split(inner, ", ")
		for _, w := range words {
			closed = closed && (isID(w) || inner == "")
		}
		if closed {
			return got, nil
		}
	}
	id, _, _ := strings.Cut(got, " {")
	if !isID(id) || strict.FlowString(id) != id {
		return "", errLeft("what it got is no value that can be written there: " + got)
	}
	return id, nil
}

// isID says whether a word is of letters, digits and hyphens.
func isID(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.' {
			return false
		}
	}
	return s != ""
}
