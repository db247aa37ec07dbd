package export_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/export"
)

var resample = flag.Bool("sample", false, "write the sample anew; then the engines have to count it again, see testdata/README.md")

// sample is a file that an export wrote: all stories of that day, and the loop under every flow.
var sample = filepath.Join("testdata", "sample.parquet")

func writeSample(t *testing.T) {
	set := builtIn(t)
	var flows []string
	for _, f := range set.Flows {
		flows = append(flows, f.Name)
	}
	loops, err := played(set, []string{"loop"}, flows...)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := export.NewWriter(&b, export.Options{Format: export.AsParquet, Goods: set.Catalogue}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, records := range append(slices.Clone(everything()), loops...) {
		for _, r := range records {
			r.Stream = uint32(i + 1)
			if err := w.Lane(0).Read(&r); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(sample, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The engines ran the queries over the sample; testdata/README.md says how. Our own funnel over its rows comes to the same table.
func TestTheEnginesCountTheFunnelAsWeDo(t *testing.T) {
	if *resample {
		writeSample(t)
	}
	rows, err := parquet.ReadFile[export.Row](sample)
	if err != nil {
		t.Fatal(err)
	}
	ours := funnelOf(rows)
	if flows := strings.Count(ours, ",review,"); flows < 5 || strings.Contains(ours, "native,6,confirmation,0\n") {
		t.Errorf("the sample is too small to tell:\n%s", ours)
	}
	for _, engine := range export.Engines() {
		counted, err := os.ReadFile(filepath.Join("testdata", "funnel."+engine+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		if string(counted) != ours {
			t.Errorf("%s counted\n%s\nwe count\n%s", engine, counted, ours)
		}
	}
}

// funnelOf counts sessions by the deepest step under the usual rule, per flow, as the reports do.
func funnelOf(rows []export.Row) string {
	type unit struct {
		flow, session string
		journey       int64
	}
	matchers := map[unit]*measure.Matcher{}
	for i := range rows {
		r := &rows[i]
		if r.Branched != "" {
			continue
		}
		u := unit{r.Flow, r.Session, r.Journey}
		if matchers[u] == nil {
			matchers[u] = measure.NewMatcher(measure.Usual())
		}
		f := measure.Fact{At: shop.Instant(r.Time / 1000), Event: r.Event}
		if s, ok := flow.StageOf(r.Stage); ok {
			f.Stage = 1 << s
		}
		matchers[u].Add(&f)
	}
	counts := map[string][]int{}
	for u, m := range matchers {
		if counts[u.flow] == nil {
			counts[u.flow] = make([]int, len(flow.Stages())+1)
		}
		for step := range m.Best().Depth + 1 {
			counts[u.flow][step]++
		}
	}
	var b strings.Builder
	b.WriteString("flow,step,stage,sessions\n")
	for _, f := range slices.Sorted(maps.Keys(counts)) {
		for i, s := range flow.Stages() {
			fmt.Fprintf(&b, "%s,%d,%s,%d\n", f, i+1, s, counts[f][i+1])
		}
	}
	return b.String()
}

// What is read from the rows alone is what the reports keep of the records.
func TestTheRowsHoldTheFunnelOfTheRecords(t *testing.T) {
	set := builtIn(t)
	for _, records := range everything() {
		counts := make([]int, len(flow.Stages())+1)
		count := func(v *measure.Visit) {
			for step := range v.Best.Depth + 1 {
				counts[step]++
			}
		}
		c := measure.NewCounter(measure.Ledger{})
		c.Ended = count
		for i := range records {
			c.Read(&records[i])
		}
		v := c.Rest()
		count(&v)
		want := "flow,step,stage,sessions\n"
		for i, s := range flow.Stages() {
			want += fmt.Sprintf("%s,%d,%s,%d\n", v.Flow, i+1, s, counts[i+1])
		}
		if got := funnelOf(rowsOf(set.Catalogue, records)); got != want {
			t.Errorf("%s: its rows come to\n%s\nits records to\n%s", v.Session, got, want)
		}
	}
}

func TestAQueryIsPrintedForEachEngine(t *testing.T) {
	for _, engine := range export.Engines() {
		golden(t, "funnel."+engine+".sql", []byte(export.SQL(engine)))
	}
	if q := export.SQL("oracle"); q != "" {
		t.Errorf("an engine that nobody knows: %s", q)
	}
}
