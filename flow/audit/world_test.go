package audit_test

import (
	"time"

	"tagtap/flow"
	"tagtap/flow/audit"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

var today = shop.At(time.Date(2026, 11, 11, 0, 0, 0, 0, shop.China))

func words(zh, en string) shop.Words {
	return shop.Words{ZH: text.Clean(zh, text.Body), EN: text.Clean(en, text.Body)}
}

func label(id, zh, en string) shop.Value { return shop.Value{ID: id, Name: words(zh, en)} }

// pictures are all four slots, each with a text.
func pictures(of string) []shop.Shot {
	var all []shop.Shot
	for _, kind := range []string{"cover", "detail", "in-use", "video"} {
		all = append(all, shop.Shot{Picture: of + "-" + kind, Kind: kind, Alt: words("一张好看的图", "a fine picture")})
	}
	return all
}

func listing(id, of, category string) shop.Product {
	return shop.Product{
		ID: shop.ProductID(id), Shop: shop.ShopID(of), Category: category, Short: words("短名商品", "short name"),
		Pictures: pictures(id),
		Problem:  words("换季脸上绷得慌", "skin that pulls"), Use: words("早晚各用一次", "once in the morning"),
		Result: words("摸着软一些", "softer to the touch"), Returns: words("七天内没拆就能退", "sealed within seven days"),
		Services: []string{"seven-days"}, Specs: []shop.Fact{{Name: words("产地", "Made in"), Value: words("本地", "here")}},
		Ingredients: words("水、甘油、角鲨烷", "water, glycerin"),
	}
}

// clean is a small catalogue in which no rule finds anything: a knitter at home, and a skincare brand over the border.
func clean() *shop.Catalogue {
	jumper := listing("jumper", "aldra", "knitwear")
	jumper.Title = words("Aldra 奥朵 山脊系列 羊毛开衫 三种颜色", "Aldra Ridge cardigan, three colours")
	jumper.Axes = []shop.Axis{{ID: "size", Name: words("尺码", "Size"), Values: []shop.Value{label("s", "S", "S"), label("m", "M", "M")}}}
	jumper.Variants = []shop.Variant{
		{SKU: "jumper-s", Values: []string{"s"}, Price: 40000, Market: 48000, Offers: []shop.Offer{{ID: "live-s", Kind: shop.PriceLive, Price: 32000, Room: "hall"}}},
		{SKU: "jumper-m", Values: []string{"m"}, Price: 40000},
	}
	jumper.Guide = &shop.Table{Rows: [][]shop.Words{{words("尺码", "Size")}, {words("S", "S")}}}
	cream := listing("cream", "norvik", "skincare")
	cream.Title = words("Norvik 诺薇 冰原系列 面霜 50ml", "Norvik Ice cream, 50 ml")
	cream.Axes = []shop.Axis{{ID: "shade", Name: words("色号", "Shade"), Values: []shop.Value{label("n17", "N17 瓷", "N17"), label("n19", "N19 米", "N19")}}}
	cream.Variants = []shop.Variant{
		{SKU: "cream-17", Values: []string{"n17"}, Price: 20000, Tax: shop.Tax{VAT: 13, Cosmetic: true, Content: 5000}},
		{SKU: "cream-19", Values: []string{"n19"}, Price: 20000, Tax: shop.Tax{Included: true}, Presale: &shop.Presale{
			Deposit: 5000, Order: shop.Window{Until: today}, Balance: shop.Window{From: today, Until: today + 1}, ShipHours: 48,
		}},
	}
	c := &shop.Catalogue{
		Today: today,
		Shops: []shop.Shop{
			{ID: "aldra", Name: words("Aldra 奥朵旗舰店", "Aldra Flagship"), Trade: shop.Domestic, Verified: true, ShipHours: 48, From: words("上海仓", "Shanghai"),
				Days: [2]int{2, 3}, Shipping: shop.Shipping{Kind: shop.ShippingFlat, Fee: 1200}, Fee: 100},
			{ID: "norvik", Name: words("Norvik 诺薇海外旗舰店", "Norvik Overseas"), Trade: shop.Bonded, Verified: true, ShipHours: 72, From: words("宁波仓", "Ningbo"),
				Days: [2]int{4, 7}, Shipping: shop.Shipping{Kind: shop.ShippingFree}},
		},
		Authors: []shop.Author{
			{ID: "aldra", Name: words("Aldra 奥朵", "Aldra"), Kind: "brand", Shop: "aldra", About: words("织毛衣的", "knitters")},
			{ID: "norvik", Name: words("Norvik 诺薇", "Norvik"), Kind: "brand", Shop: "norvik", About: words("做面霜的", "cream")},
			{ID: "xiaohe", Name: words("小荷", "Xiaohe"), Kind: "koc"},
		},
		Products: []shop.Product{jumper, cream},
		Categories: []shop.Category{
			{ID: "knitwear", Name: words("针织", "Knitwear"), SevenDays: true}, {ID: "skincare", Name: words("护肤", "Skincare"), SevenDays: true},
			{ID: "coffee", Name: words("咖啡", "Coffee"), SevenDays: true}, {ID: "feeding", Name: words("喂养用品", "Feeding")},
		},
		Bundles: []shop.Bundle{{
			ID: "pair", Shop: "aldra", Title: words("两件套", "pair"), Price: 64000, Room: "hall",
			Pieces: []shop.Pieces{{SKU: "jumper-m", Quantity: 1}, {SKU: "jumper-s", Quantity: 1}},
		}},
	}
	for _, of := range []struct{ brand, tag string }{{"aldra", "jumper"}, {"norvik", "cream"}} {
		for i := range 12 {
			c.Notes = append(c.Notes, post(of.brand+"-"+string(rune('a'+i)), of.brand, of.tag, today-shop.Instant(i)*shop.Instant(48*time.Hour/time.Millisecond)))
		}
		c.Notes = append(c.Notes, post("of-"+of.tag, "xiaohe", of.tag, today))
	}
	return c
}

func post(id, author, tag string, at shop.Instant) shop.Note {
	return shop.Note{
		ID: shop.NoteID(id), Author: shop.AuthorID(author), Title: words("今天聊聊它", "About it"), Text: words("用了一周，不错。", "A week of it."),
		Tags: []shop.ProductID{shop.ProductID(tag)}, Posted: at,
		Pictures: []shop.Shot{{Picture: "p", Kind: "cover", Alt: words("桌上的样子", "on the table")}},
	}
}

func native() *flow.Flow {
	return &flow.Flow{
		Name: "native", TagOpens: flow.OpensProduct, BuyNow: true, Cart: true, Fees: flow.Product, Coupons: "auto", Address: "saved",
		Identity: "saved", Methods: []flow.Method{flow.WeChat, flow.Alipay}, Default: flow.Alipay, Review: true,
		Promises: []flow.Promise{{From: flow.StageCart, To: flow.StageConfirmation, Taps: 4}},
	}
}

// walked says that the way from cart to confirmation takes four taps, and the one to the review none.
func walked(*flow.Flow) []flow.Path {
	return []flow.Path{
		{From: flow.StageCart, To: flow.StageConfirmation, Taps: 4, OK: true}, {From: flow.StageNote, To: flow.StageReview},
	}
}

func run(c *shop.Catalogue, f *flow.Flow, o audit.Options) audit.Result {
	c.Index()
	if o.Paths == nil {
		o.Paths = walked
	}
	return audit.Run(c, []*flow.Flow{f}, o)
}
