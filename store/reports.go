package store

import (
	"context"
	"fmt"
	"sync"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/measure"
)

// Tallies returns the tallies of all cells: what a standard report is made of. Its cost is that of the cells, of which a week
// has a few for each flow, note and product, however many records there are; a file of an older schema, which is only read,
// is scanned.
func (db *DB) Tallies(ctx context.Context) (measure.Ledger, error) {
	if db.schema < measureSchema {
		return db.scannedTallies(ctx)
	}
	var all measure.Ledger
	err := ctx.Err()
	if err == nil {
		err = db.reading(func(tx *bolt.Tx) (err error) {
			all, err = readTallies(tx)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read tallies: %w", err)
	}
	return all, nil
}

func (db *DB) scannedTallies(ctx context.Context) (measure.Ledger, error) {
	var books []measure.Ledger
	err := db.scanVisits(ctx, func(measure.Visit) error { return nil }, &books)
	if err != nil {
		return nil, err
	}
	all := measure.Ledger{}
	for _, book := range books {
		all.Plus(book)
	}
	for cell, t := range all {
		if len(sealTally(nil, nil, t)) == 0 {
			delete(all, cell)
		}
	}
	return all, nil
}

// Visit returns the visit of a session, without bills, and true. Where the file is of an older schema, and only read, it has
// none, and the session's records have to be counted.
func (db *DB) Visit(ctx context.Context, s Session) (measure.Visit, bool, error) {
	if db.schema < measureSchema {
		return measure.Visit{}, false, nil
	}
	var v measure.Visit
	err := ctx.Err()
	if err == nil {
		err = db.reading(func(tx *bolt.Tx) (err error) {
			key := recordKey(s.Stream, s.Seq)
			sealed := tx.Bucket(bucketVisits).Get(key)
			if sealed == nil {
				return errChain
			}
			v, err = openVisit(key, sealed)
			return err
		})
	}
	if err != nil {
		return measure.Visit{}, false, fmt.Errorf("read visit of session %s: %w", s.ID, err)
	}
	return v, true, nil
}

// Visits hands over all sessions, those of a journey in their order; a visit is valid during the call, and holds no bills. An
// error of the function ends it, and is returned as it is. Where the file is of an older schema, and only read, it is scanned.
func (db *DB) Visits(ctx context.Context, fn func(*measure.Visit) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read visits: %w", err)
	}
	if db.schema < measureSchema {
		return db.scanVisits(ctx, func(v measure.Visit) error { return fn(&v) }, &[]measure.Ledger{})
	}
	const some = 512
	after := []byte(nil)
	for {
		visits, err := db.someVisits(after, some)
		if err != nil {
			return fmt.Errorf("read visits: %w", err)
		}
		for i := range visits {
			if err := fn(&visits[i].visit); err != nil {
				return err
			}
		}
		if len(visits) < some {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read visits: %w", err)
		}
		after = visits[len(visits)-1].key
	}
}

type keyedVisit struct {
	key   []byte
	visit measure.Visit
}

// someVisits reads the visits after a key. No transaction is open while the caller looks at them.
func (db *DB) someVisits(after []byte, n int) ([]keyedVisit, error) {
	var visits []keyedVisit
	err := db.reading(func(tx *bolt.Tx) error {
		visits = make([]keyedVisit, 0, n)
		c := tx.Bucket(bucketVisits).Cursor()
		key, sealed := c.First()
		if after != nil {
			if key, sealed = c.Seek(after); string(key) == string(after) {
				key, sealed = c.Next()
			}
		}
		for ; key != nil && len(visits) < n; key, sealed = c.Next() {
			v, err := openVisit(key, sealed)
			if err != nil {
				return fmt.Errorf("visit %x: %w", key, err)
			}
			visits = append(visits, keyedVisit{append([]byte(nil), key...), v})
		}
		return nil
	})
	return visits, err
}

// scanVisits folds all journeys anew, each worker into a book of its own. The function is called by one goroutine at a time.
func (db *DB) scanVisits(ctx context.Context, fn func(measure.Visit) error, books *[]measure.Ledger) error {
	var mu sync.Mutex
	one := func(v measure.Visit) error {
		mu.Lock()
		defer mu.Unlock()
		return fn(v)
	}
	var all []*visitor
	err := db.Scan(ctx, Scan{}, func(int) func(*flow.Record) error {
		book := measure.Ledger{}
		v := &visitor{folder: newFolder(book), fn: one}
		v.folder.put = v.put
		*books, all = append(*books, book), append(all, v)
		return v.read
	})
	for _, v := range all {
		if err == nil {
			v.folder.rest()
			err = v.failed
		}
	}
	return err
}

// visitor hands on the visits of the journeys that one worker scans.
type visitor struct {
	folder *folder
	stream uint32
	fn     func(measure.Visit) error
	failed error
}

func (v *visitor) read(r *flow.Record) error {
	if r.Stream != v.stream {
		v.folder.rest()
		v.stream = r.Stream
		v.folder.resume(kept{})
	}
	v.folder.read(r)
	return v.failed
}

func (v *visitor) put(_ uint64, visit *measure.Visit) {
	if v.failed == nil {
		slim := *visit
		slim.State.Bills = nil
		v.failed = v.fn(slim)
	}
}
