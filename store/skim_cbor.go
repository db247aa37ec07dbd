package store

import (
	"encoding/binary"
	"math"
)

// The major types of CBOR (RFC 8949, section 3.1).
const (
	majorUint  = 0
	majorNeg   = 1
	majorBytes = 2
	majorText  = 3
	majorArray = 4
	majorMap   = 5
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
	rest  []byte
	bad   bool
	newer bool // there was a field that this program does not know
}

func (c *parts) fail() {
	c.rest, c.bad = nil, true
}

// head reads the head of an item: its major type, and its argument.
func (c *parts) head() (major byte, n uint64) {
	if len(c.rest) == 0 {
		c.fail()
		return majorOther, 0
	}
	b := c.rest[0]
	c.rest = c.rest[1:]
	major, n = b>>5, uint64(b&31)
	if n < 24 {
		return major, n
	}
	size := 1 << (n - 24)
	if n > 27 || len(c.rest) < size { // longer ones, and items of no stated length
		c.fail()
		return majorOther, 0
	}
	switch size {
	case 1:
		n = uint64(c.rest[0])
	case 2:
		n = uint64(binary.BigEndian.Uint16(c.rest))
	case 4:
		n = uint64(binary.BigEndian.Uint32(c.rest))
	default:
		n = binary.BigEndian.Uint64(c.rest)
	}
	c.rest = c.rest[size:]
	return major, n
}

// sized reads the head of an item of that major type. Each of its parts has a byte at least, so that a wrong length takes no
// memory.
func (c *parts) sized(want byte) int {
	major, n := c.head()
	if major != want || n > uint64(len(c.rest)) {
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
	return c.sized(want)
}

// null passes over nothing at all, if it stands there.
func (c *parts) null() bool {
	is := len(c.rest) > 0 && c.rest[0] == cborNull
	if is {
		c.rest = c.rest[1:]
	}
	return is
}

func (c *parts) key() uint64 { return c.uint() }

func (c *parts) uint() uint64 {
	major, n := c.head()
	if major != majorUint {
		c.fail()
		return 0
	}
	return n
}

func (c *parts) int() int64 {
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
	n := c.uint()
	if n > math.MaxUint8 {
		c.fail()
	}
	return byte(n)
}

func (c *parts) bool() bool {
	if len(c.rest) == 0 || c.rest[0] != cborFalse && c.rest[0] != cborTrue {
		c.fail()
		return false
	}
	is := c.rest[0] == cborTrue
	c.rest = c.rest[1:]
	return is
}

// bytes reads a string; it is still the memory of the record.
func (c *parts) bytes(major byte) []byte {
	n := c.sized(major)
	text := c.rest[:n:n]
	c.rest = c.rest[n:]
	return text
}

func (c *parts) text() string { return string(c.bytes(majorText)) }

// skip passes over an item with all that is in it.
func (c *parts) skip() {
	for left := uint64(1); left > 0; left-- {
		switch major, n := c.head(); major {
		case majorUint, majorNeg:
		case majorBytes, majorText:
			if n > uint64(len(c.rest)) {
				c.fail()
				return
			}
			c.rest = c.rest[n:]
		case majorArray, majorMap:
			if n > uint64(len(c.rest)) {
				c.fail()
				return
			}
			left += n << (major - majorArray)
		case majorOther: // simple values and floats; after a fault too
			if c.bad {
				return
			}
		default: // tags
			c.fail()
			return
		}
	}
}

// list reads an array.
func list[T any](s *skimmer, read func(*T)) []T {
	n := s.items()
	if n == 0 {
		return nil
	}
	all := make([]T, 0, min(n, 16)) // a wrong length takes no memory
	for ; n > 0 && !s.bad; n-- {
		var zero T
		all = append(all, zero)
		read(&all[len(all)-1])
	}
	return all
}

// maybe reads what may be nothing at all.
func maybe[T any](s *skimmer, read func(*T)) *T {
	if s.null() {
		return nil
	}
	one := new(T)
	read(one)
	return one
}

// name reads a text of which there are few.
func (s *skimmer) name() string {
	text := s.bytes(majorText)
	if name, ok := s.names[string(text)]; ok {
		return name
	}
	name := string(text)
	if len(text) <= longName && len(s.names) < mostNames {
		s.names[name] = name
	}
	return name
}
