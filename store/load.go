package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/shop"
)

var errChain = errors.New("records are missing or changed")

// Load returns the journey's records from the one that opened its last session on, oldest first; none for a new one. They
// are held against the journey's chain, so that no lost or altered record goes unnoticed.
func (db *DB) Load(ctx context.Context, stream uint32) ([]flow.Record, error) {
	var records []flow.Record
	err := ctx.Err()
	if err == nil {
		err = db.reading(func(tx *bolt.Tx) error {
			h, err := readHead(tx, stream)
			if err != nil {
				return err
			}
			chain, from := h.before, h.begun
			if from == 0 {
				from = 1
			}
			if h.count > 0 {
				records = make([]flow.Record, 0, min(h.count-from+1, 1<<10))
			}
			return walk(tx, stream, from, h.count, func(key, sealed []byte, r *flow.Record) error {
				chain = chain.after(key, sealed)
				if r.Seq == h.count && chain != h.last {
					return fmt.Errorf("session from record %d on: %w", from, errChain)
				}
				records = append(records, *r)
				return nil
			})
		})
	}
	if err != nil {
		return nil, fmt.Errorf("load journey %d: %w", stream, err)
	}
	return records, nil
}

// Records returns at most `limit` records of a journey, those after `after`, oldest first; none at the end.
func (db *DB) Records(ctx context.Context, stream uint32, after uint64, limit int) ([]flow.Record, error) {
	var records []flow.Record
	err := ctx.Err()
	if err == nil {
		err = db.reading(func(tx *bolt.Tx) error {
			h, err := readHead(tx, stream)
			if err != nil || limit < 1 {
				return err
			}
			to := h.count
			if to > after && to-after > uint64(limit) {
				to = after + uint64(limit)
			}
			return walk(tx, stream, after+1, to, func(_, _ []byte, r *flow.Record) error {
				records = append(records, *r)
				return nil
			})
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read journey %d: %w", stream, err)
	}
	return records, nil
}

// walk hands over a journey's records of a range, and finds gaps in it.
func walk(tx *bolt.Tx, stream uint32, from, to uint64, fn func(key, sealed []byte, r *flow.Record) error) error {
	if from > to {
		return nil
	}
	c := tx.Bucket(bucketJournal).Cursor()
	want := recordKey(stream, from)
	key, sealed := c.Seek(want)
	for seq := from; seq <= to; seq++ {
		binary.BigEndian.PutUint64(want[4:], seq)
		if !bytes.Equal(key, want) {
			return fmt.Errorf("record %d: %w", seq, errChain)
		}
		r, err := openRecord(key, sealed)
		if err != nil {
			return fmt.Errorf("record %d: %w", seq, unreadable(err))
		}
		if err := fn(key, sealed, &r); err != nil {
			return err
		}
		key, sealed = c.Next()
	}
	return nil
}

// unreadable says that a value whose checksum is right cannot be decoded: also damage, unless it is newer.
func unreadable(err error) error {
	if newer := (ErrNewer{}); errors.As(err, &newer) || errors.Is(err, errSeal) || errors.Is(err, errLength) {
		return err
	}
	return fmt.Errorf("%w: %v", errChain, err)
}

// Shared returns what all shoppers of the store see. It costs no transaction after the first call.
func (db *DB) Shared(ctx context.Context) (flow.Shared, error) {
	if s := db.shared.Load(); s != nil {
		return *s, nil
	}
	if err := ctx.Err(); err != nil {
		return flow.Shared{}, fmt.Errorf("read shelves: %w", err)
	}
	db.write.Lock()
	defer db.write.Unlock()
	s, err := db.known()
	if err != nil {
		return flow.Shared{}, fmt.Errorf("read shelves: %w", db.judged(err))
	}
	return s, nil
}

// known returns the shared state, from memory or from its buckets. Call it with `write` held.
func (db *DB) known() (flow.Shared, error) {
	if s := db.shared.Load(); s != nil {
		return *s, nil
	}
	var s flow.Shared
	err := db.view(func(tx *bolt.Tx) error {
		var err error
		s, err = readShared(tx)
		return err
	})
	if err != nil {
		return flow.Shared{}, err
	}
	db.shared.Store(&s)
	return s, nil
}

func readShared(tx *bolt.Tx) (flow.Shared, error) {
	var s flow.Shared
	err := tx.Bucket(bucketShelf).ForEach(func(key, sealed []byte) error {
		shelf, err := openShelf(key, sealed)
		s.Shelf = append(s.Shelf, shelf)
		return err
	})
	if err != nil {
		return s, fmt.Errorf("shelf: %w", err)
	}
	if s.Notes, err = readList[shop.Note](tx, bucketNotes); err != nil {
		return s, fmt.Errorf("notes: %w", err)
	}
	if s.Reviews, err = readList[shop.Review](tx, bucketReviews); err != nil {
		return s, fmt.Errorf("reviews: %w", err)
	}
	if tx.Bucket(bucketPosts) != nil { // an old file that is only read has none
		if s.Posts, err = readPosts(tx); err != nil {
			return s, fmt.Errorf("posts: %w", err)
		}
	}
	return s, nil
}

func readList[T any](tx *bolt.Tx, bucket []byte) ([]T, error) {
	var all []T
	err := tx.Bucket(bucket).ForEach(func(key, sealed []byte) error {
		body, err := unseal(key, sealed)
		if err != nil {
			return err
		}
		var one T
		if err := decode(body, &one); err != nil {
			return unreadable(err)
		}
		all = append(all, one)
		return nil
	})
	return all, err
}

// reading runs a reading transaction outside of `write`.
func (db *DB) reading(fn func(*bolt.Tx) error) error {
	err := db.view(fn)
	if err == nil {
		return nil
	}
	db.write.Lock()
	defer db.write.Unlock()
	return db.judged(err)
}
