package coupons

import (
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

const tint shop.SKU = "lip-tint-05" // ¥128

func title(zh string) shop.Words {
	return shop.Words{ZH: text.Clean(zh, text.Line), EN: text.Clean(zh, text.Line)}
}

// coupled is the built-in world with coupons of its own.
func coupled(w *flow.World) {
	c := *w.Catalogue
	c.Promotions, c.Bundles = nil, nil
	c.Coupons = []shop.Coupon{
		{ID: "far", Kind: shop.CouponStore, Shop: "okkari", Title: title("满200减50"), Over: 20000, Off: 5000, Claim: true},
		{ID: "near", Kind: shop.CouponStore, Shop: "okkari", Title: title("满100减10"), Over: 10000, Off: 1000, Claim: true},
		{ID: "cut", Kind: shop.CouponPlatform, Percent: 10, Cap: 4000, Claim: true, Days: 7},
		{ID: "shared", Kind: shop.CouponCoFunded, Merchant: 40, Over: 9900, Off: 2000, Claim: true},
		{ID: "beans", Kind: shop.CouponItem, Shop: "kavelo", Off: 900, Claim: true},
	}
	c.Index()
	w.Catalogue = &c
}

func on(v flow.Verb, id string) flow.Action { return flow.Action{Verb: v, ID: id} }

// over opens the sheet over the checkout of a lip tint.
func over(t testing.TB, more ...flow.Action) session.Shown {
	s := tuitest.Open(t, "native", "returning", coupled)
	walk := append(tuitest.Buy(s.Shown().World.Catalogue, "oily-skin-empties", tint), flow.Action{Verb: flow.OpenCart},
		flow.Action{Verb: flow.OpenCheckout}, flow.Action{Verb: flow.OpenCoupons})
	return tuitest.Walk(t, s, append(walk, more...)...)
}

// inCart opens the sheet over the cart.
func inCart(t testing.TB, more ...flow.Action) session.Shown {
	s := tuitest.Open(t, "native", "returning", coupled)
	walk := append(tuitest.Buy(s.Shown().World.Catalogue, "oily-skin-empties", tint), flow.Action{Verb: flow.OpenCart},
		on(flow.OpenCoupons, "okkari"))
	return tuitest.Walk(t, s, append(walk, more...)...)
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

func plain(s session.Shown) string {
	return made(s).Draw(tuitest.Frame(48, 60, words.ZH, tuitest.Plain())).Canvas.Plain()
}

var allClaimed = []flow.Action{on(flow.ClaimCoupon, "far"), on(flow.ClaimCoupon, "near"), on(flow.ClaimCoupon, "cut"), on(flow.ClaimCoupon, "shared")}

func TestKeysAndClicks(t *testing.T) {
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	checkout := over(t, allClaimed[1:]...)
	for keys, want := range map[string]flow.Action{
		"enter": {Verb: flow.ApplyCoupons}, "v": {Verb: flow.ApplyCoupons}, "a": {Verb: flow.AutoCoupons},
	} {
		if _, got := tuitest.Press(made(checkout), f, keys); got != want {
			t.Errorf("%s: %v, want %v", keys, got, want)
		}
	}
	for target, want := range map[string]flow.Action{
		claimPre + "far": on(flow.ClaimCoupon, "far"), pickPre + "near": on(flow.DropCoupon, "near"), pickPre + "cut": on(flow.UseCoupon, "cut"),
		autoID: {Verb: flow.AutoCoupons}, doneID: {Verb: flow.ApplyCoupons}, closeID: {Verb: flow.Back},
	} {
		if _, got := tuitest.Click(made(checkout), f, target); got != want {
			t.Errorf("%s: %v, want %v", target, got, want)
		}
	}
	cart := inCart(t)
	if _, got := tuitest.Press(made(cart), f, "enter"); got != on(flow.ClaimCoupon, "near") {
		t.Errorf("enter claims what applies first: %v", got)
	}
	if _, got := tuitest.Press(made(inCart(t, allClaimed...)), f, "enter"); got.Verb != flow.Back {
		t.Errorf("enter once all are claimed: %v", got)
	}
}

func TestTargetsAndOffersAgree(t *testing.T) {
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	for name, s := range map[string]session.Shown{"checkout": over(t, allClaimed[:2]...), "cart": inCart(t, allClaimed[:2]...)} {
		sc := made(s)
		got := map[flow.Action]bool{}
		for _, hit := range sc.Draw(f).Hits {
			_, a := tuitest.Click(sc, f, hit.Target)
			got[a] = true
		}
		for _, o := range flow.Offers(s.World, s.Now, s.State) {
			if !got[o.Action] {
				t.Errorf("%s: %v cannot be clicked", name, o.Action)
			}
			delete(got, o.Action)
		}
		for a := range got {
			t.Errorf("%s: %v is not offered", name, a)
		}
	}
}

func TestACouponSaysWhyItDoesNotApply(t *testing.T) {
	for name, c := range map[string]struct {
		shown     session.Shown
		want, not []string
	}{
		"to claim":  {over(t), []string{"可以领的券", "满100减10", "再买 ¥72.00 可用", "领取后 7 天内有效", "商家出 40%", "9 折"}, []string{"减9", "暂不可用"}},
		"chosen":    {over(t, allClaimed...), []string{"可用 3", "暂不可用 1", "再买 ¥72.00 可用", "已自动选最省的组合", "确定 −¥30.00"}, []string{"可以领的券"}},
		"by hand":   {over(t, append(allClaimed[:4:4], on(flow.UseCoupon, "cut"))...), []string{"按你选的用 · 比自动选多付 ¥7.20", "确定 −¥22.80"}, nil},
		"does not":  {over(t, append(allClaimed[:4:4], on(flow.UseCoupon, "far"))...), []string{"再买 ¥72.00 可用", "确定 −¥20.00"}, nil},
		"in a cart": {inCart(t, allClaimed[1]), []string{"已领取", "本店可用", "再买 ¥72.00 可用", "完成"}, []string{"确定"}},
		"nothing":   {over(t, append(allClaimed[:4:4], on(flow.DropCoupon, "near"), on(flow.DropCoupon, "shared"))...), []string{"不用券", "比自动选多付 ¥30.00"}, nil},
	} {
		page := plain(c.shown)
		for _, want := range c.want {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %s in\n%s", name, want, page)
			}
		}
		for _, not := range c.not {
			if strings.Contains(page, not) {
				t.Errorf("%s: %s in\n%s", name, not, page)
			}
		}
	}
}

func TestASheetWithoutCouponsIsCalm(t *testing.T) {
	s := over(t)
	c := *s.World.Catalogue
	c.Coupons = nil
	c.Index()
	w := *s.World
	w.Catalogue = &c
	s.World = &w
	if page := plain(s); !strings.Contains(page, "这里还没有券") {
		t.Error(page)
	}
}

func TestPictures(t *testing.T) {
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	tuitest.Golden(t, "coupons-48x28", made(over(t, allClaimed[:3]...)).Draw(f).Canvas.Plain())
	tuitest.Golden(t, "coupons-cart-48x28", made(inCart(t)).Draw(f).Canvas.Plain())
}

func TestFitsEverySize(t *testing.T) {
	for _, s := range []session.Shown{over(t, append(allClaimed[:3:3], on(flow.UseCoupon, "far"))...), inCart(t)} {
		tuitest.Fits(t, func() screen.Screen { return made(s) })
	}
}

func BenchmarkDraw(b *testing.B) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	sc := made(over(b, allClaimed...))
	sc.Draw(f)
	b.ReportAllocs()
	for b.Loop() {
		sc.Draw(f)
	}
}
