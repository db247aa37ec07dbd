package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/export"
)

// numbered returns so many journeys, with numbers that have gaps.
func numbered(n int) [][]flow.Record {
	from := everything()
	all := make([][]flow.Record, n)
	for i := range all {
		all[i] = slices.Clone(from[i%len(from)])
		for j := range all[i] {
			all[i][j].Stream = uint32(i + i/7 + 1)
		}
	}
	return all
}

// exported writes journeys over some lanes: journey i goes to the lane that pick says.
func exported(t testing.TB, o export.Options, journeys [][]flow.Record, lanes int, pick func(i int) int) []byte {
	t.Helper()
	return exportedTo(t, &bytes.Buffer{}, o, journeys, lanes, pick).(*bytes.Buffer).Bytes()
}

func exportedTo(t testing.TB, out io.Writer, o export.Options, journeys [][]flow.Record, lanes int, pick func(i int) int) io.Writer {
	t.Helper()
	w, err := export.NewWriter(out, o, lanes)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for lane := range lanes {
		wait.Go(func() {
			for i, records := range journeys {
				if pick(i) != lane {
					continue
				}
				for j := range records {
					if err := w.Lane(lane).Read(&records[j]); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wait.Wait()
	if n, err := w.Close(); err != nil || n == 0 {
		t.Fatalf("%d rows, %v", n, err)
	}
	return out
}

func TestTheLanesDoNotChangeWhatIsWritten(t *testing.T) {
	goods := builtIn(t).Catalogue
	journeys := numbered(400)
	for _, format := range export.Formats() {
		o := export.Options{Format: export.Format(format), Goods: goods}
		want := exported(t, o, journeys, 1, func(int) int { return 0 })
		for name, pick := range map[string]func(int) int{
			"in turn": func(i int) int { return i % 3 }, "by chunks": func(i int) int { return i / 16 % 3 },
			"halves": func(i int) int { return i * 3 / 400 }, "one idle": func(i int) int { return i % 2 },
		} {
			if got := exported(t, o, journeys, 3, pick); !bytes.Equal(got, want) {
				t.Errorf("%s, %s: %d bytes differ from %d", format, name, len(got), len(want))
			}
		}
	}
}

func TestOnlyTheWantedSessionsAreExported(t *testing.T) {
	goods := builtIn(t).Catalogue
	journeys := numbered(120)
	all := rowsOf(goods, journeys...)
	for name, wants := range map[string]func(*flow.Begin, shop.Instant) bool{
		"a flow":   func(b *flow.Begin, _ shop.Instant) bool { return b.Flow != "native" },
		"a day":    func(_ *flow.Begin, at shop.Instant) bool { return at > journeys[0][0].At },
		"everyone": func(*flow.Begin, shop.Instant) bool { return true },
	} {
		kept := map[string]bool{}
		for _, records := range journeys {
			for i := range records {
				if b := records[i].Event.Begin; b != nil {
					kept[fmt.Sprint(records[i].Stream, b.Session)] = wants(b, records[i].At)
				}
			}
		}
		var want []export.Row
		for i := range all {
			if kept[fmt.Sprint(all[i].Journey, all[i].Session)] {
				want = append(want, all[i])
			}
		}
		got := exported(t, export.Options{Format: export.AsNDJSON, Goods: goods, Wants: wants}, journeys, 2, func(i int) int { return i % 2 })
		if len(want) == 0 || !bytes.Equal(got, ndjson(want)) {
			t.Errorf("%s: %d rows are wanted, and not what came", name, len(want))
		}
	}
}

func TestAnEmptyExportIsAHeaderAlone(t *testing.T) {
	for format, want := range map[string]string{"ndjson": "", "csv": export.BOM + (&export.CSV{}).Header()} {
		var out bytes.Buffer
		w, err := export.NewWriter(&out, export.Options{Format: export.Format(format), BOM: true}, 2)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := w.Close(); n != 0 || err != nil || out.String() != want {
			t.Errorf("%s: %d rows, %v, %q", format, n, err, out.String())
		}
	}
	var out bytes.Buffer
	w, err := export.NewWriter(&out, export.Options{Format: export.AsParquet}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if rows, err := parquet.Read[export.Row](bytes.NewReader(out.Bytes()), int64(out.Len())); err != nil || len(rows) != 0 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if _, err := export.NewWriter(&out, export.Options{Format: "xml"}, 1); err == nil {
		t.Error("a format that nobody knows is taken")
	}
}

var errFull = errors.New("the disk is full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestADiskThatIsFullIsToldToEveryLane(t *testing.T) {
	for _, format := range export.Formats() {
		w, err := export.NewWriter(full{}, export.Options{Format: export.Format(format)}, 1)
		for _, records := range numbered(3000) {
			for j := range records {
				if err == nil {
					err = w.Lane(0).Read(&records[j])
				}
			}
		}
		if err == nil {
			_, err = w.Close()
		}
		if !errors.Is(err, errFull) {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func BenchmarkExport(b *testing.B) {
	set := builtIn(b)
	journeys := numbered(4000)
	records := 0
	for i := range journeys {
		records += len(journeys[i])
	}
	for _, format := range export.Formats() {
		for _, lanes := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/%d", format, lanes), func(b *testing.B) {
				bytes := 0
				for b.Loop() {
					bytes = exportedTo(b, &counted{}, export.Options{Format: export.Format(format), Goods: set.Catalogue}, journeys, lanes,
						func(i int) int { return i / 64 % lanes }).(*counted).n
				}
				b.ReportMetric(float64(records)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
				b.ReportMetric(float64(bytes)/float64(records), "B/record")
			})
		}
	}
}

// counted is written to and forgets.
type counted struct{ n int }

func (c *counted) Write(p []byte) (int, error) {
	c.n += len(p)
	return len(p), nil
}
