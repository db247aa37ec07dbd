package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/store"
	"tagtap/ui/export"
)

// mirror is a journal that also appends what was saved to a file, as the rows of an export. Only what was saved is in the file,
// and a file that cannot be written stops nothing: the first error is kept until the end.
type mirror struct {
	*store.DB
	goods *shop.Catalogue
	file  *os.File

	mu       sync.Mutex
	lines    export.NDJSON
	journeys map[uint32]*export.Builder
	ours     map[sessionKey]bool // sessions that were begun through it: the rows of others are not its own
	past     bool                // what is read was written before
	buf      []byte
	err      error
}

type sessionKey struct {
	journey int64
	id      string
}

// mirrored puts a mirror before a store where --events names a file; else the mirror is nil.
func (sh *shell) mirrored(db *store.DB, goods *shop.Catalogue) (session.Journal, *mirror, error) {
	if sh.events == "" {
		return db, nil, nil
	}
	f, err := os.OpenFile(sh.events, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, usage("make the folder, or name a file elsewhere", "--events: %v", err)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("--events: %w", ofFile(err, sh.events))
	}
	m := &mirror{DB: db, goods: goods, file: f, journeys: map[uint32]*export.Builder{}, ours: map[sessionKey]bool{}}
	return m, m, nil
}

// Load implements session.Journal. It is where a session begins or was overtaken, so the journey is read from its beginning:
// the rows go on where an export would.
func (m *mirror) Load(ctx context.Context, stream uint32) ([]flow.Record, error) {
	records, err := m.DB.Load(ctx, stream)
	if err != nil {
		return records, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.past = true
	b := m.builder(stream)
	err = readJourney(ctx, m.DB, stream, func(r *flow.Record) error { b.Read(r); return nil })
	m.past, m.err = false, cmp.Or(m.err, err)
	return records, nil
}

// builder begins a journey anew.
func (m *mirror) builder(stream uint32) *export.Builder {
	b := export.NewBuilder(m.goods, func(r *export.Row) {
		if !m.past && m.ours[sessionKey{r.Journey, r.Session}] {
			m.buf = m.lines.Append(m.buf, r)
		}
	})
	m.journeys[stream] = b
	return b
}

// Append implements session.Journal.
func (m *mirror) Append(ctx context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error {
	if err := m.DB.Append(ctx, stream, expected, records, seen); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	b := m.journeys[stream]
	if b == nil {
		b = m.builder(stream)
	}
	for i := range records {
		if begun := records[i].Event.Begin; begun != nil {
			m.ours[sessionKey{int64(stream), begun.Session}] = true
		}
		b.Read(&records[i])
	}
	m.flush()
	return nil
}

// flush writes what was built, all at once, so that a reader sees whole lines.
func (m *mirror) flush() {
	if m.err == nil && len(m.buf) > 0 {
		_, m.err = m.file.Write(m.buf)
	}
	m.buf = m.buf[:0]
}

// close writes how the sessions ended that are open, and says what went wrong.
func (m *mirror) close() error {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var open []uint32
	for stream := range m.journeys {
		open = append(open, stream)
	}
	slices.Sort(open)
	for _, stream := range open {
		m.journeys[stream].End()
	}
	m.flush()
	if err := errors.Join(m.err, m.file.Close()); err != nil {
		return fmt.Errorf("write events: %w", err)
	}
	return nil
}

// atOnce is how many records of a journey are read at a time.
const atOnce = 1 << 12

// readJourney hands over all records of a journey.
func readJourney(ctx context.Context, db *store.DB, journey uint32, each func(*flow.Record) error) error {
	after := uint64(0)
	for {
		records, err := db.Records(ctx, journey, after, atOnce)
		if err != nil || len(records) == 0 {
			return err
		}
		for i := range records {
			if err := each(&records[i]); err != nil {
				return err
			}
		}
		after = records[len(records)-1].Seq
	}
}
