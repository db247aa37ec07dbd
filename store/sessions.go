package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Session is a stretch of a journey, from the record that opened it to the one before the next session's.
type Session struct {
	ID      string
	Flow    string
	Shopper string
	Source  string // person, story
	Stream  uint32 // the journey
	Seq     uint64 // of the record that opened it
	Records int64
	Began   shop.Instant // simulated time, as Last is
	Last    shop.Instant // of its last record

	From    string // the session from which it branched off, "" as a rule
	FromSeq uint64 // and the record there

	number uint64 // 1, 2, … in the order in which the store's sessions began
}

// ErrNoSession says that the store holds no session of that id.
type ErrNoSession struct{ ID string }

func (e ErrNoSession) Error() string { return fmt.Sprintf("there is no session %q", e.ID) }

// Hint says what to do.
func (e ErrNoSession) Hint() string { return "`tagtap sessions` lists those that are there" }

// Sessions returns the sessions of all journeys, the newest first, at most `limit` of them; 0 means all.
func (db *DB) Sessions(ctx context.Context, limit int) ([]Session, error) {
	all, err := db.sessions(ctx, func([]byte) bool { return true }, limit)
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	return all, nil
}

// Journey returns the session of an id, the newest where several have it. It returns ErrNoSession where none has.
func (db *DB) Journey(ctx context.Context, id string) (Session, error) {
	all, err := db.sessions(ctx, func(of []byte) bool { return string(of) == id }, 1)
	if err == nil && len(all) == 0 {
		err = ErrNoSession{id}
	}
	if err != nil {
		return Session{}, fmt.Errorf("find session: %w", err)
	}
	return all[0], nil
}

// SessionRecords returns all records of a session, the one that opened it first.
func (db *DB) SessionRecords(ctx context.Context, s Session) ([]flow.Record, error) {
	if s.Seq == 0 || s.Records < 1 || s.Records > int64(^uint(0)>>1) {
		return nil, fmt.Errorf("read session: %w", ErrNoSession{s.ID})
	}
	records, err := db.Records(ctx, s.Stream, s.Seq-1, int(s.Records))
	if err != nil {
		return nil, fmt.Errorf("session %s: %w", s.ID, err)
	}
	return records, nil
}

// sessions finds the newest, of an id or of all.
func (db *DB) sessions(ctx context.Context, want func(id []byte) bool, limit int) ([]Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var found []Session
	err := db.reading(func(tx *bolt.Tx) (err error) {
		if db.schema < sessionSchema { // it is only read, so it stays as old as it is
			found, err = newestOfJournal(tx, want, limit)
		} else {
			found, err = newestSessions(tx, want, limit)
		}
		for i := range found {
			if err == nil {
				found[i].Last, err = timeOf(tx, &found[i])
			}
		}
		return err
	})
	return found, err
}

// newestOfJournal is newestSessions of a file that has no bucket of sessions.
func newestOfJournal(tx *bolt.Tx, want func(id []byte) bool, limit int) ([]Session, error) {
	all, err := sessionsOfJournal(tx)
	if err == nil {
		err = measureSessions(tx, all)
	}
	if err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(all, func(s Session) bool { return !want([]byte(s.ID)) })
	slices.SortStableFunc(found, func(a, b Session) int { return cmp.Compare(b.number, a.number) })
	if limit > 0 && len(found) > limit {
		found = found[:limit:limit]
	}
	return found, nil
}

// numbered is a row of the bucket of which no more is read than which session it is. It is the file's memory.
type numbered struct {
	number      uint64
	records     uint64 // up to the next session of the journey; 0 where there is none
	key, sealed []byte
}

// newestSessions goes through all rows, for they are kept by journey, and decodes those that are asked for.
func newestSessions(tx *bolt.Tx, want func(id []byte) bool, limit int) ([]Session, error) {
	var rows []numbered
	last := numbered{} // it waits for the row behind it
	keep := func() {
		if last.key == nil {
			return
		}
		if rows = append(rows, last); limit > 0 && len(rows)/2-spareRows > limit {
			rows = newest(rows, limit)
		}
	}
	err := tx.Bucket(bucketSessions).ForEach(func(key, sealed []byte) error {
		number, id, err := numberOf(key, sealed)
		if err != nil {
			return err
		}
		if last.key != nil && bytes.Equal(last.key[:4], key[:4]) {
			last.records = binary.BigEndian.Uint64(key[4:]) - binary.BigEndian.Uint64(last.key[4:])
		}
		keep()
		if last = (numbered{}); want(id) {
			last = numbered{number: number, key: key, sealed: sealed}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("sessions: %w", err)
	}
	keep()
	rows = newest(rows, limit)
	all := make([]Session, len(rows))
	for i := range rows {
		if all[i], err = openSession(rows[i].key, rows[i].sealed); err != nil {
			return nil, fmt.Errorf("sessions: %w", err)
		}
		if all[i].Records = int64(rows[i].records); all[i].Records == 0 {
			if err := measureLast(tx, &all[i]); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// newest puts the rows in order and cuts those off that are too many.
func newest(rows []numbered, limit int) []numbered {
	slices.SortStableFunc(rows, func(a, b numbered) int { return cmp.Compare(b.number, a.number) })
	if limit > 0 && len(rows) > limit {
		rows = rows[:limit]
	}
	return rows
}

// spareRows are kept beyond the limit, and twice as many, before they are put in order.
const spareRows = 1 << 10

// numberOf reads of a row its number and its id, which is the file's memory.
func numberOf(key, sealed []byte) (number uint64, id []byte, err error) {
	if len(key) != keySize {
		return 0, nil, errLength
	}
	body, err := unseal(key, sealed)
	if err != nil {
		return 0, nil, err
	}
	p := parts{data: body}
	ok := p.pairs() > 1 && p.key() == 1
	number = p.uint()
	ok = ok && p.key() == 2
	if id = p.bytes(majorText); ok && !p.bad {
		return number, id, nil
	}
	s, err := openSession(key, sealed) // whatever it is, it says what is wrong
	return s.number, []byte(s.ID), err
}

// measureSessions fills in how many records each has, by where the next one of its journey begins. They come by journey.
func measureSessions(tx *bolt.Tx, all []Session) error {
	for i := range all {
		s := &all[i]
		if i+1 < len(all) && all[i+1].Stream == s.Stream {
			s.Records = int64(all[i+1].Seq - s.Seq)
			continue
		}
		if err := measureLast(tx, s); err != nil {
			return err
		}
	}
	return nil
}

// measureLast fills in how many records the last session of a journey has.
func measureLast(tx *bolt.Tx, s *Session) error {
	h, err := readHead(tx, s.Stream)
	if err != nil {
		return fmt.Errorf("session %s: %w", s.ID, err)
	}
	s.Records = int64(h.count - s.Seq + 1)
	return nil
}

// timeOf returns the time of the session's last record.
func timeOf(tx *bolt.Tx, s *Session) (shop.Instant, error) {
	key := recordKey(s.Stream, s.Seq+uint64(s.Records)-1)
	sealed := tx.Bucket(bucketJournal).Get(key)
	if sealed == nil {
		return 0, fmt.Errorf("session %s: %w", s.ID, errChain)
	}
	body, err := unseal(key, sealed)
	if err == nil && len(body) < 8 {
		err = errLength
	}
	if err != nil {
		return 0, fmt.Errorf("session %s: %w", s.ID, err)
	}
	return shop.Instant(binary.BigEndian.Uint64(body)), nil
}

// sessionRow is what the bucket holds of a session.
type sessionRow struct {
	Number  uint64       `cbor:"1,keyasint"`
	ID      string       `cbor:"2,keyasint"`
	Flow    string       `cbor:"3,keyasint"`
	Shopper string       `cbor:"4,keyasint"`
	Source  string       `cbor:"5,keyasint"`
	Began   shop.Instant `cbor:"6,keyasint"`
	From    string       `cbor:"7,keyasint,omitempty"`
	FromSeq uint64       `cbor:"8,keyasint,omitempty"`
}

// sessionOf returns the session that a record opens, with no number yet.
func sessionOf(r *flow.Record) Session {
	b := r.Event.Begin
	return Session{
		ID: b.Session, Flow: b.Flow, Shopper: b.Shopper, Source: b.Source, Stream: r.Stream, Seq: r.Seq, Began: r.At,
		From: b.From.Session, FromSeq: b.From.Seq,
	}
}

// addSessions writes the rows of the sessions that records open.
func addSessions(tx *bolt.Tx, records []flow.Record) error {
	for i := range records {
		if records[i].Event.Kind == flow.Begun {
			if err := addSession(tx, &records[i]); err != nil {
				return fmt.Errorf("session of record %d: %w", records[i].Seq, err)
			}
		}
	}
	return nil
}

// addSession writes the row of the session that a record opens.
func addSession(tx *bolt.Tx, r *flow.Record) error {
	b := tx.Bucket(bucketSessions)
	n, err := b.NextSequence()
	if err != nil {
		return err
	}
	s := sessionOf(r)
	body, err := encode(&sessionRow{n, s.ID, s.Flow, s.Shopper, s.Source, s.Began, s.From, s.FromSeq})
	if err != nil {
		return err
	}
	key := recordKey(s.Stream, s.Seq)
	return b.Put(key, seal(key, body...))
}

func openSession(key, sealed []byte) (Session, error) {
	if len(key) != keySize {
		return Session{}, errLength
	}
	body, err := unseal(key, sealed)
	if err != nil {
		return Session{}, err
	}
	var row sessionRow
	if err := decode(body, &row); err != nil {
		return Session{}, unreadable(err)
	}
	return Session{
		ID: row.ID, Flow: row.Flow, Shopper: row.Shopper, Source: row.Source, Began: row.Began, From: row.From, FromSeq: row.FromSeq,
		Stream: binary.BigEndian.Uint32(key), Seq: binary.BigEndian.Uint64(key[4:]), number: row.Number,
	}, nil
}

// sessionsOfJournal finds the sessions of a file that has no bucket of them, by journey.
func sessionsOfJournal(tx *bolt.Tx) ([]Session, error) {
	var all []Session
	err := everyRecord(tx, func(r *flow.Record) error {
		if r.Event.Kind != flow.Begun {
			return nil
		}
		if r.Event.Begin == nil {
			return fmt.Errorf("record %d: %w", r.Seq, errChain)
		}
		s := sessionOf(r)
		s.number = uint64(len(all) + 1)
		all = append(all, s)
		return nil
	})
	return all, err
}

// everyRecord reads the whole journal, journey after journey.
func everyRecord(tx *bolt.Tx, fn func(*flow.Record) error) error {
	return tx.Bucket(bucketJournal).ForEach(func(key, sealed []byte) error {
		r, err := openRecord(key, sealed)
		if err != nil {
			return fmt.Errorf("record %x: %w", key, errors.Join(errChain, err))
		}
		return fn(&r)
	})
}
