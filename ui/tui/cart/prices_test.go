package cart

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

// dealing gives the lip tint a flash price of two hours, the coffee's shop a promotion, and makes the coffee come over the
// border.
func dealing(w *flow.World) {
	c := *w.Catalogue
	c.Shops = append([]shop.Shop(nil), c.Shops...)
	c.Products = append([]shop.Product(nil), c.Products...)
	c.Promotions, c.Bundles = nil, nil
	c.Coupons = []shop.Coupon{{ID: "ten", Kind: shop.CouponStore, Shop: "okkari", Over: 5000, Off: 1000, Claim: true}}
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
			v.Tax = shop.Tax{VAT: 13}
			if v.SKU == berry {
				v.Offers = []shop.Offer{{
					ID: "tint-flash", Kind: shop.PriceFlash, Price: 9900, Stock: 1,
					Window: shop.Window{From: c.Today, Until: c.Today.Add(2 * time.Hour)},
				}}
			}
		}
	}
	c.Promotions = []shop.Promotion{{ID: "spend", Shop: "kavelo", Kind: shop.PromotionSpend, Over: 15000, Off: 3000}}
	c.Index()
	w.Catalogue = &c
}

func dealt(t testing.TB, fees flow.Place, more ...flow.Action) session.Shown {
	s := tuitest.Open(t, "native", "returning", dealing, func(w *flow.World) {
		own := *w.Flow
		own.Fees = fees
		w.Flow = &own
	})
	c := s.Shown().World.Catalogue
	walk := append(tuitest.Buy(c, "desk-drip", coffee), tuitest.Buy(c, "oily-skin-empties", berry)...)
	return tuitest.Walk(t, s, append(append(walk, flow.Action{Verb: flow.OpenCart}), more...)...)
}

func TestALineSaysWhichPriceItHas(t *testing.T) {
	page := plain(dealt(t, flow.Product))
	for _, want := range []string{"秒杀剩 1 件 · 2 小时后结束", "¥99.00 ¥128", "−¥29.00", "单品优惠", "再买 ¥21 减 ¥30", "满 ¥50 减 ¥10"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	two := plain(dealt(t, flow.Product, do(flow.Increase, berry)))
	for _, want := range []string{"秒杀价只剩 1 件", "¥128.00"} {
		if !strings.Contains(two, want) {
			t.Errorf("no %s in\n%s", want, two)
		}
	}
	reached := plain(dealt(t, flow.Product, do(flow.Increase, coffee)))
	if !strings.Contains(reached, "已减 ¥30") || strings.Contains(reached, "再买 ¥21") {
		t.Error(reached)
	}
}

func TestWhatComesOverTheBorderStandsApart(t *testing.T) {
	page := plain(dealt(t, flow.Product))
	note, foreign := strings.Index(page, "跨境和国内分成"), strings.Index(page, "Kavelo")
	if note < strings.Index(page, "Okkari") || note > foreign {
		t.Error(page)
	}
}

func TestTaxIsShownWhereTheFlowSaysSo(t *testing.T) {
	for fees, want := range map[flow.Place]string{flow.Product: "¥12.83", flow.Cart: "¥12.83", flow.Checkout: "结算页显示"} {
		s := dealt(t, fees)
		quote := s.World.QuoteCart(s.State)
		tax := quote.Sum(shop.LineTax)
		if tax != 1283 { // 9.1 % of the goods and their shipping
			t.Fatalf("the tax is %s", tax)
		}
		page := plain(s)
		if !strings.Contains(page, want) || strings.Contains(page, quote.Payable.String()) != (fees <= flow.Cart) {
			t.Errorf("fees at %v: no %s in\n%s", fees, want, page)
		}
	}
}

func TestManyDiscountsStandInBrief(t *testing.T) {
	s := dealt(t, flow.Product, do(flow.Increase, coffee))
	b := &screen.Board{Frame: tuitest.Frame(48, 28, words.ZH, tuitest.Plain()), Shown: s}
	quote := s.World.QuoteCart(s.State)
	got, several := briefly(b, b.Ladder(s.World, nil, quote.Orders))
	if len(got) != 4 || got[1].Label != "商家优惠" || got[1].Amount != "−¥59.00" || got[1].Fact != "秒杀价 · 满 ¥150 减 ¥30" || several[1] != 2 {
		t.Errorf("got %+v", got)
	}
	if screen.Total(got) != quote.Payable {
		t.Errorf("got %s, want %s", screen.Total(got), quote.Payable)
	}
}

func TestDealsFit(t *testing.T) {
	s := dealt(t, flow.Checkout, do(flow.Increase, coffee))
	tuitest.Fits(t, func() screen.Screen { return made(s) })
}

func TestDealsPicture(t *testing.T) {
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	tuitest.Golden(t, "cart-deals-48x28", made(dealt(t, flow.Checkout)).Draw(f).Canvas.Plain())
}
