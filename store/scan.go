package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
)

// Scan says how a scan is done.
type Scan struct {
	Workers  int                   // how many go side by side; 0 means one a processor
	Progress func(done, all int64) // records; called every now and then, never twice at a time; nil for nobody
}

// ranges is how many parts of the journal there are for each worker, so that none waits long for the last one.
const ranges = 16

// longRange is the most journeys of a range, so that who puts their rows in order keeps little.
const longRange = 1 << 8

// tell is after how many records a worker looks at its context, and says how far it is.
const tell = 1 << 12

// Scan hands over the records of all journeys, as the store is when it is called. Each worker gets a function of its own from
// `each`, which is called once a worker before the first record; the worker hands it whole journeys, their records in order,
// the journeys in the order of their numbers; several workers run at once. A record holds only what measure.Reader and
// measure.Counter look at, and is valid during the call. The checksum of each record is held against it, and gaps are found; the
// chains are for Check. The first error of a function ends the scan and is returned as it is. The functions call no method of the
// store; who writes beside a scan may have to wait for its end.
func (db *DB) Scan(ctx context.Context, how Scan, each func(worker int) func(*flow.Record) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("scan store: %w", err)
	}
	workers := how.Workers
	if workers < 1 {
		workers = runtime.GOMAXPROCS(0)
	}
	s := scan{db: db, how: how}
	if err := s.open(workers); err != nil {
		return fmt.Errorf("scan store: %w", s.judged(err))
	}
	defer s.close()
	fns := make([]func(*flow.Record) error, workers)
	for i := range fns {
		fns[i] = each(i)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var group sync.WaitGroup
	for i, fn := range fns {
		group.Go(func() {
			if err := s.work(ctx, s.txs[i], fn); err != nil {
				stop(err)
			}
		})
	}
	group.Wait()
	err := context.Cause(ctx)
	thrown := errThrown{}
	switch own := (errOwn{}); {
	case err == nil:
		return nil
	case errors.As(err, &thrown):
		panic(thrown.what) // of the caller's function, to where the caller can see it
	case errors.As(err, &own):
		return own.err
	}
	return fmt.Errorf("scan store: %w", s.judged(err))
}

// errThrown is a panic of a function that records were handed to, errOwn its error. Neither is damage.
type errThrown struct{ what any }

func (errThrown) Error() string { return "a function that counts records failed" }

type errOwn struct{ err error }

func (e errOwn) Error() string { return e.err.Error() }

// scan is one while it runs.
type scan struct {
	db   *DB
	how  Scan
	txs  []*bolt.Tx // one a worker, all of the same state
	last uint64     // the last stream
	next atomic.Int64
	step uint64 // streams a range

	mu   sync.Mutex
	done int64
	all  int64
}

// open begins the transactions while nobody writes.
func (s *scan) open(workers int) error {
	s.db.write.Lock()
	defer s.db.write.Unlock()
	return s.db.guard(func() error {
		for range workers {
			tx, err := s.db.bolt.Begin(false)
			if err != nil {
				s.close()
				return err
			}
			s.txs = append(s.txs, tx)
		}
		sums, err := readTotals(s.txs[0])
		if err != nil {
			s.close()
			return err
		}
		s.all = sums.Records
		s.last = s.txs[0].Bucket(bucketShoppers).Sequence()
		s.step = min(s.last/uint64(workers*ranges)+1, longRange)
		return nil
	})
}

func (s *scan) close() {
	for _, tx := range s.txs {
		_ = tx.Rollback() // it only read
	}
	s.txs = nil
}

func (s *scan) judged(err error) error {
	s.db.write.Lock()
	defer s.db.write.Unlock()
	return s.db.judged(err)
}

// work scans one range after the other until none is left.
func (s *scan) work(ctx context.Context, tx *bolt.Tx, fn func(*flow.Record) error) error {
	return s.db.guard(func() error {
		w := scanWorker{scan: s, ctx: ctx, skim: newSkimmer(), fn: fn}
		w.heads, w.journal = tx.Bucket(bucketHeads).Cursor(), tx.Bucket(bucketJournal).Cursor()
		for {
			from := uint64(s.next.Add(1)-1) * s.step
			if from > s.last {
				return w.told()
			}
			if err := w.journeys(from, from+s.step); err != nil {
				return err
			}
		}
	})
}

type scanWorker struct {
	*scan
	skim           *skimmer
	ctx            context.Context
	heads, journal *bolt.Cursor
	fn             func(*flow.Record) error
	n              int64 // records since it last told
}

// journeys scans those whose streams are from `from` to below `to`.
func (w *scanWorker) journeys(from, to uint64) error {
	key, sealed := w.heads.Seek(streamKey(uint32(from)))
	if key == nil {
		return nil
	}
	at, value := w.journal.Seek(key)
	for ; len(key) == 4 && uint64(binary.BigEndian.Uint32(key)) < to; key, sealed = w.heads.Next() {
		h, err := openHead(key, sealed)
		if err != nil {
			return fmt.Errorf("head of journey %x: %w", key, err)
		}
		stream := binary.BigEndian.Uint32(key)
		for n := uint64(1); n <= h.count; n++ {
			if len(at) != keySize || !bytes.Equal(at[:4], key) || binary.BigEndian.Uint64(at[4:]) != n {
				return fmt.Errorf("journey %d, record %d: %w", stream, n, errChain)
			}
			r, err := w.skim.open(at, value)
			if err != nil {
				return fmt.Errorf("journey %d, record %d: %w", stream, n, err)
			}
			if err := w.hand(r); err != nil {
				return err
			}
			at, value = w.journal.Next()
			if w.n++; w.n == tell {
				if err := w.told(); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// hand calls the caller's function. What it does wrong is not to be taken for damage of the file.
func (w *scanWorker) hand(r *flow.Record) (err error) {
	defer func() {
		if what := recover(); what != nil {
			err = errThrown{what}
		}
	}()
	if err := w.fn(r); err != nil {
		return errOwn{err}
	}
	return nil
}

// told says how far the scan is.
func (w *scanWorker) told() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done += w.n
	w.n = 0
	if w.how.Progress != nil {
		w.how.Progress(w.done, w.all)
	}
	return context.Cause(w.ctx)
}
