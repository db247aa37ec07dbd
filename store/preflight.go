package store

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
)

// The layout of a bbolt file, version 2: a page header of 16 bytes, then in the first two pages a meta record of 64.
// bbolt writes in the byte order of the machine.
const (
	pageHeader  = 16
	metaSize    = 64
	boltMagic   = 0xED0CDAED
	boltVersion = 2
	minPage     = 1 << 10
	maxPage     = 1 << 16
	noFreelist  = ^uint64(0)
	firstData   = 2
)

// layout is what the newest whole meta page says of a file.
type layout struct {
	pageSize, root, freelist, pages, txid uint64
	size                                  int64
	oneMeta                               bool // the other meta page is damaged, or older than it should be
}

// Preflight reads the first two pages of a file, without mapping it into memory, and says what is wrong with it: opening
// a truncated file would otherwise kill the process. It says whether one of the two meta pages is damaged; the
// file opens then, one transaction back at worst. A missing file is an fs.ErrNotExist.
func Preflight(path string) (oneMeta bool, err error) {
	_, oneMeta, err = preflight(path)
	return oneMeta, err
}

func preflight(path string) (layout, bool, error) {
	// A pipe would block in Open, so look before.
	info, err := os.Stat(path)
	if err != nil {
		return layout{}, false, fmt.Errorf("open store: %w", outside(path, err))
	}
	if !info.Mode().IsRegular() {
		return layout{}, false, ErrForeign{path, "not a file but a " + kindOf(info.Mode())}
	}
	f, err := os.Open(path)
	if err != nil {
		return layout{}, false, fmt.Errorf("open store: %w", outside(path, err))
	}
	defer func() { _ = f.Close() }()
	l, err := readLayout(path, f, info.Size())
	return l, l.oneMeta, err
}

func kindOf(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "directory"
	case m&fs.ModeDevice != 0:
		return "device"
	}
	return "pipe or socket"
}

// readLayout finds the newest whole meta page and holds its claims against the size of the file.
func readLayout(path string, r io.ReaderAt, size int64) (layout, error) {
	if size == 0 {
		return layout{}, ErrDamaged{path, "the file is empty"}
	}
	a, errA := readMeta(path, r, 0)
	second := a.pageSize
	for guess := uint64(minPage); errA != nil && guess <= maxPage; guess <<= 1 {
		if m, err := readMeta(path, r, int64(guess)); err == nil && m.pageSize == guess {
			second = guess
		}
	}
	b, errB := layout{}, errA
	if second != 0 {
		b, errB = readMeta(path, r, int64(second))
	}
	if errA != nil && errB != nil {
		return layout{}, errA
	}
	l := a
	if errA != nil || errB == nil && b.txid > a.txid {
		l = b
	}
	// Each transaction writes the other page, so their numbers follow one another unless a write was lost.
	l.oneMeta = errA != nil || errB != nil || max(a.txid, b.txid)-min(a.txid, b.txid) != 1
	l.size = size
	switch {
	case uint64(size) < 2*l.pageSize || l.pages > uint64(size)/l.pageSize:
		return l, ErrDamaged{path, fmt.Sprintf("%d bytes are left of %d: truncated", size, l.pages*l.pageSize)}
	case l.root < firstData || l.root >= l.pages,
		l.freelist != noFreelist && (l.freelist < firstData || l.freelist >= l.pages):
		return l, ErrDamaged{path, "the meta page points outside the file"}
	}
	return l, nil
}

// readMeta reads the meta page at an offset.
func readMeta(path string, r io.ReaderAt, at int64) (layout, error) {
	foreign := ErrForeign{path, "not a tagtap store"}
	var buf [pageHeader + metaSize]byte
	if n, err := r.ReadAt(buf[:], at); err != nil {
		if n >= pageHeader+4 && binary.NativeEndian.Uint32(buf[pageHeader:]) == boltMagic {
			return layout{}, ErrDamaged{path, "truncated within the first page"}
		}
		return layout{}, foreign
	}
	meta := buf[pageHeader:]
	u32 := func(at int) uint32 { return binary.NativeEndian.Uint32(meta[at:]) }
	u64 := func(at int) uint64 { return binary.NativeEndian.Uint64(meta[at:]) }
	if u32(0) != boltMagic {
		return layout{}, foreign
	}
	sum := fnv.New64a()
	_, _ = sum.Write(meta[:metaSize-8])
	if sum.Sum64() != u64(metaSize-8) {
		return layout{}, ErrDamaged{path, "both meta pages have a wrong checksum"}
	}
	if u32(4) != boltVersion {
		return layout{}, ErrNewer{path, fmt.Sprintf("file format %d, known is %d", u32(4), boltVersion)}
	}
	l := layout{pageSize: uint64(u32(8)), root: u64(16), freelist: u64(32), pages: u64(40), txid: u64(48)}
	if l.pageSize < minPage || l.pageSize > maxPage || l.pageSize&(l.pageSize-1) != 0 {
		return layout{}, ErrDamaged{path, fmt.Sprintf("a page size of %d bytes", l.pageSize)}
	}
	return l, nil
}
