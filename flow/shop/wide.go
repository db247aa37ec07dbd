package shop

import "math/bits"

// mulDiv returns a·b/c and the remainder exactly; a, b ≥ 0, c > 0, and the quotient fits.
func mulDiv(a, b, c Fen) (quotient, remainder Fen) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	q, r := bits.Div64(hi, lo, uint64(c))
	return Fen(q), Fen(r)
}

// part returns a·b/c rounded half-up: the one rounding that a discount or a tax sees.
func part(a, b, c Fen) Fen {
	q, r := mulDiv(a, b, c)
	if r >= c-r {
		q++
	}
	return q
}

// percent returns so many percent of an amount, half-up.
func percent(a Fen, of int) Fen { return part(a, Fen(of), 100) }
