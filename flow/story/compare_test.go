package story

import "testing"

func TestComparisons(t *testing.T) {
	for _, c := range []struct {
		text  string
		unit  unit
		holds []int64
		not   []int64
	}{
		{"9", counts, []int64{9}, []int64{8, 10}},
		{"<= 9", counts, []int64{0, 9}, []int64{10}},
		{"<=9", counts, []int64{9}, []int64{10}},
		{"< 9", counts, []int64{8}, []int64{9}},
		{">= 9", counts, []int64{9, 100}, []int64{8}},
		{"> 9", counts, []int64{10}, []int64{9}},
		{"9 or more", counts, []int64{9, 10}, []int64{8}},
		{"9 or less", counts, []int64{9, 0}, []int64{10}},
		{"3..9", counts, []int64{3, 9}, []int64{2, 10}},
		{"3 .. 9", counts, []int64{4}, []int64{2}},
		{"not 9", counts, []int64{8, 10}, []int64{9}},
		{"!= 9", counts, []int64{8}, []int64{9}},
		{"10.5", tenths, []int64{105}, []int64{104}},
		{"10", tenths, []int64{100}, []int64{101}},
		{"10..31.4", tenths, []int64{100, 314}, []int64{99, 315}},
		{"¥128.00", money, []int64{12800}, []int64{12801}},
		{"<= ¥128.00", money, []int64{0, 12800}, []int64{12801}},
		{"¥1.00..¥2.00", money, []int64{100, 200}, []int64{99, 201}},
		{"not ¥0.00", money, []int64{1, -1}, []int64{0}},
	} {
		got, ok := c.unit.read(c.text)
		if !ok {
			t.Errorf("%q is not read", c.text)
			continue
		}
		for _, n := range c.holds {
			if !got.holds(n) {
				t.Errorf("%q does not hold for %d", c.text, n)
			}
		}
		for _, n := range c.not {
			if got.holds(n) {
				t.Errorf("%q holds for %d", c.text, n)
			}
		}
	}
}

func TestWhatIsNoComparison(t *testing.T) {
	for _, c := range []struct {
		text string
		unit unit
	}{
		{"", counts}, {"nine", counts}, {"-9", counts}, {"9.5", counts}, {"9..3", counts}, {"..", counts}, {"3..", counts}, {"=9", counts},
		{"<>9", counts}, {"not", counts}, {"not <= 9", counts}, {"<= 9 or more", counts}, {"9 or many", counts}, {"12345678901", counts}, {"¥9", counts}, {"10.55", tenths},
		{"10.", tenths}, {"128", money}, {"¥128.5", money}, {"$128.00", money},
	} {
		if got, ok := c.unit.read(c.text); ok {
			t.Errorf("%q is read as %+v", c.text, got)
		}
	}
}
