package sku

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

// at opens the sheet of a small shop's product with its only SKU chosen, and so many pieces.
func at(t testing.TB, verb flow.Verb, quantity int, change func(*shop.Catalogue, *shop.Variant)) screen.Screen {
	t.Helper()
	shown := shownAt(t, verb, quantity, change)
	return New(shown, shown.State.Spot())
}

func shownAt(t testing.TB, verb flow.Verb, quantity int, change func(*shop.Catalogue, *shop.Variant)) session.Shown {
	t.Helper()
	then := []flow.Action{{Verb: verb}}
	s, shown := tuitest.AtStall(t, tuitest.Stall(func(c *shop.Catalogue) { change(c, &c.Products[0].Variants[0]) }), then...)
	if shown.State.Sheet.Values[0] == "" {
		then = []flow.Action{choose("size", "50")}
	} else {
		then = nil
	}
	for range quantity - 1 {
		then = append(then, flow.Action{Verb: flow.Increase})
	}
	return tuitest.Walk(t, s, then...)
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

func short() screen.Frame { return below(tuitest.Frame(48, 20, words.ZH, tuitest.Plain())) }

func hour(day, h int) shop.Instant { return shop.At(time.Date(2026, 11, day, h, 0, 0, 0, shop.China)) }

func TestThePriceFollowsTheQuantity(t *testing.T) {
	tiers := func(_ *shop.Catalogue, v *shop.Variant) {
		v.Tiers = []shop.Tier{{From: 2, Price: 8800}, {From: 4, Price: 8000}}
	}
	for _, c := range []struct {
		quantity int
		has, not []string
	}{
		{1, []string{"¥100 日常价", "再买 1 件，每件 ¥88"}, []string{"阶梯价"}},
		{2, []string{"¥88 阶梯价  日常价 ¥100", "再买 2 件，每件 ¥80"}, nil},
		{4, []string{"¥80 阶梯价  日常价 ¥100"}, []string{"再买"}},
	} {
		check(t, plain(at(t, flow.BuyNow, c.quantity, tiers), short()), c.has, c.not)
	}
	few := func(c *shop.Catalogue, v *shop.Variant) {
		tiers(c, v)
		v.Stock = 1
	}
	check(t, plain(at(t, flow.BuyNow, 1, few), short()), []string{"¥100 日常价"}, []string{"再买"})
}

func TestAFlashPriceThatDoesNotCoverTheQuantitySaysWhy(t *testing.T) {
	flash := func(_ *shop.Catalogue, v *shop.Variant) {
		v.Offers = []shop.Offer{{ID: "noon", Kind: shop.PriceFlash, Price: 7000, Stock: 2, Window: shop.Window{Until: hour(11, 22)}}}
	}
	check(t, plain(at(t, flow.BuyNow, 2, flash), short()), []string{"¥70 秒杀价  日常价 ¥100", "秒杀价剩 2 件", "秒杀价 22:00 结束"}, []string{"整行"})
	check(t, plain(at(t, flow.BuyNow, 3, flash), short()),
		[]string{"¥100 日常价", "秒杀价只剩 2 件，整行按日常价算", "库存 20 件"}, []string{"22:00"})
	gone := func(c *shop.Catalogue, v *shop.Variant) {
		flash(c, v)
		v.Offers[0].Stock = 0
	}
	check(t, plain(at(t, flow.BuyNow, 1, gone), short()), []string{"¥100 日常价", "秒杀价已抢光"}, nil)
}

func TestThePriceInHandOfOnePieceIsSaid(t *testing.T) {
	coupon := func(c *shop.Catalogue, _ *shop.Variant) {
		c.Coupons = []shop.Coupon{{ID: "off", Kind: shop.CouponStore, Shop: tuitest.StallShop, Over: 20000, Off: 3000, Claim: true}}
	}
	check(t, plain(at(t, flow.BuyNow, 1, coupon), short()), []string{"¥85 到手价  日常价 ¥100"}, nil)
	check(t, plain(at(t, flow.BuyNow, 1, coupon), phone()), []string{"到手价", "日常价 ¥100", "已降 ¥15"}, nil)
	check(t, plain(at(t, flow.BuyNow, 2, coupon), short()), []string{"¥85 到手价"}, nil)
}

func TestAPresaleTakesItsDeposit(t *testing.T) {
	presold := func(_ *shop.Catalogue, v *shop.Variant) {
		v.Presale = &shop.Presale{
			Deposit: 3000, Order: shop.Window{Until: hour(12, 0)}, Balance: shop.Window{From: hour(13, 20), Until: hour(15, 0)},
		}
	}
	check(t, plain(at(t, flow.BuyNow, 2, presold), phone()), []string{
		"预售价", "定金 ¥60 + 尾款 ¥140", "11-13 20:00 至 11-15 00:00 付尾款", "立即付定金 ¥60", "优惠、运费和税到付尾款时才算",
	}, []string{"立即购买", "包邮"})
	check(t, plain(at(t, flow.ChooseSKU, 1, presold), phone()), []string{"预售商品不进购物车，请直接付定金", "加入购物车", "立即付定金"}, nil)
	over := func(c *shop.Catalogue, v *shop.Variant) {
		presold(c, v)
		v.Presale.Order.Until = hour(11, 0)
	}
	check(t, plain(at(t, flow.BuyNow, 1, over), phone()), []string{"现在不收定金", "11月11日 00:00"}, nil)
	shown := shownAt(t, flow.ChooseSKU, 1, presold)
	tuitest.Fits(t, func() screen.Screen { return New(shown, shown.State.Spot()) })
}

// 13 % VAT: 9.10 % of 200.00 is 18.20.
func TestGoodsFromAbroadSayTheirTax(t *testing.T) {
	bonded := func(c *shop.Catalogue, v *shop.Variant) { c.Shops[0].Trade, v.Tax.VAT = shop.Bonded, 13 }
	got := plain(at(t, flow.BuyNow, 2, bonded), phone())
	check(t, got, []string{"包邮 · 税费约 ¥18.20", "立即购买"}, []string{"跨境下单"})
	check(t, plain(at(t, flow.BuyNow, 2, func(c *shop.Catalogue, v *shop.Variant) {
		bonded(c, v)
		v.Tax.Included = true
	}), phone()), []string{"包邮 · 包税"}, []string{"18.20"})
}
