package store_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

// bare is the yardstick: a plain transaction that puts as many keys of the same sizes into the same buckets, in a copy of
// the same file.
type bare struct {
	b    *bolt.DB
	puts []store.Put
	seq  uint64
}

func newBare(b *testing.B, db *store.DB, puts []store.Put) *bare {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bare.db")
	if err := db.Backup(context.Background(), path); err != nil {
		b.Fatal(err)
	}
	file, err := bolt.Open(path, 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType, NoStatistics: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = file.Close() })
	return &bare{file, puts, 1 << 20}
}

func (y *bare) write(b *testing.B) {
	b.Helper()
	err := y.b.Update(func(tx *bolt.Tx) error {
		for _, p := range y.puts {
			bucket, key := tx.Bucket(p.Bucket), p.Key
			switch string(p.Bucket) {
			case "journal":
				bucket.FillPercent = 0.9
				y.seq++
				key = binary.BigEndian.AppendUint64(key[:4:4], y.seq)
			case "orders":
				key = fmt.Appendf(key[:4:4], "P1%0*d", len(key)-6, y.seq)
			}
			if err := bucket.Put(key, p.Value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// changes returns what an append put.
func changes(db *store.DB, fn func()) []store.Put {
	before := map[string]string{}
	for _, p := range db.Everything() {
		before[string(p.Bucket)+"/"+string(p.Key)] = string(p.Value)
	}
	fn()
	var puts []store.Put
	for _, p := range db.Everything() {
		if before[string(p.Bucket)+"/"+string(p.Key)] != string(p.Value) {
			puts = append(puts, p)
		}
	}
	return puts
}

// synced opens a store that waits for the disk, and puts a shopper before the wallet.
func synced(b *testing.B) (*store.DB, *storetest.Walker) {
	b.Helper()
	o := storetest.Options()
	o.NoSync = false
	db, err := store.Open(filepath.Join(b.TempDir(), "tagtap.db"), o)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		storetest.Sound(b, db)
		_ = db.Close()
	})
	return db, storetest.Walk(b, db, "returning")
}

// against runs an append and the bare transaction in turns, so that both meet the same disk, and reports how many times
// as long the append takes.
func against(b *testing.B, db *store.DB, prepare, do func()) {
	prepare()
	yard := newBare(b, db, changes(db, do))
	var ours, theirs time.Duration
	for range 50 { // both files grow to their working size
		prepare()
		do()
		yard.write(b)
	}
	b.ResetTimer()
	for b.Loop() {
		b.StopTimer()
		prepare()
		b.StartTimer()
		start := time.Now()
		do()
		ours += time.Since(start)
		b.StopTimer()
		start = time.Now()
		yard.write(b)
		theirs += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(ours)/float64(theirs), "×bare")
	b.ReportMetric(float64(theirs.Nanoseconds())/float64(b.N), "bare-ns/op")
	b.ReportMetric(float64(len(yard.puts)), "keys/op")
}

func none() {}

func BenchmarkAppendTap(b *testing.B) {
	db, w := synced(b)
	events := w.Step(b, flow.Action{Verb: flow.OpenNote, ID: "rose-lips"})
	against(b, db, none, func() { mustAppend(b, w, events) })
}

func BenchmarkAppendPlaceOrder(b *testing.B) {
	db, w := synced(b)
	w.Do(b, storetest.Buying("tint")[:6]...)
	events := w.Step(b, flow.Action{Verb: flow.PlaceOrder})
	against(b, db, func() { renumber(b, w, events) }, func() { mustAppend(b, w, events) })
}

func BenchmarkAppendPay(b *testing.B) {
	db, w := synced(b)
	w.Do(b, storetest.Buying("tint")[:6]...)
	order := w.Step(b, flow.Action{Verb: flow.PlaceOrder})
	if err := w.Append(order); err != nil {
		b.Fatal(err)
	}
	w.Do(b, flow.Action{Verb: flow.Pay})
	events := w.Step(b, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})
	prepare := func() {
		mustAppend(b, w, renumber(b, w, order))
		for i := range events {
			if events[i].Kind == flow.OrderPaid {
				events[i].OrderID = placed(order)
			}
		}
		renumber(b, w, nil)
	}
	against(b, db, prepare, func() { mustAppend(b, w, events) })
}

// What a start costs before its first frame: opening a store of a thousand records, and resuming.
func BenchmarkResume(b *testing.B) {
	path := filepath.Join(b.TempDir(), "tagtap.db")
	db := storetest.OpenFile(b, path)
	w := storetest.Walk(b, db, "returning")
	for w.State.Seq < 1000 {
		w.Do(b, storetest.Loop()...)
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		db, err := store.Open(path, storetest.Options())
		if err != nil {
			b.Fatal(err)
		}
		storetest.Walk(b, db, "returning")
		if _, err := db.Shared(context.Background()); err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// renumber gives the orders of the events the ids that they would have now, and looks at the shelves anew.
func renumber(b *testing.B, w *storetest.Walker, events []flow.Event) []flow.Event {
	b.Helper()
	var err error
	if w.World.Shared, err = w.Journal.Shared(context.Background()); err != nil {
		b.Fatal(err)
	}
	for i := range events {
		if events[i].Kind == flow.OrderPlaced {
			o := *events[i].Order
			o.ID = flow.OrderID(fmt.Sprintf("P1%06d", w.State.Seq+1))
			events[i].Order = &o
		}
	}
	return events
}

func placed(events []flow.Event) flow.OrderID {
	for _, e := range events {
		if e.Kind == flow.OrderPlaced {
			return e.Order.ID
		}
	}
	return ""
}

// mustAppend appends without moving the walker's state on: only what the store does is measured.
func mustAppend(b *testing.B, w *storetest.Walker, events []flow.Event) {
	b.Helper()
	records := storetest.Records(w.State.Stream, w.State.Seq, w.Now, events...)
	err := w.Journal.Append(context.Background(), w.State.Stream, w.State.Seq, records, &w.World.Shared)
	if err != nil {
		b.Fatal(err)
	}
	w.State.Seq += uint64(len(records))
}
