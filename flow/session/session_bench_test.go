package session_test

import (
	"context"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
)

// One accepted tap through the whole door: due things, step, stamp, memory journal, meter.
func BenchmarkTap(b *testing.B) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	taps := []flow.Action{
		{Verb: flow.OpenNote, ID: "oily-skin-empties"}, {Verb: flow.TapTag, ID: "lip-tint"}, {Verb: flow.AddToCart},
		{Verb: flow.Choose, ID: "shade", Value: "rose-03"}, {Verb: flow.Increase}, {Verb: flow.Decrease}, {Verb: flow.Back},
		{Verb: flow.Back}, {Verb: flow.Back},
	}
	var s *session.Session
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%90 == 0 {
			b.StopTimer()
			s, err = session.Open(ctx, session.Config{
				World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")},
				Journal: &session.Memory{}, Journey: "returning", Start: set.Catalogue.Today,
			})
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		if shown, err := s.Tap(ctx, taps[i%len(taps)], 1); err != nil || shown.Refused.Refused() {
			b.Fatal(taps[i%len(taps)], shown.Refused, err)
		}
	}
}
