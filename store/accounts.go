package store

import (
	"fmt"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/measure"
)

// mostCells and mostVisits are how much the accounts keep in memory. A store's tallies are few: weeks × flows, notes and
// products.
const (
	mostCells  = 4096
	mostVisits = 256
)

// accounts are what the one writer of a store keeps in memory of its tallies and visits. They are changed in place before
// the transaction, and forgotten where it fails. Use them with `write` held.
type accounts struct {
	db      *DB
	cells   map[measure.Cell]*cell
	changed []*cell
	visits  map[uint32]kept // the newest one of a journey
	folder  *folder
	puts    []entry // visits to be written, and bills
	bills   []entry
	err     error // why a cell could not be read
}

type cell struct {
	at      measure.Cell
	tally   *measure.Tally
	changed bool
	key     []byte
	sealed  []byte // as it is to be written; its memory is used again
}

func (db *DB) newAccounts() *accounts {
	a := &accounts{db: db, cells: map[measure.Cell]*cell{}, visits: map[uint32]kept{}}
	a.folder = newFolder(a)
	return a
}

// Tally implements measure.Book.
func (a *accounts) Tally(w measure.Week, d measure.Dim, key string) *measure.Tally {
	at := measure.Cell{Week: w, Dim: d, Key: key}
	c := a.cells[at]
	if c == nil {
		c = &cell{at: at, key: cellKey(at)}
		if c.tally = a.read(c.key); c.tally == nil {
			c.tally = &measure.Tally{}
		}
		a.cells[at] = c
	}
	if !c.changed {
		c.changed = true
		a.changed = append(a.changed, c)
	}
	return c.tally
}

// read returns a cell of the file, nil where there is none.
func (a *accounts) read(key []byte) *measure.Tally {
	var t *measure.Tally
	err := a.db.view(func(tx *bolt.Tx) (err error) {
		if sealed := tx.Bucket(bucketTallies).Get(key); sealed != nil {
			t, err = openTally(key, sealed)
		}
		return err
	})
	if err != nil && a.err == nil {
		a.err = fmt.Errorf("tally %x: %w", key, err)
	}
	return t
}

// newest returns the visit of the session that a journey is in.
func (a *accounts) newest(stream uint32) (kept, error) {
	k, ok := a.visits[stream]
	if ok {
		return k, nil
	}
	err := a.db.view(func(tx *bolt.Tx) (err error) {
		k, err = newestVisit(tx, stream)
		return err
	})
	return k, err
}

// begin makes room where there is too much.
func (a *accounts) begin() {
	if len(a.cells) > mostCells {
		clear(a.cells)
	}
	if len(a.visits) > mostVisits {
		clear(a.visits)
	}
	a.changed, a.puts, a.bills, a.err = a.changed[:0], nil, nil, nil
}

// put seals a visit.
func (a *accounts) put(stream uint32, begun uint64, v *measure.Visit) {
	key := recordKey(stream, begun)
	sealed, err := sealVisit(key, v)
	if err != nil && a.err == nil {
		a.err = fmt.Errorf("visit of record %d: %w", begun, err)
	}
	a.puts = append(a.puts, entry{key, sealed})
}

// seal makes the changed cells ready to be written.
func (a *accounts) seal() error {
	for _, c := range a.changed {
		c.sealed = sealTally(c.sealed[:0], c.key, c.tally)
	}
	return a.err
}

// write puts the visits and the cells that changed.
func (a *accounts) write(tx *bolt.Tx) error {
	visits := tx.Bucket(bucketVisits)
	visits.FillPercent = appendOnly
	if err := putAll(visits, a.puts); err != nil {
		return fmt.Errorf("visit: %w", err)
	}
	if err := putAll(tx.Bucket(bucketBills), a.bills); err != nil {
		return fmt.Errorf("bill: %w", err)
	}
	tallies := tx.Bucket(bucketTallies)
	for _, c := range a.changed {
		if err := putAll(tallies, []entry{{c.key, c.sealed}}); err != nil {
			return fmt.Errorf("tally: %w", err)
		}
	}
	return nil
}

// fold folds records that follow in a journey: their visits and the cells that change are ready to be written. What
// it returns is the newest visit.
func (a *accounts) fold(stream uint32, records []flow.Record) (kept, error) {
	a.begin()
	k, err := a.newest(stream)
	if err != nil || len(records) == 0 {
		return k, err
	}
	if err := alike(&k.visit, records); err != nil {
		return k, err
	}
	a.folder.put = func(begun uint64, v *measure.Visit) { a.put(stream, begun, v) }
	a.folder.resume(k)
	for i := range records {
		a.folder.read(&records[i])
	}
	before := k.visit.State.Bills
	k = kept{visit: a.folder.rest()}
	k.begun = a.folder.begun
	if a.bills, err = changedBills(stream, records, before, k.visit.State.Bills); err != nil {
		return k, err
	}
	return k, a.seal()
}

// alike refuses a simulated session in a journey with others, and the reverse: what the one holds on the shelves the other
// would never give back.
func alike(v *measure.Visit, records []flow.Record) error {
	was, known := v.Source == simulated, v.Records > 0
	for i := range records {
		if e := &records[i].Event; e.Kind != flow.Begun {
			known = true
		} else if is := e.Begin.Source == simulated; known && is != was {
			return fmt.Errorf("%w: simulated sessions and others do not share one", errMisfit)
		} else {
			was, known = is, true
		}
	}
	return nil
}

// foldJourneys folds whole new journeys.
func (a *accounts) foldJourneys(all []imported, sums *Totals) error {
	a.begin()
	for i := range all {
		j := &all[i]
		delete(a.visits, j.stream)
		a.folder.put = func(begun uint64, v *measure.Visit) { a.put(j.stream, begun, v) }
		a.folder.resume(kept{})
		for k := range j.Records {
			a.folder.read(&j.Records[k])
			sums.fold(&j.Records[k].Event)
		}
		newest := a.folder.rest()
		bills, err := replacedBills(j.stream, nil, newest.State.Bills)
		if err != nil {
			return err
		}
		a.bills = append(a.bills, bills...)
	}
	return a.seal()
}

// done says that what was changed is in the file.
func (a *accounts) done() {
	for _, c := range a.changed {
		c.changed = false
	}
	a.changed = a.changed[:0]
}

// forget takes back what was folded and not done: the next look is one into the file.
func (a *accounts) forget(stream uint32) {
	if len(a.changed) == 0 {
		return
	}
	for _, c := range a.changed {
		delete(a.cells, c.at)
	}
	a.changed = a.changed[:0]
	delete(a.visits, stream)
}
