package story

import (
	"strings"
	"testing"
)

// Beginnings of walks, one line an item.
const (
	atFeed    = ""
	atProduct = "open-note: empties\ntap-tag: lip-tint"
	atSheet   = atProduct + "\nadd-to-cart\nchoose: {shade: plum-06}"
	inCart    = atProduct + "\nadd-to-cart\nchoose: {shade: rose-03}\nconfirm\nopen-cart"
	atPayment = inCart + "\ncheckout\nplace-order"
	pending   = atPayment + "\npay\nexpect: {payment: pending}"
	paid      = atPayment + "\npay\nexpect: {place: confirmation}"
	reviewed  = paid + "\nwrite-review: {stars: 5, text: 很好用}"
)

// storyOf makes a story of lines.
func storyOf(lines string) string {
	src := "story: x\nsteps:\n"
	for _, l := range strings.Split(lines, "\n") {
		if l != "" {
			src += "  - " + l + "\n"
		}
	}
	return src
}

func TestExpectations(t *testing.T) {
	for _, c := range []struct {
		walk, holds, misses, message string
	}{
		{atFeed, "place: feed", "place: note", "expect.place: got feed, want note"},
		{atProduct, "stage: tag", "stage: cart", "expect.stage: got [note, tag, product], want cart"},
		{atProduct, "stages: [note, tag, product]", "stages: [note]", "expect.stages: got [note, tag, product], want [note]"},
		{atProduct, "taps: 2", "taps: 3", "expect.taps: got 2, want 3"},
		{atProduct, "taps: {since: c, is: 0}", "taps: {since: c, is: 1 or more}", "expect.taps: got 0, want 1 or more since c"},
		{atProduct, "steps: <= 2", "steps: not 2", "expect.steps: got 2, want not 2"},
		{atProduct, "fields: 0", "fields: 1", "expect.fields: got 0, want 1"},
		{reviewed, "keys: 3", "keys: 4..9", "expect.keys: got 3, want 4..9"},
		{reviewed, "fields: 1", "fields: 0", "expect.fields: got 1, want 0"},
		{atProduct, "seconds: 4.9", "seconds: <= 4.8", "expect.seconds: got 4.9, want <= 4.8"},
		{atProduct + "\nback", "backtracks: 1", "backtracks: 0", "expect.backtracks: got 1, want 0"},
		{atPayment, "checkout-steps: 3", "checkout-steps: <= 2", "expect.checkout-steps: got 3, want <= 2"},
		{atPayment, "surprises: 0", "surprises: 1", "expect.surprises: got 0, want 1"},
		{atFeed + "open-note: my-review", "", "", "my-review stands for nothing yet"},
		{atFeed, "payment: none", "payment: approved", "expect.payment: got none, want approved"},
		{pending, "payment: pending", "payment: approved", "expect.payment: got pending, want approved"},
		{paid, "payment: approved", "payment: declined", "expect.payment: got approved, want declined"},
		{atFeed, "order: none", "order: paid", "expect.order: got none, want paid"},
		{paid, "order: paid", "order: cancelled", "expect.order: got paid, want cancelled"},
		{paid, "orders: 1", "orders: 2", "expect.orders: got 1, want 2"},
		{paid, "orders: paid", "orders: awaiting-payment", "expect.orders: got [paid], want awaiting-payment"},
		{atFeed, "price: ¥0.00", "", "expect.price: got none, want ¥0.00"},
		{atProduct, "price: ¥128.00", "price: ¥138.00", "expect.price: got ¥128.00, want ¥138.00"},
		{atSheet, "price: ¥138.00", "price: ¥128.00", "expect.price: got ¥138.00, want ¥128.00"},
		{inCart, "items: ¥128.00", "items: ¥256.00", "expect.items: got ¥128.00, want ¥256.00"},
		{inCart, "shipping: ¥12.00", "shipping: ¥0.00", "expect.shipping: got ¥12.00, want ¥0.00"},
		{inCart + "\ncheckout", "payable: ¥140.00", "payable: ¥128.00", "expect.payable: got ¥140.00, want ¥128.00"},
		{atPayment, "payable: ¥140.00, paid: ¥0.00", "paid: ¥140.00", "expect.paid: got ¥0.00, want ¥140.00"},
		{paid, "paid: ¥140.00, captured: ¥140.00", "captured: ¥0.00", "expect.captured: got ¥140.00, want ¥0.00"},
		{paid, "refunded: ¥0.00", "refunded: ¥140.00", "expect.refunded: got ¥0.00, want ¥140.00"},
		{inCart, "stock: {lip-tint-03: 200, coffee: 5}", "stock: {lip-tint-03: 199}", "expect.stock.lip-tint-03: got 200, want 199"},
		{atPayment, "stock: {lip-tint-03: 199}", "stock: {lip-tint-03: 200}", "expect.stock.lip-tint-03: got 199, want 200"},
		{inCart, "cart: 1", "cart: 2", "expect.cart: got 1, want 2"},
		{inCart, "cart: {lip-tint-03: 1, coffee: 0}", "cart: {lip-tint-03: 2}", "expect.cart.lip-tint-03: got 1, want 2"},
		{atFeed, "feed-has: empties", "feed-has: my-review", "expect.feed-has: got none, want my-review"},
		{reviewed, "feed-has: my-review, stage: review", "feed-has: N1", "expect.feed-has: got none, want N1"},
	} {
		begin := c.walk + "\ncheckpoint: c\n"
		if c.holds != "" && !strings.Contains(c.message, "got none, want ¥0.00") {
			if r := play(t, storyOf(begin+"expect: {"+c.holds+"}"), native(), returning()); !r.Passed {
				t.Errorf("%s: %v", c.holds, r.Failures)
			}
		}
		miss := c.misses
		if miss == "" {
			miss = c.holds
		}
		if miss != "" {
			begin += "expect: {" + miss + "}"
		}
		r := play(t, storyOf(begin), native(), returning())
		if len(r.Failures) != 1 || r.Failures[0].Message != c.message || r.Passed {
			t.Errorf("%s: got %v, want %q", miss, r.Failures, c.message)
		}
	}
}

func TestAFailureSaysWhere(t *testing.T) {
	r := play(t, "story: x\nsteps:\n  - open-note: empties\n  - expect: { taps: 1, place: cart }\n", native(), returning())
	want := Failure{File: "test.yaml", Line: 4, Column: 24, Want: "cart", Got: "note", Message: "expect.place: got note, want cart", At: Moment{Seq: 2}}
	if len(r.Failures) != 1 || r.Failures[0] != want {
		t.Errorf("got %+v, want %+v", r.Failures, want)
	}
}

func TestTheBudgetBoundsTheWholeWalk(t *testing.T) {
	const walk = "steps:\n  - open-note: empties\n  - tap-tag: lip-tint\n  - tick: lip-tint-03\n  - expect: {refused: not-here}\n"
	r := play(t, "story: x\nbudget: {taps: <= 3, steps: 2, fields: 0, keys: 0, refused: 1, seconds: <= 7.0, backtracks: 0, checkout-steps: 0}\n"+walk,
		native(), returning())
	if !r.Passed {
		t.Errorf("got %v", r.Failures)
	}
	r = play(t, "story: x\nbudget: {taps: <= 2, seconds: <= 1.5}\n"+walk, native(), returning())
	if len(r.Failures) != 2 || r.Failures[0].Message != "budget.taps: got 3, want <= 2" || r.Failures[0].Line != 2 || r.Failures[0].Column != 10 {
		t.Errorf("got %+v", r.Failures)
	}
}

func TestAMissedExpectationDoesNotEndTheStory(t *testing.T) {
	r := play(t, storyOf("expect: {place: cart}\nopen-note: empties\nexpect: {place: cart}"), native(), returning())
	if len(r.Failures) != 2 || r.Taps != 1 {
		t.Errorf("got %d failures, %d taps", len(r.Failures), r.Taps)
	}
}
