package measure

import (
	"reflect"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

func TestWeeksBeginOnMondayInChina(t *testing.T) {
	monday := shop.At(time.Date(2026, 11, 9, 0, 0, 0, 0, shop.China))
	for _, row := range []struct {
		at   shop.Instant
		week Week
	}{
		{monday, WeekOf(monday)}, {monday - 1, WeekOf(monday) - 1}, {monday.Add(7*24*time.Hour) - 1, WeekOf(monday)},
		{0, 0}, {shop.At(time.Date(1969, 12, 29, 0, 0, 0, 0, shop.China)), 0}, {shop.At(time.Date(1969, 12, 28, 23, 59, 59, 0, shop.China)), -1},
	} {
		if got := WeekOf(row.at); got != row.week || got.Start() > row.at || (got+1).Start() <= row.at {
			t.Errorf("%s is in week %d from %s, want %d", row.at, got, got.Start(), row.week)
		}
	}
	if got := WeekOf(monday).Start(); got != monday {
		t.Errorf("the week begins at %s", got)
	}
}

// full is a visit with something of everything.
func full() Visit {
	return Visit{
		Session: "s", Flow: "native", Source: "person", Shopper: "who", Began: from, Product: "prod", First: "n1", Next: 3<<8 | uint16(flow.Back),
		Summary: Sums{Taps: 9, Steps: 5, Fields: 2, Keys: 7, Refused: 1, Backtracks: 1, Presses: 11, Millis: 12345, Surprises: 1},
		Best:    Match{Depth: 3, Met: 0b111, Times: [maxSteps]shop.Instant{from, from + 900, from + 5000}, Note: "n1", Product: "prod"},
		Flags:   FlagSaw | FlagRead | FlagTagged | FlagReadTagged | FlagTagSaw,
		State:   fold{Trail: []flow.Spot{{Place: flow.Feed}, {Place: flow.Product, Subject: "prod"}}},
	}
}

func TestWhatIsPostedCanBeTakenBack(t *testing.T) {
	other := full()
	other.Flags, other.Best, other.Next = FlagPaid, Match{}, 0
	for name, change := range map[string]func(*Visit){
		"nothing":   func(*Visit) {},
		"abandoned": func(v *Visit) { v.Flags |= FlagAdded },
		"bought":    func(v *Visit) { v.Flags |= FlagAdded | FlagChecked | FlagFilled | FlagPaid },
		"leaked":    func(v *Visit) { v.Flags |= FlagLeft },
		"unseen":    func(v *Visit) { v.Flags = 0 },
		"branched":  func(v *Visit) { v.From.Session = "before" },
		"nowhere":   func(v *Visit) { v.State.Trail = nil },
	} {
		book, want := Ledger{}, Ledger{}
		other.Post(book, 1)
		other.Post(want, 1)
		v := full()
		change(&v)
		v.Post(book, 1)
		if reflect.DeepEqual(cells(book), cells(want)) {
			t.Errorf("%s: nothing was posted", name)
		}
		v.Post(book, -1)
		if got, want := cells(book), cells(want); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: left\n%+v\nwant\n%+v", name, got, want)
		}
	}
}

func cells(l Ledger) map[Cell]Tally {
	all := map[Cell]Tally{}
	for cell, t := range l {
		if t.Trim(); !t.empty() {
			all[cell] = *t
		}
	}
	return all
}

func TestEqualTalliesAreEqualHoweverTheyCameAbout(t *testing.T) {
	a, b := Ledger{}, Ledger{}
	v, w := full(), full()
	w.Flags, w.Best, w.State.Trail, w.Next = FlagPaid, Match{Depth: 7, Met: 0x7f, Times: [maxSteps]shop.Instant{1, 2, 3, 4, 5, 6, 700000}}, []flow.Spot{{Place: flow.AfterSale}}, 0
	v.Post(a, 1)
	w.Post(b, 1)
	v.Post(b, 1)
	w.Post(b, -1)
	for cell, t := range b {
		t.place(flow.AfterSale).Dwell.Add(99, 0)
		t.Funnel.Entered = grown(t.Funnel.Entered, 3)
		b[cell] = t
	}
	if got, want := cells(b), cells(a); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	empty := &Tally{}
	empty.Plus(&Tally{Funnel: Funnel{Next: map[uint16]int64{5: 0}}})
	if empty.Trim(); !empty.empty() || !reflect.DeepEqual(*empty, Tally{}) {
		t.Errorf("what counts nothing is %+v", *empty)
	}
}
