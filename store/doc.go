// Package store keeps the journeys of a tagtap world in one bbolt file: the journal, which is the truth, and projections
// of it, which are there for speed and can always be made again.
//
// Invariants. Check looks at all of them; the tests name them by number.
//
//	S1  A journey's records are numbered 1, 2, … without a gap, and its head knows how many there are.
//	S2  Every record carries a checksum, and every head the SHA-256 chain over all records of its journey, so that a lost
//	    tail, an emptied page or a flipped bit is found although bbolt checks nothing but its two meta pages.
//	S3  One Append is one transaction: its records, its head and its projections are there together or not at all.
//	S4  Projections equal the fold of the records: shelf, notes, reviews and posts that of flow.Share over the journeys that
//	    are not simulated, orders that of flow.Apply, sessions the records that opened them, visits, bills and tallies that
//	    of measure.Counter, however the records were cut into appends.
//	S5  Append adds nothing where the journey has another length than expected (flow.ErrStale) or where a touched shelf is
//	    not as the session saw it (flow.ErrTaken). So the last piece is sold once.
//	S6  No transaction, and no memory of one, leaves this package. Methods take and return values.
//	S7  No file is mapped into memory, and so none is written, before Preflight and a walk over its pages found it whole.
//	    On a page that the walk refuses bbolt may die or never end.
//	S8  A file is created whole or not at all.
//	S9  Damage is an ErrDamaged, never a panic, and ends all writing until the file is opened again.
//	S10 What takes the place of a store, a backup, a compacted copy or an empty one, does so by one rename, and a store that
//	    goes is kept beside its place: as <name>.snapshot-<time>, of which the newest five stay, or as
//	    <name>.damaged-<time>, which nobody removes.
//	S11 A journey is simulated, all its sessions of the source "sim", or none of them is. Simulated journeys stay apart: they
//	    leave shelf, notes, reviews and posts as they are, whatever they buy and write.
//
// There is no clock, no randomness, no float and no word of the storefront in here.
//
// The buckets. Numbers are big-endian; every value but those of meta is sealed: a version byte, the CRC-32C of key and
// body, the body. No value is empty.
//
//	bucket    key                          body
//	meta      program                      "tagtap"
//	          schema                       uint32, the version of this list
//	          catalogue, digest            the world that the file belongs to, and the last state of it that was seen
//	          created                      milliseconds since 1970, int64, of real time
//	          clean                        there while no storefront has written since the last one ended in good order
//	shoppers  shopper id                   stream, uint32; the bucket's sequence is the last stream
//	heads     stream                       records, seq of the record that opened the last session, chain hash after the
//	                                       last record, chain hash before that session: 8 + 8 + 32 + 32 bytes
//	journal   stream, seq (4 + 8 bytes)    simulated time int64, presses uvarint, the event in CBOR
//	shelf     SKU, or SKU@offer            held, sold, gone: 3 × int32; an offer with a stock of its own has a shelf of its
//	                                       own since schema 3
//	notes     number, 8 bytes              what shoppers published, in CBOR, oldest first
//	reviews   number, 8 bytes              what shoppers wrote, in CBOR, oldest first
//	orders    stream, order id             status byte, placed, payable, captured, refunded: 4 × int64
//	totals    "all"                        records, sessions, orders, captured, refunded: 5 × int64
//	          "last"                       the number of the transaction that wrote last, uint64: an older one than the meta
//	                                       page has is that of a disk that lost a write
//	sessions  stream, seq (4 + 8 bytes)    of the record that opened it: a running number, session, flow, shopper, source,
//	                                       simulated time, and from where it branched off, in CBOR. Since schema 2
//	posts     note id                      likes, saves, asks, shares and comments of shoppers, in CBOR. Since schema 2
//	visits    stream, seq (4 + 8 bytes)    of the record that opened the session, or of the journey's first one where none
//	                                       did: the session's measure.Visit in CBOR, without its bills. Since schema 4
//	bills     stream, order id             the measure.Bill of each order of the journey's newest visit, in CBOR. Since
//	                                       schema 4
//	tallies   week, dimension, key         a measure.Tally that is not all zero: its numbers as varints, lists with their
//	                                       length before them, zeros at the ends cut off. The week is an int32 plus 2^31, the
//	                                       dimension a byte. Since schema 4
//
// The hash of a record is SHA-256(hash before ‖ key ‖ sealed value); 32 zero bytes stand before the first one.
//
// A change of this list raises the schema version, with a forward migration in Open, which takes a snapshot first. A file
// of an older version may also be read as it is. One of a newer version is refused, and stays as it is.
package store
