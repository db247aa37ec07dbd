package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
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
//
// It goes down the trees of all buckets level by level, and through a level by page number. So the file is read in large
// blocks, and nearly every page of it once.
type pageWalk struct {
	r       io.ReaderAt
	layout  layout
	seen    []bool // by page number: it was reached
	due     []due  // by page number: it is of the level that comes next
	left    int    // how many of them
	hands   int    // at most, of a level with many pages
	walkers []pageWalker
	faults  []string

	only func(bucket []byte) bool // which buckets are gone into, nil for all
	in   map[uint64]string        // of their pages: the bucket
	rows map[string][]byte        // of those buckets: bucket/key
}

// due says as what a page has to be looked at.
type due uint8

const (
	notDue due = iota
	dueRoot
	dueChild // of a branch: only the root of a bucket may be empty
)

const (
	maxFaults = 20
	blockSize = 128 << 10 // bytes that are read at once, a multiple of every page size; it stays in the cache of a core
	gapSize   = 8 << 10   // bytes that are rather read in vain than passed over
	manyPages = 4096      // of a level, to be shared out
	mostHands = 4         // who share them
)

func newPageWalk(r io.ReaderAt, l layout) *pageWalk {
	hands := min(runtime.GOMAXPROCS(0), mostHands)
	return &pageWalk{r: r, layout: l, hands: hands, seen: make([]bool, l.pages), due: make([]due, l.pages)}
}

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
	w := newPageWalk(db.file, l)
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

// fault notes what is wrong with a page.
func (w *pageWalk) fault(id uint64, format string, args ...any) {
	if len(w.faults) < maxFaults {
		w.faults = append(w.faults, faultOf(id, format, args...))
	}
}

func faultOf(id uint64, format string, args ...any) string {
	return fmt.Sprintf("page %d: ", id) + fmt.Sprintf(format, args...)
}

// tree walks down from a root page, through all buckets that are found on the way.
func (w *pageWalk) tree(root uint64) {
	w.reach(root, dueRoot)
	for w.left > 0 {
		w.level()
	}
}

// reach notes that a page has to be looked at, once.
func (w *pageWalk) reach(id uint64, as due) {
	switch {
	case id < firstData || id >= w.layout.pages:
		w.fault(id, "outside the file")
	case w.seen[id]:
		w.fault(id, "reached twice")
	default:
		w.seen[id], w.due[id] = true, as
		w.left++
	}
}

// level looks at all pages that are due, several blocks at a time where there are many, and then notes where they lead.
func (w *pageWalk) level() {
	hands := 1
	if w.left > manyPages && w.only == nil {
		hands = w.hands
	}
	for len(w.walkers) < hands {
		w.walkers = append(w.walkers, pageWalker{})
	}
	w.left = 0
	var next atomic.Uint64
	var group sync.WaitGroup
	for i := range w.walkers[1:hands] {
		group.Go(func() { w.walkers[1+i].blocks(w, &next) })
	}
	w.walkers[0].blocks(w, &next)
	group.Wait()
	w.gather()
}

// gather takes over what the walkers found. What it says does not depend on which of them found it.
func (w *pageWalk) gather() {
	var faults []pageFault
	var long []longPage
	for i := range w.walkers {
		faults = append(faults, w.walkers[i].faults...)
		long = append(long, w.walkers[i].long...)
		w.walkers[i].faults, w.walkers[i].long = nil, nil
	}
	slices.SortFunc(long, func(a, b longPage) int { return cmp.Compare(a.id, b.id) })
	one := &w.walkers[0]
	for _, l := range long {
		if p, ok := w.whole(l.id, l.count); ok {
			one.look(w, l.id, p, l.as)
		}
	}
	faults = append(faults, one.faults...)
	one.faults = nil
	slices.SortStableFunc(faults, func(a, b pageFault) int { return cmp.Compare(a.id, b.id) })
	for _, f := range faults[:min(len(faults), maxFaults-len(w.faults))] {
		w.faults = append(w.faults, f.what)
	}
	for i := range w.walkers {
		of := &w.walkers[i]
		for _, id := range of.roots {
			w.reach(id, dueRoot)
		}
		for _, id := range of.children {
			w.reach(id, dueChild)
		}
		of.roots, of.children = of.roots[:0], of.children[:0]
	}
}

// whole reads a page of the level with the pages that it takes up behind itself, which nobody else may use.
func (w *pageWalk) whole(id, count uint64) ([]byte, bool) {
	for i := id + 1; i < id+count; i++ {
		if w.seen[i] {
			w.fault(i, "reached twice")
			return nil, false
		}
		w.seen[i] = true
	}
	p := make([]byte, count*w.layout.pageSize)
	if _, err := w.r.ReadAt(p, int64(id*w.layout.pageSize)); err != nil {
		w.fault(id, "%v", err)
		return nil, false
	}
	return p, true
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
	w := newPageWalk(f, l)
	w.in, w.rows = map[uint64]string{}, map[string][]byte{}
	w.only = func(bucket []byte) bool { return bytes.Equal(bucket, bucketMeta) || bytes.Equal(bucket, bucketTotals) }
	w.tree(l.root)
	if len(w.faults) > 0 {
		return false, ErrDamaged{path, sum(w.faults)}
	}
	row := func(bucket, key []byte) []byte { return w.rows[string(bucket)+"/"+string(key)] }
	return len(row(bucketMeta, keyClean)) > 0 && !lastOf(row(bucketTotals, keyLast)).behind(l.txid), nil
}

// freelist reads the list of free pages, with the pages behind it that it takes up.
func (w *pageWalk) freelist(id uint64) ([]byte, bool) {
	var head [pageHeader]byte
	if w.seen[id] {
		w.fault(id, "reached twice")
		return nil, false
	}
	w.seen[id] = true
	if _, err := w.r.ReadAt(head[:], int64(id*w.layout.pageSize)); err != nil {
		w.fault(id, "%v", err)
		return nil, false
	}
	count, what := w.layout.claims(id, head[:])
	if what != "" {
		w.fault(id, "%s", what)
		return nil, false
	}
	return w.whole(id, count)
}

// free holds the list of free pages against those in use. It goes last.
func (w *pageWalk) free() {
	if w.layout.freelist == noFreelist {
		return
	}
	p, ok := w.freelist(w.layout.freelist)
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
