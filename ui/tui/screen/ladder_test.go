package screen

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/look"
)

func both(zh, en string) shop.Words {
	return shop.Words{ZH: text.Clean(zh, text.Line), EN: text.Clean(en, text.Line)}
}

// priced is a world with one of each, and the two orders of a checkout that use them.
func priced() (*flow.World, *flow.State, []shop.OrderQuote) {
	c := &shop.Catalogue{
		Shops: []shop.Shop{{ID: "veyrune", Trade: shop.Bonded}, {ID: "okkari", Shipping: shop.Shipping{Kind: shop.ShippingOver, Over: 9900}}},
		Products: []shop.Product{{ID: "serum", Shop: "veyrune", Variants: []shop.Variant{
			{SKU: "serum-30", Tax: shop.Tax{VAT: 13, Cosmetic: true, Content: 3000}},
		}}},
		Bundles:    []shop.Bundle{{ID: "set", Title: both("晨晚护理套装", "Day and night set")}},
		Promotions: []shop.Promotion{{ID: "spend", Kind: shop.PromotionEvery, Over: 20000, Off: 3000}},
		Coupons: []shop.Coupon{
			{ID: "store", Kind: shop.CouponStore, Title: both("满299减30", "30 off 299"), Over: 29900, Off: 3000},
			{ID: "shared", Kind: shop.CouponCoFunded, Merchant: 40, Percent: 15, Cap: 4000},
		},
	}
	c.Index()
	line := func(name string, amount shop.Fen, funder, why string) shop.QuoteLine {
		return shop.QuoteLine{Name: name, Amount: amount, Funder: funder, Why: why}
	}
	taxed := func(sku shop.SKU, name string, t shop.ItemTax) shop.Item {
		return shop.Item{SKU: sku, Quantity: 1, Title: both(name, name), Label: both("30ml", "30ml"), Tax: &t}
	}
	orders := []shop.OrderQuote{
		{Shop: "veyrune", Trade: shop.Bonded, Items: []shop.Item{
			taxed("cream-50", "屏障修护霜", shop.ItemTax{Kind: shop.TaxGeneral, Base: 31900, Amount: 2903, Num: 91, Den: 1000}),
			taxed("serum-30", "舒缓精华", shop.ItemTax{Kind: shop.TaxHighEnd, Base: 48900, Amount: 11276, Num: 392, Den: 1700}),
			taxed("wipes", "棉片", shop.ItemTax{Kind: shop.TaxIncluded}),
		}, Lines: []shop.QuoteLine{
			line(shop.LineItems, 96800, "", "list"), line(shop.LineSaving, -16000, "merchant", "limited-time"),
			line(shop.LineBundle, -2000, "merchant", "set"), line(shop.LinePromotion, -3000, "merchant", "spend"),
			line(shop.LineMerchant, -3000, "merchant", "store"), line(shop.LinePlatform, -2400, "platform", "shared"),
			line(shop.LinePlatform, -1600, "merchant", "shared"), line(shop.LineShipping, 0, "", "free"),
			line(shop.LineTax, 14179, "", ""),
		}},
		{Shop: "okkari", Trade: shop.Domestic, Lines: []shop.QuoteLine{
			line(shop.LineItems, 12800, "", "list"), line(shop.LineSaving, -1000, "merchant", "limited-time"),
			line(shop.LineSaving, -500, "platform", "flash"), line(shop.LineShipping, 1200, "", "under"),
			line(shop.LineInsurance, 0, "merchant", "given"),
		}},
	}
	s := &flow.State{Seen: []flow.Seen{
		{Line: shop.LineShipping, Shop: "okkari", Amount: 1200, Place: flow.Cart},
		{Line: shop.LineTax, Shop: "veyrune", Amount: 9000, Place: flow.Product},
		{Line: shop.LineTax, Shop: "veyrune", Amount: 14179, Place: flow.Checkout},
	}}
	return &flow.World{Catalogue: c, Flow: &flow.Flow{}}, s, orders
}

func TestALadderNamesEveryLineInTheOrderOfTheQuote(t *testing.T) {
	w, s, orders := priced()
	f := frame()
	want := []struct{ short, fact, amount string }{
		{"商品", "", "¥1096.00"}, {"限时特价", "商家出资 · 限时特价", "−¥170.00"}, {"秒杀价", "平台出资 · 秒杀价", "−¥5.00"},
		{"套装优惠", "晨晚护理套装", "−¥20.00"}, {"店铺满减", "每满 ¥200 减 ¥30", "−¥30.00"}, {"店铺券", "满299减30", "−¥30.00"},
		{"平台与商家共补券", "平台出资 · 平台与商家共补券", "−¥24.00"}, {"平台与商家共补券", "商家出资 · 平台与商家共补券", "−¥16.00"},
		{"运费", "", "¥12.00"}, {"运费险", "", "商家赠送"}, {"进口税", "9.10% · 23.06% 高档 · 包税", "+¥141.79"},
	}
	got := f.Ladder(w, s, orders)
	if len(got) != len(want) {
		t.Fatalf("got %d rungs, want %d: %v", len(got), len(want), got)
	}
	for i, r := range got {
		if r.Short != want[i].short || r.Amount != want[i].amount || want[i].fact != r.Fact && i > 0 {
			t.Errorf("%d: got %q %q %q, want %v", i, r.Short, r.Fact, r.Amount, want[i])
		}
		role := look.Ink
		switch {
		case r.Fen < 0 || r.Name == shop.LineInsurance:
			role = look.Success
		case r.Name == shop.LineTax:
			role = look.Warn
		}
		if r.Role != role || r.Surprise != (r.Name == shop.LineTax) {
			t.Errorf("%s: role %v, surprise %v", r.Label, r.Role, r.Surprise)
		}
	}
	if Total(got) != orders[0].Line(shop.LineItems)+12800-16000-2000-3000-3000-4000+14179-1500+1200 {
		t.Errorf("got %s in all", Total(got))
	}
	for _, r := range f.Ladder(w, nil, orders) {
		if r.Surprise {
			t.Errorf("%s is a surprise to nobody", r.Label)
		}
	}
}

func TestATaxSaysHowItComesAbout(t *testing.T) {
	w, s, orders := priced()
	rungs := frame().Ladder(w, s, orders[:1])
	want := []Taxed{
		{Title: "屏障修护霜", Kind: "general", Base: 31900, Rate: "9.10%", Sum: "¥319.00 × 9.10%", Amount: 2903},
		{Title: "舒缓精华", Kind: "high-end", Base: 48900, Rate: "23.06%", Sum: "¥489.00 × 23.06%", Mark: "高档化妆品 ¥16.30/ml", Amount: 11276},
		{Title: "棉片", Kind: "included", Sum: "包税"},
	}
	got := rungs[len(rungs)-1].Taxed
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	}
	orders[0].Items = orders[0].Items[2:]
	orders[0].Lines[len(orders[0].Lines)-1].Amount = 0
	rungs = frame().Ladder(w, s, orders[:1])
	if last := rungs[len(rungs)-1]; last.Amount != "包税" || last.Role != look.Success {
		t.Errorf("got %+v", last)
	}
}

func TestRatesAreRoundedForTheEyeOnly(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{{91, 1000, "9.10%"}, {63, 1000, "6.30%"}, {392, 1700, "23.06%"}, {161, 900, "17.89%"}, {13, 100, "13.00%"}, {1, 0, ""}} {
		if got := Rate(c.num, c.den); got != c.want {
			t.Errorf("%d/%d: got %s, want %s", c.num, c.den, got, c.want)
		}
	}
}

func TestALadderKeepsItsAmountsAtEveryWidth(t *testing.T) {
	w, s, orders := priced()
	for _, lang := range []words.Lang{words.ZH, words.EN} {
		f := frame()
		f.Lang, f.Theme = lang, look.NewTheme(look.Dark, colorprofile.ASCII, false)
		for width := 32; width <= 56; width++ {
			rungs := f.Ladder(w, s, orders)
			for i := range rungs {
				c := look.NewCanvas(width+4, 1, look.Surface)
				f.DrawRung(c, &rungs[i], 2, 0, width, LabelColumn(rungs, width))
				if row := strings.TrimRight(c.Plain(), "\n "); !strings.HasSuffix(row, rungs[i].Amount) || strings.Contains(row, "‹") {
					t.Fatalf("%d %s: %q", width, lang, row)
				}
			}
		}
	}
}

func TestOffersInWords(t *testing.T) {
	f := frame()
	en := f
	en.Lang = words.EN
	for _, c := range []struct {
		coupon shop.Coupon
		zh, en string
	}{
		{shop.Coupon{Over: 29900, Off: 3000}, "满 ¥299 减 ¥30", "¥30 off from ¥299"},
		{shop.Coupon{Off: 500}, "减 ¥5，没有门槛", "¥5 off, no minimum"},
		{shop.Coupon{Percent: 15}, "8.5 折，没有门槛", "15% off, no minimum"},
		{shop.Coupon{Over: 9900, Percent: 20}, "满 ¥99 享 8 折", "20% off from ¥99"},
	} {
		if zh, en := f.CouponOffer(&c.coupon), en.CouponOffer(&c.coupon); zh != c.zh || en != c.en {
			t.Errorf("got %q %q, want %q %q", zh, en, c.zh, c.en)
		}
	}
}
