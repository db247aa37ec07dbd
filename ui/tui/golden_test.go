package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
)

// The whole terminal at every place of the tour, as plain text: at 100×32, and the four key places at the other sizes.
func TestTheTourLooksAsItDid(t *testing.T) {
	key := map[flow.Place]bool{flow.Feed: true, flow.Product: true, flow.Cart: true, flow.Checkout: true}
	a := open(t, truecolour, words.ZH)
	for _, stop := range tour {
		a.tap(t, stop.walk...)
		sizes := [][2]int{{100, 32}}
		if key[stop.place] {
			sizes = append(sizes, [2]int{60, 30}, [2]int{80, 24}, [2]int{140, 45})
		}
		for _, size := range sizes {
			a.cols, a.rows = size[0], size[1]
			c, _ := a.Canvas()
			golden(t, fmt.Sprintf("%s-%dx%d.txt", stop.place, size[0], size[1]), c.Plain()+"\n")
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test ./ui/tui -update)", err)
	}
	if string(want) != got {
		t.Errorf("%s is stale; look at the difference, then go test ./ui/tui -update\n%s", path, got)
	}
}
