package store

import (
	"encoding/binary"
	"math"
	"slices"
)

// The major types of CBOR (RFC 8949, section 3.1).
const (
	majorUint  = 0
	majorNeg   = 1
	majorBytes = 2
	majorText  = 3
	majorArray = 4
	majorMap   = 5
	majorTag   = 6
	majorOther = 7
)

// The simple values.
const (
	cborFalse = 0xf4
	cborTrue  = 0xf5
	cborNull  = 0xf6
)

// parts reads items one by one. After a fault it reads zeros, and bad says so.
type parts struct {
	data  []byte
	pos   int
	bad   bool
	newer bool // there was a field that this program does not know
}

func (c *parts) fail() {
	c.pos, c.bad = len(c.data), true
}

func (c *parts) left() int { return len(c.data) - c.pos }

// head reads the head of an item: its major type, and its argument.
func (c *parts) head() (major byte, n uint64) {
	if c.pos >= len(c.data) {
		c.fail()
		return majorOther, 0
	}
	b := c.data[c.pos]
	c.pos++
	if b&31 < 24 {
		return b >> 5, uint64(b & 31)
	}
	return b >> 5, c.argument(b & 31)
}

// argument reads what does not fit into the first byte.
func (c *parts) argument(kind byte) (n uint64) {
	size := 1 << (kind - 24)
	if kind > 27 || c.left() < size { // longer ones, and items of no stated length
		c.fail()
		return 0
	}
	switch rest := c.data[c.pos:]; size {
	case 1:
		n = uint64(rest[0])
	case 2:
		n = uint64(binary.BigEndian.Uint16(rest))
	case 4:
		n = uint64(binary.BigEndian.Uint32(rest))
	default:
		n = binary.BigEndian.Uint64(rest)
	}
	c.pos += size
	return n
}

// sized reads the head of an item of that major type. Each of its parts has a byte at least, so that a wrong length takes no
// memory.
func (c *parts) sized(want byte) int {
	major, n := c.head()
	if major != want || n > uint64(c.left()) {
		c.fail()
		return 0
	}
	return int(n)
}

// pairs reads the head of a map, items that of an array; nothing at all is an empty one.
func (c *parts) pairs() int { return c.many(majorMap) }

func (c *parts) items() int { return c.many(majorArray) }

func (c *parts) many(want byte) int {
	if c.null() {
		return 0
	}
	if n, ok := c.short(want); ok {
		return n
	}
	return c.sized(want)
}

// short reads a head of one byte, as most have; it says whether it is one, of that major type, and what it announces can be there.
func (c *parts) short(want byte) (int, bool) {
	if c.pos >= len(c.data) {
		return 0, false
	}
	n := int(c.data[c.pos] - want<<5) // far too much where the type is another one
	if n >= 24 || n >= len(c.data)-c.pos {
		return 0, false
	}
	c.pos++
	return n, true
}

// null passes over nothing at all, if it stands there.
func (c *parts) null() bool {
	is := c.pos < len(c.data) && c.data[c.pos] == cborNull
	if is {
		c.pos++
	}
	return is
}

func (c *parts) key() uint64 {
	if c.pos < len(c.data) && c.data[c.pos] < 24 {
		c.pos++
		return uint64(c.data[c.pos-1])
	}
	return c.uint()
}

func (c *parts) uint() uint64 {
	major, n := c.head()
	if major != majorUint {
		c.fail()
		return 0
	}
	return n
}

func (c *parts) int() int64 {
	if c.pos < len(c.data) && c.data[c.pos] < 24 {
		c.pos++
		return int64(c.data[c.pos-1])
	}
	major, n := c.head()
	if major > majorNeg || n > math.MaxInt64 {
		c.fail()
		return 0
	}
	if major == majorNeg {
		return -1 - int64(n)
	}
	return int64(n)
}

func (c *parts) int32() int32 {
	n := c.int()
	if n != int64(int32(n)) {
		c.fail()
	}
	return int32(n)
}

func (c *parts) byte() byte {
	n := c.key()
	if n > math.MaxUint8 {
		c.fail()
	}
	return byte(n)
}

func (c *parts) bool() bool {
	if c.pos >= len(c.data) || c.data[c.pos] != cborFalse && c.data[c.pos] != cborTrue {
		c.fail()
		return false
	}
	c.pos++
	return c.data[c.pos-1] == cborTrue
}

// bytes reads a string; it is still the memory of the record.
func (c *parts) bytes(major byte) []byte {
	n, ok := c.short(major)
	if !ok {
		n = c.sized(major)
	}
	c.pos += n
	return c.data[c.pos-n : c.pos : c.pos]
}

func (c *parts) text() string { return string(c.bytes(majorText)) }

// skip passes over an item with all that is in it.
func (c *parts) skip() {
	for items := uint64(1); items > 0; items-- {
		major, n := c.head()
		if major >= majorBytes && major <= majorMap && n > uint64(c.left()) {
			c.fail()
		}
		switch {
		case c.bad:
			return
		case major == majorBytes || major == majorText:
			c.pos += int(n)
		case major == majorArray:
			items += n
		case major == majorMap:
			items += 2 * n
		case major == majorTag:
			c.fail()
		}
	}
}

// list reads an array. Its memory is that of the lists of records before.
func list[T any](s *skimmer, kept *[]T, read func(*skimmer, *T)) []T {
	n := s.items()
	if n == 0 {
		return nil
	}
	from := len(*kept)
	for ; n > 0 && !s.bad; n-- {
		at := len(*kept)
		if at == cap(*kept) {
			*kept = slices.Grow(*kept, 1) // by and by: a wrong length takes no memory
		}
		*kept = (*kept)[:at+1]
		read(s, &(*kept)[at])
	}
	return (*kept)[from:len(*kept):len(*kept)]
}

// maybe reads what may be nothing at all.
func maybe[T any](s *skimmer, kept *T, read func(*skimmer, *T)) *T {
	if s.null() {
		return nil
	}
	read(s, kept)
	return kept
}

// name reads a text that comes again and again: an id.
func (s *skimmer) name() string {
	text := s.bytes(majorText)
	n := len(text)
	if n == 0 {
		return ""
	}
	slot := &s.names[(uint(n)*31^uint(text[n-1])*7^uint(text[n/2])*131^uint(text[0]))%mostNames]
	if *slot != string(text) {
		*slot = string(text)
	}
	return *slot
}
