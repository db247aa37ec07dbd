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
