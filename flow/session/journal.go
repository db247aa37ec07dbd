package session

import (
	"context"
	"errors"
	"slices"
	"sync"

	"tagtap/flow"
)

// Journal is what a session needs of a store. The bbolt store satisfies it, and so does Memory; one contract test runs on
// both. All methods may be called by several goroutines at once.
type Journal interface {
	// Stream returns the number of a shopper's journey in this store, 1 and up; a shopper without one gets a new one.
	Stream(ctx context.Context, shopper string) (uint32, error)
	// Load returns the journey's records from the one that opened its last session on, oldest first; none for a new one.
	Load(ctx context.Context, stream uint32) ([]flow.Record, error)
	// Shared returns what all shoppers of the store see.
	Shared(ctx context.Context) (flow.Shared, error)
	// Append adds records to a journey that has expected ones, all or none. Their sequence numbers follow expected. It
	// returns flow.ErrStale where the journey has another length, and flow.ErrTaken where a shelf that the records
	// change is not as `seen` has it.
	Append(ctx context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error
}

// ErrNoJourney says that a stream was never opened.
var ErrNoJourney = errors.New("no such journey")

// Memory is a journal that lasts as long as the program.
type Memory struct {
	mu       sync.Mutex
	shoppers []string
	streams  [][]flow.Record
	shared   flow.Shared
}

// NewMemory returns a journal that begins with what all shoppers of another one see. The zero Memory begins with full shelves.
func NewMemory(shared flow.Shared) *Memory { return &Memory{shared: shared} }

// Stream implements Journal.
func (m *Memory) Stream(_ context.Context, shopper string) (uint32, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := slices.Index(m.shoppers, shopper); i >= 0 {
		return uint32(i + 1), nil
	}
	m.shoppers = append(m.shoppers, shopper)
	m.streams = append(m.streams, make([]flow.Record, 0, usual))
	return uint32(len(m.streams)), nil
}

// Load implements Journal.
func (m *Memory) Load(_ context.Context, stream uint32) ([]flow.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	records, err := m.stream(stream)
	if err != nil {
		return nil, err
	}
	from := 0
	for i := range *records {
		if (*records)[i].Event.Kind == flow.Begun {
			from = i
		}
	}
	return slices.Clone((*records)[from:]), nil
}

// Shared implements Journal.
func (m *Memory) Shared(context.Context) (flow.Shared, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.shared, nil
}

// Append implements Journal.
func (m *Memory) Append(_ context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	all, err := m.stream(stream)
	if err != nil {
		return err
	}
	if uint64(len(*all)) != expected {
		return flow.ErrStale
	}
	for i := range records {
		for _, piece := range records[i].Event.Touches() {
			if m.shared.On(piece.SKU) != seen.On(piece.SKU) {
				return flow.ErrTaken{SKU: piece.SKU}
			}
		}
	}
	for i := range records {
		m.shared = flow.Share(m.shared, records[i].Event)
	}
	*all = append(*all, records...)
	return nil
}

func (m *Memory) stream(n uint32) (*[]flow.Record, error) {
	if n < 1 || int(n) > len(m.streams) {
		return nil, ErrNoJourney
	}
	return &m.streams[n-1], nil
}
