package store

import (
	"strings"
	"testing"
)

func TestEveryWarningHasWords(t *testing.T) {
	for _, w := range []Warning{{Code: OneMeta}, {NetworkDisk, "nfs"}} {
		if words := w.String(); words == w.Code || !strings.Contains(words, w.Detail) {
			t.Errorf("%s: got %q", w.Code, words)
		}
	}
	if got := inWords([]Warning{{Code: "a"}, {Code: "b"}}); got != "a; b" {
		t.Errorf("got %q", got)
	}
}
