package cli

import (
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
	for path, want := range map[string]string{file: "  - buy-now\n", filepath.Join(home, "walk-2.yaml"): "  - add-to-cart\n"} {
		data, err := os.ReadFile(path)
		if err != nil || !strings.HasSuffix(string(data), want) {
			t.Errorf("%s: %v\n%s\nwant an end of %q", path, err, data, want)
		}
		if code, out, errs := call(t, nil, "run", path); code != exitDone {
			t.Errorf("%s does not run: %d\n%s%s", path, code, out, errs)
		}
	}
}
