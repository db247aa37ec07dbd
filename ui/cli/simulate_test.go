package cli

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"tagtap/flow/sim"
	"tagtap/store"
)

// shelf takes journeys in until it is full.
type shelf struct {
	calls []int
	most  int
}

var errFull = errors.New("disk full")

func (s *shelf) Import(_ context.Context, journeys []store.Journey) error {
	if len(s.calls) == s.most {
		return errFull
	}
	s.calls = append(s.calls, len(journeys))
	return nil
}

func TestJourneysAreWrittenSomeThousandsAtOnceAndNoneIsLeftOut(t *testing.T) {
	into := &shelf{most: 100}
	k := keeper{ctx: context.Background(), into: into}
	const all = 10_000
	for n := 0; n < all; n += 500 {
		var batch []sim.Journey
		for i := range 500 {
			batch = append(batch, sim.Journey{Key: fmt.Sprint(n + i)})
		}
		if err := k.keep(nil, batch); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.flush(); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, n := range into.calls {
		sum += n
		if n > mostWaiting+500 {
			t.Errorf("%d journeys at once", n)
		}
	}
	if sum != all || k.kept != all || len(into.calls) != 3 {
		t.Errorf("%d of %d journeys were written, by %v", sum, all, into.calls)
	}
}

func TestWhatAStoreDoesNotTakeEndsTheSimulation(t *testing.T) {
	k := keeper{ctx: context.Background(), into: &shelf{}}
	if err := k.keep(nil, make([]sim.Journey, mostWaiting)); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
	if k.kept != 0 {
		t.Errorf("%d journeys count as written", k.kept)
	}
}
