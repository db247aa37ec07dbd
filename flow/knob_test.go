package flow_test

import (
	"reflect"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/shop"
)

// The knob of where fees are shown changes where an amount is seen first, and nothing else: with the same choices every
// payable, order, refund, coupon and shelf is the same, and an amount is never seen later than with a later knob.
func TestAKnobNeverChangesATotalOnlyWhereItIsSeen(t *testing.T) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	knobs := []flow.Place{flow.Product, flow.Cart, flow.Checkout}
	earlier := 0
	for seed := uint64(1); seed <= 24; seed++ {
		var all []*stroll
		for _, fees := range knobs {
			k := strolling(set, seed, map[flow.Verb]int{})
			knob := *k.w.Flow
			knob.Fees = fees
			k.w.Flow = &knob
			all = append(all, k)
		}
		for range 120 {
			first := all[0]
			jump := first.random.IntN(8) == 0
			a := first.next()
			for i, k := range all {
				if at, due, ok := flow.Due(&k.w, &k.s); ok && jump {
					k.now = max(k.now, at)
					k.follow(t, due)
				}
				if i == 0 && flow.Refuse(&k.w, k.now, &k.s, a).Code == flow.NoSuch {
					a = act(flow.Back) // what is due has taken it away
				}
			}
			for _, k := range all[1:] {
				k.follow(t, translated(a, &first.s, &k.s))
			}
			first.follow(t, a)
			first.passes()
			for _, k := range all[1:] {
				k.now = first.now
				sameButSeen(t, seed, first, k)
			}
		}
		earlier += seenNoLater(t, seed, all)
	}
	if earlier == 0 {
		t.Error("no amount was seen earlier by an earlier knob")
	}
}

func (k *stroll) follow(t *testing.T, a flow.Action) {
	t.Helper()
	if err := k.step(a); err != nil {
		t.Fatalf("fees at %s: %s: %v", k.w.Flow.Fees, a, err)
	}
}

// translated names what a walk made, whose ids count its records, by what another made in its place.
func translated(a flow.Action, from, to *flow.State) flow.Action {
	for i := range from.Orders {
		if a.ID == string(from.Orders[i].ID) {
			a.ID = string(to.Orders[i].ID)
			return a
		}
	}
	for i := range from.Requests {
		if a.ID == string(from.Requests[i].ID) {
			a.ID = string(to.Requests[i].ID)
			return a
		}
	}
	for i := range from.Book {
		if a.ID == from.Book[i].ID {
			a.ID = to.Book[i].ID
			return a
		}
	}
	for i := range from.Identities {
		if a.ID == from.Identities[i].ID {
			a.ID = to.Identities[i].ID
			return a
		}
	}
	for i := range from.Coupons {
		if a.ID == from.Coupons[i].ID {
			a.ID = to.Coupons[i].ID
			return a
		}
	}
	for i := range from.Notes {
		if a.ID == string(from.Notes[i]) {
			a.ID = string(to.Notes[i])
			return a
		}
	}
	return a
}

// total is what two walks have to agree on.
type total struct {
	place              flow.Place
	shown, now, price  shop.Fen
	captured, refunded shop.Fen
	status             flow.OrderStatus
	lines              []shop.Fen
}

func (k *stroll) totals() []total {
	w := k.w
	w.Now = k.now
	all := []total{{place: k.s.Place(), shown: k.s.Checkout.Shown, price: w.QuoteCart(&k.s).Payable}}
	if k.s.Place() == flow.Checkout {
		all[0].now = w.Quote(&k.s).Payable
	}
	for i := range k.s.Orders {
		o := &k.s.Orders[i]
		one := total{price: o.Quote.Payable, captured: o.Captured, refunded: o.Refunded, status: o.Status}
		for _, line := range o.Quote.Lines {
			one.lines = append(one.lines, line.Amount)
		}
		all = append(all, one)
	}
	for i := range k.s.Coupons {
		all = append(all, total{price: k.s.Coupons[i].Amount, now: shop.Fen(len(k.s.Coupons[i].Used))})
	}
	return all
}

func sameButSeen(t *testing.T, seed uint64, a, b *stroll) {
	t.Helper()
	if x, y := a.totals(), b.totals(); !reflect.DeepEqual(x, y) || !reflect.DeepEqual(a.w.Shared.Shelf, b.w.Shared.Shelf) {
		t.Fatalf("seed %d: with fees at %s\n%+v\nat %s\n%+v", seed, a.w.Flow.Fees, x, b.w.Flow.Fees, y)
	}
}

// seenNoLater holds the first places of amounts against those of the later knobs, and counts those that came earlier.
func seenNoLater(t *testing.T, seed uint64, all []*stroll) int {
	t.Helper()
	type line struct {
		name string
		of   shop.ShopID
	}
	firsts := func(k *stroll) map[line]flow.Place {
		first := map[line]flow.Place{}
		for _, seen := range k.s.Seen {
			if _, known := first[line{seen.Line, seen.Shop}]; !known {
				first[line{seen.Line, seen.Shop}] = seen.Place
			}
		}
		return first
	}
	earlier := 0
	for i := range all[1:] {
		early, late := firsts(all[i]), firsts(all[i+1])
		for l, place := range late {
			at, known := early[l]
			if !known || at > place {
				t.Errorf("seed %d: %s of %s is seen at %s with fees at %s, and at %s with fees at %s", seed, l.name, l.of, at,
					all[i].w.Flow.Fees, place, all[i+1].w.Flow.Fees)
			}
			if at < place {
				earlier++
			}
		}
	}
	return earlier
}
