package story_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/flow/text"
)

// stretch is one session with all that a story of it needs.
type stretch struct {
	world   flow.World // with what all shoppers saw when it began
	records []flow.Record
	shown   session.Shown
}

func stretchOf(s *session.Session) stretch {
	shown := s.Shown().Snapshot()
	w := *shown.World
	w.Shared = s.Began()
	return stretch{w, slices.Clone(shown.Records), shown}
}

// A session that is printed and played again has the same records: the same facts in the same order, the same taps, the same
// money; and what the story proposes to expect holds. It may have begun in the middle of a journey, it may have gone on from
// one under another flow, and it may have branched off.
func TestAnySessionThatIsPrintedWalksAgain(t *testing.T) {
	set := builtIn(t)
	met := map[string]int{}
	for seed := uint64(1); seed <= 2*walks(); seed++ {
		random := rand.New(rand.NewPCG(seed, 5))
		journal := &session.Memory{}
		s := begunAs(t, set, seed, journal, "someone", nil)
		if seed%2 == 0 { // others were there before, and so was this one
			wander(t, random, begun(t, set, random, journal, "other", nil), 20+random.IntN(60))
			s = begunAs(t, set, seed+7, journal, "someone", nil)
			wander(t, random, s, 20+random.IntN(60))
			s = begunAs(t, set, seed, journal, "someone", nil)
		}
		var all []stretch
		for range 1 + random.IntN(3) {
			for range 1 + random.IntN(8) {
				wander(t, random, s, random.IntN(20))
				stray(t, random, s)
			}
			all = append(all, stretchOf(s))
			if err := s.Branch(context.Background(), 1+random.IntN(20)); err != nil {
				t.Fatal(err)
			}
		}
		for i := range all {
			again := all[i].walksAgain(t, set, fmt.Sprintf("walk %d, part %d", seed, i+1), factsOf)
			meets(met, again)
		}
	}
	for _, what := range []string{
		"checkpoint", "expect", "happen", "wait", "fill", "write-review", "refused", "given", "claim-coupon", "type", "payable", "tax",
		"save-identity", "request", "place-order", "pay",
	} {
		if met[what] == 0 {
			t.Errorf("no story has %s", what)
		}
	}
}

// meets counts what stands in a story.
func meets(met map[string]int, printed []byte) {
	for _, word := range strings.FieldsFunc(string(printed), func(r rune) bool { return strings.ContainsRune(" :{},\n", r) }) {
		met[word]++
	}
}

// walksAgain prints a session, plays the story, and compares. It returns the story.
func (w *stretch) walksAgain(t *testing.T, set *fixtures.Set, name string, facts func([]flow.Record) []string) []byte {
	t.Helper()
	printed := story.Print(text.Clean(name, text.Line), w.records, &w.world)
	again, result := played(t, set, &w.world, printed)
	if formed, err := (story.Reading{}).Format("printed.yaml", printed); err != nil || string(formed) != string(printed) {
		t.Fatalf("%s: %v: not in its one form, which is\n%s\nbut\n%s", name, err, formed, printed)
	}
	sameFacts(t, name, facts(again), facts(w.records), printed)
	var meter measure.Meter
	for i := range w.records {
		meter.Add(i, &w.records[i])
	}
	if got, want := figuresOf(result.Taps, result.Steps, result.Fields, result.Keys, len(result.Surprises)), figuresOf(meter.Taps, meter.Steps, meter.Fields, meter.Keys, len(meter.Surprises)); got != want {
		t.Fatalf("%s: %s, want %s in\n%s", name, got, want, printed)
	}
	if len(again) == 0 {
		return printed // nothing was done
	}
	if got, want := moneyOf(fold(again)), moneyOf(fold(w.records)); !slices.Equal(got, want) {
		t.Fatalf("%s: orders\n%s\nwant\n%s\nin\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"), printed)
	}
	return printed
}

func figuresOf(taps, steps, fields, keys, surprises int) string {
	return fmt.Sprintf("%d taps, %d steps, %d fields, %d keys, %d surprises", taps, steps, fields, keys, surprises)
}

func fold(records []flow.Record) *flow.State {
	var s flow.State
	for i := range records {
		s = flow.Apply(s, records[i].Event)
	}
	return &s
}

// moneyOf writes the money of all orders and requests.
func moneyOf(s *flow.State) []string {
	var all []string
	for i := range s.Orders {
		o := &s.Orders[i]
		line := fmt.Sprintf("order %s payable %s captured %s refunded %s", o.Status, o.Quote.Payable, o.Captured, o.Refunded)
		for _, l := range o.Quote.Lines {
			line += " " + l.Name + " " + l.Amount.String()
		}
		all = append(all, line)
	}
	for i := range s.Requests {
		all = append(all, fmt.Sprintf("request %s %s", s.Requests[i].Status, s.Requests[i].Money.Total()))
	}
	return all
}

func sameFacts(t *testing.T, name string, got, want []string, printed []byte) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	t.Fatalf("%s: fact %d of %d and %d differs: got\n%s\nwant\n%s\nin\n%s", name, i, len(got), len(want),
		strings.Join(got[i:min(i+3, len(got))], "\n"), strings.Join(want[i:min(i+3, len(want))], "\n"), printed)
}

// played plays a story and returns its records and its result.
func played(t *testing.T, set *fixtures.Set, w *flow.World, data []byte) ([]flow.Record, *story.Result) {
	t.Helper()
	s, err := story.Parse("printed.yaml", data)
	if err == nil {
		err = s.Check(story.Set{Catalogue: set.Catalogue, Flows: set.Flows, Shoppers: set.Shoppers})
	}
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	var records []flow.Record
	run := story.Runs(s, []*flow.Flow{w.Flow}, []*flow.Shopper{w.Shopper}, 1)[0]
	r, err := story.Play(context.Background(), run, story.Config{
		Catalogue: set.Catalogue, Watch: func(shown session.Shown) { records = shown.Records },
	})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Passed {
		t.Fatalf("%v in\n%s", r.Failures, data)
	}
	return records, r
}

// factsOf writes what must be the same: times, kinds, actions, refusals and places. Ids that a walk makes are its own. A wait
// that only brings about what fell due is none.
func factsOf(records []flow.Record) []string {
	var facts []string
	var state flow.State
	for i := range records {
		r := &records[i]
		e := &r.Event
		state = flow.Apply(state, *e)
		if e.Kind == flow.Begun || e.Kind == flow.Marked {
			continue
		}
		a := e.Action
		if a.ID != "" && strings.ContainsAny(a.ID[:1], "PANRIC") {
			a.ID = a.ID[:1]
		}
		code := e.Refusal.Code
		facts = append(facts, fmt.Sprintf("%s kind %d %s refused %q at %s, amount %s", r.At, e.Kind, a, code, state.Place(), e.Amount))
	}
	return facts
}

// Persons are slower or faster than predicted. Their taps are walked again all the same, and what fell due between two of
// them falls due there.
func TestAnySessionOfAPersonThatIsPrintedWalksAgain(t *testing.T) {
	set := builtIn(t)
	for seed := uint64(1); seed <= walks(); seed++ {
		random := rand.New(rand.NewPCG(seed, 9))
		at := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)
		s, err := session.Open(context.Background(), session.Config{
			World:   worldAs(set, seed),
			Journal: &session.Memory{}, Journey: "someone", ID: "someone", Source: "person", Start: set.Catalogue.Today,
			Clock: func() time.Time { return at },
		})
		if err != nil {
			t.Fatal(err)
		}
		var all []stretch
		for range 1 + random.IntN(3) {
			for range 5 + random.IntN(80) {
				at = at.Add(time.Duration(50+random.IntN(4000)) * time.Millisecond)
				if random.IntN(15) == 0 {
					at = at.Add(time.Duration(random.IntN(900)) * time.Second)
				}
				if wander(t, random, s, 1); random.IntN(4) == 0 {
					stray(t, random, s)
				}
			}
			all = append(all, stretchOf(s))
			if err := s.Branch(context.Background(), 1+random.IntN(20)); err != nil {
				t.Fatal(err)
			}
		}
		for i := range all {
			all[i].walksAgain(t, set, fmt.Sprintf("person %d, part %d", seed, i+1), tapsOf)
		}
	}
}

// tapsOf leaves times and waits out of the facts, and where a video stands and what is seen when a coupon is over: that is
// time as well, and comes with a wait where there is one.
func tapsOf(records []flow.Record) []string {
	var taps []string
	video, seen := fmt.Sprintf("%d ", flow.VideoSet), fmt.Sprintf("%d ", flow.AmountSeen)
	for _, fact := range factsOf(records) {
		_, rest, ok := strings.Cut(fact, " kind ")
		if ok && !strings.Contains(rest, " wait: ") && !strings.HasPrefix(rest, video) && !strings.HasPrefix(rest, seen) {
			taps = append(taps, rest)
		}
	}
	return taps
}

// odd are texts that mean something in YAML, in a story, or on a terminal.
var odd = []string{
	`say "hi": # no, 'no'`, "${qty}", "$${qty} $$${x} ${", "- x", "null", "~", "yes", "0123", "1e3", "12:30", "[a, {b: c}", "&a *b !c", "%x @y `z`",
	"<= 9", "9 or more", "a\\b\\n\"", "👩‍👩‍👧‍👦 好用 🇨🇳", "，。「」", "  blanks  ", "- - - -", "? :", "<<", "{}", "'", "\"", "#", "a: b", "a # b", "<<<<<<", "|", ">-",
	"a\nb\n\n c", "it's", "¥1.00", "\u2028", "e\u0301\u0301", "---", "...", "ﷺ", strings.Repeat("很长 long: ", 60), strings.Repeat("\"", 200), "${" + strings.Repeat("x", 80),
}

// stray does what a walk by chance seldom does: it types odd texts, puts a bookmark, and taps what is not offered.
func stray(t testing.TB, random *rand.Rand, s *session.Session) {
	t.Helper()
	ctx := context.Background()
	shown := s.Shown()
	var err error
	switch random.IntN(4) {
	case 0:
		_, err = s.Mark(ctx)
	case 1:
		verbs := flow.Verbs()
		offers := flow.Offers(shown.World, shown.Now, shown.State)
		a := offers[random.IntN(len(offers))].Representatives()[0]
		if v := verbs[random.IntN(len(verbs))]; v.Spec().Arg == a.Verb.Spec().Arg && v.Spec().Of == a.Verb.Spec().Of && v.Spec().Taps == a.Verb.Spec().Taps {
			a.Verb = v // of something that is there, but mostly not here
		}
		if a.Happening() {
			return
		}
		_, err = s.Tap(ctx, a, 0)
	default:
		for _, o := range flow.Offers(shown.World, shown.Now, shown.State) {
			raw := odd[random.IntN(len(odd))]
			switch o.Action.Verb {
			case flow.Type:
				_, err = s.Tap(ctx, flow.Typing(o.Action.ID, raw), 0)
			case flow.WriteComment:
				a := o.Action
				a.Words = text.Clean(strings.TrimSpace(raw), text.Remark)
				_, err = s.Tap(ctx, a, 0)
			default:
				continue
			}
			if err != nil || random.IntN(3) == 0 {
				break
			}
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// worldAs is the built-in world of one flow and one shopper after the other, so that walks meet all of them.
func worldAs(set *fixtures.Set, n uint64) flow.World {
	i := int(n)
	return flow.World{Catalogue: set.Catalogue, Flow: set.Flows[i%len(set.Flows)], Shopper: set.Shoppers[(i+i/10)%len(set.Shoppers)]}
}

func begunAs(t testing.TB, set *fixtures.Set, n uint64, journal session.Journal, journey string, given *flow.State) *session.Session {
	t.Helper()
	s, err := session.Open(context.Background(), session.Config{
		World: worldAs(set, n), Journal: journal, Journey: journey, ID: journey, Source: "story",
		Start: set.Catalogue.Today.Add(20 * time.Hour), Given: given, Origin: session.Origin{Seed: n},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
