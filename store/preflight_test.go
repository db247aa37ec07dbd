package store_test

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"tagtap/store"
	"tagtap/store/storetest"
)

// healthy returns the bytes of a store in which a shopper has walked the loop.
func healthy(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "healthy.db")
	db := storetest.OpenFile(t, path)
	storetest.Walk(t, db, "returning").Do(t, storetest.Loop()...)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// meta returns the meta record of page 0 or 1.
func meta(file []byte, page int) []byte {
	at := page*int(pageSize(file)) + 16
	return file[at : at+64]
}

func pageSize(file []byte) uint32 { return binary.NativeEndian.Uint32(file[16+8:]) }

func resum(meta []byte) {
	sum := fnv.New64a()
	_, _ = sum.Write(meta[:56])
	binary.NativeEndian.PutUint64(meta[56:], sum.Sum64())
}

func both(file []byte, fn func(meta []byte)) []byte {
	first, second := meta(file, 0), meta(file, 1)
	fn(first)
	fn(second)
	return file
}

// newest returns the page of the meta record that counts.
func newest(file []byte) int {
	if binary.NativeEndian.Uint64(meta(file, 1)[48:]) > binary.NativeEndian.Uint64(meta(file, 0)[48:]) {
		return 1
	}
	return 0
}

// S7: what Preflight refuses is neither mapped nor written, whichever way it is opened.
func TestAFileThatIsNotWholeIsRefusedAndStaysAsItIs(t *testing.T) {
	u64 := binary.NativeEndian.PutUint64
	tests := []struct {
		name string
		file func(whole []byte) []byte
		want string // damaged, foreign or newer
	}{
		{"empty", func([]byte) []byte { return nil }, "damaged"},
		{"one byte", func([]byte) []byte { return []byte{1} }, "foreign"},
		{"short text", func([]byte) []byte { return []byte("shopping list: milk, bread") }, "foreign"},
		{"long text", func([]byte) []byte { return []byte(strings.Repeat("milk, bread\n", 4000)) }, "foreign"},
		{"zeros", func([]byte) []byte { return make([]byte, 64<<10) }, "foreign"},
		{"both checksums flipped", func(f []byte) []byte {
			return both(f, func(m []byte) { m[60] ^= 1 })
		}, "damaged"},
		{"both magics flipped", func(f []byte) []byte {
			return both(f, func(m []byte) { m[0] ^= 1; resum(m) })
		}, "foreign"},
		{"format version 9", func(f []byte) []byte {
			return both(f, func(m []byte) { m[4] = 9; resum(m) })
		}, "newer"},
		{"page size 7", func(f []byte) []byte {
			return both(f, func(m []byte) { m[8], m[9] = 7, 0; resum(m) })
		}, "damaged"},
		{"root outside the file", func(f []byte) []byte {
			return both(f, func(m []byte) { u64(m[16:], 1<<40); resum(m) })
		}, "damaged"},
		{"root in the meta pages", func(f []byte) []byte {
			return both(f, func(m []byte) { u64(m[16:], 1); resum(m) })
		}, "damaged"},
		{"freelist outside the file", func(f []byte) []byte {
			return both(f, func(m []byte) { u64(m[32:], 1<<40); resum(m) })
		}, "damaged"},
		{"more pages than the file has", func(f []byte) []byte {
			return both(f, func(m []byte) { u64(m[40:], 1<<60); resum(m) })
		}, "damaged"},
	}
	for _, size := range []int{2, 15, 16, 19, 20, 79, 80, 1024, 4095, 4096, 4097, 8191, 8192, 8193, 12288, 16384, 20480} {
		want := "damaged"
		if size < 20 {
			want = "foreign" // not even the magic number is left
		}
		tests = append(tests, struct {
			name string
			file func([]byte) []byte
			want string
		}{"truncated to " + strconv.Itoa(size), func(f []byte) []byte { return f[:size] }, want})
	}
	whole := healthy(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tagtap.db")
			file := test.file(append([]byte(nil), whole...))
			if err := os.WriteFile(path, file, 0o600); err != nil {
				t.Fatal(err)
			}
			refused(t, path, test.want)
			if after, err := os.ReadFile(path); err != nil || string(after) != string(file) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
}

// refused fails the test unless all ways to open the path give the error of that kind, with a hint.
func refused(t *testing.T, path, kind string) {
	t.Helper()
	_, err := store.Preflight(path)
	o := storetest.Options()
	_, rw := store.Open(path, o)
	o.ReadOnly = true
	_, ro := store.Open(path, o)
	for _, err := range []error{err, rw, ro} {
		if got := kindOf(err); got != kind {
			t.Errorf("got %s (%v), want %s", got, err, kind)
		}
		var hint interface{ Hint() string }
		if !errors.As(err, &hint) || hint.Hint() == "" {
			t.Errorf("%v has no hint", err)
		}
	}
}

func kindOf(err error) string {
	var (
		damaged store.ErrDamaged
		foreign store.ErrForeign
		newer   store.ErrNewer
		locked  store.ErrLocked
	)
	switch {
	case errors.As(err, &damaged):
		return "damaged"
	case errors.As(err, &foreign):
		return "foreign"
	case errors.As(err, &newer):
		return "newer"
	case errors.As(err, &locked):
		return "locked"
	case err == nil:
		return "none"
	}
	return "another error"
}

func TestAPathThatIsNoFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip("no links here:", err)
	}
	for _, path := range []string{dir, link, os.DevNull} {
		t.Run(filepath.Base(path), func(t *testing.T) { refused(t, path, "foreign") })
	}
}

func TestALinkToAStoreOpens(t *testing.T) {
	dir := t.TempDir()
	db := storetest.OpenFile(t, filepath.Join(dir, "tagtap.db"))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.db")
	if err := os.Symlink(db.Path(), link); err != nil {
		t.Skip("no links here:", err)
	}
	storetest.OpenFile(t, link)
}

func TestOneDamagedMetaPageOpensWithAWarning(t *testing.T) {
	whole := healthy(t)
	for _, page := range []int{0, 1} {
		t.Run(strconv.Itoa(page), func(t *testing.T) {
			file := append([]byte(nil), whole...)
			meta(file, page)[60] ^= 1
			path := filepath.Join(t.TempDir(), "tagtap.db")
			if err := os.WriteFile(path, file, 0o600); err != nil {
				t.Fatal(err)
			}
			db := storetest.OpenFile(t, path)
			if !strings.Contains(db.Warning(), "last transaction may be missing") {
				t.Errorf("got warning %q", db.Warning())
			}
			// The last transaction was the mark of a good end: it is missing where the newest page is damaged.
			if lost := page == newest(whole); db.Clean() == lost {
				t.Errorf("clean is %v", db.Clean())
			}
		})
	}
}

// A disk that lost the write of a meta page shows the transaction before, and both checksums right.
func TestALostWriteOfAMetaPageIsWarnedOf(t *testing.T) {
	whole := healthy(t)
	file := append([]byte(nil), whole...)
	m := meta(file, newest(whole))
	binary.NativeEndian.PutUint64(m[48:], binary.NativeEndian.Uint64(m[48:])-4)
	resum(m)
	path := filepath.Join(t.TempDir(), "tagtap.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if db := storetest.OpenFile(t, path); !strings.Contains(db.Warning(), "last transaction may be missing") || db.Clean() {
		t.Errorf("got warning %q, clean %v", db.Warning(), db.Clean())
	}
}

func TestWhatStandsBehindTheLastPageDoesNotMatter(t *testing.T) {
	file := healthy(t)
	used := int(binary.NativeEndian.Uint64(meta(file, newest(file))[40:])) * int(pageSize(file))
	for _, size := range []int{used, used + 1, used + 100_000} {
		path := filepath.Join(t.TempDir(), "tagtap.db")
		padded := slices.Concat(file[:used], make([]byte, size-used))
		if err := os.WriteFile(path, padded, 0o600); err != nil {
			t.Fatal(err)
		}
		storetest.Walk(t, storetest.OpenFile(t, path), "returning").Do(t, storetest.Loop()...)
	}
}

func TestAMissingFileSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.db")
	if _, err := store.Preflight(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	for _, o := range []store.Options{{ReadOnly: true, Catalogue: "corner"}, {}} {
		if _, err := store.Open(path, o); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v", err)
		}
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a look created the file")
	}
}

func TestABboltFileOfAnotherProgramIsForeign(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	other, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(path, storetest.Options()); kindOf(err) != "foreign" {
		t.Fatalf("got %v", err)
	}
}
