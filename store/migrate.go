package store

import (
	"encoding/binary"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/measure"
)

// sessionSchema is the first schema with sessions and posts.
const sessionSchema = 2

// dealSchema is the first schema whose records may state coupons, deposits, identities and requests. Its buckets are those of
// the one before: the number alone keeps programs away that would leave such records out of their sums.
const dealSchema = 3

// measureSchema is the first schema with visits and tallies.
const measureSchema = 4

// migrations lead from the schema before each index to that of the index.
var migrations = [Schema + 1]func(*bolt.Tx) error{
	sessionSchema: addSessionBuckets,
	dealSchema:    func(*bolt.Tx) error { return nil },
	measureSchema: addVisits,
}

// bucketsOf returns the buckets of a schema.
func bucketsOf(schema uint32) [][]byte {
	switch {
	case schema < sessionSchema:
		return buckets[:len(buckets)-5]
	case schema < measureSchema:
		return buckets[:len(buckets)-3]
	}
	return buckets
}

// migrate brings the file to this program's schema: after a snapshot, in one transaction, so that it is of the old schema
// or of the new one, whatever happens.
func (db *DB) migrate(now time.Time) error {
	if db.schema == Schema {
		return nil
	}
	if _, err := db.snapshot(now); err != nil {
		return fmt.Errorf("before the store moves to schema %d: %w", Schema, err)
	}
	err := db.update(func(tx *bolt.Tx) error {
		for to := db.schema + 1; to <= Schema; to++ {
			if err := migrations[to](tx); err != nil {
				return err
			}
		}
		return tx.Bucket(bucketMeta).Put(keySchema, binary.BigEndian.AppendUint32(nil, Schema))
	})
	if err != nil {
		return fmt.Errorf("move store to schema %d: %w", Schema, db.judged(err))
	}
	db.schema = Schema
	return nil
}

// addSessionBuckets makes the two buckets from the journal.
func addSessionBuckets(tx *bolt.Tx) error {
	for _, name := range [][]byte{bucketSessions, bucketPosts} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	return everyRecord(tx, func(r *flow.Record) error {
		if r.Event.Kind != flow.Begun || r.Event.Begin == nil {
			return nil
		}
		return addSession(tx, r)
	})
}

// addVisits makes the three buckets from the journal.
func addVisits(tx *bolt.Tx) error {
	for _, name := range [][]byte{bucketVisits, bucketBills, bucketTallies} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	book := measure.Ledger{}
	err := everyVisit(tx, book, func(stream uint32, begun uint64, v *measure.Visit, newest bool) error {
		key := recordKey(stream, begun)
		sealed, err := sealVisit(key, v)
		if err != nil {
			return err
		}
		visits := tx.Bucket(bucketVisits)
		visits.FillPercent = appendOnly
		if err := visits.Put(key, sealed); err != nil || !newest {
			return err
		}
		return putBills(tx, stream, v.State.Bills)
	})
	if err != nil {
		return err
	}
	return putTallies(tx, book)
}
