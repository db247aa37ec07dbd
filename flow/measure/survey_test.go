package measure_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
)

// wander walks at random through a journey of some sessions, each in a flow of its own, and returns its records. Some
// sessions branch off, some begin a week later, and the first one may find a full cart.
func wander(set *fixtures.Set, seed uint64) ([]flow.Record, error) {
	random := rand.New(rand.NewPCG(seed, 11))
	ctx, journal := context.Background(), &recorded{}
	who := set.Shoppers[random.IntN(len(set.Shoppers))]
	start := set.Catalogue.Today
	for n := range 1 + random.IntN(3) {
		w := flow.World{Catalogue: set.Catalogue, Flow: set.Flows[random.IntN(len(set.Flows))], Shopper: who}
		c := session.Config{
			World: w, Journal: journal, Journey: "j", ID: fmt.Sprintf("s%d-%d", seed, n), Source: []string{"person", "story"}[random.IntN(2)], Start: start,
		}
		if n == 0 && seed%3 == 0 && w.Flow.Cart {
			given := filled(set, &w, random)
			c.Given = &given
		}
		s, err := session.Open(ctx, c)
		if err != nil {
			return nil, err
		}
		for i := range 60 + random.IntN(60) {
			shown := s.Shown()
			a := chosen(shown, random)
			if a.Happening() {
				_, err = s.Happen(ctx, a)
			} else {
				_, err = s.Tap(ctx, a, random.IntN(3))
			}
			if i == 40 && seed%5 == 0 && err == nil {
				err = s.Branch(ctx, 10)
			}
			if err != nil {
				return nil, err
			}
		}
		start = s.Shown().Now.Add(time.Duration(random.IntN(20*24)) * time.Hour)
	}
	return journal.all, nil
}

// recorded is a journal that keeps what went in.
type recorded struct {
	session.Memory
	all []flow.Record
}

func (r *recorded) Append(ctx context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error {
	err := r.Memory.Append(ctx, stream, expected, records, seen)
	if err == nil {
		r.all = append(r.all, records...)
	}
	return err
}

func filled(set *fixtures.Set, w *flow.World, random *rand.Rand) flow.State {
	s := flow.Start(w, 1)
	s.Trail = append(s.Trail, flow.Spot{Place: flow.Cart})
	for range 3 {
		p := &set.Catalogue.Products[random.IntN(len(set.Catalogue.Products))]
		v := &p.Variants[0]
		if v.Stock > 0 && v.Presale == nil && s.Line(v.SKU) == nil {
			notes := set.Catalogue.NotesOn(p.ID)
			line := flow.CartLine{SKU: v.SKU, Quantity: 1, Ticked: true, Price: v.Price}
			if len(notes) > 0 {
				line.Note = notes[0].ID
			}
			s.Cart = append(s.Cart, line)
		}
	}
	return s
}

// chosen picks what comes next: what leads on more often than what leads away.
func chosen(shown session.Shown, random *rand.Rand) flow.Action {
	if all := flow.Happenings(shown.World, shown.State); len(all) > 0 && random.IntN(3) == 0 {
		if a := all[random.IntN(len(all))].Action; a.Verb != flow.ExpireOrder || random.IntN(9) == 0 {
			return a
		}
	}
	offers := flow.Offers(shown.World, shown.Now, shown.State)
	weigh := func(o flow.Offer) int {
		switch {
		case o.Refusal.Refused():
			return 1
		case o.Action.Verb == flow.LeaveFor:
			return 1
		}
		switch o.Action.Verb {
		case flow.PlaceOrder, flow.OpenCheckout, flow.Pay, flow.EnterPassword, flow.Confirm, flow.BuyNow, flow.TapTag, flow.NextStep, flow.SubmitReview,
			flow.SubmitRequest, flow.PayBalance, flow.SaveAddress, flow.SaveIdentity, flow.AddToCart:
			return 60
		case flow.Back, flow.Home, flow.Remove, flow.OpenNote, flow.KeepBrowsing:
			return 4
		}
		return 10
	}
	sum := 0
	for _, o := range offers {
		sum += weigh(o)
	}
	if sum == 0 {
		return act(flow.Back)
	}
	n := random.IntN(sum)
	for _, o := range offers {
		if n -= weigh(o); n < 0 {
			return o.Representatives()[0]
		}
	}
	return act(flow.Back)
}

type journeys struct {
	set *fixtures.Set
	all [][]flow.Record
	err error
}

var wandered = sync.OnceValue(func() (j journeys) {
	if j.set, j.err = fixtures.BuiltIn(); j.err != nil {
		return j
	}
	for seed := range uint64(60) {
		records, err := wander(j.set, seed)
		if err != nil {
			j.err = err
			return j
		}
		j.all = append(j.all, records)
	}
	return j
})

func walks(t testing.TB) journeys {
	t.Helper()
	j := wandered()
	if j.err != nil {
		t.Fatal(j.err)
	}
	return j
}

func survey(j *journeys, q *measure.Query) *measure.Survey {
	s := measure.NewSurvey(q, j.set.Catalogue)
	for _, records := range j.all {
		for i := range records {
			s.Read(&records[i])
		}
		s.End()
	}
	return s
}

// counted folds journeys into one ledger; the visit is put away before each record that cut names.
func counted(j *journeys, cut func(journey, record int, r *flow.Record) bool) measure.Ledger {
	book := measure.Ledger{}
	c := measure.NewCounter(book)
	for n, records := range j.all {
		c.Resume(measure.Visit{})
		for i := range records {
			if i > 0 && cut(n, i, &records[i]) {
				c.Resume(c.Rest())
			}
			c.Read(&records[i])
		}
		c.Rest()
	}
	return book
}

func trim(l measure.Ledger) map[measure.Cell]measure.Tally {
	cells := map[measure.Cell]measure.Tally{}
	for cell, t := range l {
		t = t.Clone()
		t.Trim()
		if !reflect.DeepEqual(*t, measure.Tally{}) {
			cells[cell] = *t
		}
	}
	return cells
}

func same(t *testing.T, got, want map[measure.Cell]measure.Tally) {
	t.Helper()
	for cell, w := range want {
		if g := got[cell]; !reflect.DeepEqual(g, w) {
			t.Errorf("%v: got\n%+v\nwant\n%+v", cell, g, w)
			return
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d cells, want %d", len(got), len(want))
	}
}

func TestAVisitMayBePutAwayBetweenAnyTwoRecords(t *testing.T) {
	j := walks(t)
	whole := trim(counted(&j, func(int, int, *flow.Record) bool { return false }))
	t.Run("all", func(t *testing.T) {
		same(t, trim(counted(&j, func(int, int, *flow.Record) bool { return true })), whole)
	})
	t.Run("some", func(t *testing.T) {
		random := rand.New(rand.NewPCG(3, 4))
		same(t, trim(counted(&j, func(int, int, *flow.Record) bool { return random.IntN(5) == 0 })), whole)
	})
}

func TestWhatRestReturnsIsOnesOwn(t *testing.T) {
	j := walks(t)
	for _, records := range j.all[:20] {
		c := measure.NewCounter(measure.Ledger{})
		half := len(records) / 2
		for i := range records[:half] {
			c.Read(&records[i])
		}
		kept := c.Rest()
		before := fmt.Sprintf("%+v", kept)
		c.Resume(kept)
		for i := range records[half:] {
			c.Read(&records[half+i])
		}
		c.Rest()
		if after := fmt.Sprintf("%+v", kept); after != before {
			t.Fatalf("the visit that was put away changed\n%s\n%s", before, after)
		}
	}
}
