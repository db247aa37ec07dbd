package flow_test

import (
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// dear is a bonded world whose tints cost so much, and whose shopper used so much of the year's quota elsewhere.
func dear(price, used shop.Fen) flow.World {
	w := known(border(shop.Bonded))
	for i := range w.Catalogue.Products[0].Variants {
		w.Catalogue.Products[0].Variants[i].Price, w.Catalogue.Products[0].Variants[i].Market = price, 0
		w.Catalogue.Products[0].Variants[i].Tax = shop.Tax{VAT: 13}
	}
	w.Catalogue.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingFree}
	w.Shopper.Identities[0].Used, w.Shopper.Identities[0].Year = used, w.Catalogue.Today.Time().Year()
	return w
}

// toTwo goes from the product page to the checkout of two rose tints.
var toTwo = []flow.Action{act(flow.BuyNow), pick("shade", "rose"), act(flow.Increase), act(flow.Confirm)}

// Over ¥5,000 an order is refused, and can be split; a single item goes. At the limit it is kept.
func TestTheLimitOfOneOrder(t *testing.T) {
	k := walk(t, dear(250_000, 0)).do(toTint...).do(toTwo...).try(act(flow.SplitOrders)).refused(flow.NothingToSplit)
	k.do(act(flow.PlaceOrder)).at(flow.Payment)

	k = walk(t, dear(250_001, 0)).do(toTint...).do(toTwo...).try(act(flow.PlaceOrder)).refused(flow.OverSingle)
	if got := k.last.Arg("over_fen"); got != "2" {
		t.Errorf("over by %s, want 2", got)
	}
	k.do(act(flow.SplitOrders), act(flow.PlaceOrder)).at(flow.Payment)
	if len(k.s.Orders) != 2 || len(k.s.Payment.Orders) != 2 || k.s.Orders[0].Identity.ID != "me" || k.s.Orders[1].Identity.ID != "me" {
		t.Fatalf("split into %d orders, %d of them to pay", len(k.s.Orders), len(k.s.Payment.Orders))
	}
	k.do(act(flow.Pay), answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)

	k = walk(t, dear(600_000, 0)).do(toTint...).do(toCheckout...).try(act(flow.SplitOrders)).refused(flow.NothingToSplit)
	k.do(act(flow.PlaceOrder)).at(flow.Payment)
}

// The year's quota is used from submit and comes back with a cancelled or closed order. Both limits are told at once.
func TestTheQuotaOfAYear(t *testing.T) {
	k := walk(t, dear(250_000, shop.MostYear-500_000)).do(toTint...).do(toTwo...).do(act(flow.PlaceOrder)).at(flow.Payment)
	used := func() shop.Fen { return k.s.UsedQuota(k.s.IdentityOf("me"), k.now) }
	if got := used(); got != shop.MostYear {
		t.Fatalf("used %s, want all", got)
	}
	k.do(act(flow.Back)).at(flow.Orders).do(act(flow.Home)).do(toTint...).do(toCheckout...)
	k.try(act(flow.PlaceOrder)).refused(flow.QuotaExceeded)
	if over, left := k.last.Arg("over_fen"), k.last.Arg("left_fen"); over != "250000" || left != "0" {
		t.Errorf("over by %s with %s left", over, left)
	}
	k.do(act(flow.Back), act(flow.Back), act(flow.Back), act(flow.OpenOrders), on(flow.CancelOrder, string(k.s.Orders[0].ID)))
	if got := used(); got != shop.MostYear-500_000 {
		t.Errorf("cancelled: used %s", got)
	}
	k.do(act(flow.Home)).do(toTint...).do(toCheckout...).do(act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0))
	if got := used(); got != shop.MostYear-250_000 {
		t.Errorf("paid: used %s", got)
	}
	k.do(act(flow.OpenOrders), on(flow.CancelOrder, string(k.s.Orders[1].ID)))
	if got := used(); got != shop.MostYear-500_000 {
		t.Errorf("closed: used %s", got)
	}
	// One fen more than is left, and more than one order may hold.
	k = walk(t, dear(260_000, shop.MostYear-519_999)).do(toTint...).do(toTwo...).try(act(flow.PlaceOrder)).refused(flow.OverSingle)
	if over, also := k.last.Arg("over_fen"), k.last.Arg("also"); over != "20000" || also != "quota-exceeded" {
		t.Errorf("over by %s, also %q", over, also)
	}
	k.do(act(flow.SplitOrders)).try(act(flow.PlaceOrder)).refused(flow.QuotaExceeded)
	if over, left := k.last.Arg("over_fen"), k.last.Arg("left_fen"); over != "1" || left != "259999" {
		t.Errorf("the second part: over by %s with %s left", over, left)
	}
}

// Another identity has a quota of its own, and choosing it quotes the checkout anew; the tax is the same for everybody.
func TestEachIdentityHasItsQuota(t *testing.T) {
	w := dear(250_000, shop.MostYear)
	w.Shopper.Identities = append(w.Shopper.Identities, identity("again", "林小满", "99010119880229001X"))
	k := walk(t, w).do(toTint...).do(toCheckout...).try(act(flow.PlaceOrder)).refused(flow.QuotaExceeded)
	shown := k.s.Checkout.Shown
	k.do(act(flow.ChooseIdentity), on(flow.PickIdentity, "again"))
	if k.s.Checkout.Shown != shown || shown != 272_750 {
		t.Errorf("shown %s before and %s after, want ¥2,727.50", shown, k.s.Checkout.Shown)
	}
	k.do(act(flow.PlaceOrder)).at(flow.Payment)
}

// What a limit refuses can be left out of the checkout; it stays in the cart. Without a limit nothing is offered to be left out.
func TestWhatALimitRefusesIsLeftOut(t *testing.T) {
	w := dear(300_000, 0)
	k := walk(t, w).do(toTint...).do(act(flow.AddToCart), pick("shade", "rose"), act(flow.Confirm))
	k.do(act(flow.AddToCart), pick("shade", "plum"), act(flow.Confirm), act(flow.OpenCart), act(flow.OpenCheckout))
	k.try(act(flow.PlaceOrder)).refused(flow.OverSingle)
	k.do(on(flow.Remove, "tint-plum")).try(on(flow.Remove, "tint-rose")).refused(flow.NotHere)
	k.do(act(flow.PlaceOrder)).at(flow.Payment)
	if len(k.s.Orders) != 1 || len(k.s.Cart) != 1 || k.s.Cart[0].SKU != "tint-plum" {
		t.Fatalf("got %d orders and %+v in the cart, want one and the plum", len(k.s.Orders), k.s.Cart)
	}
}

// Of several pieces of one SKU one is left out after the other; those that are not ordered stay in the cart.
func TestOnePieceOfSeveralIsLeftOut(t *testing.T) {
	k := walk(t, dear(300_000, 0)).do(toTint...).do(act(flow.AddToCart), pick("shade", "rose"), act(flow.Increase), act(flow.Confirm))
	k.do(act(flow.OpenCart), act(flow.OpenCheckout)).try(act(flow.PlaceOrder)).refused(flow.OverSingle)
	k.do(on(flow.Decrease, "tint-rose")).try(on(flow.Decrease, "tint-rose")).refused(flow.NotHere)
	k.do(act(flow.PlaceOrder)).at(flow.Payment)
	if len(k.s.Orders) != 1 || len(k.s.Cart) != 1 || k.s.Cart[0].Quantity != 1 {
		t.Fatalf("got %d orders and %+v in the cart, want one and one piece", len(k.s.Orders), k.s.Cart)
	}
}
