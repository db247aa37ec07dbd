package measure_test

import (
	"encoding/json"
	"math"
	"testing"

	"tagtap/flow/measure"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s: got %.5f, want %.5f", what, got, want)
	}
}

// The published examples of Newcombe 1998 (Statistics in Medicine 17: 857, 873, 2635).
func TestIntervalsOfTheLiterature(t *testing.T) {
	got, ok := measure.Rate{Num: 81, Den: 263}.Interval()
	if !ok {
		t.Fatal("81 of 263 has no interval")
	}
	near(t, "Wilson 81/263, low", got.Low, 0.2553, 0.00005)
	near(t, "Wilson 81/263, high", got.High, 0.3662, 0.00005)
	for _, c := range []struct {
		a, b      measure.Rate
		low, high float64
	}{
		{measure.Rate{Num: 56, Den: 70}, measure.Rate{Num: 48, Den: 80}, 0.0524, 0.3339},
		{measure.Rate{Num: 0, Den: 10}, measure.Rate{Num: 0, Den: 20}, -0.1611, 0.2775},
	} {
		got, ok := measure.Difference(c.a, c.b)
		if !ok {
			t.Fatalf("%v − %v has no interval", c.a, c.b)
		}
		near(t, "Newcombe, low", got.Low, c.low, 0.00005)
		near(t, "Newcombe, high", got.High, c.high, 0.00005)
	}
	paired, _ := measure.Pairs{Both: 36, First: 12, Second: 2}.Difference()
	near(t, "Newcombe for pairs, low", paired.Low, 0.0569, 0.00005)
	near(t, "Newcombe for pairs, high", paired.High, 0.3404, 0.00005)
}

// The example of Fagerland, Lydersen and Laake 2013 (BMC Medical Research Methodology 13: 91): 21 children before and after.
func TestMcNemarOfTheLiterature(t *testing.T) {
	p := measure.Pairs{Both: 1, First: 1, Second: 7, Neither: 12}
	near(t, "mid-p", p.McNemar(), 0.0391, 0.00005)
	near(t, "exact", p.McNemarExact(), 0.0703, 0.00005)
	first, second := p.Rates()
	if first != (measure.Rate{Num: 2, Den: 21}) || second != (measure.Rate{Num: 8, Den: 21}) {
		t.Errorf("got rates %v and %v", first, second)
	}
}

// For many pairs the exact numbers come close to those of the normal distribution.
func TestMcNemarOfManyPairs(t *testing.T) {
	p := measure.Pairs{First: 500_000 - 490, Second: 500_000 + 490}
	z := 980 / math.Sqrt(1_000_000)
	near(t, "a million", p.McNemar(), math.Erfc(z/math.Sqrt2), 1e-6)
	near(t, "four million against none", measure.Pairs{First: 4_000_000}.McNemar(), 0, 1e-300)
}

func TestMcNemarAtItsEnds(t *testing.T) {
	for _, c := range []struct {
		name       string
		p          measure.Pairs
		mid, exact float64
	}{
		{"nobody at all", measure.Pairs{}, 1, 1},
		{"nobody differs", measure.Pairs{Both: 4, Neither: 3}, 1, 1},
		{"one of one", measure.Pairs{First: 1}, 0.5, 1},
		{"evenly", measure.Pairs{First: 1, Second: 1}, 0.75, 1}, // 1 less half of one half
		{"three to none", measure.Pairs{Second: 3}, 0.125, 0.25},
	} {
		near(t, c.name+", mid-p", c.p.McNemar(), c.mid, 1e-12)
		near(t, c.name+", exact", c.p.McNemarExact(), c.exact, 1e-12)
	}
}

func TestShareOfNothingIsNoShare(t *testing.T) {
	var none measure.Rate
	if _, ok := none.Interval(); ok || none.OK() || none.String() != "n/a" || none.Share() != 0 {
		t.Errorf("0/0: got %s", none)
	}
	if _, ok := measure.Difference(none, measure.Rate{Num: 1, Den: 2}); ok {
		t.Error("a difference to nothing has an interval")
	}
	if _, ok := (measure.Pairs{}).Difference(); ok {
		t.Error("no pairs have an interval")
	}
}

func TestRatesPrint(t *testing.T) {
	for _, c := range []struct {
		r          measure.Rate
		text, json string
	}{
		{measure.Rate{}, "n/a", "null"},
		{measure.Rate{Num: 0, Den: 7}, "0.0%", "0"},
		{measure.Rate{Num: 7, Den: 7}, "100.0%", "1"},
		{measure.Rate{Num: 1, Den: 3}, "33.3%", "0.3333"},
		{measure.Rate{Num: 2, Den: 3}, "66.7%", "0.6667"},
		{measure.Rate{Num: 1, Den: 2000}, "0.1%", "0.0005"}, // half a tenth goes up
		{measure.Rate{Num: 7022, Den: 10_000}, "70.2%", "0.7022"},
		{measure.Rate{Num: 1 << 50, Den: 1 << 51}, "50.0%", "0.5"},
	} {
		data, err := json.Marshal(c.r)
		if c.r.String() != c.text || string(data) != c.json || err != nil {
			t.Errorf("%d/%d: got %s and %s, want %s and %s (%v)", c.r.Num, c.r.Den, c.r, data, c.text, c.json, err)
		}
	}
	i := measure.Interval{Low: -0.00001, High: 0.3662}
	data, _ := json.Marshal(i)
	if i.String() != "0.0% to 36.6%" || string(data) != "[0,0.3662]" {
		t.Errorf("got %s and %s", i, data)
	}
}

// An interval holds its rate, is inside of 0 and 1, and is narrower the more there are.
func TestIntervalsHoldTheirRate(t *testing.T) {
	for den := int64(1); den <= 60; den++ {
		for num := int64(0); num <= den; num++ {
			r := measure.Rate{Num: num, Den: den}
			i, _ := r.Interval()
			ten, _ := measure.Rate{Num: 10 * num, Den: 10 * den}.Interval()
			if !i.Has(r.Share()) || i.Low < 0 || i.High > 1 || ten.High-ten.Low >= i.High-i.Low {
				t.Fatalf("%d/%d: %v, ten times as many %v", num, den, i, ten)
			}
			d, _ := measure.Difference(r, r)
			if !d.Has(0) || math.Abs(d.Low+d.High) > 1e-12 {
				t.Fatalf("%d/%d less itself: %v", num, den, d)
			}
		}
	}
}
