package suite

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/story"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not as before (-update writes it):\n%s", file, got)
	}
}

// house is the built-in set, with which stories are played.
type house struct{ set *fixtures.Set }

func open(t testing.TB) house {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return house{set}
}

func (h house) read(src story.Source) (*story.Story, error) {
	s, err := story.Parse(src.File, src.Data)
	if err == nil {
		err = s.Check(story.Set{Catalogue: h.set.Catalogue, Flows: h.set.Flows, Shoppers: h.set.Shoppers})
	}
	return s, err
}

// worker plays runs in memory.
func (h house) worker(walks *flow.Walks) func() func(*story.Run) (story.Config, error) {
	return func() func(*story.Run) (story.Config, error) {
		return func(*story.Run) (story.Config, error) {
			return story.Config{Catalogue: h.set.Catalogue, Walks: walks, Count: true}, nil
		}
	}
}

// sample is a story as a file.
type sample struct{ file, text string }

// play plays stories under flows, as the shopper that returns.
func (h house) play(t testing.TB, flows []string, repeat int, samples []sample, reporters ...Reporter) Summary {
	t.Helper()
	p := &Plan{Read: h.read}
	for _, x := range samples {
		src := story.Source{File: x.file, Data: []byte(x.text)}
		s, err := h.read(src)
		if err != nil {
			t.Fatal(err)
		}
		j := &Job{Source: src, Shoppers: []*flow.Shopper{h.set.Shopper("returning")}, Seed: 1, Repeat: repeat}
		for _, name := range flows {
			j.Flows = append(j.Flows, h.set.Flow(name))
		}
		if _, err := p.Add(j, s); err != nil {
			t.Fatal(err)
		}
	}
	walks := &flow.Walks{}
	s, err := Play(context.Background(), p, Options{Jobs: 1, Worker: h.worker(walks)}, reporters...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
