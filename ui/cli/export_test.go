package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/ui/export"
)

func TestAStoreInWhichNobodyWalkedSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shop.db")
	sh := &shell{now: time.Now}
	w, err := sh.world()
	if err != nil {
		t.Fatal(err)
	}
	db, err := sh.openStore(context.Background(), w, path)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for as, lines := range map[string]int{"csv": 1, "ndjson": 0} {
		code, out, errs := call(t, []string{"TAGTAP_DB=" + path}, "export", "--as", as)
		if code != exitDone || strings.Count(out, "\n") != lines || errs != "tagtap: nothing was walked yet, so there is nothing to export\n" {
			t.Errorf("%s: code %d, %q, %q", as, code, out, errs)
		}
	}
}

// What ends in the middle leaves the file of before, and nothing beside it.
func TestAnExportThatEndsEarlyLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	path, db := filepath.Join(dir, "walks.csv"), filepath.Join(dir, "db", "shop.db")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := call(t, nil, "run", "loop", "--db", db); code != exitDone {
		t.Fatal(errs)
	}
	broken := errors.New("broken")
	sh := &shell{Streams: Streams{Out: io.Discard, Err: io.Discard}, now: time.Now}
	err := sh.exportTo(path, func(out io.Writer) error {
		_, _ = io.WriteString(out, "half of it")
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	sh.asked.db = db
	x := exporting{out: path}
	x.as.value = "csv"
	if err := sh.export(ctx, &x); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("there are %v, %v", entries, err)
	}
	if data, err := os.ReadFile(path); string(data) != "old" || err != nil {
		t.Errorf("the file holds %q, %v", data, err)
	}
}

// The store is read, the rows are built and written to nobody. Simulated shoppers leave early, so their journeys are short.
func BenchmarkExportOfAStore(b *testing.B) {
	path := filepath.Join(b.TempDir(), "shop.db")
	quiet := Streams{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Environ: []string{"TAGTAP_DB=" + path}}
	if code := Main([]string{"simulate", "--flow", "native", "--shoppers", "30000", "--db", path}, quiet); code != exitDone {
		b.Fatalf("simulate: code %d", code)
	}
	sh := &shell{now: time.Now}
	w, err := sh.world()
	if err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, as := range export.Formats() {
		b.Run(as, func(b *testing.B) {
			records := int64(0)
			for b.Loop() {
				wr, err := export.NewWriter(io.Discard, export.Options{Format: export.Format(as), Goods: w.Catalogue}, 2)
				if err != nil {
					b.Fatal(err)
				}
				how := store.Scan{Workers: 2, Progress: func(_, all int64) { records = all }}
				err = db.Scan(context.Background(), how, func(lane int) func(*flow.Record) error { return wr.Lane(lane).Read })
				if _, err2 := wr.Close(); err != nil || err2 != nil {
					b.Fatal(err, err2)
				}
			}
			b.ReportMetric(float64(records)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}
