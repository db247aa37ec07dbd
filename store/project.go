package store

import (
	"encoding/binary"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// projection is what records change besides their own journey.
type projection struct {
	stream  uint32
	touched []shop.SKU // in the order of the records, once each
	was     flow.Shared
	shared  flow.Shared // after the records
	sums    Totals      // to be added
	apart   bool
}

// newProjection folds the records. It runs outside of the transaction, so that a mistake in a rule is not taken for
// damage of the file. A journey that is apart leaves what all shoppers see as it is.
func newProjection(stream uint32, was flow.Shared, records []flow.Record, apart bool) *projection {
	p := &projection{stream: stream, was: was, shared: was, apart: apart}
	for i := range records {
		e := &records[i].Event
		p.sums.fold(e)
		if apart {
			continue
		}
		p.shared = flow.Share(p.shared, *e)
		for _, piece := range e.Touches() {
			if !slices.Contains(p.touched, piece.SKU) {
				p.touched = append(p.touched, piece.SKU)
			}
		}
	}
	return p
}

// taken holds the shelves that the records touch against those that the session saw.
func (p *projection) taken(tx *bolt.Tx, seen *flow.Shared) error {
	if seen == nil {
		seen = &flow.Shared{}
	}
	shelves := tx.Bucket(bucketShelf)
	for _, sku := range p.touched {
		now := flow.Shelf{SKU: sku}
		if sealed := shelves.Get([]byte(sku)); sealed != nil {
			var err error
			if now, err = openShelf([]byte(sku), sealed); err != nil {
				return err
			}
		}
		if now != seen.On(sku) {
			return flow.ErrTaken{SKU: sku}
		}
	}
	return nil
}

// write brings the buckets to the state after the records.
func (p *projection) write(tx *bolt.Tx, records []flow.Record) error {
	shelves := tx.Bucket(bucketShelf)
	for _, sku := range p.touched {
		if err := shelves.Put([]byte(sku), sealShelf(p.shared.On(sku))); err != nil {
			return fmt.Errorf("shelf of %s: %w", sku, err)
		}
	}
	if err := appendList(tx, bucketNotes, p.shared.Notes[len(p.was.Notes):]); err != nil {
		return err
	}
	if err := appendList(tx, bucketReviews, p.shared.Reviews[len(p.was.Reviews):]); err != nil {
		return err
	}
	if !p.apart {
		if err := p.writePosts(tx, records); err != nil {
			return err
		}
	}
	if err := writeOrders(tx, p.stream, records); err != nil {
		return err
	}
	if err := addSessions(tx, records); err != nil {
		return err
	}
	all, err := readTotals(tx)
	if err != nil {
		return err
	}
	return tx.Bucket(bucketTotals).Put(keyAll, all.plus(p.sums).seal())
}

func appendList[T any](tx *bolt.Tx, bucket []byte, all []T) error {
	if len(all) == 0 {
		return nil
	}
	b := tx.Bucket(bucket)
	b.FillPercent = appendOnly
	for i := range all {
		n, err := b.NextSequence()
		if err != nil {
			return err
		}
		body, err := encode(&all[i])
		if err != nil {
			return err
		}
		key := binary.BigEndian.AppendUint64(nil, n)
		if err := b.Put(key, seal(key, body...)); err != nil {
			return err
		}
	}
	return nil
}

const shelfSize = 3 * 4

func sealShelf(s flow.Shelf) []byte {
	body := make([]byte, 0, shelfSize)
	for _, n := range []int32{s.Held, s.Sold, s.Gone} {
		body = binary.BigEndian.AppendUint32(body, uint32(n))
	}
	return seal([]byte(s.SKU), body...)
}

func openShelf(key, sealed []byte) (flow.Shelf, error) {
	body, err := unseal(key, sealed)
	if err != nil {
		return flow.Shelf{}, err
	}
	if len(body) != shelfSize {
		return flow.Shelf{}, errLength
	}
	n := func(i int) int32 { return int32(binary.BigEndian.Uint32(body[4*i:])) }
	return flow.Shelf{SKU: shop.SKU(key), Held: n(0), Sold: n(1), Gone: n(2)}, nil
}

// Totals are sums over all journeys of a store.
type Totals struct {
	Records  int64
	Sessions int64
	Orders   int64    // placed
	Captured shop.Fen // taken from shoppers, refunds not subtracted
	Refunded shop.Fen
}

func (t *Totals) fold(e *flow.Event) {
	t.Records++
	switch e.Kind {
	case flow.Begun:
		t.Sessions++
	case flow.OrderPlaced:
		t.Orders++
	case flow.OrderPaid, flow.Captured, flow.DepositPaid:
		t.Captured += e.Amount
	case flow.Refunded:
		t.Refunded += e.Amount
	}
}

func (t Totals) plus(u Totals) Totals {
	t.Records += u.Records
	t.Sessions += u.Sessions
	t.Orders += u.Orders
	t.Captured += u.Captured
	t.Refunded += u.Refunded
	return t
}

const totalsSize = 5 * 8

func (t Totals) seal() []byte {
	body := make([]byte, 0, totalsSize)
	for _, n := range []int64{t.Records, t.Sessions, t.Orders, int64(t.Captured), int64(t.Refunded)} {
		body = binary.BigEndian.AppendUint64(body, uint64(n))
	}
	return seal(keyAll, body...)
}

func readTotals(tx *bolt.Tx) (Totals, error) {
	sealed := tx.Bucket(bucketTotals).Get(keyAll)
	if sealed == nil {
		return Totals{}, nil
	}
	body, err := unseal(keyAll, sealed)
	if err != nil {
		return Totals{}, fmt.Errorf("totals: %w", err)
	}
	if len(body) != totalsSize {
		return Totals{}, fmt.Errorf("totals: %w", errLength)
	}
	n := func(i int) int64 { return int64(binary.BigEndian.Uint64(body[8*i:])) }
	return Totals{n(0), n(1), n(2), shop.Fen(n(3)), shop.Fen(n(4))}, nil
}
