package plot

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow/measure"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as it was; see what changed and run the test with -update\n%s", name, got)
	}
}

const huge = int64(1) << 62

func TestABarIsAsLongAsItsShare(t *testing.T) {
	for _, row := range []struct {
		n, most int64
		w       int
		scale   Scale
		want    string
	}{
		{0, 10, 8, Linear, ""}, {-3, 10, 8, Linear, ""}, {1, 0, 8, Linear, ""}, {1, 10, 0, Linear, ""},
		{10, 10, 8, Linear, "████████"}, {5, 10, 8, Linear, "████"}, {99, 10, 8, Linear, "████████"},
		{1, 1_000_000, 8, Linear, "▌"}, {huge, huge, 8, Root, "████████"}, {1, huge, 8, Root, "▌"},
		{1, 4, 8, Root, "████"}, {9, 16, 6, Root, "████▌"}, {1, 1, 1, Linear, "█"},
	} {
		c := look.NewCanvas(10, 1, look.Back)
		n := Bar(c, 0, 0, row.w, row.n, row.most, row.scale, look.Muted)
		if got := c.Plain(); got != row.want || n != cell.Width(row.want) {
			t.Errorf("%d of %d on %d: got %q, %d cells; want %q", row.n, row.most, row.w, got, n, row.want)
		}
	}
}

func TestAThinBarIsWholeCells(t *testing.T) {
	for _, row := range []struct {
		n, most int64
		want    string
	}{{0, 10, ""}, {1, 100, "━"}, {5, 10, "━━━━━"}, {10, 10, "━━━━━━━━━━"}, {huge, huge, "━━━━━━━━━━"}} {
		c := look.NewCanvas(12, 1, look.Back)
		Thin(c, 0, 0, 10, row.n, row.most, look.Faint)
		if got := c.Plain(); got != row.want {
			t.Errorf("%d of %d: got %q, want %q", row.n, row.most, got, row.want)
		}
	}
}

func TestColumnsAndSparklines(t *testing.T) {
	var b strings.Builder
	show := func(name string, w, h int, values []int64, below []string) {
		cols := make([]Column, len(values))
		for i := range values {
			cols[i].Value = values[i]
			if i < len(below) {
				cols[i].Below = below[i]
			}
		}
		c := look.NewCanvas(w, h, look.Back)
		at := Columns(c, cell.Rect{W: w, H: h}, cols)
		fmt.Fprintf(&b, "%s: columns %d at %v\n%s\n", name, w, at, c.Plain())
		c = look.NewCanvas(w, 2, look.Back)
		n := Spark(c, 0, 0, w, 2, values, look.Faint)
		fmt.Fprintf(&b, "%s: sparkline of %d\n%s\n\n", name, n, c.Plain())
	}
	show("none", 12, 3, nil, nil)
	show("one", 12, 3, []int64{7}, []string{"3"})
	show("all zero", 12, 3, []int64{0, 0, 0}, nil)
	show("some", 12, 4, []int64{1, 4, 0, 8}, []string{"周一", "", "12", "9"})
	show("huge", 12, 3, []int64{huge, 1, huge / 2}, nil)
	show("narrow", 5, 3, []int64{1, 2, 3, 4, 5, 6, 7}, nil)
	show("negative", 9, 3, []int64{-5, 5}, nil)
	golden(t, "columns.txt", b.String())
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", -1234567: "−1,234,567", huge: "4,611,686,018,427,387,904"} {
		if got := Count(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
	for fen, want := range map[int64][2]string{
		0: {"¥0", "¥0.00"}, 2131849: {"¥21,318", "¥21,318.49"}, 2131850: {"¥21,319", "¥21,318.50"}, -50: {"−¥1", "−¥0.50"}, 99999: {"¥1,000", "¥999.99"},
	} {
		if got := [2]string{Money(fen, false), Money(fen, true)}; got != want {
			t.Errorf("%d fen: got %v, want %v", fen, got, want)
		}
	}
	for tenths, want := range map[int64]string{0: "0.0", 999: "99.9", 1000: "1m40s", 59_999: "99m59s", 60_000: "1h40m", 36_000_000: "1,000h00m"} {
		if got := seconds(tenths); got != want {
			t.Errorf("%d tenths: got %s, want %s", tenths, got, want)
		}
	}
}

func TestTheFunnelIsExactInBothLanguages(t *testing.T) {
	var b strings.Builder
	none := []measure.StepRow{{Stage: "note"}, {Stage: "tag"}}
	full := []measure.StepRow{
		{Stage: "note", Units: huge}, {Stage: "product", Units: huge, OfPrevious: measure.Rate{Num: huge, Den: huge}}, {Stage: "confirmation"},
	}
	for _, w := range []int{36, 44, 74} {
		for _, lang := range []words.Lang{words.ZH, words.EN} {
			for _, rows := range [][]measure.StepRow{sample().Funnel, none, full} {
				c := look.NewCanvas(w, 20, look.Back)
				h := Funnel(c, 0, 0, w, FunnelLook{Lang: lang, Unit: words.Say(lang, "report.funnel.units"), Head: true, Wide: w > 60}, rows)
				fmt.Fprintf(&b, "%d %s, %d rows\n%s\n", w, lang, h, strings.TrimRight(c.Plain(), "\n"))
			}
		}
	}
	golden(t, "funnel.txt", b.String())
}
