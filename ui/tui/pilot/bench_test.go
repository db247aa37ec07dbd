package pilot_test

import (
	"context"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/ui/tui/pilot"
)

// Runs of the loop before storefronts of 100 × 32, one a processor, from opening each to its result.
func BenchmarkScreenLoop(b *testing.B) {
	set := builtIn(b)
	walks := &flow.Walks{}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		r := runsOf(b, set, "loop")[0]
		c := before(set, words.ZH)
		play := story.Config{Catalogue: set.Catalogue, Walks: walks, Hands: func(s *session.Session) story.Hands {
			c.Session = s
			return pilot.New(context.Background(), c, 100, 32)
		}}
		for pb.Next() {
			result, err := story.Play(context.Background(), r, play)
			if err != nil || !result.Passed {
				b.Errorf("%v %v", result, err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "runs/s")
}
