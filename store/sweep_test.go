package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

// readAll is a storefront that opens a file and reads all of it, and says what it read.
func readAll(path string) {
	o := storetest.Options()
	db, err := store.Open(path, o)
	if err != nil {
		fmt.Println("error", err)
		return
	}
	records, rest, err := digests(db)
	for _, w := range db.Warnings() {
		fmt.Println("warning", w.Code)
	}
	if err != nil {
		fmt.Println("error", err)
		return
	}
	fmt.Println("records", records)
	fmt.Println("rest", rest)
}

// digests sum up what a store says: the records of all journeys, and what is folded from them.
func digests(db *store.DB) (records, rest string, err error) {
	sum, other := sha256.New(), sha256.New()
	for stream := uint32(1); stream <= 2; stream++ {
		all, err := db.Records(ctx, stream, 0, 1<<20)
		if err != nil {
			return "", "", err
		}
		resumed, err := db.Load(ctx, stream)
		if err != nil {
			return "", "", err
		}
		orders, err := db.Orders(ctx, stream)
		if err != nil {
			return "", "", err
		}
		for i := range all {
			_, _ = fmt.Fprintf(sum, "%+v %+v\n", all[i].Event.Kind, said(&all[i]))
		}
		_, _ = fmt.Fprintln(sum, len(all), len(resumed))
		_, _ = fmt.Fprintln(other, orders)
	}
	shared, err := db.Shared(ctx)
	if err != nil {
		return "", "", err
	}
	totals, err := db.Totals(ctx)
	if err != nil {
		return "", "", err
	}
	sessions, err := db.Sessions(ctx, 0)
	if err != nil {
		return "", "", err
	}
	_, _ = fmt.Fprintf(other, "%+v\n%+v\n%+v\n", shared, totals, sessions)
	return fmt.Sprintf("%x", sum.Sum(nil)), fmt.Sprintf("%x", other.Sum(nil)), nil
}

// damage is one way to spoil a file.
type damage struct {
	name string
	file []byte
}

// damages spoils a file in so many ways: a byte, a bit, an end that is missing, pages in each other's place, pages of zeros,
// pages of an earlier time.
func damages(whole, earlier []byte, n int, random *rand.Rand) []damage {
	size := int(pageSize(whole))
	used := int(binary.NativeEndian.Uint64(meta(whole, newest(whole))[40:])) * size
	page := func(file []byte, id int) []byte { return file[id*size : (id+1)*size] }
	all := make([]damage, n)
	for i := range all {
		file := bytes.Clone(whole)
		at := random.IntN(used)
		if random.IntN(2) == 0 { // half of them into the headers and elements of pages
			at = at/size*size + random.IntN(256)
		}
		a, b := random.IntN(used/size), random.IntN(used/size)
		name := ""
		switch i % 9 {
		case 0, 1, 2:
			add := byte(1 + random.IntN(255))
			file[at] += add
			name = fmt.Sprintf("byte %d + %d", at, add)
		case 3, 4:
			bit := random.IntN(8)
			file[at] ^= 1 << bit
			name = fmt.Sprintf("bit %d of byte %d", bit, at)
		case 5:
			end := random.IntN(used)
			if random.IntN(2) == 0 {
				end = end / size * size
			}
			file = file[:end]
			name = fmt.Sprintf("cut to %d bytes", end)
		case 6:
			copy(page(file, a), page(whole, b))
			copy(page(file, b), page(whole, a))
			name = fmt.Sprintf("pages %d and %d swapped", a, b)
		case 7:
			if random.IntN(2) == 0 && (a+1)*size <= len(earlier) {
				copy(page(file, a), page(earlier, a)) // a write that the disk lost
				name = fmt.Sprintf("page %d of an earlier time", a)
			} else {
				clear(page(file, a))
				name = fmt.Sprintf("page %d of zeros", a)
			}
		case 8:
			at, bit := random.IntN(2)*size+random.IntN(80), random.IntN(8)
			file[at] ^= 1 << bit
			name = fmt.Sprintf("bit %d of byte %d, in a meta page", bit, at)
		}
		all[i] = damage{name, file}
	}
	return all
}

// verdict is what came of a damaged file.
type verdict struct{ words, same, back, stale int }

// S2, S7, S9: whatever is wrong with a file, the program answers in words or answers right. Nobody crashes, nothing hangs,
// and no record is silently another one.
func TestADamagedFileGivesWordsOrRightAnswers(t *testing.T) {
	const seed = 11
	earlier, crashed, ended := large(t)
	n := long(200, 2000)
	for i, whole := range [][]byte{ended, crashed} {
		t.Run([]string{"ended in order", "not ended"}[i], func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, uint64(i)))
			records, rest := pristine(t, whole)
			backRecords, _ := pristine(t, oneBack(whole))
			all := damages(whole, earlier, n/2, random)
			var mu sync.Mutex
			var sum verdict
			var group sync.WaitGroup
			work := make(chan damage)
			for range 2 {
				group.Go(func() {
					for d := range work {
						v := swept(t, d, records, rest, backRecords)
						mu.Lock()
						sum = verdict{sum.words + v.words, sum.same + v.same, sum.back + v.back, sum.stale + v.stale}
						mu.Unlock()
					}
				})
			}
			for _, d := range all {
				work <- d
			}
			close(work)
			group.Wait()
			t.Logf("seed %d, %d files: %d gave words, %d exactly what was there, %d the transaction before with a warning; "+
				"%d without a check only what is folded from the records was old", seed, len(all), sum.words, sum.same, sum.back, sum.stale)
			if sum.words == 0 || sum.same == 0 {
				t.Error("the sweep finds only one kind of file")
			}
		})
	}
}

// pristine returns the digests of a file.
func pristine(t *testing.T, file []byte) (records, rest string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tagtap.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(path, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if records, rest, err = digests(db); err != nil {
		t.Fatal(err)
	}
	return records, rest
}

// oneBack returns a file with its newest meta page damaged.
func oneBack(whole []byte) []byte {
	file := bytes.Clone(whole)
	meta(file, newest(file))[60] ^= 1
	return file
}

// swept checks a damaged file as `db check` does, opens it as a storefront would, and judges.
func swept(t *testing.T, d damage, records, rest, backRecords string) (v verdict) {
	// bbolt lays the pages of a commit out in the order of a map, so the same seed meets other bytes each time: a file that
	// fails is kept.
	defer func() {
		if t.Failed() {
			_ = os.WriteFile(filepath.Join(t.ArtifactDir(), "sweep.db"), d.file, 0o600)
		}
	}()
	path := filepath.Join(t.TempDir(), "tagtap.db")
	if err := os.WriteFile(path, d.file, 0o600); err != nil {
		t.Error(err)
		return v
	}
	limited, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	report, err := store.CheckApart(limited, path, apart(t, "", "records"))
	var hint interface{ Hint() string }
	if err != nil && (!errors.As(err, &hint) || errors.As(err, &store.ErrUnchecked{})) {
		t.Errorf("%s: the check says %v", d.name, err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, d.file) {
		t.Errorf("%s: the check changed the file", d.name)
	}
	sound := err == nil && report.OK()
	if ended, err := store.Ended(path); !sound && (err != nil || !ended) {
		v.words = 1 // no storefront opens it
		return v
	}
	out, err := child(t, "read", path).Output()
	if err != nil {
		t.Errorf("%s: the storefront died: %v\n%s", d.name, err, out)
		return v
	}
	got := map[string]string{}
	for line := range strings.Lines(string(out)) {
		what, of, _ := strings.Cut(strings.TrimSpace(line), " ")
		got[what] = of
	}
	warned := got["warning"] == store.OneMeta
	switch {
	case got["error"] != "":
		v.words = 1
		if sound {
			t.Errorf("%s: the check is content, and the storefront says %s", d.name, got["error"])
		}
	case got["records"] == records && got["rest"] == rest:
		v.same = 1
	case got["records"] == backRecords && warned:
		v.back = 1
	case got["records"] == records && !sound: // the check has words for it, and a storefront that ended in order runs none
		v.stale = 1
		t.Logf("%s: old projections; the check says %v", d.name, report.Findings)
	default:
		t.Errorf("%s: silently other data; sound %v, findings %v", d.name, sound, report.Findings)
	}
	return v
}

// said is a record in text, with nothing in it that depends on where it lies in memory.
func said(r *flow.Record) string {
	body, err := json.Marshal(r.Event)
	return fmt.Sprint(r.Stream, r.Seq, r.At, r.Presses, string(body), err)
}
