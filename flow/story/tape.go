package story

import (
	"context"
	"slices"

	"tagtap/flow"
)

// tape is the journal of one run. The run's session keeps its records itself, and nobody else writes, so the tape only counts
// them and folds what all shoppers see.
type tape struct {
	journeys []string
	lengths  []uint64
	shared   flow.Shared
}

// Stream implements session.Journal.
func (t *tape) Stream(_ context.Context, journey string) (uint32, error) {
	i := slices.Index(t.journeys, journey)
	if i < 0 {
		i = len(t.journeys)
		t.journeys, t.lengths = append(t.journeys, journey), append(t.lengths, 0)
	}
	return uint32(i + 1), nil
}

// Load implements session.Journal. A journey is read where it is opened, which is before it has a record.
func (t *tape) Load(context.Context, uint32) ([]flow.Record, error) { return nil, nil }

// Shared implements session.Journal.
func (t *tape) Shared(context.Context) (flow.Shared, error) { return t.shared, nil }

// Append implements session.Journal.
func (t *tape) Append(_ context.Context, stream uint32, expected uint64, records []flow.Record, _ *flow.Shared) error {
	n := &t.lengths[stream-1]
	if *n != expected {
		return flow.ErrStale
	}
	for i := range records {
		t.shared = flow.Share(t.shared, records[i].Event)
	}
	*n += uint64(len(records))
	return nil
}
