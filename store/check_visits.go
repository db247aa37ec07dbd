package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow/measure"
)

// rows walks the bucket of visits, or of bills, beside the replay of the journal: all go by journey.
type rows struct {
	cursor      *bolt.Cursor // nil where the file has no such bucket
	key, sealed []byte       // of the next one
}

func rowsOf(tx *bolt.Tx, bucket []byte) rows {
	r := rows{cursor: tx.Bucket(bucket).Cursor()}
	r.key, r.sealed = r.cursor.First()
	return r
}

func (v *rows) next() { v.key, v.sealed = v.cursor.Next() }

// pass goes beyond a journey of which nobody knows what its visits should be.
func (v *rows) pass(stream uint32) {
	for len(v.key) >= 4 && binary.BigEndian.Uint32(v.key) <= stream {
		v.next()
	}
}

// visit compares the next visit with one that was folded anew.
func (c *check) visit(stream uint32, begun uint64, want *measure.Visit) {
	v := &c.visits
	if v.cursor == nil {
		return
	}
	key := recordKey(stream, begun)
	for ; v.key != nil && bytes.Compare(v.key, key) < 0; v.next() {
		c.report.find("visit %x: no session has it", v.key)
	}
	if !bytes.Equal(v.key, key) {
		c.report.find("session %s of journey %d: begun, but not among the visits", want.Session, stream)
		return
	}
	defer v.next()
	got, err := openVisit(v.key, v.sealed)
	if err != nil {
		c.report.find("visit of session %s of journey %d: unreadable: %v", want.Session, stream, err)
		return
	}
	if sealed, err := sealVisit(key, want); err != nil || !bytes.Equal(sealed, v.sealed) {
		c.report.find("visit of session %s of journey %d: %+v kept, %+v replayed", want.Session, stream, got, *want)
	}
}

// bills compares the bills of a journey with those that were folded anew.
func (c *check) bills(stream uint32, want []measure.Bill) {
	v := &c.billed
	if v.cursor == nil {
		return
	}
	rows, err := replacedBills(stream, nil, want)
	if err != nil {
		c.report.find("bills of journey %d: %v", stream, err)
	}
	slices.SortStableFunc(rows, func(a, b entry) int { return bytes.Compare(a.key, b.key) })
	for _, row := range rows {
		for ; v.key != nil && bytes.Compare(v.key, row.key) < 0; v.next() {
			c.report.find("bill %x: no record placed its order", v.key)
		}
		if !bytes.Equal(v.key, row.key) {
			c.report.find("order %s of journey %d: placed, but not among the bills", row.key[4:], stream)
			continue
		}
		if !bytes.Equal(v.sealed, row.sealed) {
			got, err := openBill(v.key, v.sealed)
			c.report.find("bill of order %s of journey %d: it differs from the replayed one: %+v, %v", row.key[4:], stream, got, err)
		}
		v.next()
	}
}

// rest finds the rows behind the last journey.
func (c *check) rest() {
	for v := &c.visits; v.key != nil; v.next() {
		c.report.find("visit %x: no session has it", v.key)
	}
	for v := &c.billed; v.key != nil; v.next() {
		c.report.find("bill %x: no record placed its order", v.key)
	}
}

// tallies compares the bucket with the tallies that were folded anew, and what the writer has in memory with the bucket.
func (c *check) tallies(tx *bolt.Tx, have *accounts) {
	if c.lost {
		return // they cannot be right, and the record that is missing in them was named
	}
	rows := tx.Bucket(bucketTallies)
	err := rows.ForEach(func(key, sealed []byte) error {
		cell, err := cellOf(key)
		got, broken := openTally(key, sealed)
		if err = cmp.Or(err, broken); err != nil {
			c.report.find("tally %x: unreadable: %v", key, err)
			delete(c.book, cell)
			return nil
		}
		want := c.book[cell]
		delete(c.book, cell)
		if want == nil {
			want = &measure.Tally{}
		}
		if !bytes.Equal(sealTally(nil, key, want), sealed) {
			c.report.find("tally %q of week %d: %+v kept, %+v replayed", key[4:], cell.Week, *got, *want)
		}
		return nil
	})
	if err != nil {
		c.report.find("tallies: %v", err)
	}
	var missing [][]byte
	for cell, want := range c.book {
		if key := cellKey(cell); len(sealTally(nil, key, want)) > 0 {
			missing = append(missing, key)
		}
	}
	slices.SortFunc(missing, bytes.Compare)
	for _, key := range missing {
		cell, _ := cellOf(key)
		c.report.find("tally %q of week %d: nothing kept, %+v replayed", key[4:], cell.Week, *c.book[cell])
	}
	for _, in := range have.cells {
		if !bytes.Equal(sealTally(nil, in.key, in.tally), rows.Get(in.key)) {
			c.report.find("tally %q of week %d: another one in memory", in.key[4:], in.at.Week)
		}
	}
}
