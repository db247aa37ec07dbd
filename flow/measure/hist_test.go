package measure

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

func TestQuantilesAreOffByASixteenthAtMost(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	sets := map[string][]int64{"equal": slices.Repeat([]int64{35}, 1000), "one": {31}, "end of a class": {262143, 262143}}
	for name, most := range map[string]int64{"small": 20, "middle": 3000, "large": 262143} {
		for range 500 {
			sets[name] = append(sets[name], random.Int64N(most+1))
		}
	}
	for n := int64(0); n < 4096; n++ {
		sets["all"] = append(sets["all"], n, n)
	}
	for name, all := range sets {
		var h Hist
		for _, n := range all {
			h.Add(n, 1)
		}
		slices.Sort(all)
		for percent := int64(0); percent <= 100; percent++ {
			rank := max(1, (int64(len(all))*percent+99)/100)
			want := all[rank-1]
			got, ok := h.Quantile(percent)
			if off := max(got-want, want-got); !ok || off*16 > want {
				t.Errorf("%s, %d %%: %d, exactly %d", name, percent, got, want)
			}
		}
	}
}

func TestAnEmptyHistogramHasNoQuantile(t *testing.T) {
	for _, h := range []Hist{nil, {0, 0}} {
		if _, ok := h.Quantile(50); ok {
			t.Errorf("%v has one", h)
		}
	}
}

func TestClassesOfAHistogramFollowEachOther(t *testing.T) {
	for class := range mostHist {
		low, high := floorOf(class), floorOf(class+1)
		if low >= high || classOf(low) != class || classOf(high-1) != class {
			t.Fatalf("class %d is from %d to %d, which fall into %d and %d", class, low, high, classOf(low), classOf(high-1))
		}
	}
	if classOf(-5) != 0 || classOf(1<<62) != mostHist-1 {
		t.Errorf("below and above: %d, %d", classOf(-5), classOf(1<<62))
	}
}

func TestWhatIsTakenBackFromAHistogramIsGone(t *testing.T) {
	var h Hist
	h.Add(7, 2)
	h.Add(900, 1)
	h.Add(900, -1)
	if h = trimmed(h); !reflect.DeepEqual(h, Hist{0, 0, 0, 0, 0, 0, 0, 2}) {
		t.Errorf("got %v", h)
	}
}
