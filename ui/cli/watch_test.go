package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/story"
	"tagtap/store"
)

// theater is a shell without a terminal, and runs of a built-in story.
func theater(t *testing.T, name string, flows ...string) (*shell, *world, []story.Run) {
	t.Helper()
	sh := &shell{Streams: Streams{In: strings.NewReader(""), Out: &bytes.Buffer{}, Err: &bytes.Buffer{}, Environ: []string{"LANG=zh_CN.UTF-8"}}, now: time.Now}
	newRoot(sh)
	w, err := sh.world()
	if err != nil {
		t.Fatal(err)
	}
	return sh, w, runsOf(t, w, name, flows...)
}

func runsOf(t *testing.T, w *world, name string, flows ...string) []story.Run {
	t.Helper()
	src, ok := w.Story(name)
	if !ok {
		src.File, src.Data = "own.yaml", []byte(name)
	}
	s, err := w.Reading().Parse(src.File, src.Data)
	if err != nil {
		t.Fatal(err)
	}
	all, err := w.flowsOf(flows)
	if err != nil {
		t.Fatal(err)
	}
	return story.Runs(s, all, []*flow.Shopper{w.Shopper("returning")}, 1)
}

func TestWatchingNeedsATerminal(t *testing.T) {
	sh, w, runs := theater(t, "loop", "native")
	err := sh.watch(context.Background(), w, runs, watchOptions{})
	var hinted interface{ Hint() string }
	if !is[errUsage](err) || !errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), "--cast FILE") {
		t.Errorf("got %v", err)
	}
}

func TestACastIsWhollyThereOrNotAtAll(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	sh, w, runs := theater(t, "loop", "native", "stepwise")
	file := filepath.Join(dir, "loop.cast")
	var told []*story.Result
	o := watchOptions{told: func(r []*story.Result) error { told = r; return nil }}
	if err := sh.cast(ctx, w, runs, file, o); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var head struct{ Version, Width, Height int }
	line, _, _ := bytes.Cut(first, []byte("\n"))
	if err := json.Unmarshal(line, &head); err != nil || head.Version != 2 || head.Width != 160 || head.Height != 45 {
		t.Errorf("header %s: %v", line, err)
	}
	if len(told) != 2 || !told[0].Passed || told[1].Flow != "stepwise" {
		t.Errorf("told %v", told)
	}
	if err := sh.cast(ctx, w, runs, file, o); !is[errUsage](err) || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("a file that is there: %v", err)
	}
	o.yes = true
	if err := sh.cast(ctx, w, runs, file, o); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.ReadFile(file); !bytes.Equal(again, first) {
		t.Error("an equal cast has other bytes")
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if err := sh.cast(stopped, w, runs, filepath.Join(dir, "none.cast"), watchOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("%d files are left", len(left))
	}
}

func TestACastMissesWhatItsRunsMiss(t *testing.T) {
	sh, w, _ := theater(t, "loop", "native")
	runs := runsOf(t, w, "story: missed\nsteps:\n  - open-note: oily-skin-empties\n  - expect: { place: cart }\n", "native")
	file := filepath.Join(t.TempDir(), "missed.cast")
	err := sh.cast(context.Background(), w, runs, file, watchOptions{speed: "2", screen: screenSize{60, 30}})
	if !errors.Is(err, errMissed) {
		t.Errorf("got %v", err)
	}
	if data, _ := os.ReadFile(file); !bytes.Contains(data, []byte("cart")) || !bytes.Contains(data, []byte(`"width":60`)) {
		t.Errorf("the film does not show it: %.200s", data)
	}
	for _, speed := range []string{"3", "fast", "0"} {
		if err := sh.cast(context.Background(), w, runs, file, watchOptions{speed: speed, yes: true}); !is[errUsage](err) {
			t.Errorf("speed %s: %v", speed, err)
		}
	}
}

// What is filmed into a store is there once, and what was rehearsed is not.
func TestACastIntoAStore(t *testing.T) {
	ctx := context.Background()
	sh, w, runs := theater(t, "loop", "native", "express")
	dir := t.TempDir()
	sh.db = filepath.Join(dir, "shop.db")
	for n := range 2 {
		if err := sh.cast(ctx, w, runs, filepath.Join(dir, string(rune('a'+n))+".cast"), watchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	db, err := store.Open(sh.db, store.Options{Catalogue: w.Catalogue.ID, Digest: w.Catalogue.Digest, Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	sessions, err := db.Sessions(ctx, 0)
	if err != nil || len(sessions) != 4 {
		t.Errorf("%d sessions, %v", len(sessions), err)
	}
}
