package shop_test

import (
	"fmt"
	"strings"
	"testing"

	"tagtap/flow/shop"
)

// noon is the instant of all worked examples: 22 November 2026, 12:00 in China.
const noon shop.Instant = 1_795_320_000_000

// stall is a catalogue of one shop, "s", that ships free; each SKU is a product of its own, "of-" and its id.
func stall(variants ...shop.Variant) *shop.Catalogue {
	c := &shop.Catalogue{Shops: []shop.Shop{{ID: "s", Trade: shop.Domestic, Shipping: shop.Shipping{Kind: shop.ShippingFree}}}}
	for _, v := range variants {
		c.Products = append(c.Products, shop.Product{ID: shop.ProductID("of-" + v.SKU), Shop: "s", Variants: []shop.Variant{v}})
	}
	c.Index()
	return c
}

// priced is a SKU at a list price in yuan.
func priced(sku string, yuan shop.Fen) shop.Variant {
	return shop.Variant{SKU: shop.SKU(sku), Price: yuan * 100, Stock: 999}
}

// bonded makes the stall cross-border, with a VAT of 13 % on everything that names no tax.
func bonded(c *shop.Catalogue) *shop.Catalogue {
	c.Shops[0].Trade = shop.Bonded
	for i := range c.Products {
		for j := range c.Products[i].Variants {
			if v := &c.Products[i].Variants[j]; v.Tax.VAT == 0 {
				v.Tax.VAT = 13
			}
		}
	}
	return c
}

// want makes pieces of "a 2, b 1".
func pieces(list string) []shop.Pieces {
	var all []shop.Pieces
	for _, word := range strings.Split(list, ", ") {
		var p shop.Pieces
		if _, err := fmt.Sscan(word, &p.SKU, &p.Quantity); err != nil {
			panic(word)
		}
		all = append(all, p)
	}
	return all
}

// ask asks for pieces at noon.
func ask(c *shop.Catalogue, list string, held ...shop.Coupon) *shop.Ask {
	c.Index()
	return &shop.Ask{Catalogue: c, Pieces: pieces(list), At: noon, Held: held}
}

// spend is a merchant's coupon of the stall in yuan, platform one of the platform.
func spend(id string, over, off shop.Fen) shop.Coupon {
	return shop.Coupon{ID: id, Kind: shop.CouponStore, Shop: "s", Over: over * 100, Off: off * 100}
}

func platform(id string, over, off shop.Fen) shop.Coupon {
	return shop.Coupon{ID: id, Kind: shop.CouponPlatform, Over: over * 100, Off: off * 100}
}

func spendPromotion(id string, over, off shop.Fen) shop.Promotion {
	return shop.Promotion{ID: id, Shop: "s", Kind: shop.PromotionSpend, Over: over * 100, Off: off * 100}
}

// receipt prints the lines of all orders, one a row: name, amount, funder and why where they are there.
func receipt(q shop.Quote) string {
	var b strings.Builder
	for i, o := range q.Orders {
		if i > 0 {
			b.WriteString("--\n")
		}
		for _, l := range o.Lines {
			fmt.Fprintf(&b, "%s %s", l.Name, l.Amount)
			for _, word := range []string{l.Funder, l.Why} {
				if word != "" {
					b.WriteString(" " + word)
				}
			}
			b.WriteString("\n")
		}
	}
	fmt.Fprintf(&b, "= %s", q.Payable)
	return b.String()
}

func sharesOf(l shop.QuoteLine) string {
	var words []string
	for _, s := range l.Shares {
		words = append(words, fmt.Sprintf("%s %s", s.SKU, s.Amount))
	}
	return strings.Join(words, ", ")
}

func sharesAt(t *testing.T, o shop.OrderQuote, name string) string {
	t.Helper()
	for _, l := range o.Lines {
		if l.Name == name {
			return sharesOf(l)
		}
	}
	return ""
}

func wantReceipt(t *testing.T, q shop.Quote, want string) {
	t.Helper()
	want = strings.TrimSpace(strings.ReplaceAll(want, "\t", ""))
	if got := receipt(q); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
