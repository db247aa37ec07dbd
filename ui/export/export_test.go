package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/story"
	"tagtap/ui/export"
)

var update = flag.Bool("update", false, "write what the tests compare with")

// everything are the journeys of all stories, walked once for all tests.
var everything = sync.OnceValue(func() [][]flow.Record {
	set, err := fixtures.BuiltIn()
	if err != nil {
		panic(err)
	}
	journeys, err := played(set, nil)
	if err != nil {
		panic(err)
	}
	return journeys
})

// played walks stories under flows and returns their journeys, all of one shop.
func played(set *fixtures.Set, only []string, flows ...string) ([][]flow.Record, error) {
	var all []*flow.Flow
	for _, name := range flows {
		all = append(all, set.Flow(name))
	}
	walks := &flow.Walks{}
	var journeys [][]flow.Record
	for _, file := range set.Stories {
		if len(only) > 0 && !slices.Contains(only, file.Name) {
			continue
		}
		s, err := set.Reading().Parse(file.File, file.Data)
		if err != nil {
			return nil, err
		}
		under, shoppers := all, []*flow.Shopper{set.Shopper("returning")}
		if len(under) == 0 {
			under = []*flow.Flow{set.Flow("native")}
			if len(s.Flows) > 0 {
				under = []*flow.Flow{set.Flow(s.Flows[0])}
			}
		}
		if len(s.Shoppers) > 0 {
			shoppers = []*flow.Shopper{set.Shopper(s.Shoppers[0])}
		}
		for _, r := range story.Runs(s, under, shoppers, 1) {
			var m recorder
			c := story.Config{Catalogue: set.Catalogue, Walks: walks, Journal: &m, Origin: session.Origin{
				Run: "test", Digest: r.Flow.Digest(), App: "v1.2.3",
			}}
			if r.Case.Furnished() {
				continue
			}
			if _, err := story.Play(context.Background(), r, c); err != nil {
				return nil, err
			}
			for i := range m.records { // journeys of one store have numbers of their own
				m.records[i].Stream = uint32(len(journeys) + 1)
			}
			journeys = append(journeys, m.records)
		}
	}
	return journeys, nil
}

// recorder keeps all that was appended.
type recorder struct {
	session.Memory
	records []flow.Record
}

func (m *recorder) Append(ctx context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error {
	err := m.Memory.Append(ctx, stream, expected, records, seen)
	if err == nil {
		m.records = append(m.records, records...)
	}
	return err
}

func builtIn(t testing.TB) *fixtures.Set {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// rowsOf builds the rows of journeys.
func rowsOf(goods *shop.Catalogue, journeys ...[]flow.Record) []export.Row {
	var rows []export.Row
	b := export.NewBuilder(goods, func(r *export.Row) {
		row := r.Flat()
		row.Items = slices.Clone(r.Items)
		rows = append(rows, row)
	})
	for _, records := range journeys {
		for i := range records {
			b.Read(&records[i])
		}
		b.End()
	}
	return rows
}

func ndjson(rows []export.Row) []byte {
	var n export.NDJSON
	var out []byte
	for i := range rows {
		out = n.Append(out, &rows[i])
	}
	return out
}

func csvOf(rows []export.Row) []byte {
	var c export.CSV
	out := []byte(c.Header())
	for i := range rows {
		out = c.Append(out, &rows[i])
	}
	return out
}

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not as it was; got\n%.4000s", path, got)
	}
}

func TestTheLoopIsExportedAsItWas(t *testing.T) {
	set := builtIn(t)
	journeys, err := played(set, []string{"loop"}, "native")
	if err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(set.Catalogue, journeys...)
	golden(t, "loop.ndjson", ndjson(rows))
	golden(t, "loop.csv", csvOf(rows))
}

// The columns are a promise to those who read the files.
func TestTheColumnsAreThoseThatWerePromised(t *testing.T) {
	want := strings.Fields(`ts_us seq run_id seed source shopper session_id flow flow_digest event ga4_event place stage sku quantity
		value_fen currency taps keys fields presses reason app_version schema_version
		journey branched_from from_place verb note product transaction_id payment_type promotion_id shipping_fen tax_fen fee_fen
		merchant_discount_fen platform_discount_fen abandon_stage items`)
	if got := export.Columns(); !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	keys := keysOf(t, ndjson([]export.Row{{}}))
	if want := append(slices.Clone(want[:len(want)-1]), "ga4"); !slices.Equal(keys, want) {
		t.Errorf("NDJSON\ngot  %v\nwant %v", keys, want)
	}
	header, err := csv.NewReader(bytes.NewReader(csvOf([]export.Row{{}}))).ReadAll()
	if err != nil || !slices.Equal(header[0], want) || len(header[1]) != len(want) {
		t.Errorf("CSV: %v, %v", header, err)
	}
}

// keysOf returns the keys of the first line in their order.
func keysOf(t *testing.T, line []byte) []string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(line))
	var keys []string
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key.(string))
		var skipped any
		if err := d.Decode(&skipped); err != nil {
			t.Fatal(err)
		}
	}
	return keys
}

func TestTimesRiseStrictlyWithinAJourney(t *testing.T) {
	set := builtIn(t)
	last, seq, ties := map[int64]int64{}, map[int64]int64{}, 0
	for _, r := range rowsOf(set.Catalogue, everything()...) {
		if r.Time <= last[r.Journey] {
			t.Fatalf("journey %d: %d after %d", r.Journey, r.Time, last[r.Journey])
		}
		if r.Seq < seq[r.Journey] {
			t.Fatalf("journey %d: record %d after %d", r.Journey, r.Seq, seq[r.Journey])
		}
		if r.Time%1000 != 0 {
			ties++
		}
		last[r.Journey], seq[r.Journey] = r.Time, r.Seq
	}
	if ties == 0 || len(last) < 50 {
		t.Errorf("%d ties in %d journeys, want some", ties, len(last))
	}
}

// The rows are what the reports count: no fact is lost, none is made up but the end of an abandoned session.
func TestTheRowsAreTheFactsThatReportsCount(t *testing.T) {
	set := builtIn(t)
	for _, records := range everything() {
		c := measure.NewCounter(measure.Ledger{})
		var want []string
		c.Fact = func(f *measure.Fact) { want = append(want, f.Event) }
		for i := range records {
			c.Read(&records[i])
		}
		v := c.Rest()
		if v.Outcome().Stage() > 0 {
			want = append(want, measure.NameAbandon)
		}
		var got []string
		for _, r := range rowsOf(set.Catalogue, records) {
			got = append(got, r.Event)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\ngot  %v\nwant %v", v.Session, got, want)
		}
	}
}

func TestAFileIsReadBackAsItWasWritten(t *testing.T) {
	set := builtIn(t)
	rows := rowsOf(set.Catalogue, everything()...)
	var b bytes.Buffer
	p := export.NewParquet(&b)
	if err := p.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	back, err := parquet.Read[export.Row](bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(back) != len(rows) || len(rows) < 1000 {
		t.Fatalf("%d rows of %d", len(back), len(rows))
	}
	for i := range rows {
		want := rows[i]
		want.Items = nil // the file has them as text
		if !reflect.DeepEqual(back[i], want) {
			t.Fatalf("row %d:\ngot  %+v\nwant %+v", i, back[i], want)
		}
	}
	t.Logf("%d rows, %d bytes of Parquet, %d of NDJSON, %d of CSV", len(rows), b.Len(), len(ndjson(rows)), len(csvOf(rows)))
}

// An engine that finds wrong bounds in the column index passes over rows that it should count: ClickHouse does.
func TestTheBoundsOfAFileHoldForItsRows(t *testing.T) {
	rows := rowsOf(builtIn(t).Catalogue, everything()...)
	var b bytes.Buffer
	p := export.NewParquet(&b)
	if err := errors.Join(p.Write(rows), p.Close()); err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var events []string
	for i := range rows {
		events = append(events, rows[i].Event)
	}
	chunk := file.RowGroups()[0].ColumnChunks()[slices.Index(export.Columns(), "event")]
	index, err := chunk.ColumnIndex()
	if err != nil {
		t.Fatal(err)
	}
	low, high := index.MinValue(0).String(), index.MaxValue(0).String()
	for i := range index.NumPages() {
		low, high = min(low, index.MinValue(i).String()), max(high, index.MaxValue(i).String())
	}
	if low != slices.Min(events) || high != slices.Max(events) {
		t.Errorf("from %q to %q, want %q to %q", low, high, slices.Min(events), slices.Max(events))
	}
}
