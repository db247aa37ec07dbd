package story

import (
	"context"
	"testing"

	"tagtap/flow"
)

// BenchmarkLoop plays the loop headless: parsed once, every run on a memory journal of its own, walks remembered.
func BenchmarkLoop(b *testing.B) {
	run := Runs(parse(b, loop), []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1)[0]
	config := Config{Catalogue: small(), Walks: &flow.Walks{}}
	b.ReportAllocs()
	for b.Loop() {
		r, err := Play(context.Background(), run, config)
		if err != nil || !r.Passed {
			b.Fatal(r, err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "runs/s")
}
