package sim

import "math"

// Met is what shoppers of a sample met who had a cart, meant to buy, and were endlessly patient: the ground of a calibration.
type Met struct {
	Shoppers int
	Carts    int // with a cart, window shoppers among them
	Window   int
	Paid     int // who paid, being endlessly patient
	exposed  []Exposure
	steps    [][]Exposure // of each, in order
	went     []bool       // through with it
}

// Means returns the mean exposure to each cause, counted as it weighs on each shopper: by objections, against patience.
func (m *Met) Means() Exposure {
	var mean Exposure
	for _, x := range m.exposed {
		for c := range mean {
			mean[c] += x[c]
		}
	}
	for c := range mean {
		mean[c] /= float64(max(1, len(m.exposed)))
	}
	return mean
}

// Abandonment returns the share of carts that are left with these betas: the expectation over all budgets and frailties, for
// what the sample met.
func (m *Met) Abandonment(betas *Exposure, theta float64) float64 {
	paid := 0.0
	for i := range m.exposed {
		if m.went[i] {
			paid += survives(m.exposed[i].times(betas), theta)
		}
	}
	return 1 - paid/float64(max(1, m.Carts))
}

// Leaves returns the expected share of carts that are left for each cause.
func (m *Met) Leaves(betas *Exposure, theta float64) Exposure {
	var leaves Exposure
	for i := range m.steps {
		hazard, stay := 0.0, 1.0
		for _, step := range m.steps[i] {
			more := step.times(betas)
			if more == 0 {
				continue
			}
			next := survives(hazard+more, theta)
			for c := range step {
				leaves[c] += (stay - next) * step[c] * betas[c] / more
			}
			hazard, stay = hazard+more, next
		}
	}
	for c := range leaves {
		leaves[c] /= float64(max(1, m.Carts))
	}
	return leaves
}

// times returns the hazard of an exposure.
func (x *Exposure) times(betas *Exposure) float64 {
	sum := 0.0
	for c := range x {
		sum += x[c] * betas[c]
	}
	return sum
}

// survives returns the chance to stay through a hazard, over all budgets and frailties of variance theta.
func survives(hazard, theta float64) float64 {
	if theta == 0 {
		return math.Exp(-hazard)
	}
	return math.Pow(1+theta*hazard, -1/theta)
}

// Scale returns the one number that is fitted: by how much the betas are multiplied so that the sample leaves as many carts as
// the set says.
func (m *Met) Scale(set *Assumptions, theta float64) float64 {
	low, high := 0.0, 100.0
	for range 60 {
		middle := (low + high) / 2
		betas := set.betas(theta, middle)
		if m.Abandonment(&betas, theta) < set.Abandonment {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// Calibrated returns the constants of a set as the sample has them: the means, and the scale for each of Thetas.
func (m *Met) Calibrated(set *Assumptions) (means Exposure, scales []float64) {
	own := *set
	own.Means = m.Means()
	for _, theta := range Thetas {
		scales = append(scales, m.Scale(&own, theta))
	}
	return own.Means, scales
}

// Errors returns the Monte-Carlo error of each mean: one standard deviation.
func (m *Met) Errors() Exposure {
	mean := m.Means()
	var sum Exposure
	for _, x := range m.exposed {
		for c := range sum {
			d := x[c] - mean[c]
			sum[c] += d * d
		}
	}
	n := float64(max(1, len(m.exposed)))
	for c := range sum {
		sum[c] = math.Sqrt(sum[c]) / n
	}
	return sum
}
