package suite

import (
	"context"
	"io"
	"runtime/debug"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/story"
)

// builtIn returns a plan that plays a story of the built-in set so often, and what it is played on.
func builtIn(tb testing.TB, name string, repeat int) (*Plan, func() func(*story.Run) (story.Config, error)) {
	tb.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		tb.Fatal(err)
	}
	file, ok := set.Story(name)
	if !ok {
		tb.Fatalf("there is no story %s", name)
	}
	p := &Plan{Read: func(src story.Source) (*story.Story, error) {
		s, err := story.Parse(src.File, src.Data)
		if err == nil {
			err = s.Check(story.Set{Catalogue: set.Catalogue, Flows: set.Flows, Shoppers: set.Shoppers})
		}
		return s, err
	}}
	src := story.Source{File: file.File, Data: file.Data}
	s, err := p.Read(src)
	if err != nil {
		tb.Fatal(err)
	}
	j := &Job{Source: src, Flows: []*flow.Flow{set.Flow("native")}, Shoppers: []*flow.Shopper{set.Shopper("returning")}, Seed: 1, Repeat: repeat}
	if taken, err := p.Add(j, s); err != nil || !taken {
		tb.Fatal(taken, err)
	}
	walks := &flow.Walks{}
	return p, func() func(*story.Run) (story.Config, error) {
		return func(*story.Run) (story.Config, error) {
			return story.Config{Catalogue: set.Catalogue, Walks: walks}, nil
		}
	}
}

// BenchmarkLoopJSON plays the loop of the built-in set on one core with all that it expects, and reports it as JSON.
func BenchmarkLoopJSON(b *testing.B) {
	p, config := builtIn(b, "loop", b.N)
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the command does
	b.ReportAllocs()
	b.ResetTimer()
	s, err := Play(context.Background(), p, Options{Jobs: 1, Worker: config}, NewJSON(io.Discard))
	if err != nil || s.Passed != b.N {
		b.Fatal(s, err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "runs/s")
}
