package checkout

import (
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
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
		{"up enter", flow.Action{Verb: flow.ChoosePayment, ID: "balance"}},
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
	q := shop.NewQuote(s.World.Catalogue, s.State.Checkout.Pieces, "")
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
