package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What somebody else wrote is never written over, and what was written here is, as long as it is as it was left.
func TestStoriesAreNeverWrittenOverOthers(t *testing.T) {
	home := t.TempDir()
	at := func(name string) string { return filepath.Join(home, name) }
	write := func(name, data string) {
		t.Helper()
		if err := os.WriteFile(at(name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("walk.yaml", "")           // of --record
	write("walk-2.yaml", "precious") // of somebody
	s := stories{empty: at("walk.yaml")}
	for _, step := range []struct{ session, data, want string }{
		{"a", "a1", "walk.yaml"}, {"a", "a2", "walk.yaml"}, {"b", "b1", "walk-3.yaml"}, {"a", "a2", "walk.yaml"}, {"b", "b2", "walk-3.yaml"},
	} {
		path, err := s.put(step.session, at("walk.yaml"), []byte(step.data))
		if data, _ := os.ReadFile(at(step.want)); err != nil || path != at(step.want) || string(data) != step.data {
			t.Fatalf("%s of %s: %s, %v: %q", step.data, step.session, path, err, data)
		}
	}
	write("walk.yaml", "edited by hand")
	if path, err := s.put("a", at("walk.yaml"), []byte("a3")); err != nil || path != at("walk-4.yaml") {
		t.Errorf("after an edit: %s, %v", path, err)
	}
	if err := os.Remove(at("walk-3.yaml")); err != nil {
		t.Fatal(err)
	}
	if path, err := s.put("b", at("walk.yaml"), []byte("b3")); err != nil || path != at("walk-3.yaml") {
		t.Errorf("after it was removed: %s, %v", path, err)
	}
	if _, err := s.put("c", at("no/folder.yaml"), []byte("c")); err == nil {
		t.Error("a folder that is not there can be written to")
	}
	for name, want := range map[string]string{"walk.yaml": "edited by hand", "walk-2.yaml": "precious", "walk-3.yaml": "b3", "walk-4.yaml": "a3"} {
		if data, err := os.ReadFile(at(name)); err != nil || string(data) != want {
			t.Errorf("%s: %v, %q", name, err, data)
		}
	}
	if all, _ := filepath.Glob(at("*")); len(all) != 4 {
		t.Errorf("left are %v", all)
	}
}

// A file that --record made and somebody wrote to meanwhile is left to them.
func TestTheFileOfRecordIsLeftToWhoWroteToIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "walk.yaml")
	s := stories{empty: path}
	if err := os.WriteFile(path, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := s.put("a", path, []byte("ours")); err != nil || got != numbered(path, 2) {
		t.Errorf("%s, %v", got, err)
	}
}

// The story in sight is saved by its key, is said where it is, plays, and grows in the same file.
func TestTheStoryInSightIsSaved(t *testing.T) {
	home := t.TempDir()
	db, file := filepath.Join(home, "shop.db"), filepath.Join(home, "walk.yaml")
	s := startScreen(t, home, self(t), []string{"--db", db, "--record", file, "--at", "note"})
	s.full(t)
	s.press(t, "R")
	s.press(t, "\r")
	s.sees(t, "tap-tag: lip-tint")
	s.press(t, "\x13")
	s.sees(t, "Saved to")
	s.press(t, "b")
	s.sees(t, "buy-now")
	s.press(t, "\x1b")
	s.sees(t, "▌ back")
	s.press(t, "\x13")
	s.sees(t, "Saved to")
	s.press(t, "\x03")
	s.ends(t)
	data, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(data), "  - buy-now\n  - back\n") {
		t.Errorf("%v\n%s", err, data)
	}
	if more, _ := filepath.Glob(filepath.Join(home, "walk-*.yaml")); len(more) > 0 {
		t.Errorf("%v as well", more)
	}
	if code, out, errs := call(t, nil, "run", file); code != exitDone {
		t.Errorf("it does not run: %d\n%s%s\n%s", code, out, errs, data)
	}
}

func TestTheCommandThatPlaysAStory(t *testing.T) {
	for _, c := range []struct {
		asked asked
		path  string
		want  string
	}{
		{asked{}, "walk.yaml", "tagtap run walk.yaml"},
		{asked{flows: []string{"native"}, shoppers: []string{"new"}}, "my walk.yaml", "tagtap run 'my walk.yaml'"},
		{asked{catalog: "ours", flows: []string{"slow.yaml"}, shoppers: []string{"./ann.yaml"}}, "w.yaml",
			"tagtap run w.yaml --catalog ours --flow slow.yaml --shopper ./ann.yaml"},
	} {
		k := walker{sh: &shell{asked: c.asked}}
		if got := k.plays(c.path); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
