package stage

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/tuitest"
)

// told is a story with captions and checkpoints; its second expectation is missed where payable is another amount.
const told = `story: 从一篇空瓶记到下单
steps:
  - say: 小满刷到一篇空瓶记，想买那支唇釉。
  - open-note: oily-skin-empties
  - say: 标签就在图上，一点就到商品页；the whole way stays in the app.
  - tap-tag: lip-tint
  - checkpoint: product
  - buy-now
  - choose: { shade: rose-03 }
  - confirm
  - expect: { place: checkout, payable: PAYABLE }
  - checkpoint: order
  - place-order
  - pay
  - expect: { place: confirmation, order: paid }
`

// asked says what is played, and how it looks.
type asked struct {
	text     string // of a story of its own; "" takes the built-in one of that name
	name     string
	flows    []string
	shoppers []string
	lang     words.Lang
	look     tui.Look
	change   func(*Config)
}

func builtIn(t testing.TB) *fixtures.Set {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func held() string    { return strings.Replace(told, "PAYABLE", "¥140.00", 1) }
func failing() string { return strings.Replace(told, "PAYABLE", "¥128.00", 1) }

func (q asked) runs(t testing.TB) []story.Run {
	t.Helper()
	set := builtIn(t)
	src := story.Source{File: "told.yaml", Data: []byte(q.text)}
	if q.text == "" {
		found, ok := set.Story(q.name)
		if !ok {
			t.Fatalf("no story %s", q.name)
		}
		src = story.Source{File: found.File, Data: found.Data}
	}
	s, err := set.Reading().Parse(src.File, src.Data)
	if err != nil {
		t.Fatal(err)
	}
	flows, shoppers := q.flows, q.shoppers
	if flows == nil {
		if flows = s.Flows; flows == nil {
			flows = []string{"native"}
		}
	}
	if shoppers == nil {
		if shoppers = s.Shoppers; shoppers == nil {
			shoppers = []string{"returning"}
		}
	}
	var f []*flow.Flow
	for _, name := range flows {
		f = append(f, set.Flow(name))
	}
	var w []*flow.Shopper
	for _, name := range shoppers {
		w = append(w, set.Shopper(name))
	}
	return story.Runs(s, f, w, 1)
}

// open makes a stage; cols of 0 leave the curtain down.
func open(t testing.TB, q asked, cols, rows int) *Stage {
	t.Helper()
	set := builtIn(t)
	if q.look == (tui.Look{}) {
		q.look = tui.Look{Profile: colorprofile.TrueColor}
	}
	c := Config{
		Runs: q.runs(t), Story: story.Config{Catalogue: set.Catalogue},
		App: tui.Config{Pictures: look.NewPictures(set.Picture), Lang: q.lang, Look: q.look},
		GoOn: func(ctx context.Context, r story.Run, j session.Journal) (*session.Session, tui.Around, error) {
			s, err := session.Open(ctx, session.Config{
				World: flow.World{Catalogue: set.Catalogue, Flow: r.Flow, Shopper: r.Shopper}, Journal: j, Journey: r.ID, ID: "person",
				Source: "person", Start: set.Catalogue.Today, Clock: func() time.Time { return time.Unix(0, 0) },
			})
			return s, tui.Around{}, err
		},
	}
	if q.change != nil {
		q.change(&c)
	}
	s := New(context.Background(), c)
	t.Cleanup(s.Close)
	if cols > 0 {
		s.Resize(cols, rows)
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	return s
}

// until lets time pass until something holds, and demands that it comes to hold.
func until(t testing.TB, s *Stage, what string, holds func() bool) {
	t.Helper()
	for !holds() {
		d, more := s.Next()
		if !more || s.Err() != nil {
			t.Fatalf("no %s (%v):\n%s", what, s.Err(), s.Canvas().Plain())
		}
		s.Advance(d)
	}
}

// through plays to the end.
func through(t testing.TB, s *Stage) {
	t.Helper()
	for {
		d, more := s.Next()
		if !more {
			break
		}
		s.Advance(d)
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
}

func press(s *Stage, names ...string) tea.Cmd {
	var cmd tea.Cmd
	for _, name := range names {
		_, cmd = s.Update(tuitest.Key(name))
	}
	return cmd
}

// unpressed are records without the keys that the terminal saw.
func unpressed(records []flow.Record) []flow.Record {
	all := append([]flow.Record(nil), records...)
	for i := range all {
		all[i].Presses = 0
	}
	return all
}

func TestAPlayComesToWhatARunComesTo(t *testing.T) {
	set := builtIn(t)
	for _, q := range []asked{
		{name: "loop"}, {name: "loop", flows: []string{"redirect"}}, {name: "stepwise"}, {name: "guest-form"},
		{name: "cross-border-identity"}, {name: "payment-declined-then-paid"}, {name: "rewind-and-branch"}, {name: "partial-return"},
		{name: "late-parcel"}, {name: "coupons-by-hand"}, {text: held()}, {text: failing()},
	} {
		for _, run := range q.runs(t) {
			own := q
			own.change = func(c *Config) { c.Runs = []story.Run{run} }
			s := open(t, own, 100, 32)
			through(t, s)
			var last session.Shown
			want, err := story.Play(context.Background(), run, story.Config{
				Catalogue: set.Catalogue, Watch: func(s session.Shown) { last = s }, Origin: session.Origin{Digest: run.Flow.Digest()},
			})
			if err != nil {
				t.Fatal(err)
			}
			got := s.Results()
			if len(got) != 1 {
				t.Fatalf("%s: %d results", run.Story.Name, len(got))
			}
			for i := range got[0].Failures {
				got[0].Failures[i].At.Screen = ""
			}
			if !reflect.DeepEqual(got[0], want) {
				t.Errorf("%s under %s: got %+v, want %+v", run.Story.Name, run.Flow.Name, got[0], want)
			}
			if s.Missed() == want.Passed {
				t.Errorf("%s: missed %v", run.Story.Name, s.Missed())
			}
			if a := s.actors[0]; last.Meter != nil && !reflect.DeepEqual(unpressed(a.shown.Records), unpressed(last.Records)) {
				t.Errorf("%s under %s: other records", run.Story.Name, run.Flow.Name)
			}
		}
	}
}

// looking is a story that reads the screen: in Chinese the first line holds and the last one is missed, in English it is the
// other way round.
const looking = `story: 看得见的才算数
steps:
  - open-note: oily-skin-empties
  - tap-tag: lip-tint
  - expect: { place: product, see: 加入购物车 }
  - add-to-cart
  - expect: { place: sku, see: Choose }
`

// What is expected of the screen is looked for on it, and its line is not passed over.
func TestWhatIsExpectedOnTheScreenCounts(t *testing.T) {
	for _, c := range []struct {
		text   string
		misses bool
	}{
		{looking, true},
		{strings.Replace(looking, "see: Choose", "see-not: Choose", 1), false},
	} {
		s := open(t, asked{text: c.text}, 100, 32)
		lined("expect: { place: product")(t, s)
		if st := s.actors[0].states[2]; st != current {
			t.Errorf("the line that looks at the screen is in state %d", st)
		}
		lined("expect: { place: sku")(t, s)
		a := s.actors[0]
		if missed := a.states[a.line] == failed; missed != c.misses {
			t.Errorf("missed %v before the end, want %v:\n%s", missed, c.misses, s.Canvas().Plain())
		}
		through(t, s)
		if r := a.result; r.Passed == c.misses || len(r.Skipped) > 0 {
			t.Errorf("result %+v", r)
		}
	}
}

// Another language is another screen: what is still to come is rehearsed on it.
func TestWhatIsExpectedFollowsTheLanguage(t *testing.T) {
	s := open(t, asked{text: looking}, 100, 32)
	press(s, "L")
	lined("expect: { place: product")(t, s)
	a := s.actors[0]
	if a.states[a.line] != failed {
		t.Error("Chinese words are found on an English screen")
	}
	lined("expect: { place: sku")(t, s)
	if through(t, s); len(a.result.Failures) != 1 || a.states[4] != done {
		t.Errorf("failures %v, last line %d", a.result.Failures, a.states[4])
	}
}

// A price in tall numerals is a price that can be read.
func TestTallNumeralsAreSeen(t *testing.T) {
	const text = "story: the price\nsteps:\n  - open-note: oily-skin-empties\n  - tap-tag: lip-tint\n  - expect: { place: product, see: ¥128 }\n"
	s := open(t, asked{text: text, flows: []string{"native", "express"}}, 160, 45)
	if through(t, s); s.Missed() || len(s.Results()) != 2 {
		t.Errorf("missed %v, %v", s.actors[0].result.Failures, s.actors[1].result.Failures)
	}
}
