package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
)

// Journey is a whole one that was walked elsewhere: all its sessions are simulated (source "sim").
type Journey struct {
	Shopper string        // key of the journey, usually the shopper's id
	Records []flow.Record // numbered 1, 2, …, the first one opens a session; Import sets their Stream
}

// ErrWalked says that a shopper whose journey was to be imported has one already.
type ErrWalked struct{ Shopper string }

func (e ErrWalked) Error() string { return fmt.Sprintf("shopper %q has a journey already", e.Shopper) }

// Hint says what to do.
func (e ErrWalked) Hint() string { return "take another store (--db), or another seed" }

// Import adds new journeys: all or none, in one transaction with their projections. They stay apart: shelves, notes, reviews
// and posts are as before. A shopper who has records already is an ErrWalked. A few thousand journeys a call are a good
// measure: all of what is written is in memory until the end.
func (db *DB) Import(ctx context.Context, journeys []Journey) error {
	err := ctx.Err()
	if err == nil && len(journeys) > 0 {
		err = db.importAll(ctx, journeys)
	}
	if err != nil {
		return fmt.Errorf("import journeys: %w", err)
	}
	return nil
}

// imported is a journey on its way into the file.
type imported struct {
	*Journey
	stream  uint32
	isNew   bool
	entries []entry
	head    head
}

func (db *DB) importAll(ctx context.Context, journeys []Journey) error {
	db.write.Lock()
	defer db.write.Unlock()
	if err := db.writable(); err != nil {
		return err
	}
	all, last, err := db.numbered(journeys)
	if err != nil {
		return db.judged(err)
	}
	if err := sealJourneys(ctx, all); err != nil {
		return err
	}
	defer db.accounts.forget(0) // where it comes to that
	var sums Totals
	if err := db.accounts.foldJourneys(all, &sums); err != nil {
		return db.judged(err)
	}
	err = db.update(func(tx *bolt.Tx) error {
		for i := range all {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := all[i].write(tx); err != nil {
				return fmt.Errorf("journey of %s: %w", all[i].Shopper, err)
			}
		}
		if err := tx.Bucket(bucketShoppers).SetSequence(last); err != nil {
			return err
		}
		was, err := readTotals(tx)
		if err != nil {
			return err
		}
		if err := tx.Bucket(bucketTotals).Put(keyAll, was.plus(sums).seal()); err != nil {
			return err
		}
		return db.accounts.write(tx)
	})
	if err != nil {
		return db.judged(err)
	}
	db.accounts.done()
	return nil
}

// numbered gives each journey its stream, and returns the last one that the store then has.
func (db *DB) numbered(journeys []Journey) (all []imported, last uint64, err error) {
	all = make([]imported, len(journeys))
	seen := make(map[string]bool, len(journeys))
	err = db.view(func(tx *bolt.Tx) error {
		last = tx.Bucket(bucketShoppers).Sequence()
		for i := range journeys {
			j := &journeys[i]
			if seen[j.Shopper] {
				return ErrWalked{j.Shopper}
			}
			seen[j.Shopper] = true
			stream, err := streamOf(tx, j.Shopper)
			if err != nil {
				return err
			}
			isNew := stream == 0
			if isNew {
				last++
				stream = uint32(last)
			} else if h, err := readHead(tx, stream); err != nil {
				return err
			} else if h.count > 0 {
				return ErrWalked{j.Shopper}
			}
			all[i] = imported{Journey: j, stream: stream, isNew: isNew}
		}
		return nil
	})
	return all, last, err
}

// sealJourneys makes the rows of the records, on all processors.
func sealJourneys(ctx context.Context, all []imported) error {
	var group sync.WaitGroup
	var next atomic.Int64
	errs := make([]error, min(len(all), runtime.GOMAXPROCS(0)))
	for worker := range errs {
		group.Go(func() {
			for errs[worker] == nil {
				i := int(next.Add(1)) - 1
				if i >= len(all) {
					return
				}
				if errs[worker] = ctx.Err(); errs[worker] == nil {
					errs[worker] = all[i].seal()
				}
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

func (j *imported) seal() error {
	for i := range j.Records {
		j.Records[i].Stream = j.stream
	}
	entries, err := sealAll(j.stream, 0, j.Records)
	if err == nil && (len(j.Records) == 0 || j.Records[0].Event.Kind != flow.Begun) {
		err = fmt.Errorf("%w: no session begins it", errMisfit)
	}
	for i := range entries {
		e := &j.Records[i].Event
		if e.Kind == flow.Begun && e.Begin.Source != simulated {
			err = fmt.Errorf("%w: session %s is not simulated", errMisfit, e.Begin.Session)
		}
		j.head.add(entries[i].key, entries[i].sealed, e.Kind)
	}
	if err != nil {
		return fmt.Errorf("journey of %s: %w", j.Shopper, err)
	}
	j.entries = entries
	return nil
}

// write puts the rows of the journey alone.
func (j *imported) write(tx *bolt.Tx) error {
	key := streamKey(j.stream)
	if j.isNew {
		shopper := []byte(j.Shopper)
		if err := tx.Bucket(bucketShoppers).Put(shopper, seal(shopper, key...)); err != nil {
			return err
		}
	}
	if err := tx.Bucket(bucketHeads).Put(key, j.head.seal(key)); err != nil {
		return err
	}
	journal := tx.Bucket(bucketJournal)
	journal.FillPercent = appendOnly
	if err := putAll(journal, j.entries); err != nil {
		return err
	}
	if err := writeOrders(tx, j.stream, j.Records); err != nil {
		return err
	}
	return addSessions(tx, j.Records)
}
