package flow_test

import (
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

func TestTheLoopClosesInTheFeed(t *testing.T) {
	k := walk(t, small()).do(toTint...).at(flow.Product)
	k.do(act(flow.AddToCart)).at(flow.SKU)
	k.do(pick("shade", "rose"), act(flow.Increase), act(flow.Confirm)).at(flow.Product)
	k.do(act(flow.OpenCart)).at(flow.Cart).do(act(flow.OpenCheckout)).at(flow.Checkout)
	k.do(act(flow.PlaceOrder)).at(flow.Payment).left("tint-rose", 7)
	k.do(act(flow.Pay), answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)
	k.order(0, flow.Paid, 25600, 0)
	if len(k.s.Cart) != 0 {
		t.Fatalf("the cart still holds %v", k.s.Cart)
	}
	k.do(act(flow.OpenReview)).at(flow.Review)
	k.try(act(flow.SubmitReview)).refused(flow.StarsNeeded)
	k.do(flow.Action{Verb: flow.Rate, N: 5}).try(act(flow.SubmitReview)).refused(flow.TextNeeded)
	k.do(flow.Typing("text", "很好用"), act(flow.SubmitReview)).at(flow.Feed)
	feed := flow.Feeds(&k.w)
	if len(k.s.Notes) != 1 || feed[0] != k.s.Notes[0] {
		t.Fatalf("feed %v does not begin with %v", feed, k.s.Notes)
	}
	k.do(on(flow.OpenNote, string(feed[0])), on(flow.TapTag, "tint")).at(flow.Product)
	for _, stage := range flow.Stages() {
		if !k.s.Reached.Has(stage) {
			t.Errorf("stage %s was not reached", stage)
		}
	}
}

func TestKeepBrowsingReturnsToWhereTheShopperWas(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(buyTint...).do(act(flow.Pay), answer(flow.OutcomeApproved, 0))
	k.at(flow.Confirmation).do(act(flow.KeepBrowsing)).at(flow.Product)
	if got := k.s.Spot().Subject; got != "tint" {
		t.Fatalf("got product %q, want tint", got)
	}
	k.do(act(flow.Back)).at(flow.Note).do(act(flow.Back)).at(flow.Feed).try(act(flow.Back)).refused(flow.NotHere)
}

func TestAPageStandsOnTheTrailOnce(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(act(flow.AddToCart), pick("shade", "rose"), act(flow.Confirm), act(flow.OpenCart))
	k.do(on(flow.OpenProduct, "tint"))
	if len(k.s.Trail) != 3 {
		t.Fatalf("got trail %v, want feed, note, product", k.s.Trail)
	}
}

func TestStockIsHeldAtPlaceOrder(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(buyTint...).left("tint-plum", 1)
	k.do(act(flow.Back)).at(flow.Orders).do(on(flow.CancelOrder, string(k.s.Orders[0].ID))).left("tint-plum", 2)
	k.order(0, flow.Cancelled, 0, 0)
	k.try(on(flow.CancelOrder, string(k.s.Orders[0].ID))).refused(flow.NotOpen)
}

func TestSoldOutBetweenCartAndOrder(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(act(flow.AddToCart), pick("shade", "plum"), act(flow.Confirm), act(flow.OpenCart))
	k.do(act(flow.OpenCheckout), on(flow.SellOut, "tint-plum")).try(act(flow.PlaceOrder)).refused(flow.SoldOut)
	if len(k.s.Orders) != 0 || len(k.s.Cart) != 1 {
		t.Fatalf("got %d orders and %d cart lines, want none and one", len(k.s.Orders), len(k.s.Cart))
	}
	k.do(act(flow.Back), act(flow.Back), act(flow.BuyNow)).try(pick("shade", "plum")).refused(flow.SoldOut)
}

// Two ticked shops are two orders and one payment; where one line cannot be had, neither is placed.
func TestTwoShopsAreOnePaymentOrNothing(t *testing.T) {
	cart := []flow.Action{
		on(flow.OpenNote, "desk"), on(flow.TapTag, "tint"), act(flow.AddToCart), pick("shade", "rose"), act(flow.Confirm),
		act(flow.Back), on(flow.TapTag, "coffee"), act(flow.AddToCart), act(flow.Confirm), act(flow.OpenCart),
	}
	k := walk(t, small()).do(cart...).do(act(flow.OpenCheckout), on(flow.SellOut, "coffee")).try(act(flow.PlaceOrder))
	if k.refused(flow.SoldOut); len(k.s.Orders) != 0 {
		t.Fatalf("got %d orders, want none", len(k.s.Orders))
	}
	k = walk(t, small()).do(cart...).do(act(flow.OpenCheckout), act(flow.PlaceOrder))
	if len(k.s.Orders) != 2 || len(k.s.Payment.Orders) != 2 {
		t.Fatalf("got %d orders in %v", len(k.s.Orders), k.s.Payment.Orders)
	}
	k.do(act(flow.Pay))
	if got := k.s.Attempts[0].Amount; got != 5900+1200+12800+1200 {
		t.Fatalf("one payment asks for %s", got)
	}
	k.do(answer(flow.OutcomeApproved, 0)).order(0, flow.Paid, 7100, 0).order(1, flow.Paid, 14000, 0)
}

func TestPaymentFaults(t *testing.T) {
	pending := func(t *testing.T) *walker {
		return walk(t, small()).do(toTint...).do(buyTint...).do(act(flow.Pay))
	}
	t.Run("declined, then paid by another wallet", func(t *testing.T) {
		k := pending(t).do(answer(flow.OutcomeDeclined, 0)).at(flow.Payment).left("tint-plum", 1)
		k.do(on(flow.ChoosePayment, "wechat"), act(flow.Pay), answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)
		k.order(0, flow.Paid, 14000, 0)
	})
	t.Run("timed out keeps the hold, late success pays the open order", func(t *testing.T) {
		k := pending(t).do(answer(flow.OutcomeTimedOut, 0)).at(flow.Payment).left("tint-plum", 1)
		k.order(0, flow.AwaitingPayment, 0, 0).do(answer(flow.OutcomeApproved, 1)).at(flow.Confirmation)
		k.order(0, flow.Paid, 14000, 0).try(answer(flow.OutcomeApproved, 1)).refused(flow.NoAttempt)
	})
	t.Run("late success of a cancelled order is given back in full", func(t *testing.T) {
		k := pending(t).do(answer(flow.OutcomeTimedOut, 0))
		k.do(on(flow.ExpireOrder, string(k.s.Orders[0].ID))).left("tint-plum", 2).order(0, flow.Cancelled, 0, 0)
		k.do(answer(flow.OutcomeApproved, 1)).order(0, flow.Cancelled, 14000, 14000).left("tint-plum", 2)
	})
	t.Run("withdrawn while authorising, approved all the same: given back", func(t *testing.T) {
		k := pending(t).do(act(flow.Back)).at(flow.Orders).do(answer(flow.OutcomeApproved, 0))
		k.order(0, flow.AwaitingPayment, 14000, 14000)
	})
	t.Run("paid by the second attempt, the first approved late: never charged twice", func(t *testing.T) {
		k := pending(t).do(answer(flow.OutcomeTimedOut, 1), act(flow.Pay), answer(flow.OutcomeApproved, 2))
		k.order(0, flow.Paid, 14000, 0).do(answer(flow.OutcomeApproved, 1)).order(0, flow.Paid, 28000, 14000)
	})
	t.Run("declined after the time-out releases nothing", func(t *testing.T) {
		pending(t).do(answer(flow.OutcomeTimedOut, 0), answer(flow.OutcomeDeclined, 1)).left("tint-plum", 1)
	})
	t.Run("an attempt in progress refuses a second one", func(t *testing.T) {
		pending(t).try(act(flow.Pay)).refused(flow.InProgress).try(on(flow.ChoosePayment, "wechat")).refused(flow.InProgress)
	})
}

func TestUnpaidOrderEndsByItself(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(buyTint...).do(act(flow.Pay))
	at, a, ok := flow.Due(&k.w, &k.s)
	if !ok || at.Sub(k.now) != time.Minute || a.Value != flow.OutcomeTimedOut {
		t.Fatalf("got %v %s %v, want the attempt to time out after a minute", at.Sub(k.now), a, ok)
	}
	k.do(a)
	at, a, ok = flow.Due(&k.w, &k.s)
	if !ok || at.Sub(k.now) != 30*time.Minute || a.Verb != flow.ExpireOrder {
		t.Fatalf("got %v %s %v, want the order to expire after 30 minutes", at.Sub(k.now), a, ok)
	}
	k.do(a).at(flow.Orders).order(0, flow.Cancelled, 0, 0).left("tint-plum", 2)
	if _, _, ok = flow.Due(&k.w, &k.s); ok {
		t.Fatal("something is still due")
	}
	k.do(answer(flow.OutcomeApproved, 0)).order(0, flow.Cancelled, 14000, 14000).left("tint-plum", 2)
}

func TestPasswordTakesNoTapAndSixKeys(t *testing.T) {
	w := small()
	w.Flow.Auth = flow.AuthPassword
	k := walk(t, w).do(toTint...).do(buyTint...).try(act(flow.Pay)).refused(flow.PasswordFirst)
	a := act(flow.EnterPassword)
	if a.Taps() != 0 || a.Keys() != flow.PasswordKeys {
		t.Fatalf("got %d taps and %d keys", a.Taps(), a.Keys())
	}
	k.do(a, answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)
}

func TestPasswordFreePaysWithTheOrder(t *testing.T) {
	w := small()
	w.Flow.Methods, w.Flow.Default, w.Flow.Auth = []flow.Method{flow.AlipayFree}, flow.AlipayFree, flow.AuthNone
	k := walk(t, w).do(toTint...).do(buyTint...).at(flow.Payment)
	if k.s.Pending() == nil {
		t.Fatal("no attempt is under way")
	}
	k.do(answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)
}

func TestANewShopperTypesAnAddress(t *testing.T) {
	w := small()
	w.Shopper = &flow.Shopper{ID: "new", New: true, Name: text.Clean("新客", text.Name)}
	k := walk(t, w).do(toTint...).do(act(flow.BuyNow), pick("shade", "plum"), act(flow.Confirm))
	k.try(act(flow.PlaceOrder)).refused(flow.AddressNeeded).do(act(flow.ChooseAddress)).at(flow.Address)
	k.do(flow.Typing("name", "周")).try(act(flow.SaveAddress)).refused(flow.FieldMissing)
	k.do(flow.Typing("phone", "12"), flow.Typing("region", "上海市"), flow.Typing("street", "8号"))
	k.try(act(flow.SaveAddress)).refused(flow.PhoneInvalid).do(flow.Typing("phone", "13912345678"), act(flow.SaveAddress))
	k.at(flow.Checkout).do(act(flow.PlaceOrder)).at(flow.Payment)
	if got := k.s.Orders[0].Address.Phone.String(); got != "13912345678" {
		t.Fatalf("the order goes to %q", got)
	}
}

func TestFeesFirstSeenAtCheckoutAreASurprise(t *testing.T) {
	for _, c := range []struct {
		fees flow.Place
		want int
	}{{flow.Product, 0}, {flow.Cart, 0}, {flow.Checkout, 1}} {
		w := small()
		w.Flow.Fees = c.fees
		k := walk(t, w).do(toTint...).do(act(flow.AddToCart), pick("shade", "rose"), act(flow.Confirm), act(flow.OpenCart), act(flow.OpenCheckout))
		surprises := 0
		for _, seen := range k.s.Seen {
			if seen.Surprise() {
				surprises++
				if seen.Line != shop.LineShipping || seen.Amount != 1200 || seen.Place != flow.Checkout {
					t.Errorf("got surprise %+v", seen)
				}
			}
		}
		if surprises != c.want {
			t.Errorf("fees first shown at %s: got %d surprises, want %d", c.fees, surprises, c.want)
		}
	}
}

func TestCartLinesOfOneSKUMerge(t *testing.T) {
	add := []flow.Action{act(flow.AddToCart), pick("shade", "rose"), act(flow.Confirm)}
	k := walk(t, small()).do(toTint...).do(add...).do(add...)
	if len(k.s.Cart) != 1 || k.s.Cart[0].Quantity != 2 {
		t.Fatalf("got cart %+v, want one line of two", k.s.Cart)
	}
	k.do(act(flow.AddToCart), pick("shade", "rose")).try(act(flow.Confirm)).refused(flow.OverLimit)
}

func TestAChoiceClearsAnotherThatItDoesNotGoWith(t *testing.T) {
	w := small()
	w.Catalogue.Products = append(w.Catalogue.Products, shop.Product{
		ID: "shirt", Shop: "okkari", Short: words("Shirt"),
		Axes: []shop.Axis{
			{ID: "size", Values: []shop.Value{{ID: "s"}, {ID: "m"}}}, {ID: "colour", Values: []shop.Value{{ID: "red"}, {ID: "blue"}}},
		},
		Variants: []shop.Variant{
			{SKU: "s-red", Values: []string{"s", "red"}, Price: 100, Stock: 1},
			{SKU: "s-blue", Values: []string{"s", "blue"}, Price: 100},
			{SKU: "m-red", Values: []string{"m", "red"}, Price: 100},
			{SKU: "m-blue", Values: []string{"m", "blue"}, Price: 100, Stock: 1},
		},
	})
	w.Catalogue.Notes[0].Tags = append(w.Catalogue.Notes[0].Tags, "shirt")
	w.Catalogue.Index()
	k := walk(t, w).do(on(flow.OpenNote, "empties"), on(flow.TapTag, "shirt"), act(flow.BuyNow), pick("size", "s"), pick("colour", "red"))
	k.do(pick("size", "m"))
	if got := k.s.Sheet.Values; got[0] != "m" || got[1] != "" {
		t.Fatalf("got values %v, want m and nothing", got)
	}
	k.try(act(flow.Confirm)).refused(flow.ChooseFirst).do(pick("colour", "blue"), act(flow.Confirm)).at(flow.Checkout)
}

func TestAReviewIsOfAPaidLineOnce(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(buyTint...)
	k.do(act(flow.Back)).at(flow.Orders).try(on(flow.OpenReview, "tint-plum")).refused(flow.NotPaid)
	k.do(on(flow.PayOrder, string(k.s.Orders[0].ID)), act(flow.Pay), answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)
	k.do(act(flow.OpenReview), flow.Action{Verb: flow.Rate, N: 4}, on(flow.AddTag, "soft"), act(flow.Unpublish), act(flow.SubmitReview))
	k.at(flow.Confirmation).try(act(flow.OpenReview)).refused(flow.Already)
	if len(k.w.Shared.Reviews) != 1 || k.w.Shared.Reviews[0].Stars != 4 || len(k.w.Shared.Notes) != 0 {
		t.Fatalf("got %+v", k.w.Shared)
	}
}

// A journey may be resumed with a catalogue that no longer holds what it looked at.
func TestAVanishedProductCanOnlyBeLeft(t *testing.T) {
	for _, sheet := range []bool{false, true} {
		k := walk(t, small()).do(toTint...)
		if sheet {
			k.do(act(flow.AddToCart))
		}
		k.w.Catalogue = small().Catalogue
		k.w.Catalogue.Products = k.w.Catalogue.Products[1:]
		k.w.Catalogue.Index()
		for _, a := range everyAction(k.w.Catalogue) {
			flow.Step(&k.w, k.now, k.s, a)
		}
		for _, o := range flow.Offers(&k.w, k.now, &k.s) {
			if v := o.Action.Verb; v != flow.Back && v != flow.OpenCart {
				t.Errorf("%s is offered at %s", o.Action, k.s.Place())
			}
		}
		k.do(act(flow.Back))
	}
}
