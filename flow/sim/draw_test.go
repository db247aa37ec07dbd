package sim

import (
	"math"
	"testing"
)

const drawn = 200_000

func TestKeyedDrawsAreUniformOverShoppersAndSites(t *testing.T) {
	for name, of := range map[string]func(i uint64) float64{
		"next shopper":       func(i uint64) float64 { return draw(keyOf(1, i), siteFeed, 0) },
		"next seed":          func(i uint64) float64 { return draw(keyOf(i, 1), siteFeed, 0) },
		"next draw":          func(i uint64) float64 { return draw(keyOf(1, 1), siteFeed, i) },
		"next site and draw": func(i uint64) float64 { return draw(keyOf(1, 1), site(i%uint64(sites)), i/uint64(sites)) },
		"stream":             streamed(),
	} {
		const cells = 100
		var seen [cells]int
		var sum, product, before float64
		for i := range uint64(drawn) {
			u := of(i)
			if u < 0 || u >= 1 {
				t.Fatalf("%s: drew %v", name, u)
			}
			seen[int(u*cells)]++
			sum += u
			product += (u - 0.5) * (before - 0.5)
			before = u
		}
		chi := 0.0
		for _, n := range seen {
			d := float64(n) - drawn/cells
			chi += d * d / (drawn / cells)
		}
		// 99 degrees of freedom: mean 99, standard deviation 14.
		if chi > 99+4*14 {
			t.Errorf("%s: chi-square %.0f over %d cells", name, chi, cells)
		}
		if mean := sum / drawn; math.Abs(mean-0.5) > 4*math.Sqrt(1.0/12/drawn) {
			t.Errorf("%s: mean %.4f", name, mean)
		}
		if r := product / drawn * 12; math.Abs(r) > 4/math.Sqrt(drawn) {
			t.Errorf("%s: one draw and the next are correlated by %.4f", name, r)
		}
	}
}

func streamed() func(uint64) float64 {
	s := &stream{mix(5)}
	return func(uint64) float64 { return s.next() }
}

func TestBudgetsOfAShopperAreIndependentOfEachOther(t *testing.T) {
	for a := range site(causes) {
		for b := range a {
			sum := 0.0
			for i := range uint64(20_000) {
				key := keyOf(3, i)
				sum += (draw(key, sitePatience+a, 0) - 0.5) * (draw(key, sitePatience+b, 0) - 0.5)
			}
			if r := sum / 20_000 * 12; math.Abs(r) > 4.5/math.Sqrt(20_000) {
				t.Errorf("budgets of %s and %s are correlated by %.3f", Cause(a), Cause(b), r)
			}
		}
	}
}

func TestNoTwoSitesShareANumber(t *testing.T) {
	if siteFeed <= sitePatience+site(causes)-1 {
		t.Errorf("site %d is one of the causes' up to %d", siteFeed, sitePatience+site(causes)-1)
	}
}

func TestFrailtyHasMeanOneAndItsVariance(t *testing.T) {
	for _, theta := range Thetas {
		var sum, squares float64
		for i := range uint64(drawn) {
			v := frailty(keyOf(9, i), theta)
			sum += v
			squares += v * v
		}
		mean := sum / drawn
		variance := squares/drawn - mean*mean
		if math.Abs(mean-1) > 4*math.Sqrt(theta/drawn) || math.Abs(variance-theta) > 0.03*theta {
			t.Errorf("theta %v: mean %.4f, variance %.4f", theta, mean, variance)
		}
	}
}

func TestDwellIsNormalInItsLogarithm(t *testing.T) {
	s := &stream{mix(8)}
	var sum, squares, beyond float64
	for range drawn {
		z := s.normal()
		sum += z
		squares += z * z
		if math.Abs(z) > 1.959964 {
			beyond++
		}
	}
	if math.Abs(sum/drawn) > 0.01 || math.Abs(squares/drawn-1) > 0.015 || math.Abs(beyond/drawn-0.05) > 0.003 {
		t.Errorf("mean %.4f, variance %.4f, %.4f beyond 1.96", sum/drawn, squares/drawn, beyond/drawn)
	}
}

func BenchmarkDraw(b *testing.B) {
	key, sum := keyOf(1, 1), 0.0
	for i := uint64(0); b.Loop(); i++ {
		sum += draw(key, siteFeed, i)
	}
	if sum < 0 {
		b.Fatal(sum)
	}
}
