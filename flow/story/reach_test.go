package story

import (
	"testing"

	"tagtap/flow"
)

// Under a flow that asks for a review after receipt, the walk waits until the order has come and completed.
func TestReachWaitsForWhatTheWorldDoesByItself(t *testing.T) {
	r, records := walked(t, storyOf(`reach: {product: lip-tint}
reach: confirmation
expect: {order: paid}
reach: review
expect: {order: completed, stage: review, feed-has: my-review, tracking: completed}`), received(), returning())
	if !r.Passed {
		t.Fatal(r.Failures)
	}
	due := map[flow.Verb]int{}
	state := flow.State{}
	for i := range records {
		e := &records[i].Event
		if e.Kind == flow.Happened && e.Action.Verb != flow.Wait && e.Action.Verb != flow.AnswerPayment {
			w := flow.World{Catalogue: small(), Flow: received(), Shopper: returning()}
			if at, a, ok := flow.Due(&w, &state); !ok || a != e.Action || at != records[i].At {
				t.Errorf("%s was forced at %s, due is %s at %s", e.Action, records[i].At, a, at)
			}
			due[e.Action.Verb]++
		}
		state = flow.Apply(state, *e)
	}
	if due[flow.MoveParcel] != 3 || due[flow.SignParcel] != 1 || due[flow.ConfirmOrder] != 1 {
		t.Errorf("got %v", due)
	}
	if *r.Detour != 0 {
		t.Errorf("waiting costs %d taps", *r.Detour)
	}
}

func TestAReviewThatWouldTakeATapBeforeReceiptIsRefused(t *testing.T) {
	r := play(t, storyOf(paid+"\nopen-orders\nopen-review: lip-tint-03\nexpect: {refused: not-received}"), received(), returning())
	if !r.Passed {
		t.Error(r.Failures)
	}
}

func TestWhereTagsLeadOutsideTheWalkInTheAppEndsAtTheTag(t *testing.T) {
	r := play(t, storyOf(`open-note: empties
tap-tag: lip-tint
expect: {stage: tag}
reach: product
expect: {place: product, price: ¥128.00}
reach: confirmation
expect: {order: paid}
reach: external
expect: {place: external, left: none}`), redirect(), returning())
	if !r.Passed || len(r.Skipped) != 4 || r.Taps != 2 {
		t.Errorf("got %v, skipped %v, %d taps", r.Failures, r.Skipped, r.Taps)
	}
}

// A line leads to the sheets and to after-sale as to any place; the identity is asked for with goods over the border.
func TestReachLeadsToCouponsIdentityAndAfterSale(t *testing.T) {
	r := play(t, storyOf(`reach: coupons
expect: {place: coupons}
back
reach: identity
expect: {place: identity}
fill: {number: 990101199001010019, phone: 13800005678}
save-identity
reach: confirmation
expect: {order: paid, identity: identity-1}
reach: after-sale
expect: {place: after-sale}
request: {reason: wrong-address}
expect: {request: done, order: closed}`), native(), returning())
	if !r.Passed {
		t.Error(r.Failures)
	}
}
