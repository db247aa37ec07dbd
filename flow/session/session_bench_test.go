package session_test

import (
	"context"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// BenchmarkTap is one accepted tap through engine, meter and memory journal: opening a note and going back by turns.
func BenchmarkTap(b *testing.B) {
	c := &shop.Catalogue{
		ID: "bench", Today: shop.At(time.Date(2026, 11, 11, 20, 0, 0, 0, shop.China)),
		Notes: []shop.Note{{ID: "empties"}},
	}
	c.Index()
	world := flow.World{
		Catalogue: c, Flow: &flow.Flow{Name: "bench", Fees: flow.Product, AttemptLimit: time.Minute, OrderLimit: time.Hour},
		Shopper: &flow.Shopper{ID: "bench"},
	}
	taps := []flow.Action{{Verb: flow.OpenNote, ID: "empties"}, {Verb: flow.Back}}
	ctx := context.Background()
	// A session of a person has some hundred taps; a new one begins after that, so that growing lists count as they do.
	const length = 500
	var s *session.Session
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if n%length == 0 {
			b.StopTimer()
			var err error
			s, err = session.Open(ctx, session.Config{
				World: world, Journal: &session.Memory{}, Journey: "bench", ID: "bench", Source: "story", Start: c.Today,
			})
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		shown, err := s.Tap(ctx, taps[n%2], 1)
		if err != nil || shown.Refused.Refused() {
			b.Fatal(shown.Refused, err)
		}
		n++
	}
}
