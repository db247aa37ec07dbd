package sim_test

import (
	"math"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/sim"
)

// With nobody buying at once and nobody outside, every friction exit is that of a cart, and what comes out can be worked out:
// the chance to stay through a hazard H is exp(-H), with frailty (1+θH)^(-1/θ); a step's exits fall to its causes as their
// hazards stand to each other.
func TestExitsAreThoseOfTheClosedForm(t *testing.T) {
	var m *sim.Met // the built-in sets differ in the weights of causes alone, so what is met is the same
	for _, name := range fixtures.AssumptionSets() {
		for _, theta := range sim.Thetas {
			set, err := fixtures.Assumptions(name)
			if err != nil {
				t.Fatal(err)
			}
			p := plan(t, 3_000, "guest-form")
			if long() {
				p.Shoppers = 100_000
			}
			p.Flows[0] = copyOf(p.Flows[0], "carts-only", func(f *flow.Flow) { f.BuyNow = false })
			p.Set, p.Theta, p.Seed = set, theta, 11
			buyers(&p)
			p.Set.Funnel.OutsideFollow = 0
			r := run(t, p)
			if m == nil {
				m = meet(t, p)
			}
			if m.Carts != r.Figures[0].Carts {
				t.Fatalf("%d carts, and %d with endless patience", r.Figures[0].Carts, m.Carts)
			}
			betas := betasOf(t, p.Set, theta)
			n := float64(m.Carts)
			near := func(what string, got int, want float64) {
				t.Helper()
				if sd := math.Sqrt(n * want * (1 - want)); math.Abs(float64(got)-n*want) > 4*sd+0.5 {
					t.Errorf("%s, theta %v: %d of %d carts %s, want %.0f ± %.0f", name, theta, got, m.Carts, what, n*want, sd)
				}
			}
			near("are paid", r.Figures[0].CartsPaid, 1-m.Abandonment(&betas, theta))
			leaves := m.Leaves(&betas, theta)
			for _, c := range sim.Causes() {
				near("are left for "+c.String(), r.Figures[0].Reasons[c], leaves[c])
			}
		}
	}
}

// At the baseline each cause has the share of the hazard that the survey gives it.
func TestEachCauseHasItsShareOfTheHazard(t *testing.T) {
	set := plan(t, 1, "guest-form").Set
	betas := betasOf(t, set, 0)
	sum, weights := 0.0, 0.0
	for _, c := range sim.Causes() {
		sum += betas[c] * set.Means[c]
		weights += set.Shares[c]
	}
	for _, row := range []struct {
		cause sim.Cause
		want  float64 // of a total of 0.862
	}{
		{sim.Costs, .197}, {sim.Delivery, .099}, {sim.Trust, .094}, {sim.Account, .089}, {sim.TooLong, .084}, {sim.Faults, .084},
		{sim.Returns, .064}, {sim.Hidden, .059}, {sim.Declined, .049}, {sim.Methods, .044},
	} {
		if got := betas[row.cause] * set.Means[row.cause] / sum * 0.862; math.Abs(got-row.want) > 0.001 {
			t.Errorf("%s has %.4f of the hazard, want %.3f", row.cause, got, row.want)
		}
	}
	if weights <= 1 {
		t.Error("shares are weights of answers, of which people give several")
	}
}
