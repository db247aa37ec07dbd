package shop

import (
	"fmt"
	"strconv"
	"strings"
)

// Fen is an amount of money: a hundredth of a yuan, the unit in which the platform itself keeps amounts
// (open.xiaohongshu.com, order.getOrderDetail). There is no other representation of money in the program.
type Fen int64

// MaxPrice is the highest price of one piece, ¥100,000 (open.xiaohongshu.com, create item).
const MaxPrice Fen = 10_000_000

// String prints the amount as people read it, the sign first: ¥129.05, -¥30.00.
func (f Fen) String() string {
	sign := ""
	if f < 0 {
		sign, f = "-", -f
	}
	return fmt.Sprintf("%s¥%d.%02d", sign, f/100, f%100)
}

// ParseFen reads what String prints. The yuan sign is required, so that a count is never taken for money; the
// decimals may be left out. More than two decimals are refused: there is nothing below a fen.
func ParseFen(s string) (Fen, error) {
	rest, negative := strings.CutPrefix(s, "-")
	if !negative {
		rest, negative = strings.CutPrefix(s, "−")
	}
	rest, ok := strings.CutPrefix(rest, "¥")
	if !ok { // the wide sign of Chinese keyboards looks the same
		rest, ok = strings.CutPrefix(rest, "￥")
	}
	if !ok {
		return 0, fmt.Errorf("got %q, want money text such as ¥128.00", s)
	}
	whole, part, point := strings.Cut(rest, ".")
	if point && len(part) != 2 {
		return 0, fmt.Errorf("got %q, want two decimals as in ¥128.00", s)
	}
	whole = strings.ReplaceAll(whole, ",", "")
	yuan, err := digits(whole)
	if err != nil || whole == "" || len(whole) > 12 {
		return 0, fmt.Errorf("got %q, want money text such as ¥128.00", s)
	}
	cents := int64(0)
	if point {
		if cents, err = digits(part); err != nil {
			return 0, fmt.Errorf("got %q, want two decimals as in ¥128.00", s)
		}
	}
	f := Fen(yuan*100 + cents)
	if negative {
		f = -f
	}
	return f, nil
}

func digits(s string) (int64, error) {
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, strconv.ErrSyntax
		}
	}
	return strconv.ParseInt(s, 10, 64)
}

// Split divides an amount over weights so that no fen is lost: proportional, the largest remainder first, ties to the
// earlier. Weights are not negative; where all are zero the first takes everything. The result has one share a weight.
func Split(amount Fen, weights []Fen) []Fen {
	shares := make([]Fen, len(weights), 2*len(weights))
	split(max(amount, -amount), weights, shares, shares[len(weights):2*len(weights)])
	if amount < 0 {
		for i := range shares {
			shares[i] = -shares[i]
		}
	}
	return shares[:len(weights):len(weights)]
}

// split is Split of an amount that is not negative; rests is room for its work.
func split(amount Fen, weights, shares, rests []Fen) {
	var sum Fen
	for _, w := range weights {
		sum += w
	}
	clear(shares)
	if sum == 0 || amount == 0 {
		if amount > 0 && len(shares) > 0 {
			shares[0] = amount
		}
		return
	}
	left := amount
	for i, w := range weights {
		if w == 0 {
			rests[i] = -1
			continue
		}
		shares[i], rests[i] = mulDiv(amount, w, sum)
		left -= shares[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := range weights {
			if rests[i] > rests[best] {
				best = i
			}
		}
		shares[best]++
		rests[best] = -1
	}
}
