package product

import (
	"strings"
	"testing"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// stall shows the product of a small shop.
func stall(t testing.TB, change func(*shop.Catalogue, *shop.Variant), world ...func(*flow.World)) session.Shown {
	t.Helper()
	_, shown := tuitest.AtStall(t, func(w *flow.World) {
		tuitest.Stall(func(c *shop.Catalogue) { change(c, &c.Products[0].Variants[0]) })(w)
		own := *w.Flow
		w.Flow = &own
		for _, f := range world {
			f(w)
		}
	})
	return shown
}

func later(w *flow.World) { w.Flow.Fees = flow.Checkout }

// tall is a page on which everything can be read at once.
func tall() screen.Frame { return tuitest.Frame(48, 90, words.ZH, tuitest.Plain()) }

func drawn(s session.Shown, keys ...string) string {
	page, _ := tuitest.Press(New(s, s.State.Spot()), tall(), keys...)
	return plain(page, tall())
}

func check(t *testing.T, got string, has, not []string) {
	t.Helper()
	for _, want := range has {
		if !strings.Contains(got, want) {
			t.Errorf("no %q:\n%s", want, got)
		}
	}
	for _, other := range not {
		if strings.Contains(got, other) {
			t.Errorf("%q is there:\n%s", other, got)
		}
	}
}

func hour(day, h int) shop.Instant { return shop.At(time.Date(2026, 11, day, h, 0, 0, 0, shop.China)) }

func storeCoupon(over, off shop.Fen) shop.Coupon {
	return shop.Coupon{ID: "tarn-off", Kind: shop.CouponStore, Shop: tuitest.StallShop, Over: over, Off: off, Claim: true}
}

// Item ¥100.00 with ¥200.00 − ¥30.00 comes to ¥85.00 in hand: 30 × 100 / 200 = 15 off.
func TestThePriceInHandIsTheFigureAndSaysHowItComesAbout(t *testing.T) {
	s := stall(t, func(c *shop.Catalogue, _ *shop.Variant) { c.Coupons = []shop.Coupon{storeCoupon(20000, 3000)} })
	check(t, drawn(s), []string{"到手价", "已降 ¥15 · 含待领券", "日常价 ¥100"}, []string{"÷", "不算在内"})
	for _, page := range []string{drawn(s, "i"), func() string {
		p, _ := tuitest.Click(New(s, s.State.Spot()), tall(), idHand)
		return plain(p, tall())
	}()} {
		check(t, page, []string{
			"单品价", "¥100.00", "店铺券", "满 ¥200 才减", "¥30 × ¥100 ÷ ¥200", "−¥15.00", "领券后才有这个价", "¥85.00", "平台券、运费和税不算在内",
		}, nil)
	}
	if got := drawn(s, "i", "i"); strings.Contains(got, "¥85.00") {
		t.Errorf("it does not fold:\n%s", got)
	}
}

func TestAPriceThatNothingLowersHasNoDerivation(t *testing.T) {
	s := stall(t, func(*shop.Catalogue, *shop.Variant) {})
	for _, b := range New(s, s.State.Spot()).Bindings() {
		if b.Local == idHand {
			t.Error("there is a key for it")
		}
	}
	check(t, drawn(s, "i"), []string{"日常价"}, []string{"到手价", "单品价", "已降"})
}

// Promotion and coupon are taken separately of the unit price: 100 − 30 (spend 100) − 15.
func TestPromotionAndCouponStandApart(t *testing.T) {
	s := stall(t, func(c *shop.Catalogue, _ *shop.Variant) {
		c.Coupons = []shop.Coupon{storeCoupon(20000, 3000)}
		c.Promotions = []shop.Promotion{
			{ID: "a", Shop: tuitest.StallShop, Kind: shop.PromotionSpend, Over: 10000, Off: 3000},
			{ID: "b", Shop: tuitest.StallShop, Kind: shop.PromotionPieces, Pieces: 2, Percent: 20},
		}
	})
	got := drawn(s, "i")
	check(t, got, []string{"店铺满减", "满 ¥100 减 ¥30", "−¥30.00", "−¥15.00", "¥55.00"}, []string{"按已买够"})
	check(t, got, []string{"活动  满100减30 · 2件8折"}, nil)
}

func TestTheStruckPriceIsTheListPriceWhereALowerOneApplies(t *testing.T) {
	limited := func(c *shop.Catalogue, v *shop.Variant) {
		v.Market = 15000
		v.Offers = []shop.Offer{{ID: "eleven", Kind: shop.PriceLimited, Price: 8000, Window: shop.Window{Until: hour(12, 0)}}}
	}
	check(t, drawn(stall(t, limited)), []string{"限时特价  日常价 ¥100", "已降 ¥20", "至 11-12 00:00"}, []string{"划线价"})
	check(t, drawn(stall(t, func(_ *shop.Catalogue, v *shop.Variant) { v.Market = 15000 })),
		[]string{"日常价  划线价 ¥150", "已降 ¥50", "划线价为市场价"}, []string{"限时"})
}

func TestAFlashPriceHasAClockAndAStock(t *testing.T) {
	flash := func(_ *shop.Catalogue, v *shop.Variant) {
		v.Offers = []shop.Offer{{ID: "noon", Kind: shop.PriceFlash, Price: 7000, Stock: 3, Window: shop.Window{Until: hour(11, 22)}}}
	}
	check(t, drawn(stall(t, flash)), []string{"秒杀价  日常价 ¥100", "22:00 结束 · 剩 3 件"}, nil)
	check(t, drawn(stall(t, flash), "i"), []string{"秒杀价 · 日常价 ¥100", "¥70.00"}, nil)
	gone := stall(t, func(c *shop.Catalogue, v *shop.Variant) {
		flash(c, v)
		v.Offers[0].Stock = 0
	})
	check(t, drawn(gone), []string{"日常价", "秒杀价已抢光"}, []string{"22:00"})
	soon := stall(t, func(c *shop.Catalogue, v *shop.Variant) {
		flash(c, v)
		v.Offers[0].Window.From = hour(11, 20)
	})
	check(t, drawn(soon), []string{"秒杀  ¥70 · 剩 3 件 · 50毫升", "20:00 开始"}, []string{"已抢光"})
}

func presold(_ *shop.Catalogue, v *shop.Variant) {
	v.Presale = &shop.Presale{
		Deposit: 3000, Forfeit: true, ShipHours: 72,
		Order: shop.Window{From: hour(1, 20), Until: hour(12, 0)}, Balance: shop.Window{From: hour(13, 20), Until: hour(15, 0)},
	}
}

func TestAPresaleIsPaidInTwoParts(t *testing.T) {
	s := stall(t, presold)
	check(t, drawn(s), []string{
		"预售价", "预售  定金 ¥30 + 尾款 ¥70", "定金  11-01 20:00 至 11-12 00:00", "尾款  11-13 20:00 至 11-15 00:00", "尾款逾期，定金不退",
		"平台规则未证实", "付尾款后 72 小时内发货", "立即付定金", "预售商品不进购物车，请直接付定金",
	}, []string{"立即购买"})
	page := New(s, s.State.Spot())
	if _, a := tuitest.Press(page, tall(), "b"); a.Verb != flow.BuyNow {
		t.Errorf("b means %v", a)
	}
	for _, b := range page.Bindings() {
		if b.Action.Verb == flow.AddToCart && b.Refusal.Code != flow.PresaleAlone {
			t.Errorf("the cart: %v", b.Refusal)
		}
	}
	over := stall(t, func(c *shop.Catalogue, v *shop.Variant) {
		presold(c, v)
		v.Presale.Order.Until, v.Presale.Forfeit = hour(11, 10), false
	})
	check(t, drawn(over), []string{"定金期已过", "尾款逾期，定金原路退回"}, []string{"定金不退"})
}

func TestTheCouponStripOpensTheSheet(t *testing.T) {
	platform := shop.Coupon{ID: "all", Kind: shop.CouponPlatform, Percent: 10, Cap: 4000, Claim: true}
	with := func(c *shop.Catalogue, _ *shop.Variant) {
		c.Coupons = []shop.Coupon{platform, storeCoupon(29900, 3000)}
	}
	s := stall(t, with)
	check(t, drawn(s), []string{"[店铺券 满299减30] +1", "领取 ›"}, nil)
	wide := tuitest.Frame(60, 41, words.ZH, tuitest.Plain())
	check(t, plain(New(s, s.State.Spot()), wide), []string{"[店铺券 满299减30] [平台券 9折 封顶40]"}, nil)
	if _, a := tuitest.Press(New(s, s.State.Spot()), tall(), "v"); a.Verb != flow.OpenCoupons {
		t.Errorf("v means %v", a)
	}
	if _, a := tuitest.Click(New(s, s.State.Spot()), tall(), idCoupons); a.Verb != flow.OpenCoupons {
		t.Errorf("a click means %v", a)
	}
	none := stall(t, with, func(w *flow.World) { w.Flow.Coupons = string(shop.PickNone) })
	check(t, drawn(none), []string{"日常价"}, []string{"店铺券", "到手价", "领取"})
	if _, a := tuitest.Press(New(none, none.State.Spot()), tall(), "v"); a.Verb != flow.None {
		t.Errorf("without coupons v means %v", a)
	}
}

func TestAClaimedCouponCountsWithoutAClaim(t *testing.T) {
	_, s := tuitest.AtStall(t, tuitest.Stall(func(c *shop.Catalogue) { c.Coupons = []shop.Coupon{storeCoupon(0, 500)} }),
		flow.Action{Verb: flow.OpenCoupons}, flow.Action{Verb: flow.ClaimCoupon, ID: "tarn-off"}, flow.Action{Verb: flow.Back})
	check(t, drawn(s, "i"), []string{"已降 ¥5 · 含店铺券", "[✓ 店铺券 减5]", "优惠券 ›"}, []string{"待领", "领券后"})
}

func TestTheOffersBlockHoldsWhatThereIs(t *testing.T) {
	other := shop.Product{
		ID: "soap", Shop: tuitest.StallShop, Short: tuitest.Both("香皂", "Soap"), Variants: []shop.Variant{{SKU: "soap-1", Price: 4000, Stock: 5}},
	}
	pair := shop.Bundle{
		ID: "pair", Shop: tuitest.StallShop, Title: tuitest.Both("洗护两件", "Wash pair"), Price: 12500,
		Pieces: []shop.Pieces{{SKU: tuitest.StallSKU, Quantity: 1}, {SKU: "soap-1", Quantity: 1}},
	}
	s := stall(t, func(c *shop.Catalogue, v *shop.Variant) {
		v.Tiers = []shop.Tier{{From: 2, Price: 8800}, {From: 3, Price: 8000}}
		c.Products = append(c.Products, other)
		alone := pair
		alone.ID, alone.Pieces = "soaps", []shop.Pieces{{SKU: "soap-1", Quantity: 2}}
		dear := pair
		dear.ID, dear.Price = "dear", 14000 // saves nothing
		c.Bundles = []shop.Bundle{pair, alone, dear}
		c.Promotions = []shop.Promotion{
			{ID: "a", Shop: tuitest.StallShop, Kind: shop.PromotionEvery, Over: 20000, Off: 3000, Window: shop.Window{Until: hour(16, 0)}},
			{ID: "b", Shop: tuitest.StallShop, Kind: shop.PromotionSpend, Over: 9900, Off: 1000, Scope: shop.Scope{Products: []shop.ProductID{"soap"}}},
			{ID: "c", Shop: tuitest.StallShop, Kind: shop.PromotionSpend, Over: 9900, Off: 1000, Window: shop.Window{Until: hour(11, 1)}},
		}
	})
	check(t, drawn(s), []string{
		"阶梯  买2件 ¥88/件 · 买3件 ¥80/件", "活动  每满200减30             至 11-16 00:00", "套装  ¥125 省 ¥15 · 洗护两件", "面霜 50毫升 + 香皂",
	}, []string{"满99减10", "香皂 ×2", "¥140"})
	check(t, drawn(stall(t, func(*shop.Catalogue, *shop.Variant) {})), nil, []string{"优惠", "阶梯", "活动", "套装"})
}

// 13 % VAT: 9.10 % of 100.00 is 9.10.
func TestTheTaxStandsWhereTheFlowShowsIt(t *testing.T) {
	bonded := func(c *shop.Catalogue, v *shop.Variant) {
		c.Shops[0].Trade, v.Tax.VAT = shop.Bonded, 13
	}
	s := stall(t, bonded)
	check(t, drawn(s), []string{"跨境保税 · ", "税费  约 ¥9.10 · 税率 9.10%", "实名  下单要填"}, []string{"限额", "个人自用"})
	check(t, drawn(s, "d"), []string{"¥100.00 × 9.10% = ¥9.10", "限额  每单 ¥5,000，每人每年 ¥26,000", "限个人自用"}, nil)
	check(t, drawn(stall(t, bonded, later)), []string{"税费  在结算页计算", "运费  在结算页显示"}, []string{"9.10"})
	included := func(c *shop.Catalogue, v *shop.Variant) {
		bonded(c, v)
		v.Tax.Included = true
	}
	check(t, drawn(stall(t, included)), []string{"税费  包税"}, []string{"9.10"})
	check(t, drawn(stall(t, included, later)), []string{"税费  包税"}, nil)
	dear := stall(t, func(c *shop.Catalogue, v *shop.Variant) {
		bonded(c, v)
		v.Price = 600000
	})
	check(t, drawn(dear), []string{"限额  单件超 ¥5,000"}, nil)
	parcel := stall(t, func(c *shop.Catalogue, v *shop.Variant) {
		bonded(c, v)
		c.Shops[0].Trade = shop.Parcel
	})
	check(t, drawn(parcel, "d"), []string{"行邮计税按跨境税率模拟，未证实"}, nil)
}

func TestTheServiceBarFollowsTheKindOfGoods(t *testing.T) {
	promised := func(c *shop.Catalogue, _ *shop.Variant) {
		c.Shops[0].Protect, c.Shops[0].Insurance, c.Shops[0].ReturnTo = 7, true, tuitest.Both("杭州 潭边路 1 号", "1 Tarn Road, Hangzhou")
		c.Products[0].Services = []string{sevenDays, "authentic"}
	}
	s := stall(t, promised)
	check(t, drawn(s), []string{"服务  七天无理由 · 正品保障 · 运费险", "保价 7 天（未证实）"}, []string{"铝膜", "潭边路"})
	check(t, drawn(s, "f"), []string{"七天  铝膜没揭", "保价  付款后 7 天内降价", "退货  杭州 潭边路 1 号", "运费险"}, nil)
	closed := stall(t, func(c *shop.Catalogue, v *shop.Variant) {
		promised(c, v)
		c.Categories[0].SevenDays, c.Categories[0].WhyNot = false, tuitest.Both("定制品", "Made to order")
	})
	check(t, drawn(closed, "f"), []string{"服务  不支持七天无理由 · 正品保障", "七天  定制品"}, []string{"服务  七天", "铝膜"})
}

func TestThePlatformFeeStandsWithTheOtherFees(t *testing.T) {
	charged := func(c *shop.Catalogue, _ *shop.Variant) { c.Shops[0].Fee = 100 }
	check(t, drawn(stall(t, charged)), []string{"平台服务费", "¥1"}, nil)
	check(t, drawn(stall(t, charged, later)), nil, []string{"平台服务费"})
}

// Everything at once, everything unfolded.
func TestARichProductFits(t *testing.T) {
	s := stall(t, func(c *shop.Catalogue, v *shop.Variant) {
		presold(c, v)
		c.Shops[0].Trade, v.Tax = shop.Direct, shop.Tax{VAT: 13, Cosmetic: true, Content: 100}
		c.Shops[0].Protect, c.Shops[0].ReturnTo = 15, tuitest.Both("杭州 潭边路 1 号", "1 Tarn Road, Hangzhou")
		c.Coupons = []shop.Coupon{storeCoupon(20000, 3000)}
		c.Promotions = []shop.Promotion{{ID: "a", Shop: tuitest.StallShop, Kind: shop.PromotionPieces, Pieces: 2, Percent: 15, Window: shop.Window{Until: hour(16, 0)}}}
		c.Products[0].Variants = append(c.Products[0].Variants, shop.Variant{
			SKU: "cream-60", Values: []string{"60"}, Price: 700000, Stock: 2, Tiers: []shop.Tier{{From: 2, Price: 650000}},
			Offers: []shop.Offer{{ID: "noon", Kind: shop.PriceFlash, Price: 690000, Stock: 3, Window: shop.Window{Until: hour(11, 22)}}},
		})
	})
	tuitest.Fits(t, func() screen.Screen {
		page, _ := tuitest.Press(New(s, s.State.Spot()), tall(), "i", "f", "d")
		return page
	})
}
