package checkout

import (
	"strings"
	"testing"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// imported makes the coffee come over the border, at a price of its own, and the lip tint a presale or a flash price. All
// coupons are those of the test.
type imported struct {
	price    shop.Fen
	presale  bool
	flash    bool
	high     bool
	included bool
	fees     flow.Place
}

func (d imported) world(w *flow.World) {
	c := *w.Catalogue
	c.Shops = append([]shop.Shop(nil), c.Shops...)
	c.Products = append([]shop.Product(nil), c.Products...)
	c.Promotions, c.Bundles = nil, nil
	c.Coupons = []shop.Coupon{
		{ID: "tint-100", Kind: shop.CouponStore, Shop: "okkari", Over: 10000, Off: 1000, Claim: true},
		{ID: "tint-200", Kind: shop.CouponStore, Shop: "okkari", Over: 20000, Off: 3000, Claim: true},
	}
	for i := range c.Shops {
		if c.Shops[i].ID == "kavelo" {
			c.Shops[i].Trade = shop.Bonded
		}
	}
	for i := range c.Products {
		p := &c.Products[i]
		p.Variants = append([]shop.Variant(nil), p.Variants...)
		for j := range p.Variants {
			v := &p.Variants[j]
			v.Offers, v.Tiers = nil, nil
			v.Tax = shop.Tax{VAT: 13, Cosmetic: d.high, Content: 1000, Included: d.included}
			if d.price > 0 && v.SKU == coffee {
				v.Price, v.Market = d.price, 0
			}
			if v.SKU != tint {
				continue
			}
			if d.flash {
				v.Offers = []shop.Offer{{ID: "tint-flash", Kind: shop.PriceFlash, Price: 9900, Stock: 1}}
			}
			if d.presale {
				v.Presale = &shop.Presale{Deposit: 3000, ShipHours: 120, Forfeit: true, Balance: shop.Window{
					From: c.Today.Add(48 * time.Hour), Until: c.Today.Add(72 * time.Hour),
				}}
			}
		}
	}
	c.Index()
	w.Catalogue = &c
	own := *w.Flow
	own.Fees = d.fees
	w.Flow = &own
}

// declared saves an identity of the shopper's own.
func declared(w *flow.World) {
	who := *w.Shopper
	who.Identities = []shop.Identity{{
		ID: "me", Name: who.Addresses[0].Name, Number: text.Clean("990102199203141267", text.Line), Year: w.Catalogue.Today.Time().Year(), Used: 120000,
	}}
	w.Shopper = &who
}

func buys(t testing.TB, s *session.Session, sku shop.SKU, pieces int, note shop.NoteID) {
	walk := tuitest.Buy(s.Shown().World.Catalogue, note, sku)
	more := make([]flow.Action, pieces-1)
	for i := range more {
		more[i] = flow.Action{Verb: flow.Increase}
	}
	at := len(walk) - 3 // before it is confirmed
	tuitest.Walk(t, s, append(append(append([]flow.Action(nil), walk[:at]...), more...), walk[at:]...)...)
}

// foreign is the checkout of so many boxes of imported coffee.
func foreign(t testing.TB, d imported, pieces int, change ...func(*flow.World)) session.Shown {
	s := tuitest.Open(t, "native", "returning", append([]func(*flow.World){d.world}, change...)...)
	buys(t, s, coffee, pieces, "desk-drip")
	return tuitest.Walk(t, s, flow.Action{Verb: flow.OpenCart}, flow.Action{Verb: flow.OpenCheckout})
}

// tinted is the checkout of a lip tint that is bought at once.
func tinted(t testing.TB, d imported, more ...flow.Action) session.Shown {
	s := tuitest.Open(t, "native", "returning", d.world)
	walk := tuitest.Buy(s.Shown().World.Catalogue, "oily-skin-empties", tint)
	walk = walk[:len(walk)-2]
	walk[2].Verb = flow.BuyNow
	return tuitest.Walk(t, s, append(walk, more...)...)
}

func has(t *testing.T, name, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%s: no %s in\n%s", name, w, page)
		}
	}
}

func hasNot(t *testing.T, name, page string, not ...string) {
	t.Helper()
	for _, w := range not {
		if strings.Contains(page, w) {
			t.Errorf("%s: %s in\n%s", name, w, page)
		}
	}
}

func TestACrossBorderCheckoutAsksWhoDeclares(t *testing.T) {
	s := foreign(t, imported{}, 1)
	has(t, "none", plain(s), "跨境订单", "去实名认证", "跨境商品要实名申报")
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Dark())
	for _, keys := range []string{"enter", "i"} {
		if _, a := tuitest.Press(made(s), f, keys); a.Verb != flow.ChooseIdentity {
			t.Errorf("%s: %v", keys, a)
		}
	}
	if _, a := tuitest.Click(made(s), f, identityID); a.Verb != flow.ChooseIdentity {
		t.Errorf("click: %v", a)
	}
	s = foreign(t, imported{}, 1, declared)
	page := plain(s)
	has(t, "saved", page, "9901***********267", "已认证", "本年额度 已用 ¥1200，剩 ¥24800", "提交订单")
	hasNot(t, "saved", page, "990102199203141267")
	if _, a := tuitest.Press(made(s), f, "enter"); a.Verb != flow.PlaceOrder {
		t.Errorf("enter: %v", a)
	}
	s.State.Identities[0].Name = text.Clean("别人", text.Name)
	page = plain(s)
	has(t, "another's", page, "换成同一人的实名")
	hasNot(t, "another's", page, "已认证")
}

func TestATaxIsShownWithItsDerivation(t *testing.T) {
	for name, c := range map[string]struct {
		world imported
		want  []string
	}{
		"first seen here": {imported{fees: flow.Checkout}, []string{"首次显示 · 优惠券不减税基", "+¥12.83", "¥141.00 × 9.10%"}},
		"seen before":     {imported{fees: flow.Product}, []string{"优惠券不减税基", "¥141.00 × 9.10%"}},
		"high-end":        {imported{high: true, fees: flow.Product}, []string{"¥141.00 × 23.06%", "高档化妆品 ¥14.10/g", "¥32.51"}},
		"included":        {imported{included: true, fees: flow.Product}, []string{"价格已含税", "包税"}},
	} {
		page := plain(foreign(t, c.world, 1, declared))
		has(t, name, page, c.want...)
		if name != "first seen here" {
			hasNot(t, name, page, "首次显示 · 优惠券")
		}
	}
}

func TestWhatCustomsDoNotTakeIsGrey(t *testing.T) {
	page := plain(foreign(t, imported{}, 1, declared))
	has(t, "methods", page, "付款人要和实名一致", "跨境只收微信和支付宝")
	hasNot(t, "domestic", plain(shown(t, "returning")), "跨境只收微信和支付宝")
}

func TestALimitSaysWhatToDo(t *testing.T) {
	s := foreign(t, imported{price: 300_000}, 2, declared)
	page := plain(s)
	has(t, "over one order", page, "跨境一单最多 ¥5000", "一键拆成 2 单", "比跨境单次限额多出")
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	for _, keys := range []string{"enter", "s"} {
		if _, a := tuitest.Press(made(s), f, keys); a.Verb != flow.SplitOrders {
			t.Errorf("%s: %v", keys, a)
		}
	}
	s.State.Checkout.Split = true
	page = plain(s)
	has(t, "split", page, "拆单 1/2", "拆单 2/2", "已拆成 2 单")
	hasNot(t, "split", page, "一键拆成")
	year := foreign(t, imported{price: 200_000}, 2, declared, func(w *flow.World) { w.Shopper.Identities[0].Used = 2_500_000 })
	has(t, "over the year", plain(year), "超出额度 ¥", "减几件再提交")
	one := foreign(t, imported{price: 200_000}, 1, declared, func(w *flow.World) { w.Shopper.Identities[0].Used = 2_500_000 })
	has(t, "over the year, one piece", plain(one), "明年 1 月 1 日恢复")
	big := foreign(t, imported{price: 600_000}, 1, declared)
	has(t, "one item over the limit", plain(big), "× 13.00%", "单件超限额，全额征税")
}

func TestMixedGoodsAreTwoOrders(t *testing.T) {
	s := tuitest.Open(t, "native", "returning", imported{}.world, declared)
	buys(t, s, coffee, 1, "desk-drip")
	buys(t, s, tint, 1, "oily-skin-empties")
	page := plain(tuitest.Walk(t, s, flow.Action{Verb: flow.OpenCart}, flow.Action{Verb: flow.OpenCheckout}))
	has(t, "mixed", page, "跨境和国内分成不同订单", "国内 · 上海仓", "跨境", "共 2 个订单", "小计")
	if n := strings.Count(page, "¥141.00 × 9.10%"); n != 1 {
		t.Errorf("the tax is derived %d times in\n%s", n, page)
	}
}

func TestWhatALimitRefusesCanBeLeftOut(t *testing.T) {
	s := tuitest.Open(t, "native", "returning", imported{}.world, declared, func(w *flow.World) { w.Shopper.Identities[0].Used = 2_599_900 })
	buys(t, s, coffee, 1, "desk-drip")
	buys(t, s, tint, 1, "oily-skin-empties")
	shown := tuitest.Walk(t, s, flow.Action{Verb: flow.OpenCart}, flow.Action{Verb: flow.OpenCheckout})
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	has(t, "over the year", plain(shown), "移出这单")
	_, a := tuitest.Click(made(shown), f, removeID+string(coffee))
	if want := (flow.Action{Verb: flow.Remove, ID: string(coffee)}); a != want {
		t.Fatalf("click: %v, want %v", a, want)
	}
	left := tuitest.Walk(t, s, a)
	hasNot(t, "left out", plain(left), "移出这单", "超出额度")
	if n := len(left.State.Checkout.Pieces); n != 1 || len(left.State.Cart) != 2 {
		t.Errorf("the checkout has %d lines and the cart %d, want 1 and 2", n, len(left.State.Cart))
	}
}

func TestCouponRows(t *testing.T) {
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	open := flow.Action{Verb: flow.OpenCoupons}
	claim := func(id string) flow.Action { return flow.Action{Verb: flow.ClaimCoupon, ID: id} }
	apply := flow.Action{Verb: flow.ApplyCoupons}
	none := tinted(t, imported{})
	has(t, "to claim", plain(none), "2 张可领")
	if _, a := tuitest.Press(made(none), f, "v"); a != open {
		t.Errorf("v: %v", a)
	}
	if _, a := tuitest.Click(made(none), f, couponsID); a != open {
		t.Errorf("click: %v", a)
	}
	auto := plain(tinted(t, imported{}, open, claim("tint-100"), claim("tint-200"), apply))
	has(t, "auto", auto, "−¥10.00 ›", "商家 −10.00")
	hasNot(t, "auto", auto, "比自动选多付")
	hand := plain(tinted(t, imported{}, open, claim("tint-100"), claim("tint-200"), flow.Action{Verb: flow.UseCoupon, ID: "tint-200"}, apply))
	has(t, "by hand", hand, "再买 ¥72.00 可用 ›", "比自动选多付 ¥10.00")
	off := tinted(t, imported{})
	own := *off.World.Flow
	own.Coupons = string(shop.PickNone)
	off.World.Flow = &own
	hasNot(t, "off", plain(off), "张可领", "店铺券")
}

func TestAPriceSaysWhichItIs(t *testing.T) {
	has(t, "flash", plain(tinted(t, imported{flash: true})), "¥99.00 ¥128 秒杀价", "−¥29.00")
	two := tinted(t, imported{flash: true})
	two.State.Checkout.Pieces = []shop.Pieces{{SKU: tint, Quantity: 2}}
	has(t, "flash, too few", plain(two), "秒杀价只剩 1 件，整行按日常价算", "¥128.00")
}

func TestAPresaleSaysWhatIsPaidWhen(t *testing.T) {
	page := plain(tinted(t, imported{presale: true}))
	has(t, "presale", page, "定金", "现在付", "¥30.00", "尾款", "11-13 00:00 至 11-14 00:00", "付尾款后 120 小时内发货", "尾款逾期，定金不退", "未证实", "待付尾款", "付定金", "应付 ¥30.00")
}

func TestPricesFit(t *testing.T) {
	for _, s := range []session.Shown{
		foreign(t, imported{price: 300_000, high: true, fees: flow.Checkout}, 2, declared), foreign(t, imported{}, 1), tinted(t, imported{presale: true}),
	} {
		tuitest.Fits(t, func() screen.Screen { return made(s) })
	}
}

func TestPricePictures(t *testing.T) {
	for name, s := range map[string]session.Shown{
		"checkout-import-48x41":  foreign(t, imported{high: true, fees: flow.Checkout}, 1, declared),
		"checkout-limit-48x41":   foreign(t, imported{price: 300_000}, 2, declared),
		"checkout-presale-48x41": tinted(t, imported{presale: true}),
	} {
		f := tuitest.Frame(48, 41, words.ZH, tuitest.Plain())
		tuitest.Golden(t, name, made(s).Draw(f).Canvas.Plain())
	}
}
