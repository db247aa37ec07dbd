package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

// S3: whichever write of a tap the disk refuses, the tap is not there, all before it are, and the same tap can be tried
// again.
func TestAFailedWriteIsATapThatNeverWas(t *testing.T) {
	for _, fault := range []error{syscall.EIO, syscall.ENOSPC} {
		for fail := 1; ; fail++ {
			db := storetest.Open(t)
			w := storetest.Walk(t, db, "returning")
			w.Do(t, storetest.Buying("tint")[:6]...)
			writes, armed := 0, true
			db.OnWrite(func([]byte, int64) error {
				if writes++; armed && writes == fail {
					return &os.PathError{Op: "write", Path: db.Path(), Err: fault}
				}
				return nil
			})
			events := w.Step(t, flow.Action{Verb: flow.PlaceOrder})
			before := everything(db)
			err := w.Append(events)
			armed = false
			if err == nil {
				if writes >= fail {
					t.Fatalf("write %d failed, and the tap did not", fail)
				}
				break // the tap has no such write any more
			}
			if full := (store.ErrFull{}); !errors.Is(err, fault) || errors.As(err, &full) != (fault == syscall.ENOSPC) {
				t.Errorf("write %d: got %v", fail, err)
			}
			if everything(db) != before {
				t.Errorf("write %d: something of the tap is there", fail)
			}
			storetest.Sound(t, db)
			if err := w.Append(events); err != nil {
				t.Errorf("write %d: the second try: %v", fail, err)
			}
		}
	}
}

// S9: a commit whose last write arrived and whose sync did not may be on the disk or not. The store says so and takes no
// more taps until it is opened again.
func TestADoubtfulCommitEndsAllWriting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tagtap.db")
	db, err := store.Open(path, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	w := storetest.Walk(t, db, "returning")
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	db.OnWrite(func(b []byte, at int64) error {
		if at >= 2*int64(os.Getpagesize()) {
			return nil
		}
		if _, err := f.WriteAt(b, at); err != nil {
			t.Fatal(err)
		}
		return syscall.EIO
	})
	events := w.Step(t, flow.Action{Verb: flow.OpenCart})
	for range 2 {
		if err := w.Append(events); !errors.Is(err, syscall.EIO) {
			t.Fatalf("got %v, want %v", err, syscall.EIO)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again := storetest.OpenFile(t, path)
	if records, err := again.Load(ctx, 1); err != nil || len(records) != 2 {
		t.Errorf("got %d records, %v; want both, once", len(records), err)
	}
}
