package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Order is what lists and sums need of an order; the whole of it is in its journey.
type Order struct {
	Stream   uint32
	ID       flow.OrderID
	Status   flow.OrderStatus
	Placed   shop.Instant
	Payable  shop.Fen
	Captured shop.Fen
	Refunded shop.Fen
}

func rowOf(stream uint32, o *flow.Order) Order {
	return Order{stream, o.ID, o.Status, o.Placed, o.Quote.Payable, o.Captured, o.Refunded}
}

// order returns the row as an order that flow.Apply can move on.
func (r *Order) order() flow.Order {
	o := flow.Order{ID: r.ID, Status: r.Status, Placed: r.Placed, Captured: r.Captured, Refunded: r.Refunded}
	o.Quote.Payable = r.Payable
	return o
}

// Orders returns a journey's orders by their ids, which is the order in which they were placed.
func (db *DB) Orders(ctx context.Context, stream uint32) ([]Order, error) {
	var all []Order
	err := ctx.Err()
	if err == nil {
		err = db.reading(func(tx *bolt.Tx) (err error) {
			all, err = readOrders(tx, stream)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read orders of journey %d: %w", stream, err)
	}
	return all, nil
}

// Totals returns the sums over all journeys.
func (db *DB) Totals(ctx context.Context) (Totals, error) {
	var t Totals
	err := ctx.Err()
	if err == nil {
		err = db.reading(func(tx *bolt.Tx) (err error) {
			t, err = readTotals(tx)
			return err
		})
	}
	if err != nil {
		return Totals{}, fmt.Errorf("read totals: %w", err)
	}
	return t, nil
}

// writeOrders moves the rows on by the rule that moves a journey's orders.
func writeOrders(tx *bolt.Tx, stream uint32, records []flow.Record) error {
	for i := range records {
		e := &records[i].Event
		var err error
		switch e.Kind {
		case flow.Begun:
			err = replaceOrders(tx, stream, e.Begin.State.Orders)
		case flow.OrderPlaced, flow.OrderPaid, flow.OrderCancelled, flow.OrderClosed, flow.OrderMoved, flow.Captured,
			flow.Refunded, flow.DepositPaid, flow.Requoted:
			err = moveOrder(tx, stream, e)
		}
		if err != nil {
			return fmt.Errorf("order of record %d: %w", records[i].Seq, err)
		}
	}
	return nil
}

func moveOrder(tx *bolt.Tx, stream uint32, e *flow.Event) error {
	var s flow.State
	if e.Kind != flow.OrderPlaced {
		key := orderKey(stream, e.OrderID)
		sealed := tx.Bucket(bucketOrders).Get(key)
		if sealed == nil {
			return nil // of an order that the journey does not have, flow.Apply says nothing either
		}
		row, err := openOrder(key, sealed)
		if err != nil {
			return err
		}
		s.Orders = []flow.Order{row.order()}
	}
	s = flow.Apply(s, *e)
	row := rowOf(stream, &s.Orders[0])
	return putOrder(tx, &row)
}

// replaceOrders lets the rows be those of the state that a session begins with. As a rule they are already.
func replaceOrders(tx *bolt.Tx, stream uint32, orders []flow.Order) error {
	had, err := readOrders(tx, stream)
	if err != nil {
		return err
	}
	rows := make(map[flow.OrderID]Order, len(had))
	for _, row := range had {
		rows[row.ID] = row
	}
	for i := range orders {
		row := rowOf(stream, &orders[i])
		if rows[row.ID] != row {
			if err := putOrder(tx, &row); err != nil {
				return err
			}
		}
		delete(rows, row.ID)
	}
	for id := range rows {
		if err := tx.Bucket(bucketOrders).Delete(orderKey(stream, id)); err != nil {
			return err
		}
	}
	return nil
}

func readOrders(tx *bolt.Tx, stream uint32) ([]Order, error) {
	var all []Order
	prefix := streamKey(stream)
	c := tx.Bucket(bucketOrders).Cursor()
	for key, sealed := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, sealed = c.Next() {
		row, err := openOrder(key, sealed)
		if err != nil {
			return nil, fmt.Errorf("order %s: %w", key[len(prefix):], err)
		}
		all = append(all, row)
	}
	return all, nil
}

func orderKey(stream uint32, id flow.OrderID) []byte { return append(streamKey(stream), id...) }

const orderSize = 1 + 4*8

func putOrder(tx *bolt.Tx, r *Order) error {
	key := orderKey(r.Stream, r.ID)
	body := append(make([]byte, 0, orderSize), byte(r.Status))
	for _, n := range []int64{int64(r.Placed), int64(r.Payable), int64(r.Captured), int64(r.Refunded)} {
		body = binary.BigEndian.AppendUint64(body, uint64(n))
	}
	return tx.Bucket(bucketOrders).Put(key, seal(key, body...))
}

func openOrder(key, sealed []byte) (Order, error) {
	body, err := unseal(key, sealed)
	if err != nil {
		return Order{}, err
	}
	if len(body) != orderSize || len(key) < 4 {
		return Order{}, errLength
	}
	n := func(i int) int64 { return int64(binary.BigEndian.Uint64(body[1+8*i:])) }
	return Order{
		Stream: binary.BigEndian.Uint32(key), ID: flow.OrderID(key[4:]), Status: flow.OrderStatus(body[0]),
		Placed: shop.Instant(n(0)), Payable: shop.Fen(n(1)), Captured: shop.Fen(n(2)), Refunded: shop.Fen(n(3)),
	}, nil
}
