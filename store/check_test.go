package store_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

// walked returns a store with two journeys: orders paid and open, notes, reviews.
func walked(t *testing.T, path string) *store.DB {
	t.Helper()
	o := storetest.Options()
	db, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Walk(t, db, "lan").Do(t, storetest.Loop()...)
	storetest.Walk(t, db, "mei").Do(t, storetest.Buying("tint")...)
	storetest.Sound(t, db)
	return db
}

// sealed makes a value whose own checksum is right.
func sealed(key, body []byte) []byte {
	table := crc32.MakeTable(crc32.Castagnoli)
	sum := crc32.Update(crc32.Checksum(key, table), table, body)
	return append(binary.BigEndian.AppendUint32([]byte{1}, sum), body...)
}

// alter adds one to the last byte of the first value of a bucket, and makes its checksum right.
func alter(bucket string) func(*bolt.Tx) error {
	return func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		k, v := b.Cursor().First()
		key, body := bytes.Clone(k), bytes.Clone(v[5:])
		body[len(body)-1]++
		return b.Put(key, sealed(key, body))
	}
}

// remove takes the first value of a bucket away.
func remove(bucket string) func(*bolt.Tx) error {
	return func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		k, _ := b.Cursor().First()
		return b.Delete(bytes.Clone(k))
	}
}

// move puts the first value of a bucket into the place of another journey's, with a right checksum.
func move(bucket string, stream byte) func(*bolt.Tx) error {
	return func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		k, v := b.Cursor().First()
		key := append([]byte{0, 0, 0, stream}, k[4:]...)
		return b.Put(key, sealed(key, bytes.Clone(v[5:])))
	}
}

// rewrite gives a record of the first journey another value.
func rewrite(seq uint64, fn func(key, value []byte, journal *bolt.Bucket) []byte) func(*bolt.Tx) error {
	return func(tx *bolt.Tx) error {
		journal, key := tx.Bucket([]byte("journal")), record(seq)
		return journal.Put(key, fn(key, bytes.Clone(journal.Get(key)), journal))
	}
}

func record(seq uint64) []byte { return binary.BigEndian.AppendUint64([]byte{0, 0, 0, 1}, seq) }

type tampering struct {
	name   string
	tamper func(*bolt.Tx) error
	want   string
}

func tamperings() []tampering {
	return []tampering{
		{"an altered shelf", alter("shelf"), "shelf of tint-rose"},
		{"a missing shelf", remove("shelf"), "shelf of tint-rose"},
		{"an altered order", alter("orders"), "order P1"},
		{"a missing order", remove("orders"), "not among the orders"},
		{"altered totals", alter("totals"), "totals"},
		{"missing totals", remove("totals"), "totals"},
		{"a missing note", remove("notes"), "notes: 0 kept, 1 replayed"},
		{"a missing review", remove("reviews"), "reviews: 0 kept, 1 replayed"},
		{"an altered session", alter("sessions"), "session s1 of journey 1: {"},
		{"a missing session", remove("sessions"), "session s1 of journey 1: begun, but not among the sessions"},
		{"a session of nobody", move("sessions", 9), "session s1 of journey 9: no record began it"},
		{"two sessions of one number", move("sessions", 2), "session s1 of journey 2: its number 1 is not the next"},
		{"an altered head", alter("heads"), "journey 1: the chain"},
		{"a missing head", remove("heads"), "shopper lan: journey 1 has no head"},
		{"a missing shopper", remove("shoppers"), "journey 1: no shopper has it"},
		{"a lost tail", func(tx *bolt.Tx) error {
			c := tx.Bucket([]byte("journal")).Cursor()
			c.Last()
			return c.Delete()
		}, "its head knows"},
		{"a gap", func(tx *bolt.Tx) error { return tx.Bucket([]byte("journal")).Delete(record(3)) }, "record 4 stands where 3 should"},
		{"an altered time, checksum made right", rewrite(3, func(key, v []byte, _ *bolt.Bucket) []byte {
			v[5+7]++
			return sealed(key, v[5:])
		}), "journey 1: the chain"},
		{"a flipped bit", rewrite(3, func(_, v []byte, _ *bolt.Bucket) []byte {
			v[20] ^= 4
			return v
		}), "record 3: unreadable: checksum"},
		{"a swapped record", rewrite(3, func(_, _ []byte, journal *bolt.Bucket) []byte {
			return bytes.Clone(journal.Get(record(4)))
		}), "record 3: unreadable: checksum"},
		{"a record of nobody", func(tx *bolt.Tx) error {
			key := []byte{0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1}
			return tx.Bucket([]byte("journal")).Put(key, sealed(key, []byte{1}))
		}, "belongs to no journey"},
		{"an event that the rules did not make", rewrite(3, func(key, _ []byte, _ *bolt.Bucket) []byte {
			return sealed(key, append(make([]byte, 9), 0xA1, 1, byte(flow.SheetSet))) // with no sheet
		}), "record 3: cannot be replayed"},
	}
}

// S1, S2, S4: what does not fit together is found, in words, also where every checksum is right.
func TestCheckFinds(t *testing.T) {
	for _, test := range tamperings() {
		t.Run(test.name, func(t *testing.T) {
			db := walked(t, filepath.Join(t.TempDir(), "tagtap.db"))
			defer func() { _ = db.Close() }()
			if err := db.Tamper(test.tamper); err != nil {
				t.Fatal(err)
			}
			report, err := db.Check(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(report.Findings, "\n"); !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q in it", got, test.want)
			}
		})
	}
}

func TestCheckCounts(t *testing.T) {
	db := walked(t, filepath.Join(t.TempDir(), "tagtap.db"))
	defer func() { _ = db.Close() }()
	// A payment that the shopper left is approved late: taken, and given back.
	storetest.Walk(t, db, "mei").Do(t,
		flow.Action{Verb: flow.Back}, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})
	report, err := db.Check(ctx)
	if err != nil || !report.OK() || report.Journeys != 2 {
		t.Fatalf("got %+v, %v", report, err)
	}
	totals, err := db.Totals(ctx)
	want := store.Totals{Records: report.Records, Sessions: 2, Orders: 2, Captured: 25600, Refunded: 12800}
	if err != nil || totals != want {
		t.Errorf("got %+v, %v; want %+v", totals, err, want)
	}
	orders, err := db.Orders(ctx, 1)
	if err != nil || len(orders) != 1 || orders[0].Status != flow.Paid || orders[0].Captured != 12800 {
		t.Errorf("got %+v, %v", orders, err)
	}
	orders, err = db.Orders(ctx, 2)
	if err != nil || len(orders) != 1 || orders[0].Status != flow.AwaitingPayment || orders[0].Refunded != 12800 {
		t.Errorf("got %+v, %v", orders, err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := db.Check(cancelled); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// S2: resuming notices what has become of the session, without a check, and nothing is written after it.
func TestADamagedSessionIsNotResumed(t *testing.T) {
	tests := map[string]func(b *bolt.Bucket, key []byte) error{
		"lost":    func(b *bolt.Bucket, key []byte) error { return b.Delete(key) },
		"flipped": func(b *bolt.Bucket, key []byte) error { return b.Put(key, append(bytes.Clone(b.Get(key)), 0)) },
		"altered": func(b *bolt.Bucket, key []byte) error {
			body := bytes.Clone(b.Get(key)[5:])
			body[7]++
			return b.Put(key, sealed(key, body))
		},
	}
	for name, tamper := range tests {
		t.Run(name, func(t *testing.T) {
			db := walked(t, filepath.Join(t.TempDir(), "tagtap.db"))
			defer func() { _ = db.Close() }()
			err := db.Tamper(func(tx *bolt.Tx) error {
				return tamper(tx.Bucket([]byte("journal")), []byte{0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 5})
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Load(ctx, 2); kindOf(err) != "damaged" {
				t.Errorf("load: got %v", err)
			}
			if err := db.Append(ctx, 1, 0, nil, nil); kindOf(err) != "damaged" {
				t.Errorf("append: got %v", err)
			}
		})
	}
}

// S7, S9: whatever byte of a file is wrong, nothing crashes or hangs, and a file that passes the check holds what it held.
func TestNoWrongByteGoesUnnoticed(t *testing.T) {
	source := filepath.Join(t.TempDir(), "source.db")
	db := walked(t, source)
	db.Everything()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	want := contents(t, source)
	rounds := 150
	if os.Getenv("TAGTAP_LONG") != "" {
		rounds = 3000
	}
	used := int(binary.NativeEndian.Uint64(meta(whole, newest(whole))[40:]) * uint64(pageSize(whole)))
	random := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range rounds {
		file := bytes.Clone(whole)
		at := random.IntN(used)
		if random.IntN(2) == 0 { // half of them into the headers and elements of pages
			at = at/int(pageSize(whole))*int(pageSize(whole)) + random.IntN(256)
		}
		value := byte(random.IntN(255))
		file[at] += 1 + value
		path := filepath.Join(t.TempDir(), "tagtap.db")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		found += flipped(t, path, at, value, want)
	}
	t.Logf("%d of %d wrong bytes found, the others changed nothing", found, rounds)
	if found == 0 {
		t.Error("none was found")
	}
}

// flipped returns 1 if the wrong byte was found.
func flipped(t *testing.T, path string, at int, value byte, want string) int {
	t.Helper()
	db, err := store.Open(path, storetest.Options())
	if err != nil {
		var hint interface{ Hint() string }
		if !errors.As(err, &hint) {
			t.Errorf("byte %d + 1 + %d: %v has no hint", at, value, err)
		}
		return 1
	}
	defer func() { _ = db.Close() }()
	report, err := db.Check(ctx)
	if err != nil || !report.OK() {
		return 1
	}
	if db.Warning() != "" { // one transaction back: that was the mark of a good end
		return 1
	}
	if got := everything(db); got != want {
		t.Errorf("byte %d + 1 + %d: the check says OK, but the contents differ", at, value)
	}
	return 0
}

// contents is everything but the program's notes about the file.
func contents(t *testing.T, path string) string {
	t.Helper()
	db, err := store.Open(path, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	return everything(db)
}

func everything(db *store.DB) string {
	var all strings.Builder
	for _, p := range db.Everything() {
		if string(p.Bucket) != "meta" && string(p.Key) != "last" { // both are of the file, not of what it holds
			all.WriteString(string(p.Bucket) + "/" + string(p.Key) + "=" + string(p.Value) + "\n")
		}
	}
	return all.String()
}

// S7: the headers of the meta pages are found wrong in our words; bbolt's own check panics over them.
func TestWrongHeadersOfMetaPagesAreFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tagtap.db")
	db := walked(t, path)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for want, at := range map[string]int{
		"page 0: calls itself page 1":                0,
		"page 1: unknown kind 0x5, want a meta page": int(pageSize(whole)) + 8,
	} {
		file := bytes.Clone(whole)
		file[at] ^= 1
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := store.Open(path, store.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		report, err := db.Check(ctx)
		if got := strings.Join(report.Findings, "\n"); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
		_ = db.Close()
	}
}
