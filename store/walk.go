package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sync/atomic"
)

// pageWalker looks at pages of one level, and keeps what it finds until the level is done.
type pageWalker struct {
	block    []byte
	roots    []uint64 // of buckets in the pages
	children []uint64 // of branches
	long     []longPage
	faults   []pageFault
}

type pageFault struct {
	id   uint64
	what string
}

// longPage is a page that takes up those behind it as well.
type longPage struct {
	id, count uint64
	as        due
}

func (k *pageWalker) fault(id uint64, format string, args ...any) {
	if len(k.faults) < maxFaults {
		k.faults = append(k.faults, pageFault{id, faultOf(id, format, args...)})
	}
}

// blocks looks at the pages that are due in one block after the other, until none is left.
func (k *pageWalker) blocks(w *pageWalk, next *atomic.Uint64) {
	size := w.layout.pageSize
	pages, gap := blockSize/size, gapSize/size
	for {
		id := (next.Add(1) - 1) * pages
		if id >= w.layout.pages {
			return
		}
		to := min(id+pages, w.layout.pages)
		for ; id < to; id++ {
			if w.due[id] == notDue {
				continue
			}
			end := id + 1
			for at := end; at < to && at <= end+gap; at++ {
				if w.due[at] != notDue {
					end = at + 1
				}
			}
			k.run(w, id, end)
			id = end - 1
		}
	}
}

// run reads the pages from `id` to before `end`. Where that fails it reads them one by one, to say which one is unreadable.
func (k *pageWalker) run(w *pageWalk, id, end uint64) {
	size := w.layout.pageSize
	if k.block == nil {
		k.block = make([]byte, min(blockSize, w.layout.pages*size))
	}
	p := k.block[:(end-id)*size]
	if _, err := w.r.ReadAt(p, int64(id*size)); err != nil {
		if end-id == 1 {
			w.due[id] = notDue
			k.fault(id, "%v", err)
			return
		}
		for ; id < end; id++ {
			if w.due[id] != notDue {
				k.run(w, id, id+1)
			}
		}
		return
	}
	for ; id < end; id, p = id+1, p[size:] {
		if as := w.due[id]; as != notDue {
			w.due[id] = notDue
			k.page(w, id, p[:size:size], as)
		}
	}
}

func (k *pageWalker) page(w *pageWalk, id uint64, p []byte, as due) {
	count, what := w.layout.claims(id, p)
	switch {
	case what != "":
		k.fault(id, "%s", what)
	case count > 1:
		k.long = append(k.long, longPage{id, count, as})
	default:
		k.look(w, id, p, as)
	}
}

// claims says how many pages a page takes up, or what is wrong with its header.
func (l *layout) claims(id uint64, p []byte) (count uint64, what string) {
	if got := binary.NativeEndian.Uint64(p); got != id {
		return 0, fmt.Sprintf("calls itself page %d", got)
	}
	if count = 1 + uint64(binary.NativeEndian.Uint32(p[12:])); count > l.pages-id {
		return 0, "reaches beyond the file"
	}
	return count, ""
}

func flagsOf(p []byte) uint16 { return binary.NativeEndian.Uint16(p[8:]) }

func countOf(p []byte) int { return int(binary.NativeEndian.Uint16(p[10:])) }

// look looks at a whole page.
func (k *pageWalker) look(w *pageWalk, id uint64, p []byte, as due) {
	switch flagsOf(p) {
	case leafPage:
		k.leaf(w, id, p)
	case branchPage:
		k.branch(w, id, p)
	default:
		k.fault(id, "unknown kind %#x", flagsOf(p))
	}
	if as == dueChild && countOf(p) == 0 {
		k.fault(id, "no elements")
	}
}

func (k *pageWalker) branch(w *pageWalk, id uint64, p []byte) {
	n := countOf(p)
	if n == 0 || pageHeader+n*elementSize > len(p) {
		k.fault(id, "%d branches", n)
		return
	}
	var before []byte
	for i := range n {
		at := pageHeader + i*elementSize
		e := p[at : at+elementSize]
		key := uint64(at) + uint64(binary.NativeEndian.Uint32(e))
		end := key + uint64(binary.NativeEndian.Uint32(e[4:]))
		if end > uint64(len(p)) {
			k.fault(id, "branch %d reaches beyond the page", i)
			return
		}
		if i > 0 && bytes.Compare(before, p[key:end]) >= 0 {
			k.fault(id, "branch %d is out of order", i)
			return
		}
		before = p[key:end]
		child := binary.NativeEndian.Uint64(e[8:])
		k.children = append(k.children, child)
		if w.only != nil {
			w.in[child] = w.in[id]
		}
	}
}

func (k *pageWalker) leaf(w *pageWalk, id uint64, p []byte) {
	k.elements(w, id, p, w.in[id])
}

// elements looks at the elements of a leaf, or of a small bucket in one.
func (k *pageWalker) elements(w *pageWalk, id uint64, p []byte, in string) {
	n := countOf(p)
	if pageHeader+n*elementSize > len(p) {
		k.fault(id, "%d elements", n)
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
			k.fault(id, "element %d reaches beyond the page", i)
			return
		}
		if i > 0 && bytes.Compare(before, p[key:value]) >= 0 {
			k.fault(id, "element %d is out of order", i)
			return
		}
		before = p[key:value]
		switch inBucket := binary.NativeEndian.Uint32(e)&bucketLeaf != 0; {
		case inBucket && (w.only == nil || w.only(p[key:value])):
			k.bucket(w, id, p[key:value], p[value:end])
		case !inBucket && w.only != nil && len(w.rows) < maxRows:
			w.rows[in+"/"+string(p[key:value])] = bytes.Clone(p[value:end])
		}
	}
}

// bucket goes on with a bucket that stands in a leaf: a small one whole, a larger one by its root.
func (k *pageWalker) bucket(w *pageWalk, id uint64, name, value []byte) {
	if len(value) < bucketSize {
		k.fault(id, "a bucket of %d bytes", len(value))
		return
	}
	in := ""
	if w.only != nil {
		in = string(name)
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		k.roots = append(k.roots, root)
		if w.only != nil {
			w.in[root] = in
		}
		return
	}
	inline := value[bucketSize:]
	if len(inline) < pageHeader || flagsOf(inline) != leafPage {
		k.fault(id, "a small bucket that is no leaf")
		return
	}
	k.elements(w, id, inline, in)
}
