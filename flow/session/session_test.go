package session_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// person is a session with a clock that a test moves, on a journal that a test can spoil.
type person struct {
	t       *testing.T
	set     *fixtures.Set
	journal *spoilt
	real    time.Time
	tick    time.Duration // by which reading the clock moves it
	s       *session.Session
}

// spoilt answers the next appends with the errors that are left.
type spoilt struct {
	session.Memory
	errs  []error
	tried int
}

func (j *spoilt) Append(ctx context.Context, stream uint32, expected uint64, records []flow.Record, seen *flow.Shared) error {
	j.tried++
	if len(j.errs) > 0 {
		err := j.errs[0]
		if j.errs = j.errs[1:]; err != nil {
			return err
		}
	}
	return j.Memory.Append(ctx, stream, expected, records, seen)
}

func visit(t *testing.T) *person {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	p := &person{t: t, set: set, journal: &spoilt{}, real: time.Date(2030, 1, 1, 9, 0, 0, 0, time.UTC)}
	return p.open(nil)
}

func (p *person) open(given *flow.State) *person {
	p.t.Helper()
	s, err := session.Open(context.Background(), session.Config{
		World:   flow.World{Catalogue: p.set.Catalogue, Flow: p.set.Flow("native"), Shopper: p.set.Shopper("returning")},
		Journal: p.journal, Journey: "returning", ID: "x", Source: "person", Start: p.set.Catalogue.Today, Given: given,
		Clock: func() time.Time { p.real = p.real.Add(p.tick); return p.real },
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.s = s
	return p
}

func (p *person) tap(actions ...flow.Action) session.Shown {
	p.t.Helper()
	var shown session.Shown
	for _, a := range actions {
		var err error
		if shown, err = p.s.Tap(context.Background(), a, 2); err != nil {
			p.t.Fatalf("%s: %v", a, err)
		}
	}
	return shown
}

// later returns how long after the start of the journey it is.
func (p *person) later() time.Duration { return p.s.Shown().Now.Sub(p.set.Catalogue.Today) }

// ordered demands that the records' times never go back and their numbers have no gap.
func (p *person) ordered() {
	p.t.Helper()
	records := p.s.Shown().Records
	for i := 1; i < len(records); i++ {
		if was, is := records[i-1], records[i]; is.At < was.At || is.Seq != was.Seq+1 {
			p.t.Fatalf("record %d %s at %s follows %d %s at %s", is.Seq, is.Event.Action, is.At, was.Seq, was.Event.Action, was.At)
		}
	}
}

func do(v flow.Verb) flow.Action { return flow.Action{Verb: v} }

var (
	toTint = []flow.Action{{Verb: flow.OpenNote, ID: "oily-skin-empties"}, {Verb: flow.TapTag, ID: "lip-tint"}}
	choose = flow.Action{Verb: flow.Choose, ID: "shade", Value: "rose-03"}
	toPay  = []flow.Action{do(flow.BuyNow), choose, do(flow.Confirm), do(flow.PlaceOrder)}
	wait5m = flow.Action{Verb: flow.Wait, N: 300}
)

func TestTimeStandsStillWhileTheStoreIsClosed(t *testing.T) {
	p := visit(t)
	p.real = p.real.Add(3 * time.Minute)
	p.tap(toTint...)
	p.real = p.real.Add(72 * time.Hour)
	if p.open(nil); p.later() != 3*time.Minute {
		t.Fatalf("got %s after the start, want 3m", p.later())
	}
	p.real = p.real.Add(time.Minute)
	if p.tap(do(flow.Back)); p.later() != 4*time.Minute {
		t.Fatalf("got %s after the start, want 4m", p.later())
	}
}

// Time that was skipped is not lost when the store is closed before the next tap.
func TestSkippedTimeIsKept(t *testing.T) {
	p := visit(t)
	p.tap(toTint...)
	if _, err := p.s.Happen(context.Background(), wait5m); err != nil {
		t.Fatal(err)
	}
	if p.open(nil); p.later() != 5*time.Minute {
		t.Fatalf("got %s after the start, want 5m", p.later())
	}
}

// Where others changed the shelf the session reads again; the time that it has been open counts once.
func TestReadingAgainDoesNotMoveTheClock(t *testing.T) {
	for _, err := range []error{flow.ErrTaken{SKU: "lip-tint-03"}, flow.ErrStale} {
		p := visit(t)
		p.tap(toTint...)
		p.real = p.real.Add(20 * time.Minute)
		p.tap(do(flow.BuyNow), choose, do(flow.Confirm))
		p.journal.errs = []error{err}
		if shown := p.tap(do(flow.PlaceOrder)); shown.State.Place() != flow.Payment || p.later() != 20*time.Minute {
			t.Errorf("%v: at %s %s after the start, want payment, 20m", err, shown.State.Place(), p.later())
		}
		p.ordered()
	}
}

func TestThreeTriesThenBusy(t *testing.T) {
	p := visit(t)
	p.tap(append(slices.Clone(toTint), toPay[:3]...)...)
	taken := flow.ErrTaken{SKU: "lip-tint-03"}
	p.journal.errs, p.journal.tried = []error{taken, taken, taken}, 0
	before := p.s.Shown().Snapshot()
	shown := p.tap(do(flow.PlaceOrder))
	if shown.Refused.Code != flow.Busy || p.journal.tried != 4 || len(shown.State.Orders) != 0 {
		t.Fatalf("got refusal %q after %d appends, %d orders", shown.Refused.Code, p.journal.tried, len(shown.State.Orders))
	}
	if shown.Meter.Taps != before.Meter.Taps+1 || shown.Meter.Refused != 1 || shown.Meter.Steps != before.Meter.Steps {
		t.Fatalf("got meter %+v", shown.Meter)
	}
	if shown = p.tap(do(flow.PlaceOrder)); shown.State.Place() != flow.Payment {
		t.Fatalf("got place %s", shown.State.Place())
	}
}

func TestWhatIsNotWrittenDidNotHappen(t *testing.T) {
	p := visit(t)
	p.tap(append(slices.Clone(toTint), toPay[:3]...)...)
	before := p.s.Shown().Snapshot()
	full := errors.New("disk full")
	p.journal.errs = []error{full}
	shown, err := p.s.Tap(context.Background(), do(flow.PlaceOrder), 1)
	if !errors.Is(err, full) || shown.State.Seq != before.State.Seq || shown.Meter.Taps != before.Meter.Taps || len(shown.Records) != len(before.Records) {
		t.Fatalf("got %v, seq %d, %d taps", err, shown.State.Seq, shown.Meter.Taps)
	}
	if got := shown.World.Left("lip-tint-03"); got != before.World.Left("lip-tint-03") {
		t.Fatalf("%d left", got)
	}
	if shown = p.tap(do(flow.PlaceOrder)); len(shown.State.Orders) != 1 {
		t.Fatalf("got %d orders", len(shown.State.Orders))
	}
	p.ordered()
}

// However the clock moves between its readings, what is due comes before the tap, in its order, and carries no presses.
func TestWhatIsDueComesBeforeTheTap(t *testing.T) {
	for tick := time.Duration(0); tick <= 90*time.Second; tick += 10 * time.Second {
		p := visit(t)
		p.tick = tick
		p.tap(toTint...)
		p.tap(toPay...)
		p.tap(do(flow.Pay), flow.Action{Verb: flow.ChoosePayment, ID: "wechat"})
		for _, method := range []string{"alipay", "wechat"} { // never idle for half an hour
			p.real = p.real.Add(12 * time.Minute)
			p.tap(flow.Action{Verb: flow.ChoosePayment, ID: method})
		}
		p.real = p.real.Add(12 * time.Minute)
		shown := p.tap(do(flow.Back))
		p.ordered()
		var heads []string
		presses := int32(0)
		for _, r := range shown.Records {
			presses += r.Presses
			if r.Event.Kind == flow.Happened {
				heads = append(heads, r.Event.Action.Verb.String())
				presses += 1000 * r.Presses
			}
		}
		if !slices.Equal(heads, []string{"payment", "order-expired"}) || presses != 2*11 || shown.Meter.Presses != 2*11 {
			t.Errorf("tick %s: got %v and %d presses", tick, heads, presses)
		}
	}
}

// What was due before the time that is skipped comes before it.
func TestWhatIsDueComesBeforeTheWait(t *testing.T) {
	p := visit(t)
	p.tap(toTint...)
	p.tap(toPay...)
	p.tap(do(flow.Pay))
	p.real = p.real.Add(2 * time.Minute)
	if _, err := p.s.Happen(context.Background(), wait5m); err != nil {
		t.Fatal(err)
	}
	if p.ordered(); p.later() != 7*time.Minute {
		t.Fatalf("got %s after the start, want 7m", p.later())
	}
}

// A state of a later program may name places that this one lacks; the shopper lands on the page below them.
func TestAnUnknownPlaceIsLeft(t *testing.T) {
	feed, note := flow.Spot{Place: flow.Feed}, flow.Spot{Place: flow.Note, Subject: "oily-skin-empties"}
	for _, c := range []struct {
		trail []flow.Spot
		want  flow.Spot
	}{
		{nil, feed},
		{[]flow.Spot{{Place: 200}}, feed},
		{[]flow.Spot{feed, note, {Place: 200}, {Place: flow.Cart}}, note},
		{[]flow.Spot{feed, note, feed}, note},
	} {
		given := &flow.State{Trail: c.trail}
		shown := visit(t).open(given).s.Shown()
		if shown.State.Spot() != c.want || shown.Records[0].Event.Begin.State.Spot() != c.want {
			t.Errorf("%v: got %v, want %v", c.trail, shown.State.Trail, c.want)
		}
	}
}

func TestASnapshotStaysAsItWas(t *testing.T) {
	p := visit(t)
	was := p.tap(toTint...).Snapshot()
	rows, places, records := len(was.Meter.Rows), slices.Clone(was.Meter.Places), len(was.Records)
	p.tap(toPay...)
	p.tap(do(flow.Back), do(flow.Back))
	if was.State.Place() != flow.Product || len(was.Meter.Rows) != rows || !slices.Equal(was.Meter.Places, places) ||
		len(was.Records) != records || was.World.Shared.On(shop.SKU("lip-tint-03")).Held != 0 {
		t.Fatalf("the snapshot changed: %+v", was.Meter)
	}
}

// Half an hour in which nothing is done ends a session; what waits in the world is delivered, and the journey goes on.
func TestHalfAnHourOfIdlenessBeginsAnotherSession(t *testing.T) {
	p := visit(t)
	p.tap(flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"})
	first := p.s.Shown().Session
	p.real = p.real.Add(29 * time.Minute)
	p.tap(flow.Action{Verb: flow.TapTag, ID: "lip-tint"})
	if got := p.s.Shown(); got.Session != first || got.Meter.Taps != 2 {
		t.Fatalf("after 29 minutes: session %s with %d taps", got.Session, got.Meter.Taps)
	}
	p.real = p.real.Add(30 * time.Minute)
	p.tap(flow.Action{Verb: flow.Back})
	got := p.s.Shown()
	if got.Session == first || got.Meter.Taps != 1 || got.State.Place() != flow.Note {
		t.Fatalf("after 30 minutes: session %s with %d taps at %s", got.Session, got.Meter.Taps, got.State.Place())
	}
	if begun := got.Records[0].Event.Begin; begun == nil || begun.Session != got.Session || len(begun.State.Trail) != 3 {
		t.Fatalf("the session is not opened by a record of where it began: %+v", begun)
	}
}
