package sim_test

import (
	"context"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow/shop"
	"tagtap/flow/sim"
)

// plan is a run of the built-in shoppers and flows.
func plan(t testing.TB, shoppers int, flows ...string) sim.Plan {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	assumptions, err := fixtures.Assumptions(fixtures.DefaultAssumptions)
	if err != nil {
		t.Fatal(err)
	}
	p := sim.Plan{
		Catalogue: set.Catalogue, Shopper: set.Shopper, Set: assumptions, Theta: 0.5, Shoppers: shoppers, Seed: 1, Start: evening(set.Catalogue),
	}
	for _, name := range flows {
		f := set.Flow(name)
		if f == nil {
			t.Fatalf("there is no flow %s", name)
		}
		p.Flows = append(p.Flows, f)
	}
	return p
}

// evening is when the shoppers of the tests begin to come.
func evening(c *shop.Catalogue) shop.Instant { return c.Today.Add(20 * 60 * 60 * 1e9) }

func run(t testing.TB, p sim.Plan) *sim.Result {
	t.Helper()
	r, err := sim.Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// BenchmarkShoppers counts shoppers of the default assumption set, under the flow that it was calibrated on, by one worker.
func BenchmarkShoppers(b *testing.B) {
	p := plan(b, 20_000, "guest-form")
	p.Workers = 1
	n := 0
	for b.Loop() {
		run(b, p)
		n += p.Shoppers
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "shoppers/s")
	b.ReportMetric(0, "ns/op")
}
