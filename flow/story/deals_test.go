package story

import (
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Beginnings of walks about deals, imports and after-sale.
const (
	scarfInCart = "{cart: {scarf: 1}, trail: [feed, cart]}"
	received1   = "orders: [{status: completed, lines: {scarf: 1}, coupons: [harrow-300]}]"
)

func TestExpectationsOfDeals(t *testing.T) {
	for _, c := range []struct {
		name                                string
		given, walk, holds, misses, message string
		who                                 *flow.Shopper
	}{
		{"lines of the quote", scarfInCart, "", "items: ¥300.00, promotion: ¥30.00, merchant-coupon: ¥30.00, platform-coupon: ¥0.00, discount: ¥60.00, goods: ¥240.00, payable: ¥240.00, item-saving: ¥0.00",
			"promotion: ¥0.00", "expect.promotion: got ¥30.00, want ¥0.00", verified()},
		{"a bundle and a flash price", "{cart: {scarf: 1, hat: 1}, trail: [feed, cart]}", "", "items: ¥400.00, item-saving: ¥20.00, bundle: ¥30.00, promotion: ¥30.00, payable: ¥320.00",
			"bundle: ¥0.00", "expect.bundle: got ¥30.00, want ¥0.00", returning()},
		{"fees", scarfInCart, "", "fee: ¥0.00, tax: ¥0.00, surcharge: ¥0.00, deposit: ¥0.00, balance: ¥0.00", "fee: ¥1.00", "expect.fee: got ¥0.00, want ¥1.00", returning()},
		{"tax", "{cart: {serum-30: 1}, trail: [feed, cart]}", "", "tax: ¥36.40, payable: ¥436.40", "tax: ¥0.00", "expect.tax: got ¥36.40, want ¥0.00", verified()},
		{"the price on the page", "{trail: [feed, {product: hat}]}", "", "price: ¥100.00, unit-price: ¥80.00, in-hand: ¥58.40", "unit-price: ¥100.00",
			"expect.unit-price: got ¥80.00, want ¥100.00", returning()},
		{"the price in hand", "{trail: [feed, {product: scarf}]}", "", "in-hand: ¥234.00", "in-hand: ¥300.00", "expect.in-hand: got ¥234.00, want ¥300.00", returning()},
		{"no price in hand", "{}", "", "place: feed", "in-hand: ¥240.00", "expect.in-hand: got none, want ¥240.00", returning()},
		{"a presale", "{trail: [feed, {product: coat}, checkout], checkout: {lines: {coat: 1}}}", "", "payable: ¥50.00, balance: ¥350.00", "balance: ¥0.00",
			"expect.balance: got ¥350.00, want ¥0.00", returning()},
		{"coupons held", "{coupons: [welcome-49, {coupon: harrow-500, expires: 2026-11-11 19:00}, {amount: ¥3.00}]}", "", "coupons: 2", "coupons: ¥0.00",
			"expect.coupons: got ¥8.00, want ¥0.00", returning()},
		{"applied", scarfInCart, "", "applied: harrow-300", "applied: none", "expect.applied: got [harrow-300], want none", verified()},
		{"applied to an order", "{trail: [feed, cart, checkout], cart: {scarf: 1}}", "place-order", "applied: [harrow-300], coupons: 0, coupon-why: {harrow-300: used}",
			"applied: [welcome-49]", "expect.applied: got [harrow-300], want [welcome-49]", verified()},
		{"chosen by hand", "{trail: [feed, cart, checkout], cart: {scarf: 1}, coupons: [harrow-300, welcome-49]}",
			"coupons\ndrop-coupon: harrow-300\nexpect: {place: coupons, applied: welcome-49}\napply-coupons", "place: checkout, payable: ¥265.00, coupon-why: {welcome-49: none}",
			"coupon-why: {harrow-300: none}", "expect.coupon-why.harrow-300: got slot-taken, want none", returning()},
		{"under the threshold", "{cart: {hat: 1}, trail: [feed, cart]}", "", "applied: none, coupon-why: {harrow-300: under, welcome-49: not-held}, coupon-missing: {harrow-300: ¥220.00}",
			"coupon-missing: {harrow-300: ¥0.00}", "expect.coupon-missing.harrow-300: got ¥220.00, want ¥0.00", verified()},
		{"another shop's", "{cart: {coffee: 1}, trail: [feed, cart]}", "", "coupon-why: {harrow-300: no-item}", "coupon-why: {harrow-300: under}",
			"expect.coupon-why.harrow-300: got no-item, want under", verified()},
		{"claimed", "{trail: [feed, {product: scarf}]}", "coupons\nclaim-coupon: harrow-500\nback", "coupons: 1, place: product", "coupons: 0", "expect.coupons: got 1, want 0", returning()},
		{"given", "{}", "happen: {coupon-given: welcome-49}", "coupons: 1", "coupons: 0", "expect.coupons: got 1, want 0", returning()},
		{"the identity of the checkout", "{trail: [feed, cart, checkout], cart: {serum-30: 1}}", "", "identity: me, quota-left: ¥500.00", "identity: none",
			"expect.identity: got [me], want none", verified()},
		{"an identity that is typed", "{trail: [feed, cart, checkout], cart: {serum-30: 1}}", "choose-identity\nfill: {number: 990101199001010019, phone: 13800005678}\nsave-identity",
			"identity: identity-1, quota-left: ¥26000.00, fields: 2, checkout-steps: 2", "identity: none", "expect.identity: got [I1000009], want none", returning()},
		{"the identity of an order", "{orders: [{status: customs, lines: {serum-30: 1}}]}", "", "order: customs, tracking: customs-declaring, identity: me", "order: to-ship",
			"expect.order: got customs, want to-ship", verified()},
		{"no quota", "{}", "", "identity: none", "quota-left: ¥0.00", "expect.quota-left: got none, want ¥0.00", returning()},
		{"over the limit", "{trail: [feed, cart, checkout], cart: {serum-30: 10, serum-50: 5}, identities: [{identity: a, name: 林小满, number: 990101199001010019, phone: 13800005678}]}",
			"place-order\nexpect: {refused: over-single-limit}\nsplit-orders\nplace-order", "orders: 2", "orders: 1", "expect.orders: got 2, want 1", verified()},
		{"a request", "{" + received1 + "}", "open-orders\nafter-sale: last-order\nchoose-type: return-refund\nchoose-reason: no-longer-wanted\nexpect: {refund: ¥240.00}\nsubmit-request",
			"request: to-review, place: after-sale", "request: done", "expect.request: got to-review, want done", returning()},
		{"several requests", "{" + received1 + ", requests: [{status: done, type: exchange}, {status: awaiting-return, type: return-refund}]}", "",
			"request: {request-1: done, request-2: awaiting-return, last-request: awaiting-return}", "request: {request-1: closed}", "expect.request.request-1: got done, want closed", returning()},
		{"no request", "{}", "", "request: none", "refund: ¥0.00", "expect.refund: got none, want ¥0.00", returning()},
		{"what is given back", "{" + received1 + ", requests: [{status: awaiting-receipt, type: return-refund}]}", "happen: {return-received: last-request}",
			"request: done, refunded: ¥240.00, refund: ¥240.00, stock: {scarf: 9}", "refunded: ¥0.00", "expect.refunded: got ¥240.00, want ¥0.00", returning()},
	} {
		t.Run(c.name, func(t *testing.T) {
			walk := c.walk + "\nexpect: {"
			if r := play(t, giving(c.given, walk+c.holds+"}"), native(), c.who); !r.Passed {
				t.Errorf("%s: %v", c.holds, r.Failures)
			}
			r := play(t, giving(c.given, walk+c.misses+"}"), native(), c.who)
			if len(r.Failures) != 1 || r.Failures[0].Message != c.message || r.Passed {
				t.Errorf("%s: got %v, want %q", c.misses, r.Failures, c.message)
			}
		})
	}
}

// A line stands for the taps that a request takes; what the form has already is left alone.
func TestARequestIsWrittenByOneLine(t *testing.T) {
	const two = "{trail: [feed, orders], orders: [{status: completed, lines: {hat: 1, scarf: 2}}]}"
	for _, c := range []struct {
		name, given, line, end string
		taps                   int
	}{
		{"all of it", "{trail: [feed, orders], " + received1 + "}", "request: {type: return-refund, reason: no-longer-wanted}", "request: to-review, refund: ¥240.00", 3},
		{"a part of it", two, "request: {order: order-1, type: return-refund, lines: {scarf: 1}, reason: quality}", "request: to-review, place: after-sale", 5},
		{"before it left", "{trail: [feed, orders], orders: [{status: to-ship, lines: {scarf: 1}}]}", "request: {reason: wrong-address}", "request: done, order: closed, refunded: ¥270.00", 3},
		{"an exchange", "{trail: [feed, orders], orders: [{status: completed, lines: {cushion-n17-matte: 1}}]}", "request: {type: exchange, reason: wrong-choice, for: cushion-n21-matte}", "request: to-review, order: exchange", 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := play(t, giving(c.given, c.line+"\nexpect: {"+c.end+"}"), native(), verified())
			if !r.Passed || r.Taps != c.taps {
				t.Errorf("%d taps, %v", r.Taps, r.Failures)
			}
		})
	}
	r := play(t, giving(two, "request: {type: refund-unshipped}\nexpect: {refused: type-not-now}\nrequest: {lines: {hat: 1}}\nexpect: {refused: reason-needed}"), native(), returning())
	if !r.Passed {
		t.Error(r.Failures)
	}
}

// The names of requests, identities and coupons stand for those that the walk made.
func TestEveryVerbOfWhatAWalkMakesTakesItsNames(t *testing.T) {
	s := flow.State{
		Requests: []flow.Request{{ID: "R1"}, {ID: "R2"}}, Identities: []shop.Identity{{ID: "me"}, {ID: "I2"}},
		Coupons: []flow.Coupon{{ID: "harrow-300"}, {ID: "C2"}},
	}
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		want := map[string]string{"request": "R2", "identity": "I2", "coupon": "C2"}[spec.Of]
		if want == "" {
			continue
		}
		item := spec.Name + ": " + spec.Of + "-2"
		if spec.World {
			item = "happen: {" + item + "}"
		}
		l := parse(t, storyOf(item)).Cases[0].script()[0]
		if id, ok := resolve(&s, l.actions[0]); !l.alias || !ok || id != want {
			t.Errorf("%s: got %q, alias %v", item, id, l.alias)
		}
		if a := named(flow.Action{Verb: v, ID: want}, &s); a.ID != spec.Of+"-2" {
			t.Errorf("%s is printed as %s", want, a)
		}
	}
	if id, ok := resolve(&s, flow.Action{Verb: flow.CancelRequest, ID: "last-request"}); !ok || id != "R2" {
		t.Errorf("got %q", id)
	}
	if a := named(flow.Action{Verb: flow.UseCoupon, ID: "harrow-300"}, &s); a.ID != "harrow-300" {
		t.Errorf("a coupon of the catalogue is printed as %s", a)
	}
}
