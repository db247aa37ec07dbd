package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"

	bolt "go.etcd.io/bbolt"
)

// Stats is what a store holds, and what room it takes.
type Stats struct {
	Schema    uint32
	Catalogue string
	Created   int64 // milliseconds since 1970 of real time
	Clean     bool  // the storefront that wrote last ended in good order
	Journeys  int
	Totals
	Bytes     int64 // of the file
	PageSize  int64
	Pages     int64 // in use, with those of the lists of pages
	FreePages int64 // left behind in the file, used again later
	Buckets   []BucketStats
}

// BucketStats is the size of one bucket.
type BucketStats struct {
	Name  string
	Keys  int64
	Bytes int64 // of keys and values, and what stands around them
}

// Stats counts. It reads every page once.
func (db *DB) Stats(ctx context.Context) (Stats, error) {
	var s Stats
	err := ctx.Err()
	if err == nil {
		err = db.reading(func(tx *bolt.Tx) (err error) {
			s, err = db.stats(tx)
			return err
		})
	}
	if err != nil {
		return Stats{}, fmt.Errorf("count store: %w", err)
	}
	return s, nil
}

func (db *DB) stats(tx *bolt.Tx) (Stats, error) {
	meta := tx.Bucket(bucketMeta)
	s := Stats{Schema: db.schema, Catalogue: db.catalogue, Clean: meta.Get(keyClean) != nil}
	if created := meta.Get(keyCreated); len(created) == 8 {
		s.Created = int64(binary.BigEndian.Uint64(created))
	}
	var err error
	if s.Totals, err = readTotals(tx); err != nil {
		return s, err
	}
	info, err := db.file.Stat()
	if err != nil {
		return s, err
	}
	l, err := readLayout(db.path, db.file, info.Size())
	if err != nil {
		return s, err
	}
	s.Bytes, s.PageSize, s.FreePages = info.Size(), int64(l.pageSize), freePages(db.file, l)
	s.Pages = int64(l.pages) - s.FreePages
	for _, name := range bucketsOf(db.schema) {
		b := tx.Bucket(name).Stats()
		row := BucketStats{string(name), int64(b.KeyN), int64(b.LeafInuse + b.BranchInuse + b.InlineBucketInuse)}
		s.Buckets = append(s.Buckets, row)
		if string(name) == string(bucketHeads) {
			s.Journeys = b.KeyN
		}
	}
	return s, nil
}

// freePages counts what the list of free pages lists.
func freePages(r io.ReaderAt, l layout) int64 {
	var head [pageHeader + 8]byte
	if l.freelist == noFreelist {
		return 0
	}
	if _, err := r.ReadAt(head[:], int64(l.freelist*l.pageSize)); err != nil {
		return 0
	}
	if n := countOf(head[:]); n != manyFree {
		return int64(n)
	}
	return int64(binary.NativeEndian.Uint64(head[pageHeader:]))
}
