package store

import (
	"bytes"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/measure"
)

// sealBill returns the row of an order that tallies may still have to know.
func sealBill(stream uint32, b *measure.Bill) (entry, error) {
	key := orderKey(stream, b.Order)
	body, err := encode(b)
	return entry{key, seal(key, body...)}, err
}

// changedBills returns the rows that records change, from those of before to those of now; one with nothing sealed goes. Most
// records change none, so they are not all looked at.
func changedBills(stream uint32, records []flow.Record, before, now []measure.Bill) ([]entry, error) {
	var rows []entry
	put := func(b *measure.Bill) error {
		row, err := sealBill(stream, b)
		rows = append(rows, row)
		return err
	}
	for i := range records {
		e := &records[i].Event
		id := e.OrderID
		switch {
		case e.Kind == flow.Begun:
			return replacedBills(stream, before, now)
		case e.Kind == flow.OrderPlaced:
			id = e.Order.ID
		case id == "":
			continue
		}
		if at := slices.IndexFunc(now, func(b measure.Bill) bool { return b.Order == id }); at >= 0 {
			if err := put(&now[at]); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// replacedBills are all rows: a session begins with the orders that its first record states.
func replacedBills(stream uint32, before, now []measure.Bill) ([]entry, error) {
	var rows []entry
	for i := range before {
		id := before[i].Order
		if !slices.ContainsFunc(now, func(b measure.Bill) bool { return b.Order == id }) {
			rows = append(rows, entry{key: orderKey(stream, id)})
		}
	}
	for i := range now {
		row, err := sealBill(stream, &now[i])
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func putBills(tx *bolt.Tx, stream uint32, bills []measure.Bill) error {
	rows, err := replacedBills(stream, nil, bills)
	if err != nil {
		return err
	}
	return putAll(tx.Bucket(bucketBills), rows)
}

// putAll writes rows, and takes away those of which nothing is sealed.
func putAll(b *bolt.Bucket, rows []entry) error {
	for _, row := range rows {
		err := error(nil)
		if len(row.sealed) == 0 {
			err = b.Delete(row.key)
		} else {
			err = b.Put(row.key, row.sealed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func readBills(tx *bolt.Tx, stream uint32) ([]measure.Bill, error) {
	var all []measure.Bill
	prefix := streamKey(stream)
	c := tx.Bucket(bucketBills).Cursor()
	for key, sealed := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, sealed = c.Next() {
		b, err := openBill(key, sealed)
		if err != nil {
			return nil, fmt.Errorf("bill of order %s: %w", key[len(prefix):], err)
		}
		all = append(all, b)
	}
	return all, nil
}

func openBill(key, sealed []byte) (measure.Bill, error) {
	var b measure.Bill
	body, err := unseal(key, sealed)
	if err != nil {
		return b, err
	}
	if err := decode(body, &b); err != nil {
		return b, unreadable(err)
	}
	if len(key) < 4 || string(key[4:]) != string(b.Order) {
		return b, errChain
	}
	return b, nil
}
