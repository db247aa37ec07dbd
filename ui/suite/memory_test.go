package suite

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
)

// TestMemoryIsFlat plays many runs, of tables of cases and of seeds, and demands the same heap behind the first of them and
// behind the last. TAGTAP_LONG makes them a hundred thousand.
func TestMemoryIsFlat(t *testing.T) {
	tenth := 300
	if os.Getenv("TAGTAP_LONG") != "" {
		tenth = 10_000
	}
	w := newWorld(t)
	var table strings.Builder
	table.WriteString("story: A long table\ncases:\n")
	for i := range 500 {
		fmt.Fprintf(&table, "  - { name: row %d, qty: %d }\n", i, i%3+1)
	}
	table.WriteString("steps:\n  - open-note: oily-skin-empties\n  - tap-tag: lip-tint\n  - add-to-cart\n  - choose: { shade: rose-03 }\n" +
		"  - set-quantity: \"${qty}\"\n  - confirm\n  - expect: { cart: \"${qty}\" }\n  - expect: { place: cart }\n")
	for w.plan.Runs() < 10*tenth {
		w.add(t, fmt.Sprintf("table-%d.yaml", len(w.plan.jobs)), table.String(), 1, "native", "express")
	}
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	runs, early, late := 0, int64(0), int64(0)
	out := NewJSON(discard{})
	count := reporter{run: func() error {
		switch runs++; runs {
		case tenth:
			early = heap()
		case w.plan.Runs():
			late = heap()
		}
		return nil
	}}
	if s, err := Play(t.Context(), &w.plan, Options{Worker: w.worker}, count, out); err != nil || s.Failed == 0 {
		t.Fatal(s, err)
	}
	t.Logf("heap behind %d runs %.2f MB, behind %d %.2f MB", tenth, float64(early)/1e6, runs, float64(late)/1e6)
	if late-early > mostHeld*3/2 { // the spool of the report fills up first
		t.Errorf("the heap grows from %d to %d bytes over %d runs", early, late, runs)
	}
}

// discard is io.Discard without its way of reading all at once.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
