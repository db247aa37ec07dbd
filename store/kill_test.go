package store_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

// tapUntilKilled is a storefront that taps until it is killed, and says on stdout what it was told is saved.
func tapUntilKilled(path string) {
	o := storetest.Options()
	o.NoSync = false
	db, err := store.Open(path, o)
	if err != nil {
		fmt.Println("open:", err)
		return
	}
	var tb testing.T
	w := storetest.Walk(&tb, db, "returning")
	for {
		for _, a := range storetest.Loop() {
			if err := w.Append(w.Step(&tb, a)); err != nil {
				fmt.Println("append:", err)
				return
			}
			fmt.Println(w.State.Seq)
		}
	}
}

// A storefront is killed at a random moment, again and again on one file: it opens, the check passes, every tap that was
// said to be saved is there once, and at most the one that nobody had heard of yet besides.
func TestKilledAtAnyMomentNothingSavedIsLost(t *testing.T) {
	rounds := long(10, 100)
	path := filepath.Join(t.TempDir(), "tagtap.db")
	random := rand.New(rand.NewPCG(3, uint64(rounds)))
	taps, unheard, before := 0, 0, uint64(0)
	for round := range rounds {
		wait := time.Duration(random.IntN(3000)) * time.Microsecond
		if round%3 == 2 { // another file, and killed while it is made or soon after
			path, before = filepath.Join(t.TempDir(), "tagtap.db"), 0
			wait *= 10
		}
		saved, n := killedAfter(t, path, random.IntN(40)*(2-round%3), wait)
		taps += n
		extra := 0
		before, extra = survived(t, path, max(saved, before), n > 0)
		unheard += extra
	}
	t.Logf("%d kills among %d saved taps: none was lost, %d were saved that nobody had heard of", rounds, taps, unheard)
}

// survived opens the file of a killed storefront, counts, goes back to the feed, and returns how many records there are,
// and how many taps that nobody had heard of.
func survived(t *testing.T, path string, saved uint64, tapped bool) (records uint64, extra int) {
	t.Helper()
	if _, err := os.Stat(path); err == nil {
		if report, err := store.CheckApart(ctx, path, apart(t, "", "")); err != nil || !report.OK() {
			t.Errorf("the check finds %v, %v", report.Findings, err)
		}
	}
	db := storetest.OpenFile(t, path)
	if tapped && db.Clean() {
		t.Error("a killed storefront left the mark of a good end")
	}
	storetest.Sound(t, db)
	var all []flow.Record
	if stream, err := db.Stream(ctx, "returning"); err != nil {
		t.Fatal(err)
	} else if all, err = db.Records(ctx, stream, 0, 1<<20); err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if kind := r.Event.Kind; r.Seq > saved && (kind == flow.Tapped || kind == flow.Happened) {
			extra++
		}
	}
	if got := uint64(len(all)); got < saved || extra > 1 {
		t.Fatalf("%d records are there, %d were saved, %d taps more", got, saved, extra)
	}
	w := storetest.Walk(t, db, "returning")
	homeward(t, w)
	closed(t, db)
	return w.State.Seq, extra
}

// killedAfter runs a storefront, kills it a while after a number of taps or after its start, and returns the last record that it said was
// saved, and how many taps those were.
func killedAfter(t *testing.T, path string, taps int, then time.Duration) (saved uint64, n int) {
	t.Helper()
	child := child(t, "tap", path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { _ = child.Process.Kill() }
	if taps == 0 {
		time.AfterFunc(then, kill)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // the pipe ends with the child; half a line was not said
		}
		seq, err := strconv.ParseUint(strings.TrimSpace(line), 10, 64)
		if err != nil {
			t.Fatalf("the storefront says %q", line)
		}
		saved = seq
		if n++; n == taps {
			time.AfterFunc(then, kill)
		}
	}
	_ = child.Wait()
	return saved, n
}

// homeward ends what the killed storefront was at: back to the feed, where the next one begins.
func homeward(t *testing.T, w *storetest.Walker) {
	t.Helper()
	if w.State.Pending() != nil {
		w.Do(t, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeDeclined})
	}
	for w.State.Place() != flow.Feed {
		switch w.State.Place() {
		case flow.Orders, flow.Confirmation:
			w.Do(t, flow.Action{Verb: flow.Home})
		default:
			w.Do(t, flow.Action{Verb: flow.Back})
		}
	}
}

// swapUntilKilled restores one backup after the other, and says each time that it is about to.
func swapUntilKilled(path string) {
	for n := 0; ; n++ {
		fmt.Println(n)
		from := path + [2]string{".one", ".two"}[n%2]
		if _, err := store.Restore(path, from, false, storetest.Start.Time()); err != nil {
			fmt.Println("restore:", err)
			return
		}
	}
}

// A restore that is killed has taken place or not: there is always a store, and it is one of the two.
func TestKilledWhileRestoringNothingIsHalf(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tagtap.db")
	want := map[string]bool{}
	for name, loops := range map[string]int{".one": 1, ".two": 2} {
		db := storetest.OpenFile(t, path+name)
		w := storetest.Walk(t, db, "returning")
		for range loops {
			w.Do(t, storetest.Loop()...)
		}
		want[contents(t, closed(t, db))] = true
	}
	if _, err := store.Restore(path, path+".one", false, storetest.Start.Time()); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(5, 5))
	for range long(5, 50) {
		cmd := child(t, "swap", path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines, swaps := bufio.NewScanner(out), 1+random.IntN(4)
		for lines.Scan() {
			if _, err := strconv.Atoi(lines.Text()); err != nil {
				t.Errorf("it says %q", lines.Text())
			}
			if swaps--; swaps == 0 {
				time.AfterFunc(time.Duration(random.IntN(5000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
			}
		}
		_ = cmd.Wait()
		if !want[contents(t, path)] {
			t.Fatal("the store is none of the two")
		}
	}
	// Each kill may come between a new snapshot and the end of the oldest; the next restore that is left alone puts that right.
	if _, err := store.Restore(path, path+".one", false, storetest.Start.Time().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if all, err := store.Snapshots(path); err != nil || len(all) > 5 {
		t.Errorf("%d snapshots, %v", len(all), err)
	}
}
