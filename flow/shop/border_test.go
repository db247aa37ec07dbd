package shop_test

import (
	"fmt"
	"testing"

	"tagtap/flow/shop"
)

func TestShippingAndWhatItsTestSees(t *testing.T) {
	over := shop.Shipping{Kind: shop.ShippingOver, Fee: 1200, Over: 9900, Remote: 1500, Provinces: []string{"新疆维吾尔自治区"}}
	whole := over
	whole.Whole = true
	for _, c := range []struct {
		name     string
		shipping shop.Shipping
		province string
		held     []shop.Coupon
		want     string
	}{
		{"free from 99 on, on the goods after the promotion of 1: 99", over, "浙江省", nil, "shipping ¥0.00 free-over\n= ¥99.00"},
		{"the merchant coupon counts: 98 pays 12", over, "浙江省", []shop.Coupon{spend("k", 0, 1)}, "shipping ¥12.00 under\n= ¥110.00"},
		{"the platform coupon does not", over, "浙江省", []shop.Coupon{platform("k", 0, 1)}, "shipping ¥0.00 free-over\n= ¥98.00"},
		{"of a co-funded one only the merchant's half: 98 pays", over, "浙江省", []shop.Coupon{{ID: "k", Kind: shop.CouponCoFunded, Merchant: 50, Off: 200}}, "shipping ¥12.00 under\n= ¥109.00"},
		{"a surcharge is added", over, "新疆维吾尔自治区", []shop.Coupon{spend("k", 0, 1)}, "shipping ¥12.00 under\nremote-surcharge ¥15.00 remote\n= ¥125.00"},
		{"and stays where shipping is free", over, "新疆维吾尔自治区", nil, "shipping ¥0.00 free-over\nremote-surcharge ¥15.00 remote\n= ¥114.00"},
		{"unless free shipping is for remote provinces too", whole, "新疆维吾尔自治区", nil, "shipping ¥0.00 free-over\n= ¥99.00"},
		{"which does not make a fee free", whole, "新疆维吾尔自治区", []shop.Coupon{spend("k", 0, 1)}, "shipping ¥12.00 under\nremote-surcharge ¥15.00 remote\n= ¥125.00"},
		{"without an address no surcharge", over, "", nil, "shipping ¥0.00 free-over\n= ¥99.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := stall(priced("a", 100))
			s.Shops[0].Shipping = c.shipping
			s.Promotions = []shop.Promotion{spendPromotion("p", 100, 1)}
			a := byHand(ask(s, "a 1", c.held...))
			a.Province = c.province
			q := shop.NewQuote(a)
			var rest shop.Quote
			rest.Payable = q.Payable
			rest.Orders = []shop.OrderQuote{{}}
			for _, l := range q.Orders[0].Lines {
				if l.Name == shop.LineShipping || l.Name == shop.LineRemote {
					rest.Orders[0].Lines = append(rest.Orders[0].Lines, l)
				}
			}
			wantReceipt(t, rest, c.want)
			if q.Bare != (c.province == "") {
				t.Errorf("bare: %v", q.Bare)
			}
		})
	}
}

func TestShippingIsSharedByWhatIsLeftAfterThePromotion(t *testing.T) {
	// a 100 and b 100; a promotion takes 50 off a. Shipping of 12 over 50 : 100 is 4 and 8; the coupon of 50 on b changes that not.
	c := stall(priced("a", 100), priced("b", 100))
	c.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingFlat, Fee: 1200}
	c.Promotions = []shop.Promotion{spendPromotion("p", 0, 50)}
	c.Promotions[0].Scope.SKUs = []shop.SKU{"a"}
	k := spend("k", 0, 50)
	k.Scope.SKUs = []shop.SKU{"b"}
	if got := sharesAt(t, *firstOrder(ask(c, "a 1, b 1", k)), shop.LineShipping); got != "a ¥4.00, b ¥8.00" {
		t.Errorf("got %s", got)
	}
}

func TestTheLinesStandInTheirOrder(t *testing.T) {
	// Everything at once: a 200 at 180 (limited-time), b 100: a set for 260 saves 20, promotion 200−20 leaves 240, coupon 20 and
	// platform 10 leave 210. The test sees 220, below 300: 12, and 15 to a remote province. Fee 2. Tax: bases 240 + 27 = 267 at 9.1 %.
	// a's share of the set: 180/280 of 20 = 12.857…; 12.86 and 7.14, so a 167.14, b 92.86; of the promotion 12.86 and 7.14: a 154.28, b 85.72.
	// Of 12: 7.71 and 4.29; of 15: 9.64 and 5.36. Bases 171.63 and 95.37; tax 15.61833 → 15.62 and 8.67867 → 8.68: 24.30.
	v := priced("a", 200)
	v.Offers = []shop.Offer{offer("sale", shop.PriceLimited, 180, around)}
	c := bonded(stall(v, priced("b", 100)))
	c.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingOver, Fee: 1200, Over: 30000, Remote: 1500, Provinces: []string{"西藏自治区"}}
	c.Shops[0].Insurance, c.Shops[0].Fee = true, 200
	c.Bundles = []shop.Bundle{bundle("ab", "a 1, b 1", 260)}
	c.Promotions = []shop.Promotion{spendPromotion("p", 200, 20)}
	a := ask(c, "b 1, a 1", spend("k", 0, 20), platform("x", 0, 10))
	a.Province = "西藏自治区"
	q := shop.NewQuote(a)
	wantReceipt(t, q, `
		items ¥300.00 list
		item-saving -¥20.00 merchant limited-time
		bundle -¥20.00 merchant ab
		promotion -¥20.00 merchant p
		merchant-coupon -¥20.00 merchant k
		platform-coupon -¥10.00 platform x
		shipping ¥12.00 under
		remote-surcharge ¥15.00 remote
		freight-insurance ¥0.00 merchant given
		platform-fee ¥2.00 platform
		tax ¥24.30
		= ¥263.30`)
	o := &q.Orders[0]
	for name, want := range map[string]string{
		shop.LineShipping: "a ¥7.71, b ¥4.29", shop.LineRemote: "a ¥9.64, b ¥5.36", shop.LineTax: "a ¥15.62, b ¥8.68",
		shop.LineFee: "a ¥1.29, b ¥0.71",
	} {
		if got := sharesAt(t, *o, name); got != want {
			t.Errorf("%s is shared as %s, want %s", name, got, want)
		}
	}
	if tax := *o.Items[0].Tax; tax != (shop.ItemTax{Kind: shop.TaxGeneral, Base: 17163, Amount: 1562, Num: 91, Den: 1000}) {
		t.Errorf("got %+v", tax)
	}
}

func TestTaxOfALine(t *testing.T) {
	for _, c := range []struct {
		name   string
		price  shop.Fen // of one piece, in fen
		pieces int32
		tax    shop.Tax
		want   string
	}{
		{"VAT 13 %: 9.1 % of 100", 10000, 1, shop.Tax{VAT: 13}, "general ¥100.00 9.1 %: ¥9.10"},
		{"VAT 9 %: 6.3 % of 100", 10000, 1, shop.Tax{VAT: 9}, "general ¥100.00 6.3 %: ¥6.30"},
		{"wine, consumption 10 %: 161/900 of 100 = 17.888…", 10000, 1, shop.Tax{VAT: 13, Consumption: 10}, "general ¥100.00 17.889 %: ¥17.89"},
		{"high-end: 425 for 20 g is 21.25 a g: 392/1700 of 425 is 98.00", 42500, 1, shop.Tax{VAT: 13, Cosmetic: true, Content: 2000}, "high-end ¥425.00 23.059 %: ¥98.00"},
		{"from ¥10.00 a ml on, at equality: 300 for 30 ml, 69.1764…", 30000, 1, shop.Tax{VAT: 13, Cosmetic: true, Content: 3000}, "high-end ¥300.00 23.059 %: ¥69.18"},
		{"a fen below it is not: 299.99 × 9.1 % = 27.29909", 29999, 1, shop.Tax{VAT: 13, Cosmetic: true, Content: 3000}, "general ¥299.99 9.1 %: ¥27.30"},
		{"divided by quantity × content: 2 × 300 for 2 × 30 ml", 30000, 2, shop.Tax{VAT: 13, Cosmetic: true, Content: 3000}, "high-end ¥600.00 23.059 %: ¥138.35"},
		{"exact: 100 for 10.01 ml is 9.99 a ml", 10000, 1, shop.Tax{VAT: 13, Cosmetic: true, Content: 1001}, "general ¥100.00 9.1 %: ¥9.10"},
		{"¥15.00 a sheet, at equality: 75 for 5", 7500, 1, shop.Tax{VAT: 13, Cosmetic: true, Sheets: 5}, "high-end ¥75.00 23.059 %: ¥17.29"},
		{"a fen below", 7499, 1, shop.Tax{VAT: 13, Cosmetic: true, Sheets: 5}, "general ¥74.99 9.1 %: ¥6.82"},
		{"what is no cosmetic is never high-end", 42500, 1, shop.Tax{VAT: 13, Content: 2000}, "general ¥425.00 9.1 %: ¥38.68"},
		{"a cosmetic without its content is not known to be", 42500, 1, shop.Tax{VAT: 13, Cosmetic: true}, "general ¥425.00 9.1 %: ¥38.68"},
		{"once for a line with all its pieces: 3 × 0.55 × 9.1 % = 0.15015, not 3 × 0.05", 55, 3, shop.Tax{VAT: 13}, "general ¥1.65 9.1 %: ¥0.15"},
		{"tax-inclusive: nothing, and nothing is taken out of the price", 10000, 1, shop.Tax{VAT: 13, Included: true}, "included ¥100.00: ¥0.00"},
		{"5,000.00 is within the limit: 9.1 %", 500000, 1, shop.Tax{VAT: 13, Duty: 20}, "general ¥5000.00 9.1 %: ¥455.00"},
		// 548000 × 0.13 = 712.40
		{"a single item over it pays all VAT: 5480 × 13 %", 548000, 1, shop.Tax{VAT: 13}, "full ¥5480.00 13 %: ¥712.40"},
		// 1.2 × 1.13 − 1 = 0.356; × 5480 = 1950.88
		{"with a duty of 20 %: 35.6 %", 548000, 1, shop.Tax{VAT: 13, Duty: 20}, "full ¥5480.00 35.6 %: ¥1950.88"},
		// 1.05 × 1.13 / 0.9 − 1 = 0.318333…; × 6000 = 1910.00
		{"wine of 6000 with duty 5 %: 31.8333 %", 600000, 1, shop.Tax{VAT: 13, Consumption: 10, Duty: 5}, "full ¥6000.00 31.833 %: ¥1910.00"},
		// 1.13 / 0.85 − 1 = 0.3294117…; × 6000 = 1976.47
		{"high-end cosmetics of 6000", 600000, 1, shop.Tax{VAT: 13, Cosmetic: true, Content: 5000}, "full ¥6000.00 32.941 %: ¥1976.47"},
		{"tax-inclusive also above", 548000, 1, shop.Tax{VAT: 13, Included: true}, "included ¥5480.00: ¥0.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := bonded(stall(shop.Variant{SKU: "a", Price: c.price, Tax: c.tax}))
			q := shop.NewQuote(ask(s, fmt.Sprintf("a %d", c.pieces)))
			x := q.Orders[0].Items[0].Tax
			got := fmt.Sprintf("%s %s", x.Kind, x.Base)
			if x.Den > 0 {
				got += fmt.Sprintf(" %.5g %%", float64(100*x.Num)/float64(x.Den))
			}
			if got += ": " + x.Amount.String(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if q.Sum(shop.LineTax) != x.Amount || len(q.Limits) != 0 {
				t.Errorf("got\n%s, limits %v", receipt(q), q.Limits)
			}
		})
	}
}

func TestShippingCarriesTaxAndCouponsDoNotReduceIt(t *testing.T) {
	// a 100 of 6.3 %, b 100 tax-inclusive, shipping 10: 5 each, also to the inclusive line. Base of a 105: 6.615 → 6.62. The coupon
	// of 50 changes none of it.
	a, b := priced("a", 100), priced("b", 100)
	a.Tax, b.Tax = shop.Tax{VAT: 9}, shop.Tax{VAT: 13, Included: true}
	c := bonded(stall(a, b))
	c.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingFlat, Fee: 1000}
	q := shop.NewQuote(ask(c, "a 1, b 1", spend("k", 0, 50)))
	wantReceipt(t, q, `
		items ¥200.00 list
		merchant-coupon -¥50.00 merchant k
		shipping ¥10.00 flat
		tax ¥6.62
		= ¥166.62`)
	if x := q.Orders[0].Items[1].Tax; x.Base != 10500 || x.Kind != shop.TaxIncluded || x.Amount != 0 {
		t.Errorf("got %+v", x)
	}
	// Only tax-inclusive lines: the line stands at 0.00 and says so.
	wantReceipt(t, shop.NewQuote(ask(c, "b 1")), `
		items ¥100.00 list
		shipping ¥10.00 flat
		tax ¥0.00 included
		= ¥110.00`)
	// Goods at home have no tax line.
	c.Shops[0].Trade = shop.Domestic
	wantReceipt(t, shop.NewQuote(ask(c, "b 1")), `
		items ¥100.00 list
		shipping ¥10.00 flat
		= ¥110.00`)
	// Direct mail and parcels are taxed alike.
	for _, trade := range []shop.Trade{shop.Direct, shop.Parcel} {
		c.Shops[0].Trade = trade
		if q := shop.NewQuote(ask(c, "a 1")); q.Sum(shop.LineTax) != 693 { // 110 × 6.3 %
			t.Errorf("%s: got\n%s", trade, receipt(q))
		}
	}
}

func TestLimits(t *testing.T) {
	used := func(yuan shop.Fen) *shop.Fen { yuan *= 100; return &yuan }
	for _, c := range []struct {
		name string
		cart string
		used *shop.Fen
		want []shop.Excess
	}{
		{"5,000.00 is kept at equality", "a 50", nil, nil},
		{"5,100 is 100 over", "a 51", nil, []shop.Excess{{Order: 0, Over: 10000}}},
		{"a single item of 5,480 is allowed", "big 1", nil, nil},
		{"two of them are not: 10,960", "big 2", nil, []shop.Excess{{Order: 0, Over: 596000}}},
		{"nor one beside another line", "big 1, a 1", nil, []shop.Excess{{Order: 0, Over: 58000}}},
		{"26,000.00 of the year is kept at equality", "a 10", used(25_000), nil},
		{"what would lift above it is not", "a 11", used(25_000), []shop.Excess{{Order: 0, Year: true, Over: 10000, Left: 100000}}},
		{"orders over 5,000 count too", "big 1", used(21_000), []shop.Excess{{Order: 0, Year: true, Over: 48000, Left: 500000}}},
		{"both, 5,000 first", "big 2", used(20_000), []shop.Excess{{Order: 0, Over: 596000}, {Order: 0, Year: true, Over: 496000, Left: 600000}}},
		{"orders of one checkout count one after the other; at home nothing counts", "a 10, home 99, z 10", used(24_500), []shop.Excess{{Order: 2, Year: true, Over: 50000, Left: 50000}}},
		{"without an identity the year is not known", "a 10", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := stall(priced("a", 100), priced("big", 5480))
			s.Shops = append(s.Shops, shop.Shop{ID: "t", Trade: shop.Direct}, shop.Shop{ID: "home", Trade: shop.Domestic})
			s.Products = append(s.Products,
				shop.Product{ID: "z", Shop: "t", Variants: []shop.Variant{priced("z", 100)}},
				shop.Product{ID: "home", Shop: "home", Variants: []shop.Variant{priced("home", 1000)}})
			a := ask(bonded(s), c.cart)
			a.Used = c.used
			got := shop.NewQuote(a).Limits
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Fatalf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestTheTaxableValueHoldsShippingAndAfterPromotions(t *testing.T) {
	// 50 × 101 = 5,050 less a promotion of 60 is 4,990; shipping of 10 makes 5,000: kept; of 11: one over.
	s := bonded(stall(priced("a", 101)))
	s.Promotions = []shop.Promotion{spendPromotion("p", 0, 60)}
	for fee, want := range map[shop.Fen]string{1000: "[]", 1100: "[{0 false ¥1.00 ¥0.00}]"} {
		s.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingFlat, Fee: fee}
		if got := fmt.Sprint(shop.NewQuote(ask(s, "a 50")).Limits); got != want {
			t.Errorf("fee %s: got %s, want %s", fee, got, want)
		}
	}
}

func TestAutoPassesCombinationsOverByWhichTheOrderIsRefused(t *testing.T) {
	// 5,000 ships free from 4,990 on. A coupon of 20 brings the test to 4,980, so a fee of 5 is taxed and the order is over the
	// limit, though it would cost 4,980 + 5. The platform's 10 does not.
	c := bonded(stall(priced("a", 1000)))
	c.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingOver, Fee: 500, Over: 499000}
	q := shop.NewQuote(ask(c, "a 5", spend("k", 0, 20), platform("x", 0, 10)))
	if got := told(q.Coupons); got != "x@0 -¥10.00" || len(q.Limits) != 0 {
		t.Errorf("got %s, limits %v", got, q.Limits)
	}
	// By hand it is obeyed, and refused.
	a := ask(c, "a 5", spend("k", 0, 20))
	if q = shop.NewQuote(byHand(a)); len(q.Limits) != 1 || q.Limits[0].Over != 500 {
		t.Errorf("got limits %v", q.Limits)
	}
	// Where all are refused, as if none were.
	q = shop.NewQuote(ask(c, "a 6", spend("k", 0, 20), platform("x", 0, 10)))
	if got := told(q.Coupons); got != "k@0 -¥20.00, x@0 -¥10.00" || len(q.Limits) != 1 {
		t.Errorf("got %s, limits %v", got, q.Limits)
	}
}

func TestAnOrderOverTheLimitFallsIntoParts(t *testing.T) {
	c := bonded(stall(priced("a", 1500), priced("b", 2000), priced("big", 5480), priced("half", 2500)))
	for _, x := range []struct {
		cart string
		want string
	}{
		{"a 3", "a 3"}, // 4,500: within the limit, one order, no part
		// 1,500 × 3 = 4,500; the fourth would be 6,000.
		{"a 4", "1: a 3; 2: a 1"},
		// 5,000 in two pieces is kept at equality.
		{"half 3", "1: half 2; 2: half 1"},
		// a a a = 4,500, b would be 6,500; b b = 4,000, the third would be 6,000.
		{"b 3, a 3", "1: a 3; 2: b 2; 3: b 1"},
		// a b = 3,500, big would be 8,980; big is alone, the next big too.
		{"big 2, b 1, a 1", "1: a 1, b 1; 2: big 1; 3: big 1"},
		{"big 1", "big 1"},
	} {
		a := ask(c, x.cart)
		a.Split = true
		q := shop.NewQuote(a)
		got := ""
		for i, o := range q.Orders {
			if i > 0 {
				got += "; "
			}
			if o.Part > 0 {
				got += fmt.Sprintf("%d: ", o.Part)
			}
			for j, item := range o.Items {
				if j > 0 {
					got += ", "
				}
				got += fmt.Sprintf("%s %d", item.SKU, item.Quantity)
			}
		}
		if got != x.want || len(q.Limits) != 0 {
			t.Errorf("%s: got %s, limits %v", x.cart, got, q.Limits)
		}
	}
}

func TestPartsAreQuotedAlone(t *testing.T) {
	// 4 × 1,500. The flash price of 1,400 has 3 pieces: three at it, less a promotion 3000−300, are 3,900; four are 6,000 at the
	// list price, less 300, so the fourth begins a part, and pays the list price, for the first part took the stock. Shipping of
	// 10 is due twice: tax of 3,910 and of 1,510. The platform's 100 serve the first of two equals.
	v := priced("a", 1500)
	v.Offers = []shop.Offer{flash(1400, 3)}
	c := bonded(stall(v))
	c.Promotions = []shop.Promotion{spendPromotion("p", 3000, 300)}
	c.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingFlat, Fee: 1000}
	a := ask(c, "a 4", platform("x", 0, 100))
	a.Split = true
	wantReceipt(t, shop.NewQuote(a), `
		items ¥4500.00 list
		item-saving -¥300.00 merchant flash
		promotion -¥300.00 merchant p
		platform-coupon -¥100.00 platform x
		shipping ¥10.00 flat
		tax ¥355.81
		--
		items ¥1500.00 list
		shipping ¥10.00 flat
		tax ¥137.41
		= ¥5813.22`)
}

func TestOrdersAreShopByTradeAndPresaleApart(t *testing.T) {
	pre := priced("pre", 100)
	pre.Presale = &shop.Presale{Deposit: 2000}
	c := stall(priced("a", 100), pre)
	q := shop.NewQuote(ask(c, "pre 1, a 1"))
	if len(q.Orders) != 2 || q.Orders[0].Items[0].SKU != "pre" || q.Orders[1].Items[0].SKU != "a" {
		t.Fatalf("got\n%s", receipt(q))
	}
}
