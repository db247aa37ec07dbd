//go:build unix

package suite

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// A program that is killed leaves no gigabytes behind.
func TestWhatIsKeptHasNoName(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	var s Spool
	if _, err := s.Write(make([]byte, mostHeld)); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
	if n, err := s.WriteTo(io.Discard); err != nil || n != mostHeld || s.Close() != nil {
		t.Errorf("read %d bytes: %v", n, err)
	}
}

func TestABaselineIsWrittenWhole(t *testing.T) {
	file := filepath.Join(t.TempDir(), "base.yaml")
	link := filepath.Join(filepath.Dir(file), "link.yaml")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(link, []byte("baseline: []\n")); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(file); string(data) != "baseline: []\n" {
		t.Errorf("behind the link: %s", data)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is none any more: %v", err)
	}
}
