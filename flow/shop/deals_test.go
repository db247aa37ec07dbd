package shop_test

import (
	"testing"

	"tagtap/flow/shop"
)

// bundle is a set of pieces of the stall for so many yuan.
func bundle(id, list string, yuan shop.Fen) shop.Bundle {
	return shop.Bundle{ID: id, Shop: "s", Pieces: pieces(list), Price: yuan * 100}
}

func TestBundles(t *testing.T) {
	for _, c := range []struct {
		name    string
		bundles []shop.Bundle
		cart    string
		want    string // the bundle lines with their shares, one a row, and the payable
	}{
		{"a 100 + b 50 as a set for 120 saves 30, split 20 and 10 by unit prices", []shop.Bundle{bundle("ab", "a 1, b 1", 120)}, "a 1, b 1",
			"ab -¥30.00: a -¥20.00, b -¥10.00\n= ¥120.00"},
		{"a loose a stays at 100 and takes no share of the line", []shop.Bundle{bundle("ab", "a 1, b 1", 120)}, "a 2, b 1",
			"ab -¥30.00: a -¥20.00, b -¥10.00\n= ¥220.00"},
		{"two sets are one line", []shop.Bundle{bundle("ab", "a 1, b 1", 120)}, "a 2, b 3", "ab -¥60.00: a -¥40.00, b -¥20.00\n= ¥290.00"},
		{"a set that saves nothing is not applied", []shop.Bundle{bundle("ab", "a 1, b 1", 150)}, "a 1, b 1", "= ¥150.00"},
		{"a set of two of one SKU", []shop.Bundle{bundle("aa", "a 2", 150)}, "a 5", "aa -¥100.00: a -¥100.00\n= ¥400.00"},
		{"an incomplete set is none", []shop.Bundle{bundle("aab", "a 2, b 1", 1)}, "a 1, b 9", "= ¥550.00"},
		// ab saves 30, bc (50 + 30 for 40) saves 40; one b: bc. Two b: both.
		{"a piece belongs to one set: the larger saving", []shop.Bundle{bundle("ab", "a 1, b 1", 120), bundle("bc", "b 1, c 1", 40)}, "a 1, b 1, c 1",
			"bc -¥40.00: b -¥25.00, c -¥15.00\n= ¥140.00"},
		{"with pieces for both, both", []shop.Bundle{bundle("bc", "b 1, c 1", 40), bundle("ab", "a 1, b 1", 120)}, "a 1, b 2, c 1",
			"ab -¥30.00: a -¥20.00, b -¥10.00\nbc -¥40.00: b -¥25.00, c -¥15.00\n= ¥160.00"},
		// The largest single saving (abc 45) loses to two others of 30 + 20 that use the same pieces: a 2, b 2, c 1.
		{"the largest total, not the largest set first", []shop.Bundle{
			bundle("ab", "a 1, b 1", 120), bundle("ac", "a 1, c 1", 110), bundle("aabc", "a 2, b 1, c 1", 235),
		}, "a 2, b 1, c 1", "ab -¥30.00: a -¥20.00, b -¥10.00\nac -¥20.00: a -¥15.38, c -¥4.62\n= ¥230.00"},
		// One set of two saves 20 as two sets of one save 10 each: fewest sets.
		{"of equal totals the fewest sets", []shop.Bundle{bundle("one", "a 1", 90), bundle("two", "a 2", 180)}, "a 2", "two -¥20.00: a -¥20.00\n= ¥180.00"},
		{"then the smaller ids", []shop.Bundle{bundle("y", "a 1, b 1", 120), bundle("x", "b 1, c 1", 50)}, "a 1, b 1, c 1",
			"x -¥30.00: b -¥18.75, c -¥11.25\n= ¥150.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := stall(priced("a", 100), priced("b", 50), priced("c", 30))
			s.Bundles = c.bundles
			q := shop.NewQuote(ask(s, c.cart))
			got := ""
			for _, l := range q.Orders[0].Lines {
				if l.Name == shop.LineBundle {
					got += l.Why + " " + l.Amount.String() + ": " + sharesOf(l) + "\n"
					if l.Funder != "merchant" {
						t.Errorf("funded by %q", l.Funder)
					}
				}
			}
			if got += "= " + q.Payable.String(); got != c.want {
				t.Fatalf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestASetSavesOnUnitPricesAndTiersSeeTheWholeQuantity(t *testing.T) {
	// a 3: the tier of three makes each 80. The set a + b for 120 saves 80 + 50 − 120 = 10, split 6.15 and 3.85. The order:
	// 3 × 100 + 50, less 60 of the tier, less 10.
	a := priced("a", 100)
	a.Tiers = []shop.Tier{{From: 3, Price: 8000}}
	c := stall(a, priced("b", 50))
	c.Bundles = []shop.Bundle{bundle("ab", "a 1, b 1", 120)}
	q := shop.NewQuote(ask(c, "a 3, b 1"))
	wantReceipt(t, q, `
		items ¥350.00 list
		item-saving -¥60.00 merchant tier
		bundle -¥10.00 merchant ab
		shipping ¥0.00 free
		= ¥280.00`)
	if got := sharesAt(t, q.Orders[0], shop.LineBundle); got != "a -¥6.15, b -¥3.85" {
		t.Errorf("shared as %s", got)
	}
}

func TestABundleHasAWindowAndALiveOneARoom(t *testing.T) {
	for _, c := range []struct {
		name   string
		edit   func(*shop.Bundle)
		room   string
		codes  []string
		saving shop.Fen
	}{
		{"in its window", func(b *shop.Bundle) { b.Window = begun }, "", nil, 3000},
		{"not at its end", func(b *shop.Bundle) { b.Window = ended }, "", nil, 0},
		{"live from its room", func(b *shop.Bundle) { b.Room, b.Window = "hall", around }, "hall", nil, 3000},
		{"live not from elsewhere", func(b *shop.Bundle) { b.Room, b.Window = "hall", around }, "", nil, 0},
		{"live not when it is over", func(b *shop.Bundle) { b.Room, b.Window = "hall", ended }, "hall", nil, 0},
		{"by the replay's code", func(b *shop.Bundle) { b.Room, b.Window, b.Code, b.Replay = "hall", ended, "AGAIN", begun }, "", []string{"AGAIN"}, 3000},
		{"not by it when it is over", func(b *shop.Bundle) { b.Room, b.Window, b.Code, b.Replay = "hall", ended, "AGAIN", ended }, "", []string{"AGAIN"}, 0},
	} {
		s := stall(priced("a", 100), priced("b", 50))
		s.Bundles = []shop.Bundle{bundle("ab", "a 1, b 1", 120)}
		c.edit(&s.Bundles[0])
		a := ask(s, "a 1, b 1")
		a.Room, a.Codes = c.room, c.codes
		if got := shop.NewQuote(a); got.Payable != 15000-c.saving {
			t.Errorf("%s: got %s", c.name, receipt(got))
		}
	}
}

func TestPromotions(t *testing.T) {
	every := func(over, off shop.Fen, times int) shop.Promotion {
		return shop.Promotion{ID: "every", Shop: "s", Kind: shop.PromotionEvery, Over: over * 100, Off: off * 100, Times: times}
	}
	count := func(n, percent int, skus ...shop.SKU) shop.Promotion {
		return shop.Promotion{ID: "count", Shop: "s", Kind: shop.PromotionPieces, Pieces: n, Percent: percent, Scope: shop.Scope{SKUs: skus}}
	}
	scoped := func(p shop.Promotion, s shop.Scope) shop.Promotion { p.Scope = s; return p }
	during := func(p shop.Promotion, w shop.Window) shop.Promotion { p.Window = w; return p }
	for _, c := range []struct {
		name       string
		promotions []shop.Promotion
		cart       string
		why        string
		off        shop.Fen
	}{
		{"spend 200 save 30, at equality", []shop.Promotion{spendPromotion("p", 200, 30)}, "a 2", "p", 3000},
		{"not below", []shop.Promotion{spendPromotion("p", 200, 30)}, "a 1, b 1", "", 0},
		{"each rung of a ladder is a promotion: 300−50 beats 200−30", []shop.Promotion{spendPromotion("low", 200, 30), spendPromotion("high", 300, 50)}, "a 3", "high", 5000},
		{"below the upper rung the lower", []shop.Promotion{spendPromotion("low", 200, 30), spendPromotion("high", 300, 50)}, "a 2", "low", 3000},
		{"ties: the smaller id", []shop.Promotion{spendPromotion("z", 200, 30), spendPromotion("k", 100, 30)}, "a 2", "k", 3000},
		{"one promotion an order, they do not add", []shop.Promotion{spendPromotion("p", 200, 30), count(2, 10)}, "a 2", "p", 3000},
		{"every 200 save 30 of 650: three times", []shop.Promotion{every(200, 30, 0)}, "a 6, b 1", "every", 9000},
		{"at most twice by data", []shop.Promotion{every(200, 30, 2)}, "a 6, b 1", "every", 6000},
		{"not once below", []shop.Promotion{every(200, 30, 0)}, "a 1", "", 0},
		{"three pieces at 20 % off (8折): 250 → 50, different SKUs together", []shop.Promotion{count(3, 20)}, "a 2, b 1", "count", 5000},
		{"two pieces are not three", []shop.Promotion{count(3, 20)}, "a 1, b 1", "", 0},
		{"only pieces of its scope count", []shop.Promotion{count(3, 20, "a")}, "a 2, b 5", "", 0},
		{"and only they are reduced: 20 % of 300", []shop.Promotion{count(3, 20, "a")}, "a 3, b 5", "count", 6000},
		{"15 % of 3 × 33.33 = 14.9985, half-up to 15.00", []shop.Promotion{count(3, 15, "d")}, "d 3", "count", 1500},
		{"a threshold sees its scope's lines only", []shop.Promotion{scoped(spendPromotion("p", 200, 30), shop.Scope{Products: []shop.ProductID{"of-a"}})}, "a 1, b 9", "", 0},
		{"it gives at most what its lines amount to", []shop.Promotion{scoped(spendPromotion("p", 0, 80), shop.Scope{SKUs: []shop.SKU{"b"}})}, "a 1, b 1", "p", 5000},
		{"and leaves 0.01 of the order's goods", []shop.Promotion{spendPromotion("p", 0, 80)}, "b 1", "p", 4999},
		{"compared as they come out: 80 of a 50-line loses to 60", []shop.Promotion{
			scoped(spendPromotion("big", 0, 80), shop.Scope{SKUs: []shop.SKU{"b"}}), spendPromotion("small", 0, 60),
		}, "a 1, b 1", "small", 6000},
		{"at its end it is over", []shop.Promotion{during(spendPromotion("p", 0, 30), ended)}, "a 1", "", 0},
		{"at its start it is there", []shop.Promotion{during(spendPromotion("p", 0, 30), begun)}, "a 1", "p", 3000},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := shop.Variant{SKU: "d", Price: 3333}
			s := stall(priced("a", 100), priced("b", 50), d)
			s.Promotions = c.promotions
			q := shop.NewQuote(ask(s, c.cart))
			why := ""
			for _, l := range q.Orders[0].Lines {
				if l.Name == shop.LinePromotion {
					why = l.Why
					if l.Funder != "merchant" {
						t.Errorf("funded by %q", l.Funder)
					}
				}
			}
			if off := -q.Sum(shop.LinePromotion); off != c.off || why != c.why {
				t.Fatalf("got %s by %q, want %s by %q\n%s", off, why, c.off, c.why, receipt(q))
			}
		})
	}
}

func TestAPromotionSeesTheAmountsAfterSingleItemPricesAndBundles(t *testing.T) {
	// a 100 at 90, b 50: a set for 130 saves 10, so 130 is left: "130 − 20" applies, "131 − 25" does not, and neither price nor
	// bundle excludes the pieces. The discount is split by what is left: 83.57 : 46.43 → 12.86 : 7.14.
	a := priced("a", 100)
	a.Offers = []shop.Offer{offer("sale", shop.PriceLimited, 90, around)}
	c := stall(a, priced("b", 50))
	c.Bundles = []shop.Bundle{bundle("ab", "a 1, b 1", 130)}
	c.Promotions = []shop.Promotion{spendPromotion("more", 131, 25), spendPromotion("less", 130, 20)}
	q := shop.NewQuote(ask(c, "a 1, b 1"))
	wantReceipt(t, q, `
		items ¥150.00 list
		item-saving -¥10.00 merchant limited-time
		bundle -¥10.00 merchant ab
		promotion -¥20.00 merchant less
		shipping ¥0.00 free
		= ¥110.00`)
	if got := sharesAt(t, q.Orders[0], shop.LineBundle); got != "a -¥6.43, b -¥3.57" {
		t.Errorf("the bundle is shared as %s", got)
	}
	if got := sharesAt(t, q.Orders[0], shop.LinePromotion); got != "a -¥12.86, b -¥7.14" {
		t.Errorf("the promotion is shared as %s", got)
	}
}

func TestScopes(t *testing.T) {
	s := shop.Scope{Products: []shop.ProductID{"cream"}, SKUs: []shop.SKU{"tint-03"}}
	for _, c := range []struct {
		scope   shop.Scope
		product shop.ProductID
		sku     shop.SKU
		want    bool
	}{
		{shop.Scope{}, "any", "any", true}, {s, "cream", "cream-50", true}, {s, "tint", "tint-03", true}, {s, "tint", "tint-04", false}, {s, "tint-03", "cream", false},
	} {
		if got := c.scope.Covers(c.product, c.sku); got != c.want {
			t.Errorf("%v covers %s %s: got %v", c.scope, c.product, c.sku, got)
		}
	}
}
