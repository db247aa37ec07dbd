package cli

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

func TestTheSearchForPathsCanBeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	sh := &shell{Streams: Streams{Out: &out}}
	sh.flows = []string{"native"}
	if found, err := sh.paths(ctx); !errors.Is(err, context.Canceled) || found != nil || out.Len() > 0 {
		t.Errorf("got %v, %v", found, err)
	}
}

func TestResultsOfSessionsThatCannotBeWrittenAreAnError(t *testing.T) {
	db := t.TempDir() + "/shop.db"
	if code, _, errs := call(t, nil, "run", "buy-now", "--flow", "native", "--db", db); code != 0 {
		t.Fatal(errs)
	}
	_, id, _ := call(t, nil, "sessions", "--limit", "1", "--db", db)
	id, _, _ = strings.Cut(id, " ")
	for _, args := range [][]string{{"man"}, {"sessions", "--db", db}, {"sessions", "--json", "--db", db}, {"replay", id, "--db", db}} {
		var errs bytes.Buffer
		code := Main(args, Streams{In: &bytes.Buffer{}, Out: full{}, Err: &errs})
		if code != exitOutside || !bytes.Contains(errs.Bytes(), []byte("no one reads")) {
			t.Errorf("%v: code %d: %s", args, code, errs.String())
		}
	}
}
