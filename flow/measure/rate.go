package measure

import (
	"math"
	"strconv"
)

// Rate is a share: Num of Den. Neither is negative and Num is no more than Den. The zero Rate is a share of nothing, which is
// not a share of 0 %: it prints as n/a.
type Rate struct{ Num, Den int64 }

// OK says whether there is anything to take a share of.
func (r Rate) OK() bool { return r.Den > 0 }

// Share returns the rate as a number from 0 to 1, and 0 where OK is false.
func (r Rate) Share() float64 {
	if !r.OK() {
		return 0
	}
	return float64(r.Num) / float64(r.Den)
}

// Complement is the share of those that are left: 1 − r.
func (r Rate) Complement() Rate { return Rate{r.Den - r.Num, r.Den} }

// String prints the rate as a percentage with one decimal, rounded half up, or n/a.
func (r Rate) String() string {
	if !r.OK() {
		return "n/a"
	}
	permille := r.Num / r.Den * 1000 // in two parts, so that large counts do not overflow
	permille += (r.Num%r.Den*2000 + r.Den) / (2 * r.Den)
	return Tenths(permille).String() + "%"
}

// MarshalJSON prints the rate as a fraction with four decimals at most, or null.
func (r Rate) MarshalJSON() ([]byte, error) {
	if !r.OK() {
		return []byte("null"), nil
	}
	return fraction(r.Share()), nil
}

// fraction prints a number with four decimals, without the zeros behind them.
func fraction(x float64) []byte {
	x = math.Round(x*1e4)/1e4 + 0 // + 0 makes a zero of a negative zero
	return strconv.AppendFloat(nil, x, 'f', -1, 64)
}

// Interval is a range that holds the true value in 95 of 100 such samples. It is in parts of 1, not in percent.
type Interval struct{ Low, High float64 }

// String prints the interval in percent with one decimal: 25.5% to 36.6%; the zero Interval is that of nothing, n/a.
func (i Interval) String() string {
	if i == (Interval{}) {
		return "n/a"
	}
	return percent(i.Low) + " to " + percent(i.High)
}

// Has says whether the interval holds a value. That of a difference which holds 0 leaves open which of the two is larger.
func (i Interval) Has(x float64) bool { return i.Low <= x && x <= i.High }

// MarshalJSON prints [low, high] with four decimals at most, or null for the zero Interval.
func (i Interval) MarshalJSON() ([]byte, error) {
	if i == (Interval{}) {
		return []byte("null"), nil
	}
	b := append([]byte{'['}, fraction(i.Low)...)
	b = append(append(b, ','), fraction(i.High)...)
	return append(b, ']'), nil
}

func percent(x float64) string {
	return strconv.FormatFloat(math.Round(x*1000)/10+0, 'f', 1, 64) + "%"
}

// twoSided is the quantile of the normal distribution between whose negative and itself 95 % lie.
const twoSided = 1.959963984540054

// Interval returns Wilson's score interval of the rate (Wilson 1927; Newcombe 1998, method 3), false for a share of nothing.
// It stays inside of 0 and 1 and is good for small samples and for rates near the ends.
func (r Rate) Interval() (Interval, bool) {
	if !r.OK() {
		return Interval{}, false
	}
	n, p := float64(r.Den), r.Share()
	const z2 = twoSided * twoSided
	middle := p + z2/(2*n)
	half := twoSided * math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	i := Interval{(middle - half) / (1 + z2/n), (middle + half) / (1 + z2/n)}
	if r.Num == 0 {
		i.Low = 0 // it is, but for rounding
	}
	if r.Num == r.Den {
		i.High = 1
	}
	return i, true
}

// Difference returns the interval of a − b, the rates of two groups with nobody in common (Newcombe 1998, hybrid score,
// method 10 for independent groups), false where one of them is a share of nothing.
func Difference(a, b Rate) (Interval, bool) { return squareAndAdd(a, b, 0) }

// squareAndAdd joins the two Wilson intervals by their distances from the rates; phi is how the two go together, 0 where
// they have nothing to do with each other.
func squareAndAdd(a, b Rate, phi float64) (Interval, bool) {
	ia, ok := a.Interval()
	ib, also := b.Interval()
	if !ok || !also {
		return Interval{}, false
	}
	join := func(x, y float64) float64 { return math.Sqrt(max(0, x*x-2*phi*x*y+y*y)) }
	pa, pb := a.Share(), b.Share()
	return Interval{
		Low:  max(-1, pa-pb-join(pa-ia.Low, ib.High-pb)),
		High: min(1, pa-pb+join(ia.High-pa, pb-ib.Low)),
	}, true
}

// Pairs counts shoppers who did the same thing under two conditions: under both, only the first, only the second, neither.
type Pairs struct {
	Both    int64 `json:"both"`
	First   int64 `json:"first"`
	Second  int64 `json:"second"`
	Neither int64 `json:"neither"`
}

// Add counts one shopper.
func (p *Pairs) Add(first, second bool) {
	switch {
	case first && second:
		p.Both++
	case first:
		p.First++
	case second:
		p.Second++
	default:
		p.Neither++
	}
}

// Len is how many shoppers there are.
func (p Pairs) Len() int64 { return p.Both + p.First + p.Second + p.Neither }

// Rates returns the share of each condition.
func (p Pairs) Rates() (first, second Rate) {
	return Rate{p.Both + p.First, p.Len()}, Rate{p.Both + p.Second, p.Len()}
}

// Difference returns the interval of first − second (Newcombe 1998, square-and-add with corrected correlation, method 10
// for pairs), false where there are no pairs.
func (p Pairs) Difference() (Interval, bool) {
	a, b, c, d := float64(p.Both), float64(p.First), float64(p.Second), float64(p.Neither)
	phi := 0.0
	if q := (a + b) * (c + d) * (a + c) * (b + d); q > 0 {
		top := a*d - b*c
		if top > 0 {
			top = max(0, top-float64(p.Len())/2)
		}
		phi = top / math.Sqrt(q)
	}
	first, second := p.Rates()
	return squareAndAdd(first, second, phi)
}

// McNemar returns the two-sided probability that chance alone divides those who differ at least so unevenly, 1 where nobody
// differs: McNemar's test in its mid-p form, which is right for small counts and not too cautious (Fagerland, Lydersen and
// Laake 2013). It is worked out exactly for any count. Simulated shoppers are as many as one likes, so a small number says
// nothing about them; ask for Difference there.
func (p Pairs) McNemar() float64 {
	exact, point := p.tails()
	return exact - point
}

// McNemarExact is McNemar in its exact conditional form: never too bold, often too cautious.
func (p Pairs) McNemarExact() float64 {
	exact, _ := p.tails()
	return min(1, exact)
}

// tails returns twice the lower tail of the binomial distribution with one half at what was seen, and the probability of
// just that. Where both sides are equal, the middle counts once.
func (p Pairs) tails() (twice, point float64) {
	n, k := p.First+p.Second, min(p.First, p.Second)
	point = math.Exp(choose(n, k) - float64(n)*math.Ln2)
	if p.First == p.Second {
		if n == 0 {
			return 1, 0
		}
		return 1, point / 2
	}
	tail := 0.0
	for i, term := k, point; i >= 0; i-- {
		if tail += term; term < tail*1e-17 {
			break
		}
		term *= float64(i) / float64(n-i+1)
	}
	return 2 * tail, point
}

// choose is the logarithm of n over k.
func choose(n, k int64) float64 {
	lg := func(x int64) float64 { v, _ := math.Lgamma(float64(x) + 1); return v }
	return lg(n) - lg(k) - lg(n-k)
}
