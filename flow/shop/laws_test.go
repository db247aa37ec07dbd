package shop_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tagtap/flow/shop"
)

// The laws hold for every catalogue and every ask.
func laws(t *rapid.T) {
	a := draws{t}.ask()
	q := shop.NewQuote(a)
	if again := shop.NewQuote(a); !reflect.DeepEqual(q, again) {
		t.Fatalf("got %+v, before %+v", again, q)
	}
	addsUp(t, &q)
	agrees(t, a, &q)
	partsOfAnOrder(t, a)
	againInAnotherOrder(t, a, &q)
	oneCouponMore(t, a)
	refunds(t, &q)
	explains(t, a, &q)
}

func TestLaws(t *testing.T) { rapid.Check(t, laws) }

func FuzzQuote(f *testing.F) {
	f.Add([]byte("a"))
	f.Add([]byte("two shops, three coupons and a bundle, drawn from these letters, which are as good as any others"))
	f.Fuzz(rapid.MakeFuzz(laws))
}

// addsUp: shares sum to their line, lines to the payable, orders to the whole; lines stand in their order and none that
// is zero stands without being told to; nothing but discounts and the deposit is negative; no SKU ends below zero.
func addsUp(t *rapid.T, q *shop.Quote) {
	order := shop.LineNames()
	kept := []string{shop.LineShipping, shop.LineInsurance, shop.LineTax}
	var all shop.Fen
	for i := range q.Orders {
		o := &q.Orders[i]
		at, sum, left := 0, shop.Fen(0), map[shop.SKU]shop.Fen{}
		for _, l := range o.Lines {
			place := slices.Index(order, l.Name)
			if place < at {
				t.Fatalf("%s stands after %s", l.Name, order[at])
			}
			at = place
			discount := place >= slices.Index(order, shop.LineSaving) && place <= slices.Index(order, shop.LinePlatform)
			if below := discount || l.Name == shop.LineBalance || l.Name == shop.LineDeposit; below && l.Amount >= 0 || !below && l.Amount < 0 {
				t.Fatalf("%s is %s", l.Name, l.Amount)
			}
			if l.Amount == 0 && !slices.Contains(kept, l.Name) {
				t.Fatalf("%s stands at zero", l.Name)
			}
			var shares shop.Fen
			for _, s := range l.Shares {
				shares += s.Amount
				if discount || l.Name == shop.LineItems {
					left[s.SKU] += s.Amount
				}
				if discount && s.Amount > 0 || !discount && l.Amount >= 0 && s.Amount < 0 {
					t.Fatalf("%s has a share of %s", l.Name, s.Amount)
				}
			}
			if shares != l.Amount && l.Name != shop.LineInsurance {
				t.Fatalf("%s: shares sum to %s of %s", l.Name, shares, l.Amount)
			}
			sum += l.Amount
		}
		for sku, rest := range left {
			if rest < 0 {
				t.Fatalf("%s ends at %s\n%s", sku, rest, receipt(*q))
			}
		}
		if sum != o.Payable || o.Payable < 1 || o.Goods() < 1 {
			t.Fatalf("lines sum to %s, payable %s", sum, o.Payable)
		}
		merchant, platform := o.Discounts()
		if o.Line(shop.LineItems)-merchant-platform != o.Goods() || merchant < 0 || platform < 0 {
			t.Fatalf("discounts %s and %s", merchant, platform)
		}
		if tax := slices.ContainsFunc(o.Lines, func(l shop.QuoteLine) bool { return l.Name == shop.LineTax }); tax != (o.Trade.CrossBorder() && o.Line(shop.LineBalance) == 0) {
			t.Fatalf("tax line %v of %s", tax, o.Trade)
		}
		all += sum
	}
	if all != q.Payable {
		t.Fatalf("orders sum to %s, payable %s", all, q.Payable)
	}
}

// agrees: the choice is what trying everything finds.
func agrees(t *rapid.T, a *shop.Ask, q *shop.Quote) {
	o := consult(a)
	for i, order := range o.orders {
		var named []string
		for _, l := range q.Orders[i].Lines {
			if l.Name == shop.LineBundle || l.Name == shop.LinePromotion {
				named = append(named, fmt.Sprint(l.Why, " ", l.Amount))
			}
		}
		if !slices.Equal(named, order.named) {
			t.Fatalf("got %v, want %v", named, order.named)
		}
	}
	want := o.best()
	got := verdict{payable: q.Payable}
	used := map[string]int{}
	for _, u := range q.Coupons {
		if u.Order >= 0 {
			used[u.Coupon] = u.Order
		}
	}
	for i := range want.used {
		if at, ok := used[want.used[i]]; ok {
			got.used, got.orders = append(got.used, want.used[i]), append(got.orders, at)
		}
	}
	if got.payable != want.payable || len(used) != len(want.used) || !slices.Equal(got.used, want.used) || !slices.Equal(got.orders, want.orders) {
		t.Fatalf("got %s with %v, want %s with %v at %v\n%s", q.Payable, q.Coupons, want.payable, want.used, want.orders, receipt(*q))
	}
}

// partsOfAnOrder: no piece is lost, and no part of several pieces is over the limit without coupons.
func partsOfAnOrder(t *rapid.T, a *shop.Ask) {
	b := *a
	b.Split, b.Pick = true, shop.PickNone
	q := shop.NewQuote(&b)
	addsUp(t, &q)
	for _, l := range q.Limits {
		t.Fatalf("order %d is over by %s\n%s", l.Order, l.Over, receipt(q))
	}
	if got, want := counts(q), counts(shop.NewQuote(a)); got != want {
		t.Fatalf("parts hold %s, want %s", got, want)
	}
}

func counts(q shop.Quote) string {
	n := map[shop.SKU]int32{}
	for _, o := range q.Orders {
		for _, p := range o.Pieces() {
			n[p.SKU] += p.Quantity
		}
	}
	return fmt.Sprint(n)
}

// againInAnotherOrder: how pieces stand in the cart changes only how orders stand.
func againInAnotherOrder(t *rapid.T, a *shop.Ask, q *shop.Quote) {
	b := *a
	b.Pick = shop.PickNone
	pieces := rapid.Permutation(a.Pieces).Draw(t, "cart")
	before := ordersOf(shop.NewQuote(&b))
	b.Pieces = pieces
	if after := ordersOf(shop.NewQuote(&b)); after != before {
		t.Fatalf("got\n%s\nbefore\n%s", after, before)
	}
	if b.Pick = a.Pick; a.Pick != shop.PickManual {
		if r := shop.NewQuote(&b); r.Payable != q.Payable {
			t.Fatalf("got %s, before %s", r.Payable, q.Payable)
		}
	}
}

func ordersOf(q shop.Quote) string {
	var all []string
	for _, o := range q.Orders {
		all = append(all, receipt(shop.Quote{Orders: []shop.OrderQuote{o}, Payable: o.Payable}))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// oneCouponMore never raises the payable of the automatic choice.
func oneCouponMore(t *rapid.T, a *shop.Ask) {
	b := *a
	b.Pick = shop.PickAuto
	with := shop.NewQuote(&b).Payable
	for i := range a.Held {
		b.Held = append(slices.Clone(a.Held[:i]), a.Held[i+1:]...)
		if without := shop.NewQuote(&b).Payable; with > without {
			t.Fatalf("%s raises %s to %s", a.Held[i].ID, without, with)
		}
	}
}

// refunds of all pieces in any portions sum to the payable, and none is negative.
func refunds(t *rapid.T, q *shop.Quote) {
	for i := range q.Orders {
		o := &q.Orders[i]
		var left []shop.Pieces
		for _, p := range o.Pieces() {
			for range p.Quantity {
				left = append(left, shop.Pieces{SKU: p.SKU, Quantity: 1})
			}
		}
		left = rapid.Permutation(left).Draw(t, "returns")
		var sum, base shop.Fen
		for done := 0; done < len(left); {
			n := rapid.IntRange(1, len(left)-done).Draw(t, "at once")
			r := shop.Refunding(o, left[:done], left[done:done+n], shop.RefundRule{Shipping: true, Tax: true})
			if r.Goods < 0 || r.Tax < 0 || r.Shipping < 0 || r.Postage != 0 || r.Base < 0 {
				t.Fatalf("got %+v", r)
			}
			postage := shop.Refunding(o, left[:done], left[done:done+n], shop.RefundRule{Shipping: true, Tax: true, Over: 5000, Fee: 1200})
			if postage.Total() < 0 || postage.Total() > r.Total() {
				t.Fatalf("got %+v", postage)
			}
			sum, base = sum+r.Total(), base+r.Base
			if done += n; sum > o.Payable {
				t.Fatalf("%s back of %s", sum, o.Payable)
			}
		}
		var value shop.Fen
		for _, item := range o.Items {
			if item.Tax != nil {
				value += item.Tax.Base
			}
		}
		if sum != o.Payable || base != value {
			t.Fatalf("%s back of %s, %s of %s\n%s", sum, o.Payable, base, value, receipt(*q))
		}
	}
}

// explains: a coupon that is used says so as in the quote; one that could be used has an amount; all others a reason.
func explains(t *rapid.T, a *shop.Ask, q *shop.Quote) {
	all := shop.Explain(a)
	if len(all) != len(a.Held) {
		t.Fatalf("%d of %d", len(all), len(a.Held))
	}
	for i, u := range all {
		at := slices.IndexFunc(q.Coupons, func(used shop.Use) bool { return used.Coupon == u.Coupon && used.Order >= 0 })
		switch {
		case u.Coupon != a.Held[i].ID:
			t.Fatalf("%s stands for %s", u.Coupon, a.Held[i].ID)
		case u.Order >= 0 && (at < 0 || q.Coupons[at] != u), u.Order < 0 && at >= 0:
			t.Fatalf("explained as %+v, used %v", u, q.Coupons)
		case (u.Why == "") != (u.Amount > 0), (u.Why == shop.WhyUnder) != (u.Missing > 0):
			t.Fatalf("got %+v", u)
		}
	}
}

// The sets of several bundles that want the same pieces are those that trying all numbers finds, also with many pieces.
func TestSetsAreTheBestThereAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draws{t}
		skus, cart := []shop.SKU{"a", "b", "c", "d"}, []shop.Pieces(nil)
		var goods []shop.Variant
		for _, sku := range skus {
			goods = append(goods, shop.Variant{SKU: sku, Price: d.fen("price", 900, 1000, 1700, 2000)})
			cart = append(cart, shop.Pieces{SKU: sku, Quantity: int32(d.n("quantity", 4, 12))})
		}
		c := stall(goods...)
		for i := range d.n("bundles", 1, 4) {
			b := shop.Bundle{ID: fmt.Sprint("set", i), Shop: "s", Price: d.fen("set", 1000, 1500, 2000, 2500)}
			for _, sku := range skus {
				if n := d.n("in set", 0, 2); n > 0 {
					b.Pieces = append(b.Pieces, shop.Pieces{SKU: sku, Quantity: int32(n)})
				}
			}
			c.Bundles = append(c.Bundles, b)
		}
		c.Index()
		a := &shop.Ask{Catalogue: c, Pieces: cart, At: noon}
		q := shop.NewQuote(a)
		addsUp(t, &q)
		agrees(t, a, &q)
	})
}

// Several orders that want the same coupons of both slots, worth less beside each other, at prices that tie: what is shown is
// what trying everything finds. The presale pieces of a shop are an order beside its others.
func TestCouponsThatSeveralOrdersWantServeThemBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draws{t}
		c := &shop.Catalogue{}
		a := &shop.Ask{Catalogue: c, At: noon, Balance: true}
		for i := range d.n("orders", 2, 4) {
			s := shop.Shop{ID: shop.ShopID(fmt.Sprint("s", i/2)), Trade: shop.Domestic}
			if d.yes("over") {
				s.Shipping = shop.Shipping{Kind: shop.ShippingOver, Fee: 300, Over: d.fen("over", 500, 1000)}
			}
			v := shop.Variant{SKU: shop.SKU(fmt.Sprint("v", i)), Price: d.fen("price", 500, 1000, 1000, 1500)}
			if i%2 == 0 {
				c.Shops = append(c.Shops, s)
			} else {
				v.Presale = &shop.Presale{Deposit: d.fen("deposit", 1, 100)}
			}
			c.Products = append(c.Products, shop.Product{ID: shop.ProductID(v.SKU), Shop: s.ID, Variants: []shop.Variant{v}})
			a.Pieces = append(a.Pieces, shop.Pieces{SKU: v.SKU, Quantity: 1})
		}
		a.Pieces = rapid.Permutation(a.Pieces).Draw(t, "cart")
		for i := range d.n("coupons", 2, 5) {
			k := shop.Coupon{ID: fmt.Sprint("k", i), Kind: shop.CouponStore, Merchant: 50, Off: d.fen("off", 100, 300, 300, 800)}
			if d.yes("platform's") {
				k.Kind = rapid.SampledFrom([]shop.CouponKind{shop.CouponPlatform, shop.CouponCoFunded}).Draw(t, "kind")
			}
			if d.n("percent", 0, 2) == 0 {
				k.Off, k.Percent = 0, 30
			}
			a.Held = append(a.Held, k)
		}
		if d.yes("manual") {
			a = byHand(a)
			a.Chosen = rapid.Permutation(a.Chosen).Draw(t, "chosen")
		}
		c.Index()
		q := shop.NewQuote(a)
		agrees(t, a, &q)
	})
}
