package flow_test

import (
	"slices"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// dealing is the small world with a coupon of each slot, a flash price and a presale.
func dealing() flow.World {
	w := small()
	c := w.Catalogue
	c.Coupons = []shop.Coupon{
		{ID: "okkari-100-10", Kind: shop.CouponStore, Shop: "okkari", Over: 10000, Off: 1000, Claim: true, Days: 1},
		{ID: "okkari-200-30", Kind: shop.CouponStore, Shop: "okkari", Over: 20000, Off: 3000, Claim: true},
		{ID: "kavelo-5", Kind: shop.CouponStore, Shop: "kavelo", Off: 500, Claim: true},
		{ID: "fresh-49-10", Kind: shop.CouponNewUser, Over: 4900, Off: 1000, Claim: true},
		{ID: "ten-percent", Kind: shop.CouponPlatform, Percent: 10, Cap: 4000, Claim: true},
		{ID: "for-you", Kind: shop.CouponTargeted, Shop: "okkari", Off: 2000},
	}
	tint := &c.Products[0]
	tint.Variants[0].Offers = []shop.Offer{{
		ID: "tint-flash", Kind: shop.PriceFlash, Price: 9900, Stock: 3,
		Window: shop.Window{From: c.Today, Until: c.Today.Add(2 * time.Hour)},
	}}
	c.Products = append(c.Products, shop.Product{ID: "beans", Shop: "kavelo", Short: words("Beans"), Variants: []shop.Variant{{
		SKU: "beans", Price: 20000, Stock: 2, Presale: &shop.Presale{
			Deposit: 5000, ShipHours: 120, Forfeit: true,
			Order:   shop.Window{From: c.Today, Until: c.Today.Add(24 * time.Hour)},
			Balance: shop.Window{From: c.Today.Add(48 * time.Hour), Until: c.Today.Add(72 * time.Hour)},
		},
	}}})
	c.Notes = append(c.Notes, shop.Note{ID: "beans-note", Author: "xiaoman", Title: words("Beans"), Tags: []shop.ProductID{"beans"}})
	c.Index()
	return w
}

func (k *walker) payable(want shop.Fen) *walker {
	k.t.Helper()
	w := k.w
	w.Now = k.now
	if got := w.Quote(&k.s).Payable; got != want || k.s.Checkout.Shown != want {
		k.t.Fatalf("got payable %s, shown %s, want %s", got, k.s.Checkout.Shown, want)
	}
	return k
}

// plumAtCheckout is at the checkout with one tint of ¥128 and ¥12 of shipping.
func plumAtCheckout(t *testing.T, w flow.World) *walker {
	t.Helper()
	return walk(t, w).do(toTint...).do(act(flow.BuyNow), pick("shade", "plum"), act(flow.Confirm)).at(flow.Checkout)
}

func TestACouponIsClaimedOnceAndTakenByItself(t *testing.T) {
	k := plumAtCheckout(t, dealing()).payable(14000).do(act(flow.OpenCoupons)).at(flow.Coupons)
	k.do(on(flow.ClaimCoupon, "okkari-100-10")).payable(13000)
	k.try(on(flow.ClaimCoupon, "okkari-100-10")).refused(flow.CouponHeld)
	k.try(on(flow.ClaimCoupon, "kavelo-5")).refused(flow.NotHere)
	k.try(on(flow.ClaimCoupon, "for-you")).refused(flow.CouponNotYours)
	k.try(on(flow.ClaimCoupon, "fresh-49-10")).refused(flow.CouponNotYours)
	k.try(on(flow.ClaimCoupon, "no-such")).refused(flow.NoSuch)
	k.do(act(flow.ApplyCoupons)).at(flow.Checkout).do(act(flow.PlaceOrder))
	if held := k.s.Coupon("okkari-100-10"); held.Used != k.s.Orders[0].ID {
		t.Fatalf("got coupon %+v, want it used by the order", held)
	}
	k.do(act(flow.Pay), answer(flow.OutcomeApproved, 0)).order(0, flow.Paid, 13000, 0)
}

func TestAChoiceByHandIsObeyedThoughItCostsMore(t *testing.T) {
	k := plumAtCheckout(t, dealing()).do(act(flow.OpenCoupons))
	k.do(on(flow.ClaimCoupon, "okkari-100-10"), on(flow.ClaimCoupon, "ten-percent")).payable(14000 - 1000 - 1280)
	k.do(on(flow.DropCoupon, "okkari-100-10")).payable(14000 - 1280)
	k.do(on(flow.DropCoupon, "ten-percent")).payable(14000)
	k.try(on(flow.DropCoupon, "ten-percent")).refused(flow.NoSuch)
	k.do(on(flow.UseCoupon, "okkari-100-10")).payable(13000)
	k.do(on(flow.ClaimCoupon, "okkari-200-30"), on(flow.UseCoupon, "okkari-200-30")).payable(14000) // it takes the other's place and needs ¥200
	if use := quoteOf(k).Coupons; len(use) != 1 || use[0].Why != shop.WhyUnder || use[0].Missing != 7200 {
		t.Fatalf("got %+v, want ¥72.00 missing", use)
	}
	k.do(act(flow.AutoCoupons)).payable(14000 - 1000 - 1280)
}

func quoteOf(k *walker) shop.Quote {
	w := k.w
	w.Now = k.now
	return w.Quote(&k.s)
}

func TestAClaimedCouponExpires(t *testing.T) {
	k := plumAtCheckout(t, dealing()).do(act(flow.OpenCoupons), on(flow.ClaimCoupon, "okkari-100-10"), act(flow.ApplyCoupons)).payable(13000)
	k.now = k.now.Add(24 * time.Hour)
	k.try(act(flow.PlaceOrder)).refused(flow.PriceChanged)
	if shown, now := k.last.Arg("shown_fen"), k.last.Arg("now_fen"); shown != "13000" || now != "14000" {
		t.Fatalf("got %s and %s, want both amounts", shown, now)
	}
	k.do(act(flow.PlaceOrder)).at(flow.Payment) // both were shown, so the second tap accepts
	if k.s.Orders[0].Quote.Payable != 14000 {
		t.Fatalf("got %s", k.s.Orders[0].Quote.Payable)
	}
}

func TestNewUserCouponsAreForTheNewOnes(t *testing.T) {
	w := dealing()
	shopper := *w.Shopper
	shopper.New = true
	w.Shopper = &shopper
	k := plumAtCheckout(t, w).do(act(flow.OpenCoupons), on(flow.ClaimCoupon, "fresh-49-10")).payable(13000)
	k.do(act(flow.ApplyCoupons), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0))
	if !slices.ContainsFunc(k.s.Coupons, func(c flow.Coupon) bool { return c.ID == "fresh-49-10" && c.Used != "" }) {
		t.Fatalf("got %+v", k.s.Coupons)
	}
}

func TestTheWorldGivesATargetedCoupon(t *testing.T) {
	k := plumAtCheckout(t, dealing()).do(on(flow.GiveCoupon, "for-you")).payable(12000)
	k.try(on(flow.GiveCoupon, "for-you")).refused(flow.CouponHeld)
	k.try(on(flow.GiveCoupon, "nothing")).refused(flow.NoSuch)
}

func TestAFlowWithoutCouponsHasNoSheet(t *testing.T) {
	w := dealing()
	knobs := *w.Flow
	knobs.Coupons = "none"
	w.Flow = &knobs
	shopper := *w.Shopper
	shopper.Coupons = []flow.Coupon{{ID: "okkari-100-10", Kind: "store"}}
	w.Shopper = &shopper
	plumAtCheckout(t, w).payable(14000).try(act(flow.OpenCoupons)).refused(flow.CouponsOff)
	knobs.Coupons = "manual"
	plumAtCheckout(t, w).payable(14000).do(act(flow.OpenCoupons), on(flow.UseCoupon, "okkari-100-10")).payable(13000)
	knobs.Coupons = "auto"
	plumAtCheckout(t, w).payable(13000)
}

// The flash price ends, or its pieces do, between cart and order: the order is refused with both amounts.
func TestAFlashPriceEndsInTheCart(t *testing.T) {
	k := walk(t, dealing()).do(toTint...).do(act(flow.AddToCart), pick("shade", "rose"), act(flow.Confirm), act(flow.OpenCart), act(flow.OpenCheckout))
	k.payable(9900 + 1200)
	k.now = k.now.Add(2 * time.Hour)
	k.try(act(flow.PlaceOrder)).refused(flow.PriceChanged)
	k.do(act(flow.PlaceOrder)).at(flow.Payment)
	if got := k.s.Orders[0].Quote.Payable; got != 14000 {
		t.Fatalf("got %s, want the list price", got)
	}
}

func TestAFlashPriceHasAStockOfItsOwn(t *testing.T) {
	k := walk(t, dealing()).do(toTint...)
	k.do(act(flow.BuyNow), pick("shade", "rose"), act(flow.Increase), act(flow.Confirm), act(flow.PlaceOrder))
	if got := k.w.Taken("tint-rose@tint-flash"); got != 2 {
		t.Fatalf("got %d of the offer taken, want 2", got)
	}
	k.do(act(flow.Back), act(flow.Back)).at(flow.Product)
	k.do(act(flow.BuyNow), pick("shade", "rose"), act(flow.Increase), act(flow.Confirm)).payable(25600) // one is left, not two: the list price
}

// couponConcerns are the worlds of coupons (claim, choose by hand or not, place, pay, cancel one of two orders) and of a
// presale.
func couponConcerns() []concern {
	coupons := func(_ *flow.World, s *flow.State, a flow.Action) bool {
		placed := len(s.Orders) > 0
		switch a.Verb {
		case flow.OpenNote, flow.TapTag:
			return !placed && len(s.Cart) < 2 && (a.ID == "desk" || a.ID == "tint" || a.ID == "coffee")
		case flow.AddToCart:
			return !placed && len(s.Cart) < 2 && s.Line(shop.SKU(s.Spot().Subject)) == nil
		case flow.Choose:
			return a.Value == "plum"
		case flow.Confirm:
			return true
		case flow.Pay:
			return len(s.Attempts) == 0
		case flow.OpenCart, flow.OpenCheckout:
			return !placed && len(s.Cart) == 2
		case flow.OpenCoupons:
			return s.Place() == flow.Checkout && !placed
		case flow.AutoCoupons, flow.ApplyCoupons, flow.PlaceOrder:
			return !placed
		case flow.Back:
			return s.Place() == flow.Payment || s.Place() == flow.Product && len(s.Cart) == 1
		case flow.ClaimCoupon, flow.UseCoupon, flow.DropCoupon:
			return a.ID != "okkari-200-30" && a.ID != "fresh-49-10"
		case flow.CancelOrder:
			return true
		case flow.AnswerPayment:
			return a.Value != flow.OutcomeDeclined
		}
		return false
	}
	presale := func(_ *flow.World, s *flow.State, a flow.Action) bool {
		switch a.Verb {
		case flow.OpenNote:
			return a.ID == "beans-note" && len(s.Orders) == 0
		case flow.BuyNow:
			return len(s.Orders) < 1
		case flow.TapTag, flow.Confirm, flow.PlaceOrder, flow.Pay, flow.PayOrder, flow.PayBalance, flow.CancelOrder, flow.ExpireOrder,
			flow.AnswerPayment, flow.OpenOrders:
			return len(s.Attempts) < 3
		case flow.OpenCoupons:
			return s.Place() == flow.Checkout && s.Checkout.Balance != ""
		case flow.UseCoupon, flow.DropCoupon, flow.ApplyCoupons, flow.AutoCoupons:
			return true
		case flow.Back:
			return s.Place() == flow.Payment && len(s.Attempts) > 0
		}
		return false
	}
	booked := func() flow.World { return holding(due(), "kavelo-5", "ten-percent") }
	return []concern{{"coupons", dealing, coupons}, {"presale", booked, presale}}
}

// due is the world of deals in which the balance is taken at once.
func due() flow.World {
	w := dealing()
	v, _ := w.Catalogue.Variant("beans")
	v.Presale.Balance = v.Presale.Order
	return w
}
