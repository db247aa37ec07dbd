package shop_test

import (
	"testing"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

func TestPriceInHand(t *testing.T) {
	every := shop.Promotion{ID: "every", Shop: "s", Kind: shop.PromotionEvery, Over: 20000, Off: 3000}
	eight := shop.Promotion{ID: "eight", Shop: "s", Kind: shop.PromotionPieces, Pieces: 3, Percent: 20}
	elsewhere := spendPromotion("elsewhere", 0, 50)
	elsewhere.Scope.SKUs = []shop.SKU{"b"}
	gone := spendPromotion("gone", 0, 50)
	gone.Window = ended
	past := spend("past", 0, 50)
	past.Window = ended
	otherShop := spend("other", 0, 50)
	otherShop.Shop = "t"
	for _, c := range []struct {
		name       string
		price      shop.Fen // fen
		promotions []shop.Promotion
		coupons    []shop.Coupon
		promotion  string
		off        shop.Fen
		coupon     string
		cut        shop.Fen
		want       shop.Fen
	}{
		{name: "the unit price where nothing else is", price: 10000, want: 10000},
		{name: "the platform's own example: 100 with 200−30 is 85, half of 30", price: 10000, coupons: []shop.Coupon{spend("k", 200, 30)}, coupon: "k", cut: 1500, want: 8500},
		{name: "so with a promotion", price: 10000, promotions: []shop.Promotion{spendPromotion("p", 200, 30)}, promotion: "p", off: 1500, want: 8500},
		{name: "300 with 200−30 and 300−30 is 240", price: 30000, promotions: []shop.Promotion{spendPromotion("p", 200, 30)}, coupons: []shop.Coupon{spend("k", 300, 30)}, promotion: "p", off: 3000, coupon: "k", cut: 3000, want: 24000},
		{name: "separately, each on the unit price: 100 − 15 − 10 (of 300−30), not 10 of 85", price: 10000, promotions: []shop.Promotion{spendPromotion("p", 200, 30)}, coupons: []shop.Coupon{spend("k", 300, 30)}, promotion: "p", off: 1500, coupon: "k", cut: 1000, want: 7500},
		{name: "half-up: 30 × 89.99 / 200 = 13.4985", price: 8999, coupons: []shop.Coupon{spend("k", 200, 30)}, coupon: "k", cut: 1350, want: 7649},
		{name: "at its threshold whole", price: 20000, coupons: []shop.Coupon{spend("k", 200, 30)}, coupon: "k", cut: 3000, want: 17000},
		{name: "every 200 save 30: 500 saves twice", price: 50000, promotions: []shop.Promotion{every}, promotion: "every", off: 6000, want: 44000},
		{name: "below once, pro rata", price: 10000, promotions: []shop.Promotion{every}, promotion: "every", off: 1500, want: 8500},
		{name: "three pieces at 20 % count as reached", price: 10000, promotions: []shop.Promotion{eight}, promotion: "eight", off: 2000, want: 8000},
		{name: "the best promotion: 20 of 8折 against 15", price: 10000, promotions: []shop.Promotion{spendPromotion("p", 200, 30), eight}, promotion: "eight", off: 2000, want: 8000},
		{name: "ties: the smaller id", price: 10000, promotions: []shop.Promotion{spendPromotion("z", 200, 30), spendPromotion("k", 100, 15)}, promotion: "k", off: 1500, want: 8500},
		{name: "what does not cover it or is over does not count", price: 10000, promotions: []shop.Promotion{elsewhere, gone}, coupons: []shop.Coupon{past, otherShop, platform("x", 0, 50)}, want: 10000},
		{name: "10 % from 200 on, of 100: 10, as a tenth of 200 by half", price: 10000, coupons: []shop.Coupon{percent("k", 200, 10, 0)}, coupon: "k", cut: 1000, want: 9000},
		{name: "the cap is in what an order of the threshold has: 15 × 100/200", price: 10000, coupons: []shop.Coupon{percent("k", 200, 10, 15)}, coupon: "k", cut: 750, want: 9250},
		{name: "a cap that 200 does not reach does not count", price: 10000, coupons: []shop.Coupon{percent("k", 200, 10, 25)}, coupon: "k", cut: 1000, want: 9000},
		{name: "above the threshold the cap is that of one piece: 15 of 300", price: 30000, coupons: []shop.Coupon{percent("k", 200, 10, 15)}, coupon: "k", cut: 1500, want: 28500},
		{name: "rounded once: 15 % of 33.33 = 4.9995", price: 3333, coupons: []shop.Coupon{percent("k", 200, 15, 0)}, coupon: "k", cut: 500, want: 2833},
		{name: "the best coupon", price: 10000, coupons: []shop.Coupon{spend("k", 200, 30), spend("j", 0, 16)}, coupon: "j", cut: 1600, want: 8400},
		{name: "at least 0.01: the coupon gives what the promotion leaves", price: 10000, promotions: []shop.Promotion{spendPromotion("p", 0, 60)}, coupons: []shop.Coupon{spend("k", 0, 60)}, promotion: "p", off: 6000, coupon: "k", cut: 3999, want: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := shop.Variant{SKU: "a", Price: c.price, Tiers: []shop.Tier{{From: 2, Price: 1}}}
			s := stall(v, priced("b", 50))
			s.Promotions, s.Bundles = c.promotions, []shop.Bundle{bundle("ab", "a 1, b 1", 1)}
			h := shop.InHand(ask(s, "a 1"), "a", c.coupons)
			promotion, coupon := "", ""
			if h.Promotion != nil {
				promotion = h.Promotion.ID
			}
			if h.Coupon != nil {
				coupon = h.Coupon.ID
			}
			if h.Price != c.want || promotion != c.promotion || h.PromotionOff != c.off || coupon != c.coupon || h.CouponOff != c.cut {
				t.Fatalf("got %s = %s − %s %q − %s %q", h.Price, h.Unit, h.PromotionOff, promotion, h.CouponOff, coupon)
			}
			if h.Unit-h.PromotionOff-h.CouponOff != h.Price {
				t.Fatalf("does not add up: %+v", h)
			}
		})
	}
}

func TestPriceInHandBeginsAtTheUnitPrice(t *testing.T) {
	v := priced("a", 100)
	v.Offers = []shop.Offer{offer("sale", shop.PriceLimited, 90, around)}
	h := shop.InHand(ask(stall(v), "a 1"), "a", []shop.Coupon{spend("k", 180, 30)})
	if h.Unit != 9000 || h.Kind != shop.PriceLimited || h.Offer != "sale" || h.Was != 10000 || h.Price != 7500 {
		t.Fatalf("got %+v", h)
	}
}

func TestPresale(t *testing.T) {
	// Two pieces of 300: deposit 50 each, 250 later each. Now 100 are paid, without shipping, coupon or tax. The balance of today:
	// 600 − promotion 60 − coupon 30 + 12, less 100: 422.
	v := priced("a", 300)
	v.Presale = &shop.Presale{Deposit: 5000}
	c := stall(v)
	c.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingFlat, Fee: 1200}
	c.Promotions = []shop.Promotion{spendPromotion("p", 600, 60)}
	a := ask(c, "a 2", spend("k", 300, 30))
	q := shop.NewQuote(a)
	wantReceipt(t, q, `
		items ¥600.00 list
		balance-later -¥500.00
		= ¥100.00`)
	if q.Later != 42200 || q.Orders[0].Items[0].Deposit != 5000 || q.Orders[0].Items[0].Unit != 30000 {
		t.Errorf("later %s, %+v", q.Later, q.Orders[0].Items[0])
	}
	a.Balance = true
	q = shop.NewQuote(a)
	wantReceipt(t, q, `
		items ¥600.00 list
		promotion -¥60.00 merchant p
		merchant-coupon -¥30.00 merchant k
		shipping ¥12.00 flat
		deposit-paid -¥100.00
		= ¥422.00`)
	if q.Later != 0 {
		t.Errorf("later %s", q.Later)
	}
	// Discounts leave 0.01 of the balance: of 600 − 100.
	a.Held = []shop.Coupon{spend("k", 0, 600)}
	wantReceipt(t, shop.NewQuote(a), `
		items ¥600.00 list
		promotion -¥60.00 merchant p
		merchant-coupon -¥439.99 merchant k
		shipping ¥12.00 flat
		deposit-paid -¥100.00
		= ¥12.01`)
	// A coupon that is chosen with the deposit takes nothing off there.
	a.Balance, a.Pick, a.Chosen = false, shop.PickManual, []string{"k"}
	if q := shop.NewQuote(a); told(q.Coupons) != "k nothing-off" || q.Payable != 10000 || q.Later != 1201 {
		t.Errorf("got %s, later %s", told(q.Coupons), q.Later)
	}
}

func TestABundleLeavesOfABalanceToo(t *testing.T) {
	// 100 with a deposit of 90: a set price of 1 would save 99, but 0.01 of the balance of 10 stays.
	v := priced("a", 100)
	v.Presale = &shop.Presale{Deposit: 9000}
	c := stall(v)
	c.Bundles = []shop.Bundle{bundle("set", "a 1", 1)}
	a := ask(c, "a 1")
	a.Balance = true
	wantReceipt(t, shop.NewQuote(a), `
		items ¥100.00 list
		bundle -¥9.99 merchant set
		shipping ¥0.00 free
		deposit-paid -¥90.00
		= ¥0.01`)
}

func TestTheBalanceOfTodayIsWithoutTheCouponsThatAreUsedNow(t *testing.T) {
	// a serves the coupon of 30 now, so the balance of 250 is later paid without it.
	pre := priced("pre", 300)
	pre.Presale = &shop.Presale{Deposit: 5000}
	q := shop.NewQuote(ask(stall(priced("a", 100), pre), "pre 1, a 1", spend("k", 0, 30)))
	if told(q.Coupons) != "k@1 -¥30.00" || q.Payable != 5000+7000 || q.Later != 25000 {
		t.Errorf("got %s, later %s\n%s", told(q.Coupons), q.Later, receipt(q))
	}
}

func TestPresaleOverTheBorder(t *testing.T) {
	// Tax and the limits wait for the balance: 6,000 in two pieces is over the limit then.
	v := priced("a", 3000)
	v.Presale = &shop.Presale{Deposit: 10000}
	used := shop.Fen(0)
	a := ask(bonded(stall(v)), "a 2")
	a.Used = &used
	wantReceipt(t, shop.NewQuote(a), `
		items ¥6000.00 list
		balance-later -¥5800.00
		= ¥200.00`)
	if q := shop.NewQuote(a); len(q.Limits) != 0 {
		t.Errorf("got %v", q.Limits)
	}
	a.Balance = true
	if q := shop.NewQuote(a); len(q.Limits) != 1 || q.Sum(shop.LineTax) != 54600 || q.Payable != 600000+54600-20000 {
		t.Errorf("got\n%s\n%v", receipt(q), q.Limits)
	}
}

func TestIdentityNumbers(t *testing.T) {
	// GB 11643's own example, 11010519491231002X, and three more whose check characters were computed by hand:
	// 99010119900307001?: 9·7+9·9+0·10+1·5+0·8+1·4+1·2+9·1+9·6+0·3+0·7+3·9+0·10+7·5+0·8+0·4+1·2 = 282; 282 mod 11 = 7 → 5.
	for _, c := range []struct {
		number string
		at     shop.Instant
		want   bool
	}{
		{"11010519491231002X", noon, true},
		{"11010519491231002x", noon, true},
		{"990101199003070015", noon, true},
		{"990101199003070016", noon, false},
		{"110105194912310021", noon, false},
		{"99010119900230001" + string(shop.CheckDigit("99010119900230001")), noon, false}, // 30 February
		{"99010119900229001" + string(shop.CheckDigit("99010119900229001")), noon, false}, // 1990 is no leap year
		{"99010119920229001" + string(shop.CheckDigit("99010119920229001")), noon, true},
		{"99010119901301001" + string(shop.CheckDigit("99010119901301001")), noon, false}, // month 13
		{"99010120261122001" + string(shop.CheckDigit("99010120261122001")), noon, true},  // born today
		{"99010120261123001" + string(shop.CheckDigit("99010120261123001")), noon, false}, // tomorrow
		{"99010120261123001" + string(shop.CheckDigit("99010120261123001")), noon + 12*3600_000, true},
		{"99010119900307001", noon, false},
		{"9901011990030700155", noon, false},
		{"99010119900307001a", noon, false},
		{"9901011990O3070015", noon, false},
		{"", noon, false},
	} {
		if got := shop.NumberValid(text.Clean(c.number, text.Line), c.at); got != c.want {
			t.Errorf("%q: got %v", c.number, got)
		}
	}
	for _, bad := range []string{"", "1234", "1101051949123100２X", "11010519491231O02"} {
		if got := shop.CheckDigit(bad); got != 0 {
			t.Errorf("%q: got %q", bad, got)
		}
	}
	for number, want := range map[string]string{"310211199003070023": "3102***********023", "1234567": "*******", "": "", "12345678": "1234*678"} {
		if got := shop.MaskNumber(text.Clean(number, text.Line)); got != want {
			t.Errorf("%q: got %s, want %s", number, got, want)
		}
	}
}

func TestIdentityFieldsAreFilled(t *testing.T) {
	var i shop.Identity
	for _, name := range shop.IdentityFields {
		want := text.Clean("of "+name, text.Line)
		i.Set(name, want)
		if got, ok := i.Field(name); !ok || got != want {
			t.Errorf("%s: got %q", name, got)
		}
	}
	before := i
	if i.Set("colour", text.Clean("red", text.Line)); i != before {
		t.Errorf("got %+v", i)
	}
	if _, ok := i.Field("colour"); ok {
		t.Error("the form has no such field")
	}
}

func TestLatePayout(t *testing.T) {
	for _, c := range []struct {
		name        string
		goods       shop.Fen
		percent     int
		least, most shop.Fen
		want        shop.Fen
	}{
		{"5 % of 200", 20000, 5, 300, 3000, 1000},
		{"half-up: 5 % of 100.10 = 5.005", 10010, 5, 300, 3000, 501},
		{"raised to 3", 1000, 5, 300, 3000, 300},
		{"cut to 30", 100000, 5, 300, 3000, 3000},
		{"no most", 100000, 5, 300, 0, 5000},
	} {
		if got := shop.PayoutOf(c.goods, c.percent, c.least, c.most); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
