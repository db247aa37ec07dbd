package export

import (
	"io"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

// group is how many rows stand together in a Parquet file. Their dictionaries and pages are held until they are written.
const group = 1 << 17

// Parquet writes rows as a Parquet file (parquet.apache.org): flat columns, dictionaries, zstd. What it writes depends on the
// rows alone, not on how many come at once.
type Parquet struct {
	w    *parquet.GenericWriter[Row]
	rows []Row // not written yet: pages begin by how many rows were written at once, and that is always the same
}

// NewParquet returns a writer. Its file is whole once Close returned nil.
func NewParquet(w io.Writer) *Parquet {
	return &Parquet{w: parquet.NewGenericWriter[Row](w,
		parquet.Compression(&parquet.Zstd), parquet.CreatedBy("tagtap", strconv.Itoa(SchemaVersion), ""),
		// The bounds of pages stay in the column index: an engine that finds none there may pass over all rows.
		parquet.MaxRowsPerRowGroup(group), parquet.DataPageStatistics(false))}
}

// Write writes rows; their Text is to be filled in, as Flat does.
func (p *Parquet) Write(rows []Row) error {
	for len(rows) > 0 {
		n := min(len(rows), blockRows-len(p.rows))
		p.rows = append(p.rows, rows[:n]...)
		rows = rows[n:]
		if len(p.rows) == blockRows {
			if err := p.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Parquet) flush() error {
	_, err := p.w.Write(p.rows)
	p.rows = p.rows[:0]
	return err
}

// Close writes the rest and the footer.
func (p *Parquet) Close() error {
	if err := p.flush(); err != nil {
		return err
	}
	return p.w.Close()
}

// Flat returns a copy of the row that shares nothing with it, its items as text.
func (r *Row) Flat() Row {
	flat := *r
	flat.Items = nil
	if len(r.Items) > 0 {
		flat.Text = string(appendItems(nil, r.Items))
	}
	return flat
}
