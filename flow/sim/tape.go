package sim

import (
	"context"

	"tagtap/flow"
)

// tape is the journal of one walk. The session keeps the records itself, so it only counts them and folds what they share:
// every shopper finds shelves of their own, so that flows can be compared on the same shoppers.
type tape struct {
	n      uint64
	shared flow.Shared
}

// Stream implements session.Journal.
func (t *tape) Stream(context.Context, string) (uint32, error) { return 1, nil }

// Load implements session.Journal.
func (t *tape) Load(context.Context, uint32) ([]flow.Record, error) { return nil, nil }

// Shared implements session.Journal.
func (t *tape) Shared(context.Context) (flow.Shared, error) { return t.shared, nil }

// Append implements session.Journal.
func (t *tape) Append(_ context.Context, _ uint32, expected uint64, records []flow.Record, _ *flow.Shared) error {
	if t.n != expected {
		return flow.ErrStale
	}
	for i := range records {
		t.shared = flow.Share(t.shared, records[i].Event)
	}
	t.n += uint64(len(records))
	return nil
}
