package flow_test

import (
	"slices"
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// reach searches for the walk to a goal with the scope of the state.
func (k *walker) reach(goal flow.Goal) ([]flow.Action, int, bool) {
	var walks flow.Walks
	return walks.Reach(&k.w, k.now, &k.s, goal, flow.ScopeOf(&k.w, &k.s, flow.Scope{}))
}

// What was typed wrong into any form is put right where it stands, one tap a field.
func TestWhatWasTypedWrongIsTypedAgain(t *testing.T) {
	toWallet := func(t *testing.T) *walker {
		return walk(t, penniless()).do(toTint...).do(buyTint...).do(act(flow.BindWallet))
	}
	toSignIn := func(t *testing.T) *walker {
		return walk(t, outside()).do(on(flow.OpenNote, "empties"), on(flow.TapTag, "tint"), act(flow.Continue), act(flow.Continue))
	}
	for _, c := range []struct {
		name string
		from func(*testing.T) *walker
		goal flow.Goal
		typo [][2]string
		want int
	}{
		{"a card", toWallet, flow.Goal{Place: flow.Confirmation}, [][2]string{{"card", "62"}, {"phone", "13800005678"}, {"code", "135790"}}, 3},
		{"a code", toWallet, flow.Goal{Place: flow.Confirmation}, [][2]string{{"card", "6222020011112222"}, {"phone", "13800005678"}, {"code", "1"}}, 3},
		{"all of a wallet", toWallet, flow.Goal{Place: flow.Confirmation}, [][2]string{{"card", "1"}, {"phone", "1"}, {"code", "1"}}, 5},
		{"an account outside", toSignIn, flow.Goal{Place: flow.External, Subject: flow.OutsideAddress}, [][2]string{{"phone", "1"}, {"code", "2"}}, 3},
	} {
		k := c.from(t)
		for _, typo := range c.typo {
			k.do(flow.Typing(typo[0], typo[1]))
		}
		if path, taps, ok := k.reach(c.goal); !ok || taps != c.want {
			t.Errorf("%s: got %d taps %v %v, want %d", c.name, taps, path, ok, c.want)
		}
	}
}

// The search tells wallets apart: another one that is bound does not pay.
func TestTheLensTellsWalletsApart(t *testing.T) {
	k := walk(t, penniless()).do(toTint...).do(buyTint...)
	a, b := k.s, k.s
	a.Wallets, b.Wallets = []flow.Method{flow.Alipay}, []flow.Method{flow.WeChat}
	if slices.Equal(flow.Lens(nil, &a, &k.w.Shared), flow.Lens(nil, &b, &k.w.Shared)) {
		t.Error("a bound alipay looks like a bound wechat")
	}
}

// A walk through the app takes a note whose tag stays in it, though others are in front of it.
func TestAWalkKeepsToTagsThatStayInTheApp(t *testing.T) {
	for name, spoil := range map[string]func(*flow.World){
		"an ad note":          func(w *flow.World) { w.Catalogue.Notes[0].Link = shop.LinkAd },
		"a link in the text":  func(w *flow.World) { w.Catalogue.Notes[0].Link = shop.LinkOutbound },
		"an unverified brand": func(w *flow.World) { w.Catalogue.Shops[0].Verified = false },
		"goods from abroad":   func(w *flow.World) { w.Catalogue.Shops[0].Trade = shop.Bonded },
	} {
		w := small()
		spoil(&w)
		k := walk(t, w)
		if path, _, ok := k.reach(flow.GoalAt(&k.s, flow.Confirmation, "")); !ok {
			t.Errorf("%s comes first: no walk leads to the confirmation, only %v", name, path)
		}
	}
}

// An ad note in front of a native one, both about one product: each leads where it leads.
func TestAnAdNoteDoesNotHideANativeOne(t *testing.T) {
	w := small()
	w.Catalogue.Notes[1].Link, w.Catalogue.Notes[1].Tags = shop.LinkAd, []shop.ProductID{"tint"}
	w.Catalogue.Notes[0], w.Catalogue.Notes[1] = w.Catalogue.Notes[1], w.Catalogue.Notes[0]
	w.Catalogue.Index()
	k := walk(t, w)
	for _, place := range []flow.Place{flow.Product, flow.External} {
		var walks flow.Walks
		scope := flow.ScopeOf(&k.w, &k.s, flow.Scope{Products: []shop.ProductID{"tint"}})
		if path, taps, ok := walks.Reach(&k.w, k.now, &k.s, flow.GoalAt(&k.s, place, ""), scope); !ok || taps != 2 {
			t.Errorf("%s: got %d taps %v %v, want 2", place, taps, path, ok)
		}
	}
}

// A journey may be resumed under a flow that offers no payment at all.
func TestAFlowWithoutPaymentsPaysNothing(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(buyTint...).do(act(flow.Back))
	k.w.Flow.Methods, k.w.Flow.Default = nil, ""
	k.do(on(flow.PayOrder, string(k.s.Orders[0].ID))).try(act(flow.Pay)).refused(flow.NotOffered).do(act(flow.Back)).at(flow.Orders)
}

// The surcharge of a remote province is seen once, where the address is chosen, and it comes and goes with the address;
// what was chosen in the steps stays chosen.
func TestARemoteAddressInStepsCostsMoreAndSurprisesOnce(t *testing.T) {
	w := stepwise()
	w.Catalogue.Shops[0].Shipping.Remote, w.Catalogue.Shops[0].Shipping.Provinces = 1500, []string{"西藏自治区"}
	k := walk(t, w).do(toTint...).do(buyTint[:3]...).at(flow.Checkout)
	k.try(act(flow.NextStep)).refused(flow.AddressNeeded).do(act(flow.ChooseAddress), act(flow.NewAddress))
	for _, v := range [][2]string{{"name", "周"}, {"phone", "13912345678"}, {"region", "西藏自治区 拉萨市"}, {"street", "8号"}} {
		k.do(flow.Typing(v[0], v[1]))
	}
	k.do(act(flow.SaveAddress))
	far := k.s.Checkout.Address
	if spot := k.s.Spot(); spot.Subject != flow.StepAddress || k.s.Checkout.Shown != 15500 || surprises(&k.s) != 1 {
		t.Fatalf("at %v: shown %s, %d surprises, want ¥155.00 and one", spot, k.s.Checkout.Shown, surprises(&k.s))
	}
	k.do(act(flow.NextStep), act(flow.NextStep), on(flow.ChoosePayment, "wechat"), act(flow.NextStep), act(flow.Back), act(flow.Back), act(flow.Back))
	k.do(act(flow.ChooseAddress), on(flow.PickAddress, "home"))
	if k.s.Checkout.Shown != 14000 || k.s.Checkout.Method != flow.WeChat {
		t.Fatalf("shown %s, paid with %q", k.s.Checkout.Shown, k.s.Checkout.Method)
	}
	k.do(act(flow.ChooseAddress), on(flow.PickAddress, far), act(flow.NextStep), act(flow.NextStep), act(flow.NextStep), act(flow.PlaceOrder))
	if o := k.s.Orders[0]; o.Quote.Payable != 15500 || o.Travel != 2*24+48 || surprises(&k.s) != 1 {
		t.Fatalf("payable %s, %d hours on the road, %d surprises", o.Quote.Payable, o.Travel, surprises(&k.s))
	}
}

// Where the sheet opens only when needed, the button takes the first variant that is left, and asks where it may not.
func TestTheSheetOpensWhenNeeded(t *testing.T) {
	w := small()
	w.Flow.SKUSheet, w.Flow.Preselect = flow.WhenNeeded, "first"
	w.Catalogue.Products[0].Variants[0].Stock = 0
	k := walk(t, w).do(toTint...).do(act(flow.AddToCart)).at(flow.Product).do(act(flow.AddToCart)).at(flow.Product)
	if len(k.s.Cart) != 1 || k.s.Cart[0].SKU != "tint-plum" || k.s.Cart[0].Quantity != 2 || !k.s.Reached.Has(flow.StageCart) {
		t.Fatalf("got cart %+v", k.s.Cart)
	}
	k.do(act(flow.AddToCart)).at(flow.SKU).try(act(flow.Confirm)).refused(flow.StockShort).do(act(flow.Back))
	k.do(act(flow.BuyNow)).at(flow.Checkout)
	if p := k.s.Checkout.Pieces; len(p) != 1 || p[0].Quantity != 1 || k.s.Checkout.Note != "empties" || k.s.Checkout.FromCart {
		t.Fatalf("got %+v", k.s.Checkout)
	}
	k.do(act(flow.Back), on(flow.SellOut, "tint-plum"), act(flow.BuyNow)).at(flow.SKU)
	k.try(act(flow.Confirm)).refused(flow.ChooseFirst)

	limit := walk(t, small())
	limit.w.Flow.SKUSheet, limit.w.Flow.Preselect = flow.WhenNeeded, "first"
	limit.do(toTint...).do(act(flow.AddToCart), act(flow.AddToCart), act(flow.AddToCart)).at(flow.SKU).try(act(flow.Confirm)).refused(flow.OverLimit)
	limit.do(pick("shade", "plum"), act(flow.Confirm)).at(flow.Product)
}
