package sim

import (
	"fmt"
)

// variant is another choice of the parameters of patience.
type variant struct {
	what  string
	theta float64
	betas Exposure
}

// variantsOf lists the choices over which a difference is shown to range: each beta halved and doubled, the other thetas with
// their own scales, and the set's other vintages.
func variantsOf(set *Assumptions, theta float64) ([]variant, error) {
	betas, err := set.Betas(theta)
	if err != nil {
		return nil, err
	}
	var all []variant
	for _, c := range Causes() {
		for _, by := range [...]float64{0.5, 2} {
			v := variant{what: fmt.Sprintf("%s × %v", c, by), theta: theta, betas: betas}
			v.betas[c] *= by
			all = append(all, v)
		}
	}
	for _, other := range Thetas {
		if other != theta {
			if betas, err = set.Betas(other); err != nil {
				return nil, err
			}
			all = append(all, variant{fmt.Sprintf("theta %v", other), other, betas})
		}
	}
	for _, of := range set.Vintages {
		if betas, err = of.Betas(theta); err != nil {
			return nil, err
		}
		all = append(all, variant{of.Name, theta, betas})
	}
	return all, nil
}

// vary counts under which variants a shopper would have bought. What was met does not depend on patience, so one walk with
// endless patience answers for all of them; a walk that patience did not end is one already.
func (j *job) vary(shopper uint64, walkers []walker, r *Result) error {
	for i := range walkers {
		w := &walkers[i]
		if !w.committed || w.window {
			continue
		}
		if w.reason.Friction() {
			patient := walker{ctx: w.ctx, crowd: w.crowd, flow: w.flow}
			if err := patient.walk(shopper, nil, 0); err != nil {
				return err
			}
			w = &patient
		}
		if !w.reason.Bought() {
			continue
		}
		for v := range j.variants {
			if w.stays(&j.variants[v]) {
				r.Variants[v].Bought[i]++
			}
		}
	}
	return nil
}

// stays says whether a shopper who met all that the walk exposed to would still have gone through with it.
func (w *walker) stays(v *variant) bool {
	limits := limitsOf(w.key, w.persona, &v.betas, v.theta)
	for c, x := range w.exposed {
		if x > 0 && x >= limits[c] {
			return false
		}
	}
	return true
}
