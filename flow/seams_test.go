package flow_test

import (
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// atBalance has paid the deposit for so many beans, and comes back when the balance is taken.
func atBalance(t *testing.T, w flow.World, pieces int) *walker {
	t.Helper()
	k := walk(t, w).do(toBeans...).do(act(flow.BuyNow))
	for range pieces - 1 {
		k.do(act(flow.Increase))
	}
	k.do(act(flow.Confirm), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0))
	k.now = k.now.Add(48 * time.Hour)
	return k.do(act(flow.OpenOrders))
}

// holding is the world with coupons that the shopper holds.
func holding(w flow.World, ids ...string) flow.World {
	shopper := *w.Shopper
	for _, id := range ids {
		shopper.Coupons = append(shopper.Coupons, flow.Coupon{ID: id, Kind: string(w.Catalogue.Coupon(id).Kind)})
	}
	w.Shopper = &shopper
	return w
}

// A balance that was quoted, left unpaid and quoted again has the coupons of the first quote at hand.
func TestABalanceThatIsQuotedAgainKeepsItsCoupons(t *testing.T) {
	k := atBalance(t, holding(dealing(), "kavelo-5", "ten-percent"), 1)
	id := k.first()
	const want = 15000 + 1200 - 500 - 2000
	k.do(on(flow.PayBalance, id)).payable(want).do(act(flow.PlaceOrder), act(flow.Back)).at(flow.Orders)
	k.do(on(flow.PayBalance, id)).payable(want).do(act(flow.OpenCoupons), on(flow.DropCoupon, "ten-percent")).payable(want + 2000)
	k.do(on(flow.UseCoupon, "ten-percent")).payable(want).do(on(flow.DropCoupon, "kavelo-5")).payable(want + 500)
	k.do(act(flow.ApplyCoupons), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0)).order(0, flow.Paid, want+500+5000, 0)
	if k.s.Coupon("kavelo-5").Used != "" || string(k.s.Coupon("ten-percent").Used) != id {
		t.Fatalf("got %+v, want the dropped coupon free and the other used", k.s.Coupons)
	}
}

// Coupons of a balance that was quoted and never paid are free again, and elsewhere they are not while it is quoted.
func TestCouponsOfAMissedBalanceComeBack(t *testing.T) {
	k := atBalance(t, holding(dealing(), "kavelo-5"), 1)
	k.do(on(flow.PayBalance, k.first()), act(flow.PlaceOrder), act(flow.Back), act(flow.Home))
	if all := k.w.Usable(&k.s); len(all) != 0 {
		t.Fatalf("usable elsewhere: %+v", all)
	}
	k.do(on(flow.ExpireOrder, k.first())).order(0, flow.Cancelled, 5000, 0)
	if all := k.w.Usable(&k.s); len(all) != 1 {
		t.Fatalf("got %+v, want the coupon back", k.s.Coupons)
	}
}

// A deposit that was charged twice and given back once gives back no more than the rest when its balance is missed.
func TestAMissedBalanceGivesBackWhatIsLeft(t *testing.T) {
	w := dealing()
	v, _ := w.Catalogue.Variant("beans")
	v.Presale.Forfeit = false
	k := walk(t, w).do(toBeans...).do(act(flow.BuyNow), act(flow.Confirm), act(flow.PlaceOrder), act(flow.Pay))
	k.do(answer(flow.OutcomeTimedOut, 0), act(flow.Pay), answer(flow.OutcomeApproved, 2), answer(flow.OutcomeApproved, 1))
	k.order(0, flow.AwaitingPayment, 10000, 5000)
	k.do(on(flow.ExpireOrder, k.first())).order(0, flow.Cancelled, 10000, 10000)
}

// importing is the world of deals whose beans come from the bonded zone.
func importing(price, deposit shop.Fen) flow.World {
	w := known(dealing())
	w.Catalogue.Shops[1].Trade = shop.Bonded
	w.Flow.Identity = "saved"
	v, _ := w.Catalogue.Variant("beans")
	v.Price, v.Presale.Deposit, v.Tax = price, deposit, shop.Tax{VAT: 13}
	v.Stock = 9
	w.Catalogue.Index()
	return w
}

// No deposit is taken for an order whose balance no limit allows; and what is one order stays one at its balance.
func TestADepositIsNotTakenForWhatNoLimitAllows(t *testing.T) {
	buy := []flow.Action{act(flow.BuyNow), act(flow.Increase), act(flow.Confirm)}
	k := walk(t, importing(300_000, 10_000)).do(toBeans...).do(buy...)
	k.try(act(flow.PlaceOrder)).refused(flow.OverSingle)
	k.try(act(flow.SplitOrders)).refused(flow.NothingToSplit)

	// With the shipping of today it is within the limit; then the fee rises.
	w := importing(249_000, 10_000)
	k = atBalance(t, w, 2)
	w.Catalogue.Shops[1].Shipping = shop.Shipping{Kind: shop.ShippingFlat, Fee: 5_000}
	k.do(on(flow.PayBalance, k.first())).try(act(flow.SplitOrders)).refused(flow.NothingToSplit)
	k.try(act(flow.PlaceOrder)).refused(flow.OverSingle)
	if len(k.s.Orders) != 1 || k.s.Orders[0].Quote.Items[0].Quantity != 2 {
		t.Fatalf("got %+v, want one order of two", k.s.Orders)
	}
}

// The yearly quota counts a presale from its deposit on, once.
func TestAPresaleCountsAgainstTheQuotaFromItsDeposit(t *testing.T) {
	w := importing(300_000, 10_000)
	w.Catalogue.Shops[1].Shipping = shop.Shipping{Kind: shop.ShippingFree}
	w.Shopper.Identities[0].Used, w.Shopper.Identities[0].Year = shop.MostYear-500_000, w.Catalogue.Today.Time().Year()
	k := walk(t, w).do(toBeans...).do(act(flow.BuyNow), act(flow.Confirm), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0))
	used := func() shop.Fen { return k.s.UsedQuota(k.s.IdentityOf("me"), k.now) }
	if got := used(); got != shop.MostYear-200_000 {
		t.Fatalf("after the deposit: used %s", got)
	}
	k.do(act(flow.Home)).do(toBeans...).do(act(flow.BuyNow), act(flow.Confirm)).try(act(flow.PlaceOrder)).refused(flow.QuotaExceeded)
	k.now = k.now.Add(48 * time.Hour)
	k.do(act(flow.Back), act(flow.Back), act(flow.Back), act(flow.OpenOrders), on(flow.PayBalance, k.first()), act(flow.PlaceOrder))
	if got := used(); got != shop.MostYear-200_000 {
		t.Fatalf("at the balance: used %s", got)
	}
	k.do(act(flow.Pay), answer(flow.OutcomeApproved, 0), act(flow.OpenOrders), on(flow.CancelOrder, k.first()))
	k.do(on(flow.ApproveRequest, k.request())).order(0, flow.Closed, 300_000+27_300, 300_000+27_300)
	if got := used(); got != shop.MostYear-500_000 {
		t.Fatalf("given back: used %s", got)
	}
}

// An address that is changed at the balance changes how long the parcel is on the road.
func TestTheAddressOfTheBalanceDecidesTheRoad(t *testing.T) {
	w := dealing()
	w.Catalogue.Shops[1].Shipping.Remote, w.Catalogue.Shops[1].Shipping.Provinces = 1500, []string{"西藏自治区"}
	k := atBalance(t, w, 1)
	before := k.s.Orders[0].Travel
	k.do(on(flow.PayBalance, k.first()), act(flow.ChooseAddress), act(flow.NewAddress))
	k.do(flow.Typing("name", "林小满"), flow.Typing("phone", "13800005678"), flow.Typing("region", "西藏自治区 拉萨市"), flow.Typing("street", "1"))
	k.do(act(flow.SaveAddress)).payable(15000 + 1200 + 1500).do(act(flow.PlaceOrder))
	if o := k.s.Orders[0]; o.Travel != before+48 || o.Address.Province() != "西藏自治区" {
		t.Fatalf("got %d hours on the road to %s, want %d", o.Travel, o.Address.Province(), before+48)
	}
}

// What changes twice between checkout and order is told twice, and accepted only as it is now.
func TestAPayableThatChangesTwiceIsToldTwice(t *testing.T) {
	k := plumAtCheckout(t, dealing()).payable(14000)
	v, _ := k.w.Catalogue.Variant("tint-plum")
	v.Price = 12900
	k.try(act(flow.PlaceOrder)).refused(flow.PriceChanged)
	v.Price = 13000
	k.try(act(flow.PlaceOrder)).refused(flow.PriceChanged)
	if shown, now := k.last.Arg("shown_fen"), k.last.Arg("now_fen"); shown != "14100" || now != "14200" {
		t.Fatalf("got %s and %s", shown, now)
	}
	k.do(act(flow.PlaceOrder)).at(flow.Payment)
}

// What is paid outside is what was seen there: the coupons of the app are not for the brand's own shop.
func TestOutsideTheAppNoCouponIsSeen(t *testing.T) {
	w := holding(dealing(), "okkari-100-10", "ten-percent")
	w.Flow.TagOpens = flow.OpensExternal
	k := walk(t, w).do(toTint[0], on(flow.TapTag, "tint")).at(flow.External)
	k.do(act(flow.Continue), act(flow.Continue), flow.Typing("phone", "13800005678"), flow.Typing("code", "135790"), act(flow.Continue))
	k.do(flow.Typing("name", "林小满"), flow.Typing("phone", "13800005678"), flow.Typing("region", "上海市 黄浦区"), flow.Typing("street", "1"), act(flow.Continue))
	for _, seen := range k.s.Seen {
		if seen.Amount < 0 && (seen.Line == shop.LineMerchant || seen.Line == shop.LinePlatform) {
			t.Errorf("saw %+v", seen)
		}
	}
}

// A balance without an end is never missed.
func TestABalanceWithoutAnEndIsNeverMissed(t *testing.T) {
	w := dealing()
	v, _ := w.Catalogue.Variant("beans")
	v.Presale.Forfeit, v.Presale.Balance.Until = false, 0
	k := atBalance(t, w, 1)
	if at, due, ok := flow.Due(&k.w, &k.s); ok {
		t.Fatalf("got %s at %s", due, at)
	}
	k.do(on(flow.PayBalance, k.first()), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0)).order(0, flow.Paid, 21200, 0)
}

// A fee that grew under the shopper's eyes is a surprise also if it was accepted with the refusal that told of it.
func TestAFeeThatGrewBetweenCheckoutAndOrderIsRemembered(t *testing.T) {
	k := plumAtCheckout(t, dealing()).payable(14000)
	k.w.Catalogue.Shops[0].Shipping.Fee = 1500
	k.try(act(flow.PlaceOrder)).refused(flow.PriceChanged)
	k.do(act(flow.PlaceOrder)).at(flow.Payment)
	last := k.s.Seen[len(k.s.Seen)-1]
	if last != (flow.Seen{Line: shop.LineShipping, Shop: "okkari", Amount: 1500, Place: flow.Checkout}) {
		t.Fatalf("got %+v", k.s.Seen)
	}
}

// A page whose price falls below free shipping shows the fee, though savings and free shipping were seen before.
func TestAPriceThatFallsBelowFreeShippingShowsTheFee(t *testing.T) {
	w := small()
	for i, price := range []shop.Fen{21000, 9900} {
		id := shop.ProductID([]string{"near", "far"}[i])
		w.Catalogue.Products = append(w.Catalogue.Products, shop.Product{ID: id, Shop: "okkari", Short: words("Gift"), Variants: []shop.Variant{{
			SKU: shop.SKU(id), Price: 21900, Stock: 3, Offers: []shop.Offer{{ID: "week-" + string(id), Kind: shop.PriceLimited, Price: price}},
		}}})
		w.Catalogue.Notes[0].Tags = append(w.Catalogue.Notes[0].Tags, id)
	}
	w.Catalogue.Index()
	k := walk(t, w).do(on(flow.OpenNote, "empties"), on(flow.TapTag, "near"), act(flow.Back))
	if len(k.s.Seen) != 2 || k.s.Seen[1].Amount != 0 {
		t.Fatalf("got %+v, want a saving and free shipping", k.s.Seen)
	}
	k.do(on(flow.TapTag, "far"))
	if last := k.s.Seen[len(k.s.Seen)-1]; last != (flow.Seen{Line: shop.LineShipping, Shop: "okkari", Amount: 1200, Place: flow.Product}) {
		t.Fatalf("got %+v, want the fee", k.s.Seen)
	}
}
