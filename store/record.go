package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/fxamacker/cbor/v2"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// sealVersion is the first byte of every sealed value.
const sealVersion = 1

const (
	sealSize  = 1 + crc32.Size
	keySize   = 4 + 8
	maxRecord = 16 << 20 // bytes of a sealed record; no journey's state comes near it
)

type hash [sha256.Size]byte

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var (
	errSeal   = errors.New("checksum does not match")
	errLength = errors.New("wrong length")
)

// codec has the two directions of CBOR. Text that is not UTF-8 is let through: a refused action may hold any bytes.
var codec = struct {
	enc cbor.UserBufferEncMode
	dec cbor.DecMode
}{must(cbor.EncOptions{IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden}.UserBufferEncMode()),
	must(cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		IndefLength:       cbor.IndefLengthForbidden,
		TagsMd:            cbor.TagsForbidden,
		MaxNestedLevels:   16,
		MaxArrayElements:  1 << 20,
		MaxMapPairs:       64,
		UTF8:              cbor.UTF8DecodeInvalid,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
	}.DecMode())}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// seal puts version and checksum before a body. The checksum covers the key, so that a value in the wrong place is found.
func seal(key []byte, body ...byte) []byte {
	sealed := make([]byte, sealSize+len(body))
	copy(sealed[sealSize:], body)
	stamp(key, sealed)
	return sealed
}

func stamp(key, sealed []byte) {
	sealed[0] = sealVersion
	binary.BigEndian.PutUint32(sealed[1:], checksum(key, sealed[sealSize:]))
}

func checksum(key, body []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, body)
}

// unseal returns the body, which is still the memory of `sealed`.
func unseal(key, sealed []byte) ([]byte, error) {
	if len(sealed) < sealSize {
		return nil, errLength
	}
	body := sealed[sealSize:]
	if binary.BigEndian.Uint32(sealed[1:]) != checksum(key, body) {
		return nil, errSeal
	}
	if sealed[0] != sealVersion {
		return nil, ErrNewer{What: fmt.Sprintf("a value of version %d", sealed[0])}
	}
	return body, nil
}

func recordKey(stream uint32, seq uint64) []byte {
	key := make([]byte, 0, keySize)
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(key, stream), seq)
}

func streamKey(stream uint32) []byte { return binary.BigEndian.AppendUint32(nil, stream) }

// sealRecord returns a record as the journal keeps it.
func sealRecord(key []byte, r *flow.Record) ([]byte, error) {
	const usual = 192
	head := make([]byte, sealSize, usual)
	head = binary.BigEndian.AppendUint64(head, uint64(r.At))
	head = binary.AppendUvarint(head, uint64(uint32(r.Presses)))
	buf := bytes.NewBuffer(head)
	if err := codec.enc.MarshalToBuffer(&r.Event, buf); err != nil {
		return nil, err
	}
	sealed := buf.Bytes()
	if len(sealed) > maxRecord {
		return nil, fmt.Errorf("%d bytes, want at most %d", len(sealed), maxRecord)
	}
	stamp(key, sealed)
	return sealed, nil
}

// openRecord reads a record back. Nothing in it shares memory with `sealed`.
func openRecord(key, sealed []byte) (flow.Record, error) {
	var r flow.Record
	if len(key) != keySize || len(sealed) > maxRecord {
		return r, errLength
	}
	body, err := unseal(key, sealed)
	if err != nil {
		return r, err
	}
	if len(body) < 8 {
		return r, errLength
	}
	r.Stream, r.Seq = binary.BigEndian.Uint32(key), binary.BigEndian.Uint64(key[4:])
	r.At = shop.Instant(binary.BigEndian.Uint64(body))
	presses, n := binary.Uvarint(body[8:])
	if n <= 0 || presses > 1<<32-1 {
		return r, errLength
	}
	r.Presses = int32(uint32(presses))
	return r, decode(body[8+n:], &r.Event)
}

// decode reads CBOR into what `into` points to. A field that this program does not know is that of a newer one.
func decode[T any](body []byte, into *T) error {
	err := codec.dec.Unmarshal(body, into)
	if unknown := (*cbor.UnknownFieldError)(nil); errors.As(err, &unknown) {
		return ErrNewer{What: "a record holds facts that it does not know"}
	}
	return err
}

func encode[T any](v *T) ([]byte, error) {
	var buf bytes.Buffer
	if err := codec.enc.MarshalToBuffer(v, &buf); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// after returns the chain hash that follows `h` when a record was added.
func (h hash) after(key, sealed []byte) hash {
	sum := sha256.New()
	_, _ = sum.Write(h[:])
	_, _ = sum.Write(key)
	_, _ = sum.Write(sealed)
	sum.Sum(h[:0])
	return h
}

// head is the row of a journey.
type head struct {
	count  uint64 // records
	begun  uint64 // seq of the record that opened the last session, 0 before the first
	last   hash   // of the chain after the last record
	before hash   // of the chain before the last session
}

const headSize = 8 + 8 + 2*sha256.Size

func (h *head) seal(key []byte) []byte {
	body := make([]byte, 0, headSize)
	body = binary.BigEndian.AppendUint64(body, h.count)
	body = binary.BigEndian.AppendUint64(body, h.begun)
	body = append(body, h.last[:]...)
	return seal(key, append(body, h.before[:]...)...)
}

func openHead(key, sealed []byte) (head, error) {
	var h head
	body, err := unseal(key, sealed)
	if err != nil {
		return h, err
	}
	if len(body) != headSize {
		return h, errLength
	}
	h.count, h.begun = binary.BigEndian.Uint64(body), binary.BigEndian.Uint64(body[8:])
	copy(h.last[:], body[16:])
	copy(h.before[:], body[16+sha256.Size:])
	return h, nil
}

// add extends the journey by one record.
func (h *head) add(key, sealed []byte, kind flow.Kind) {
	h.count++
	if kind == flow.Begun {
		h.begun, h.before = h.count, h.last
	}
	h.last = h.last.after(key, sealed)
}
