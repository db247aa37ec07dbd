package store

import (
	"bytes"
	"encoding/binary"
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// last is the number of the transaction that wrote last. Every one leaves it among the totals. bbolt's meta page has it as
// well: a disk that kept the meta page and lost the page below it would otherwise show an earlier state, and every checksum
// in it right.
type last struct {
	id uint64
	ok bool // it is there, and whole
}

func putLast(tx *bolt.Tx) error {
	body := binary.BigEndian.AppendUint64(nil, uint64(tx.ID()))
	return tx.Bucket(bucketTotals).Put(keyLast, seal(keyLast, body...))
}

func lastOf(sealed []byte) last {
	body, err := unseal(keyLast, sealed)
	if err != nil || len(body) != 8 {
		return last{}
	}
	return last{binary.BigEndian.Uint64(body), true}
}

// behind says whether what is there is older than the meta page has it. Where the number is greater a snapshot or a
// compaction counts anew; where there is none the file is of a time when nobody wrote it down.
func (l last) behind(id uint64) bool { return l.ok && l.id < id }

func behind(tx *bolt.Tx, id uint64) bool {
	return lastOf(tx.Bucket(bucketTotals).Get(keyLast)).behind(id)
}

// lastFault says what is wrong with the number, "" for nothing.
func lastFault(tx *bolt.Tx) string {
	sealed := tx.Bucket(bucketTotals).Get(keyLast)
	l := lastOf(sealed)
	switch {
	case sealed != nil && !l.ok:
		return "the number of the last transaction is unreadable"
	case l.behind(uint64(tx.ID())):
		return fmt.Sprintf("transaction %d did not reach the disk whole: what is there is that of transaction %d", tx.ID(), l.id)
	}
	fault := ""
	_ = tx.Bucket(bucketTotals).ForEach(func(key, _ []byte) error {
		if !bytes.Equal(key, keyAll) && !bytes.Equal(key, keyLast) {
			fault = fmt.Sprintf("the totals hold %q, which is none of theirs", key)
		}
		return nil
	})
	return fault
}
