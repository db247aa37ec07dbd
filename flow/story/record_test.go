package story_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/flow/text"
)

// linesOf writes what a recorder shows.
func linesOf(r *story.Recorder) []string {
	var lines []string
	for _, l := range slices.Concat(r.Head(), r.Steps()) {
		lines = append(lines, fmt.Sprintf("%d %s", l.Kind, l.Text))
	}
	return lines
}

// A story that is seen growing, tap by tap, is at each of them the one that is written of all records at once.
func TestAGrowingStoryIsTheWholeOne(t *testing.T) {
	set := builtIn(t)
	for seed := uint64(1); seed <= walks()/4; seed++ {
		random := rand.New(rand.NewPCG(seed, 21))
		s := begunAs(t, set, seed, &session.Memory{}, "someone", nil)
		w := *s.Shown().World
		grown := story.NewRecorder(text.Clean("growing", text.Line), &w)
		for range 120 {
			wander(t, random, s, 1)
			if random.IntN(3) == 0 {
				stray(t, random, s)
			}
			records := s.Shown().Records
			grown.Follow(records)
			got := linesOf(grown)
			whole := story.NewRecorder(text.Clean("growing", text.Line), &w)
			whole.Follow(records)
			if want := linesOf(whole); !slices.Equal(got, want) {
				t.Fatalf("seed %d: got\n%s\nwant\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if twice := linesOf(grown); !slices.Equal(got, twice) {
				t.Fatalf("seed %d: asked again it is\n%s\nafter\n%s", seed, strings.Join(twice, "\n"), strings.Join(got, "\n"))
			}
		}
		if grown.Done() < 60 {
			t.Errorf("seed %d: %d things were done", seed, grown.Done())
		}
	}
}

// A coupon can be claimed from an hour on that a clock which stands still has not come to.
func TestAPersonsTimeIsWaitedForWhereAnOfferBegins(t *testing.T) {
	set := builtIn(t)
	at := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)
	w := flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")}
	s, err := session.Open(context.Background(), session.Config{
		World: w, Journal: &session.Memory{}, Journey: "x", ID: "x", Source: "person",
		Start: set.Catalogue.Today.Add(17*time.Hour + 50*time.Minute), Clock: func() time.Time { return at },
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []flow.Action{
		{Verb: flow.OpenNote, ID: "oily-skin-empties"}, {Verb: flow.TapTag, ID: "lip-tint"}, {Verb: flow.OpenCoupons},
		{Verb: flow.ClaimCoupon, ID: "evening-99-15"}, {Verb: flow.ClaimCoupon, ID: "evening-99-15"},
	} {
		at = at.Add(4 * time.Minute)
		if _, err := s.Tap(context.Background(), a, 0); err != nil {
			t.Fatal(err)
		}
	}
	walk := stretchOf(s)
	printed := string(walk.walksAgain(t, set, "an evening", tapsOf))
	if want := "  - wait: 16m\n  - claim-coupon: evening-99-15\n"; !strings.Contains(printed, want) || strings.Count(printed, "wait:") != 1 {
		t.Errorf("no %q in\n%s", want, printed)
	}
}

// What a person saw may be over when the story is played: only what holds then is expected.
func TestAStoryExpectsWhatHoldsWhenItIsPlayed(t *testing.T) {
	set := builtIn(t)
	at := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)
	w := flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")}
	s, err := session.Open(context.Background(), session.Config{
		World: w, Journal: &session.Memory{}, Journey: "x", ID: "x", Source: "person",
		Start: set.Catalogue.Today.Add(20 * time.Hour), Clock: func() time.Time { return at },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	tap := func(actions ...flow.Action) {
		for _, a := range actions {
			at = at.Add(time.Second)
			if _, err := s.Tap(ctx, a, 0); err != nil {
				t.Fatal(err)
			}
		}
	}
	mark := func() {
		if _, err := s.Mark(ctx); err != nil {
			t.Fatal(err)
		}
	}
	tap(flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}, flow.Action{Verb: flow.TapTag, ID: "lip-tint"})
	mark()
	tap(flow.Action{Verb: flow.BuyNow}, flow.Action{Verb: flow.Choose, ID: "shade", Value: "rose-03"}, flow.Action{Verb: flow.Confirm})
	mark()
	tap(flow.Action{Verb: flow.PlaceOrder})
	mark()
	walk := stretchOf(s)
	printed := string(walk.walksAgain(t, set, "three marks", tapsOf))
	for _, want := range []string{
		"budget: { taps: <= 6, steps: <= 5, fields: <= 0 }\n",
		"\n\n  - checkpoint: mark-1\n  - expect: { place: product, price: ¥128.00 }\n  - buy-now\n",
		"\n\n  - checkpoint: mark-2\n  - expect: { place: checkout, items: ¥128.00, shipping: ¥12.00, payable: ¥140.00 }\n  - place-order\n",
		"  - checkpoint: mark-3\n  - expect:", "place: payment", "order: awaiting-payment",
	} {
		if !strings.Contains(printed, want) {
			t.Errorf("no %q in\n%s", want, printed)
		}
	}
}

func TestTheSeedOfASessionIsWrittenWhereItIsNotTheUsual(t *testing.T) {
	set := builtIn(t)
	for seed, want := range map[uint64]string{0: "", 1: "", 42: "seed: 42\n", 1 << 60: ""} {
		s := begunAs(t, set, seed, &session.Memory{}, "someone", nil)
		shown := s.Shown()
		printed := string(story.Print(text.Clean("seeded", text.Line), shown.Records, shown.World))
		if got := strings.Contains(printed, "seed:"); got != (want != "") || !strings.Contains(printed, want) {
			t.Errorf("seed %d: no %q in\n%s", seed, want, printed)
		}
	}
}

// long walks a person through so many records.
func long(b *testing.B, records int) (*session.Session, flow.World) {
	b.Helper()
	set := builtIn(b)
	s := begunAs(b, set, 0, &session.Memory{}, "someone", nil)
	w := *s.Shown().World
	w.Shared = s.Began()
	random := rand.New(rand.NewPCG(1, 2))
	for len(s.Shown().Records) < records {
		wander(b, random, s, 10)
	}
	return s, w
}

// A tap in a long session: the story reads what is new, and shows all its lines.
func BenchmarkRecordTap(b *testing.B) {
	s, w := long(b, 2000)
	records := s.Shown().Records
	r := story.NewRecorder(text.Clean("long", text.Line), &w)
	random := rand.New(rand.NewPCG(3, 4))
	r.Follow(records)
	r.Steps()
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		wander(b, random, s, 1)
		records = s.Shown().Records
		b.StartTimer()
		r.Follow(records)
		r.Head()
		r.Steps()
	}
}

// Print of a whole long session.
func BenchmarkPrint(b *testing.B) {
	s, w := long(b, 2000)
	records := s.Shown().Records
	b.ReportAllocs()
	for b.Loop() {
		story.Print(text.Clean("long", text.Line), records, &w)
	}
}
