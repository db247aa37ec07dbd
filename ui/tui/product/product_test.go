package product

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// at walks to the page of a product.
func at(t testing.TB, id shop.ProductID, change ...func(*flow.Flow)) session.Shown {
	s := tuitest.Open(t, "native", "returning", func(w *flow.World) {
		f := *w.Flow
		for _, c := range change {
			c(&f)
		}
		w.Flow = &f
	})
	notes := s.Shown().World.Catalogue.NotesOn(id)
	return tuitest.Walk(t, s, flow.Action{Verb: flow.OpenNote, ID: string(notes[0].ID)}, flow.Action{Verb: flow.TapTag, ID: string(id)})
}

func made(t testing.TB, id shop.ProductID, change ...func(*flow.Flow)) screen.Screen {
	s := at(t, id, change...)
	return New(s, s.State.Spot())
}

func plain(s screen.Screen, f screen.Frame) string { return s.Draw(f).Canvas.Plain() }

func noBuyNow(f *flow.Flow)   { f.BuyNow = false }
func feesLater(f *flow.Flow)  { f.Fees = flow.Checkout }
func feesInCart(f *flow.Flow) { f.Fees = flow.Cart }

func TestEveryKeyMeansItsAction(t *testing.T) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	for _, c := range []struct {
		key  string
		want flow.Verb
	}{{"enter", flow.BuyNow}, {"b", flow.BuyNow}, {"a", flow.AddToCart}, {"s", flow.ChooseSKU}} {
		if _, a := tuitest.Press(made(t, "lip-tint"), f, c.key); a != (flow.Action{Verb: c.want}) {
			t.Errorf("%s: %v, want %s", c.key, a, c.want)
		}
	}
}

func TestEveryTargetCanBeClicked(t *testing.T) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	for _, c := range []struct {
		target string
		want   flow.Verb
	}{
		{idBack, flow.Back}, {idOptions, flow.ChooseSKU}, {idOpen, flow.OpenCart}, {idCart, flow.AddToCart}, {idBuy, flow.BuyNow},
		{idHero, flow.None},
	} {
		if _, a := tuitest.Click(made(t, "lip-tint"), f, c.target); a != (flow.Action{Verb: c.want}) {
			t.Errorf("%s: %v, want %s", c.target, a, c.want)
		}
	}
}

func TestTheCarouselTurns(t *testing.T) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	n := len(at(t, "lip-tint").World.Catalogue.Product("lip-tint").Pictures)
	place := func(i int) string { return strconv.Itoa(i) + "/" + strconv.Itoa(n) }
	for _, c := range []struct{ keys, want string }{
		{"", place(1)}, {"right", place(2)}, {strings.Repeat("right ", n), place(1)}, {"left", place(n)}, {"p", place(2)},
		{"tab right", place(2)}, {"up right", place(1)}, // the focus is on the options now: the arrows move it
	} {
		s, _ := tuitest.Press(made(t, "lip-tint"), f, strings.Fields(c.keys)...)
		if top, _, _ := strings.Cut(plain(s, f), "\n"); !strings.Contains(top, c.want) {
			t.Errorf("%q: %q, want %s", c.keys, top, c.want)
		}
	}
	s, _ := tuitest.Click(made(t, "lip-tint"), f, idHero)
	if top, _, _ := strings.Cut(plain(s, f), "\n"); !strings.Contains(top, place(2)) {
		t.Errorf("clicked: %q", top)
	}
}

func TestWithoutBuyNowTheButtonSaysWhy(t *testing.T) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	if got := plain(made(t, "lip-tint", noBuyNow), f); !strings.Contains(got, "本流程没有立即购买") {
		t.Error(got)
	}
	if _, a := tuitest.Press(made(t, "lip-tint", noBuyNow), f, "enter"); a.Verb != flow.AddToCart {
		t.Errorf("enter means %v", a)
	}
	for _, b := range made(t, "lip-tint", noBuyNow).Bindings() {
		if b.Action.Verb == flow.BuyNow && b.Refusal.Code != flow.BuyNowOff {
			t.Errorf("binding %v is not refused", b)
		}
	}
}

func TestTheFeeStandsWhereTheFlowShowsItFirst(t *testing.T) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	for _, c := range []struct {
		change   func(*flow.Flow)
		has, not string
	}{
		{func(*flow.Flow) {}, "运费 ¥12", "页显示"},
		{feesInCart, "在购物车页显示", "运费 ¥12"},
		{feesLater, "在结算页显示", "包邮"},
	} {
		if got := plain(made(t, "lip-tint", c.change), f); !strings.Contains(got, c.has) || strings.Contains(got, c.not) {
			t.Errorf("want %q and no %q:\n%s", c.has, c.not, got)
		}
	}
	if got := plain(made(t, "cardigan"), f); !strings.Contains(got, "包邮") {
		t.Errorf("free shipping is not shown:\n%s", got)
	}
}

func TestReviewsOfShoppersComeFirst(t *testing.T) {
	shown := at(t, "lip-tint")
	good, all := positive(shown.World, "lip-tint")
	shown.World.Shared.Reviews = append(shown.World.Shared.Reviews, shop.Review{
		ID: "V1", Product: "lip-tint", SKU: "lip-tint-03", Stars: 1, At: shown.Now,
		Who: shop.Words{ZH: text.Clean("小**", text.Name)}, Text: shop.Words{ZH: text.Clean("不适合我", text.Line)},
	})
	if g, n := positive(shown.World, "lip-tint"); g != good || n != all+1 {
		t.Errorf("%d of %d positive, want %d of %d", g, n, good, all+1)
	}
	got := plain(New(shown, shown.State.Spot()), tuitest.Frame(48, 120, words.ZH, tuitest.Plain()))
	if own, other := strings.Index(got, "不适合我"), strings.Index(got, "★★★★★"); own < 0 || other >= 0 && other < own {
		t.Errorf("the new review at %d, another at %d:\n%s", own, other, got)
	}
}

func TestNotesOfShoppersAreRelated(t *testing.T) {
	shown := at(t, "lip-tint")
	before, _ := tagging(shown.World, "lip-tint")
	shown.World.Shared.Notes = append(shown.World.Shared.Notes,
		shop.Note{ID: "N1", Tags: []shop.ProductID{"lip-tint"}}, shop.Note{ID: "N2", Tags: []shop.ProductID{"scarf"}})
	if all, _ := tagging(shown.World, "lip-tint"); len(all) != len(before)+1 || all[0].ID != "N1" {
		t.Errorf("%d notes, the first is %s", len(all), all[0].ID)
	}
}

// What can be opened is what the engine offers: the same notes, no more.
func TestTheNotesOnAProductOpen(t *testing.T) {
	shown := at(t, "lip-tint")
	f := tuitest.Frame(48, 200, words.ZH, tuitest.Plain())
	var want, got []string
	for _, o := range flow.Offers(shown.World, shown.Now, shown.State) {
		if o.Action.Verb == flow.OpenNote {
			want = append(want, o.Action.ID)
		}
	}
	for _, hit := range New(shown, shown.State.Spot()).Draw(f).Hits {
		if _, a := tuitest.Click(New(shown, shown.State.Spot()), f, hit.Target); a.Verb == flow.OpenNote {
			got = append(got, a.ID)
		}
	}
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("can be opened %v, want %v", got, want)
	}
}

func TestLeavingForAnotherPlatformIsFoldedAway(t *testing.T) {
	f := tuitest.Frame(48, 200, words.ZH, tuitest.Plain())
	for _, open := range []func() screen.Screen{
		func() screen.Screen { s, _ := tuitest.Press(made(t, "lip-tint"), f, "w"); return s },
		func() screen.Screen { s, _ := tuitest.Click(made(t, "lip-tint"), f, post.LeaveID); return s },
	} {
		for _, platform := range flow.Platforms() {
			if _, a := tuitest.Click(open(), f, post.PlatformID(platform)); a != (flow.Action{Verb: flow.LeaveFor, ID: platform}) {
				t.Errorf("%s: %v", platform, a)
			}
		}
	}
	if _, a := tuitest.Click(made(t, "lip-tint"), f, post.PlatformID("tmall")); a.Verb != flow.None {
		t.Errorf("folded: %v", a)
	}
}

// from changes the shop of the lip tint.
func from(change func(*shop.Shop)) func(*flow.World) {
	return func(w *flow.World) {
		c := *w.Catalogue
		c.Shops = slices.Clone(c.Shops)
		for i := range c.Shops {
			if c.Shops[i].ID == c.Product("lip-tint").Shop {
				change(&c.Shops[i])
			}
		}
		c.Index()
		w.Catalogue = &c
	}
}

func TestAListingFromAbroadSaysHowItComes(t *testing.T) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Plain())
	for trade, want := range map[shop.Trade]string{
		shop.Bonded: "国内保税仓备货，付款后 48 小时内发出", shop.Direct: "海外仓直寄，付款后 48 小时内发出",
		shop.Parcel: "个人包裹寄递，证件照齐后 48 小时内发出", shop.Domestic: "付款后48小时内发货",
	} {
		shown := at(t, "lip-tint")
		from(func(s *shop.Shop) { s.Trade = trade })(shown.World)
		page := func() screen.Screen { return New(shown, shown.State.Spot()) }
		got := plain(page(), f)
		abroad := trade != shop.Domestic
		for _, part := range []string{"税费  约 ¥", "实名  下单要填身份证号和手机号"} {
			if !strings.Contains(got, want) || strings.Contains(got, part) != abroad {
				t.Errorf("%s: want %q, and %q: %v:\n%s", trade, want, part, abroad, got)
			}
		}
		for _, b := range page().Bindings() {
			if v := b.Action.Verb; (v == flow.BuyNow || v == flow.AddToCart) && b.Refusal.Refused() {
				t.Errorf("%s: %v is refused: %v", trade, v, b.Refusal)
			}
		}
		if _, a := tuitest.Press(page(), f, "enter"); a.Verb != flow.BuyNow {
			t.Errorf("%s: enter means %v", trade, a)
		}
		tuitest.Fits(t, page)
	}
}

func TestTheShopSaysWhoItIs(t *testing.T) {
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Plain())
	for _, verified := range []bool{true, false} {
		shown := at(t, "lip-tint")
		from(func(s *shop.Shop) {
			s.Verified, s.Carrier = verified, shop.Words{ZH: text.Clean("青鸟速运", text.Name)}
		})(shown.World)
		got := plain(New(shown, shown.State.Spot()), f)
		if strings.Contains(got, "[未认证]") == verified || strings.Contains(got, "[V]") != verified || !strings.Contains(got, "上海仓发货 · 青鸟速运承运") {
			t.Errorf("verified %v:\n%s", verified, got)
		}
	}
}

func TestTheSlotsOfTheCarouselHaveNames(t *testing.T) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Plain())
	shown := at(t, "lip-tint")
	c := *shown.World.Catalogue
	c.Products = slices.Clone(c.Products)
	for i := range c.Products {
		if p := &c.Products[i]; p.ID == "lip-tint" {
			p.Pictures = []shop.Shot{{Kind: "cover"}, {Kind: "detail"}, {Kind: "in-use"}, {Kind: "video"}, {Kind: "unheard-of"}}
		}
	}
	c.Index()
	shown.World.Catalogue = &c
	page := New(shown, shown.State.Spot())
	for _, want := range []string{"封面 1/5", "细节 2/5", "使用中 3/5", "视频 4/5", "5/5", "封面 1/5"} {
		got := plain(page, f)
		if top, _, _ := strings.Cut(got, "\n"); !strings.Contains(top, want) || strings.Contains(got, "►") != strings.Contains(want, "4/5") {
			t.Errorf("want %q:\n%s", want, got)
		}
		page, _ = tuitest.Press(page, f, "p")
	}
}

func TestWithoutACartOnlyBuyNowIsOffered(t *testing.T) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Plain())
	noCart := func(f *flow.Flow) { f.Cart = false }
	got := plain(made(t, "lip-tint", noCart), f)
	if !strings.Contains(got, "本流程没有购物车") {
		t.Error(got)
	}
	if _, a := tuitest.Click(made(t, "lip-tint", noCart), f, idOpen); a.Verb != flow.None {
		t.Errorf("the cart: %v", a)
	}
	if _, a := tuitest.Press(made(t, "lip-tint", noCart), f, "enter"); a.Verb != flow.BuyNow {
		t.Errorf("enter means %v", a)
	}
}

func TestThePageIsAsItWas(t *testing.T) {
	tuitest.Golden(t, "product-48x28", plain(made(t, "lip-tint"), tuitest.Frame(48, 28, words.ZH, tuitest.Plain())))
	whole := tuitest.Frame(48, 110, words.ZH, tuitest.Plain())
	tuitest.Golden(t, "product-whole", plain(made(t, "leggings"), whole))
	whole.Lang = words.EN
	tuitest.Golden(t, "product-whole-en", plain(made(t, "drip-coffee"), whole))
}

func TestThePageFits(t *testing.T) {
	shown := at(t, "leggings", feesLater, noBuyNow)
	for _, p := range shown.World.Catalogue.Products {
		page := New(shown, flow.Spot{Place: flow.Product, Subject: string(p.ID)})
		f := tuitest.Frame(36, 14, words.EN, tuitest.Plain())
		for _, w := range []int{36, 48, 60} {
			for _, h := range []int{14, 28, 41} {
				f.W, f.H = w, h
				f.Layout.Page.W, f.Layout.Page.H = w, h
				page.Draw(f)
			}
		}
	}
	tuitest.Fits(t, func() screen.Screen { return New(shown, shown.State.Spot()) })
}

func TestAProductThatIsGoneLeavesAWayBack(t *testing.T) {
	shown := at(t, "lip-tint")
	made := func() screen.Screen { return New(shown, flow.Spot{Place: flow.Product, Subject: "no-longer-there"}) }
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	if got := plain(made(), f); !strings.Contains(got, "已下架") {
		t.Error(got)
	}
	if _, a := tuitest.Press(made(), f, "p", "enter"); a.Verb != flow.Back {
		t.Errorf("enter means %v", a)
	}
	tuitest.Fits(t, made)
}

func TestABareProductIsDrawn(t *testing.T) {
	shown := at(t, "lip-tint")
	c := *shown.World.Catalogue
	c.Products = append([]shop.Product{}, c.Products...)
	c.Products = append(c.Products, shop.Product{ID: "bare", Variants: []shop.Variant{{SKU: "bare-1", Price: 990, Stock: 2}}})
	c.Index()
	shown.World.Catalogue = &c
	page := New(shown, flow.Spot{Place: flow.Product, Subject: "bare"})
	got := plain(page, tuitest.Frame(48, 41, words.ZH, tuitest.Plain()))
	for _, want := range []string{"仅剩 2 件", "单一规格", "还没有评价"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q:\n%s", want, got)
		}
	}
}

func BenchmarkPaint(b *testing.B) {
	page := made(b, "lip-tint")
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	b.ReportAllocs()
	for b.Loop() {
		page.Draw(f)
	}
}
