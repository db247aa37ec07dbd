package shop_test

import (
	"testing"

	"pgregory.net/rapid"

	"tagtap/flow/shop"
)

func catalogue() *shop.Catalogue {
	variant := func(sku string, price, market shop.Fen) shop.Variant {
		return shop.Variant{SKU: shop.SKU(sku), Price: price, Market: market, Stock: 99}
	}
	c := &shop.Catalogue{
		Shops: []shop.Shop{
			{ID: "okkari", Trade: shop.Domestic, Shipping: shop.Shipping{Kind: shop.ShippingOver, Fee: 1200, Over: 19900}},
			{ID: "kavelo", Trade: shop.Domestic, Shipping: shop.Shipping{Kind: shop.ShippingFlat, Fee: 1200}},
			{ID: "tindrel", Trade: shop.Domestic, Shipping: shop.Shipping{Kind: shop.ShippingFree}, Insurance: true},
		},
		Products: []shop.Product{
			{ID: "tint", Shop: "okkari", Variants: []shop.Variant{variant("tint", 12800, 14900)}},
			{ID: "exact", Shop: "okkari", Variants: []shop.Variant{variant("exact", 19900, 0)}},
			{ID: "coffee", Shop: "kavelo", Variants: []shop.Variant{variant("coffee", 5900, 5900)}},
			{ID: "scarf", Shop: "tindrel", Variants: []shop.Variant{variant("scarf", 39900, 0)}},
		},
	}
	c.Index()
	return c
}

func TestShippingTemplates(t *testing.T) {
	for _, c := range []struct {
		name     string
		pieces   []shop.Pieces
		shipping shop.Fen
		why      string
		payable  shop.Fen
	}{
		{"under the threshold pays the fee", []shop.Pieces{{SKU: "tint", Quantity: 1}}, 1200, "under", 14000},
		{"two pieces pass it", []shop.Pieces{{SKU: "tint", Quantity: 2}}, 0, "free-over", 25600},
		{"the threshold is met at equality", []shop.Pieces{{SKU: "exact", Quantity: 1}}, 0, "free-over", 19900},
		{"flat is flat", []shop.Pieces{{SKU: "coffee", Quantity: 9}}, 1200, "flat", 9*5900 + 1200},
		{"free is free, the insurance costs nothing", []shop.Pieces{{SKU: "scarf", Quantity: 1}}, 0, "free", 39900},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := shop.NewQuote(&shop.Ask{Catalogue: catalogue(), Pieces: c.pieces})
			line := q.Orders[0].Lines[1]
			if line.Name != shop.LineShipping || line.Amount != c.shipping || line.Why != c.why || q.Payable != c.payable {
				t.Fatalf("got %+v, payable %s; want %s because %s, payable %s", line, q.Payable, c.shipping, c.why, c.payable)
			}
		})
	}
}

func TestOrdersAreQuotedAloneInTheOrderOfTheCart(t *testing.T) {
	q := shop.NewQuote(&shop.Ask{Catalogue: catalogue(), Pieces: []shop.Pieces{{SKU: "tint", Quantity: 1}, {SKU: "coffee", Quantity: 1}, {SKU: "exact", Quantity: 1}}})
	if len(q.Orders) != 2 || q.Orders[0].Shop != "okkari" || q.Orders[1].Shop != "kavelo" {
		t.Fatalf("got %+v", q.Orders)
	}
	if first := q.Orders[0].Items[0].SKU; first != "exact" {
		t.Fatalf("items begin with %s, want byte order of their ids", first)
	}
	if q.Payable != 12800+19900+5900+1200 || q.Sum(shop.LineShipping) != 1200 || q.Count() != 3 {
		t.Fatalf("got payable %s, shipping %s, %d pieces", q.Payable, q.Sum(shop.LineShipping), q.Count())
	}
}

func TestTheReferenceStandsBesideAndNotInTheSum(t *testing.T) {
	q := shop.NewQuote(&shop.Ask{Catalogue: catalogue(), Pieces: []shop.Pieces{{SKU: "tint", Quantity: 1}, {SKU: "coffee", Quantity: 1}}})
	if was := q.Orders[0].Items[0].Was; was != 14900 {
		t.Fatalf("got reference %s, want ¥149.00", was)
	}
	if was := q.Orders[1].Items[0].Was; was != 0 {
		t.Fatalf("a reference that is not above the price is shown: %s", was)
	}
}

// Lines sum to the payable, shares to their line, whatever is in the cart and in whatever order.
func TestQuoteAddsUp(t *testing.T) {
	c := catalogue()
	skus := []shop.SKU{"tint", "exact", "coffee", "scarf", "unknown"}
	rapid.Check(t, func(t *rapid.T) {
		var pieces []shop.Pieces
		for _, sku := range rapid.Permutation(skus).Draw(t, "order") {
			if n := rapid.Int32Range(0, 9).Draw(t, "n"); n > 0 {
				pieces = append(pieces, shop.Pieces{SKU: sku, Quantity: n})
			}
		}
		q := shop.NewQuote(&shop.Ask{Catalogue: c, Pieces: pieces})
		var all shop.Fen
		for _, o := range q.Orders {
			var sum shop.Fen
			for _, line := range o.Lines {
				sum += line.Amount
				var shares shop.Fen
				for _, s := range line.Shares {
					shares += s.Amount
				}
				if shares != line.Amount {
					t.Fatalf("%s: shares sum to %s of %s", line.Name, shares, line.Amount)
				}
			}
			if sum != o.Payable || sum <= 0 {
				t.Fatalf("lines sum to %s, payable %s", sum, o.Payable)
			}
			all += sum
		}
		if all != q.Payable {
			t.Fatalf("orders sum to %s, payable %s", all, q.Payable)
		}
	})
}

func BenchmarkQuote(b *testing.B) {
	c := catalogue()
	pieces := []shop.Pieces{{SKU: "tint", Quantity: 2}, {SKU: "coffee", Quantity: 1}, {SKU: "exact", Quantity: 1}, {SKU: "scarf", Quantity: 3}}
	b.ReportAllocs()
	for b.Loop() {
		shop.NewQuote(&shop.Ask{Catalogue: c, Pieces: pieces})
	}
}
