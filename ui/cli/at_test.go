package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is done in the storefront is a story that plays with the same taps, and each branch is one of its own.
func TestAWalkIsRecorded(t *testing.T) {
	home := t.TempDir()
	db, file := filepath.Join(home, "shop.db"), filepath.Join(home, "walk.yaml")
	s := startScreen(t, home, self(t), []string{"--db", db, "--record", file, "--at", "note"})
	s.full(t)
	for _, step := range [][2]string{{"\r", "tap-tag: lip-tint"}, {"b", "buy-now"}, {"[", "Looking back"}, {"a", "add-to-cart"}} {
		s.press(t, step[0])
		s.sees(t, step[1])
	}
	s.press(t, "\x03")
	if code, wrote := s.ends(t); code != exitInterrupt && code != exitDone || !strings.Contains(wrote, "was written to") {
		t.Fatalf("exit %d: %s", code, wrote)
	}
	for path, want := range map[string]string{
		file: "  - buy-now\n  - expect: { place: sku,", filepath.Join(home, "walk-2.yaml"): "  - add-to-cart\n  - expect: { place: sku,",
	} {
		data, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s: %v\n%s\nwant in it %q", path, err, data, want)
		}
		if code, out, errs := call(t, nil, "run", path); code != exitDone {
			t.Errorf("%s does not run: %d\n%s%s", path, code, out, errs)
		}
	}
}

// What --at walks before the person comes is nobody's: it abandons nothing, and reports count it only when they are asked.
func TestReportsLeaveOutWhatLedToAStart(t *testing.T) {
	for at, flow := range map[string]string{"payment": "native", "stepwise:pages": "stepwise"} {
		db := filepath.Join(t.TempDir(), "shop.db")
		sh := &shell{Streams: Streams{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}}, now: ticking()}
		sh.db, sh.at = db, at
		w, err := sh.world()
		if err != nil {
			t.Fatal(err)
		}
		from, err := sh.beginning(w)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := sh.openStore(context.Background(), w, db)
		if err != nil {
			t.Fatal(err)
		}
		k := &walker{sh: sh, w: w, flow: w.Flow(defaultFlow), db: kept, journal: kept, run: "run"}
		_, err = k.begin(context.Background(), from, w.Shopper("returning"))
		if err := errors.Join(err, kept.Close()); err != nil {
			t.Fatal(err)
		}
		for _, one := range []struct {
			args []string
			want []string
		}{
			{[]string{"report", "--json"}, []string{`"sessions":1,`, `"branches":1,`, `"key":"person"`}},
			{[]string{"report", "--json", "--flow", flow}, []string{`"sessions":1,`, `"branches":1,`}},
			{[]string{"report", "--json", "--branches"}, []string{`"sessions":2,`, `"branches":0,`, `"key":"prelude"`}},
			{[]string{"sessions"}, []string{"prelude", "person"}},
		} {
			code, out, errs := call(t, nil, append(one.args, "--db", db)...)
			for _, want := range one.want {
				if code != exitDone || !strings.Contains(out, want) {
					t.Errorf("--at %s, %v: code %d, no %s in\n%.600s%s", at, one.args, code, want, out, errs)
				}
			}
		}
	}
}
