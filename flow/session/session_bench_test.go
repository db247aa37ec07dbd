package session_test

import (
	"context"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
)

// taps are accepted one after the other and end where they began.
var taps = []flow.Action{
	{Verb: flow.OpenNote, ID: "oily-skin-empties"}, {Verb: flow.TapTag, ID: "lip-tint"}, {Verb: flow.AddToCart},
	{Verb: flow.Choose, ID: "shade", Value: "rose-03"}, {Verb: flow.Increase}, {Verb: flow.Decrease}, {Verb: flow.Back},
	{Verb: flow.Back}, {Verb: flow.Back},
}

func open(b testing.TB, set *fixtures.Set) *session.Session {
	s, err := session.Open(context.Background(), session.Config{
		World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")},
		Journal: &session.Memory{}, Journey: "returning", Start: set.Catalogue.Today,
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func round(b testing.TB, s *session.Session) {
	for _, a := range taps {
		if shown, err := s.Tap(context.Background(), a, 1); err != nil || shown.Refused.Refused() {
			b.Fatal(a, shown.Refused, err)
		}
	}
}

// One accepted tap through the whole door: due things, step, stamp, memory journal, meter. Sessions are as long as walks are;
// opening them is not counted, by hand, since stopping the benchmark's timer stops the world.
func BenchmarkTap(b *testing.B) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		b.Fatal(err)
	}
	var spent time.Duration
	n := 0
	for b.Loop() {
		s := open(b, set)
		began := time.Now()
		round(b, s)
		round(b, s)
		spent += time.Since(began)
		n += 2 * len(taps)
	}
	b.ReportMetric(float64(spent.Nanoseconds())/float64(n), "ns/tap")
	b.ReportMetric(0, "ns/op")
}

func TestATapAllocatesLittle(t *testing.T) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, set)
	if perTap := testing.AllocsPerRun(3, func() { round(t, s) }) / float64(len(taps)); perTap > 8 {
		t.Fatalf("%.1f allocations a tap, want at most 8", perTap)
	}
}
