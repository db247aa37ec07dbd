package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
)

// appendOnly is how full pages of a bucket become whose keys only grow.
const appendOnly = 0.9

var (
	errReadOnly = errors.New("store was opened for reading only")
	errMisfit   = errors.New("record does not follow the journey")
)

// Stream returns the number of a shopper's journey, 1 and up. A shopper without one gets the next.
func (db *DB) Stream(ctx context.Context, shopper string) (uint32, error) {
	if err := ctx.Err(); err != nil {
		return 0, fmt.Errorf("open journey of %s: %w", shopper, err)
	}
	db.write.Lock()
	defer db.write.Unlock()
	var stream uint32
	find := func(tx *bolt.Tx) (err error) {
		stream, err = streamOf(tx, shopper)
		return err
	}
	err := db.view(find)
	if err == nil && stream == 0 {
		if err = db.writable(); err == nil {
			err = db.update(func(tx *bolt.Tx) error {
				stream, err = newStream(tx, shopper)
				return err
			})
		}
	}
	if err != nil {
		return 0, fmt.Errorf("open journey of %s: %w", shopper, db.judged(err))
	}
	return stream, nil
}

func streamOf(tx *bolt.Tx, shopper string) (uint32, error) {
	key := []byte(shopper)
	sealed := tx.Bucket(bucketShoppers).Get(key)
	if sealed == nil {
		return 0, nil
	}
	body, err := unseal(key, sealed)
	if err != nil {
		return 0, err
	}
	if len(body) != 4 {
		return 0, errLength
	}
	return binary.BigEndian.Uint32(body), nil
}

func newStream(tx *bolt.Tx, shopper string) (uint32, error) {
	shoppers := tx.Bucket(bucketShoppers)
	n, err := shoppers.NextSequence()
	if err != nil {
		return 0, err
	}
	stream := streamKey(uint32(n))
	if err := shoppers.Put([]byte(shopper), seal([]byte(shopper), stream...)); err != nil {
		return 0, err
	}
	return uint32(n), tx.Bucket(bucketHeads).Put(stream, (&head{}).seal(stream))
}

// Append adds records to a journey that has `expected` ones: all or none, in one transaction with every projection that
// they change. The records' streams and sequence numbers have to follow. It returns flow.ErrStale where the journey has
// another length, and flow.ErrTaken where a shelf that the records change is not as `seen` has it. After an error nothing
// was added, but for the one whose text says that the disk may not have the last tap.
func (db *DB) Append(
	ctx context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared,
) error {
	err := ctx.Err()
	if err == nil {
		err = db.append(stream, expected, records, seen)
	}
	if err != nil {
		return fmt.Errorf("append to journey %d: %w", stream, err)
	}
	return nil
}

func (db *DB) append(stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error {
	entries, err := sealAll(stream, expected, records)
	if err != nil {
		return err
	}
	db.write.Lock()
	defer db.write.Unlock()
	if err := db.writable(); err != nil {
		return err
	}
	was, err := db.known()
	if err != nil {
		return db.judged(err)
	}
	defer db.accounts.forget(stream) // where it comes to that, what was folded is not in the file
	visit, err := db.accounts.fold(stream, records)
	if err != nil {
		return db.judged(err)
	}
	p := newProjection(stream, was, records, visit.visit.Source == simulated)
	err = db.update(func(tx *bolt.Tx) error {
		h, err := readHead(tx, stream)
		if err != nil {
			return err
		}
		if h.count != expected {
			return flow.ErrStale
		}
		if err := p.taken(tx, seen); err != nil {
			return err
		}
		journal := tx.Bucket(bucketJournal)
		journal.FillPercent = appendOnly
		for i, e := range entries {
			h.add(e.key, e.sealed, records[i].Event.Kind)
			if err := journal.Put(e.key, e.sealed); err != nil {
				return err
			}
		}
		key := streamKey(stream)
		if err := tx.Bucket(bucketHeads).Put(key, h.seal(key)); err != nil {
			return err
		}
		if err := p.write(tx, records); err != nil {
			return err
		}
		return db.accounts.write(tx)
	})
	if err != nil {
		return db.judged(err)
	}
	db.accounts.done()
	db.accounts.visits[stream] = visit
	db.shared.Store(&p.shared)
	return nil
}

type entry struct{ key, sealed []byte }

func sealAll(stream uint32, expected uint64, records []flow.Record) ([]entry, error) {
	entries := make([]entry, len(records))
	for i := range records {
		r := &records[i]
		if r.Stream != stream || r.Seq != expected+uint64(i)+1 {
			return nil, fmt.Errorf("%w: %d/%d after %d/%d", errMisfit, r.Stream, r.Seq, stream, expected+uint64(i))
		}
		if r.Event.Kind == flow.Begun && r.Event.Begin == nil {
			return nil, fmt.Errorf("%w: a session begins with no state", errMisfit)
		}
		key := recordKey(stream, r.Seq)
		sealed, err := sealRecord(key, r)
		if err != nil {
			return nil, fmt.Errorf("record %d: %w", r.Seq, err)
		}
		entries[i] = entry{key, sealed}
	}
	return entries, nil
}

func (db *DB) writable() error {
	if db.readOnly {
		return errReadOnly
	}
	return db.broken
}

// judged turns what a value's own check found into damage of the file.
func (db *DB) judged(err error) error {
	newer, damaged := ErrNewer{}, ErrDamaged{}
	switch {
	case errors.As(err, &damaged) && db.broken == nil:
		db.broken = damaged
	case errors.Is(err, errSeal), errors.Is(err, errLength), errors.Is(err, errChain):
		damaged = ErrDamaged{db.path, err.Error()}
		if db.broken == nil {
			db.broken = damaged
		}
		return damaged
	case errors.As(err, &newer):
		newer.Path = db.path
		return newer
	}
	return err
}

func readHead(tx *bolt.Tx, stream uint32) (head, error) {
	key := streamKey(stream)
	sealed := tx.Bucket(bucketHeads).Get(key)
	if sealed == nil {
		return head{}, errNoJourney
	}
	return openHead(key, sealed)
}
