package story

import (
	"testing"
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

func TestTheLoopIsWalkedFromEndToEnd(t *testing.T) {
	r := play(t, loop, native(), returning())
	t.Logf("%s", MarshalReport([]*Result{r}))
}

func TestTheExampleOfTheNotation(t *testing.T) {
	const src = `story: From a note to a review, with a declined payment
flow: native                 # or a list
shopper: returning
start: 2026-11-11 20:00      # simulated time
seed: 42
tags: [smoke, checkout, B12]
cases:                       # a table: one run a row; a failure names the row
  - { name: free shipping, qty: 2, items: ¥256.00, shipping: ¥0.00,  paid: ¥256.00 }
  - { name: paid shipping, qty: 1, items: ¥128.00, shipping: ¥12.00, paid: ¥140.00 }
budget: { taps: <= 20, steps: <= 12, fields: <= 2 }
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
	for _, r := range playAll(t, src, native(), returning()) {
		t.Logf("%s", MarshalReport([]*Result{r}))
	}
}
