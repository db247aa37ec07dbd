package cli

import (
	"context"
	"errors"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
)

// rival is a journal to which somebody else is faster so many times.
type rival struct {
	session.Memory
	faster, tries int
}

func (r *rival) Append(ctx context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error {
	if r.tries++; r.tries <= r.faster {
		other := []flow.Record{{Stream: stream, Seq: expected + 1, Event: records[0].Event}}
		if err := r.Memory.Append(ctx, stream, expected, other, seen); err != nil {
			return err
		}
	}
	return r.Memory.Append(ctx, stream, expected, records, seen)
}

func TestAStorefrontOpensAlthoughAnotherWasFaster(t *testing.T) {
	w, err := (&shell{}).world()
	if err != nil {
		t.Fatal(err)
	}
	for faster, opens := range map[int]bool{0: true, 1: true, 2: true, 3: false} {
		j := &rival{faster: faster}
		_, err := openWalk(t.Context(), session.Config{
			World:   flow.World{Catalogue: w.Catalogue, Flow: w.Flow(defaultFlow), Shopper: w.Shopper(defaultShopper)},
			Journal: j, Journey: "returning", ID: "s", Source: "person", Start: start(w.Catalogue),
		})
		if opens != (err == nil) || !opens && (!errors.Is(err, flow.ErrStale) || j.tries != openTries) {
			t.Errorf("%d times too late: %v after %d tries", faster, err, j.tries)
		}
	}
}
