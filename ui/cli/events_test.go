package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/session"
)

// ticking is a clock that is a second later each time that somebody looks.
func ticking() func() time.Time {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Second); return now }
}

// mirrorWalk opens the storefront of a store, without its screen, with --events, and lets somebody tap.
func mirrorWalk(t *testing.T, clock func() time.Time, path, events string, walk func(k *walker) error) error {
	t.Helper()
	sh := &shell{Streams: Streams{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}}, now: clock}
	sh.events = events
	w, err := sh.world()
	if err != nil {
		t.Fatal(err)
	}
	db, err := sh.openStore(context.Background(), w, path)
	if err != nil {
		t.Fatal(err)
	}
	journal, mirror, err := sh.mirrored(db, w.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	err = walk(&walker{sh: sh, w: w, flow: w.Flow(defaultFlow), db: db, journal: journal, run: "run"})
	return errors.Join(err, mirror.close(), db.Close())
}

// tapped goes on with a shopper's journey.
func tapped(k *walker, shopper string, actions ...flow.Action) (*session.Session, error) {
	s, err := k.walk(context.Background(), k.w.Shopper(shopper), shopper)
	for _, a := range actions {
		if err == nil {
			_, err = s.Tap(context.Background(), a, 1)
		}
	}
	return s, err
}

var (
	openNote  = flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}
	tapTint   = flow.Action{Verb: flow.TapTag, ID: "lip-tint"}
	goBack    = flow.Action{Verb: flow.Back}
	toCart    = flow.Action{Verb: flow.AddToCart}
	wrongNote = flow.Action{Verb: flow.OpenNote, ID: "no-such-note"}
)

// Two evenings, two shoppers who take turns, one who comes back, sessions that end in between: the file holds what an export does.
func TestTheEventsAreWhatAnExportWrites(t *testing.T) {
	dir := t.TempDir()
	path, events := filepath.Join(dir, "shop.db"), filepath.Join(dir, "events.ndjson")
	clock := ticking()
	evening := func(k *walker) error {
		if _, err := tapped(k, "returning", goBack, goBack, wrongNote, openNote, tapTint, toCart); err != nil {
			return err
		}
		if _, err := tapped(k, "new", openNote); err != nil {
			return err
		}
		s, err := tapped(k, "returning", goBack, goBack, goBack, openNote, tapTint)
		if err != nil {
			return err
		}
		return s.Branch(context.Background(), 1)
	}
	for range 2 {
		if err := mirrorWalk(t, clock, path, events, evening); err != nil {
			t.Fatal(err)
		}
		if err := mirrorWalk(t, clock, path, events, func(k *walker) error { _, err := tapped(k, "new"); return err }); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(events)
	if err != nil {
		t.Fatal(err)
	}
	code, want, errs := call(t, []string{"TAGTAP_DB=" + path}, "export", "--as", "ndjson")
	if code != exitDone || errs != "" {
		t.Fatalf("code %d: %s", code, errs)
	}
	if n := strings.Count(want, `"event":"abandon"`); n < 4 || !strings.Contains(want, `"run_id":"run"`) || strings.Count(want, "\n") < 40 {
		t.Errorf("%d sessions were abandoned:\n%s", n, want)
	}
	// The file is in the order of time, the export in that of journeys.
	for _, journey := range []string{`"journey":1,`, `"journey":2,`} {
		a, b := linesWith(string(got), journey), linesWith(want, journey)
		for i := range max(len(a), len(b)) {
			if i >= len(a) || i >= len(b) || a[i] != b[i] {
				t.Fatalf("%s line %d of %d and %d:\nevents %s\nexport %s", journey, i, len(a), len(b), at(a, i), at(b, i))
			}
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(no line)"
}

func linesWith(s, part string) []string {
	var all []string
	for line := range strings.Lines(s) {
		if strings.Contains(line, part) {
			all = append(all, line)
		}
	}
	return all
}
