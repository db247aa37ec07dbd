package shop_test

import (
	"fmt"
	"testing"

	"tagtap/flow/shop"
)

// fullCart is a cart of twenty lines of three shops, one of them over the border, with bundles, promotions and thirty coupons.
func fullCart() *shop.Ask {
	c := &shop.Catalogue{}
	a := &shop.Ask{Catalogue: c, At: noon, Province: "西藏自治区"}
	for i, trade := range []shop.Trade{shop.Domestic, shop.Bonded, shop.Domestic} {
		s := shop.ShopID(fmt.Sprintf("shop%d", i))
		c.Shops = append(c.Shops, shop.Shop{ID: s, Trade: trade, Insurance: true, Shipping: shop.Shipping{
			Kind: shop.ShippingOver, Fee: 1200, Over: 29900, Remote: 1500, Provinces: []string{"新疆维吾尔自治区", "西藏自治区"},
		}})
		for j := range []int{7, 7, 6}[i] {
			sku := shop.SKU(fmt.Sprintf("%s-sku%02d", s, j))
			v := shop.Variant{SKU: sku, Price: shop.Fen(8900 + 1700*j), Tax: shop.Tax{VAT: 13, Cosmetic: true, Content: 3000}}
			v.Tiers = []shop.Tier{{From: 3, Price: v.Price * 9 / 10}}
			v.Offers = []shop.Offer{offer("sale-"+string(sku), shop.PriceLimited, v.Price/100-10, around)}
			c.Products = append(c.Products, shop.Product{ID: "of-" + shop.ProductID(sku), Shop: s, Variants: []shop.Variant{v}})
			a.Pieces = append(a.Pieces, shop.Pieces{SKU: sku, Quantity: int32(1 + j%3)})
		}
		for j := range 3 {
			x, y := fmt.Sprintf("%s-sku%02d", s, j), fmt.Sprintf("%s-sku%02d", s, j+1)
			c.Bundles = append(c.Bundles, shop.Bundle{ID: fmt.Sprintf("%s-set%d", s, j), Shop: s, Price: 15000,
				Pieces: []shop.Pieces{{SKU: shop.SKU(x), Quantity: 1}, {SKU: shop.SKU(y), Quantity: 1}}})
			p := spendPromotion(fmt.Sprintf("%s-p%d", s, j), shop.Fen(200+100*j), shop.Fen(20+12*j))
			p.Shop = s
			c.Promotions = append(c.Promotions, p)
		}
	}
	for i := range 30 {
		k := shop.Coupon{ID: fmt.Sprintf("coupon%02d", i), Kind: shop.CouponPlatform, Over: shop.Fen(3000 * i), Off: shop.Fen(500 + 130*i)}
		if i%2 == 0 {
			k.Kind, k.Shop = shop.CouponStore, c.Shops[i/2%3].ID
		}
		if i%5 == 0 {
			k.Off, k.Percent, k.Cap = 0, 10, 5000
		}
		if i%7 == 0 {
			k.Kind, k.Scope.SKUs = shop.CouponItem, []shop.SKU{a.Pieces[i/2].SKU, a.Pieces[(i+6)%20].SKU}
		}
		a.Held = append(a.Held, k)
	}
	c.Index()
	return a
}

func BenchmarkQuote20x30(b *testing.B) {
	a := fullCart()
	if q := shop.NewQuote(a); len(q.Orders) != 3 || len(q.Coupons) != 6 || q.Sum(shop.LineTax) == 0 || q.Sum(shop.LineBundle) == 0 {
		b.Fatalf("got %v\n%s", q.Coupons, receipt(q))
	}
	b.ReportAllocs()
	for b.Loop() {
		shop.NewQuote(a)
	}
}

func BenchmarkExplain20x30(b *testing.B) {
	a := fullCart()
	b.ReportAllocs()
	for b.Loop() {
		shop.Explain(a)
	}
}

// BenchmarkQuoteOne is one piece without deals, as a product page makes it.
func BenchmarkQuoteOne(b *testing.B) {
	c := catalogue()
	pieces := []shop.Pieces{{SKU: "tint", Quantity: 1}}
	b.ReportAllocs()
	for b.Loop() {
		shop.NewQuote(&shop.Ask{Catalogue: c, Pieces: pieces})
	}
}
