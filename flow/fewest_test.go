package flow_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// wide is the small world with a second listing in the tint's shop. Two notes tag one listing each, a later one both.
func wide() flow.World {
	w := small()
	w.Catalogue.Products = append(w.Catalogue.Products, shop.Product{
		ID: "balm", Shop: "okkari", Short: words("Balm"),
		Axes:     []shop.Axis{{ID: "size", Values: []shop.Value{{ID: "s"}, {ID: "m"}}}},
		Variants: []shop.Variant{{SKU: "balm-m", Values: []string{"m"}, Price: 5000, Stock: 5}, {SKU: "balm-s", Values: []string{"s"}, Price: 4000, Stock: 5}},
	})
	w.Catalogue.Notes = append(w.Catalogue.Notes,
		shop.Note{ID: "balm-only", Author: "xiaoman", Tags: []shop.ProductID{"balm"}},
		shop.Note{ID: "both", Author: "xiaoman", Tags: []shop.ProductID{"balm", "tint"}})
	w.Catalogue.Index()
	return w
}

// thorough follows everything that a shopper can do about the pieces, so that its search is slow but cannot miss a walk.
func thorough(goal *flow.Goal) flow.Within {
	return func(w *flow.World, s *flow.State, a flow.Action) bool {
		switch a.Verb {
		case flow.AnswerPayment:
			return a.Value == flow.OutcomeApproved && s.Pending() != nil
		case flow.SellOut, flow.ExpireOrder, flow.Wait, flow.AddTag, flow.RemoveTag, flow.TapCard, flow.EditAddress, flow.Publish:
			return false
		case flow.TapTag, flow.OpenProduct:
			return a.ID != "coffee"
		case flow.OpenNote:
			return a.ID != "desk"
		case flow.NextStep, flow.BindWallet, flow.SaveWallet:
			return true
		case flow.Rate:
			return a.N == 5 && s.Draft.Stars == 0
		case flow.Increase:
			return quantity(s, a) < goal.Pieces[0].Quantity
		case flow.Choose:
			return wanted(w, goal, a.Value)
		case flow.PlaceOrder:
			return goal.Place == flow.Confirmation && len(s.Orders) == goal.Placed && sameset(goal.Pieces, s.Checkout.Pieces)
		case flow.OpenOrders:
			return goal.Place == flow.Review
		}
		return !beside(a.Verb)
	}
}

func wanted(w *flow.World, goal *flow.Goal, value string) bool {
	return slices.ContainsFunc(goal.Pieces, func(piece shop.Pieces) bool {
		v, _ := w.Catalogue.Variant(piece.SKU)
		return slices.Contains(v.Values, value)
	})
}

func sameset(a, b []shop.Pieces) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(p shop.Pieces) bool { return !slices.Contains(b, p) })
}

// begun are states that a session may begin with.
var begun = map[string][]flow.Action{
	"at the feed": nil,
	"a tint in the cart": {on(flow.OpenNote, "empties"), on(flow.TapTag, "tint"), act(flow.AddToCart), pick("shade", "rose"),
		act(flow.Confirm), act(flow.Back), act(flow.Back)},
	"two tints in the cart": {on(flow.OpenNote, "empties"), on(flow.TapTag, "tint"), act(flow.AddToCart), pick("shade", "rose"),
		act(flow.Increase), act(flow.Confirm), act(flow.Back), act(flow.Back)},
	"tint and balm in the cart": {on(flow.OpenNote, "both"), on(flow.TapTag, "tint"), act(flow.AddToCart), pick("shade", "rose"),
		act(flow.Confirm), act(flow.Back), on(flow.TapTag, "balm"), act(flow.AddToCart), pick("size", "m"), act(flow.Confirm),
		act(flow.Back), act(flow.Back)},
	"the tint unticked": {on(flow.OpenNote, "both"), on(flow.TapTag, "tint"), act(flow.AddToCart), pick("shade", "rose"),
		act(flow.Confirm), act(flow.OpenCart), on(flow.Untick, "tint-rose")},
	"before the sheet": {on(flow.OpenNote, "empties"), on(flow.TapTag, "tint"), act(flow.ChooseSKU), pick("shade", "plum")},
}

// The scope of a walk leaves out what is not needed, and never a shorter walk.
func TestTheScopeCostsNoTap(t *testing.T) {
	wants := map[string][]shop.Pieces{
		"a tint":        {{SKU: "tint-rose", Quantity: 1}},
		"two tints":     {{SKU: "tint-rose", Quantity: 2}},
		"another shade": {{SKU: "tint-plum", Quantity: 1}},
		"a balm":        {{SKU: "balm-m", Quantity: 1}},
		"tint and balm": {{SKU: "balm-m", Quantity: 1}, {SKU: "tint-rose", Quantity: 1}},
	}
	n := 0
	for _, knobs := range []struct {
		name string
		set  func(*flow.World)
	}{
		{"native", func(*flow.World) {}},
		{"no buy-now, picker", func(w *flow.World) { w.Flow.BuyNow, w.Flow.Address = false, "picker" }},
		{"no buy-now, password, form", func(w *flow.World) { w.Flow.BuyNow, w.Flow.Auth, w.Flow.Address = false, flow.AuthPassword, "form" }},
		{"newcomer, nothing asked", func(w *flow.World) {
			w.Shopper, w.Flow.Auth, w.Flow.Preselect = newcomer().Shopper, flow.AuthNone, "first"
		}},
	} {
		for _, start := range slices.Sorted(maps.Keys(begun)) {
			for _, want := range slices.Sorted(maps.Keys(wants)) {
				for _, place := range []flow.Place{flow.Checkout, flow.Confirmation} {
					if n++; n%7 != 0 && os.Getenv("TAGTAP_LONG") == "" {
						continue
					}
					w := wide()
					knobs.set(&w)
					k := walk(t, w).do(begun[start]...)
					goal := flow.GoalAt(&k.s, place, "")
					goal.Pieces, goal.Only = wants[want], true
					sameFewest(t, fmt.Sprintf("%s, %s, %s, %s", knobs.name, start, want, place), k, goal)
				}
			}
		}
	}
}

func sameFewest(t *testing.T, name string, k *walker, goal flow.Goal) {
	t.Helper()
	named := flow.Scope{Pieces: goal.Pieces}
	for _, piece := range goal.Pieces {
		if _, p := k.w.Catalogue.Variant(piece.SKU); !slices.Contains(named.Products, p.ID) {
			named.Products = append(named.Products, p.ID)
		}
	}
	var walks flow.Walks
	path, taps, ok := walks.Reach(&k.w, k.now, &k.s, goal, flow.ScopeOf(&k.w, &k.s, named))
	graph := flow.Explore(k.w, k.now, k.s, thorough(&goal), goal.Met, 400_000)
	last := int32(len(graph.Nodes) - 1)
	if graph.Full || !goal.Met(&graph.Nodes[last].State) {
		t.Fatalf("%s: the thorough search found no walk in %d states", name, len(graph.Nodes))
	}
	if best := graph.Nodes[last].Taps; !ok || taps != best {
		t.Errorf("%s: got %d taps (%v) %v\nwant %d %v", name, taps, ok, path, best, graph.Path(last))
	}
}

// A cart that holds something already does not hide the notes.
func TestANoteIsReachedWithAFullCart(t *testing.T) {
	k := walk(t, small()).do(begun["a tint in the cart"]...)
	var walks flow.Walks
	path, taps, ok := walks.Reach(&k.w, k.now, &k.s, flow.GoalAt(&k.s, flow.Note, ""), flow.ScopeOf(&k.w, &k.s, flow.Scope{}))
	if !ok || taps != 1 {
		t.Fatalf("got %v %d taps, want one", path, taps)
	}
}

// A review of an order from before counts; nothing has to be bought for it again.
func TestAnOldOrderCanBeReviewed(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(buyTint...).do(act(flow.Pay), answer(flow.OutcomeApproved, 0), act(flow.Home))
	goal := flow.GoalAt(&k.s, flow.Review, "")
	goal.Silent = true
	var walks flow.Walks
	path, taps, ok := walks.Reach(&k.w, k.now, &k.s, goal, flow.ScopeOf(&k.w, &k.s, flow.Scope{}))
	if !ok || taps != 5 {
		t.Fatalf("got %d taps %v, want 5: orders, review, stars, text, submit", taps, path)
	}
}

// A form with a wrong number is put right where it stands.
func TestAWrongNumberIsTypedAgain(t *testing.T) {
	k := walk(t, newcomer()).do(toTint...).do(act(flow.BuyNow), pick("shade", "plum"), act(flow.Confirm), act(flow.ChooseAddress))
	k.do(flow.Typing("name", "周"), flow.Typing("phone", "12"), flow.Typing("region", "上海市"), flow.Typing("street", "8号"))
	var walks flow.Walks
	path, taps, ok := walks.Reach(&k.w, k.now, &k.s, flow.GoalAt(&k.s, flow.Payment, ""), flow.ScopeOf(&k.w, &k.s, flow.Scope{}))
	if !ok || taps != 3 {
		t.Fatalf("got %d taps %v, want 3: the number, save, place the order", taps, path)
	}
}

// Two flows of one name are told apart by their knobs.
func TestWalksKnowTheKnobs(t *testing.T) {
	var walks flow.Walks
	for want, set := range map[int]func(*flow.Flow){7: func(*flow.Flow) {}, 6: func(f *flow.Flow) { f.Auth = flow.AuthPassword }} {
		w := small()
		set(w.Flow)
		s := flow.Start(&w, 1)
		if path, taps, ok := walks.Reach(&w, w.Catalogue.Today, &s, flow.GoalAt(&s, flow.Confirmation, ""), flow.ScopeOf(&w, &s, flow.Scope{})); !ok || taps != want {
			t.Errorf("got %d taps %v, want %d", taps, path, want)
		}
	}
}
