package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"tagtap/store"
)

func TestStoreResultsThatCannotBeWrittenAreAnError(t *testing.T) {
	dir := t.TempDir()
	db, copied := filepath.Join(dir, "shop.db"), filepath.Join(dir, "copy.db")
	for _, args := range [][]string{{"run", "loop", "--db", db}, {"db", "backup", copied, "--db", db}} {
		if code, _, errs := call(t, nil, args...); code != exitDone {
			t.Fatal(errs)
		}
	}
	for _, args := range [][]string{
		{"check"}, {"check", "--json"}, {"stats"}, {"stats", "--json"}, {"backup"}, {"compact"}, {"restore", copied, "--yes"}, {"reset", "--yes"},
	} {
		var errs bytes.Buffer
		code := Main(append([]string{"db", "--db", db}, args...), Streams{In: strings.NewReader(""), Out: full{}, Err: &errs})
		if code != exitOutside || !strings.Contains(errs.String(), "no one reads") {
			t.Errorf("%v: code %d: %s", args, code, errs.String())
		}
	}
}

func TestWarningsAreSaidInTheLanguageOfTheScreen(t *testing.T) {
	all := []store.Warning{{Code: store.OneMeta}, {Code: store.NetworkDisk, Detail: "nfs"}}
	zh, en, both := inWords(all, "zh"), inWords(all, "en"), inWords(all, "both")
	if !strings.Contains(zh, "网络磁盘（nfs）") || strings.Contains(zh, "disk") || !strings.Contains(en, "a network disk (nfs)") ||
		len(both) <= len(zh)+len(en) {
		t.Errorf("%q\n%q\n%q", zh, en, both)
	}
	for _, w := range all {
		if got := inWords([]store.Warning{w}, "en"); got != w.String() {
			t.Errorf("%s: %q, and the store says %q", w.Code, got, w)
		}
	}
	if got := inWords([]store.Warning{{Code: "of-tomorrow"}}, "zh"); got != "of-tomorrow" {
		t.Errorf("a code that has no words: %q", got)
	}
	if got := inWords(nil, "both"); got != "" {
		t.Errorf("no warning: %q", got)
	}
}

func TestAPathIsOneWordOfAHint(t *testing.T) {
	for path, want := range map[string]string{
		"shop.db": "shop.db", "my shop.db": "'my shop.db'", "it's.db": `'it'\''s.db'`, "$HOME/shop.db": "'$HOME/shop.db'",
	} {
		if got := word(path); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
