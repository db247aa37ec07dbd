package shop_test

import (
	"fmt"
	"strings"
	"testing"

	"tagtap/flow/shop"
)

func percent(id string, over shop.Fen, percent int, most shop.Fen) shop.Coupon {
	return shop.Coupon{ID: id, Kind: shop.CouponStore, Shop: "s", Over: over * 100, Percent: percent, Cap: most * 100}
}

// told prints what became of coupons: "a@0 -¥3.00" where it serves order 0, "a under ¥1.00" where something is missing.
func told(all []shop.Use) string {
	var words []string
	for _, u := range all {
		s := u.Coupon
		if u.Order >= 0 {
			s += fmt.Sprintf("@%d", u.Order)
		}
		if u.Why != "" {
			s += " " + string(u.Why)
		}
		if u.Amount != 0 {
			s += " -" + u.Amount.String()
		}
		if u.Missing != 0 {
			s += " " + u.Missing.String()
		}
		words = append(words, s)
	}
	return strings.Join(words, ", ")
}

func TestDiscountsAreParallel(t *testing.T) {
	// The platform's own example: item 300, promotion 200−30, coupon 300−30. The coupon's threshold sees 300, not 270: 240.
	c := stall(priced("a", 300))
	c.Promotions = []shop.Promotion{spendPromotion("p", 200, 30)}
	wantReceipt(t, shop.NewQuote(ask(c, "a 1", spend("k", 300, 30))), `
		items ¥300.00 list
		promotion -¥30.00 merchant p
		merchant-coupon -¥30.00 merchant k
		shipping ¥0.00 free
		= ¥240.00`)
	// With a platform coupon 300−20 all three layers stand: its threshold sees 300 too, not 240: 220.
	wantReceipt(t, shop.NewQuote(ask(c, "a 1", spend("k", 300, 30), platform("x", 300, 20))), `
		items ¥300.00 list
		promotion -¥30.00 merchant p
		merchant-coupon -¥30.00 merchant k
		platform-coupon -¥20.00 platform x
		shipping ¥0.00 free
		= ¥220.00`)
}

func TestOneCoupon(t *testing.T) {
	scoped := func(c shop.Coupon, s shop.Scope) shop.Coupon { c.Scope = s; return c }
	edit := func(c shop.Coupon, f func(*shop.Coupon)) shop.Coupon { f(&c); return c }
	for _, c := range []struct {
		name   string
		coupon shop.Coupon
		cart   string
		code   string
		want   string // by hand
		auto   string
	}{
		{"a threshold is met at equality", spend("k", 200, 30), "a 2", "", "k@0 -¥30.00", "k@0 -¥30.00"},
		{"50 are missing to it", spend("k", 200, 30), "a 1, b 1", "", "k under ¥50.00", ""},
		{"10 % of 200", percent("k", 0, 10, 0), "a 2", "", "k@0 -¥20.00", "k@0 -¥20.00"},
		{"10 % of 200, at most 15", percent("k", 0, 10, 15), "a 2", "", "k@0 -¥15.00", "k@0 -¥15.00"},
		{"15 % of 3 × 33.33 = 14.9985 is 15.00", percent("k", 0, 15, 0), "d 3", "", "k@0 -¥15.00", "k@0 -¥15.00"},
		{"50 % of 33.33 = 16.665 is 16.67: half-up", percent("k", 0, 50, 0), "d 1", "", "k@0 -¥16.67", "k@0 -¥16.67"},
		{"an item coupon sees its items only: 10 % of b's 50", scoped(percent("k", 0, 10, 0), shop.Scope{SKUs: []shop.SKU{"b"}}), "a 1, b 1", "", "k@0 -¥5.00", "k@0 -¥5.00"},
		{"also at its threshold", scoped(spend("k", 60, 5), shop.Scope{SKUs: []shop.SKU{"b"}}), "a 1, b 1", "", "k under ¥10.00", ""},
		{"it takes at most what its lines amount to, the rest is lost", scoped(spend("k", 0, 80), shop.Scope{SKUs: []shop.SKU{"b"}}), "a 1, b 1", "", "k@0 -¥50.00", "k@0 -¥50.00"},
		{"nothing that it covers is there", scoped(spend("k", 0, 5), shop.Scope{Products: []shop.ProductID{"of-c"}}), "a 1", "", "k no-item", ""},
		{"another shop's covers nothing here", edit(spend("k", 0, 5), func(c *shop.Coupon) { c.Shop = "t" }), "a 1", "", "k no-item", ""},
		{"0.01 of the goods stays", spend("k", 0, 500), "b 1", "", "k@0 -¥49.99", "k@0 -¥49.99"},
		{"at its end it is over", edit(spend("k", 0, 5), func(c *shop.Coupon) { c.Window = ended }), "a 1", "", "k expired", ""},
		{"before its start it is not yet", edit(spend("k", 0, 5), func(c *shop.Coupon) { c.Window = later }), "a 1", "", "k not-yet", ""},
		{"from its start on", edit(spend("k", 0, 5), func(c *shop.Coupon) { c.Window = begun }), "a 1", "", "k@0 -¥5.00", "k@0 -¥5.00"},
		{"a replay's coupon with its code", edit(spend("k", 0, 5), func(c *shop.Coupon) { c.Kind, c.Code, c.Replay = shop.CouponReplay, "AGAIN", begun }), "a 1", "AGAIN", "k@0 -¥5.00", "k@0 -¥5.00"},
		{"not without", edit(spend("k", 0, 5), func(c *shop.Coupon) { c.Kind, c.Code, c.Replay = shop.CouponReplay, "AGAIN", begun }), "a 1", "", "k not-yet", ""},
		{"not after the replay", edit(spend("k", 0, 5), func(c *shop.Coupon) { c.Kind, c.Code, c.Replay = shop.CouponReplay, "AGAIN", ended }), "a 1", "AGAIN", "k expired", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(stall(priced("a", 100), priced("b", 50), priced("c", 30), shop.Variant{SKU: "d", Price: 3333}), c.cart, c.coupon)
			if c.code != "" {
				a.Codes = []string{c.code}
			}
			if got := told(shop.NewQuote(a).Coupons); got != c.auto {
				t.Errorf("by itself %q, want %q", got, c.auto)
			}
			a.Pick, a.Chosen = shop.PickManual, []string{"k"}
			if got := told(shop.NewQuote(a).Coupons); got != c.want {
				t.Errorf("by hand %q, want %q", got, c.want)
			}
			if got := told(shop.Explain(a)); got != c.want {
				t.Errorf("explained as %q, want %q", got, c.want)
			}
			a.Pick = shop.PickNone
			if q := shop.NewQuote(a); len(q.Coupons) != 0 || q.Sum(shop.LineMerchant) != 0 {
				t.Errorf("none: %s", receipt(q))
			}
		})
	}
}

func TestTheFunderDecidesTheSlot(t *testing.T) {
	merchants := map[shop.CouponKind]bool{shop.CouponStore: true, shop.CouponItem: true, shop.CouponReplay: true, shop.CouponTargeted: true}
	for _, kind := range shop.CouponKinds() {
		c := shop.Coupon{ID: "k", Kind: kind, Off: 500}
		name, funder := shop.LinePlatform, shop.ByPlatform
		if merchants[kind] {
			name, funder = shop.LineMerchant, shop.ByMerchant
		}
		q := shop.NewQuote(ask(stall(priced("a", 100)), "a 1", c))
		if c.Slot() != funder || q.Sum(name) != -500 {
			t.Errorf("%s: slot %s\n%s", kind, c.Slot(), receipt(q))
		}
	}
	// A live coupon is whose its data says.
	c := shop.Coupon{ID: "k", Kind: shop.CouponLive, Funder: shop.ByMerchant, Off: 500}
	if q := shop.NewQuote(ask(stall(priced("a", 100)), "a 1", c)); q.Sum(shop.LineMerchant) != -500 {
		t.Errorf("got\n%s", receipt(q))
	}
}

func TestAtMostOneOfEachSlot(t *testing.T) {
	// Of 10 and 15 of the shop the larger, of 8 and 7 of the platform too; by hand the one that was chosen first, and the other
	// says that its slot is taken.
	a := ask(stall(priced("a", 100)), "a 1", spend("ten", 0, 10), spend("fifteen", 0, 15), platform("eight", 0, 8), platform("seven", 0, 7))
	if got := told(shop.NewQuote(a).Coupons); got != "fifteen@0 -¥15.00, eight@0 -¥8.00" {
		t.Errorf("by itself %s", got)
	}
	if got := told(shop.Explain(a)); got != "ten -¥10.00, fifteen@0 -¥15.00, eight@0 -¥8.00, seven -¥7.00" {
		t.Errorf("explained %s", got)
	}
	a.Pick, a.Chosen = shop.PickManual, []string{"ten", "seven", "fifteen", "gone"}
	if got := told(shop.NewQuote(a).Coupons); got != "ten@0 -¥10.00, seven@0 -¥7.00, fifteen slot-taken, gone expired" {
		t.Errorf("by hand %s", got)
	}
	if got := told(shop.Explain(a)); got != "ten@0 -¥10.00, fifteen -¥15.00, eight -¥8.00, seven@0 -¥7.00" {
		t.Errorf("explained %s", got)
	}
}

// byHand chooses all coupons that are held.
func byHand(a *shop.Ask) *shop.Ask {
	a.Pick = shop.PickManual
	for _, c := range a.Held {
		a.Chosen = append(a.Chosen, c.ID)
	}
	return a
}

func TestCouponsAreTakenInOrderAndSplitByWhatIsLeft(t *testing.T) {
	// a 60, b 40. Promotion 20 % off from two pieces: 20 → a 48, b 32. Merchant coupon 30 on b only: all but… b has 32: 30 → b 2.
	// Platform coupon 40 on b only: 2 are left of b: 2, the rest is lost. 48 are left.
	c := stall(priced("a", 60), priced("b", 40))
	c.Promotions = []shop.Promotion{{ID: "p", Shop: "s", Kind: shop.PromotionPieces, Pieces: 2, Percent: 20}}
	onB := shop.Scope{SKUs: []shop.SKU{"b"}}
	k, x := spend("k", 0, 30), platform("x", 40, 40)
	k.Scope, x.Scope = onB, onB
	q := shop.NewQuote(byHand(ask(c, "a 1, b 1", k, x)))
	wantReceipt(t, q, `
		items ¥100.00 list
		promotion -¥20.00 merchant p
		merchant-coupon -¥30.00 merchant k
		platform-coupon -¥2.00 platform x
		shipping ¥0.00 free
		= ¥48.00`)
	if got := sharesAt(t, q.Orders[0], shop.LinePromotion); got != "a -¥12.00, b -¥8.00" {
		t.Errorf("the promotion is shared as %s", got)
	}
	// A platform coupon of 10 on all after 30 on b: 48 : 2 → 9.60 : 0.40.
	q = shop.NewQuote(byHand(ask(c, "a 1, b 1", k, platform("y", 0, 10))))
	if got := sharesAt(t, q.Orders[0], shop.LinePlatform); got != "a -¥9.60, b -¥0.40" {
		t.Errorf("the platform's coupon is shared as %s", got)
	}
}

func TestASlotTakesOnlyFromTheLinesThatItCovers(t *testing.T) {
	// a 60, b 40: the shop's 40 take all of b, the platform's 50 on a are not lessened by that: a 10 is left.
	k, x := spend("k", 0, 40), platform("x", 0, 50)
	k.Scope.SKUs, x.Scope.SKUs = []shop.SKU{"b"}, []shop.SKU{"a"}
	if q := shop.NewQuote(ask(stall(priced("a", 60), priced("b", 40)), "a 1, b 1", k, x)); told(q.Coupons) != "k@0 -¥40.00, x@0 -¥50.00" {
		t.Errorf("got\n%s", receipt(q))
	}
}

func TestALineMayReachNothingTheOrderNot(t *testing.T) {
	// b's 50 are taken whole by its coupon; the platform's 500 then leave 0.01 of a's 100.
	k := spend("k", 0, 50)
	k.Scope.SKUs = []shop.SKU{"b"}
	q := shop.NewQuote(byHand(ask(stall(priced("a", 100), priced("b", 50)), "a 1, b 1", k, platform("x", 0, 500))))
	wantReceipt(t, q, `
		items ¥150.00 list
		merchant-coupon -¥50.00 merchant k
		platform-coupon -¥99.99 platform x
		shipping ¥0.00 free
		= ¥0.01`)
	if got := sharesAt(t, q.Orders[0], shop.LinePlatform); got != "a -¥99.99" {
		t.Errorf("shared as %s", got)
	}
	// By hand, a coupon for which nothing is left says so.
	a := ask(stall(priced("a", 100)), "a 1", spend("k", 0, 100), platform("x", 0, 5))
	a.Pick, a.Chosen = shop.PickManual, []string{"k", "x"}
	q = shop.NewQuote(a)
	if got := told(q.Coupons); got != "k@0 -¥99.99, x nothing-off" {
		t.Errorf("got %s", got)
	}
}

func TestACoFundedCouponIsTwoLines(t *testing.T) {
	// 10.01 off a 100, b 50, the shop pays 30 %: 3.003 → 3.00, split 2.00 and 1.00; the platform pays the remaining 7.01, split
	// by 98 : 49 → 4.67 and 2.34.
	co := shop.Coupon{ID: "co", Kind: shop.CouponCoFunded, Merchant: 30, Off: 1001}
	c := stall(priced("a", 100), priced("b", 50))
	q := shop.NewQuote(ask(c, "a 1, b 1", co))
	wantReceipt(t, q, `
		items ¥150.00 list
		platform-coupon -¥3.00 merchant co
		platform-coupon -¥7.01 platform co
		shipping ¥0.00 free
		= ¥139.99`)
	if a, b := sharesOf(q.Orders[0].Lines[1]), sharesOf(q.Orders[0].Lines[2]); a != "a -¥2.00, b -¥1.00" || b != "a -¥4.67, b -¥2.34" {
		t.Errorf("shared as %s and %s", a, b)
	}
	if merchant, platform := q.Orders[0].Discounts(); merchant != 300 || platform != 701 {
		t.Errorf("got %s and %s", merchant, platform)
	}
	// 50 % of 10.01 is 5.005, half-up 5.01.
	co.Merchant = 50
	if merchant, platform := firstOrder(ask(c, "a 1, b 1", co)).Discounts(); merchant != 501 || platform != 500 {
		t.Errorf("got %s and %s", merchant, platform)
	}
	// It sits in the platform slot: beside a merchant coupon, not beside another of the platform.
	a := ask(c, "a 1, b 1", co, spend("k", 0, 20), platform("x", 0, 10))
	if got := told(shop.NewQuote(a).Coupons); got != "k@0 -¥20.00, co@0 -¥10.01" {
		t.Errorf("got %s", got)
	}
}

func firstOrder(a *shop.Ask) *shop.OrderQuote { return &shop.NewQuote(a).Orders[0] }

func TestAutoTakesTheLowestPayable(t *testing.T) {
	over := func(fee, over shop.Fen) shop.Shipping {
		return shop.Shipping{Kind: shop.ShippingOver, Fee: fee * 100, Over: over * 100}
	}
	for _, c := range []struct {
		name     string
		shipping shop.Shipping
		held     []shop.Coupon
		want     string
		payable  shop.Fen
	}{
		// a 100. The coupon takes 5 off, but then shipping of 12 is due: 107 against 100.
		{"using none is a candidate", over(12, 100), []shop.Coupon{spend("k", 0, 5)}, "", 10000},
		{"at 20 it is worth its shipping: 92", over(12, 100), []shop.Coupon{spend("k", 0, 20)}, "k@0 -¥20.00", 9200},
		{"the smaller coupon that keeps shipping free: 99 against 101", over(12, 99), []shop.Coupon{spend("k", 0, 11), spend("j", 0, 1)}, "j@0 -¥1.00", 9900},
		{"the platform's does not count in the test", over(12, 100), []shop.Coupon{platform("x", 0, 5)}, "x@0 -¥5.00", 9500},
		{"ties: fewer coupons", shop.Shipping{}, []shop.Coupon{spend("a", 0, 99), platform("b", 0, 1), platform("c", 0, 100)}, "c@0 -¥99.99", 1},
		{"ties: the smaller id", shop.Shipping{}, []shop.Coupon{spend("z", 0, 9), spend("m", 0, 9)}, "m@0 -¥9.00", 9100},
		// The smaller sorted list: {a, z} before {b, c}, both 20 off.
		{"ties: the smaller sorted list of ids", shop.Shipping{}, []shop.Coupon{spend("b", 0, 10), platform("c", 0, 10), spend("z", 0, 10), platform("a", 0, 10)}, "b@0 -¥10.00, a@0 -¥10.00", 8000},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := stall(priced("a", 100))
			s.Shops[0].Shipping = c.shipping
			q := shop.NewQuote(ask(s, "a 1", c.held...))
			if got := told(q.Coupons); got != c.want || q.Payable != c.payable {
				t.Fatalf("got %s, %s", got, q.Payable)
			}
		})
	}
}

func TestManualIsObeyedEvenIfItCostsMore(t *testing.T) {
	s := stall(priced("a", 100))
	s.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingOver, Fee: 1200, Over: 10000}
	a := ask(s, "a 1", spend("k", 0, 5))
	a.Pick, a.Chosen = shop.PickManual, []string{"k"}
	wantReceipt(t, shop.NewQuote(a), `
		items ¥100.00 list
		merchant-coupon -¥5.00 merchant k
		shipping ¥12.00 under
		= ¥107.00`)
	a.Chosen = nil // by hand, none
	if q := shop.NewQuote(a); q.Payable != 10000 {
		t.Errorf("got %s", receipt(q))
	}
}

// twoShops is a stall with a second shop, "t", that has the SKU z.
func twoShops(price shop.Fen, other shop.Fen) *shop.Catalogue {
	c := stall(priced("a", price))
	c.Shops = append(c.Shops, shop.Shop{ID: "t", Trade: shop.Domestic, Shipping: shop.Shipping{Kind: shop.ShippingFree}})
	c.Products = append(c.Products, shop.Product{ID: "of-z", Shop: "t", Variants: []shop.Variant{priced("z", other)}})
	return c
}

func TestACouponServesOneOfSeveralOrders(t *testing.T) {
	ten := shop.Coupon{ID: "ten", Kind: shop.CouponPlatform, Percent: 10}
	for _, c := range []struct {
		name     string
		a, z     shop.Fen
		cart     string
		held     []shop.Coupon
		want     string
		payable  shop.Fen
		whatElse shop.Pick
		chosen   []string
	}{
		{"10 % serve the larger order: 30 of 300, not 10 of 100", 100, 300, "a 1, z 1", []shop.Coupon{ten}, "ten@1 -¥30.00", 37000, "", nil},
		{"ties: the order first in the cart", 100, 100, "z 1, a 1", []shop.Coupon{ten}, "ten@0 -¥10.00", 19000, "", nil},
		// 10 % (30 of z or 10 of a) and 199−30 (z only): greedy gives z 30 and a nothing or 10; best: x on z, ten on a: 40.
		{"the lowest sum, not the best order first", 100, 300, "a 1, z 1", []shop.Coupon{ten, platform("x", 199, 30)}, "ten@0 -¥10.00, x@1 -¥30.00", 36000, "", nil},
		{"ties: the smaller ids, the smallest at the first order", 100, 100, "a 1, z 1", []shop.Coupon{platform("k", 0, 5), platform("j", 0, 5), platform("i", 0, 5)}, "i@0 -¥5.00, j@1 -¥5.00", 19000, "", nil},
		{"by hand both serve where they can", 100, 300, "a 1, z 1", []shop.Coupon{ten, platform("x", 199, 30)}, "ten@0 -¥10.00, x@1 -¥30.00", 36000, shop.PickManual, []string{"ten", "x"}},
		{"by hand the nearest order tells what is missing", 100, 300, "a 1, z 1", []shop.Coupon{platform("x", 301, 30)}, "x under ¥1.00", 40000, shop.PickManual, []string{"x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(twoShops(c.a, c.z), c.cart, c.held...)
			a.Pick, a.Chosen = c.whatElse, c.chosen
			q := shop.NewQuote(a)
			if got := told(q.Coupons); got != c.want || q.Payable != c.payable {
				t.Fatalf("got %s, %s; want %s, %s", got, q.Payable, c.want, c.payable)
			}
		})
	}
}

func TestEveryOrderIsQuotedAlone(t *testing.T) {
	// Two orders of 100: a platform coupon 200−30 finds 100 in each, and the promotion of one shop does not see the other.
	c := twoShops(100, 100)
	c.Promotions = []shop.Promotion{spendPromotion("p", 200, 30)}
	a := ask(c, "a 1, z 1", platform("x", 200, 30))
	if q := shop.NewQuote(a); len(q.Orders) != 2 || q.Payable != 20000 {
		t.Errorf("got\n%s", receipt(q))
	}
	if got := told(shop.Explain(a)); got != "x under ¥100.00" {
		t.Errorf("got %s", got)
	}
}

func TestClaimable(t *testing.T) {
	c := stall(priced("a", 1))
	claim := func(id string, of shop.ShopID, w shop.Window) shop.Coupon {
		return shop.Coupon{ID: id, Shop: of, Claim: true, Window: w}
	}
	c.Coupons = []shop.Coupon{claim("own", "s", begun), claim("other", "t", begun), claim("site", "", around), claim("over", "s", ended), {ID: "given", Shop: "s"}}
	c.Index()
	var got []string
	for _, k := range c.Claimable("s", noon) {
		got = append(got, k.ID)
	}
	if strings.Join(got, " ") != "own site" {
		t.Fatalf("got %v", got)
	}
}
