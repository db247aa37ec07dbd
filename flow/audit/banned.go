package audit

import (
	"slices"
	"strings"

	"tagtap/flow/shop"
)

// Banned is a word that ads may not say, and where that is written down. Platforms look for the word itself, so a denial of it
// counts as well; only Except, what makes another word of it, is let pass.
type Banned struct {
	Word   string
	Source string
	Of     kind     // the goods that it is forbidden for, 0 for all
	Before []string // it is another word behind one of these
	Except []string // it is another word before one of these
}

// The public texts behind the words.
const (
	adLaw      = "Advertising Law of the PRC, art. 9"
	adLawFood  = "Advertising Law of the PRC, art. 17 and 18"
	adWords    = "Xiaohongshu rule centre, 119707 (draft), words in live rooms and on product pages"
	cosmetics  = "Xiaohongshu rule centre, 119661, words on cosmetics"
	openAPI    = "open.xiaohongshu.com, common.checkForbiddenKeyword"
	cosmeticsX = "Measures for Cosmetics Labels, NMPA 2021 no. 77, art. 19"
)

// ordinal are what 第一 counts: 第一次 is no boast.
var ordinal = []string{
	"次", "天", "步", "眼", "遍", "口", "回", "层", "批", "周", "个", "支", "片", "包", "夜", "年", "杯", "页", "行", "章", "晚", "趟", "锅", "勺",
	"滴", "圈", "泵", "颗", "瓶", "盒", "场", "轮", "笔", "季", "月", "人称", "反应", "时间", "印象", "感觉", "件", "双", "只", "条", "款", "段", "张",
	"枚", "粒", "节", "排", "站", "课", "版", "篇", "针", "把", "桶", "罐", "袋", "单", "冲", "下", "顿", "餐", "桩", "道", "声", "脚", "胎",
}

// bestBefore are what 最佳 is said of when it is a date.
var bestBefore = []string{"赏味", "食用", "饮用", "使用期", "品尝", "品饮", "保质", "风味期"}

var banned = [...]Banned{
	{Word: "国家级", Source: adLaw},
	{Word: "最高级", Source: adLaw},
	{Word: "最佳", Source: adLaw, Except: bestBefore},
	{Word: "第一", Source: adWords, Except: ordinal, Before: []string{"星期", "万"}},
	{Word: "最低价", Source: adWords},
	{Word: "全网最低", Source: adWords},
	{Word: "史上最低", Source: adWords},
	{Word: "仅此一次", Source: adWords},
	{Word: "绝版", Source: adWords},
	{Word: "最强", Source: adLaw},
	{Word: "顶级", Source: adLaw},
	{Word: "极品", Source: adLaw},
	{Word: "销量冠军", Source: adWords},
	{Word: "纯天然", Source: cosmetics, Of: cosmetic},
	{Word: "食品级", Source: cosmetics, Of: cosmetic},
	{Word: "无刺激", Source: cosmetics, Of: cosmetic},
	{Word: "零刺激", Source: cosmetics, Of: cosmetic},
	{Word: "无泪", Source: cosmetics, Of: cosmetic},
	{Word: "药用", Source: cosmeticsX, Of: cosmetic},
	{Word: "医用", Source: cosmeticsX, Of: cosmetic},
	{Word: "治疗", Source: adLawFood, Of: cosmetic | eaten},
	{Word: "根治", Source: adLawFood, Of: cosmetic | eaten},
	{Word: "治愈", Source: adLawFood, Of: eaten},
	{Word: "消炎", Source: cosmeticsX, Of: cosmetic},
	{Word: "防脱发", Source: openAPI, Of: cosmetic},
	{Word: "降血脂", Source: adLawFood, Of: eaten},
	{Word: "降血压", Source: adLawFood, Of: eaten},
	{Word: "增强免疫", Source: adLawFood, Of: eaten},
}

// BannedWords lists the words with their sources.
func BannedWords() []Banned { return slices.Clone(banned[:]) }

// boasts returns the banned words of a text, each once, in the order of the table.
func boasts(s string, of kind) []string {
	var words []string
	for i := range banned {
		b := &banned[i]
		if (b.Of == 0 || b.Of&of != 0) && b.in(s) {
			words = append(words, b.Word)
		}
	}
	return words
}

// in says whether the text has the word, and not just another word that it is a part of.
func (b *Banned) in(s string) bool {
	for {
		before, after, ok := strings.Cut(s, b.Word)
		if !ok {
			return false
		}
		another := slices.ContainsFunc(b.Except, func(x string) bool { return strings.HasPrefix(after, x) }) ||
			slices.ContainsFunc(b.Before, func(x string) bool { return strings.HasSuffix(before, x) })
		if !another {
			return true
		}
		s = after
	}
}

// said makes a finding of each text that has banned words.
func said(fields []field, of kind) []hit {
	var hits []hit
	for _, f := range fields {
		if words := boasts(f.text, of); len(words) > 0 {
			hits = append(hits, hit{field: f.name, saw: strings.Join(words, ", ")})
		}
	}
	return hits
}

func bannedOfProduct(d *desk, p *shop.Product) []hit {
	var fields []field
	for _, t := range prose(p) {
		fields = append(fields, field{t.name + ".zh", t.words.ZH.String()})
	}
	for i := range p.Specs {
		s := &p.Specs[i]
		fields = append(fields, field{"specs/" + s.Name.EN.String() + "/value.zh", s.Value.ZH.String()})
	}
	return said(fields, d.kindOf(p))
}

// bannedOfShop looks at what the shop calls itself and its deals.
func bannedOfShop(d *desk, s *shop.Shop) []hit {
	fields := []field{{"name.zh", s.Name.ZH.String()}}
	for _, a := range d.accounts[s.ID] {
		fields = append(fields, field{"authors/" + string(a.ID) + "/about.zh", a.About.ZH.String()})
	}
	for _, b := range d.c.BundlesOf(s.ID) {
		fields = append(fields, field{"bundles/" + b.ID + "/title.zh", b.Title.ZH.String()})
	}
	for _, p := range d.c.PromotionsOf(s.ID) {
		fields = append(fields, field{"promotions/" + p.ID + "/title.zh", p.Title.ZH.String()})
	}
	for i := range d.c.Coupons {
		if k := &d.c.Coupons[i]; k.Shop == s.ID {
			fields = append(fields, field{"coupons/" + k.ID + "/title.zh", k.Title.ZH.String()})
		}
	}
	return said(fields, 0)
}

// bannedOfNote looks at what brands say: notes of their own and those they paid for, and their answers below any note. What
// people write of their own accord is theirs.
func bannedOfNote(d *desk, n *shop.Note) []hit {
	var of kind
	for _, id := range n.Tags {
		if p := d.c.Product(id); p != nil {
			of |= d.kindOf(p)
		}
	}
	var fields []field
	if d.author(n) != nil || n.Paid {
		fields = []field{{"title.zh", n.Title.ZH.String()}, {"text.zh", n.Text.ZH.String()}}
		for i := range n.Hashtags {
			fields = append(fields, field{"hashtags.zh", n.Hashtags[i].ZH.String()})
		}
		if n.Video != nil {
			for i := range n.Video.Captions {
				fields = append(fields, field{"video/captions.zh", n.Video.Captions[i].Text.ZH.String()})
			}
		}
	}
	for i := range n.Comments {
		if n.Comments[i].Brand {
			fields = append(fields, field{"comments.zh", n.Comments[i].Text.ZH.String()})
		}
	}
	return said(fields, of)
}
