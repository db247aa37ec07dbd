package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
)

// Schema is the version of the buckets that doc.go lists.
const Schema = 4

// lockWait is how long Open waits for another storefront to close the file.
const lockWait = 500 * time.Millisecond

var (
	bucketMeta     = []byte("meta")
	bucketShoppers = []byte("shoppers")
	bucketHeads    = []byte("heads")
	bucketJournal  = []byte("journal")
	bucketShelf    = []byte("shelf")
	bucketNotes    = []byte("notes")
	bucketReviews  = []byte("reviews")
	bucketOrders   = []byte("orders")
	bucketTotals   = []byte("totals")
	bucketSessions = []byte("sessions")
	bucketPosts    = []byte("posts")
	bucketVisits   = []byte("visits")
	bucketBills    = []byte("bills")
	bucketTallies  = []byte("tallies")

	buckets = [][]byte{
		bucketMeta, bucketShoppers, bucketHeads, bucketJournal, bucketShelf, bucketNotes, bucketReviews, bucketOrders,
		bucketTotals, bucketSessions, bucketPosts, bucketVisits, bucketBills, bucketTallies,
	}

	keyProgram   = []byte("program")
	keySchema    = []byte("schema")
	keyCatalogue = []byte("catalogue")
	keyDigest    = []byte("digest")
	keyCreated   = []byte("created")
	keyClean     = []byte("clean")
	keyAll       = []byte("all")
	keyLast      = []byte("last")

	program = []byte("tagtap")
	yes     = []byte{1}
)

// Options says how a file is opened. The zero value opens an existing file of whatever catalogue.
type Options struct {
	Catalogue string        // id of the catalogue; a file of another one is refused, "" takes any and creates none
	Digest    string        // of the catalogue's files; a new one is noted in the file
	Now       time.Time     // real time, the date of a file that is created
	ReadOnly  bool          // the file has to be there and is not written; several may read at once
	Timeout   time.Duration // wait for the lock; 0 means 500 ms
	NoSync    bool          // do not wait for the disk. For tests: a power cut destroys such a file

	maxSize int       // bytes that the file may have, for tests of a full disk
	mapped  func(*DB) // called before anything is read or written, for tests of a failing one
}

// DB is an open store. Its methods may be called by several goroutines at once.
type DB struct {
	path      string
	bolt      *bolt.DB
	file      *os.File    // bbolt's own; read for the page check, never written or closed here
	identity  os.FileInfo // of the file that was opened
	readOnly  bool
	wait      time.Duration // for the lock
	schema    uint32        // of the file, as catalogue is
	catalogue string
	warnings  []Warning

	write  sync.Mutex // one Append, Stream, Check or Close at a time
	clean  bool       // the mark of a good end is in the file
	broken error      // why nothing is written any more
	closed bool

	accounts *accounts // with `write` held

	shared atomic.Pointer[flow.Shared] // what the shelf, note, review and post buckets hold; nil before the first look
}

// Open opens the store of a path, and creates it when it is not there. It returns ErrLocked, ErrDamaged, ErrNewer,
// ErrForeign, ErrDenied or ErrFull, all with a hint, and fs.ErrNotExist for a missing file that may not be created.
func Open(path string, o Options) (*DB, error) {
	_, warning, err := preflight(path)
	if errors.Is(err, fs.ErrNotExist) && !o.ReadOnly && o.Catalogue != "" {
		if err = create(path, o); err != nil {
			return nil, fmt.Errorf("create store: %w", outside(path, err))
		}
		if _, warning, err = preflight(path); errors.Is(err, fs.ErrNotExist) {
			err = ErrForeign{path, "a link to a file that is not there"}
		}
	}
	if err != nil {
		return nil, err
	}
	db := &DB{path: path, readOnly: o.ReadOnly}
	db.accounts = db.newAccounts()
	if err := db.open(o); err != nil {
		return nil, err
	}
	// A writer that closed between the look and the lock may have left a meta page half written to us, whole to itself.
	if warning {
		if _, warning, _ = preflight(path); warning {
			db.warnings = append(db.warnings, Warning{Code: OneMeta})
		}
	}
	if disk := networkDisk(path); disk != "" {
		db.warnings = append(db.warnings, Warning{Code: NetworkDisk, Detail: disk})
	}
	if o.mapped != nil {
		o.mapped(db)
	}
	err = db.accept(o)
	if err == nil && !o.ReadOnly {
		err = db.bringUp(o)
	}
	if err != nil {
		_ = db.bolt.Close()
		return nil, err
	}
	return db, nil
}

// open locks the file, walks its pages, and only then lets bbolt map it.
func (db *DB) open(o Options) error {
	if db.wait = o.Timeout; db.wait == 0 {
		db.wait = lockWait
	}
	o.Timeout = db.wait
	err := db.guard(func() (err error) {
		db.bolt, err = bolt.Open(db.path, 0o600, &bolt.Options{
			Timeout: o.Timeout, ReadOnly: o.ReadOnly, PreLoadFreelist: true, FreelistType: bolt.FreelistMapType,
			NoSync: o.NoSync, NoGrowSync: o.NoSync, NoStatistics: true, MaxSize: o.maxSize, OpenFile: db.openFile,
		})
		return outside(db.path, err)
	})
	if err == nil && !locksFirst {
		if err = db.walk(); err != nil {
			_ = db.bolt.Close()
		}
	} else if damaged := (ErrDamaged{}); errors.As(err, &damaged) && db.file != nil {
		// bbolt panics over its list of free pages, and then leaves the file open and locked.
		unlock(db.file)
		_ = db.file.Close()
	}
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	return nil
}

// walk says what is wrong with the pages of the file, as damage. On a page that it refuses bbolt may die, or never end.
func (db *DB) walk() error {
	if faults := db.pageFaults(); len(faults) > 0 {
		return ErrDamaged{db.path, sum(faults)}
	}
	return nil
}

// sum says the first of several faults, and how many there are.
func sum(faults []string) string {
	if len(faults) == 1 {
		return faults[0]
	}
	return fmt.Sprintf("%s, and %d more", faults[0], len(faults)-1)
}

// openFile keeps what is needed to see later whether the path still names the same file, and hands over only a file whose
// pages are whole. It never creates one: bbolt would make an empty file a store of its own.
func (db *DB) openFile(path string, flag int, mode os.FileMode) (*os.File, error) {
	f, err := os.OpenFile(path, flag&^os.O_CREATE, mode)
	if err != nil {
		return nil, err
	}
	if db.identity, err = f.Stat(); err != nil {
		_ = f.Close()
		return nil, err
	}
	db.file = f
	if locksFirst {
		err = lock(f, !db.readOnly, db.wait)
		if err == nil {
			err = db.walk()
		}
		if err != nil {
			db.file = nil
			_ = f.Close()
			return nil, err
		}
	}
	return f, nil
}

// accept looks at whose file it is, in which version, and whether it was closed in good order.
func (db *DB) accept(o Options) error {
	return db.view(func(tx *bolt.Tx) error {
		meta := tx.Bucket(bucketMeta)
		if meta == nil || string(meta.Get(keyProgram)) != string(program) {
			return ErrForeign{db.path, "not a tagtap store"}
		}
		version := meta.Get(keySchema)
		if len(version) != 4 {
			return ErrDamaged{db.path, "no schema version"}
		}
		switch db.schema = binary.BigEndian.Uint32(version); {
		case db.schema > Schema:
			return ErrNewer{db.path, fmt.Sprintf("schema version %d, known is %d", db.schema, Schema)}
		case db.schema == 0:
			return ErrDamaged{db.path, "schema version 0"}
		}
		for _, name := range bucketsOf(db.schema) {
			if tx.Bucket(name) == nil {
				return ErrDamaged{db.path, fmt.Sprintf("bucket %s is missing", name)}
			}
		}
		if db.catalogue = string(meta.Get(keyCatalogue)); o.Catalogue != "" && db.catalogue != o.Catalogue {
			return ErrForeign{db.path, fmt.Sprintf("it belongs to catalogue %q, not to %q", db.catalogue, o.Catalogue)}
		}
		db.clean = meta.Get(keyClean) != nil && !behind(tx, uint64(tx.ID()))
		return nil
	})
}

// bringUp does what a file needs before this program writes into it: the buckets of this schema, and the catalogue's
// digest.
func (db *DB) bringUp(o Options) error {
	removeTemps(db.path, o.Now)
	if err := db.migrate(o.Now); err != nil {
		return err
	}
	if o.Digest == "" {
		return nil
	}
	known := false
	err := db.view(func(tx *bolt.Tx) error {
		known = string(tx.Bucket(bucketMeta).Get(keyDigest)) == o.Digest
		return nil
	})
	if err != nil || known {
		return err
	}
	return db.update(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Put(keyDigest, []byte(o.Digest)) })
}

// Path returns the file that is open.
func (db *DB) Path() string { return db.path }

// Warnings returns what the shopper should know about the file although it opened.
func (db *DB) Warnings() []Warning { return slices.Clone(db.warnings) }

// Warning returns the same in words, or "".
func (db *DB) Warning() string { return inWords(db.warnings) }

// Clean says whether the storefront that wrote last ended in good order. Where it did not, a Check is due.
func (db *DB) Clean() bool {
	db.write.Lock()
	defer db.write.Unlock()
	return db.clean
}

// Closed says whether Close was called.
func (db *DB) Closed() bool {
	db.write.Lock()
	defer db.write.Unlock()
	return db.closed
}

// Close marks a good end and closes the file. A second Close does nothing.
func (db *DB) Close() error {
	db.write.Lock()
	defer db.write.Unlock()
	if db.closed {
		return nil
	}
	db.closed = true
	var marked error
	if !db.readOnly && !db.clean && db.broken == nil {
		marked = db.commit(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Put(keyClean, yes) })
	}
	if err := errors.Join(marked, db.bolt.Close()); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// view runs a reading transaction.
func (db *DB) view(fn func(*bolt.Tx) error) error {
	return db.guard(func() error { return db.bolt.View(fn) })
}

// update runs a writing transaction that takes away the mark of a good end. Call it with `write` held, or alone.
func (db *DB) update(fn func(*bolt.Tx) error) error {
	err := db.commit(func(tx *bolt.Tx) error {
		if db.clean {
			if err := tx.Bucket(bucketMeta).Delete(keyClean); err != nil {
				return err
			}
		}
		return fn(tx)
	})
	if err == nil {
		db.clean = false
	}
	return err
}

// commit runs a writing transaction. Damage, a file that is gone and a commit of which nobody knows whether it took place
// end all writing.
func (db *DB) commit(fn func(*bolt.Tx) error) error {
	if db.broken != nil {
		return db.broken
	}
	if info, err := os.Stat(db.path); err != nil || !os.SameFile(info, db.identity) {
		db.broken = ErrMoved{db.path}
		return db.broken
	}
	decided, before := false, 0
	err := db.guard(func() error {
		return db.bolt.Update(func(tx *bolt.Tx) error {
			before = tx.ID()
			err := fn(tx)
			if err == nil {
				err = putLast(tx)
			}
			decided = err == nil
			return err
		})
	})
	if err == nil {
		return nil
	}
	err = outside(db.path, err)
	if damaged := (ErrDamaged{}); errors.As(err, &damaged) {
		db.broken = err
		return err
	}
	if decided {
		db.doubt(before, err)
	}
	return err
}

// doubt looks whether a commit that failed can be seen all the same: then its last write arrived and only its sync did
// not, and whether it is on the disk is known after a restart.
func (db *DB) doubt(id int, cause error) {
	err := db.view(func(tx *bolt.Tx) error {
		if tx.ID() >= id {
			db.broken = fmt.Errorf("write store %s: the disk may not have the last tap: %w", db.path, cause)
		}
		return nil
	})
	if err != nil {
		db.broken = err
	}
}

// guard runs what reads pages of the file. bbolt panics on a damaged page, and a page that the disk no longer has is a
// memory fault; both become ErrDamaged. This is the only place that recovers from them.
func (db *DB) guard(fn func() error) (err error) {
	faults := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(faults)
	defer func() {
		if r := recover(); r != nil {
			err = ErrDamaged{db.path, fmt.Sprint(r)}
		}
	}()
	return fn()
}
