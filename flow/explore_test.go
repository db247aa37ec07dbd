package flow_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// concern is one small world of the exploration: what it is about, and what is frozen.
type concern struct {
	name   string
	world  func() flow.World
	within flow.Within
}

// bound is the most states that a concern's world may have; more says that something is not frozen that should be.
const bound = 20_000

func concerns() []concern {
	return append(loopConcerns(), besideConcerns()...)
}

// beside are the verbs that are not of the loop itself; the worlds of the loop freeze them.
func beside(v flow.Verb) bool { return v >= flow.Like }

// loopConcerns are the worlds of the loop: from the note to the review.
func loopConcerns() []concern {
	all := []concern{
		{"cart", small, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenCheckout, flow.BuyNow, flow.OpenOrders, flow.TapCard, flow.OpenNote, flow.AnswerPayment, flow.ExpireOrder:
				return a.Verb == flow.OpenNote && a.ID == "desk"
			case flow.SellOut:
				return a.ID == "coffee" && s.Line("coffee") != nil
			case flow.ChooseSKU, flow.TickShop, flow.UntickShop:
				return false
			case flow.AddToCart:
				return len(s.Cart) < 2
			case flow.Increase:
				return quantity(s, a) < 2 && s.Place() == flow.Cart
			}
			return true
		}},
		{"payment", small, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote:
				return a.ID == "empties"
			case flow.Choose:
				return a.Value == "plum"
			case flow.AddToCart, flow.ChooseSKU, flow.Increase, flow.OpenCart, flow.OpenReview, flow.TapCard, flow.SellOut, flow.ChooseAddress:
				return false
			case flow.BuyNow:
				return len(s.Orders) < 2
			case flow.Pay, flow.EnterPassword:
				return len(s.Attempts) < 2
			}
			return true
		}},
		{"address", newcomer, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote:
				return a.ID == "empties"
			case flow.Choose:
				return a.Value == "plum"
			case flow.NewAddress, flow.EditAddress:
				return len(s.Book) < 2
			case flow.AddToCart, flow.ChooseSKU, flow.Increase, flow.OpenCart, flow.OpenOrders, flow.OpenReview, flow.TapCard,
				flow.SellOut, flow.ChoosePayment, flow.AnswerPayment, flow.PlaceOrder:
				return false
			}
			return true
		}},
		{"review", small, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote:
				return len(s.Orders) == 0 && a.ID == "empties" || a.ID != "empties" && a.ID != "desk"
			case flow.Choose:
				return a.Value == "plum"
			case flow.BuyNow:
				return len(s.Orders) == 0
			case flow.AddToCart, flow.ChooseSKU, flow.Increase, flow.OpenCart, flow.TapCard, flow.SellOut, flow.ChooseAddress,
				flow.ChoosePayment, flow.UsePassword, flow.ExpireOrder, flow.CancelOrder:
				return false
			case flow.Back:
				return s.Place() != flow.Payment
			case flow.AnswerPayment:
				return a.Value == flow.OutcomeApproved
			case flow.Rate:
				return a.N >= 4
			}
			return true
		}},
	}
	for i := range all {
		own := all[i].within
		all[i].within = func(w *flow.World, s *flow.State, a flow.Action) bool {
			return !beside(a.Verb) && (a.Verb != flow.OpenNote || s.Place() == flow.Feed) && own(w, s, a)
		}
	}
	return all
}

// besideConcerns are the worlds of what surrounds the loop. Each freezes all but its own verbs and those that lead there.
func besideConcerns() []concern {
	buys := func(s *flow.State, a flow.Action) bool {
		switch a.Verb {
		case flow.OpenNote:
			return a.ID == "empties" && len(s.Orders) == 0
		case flow.TapTag, flow.Confirm, flow.PlaceOrder, flow.Pay:
			return true
		case flow.BuyNow:
			return len(s.Orders) == 0
		case flow.Choose:
			return a.Value == "plum"
		case flow.AnswerPayment:
			return a.Value == flow.OutcomeApproved
		}
		return false
	}
	own := func(verbs ...flow.Verb) flow.Within {
		return func(_ *flow.World, s *flow.State, a flow.Action) bool {
			return slices.Contains(verbs, a.Verb) || buys(s, a)
		}
	}
	return []concern{
		{"orders", parts, func(w *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote:
				return a.ID == "desk" && len(s.Orders) == 0
			case flow.TapTag, flow.AddToCart, flow.OpenCart, flow.OpenCheckout:
				return len(s.Orders) == 0
			case flow.BuyNow, flow.ChooseSKU, flow.Back, flow.Tick, flow.Untick, flow.OpenProduct:
				return a.Verb == flow.Back && s.Place() == flow.Product && len(s.Orders) == 0
			case flow.ClearOrder, flow.PackOrder, flow.ShipParcel, flow.MoveParcel, flow.SignParcel, flow.ConfirmOrder, flow.MissPromise,
				flow.DelayParcel, flow.ConfirmReceipt, flow.CancelOrder, flow.TrackOrder:
				return true
			}
			return buys(s, a)
		}},
		{"doors", small, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote:
				return a.ID == "desk" && s.Place() == flow.Feed
			case flow.TapTag, flow.ChooseSKU, flow.OpenCart, flow.TickShop, flow.UntickShop, flow.OpenCheckout, flow.Back:
				return true
			case flow.AddToCart:
				return s.Place() == flow.SKU && len(s.Cart) < 2
			case flow.BuyNow:
				return s.Place() == flow.SKU
			case flow.Choose:
				return a.Value == "rose"
			}
			return false
		}},
		{"tabs", small, own(flow.OpenOrders, flow.ShowTab, flow.TrackOrder, flow.CancelOrder, flow.ExpireOrder, flow.PayOrder,
			flow.Home, flow.ClearOrder)},
		{"follow-up", small, own(flow.OpenOrders, flow.FollowUp, flow.OpenReview, flow.Rate, flow.Type, flow.SubmitReview,
			flow.Unpublish, flow.Back)},
		{"receipt", afterReceipt, own(flow.OpenOrders, flow.OpenReview, flow.Rate, flow.Type, flow.SubmitReview, flow.ClearOrder,
			flow.ShipParcel, flow.ConfirmReceipt, flow.Back)},
		{"notes", small, own(flow.Like, flow.Unlike, flow.SaveNote, flow.UnsaveNote, flow.AskLink, flow.Follow, flow.Unfollow,
			flow.WriteComment, flow.ShareNote, flow.Back)},
		{"leaving", small, own(flow.LeaveFor, flow.Back, flow.AddToCart, flow.OpenCart, flow.OpenCheckout)},
		{"video", filmed, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote, flow.TapTag, flow.TapCard, flow.ShowTag, flow.HideTag, flow.Back:
				return true
			}
			return false
		}},
		{"wallet", penniless, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.BindWallet, flow.SaveWallet, flow.Type, flow.ChoosePayment, flow.PayOrder:
				return true
			case flow.Back:
				return s.Place() == flow.Payment
			case flow.Pay:
				return len(s.Attempts) == 0
			}
			return buys(s, a)
		}},
		{"outside", outside, own(flow.Continue, flow.Back, flow.Type, flow.EnterPassword)},
		{"steps", stepwise, own(flow.NextStep, flow.Back, flow.ChooseAddress, flow.PickAddress, flow.ChoosePayment, flow.EnterPassword)},
	}
}

// parts is a world whose first shop sends its products in parcels of their own.
func parts() flow.World {
	w := small()
	w.Catalogue.Shops[0].InParts = true
	w.Catalogue.Products[1].Shop = "okkari"
	w.Catalogue.Products[0].Variants = w.Catalogue.Products[0].Variants[1:]
	w.Catalogue.Index()
	return w
}

func afterReceipt() flow.World {
	w := small()
	w.Flow.ReviewAt = flow.AfterReceipt
	return w
}

// filmed is a world whose first note is a video with two cards.
func filmed() flow.World {
	w := small()
	w.Catalogue.Notes[1].Video = &shop.Video{Seconds: 30, Cards: []shop.Card{
		{Product: "coffee", From: 5, To: 12}, {Product: "tint", From: 15, To: 20},
	}}
	return w
}

func penniless() flow.World {
	w := small()
	who := *w.Shopper
	who.Unbound = true
	w.Shopper = &who
	return w
}

func outside() flow.World {
	w := small()
	w.Flow.TagOpens = flow.OpensExternal
	return w
}

func stepwise() flow.World {
	w := small()
	w.Flow.Steps, w.Flow.Default, w.Flow.Address, w.Flow.Auth = true, "", "picker", flow.AuthPassword
	return w
}

func newcomer() flow.World {
	w := small()
	w.Shopper = &flow.Shopper{ID: "new", New: true}
	return w
}

func quantity(s *flow.State, a flow.Action) int32 {
	if a.ID == "" {
		return s.Sheet.Quantity
	}
	if line := s.Line(shop.SKU(a.ID)); line != nil {
		return line.Quantity
	}
	return 0
}

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
	ids := []string{"", "nothing", "home", "alipay", "balance", "soft", "name", "okkari", "empties", "desk", "P1000012", "xiaoman", "tmall", "to-ship"}
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
		net := shop.Fen(0)
		if o.Status.Bought() {
			net = o.Quote.Payable
		}
		if o.Captured-o.Refunded != net || o.Refunded > o.Captured {
			return fmt.Errorf("I4: %s is %s: captured %s, refunded %s", o.ID, o.Status, o.Captured, o.Refunded)
		}
		if o.Status == flow.AwaitingPayment {
			for _, p := range o.Quote.Pieces() {
				held[p.SKU] += p.Quantity
			}
		}
	}
	for _, on := range w.Shared.Shelf {
		v, _ := w.Catalogue.Variant(on.SKU)
		if on.Held != held[on.SKU] {
			return fmt.Errorf("I7: %s: %d held, orders hold %d", on.SKU, on.Held, held[on.SKU])
		}
		if left := int32(v.Stock) - on.Taken(); left < 0 || on.Held < 0 || on.Sold < 0 || on.Gone < 0 {
			return fmt.Errorf("I8: %s: %+v of %d", on.SKU, on, v.Stock)
		}
	}
	return nil
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
