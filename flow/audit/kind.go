package audit

import (
	"strings"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// kind says what a sort of goods needs on its page.
type kind uint8

const (
	worn     kind = 1 << iota // clothes, shoes, bags: a size guide
	labelled                  // what goes on the skin or into the mouth: its ingredients
	cosmetic                  // under the rules for words on cosmetics
	eaten                     // under the rules for words on food
)

// kinds says by which words a category is known for one: of its id and names, Latin ones as whole words. A catalogue's
// categories are its own, so they are told by what they are called.
var kinds = []struct {
	kind  kind
	words []string
}{
	{labelled | cosmetic, []string{
		"skincare", "skin care", "make up", "makeup", "beauty", "cosmetics", "sun care", "suncare", "baby care", "hair care", "perfume",
		"护肤", "彩妆", "美妆", "化妆", "防晒", "洗护", "沐浴", "护发", "身体护理", "香水",
	}},
	{labelled | eaten, []string{
		"coffee", "tea", "pantry", "food", "foods", "snacks", "drinks", "supplements", "supplement", "vitamins", "honey", "wellness",
		"咖啡", "茶", "食品", "零食", "饮料", "饮品", "蜂蜜", "油与蜜", "食用油", "膳食", "营养", "保健",
	}},
	{worn, []string{
		"knitwear", "outerwear", "activewear", "sportswear", "clothing", "clothes", "fashion", "apparel", "shoes", "bags", "bag",
		"close fitting", "underwear", "hats", "accessories",
		"针织", "外套", "服饰", "服装", "运动服", "鞋", "箱包", "包袋", "皮具", "裤", "裙", "帽", "内衣", "穿搭",
	}},
}

// kindOf returns what the category of a product makes of it; nothing where it has none.
func (d *desk) kindOf(p *shop.Product) kind {
	c := d.c.Category(p.Category)
	if c == nil {
		return 0
	}
	called := strings.Join(pieces(c.ID+" "+c.Name.ZH.String()+" "+c.Name.EN.String()), " ")
	var all kind
	for _, row := range kinds {
		for _, word := range row.words {
			if names(called, word) {
				all |= row.kind
				break
			}
		}
	}
	return all
}

// sized says whether shoppers choose a size of the product.
func sized(p *shop.Product) bool {
	for i := range p.Axes {
		if p.Axes[i].ID == "size" || measured(p.Axes[i].Name) {
			return true
		}
	}
	return false
}

// measured says whether a name is that of a size.
func measured(name shop.Words) bool {
	zh, en := name.ZH.String(), text.Fold(name.EN.String())
	for _, word := range []string{"尺码", "尺寸", "大小", "长宽", "码数"} {
		if strings.Contains(zh, word) {
			return true
		}
	}
	for _, word := range []string{"size", "sizes", "measures", "measurements", "dimensions"} {
		if names(en, word) {
			return true
		}
	}
	return false
}
