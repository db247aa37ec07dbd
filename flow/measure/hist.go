package measure

import "math/bits"

// Hist counts times, or any numbers from 0: exactly below 16, then in eight classes an octave, so that a quantile, which is
// the middle of a class, is off by at most a sixteenth, up to 262143 (of tenths of seconds that is seven hours); what is higher
// counts as that. Its length is that of the highest class in use. Histograms add up.
type Hist []int64

const (
	exact    = 16  // numbers that have a class of their own
	perOct   = 8   // classes an octave above
	mostHist = 128 // classes; the last one takes all that is higher
)

func classOf(n int64) int {
	if n < exact {
		return int(max(0, n))
	}
	octave := bits.Len64(uint64(n)) - 5 // 16..31 is octave 0
	class := exact + octave*perOct + int(n>>(octave+1)) - perOct
	return min(class, mostHist-1)
}

// floorOf returns the lowest number of a class.
func floorOf(class int) int64 {
	if class < exact {
		return int64(class)
	}
	octave, part := (class-exact)/perOct, (class-exact)%perOct
	return int64(perOct+part) << (octave + 1)
}

// Add counts a number so many times; with a negative count it takes it back.
func (h *Hist) Add(n, times int64) {
	class := classOf(n)
	for len(*h) <= class {
		*h = append(*h, 0)
	}
	(*h)[class] += times
}

// Count returns how many numbers were counted.
func (h Hist) Count() int64 {
	all := int64(0)
	for _, n := range h {
		all += n
	}
	return all
}

// Quantile returns the number below which a share of all lies, in percent from 0 to 100, and false where there is none.
func (h Hist) Quantile(percent int64) (int64, bool) {
	all := h.Count()
	if all <= 0 {
		return 0, false
	}
	rank := max(1, all/100*percent+(all%100*percent+99)/100)
	for class, n := range h {
		if rank > n {
			rank -= n
			continue
		}
		return (floorOf(class) + floorOf(class+1) - 1) / 2, true
	}
	return (floorOf(len(h)-1) + floorOf(len(h)) - 1) / 2, true
}

func (h *Hist) plus(other Hist, sign int64) {
	for len(*h) < len(other) {
		*h = append(*h, 0)
	}
	for i, n := range other {
		(*h)[i] += sign * n
	}
}
