package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Report is what Check found.
type Report struct {
	Journeys int
	Records  int64
	Findings []string // in words, the graver first; none when the store is as it should be
}

// OK says whether nothing was found.
func (r *Report) OK() bool { return len(r.Findings) == 0 }

// maxFindings keeps the report of a wreck readable.
const maxFindings = 50

func (r *Report) find(format string, args ...any) {
	switch n := len(r.Findings); {
	case n < maxFindings:
		r.Findings = append(r.Findings, fmt.Sprintf(format, args...))
	case n == maxFindings:
		r.Findings = append(r.Findings, "and more")
	}
}

// Check looks at everything: the pages of the file, every record and the chain of every journey, and whether replaying
// the journeys gives the orders, shelves, notes, reviews and totals that the projections hold. Nothing is written, and
// writers wait. What is wrong stands in the report; an error says that the check could not be done.
func (db *DB) Check(ctx context.Context) (Report, error) {
	db.write.Lock()
	defer db.write.Unlock()
	var report Report
	if db.closed {
		return report, errors.New("check store: it is closed")
	}
	// bbolt's own check hangs, or dies of a fault in a goroutine of its own, on pages that this one refuses.
	for _, fault := range db.pageFaults() {
		report.find("%s", fault)
	}
	if !report.OK() {
		_ = db.judged(ErrDamaged{db.path, report.Findings[0]})
		return report, nil
	}
	c := check{report: &report, shelf: map[shop.SKU]flow.Shelf{}, orders: map[string]Order{}}
	heads := db.metaFaults()
	for _, fault := range heads {
		report.find("%s", fault)
	}
	err := db.view(func(tx *bolt.Tx) error {
		if len(heads) == 0 { // it panics over them
			for fault := range tx.Check() {
				report.find("%v", fault)
			}
		}
		if err := c.journeys(ctx, tx); err != nil {
			return err
		}
		c.projections(tx, db.shared.Load())
		return nil
	})
	if damaged := (ErrDamaged{}); errors.As(err, &damaged) {
		report.find("%s", damaged.What)
		err = nil
	}
	if err != nil {
		return report, fmt.Errorf("check store: %w", err)
	}
	return report, nil
}

// check is what replaying the journeys gives.
type check struct {
	report  *Report
	shelf   map[shop.SKU]flow.Shelf
	notes   [][]byte
	reviews [][]byte
	orders  map[string]Order // by key
	sums    Totals
}

// journeys replays all journeys in one pass over the journal.
func (c *check) journeys(ctx context.Context, tx *bolt.Tx) error {
	heads, err := c.heads(tx)
	if err != nil {
		return err
	}
	c.report.Journeys = len(heads)
	cursor := tx.Bucket(bucketJournal).Cursor()
	key, sealed := cursor.First()
	for _, h := range heads {
		p := replay{check: c, stream: h.stream, state: flow.State{Stream: h.stream}}
		for ; len(key) == keySize && binary.BigEndian.Uint32(key) == h.stream; key, sealed = cursor.Next() {
			if err := ctx.Err(); p.n&1023 == 0 && err != nil {
				return err
			}
			p.add(key, sealed)
		}
		p.end(h.head)
	}
	if key != nil {
		c.report.find("journal: record %x belongs to no journey", key)
	}
	return nil
}

type journey struct {
	stream uint32
	head   head
}

// heads returns the rows of all journeys, by stream, and compares them with the shoppers.
func (c *check) heads(tx *bolt.Tx) ([]journey, error) {
	var all []journey
	err := tx.Bucket(bucketHeads).ForEach(func(key, sealed []byte) error {
		h, err := openHead(key, sealed)
		if err != nil || len(key) != 4 {
			c.report.find("head of journey %x: unreadable: %v", key, err)
			return nil
		}
		all = append(all, journey{binary.BigEndian.Uint32(key), h})
		return nil
	})
	if err != nil {
		return nil, err
	}
	streams := map[uint32]string{}
	err = tx.Bucket(bucketShoppers).ForEach(func(key, _ []byte) error {
		stream, err := streamOf(tx, string(key))
		if other, ok := streams[stream]; err != nil || ok {
			c.report.find("shopper %s: journey %d is unreadable or also that of %q: %v", key, stream, other, err)
		}
		streams[stream] = string(key)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, h := range all {
		if _, ok := streams[h.stream]; !ok {
			c.report.find("journey %d: no shopper has it", h.stream)
		}
		delete(streams, h.stream)
	}
	for _, stream := range slices.Sorted(maps.Keys(streams)) {
		c.report.find("shopper %s: journey %d has no head", streams[stream], stream)
	}
	return all, nil
}

// replay is one journey while it is walked.
type replay struct {
	check  *check
	stream uint32
	n      uint64
	head   head
	gap    bool
	lost   bool // a record could not be folded, so no state is known
	state  flow.State
	shared flow.Shared
}

func (p *replay) add(key, sealed []byte) {
	p.n++
	r := p.check.report
	seq := binary.BigEndian.Uint64(key[4:])
	if seq != p.n && !p.gap {
		p.gap = true
		r.find("journey %d: record %d stands where %d should", p.stream, seq, p.n)
	}
	record, err := openRecord(key, sealed)
	if err != nil {
		p.lost = true
		r.find("journey %d, record %d: unreadable: %v", p.stream, seq, err)
		return
	}
	r.Records++
	p.head.add(key, sealed, record.Event.Kind)
	if p.lost {
		return
	}
	if what := p.fold(record.Event); what != "" {
		p.lost = true
		r.find("journey %d, record %d: cannot be replayed: %s", p.stream, seq, what)
	}
}

// fold moves the journey on. The rules trust events that they made themselves; one that they did not make can break them.
func (p *replay) fold(e flow.Event) (what string) {
	defer func() {
		if r := recover(); r != nil {
			what = fmt.Sprint(r)
		}
	}()
	p.state = flow.Apply(p.state, e)
	p.shared = flow.Share(p.shared, e)
	p.check.sums.fold(&e)
	return ""
}

// end compares the journey with its head, and adds what it did to the shelves.
func (p *replay) end(h head) {
	c := p.check
	switch {
	case p.n != h.count:
		c.report.find("journey %d: %d records, its head knows %d", p.stream, p.n, h.count)
	case !p.lost && (p.head != h || p.state.Seq != p.n):
		c.report.find("journey %d: the chain over its records does not lead to its head", p.stream)
	}
	for i := range p.state.Orders {
		row := rowOf(p.stream, &p.state.Orders[i])
		c.orders[string(orderKey(p.stream, row.ID))] = row
	}
	for _, s := range p.shared.Shelf {
		sum := c.shelf[s.SKU]
		c.shelf[s.SKU] = flow.Shelf{SKU: s.SKU, Held: sum.Held + s.Held, Sold: sum.Sold + s.Sold, Gone: sum.Gone + s.Gone}
	}
	c.notes = append(c.notes, encodeAll(p.shared.Notes)...)
	c.reviews = append(c.reviews, encodeAll(p.shared.Reviews)...)
}

func encodeAll[T any](all []T) [][]byte {
	encoded := make([][]byte, len(all))
	for i := range all {
		encoded[i], _ = encode(&all[i])
	}
	return encoded
}

// projections compares every bucket that was folded with the replay, and what is kept in memory with the buckets.
func (c *check) projections(tx *bolt.Tx, kept *flow.Shared) {
	shared, err := readShared(tx)
	if err != nil {
		c.report.find("shared state: unreadable: %v", err)
	} else {
		c.shelves("replayed", &shared)
		c.lists("note", "replayed", c.notes, encodeAll(shared.Notes))
		c.lists("review", "replayed", c.reviews, encodeAll(shared.Reviews))
	}
	if kept != nil {
		c.shelf = map[shop.SKU]flow.Shelf{}
		for _, s := range kept.Shelf {
			c.shelf[s.SKU] = s
		}
		c.shelves("in memory", &shared)
		c.lists("note", "in memory", encodeAll(kept.Notes), encodeAll(shared.Notes))
		c.lists("review", "in memory", encodeAll(kept.Reviews), encodeAll(shared.Reviews))
	}
	c.orderRows(tx)
	if all, err := readTotals(tx); err != nil {
		c.report.find("%v", err)
	} else if all != c.sums {
		c.report.find("totals: %+v kept, %+v replayed", all, c.sums)
	}
}

func (c *check) shelves(how string, shared *flow.Shared) {
	skus := slices.Collect(maps.Keys(c.shelf))
	for _, s := range shared.Shelf {
		if _, ok := c.shelf[s.SKU]; !ok {
			skus = append(skus, s.SKU)
		}
	}
	slices.Sort(skus)
	for _, sku := range skus {
		want, got := c.shelf[sku], shared.On(sku)
		want.SKU = sku
		if want != got {
			c.report.find("shelf of %s: %+v kept, %+v %s", sku, got, want, how)
		}
		if want.Held < 0 || want.Sold < 0 || want.Gone < 0 {
			c.report.find("shelf of %s: less than nothing: %+v", sku, want)
		}
	}
}

// lists compares without regard to order: that between journeys is not in the journal.
func (c *check) lists(what, how string, want, got [][]byte) {
	slices.SortFunc(want, bytes.Compare)
	slices.SortFunc(got, bytes.Compare)
	if !slices.EqualFunc(want, got, bytes.Equal) {
		c.report.find("%ss: %d kept, %d %s, or one differs", what, len(got), len(want), how)
	}
}

func (c *check) orderRows(tx *bolt.Tx) {
	err := tx.Bucket(bucketOrders).ForEach(func(key, sealed []byte) error {
		got, err := openOrder(key, sealed)
		if err != nil {
			c.report.find("order %x: unreadable: %v", key, err)
			return nil
		}
		want, ok := c.orders[string(key)]
		switch {
		case !ok:
			c.report.find("order %s of journey %d: no record placed it", got.ID, got.Stream)
		case got != want:
			c.report.find("order %s of journey %d: %+v kept, %+v replayed", got.ID, got.Stream, got, want)
		}
		delete(c.orders, string(key))
		return nil
	})
	if err != nil {
		c.report.find("orders: %v", err)
	}
	for _, key := range slices.Sorted(maps.Keys(c.orders)) {
		o := c.orders[key]
		c.report.find("order %s of journey %d: placed, but not among the orders", o.ID, o.Stream)
	}
}
