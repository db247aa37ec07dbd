package audit

import (
	"strings"

	"tagtap/flow/shop"
)

func liveDiscount(_ *desk, p *shop.Product) []hit {
	var hits []hit
	for i := range p.Variants {
		v := &p.Variants[i]
		for j := range v.Offers {
			o := &v.Offers[j]
			if o.Kind == shop.PriceLive && v.Price > 0 && o.Price < v.Price && strange(v.Price, o.Price) {
				hits = append(hits, hit{field: offerAt(v, o), fix: "price", saw: percentOff(v.Price, o.Price)})
			}
		}
	}
	return hits
}

func offerAt(v *shop.Variant, o *shop.Offer) string {
	return "skus/" + string(v.SKU) + "/offers/" + o.ID + "/price"
}

// noReference finds discounts that are compared with nothing: an offer that is not below the list price, a struck-through price
// that is not above it, and a title that boasts of a discount where no SKU has one.
func noReference(d *desk, p *shop.Product) []hit {
	var hits []hit
	reduced := false
	for i := range p.Variants {
		v := &p.Variants[i]
		reduced = reduced || v.Market > v.Price || len(v.Offers) > 0 || len(v.Tiers) > 0
		if v.Market != 0 && v.Market <= v.Price {
			hits = append(hits, hit{field: "skus/" + string(v.SKU) + "/market", fix: "market", saw: v.Market.String()})
		}
		for j := range v.Offers {
			if o := &v.Offers[j]; o.Price >= v.Price {
				hits = append(hits, hit{field: offerAt(v, o), fix: "price", saw: o.Price.String()})
			}
		}
	}
	if !reduced && !d.c.Deals(p.Shop) {
		for _, t := range []field{{"title.zh", p.Title.ZH.String()}, {"short.zh", p.Short.ZH.String()}} {
			if word := discountWord(t.text); word != "" {
				hits = append(hits, hit{field: t.name, fix: "market", saw: word})
			}
		}
	}
	return hits
}

// discountWords say in a title that something costs less than it did.
var discountWords = [...]string{"直降", "立减", "特价", "半价", "打折", "折扣", "折"}

// discountWord returns the first of them that a text has. 折 alone counts behind a number: 8折, not 折叠.
func discountWord(s string) string {
	for _, word := range discountWords {
		i := strings.Index(s, word)
		if i < 0 {
			continue
		}
		if word != "折" || i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
			return word
		}
	}
	return ""
}

// presaleDates finds presales that do not say when the deposit and the balance are taken, and when the goods leave.
func presaleDates(_ *desk, p *shop.Product) []hit {
	var hits []hit
	for i := range p.Variants {
		v := &p.Variants[i]
		if v.Presale == nil {
			continue
		}
		at := "skus/" + string(v.SKU) + "/presale/"
		if v.Presale.Order.Until == 0 {
			hits = append(hits, hit{field: at + "order", fix: "presale.order.until"})
		}
		if w := v.Presale.Balance; w.From == 0 || w.Until == 0 {
			hits = append(hits, hit{field: at + "balance", fix: "presale.balance"})
		}
		if v.Presale.ShipHours == 0 {
			hits = append(hits, hit{field: at + "ships-within-hours", fix: "presale.ships-within-hours"})
		}
	}
	return hits
}

func noTaxData(d *desk, p *shop.Product) []hit {
	s := d.c.Shop(p.Shop)
	if s == nil || !s.Trade.CrossBorder() {
		return nil
	}
	var hits []hit
	for i := range p.Variants {
		v := &p.Variants[i]
		switch {
		case v.Tax.Included:
		case v.Tax.VAT == 0:
			hits = append(hits, hit{field: "skus/" + string(v.SKU) + "/tax", fix: "tax.vat"})
		case v.Tax.Cosmetic && v.Tax.Content == 0 && v.Tax.Sheets == 0:
			hits = append(hits, hit{field: "skus/" + string(v.SKU) + "/tax", fix: "tax.content"})
		}
	}
	return hits
}
