package story

import (
	"context"
	"errors"
	"testing"

	"tagtap/flow"
	"tagtap/flow/strict"
)

// FuzzStory holds that no file panics, that every mistake has a position in the file, and that what passes the check plays
// to an end, twice alike.
func FuzzStory(f *testing.F) {
	f.Add([]byte(loop))
	f.Add([]byte(example))
	for _, m := range mistakes {
		f.Add([]byte(m.src))
	}
	for _, lines := range []string{reviewed, pending + "\nback", atSheet + "\nset-quantity: 5\nexpect: {refused: stock-short}", atPayment + "\npay\nwait: 31m"} {
		f.Add([]byte(storyOf(lines)))
	}
	where := set()
	walks := &flow.Walks{}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("fuzz.yaml", data)
		if err == nil {
			err = s.Check(where)
		}
		if err != nil {
			var all strict.Errors
			if !errors.As(err, &all) || len(all) > mostErrors {
				t.Fatalf("got %v", err)
			}
			for _, e := range all {
				if e.Pos.File != "fuzz.yaml" || e.Pos.Line < 1 || e.Pos.Column < 1 || e.What == "" {
					t.Fatalf("got %+v", e)
				}
			}
			return
		}
		runs := Runs(s, where.Flows[:1], where.Shoppers[:1], s.Seed)
		for _, run := range runs[:min(len(runs), 3)] {
			var reports [2]string
			for i := range reports {
				r, err := Play(context.Background(), run, Config{Catalogue: where.Catalogue, Walks: walks})
				if err != nil {
					t.Fatal(err)
				}
				reports[i] = string(MarshalReport([]*Result{r}))
			}
			if reports[0] != reports[1] {
				t.Fatalf("two runs differ:\n%s\n%s", reports[0], reports[1])
			}
		}
	})
}
