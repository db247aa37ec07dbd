package store

import (
	"bytes"
	"errors"
	"os"
	"reflect"
	"unsafe"

	bolt "go.etcd.io/bbolt"
)

// Put is one key that a transaction wrote.
type Put struct{ Bucket, Key, Value []byte }

// Everything copies all that the file holds.
func (db *DB) Everything() []Put {
	var all []Put
	err := db.bolt.View(func(tx *bolt.Tx) error {
		for _, name := range bucketsOf(db.schema) {
			err := tx.Bucket(name).ForEach(func(k, v []byte) error {
				all = append(all, Put{name, bytes.Clone(k), bytes.Clone(v)})
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		panic(err)
	}
	return all
}

// Tamper writes past all rules.
func (db *DB) Tamper(fn func(*bolt.Tx) error) error {
	return db.bolt.Update(func(tx *bolt.Tx) error { return errors.Join(fn(tx), putLast(tx)) })
}

// Limited bounds the size of the file: a full disk.
func (o Options) Limited(bytes int) Options {
	o.maxSize = bytes
	return o
}

// WithWrites puts a function before every write of the file from its opening on.
func (o Options) WithWrites(fn func(b []byte, at int64) error) Options {
	o.mapped = func(db *DB) { db.OnWrite(fn) }
	return o
}

// PageFaults walks over the pages of a file, with so many hands.
func PageFaults(path string, hands int) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	l, err := readLayout(path, file, info.Size())
	if err != nil {
		return nil, err
	}
	w := newPageWalk(file, l)
	w.hands = hands
	w.tree(l.root)
	w.free()
	return w.faults, nil
}

// Plain leaves out the number that only the store knows.
func (s Session) Plain() Session {
	s.number = 0
	return s
}

// Bolt returns the file below, for a bare transaction.
func (db *DB) Bolt() *bolt.DB { return db.bolt }

// OnWrite puts a function before every write of the file. bbolt has no hook for it, so this reaches for a field of the
// version that go.mod names, and panics when there is none.
func (db *DB) OnWrite(fn func(b []byte, at int64) error) {
	field := reflect.ValueOf(db.bolt).Elem().FieldByName("ops").FieldByName("writeAt")
	write := (*func([]byte, int64) (int, error))(unsafe.Pointer(field.UnsafeAddr()))
	below := *write
	*write = func(b []byte, at int64) (int, error) {
		if err := fn(b, at); err != nil {
			return 0, err
		}
		return below(b, at)
	}
}
