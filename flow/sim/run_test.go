package sim_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/sim"
)

// kept runs a plan and keeps all journeys, by flow.
func kept(t *testing.T, p sim.Plan) (*sim.Result, map[string][]sim.Journey) {
	t.Helper()
	journeys := map[string][]sim.Journey{}
	p.Name = func(f *flow.Flow, n uint64) string { return fmt.Sprintf("sim-%s-%d", f.Name, n) }
	p.Keep = func(f *flow.Flow, batch []sim.Journey) error {
		journeys[f.Name] = append(journeys[f.Name], batch...)
		return nil
	}
	return run(t, p), journeys
}

func copyOf(f *flow.Flow, name string, change func(*flow.Flow)) *flow.Flow {
	c := *f
	c.Name = name
	change(&c)
	return &c
}

// buyers makes shoppers go for products more often, so that fewer of them are enough for a test about carts.
func buyers(p *sim.Plan) {
	set := *p.Set
	set.Funnel.FeedLeave, set.Funnel.NoteLeave, set.Funnel.ProductLeave, set.Funnel.ProductDoor = 1, 1, 1, 300
	p.Set = &set
}

func TestTheSameSeedGivesTheSameResultForAnyNumberOfWorkers(t *testing.T) {
	var first *sim.Result
	var journeys map[string][]sim.Journey
	for _, workers := range []int{1, 2, 8} {
		p := plan(t, 2_000, "native", "stepwise", "redirect")
		p.Workers, p.Ranges = workers, true
		r, all := kept(t, p)
		if first == nil {
			first, journeys = r, all
			continue
		}
		if fmt.Sprint(*r) != fmt.Sprint(*first) || r.Digest != first.Digest {
			t.Errorf("%d workers have another result than one", workers)
		}
		for name := range journeys {
			for i := range journeys[name] {
				a, b := journeys[name][i], all[name][i]
				if a.Key != b.Key || len(a.Records) != len(b.Records) || a.Records[len(a.Records)-1].At != b.Records[len(b.Records)-1].At {
					t.Fatalf("%d workers: journey %s differs", workers, a.Key)
				}
			}
		}
	}
	p := plan(t, 2_000, "native", "stepwise", "redirect")
	p.Seed = 2
	if r := run(t, p); r.Digest == first.Digest {
		t.Error("another seed has the same result")
	}
}

func TestAFlowAgainstItsCopyDiffersInNothing(t *testing.T) {
	p := plan(t, 2_000, "stepwise")
	p.Flows = append(p.Flows, copyOf(p.Flows[0], "copy", func(*flow.Flow) {}))
	p.Ranges = true
	buyers(&p)
	r := run(t, p)
	pair := r.Pairs[0]
	if pair.Won != 0 || pair.Lost != 0 || pair.Both == 0 {
		t.Fatalf("won %d, lost %d, both %d", pair.Won, pair.Lost, pair.Both)
	}
	a, b := r.Figures[0], r.Figures[1]
	b.Flow = a.Flow
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("figures differ:\n%v\n%v", a, b)
	}
	for _, one := range r.Differences(1) {
		if one.Points != 0 {
			t.Errorf("%s: %v", one.What, one.Points)
		}
	}
}

func TestMoreFrictionWinsNobodyBack(t *testing.T) {
	for _, row := range []struct {
		name  string
		worse func(*flow.Flow)
	}{
		{"fees first shown at checkout", func(f *flow.Flow) { f.Fees = flow.Checkout }},
		{"fees first shown in the cart", func(f *flow.Flow) { f.Fees = flow.Cart }},
		{"a password for each payment", func(f *flow.Flow) { f.Auth = flow.AuthPassword }},
		{"the address typed each time", func(f *flow.Flow) { f.Address = "form" }},
		{"fewer payments", func(f *flow.Flow) { f.Methods = []flow.Method{flow.Alipay} }},
		{"a checkout in steps", func(f *flow.Flow) { f.Steps = true }},
	} {
		t.Run(row.name, func(t *testing.T) {
			thetas := []float64{0.5}
			if long() {
				thetas = sim.Thetas[:]
			}
			for _, theta := range thetas {
				p := plan(t, 2_500, "native")
				p.Flows = append(p.Flows, copyOf(p.Flows[0], "worse", row.worse))
				p.Theta = theta
				buyers(&p)
				set := *p.Set
				set.Funnel.Slip = 0 // a slip is a draw of the place that only the longer way has
				p.Set = &set
				pair := run(t, p).Pairs[0]
				if pair.Won > 0 || pair.Lost == 0 {
					t.Errorf("theta %v: won %d (from %v), lost %d", theta, pair.Won, pair.WonFrom, pair.Lost)
				}
			}
		})
	}
}

func TestOtherParametersAreWorkedOutAsIfTheShoppersHadWalkedAgain(t *testing.T) {
	p := plan(t, 2_000, "guest-form", "native")
	p.Ranges = true
	buyers(&p)
	r := run(t, p)
	check := func(what string, again sim.Plan) {
		t.Helper()
		again.Ranges = false
		figures := run(t, again).Figures
		i := slices.IndexFunc(r.Variants, func(v sim.Varied) bool { return v.What == what })
		if i < 0 {
			t.Fatalf("there is no variant %q", what)
		}
		for f := range figures {
			if got, want := r.Variants[i].Bought[f], figures[f].Bought(); got != want {
				t.Errorf("%s, %s: %d bought, want %d", what, figures[f].Flow, got, want)
			}
		}
	}
	again := p
	again.Theta = 1
	check("theta 1", again)
	again = p
	vintage, err := fixtures.Assumptions("baymard-2016")
	if err != nil {
		t.Fatal(err)
	}
	vintage.Funnel = p.Set.Funnel
	again.Set = vintage
	check("baymard-2016", again)
	if low, high, ok := r.Range(1); !ok || low.Points >= high.Points {
		t.Errorf("the range is %v to %v", low, high)
	}
}

func TestPatienceEndsAWalkAndChangesNothingBefore(t *testing.T) {
	p := plan(t, 2_000, "stepwise", "redirect")
	buyers(&p)
	_, usual := kept(t, p)
	endless := *p.Set
	endless.Scales = []float64{0, 0, 0}
	p.Set = &endless
	r, patient := kept(t, p)
	shorter := 0
	for name := range usual {
		for i, j := range usual[name] {
			long := patient[name][i].Records
			if len(j.Records) < len(long) {
				shorter++
			}
			for k := range min(len(j.Records), len(long)) {
				if k > 0 && (j.Records[k].At != long[k].At || j.Records[k].Event.Action != long[k].Event.Action) {
					t.Fatalf("%s: record %d differs", j.Key, k)
				}
			}
		}
	}
	if shorter == 0 {
		t.Error("nobody lost patience")
	}
	for _, c := range sim.Causes() {
		for i := range r.Figures {
			if n := r.Figures[i].Reasons[c]; n > 0 && c != sim.Declined {
				t.Errorf("%d with endless patience left %s for %s", n, r.Figures[i].Flow, c)
			}
		}
	}
}

func TestEveryTapIsOneThatThePlaceOffers(t *testing.T) {
	p := plan(t, 500, "native", "guest-form", "stepwise", "express", "redirect")
	buyers(&p)
	set := p.Set
	_, journeys := kept(t, p)
	taps, refused := 0, 0
	for _, f := range p.Flows {
		for _, j := range journeys[f.Name] {
			var s flow.State
			w := flow.World{Catalogue: p.Catalogue, Flow: f}
			for i := range j.Records {
				r := &j.Records[i]
				if r.Event.Kind == flow.Begun {
					w.Shopper = p.Shopper(r.Event.Begin.Shopper)
					if r.Event.Begin.Source != "sim" || r.Event.Begin.Session != j.Key || r.Event.Begin.Digest != f.Digest() {
						t.Fatalf("%s begins with %+v", j.Key, r.Event.Begin)
					}
				}
				if r.Event.Kind == flow.Tapped {
					taps++
					if r.Event.Refusal.Refused() {
						refused++
					}
					if !offered(&w, r, &s) {
						t.Fatalf("%s under %s: %s is not offered at %s", j.Key, f.Name, r.Event.Action, s.Place())
					}
				}
				w.Shared = flow.Share(w.Shared, r.Event)
				s = flow.Apply(s, r.Event)
			}
		}
	}
	if taps == 0 || refused == 0 || refused > taps/20 {
		t.Errorf("%d taps, %d refused; want some, by slips only (%v)", taps, refused, set.Funnel.Slip)
	}
}

// offered says whether the place offers what was tapped; for a field, any text.
func offered(w *flow.World, r *flow.Record, s *flow.State) bool {
	a := r.Event.Action
	if a.Verb == flow.Type {
		a.Words = flow.Action{}.Words
	}
	return slices.ContainsFunc(flow.Offers(w, r.At, s), func(o flow.Offer) bool { return o.Action == a })
}

func TestFiguresAreThoseOfTheRecords(t *testing.T) {
	p := plan(t, 2_000, "native", "redirect")
	buyers(&p)
	r, journeys := kept(t, p)
	for i, f := range p.Flows {
		var millis int64
		paid, outside, carts, taps := 0, 0, 0, 0
		for _, j := range journeys[f.Name] {
			var m measure.Meter
			bought := false
			for k := range j.Records {
				m.Add(k, &j.Records[k])
				bought = bought || j.Records[k].Event.Kind == flow.BoughtOutside
			}
			if m.Stages.Has(flow.StageCart) {
				carts++
			}
			if m.Confirmed || bought {
				millis += m.Millis
				taps += m.Taps
			}
			if m.Confirmed {
				paid++
			} else if bought {
				outside++
			}
		}
		g := &r.Figures[i]
		if g.Paid != paid || g.Outside != outside || g.Carts != carts || g.Millis != millis || g.Taps != taps {
			t.Errorf("%s: got %+v, the records have paid %d, outside %d, carts %d, %d ms, %d taps", f.Name, *g, paid, outside, carts, millis, taps)
		}
		sum := 0
		for _, n := range g.Reasons {
			sum += n
		}
		if sum != g.Sessions || g.Sessions != p.Shoppers {
			t.Errorf("%s: %d sessions, %d with a reason", f.Name, g.Sessions, sum)
		}
		if g.Reasons[sim.Done] != paid || g.Reasons[sim.DoneOutside] != outside {
			t.Errorf("%s: who is done has not paid", f.Name)
		}
	}
}

func TestSimulatedTimePassesAsTheModelPredicts(t *testing.T) {
	p := plan(t, 2_000, "native")
	buyers(&p)
	_, journeys := kept(t, p)
	ratio, n := 0.0, 0
	for _, j := range journeys["native"] {
		var m measure.Meter
		var cost int64 // of all acts but the last, which no record follows
		for k := range j.Records {
			cost = m.Millis
			m.Add(k, &j.Records[k])
		}
		if spent := j.Records[len(j.Records)-1].At.Sub(j.Records[0].At).Milliseconds(); cost > 0 && spent > 0 {
			ratio += math.Log(float64(spent) / float64(cost))
			n++
		}
	}
	if got := math.Exp(ratio / float64(n)); got < 0.8 || got > 1.2 {
		t.Errorf("time passes %.2f times as fast as predicted", got)
	}
}

func TestACancelledRunKeepsWholeBatchesOnly(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	p := plan(t, 50_000, "native")
	p.Name = func(_ *flow.Flow, n uint64) string { return fmt.Sprint(n) }
	n := 0
	p.Keep = func(_ *flow.Flow, batch []sim.Journey) error {
		n += len(batch)
		cancel()
		return nil
	}
	if _, err := sim.Run(ctx, p); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want that it was cancelled", err)
	}
	if n == 0 || n == p.Shoppers || n%512 != 0 {
		t.Errorf("%d journeys were kept", n)
	}
	full := errors.New("disk full")
	p.Keep = func(*flow.Flow, []sim.Journey) error { return full }
	if _, err := sim.Run(context.Background(), p); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}

func TestAPlanThatMakesNoSenseIsRefused(t *testing.T) {
	for name, change := range map[string]func(*sim.Plan){
		"nobody":          func(p *sim.Plan) { p.Shoppers = 0 },
		"too many":        func(p *sim.Plan) { p.Shoppers = sim.MostShoppers + 1 },
		"no flow":         func(p *sim.Plan) { p.Flows = nil },
		"theta":           func(p *sim.Plan) { p.Theta = 0.7 },
		"unknown profile": func(p *sim.Plan) { p.Shopper = func(string) *flow.Shopper { return nil } },
	} {
		p := plan(t, 10, "native")
		change(&p)
		if _, err := sim.Run(context.Background(), p); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
