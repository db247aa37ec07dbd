package cart

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
	berry  shop.SKU = "lip-tint-05" // three left
	coffee shop.SKU = "drip-coffee-medium-30"
)

// shown walks to a cart with a lip tint and a box of coffee, of two shops; the tint was put in last and comes first.
func shown(t testing.TB, more ...flow.Action) session.Shown {
	s := tuitest.Open(t, "native", "returning")
	c := s.Shown().World.Catalogue
	walk := append(tuitest.Buy(c, "desk-drip", coffee), tuitest.Buy(c, "oily-skin-empties", berry)...)
	walk = append(walk, flow.Action{Verb: flow.OpenCart})
	return tuitest.Walk(t, s, append(walk, more...)...)
}

func made(s session.Shown) screen.Screen { return New(s, flow.Spot{Place: flow.Cart}) }

func do(verb flow.Verb, sku shop.SKU) flow.Action { return flow.Action{Verb: verb, ID: string(sku)} }

func TestKeysActOnTheFocusedLine(t *testing.T) {
	s := shown(t)
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Dark())
	for _, c := range []struct {
		keys string
		want flow.Action
	}{
		{"enter", flow.Action{Verb: flow.OpenCheckout}},
		{"d", flow.Action{}}, {"v", flow.Action{}},
		{"tab v", flow.Action{}},
		{"tab tab tab o", flow.Action{}}, // a shop
		{"tab tab tab v", flow.Action{Verb: flow.OpenCoupons, ID: "okkari"}},
		{"tab tab tab tab enter", flow.Action{Verb: flow.OpenCoupons, ID: "okkari"}},
		{"tab tab tab tab tab o", do(flow.Untick, berry)},
		{"tab tab tab tab tab +", do(flow.Increase, berry)},
		{"tab tab tab tab tab -", do(flow.Decrease, berry)},
		{"tab tab tab tab tab s", do(flow.ChangeSKU, berry)},
		{"tab tab tab tab tab d", do(flow.Remove, berry)},
		{"tab tab tab tab tab v", flow.Action{Verb: flow.OpenCoupons, ID: "okkari"}},
		{"up d", do(flow.Remove, coffee)},
		{"w tab enter", flow.Action{Verb: flow.LeaveFor, ID: "tmall"}},
	} {
		if _, got := tuitest.Press(made(s), f, strings.Fields(c.keys)...); got != c.want {
			t.Errorf("%s: %v, want %v", c.keys, got, c.want)
		}
	}
	one := tuitest.Walk(t, tuitest.Open(t, "native", "returning"),
		append(tuitest.Buy(s.World.Catalogue, "oily-skin-empties", berry), flow.Action{Verb: flow.OpenCart})...)
	if _, got := tuitest.Press(made(one), f, "+"); got != do(flow.Increase, berry) {
		t.Errorf("the only line: %v", got)
	}
}

func TestClicks(t *testing.T) {
	s := shown(t)
	for _, size := range [][2]int{{48, 28}, {36, 60}, {60, 41}} {
		f := tuitest.Frame(size[0], max(size[1], 40), words.ZH, tuitest.Dark())
		for target, want := range map[string]flow.Action{
			checkoutID: {Verb: flow.OpenCheckout}, allID: {Verb: flow.UntickAll}, screen.BackID: {Verb: flow.Back},
			tickPart + string(berry):   do(flow.Untick, berry),
			openPart + string(berry):   {Verb: flow.OpenProduct, ID: "lip-tint"},
			sizePart + string(berry):   do(flow.ChangeSKU, berry),
			minusPart + string(coffee): do(flow.Decrease, coffee),
			plusPart + string(coffee):  do(flow.Increase, coffee),
			removePart + string(berry): do(flow.Remove, berry),
			shopPart + "okkari":        {Verb: flow.UntickShop, ID: "okkari"},
			couponPart + "kavelo":      {Verb: flow.OpenCoupons, ID: "kavelo"},
		} {
			if _, got := tuitest.Click(made(s), f, target); got != want {
				t.Errorf("%v %s: %v, want %v", size, target, got, want)
			}
		}
	}
}

func plain(s session.Shown) string {
	return made(s).Draw(tuitest.Frame(48, 41, words.ZH, tuitest.Plain())).Canvas.Plain()
}

func TestFactsSayWhatBites(t *testing.T) {
	s := shown(t)
	for name, c := range map[string]struct {
		change func(*session.Shown)
		want   []string
		not    []string
	}{
		"few left":    {func(*session.Shown) {}, []string{"仅剩 3 件"}, []string{"失效商品", "比加入时"}},
		"cheaper":     {func(s *session.Shown) { s.State.Cart[0].Price = 14800 }, []string{"比加入时降 ¥20", "仅剩 3 件"}, nil},
		"dearer":      {func(s *session.Shown) { s.State.Cart[1].Price = 12000 }, []string{"比加入时涨 ¥9"}, nil},
		"too many":    {func(s *session.Shown) { s.State.Cart[0].Quantity = 4 }, []string{"只剩 3 件，减少数量", "库存只剩 3 件"}, nil},
		"no such SKU": {func(s *session.Shown) { s.State.Cart[0].SKU = "gone-1" }, []string{"失效商品", "已下架，请移除", "gone-1"}, nil},
		"nothing ticked": {func(s *session.Shown) { s.State.Cart[0].Ticked, s.State.Cart[1].Ticked = false, false },
			[]string{"还没有勾选商品"}, nil},
	} {
		own := s.Snapshot()
		own.State.Cart = append([]flow.CartLine{}, s.State.Cart...)
		c.change(&own)
		page := plain(own)
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

func TestWhatIsSoldOutStandsApart(t *testing.T) {
	s := shown(t, flow.Action{Verb: flow.UntickAll}, flow.Action{Verb: flow.SellOut, ID: string(berry)})
	page := plain(s)
	gone := strings.Index(page, "失效商品")
	if gone < 0 || strings.Index(page, "水雾唇釉") < gone || strings.Index(page, "山路挂耳咖啡") > gone || strings.Contains(page, "Okkari") {
		t.Error(page)
	}
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Plain())
	for _, hit := range made(s).Draw(f).Hits {
		if hit.Target == tickPart+string(berry) || hit.Target == plusPart+string(berry) {
			t.Errorf("%s is offered", hit.Target)
		}
	}
	if _, got := tuitest.Click(made(s), f, allID); got.Verb != flow.TickAll {
		t.Errorf("all: %v", got)
	}
}

func TestTheFootShowsTheQuote(t *testing.T) {
	s := shown(t)
	quote := s.World.QuoteCart(s.State)
	for _, fees := range []flow.Place{flow.Product, flow.Cart, flow.Checkout} {
		own := *s.World.Flow
		own.Fees = fees
		s.World.Flow = &own
		want := []string{"商品 2 件", quote.Payable.String()}
		if fees == flow.Checkout {
			want = []string{quote.Sum(shop.LineItems).String(), "结算页", "未含运费"}
		}
		for _, w := range want {
			if page := plain(s); !strings.Contains(page, w) {
				t.Errorf("fees at %v: no %s in\n%s", fees, w, page)
			}
		}
	}
}

func TestAnEmptyCartHasAWayBack(t *testing.T) {
	s := tuitest.Walk(t, tuitest.Open(t, "native", "returning"), flow.Action{Verb: flow.OpenCart})
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Dark())
	if _, a := tuitest.Press(made(s), f, "enter"); a.Verb != flow.Back {
		t.Errorf("enter: %v", a)
	}
	if page := plain(s); !strings.Contains(page, "购物车还是空的") {
		t.Error(page)
	}
	if _, a := tuitest.Press(made(s), f, "w", "tab", "enter"); a.Verb != flow.LeaveFor {
		t.Errorf("w: %v", a)
	}
	tuitest.Fits(t, func() screen.Screen { return made(s) })
}

func TestPicture(t *testing.T) {
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	f.Layout.Page.H = 28
	tuitest.Golden(t, "cart-48x28", made(shown(t)).Draw(f).Canvas.Plain())
}

func TestFitsEverySize(t *testing.T) {
	s := shown(t, flow.Action{Verb: flow.SellOut, ID: string(coffee)})
	tuitest.Fits(t, func() screen.Screen { return made(s) })
}

func BenchmarkDraw(b *testing.B) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	sc := made(shown(b))
	sc.Draw(f)
	b.ReportAllocs()
	for b.Loop() {
		sc.Draw(f)
	}
}
