package pilot_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/pilot"
)

func builtIn(t testing.TB) *fixtures.Set {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// before is what a pilot stands before: a storefront in words.
func before(set *fixtures.Set, lang words.Lang) tui.Config {
	return tui.Config{
		Pictures: look.NewPictures(set.Picture), Lang: lang,
		Look: tui.Look{Mode: look.Dark, Profile: colorprofile.ASCII, Plain: true},
	}
}

// runsOf parses a built-in story and lists its runs.
func runsOf(t testing.TB, set *fixtures.Set, name string) []story.Run {
	t.Helper()
	file, ok := set.Story(name)
	if !ok {
		t.Fatalf("there is no story %s", name)
	}
	s, err := set.Reading().Parse(file.File, file.Data)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(story.Set{Catalogue: set.Catalogue, Flows: set.Flows, Shoppers: set.Shoppers}); err != nil {
		t.Fatal(err)
	}
	flows, shoppers := []*flow.Flow{}, []*flow.Shopper{}
	for _, f := range s.Flows {
		flows = append(flows, set.Flow(f))
	}
	for _, who := range s.Shoppers {
		shoppers = append(shoppers, set.Shopper(who))
	}
	if len(flows) == 0 {
		flows = append(flows, set.Flow("native"))
	}
	if len(shoppers) == 0 {
		shoppers = append(shoppers, set.Shopper("returning"))
	}
	return story.Runs(s, flows, shoppers, 1)
}

// play plays a run and returns all its records, without the presses: those are the screen's own.
func play(t testing.TB, set *fixtures.Set, r story.Run, walks *flow.Walks, hands func(*session.Session) story.Hands) (*story.Result, []flow.Record) {
	t.Helper()
	journal := &session.Memory{}
	result, err := story.Play(context.Background(), r, story.Config{Catalogue: set.Catalogue, Walks: walks, Hands: hands, Journal: journal})
	if err != nil {
		return &story.Result{Failures: []story.Failure{{Message: err.Error()}}}, nil
	}
	stream, err := journal.Stream(context.Background(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	records, err := journal.Load(context.Background(), stream)
	if err != nil {
		t.Fatal(err)
	}
	records = slices.Clone(records)
	for i := range records {
		records[i].Presses = 0
	}
	return result, records
}

// The screen offers whatever a built-in story taps, and what is recorded is the same.
func TestAllStoriesRunOnTheScreen(t *testing.T) {
	set := builtIn(t)
	var names []string
	for _, s := range set.Stories {
		names = append(names, s.Name)
	}
	some := []string{"loop", "stepwise", "guest-form", "cross-border-identity", "partial-return", "coupons-by-hand", "like-save-comment"}
	walks := &flow.Walks{}
	type played struct {
		result  *story.Result
		records []flow.Record
	}
	byEngine := map[string]played{} // by the id of the run
	for _, on := range []struct {
		cols, rows int
		lang       words.Lang
		names      []string
	}{
		{100, 32, words.ZH, names},
		{60, 30, words.ZH, names},
		{100, 32, words.EN, some},
		{140, 45, words.ZH, some},
		{36, 16, words.EN, some},
	} {
		t.Run(fmt.Sprintf("%dx%d-%s", on.cols, on.rows, on.lang), func(t *testing.T) {
			c := before(set, on.lang)
			for _, name := range on.names {
				for _, r := range runsOf(t, set, name) {
					e, ok := byEngine[r.ID]
					if !ok {
						e.result, e.records = play(t, set, r, walks, nil)
						byEngine[r.ID] = e
					}
					want, engine := e.result, e.records
					got, screen := play(t, set, r, walks, func(s *session.Session) story.Hands {
						c.Session = s
						return pilot.New(context.Background(), c, on.cols, on.rows)
					})
					label := fmt.Sprintf("%s (%s, %s, %s)", name, r.Flow.Name, r.Shopper.ID, r.Case.Name)
					if want.Passed != got.Passed || want.Taps != got.Taps || want.Steps != got.Steps {
						t.Errorf("%s: passed %v in %d taps, %d steps on the screen; %v, %d, %d by the engine", label,
							got.Passed, got.Taps, got.Steps, want.Passed, want.Taps, want.Steps)
						for _, f := range got.Failures {
							t.Logf("%s:%d: %s\n%s", f.File, f.Line, f.Message, f.At.Screen)
						}
						continue
					}
					compare(t, label, screen, engine)
				}
			}
		})
	}
}

func compare(t *testing.T, label string, got, want []flow.Record) {
	t.Helper()
	for i := range min(len(got), len(want)) {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("%s: record %d is of %s, want %s", label, i, got[i].Event.Action, want[i].Event.Action)
			return
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d records, want %d", label, len(got), len(want))
	}
}

// A sheet of a tall screen has the price in numerals of three rows, which are read like letters.
func TestAPriceInTallNumeralsIsRead(t *testing.T) {
	set := builtIn(t)
	s, err := story.Parse("tall.yaml", []byte("story: x\nsteps:\n  - open-note: oily-skin-empties\n  - tap-tag: lip-tint\n  - add-to-cart\n"+
		"  - expect: { see: ¥128 }\n  - expect: { see: ¥129 }\n"))
	if err != nil {
		t.Fatal(err)
	}
	run := story.Runs(s, []*flow.Flow{set.Flow("native")}, []*flow.Shopper{set.Shopper("returning")}, 1)[0]
	r, err := story.Play(t.Context(), run, story.Config{Catalogue: set.Catalogue, Hands: func(walk *session.Session) story.Hands {
		c := before(set, words.EN)
		c.Session = walk
		return pilot.New(t.Context(), c, 140, 45)
	}})
	if err != nil || len(r.Failures) != 1 || r.Failures[0].Want != "¥129" {
		t.Errorf("got %v, %+v", err, r)
	}
}
