package flow_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

func TestAllReachableStates(t *testing.T) {
	for _, c := range concerns() {
		t.Run(c.name, func(t *testing.T) {
			w := c.world()
			w.Catalogue.Products[0].Variants[0].Stock = min(3, w.Catalogue.Products[0].Variants[0].Stock)
			graph := flow.Explore(w, w.Catalogue.Today, flow.Start(&w, 1), c.within, nil, bound)
			t.Logf("%s × %s × %s: %d states", c.name, w.Flow.Name, w.Shopper.ID, len(graph.Nodes))
			if min := 6; len(graph.Nodes) < min {
				t.Fatalf("fewer than %d states: the world is frozen", min)
			}
			if graph.Full {
				t.Fatalf("more than %d states: something is not frozen", bound)
			}
			tries := everyAction(w.Catalogue)
			for i := range graph.Nodes {
				n := &graph.Nodes[i]
				w.Shared = n.Shared
				if err := offersAgree(&w, n, tries); err != nil {
					t.Fatalf("I15: %v\nafter %v", err, graph.Path(int32(i)))
				}
				if err := moneyAddsUp(&w, &n.State); err != nil {
					t.Fatalf("%v\nafter %v", err, graph.Path(int32(i)))
				}
				if err := couponsAreUsedOnce(&n.State); err != nil {
					t.Fatalf("%v\nafter %v", err, graph.Path(int32(i)))
				}
				if i%97 == 0 {
					if err := replayEqual(c.world(), w.Catalogue.Today, graph.Path(int32(i)), &n.State); err != nil {
						t.Fatalf("I9: %v\nafter %v", err, graph.Path(int32(i)))
					}
				}
			}
		})
	}
}

// everyAction lists every verb with every argument that a small world knows, and some that it does not.
func everyAction(c *shop.Catalogue) []flow.Action {
	ids := []string{"", "nothing", "home", "alipay", "balance", "soft", "name", "okkari", "empties", "desk", "P1000012", "xiaoman", "tmall", "to-ship", "me", "front"}
	for _, p := range c.Products {
		ids = append(ids, string(p.ID))
		for _, v := range p.Variants {
			ids = append(ids, string(v.SKU))
		}
	}
	var all []flow.Action
	for _, v := range flow.Verbs() {
		if v.Spec().World {
			continue
		}
		switch v.Spec().Arg {
		case flow.ArgNone:
			all = append(all, act(v))
		case flow.ArgNumber:
			all = append(all, flow.Action{Verb: v}, flow.Action{Verb: v, N: 3}, flow.Action{Verb: v, N: 9})
		case flow.ArgPair:
			all = append(all, pick("shade", "rose"), pick("shade", "plum"), pick("shade", "x"), pick("size", "m"))
		case flow.ArgText:
			all = append(all, flow.Action{Verb: v}, flow.Action{Verb: v, Words: text.Clean("x", text.Line)})
		case flow.ArgField:
			all = append(all, flow.Typing("name", "x"), flow.Typing("text", "x"), flow.Typing("none", "x"))
		default:
			for _, id := range ids {
				all = append(all, on(v, id))
			}
		}
	}
	return all
}

// offersAgree holds the place's offers against what Step does with every action.
func offersAgree(w *flow.World, n *flow.Node, tries []flow.Action) error {
	now := w.Catalogue.Today
	offered := map[flow.Action]flow.Refusal{}
	var fields []string
	for _, o := range flow.Offers(w, now, &n.State) {
		for _, a := range o.Representatives() {
			offered[a] = flow.Refuse(w, now, &n.State, a)
			if o.Action.Verb != flow.Type && offered[a] != o.Refusal {
				return fmt.Errorf("%s: offer says %v, Refuse %v", a, o.Refusal, offered[a])
			}
		}
		if o.Action.Verb == flow.WriteComment {
			fields = append(fields, "a comment")
		}
		if o.Action.Verb == flow.Type {
			fields = append(fields, o.Action.ID)
		}
	}
	for a, want := range offered {
		before := flow.Lens(nil, &n.State, &w.Shared)
		next, events := flow.Step(w, now, n.State, a)
		if got := events[0].Refusal; got != want {
			return fmt.Errorf("%s: offer says %v, Step %v", a, want, got)
		}
		if want.Refused() {
			next.Seq = n.State.Seq
			if len(events) != 1 || !reflect.DeepEqual(next, n.State) {
				return fmt.Errorf("I12: refused %s changed the state", a)
			}
		}
		if !slices.Equal(before, flow.Lens(nil, &n.State, &w.Shared)) {
			return fmt.Errorf("%s altered the state that was handed in", a)
		}
	}
	for _, a := range tries {
		if _, ok := offered[a]; ok || a.Verb == flow.Type && slices.Contains(fields, a.ID) ||
			a.Verb == flow.WriteComment && slices.Contains(fields, "a comment") && !a.Words.IsZero() {
			continue
		}
		if !hidden(a) && !flow.Refuse(w, now, &n.State, a).Refused() {
			return fmt.Errorf("%s at %s is not offered and not refused", a, n.State.Place())
		}
	}
	return nil
}

// hidden are actions that do what an offer beside them does: a tick that is there already.
func hidden(a flow.Action) bool { return a.Verb == flow.Tick || a.Verb == flow.Untick }

// kept is what a seller has of an order: what was paid less what its requests gave back.
func kept(s *flow.State, o *flow.Order) shop.Fen {
	var net shop.Fen
	if o.Status.Bought() || o.Status == flow.Closed {
		net = o.Quote.Payable
	}
	if term := o.Presale; term != nil && term.Paid && (o.Status != flow.Cancelled || term.Forfeit) {
		net += term.Deposit
	}
	for i := range s.Requests {
		if r := &s.Requests[i]; r.Order == o.ID && r.Status == flow.RequestDone {
			net -= r.Money.Total()
		}
	}
	return net
}

// moneyAddsUp checks the invariants of amounts and stock in one state.
func moneyAddsUp(w *flow.World, s *flow.State) error {
	held := map[shop.SKU]int32{}
	for i := range s.Orders {
		o := &s.Orders[i]
		var sum shop.Fen
		for _, line := range o.Quote.Lines {
			sum += line.Amount
			var shares shop.Fen
			for _, share := range line.Shares {
				shares += share.Amount
			}
			if shares != line.Amount {
				return fmt.Errorf("I1: %s: shares of %s sum to %s", o.ID, line.Name, shares)
			}
		}
		if sum != o.Quote.Payable || sum < 0 {
			return fmt.Errorf("I1: %s: lines sum to %s, payable %s", o.ID, sum, o.Quote.Payable)
		}
		net := kept(s, o)
		if o.Captured-o.Refunded != net || o.Refunded > o.Captured {
			return fmt.Errorf("I4: %s is %s: captured %s, refunded %s, the seller keeps %s", o.ID, o.Status, o.Captured, o.Refunded, net)
		}
		if o.Status == flow.AwaitingPayment {
			for _, p := range o.Quote.Takes() {
				held[p.SKU] += p.Quantity
			}
		}
	}
	if err := chargesAddUp(s); err != nil {
		return err
	}
	for i := range s.Requests {
		if r := &s.Requests[i]; r.Type == flow.Exchange && r.Status.Open() && r.Status != flow.ExchangeShipped {
			held[r.For] += r.Pieces[0].Quantity
		}
	}
	for _, on := range w.Shared.Shelf {
		stock := stockOf(w, on.SKU)
		if on.Held != held[on.SKU] {
			return fmt.Errorf("I7: %s: %d held, orders hold %d", on.SKU, on.Held, held[on.SKU])
		}
		if left := int32(stock) - on.Taken(); left < 0 || on.Held < 0 || on.Sold < 0 || on.Gone < 0 {
			return fmt.Errorf("I8: %s: %+v of %d", on.SKU, on, stock)
		}
	}
	return nil
}

// chargesAddUp holds what orders captured against what wallets approved, however many orders one payment was for (I3).
func chargesAddUp(s *flow.State) error {
	var approved, captured shop.Fen
	for i := range s.Attempts {
		if a := &s.Attempts[i]; a.Status == flow.Approved {
			approved += a.Amount
		}
	}
	for i := range s.Orders {
		if o := &s.Orders[i]; o.ID != earlierOrder {
			captured += o.Captured
		}
	}
	if approved != captured {
		return fmt.Errorf("I3: wallets approved %s, orders captured %s", approved, captured)
	}
	return nil
}

// stockOf is what a shelf had at the start: a SKU's own, or that of a limited offer of it.
func stockOf(w *flow.World, key shop.SKU) int {
	sku, id, limited := strings.Cut(string(key), "@")
	v, _ := w.Catalogue.Variant(shop.SKU(sku))
	if !limited {
		return v.Stock
	}
	i := slices.IndexFunc(v.Offers, func(o shop.Offer) bool { return o.ID == id })
	return v.Offers[i].Stock
}

// replayEqual walks the path again and folds its events over a fresh state.
func replayEqual(w flow.World, now shop.Instant, path []flow.Action, want *flow.State) error {
	w.Catalogue.Products[0].Variants[0].Stock = min(3, w.Catalogue.Products[0].Variants[0].Stock)
	live := flow.Start(&w, 1)
	folded := live
	for _, a := range path {
		var events []flow.Event
		live, events = flow.Step(&w, now, live, a)
		for _, e := range events {
			folded = flow.Apply(folded, e)
			w.Shared = flow.Share(w.Shared, e)
		}
	}
	if !reflect.DeepEqual(live, folded) {
		return fmt.Errorf("folding the events gives another state")
	}
	if !slices.Equal(flow.Lens(nil, &live, &w.Shared), flow.Lens(nil, want, &w.Shared)) {
		return fmt.Errorf("walking the path again gives another state")
	}
	return nil
}

// From every place something can be bought, as long as the shelf holds it (I16).
func TestConfirmationCanBeReachedFromEveryPlace(t *testing.T) {
	for _, w := range []flow.World{small(), newcomer()} {
		if ends := flow.DeadEnds(&w, w.Catalogue.Today); len(ends) > 0 {
			t.Errorf("%s: caught at %s after %v", w.Shopper.ID, ends[0].Place, ends[0].Walk)
		}
	}
}

func TestFewestTapsBetweenStages(t *testing.T) {
	w := small()
	want := map[[2]flow.Stage]int{
		{flow.StageNote, flow.StageTag}:              1,
		{flow.StageProduct, flow.StageCart}:          3, // add-to-cart, a shade, confirm
		{flow.StageCart, flow.StageCheckout}:         2, // open-cart, checkout
		{flow.StageCart, flow.StageConfirmation}:     4, // and place-order, pay
		{flow.StageProduct, flow.StageConfirmation}:  5, // buy-now, a shade, confirm, place-order, pay
		{flow.StageConfirmation, flow.StageReview}:   4, // open-review, stars, text, submit
		{flow.StageCheckout, flow.StageConfirmation}: 2,
	}
	for _, p := range flow.Paths(&w, w.Catalogue.Today) {
		if taps, ok := want[[2]flow.Stage{p.From, p.To}]; ok && (p.Taps != taps || !p.OK) {
			t.Errorf("%s to %s: got %d taps %v, want %d", p.From, p.To, p.Taps, p.Walk, taps)
		}
	}
}

func TestReachWalksTheFewestTaps(t *testing.T) {
	w := small()
	start := flow.Start(&w, 1)
	var walks flow.Walks
	goal := flow.GoalAt(&start, flow.Review, "")
	path, taps, ok := walks.Reach(&w, w.Catalogue.Today, &start, goal, flow.ScopeOf(&w, &start, flow.Scope{}))
	if !ok || taps != 11 {
		t.Fatalf("got %d taps %v, want 11: note, tag, buy-now, shade, confirm, place-order, pay, open-review, stars, text, submit", taps, path)
	}
	k := walk(t, w).do(path...)
	if !goal.Met(&k.s) {
		t.Fatalf("the walk ends at %s", k.s.Place())
	}
}
