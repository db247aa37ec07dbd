package sim

import "math"

// site names what a draw decides. Numbers are part of every result: new ones come last.
type site uint64

const (
	sitePersona site = iota + 1
	siteWindow
	siteWindowWhen
	siteSpeed
	siteArrival
	siteFrailty
	sitePatience // plus the cause
	_            = sitePatience + site(causes)
	siteFeed     = sitePatience + site(causes) + iota
	siteWhich
	siteNote
	siteProduct
	siteDoor
	siteSheet
	siteWant
	sitePieces
	siteFilled
	siteCart
	siteSlip
	siteMethod
	siteCoupons
	siteAnswer
	siteRetry
	siteReview
	siteStars
	siteOutside
	siteAddress
	sites
)

// golden is the step of a SplitMix64 stream: 2^64 divided by the golden ratio, odd.
const golden = 0x9e3779b97f4a7c15

// mix is the finalizer of SplitMix64 (Steele, Lea and Flood 2014, variant 13 of Stafford).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// keyOf is the key of one shopper of a run.
func keyOf(seed, shopper uint64) uint64 { return mix(mix(seed+golden) + (shopper+1)*golden) }

// draw returns the n-th number of a site for a shopper's key, uniform in [0, 1).
func draw(key uint64, s site, n uint64) float64 {
	return unit(mix(key ^ mix(uint64(s)*golden+n)))
}

// unit makes a number in [0, 1) of the upper 53 bits.
func unit(x uint64) float64 { return float64(x>>11) * 0x1p-53 }

// exponential turns a uniform number into one of Exp(1).
func exponential(u float64) float64 { return -math.Log1p(-u) }

// frailty draws v with mean 1 and variance theta from its gamma distribution. Theta is one of Thetas, where 1/theta is whole:
// the sum of so many exponentials, divided by their number.
func frailty(key uint64, theta float64) float64 {
	if theta == 0 {
		return 1
	}
	n := uint64(math.Round(1 / theta))
	sum := 0.0
	for i := range n {
		sum += exponential(draw(key, siteFrailty, i))
	}
	return sum / float64(n)
}

// stream is a SplitMix64 sequence for what is drawn in bulk and may go out of step between two flows: dwell, nothing else.
type stream struct{ state uint64 }

func (s *stream) next() float64 {
	s.state += golden
	return unit(mix(s.state))
}

// normal returns a standard normal number (Box and Muller 1958, one of the two).
func (s *stream) normal() float64 {
	r := math.Sqrt(2 * exponential(s.next()))
	return r * math.Cos(2*math.Pi*s.next())
}
