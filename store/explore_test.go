package store_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/store"
	"tagtap/store/storetest"
)

// readStates reads every file of a folder as after a power cut, and says a line for each.
func readStates(dir string) {
	for n := 0; ; n++ {
		path := filepath.Join(dir, fmt.Sprint(n))
		if _, err := os.Stat(path); err != nil {
			return
		}
		fmt.Println(readState(path))
	}
}

func readState(path string) string {
	db, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		return "words " + err.Error()
	}
	defer func() { _ = db.Close() }()
	report, err := db.Check(ctx)
	if err != nil || !report.OK() {
		return fmt.Sprintf("words %q %v", report.Findings, err)
	}
	return digest(db)
}

func digest(db *store.DB) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(everything(db)))) }

// write is one that bbolt asked the disk for.
type write struct {
	data []byte
	at   int64
}

// tap is one commit: the file before it, its writes in their order, and what the store held before and after.
type tap struct {
	base          []byte
	data          []write // of pages; the disk has them before it is asked for the meta page
	meta          []write
	before, after string
}

// note records a write.
func (c *tap) note(b []byte, at int64) {
	one := write{bytes.Clone(b), at}
	if at < 2*int64(os.Getpagesize()) {
		c.meta = append(c.meta, one)
	} else {
		c.data = append(c.data, one)
	}
}

// taps walks the loop and records every write.
func taps(t *testing.T) []tap {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tagtap.db")
	db, err := store.Open(path, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	w := storetest.Walk(t, db, "returning")
	var now tap
	db.OnWrite(func(b []byte, at int64) error {
		now.note(b, at)
		return nil
	})
	var all []tap
	for _, a := range append(storetest.Loop(), flow.Action{Verb: flow.OpenCart}) {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		now = tap{base: file, before: digest(db)}
		w.Do(t, a)
		now.after = digest(db)
		if len(now.meta) != 1 || len(now.data) == 0 {
			t.Fatalf("%v: %d writes of pages and %d of meta pages: not what this test knows of bbolt", a, len(now.data), len(now.meta))
		}
		all = append(all, now)
	}
	return all
}

// sector is what a disk writes whole; a word is what a processor does.
const sector, machineWord = 512, 8

// apply puts a write into a file, in pieces of which some did not arrive.
func apply(file []byte, w write, piece int, arrived func(n int) bool) []byte {
	for from := 0; from < len(w.data); from += piece {
		to := min(from+piece, len(w.data))
		if !arrived(from / piece) {
			continue
		}
		if end := int(w.at) + to; end > len(file) {
			file = append(file, make([]byte, end-len(file))...)
		}
		copy(file[int(w.at)+from:], w.data[from:to])
	}
	return file
}

func whole(int) bool { return true }

// cut returns what a power cut within a commit may leave: some of the pages, torn at sectors, and no meta page; or all of
// the pages and a torn meta page.
func (c *tap) cut(random *rand.Rand) []byte {
	file := bytes.Clone(c.base)
	if random.IntN(2) == 0 {
		for _, w := range c.data {
			switch random.IntN(3) {
			case 0: // lost
			case 1:
				file = apply(file, w, sector, whole)
			case 2:
				file = apply(file, w, sector, func(int) bool { return random.IntN(2) == 0 })
			}
		}
		return file
	}
	for _, w := range c.data {
		file = apply(file, w, sector, whole)
	}
	words := random.IntN(15) // page header and meta record are 10 words long
	return apply(file, c.meta[0], machineWord, func(n int) bool { return n < words })
}

// unordered returns what a disk may leave that does not keep to the order: the meta page, and not all of the pages.
func (c *tap) unordered(random *rand.Rand) []byte {
	file := bytes.Clone(c.base)
	lost := random.IntN(len(c.data))
	for i, w := range c.data {
		if i != lost {
			file = apply(file, w, sector, whole)
		}
	}
	return apply(file, c.meta[0], sector, whole)
}

// S3: after a power cut at any moment of a commit there is the state before it or the one after it, whole.
func TestAPowerCutLeavesBeforeOrAfter(t *testing.T) {
	const seed = 7
	random := rand.New(rand.NewPCG(seed, 0))
	commits := taps(t)
	before, after, words := explore(t, commits, long(400, 6000), func(c *tap) []byte { return c.cut(random) })
	t.Logf("seed %d, %d commits: %d states before, %d after, %d bad", seed, len(commits), before, after, words)
	if before == 0 || after == 0 || words > 0 {
		t.Error("want both, and no other")
	}
}

// S3: the same of a migration, which is one commit as well.
func TestAPowerCutWhileMigratingLeavesTheOldStoreOrTheNew(t *testing.T) {
	for _, schema := range []int{1, 3} {
		path := storeOf(t, schema)
		base, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := tap{base: base, before: readState(path)}
		o := dated().WithWrites(func(b []byte, at int64) error {
			c.note(b, at)
			return nil
		})
		o.Digest = "" // one commit
		db, err := store.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		c.after = digest(db)
		cutAnywhere(t, fmt.Sprintf("schema %d", schema), &c)
	}
}

// S3: the same of an import.
func TestAPowerCutWhileImportingAddsAllOrNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tagtap.db")
	db, err := store.Open(path, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	storetest.Walk(t, db, "lan").Do(t, storetest.Loop()...)
	base, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := tap{base: base, before: digest(db)}
	db.OnWrite(func(b []byte, at int64) error {
		c.note(b, at)
		return nil
	})
	if err := db.Import(ctx, several(t, 8)); err != nil {
		t.Fatal(err)
	}
	c.after = digest(db)
	cutAnywhere(t, "import", &c)
}

// cutAnywhere cuts the power at many moments of one commit.
func cutAnywhere(t *testing.T, what string, c *tap) {
	t.Helper()
	const seed = 9
	random := rand.New(rand.NewPCG(seed, 0))
	if len(c.meta) != 1 || c.before == c.after {
		t.Fatalf("%s: %d writes of meta pages: want one commit", what, len(c.meta))
	}
	before, after, words := explore(t, []tap{*c}, long(100, 1000), func(c *tap) []byte { return c.cut(random) })
	t.Logf("%s, seed %d: %d states before, %d after, %d bad", what, seed, before, after, words)
	if before == 0 || after == 0 || words > 0 {
		t.Errorf("%s: want both, and no other", what)
	}
}

// The same on a disk that lies about the order of its writes: such a state is damaged, and that is said, never taken for
// one that was.
func TestADiskThatLosesWritesIsFoundOut(t *testing.T) {
	const seed = 8
	random := rand.New(rand.NewPCG(seed, 0))
	commits := taps(t)
	before, after, words := explore(t, commits, long(100, 2000), func(c *tap) []byte { return c.unordered(random) })
	t.Logf("seed %d, %d commits: %d states before, %d after, %d damaged and found", seed, len(commits), before, after, words)
	if words == 0 {
		t.Error("nothing was found: the explorer cannot fail")
	}
}

// explore makes states, batch by batch, has a child read them, and counts.
func explore(t *testing.T, commits []tap, n int, state func(*tap) []byte) (before, after, words int) {
	t.Helper()
	const batch = 200
	for done := 0; done < n; {
		dir := t.TempDir()
		var of []*tap
		for i := 0; i < batch && done < n; i++ {
			c := &commits[done%len(commits)]
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), state(c), 0o600); err != nil {
				t.Fatal(err)
			}
			of = append(of, c)
			done++
		}
		out, err := child(t, "explore", dir).Output()
		if err != nil {
			t.Fatalf("the reader died: %v\n%s", err, out)
		}
		lines := bufio.NewScanner(bytes.NewReader(out))
		lines.Buffer(nil, 1<<20)
		for i, c := range of {
			if !lines.Scan() {
				t.Fatalf("state %d of %d: no answer", i, len(of))
			}
			switch got := lines.Text(); {
			case got == c.before:
				before++
			case got == c.after:
				after++
			case strings.HasPrefix(got, "words "):
				if words++; words < 4 {
					t.Logf("%.200s", got)
				}
			default:
				t.Errorf("a state that never was: %s, want %s or %s", got, c.before, c.after)
			}
		}
		_ = os.RemoveAll(dir)
	}
	return before, after, words
}
