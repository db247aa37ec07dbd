package audit_test

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/audit"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

func zh(s string) text.Text { return text.Clean(s, text.Body) }

var ofShops = []change{
	{name: "no blue V", rule: "unverified", want: []string{"shop/aldra/verified | verified: yes | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Shops[0].Verified = false }},
	{name: "no account", rule: "no-account", want: []string{"shop/aldra | authors.yaml | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Authors[0].Kind = "koc" }},
	{name: "eleven notes", rule: "cadence", want: []string{"shop/aldra | notes | 11"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Notes = c.Notes[1:] }},
	{name: "one of twelve is older than four weeks", rule: "cadence", want: []string{"shop/aldra | notes | 11"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Notes[0].Posted = today - 28*86_400_000 }},
	{name: "a brand without an account has the other finding", rule: "cadence",
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Authors[0].Kind, c.Notes = "koc", nil; c.Shops = c.Shops[:1] }},
	{name: "an hour too late", rule: "ship-promise", want: []string{"shop/aldra/ship-within-hours | ship-within-hours: 48 | 49"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Shops[0].ShipHours = 49 }},
	{name: "bonded goods have longer", rule: "ship-promise",
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Shops[1].ShipHours = 72 }},
	{name: "in the about of the account and a deal", rule: "words-of-shop",
		want: []string{"shop/aldra/authors/aldra/about.zh | authors/aldra/about.zh | 第一", "shop/aldra/bundles/pair/title.zh | bundles/pair/title.zh | 最低价, 仅此一次"},
		do: func(c *shop.Catalogue, _ *flow.Flow) {
			c.Authors[0].About.ZH, c.Bundles[0].Title.ZH = zh("毛衣销量第一"), zh("仅此一次的最低价")
		}},
	{name: "first time", rule: "words-of-shop",
		do: func(c *shop.Catalogue, _ *flow.Flow) {
			c.Authors[0].About.ZH = zh("第一次织毛衣，第一件送给妈妈")
		}},
	{name: "as dear as its pieces", rule: "bundle-saves-nothing", want: []string{"shop/aldra/bundles/pair/price | price | ¥800.00"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Bundles[0].Price = 80000 }},
	{name: "a fen less", rule: "bundle-saves-nothing", do: func(c *shop.Catalogue, _ *flow.Flow) { c.Bundles[0].Price = 79999 }},
	{name: "a piece that is not there", rule: "bundle-saves-nothing", do: func(c *shop.Catalogue, _ *flow.Flow) { c.Bundles[0].Pieces[0].SKU = "gone" }},
	{name: "14.9 percent", rule: "live-bundle", want: []string{"shop/aldra/bundles/pair/price | price | 14.9"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Bundles[0].Price = 68001 }},
	{name: "a bundle of the shop, not of a room", rule: "live-bundle",
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Bundles[0].Price, c.Bundles[0].Room = 40000, "" }},
}

var ofListings = []change{
	{name: "in English alone", rule: "chinese-of-product", want: []string{"product/cream/use.zh | use.zh | ", "product/cream/axes/shade/n17/name.zh | axes/shade/n17/name.zh | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) {
			c.Products[1].Use.ZH, c.Products[1].Axes[0].Values[0].Name.ZH = text.Text{}, text.Text{}
		}},
	{name: "English in the Chinese", rule: "chinese-of-product", want: []string{"product/cream/title.zh | title.zh | Norvik Ice cream"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Title.ZH = zh("Norvik Ice cream") }},
	{name: "no title at all", rule: "chinese-of-product", want: []string{"product/cream/title.zh | title.zh | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Title = shop.Words{} }},
	{name: "a size needs no Chinese", rule: "chinese-of-product", do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Axes[0].Values[0].Name = words("XS", "XS") }},
	{name: "a claim about cosmetics", rule: "words-of-product", want: []string{"product/cream/result.zh | result.zh | 纯天然, 无刺激"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Result.ZH = zh("纯天然，用着无刺激") }},
	{name: "the same words on a jumper", rule: "words-of-product", do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Result.ZH = zh("纯天然，用着无刺激") }},
	{name: "a cure in the coffee", rule: "words-of-product", want: []string{"product/jumper/use.zh | use.zh | 治疗"},
		do: func(c *shop.Catalogue, _ *flow.Flow) {
			c.Products[0].Category, c.Products[0].Use.ZH = "coffee", zh("喝它治疗失眠")
		}},
	{name: "best before", rule: "words-of-product", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Products[0].Use.ZH = zh("最佳赏味期三个月，第二天更香")
	}},
	{name: "the best of all", rule: "words-of-product", want: []string{"product/jumper/use.zh | use.zh | 最佳"},
		do: func(c *shop.Catalogue, _ *flow.Flow) {
			c.Products[0].Use.ZH = zh("最佳赏味期三个月，通勤最佳选择")
		}},
	{name: "a name in one language", rule: "axis-unlabelled", want: []string{"product/jumper/axes/size/name.en | axes/size/name.en | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Axes[0].Name.EN = text.Text{} }},
	{name: "no name", rule: "axis-unlabelled", want: []string{"product/jumper/axes/size/name.zh | axes/size/name.zh | ", "product/jumper/axes/size/name.en | axes/size/name.en | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Axes[0].Name = shop.Words{} }},
	{name: "but for blanks and case", rule: "values-alike", want: []string{"product/cream/axes/shade/n19/name | axes/shade/n19/name | n17, n19"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Axes[0].Values[1].Name = words("Ｎ17瓷", "N19") }},
	{name: "one digit differs", rule: "values-alike", do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Axes[0].Values[1].Name = words("N18 瓷", "N18") }},
	{name: "a SKU without a value", rule: "sku-unreachable", want: []string{"product/jumper/skus/jumper-m | axes | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Variants[1].Values = nil }},
	{name: "two with the same", rule: "sku-unreachable", want: []string{"product/jumper/skus/jumper-m | axes | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Variants[1].Values = []string{"s"} }},
	{name: "one SKU needs no axis", rule: "sku-unreachable", do: func(c *shop.Catalogue, _ *flow.Flow) {
		p := &c.Products[0]
		p.Axes, p.Variants = nil, p.Variants[:1]
		p.Variants[0].Values = nil
	}},
	{name: "three axes", rule: "many-axes", want: []string{"product/jumper/axes | axes | 3"}, do: func(c *shop.Catalogue, _ *flow.Flow) {
		p := &c.Products[0]
		p.Axes = append(p.Axes, shop.Axis{ID: "cut", Name: words("版型", "Cut")}, shop.Axis{ID: "knit", Name: words("针法", "Knit")})
	}},
	{name: "two axes", rule: "many-axes", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Products[0].Axes = append(c.Products[0].Axes, shop.Axis{ID: "cut", Name: words("版型", "Cut")})
	}},
	{name: "thirteen values", rule: "many-values", want: []string{"product/jumper/axes/size/values | axes/size/values | 13"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Axes[0].Values = many(13) }},
	{name: "twelve values", rule: "many-values", do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Axes[0].Values = many(12) }},
	{name: "knitwear in sizes", rule: "size-guide", want: []string{"product/jumper/size-guide | size-guide | "}, do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Guide = nil }},
	{name: "headings alone", rule: "size-guide", want: []string{"product/jumper/size-guide | size-guide | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Guide.Rows = c.Products[0].Guide.Rows[:1] }},
	{name: "one size whose measures are given", rule: "size-guide", do: func(c *shop.Catalogue, _ *flow.Flow) {
		p := &c.Products[0]
		p.Guide, p.Axes, p.Variants = nil, nil, p.Variants[:1]
		p.Variants[0].Values = nil
		p.Specs = append(p.Specs, shop.Fact{Name: words("尺寸", "Dimensions"), Value: words("180 × 30", "180 × 30")})
	}},
	{name: "cream", rule: "ingredients", want: []string{"product/cream/ingredients | ingredients | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Ingredients = words("-", "-") }},
	{name: "coffee", rule: "ingredients", want: []string{"product/jumper/ingredients | ingredients | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) {
			c.Products[0].Ingredients, c.Products[0].Category = shop.Words{}, "coffee"
		}},
	{name: "a jumper", rule: "ingredients", do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Ingredients = shop.Words{} }},
	{name: "bottles, although they hold milk", rule: "ingredients", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Products[0].Ingredients, c.Products[0].Category = shop.Words{}, "feeding"
	}},
	{name: "none", rule: "specs", want: []string{"product/cream/specs | specs | "}, do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Specs = nil }},
	{name: "no cover", rule: "cover", want: []string{"product/cream/pictures | pictures: kind cover | cover"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Pictures[0].Kind = "detail" }},
	{name: "the cover alone", rule: "shots", want: []string{"product/cream/pictures | pictures: kind detail | detail", "product/cream/pictures | pictures: kind in-use | in-use"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Pictures = c.Products[1].Pictures[:1] }},
	{name: "no clip", rule: "video", want: []string{"product/cream/pictures | pictures: kind video | video"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Pictures = c.Products[1].Pictures[:3] }},
	{name: "one language", rule: "alt-of-product", want: []string{"product/cream/pictures/cream-cover/alt.zh | pictures/cream-cover/alt.zh | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Pictures[0].Alt.ZH = text.Text{} }},
	{name: "two of three open", rule: "description", want: []string{"product/cream/problem | problem | ", "product/cream/result | result | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) {
			c.Products[1].Problem, c.Products[1].Result = shop.Words{}, words("待补", "tbd")
		}},
	{name: "none", rule: "returns", want: []string{"product/cream/returns | returns | "}, do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Returns = shop.Words{} }},
	{name: "not in the bar", rule: "returns-hidden", want: []string{"product/cream/services | services: seven-days | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Services = []string{"authentic"} }},
	{name: "goods that may not go back", rule: "returns-hidden", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Products[1].Services, c.Categories[1].SevenDays = nil, false
	}},
	{name: "only the brand speaks", rule: "no-proof", want: []string{"product/jumper | notes | "}, do: func(c *shop.Catalogue, _ *flow.Flow) { c.Notes = c.Notes[:12]; c.Products = c.Products[:1] }},
	{name: "a review will do", rule: "no-proof", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Notes, c.Products = c.Notes[:12], c.Products[:1]
		c.Reviews = []shop.Review{{ID: "r", Product: "jumper"}}
	}},
}

func many(n int) []shop.Value {
	var all []shop.Value
	for i := range n {
		id := string(rune('a' + i))
		all = append(all, shop.Value{ID: id, Name: words("尺码"+id, "size "+id)})
	}
	return all
}

var ofPrices = []change{
	{name: "15 percent", rule: "live-discount", do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Variants[0].Offers[0].Price = 34000 }},
	{name: "25 percent", rule: "live-discount", do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Variants[0].Offers[0].Price = 30000 }},
	{name: "just below 15", rule: "live-discount", want: []string{"product/jumper/skus/jumper-s/offers/live-s/price | price | 14.9"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Variants[0].Offers[0].Price = 34001 }},
	{name: "30 percent", rule: "live-discount", want: []string{"product/jumper/skus/jumper-s/offers/live-s/price | price | 30"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Variants[0].Offers[0].Price = 28000 }},
	{name: "a flash price may be lower", rule: "live-discount", do: func(c *shop.Catalogue, _ *flow.Flow) {
		o := &c.Products[0].Variants[0].Offers[0]
		o.Kind, o.Price = shop.PriceFlash, 10000
	}},
	{name: "an offer at the list price", rule: "no-reference", want: []string{"product/jumper/skus/jumper-s/offers/live-s/price | price | ¥400.00"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Variants[0].Offers[0].Price = 40000 }},
	{name: "struck through at the list price", rule: "no-reference", want: []string{"product/jumper/skus/jumper-s/market | market | ¥400.00"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Variants[0].Market = 40000 }},
	{name: "a title boasts of nothing", rule: "no-reference", want: []string{"product/cream/short.zh | market | 折"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Short.ZH = zh("面霜8折") }},
	{name: "a folding one", rule: "no-reference", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Products[1].Short.ZH = zh("可折叠面霜")
	}},
	{name: "a title that has a price to compare with", rule: "no-reference", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Products[1].Short.ZH, c.Products[1].Variants[0].Market = zh("面霜8折"), 25000
	}},
	{name: "no end of the orders, no balance, no hours", rule: "presale-dates", want: []string{
		"product/cream/skus/cream-19/presale/order | presale.order.until | ", "product/cream/skus/cream-19/presale/balance | presale.balance | ",
		"product/cream/skus/cream-19/presale/ships-within-hours | presale.ships-within-hours | ",
	}, do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Products[1].Variants[1].Presale = &shop.Presale{Deposit: 5000}
	}},
	{name: "no rate", rule: "no-tax-data", want: []string{"product/cream/skus/cream-17/tax | tax.vat | "}, do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Variants[0].Tax = shop.Tax{} }},
	{name: "cosmetics of unknown content", rule: "no-tax-data", want: []string{"product/cream/skus/cream-17/tax | tax.content | "},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[1].Variants[0].Tax.Content = 0 }},
	{name: "at home there is none", rule: "no-tax-data", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Shops[1].Trade, c.Products[1].Variants[0].Tax = shop.Domestic, shop.Tax{}
	}},
}

func titled(s string) func(*shop.Catalogue, *flow.Flow) {
	return func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Title = words(s, "Aldra Ridge cardigan") }
}

const platform = audit.ProfilePlatform

var ofTitles = []change{
	{name: "all four parts", rule: "title-seed", do: titled("Aldra 奥朵 山脊系列 羊毛开衫 S/M")},
	{name: "run together", rule: "title-seed", do: titled("奥朵山脊系列羊毛开衫三色")},
	{name: "a set is a series of its own", rule: "title-seed", do: titled("奥朵 冬日礼盒 毛衣配围巾 两件套")},
	{name: "a cut is a specification", rule: "title-seed", do: titled("奥朵 山脊系列 羊毛开衫 中长款")},
	{name: "the name alone", rule: "title-seed", want: []string{"product/jumper/title.zh | title.zh | brand, series, specification"}, do: titled("羊毛开衫")},
	{name: "no specification", rule: "title-seed", want: []string{"product/jumper/title.zh | title.zh | specification"}, do: titled("Aldra 奥朵 山脊系列 羊毛开衫")},
	{name: "no feature", rule: "title-seed", want: []string{"product/jumper/title.zh | title.zh | feature"}, do: titled("Aldra 奥朵 山脊系列 180cm")},
	{name: "the brand as a part of a word", rule: "title-seed", want: []string{"product/jumper/title.zh | title.zh | brand"}, do: titled("Aldramax 山脊系列 羊毛开衫 180cm")},
	{name: "no brand in English", rule: "title-seed", want: []string{"product/jumper/title.en | title.en | brand"},
		do: func(c *shop.Catalogue, _ *flow.Flow) { c.Products[0].Title.EN = zh("Ridge cardigan") }},
	{name: "a shop without an account is called by its name", rule: "title-seed", do: func(c *shop.Catalogue, _ *flow.Flow) { c.Authors[0].Kind = "koc" }},
	{name: "a shop without a name of its own", rule: "title-seed", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Authors[0].Name, c.Shops[0].Name = words("我的小店", "My Shop"), words("我的小店", "My Shop")
		titled("山脊系列 羊毛开衫 三种颜色")(c, nil)
	}},
	{name: "the seal and the first word will do", rule: "title-seed", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Authors[0].Name, c.Shops[0].Seal = words("奥朵家针织铺", "Aldra Knit Works"), words("奥朵", "AD")
	}},
	{name: "not under the other profile", rule: "title-seed", profile: platform, do: titled("羊毛开衫")},

	{name: "brand", rule: "title-brand", profile: platform, want: []string{"product/jumper/title.zh | title.zh | 奥朵", "product/cream/title.zh | title.zh | 诺薇"}, do: titled("奥朵羊毛开衫")},
	{name: "no brand", rule: "title-brand", profile: platform, want: []string{"product/cream/title.zh | title.zh | 诺薇"}, do: titled("羊毛开衫")},
	{name: "61 characters", rule: "title-length", profile: platform, want: []string{"product/jumper/title.zh | title.zh | 61"}, do: titled(strings.Repeat("毛", 61))},
	{name: "60 characters", rule: "title-length", profile: platform, do: titled(strings.Repeat("毛", 60))},
	{name: "61 under the other profile", rule: "title-length", do: titled(strings.Repeat("毛", 61))},
	{name: "a number is no name", rule: "title-name", profile: platform, want: []string{"product/jumper/title.zh | title.zh | "}, do: titled("山脊系列 180cm")},
	{name: "a name", rule: "title-name", profile: platform, do: titled("羊毛开衫")},
}

// onNote changes the note that a shopper wrote of the jumper, or with a brand's account the first of that brand.
func onNote(brand bool, do func(*shop.Note)) func(*shop.Catalogue, *flow.Flow) {
	return func(c *shop.Catalogue, _ *flow.Flow) {
		if brand {
			do(&c.Notes[0])
			return
		}
		do(&c.Notes[12])
	}
}

func tells(s string) func(*shop.Note) { return func(n *shop.Note) { n.Text = words(s, "x") } }

var ofNotes = []change{
	{name: "English alone", rule: "chinese-of-note", want: []string{"note/of-jumper/text.zh | text.zh | "}, do: onNote(false, func(n *shop.Note) { n.Text.ZH = text.Text{} })},
	{name: "no title", rule: "chinese-of-note", want: []string{"note/of-jumper/title.zh | title.zh | "}, do: onNote(false, func(n *shop.Note) { n.Title = shop.Words{} })},
	{name: "a caption", rule: "chinese-of-note", want: []string{"note/of-jumper/video/captions.zh | video/captions.zh | look"},
		do: onNote(false, func(n *shop.Note) { n.Video = &shop.Video{Captions: []shop.Caption{{Text: words("look", "look")}}} })},
	{name: "no text for a picture", rule: "alt-of-note", want: []string{"note/of-jumper/pictures/p/alt.en | pictures/p/alt.en | "},
		do: onNote(false, func(n *shop.Note) { n.Pictures[0].Alt.EN = text.Text{} })},
	{name: "a brand boasts", rule: "words-of-note", want: []string{"note/aldra-a/text.zh | text.zh | 国家级, 第一"}, do: onNote(true, tells("国家级工艺，口碑第一！"))},
	{name: "it counts", rule: "words-of-note", do: onNote(true, tells("第一次下水，第一天有点硬，星期一第一批到货"))},
	{name: "a shopper may", rule: "words-of-note", do: onNote(false, tells("我心里第一！"))},
	{name: "a shopper who is paid may not", rule: "words-of-note", want: []string{"note/of-jumper/text.zh | text.zh | 第一"},
		do: onNote(false, func(n *shop.Note) { n.Text.ZH, n.Paid = zh("我心里第一！"), true })},
	{name: "a brand's answer below", rule: "words-of-note", want: []string{"note/of-jumper/comments.zh | comments.zh | 顶级"},
		do: onNote(false, func(n *shop.Note) {
			n.Comments = []shop.Comment{{Text: words("顶级羊毛哦", "x"), Brand: true}, {Text: words("顶级！", "x")}}
		})},
	{name: "not there", rule: "unknown-tag", want: []string{"note/of-jumper/products | products | gone"}, do: onNote(false, func(n *shop.Note) { n.Tags = append(n.Tags, "gone") })},
	{name: "a note of nobody's goods", rule: "unknown-tag", want: []string{"note/of-jumper/products | products | gone"}, do: onNote(false, func(n *shop.Note) { n.Tags = []shop.ProductID{"gone"} })},
	{name: "a brand tags another", rule: "foreign-tag", want: []string{"note/aldra-a/products | products | cream"}, do: onNote(true, func(n *shop.Note) { n.Tags = []shop.ProductID{"cream"} })},
	{name: "the text is of another", rule: "foreign-tag", want: []string{"note/of-jumper/products | products | norvik"}, do: onNote(false, tells("Norvik 的面霜真好用"))},
	{name: "the text compares two", rule: "foreign-tag", do: onNote(false, tells("奥朵的开衫，配诺薇的面霜"))},
	{name: "the name is a part of a word", rule: "foreign-tag", do: onNote(false, tells("Norvikings 的歌"))},
	{name: "my shop is no name", rule: "foreign-tag", do: func(c *shop.Catalogue, _ *flow.Flow) {
		c.Authors[1].Name, c.Shops[1].Name = words("我的小店", "My Shop"), words("我的小店", "My Shop")
		c.Notes[12].Text = words("我的新毛衣", "my jumper")
	}},
	{name: "a shade that is not there", rule: "variant-disagrees", want: []string{"note/of-cream/products | products | n20"},
		do: func(c *shop.Catalogue, _ *flow.Flow) {
			tells("我用N20，N17太白，C20是灯，D3是维生素")(&c.Notes[len(c.Notes)-1])
		}},
	{name: "shades that are there", rule: "variant-disagrees", do: func(c *shop.Catalogue, _ *flow.Flow) { tells("n19比Ｎ17深")(&c.Notes[len(c.Notes)-1]) }},
	{name: "a product without codes", rule: "variant-disagrees", do: onNote(false, tells("坐A12路公交，05#站"))},
	{name: "an amount that nothing comes to", rule: "price-disagrees", want: []string{"note/aldra-a/text.zh | text.zh | ¥999.00"}, do: onNote(true, tells("原价¥999，现价400元，直播¥320.00，订金1块"))},
	{name: "amounts of the page", rule: "price-disagrees", do: onNote(true, tells("日常价￥400，划线480元，直播320块，运费12元，两件640元，一单413元"))},
	{name: "numbers that are no money", rule: "price-disagrees", do: onNote(true, tells("999人买过，满999，2026年11月"))},
	{name: "what a shopper paid is theirs", rule: "price-disagrees", do: onNote(false, tells("花了¥999"))},
	{name: "in the text", rule: "outside-link", want: []string{"note/of-jumper/link | link: native | "}, do: onNote(false, func(n *shop.Note) { n.Link = shop.LinkOutbound })},
	{name: "an ad", rule: "outside-link", do: onNote(false, func(n *shop.Note) { n.Link = shop.LinkAd })},
	{name: "an ad", rule: "ad-link", want: []string{"note/of-jumper/link | link: native | "}, do: onNote(false, func(n *shop.Note) { n.Link = shop.LinkAd })},
}

func knob(do func(*flow.Flow)) func(*shop.Catalogue, *flow.Flow) {
	return func(_ *shop.Catalogue, f *flow.Flow) { do(f) }
}

var ofFlows = []change{
	{name: "external", rule: "leads-outside", want: []string{"flow/native/tag-opens | tag-opens: product | "}, do: knob(func(f *flow.Flow) { f.TagOpens = flow.OpensExternal })},
	{name: "at checkout", rule: "late-amounts", want: []string{"flow/native/fees-first-shown | fees-first-shown: product | shipping, platform-fee, tax"},
		do: knob(func(f *flow.Flow) { f.Fees = flow.Checkout })},
	{name: "in the cart", rule: "late-amounts", do: knob(func(f *flow.Flow) { f.Fees = flow.Cart })},
	{name: "at checkout, and no shop takes any", rule: "late-amounts", do: func(c *shop.Catalogue, f *flow.Flow) {
		f.Fees, c.Shops[0].Shipping, c.Shops[0].Fee, c.Shops[1].Trade = flow.Checkout, shop.Shipping{Kind: shop.ShippingFree}, 0, shop.Domestic
	}},
	{name: "a tap too many", rule: "promise-broken", want: []string{"flow/native/promise/cart-to-confirmation | promise/cart-to-confirmation | 3 < 4"},
		do: knob(func(f *flow.Flow) { f.Promises[0].Taps = 3 })},
	{name: "no way", rule: "promise-broken", want: []string{"flow/native/promise/note-to-review | promise/note-to-review | 9 < -"},
		do: knob(func(f *flow.Flow) {
			f.Promises = append(f.Promises, flow.Promise{From: flow.StageNote, To: flow.StageReview, Taps: 9})
		})},
	{name: "kept", rule: "promise-broken", do: knob(func(*flow.Flow) {})},
	{name: "none to the confirmation", rule: "no-promise", want: []string{"flow/native/promise | promise: cart-to-confirmation | "},
		do: knob(func(f *flow.Flow) { f.Promises[0].To = flow.StageCheckout })},
	{name: "steps", rule: "extra-page", want: []string{"flow/native/checkout | checkout: one-page | "}, do: knob(func(f *flow.Flow) { f.Steps = true })},
	{name: "both typed", rule: "forms", want: []string{"flow/native/address | address: saved | ", "flow/native/identity | identity: saved | "},
		do: knob(func(f *flow.Flow) { f.Address, f.Identity = "form", "form" })},
	{name: "picked", rule: "forms", do: knob(func(f *flow.Flow) { f.Address = "picker" })},
	{name: "no WeChat", rule: "wallets", want: []string{"flow/native/payment/methods | payment/methods | wechat"}, do: knob(func(f *flow.Flow) { f.Methods = f.Methods[1:] })},
	{name: "Alipay without a password will do", rule: "wallets", do: knob(func(f *flow.Flow) { f.Methods[1] = flow.AlipayFree })},
	{name: "none chosen", rule: "no-default-payment", want: []string{"flow/native/payment/default | payment/default | "}, do: knob(func(f *flow.Flow) { f.Default = "" })},
	{name: "off", rule: "no-review", want: []string{"flow/native/review-prompt | review-prompt: on | "}, do: knob(func(f *flow.Flow) { f.Review = false })},
	{name: "off", rule: "no-cart", want: []string{"flow/native/cart | cart: on | "}, do: knob(func(f *flow.Flow) { f.Cart = false })},
	{name: "off", rule: "no-buy-now", want: []string{"flow/native/buy-now | buy-now: on | "}, do: knob(func(f *flow.Flow) { f.BuyNow = false })},
	{name: "none", rule: "no-coupons", want: []string{"flow/native/coupons | coupons: auto | "}, do: knob(func(f *flow.Flow) { f.Coupons = "none" })},
	{name: "by hand", rule: "no-coupons", do: knob(func(f *flow.Flow) { f.Coupons = "manual" })},
}
