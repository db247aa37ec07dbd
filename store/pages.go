package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// The pages of a bbolt file after the meta pages, and what their elements begin with.
const (
	branchPage   = 0x01
	leafPage     = 0x02
	metaPage     = 0x04
	freelistPage = 0x10
	bucketLeaf   = 0x01

	elementSize = 16 // of branch and leaf pages alike
	bucketSize  = 16 // root page and sequence, then the page itself where the root is 0
	manyFree    = 0xFFFF
)

// pageWalk looks at every page that can be reached, by reading the file and not by mapping it: nothing that it finds can
// fault, panic or go round in circles. A file that it finds whole can be given to bbolt's own check, which does all three
// on one that is not.
type pageWalk struct {
	r      io.ReaderAt
	layout layout
	seen   []bool   // by page number
	spare  [][]byte // pages that were done with
	faults []string

	only func(bucket []byte) bool // which buckets are gone into, nil for all
	in   string                   // the bucket that is gone into
	rows map[string][]byte        // of those buckets: bucket/key
}

const maxFaults = 20

// pageFaults says in words what is wrong with the pages of the file. Nothing may write meanwhile.
func (db *DB) pageFaults() []string {
	info, err := db.file.Stat()
	if err != nil {
		return []string{err.Error()}
	}
	l, err := readLayout(db.path, db.file, info.Size())
	if err != nil {
		return []string{whatIs(err)}
	}
	w := pageWalk{r: db.file, layout: l, seen: make([]bool, l.pages)}
	w.tree(l.root)
	w.free()
	return w.faults
}

// whatIs leaves the path out of what is said of a file that is known.
func whatIs(err error) string {
	if damaged := (ErrDamaged{}); errors.As(err, &damaged) {
		return damaged.What
	}
	return err.Error()
}

// metaFaults says what is wrong with the headers of the two meta pages. Nothing depends on them, and the next two
// transactions write them anew, so they keep no file from being opened.
func (db *DB) metaFaults() []string {
	info, err := db.file.Stat()
	if err != nil {
		return []string{err.Error()}
	}
	l, err := readLayout(db.path, db.file, info.Size())
	if err != nil {
		return []string{whatIs(err)}
	}
	var faults []string
	for id := range uint64(firstData) {
		var head [pageHeader]byte
		if _, err := db.file.ReadAt(head[:], int64(id*l.pageSize)); err != nil {
			faults = append(faults, fmt.Sprintf("page %d: %v", id, err))
			continue
		}
		if got := binary.NativeEndian.Uint64(head[:]); got != id {
			faults = append(faults, fmt.Sprintf("page %d: calls itself page %d", id, got))
		} else if flagsOf(head[:]) != metaPage {
			faults = append(faults, fmt.Sprintf("page %d: unknown kind %#x, want a meta page", id, flagsOf(head[:])))
		}
	}
	return faults
}

func (w *pageWalk) fault(id uint64, format string, args ...any) {
	if len(w.faults) < maxFaults {
		w.faults = append(w.faults, fmt.Sprintf("page %d: ", id)+fmt.Sprintf(format, args...))
	}
}

// page reads a page with its overflow, once. Give it back with done.
func (w *pageWalk) page(id uint64) ([]byte, bool) {
	if id < firstData || id >= w.layout.pages {
		w.fault(id, "outside the file")
		return nil, false
	}
	size := w.layout.pageSize
	p := w.room(size)
	at := int64(id * size)
	if _, err := w.r.ReadAt(p, at); err != nil {
		w.fault(id, "%v", err)
		return nil, false
	}
	if got := binary.NativeEndian.Uint64(p); got != id {
		w.fault(id, "calls itself page %d", got)
		return nil, false
	}
	count := 1 + uint64(binary.NativeEndian.Uint32(p[12:]))
	if count > w.layout.pages-id {
		w.fault(id, "reaches beyond the file")
		return nil, false
	}
	for i := id; i < id+count; i++ {
		if w.seen[i] {
			w.fault(i, "reached twice")
			return nil, false
		}
		w.seen[i] = true
	}
	if count == 1 {
		return p, true
	}
	p = append(p, make([]byte, (count-1)*size)...)
	if _, err := w.r.ReadAt(p[size:], at+int64(size)); err != nil {
		w.fault(id, "%v", err)
		return nil, false
	}
	return p, true
}

// room returns the memory of a page that was done with, or new one.
func (w *pageWalk) room(size uint64) []byte {
	if n := len(w.spare); n > 0 {
		p := w.spare[n-1]
		w.spare = w.spare[:n-1]
		return p[:size]
	}
	return make([]byte, size)
}

func (w *pageWalk) done(p []byte) { w.spare = append(w.spare, p) }

func flagsOf(p []byte) uint16 { return binary.NativeEndian.Uint16(p[8:]) }

func countOf(p []byte) int { return int(binary.NativeEndian.Uint16(p[10:])) }

// tree walks a bucket from its root page down, and returns how many elements that page has.
func (w *pageWalk) tree(root uint64) (elements int, ok bool) {
	p, ok := w.page(root)
	if !ok {
		return 0, false
	}
	switch flagsOf(p) {
	case leafPage:
		w.leaf(root, p)
	case branchPage:
		w.branch(root, p)
	default:
		w.fault(root, "unknown kind %#x", flagsOf(p))
	}
	elements = countOf(p)
	w.done(p)
	return elements, true
}

func (w *pageWalk) branch(id uint64, p []byte) {
	n := countOf(p)
	if n == 0 || pageHeader+n*elementSize > len(p) {
		w.fault(id, "%d branches", n)
		return
	}
	var before []byte
	for i := range n {
		at := pageHeader + i*elementSize
		e := p[at : at+elementSize]
		key := uint64(at) + uint64(binary.NativeEndian.Uint32(e))
		end := key + uint64(binary.NativeEndian.Uint32(e[4:]))
		if end > uint64(len(p)) {
			w.fault(id, "branch %d reaches beyond the page", i)
			return
		}
		if i > 0 && bytes.Compare(before, p[key:end]) >= 0 {
			w.fault(id, "branch %d is out of order", i)
			return
		}
		before = p[key:end]
		child := binary.NativeEndian.Uint64(e[8:])
		if elements, ok := w.tree(child); ok && elements == 0 { // only the root of a bucket may be empty
			w.fault(child, "no elements")
		}
	}
}

func (w *pageWalk) leaf(id uint64, p []byte) {
	n := countOf(p)
	if pageHeader+n*elementSize > len(p) {
		w.fault(id, "%d elements", n)
		return
	}
	var before []byte
	for i := range n {
		at := pageHeader + i*elementSize
		e := p[at : at+elementSize]
		key := uint64(at) + uint64(binary.NativeEndian.Uint32(e[4:]))
		value := key + uint64(binary.NativeEndian.Uint32(e[8:]))
		end := value + uint64(binary.NativeEndian.Uint32(e[12:]))
		if end > uint64(len(p)) {
			w.fault(id, "element %d reaches beyond the page", i)
			return
		}
		if i > 0 && bytes.Compare(before, p[key:value]) >= 0 {
			w.fault(id, "element %d is out of order", i)
			return
		}
		before = p[key:value]
		switch inBucket := binary.NativeEndian.Uint32(e)&bucketLeaf != 0; {
		case inBucket && (w.only == nil || w.only(p[key:value])):
			w.in = string(p[key:value])
			w.bucket(id, p[value:end])
		case !inBucket && w.only != nil && len(w.rows) < maxRows:
			w.rows[w.in+"/"+string(p[key:value])] = bytes.Clone(p[value:end])
		}
	}
}

// maxRows bounds what is kept of the buckets that are looked at.
const maxRows = 100

// Ended says whether the storefront that wrote last into a file ended in good order. It reads a few pages and maps none,
// takes no lock, and so may be asked of any file; whoever is told no has it checked before it is opened for writing.
func Ended(path string) (bool, error) {
	if _, _, err := preflight(path); err != nil {
		return false, err
	}
	f, err := os.Open(path)
	if err != nil {
		return false, fmt.Errorf("open store: %w", outside(path, err))
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return false, fmt.Errorf("open store: %w", outside(path, err))
	}
	l, err := readLayout(path, f, info.Size())
	if err != nil {
		return false, err
	}
	w := pageWalk{r: f, layout: l, seen: make([]bool, l.pages), rows: map[string][]byte{}}
	w.only = func(bucket []byte) bool { return bytes.Equal(bucket, bucketMeta) || bytes.Equal(bucket, bucketTotals) }
	w.tree(l.root)
	if len(w.faults) > 0 {
		return false, ErrDamaged{path, sum(w.faults)}
	}
	row := func(bucket, key []byte) []byte { return w.rows[string(bucket)+"/"+string(key)] }
	return len(row(bucketMeta, keyClean)) > 0 && !lastOf(row(bucketTotals, keyLast)).behind(l.txid), nil
}

// bucket goes on with a bucket that stands in a leaf: a small one whole, a larger one by its root.
func (w *pageWalk) bucket(id uint64, value []byte) {
	if len(value) < bucketSize {
		w.fault(id, "a bucket of %d bytes", len(value))
		return
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		w.tree(root)
		return
	}
	inline := value[bucketSize:]
	if len(inline) < pageHeader || flagsOf(inline) != leafPage {
		w.fault(id, "a small bucket that is no leaf")
		return
	}
	w.leaf(id, inline)
}

// free holds the list of free pages against those in use. It goes last.
func (w *pageWalk) free() {
	if w.layout.freelist == noFreelist {
		return
	}
	p, ok := w.page(w.layout.freelist)
	if !ok {
		return
	}
	if flagsOf(p) != freelistPage {
		w.fault(w.layout.freelist, "is not the list of free pages")
		return
	}
	ids, n := p[pageHeader:], uint64(countOf(p))
	if n == manyFree {
		n, ids = binary.NativeEndian.Uint64(ids), ids[8:]
	}
	if n > uint64(len(ids)/8) {
		w.fault(w.layout.freelist, "lists %d free pages", n)
		return
	}
	for i := range n {
		id := binary.NativeEndian.Uint64(ids[8*i:])
		switch {
		case id < firstData || id >= w.layout.pages:
			w.fault(id, "free, but outside the file")
		case w.seen[id]:
			w.fault(id, "free and in use")
		default:
			w.seen[id] = true
		}
	}
	for id := uint64(firstData); id < w.layout.pages; id++ {
		if !w.seen[id] {
			w.fault(id, "neither free nor in use")
		}
	}
}
