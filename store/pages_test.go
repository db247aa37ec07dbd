package store_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

// large returns the bytes of a store with branch pages and two journeys, a while before, without and with the mark of a
// good end.
func large(t *testing.T) (earlier, crashed, ended []byte) {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Open(filepath.Join(dir, "tagtap.db"), storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	w := storetest.Walk(t, db, "returning")
	storetest.Walk(t, db, "mei").Do(t, storetest.Loop()...)
	for n := range 8 {
		w.Do(t, storetest.Loop()...)
		if n == 6 {
			if earlier, err = os.ReadFile(db.Path()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if crashed, err = os.ReadFile(db.Path()); err != nil { // as a kill leaves it
		t.Fatal(err)
	}
	if ended, err = os.ReadFile(closed(t, db)); err != nil {
		t.Fatal(err)
	}
	return earlier, crashed, ended
}

// pagesOf lists the pages of a file by type: branch, leaf, freelist, free.
func pagesOf(t *testing.T, path string) map[string][]int {
	t.Helper()
	db, err := store.Open(path, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Bolt().Close() }()
	return pagesOfBolt(t, db.Bolt())
}

func pagesOfBolt(t *testing.T, db *bolt.DB) map[string][]int {
	t.Helper()
	pages := map[string][]int{}
	err := db.View(func(tx *bolt.Tx) error {
		for id := 2; ; id++ {
			p, err := tx.Page(id)
			if err != nil || p == nil {
				return err
			}
			pages[p.Type] = append(pages[p.Type], id)
			id += p.OverflowCount
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// S7, S9: pages on which bbolt dies, hangs or says nothing are found: before the first look into a store that was not
// closed in good order, and by the check of one that was.
func TestDamagedPagesAreFound(t *testing.T) {
	u16, u32, u64 := binary.NativeEndian.PutUint16, binary.NativeEndian.PutUint32, binary.NativeEndian.PutUint64
	u32of := binary.NativeEndian.Uint32
	tests := []struct {
		name, kind string
		damage     func(page []byte, id int, file map[string][]int)
		want       string
	}{
		{"a branch that leads to itself", "branch", func(p []byte, id int, _ map[string][]int) { u64(p[16+8:], uint64(id)) }, "reached twice"},
		{"a branch that leads outside", "branch", func(p []byte, _ int, _ map[string][]int) { u64(p[16+8:], 1<<40) }, "outside the file"},
		{"a branch without end", "branch", func(p []byte, _ int, _ map[string][]int) { u32(p[16+4:], 1<<31) }, "beyond the page"},
		{"a branch without elements", "branch", func(p []byte, _ int, _ map[string][]int) { u16(p[10:], 0) }, "0 branches"},
		{"an emptied branch", "branch", func(p []byte, _ int, _ map[string][]int) { clear(p) }, "calls itself page 0"},
		{"a leaf of another kind", "leaf", func(p []byte, _ int, _ map[string][]int) { u16(p[8:], 0x40) }, "unknown kind"},
		{"a leaf that overflows", "leaf", func(p []byte, _ int, _ map[string][]int) { u32(p[12:], 1<<30) }, "reaches beyond the file"},
		{"a leaf whose records are gone", "leaf", func(p []byte, _ int, _ map[string][]int) { u16(p[10:], 0) }, "no elements"},
		{"a leaf of too many elements", "leaf", func(p []byte, _ int, _ map[string][]int) { u16(p[10:], 60_000) }, "60000 elements"},
		{"a value that takes its neighbours in", "leaf", func(p []byte, _ int, _ map[string][]int) { u32(p[16+12:], 1<<20) }, "beyond the page"},
		{"a leaf out of order", "leaf", func(p []byte, _ int, _ map[string][]int) {
			p[16+int(u32of(p[16+4:]))] = 0xFF // the first byte of the first key
		}, "is out of order"},
		{"a branch out of order", "branch", func(p []byte, _ int, _ map[string][]int) {
			p[16+int(u32of(p[16:]))] = 0xFF
		}, "is out of order"},
		{"a free page that is in use", "freelist", func(p []byte, _ int, file map[string][]int) {
			u64(p[16:], uint64(file["branch"][0]))
		}, "free and in use"},
		{"a free page outside", "freelist", func(p []byte, _ int, _ map[string][]int) { u64(p[16:], 1<<40) }, "outside the file"},
		{"a list of too many free pages", "freelist", func(p []byte, _ int, _ map[string][]int) { u16(p[10:], 0xFFFE) }, "free pages"},
		{"a list of free pages that is none", "freelist", func(p []byte, _ int, _ map[string][]int) { u16(p[8:], 2) }, "is not the list"},
	}
	_, crashed, ended := large(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, file := range [][]byte{crashed, ended} {
				path := filepath.Join(t.TempDir(), "tagtap.db")
				if err := os.WriteFile(path, file, 0o600); err != nil {
					t.Fatal(err)
				}
				pages := pagesOf(t, path)
				id := pages[test.kind][0]
				if test.kind == "leaf" {
					id = leafBelow(file, pages["branch"][0])
				}
				size := int(pageSize(file))
				wrong := bytes.Clone(file)
				test.damage(wrong[id*size:(id+1)*size], id, pages)
				if err := os.WriteFile(path, wrong, 0o600); err != nil {
					t.Fatal(err)
				}
				found(t, path, test.want)
			}
		})
	}
}

// leafBelow returns the first page that a branch page leads to.
func leafBelow(file []byte, branch int) int {
	return int(binary.NativeEndian.Uint64(file[branch*int(pageSize(file))+16+8:]))
}

// found fails the test unless Open or Check says what is wrong.
func found(t *testing.T, path, want string) {
	t.Helper()
	db, err := store.Open(path, storetest.Options())
	if err != nil {
		if kindOf(err) != "damaged" || !strings.Contains(err.Error(), want) {
			t.Errorf("open: got %v, want %q in it", err, want)
		}
		if _, err := store.Open(path, storetest.Options()); kindOf(err) != "damaged" {
			t.Errorf("the second try to open: got %v", err)
		}
		return
	}
	defer func() { _ = db.Close() }()
	if !db.Clean() {
		t.Error("a store that was not closed in good order opened")
	}
	report, err := db.Check(ctx)
	if got := strings.Join(report.Findings, "\n"); err != nil || got == "" || !strings.Contains(got, want) {
		t.Errorf("check: got %q, %v, want %q in it", got, err, want)
	}
	if err := db.Append(ctx, 1, 0, storetest.Records(1, 0, 0, flow.Event{Kind: flow.Tapped}), nil); kindOf(err) != "damaged" {
		t.Errorf("append to a store that is known to be damaged: got %v", err)
	}
}
