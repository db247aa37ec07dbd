package store

import (
	"bytes"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/measure"
)

// simulated is the source of sessions that nobody walked. What they do stays among themselves: they leave shelves, notes,
// reviews and posts as they are.
const simulated = "sim"

// sealVisit returns a visit as the bucket keeps it: without the bills, of which a journey has more and more.
func sealVisit(key []byte, v *measure.Visit) ([]byte, error) {
	const usual = 320
	slim := *v
	slim.State.Bills = nil
	buf := bytes.NewBuffer(make([]byte, sealSize, usual))
	if err := codec.enc.MarshalToBuffer(&slim, buf); err != nil {
		return nil, err
	}
	sealed := buf.Bytes()
	stamp(key, sealed)
	return sealed, nil
}

func openVisit(key, sealed []byte) (measure.Visit, error) {
	var v measure.Visit
	if len(key) != keySize {
		return v, errLength
	}
	body, err := unseal(key, sealed)
	if err != nil {
		return v, err
	}
	if err := decode(body, &v); err != nil {
		return v, unreadable(err)
	}
	return v, nil
}

// opener is the number of the record under which a visit is kept: that which opened the session, or the first one of a
// journey that no session began.
func opener(begun uint64) uint64 { return max(1, begun) }

// newestVisit reads the visit of the session that a journey is in, nothing of a journey without records.
func newestVisit(tx *bolt.Tx, stream uint32) (kept, error) {
	h, err := readHead(tx, stream)
	if err != nil || h.count == 0 {
		return kept{}, err
	}
	key := recordKey(stream, opener(h.begun))
	sealed := tx.Bucket(bucketVisits).Get(key)
	if sealed == nil {
		return kept{}, errChain
	}
	v, err := openVisit(key, sealed)
	if err == nil {
		v.State.Bills, err = readBills(tx, stream)
	}
	return kept{opener(h.begun), v}, err
}

// kept is the visit of a session, with the number of the record that opened it.
type kept struct {
	begun uint64
	visit measure.Visit
}

// folder folds the records of one journey after the other into a book, and hands on each visit that ends or rests.
type folder struct {
	counter *measure.Counter
	begun   uint64
	put     func(begun uint64, v *measure.Visit)
}

func newFolder(book measure.Book) *folder {
	f := &folder{counter: measure.NewCounter(book)}
	f.counter.Ended = func(v *measure.Visit) { f.put(f.begun, v) }
	return f
}

// resume goes on with a journey, or begins one.
func (f *folder) resume(k kept) {
	f.begun = k.begun
	f.counter.Resume(k.visit)
}

func (f *folder) read(r *flow.Record) {
	f.counter.Read(r)
	if f.begun == 0 || r.Event.Kind == flow.Begun {
		f.begun = r.Seq
	}
}

// rest hands on the visit as it is after the records.
func (f *folder) rest() measure.Visit {
	v := f.counter.Rest()
	if v.Records > 0 {
		f.put(f.begun, &v)
	}
	return v
}

// everyVisit folds the whole journal into a book, and hands over each visit as it stands after the last record of its session,
// by journey and record, and whether it is the newest one of its journey.
func everyVisit(tx *bolt.Tx, book measure.Book, fn func(stream uint32, begun uint64, v *measure.Visit, newest bool) error) error {
	f := newFolder(book)
	stream, newest, failed := uint32(0), false, error(nil)
	f.put = func(begun uint64, v *measure.Visit) {
		if failed == nil {
			failed = fn(stream, begun, v, newest)
		}
	}
	rest := func() {
		newest = true
		f.rest()
		newest = false
	}
	err := everyRecord(tx, func(r *flow.Record) error {
		if r.Event.Kind == flow.Begun && r.Event.Begin == nil {
			return fmt.Errorf("record %d: %w", r.Seq, errChain)
		}
		if r.Stream != stream {
			rest()
			stream = r.Stream
			f.resume(kept{})
		}
		f.read(r)
		return failed
	})
	if err == nil {
		rest()
		err = failed
	}
	return err
}
