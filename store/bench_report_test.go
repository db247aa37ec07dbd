package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/store"
	"tagtap/store/storetest"
)

// The stores of these benchmarks are made by importing the journeys of the built-in stories again and again, spread over a
// quarter of a year. TAGTAP_RECORDS says how many records they have, one number or several with commas between them;
// without it they are small, and with TAGTAP_LONG a million and ten.
func benchSizes(b *testing.B) []int {
	b.Helper()
	said := os.Getenv("TAGTAP_RECORDS")
	switch {
	case said == "" && os.Getenv("TAGTAP_LONG") != "":
		said = "1000000,10000000"
	case said == "":
		said = "50000"
	}
	var sizes []int
	for one := range strings.SplitSeq(said, ",") {
		n, err := strconv.Atoi(one)
		if err != nil || n < 1 {
			b.Fatalf("TAGTAP_RECORDS: %q is no number of records", one)
		}
		sizes = append(sizes, n)
	}
	return sizes
}

const quarter = 13 * 7 * 24 * time.Hour

// batches hands over journeys, some thousand at a time, until there are so many records.
func batches(b *testing.B, records int, do func([]store.Journey)) {
	b.Helper()
	all := stories(b)
	once := 0
	for _, j := range all.journeys(0, strconv.Itoa) {
		once += len(j.Records)
	}
	rounds := (records + once - 1) / once
	var batch []store.Journey
	for round := range rounds {
		later := quarter / time.Duration(rounds) * time.Duration(round)
		batch = append(batch, all.journeys(later, func(i int) string { return fmt.Sprintf("sim-%06d-%03d", round, i) })...)
		if len(batch) >= 2000 || round == rounds-1 {
			do(batch)
			batch = batch[:0]
		}
	}
}

// benchStores keeps the files that were made, for the run of the benchmarks.
var benchStores = struct {
	sync.Mutex
	dir  string
	made map[int]string
}{made: map[int]string{}}

func benchOptions() store.Options {
	o := storetest.Options()
	o.Catalogue = toldOnce().catalogue
	return o
}

// benchStore opens a store of at least so many records, to be read.
func benchStore(b *testing.B, records int) *store.DB {
	b.Helper()
	benchStores.Lock()
	defer benchStores.Unlock()
	path := benchStores.made[records]
	if path == "" {
		var err error
		if benchStores.dir == "" {
			if benchStores.dir, err = os.MkdirTemp("", "tagtap-bench-"); err != nil {
				b.Fatal(err)
			}
		}
		path = filepath.Join(benchStores.dir, strconv.Itoa(records)+".db")
		fillStore(b, path, records)
		benchStores.made[records] = path
	}
	db, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	return db
}

func fillStore(b *testing.B, path string, records int) {
	b.Helper()
	stories(b)
	db, err := store.Open(path, benchOptions())
	if err != nil {
		b.Fatal(err)
	}
	start, n := time.Now(), 0
	batches(b, records, func(batch []store.Journey) {
		if err := db.Import(ctx, batch); err != nil {
			b.Fatal(err)
		}
		n += len(batch)
	})
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d journeys of %d records were imported in %v: %d MB", n, records, time.Since(start).Round(time.Millisecond), info.Size()>>20)
	debug.FreeOSMemory()
}

// removeBenchStores ends the run.
func removeBenchStores() {
	if benchStores.dir != "" {
		_ = os.RemoveAll(benchStores.dir)
	}
}

// bySize runs a benchmark on a store of each size.
func bySize(b *testing.B, run func(b *testing.B, db *store.DB)) {
	b.Helper()
	for _, n := range benchSizes(b) {
		b.Run(fmt.Sprintf("records=%d", n), func(b *testing.B) { run(b, benchStore(b, n)) })
	}
}

// What a standard report reads: the cost is that of weeks, flows, notes and products, however many records there are.
func BenchmarkStandardReport(b *testing.B) {
	bySize(b, func(b *testing.B, db *store.DB) {
		cells := 0
		for b.Loop() {
			book, err := db.Tallies(ctx)
			if err != nil {
				b.Fatal(err)
			}
			var sum measure.Tally
			for cell, t := range book {
				if cell.Dim == measure.DimAll {
					sum.Plus(t)
				}
			}
			if cells = len(book); sum.N[measure.Sessions] == 0 {
				b.Fatal("no session was counted")
			}
		}
		b.ReportMetric(float64(cells), "cells")
	})
}

// A funnel that nobody kept: every record is read, each session falls to the note with which its deepest attempt began.
func BenchmarkFunnelScan(b *testing.B) {
	bySize(b, func(b *testing.B, db *store.DB) {
		scanned(b, db, func() func(*flow.Record) error {
			f := funnelByNote{matcher: measure.NewMatcher(measure.Usual()), notes: map[string]*[8]int64{}}
			return f.read
		})
	})
}

// All that is counted of a session, anew.
func BenchmarkCounterScan(b *testing.B) {
	bySize(b, func(b *testing.B, db *store.DB) {
		scanned(b, db, func() func(*flow.Record) error {
			counter, stream := measure.NewCounter(measure.Ledger{}), uint32(0)
			return func(r *flow.Record) error {
				if r.Stream != stream {
					_ = counter.Rest()
					counter.Resume(measure.Visit{})
					stream = r.Stream
				}
				counter.Read(r)
				return nil
			}
		})
	})
}

type funnelByNote struct {
	reader  measure.Reader
	matcher *measure.Matcher
	notes   map[string]*[8]int64
	stream  uint32
}

func (f *funnelByNote) read(r *flow.Record) error {
	if r.Stream != f.stream {
		f.reader.Reset()
		f.stream = r.Stream
	}
	if r.Event.Kind == flow.Begun {
		best := f.matcher.Best()
		n := f.notes[string(best.Note)]
		if n == nil {
			n = new([8]int64)
			f.notes[string(best.Note)] = n
		}
		n[best.Depth]++
		f.matcher.Reset()
	}
	facts := f.reader.Read(r)
	for i := range facts {
		f.matcher.Add(&facts[i])
	}
	return nil
}

// scanned reports how many records a second are read, and the most memory that was in use meanwhile.
func scanned(b *testing.B, db *store.DB, each func() func(*flow.Record) error) {
	b.Helper()
	// As the commands do it around a scan: little is kept and much passes, so that the heap stays small all the same.
	defer debug.SetGCPercent(debug.SetGCPercent(300))
	runtime.GC()
	var records atomic.Int64
	most := uint64(0)
	how := store.Scan{Progress: func(done, _ int64) {
		var m runtime.MemStats
		if done&(1<<17-1) < 1<<13 {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
		records.Store(done)
	}}
	total := int64(0)
	for b.Loop() {
		if err := db.Scan(ctx, how, func(int) func(*flow.Record) error { return each() }); err != nil {
			b.Fatal(err)
		}
		total += records.Load()
	}
	b.ReportMetric(float64(total)/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric(float64(most)/(1<<20), "heap-MB")
}

// What every command pays before it does anything: the walk over the pages, and bbolt's own opening.
func BenchmarkOpen(b *testing.B) {
	bySize(b, func(b *testing.B, db *store.DB) {
		for b.Loop() {
			again, err := store.Open(db.Path(), store.Options{ReadOnly: true})
			if err != nil {
				b.Fatal(err)
			}
			if err := again.Close(); err != nil {
				b.Fatal(err)
			}
		}
		info, err := os.Stat(db.Path())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/(1<<20)*float64(b.N)/b.Elapsed().Seconds(), "MB/s")
	})
}

// Journeys that were simulated, a thousand at a time, into a store that waits for the disk.
func BenchmarkImport(b *testing.B) {
	stories(b)
	o := benchOptions()
	o.NoSync = false
	db, err := store.Open(filepath.Join(b.TempDir(), "tagtap.db"), o)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	all := stories(b)
	journeys, records, round := 0, 0, 0
	for b.Loop() {
		b.StopTimer()
		var batch []store.Journey
		for len(batch) < 1000 {
			round++
			batch = append(batch, all.journeys(0, func(i int) string { return fmt.Sprintf("sim-%06d-%03d", round, i) })...)
		}
		for _, j := range batch {
			records += len(j.Records)
		}
		journeys += len(batch)
		b.StartTimer()
		if err := db.Import(ctx, batch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(records)/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric(float64(journeys)/b.Elapsed().Seconds(), "journeys/s")
}
