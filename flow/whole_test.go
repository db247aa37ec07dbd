package flow_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// laden is the world of deals with everything that lessens or raises an order of tints: a tier price, a flash price, a promotion,
// coupons of both slots, shipping, a platform fee, and of a bonded shop tax.
func laden(trade shop.Trade) flow.World {
	w := holding(dealing(), "okkari-100-10", "ten-percent", "kavelo-5")
	s := &w.Catalogue.Shops[0]
	s.Shipping, s.Fee, s.Trade = shop.Shipping{Kind: shop.ShippingFlat, Fee: 1207}, 99, trade
	tint := &w.Catalogue.Products[0]
	tint.PerOrder = 0
	for i := range tint.Variants {
		tint.Variants[i].Stock, tint.Variants[i].Tax = 9, shop.Tax{VAT: 13}
		tint.Variants[i].Tiers = []shop.Tier{{From: 3, Price: 11111}}
	}
	w.Catalogue.Promotions = []shop.Promotion{{ID: "p", Shop: "okkari", Kind: shop.PromotionSpend, Over: 15000, Off: 3333}}
	w.Catalogue.Index()
	w.Flow.Identity = "saved"
	return known(w)
}

// In whatever portions everything is given back, in the end exactly what was taken is: goods, shipping, fee, tax and deposit;
// the coupons, the stock, that of a limited offer and the yearly quota are free again.
func TestInWhateverPortionsAllThatWasTakenComesBack(t *testing.T) {
	for seed := uint64(1); seed <= 40; seed++ {
		random := rand.New(rand.NewPCG(seed, 17))
		n := 1 + random.IntN(4)
		var k *walker
		name, sku := "", shop.SKU("tint-rose")
		switch seed % 4 {
		case 0:
			w := laden(shop.Domestic)
			v, _ := w.Catalogue.Variant("beans")
			v.Stock, v.Presale.Deposit, v.Price, sku = 9, 3333, 19997, "beans"
			name, k = "presale", atBalance(t, w, n)
			k.do(on(flow.PayBalance, k.first()), act(flow.PlaceOrder))
		default:
			trade := []shop.Trade{shop.Domestic, shop.Bonded, shop.Direct}[seed%4-1]
			name, k = string(trade), walk(t, laden(trade)).do(toTint...).do(act(flow.BuyNow), pick("shade", "rose"))
			for range n - 1 {
				k.do(act(flow.Increase))
			}
			k.do(act(flow.Confirm), act(flow.PlaceOrder))
		}
		k.do(act(flow.Pay), answer(flow.OutcomeApproved, 0))
		name = fmt.Sprintf("seed %d: %d of %s", seed, n, name)
		o := k.s.Orders[0]
		if _, platform := o.Quote.Discounts(); platform == 0 || o.Captured == 0 {
			t.Fatalf("%s: nothing to give back: %+v", name, o.Quote.Lines)
		}
		giveBack(t, k, random, sku, n)
		o = k.s.Orders[0]
		if o.Status != flow.Closed || o.Refunded != o.Captured {
			t.Errorf("%s: %s, captured %s, refunded %s", name, o.Status, o.Captured, o.Refunded)
		}
		for _, c := range k.s.Coupons {
			if c.Used != "" {
				t.Errorf("%s: %s is still used", name, c.ID)
			}
		}
		for _, on := range k.w.Shared.Shelf {
			if on.Taken() != 0 {
				t.Errorf("%s: %+v", name, on)
			}
		}
		if used := k.s.UsedQuota(k.s.IdentityOf("me"), k.now); used != 0 {
			t.Errorf("%s: %s of the quota is used", name, used)
		}
	}
}

// giveBack asks for so many pieces that have not left, in portions, and lets the seller grant what he reviews.
func giveBack(t *testing.T, k *walker, random *rand.Rand, sku shop.SKU, n int) {
	t.Helper()
	for n > 0 {
		portion := 1 + random.IntN(n)
		k.wants(flow.RefundUnshipped, flow.ReasonUnwanted)
		for range n - portion {
			k.do(on(flow.Decrease, string(sku)))
		}
		expected := k.w.Expected(&k.s, k.s.RequestForm).Total()
		k.submits()
		if k.last1().Status == flow.ToReview {
			k.do(on(flow.ApproveRequest, k.request()))
		}
		if got := k.last1().Money.Total(); got != expected || got <= 0 {
			t.Errorf("expected %s back, got %s", expected, got)
		}
		k.now = k.now.Add(time.Minute)
		n -= portion
	}
}
