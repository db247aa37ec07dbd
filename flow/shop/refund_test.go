package shop_test

import (
	"testing"

	"tagtap/flow/shop"
)

func TestRefunds(t *testing.T) {
	// Three a of 33.34 and one b of 50: 150.02; coupon 10.00, shipping 12. a's share of 10: 100.02/150.02 → 6.667 → 6.67, b 3.33.
	// a: 93.35 over three pieces: 31.12, 31.12, 31.11. b: 46.67.
	c := stall(shop.Variant{SKU: "a", Price: 3334}, priced("b", 50))
	c.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingFlat, Fee: 1200}
	c.Shops[0].Fee = 50
	o := firstOrder(ask(c, "a 3, b 1", spend("k", 0, 10)))
	all := shop.RefundRule{Shipping: true, Tax: true}
	for _, x := range []struct {
		name     string
		returned []shop.Pieces
		pieces   []shop.Pieces
		rule     shop.RefundRule
		want     shop.Refund
	}{
		{"the first a", nil, pieces("a 1"), all, shop.Refund{Goods: 3112}},
		{"the last a has the fen less", pieces("a 2"), pieces("a 1"), all, shop.Refund{Goods: 3111}},
		{"two of a", nil, pieces("a 2"), all, shop.Refund{Goods: 6224}},
		{"a line apart in two words is the same", nil, pieces("a 1, a 1"), all, shop.Refund{Goods: 6224}},
		{"b alone leaves others: no shipping", nil, pieces("b 1"), all, shop.Refund{Goods: 4667}},
		{"the last pieces bring shipping and fee", pieces("a 3"), pieces("b 1"), all, shop.Refund{Goods: 4667, Shipping: 1250}},
		{"unless the rule has it otherwise", pieces("a 3"), pieces("b 1"), shop.RefundRule{}, shop.Refund{Goods: 4667}},
		{"all at once", nil, pieces("a 3, b 1"), all, shop.Refund{Goods: 14002, Shipping: 1250}},
		{"no more than there are", pieces("a 2"), pieces("a 9, c 1"), all, shop.Refund{Goods: 3111}},
		{"nothing", pieces("a 3, b 1"), nil, all, shop.Refund{}},
	} {
		if got := shop.Refunding(o, x.returned, x.pieces, x.rule); got != x.want {
			t.Errorf("%s: got %+v, want %+v", x.name, got, x.want)
		}
	}
}

func TestARefundThatBreaksFreeShippingCostsTheFeeOnce(t *testing.T) {
	// Three a of 40, free from 99 on: the platform's coupon of 30 is no part of the test, so 120 counts. The first return leaves
	// 80, below 99: the fee of 12 is taken off its 30. The second leaves 40, and nothing more is taken.
	c := stall(priced("a", 40))
	c.Shops[0].Shipping = shop.Shipping{Kind: shop.ShippingOver, Fee: 1200, Over: 9900}
	o := firstOrder(ask(c, "a 3", platform("x", 0, 30)))
	rule := shop.RefundRule{Over: 9900, Fee: 1200}
	if got := shop.Refunding(o, nil, pieces("a 1"), rule); got != (shop.Refund{Goods: 3000, Postage: 1200}) || got.Total() != 1800 {
		t.Errorf("the first: %+v", got)
	}
	if got := shop.Refunding(o, pieces("a 1"), pieces("a 1"), rule); got != (shop.Refund{Goods: 3000}) {
		t.Errorf("the second: %+v", got)
	}
	// Where what is left meets the threshold, nothing is taken off: 120 less 40 against 80.
	if got := shop.Refunding(o, nil, pieces("a 1"), shop.RefundRule{Over: 8000, Fee: 1200}); got.Postage != 0 {
		t.Errorf("at equality: %+v", got)
	}
	// An order that just met the threshold: 120 from 120 on.
	if got := shop.Refunding(o, nil, pieces("a 1"), shop.RefundRule{Over: 12000, Fee: 1200}); got.Postage != 1200 {
		t.Errorf("from equality: %+v", got)
	}
	// Never more than comes back.
	if got := shop.Refunding(o, nil, pieces("a 1"), shop.RefundRule{Over: 9900, Fee: 9000}); got.Total() != 0 {
		t.Errorf("a fee above the goods: %+v", got)
	}
	// An order that was below from the start paid its fee.
	if got := shop.Refunding(firstOrder(ask(c, "a 2")), nil, pieces("a 1"), rule); got.Postage != 0 {
		t.Errorf("below from the start: %+v", got)
	}
}

func TestTaxAndQuotaGoBackWithTheirPieces(t *testing.T) {
	// Two a of 100 at 9.1 %, tax 18.20, value 200; 9.10 and 100 a piece.
	o := firstOrder(ask(bonded(stall(priced("a", 100))), "a 2"))
	if got := shop.Refunding(o, nil, pieces("a 1"), shop.RefundRule{Tax: true}); got != (shop.Refund{Goods: 10000, Tax: 910, Base: 10000}) {
		t.Errorf("got %+v", got)
	}
	if got := shop.Refunding(o, nil, pieces("a 1"), shop.RefundRule{}); got != (shop.Refund{Goods: 10000}) {
		t.Errorf("got %+v", got)
	}
}

func TestRefundsOfAPresale(t *testing.T) {
	v := priced("a", 300)
	v.Presale = &shop.Presale{Deposit: 5000}
	a := ask(stall(v), "a 2", spend("k", 0, 10))
	// Of the deposit's order the deposit goes back, of the balance's the balance: 245 each, with the deposit 295.
	if got := shop.Refunding(firstOrder(a), nil, pieces("a 1"), shop.RefundRule{}); got.Total() != 5000 {
		t.Errorf("of the deposit: %+v", got)
	}
	a.Balance = true
	if got := shop.Refunding(firstOrder(a), nil, pieces("a 1"), shop.RefundRule{}); got.Total() != 24500 {
		t.Errorf("of the balance: %+v", got)
	}
	if got := shop.Refunding(firstOrder(a), nil, pieces("a 1"), shop.RefundRule{Deposit: true}); got.Total() != 29500 {
		t.Errorf("of both: %+v", got)
	}
}
