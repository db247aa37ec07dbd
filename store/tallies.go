package store

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow/measure"
)

// weekBias makes the order of weeks that of their bytes, also before 1970.
const weekBias = 1 << 31

// cellKey is the week, the dimension, and the key within it.
func cellKey(c measure.Cell) []byte {
	key := make([]byte, 0, 4+1+len(c.Key))
	key = binary.BigEndian.AppendUint32(key, uint32(c.Week)^weekBias)
	return append(append(key, byte(c.Dim)), c.Key...)
}

func cellOf(key []byte) (measure.Cell, error) {
	if len(key) < 4+1 {
		return measure.Cell{}, errLength
	}
	week := binary.BigEndian.Uint32(key) ^ weekBias
	return measure.Cell{Week: measure.Week(week), Dim: measure.Dim(key[4]), Key: string(key[5:])}, nil
}

// sealTally appends a tally, sealed. It is cut to what is not zero first, so that equal tallies have equal bytes; one that is
// all zero has none, and is not kept.
func sealTally(to, key []byte, t *measure.Tally) []byte {
	t.Trim()
	from := len(to)
	to = append(to, make([]byte, sealSize)...)
	numbers := t.N[:]
	for len(numbers) > 0 && numbers[len(numbers)-1] == 0 {
		numbers = numbers[:len(numbers)-1]
	}
	f := &t.Funnel
	if len(numbers) == 0 && f.Units == 0 && f.Met == nil && f.Entered == nil && f.Times == nil && f.Next == nil && t.Causes == nil && t.Late == nil &&
		t.Places == nil {
		return to[:from]
	}
	to = appendFunnel(appendNumbers(to, numbers), f)
	to = appendNumbers(appendNumbers(to, t.Causes), t.Late)
	to = binary.AppendUvarint(to, uint64(len(t.Places)))
	for i := range t.Places {
		for _, n := range ofPlace(&t.Places[i]) {
			to = binary.AppendVarint(to, *n)
		}
		to = appendNumbers(to, t.Places[i].Dwell)
	}
	stamp(key, to[from:])
	return to
}

func appendFunnel(to []byte, f *measure.Funnel) []byte {
	to = appendNumbers(appendNumbers(binary.AppendVarint(to, f.Units), f.Met), f.Entered)
	to = binary.AppendUvarint(to, uint64(len(f.Times)))
	for _, h := range f.Times {
		to = appendNumbers(to, h)
	}
	to = binary.AppendUvarint(to, uint64(len(f.Next)))
	if len(f.Next) == 0 {
		return to
	}
	for _, what := range slices.Sorted(maps.Keys(f.Next)) {
		to = binary.AppendVarint(binary.AppendUvarint(to, uint64(what)), f.Next[what])
	}
	return to
}

// ofPlace lists the numbers of a place in the order in which they are kept.
func ofPlace(p *measure.PlaceTally) [8]*int64 {
	return [8]*int64{&p.Entered, &p.Left, &p.Back, &p.Refused, &p.Fields, &p.Taps, &p.Surprises, &p.Millis}
}

func appendNumbers[S ~[]int64](to []byte, all S) []byte {
	to = binary.AppendUvarint(to, uint64(len(all)))
	for _, n := range all {
		to = binary.AppendVarint(to, n)
	}
	return to
}

func openTally(key, sealed []byte) (*measure.Tally, error) {
	body, err := unseal(key, sealed)
	if err != nil {
		return nil, err
	}
	r := numbers{body: body}
	t := &measure.Tally{}
	n := r.len()
	if n > len(t.N) {
		return nil, ErrNewer{What: "a tally holds numbers that it does not know"}
	}
	for i := range n {
		t.N[i] = r.signed()
	}
	r.funnel(&t.Funnel)
	t.Causes, t.Late = r.list(), r.list()
	if n := r.len(); n > 0 {
		t.Places = make([]measure.PlaceTally, n)
	}
	for i := range t.Places {
		for _, n := range ofPlace(&t.Places[i]) {
			*n = r.signed()
		}
		t.Places[i].Dwell = r.list()
	}
	if r.bad || len(r.body) > 0 {
		return nil, errLength
	}
	return t, nil
}

func (r *numbers) funnel(f *measure.Funnel) {
	f.Units, f.Met, f.Entered = r.signed(), r.list(), r.list()
	if n := r.len(); n > 0 {
		f.Times = make([]measure.Hist, n)
	}
	for i := range f.Times {
		f.Times[i] = r.list()
	}
	n := r.len()
	if n == 0 {
		return
	}
	f.Next = make(map[uint16]int64, n)
	for range n {
		what := r.unsigned()
		f.Next[uint16(what)] = r.signed()
		r.bad = r.bad || what>>16 != 0
	}
}

// numbers reads what appendNumbers and its like wrote. After a fault all is zero, and bad says so.
type numbers struct {
	body []byte
	bad  bool
}

func (r *numbers) unsigned() uint64 {
	n, size := binary.Uvarint(r.body)
	if size <= 0 {
		r.body, r.bad = nil, true
		return 0
	}
	r.body = r.body[size:]
	return n
}

func (r *numbers) signed() int64 {
	n := r.unsigned()
	return int64(n>>1) ^ -int64(n&1)
}

// len reads a length; each element has a byte at least, so that a wrong one takes no memory.
func (r *numbers) len() int {
	n := r.unsigned()
	if n > uint64(len(r.body)) {
		r.body, r.bad = nil, true
		return 0
	}
	return int(n)
}

func (r *numbers) list() []int64 {
	n := r.len()
	if n == 0 {
		return nil
	}
	all := make([]int64, n)
	for i := range all {
		all[i] = r.signed()
	}
	return all
}

// readTallies reads the bucket.
func readTallies(tx *bolt.Tx) (measure.Ledger, error) {
	all := measure.Ledger{}
	err := tx.Bucket(bucketTallies).ForEach(func(key, sealed []byte) error {
		cell, err := cellOf(key)
		if err != nil {
			return err
		}
		all[cell], err = openTally(key, sealed)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("tallies: %w", err)
	}
	return all, nil
}

// putTallies writes the bucket anew.
func putTallies(tx *bolt.Tx, book measure.Ledger) error {
	tallies := tx.Bucket(bucketTallies)
	for cell, t := range book {
		key := cellKey(cell)
		if sealed := sealTally(nil, key, t); len(sealed) > 0 {
			if err := tallies.Put(key, sealed); err != nil {
				return fmt.Errorf("tally: %w", err)
			}
		}
	}
	return nil
}
