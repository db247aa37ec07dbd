package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// Report is what Check found.
type Report struct {
	Journeys int       `json:"journeys"`
	Records  int64     `json:"records"`
	Findings []string  `json:"findings,omitempty"` // in words, the graver first; none when the store is as it should be
	Warnings []Warning `json:"warnings,omitempty"` // of the file; no findings
	TimedOut bool      `json:"-"`                  // bbolt's own check of the pages did not end in time, so it was left out
}

// OK says whether nothing was found.
func (r *Report) OK() bool { return len(r.Findings) == 0 }

// maxFindings and maxFinding, in bytes, keep the report of a wreck readable.
const (
	maxFindings = 50
	maxFinding  = 2000
)

func (r *Report) find(format string, args ...any) {
	switch n := len(r.Findings); {
	case n < maxFindings:
		what := fmt.Sprintf(format, args...)
		if len(what) > maxFinding {
			what = strings.ToValidUTF8(what[:maxFinding], "") + "…"
		}
		r.Findings = append(r.Findings, what)
	case n == maxFindings:
		r.Findings = append(r.Findings, "and more")
	}
}

// Check looks at everything: the pages of the file, every record and the chain of every journey, and whether replaying
// the journeys gives the orders, shelves, notes, reviews and totals that the projections hold. Nothing is written, and
// writers wait. What is wrong stands in the report; an error says that the check could not be done.
func (db *DB) Check(ctx context.Context) (Report, error) {
	return db.check(ctx, checking{pages: true})
}

// checking is what a check does, and whom it tells how far it is.
type checking struct {
	pages   bool        // bbolt's own check of the pages as well
	phase   func()      // called between the check of the pages and that of the records; nil for nobody
	records func(int64) // called every now and then with how many records were read
}

func (db *DB) check(ctx context.Context, how checking) (Report, error) {
	db.write.Lock()
	defer db.write.Unlock()
	report := Report{Warnings: db.Warnings()}
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
	c := check{report: &report, how: how, shelf: map[shop.SKU]flow.Shelf{}, posts: map[shop.NoteID]flow.Post{}, orders: map[string]Order{}}
	c.book = measure.Ledger{}
	c.folder = newFolder(c.book)
	heads := db.metaFaults()
	for _, fault := range heads {
		report.find("%s", fault)
	}
	err := db.view(func(tx *bolt.Tx) error {
		if how.pages && len(heads) == 0 { // it panics over them
			for fault := range tx.Check() {
				report.find("%v", fault)
			}
		}
		if how.phase != nil {
			how.phase()
		}
		if db.schema >= measureSchema {
			c.visits, c.billed = rowsOf(tx, bucketVisits), rowsOf(tx, bucketBills)
		}
		if err := c.journeys(ctx, tx); err != nil {
			return err
		}
		if db.schema >= measureSchema {
			c.rest()
			c.tallies(tx, db.accounts)
		}
		c.projections(tx, db.shared.Load(), db.schema)
		if fault := lastFault(tx); fault != "" {
			report.find("%s", fault)
		}
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
	how     checking
	shelf   map[shop.SKU]flow.Shelf
	notes   [][]byte
	reviews [][]byte
	posts   map[shop.NoteID]flow.Post
	orders  map[string]Order // by key
	opened  []Session        // by journey
	sums    Totals
	book    measure.Ledger // what the visits came to
	folder  *folder
	visits  rows
	billed  rows
	lost    bool // a record of some journey could not be folded
}

// journeys replays all journeys in one pass over the journal.
func (c *check) journeys(ctx context.Context, tx *bolt.Tx) error {
	heads, err := c.heads(tx)
	if err != nil {
		return err
	}
	c.report.Journeys = len(heads)
	if err := ctx.Err(); err != nil {
		return err
	}
	cursor := tx.Bucket(bucketJournal).Cursor()
	key, sealed := cursor.First()
	for _, h := range heads {
		p := replay{check: c, stream: h.stream, state: flow.State{Stream: h.stream}}
		c.folder.put = func(begun uint64, v *measure.Visit) { c.visit(h.stream, begun, v) }
		c.folder.resume(kept{})
		for ; len(key) == keySize && binary.BigEndian.Uint32(key) == h.stream; key, sealed = cursor.Next() {
			if p.n&1023 == 1023 {
				if err := ctx.Err(); err != nil {
					return err
				}
				if c.how.records != nil {
					c.how.records(c.report.Records)
				}
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
	apart  bool // it is simulated, and leaves what all shoppers see as it is
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
	if what := p.fold(&record); what != "" {
		p.lost = true
		r.find("journey %d, record %d: cannot be replayed: %s", p.stream, seq, what)
	} else if record.Event.Kind == flow.Begun {
		p.check.opened = append(p.check.opened, sessionOf(&record))
	}
}

// fold moves the journey on. The rules trust events that they made themselves; one that they did not make can break them.
func (p *replay) fold(record *flow.Record) (what string) {
	defer func() {
		if r := recover(); r != nil {
			what = fmt.Sprint(r)
		}
	}()
	e := &record.Event
	if e.Kind == flow.Begun {
		if p.n > 1 && p.apart != (e.Begin.Source == simulated) {
			p.check.report.find("journey %d, record %d: a simulated session and another one share it", p.stream, p.n)
		}
		p.apart = e.Begin.Source == simulated
	}
	p.state = flow.Apply(p.state, *e)
	if !p.apart {
		p.shared = flow.Share(p.shared, *e)
	}
	p.check.sums.fold(e)
	p.check.folder.read(record)
	return ""
}

// end compares the journey with its head, and adds what it did to the shelves.
func (p *replay) end(h head) {
	c := p.check
	if p.lost {
		c.lost = true
		c.visits.pass(p.stream)
		c.billed.pass(p.stream)
	} else {
		newest := c.folder.rest()
		c.bills(p.stream, newest.State.Bills)
	}
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
	for _, post := range p.shared.Posts {
		sum := c.posts[post.Note]
		c.posts[post.Note] = flow.Post{
			Note: post.Note, Likes: sum.Likes + post.Likes, Saves: sum.Saves + post.Saves, Asks: sum.Asks + post.Asks,
			Shares: sum.Shares + post.Shares, Comments: append(sum.Comments, post.Comments...),
		}
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
