package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

// checkedAlone is the check of a file. Some do what a damaged file would make it do.
func checkedAlone(how, path string) {
	switch how {
	case "fault":
		fmt.Fprintln(os.Stderr, "unexpected fault address 0x7f0000\nfatal error: fault")
		os.Exit(2)
	case "no memory":
		fmt.Fprintln(os.Stderr, "fatal error: runtime: out of memory")
		os.Exit(2)
	case "exit":
		os.Exit(7)
	case "pages without end":
		fmt.Println(`{"phase":"pages"}`)
		<-time.After(time.Hour) // until it is killed
	}
	report, err := store.CheckAlone(context.Background(), path, how != "records", os.Stdout)
	switch {
	case err != nil:
		os.Exit(3)
	case !report.OK():
		os.Exit(1)
	}
	os.Exit(0)
}

// apart is a check by the test binary, in some way for the pages and in another for the records alone.
func apart(t *testing.T, pages, records string) store.Apart {
	t.Helper()
	return store.Apart{Child: func(ctx context.Context, path string, withPages bool) *exec.Cmd {
		how := pages
		if !withPages {
			how = records
		}
		cmd := child(t, "check "+how, path)
		done := exec.CommandContext(ctx, cmd.Path)
		done.Env = cmd.Env
		return done
	}}
}

func TestACheckApartFindsWhatACheckFinds(t *testing.T) {
	path := closed(t, walked(t, filepath.Join(t.TempDir(), "tagtap.db")))
	report, err := store.CheckApart(ctx, path, apart(t, "", ""))
	if err != nil || !report.OK() || report.Journeys != 2 || report.Records == 0 {
		t.Errorf("a sound store: got %+v, %v", report, err)
	}
	db, err := store.Open(path, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.CheckApart(ctx, path, apart(t, "", "")); kindOf(err) != "locked" {
		t.Errorf("while it is open: got %v", err)
	}
	if err := errors.Join(db.Tamper(remove("orders")), db.Close()); err != nil {
		t.Fatal(err)
	}
	report, err = store.CheckApart(ctx, path, apart(t, "", ""))
	if got := strings.Join(report.Findings, "\n"); err != nil || !strings.Contains(got, "not among the orders") {
		t.Errorf("a missing order: got %q, %v", got, err)
	}
}

func TestACheckApartPassesOnWhatOpenSays(t *testing.T) {
	for want, make := range map[string]func(path string) error{
		"damaged":       func(path string) error { return os.WriteFile(path, healthy(t)[:12288], 0o600) },
		"foreign":       func(path string) error { return os.WriteFile(path, []byte("dear diary"), 0o600) },
		"another error": func(string) error { return nil },
	} {
		path := filepath.Join(t.TempDir(), "tagtap.db")
		if err := make(path); err != nil {
			t.Fatal(err)
		}
		_, here := store.Open(path, store.Options{ReadOnly: true})
		_, there := store.CheckApart(ctx, path, apart(t, "", ""))
		if kindOf(there) != want || !strings.Contains(there.Error(), here.Error()) && want != "another error" {
			t.Errorf("got %v, want %v", there, here)
		}
	}
}

func TestHowAChildEndsIsToldApart(t *testing.T) {
	path := closed(t, storetest.Open(t))
	tests := []struct{ how, want, words string }{
		{"fault", "damaged", "the check died of it: unexpected fault address 0x7f0000"},
		{"exit", "unchecked", "exit status 7"},
		{"no memory", "unchecked", "exit status 2"},
	}
	for _, test := range tests {
		_, err := store.CheckApart(ctx, path, apart(t, test.how, test.how))
		got := kindOf(err)
		if errors.As(err, &store.ErrUnchecked{}) {
			got = "unchecked"
		}
		if got != test.want || !strings.Contains(err.Error(), test.words) {
			t.Errorf("%s: got %v, want %s: %s", test.how, err, test.want, test.words)
		}
	}
	for signal, want := range map[string]string{"SEGV": "is damaged: the check died of it: ", "KILL": "could not be checked: "} {
		shell := store.Apart{Child: func(ctx context.Context, _ string, _ bool) *exec.Cmd {
			return exec.CommandContext(ctx, "sh", "-c", "kill -"+signal+" $$")
		}}
		if _, err := store.CheckApart(ctx, path, shell); runtime.GOOS != "windows" && !strings.Contains(err.Error(), want) {
			t.Errorf("killed by %s: got %v, want %s", signal, err, want)
		}
	}
	none := store.Apart{Child: func(ctx context.Context, _ string, _ bool) *exec.Cmd {
		return exec.CommandContext(ctx, filepath.Join(t.TempDir(), "none"))
	}}
	if _, err := store.CheckApart(ctx, path, none); !errors.As(err, &store.ErrUnchecked{}) {
		t.Errorf("no such program: got %v", err)
	}
}

// A time-out alone is no damage: the records are checked all the same.
func TestACheckOfPagesThatDoesNotEndIsLeftOut(t *testing.T) {
	path := closed(t, walked(t, filepath.Join(t.TempDir(), "tagtap.db")))
	a := apart(t, "pages without end", "records")
	a.PageLimit = 50 * time.Millisecond
	report, err := store.CheckApart(ctx, path, a)
	if err != nil || !report.OK() || !report.TimedOut || report.Journeys != 2 {
		t.Errorf("got %+v, %v", report, err)
	}
	late := apart(t, "pages without end", "")
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := store.CheckApart(stopped, path, late); !errors.Is(err, context.Canceled) {
		t.Errorf("somebody who does not want to wait: got %v", err)
	}
}

func TestACheckApartSaysHowFarItIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tagtap.db")
	db := storetest.OpenFile(t, path)
	stream, err := db.Stream(ctx, "lan")
	if err != nil {
		t.Fatal(err)
	}
	events := make([]flow.Event, 5000)
	for i := range events {
		events[i] = flow.Event{Kind: flow.Tapped}
	}
	if err := db.Append(ctx, stream, 0, storetest.Records(stream, 0, 0, events...), nil); err != nil {
		t.Fatal(err)
	}
	closed(t, db)
	a := apart(t, "", "")
	var heard []int64
	a.Progress = func(n int64) { heard = append(heard, n) }
	if _, err := store.CheckApart(ctx, path, a); err != nil || len(heard) != 4 || heard[0] >= heard[3] {
		t.Errorf("heard %v, %v", heard, err)
	}
}
