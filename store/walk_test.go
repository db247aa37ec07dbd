package store_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"tagtap/store"
)

// wide returns the bytes of a file of small pages with so many leaves that several hands share them, with long values, with
// a bucket in a bucket and with free pages.
func wide(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "wide.db")
	db, err := bolt.Open(path, 0o600, &bolt.Options{PageSize: 1 << 10, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for step, value := range [][]byte{bytes.Repeat([]byte{'a'}, 300), bytes.Repeat([]byte{'b'}, 5000)} {
		err = db.Update(func(tx *bolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("many"))
			if err != nil {
				return err
			}
			in, err := b.CreateBucketIfNotExists([]byte("within"))
			if err != nil {
				return err
			}
			for i := range 12000 {
				if step > 0 && i%100 > 0 {
					continue
				}
				if err := b.Put(fmt.Appendf(nil, "key %05d", i), value); err != nil {
					return err
				}
				if err := in.Put(fmt.Appendf(nil, "%d", i%40), value); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// below lists the pages below the roots of the buckets: branches, leaves, and leaves that go on behind themselves.
func below(t *testing.T, file []byte, size int) (branch, leaf, long []int) {
	t.Helper()
	for _, id := range pagesOfFile(t, file)["branch"] {
		p := file[id*size:]
		branch = append(branch, id)
		for i := range int(binary.NativeEndian.Uint16(p[10:])) {
			child := int(binary.NativeEndian.Uint64(p[16+16*i+8:]))
			switch p := file[child*size:]; {
			case binary.NativeEndian.Uint16(p[8:]) != 2:
			case binary.NativeEndian.Uint32(p[12:]) > 0:
				long = append(long, child)
			default:
				leaf = append(leaf, child)
			}
		}
	}
	slices.Sort(leaf)
	slices.Sort(long)
	return branch, leaf, long
}

// pagesOfFile lists the pages of a file by type.
func pagesOfFile(t *testing.T, file []byte) map[string][]int {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pages.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{PageSize: 1 << 10, ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	return pagesOfBolt(t, db)
}

// S7: what is wrong with a large file is found and said alike, however many share the walk over its pages.
func TestManyHandsFindWhatOneFinds(t *testing.T) {
	const size = 1 << 10
	u16, u32, u64 := binary.NativeEndian.PutUint16, binary.NativeEndian.PutUint32, binary.NativeEndian.PutUint64
	whole := wide(t)
	branch, leaf, long := below(t, whole, size)
	if len(branch) < 10 || len(leaf) < 4500 || len(long) < 50 {
		t.Fatalf("%d branches, %d leaves, %d long leaves", len(branch), len(leaf), len(long))
	}
	page := func(file []byte, id int) []byte { return file[id*size : (id+1)*size] }
	last := leaf[len(leaf)-1]
	for _, test := range []struct {
		name   string
		damage func(file []byte)
		want   string // in one of the faults, "" for none
	}{
		{"nothing", func([]byte) {}, ""},
		{"a leaf that is another one", func(f []byte) { u64(page(f, last), 7) }, fmt.Sprintf("page %d: calls itself page 7", last)},
		{"leaves of zeros", func(f []byte) {
			for _, id := range leaf[len(leaf)/2:] {
				clear(page(f, id))
			}
		}, "calls itself page 0"},
		{"a leaf that takes the next ones", func(f []byte) { u32(page(f, leaf[100])[12:], 9) }, "reached twice"},
		{"a leaf that takes all the others", func(f []byte) { u32(page(f, leaf[0])[12:], uint32(last-leaf[0])) }, "reached twice"},
		{"a long leaf that takes one more", func(f []byte) {
			p := page(f, long[0])
			u32(p[12:], binary.NativeEndian.Uint32(p[12:])+1)
		}, "page"},
		{"a long leaf out of order", func(f []byte) {
			p := page(f, long[3])
			u16(p[10:], 2)
			copy(p[32:48], p[16:32])
		}, "element 1"},
		{"a leaf without elements", func(f []byte) { u16(page(f, last)[10:], 0) }, "no elements"},
		{"a way back up", func(f []byte) { u64(page(f, branch[0])[16+8:], uint64(branch[len(branch)-1])) }, "reached twice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := bytes.Clone(whole)
			test.damage(file)
			path := filepath.Join(t.TempDir(), "wide.db")
			if err := os.WriteFile(path, file, 0o600); err != nil {
				t.Fatal(err)
			}
			one, err := store.PageFaults(path, 1)
			if said := strings.Join(one, "\n"); err != nil || (test.want == "") != (said == "") || !strings.Contains(said, test.want) {
				t.Fatalf("got %q, %v, want %q", one, err, test.want)
			}
			for _, hands := range []int{2, 3} {
				if many, err := store.PageFaults(path, hands); err != nil || len(many) != len(one) || len(one) < 20 && !slices.Equal(many, one) {
					t.Errorf("%d hands: got %q, %v, want %q", hands, many, err, one)
				}
			}
		})
	}
}
