package flow_test

import (
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// toCoffee puts the coffee of the other shop into the cart, from the feed and back to it.
var toCoffee = []flow.Action{
	on(flow.OpenNote, "desk"), on(flow.TapTag, "coffee"), act(flow.AddToCart), act(flow.Confirm), act(flow.Back), act(flow.Back),
}

// addTint puts a tint into the cart, from its product page.
func addTint(shade string, quantity int) []flow.Action {
	add := []flow.Action{act(flow.AddToCart), pick("shade", shade)}
	for range quantity - 1 {
		add = append(add, act(flow.Increase))
	}
	return append(add, act(flow.Confirm))
}

// The confirmation tells of what was paid. Once something else is on the payment sheet, there is no way back to it.
func TestTheConfirmationNeverShowsAnUnpaidOrder(t *testing.T) {
	paid := func() *walker {
		k := walk(t, small()).do(toCoffee...).do(toTint...).do(buyTint...)
		return k.do(act(flow.Pay), answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)
	}
	t.Run("the cart's order is left unpaid", func(t *testing.T) {
		k := paid().do(act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Back)).at(flow.Orders)
		k.do(act(flow.Back)).at(flow.Product)
	})
	t.Run("the cart's order expires", func(t *testing.T) {
		k := paid().do(act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder))
		k.do(on(flow.ExpireOrder, string(k.s.Orders[1].ID))).at(flow.Orders).do(act(flow.Back)).at(flow.Product)
	})
	t.Run("looking at the checkout alone loses nothing", func(t *testing.T) {
		paid().do(act(flow.OpenCart), act(flow.OpenCheckout), act(flow.Back), act(flow.Back)).at(flow.Confirmation)
	})
}

// A product page that was opened from the cart is where the shopper was, too.
func TestKeepBrowsingReturnsToAPageAboveTheCart(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(addTint("rose", 1)...).do(act(flow.Back), act(flow.Back))
	k.do(act(flow.OpenCart), on(flow.OpenProduct, "tint")).do(buyTint...).do(act(flow.Pay), answer(flow.OutcomeApproved, 0))
	k.at(flow.Confirmation).do(act(flow.KeepBrowsing)).at(flow.Product).do(act(flow.Back)).at(flow.Cart)
}

// The listing's limit holds for all its variants in one order together.
func TestTheLimitOfAListingCountsAllItsVariants(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(addTint("rose", 2)...).do(addTint("plum", 2)...).do(act(flow.OpenCart))
	k.try(act(flow.OpenCheckout)).refused(flow.OverLimit)
	if got := k.last.Arg("max"); got != "2" {
		t.Fatalf("got max %q, want 2", got)
	}
	k.do(on(flow.Untick, "tint-plum"), act(flow.OpenCheckout)).at(flow.Checkout)
}

func TestAChangedLineThatMergesKeepsTheLimit(t *testing.T) {
	w := small()
	w.Catalogue.Products[0].Variants[1].Stock = 9
	k := walk(t, w).do(toTint...).do(addTint("rose", 2)...).do(addTint("plum", 2)...).do(act(flow.OpenCart))
	k.do(on(flow.ChangeSKU, "tint-rose"), pick("shade", "plum"), act(flow.Confirm)).at(flow.Cart)
	if len(k.s.Cart) != 1 || k.s.Cart[0].Quantity != 2 {
		t.Fatalf("got cart %+v, want two pieces, the limit", k.s.Cart)
	}
}

// An attempt concerns the orders that it names; the sheet of another order does not wait for it.
func TestAnAttemptForOtherOrdersIsNotInTheWay(t *testing.T) {
	k := walk(t, small()).do(toCoffee...).do(toTint...).do(buyTint...)
	k.do(act(flow.Pay), answer(flow.OutcomeTimedOut, 0), act(flow.Pay), answer(flow.OutcomeApproved, 1)).at(flow.Confirmation)
	k.do(act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay))
	if n := len(k.s.Attempts); n != 3 || k.s.Pending() == nil || k.s.Pending().N != 3 {
		t.Fatalf("got %d attempts, pending %+v", n, k.s.Pending())
	}
	// Leaving the sheet withdraws its own attempt, not the one for the order that is paid.
	k.do(act(flow.Back)).at(flow.Orders)
	if a := k.s.Attempts[1]; a.Status != flow.Pending {
		t.Fatalf("attempt 2 is %s", a.Status)
	}
	k.do(answer(flow.OutcomeApproved, 2)).order(0, flow.Paid, 28000, 14000).order(1, flow.AwaitingPayment, 0, 0)
}

// Several orders of one payment: whatever order the answers come in, each is paid for once.
func TestSeveralOrdersOfOnePaymentAreChargedOnce(t *testing.T) {
	k := walk(t, small()).do(toCoffee...).do(toTint...).do(addTint("rose", 1)...)
	k.do(act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeTimedOut, 0), act(flow.Back))
	k.do(on(flow.PayOrder, string(k.s.Orders[0].ID)), act(flow.Pay), answer(flow.OutcomeApproved, 2)).at(flow.Confirmation)
	first, second := k.s.Orders[0].Quote.Payable, k.s.Orders[1].Quote.Payable
	k.order(0, flow.Paid, first, 0).order(1, flow.AwaitingPayment, 0, 0)
	k.do(answer(flow.OutcomeApproved, 1)).order(0, flow.Paid, 2*first, first).order(1, flow.Paid, second, 0)
	for _, n := range []int32{1, 2} {
		for _, outcome := range flow.Outcomes() {
			k.try(answer(outcome, n)).refused(flow.NoAttempt)
		}
	}
}

// A journey may be resumed under a flow that no longer offers the payment that was chosen.
func TestAPaymentThatTheFlowDroppedIsNotUsed(t *testing.T) {
	w := small()
	w.Flow.Methods, w.Flow.Default, w.Flow.Auth = []flow.Method{flow.AlipayFree}, flow.AlipayFree, flow.AuthNone
	k := walk(t, w).do(toTint...).do(act(flow.BuyNow), pick("shade", "plum"), act(flow.Confirm))
	atCheckout := k.s
	k.do(act(flow.PlaceOrder), answer(flow.OutcomeDeclined, 0))
	atPayment, shared := k.s, k.w.Shared

	k = walk(t, small())
	k.s = atCheckout
	k.try(act(flow.PlaceOrder)).refused(flow.NotOffered).do(on(flow.ChoosePayment, "wechat"), act(flow.PlaceOrder)).at(flow.Payment)

	k = walk(t, small())
	k.s, k.w.Shared = atPayment, shared
	k.try(act(flow.Pay)).refused(flow.NotOffered).do(act(flow.Back)).at(flow.Orders)
	k.do(on(flow.PayOrder, string(k.s.Orders[0].ID)))
	if got := k.s.Payment; got.Method != flow.Alipay || got.Auth != flow.AuthFace {
		t.Fatalf("got sheet %+v, want the flow's default", got)
	}
}

// Whatever a state holds that was read from a store, a step decides and never breaks.
func TestStepIsTotal(t *testing.T) {
	lost := flow.Draft{Order: "P1000099", SKU: "gone", Stars: 5}
	states := map[string]func(*flow.State){
		"nothing":             func(s *flow.State) { *s = flow.State{Stream: 1} },
		"a place of later":    func(s *flow.State) { s.Trail = append(s.Trail, flow.Spot{Place: 200}) },
		"a lost draft":        func(s *flow.State) { s.Trail, s.Draft = append(s.Trail, flow.Spot{Place: flow.Review}), lost },
		"a lost order to pay": func(s *flow.State) { s.Trail = append(s.Trail, flow.Spot{Place: flow.Payment}) },
		"a lost order asked": func(s *flow.State) {
			s.Attempts = []flow.Attempt{{N: 1, Orders: []flow.OrderID{"P9"}, Status: flow.Pending}}
		},
		"a lost address": func(s *flow.State) { s.Trail = append(s.Trail, flow.Spot{Place: flow.Checkout}); s.Book = nil },
		"a lost form":    func(s *flow.State) { s.Trail, s.Book = append(s.Trail, flow.Spot{Place: flow.Address}), nil },
		"a lost sheet":   func(s *flow.State) { s.Trail = append(s.Trail, flow.Spot{Place: flow.SKU}) },
		"a lost variant": func(s *flow.State) {
			s.Cart, s.Trail = []flow.CartLine{{SKU: "x", Quantity: 1, Ticked: true}}, append(s.Trail, flow.Spot{Place: flow.Cart})
		},
		"too many to count": func(s *flow.State) {
			s.Cart, s.Trail = []flow.CartLine{{SKU: "tint-rose", Quantity: 1<<31 - 1, Ticked: true}}, append(s.Trail, flow.Spot{Place: flow.Cart})
		},
		"none of it": func(s *flow.State) {
			s.Cart, s.Trail = []flow.CartLine{{SKU: "tint-rose", Ticked: true}}, append(s.Trail, flow.Spot{Place: flow.Cart})
		},
		"a confirmation alone": func(s *flow.State) {
			s.Trail, s.Payment.Orders = append(s.Trail, flow.Spot{Place: flow.Confirmation}), []flow.OrderID{"P9"}
		},
	}
	for name, spoil := range states {
		t.Run(name, func(t *testing.T) {
			w := small()
			s := flow.Start(&w, 1)
			spoil(&s)
			tries := append(everyAction(w.Catalogue), flow.Action{Verb: 250}, flow.Action{Verb: flow.Wait, N: -5},
				answer(flow.OutcomeApproved, 0), answer(flow.OutcomeDeclined, 0), answer(flow.OutcomeTimedOut, 1), on(flow.ExpireOrder, "P9"))
			for _, a := range tries {
				next, events := flow.Step(&w, w.Catalogue.Today, s, a)
				_, _ = a.String(), next.Place().String()
				if err := moneyAddsUp(&w, &next); err != nil || len(events) == 0 {
					t.Fatalf("%s: %v", a, err)
				}
				if line := next.Line("tint-rose"); line != nil && line.Quantity < 0 {
					t.Fatalf("%s: %d pieces", a, line.Quantity)
				}
				if len(next.Orders) > 0 && len(next.Orders[0].Quote.Items) == 0 || next.Place() == flow.Payment && s.Place() == flow.Checkout {
					t.Fatalf("%s placed nothing", a)
				}
			}
			flow.Offers(&w, w.Catalogue.Today, &s)
			flow.Happenings(&w, &s)
			_, _, _ = flow.Due(&w, &s)
		})
	}
}

func TestTimeNeverGoesBack(t *testing.T) {
	for _, n := range []int32{0, -60} {
		walk(t, small()).try(flow.Action{Verb: flow.Wait, N: n}).refused(flow.OutOfRange)
	}
}

// A fee that was free when it was seen, and is not at checkout, is first seen there.
func TestAFeeThatGrewIsASurprise(t *testing.T) {
	w := small()
	w.Catalogue.Products = append(w.Catalogue.Products, shop.Product{
		ID: "gift", Shop: "okkari", Short: words("Gift"), Variants: []shop.Variant{{SKU: "gift", Price: 29900, Stock: 3}},
	})
	w.Catalogue.Notes[0].Tags = append(w.Catalogue.Notes[0].Tags, "gift")
	w.Catalogue.Index()
	dear := []flow.Action{on(flow.OpenNote, "empties"), on(flow.TapTag, "gift"), act(flow.Back)}
	shown := walk(t, w).do(dear...).do(on(flow.TapTag, "tint")).do(act(flow.BuyNow), pick("shade", "rose"), act(flow.Confirm))
	if n := surprises(&shown.s); n != 0 {
		t.Errorf("the tint's page shows the fee: got %d surprises", n)
	}
	hidden := walk(t, w).do(dear...)
	hidden.w.Flow.Fees = flow.Checkout
	hidden.do(on(flow.TapTag, "tint")).do(act(flow.BuyNow), pick("shade", "rose"), act(flow.Confirm))
	if n := surprises(&hidden.s); n != 1 {
		t.Errorf("the fee was free before: got %d surprises, want 1", n)
	}
	// Seeing it fall is none, and seeing it again is none.
	k := walk(t, small()).do(toTint...).do(addTint("rose", 2)...).do(act(flow.OpenCart), on(flow.Decrease, "tint-rose"), act(flow.OpenCheckout))
	if len(k.s.Seen) != 1 || surprises(&k.s) != 0 {
		t.Errorf("got seen %+v", k.s.Seen)
	}
}

func surprises(s *flow.State) int {
	n := 0
	for _, seen := range s.Seen {
		if seen.Surprise() {
			n++
		}
	}
	return n
}

// What is due at one instant happens in the order of its causes, and each thing once.
func TestDueThingsComeOneByOne(t *testing.T) {
	k := walk(t, small()).do(toCoffee...).do(toTint...).do(addTint("rose", 1)...)
	k.do(act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder))
	k.now = k.now.Add(29*time.Minute + 30*time.Second)
	k.do(act(flow.Pay))
	var verbs []flow.Verb
	for {
		at, a, ok := flow.Due(&k.w, &k.s)
		if !ok {
			break
		}
		k.now = at
		k.do(a)
		verbs = append(verbs, a.Verb)
	}
	if len(verbs) != 3 || verbs[0] != flow.ExpireOrder || verbs[1] != flow.ExpireOrder || verbs[2] != flow.AnswerPayment {
		t.Fatalf("got %v", verbs)
	}
	k.at(flow.Orders).left("tint-rose", 9).left("coffee", 1)
	k.do(answer(flow.OutcomeApproved, 0))
	for i := range k.s.Orders {
		k.order(i, flow.Cancelled, k.s.Orders[i].Quote.Payable, k.s.Orders[i].Quote.Payable)
	}
}
