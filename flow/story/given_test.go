package story

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/strict"
)

func giving(given, lines string) string {
	return "story: x\ngiven: " + given + "\n" + strings.TrimPrefix(storyOf(lines), "story: x\n")
}

func TestAStoryBeginsWithWhatItIsGiven(t *testing.T) {
	for _, c := range []struct {
		name, given, lines string
		flow               *flow.Flow
		who                *flow.Shopper
	}{
		{"a cart", "{cart: {lip-tint-03: 2, coffee: 1}, stock: {lip-tint-06: 0}}",
			"expect: {cart: {lip-tint-03: 2, coffee: 1}, stock: {lip-tint-06: 0, lip-tint-03: 200}, place: feed}\nopen-cart\nexpect: {items: ¥315.00}", native(), returning()},
		{"a line that is not ticked", "{trail: [feed, cart], cart: {lip-tint-03: {quantity: 2, ticked: no}, coffee: 1}}",
			"expect: {items: ¥59.00}\ntick: lip-tint-03\nexpect: {items: ¥315.00}", native(), returning()},
		{"the checkout of the cart", "{trail: [feed, cart, checkout], cart: {lip-tint-03: 1}}",
			"expect: {place: checkout, payable: ¥140.00}\nplace-order\nexpect: {cart: 0, orders: 1}", native(), returning()},
		{"a checkout of its own", "{trail: [feed, {product: lip-tint}, checkout], checkout: {lines: {lip-tint-03: 2}, address: none}}",
			"place-order\nexpect: {refused: address-needed, payable: ¥256.00}", native(), returning()},
		{"a sheet", "{trail: [feed, {note: empties}, {product: cushion}, {sku: cushion}], sheet: {product: cushion, for: buy, choose: {tone: n21}}}",
			"choose: {finish: matte}\nconfirm\nexpect: {place: checkout, items: ¥239.00}", native(), returning()},
		{"a sheet by the way alone", "{trail: [feed, {product: coffee}, {sku: coffee}]}", "confirm\nexpect: {cart: {coffee: 1}}", native(), returning()},
		{"no address", "{addresses: [], trail: [feed, cart, checkout, address], cart: {coffee: 1}, form: {name: 林小满}}",
			"save-address\nexpect: {refused: field-missing, fields: 0}", native(), returning()},
		{"another address", "{addresses: [{address: far, name: 林小满, phone: 13800005678, region: 新疆维吾尔自治区 喀什地区, street: 1 号}]}",
			"reach: checkout\nexpect: {place: checkout}", native(), newcomer()},
		{"an order on its way", "{orders: [{status: shipped, lines: {lip-tint-03: 2}}]}",
			"expect: {order: shipped, tracking: shipped, stock: {lip-tint-03: 198}, captured: ¥256.00}\nopen-orders\nconfirm-receipt: last-order\nexpect: {order: completed}", native(), returning()},
		{"an order that has come", "{orders: [{status: completed, lines: {lip-tint-03: 1}, reviewed: [lip-tint-03]}]}",
			"open-orders\nfollow-up: lip-tint-03\nexpect: {place: review}", received(), returning()},
		{"an order to pay", "{trail: [feed, orders], orders: [{order: P7, status: awaiting-payment, lines: {lip-tint-06: 2}}]}",
			"expect: {stock: {lip-tint-06: 0}}\ncancel-order: P7\nexpect: {order: cancelled, stock: {lip-tint-06: 2}}", native(), returning()},
		{"what is left beside an order", "{orders: [{status: paid, lines: {coffee: 1}}], stock: {coffee: 0}}",
			"expect: {stock: {coffee: 0}}\nopen-orders\ncancel-order: order-1\nexpect: {order: closed, refunded: ¥71.00, stock: {coffee: 1}}", native(), returning()},
		{"an order that is late", "{orders: [{status: to-ship, lines: {coffee: 1}, late: yes}], coupons: [{amount: ¥3.00, order: last-order}]}",
			"expect: {coupons: ¥3.00, order: to-ship}", native(), returning()},
		{"a payment that was declined", "{trail: [feed, payment], orders: [{status: awaiting-payment, lines: {coffee: 1}}], paying: {orders: [last-order]}, attempts: [{status: declined, orders: [order-1]}]}",
			"expect: {place: payment, payment: declined}\npay\nexpect: {place: confirmation, order: paid}", native(), returning()},
		{"wallets", "{wallets: [wechat]}", "expect: {wallet: wechat}", native(), returning()},
		{"any wallet", "{wallets: any}", "expect: {wallet: any}", native(), unbound()},
		{"marks", "{marks: {empties: [liked, saved], desk: [asked]}, following: [xiaoman]}",
			"expect: {liked: empties, saved: empties}\nopen-note: empties\nunlike\nunfollow: xiaoman\nexpect: {liked: none}", native(), returning()},
		{"notes", "{notes: [{title: 真实回购, text: 好, tags: [lip-tint]}, {title: x, author: new, tags: [coffee]}], trail: [feed]}",
			"expect: {feed-has: my-review}\nopen-note: N2\ntap-tag: coffee\nback\nback\nopen-note: my-review-1\nexpect: {place: note}", native(), returning()},
		{"a tab", "{trail: [feed, orders], tab: to-ship, orders: [{status: completed, lines: {coffee: 1}}, {status: to-ship, lines: {coffee: 1}}]}",
			"expect: {tab: to-ship}\ntrack-order: order-1\nexpect: {refused: no-such}\ntrack-order: order-2\nexpect: {place: tracking}", native(), returning()},
		{"a video", "{trail: [feed, {video: clip}], video: {note: clip, shown: lip-tint, cards: 1}}", "tap-tag: lip-tint\nexpect: {place: product}", native(), returning()},
		{"outside", "{trail: [feed, {note: empties}, {external: payment}], visit: {product: lip-tint, sku: lip-tint-03}}",
			"enter-password\nexpect: {outside: ¥140.00}", redirect(), returning()},
		{"a review", "{trail: [feed, orders, {review: lip-tint-03}], orders: [{status: paid, lines: {lip-tint-03: 1}}], draft: {order: last-order, sku: lip-tint-03, stars: 4, tags: [soft-colour]}}",
			"submit-review\nexpect: {place: orders, stage: review}", native(), returning()},
		{"amounts", "{seen: [{line: shipping, shop: okkari, amount: ¥12.00, place: product}], reached: [note, tag]}", "expect: {surprises: 0}", native(), returning()},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := play(t, giving(c.given, c.lines), c.flow, c.who)
			if !r.Passed {
				t.Error(r.Failures)
			}
		})
	}
}

func TestAStoryBeginsWithDealsImportsAndAfterSale(t *testing.T) {
	for _, c := range []struct {
		name, given, lines string
		flow               *flow.Flow
		who                *flow.Shopper
	}{
		{"a checkout of imports", "{trail: [feed, checkout], checkout: {lines: {serum-30: 1}}}", "expect: {identity: me}\nplace-order\nexpect: {orders: 1}", native(), verified()},
		{"an identity of its own", "{identities: [{identity: a, name: 林小满, number: 990101199001010019, phone: 13800005678, used: ¥100.00, pictures: yes}], trail: [feed, checkout, identity], checkout: {lines: {serum-30: 1}, identity: none}}",
			"pick-identity: a\nexpect: {identity: a, quota-left: ¥25900.00}", native(), verified()},
		{"an identity form", "{trail: [feed, checkout, identity], checkout: {lines: {serum-30: 1}, identity: none}, identity-form: {name: 林小满, number: 990101199001010019, phone: 13800005678}}",
			"save-identity\nexpect: {identity: identity-1, fields: 0}", native(), returning()},
		{"coupons by hand", "{trail: [feed, checkout], coupons: [harrow-300], checkout: {lines: {scarf: 1}, coupons: []}}",
			"expect: {payable: ¥270.00}\ncoupons\nauto-coupons\nexpect: {payable: ¥240.00}", native(), returning()},
		{"what is split", "{trail: [feed, checkout], checkout: {lines: {serum-30: 14}, split: yes}, identities: [{identity: a, name: 林小满, number: 990101199001010019, phone: 13800005678}]}",
			"place-order\nexpect: {orders: 2}", native(), verified()},
		{"an order that used a coupon", "{orders: [{status: to-ship, lines: {scarf: 1}, coupons: [harrow-300]}]}", "expect: {coupons: 0, captured: ¥240.00}\nopen-orders\ncancel-order: last-order\n" +
			"expect: {refunded: ¥240.00}", native(), returning()},
		{"an order with a price of its own", "{orders: [{status: to-ship, lines: {hat: 1}, items: {hat: {unit: ¥70.00, kind: limited-time}}, quote: [{line: items, amount: ¥100.00, shares: {hat: ¥100.00}}, {line: item-saving, amount: -¥30.00, shares: {hat: -¥30.00}}, {line: shipping, amount: ¥0.00}]}]}",
			"expect: {captured: ¥70.00}", native(), returning()},
		{"a deposit", "{trail: [feed, orders], orders: [{status: awaiting-payment, lines: {coat: 1}, presale: {paid: yes}}], stock: {coat: 3}}",
			"expect: {captured: ¥50.00, stock: {coat: 3}}\npay-balance: last-order\nexpect: {refused: balance-not-open}", native(), returning()},
		{"a balance", "{trail: [feed, orders], orders: [{status: paid, lines: {coat: 1}}], paying: {orders: [last-order]}}", "expect: {captured: ¥370.00, deposit: ¥50.00, promotion: ¥30.00}", native(), returning()},
		{"customs", "{orders: [{status: customs, lines: {serum-30: 1}}, {status: completed, lines: {serum-30: 1}}]}", "expect: {orders: 2, identity: me}", native(), verified()},
		{"an exchange", "{trail: [feed, orders, {after-sale: last-order}], orders: [{status: exchange, lines: {lip-tint-03: 1}}], requests: [{status: exchange-shipped, type: exchange, for: lip-tint-06, reason: wrong-choice}]}",
			"accept-exchange: last-request\nexpect: {request: done, order: completed}", native(), returning()},
		{"a return on its way", "{trail: [feed, orders, {after-sale: last-order}], orders: [{status: completed, lines: {scarf: 1}}], requests: [{status: awaiting-return, type: return-refund}]}",
			"fill: {waybill: SF1234567890}\nsend-back: last-request\nexpect: {request: awaiting-receipt, keys: 12}\nwait: 168h\nexpect: {request: done}", native(), returning()},
		{"a request that is written", "{trail: [feed, orders, {after-sale: order-1}], orders: [{status: completed, lines: {scarf: 1}}], request-form: {type: return-refund, lines: {scarf: 1}, reason: quality}}",
			"submit-request\nexpect: {request: to-review}", native(), returning()},
		{"the stock of an offer", "{cart: {hat: 1}, trail: [feed, cart], stock: {hat@hat-flash: 0}}", "expect: {payable: ¥100.00}", native(), returning()},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := play(t, giving(c.given, c.lines), c.flow, c.who)
			if !r.Passed {
				t.Error(r.Failures)
			}
		})
	}
}

func TestAColumnMayStandInWhatIsGiven(t *testing.T) {
	all := playAll(t, "story: x\ncases: [{left: 0, why: sold-out}, {left: 2, why: stock-short}]\ngiven: {cart: {lip-tint-06: 3}, stock: {lip-tint-06: \"${left}\"}}\n"+
		"steps:\n  - open-cart\n  - checkout\n  - expect: {refused: \"${why}\"}\n", native(), returning())
	for _, r := range all {
		if !r.Passed {
			t.Error(r.Failures)
		}
	}
}

// The examples of the help are of the built-in catalogue; with ids of this one they are read as well.
func TestExamplesOfWhatIsGivenAreRead(t *testing.T) {
	for _, row := range Given() {
		src := strings.NewReplacer("oily-skin-empties", "empties", "lip-tint-05", "lip-tint-06", "sorry-5", "welcome-49").Replace(row.Example)
		if strings.Contains(src, "last-order") || strings.Contains(src, "order-1") {
			src += ", orders: [{status: paid, lines: {lip-tint-03: 1}}]"
		}
		parse(t, giving("{"+src+"}", "open-cart"))
	}
}

func TestMistakesInWhatIsGiven(t *testing.T) {
	for _, m := range []struct{ given, want string }{
		{"[cart]", `t.yaml:2:8: given: got a list of 1, want what the session begins with: {cart: {lip-tint-03: 2}}`},
		{"{crt: {coffee: 1}}", `t.yaml:2:9: given: unknown key "crt" (did you mean "cart"?)`},
		{"{cart: {cofee: 1}}", `t.yaml:2:16: given.cart: there is no sku "cofee" (did you mean "coffee"?)`},
		{"{cart: {coffee: none}}", `t.yaml:2:24: given.cart.coffee: got text "none", want a whole number from 1 to 9999`},
		{"{cart: {coffee: {tick: no}}}", `t.yaml:2:25: given.cart.coffee: unknown key "tick" (did you mean "ticked"?)`},
		{"{stock: {coffee: 6}}", `t.yaml:2:25: given.stock.coffee: got number 6, want a whole number from 0 to 5`},
		{"{trail: [note]}", "t.yaml:2:17: got note, want feed: every way begins there\nt.yaml:2:17: note needs what it shows, as in {note: …}"},
		{"{trail: [feed, {note: emptis}]}", `t.yaml:2:30: note: there is no note "emptis" (did you mean "empties"?)`},
		{"{trail: [feed, crat]}", `t.yaml:2:23: unknown place "crat" (did you mean "cart"?)`},
		{"{trail: [feed, cart, cart]}", `t.yaml:2:29: cart is here twice; a way leads to a place once`},
		{"{trail: [feed, {cart: coffee}]}", `t.yaml:2:30: cart: got text "coffee"; cart shows nothing of its own`},
		{"{trail: [feed, {checkout: pay}]}", `t.yaml:2:34: checkout: got text "pay", want one of address, delivery, payment, submit (did you mean "payment"?)`},
		{"{sheet: {product: cushion, choose: {ton: n21}}}", `t.yaml:2:44: given.sheet.choose: cushion has no axis "ton"`},
		{"{sheet: {product: cushion, choose: {tone: n2}}}", `t.yaml:2:50: given.sheet.choose.tone: no tone has the value "n2"`},
		{"{checkout: {lines: {coffee: 1}, address: hom}}", `t.yaml:2:49: given.checkout.address: there is no address "hom" (did you mean "home"?)`},
		{"{checkout: {shown: 12}}", `t.yaml:2:27: given.checkout.shown: got number 12, want money text such as ¥128.00`},
		{"{addresses: [{address: home, name: x}]}", "t.yaml:2:21: key \"phone\" is missing\nt.yaml:2:21: key \"region\" is missing\nt.yaml:2:21: key \"street\" is missing"},
		{"{orders: [{lines: {coffee: 1}}]}", `t.yaml:2:18: key "status" is missing`},
		{"{orders: [{status: sent, lines: {coffee: 1}}]}", `t.yaml:2:27: status: got text "sent", want one of awaiting-payment, paid, customs, to-ship, part-shipped, shipped, completed, closed, cancelled, exchange`},
		{"{orders: [{status: shiped, lines: {coffee: 1}}]}", `t.yaml:2:27: status: got text "shiped", want one of awaiting-payment, paid, customs, to-ship, part-shipped, shipped, completed, closed, cancelled, exchange (did you mean "shipped"?)`},
		{"{orders: [{status: paid, lines: {coffee: 1, lip-tint-03: 1}}]}", `t.yaml:2:40: lines: these are of 2 shops, and each makes an order of its own`},
		{"{orders: [{status: paid, lines: {}}]}", `t.yaml:2:40: lines: an order holds at least one piece, as in {lip-tint-03: 1}`},
		{"{orders: [{status: part-shipped, lines: {coffee: 1}}]}", `t.yaml:2:27: status: an order of kavelo does not come to be part-shipped; tell its parcels and track`},
		{"{orders: [{order: last, status: paid, lines: {coffee: 1}}]}", `t.yaml:2:26: order: got "last", want P and digits, each once`},
		{"{paying: {orders: [last-order]}}", `t.yaml:2:27: there is no order "last-order"`},
		{"{attempts: [{status: open}]}", `t.yaml:2:29: status: got text "open", want one of pending, approved, declined, timed-out, cancelled`},
		{"{coupons: [{amount: ¥3.00, expires: soon}]}", `t.yaml:2:44: expires: got text "soon", want a day and a time such as 2026-11-11 20:00:00.250`},
		{"{coupons: [harrow-30]}", `t.yaml:2:19: there is no coupon "harrow-30" (did you mean "harrow-300"?)`},
		{"{coupons: [{coupon: harrow-30}]}", `t.yaml:2:28: coupon: there is no coupon "harrow-30" (did you mean "harrow-300"?)`},
		{"{coupons: [welcome-49, welcome-49]}", `t.yaml:2:31: coupon "welcome-49" is here twice`},
		{"{identities: [{name: 林小满}]}", `t.yaml:2:22: key "identity" is missing`},
		{"{identities: [{identity: a, number: 990101199001010018}]}", `t.yaml:2:44: number: got "990101199001010018", want an identity number: seventeen digits with a day of birth, and their check digit`},
		{"{identities: [{identity: a, used: ¥26001.00}]}", `t.yaml:2:42: used: got ¥26001.00, want ¥0.00 to ¥26000.00`},
		{"{identities: [{identity: a, pictures: [left]}]}", `t.yaml:2:47: got text "left", want one of front, back`},
		{"{identity-form: {numbr: x}}", `t.yaml:2:25: given.identity-form: unknown key "numbr" (did you mean "number"?)`},
		{"{checkout: {lines: {scarf: 1}, identity: mee}}", `t.yaml:2:49: given.checkout.identity: there is no identity "mee" (did you mean "me"?)`},
		{"{checkout: {lines: {scarf: 1}, coupons: [harrow-30]}}", `t.yaml:2:49: there is no coupon "harrow-30" (did you mean "harrow-300"?)`},
		{"{checkout: {lines: {scarf: 1}, coupons: best}}", `t.yaml:2:48: given.checkout.coupons: got text "best", want one of auto`},
		{"{orders: [{status: paid, lines: {hat: 1}, coupons: [harrow-300]}]}", `t.yaml:2:59: coupons: harrow-300 takes nothing off this order`},
		{"{orders: [{status: paid, lines: {coat: 1}, presale: gone}]}", `t.yaml:2:60: presale: got text "gone", want one of none (did you mean "none"?)`},
		{"{orders: [{status: paid, lines: {hat: 1}, items: {scarf: {unit: ¥1.00}}}]}", `t.yaml:2:58: items: the order holds no scarf`},
		{"{orders: [{status: paid, lines: {hat: 1}, quote: [{line: items, amount: 3}]}]}", `t.yaml:2:80: amount: got number 3, want money text such as ¥128.00`},
		{"{requests: [{status: open, type: exchange}]}", `t.yaml:2:29: status: got text "open", want one of to-review, awaiting-return, awaiting-receipt, done, cancelled, closed, rejected, receipt-rejected, exchange-to-ship, exchange-shipped, mediating`},
		{"{requests: [{status: done, type: exchange, order: last-order}]}", `t.yaml:2:58: order: there is no order "last-order"`},
		{"{request-form: {type: swap}}", `t.yaml:2:30: given.request-form.type: there is no type "swap" (allowed: refund-unshipped, refund-shipped, return-refund, exchange, price-protection)`},
		{"{stock: {hat@hat-flsh: 1}}", `t.yaml:2:17: given.stock: hat has no offer "hat-flsh" with a stock of its own`},
		{"{wallets: alipy}", `t.yaml:2:18: given.wallets: there is no payment "alipy" (did you mean "alipay"?)`},
		{"{marks: {empties: [like]}}", `t.yaml:2:27: got text "like", want one of liked, saved, asked, shared (did you mean "liked"?)`},
		{"{following: [xiaoma]}", `t.yaml:2:21: there is no author "xiaoma" (did you mean "xiaoman"?)`},
		{"{notes: [{note: first, title: x}]}", `t.yaml:2:24: note: got "first", want N and digits`},
		{"{tab: paid}", `t.yaml:2:14: given.tab: got text "paid", want one of all, to-pay, to-ship, to-receive, to-review, after-sale`},
		{"{visit: {reason: bored}}", `t.yaml:2:25: given.visit.reason: got text "bored", want one of flow, ad-link, outbound-link, unverified, leave-for`},
		{"{reached: [cart, chekout]}", `t.yaml:2:25: got text "chekout", want one of note, tag, product, cart, checkout, confirmation, review (did you mean "checkout"?)`},
	} {
		t.Run(m.given, func(t *testing.T) {
			s, err := Parse("t.yaml", []byte(giving(m.given, "open-cart")))
			if err == nil {
				err = s.Check(set())
			}
			var all strict.Errors
			if !errors.As(err, &all) || err.Error() != m.want {
				t.Errorf("got\n%v\nwant\n%s", err, m.want)
			}
		})
	}
}

// A store that lasts has shelves and orders of its own; what only concerns the journey may be given there.
func TestWhatBelongsToAStoreIsNotMadeUpInOneThatLasts(t *testing.T) {
	for given, want := range map[string]error{
		"{orders: [{status: paid, lines: {coffee: 1}}]}": ErrFurnished, "{stock: {coffee: 0}}": ErrFurnished, "{cart: {coffee: 1}}": nil,
	} {
		run := Runs(parse(t, giving(given, "open-cart")), set().Flows[:1], set().Shoppers[:1], 1)[0]
		_, err := Play(context.Background(), run, Config{Catalogue: small(), Journal: &session.Memory{}})
		if !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", given, err, want)
		}
	}
}

// An id that the walk makes is never one that it was given.
func TestIdsOfAWalkDoNotMeetThoseThatItIsGiven(t *testing.T) {
	r := play(t, giving("{orders: [{order: P1000012, status: awaiting-payment, lines: {coffee: 1}}, {order: P2000034, status: paid, lines: {coffee: 1}}]}",
		"reach: {product: lip-tint}\nreach: confirmation\nexpect: {orders: 3}"), native(), returning())
	if !r.Passed || !strings.HasPrefix(r.Orders[0].ID, "P3") {
		t.Errorf("got %v, %+v", r.Failures, r.Orders)
	}
}

// A place may be given alone: what it would show is not there then, and nothing but refusals comes of it.
func TestAnyPlaceMayBeGivenAlone(t *testing.T) {
	subjects := map[flow.Place]string{
		flow.Note: "empties", flow.Video: "clip", flow.Product: "coffee", flow.SKU: "coffee", flow.Review: "coffee",
		flow.Tracking: "order-1", flow.AfterSale: "order-1", flow.External: "payment",
	}
	for _, f := range []*flow.Flow{native(), express(), received(), redirect()} {
		for _, place := range flow.Places() {
			trail := place.String()
			if s := subjects[place]; s != "" {
				trail = "{" + trail + ": " + s + "}"
			}
			if place != flow.Feed {
				trail = "feed, " + trail
			}
			src := giving("{trail: ["+trail+"], orders: [{status: paid, lines: {coffee: 1}}]}", "expect: {place: "+place.String()+"}")
			run := Runs(parse(t, src), []*flow.Flow{f}, []*flow.Shopper{returning()}, 1)[0]
			p := newPlayer(t, run)
			for _, v := range flow.Verbs() {
				a := flow.Action{Verb: v, ID: "coffee", Value: "x", N: 1}
				if err := p.do(a); err != nil {
					t.Fatal(err)
				}
			}
			if p.result().Taps == 0 {
				t.Errorf("%s: nothing was tapped", place)
			}
		}
	}
}
