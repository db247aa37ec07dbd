package story_test

import (
	"context"
	"os"
	"regexp"
	"testing"

	"tagtap/flow"
	"tagtap/flow/story"
)

// What people copy from the page must play.
func TestTheStoriesOfTheReferencePagePlay(t *testing.T) {
	page, err := os.ReadFile("REFERENCE.md")
	if err != nil {
		t.Fatal(err)
	}
	set, of := known(t)
	found := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(page, -1)
	if len(found) < 2 {
		t.Fatalf("the page has %d stories", len(found))
	}
	schema := compile(t, story.Schema(of, nil))
	for _, match := range found {
		src := match[1]
		if got := form(t, story.Reading{}, "page.yaml", src); got != string(src) {
			t.Errorf("not in its one form, which is\n%s", got)
		}
		if err := holds(t, schema, string(src)); err != nil {
			t.Error(err)
		}
		s, err := story.Parse("page.yaml", src)
		if err == nil {
			err = s.Check(of)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, run := range story.Runs(s, []*flow.Flow{set.Flow("native")}, []*flow.Shopper{set.Shopper("returning")}, 1) {
			r, err := story.Play(context.Background(), run, story.Config{Catalogue: set.Catalogue})
			if err != nil {
				t.Fatal(err)
			}
			if !r.Passed {
				t.Errorf("%s: %+v", s.Title, r.Failures)
			}
		}
	}
}
