package story

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
)

const loop = `story: The loop
steps:
  - reach: {note: empties}
  - tap-tag: lip-tint
  - reach: cart
  - reach: checkout
  - reach: confirmation
  - reach: review
  - expect: {stage: review, feed-has: my-review}
`

// example uses most of the language; it is the walk by which the notation is explained.
const example = `story: From a note to a review, with a declined payment
flow: native                 # or a list
shopper: returning
start: 2026-11-11 20:00      # simulated time
seed: 42
tags: [smoke, checkout, B12]
cases:                       # a table: one run a row; a failure names the row
  - { name: free shipping, qty: 2, items: ¥256.00, shipping: ¥0.00,  paid: ¥256.00 }
  - { name: paid shipping, qty: 1, items: ¥128.00, shipping: ¥12.00, paid: ¥140.00 }
budget: { taps: <= 20, steps: <= 10, fields: <= 2 }
steps:
  - open-note: empties
  - tap-tag: lip-tint
  - expect: { place: product, price: ¥128.00 }
  - add-to-cart               # opens the SKU sheet
  - choose: { shade: rose-03 }
  - set-quantity: ${qty}
  - confirm
  - checkpoint: cart          # counters can be asserted since this point
  - open-cart
  - checkout
  - place-order               # opens the payment sheet
  - pay
  - happen: { payment: declined }
  - expect: { place: payment, payment: declined }
  - choose-payment: wechat
  - pay
  - happen: { payment: approved }
  - expect: { place: confirmation, items: "${items}", shipping: "${shipping}", paid: "${paid}", taps: { since: cart, is: <= 9 } }
  - write-review: { stars: 5, text: 很好用, publish: true }
  - expect: { stage: review, feed-has: my-review }
`

// taps counted by hand: note, tag, add, shade, confirm, cart, checkout, place, pay, review, stars, text, submit.
func TestTheLoopIsWalkedFromEndToEnd(t *testing.T) {
	r := play(t, loop, native(), returning())
	if !r.Passed || r.Taps != 13 || r.Steps != 10 || r.Fields != 1 || r.Keys != 3 || r.CheckoutSteps != 3 {
		t.Errorf("got %+v", r)
	}
	places := []string{"feed", "note", "product", "sku", "product", "cart", "checkout", "payment", "confirmation", "review", "feed"}
	if !slices.Equal(r.Places, places) {
		t.Errorf("got places %v", r.Places)
	}
	if len(r.Stages) != 7 {
		t.Errorf("got stages %v", r.Stages)
	}
	// Buying at once saves the cart and one tap of the sheet: 11.
	if *r.Fewest != 11 || *r.Detour != 2 {
		t.Errorf("got fewest %d, detour %d", *r.Fewest, *r.Detour)
	}
}

func TestTheExampleOfTheNotationRunsInAllItsCases(t *testing.T) {
	all := playAll(t, example, native(), returning())
	if len(all) != 2 {
		t.Fatalf("got %d runs", len(all))
	}
	for i, want := range []struct {
		name         string
		taps, fewest int
		paid         int64
	}{{"free shipping", 16, 12, 25600}, {"paid shipping", 15, 11, 14000}} {
		r := all[i]
		if r.Case != want.name || !r.Passed || r.Taps != want.taps || *r.Fewest != want.fewest || int64(r.Orders[0].Paid) != want.paid {
			t.Errorf("got case %q passed %v taps %d fewest %d paid %d: %v", r.Case, r.Passed, r.Taps, *r.Fewest, r.Orders[0].Paid, r.Failures)
		}
	}
}

// The worked example of an express purchase: tag, buy now, two axes and confirm, place the order; the wallet asks for
// nothing. 4 M, 6 T, 2 S and 1.8 s of waiting make 10.5 s; opening the note before it is one M, one T, two S and a page.
func TestExpressPurchaseTakesSixTapsFromTheTag(t *testing.T) {
	r := play(t, storyOf(`open-note: empties
checkpoint: tag
tap-tag: cushion
buy-now
choose: {tone: n21, finish: matte}
confirm
place-order
expect: {place: confirmation, order: paid, taps: {since: tag, is: 6}, seconds: {since: tag, is: 10.5}, keys: 0, fields: 0}`),
		express(), returning())
	if !r.Passed {
		t.Errorf("got %v", r.Failures)
	}
	if *r.Fewest != 7 || *r.Detour != 0 {
		t.Errorf("got fewest %d, detour %d", *r.Fewest, *r.Detour)
	}
}

func TestARefusalMustBeExpectedByTheNextLine(t *testing.T) {
	r := play(t, storyOf(atProduct+"\nadd-to-cart\nconfirm\nopen-cart\nexpect: {place: cart}"), native(), returning())
	want := Failure{
		File: "test.yaml", Line: 6, Column: 5, Want: "accepted", Got: "choose-first {axis: shade}",
		Message: "confirm was refused: choose-first {axis: shade}", At: Moment{Seq: 7},
	}
	if len(r.Failures) != 1 || r.Failures[0] != want || r.Taps != 4 || r.Refused != 1 {
		t.Errorf("got %+v, %d taps", r.Failures, r.Taps)
	}
	if got := r.Events[len(r.Events)-1]; got.Name != "action_refused" || got.Action.Verb != flow.Confirm {
		t.Errorf("got event %+v", got)
	}
	r = play(t, storyOf(atProduct+"\nadd-to-cart\nconfirm\nexpect: {refused: choose-first}\nback\nexpect: {refused: none, place: product}"),
		native(), returning())
	if !r.Passed || r.Refused != 1 {
		t.Errorf("got %v", r.Failures)
	}
	r = play(t, storyOf("open-cart\ncheckout\nexpect: {refused: sold-out}\nback"), native(), returning())
	if len(r.Failures) != 1 || r.Failures[0].Message != "expect.refused: got nothing-ticked, want sold-out" || r.Taps != 3 {
		t.Errorf("got %v", r.Failures)
	}
}

func TestOfALineOfSeveralTapsNoneFollowsTheRefusedOne(t *testing.T) {
	r := play(t, storyOf(atSheet+"\nset-quantity: 5\nexpect: {refused: stock-short, taps: 6}"), native(), returning())
	if !r.Passed || r.Refused != 1 {
		t.Errorf("got %v, %d refused", r.Failures, r.Refused)
	}
}

func TestPaymentsAreApprovedBeforeTheNextLineUnlessTheStoryLooks(t *testing.T) {
	for _, c := range []struct{ name, lines string }{
		{"an expectation of another place", "pay\nexpect: {place: confirmation, payment: approved}"},
		{"a tap", "pay\nkeep-browsing\nexpect: {place: product, order: paid}"},
		{"the attempt in progress is looked at and left", "pay\nexpect: {payment: pending}\nback\nexpect: {place: orders, payment: cancelled, order: awaiting-payment}"},
		{"the sheet is looked at", "pay\nexpect: {place: payment}\nexpect: {payment: pending}\npay\nexpect: {refused: payment-in-progress}"},
		{"declined", "pay\nhappen: {payment: declined}\nexpect: {place: payment, payment: declined}"},
		{"timed out", "pay\nwait: 61s\nexpect: {payment: timed-out, order: awaiting-payment}"},
		{"still waiting", "pay\nwait: 5s\nexpect: {payment: pending}"},
		{"something else happens", "pay\nhappen: {sold-out: coffee}\nexpect: {payment: approved}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := play(t, storyOf(atPayment+"\n"+c.lines), native(), returning()); !r.Passed {
				t.Errorf("got %v", r.Failures)
			}
		})
	}
	if r := play(t, storyOf(atPayment+"\npay"), native(), returning()); r.Orders[0].Status != "paid" {
		t.Errorf("at the end the order is %s", r.Orders[0].Status)
	}
	if r := play(t, storyOf(pending), native(), returning()); r.Orders[0].Status != "awaiting-payment" {
		t.Errorf("an attempt that the story holds is answered: the order is %s", r.Orders[0].Status)
	}
}

func TestIdsThatAWalkMakesHaveNames(t *testing.T) {
	r := play(t, storyOf(atPayment+`
back
pay-order: last-order
pay
expect: {order: paid}
write-review: {stars: 4, text: 不错, tags: [soft-colour], title: 真实回购}
open-note: my-review
tap-tag: lip-tint
buy-now
choose: {shade: rose-03}
confirm
place-order
back
cancel-order: order-2
expect: {order: cancelled, orders: 2}
home
reach: {note: my-review}
expect: {place: note}`), native(), returning())
	if !r.Passed {
		t.Errorf("got %v", r.Failures)
	}
	if r.Fewest != nil || r.Detour != nil {
		t.Error("fewest is counted though several orders were placed")
	}
	r = play(t, storyOf("open-orders\ncancel-order: order-2"), native(), returning())
	if len(r.Failures) != 1 || r.Failures[0].Message != "order-2 stands for nothing yet" {
		t.Errorf("got %v", r.Failures)
	}
}

func TestQuantitiesInSheetAndCart(t *testing.T) {
	r := play(t, storyOf(inCart+`
set-quantity: {lip-tint-03: 3}
expect: {cart: {lip-tint-03: 3}, taps: 8}
set-quantity: {lip-tint-03: 3}
expect: {taps: 8}
set-quantity: {lip-tint-03: 1}
expect: {cart: {lip-tint-03: 1}, taps: 10}
set-quantity: {coffee: 2}
expect: {refused: no-such}
set-quantity: 2
expect: {refused: no-such}`), native(), returning())
	if !r.Passed {
		t.Errorf("got %v", r.Failures)
	}
}

func TestAReviewIsPublishedOrNot(t *testing.T) {
	r := play(t, storyOf(paid+"\nwrite-review: {stars: 3, text: 一般, publish: false}\nexpect: {place: confirmation, stage: review, feed-has: my-review}"),
		native(), returning())
	if len(r.Failures) != 1 || r.Failures[0].Message != "expect.feed-has: got none, want my-review" {
		t.Errorf("got %v", r.Failures)
	}
	// A review without a note: open, unpublish, stars, submit; not shorter than typing three characters in one tap.
	if *r.Fewest != 11 || *r.Detour != r.Taps-11 {
		t.Errorf("got fewest %d, detour %d of %d", *r.Fewest, *r.Detour, r.Taps)
	}
	quiet := native()
	quiet.Review = false
	r = play(t, storyOf(paid+"\nopen-orders\nopen-review: lip-tint-03\nwrite-review: {stars: 5, text: 好, publish: true}\nexpect: {feed-has: my-review}"),
		quiet, returning())
	if !r.Passed {
		t.Errorf("got %v", r.Failures)
	}
}

func TestReachWithoutAWalkIsUnreachable(t *testing.T) {
	bare := native()
	bare.BuyNow = false
	r := play(t, storyOf("reach: {product: lip-tint}\nhappen: {sold-out: lip-tint-03}\nhappen: {sold-out: lip-tint-06}\nreach: checkout\nexpect: {place: checkout}"),
		bare, returning())
	if len(r.Failures) != 1 || r.Failures[0].Got != "unreachable" ||
		r.Failures[0].Message != "reach: no walk leads from product to checkout" {
		t.Errorf("got %+v", r.Failures)
	}
}

func TestReachBuysTheProductInView(t *testing.T) {
	r := play(t, storyOf(`reach: {product: coffee}
reach: cart
expect: {cart: {coffee: 1}}
back
home
reach: {product: lip-tint}
reach: checkout
expect: {place: checkout, items: ¥128.00}`), native(), returning())
	if len(r.Failures) != 1 || r.Failures[0].Message != "home was refused: not-here" {
		t.Fatalf("got %v", r.Failures) // home is offered by few places
	}
	r = play(t, storyOf(`reach: {product: coffee}
reach: cart
expect: {cart: {coffee: 1}}
reach: {product: lip-tint}
reach: confirmation
expect: {order: paid, items: ¥128.00, cart: {coffee: 1}}`), native(), returning())
	if !r.Passed {
		t.Errorf("got %v %v", r.Failures, r.Places)
	}
}

func TestAStageThatTheFlowLacksIsSkipped(t *testing.T) {
	s := parse(t, loop+`  - reach: cart
  - expect: {place: note}
  - reach: feed
  - expect: {place: note}
`)
	run := Runs(s, []*flow.Flow{native()}, []*flow.Shopper{returning()}, 1)[0]
	p := newPlayer(t, run)
	p.lacks = func(_ *flow.Flow, place flow.Place) bool { return place == flow.Cart }
	if err := p.play(run.Case.script(), nil); err != nil {
		t.Fatal(err)
	}
	if len(p.skipped) != 3 || p.skipped[0].Name != "reach" || p.skipped[0].Line != 5 || p.skipped[2].Name != "expect" || p.skipped[2].Line != 11 {
		t.Errorf("got skipped %+v", p.skipped)
	}
	if len(p.failures) != 1 || p.failures[0].Line != 13 {
		t.Errorf("got failures %+v", p.failures)
	}
}

func newPlayer(t *testing.T, run Run) *player {
	t.Helper()
	p, err := open(context.Background(), run, Config{Catalogue: small(), Walks: &flow.Walks{}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestANewShopperFillsInTheForm(t *testing.T) {
	r := play(t, storyOf(atProduct+`
buy-now
choose: {shade: rose-03}
confirm
choose-address
fill: {name: 周一禾, phone: 13800001234, region: 浙江省 杭州市, street: 听松路 88 号}
save-address
expect: {place: checkout, fields: 4}
reach: confirmation
expect: {order: paid}`), native(), newcomer())
	if !r.Passed || r.Keys != 3+11+7+8 {
		t.Errorf("got %v, %d keys", r.Failures, r.Keys)
	}
	if *r.Detour != 0 {
		t.Errorf("got detour %d", *r.Detour)
	}
}

func TestAStoryThatIsInterruptedSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	run := Runs(parse(t, loop), set().Flows, set().Shoppers, 1)[0]
	if _, err := Play(ctx, run, Config{Catalogue: small()}); err == nil {
		t.Error("got no error")
	}
}

func TestRunsShareTheShelvesOfAJournalAndNothingElse(t *testing.T) {
	journal := &session.Memory{}
	config := Config{Catalogue: small(), Journal: journal}
	const src = "story: x\ncases: [{left: 199}, {left: 198}]\nsteps:\n  - reach: {product: lip-tint}\n  - reach: confirmation\n" +
		"  - expect: {orders: 1, cart: 0, stock: {lip-tint-03: \"${left}\"}}\n"
	runs := Runs(parse(t, src), set().Flows[:1], set().Shoppers[:1], 1)
	for _, run := range runs {
		r, err := Play(context.Background(), run, config)
		if err != nil || !r.Passed {
			t.Errorf("got %v, %v", r, err)
		}
	}
	if _, err := Play(context.Background(), runs[0], config); err == nil || !strings.Contains(err.Error(), "is taken") {
		t.Errorf("a journey is walked twice: %v", err)
	}
}
