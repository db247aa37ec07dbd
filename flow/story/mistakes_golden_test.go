package story

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tagtap/flow/strict"
)

var update = flag.Bool("update", false, "write the golden files")

// besideFiles finds stories beside the files of the mistakes.
func besideFiles(from, name string) (Source, error) {
	for _, file := range Beside(from, name) {
		data, err := os.ReadFile(filepath.Join("testdata/mistakes", file))
		if !errors.Is(err, fs.ErrNotExist) {
			return Source{File: file, Data: data}, err
		}
	}
	return Source{}, ErrNoStory{Name: name, Known: []string{"parts/buy", "parts/here", "parts/there", "parts/whole"}}
}

// What is said about a story with mistakes, word for word, as somebody reads it who never wrote a program. Each file shows one
// kind of mistake; -update writes what is said now.
func TestWhatIsSaidAboutMistakes(t *testing.T) {
	files, err := filepath.Glob("testdata/mistakes/*.yaml")
	if err != nil || len(files) < 30 {
		t.Fatalf("got %d files, %v", len(files), err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		t.Run(strings.TrimSuffix(name, ".yaml"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Reading{Find: besideFiles}.ParseOn(set(), name, data)
			var all strict.Errors
			if !errors.As(err, &all) {
				t.Fatalf("got %v, want mistakes", err)
			}
			golden := strings.TrimSuffix(path, ".yaml") + ".txt"
			got := err.Error() + "\n"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

// A file that is too long is refused before anything else looks at it.
func TestAFileOfMoreThanAMegabyteIsRefused(t *testing.T) {
	src := "story: x\nsteps:\n" + strings.Repeat("  - back\n", 10<<20/9)
	_, err := Parse("long.yaml", []byte(src))
	if want := fmt.Sprintf("long.yaml:1:1: the file has %d bytes, want at most 1048576", len(src)); err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}
