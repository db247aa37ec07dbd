package shop

import "math/bits"

// mulDiv returns a·b/c and the remainder exactly; a, b ≥ 0, c > 0, a ≤ c or b ≤ c so that the quotient fits.
func mulDiv(a, b, c Fen) (quotient, remainder Fen) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	q, r := bits.Div64(hi, lo, uint64(c))
	return Fen(q), Fen(r)
}
