//go:build !windows

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tagtap/store"
)

// named is the test binary by one of its names.
func named(t testing.TB, name string) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), name)
	if err := os.Symlink(exe, link); err != nil {
		t.Fatal(err)
	}
	return link
}

// inOrder demands a store that was closed in good order, so that the next start has nothing to look through.
func inOrder(t *testing.T, db string) {
	t.Helper()
	kept, err := store.Open(db, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if !kept.Clean() {
		t.Error("the store was not closed in good order")
	}
	if err := kept.Close(); err != nil {
		t.Error(err)
	}
}

func TestAPanicSaysWhatToDoAndLosesNothing(t *testing.T) {
	for _, where := range []string{"init", "update", "view", "command", "call"} {
		t.Run("in "+where, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			db := filepath.Join(home, "shop.db")
			s := startScreen(t, home, named(t, "tagtap-hurt"), []string{db}, envHurt+"="+where)
			if where != "init" {
				s.full(t)
				s.press(t, "\r")
				s.sees(t, "open-note: oily-skin") // the meter has it, so it is saved
				s.press(t, "!")
				if where == "call" {
					s.press(t, "v")
				}
			}
			code, wrote := s.ends(t)
			restored(t, wrote)
			s.cooked(t)
			inOrder(t, db)
			reports, _ := filepath.Glob(filepath.Join(home, "tagtap-report-*.txt"))
			if code != exitBroken || len(reports) != 1 {
				t.Fatalf("code %d, reports %v:\n%s", code, reports, wrote)
			}
			want := "tagtap: a rule of the program is broken: in " + where + "\r\nhint: please send the report, " + reports[0] +
				"; everything up to the last tap is saved: start it again, and you are where you were\r\n"
			if !strings.Contains(wrote, want) { // a late answer of the terminal may be echoed behind it
				t.Errorf("it ends with\n%q\nwant\n%q", wrote[max(0, len(wrote)-400):], want)
			}
			told(t, reports[0], where)
			if where == "init" {
				return
			}
			again := startScreen(t, home, self(t), []string{"--db", db})
			again.sees(t, "Haze cushion") // the note
			again.press(t, "\x03")
			again.ends(t)
		})
	}
}

// told looks into a report.
func told(t *testing.T, path, where string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: want 0600", info.Mode(), err)
	}
	report, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"tagtap ", "(go1.", "TERM=xterm-256color\n", "flow native, shopper returning, session ", "\nin " + where + "\n",
		map[string]string{"call": "session.(*Session)"}[where],
	}
	if where != "init" {
		want = append(want, "100 × 32\n", "2  open-note: oily-skin-empties\n", "ui/cli.(*injury)")
		if where == "call" {
			want[len(want)-1] = "ui/cli.hurt"
		}
	}
	for _, what := range want {
		if !strings.Contains(string(report), what) {
			t.Errorf("the report lacks %q:\n%s", what, report)
		}
	}
}
