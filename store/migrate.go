package store

import (
	"encoding/binary"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
)

// sessionSchema is the first schema with sessions and posts.
const sessionSchema = 2

// dealSchema is the first schema whose records may state coupons, deposits, identities and requests. Its buckets are those of
// the one before: the number alone keeps programs away that would leave such records out of their sums.
const dealSchema = 3

// migrations lead from the schema before each index to that of the index.
var migrations = [Schema + 1]func(*bolt.Tx) error{
	sessionSchema: addSessions,
	dealSchema:    func(*bolt.Tx) error { return nil },
}

// bucketsOf returns the buckets of a schema.
func bucketsOf(schema uint32) [][]byte {
	if schema < sessionSchema {
		return buckets[:len(buckets)-2]
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

// addSessions makes the two buckets from the journal.
func addSessions(tx *bolt.Tx) error {
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
