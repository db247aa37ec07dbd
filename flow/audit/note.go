package audit

import (
	"slices"
	"strings"
	"unicode"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

func outsideLink(_ *desk, n *shop.Note) []hit {
	if n.Link != shop.LinkOutbound {
		return nil
	}
	return []hit{{field: "link", fix: "link: native"}}
}

func adLink(_ *desk, n *shop.Note) []hit {
	if n.Link != shop.LinkAd {
		return nil
	}
	return []hit{{field: "link", fix: "link: native"}}
}

func unknownTag(d *desk, n *shop.Note) []hit {
	var hits []hit
	for _, id := range n.Tags {
		if d.c.Product(id) == nil {
			hits = append(hits, hit{field: "products", saw: string(id)})
		}
	}
	return hits
}

// tagged returns the products of a note that are there.
func (d *desk) tagged(n *shop.Note) []*shop.Product {
	var all []*shop.Product
	for _, id := range n.Tags {
		if p := d.c.Product(id); p != nil {
			all = append(all, p)
		}
	}
	return all
}

// told returns title and text of a note, folded.
func told(n *shop.Note) string {
	return text.Fold(n.Title.ZH.String() + "\n" + n.Text.ZH.String() + "\n" + n.Title.EN.String() + "\n" + n.Text.EN.String())
}

// foreignTag finds a tag that leads to another brand: in a brand's own note to a product of another shop; in anybody's note that
// names brands, none of which sells what is tagged.
func foreignTag(d *desk, n *shop.Note) []hit {
	all := d.tagged(n)
	if a := d.author(n); a != nil {
		var hits []hit
		for _, p := range all {
			if p.Shop != a.Shop {
				hits = append(hits, hit{field: "products", saw: string(p.ID)})
			}
		}
		return hits
	}
	said := told(n)
	var named []string
	for i := range d.c.Shops {
		s := &d.c.Shops[i]
		if !anyOf(said, d.names[s.ID]) {
			continue
		}
		if slices.ContainsFunc(all, func(p *shop.Product) bool { return p.Shop == s.ID }) {
			return nil
		}
		named = append(named, string(s.ID))
	}
	if len(all) == 0 || len(named) == 0 {
		return nil
	}
	return []hit{{field: "products", saw: strings.Join(named, ", ")}}
}

// variantDisagrees finds the code of a variant, such as N20 or 05#, that no tagged product has, where one of them has codes of the
// same form. A note of a brand's cushion in N20 whose tag opens one that ends at N17 sends the shopper to look in vain.
func variantDisagrees(d *desk, n *shop.Note) []hit {
	has, forms := map[string]bool{}, map[string]bool{}
	for _, p := range d.tagged(n) {
		for i := range p.Axes {
			for j := range p.Axes[i].Values {
				for _, code := range codes(p.Axes[i].Values[j].Name.ZH.String()) {
					has[code], forms[form(code)] = true, true
				}
			}
		}
	}
	if len(forms) == 0 {
		return nil
	}
	var unknown []string
	for _, code := range codes(n.Title.ZH.String() + "\n" + n.Text.ZH.String()) {
		if forms[form(code)] && !has[code] && !holds(unknown, code) {
			unknown = append(unknown, code)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	return []hit{{field: "products", saw: strings.Join(unknown, ", ")}}
}

// codes returns the codes of variants in a text, folded: one Latin letter with two or three digits, or two digits with #.
func codes(s string) []string {
	r := []rune(text.Fold(s))
	var all []string
	for i := 0; i < len(r); {
		from := i
		for i < len(r) && r[i] < 0x80 && (unicode.IsLetter(r[i]) || unicode.IsDigit(r[i]) || r[i] == '#') {
			i++
		}
		if code := string(r[from:i]); isCode(code) {
			all = append(all, code)
		}
		if i == from {
			i++
		}
	}
	return all
}

func isCode(s string) bool {
	switch f := form(s); f {
	case "#00#", "#000#":
		return true
	default:
		return (len(f) == 3 || len(f) == 4) && f[0] >= 'a' && f[0] <= 'z' && strings.Trim(f[1:], "0") == ""
	}
}

// form is a code with 0 for each digit; the ones with # are marked before as well.
func form(s string) string {
	f := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, s)
	if strings.HasSuffix(f, "#") {
		f = "#" + f
	}
	return f
}

// priceDisagrees finds amounts of money in a note by who sells, or was paid by them, that nothing of the tagged products comes to.
// What other people paid, where and when, is their story.
func priceDisagrees(d *desk, n *shop.Note) []hit {
	if d.author(n) == nil && !n.Paid {
		return nil
	}
	all := d.tagged(n)
	if len(all) == 0 {
		return nil
	}
	prices := map[shop.Fen]bool{}
	for _, p := range all {
		d.prices(p, prices)
	}
	var unknown []string
	var exact []shop.Fen
	for a := range prices {
		exact = append(exact, a)
	}
	for _, a := range exact {
		prices[a-a%100] = true // people say 36 for 36.22
	}
	for _, a := range amounts(n.Title.ZH.String() + "\n" + n.Text.ZH.String()) {
		if s := a.String(); !prices[a] && !holds(unknown, s) {
			unknown = append(unknown, s)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	return []hit{{field: "text.zh", saw: strings.Join(unknown, ", ")}}
}

// prices adds every amount that a product's page can show.
func (d *desk) prices(p *shop.Product, to map[shop.Fen]bool) {
	for i := range p.Variants {
		v := &p.Variants[i]
		to[v.Price], to[v.Market] = true, true
		for _, t := range v.Tiers {
			to[t.Price] = true
		}
		for _, o := range v.Offers {
			to[o.Price] = true
		}
		if v.Presale != nil {
			to[v.Presale.Deposit], to[v.Price-v.Presale.Deposit] = true, true
		}
		one := shop.Ask{Catalogue: d.c, At: d.c.Today, Pick: shop.PickNone, Pieces: []shop.Pieces{{SKU: v.SKU, Quantity: 1}}}
		q := shop.NewQuote(&one)
		to[q.Payable] = true
		for i := range q.Orders {
			for _, line := range q.Orders[i].Lines {
				to[max(line.Amount, -line.Amount)] = true
			}
		}
	}
	if s := d.c.Shop(p.Shop); s != nil {
		to[s.Shipping.Fee], to[s.Shipping.Over], to[s.Shipping.Remote], to[s.Fee] = true, true, true, true
	}
	for _, b := range d.c.BundlesOf(p.Shop) {
		to[b.Price] = true
	}
	for _, m := range d.c.PromotionsOf(p.Shop) {
		to[m.Over], to[m.Off] = true, true
	}
	for i := range d.c.Coupons {
		if k := &d.c.Coupons[i]; k.Shop == "" || k.Shop == p.Shop {
			to[k.Over], to[k.Off], to[k.Cap] = true, true, true
		}
	}
}

// amounts reads the amounts of money of a text: ¥129, ￥129.00, 129元, 129块钱, 129 块.
func amounts(s string) []shop.Fen {
	r := []rune(s)
	var all []shop.Fen
	for i := 0; i < len(r); {
		if !unicode.IsDigit(r[i]) {
			i++
			continue
		}
		from := i
		for i < len(r) && (r[i] >= '0' && r[i] <= '9' || (r[i] == ',' || r[i] == '.') && i+1 < len(r) && unicode.IsDigit(r[i+1])) {
			i++
		}
		if i == from { // a digit of another script
			i++
			continue
		}
		next := strings.TrimLeft(string(r[i:min(i+3, len(r))]), " ")
		money := from > 0 && (r[from-1] == '¥' || r[from-1] == '￥') || strings.HasPrefix(next, "元") || strings.HasPrefix(next, "块")
		if !money {
			continue
		}
		number := string(r[from:i])
		if whole, part, point := strings.Cut(number, "."); point && len(part) == 1 {
			number = whole + "." + part + "0"
		}
		if a, err := shop.ParseFen("¥" + number); err == nil {
			all = append(all, a)
		}
	}
	return all
}
