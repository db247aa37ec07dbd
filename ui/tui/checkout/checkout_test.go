package checkout

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

const (
	tint   shop.SKU = "lip-tint-05"
	coffee shop.SKU = "drip-coffee-medium-30"
)

// shown walks to the checkout of a lip tint and a box of coffee, of two shops.
func shown(t testing.TB, shopper string, change ...func(*flow.World)) session.Shown {
	s := tuitest.Open(t, "native", shopper, change...)
	c := s.Shown().World.Catalogue
	walk := append(tuitest.Buy(c, "desk-drip", coffee), tuitest.Buy(c, "oily-skin-empties", tint)...)
	return tuitest.Walk(t, s, append(walk, flow.Action{Verb: flow.OpenCart}, flow.Action{Verb: flow.OpenCheckout})...)
}

func made(s session.Shown) screen.Screen { return New(s, flow.Spot{Place: flow.Checkout}) }

func plain(s session.Shown) string {
	return made(s).Draw(tuitest.Frame(48, 60, words.ZH, tuitest.Plain())).Canvas.Plain()
}

func TestKeys(t *testing.T) {
	s := shown(t, "returning")
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	for _, c := range []struct {
		keys string
		want flow.Action
	}{
		{"enter", flow.Action{Verb: flow.PlaceOrder}},
		{"e", flow.Action{Verb: flow.ChooseAddress}},
		{"1", flow.Action{Verb: flow.ChoosePayment, ID: "wechat"}},
		{"4", flow.Action{Verb: flow.ChoosePayment, ID: "balance"}},
		{"5", flow.Action{}},
		{"up up enter", flow.Action{Verb: flow.ChoosePayment, ID: "balance"}},
		{"tab tab enter", flow.Action{Verb: flow.ChooseAddress}},
	} {
		if _, got := tuitest.Press(made(s), f, strings.Fields(c.keys)...); got != c.want {
			t.Errorf("%s: %v, want %v", c.keys, got, c.want)
		}
	}
}

func TestClicks(t *testing.T) {
	s := shown(t, "returning")
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	for target, want := range map[string]flow.Action{
		submitID: {Verb: flow.PlaceOrder}, addressID: {Verb: flow.ChooseAddress}, screen.BackID: {Verb: flow.Back},
		methodID(flow.QuickPass): {Verb: flow.ChoosePayment, ID: "quickpass"},
	} {
		if _, got := tuitest.Click(made(s), f, target); got != want {
			t.Errorf("%s: %v, want %v", target, got, want)
		}
	}
}

func TestThePersonIsMasked(t *testing.T) {
	s := shown(t, "returning")
	own := s.State.AddressOf(s.State.Checkout.Address)
	page := plain(s)
	for _, want := range []string{shop.MaskName(own.Name), shop.MaskPhone(own.Phone), own.Masked(), "默认"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	for _, not := range []string{own.Name.String(), own.Phone.String(), own.Street.String()} {
		if strings.Contains(page, not) {
			t.Errorf("%s is shown", not)
		}
	}
}

func TestWithoutAnAddressOneIsAskedFor(t *testing.T) {
	s := shown(t, "new")
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	sc, a := tuitest.Press(made(s), f, "enter")
	if a.Verb != flow.ChooseAddress {
		t.Errorf("enter: %v", a)
	}
	page := sc.Draw(f).Canvas.Plain()
	for _, want := range []string{"添加收货地址", "还没有收货地址"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	with := s.Snapshot()
	with.State.Book = []shop.Address{{ID: "home"}}
	with.State.Checkout.Address = "home"
	if _, a := tuitest.Press(sc.Show(with), f, "enter"); a.Verb != flow.PlaceOrder {
		t.Errorf("enter once there is one: %v", a)
	}
}

func TestEveryLineOfTheQuoteIsThere(t *testing.T) {
	s := shown(t, "returning")
	q := s.World.Quote(s.State)
	page := plain(s)
	want := []string{"应付 " + q.Payable.String(), q.Sum(shop.LineItems).String(), q.Sum(shop.LineShipping).String(), "2 个订单"}
	for _, o := range q.Orders {
		want = append(want, o.Payable.String(), o.Line(shop.LineShipping).String())
	}
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("no %s in\n%s", w, page)
		}
	}
}

func TestAnAmountSeenHereFirstIsASurprise(t *testing.T) {
	for _, fees := range []flow.Place{flow.Product, flow.Cart, flow.Checkout} {
		s := shown(t, "returning", func(w *flow.World) {
			own := *w.Flow
			own.Fees = fees
			w.Flow = &own
		})
		if got := strings.Count(plain(s), "首次显示"); got != map[flow.Place]int{flow.Checkout: 2}[fees] {
			t.Errorf("fees at %v: %d surprises\n%s", fees, got, plain(s))
		}
	}
}

func TestWhatSellsOutMeanwhileDisablesTheButton(t *testing.T) {
	s := tuitest.Open(t, "native", "returning")
	walk := append(tuitest.Buy(s.Shown().World.Catalogue, "desk-drip", coffee), flow.Action{Verb: flow.OpenCart},
		flow.Action{Verb: flow.OpenCheckout}, flow.Action{Verb: flow.SellOut, ID: string(coffee)})
	if page := plain(tuitest.Walk(t, s, walk...)); !strings.Contains(page, "已售罄") {
		t.Error(page)
	}
}

func TestAnEmptyCheckoutIsCalm(t *testing.T) {
	s := shown(t, "returning")
	s.State.Checkout.Pieces = []shop.Pieces{{SKU: "gone-1", Quantity: 1}}
	if page := plain(s); !strings.Contains(page, "应付 ¥0.00") {
		t.Error(page)
	}
}

func TestPicture(t *testing.T) {
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	tuitest.Golden(t, "checkout-48x28", made(shown(t, "returning")).Draw(f).Canvas.Plain())
}

func TestFitsEverySize(t *testing.T) {
	for _, shopper := range []string{"returning", "new"} {
		s := shown(t, shopper, func(w *flow.World) {
			own := *w.Flow
			own.Fees = flow.Checkout
			own.Methods = flow.Methods()
			w.Flow = &own
		})
		tuitest.Fits(t, func() screen.Screen { return made(s) })
	}
}

func BenchmarkDraw(b *testing.B) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	sc := made(shown(b, "returning"))
	sc.Draw(f)
	b.ReportAllocs()
	for b.Loop() {
		sc.Draw(f)
	}
}

// far is a shopper of a remote province, and shops that take more for it.
func far(w *flow.World) {
	all := *w.Catalogue
	all.Shops = append([]shop.Shop(nil), all.Shops...)
	for i := range all.Shops {
		all.Shops[i].Shipping.Remote, all.Shops[i].Shipping.Provinces = 1500, []string{"新疆维吾尔自治区"}
	}
	all.Index()
	who := *w.Shopper
	if len(who.Addresses) > 0 {
		home := who.Addresses[0]
		home.Region = text.Clean("新疆维吾尔自治区 乌鲁木齐市 天山区 解放北路街道", text.Line)
		who.Addresses = []shop.Address{home}
	}
	w.Catalogue, w.Shopper = &all, &who
}

// step walks to a step of the checkout of a lip tint.
func step(t testing.TB, name string) session.Shown {
	s := tuitest.Open(t, "stepwise", "returning", far)
	c := s.Shown().World.Catalogue
	tuitest.Walk(t, s, append(tuitest.Buy(c, "oily-skin-empties", tint), flow.Action{Verb: flow.OpenCart}, flow.Action{Verb: flow.OpenCheckout})...)
	if name != "" {
		tuitest.Walk(t, s, flow.Action{Verb: flow.ChooseAddress}, flow.Action{Verb: flow.PickAddress, ID: s.Shown().State.Book[0].ID})
	}
	for name != "" && s.Shown().State.Spot().Subject != name {
		if s.Shown().State.Spot().Subject == flow.StepPayment {
			tuitest.Walk(t, s, flow.Action{Verb: flow.ChoosePayment, ID: "alipay"})
		}
		tuitest.Walk(t, s, flow.Action{Verb: flow.NextStep})
	}
	return s.Shown().Snapshot()
}

func paged(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

func TestKeysOfTheSteps(t *testing.T) {
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Dark())
	for _, c := range []struct {
		step, keys string
		want       flow.Action
	}{
		{"", "enter", flow.Action{Verb: flow.ChooseAddress}}, {"", "e", flow.Action{Verb: flow.ChooseAddress}},
		{flow.StepAddress, "enter", flow.Action{Verb: flow.NextStep}}, {flow.StepAddress, "1", flow.Action{}},
		{flow.StepDelivery, "enter", flow.Action{Verb: flow.NextStep}}, {flow.StepDelivery, "e", flow.Action{}},
		{flow.StepPayment, "enter", flow.Action{Verb: flow.ChoosePayment, ID: "wechat"}},
		{flow.StepPayment, "3", flow.Action{Verb: flow.ChoosePayment, ID: "quickpass"}},
		{flow.StepSubmit, "enter", flow.Action{Verb: flow.PlaceOrder}},
	} {
		if _, got := tuitest.Press(paged(step(t, c.step)), f, strings.Fields(c.keys)...); got != c.want {
			t.Errorf("%s: %s: %v, want %v", c.step, c.keys, got, c.want)
		}
	}
}

func TestTargetsAndOffersOfTheStepsAgree(t *testing.T) {
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	for _, name := range append(flow.CheckoutSteps(), "") {
		shown := step(t, name)
		got := map[flow.Action]bool{}
		sc, _ := tuitest.Press(paged(shown), f, "w") // unfolds the other platforms
		for _, hit := range sc.Draw(f).Hits {
			if _, a := tuitest.Click(sc, f, hit.Target); a.Verb != flow.None {
				got[a] = true
			}
		}
		for _, o := range flow.Offers(shown.World, shown.Now, shown.State) {
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

func TestWhatEachStepSays(t *testing.T) {
	for name, want := range map[string][]string{
		"":                {"1 地址", "选择收货地址", "未含偏远加收", "下一步：配送", "选好再提交"},
		flow.StepAddress:  {"寄往新疆维吾尔自治区，偏远加收 ¥15.00", "下一步：配送"},
		flow.StepDelivery: {"水雾唇釉", "偏远加收", "首次显示 · 偏远地区", "+¥15.00", "下一步：支付"},
		flow.StepPayment:  {"微信支付", "还没选支付方式", "下一步：提交"},
		flow.StepSubmit:   {"林**", "水雾唇釉", "支付宝", "提交订单", "应付 ¥155.00"},
	} {
		page := paged(step(t, name)).Draw(tuitest.Frame(48, 60, words.ZH, tuitest.Plain())).Canvas.Plain()
		for _, s := range want {
			if !strings.Contains(page, s) {
				t.Errorf("%s: no %q in\n%s", name, s, page)
			}
		}
	}
}

func TestARemoteProvinceIsASurprise(t *testing.T) {
	page := plain(shown(t, "returning", far))
	if strings.Count(page, "首次显示 · 偏远地区") != 2 || !strings.Contains(page, "偏远加收 ¥30.00") {
		t.Error(page)
	}
}

func TestStepsFit(t *testing.T) {
	for _, name := range append(flow.CheckoutSteps(), "") {
		s := step(t, name)
		tuitest.Fits(t, func() screen.Screen { return paged(s) })
	}
}

func TestStepPictures(t *testing.T) {
	for _, name := range flow.CheckoutSteps() {
		f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
		tuitest.Golden(t, "checkout-"+name+"-48x28", paged(step(t, name)).Draw(f).Canvas.Plain())
	}
}
