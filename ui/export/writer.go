package export

import (
	"fmt"
	"io"
	"slices"
	"sync"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Format is how rows are written.
type Format string

// The formats.
const (
	AsNDJSON  Format = "ndjson"
	AsCSV     Format = "csv"
	AsParquet Format = "parquet"
)

// Formats lists the ids of all formats.
func Formats() []string { return []string{string(AsNDJSON), string(AsCSV), string(AsParquet)} }

// Options are what an export is made with.
type Options struct {
	Format Format
	BOM    bool // CSV begins with the mark of UTF-8, for spreadsheets
	Goods  *shop.Catalogue
	Wants  func(b *flow.Begin, at shop.Instant) bool // nil for all sessions
}

// Writer writes the rows of many journeys, which several lanes build at once. What it writes does not depend on the lanes: the
// journeys come by their number. Each lane is to be handed whole journeys, their numbers rising.
type Writer struct {
	lanes []*Lane

	mu      sync.Mutex
	out     io.Writer
	table   *Parquet // of that format, else nil
	waiting []*block // by their first journey
	free    []*block
	written int64
	err     error
}

// Lane builds the rows of some of the journeys. It is used by one goroutine.
type Lane struct {
	w       *Writer
	builder *Builder
	text    appender // nil for Parquet
	items   []byte
	texts   map[string]string // of items that come again and again
	now     *block
	journey uint32 // under way, 0 for none
	from    uint32 // no journey before it comes from this lane any more
}

type appender interface {
	Append(to []byte, r *Row) []byte
}

// block is what journeys in a row came to.
type block struct {
	first uint32
	rows  []Row  // of Parquet
	text  []byte // of the other formats
	n     int64
}

// mostTexts is how many texts of items a lane keeps.
const mostTexts = 1 << 12

// A block is handed over when it is so large, in rows or in bytes.
const (
	blockRows  = 1 << 9
	blockBytes = 1 << 17
)

// NewWriter begins an export.
func NewWriter(out io.Writer, o Options, lanes int) (*Writer, error) {
	w := &Writer{out: out}
	head := ""
	switch o.Format {
	case AsParquet:
		w.table = NewParquet(out)
	case AsCSV:
		if o.BOM {
			head = BOM
		}
		head += (&CSV{}).Header()
	case AsNDJSON:
	default:
		return nil, fmt.Errorf("export: there is no format %q", o.Format)
	}
	for range lanes {
		l := &Lane{w: w, now: w.room(), texts: map[string]string{}}
		switch o.Format {
		case AsCSV:
			l.text = &CSV{}
		case AsNDJSON:
			l.text = &NDJSON{}
		}
		l.builder = NewBuilder(o.Goods, l.row)
		l.builder.Wants = o.Wants
		w.lanes = append(w.lanes, l)
	}
	if head != "" {
		if _, err := io.WriteString(out, head); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// Lane returns the lane of a number, 0 and up.
func (w *Writer) Lane(n int) *Lane { return w.lanes[n] }

// Read makes rows of the next record. The error is that of writing, of any lane.
func (l *Lane) Read(r *flow.Record) error {
	if r.Stream != l.journey {
		if err := l.turn(r.Stream); err != nil {
			return err
		}
	}
	l.builder.Read(r)
	if b := l.now; len(b.rows) >= 2*blockRows || len(b.text) >= 2*blockBytes {
		return l.spill()
	}
	return nil
}

// spill writes what there is of a long journey, where no other lane can have one before it.
func (l *Lane) spill() error {
	w := l.w
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, other := range w.lanes {
		if other != l && other.from < l.journey {
			return w.err
		}
	}
	if len(w.waiting) == 0 || w.waiting[0].first > l.now.first {
		w.put(l.now)
		l.now = w.fresh()
		l.now.first = l.journey
	}
	return w.err
}

// turn ends a journey and goes on to the next. A block holds only journeys in a row, since another lane may have the one between.
func (l *Lane) turn(next uint32) error {
	last := l.journey
	if last > 0 {
		l.builder.End()
	}
	l.journey = next
	if b := l.now; last > 0 && next == last+1 && len(b.rows) < blockRows && len(b.text) < blockBytes {
		return nil
	}
	return l.hand(next)
}

// hand gives the block to the writer, and goes on with an empty one from a journey on.
func (l *Lane) hand(next uint32) error {
	w := l.w
	w.mu.Lock()
	defer w.mu.Unlock()
	if l.now.n > 0 {
		w.wait(l.now)
		l.now = w.fresh()
	}
	l.now.first, l.from = next, next
	w.write()
	return w.err
}

func (l *Lane) row(r *Row) {
	b := l.now
	b.n++
	if l.text != nil {
		b.text = l.text.Append(b.text, r)
		return
	}
	b.rows = append(b.rows, *r)
	flat := &b.rows[len(b.rows)-1]
	flat.Items, flat.Text = nil, ""
	if len(r.Items) == 0 {
		return
	}
	l.items = appendItems(l.items[:0], r.Items)
	known := l.texts[string(l.items)]
	if known == "" {
		known = string(l.items)
		if len(l.texts) < mostTexts {
			l.texts[known] = known
		}
	}
	flat.Text = known
}

// wait puts a block in its place among those that wait for journeys before them.
func (w *Writer) wait(b *block) {
	at, _ := slices.BinarySearchFunc(w.waiting, b.first, func(have *block, first uint32) int { return int(have.first) - int(first) })
	w.waiting = slices.Insert(w.waiting, at, b)
}

func (w *Writer) fresh() *block {
	if n := len(w.free); n > 0 {
		b := w.free[n-1]
		w.free = w.free[:n-1]
		return b
	}
	return w.room()
}

// room returns a block that has its size from the beginning.
func (w *Writer) room() *block {
	if w.table != nil {
		return &block{rows: make([]Row, 0, blockRows+blockRows/4)}
	}
	return &block{text: make([]byte, 0, blockBytes+blockBytes/4)}
}

// write writes the blocks before which no journey can come any more.
func (w *Writer) write() {
	sure := w.lanes[0].from
	for _, l := range w.lanes[1:] {
		sure = min(sure, l.from)
	}
	done := 0
	for _, b := range w.waiting {
		if b.first >= sure {
			break
		}
		w.put(b)
		done++
	}
	w.waiting = slices.Delete(w.waiting, 0, done)
}

// put writes a block, unless something went wrong before.
func (w *Writer) put(b *block) {
	if w.err == nil && w.table != nil {
		w.err = w.table.Write(b.rows)
	} else if w.err == nil {
		_, w.err = w.out.Write(b.text)
	}
	w.written += b.n
	clear(b.rows)
	b.rows, b.text, b.n = b.rows[:0], b.text[:0], 0
	w.free = append(w.free, b)
}

// Close ends all journeys and writes what is left. No lane may be in use. It returns how many rows there are.
func (w *Writer) Close() (int64, error) {
	for _, l := range w.lanes {
		if l.journey > 0 {
			l.builder.End()
		}
		if l.now.n > 0 {
			w.wait(l.now)
		}
	}
	for _, b := range w.waiting {
		w.put(b)
	}
	w.waiting = nil
	if w.err == nil && w.table != nil {
		w.err = w.table.Close()
	}
	return w.written, w.err
}
