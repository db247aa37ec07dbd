package cli

import (
	"strings"
	"testing"

	"tagtap/fixtures"
)

// A change that adds a tap to any walk of the built-in flows fails here, and shows the new shortest walk. Where it was meant:
// go run . paths --promise ui/cli/testdata/promise.yaml --update
func TestTheBuiltInFlowsKeepTheirPromises(t *testing.T) {
	code, out, errs := call(t, nil, "paths", "--promise", "testdata/promise.yaml")
	if code != exitDone || errs != "" {
		t.Fatalf("code %d: %s%s", code, out, errs)
	}
	if !strings.HasSuffix(out, " promises kept, 0 broken\n") || strings.Contains(out, "--update") {
		t.Errorf("the file promises less than the flows hold:\n%s", out)
	}
}

// Whatever a promise file holds, it is read without a panic, and what is read names a flow, a shopper and stages in order.
func FuzzPromiseFile(f *testing.F) {
	for _, seed := range []string{
		"promise:\n  native:\n    new: {note-to-tag: 1, note-to-cart: none}\n", "promise: {native: {new: {}}}\n",
		"promise:\n  x:\n    y: {cart-to-note: -1}\n", "promise: 1\n", "",
	} {
		f.Add([]byte(seed))
	}
	set, err := fixtures.BuiltIn()
	if err != nil {
		f.Fatal(err)
	}
	w := &world{set}
	f.Fuzz(func(t *testing.T, data []byte) {
		pins, err := parsePins(w, "p.yaml", data)
		if err != nil {
			return
		}
		for _, pin := range pins {
			if pin.flow == nil || pin.shopper == nil || pin.taps == nil {
				t.Fatalf("got %+v", pin)
			}
			for _, p := range pin.taps {
				if p.From >= p.To || p.Taps < 0 || p.Taps > mostPinned {
					t.Fatalf("got %+v", p)
				}
			}
		}
	})
}
