package shop_test

import (
	"fmt"

	"pgregory.net/rapid"

	"tagtap/flow/shop"
)

// draws makes random catalogues and asks, small enough to be searched through, with few different amounts, so that they tie.
type draws struct{ t *rapid.T }

func (d draws) n(name string, from, to int) int { return rapid.IntRange(from, to).Draw(d.t, name) }

func (d draws) yes(name string) bool { return rapid.Bool().Draw(d.t, name) }

func (d draws) fen(name string, of ...shop.Fen) shop.Fen {
	return rapid.SampledFrom(of).Draw(d.t, name)
}

func (d draws) window() shop.Window {
	return rapid.SampledFrom([]shop.Window{{}, {}, {}, around, begun, ended, later}).Draw(d.t, "window")
}

// ask draws shops with their goods and deals, a cart and held coupons.
func (d draws) ask() *shop.Ask {
	c := &shop.Catalogue{}
	var skus []shop.SKU
	for i := range d.n("shops", 1, 3) {
		s := d.shop(i)
		c.Shops = append(c.Shops, s)
		for j := range d.n("products", 1, 2) {
			p := shop.Product{ID: shop.ProductID(fmt.Sprintf("%s-p%d", s.ID, j)), Shop: s.ID}
			for k := range d.n("variants", 1, 2) {
				v := d.variant(shop.SKU(fmt.Sprintf("%s-%d%d", s.ID, j, k)))
				p.Variants = append(p.Variants, v)
				skus = append(skus, v.SKU)
			}
			c.Products = append(c.Products, p)
		}
		own := skus[len(skus)-1:]
		for n := len(skus) - 1; n >= 0 && shop.ShopID(skus[n][:2]) == s.ID; n-- {
			own = skus[n:]
		}
		for j := range d.n("bundles", 0, 3) {
			c.Bundles = append(c.Bundles, d.bundle(s.ID, j, own))
		}
		for j := range d.n("promotions", 0, 2) {
			c.Promotions = append(c.Promotions, d.promotion(s.ID, j, own))
		}
	}
	c.Index()
	a := &shop.Ask{Catalogue: c, At: noon, Balance: d.yes("balance"), Room: d.room(), Province: rapid.SampledFrom([]string{"", "西藏自治区", "浙江省"}).Draw(d.t, "province")}
	for _, sku := range skus {
		if n := d.n("quantity", 0, 3); n > 0 {
			a.Pieces = append(a.Pieces, shop.Pieces{SKU: sku, Quantity: int32(n)})
		}
	}
	if d.yes("code") {
		a.Codes = []string{"AGAIN"}
	}
	for i := range d.n("coupons", 0, 4) {
		a.Held = append(a.Held, d.coupon(i, c, skus))
	}
	if d.yes("manual") {
		a.Pick = shop.PickManual
		for i := range a.Held {
			if d.n("chosen", 0, 3) > 0 {
				a.Chosen = append(a.Chosen, a.Held[i].ID)
			}
		}
		a.Chosen = rapid.Permutation(a.Chosen).Draw(d.t, "order")
	}
	return a
}

func (d draws) room() string { return rapid.SampledFrom([]string{"", "hall"}).Draw(d.t, "room") }

func (d draws) shop(i int) shop.Shop {
	return shop.Shop{
		ID:    shop.ShopID(fmt.Sprintf("s%d", i)),
		Trade: rapid.SampledFrom([]shop.Trade{shop.Domestic, shop.Bonded, shop.Direct}).Draw(d.t, "trade"),
		Fee:   d.fen("fee", 0, 0, 99), Insurance: d.yes("insurance"),
		Shipping: shop.Shipping{
			Kind: rapid.SampledFrom([]shop.ShippingKind{shop.ShippingFree, shop.ShippingFlat, shop.ShippingOver, shop.ShippingOver}).Draw(d.t, "shipping"),
			Fee:  d.fen("fee", 500, 1200), Over: d.fen("over", 5000, 10000, 490000),
			Remote: d.fen("remote", 0, 1500), Provinces: []string{"西藏自治区"}, Whole: d.yes("whole"),
		},
	}
}

func (d draws) variant(sku shop.SKU) shop.Variant {
	price := d.fen("price", 1, 99, 3333, 5000, 5000, 10000, 10000, 250000, 548000)
	v := shop.Variant{SKU: sku, Price: price, Tax: shop.Tax{
		VAT: rapid.SampledFrom([]int{13, 9}).Draw(d.t, "vat"), Consumption: rapid.SampledFrom([]int{0, 0, 10}).Draw(d.t, "consumption"),
		Duty: rapid.SampledFrom([]int{0, 5}).Draw(d.t, "duty"), Cosmetic: d.yes("cosmetic"), Content: d.n("content", 0, 2) * 500,
		Included: d.n("included", 0, 3) == 0,
	}}
	switch d.n("prices", 0, 5) {
	case 0:
		if price > 1 {
			v.Presale = &shop.Presale{Deposit: max(1, price/4)}
			return v
		}
	case 1, 2:
		v.Tiers = []shop.Tier{{From: 2, Price: max(1, price*9/10)}}
		fallthrough
	case 3:
		for i, kind := range []shop.PriceKind{shop.PriceLimited, shop.PriceLive, shop.PriceFlash} {
			if !d.yes("offer") {
				continue
			}
			o := shop.Offer{ID: fmt.Sprintf("%s-o%d", sku, i), Kind: kind, Price: max(1, price*shop.Fen(d.n("tenths", 8, 9))/10), Window: d.window(), Stock: d.n("stock", 0, 3)}
			if kind == shop.PriceLive {
				o.Room, o.Code, o.Replay = "hall", "AGAIN", d.window()
			}
			if d.yes("platform's") {
				o.Funder = shop.ByPlatform
			}
			v.Offers = append(v.Offers, o)
		}
	}
	return v
}

func (d draws) bundle(s shop.ShopID, i int, own []shop.SKU) shop.Bundle {
	b := shop.Bundle{ID: fmt.Sprintf("%s-b%d", s, i), Shop: s, Window: d.window(), Price: d.fen("set", 1, 4000, 8000, 9000, 14000)}
	if d.n("live", 0, 3) == 0 {
		b.Room, b.Code, b.Replay = "hall", "AGAIN", d.window()
	}
	for _, sku := range own {
		if n := d.n("in set", 0, 2); n > 0 {
			b.Pieces = append(b.Pieces, shop.Pieces{SKU: sku, Quantity: int32(n)})
		}
	}
	return b
}

func (d draws) scope(own []shop.SKU) shop.Scope {
	switch d.n("scope", 0, 3) {
	case 0:
		return shop.Scope{SKUs: []shop.SKU{rapid.SampledFrom(own).Draw(d.t, "sku")}}
	case 1:
		sku := rapid.SampledFrom(own).Draw(d.t, "of")
		return shop.Scope{Products: []shop.ProductID{shop.ProductID(fmt.Sprintf("%s-p%s", sku[:2], sku[3:4]))}}
	}
	return shop.Scope{}
}

func (d draws) promotion(s shop.ShopID, i int, own []shop.SKU) shop.Promotion {
	return shop.Promotion{
		ID: fmt.Sprintf("%s-m%d", s, i), Shop: s, Scope: d.scope(own), Window: d.window(),
		Kind: rapid.SampledFrom([]shop.PromotionKind{shop.PromotionSpend, shop.PromotionEvery, shop.PromotionPieces}).Draw(d.t, "kind"),
		Over: d.fen("over", 1, 5000, 9000, 10000), Off: d.fen("off", 1, 500, 1000, 9000), Times: d.n("times", 0, 2),
		Pieces: d.n("pieces", 1, 4), Percent: d.n("percent", 1, 99),
	}
}

func (d draws) coupon(i int, c *shop.Catalogue, skus []shop.SKU) shop.Coupon {
	k := shop.Coupon{
		ID: fmt.Sprintf("k%d", i), Kind: rapid.SampledFrom(shop.CouponKinds()).Draw(d.t, "kind"),
		Over: d.fen("over", 0, 0, 5000, 10000), Scope: d.scope(skus), Window: d.window(), Merchant: d.n("merchant", 1, 99),
	}
	if k.Slot() == shop.ByMerchant && d.n("any shop", 0, 3) > 0 {
		k.Shop = rapid.SampledFrom(c.Shops).Draw(d.t, "of").ID
	}
	if d.yes("percentage") {
		k.Percent, k.Cap = d.n("percent", 1, 99), d.fen("cap", 0, 700)
	} else {
		k.Off = d.fen("off", 500, 500, 1000, 9000)
	}
	if k.Kind == shop.CouponReplay {
		k.Code, k.Replay = "AGAIN", d.window()
	}
	return k
}
