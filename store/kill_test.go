package store_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

// killedStore names the file in the child process of the kill test.
const killedStore = "TAGTAP_KILLED_STORE"

// TestMain is the child as well: a storefront that taps until it is killed, and says on stdout what it was told is saved.
func TestMain(m *testing.M) {
	if path := os.Getenv(killedStore); path != "" {
		tapUntilKilled(path)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

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
	rounds := 3
	if os.Getenv("TAGTAP_LONG") != "" {
		rounds = 20
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "tagtap.db")
	random := rand.New(rand.NewPCG(3, uint64(rounds)))
	taps, before := 0, uint64(0)
	for round := range rounds {
		wait := time.Duration(random.IntN(3000)) * time.Microsecond
		if round%3 == 2 { // another file, and killed while it is made or soon after
			path, before = filepath.Join(t.TempDir(), "tagtap.db"), 0
			wait *= 10
		}
		saved, n := killedAfter(t, self, path, random.IntN(40)*(2-round%3), wait)
		taps += n
		before = survived(t, path, max(saved, before), n > 0)
	}
	t.Logf("%d kills among %d saved taps", rounds, taps)
}

// survived opens the file of a killed storefront, counts, goes back to the feed, and returns how many records there are.
func survived(t *testing.T, path string, saved uint64, tapped bool) uint64 {
	t.Helper()
	db := storetest.OpenFile(t, path)
	if tapped && db.Clean() {
		t.Error("a killed storefront left the mark of a good end")
	}
	storetest.Sound(t, db)
	var records []flow.Record
	if stream, err := db.Stream(ctx, "returning"); err != nil {
		t.Fatal(err)
	} else if records, err = db.Records(ctx, stream, 0, 1<<20); err != nil {
		t.Fatal(err)
	}
	extra := 0
	for _, r := range records {
		if kind := r.Event.Kind; r.Seq > saved && (kind == flow.Tapped || kind == flow.Happened) {
			extra++
		}
	}
	if got := uint64(len(records)); got < saved || extra > 1 {
		t.Fatalf("%d records are there, %d were saved, %d taps more", got, saved, extra)
	}
	w := storetest.Walk(t, db, "returning")
	homeward(t, w)
	closed(t, db)
	return w.State.Seq
}

// killedAfter runs a storefront, kills it a while after a number of taps or after its start, and returns the last record that it said was
// saved, and how many taps those were.
func killedAfter(t *testing.T, self, path string, taps int, then time.Duration) (saved uint64, n int) {
	t.Helper()
	child := exec.Command(self)
	child.Env = append(os.Environ(), killedStore+"="+path)
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
