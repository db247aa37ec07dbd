package story

import (
	"context"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
)

// control is a pair of stories for something that may be expected: one that must pass, and a negative one that must fail.
type control struct {
	key           string
	given, walk   string
	holds, misses string
	who           *flow.Shopper // nil is the returning one
	flow          *flow.Flow    // nil is native
}

const (
	outsideThere = "open-note: empties\ntap-tag: lip-tint\ncontinue\ncontinue\nfill: {phone: 13800001234, code: 135790}\ncontinue\n" +
		"fill: {name: 林小满, phone: 13800005678, region: 浙江省 杭州市, street: 听松路 88 号}\ncontinue\nenter-password"
	hatPage   = "{trail: [feed, {product: hat}]}"
	hatAndSet = "{cart: {scarf: 1, hat: 1}, trail: [feed, cart]}"
	hatInCart = "{cart: {hat: 1}, trail: [feed, cart]}"
	serumCart = "{cart: {serum-30: 1}, trail: [feed, cart]}"
	serumOut  = "{cart: {serum-30: 1}, trail: [feed, cart, checkout]}"
	coatOut   = "{trail: [feed, {product: coat}, checkout], checkout: {lines: {coat: 1}}}"
	returned  = "{" + received1 + ", requests: [{status: awaiting-receipt, type: return-refund}]}"
)

// controls has a row for each row of the table of what `expect` may ask.
var controls = []control{
	{key: "place", walk: atProduct, holds: "product", misses: "cart"},
	{key: "stage", walk: atProduct, holds: "tag", misses: "cart"},
	{key: "stages", walk: atProduct, holds: "[note, tag, product]", misses: "[note, tag]"},
	{key: "taps", walk: atProduct, holds: "<= 2", misses: "<= 1"},
	{key: "steps", walk: atProduct, holds: "2", misses: "3"},
	{key: "fields", walk: reviewed, holds: "1", misses: "0"},
	{key: "keys", walk: reviewed, holds: "3", misses: "not 3"},
	{key: "seconds", walk: atProduct, holds: "4.9", misses: "<= 4.8"},
	{key: "backtracks", walk: atProduct + "\nback", holds: "1", misses: "0"},
	{key: "checkout-steps", walk: atPayment, holds: "3", misses: "<= 2"},
	{key: "surprises", walk: atPayment, holds: "0", misses: "1 or more"},
	{key: "refused", walk: atProduct + "\nadd-to-cart\nconfirm", holds: "choose-first", misses: "sold-out"},
	{key: "refused-with", given: serumOver, walk: "place-order\nexpect: {refused: over-single-limit}", holds: "{over: ¥2000.00}", misses: "{over: ¥1.00}", who: verified()},
	{key: "payment", walk: paid, holds: "approved", misses: "declined"},
	{key: "order", walk: paid, holds: "paid", misses: "shipped"},
	{key: "orders", walk: paid, holds: "1", misses: "2"},
	{key: "request", given: returned, holds: "awaiting-receipt", misses: "done"},
	{key: "price", walk: atProduct, holds: "¥128.00", misses: "¥127.99"},
	{key: "unit-price", given: hatPage, holds: "¥80.00", misses: "¥100.00"},
	{key: "in-hand", given: hatPage, holds: "¥58.40", misses: "¥80.00"},
	{key: "items", walk: inCart, holds: "¥128.00", misses: "¥256.00"},
	{key: "item-saving", given: hatAndSet, holds: "¥20.00", misses: "¥0.00"},
	{key: "bundle", given: hatAndSet, holds: "¥30.00", misses: "¥0.00"},
	{key: "promotion", given: scarfInCart, holds: "¥30.00", misses: "¥0.00"},
	{key: "merchant-coupon", given: scarfInCart, holds: "¥30.00", misses: "¥0.00", who: verified()},
	{key: "platform-coupon", given: "{cart: {hat: 1}, trail: [feed, cart], coupons: [welcome-49]}", holds: "¥5.00", misses: "¥0.00"},
	{key: "discount", given: scarfInCart, holds: "¥60.00", misses: "¥30.00", who: verified()},
	{key: "goods", given: scarfInCart, holds: "¥240.00", misses: "¥300.00", who: verified()},
	{key: "shipping", walk: inCart, holds: "¥12.00", misses: "¥0.00"},
	{key: "surcharge", walk: inCart, holds: "¥0.00", misses: "¥12.00"},
	{key: "fee", walk: inCart, holds: "¥0.00", misses: "¥1.00"},
	{key: "tax", given: serumCart, holds: "¥36.40", misses: "¥0.00", who: verified()},
	{key: "deposit", given: scarfInCart, holds: "¥0.00", misses: "¥50.00"},
	{key: "balance", given: coatOut, holds: "¥350.00", misses: "¥0.00"},
	{key: "payable", walk: inCart + "\ncheckout", holds: "¥140.00", misses: "¥128.00"},
	{key: "paid", walk: paid, holds: "¥140.00", misses: "¥0.00"},
	{key: "captured", walk: paid, holds: "¥140.00", misses: "¥0.00"},
	{key: "refunded", given: returned, walk: "happen: {return-received: last-request}", holds: "¥240.00", misses: "¥0.00"},
	{key: "refund", given: returned, walk: "happen: {return-received: last-request}", holds: "¥240.00", misses: "¥300.00"},
	{key: "stock", walk: atPayment, holds: "{lip-tint-03: 199}", misses: "{lip-tint-03: 200}"},
	{key: "cart", walk: inCart, holds: "{lip-tint-03: 1}", misses: "{lip-tint-03: 2}"},
	{key: "tab", walk: "open-orders\nshow-tab: to-ship", holds: "to-ship", misses: "all"},
	{key: "tracking", walk: paid + "\nhappen: {order-cleared: last-order}\nhappen: {order-packed: order-1}", holds: "packing", misses: "in-transit"},
	{key: "coupons", given: "{coupons: [welcome-49, {amount: ¥3.00}]}", holds: "¥8.00", misses: "3"},
	{key: "applied", given: scarfInCart, holds: "harrow-300", misses: "none", who: verified()},
	{key: "coupon-why", given: hatInCart, holds: "{harrow-300: under}", misses: "{harrow-300: none}", who: verified()},
	{key: "coupon-missing", given: hatInCart, holds: "{harrow-300: ¥220.00}", misses: "{harrow-300: ¥0.00}", who: verified()},
	{key: "identity", given: serumOut, holds: "me", misses: "none", who: verified()},
	{key: "quota-left", given: serumOut, holds: "¥500.00", misses: "¥26000.00", who: verified()},
	{key: "wallet", holds: "any", misses: "none"},
	{key: "liked", walk: "open-note: empties\nlike", holds: "[empties]", misses: "none"},
	{key: "saved", walk: "open-note: empties\nsave-note", holds: "empties", misses: "[empties, desk]"},
	{key: "comments", walk: "open-note: empties\ncomment: 求链接", holds: "1", misses: "0"},
	{key: "video", walk: "open-note: clip\nwait: 10s", holds: "lip-tint", misses: "none"},
	{key: "left", walk: "open-note: empties\nleave-for: tmall", holds: "tmall", misses: "jd"},
	{key: "outside", walk: outsideThere, holds: "¥140.00", misses: "¥0.00", flow: redirect()},
	{key: "outcome", walk: paid, holds: "bought", misses: "checkout"},
	{key: "cause", walk: paid, holds: "none", misses: "surprise"},
	{key: "see", holds: "购物车", misses: "SOLD OUT"},
	{key: "see-not", holds: "SOLD OUT", misses: "购物车"},
	{key: "feed-has", holds: "empties", misses: "my-review"},
}

const serumOver = "{trail: [feed, cart, checkout], cart: {serum-30: 10, serum-50: 5}, identities: [{identity: a, name: 林小满, number: 990101199001010019, phone: 13800005678}]}"

func (c control) play(t *testing.T, src string, follow func(Line)) *Result {
	t.Helper()
	f, who := c.flow, c.who
	if f == nil {
		f = native()
	}
	if who == nil {
		who = returning()
	}
	run := Runs(parse(t, src), []*flow.Flow{f}, []*flow.Shopper{who}, 1)[0]
	r, err := Play(context.Background(), run, Config{
		Catalogue: small(), Line: follow, Hands: func(s *session.Session) Hands { return looker{s} },
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (c control) story(line string) string {
	given := c.given
	if given == "" {
		given = "{}"
	}
	return giving(given, c.walk+"\n"+line)
}

func controlOf(key string) *control {
	for i := range controls {
		if controls[i].key == key {
			return &controls[i]
		}
	}
	return nil
}

// Whatever may be expected is missed where it is not so: a language whose expectations cannot fail proves nothing.
func TestEveryExpectationCanFail(t *testing.T) {
	for _, row := range Keys() {
		t.Run(row.Name, func(t *testing.T) {
			c := controlOf(row.Name)
			if c == nil {
				t.Fatal("there is no pair of stories for it; add a row to controls")
			}
			if r := c.play(t, c.story("expect: {"+c.key+": "+c.holds+"}"), nil); !r.Passed {
				t.Errorf("%s must pass: %+v", c.holds, r.Failures)
			}
			r := c.play(t, c.story("expect: {"+c.key+": "+c.misses+"}"), nil)
			if r.Passed || len(r.Failures) != 1 || !strings.HasPrefix(r.Failures[0].Message, "expect."+c.key) {
				t.Errorf("%s must fail: %+v", c.misses, r.Failures)
			}
		})
	}
	if len(controls) != len(Keys()) {
		t.Errorf("there are %d pairs for %d expectations", len(controls), len(Keys()))
	}
}

// Whatever may be expected is a condition as well, but for what is seen.
func TestEveryExpectationIsACondition(t *testing.T) {
	for _, c := range controls {
		if subjectOf(c.key).seen {
			continue
		}
		for value, want := range map[string]bool{c.holds: true, c.misses: false} {
			said := false
			r := c.play(t, c.story("only-when: {"+c.key+": "+value+", do: [{say: here}]}\nexpect: {refused: "+c.refused()+"}"), func(l Line) {
				said = said || l.Say.String() == "here"
			})
			if said != want || !r.Passed {
				t.Errorf("%s: %s: lines played %v, %+v", c.key, value, said, r.Failures)
			}
		}
	}
}

// refused is what the last line of the walk came to.
func (c control) refused() string {
	switch c.key {
	case "refused":
		return c.holds
	case "refused-with":
		return "over-single-limit"
	}
	return none
}

// budgets has a row for each row of the table of what a budget bounds.
var budgets = []control{
	{key: "taps", walk: atProduct, holds: "<= 2", misses: "<= 1"},
	{key: "steps", walk: atProduct, holds: "2", misses: "< 2"},
	{key: "fields", walk: reviewed, holds: "<= 1", misses: "0"},
	{key: "keys", walk: reviewed, holds: "3", misses: "2 or less"},
	{key: "refused", walk: atProduct + "\nadd-to-cart\nconfirm\nexpect: {refused: choose-first}", holds: "1", misses: "0"},
	{key: "seconds", walk: atProduct, holds: "<= 4.9", misses: "<= 4.8"},
	{key: "backtracks", walk: atProduct + "\nback", holds: "1", misses: "0"},
	{key: "checkout-steps", walk: atPayment, holds: "<= 3", misses: "<= 2"},
}

func TestEveryBudgetCanBeMissed(t *testing.T) {
	if len(budgets) != len(Budget()) {
		t.Errorf("there are %d pairs for %d bounds", len(budgets), len(Budget()))
	}
	for i, row := range Budget() {
		c := budgets[i]
		if c.key != row.Name {
			t.Fatalf("there is no pair of stories for %s; add a row to budgets", row.Name)
		}
		if r := c.play(t, "budget: {"+c.key+": "+c.holds+"}\n"+storyOf(c.walk), nil); !r.Passed {
			t.Errorf("%s: %s must pass: %+v", c.key, c.holds, r.Failures)
		}
		r := c.play(t, "budget: {"+c.key+": "+c.misses+"}\n"+storyOf(c.walk), nil)
		if r.Passed || len(r.Failures) != 1 || !strings.HasPrefix(r.Failures[0].Message, "budget."+c.key+":") {
			t.Errorf("%s: %s must fail: %+v", c.key, c.misses, r.Failures)
		}
	}
}
