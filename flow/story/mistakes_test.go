package story

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tagtap/flow/strict"
)

// mistakes are what can be wrong with a story, and what is said about it, word for word.
var mistakes = []struct{ name, src, want string }{
	{"an empty file", "",
		"t.yaml:1:1: the file is empty"},
	{"a list", "[]",
		"t.yaml:1:1: got a list alone, want \"story: …\", then \"steps:\", then the list"},
	{"steps without dashes", "story: x\nsteps:\n  open-note: a\n  tap-tag: b\n",
		"t.yaml:3:3: steps: got lines without dashes, want \"- \" before each step, as in \"- open-note: oily-skin-empties\""},
	{"a verb without its colon", "story: x\nsteps:\n  - open-note tea\n",
		"t.yaml:3:5: a colon is missing after open-note, want \"open-note: tea\""},
	{"no steps", "story: x\n",
		"t.yaml:1:1: key \"steps\" is missing"},
	{"steps without a step", "story: x\nsteps: []\n",
		"t.yaml:2:8: steps: no step, want at least one"},
	{"no title", "story: \"\"\nsteps: [pay]\n",
		"t.yaml:1:8: story: got empty text, want something to read"},
	{"an unknown key", "story: x\nstep: [pay]\nsteps: [pay]\n",
		"t.yaml:2:1: unknown key \"step\" (did you mean \"steps\"?)"},
	{"a flow twice", "story: x\nflow: [native, native]\nsteps: [pay]\n",
		"t.yaml:2:16: flow \"native\" is here twice"},
	{"an empty list of flows", "story: x\nflow: []\nsteps: [pay]\n",
		"t.yaml:2:7: flow: no flow, want at least one, or leave the key out"},
	{"unknown flow and shopper", "story: x\nflow: nativ\nshopper: retuning\nsteps: [pay]\n",
		"t.yaml:2:7: flow: there is no flow \"nativ\" (did you mean \"native\"?)\nt.yaml:3:10: shopper: there is no shopper \"retuning\" (did you mean \"returning\"?)"},
	{"a start that is no time", "story: x\nstart: tomorrow\nsteps: [pay]\n",
		"t.yaml:2:8: start: got text \"tomorrow\", want a day and a time such as 2026-11-11 20:00"},
	{"an unknown clock", "story: x\nclock: stil\nsteps: [pay]\n",
		"t.yaml:2:8: clock: got text \"stil\", want one of predicted, still (did you mean \"still\"?)"},
	{"a negative seed", "story: x\nseed: -1\nsteps: [pay]\n",
		"t.yaml:2:7: seed: got number -1, want a whole number from 0 to 9007199254740991"},
	{"a tag with a space", "story: x\ntags: [a b]\nsteps: [pay]\n",
		"t.yaml:2:8: got text \"a b\", want a word of letters, digits and hyphens, as in smoke or A15"},
	{"an unknown metric of the budget", "story: x\nbudget: {tap: 3}\nsteps: [pay]\n",
		"t.yaml:2:10: budget: unknown metric \"tap\" (did you mean \"taps\"?)"},
	{"a bound that is no number", "story: x\nbudget: {taps: many}\nsteps: [pay]\n",
		"t.yaml:2:16: budget.taps: got text \"many\", want a number or a comparison: 9, <= 9, 9 or more, 3..9, not 9"},
	{"a budget that is a list", "story: x\nbudget: []\nsteps: [pay]\n",
		"t.yaml:2:9: budget: got an empty list, want bounds such as {taps: <= 20, steps: <= 10}"},
	{"two decimals of a second", "story: x\nbudget: {seconds: 3.14}\nsteps: [pay]\n",
		"t.yaml:2:19: budget.seconds: got number 3.14, want seconds or a comparison: 31.4, <= 31.4, 30 or more, 10..31.4"},
	{"cases that are no list", "story: x\ncases: 3\nsteps: [pay]\n",
		"t.yaml:2:8: cases: got number 3, want a list of rows such as - {name: one, qty: 1}"},
	{"no case", "story: x\ncases: []\nsteps: [pay]\n",
		"t.yaml:2:8: cases: no row, want 1 to 1000"},
	{"a case that is no map", "story: x\ncases: [3]\nsteps: [pay]\n",
		"t.yaml:2:9: got number 3, want a row such as {name: one, qty: 1}"},
	{"cases with different columns", "story: x\ncases: [{a: 1}, {b: 2}]\nsteps: [pay]\n",
		"t.yaml:2:17: this row has no \"a\", which the row at 2:9 has\nt.yaml:2:18: column \"b\" is not in the row at 2:9"},
	{"two cases of one name", "story: x\ncases: [{a: 1, name: q}, {a: 2, name: q}]\nsteps: [pay]\n",
		"t.yaml:2:26: case \"q\" is here twice, first at 2:9"},
	{"a column that holds a list", "story: x\ncases: [{a: [1]}]\nsteps: [pay]\n",
		"t.yaml:2:13: a: got a list of 1, want a text"},
	{"a column that is no word", "story: x\ncases: [{\"a b\": 1}]\nsteps: [pay]\n",
		"t.yaml:2:10: got text \"a b\", want a column of letters, digits and hyphens"},
	{"an unknown column", "story: x\ncases: [{qty: 1}, {qty: 2}]\nsteps:\n  - set-quantity: ${qyt}\n",
		"t.yaml:4:19: set-quantity: there is no column \"qyt\" (did you mean \"qty\"?)"},
	{"a column without cases", "story: x\nsteps:\n  - set-quantity: ${qty}\n",
		"t.yaml:3:19: set-quantity: there is no column \"qty\"; the story has no cases and no env"},
	{"a column that is not closed", "story: x\ncases: [{qty: 1}]\nsteps:\n  - set-quantity: ${qty\n",
		"t.yaml:4:19: set-quantity: ${ without its }; write $${ for the two signs themselves"},
	{"a bad value in a row", "story: x\ncases:\n  - {name: good, qty: 1}\n  - {name: bad, qty: zero}\nsteps:\n  - set-quantity: ${qty}\n",
		"t.yaml:6:19: set-quantity: got text \"zero\", want a whole number from 1 to 99 (case \"bad\" at 4:5)"},
	{"a bad bound in a row", "story: x\ncases:\n  - {most: lots}\nbudget: {taps: \"<= ${most}\"}\nsteps: [pay]\n",
		"t.yaml:4:16: budget.taps: got text \"<= lots\", want a number or a comparison: 9, <= 9, 9 or more, 3..9, not 9 (case \"1\" at 3:5)"},
	{"an unknown SKU in a row", "story: x\ncases:\n  - {name: good, sku: lip-tint-03}\n  - {name: bad, sku: lip-tint-3}\nsteps:\n  - tick: ${sku}\n",
		"t.yaml:6:11: tick: there is no sku \"lip-tint-3\" (case \"bad\" at 4:5) (did you mean \"lip-tint-03\"?)"},
	{"a checkpoint named by a column", "story: x\ncases:\n  - {n: a}\nsteps:\n  - checkpoint: ${n}\n",
		"t.yaml:5:17: checkpoint: a checkpoint has the same name in all cases and runs; write it out (case \"1\" at 3:5)"},
	{"an unknown command", "story: x\nsteps:\n  - tapp: lip-tint\n",
		"t.yaml:3:5: unknown command \"tapp\" (did you mean \"tap-tag\"?)"},
	{"an argument too many", "story: x\nsteps:\n  - pay: now\n",
		"t.yaml:3:10: pay: takes nothing, got text \"now\""},
	{"an argument too few", "story: x\nsteps:\n  - tap-tag\n",
		"t.yaml:3:5: tap-tag needs a product: tap-tag: lip-tint"},
	{"a list for an id", "story: x\nsteps:\n  - tap-tag: [a]\n",
		"t.yaml:3:14: tap-tag: got a list of 1, want a product: tap-tag: lip-tint"},
	{"two commands in a step", "story: x\nsteps:\n  - {tap-tag: lip-tint, pay: now}\n",
		"t.yaml:3:5: a step holds one command, found 2 (tap-tag, pay; the second at 3:25)"},
	{"a list for a step", "story: x\nsteps:\n  - [pay]\n",
		"t.yaml:3:5: a step holds one command, got a list of 1"},
	{"a happening without what", "story: x\nsteps:\n  - happen\n",
		"t.yaml:3:5: happen needs what happens: happen: {payment: declined}"},
	{"an unknown outcome", "story: x\nsteps:\n  - happen: {payment: maybe}\n",
		"t.yaml:3:23: happen.payment: got text \"maybe\", want one of approved, declined, timed-out"},
	{"an unknown happening", "story: x\nsteps:\n  - happen: {earthquake: now}\n",
		"t.yaml:3:14: happen: unknown happening \"earthquake\""},
	{"a time that is none", "story: x\nsteps:\n  - wait: soon\n",
		"t.yaml:3:11: wait: got text \"soon\", want a time such as 61s, 5m, 2h, 3d or 1d12h, at most a year"},
	{"stars that are no number", "story: x\nsteps:\n  - rate: many\n",
		"t.yaml:3:11: rate: got text \"many\", want a whole number from 1 to 5"},
	{"an unknown product", "story: x\nsteps:\n  - tap-tag: lip-tnt\n",
		"t.yaml:3:14: tap-tag: there is no product \"lip-tnt\" (did you mean \"lip-tint\"?)"},
	{"an unknown note", "story: x\nsteps:\n  - open-note: emptis\n",
		"t.yaml:3:16: open-note: there is no note \"emptis\" (did you mean \"empties\"?)"},
	{"an unknown SKU", "story: x\nsteps:\n  - tick: lip-tint-3\n",
		"t.yaml:3:11: tick: there is no sku \"lip-tint-3\" (did you mean \"lip-tint-03\"?)"},
	{"an unknown shop", "story: x\nsteps:\n  - tick-shop: okari\n",
		"t.yaml:3:16: tick-shop: there is no shop \"okari\" (did you mean \"okkari\"?)"},
	{"an unknown payment", "story: x\nsteps:\n  - choose-payment: alipy\n",
		"t.yaml:3:21: choose-payment: there is no payment \"alipy\" (did you mean \"alipay\"?)"},
	{"an unknown address", "story: x\nsteps:\n  - pick-address: hom\n",
		"t.yaml:3:19: pick-address: there is no address \"hom\" (did you mean \"home\"?)"},
	{"an order that no walk makes", "story: x\nsteps:\n  - pay-order: last\n",
		"t.yaml:3:16: pay-order: there is no order \"last\" (did you mean \"last-order\"?)"},
	{"an unknown impression", "story: x\nsteps:\n  - add-tag: soft\n",
		"t.yaml:3:14: add-tag: there is no impression \"soft\" (did you mean \"soft-colour\"?)"},
	{"an unknown field", "story: x\nsteps:\n  - type: {nam: x}\n",
		"t.yaml:3:12: type: unknown field \"nam\" (did you mean \"name\"?)"},
	{"an unknown SKU in a happening", "story: x\nsteps:\n  - happen: {sold-out: lip-tint-30}\n",
		"t.yaml:3:24: happen.sold-out: there is no sku \"lip-tint-30\" (did you mean \"lip-tint-03\"?)"},
	{"choosing without an axis", "story: x\nsteps:\n  - choose: rose\n",
		"t.yaml:3:13: choose: got text \"rose\", want an axis and a value: choose: {shade: rose-03, finish: matte}"},
	{"an unknown axis", "story: x\nsteps:\n  - choose: {shad: rose-03}\n",
		"t.yaml:3:14: choose: there is no axis \"shad\" (did you mean \"shade\"?)"},
	{"an unknown value", "story: x\nsteps:\n  - choose: {shade: rose}\n",
		"t.yaml:3:21: choose.shade: no shade has the value \"rose\" (did you mean \"rose-03\"?)"},
	{"a list for a value", "story: x\nsteps:\n  - choose: {shade: [a]}\n",
		"t.yaml:3:21: choose.shade: got a list of 1, want an id of letters, digits and hyphens"},
	{"no piece", "story: x\nsteps:\n  - set-quantity: 0\n",
		"t.yaml:3:19: set-quantity: got number 0, want a whole number from 1 to 99"},
	{"a quantity of an unknown SKU", "story: x\nsteps:\n  - set-quantity: {lip-tint-3: 2}\n",
		"t.yaml:3:20: set-quantity: there is no sku \"lip-tint-3\" (did you mean \"lip-tint-03\"?)"},
	{"a quantity that is no number", "story: x\nsteps:\n  - set-quantity: {lip-tint-03: x}\n",
		"t.yaml:3:33: set-quantity.lip-tint-03: got text \"x\", want a whole number from 1 to 99"},
	{"a list for a quantity", "story: x\nsteps:\n  - set-quantity: [a]\n",
		"t.yaml:3:19: set-quantity: got a list of 1, want a number, or {sku: number} in the cart"},
	{"no quantity at all", "story: x\nsteps:\n  - set-quantity\n",
		"t.yaml:3:5: set-quantity needs something: set-quantity: 3"},
	{"an unknown field to fill", "story: x\nsteps:\n  - fill: {nme: x}\n",
		"t.yaml:3:12: fill: unknown field \"nme\" (did you mean \"name\"?)"},
	{"a text to fill", "story: x\nsteps:\n  - fill: x\n",
		"t.yaml:3:11: fill: got text \"x\", want fields and texts: fill: {name: 林小满, phone: 13800005678}"},
	{"a list in a field", "story: x\nsteps:\n  - fill: {name: [a]}\n",
		"t.yaml:3:18: fill.name: got a list of 1, want a text"},
	{"an unknown author", "story: x\nsteps:\n  - follow: xiaoma\n",
		"t.yaml:3:13: follow: there is no author \"xiaoma\" (did you mean \"xiaoman\"?)"},
	{"an unknown platform", "story: x\nsteps:\n  - leave-for: tmal\n",
		"t.yaml:3:16: leave-for: there is no platform \"tmal\" (did you mean \"tmall\"?)"},
	{"an unknown coupon", "story: x\nsteps:\n  - claim-coupon: harrow-30\n",
		"t.yaml:3:19: claim-coupon: there is no coupon \"harrow-30\" (did you mean \"harrow-300\"?)"},
	{"an unknown coupon to use", "story: x\nsteps:\n  - use-coupon: harrow300\n",
		"t.yaml:3:17: use-coupon: there is no coupon \"harrow300\" (did you mean \"harrow-300\"?)"},
	{"an unknown coupon to leave out", "story: x\nsteps:\n  - drop-coupon: C\n",
		"t.yaml:3:18: drop-coupon: there is no coupon \"C\" (allowed: welcome-49, harrow-300, harrow-500)"},
	{"an unknown coupon that is given", "story: x\nsteps:\n  - happen: {coupon-given: welcome}\n",
		"t.yaml:3:28: happen.coupon-given: there is no coupon \"welcome\" (did you mean \"welcome-49\"?)"},
	{"the coupons of an unknown shop", "story: x\nsteps:\n  - coupons: harow\n",
		"t.yaml:3:14: coupons: there is no shop \"harow\" (did you mean \"harrow\"?)"},
	{"an unknown identity", "story: x\nsteps:\n  - pick-identity: mee\n",
		"t.yaml:3:20: pick-identity: there is no identity \"mee\" (did you mean \"me\"?)"},
	{"an unknown side", "story: x\nsteps:\n  - add-picture: frontt\n",
		"t.yaml:3:18: add-picture: there is no side \"frontt\" (did you mean \"front\"?)"},
	{"an unknown type of a request", "story: x\nsteps:\n  - choose-type: return\n",
		"t.yaml:3:18: choose-type: there is no type \"return\" (did you mean \"return-refund\"?)"},
	{"an unknown reason of a request", "story: x\nsteps:\n  - choose-reason: wrong-sise\n",
		"t.yaml:3:20: choose-reason: there is no reason \"wrong-sise\" (did you mean \"wrong-size\"?)"},
	{"a line of an unknown SKU", "story: x\nsteps:\n  - choose-line: scarff\n",
		"t.yaml:3:18: choose-line: there is no sku \"scarff\" (did you mean \"scarf\"?)"},
	{"a request that no walk makes", "story: x\nsteps:\n  - send-back: lastrequest\n",
		"t.yaml:3:16: send-back: there is no request \"lastrequest\" (did you mean \"last-request\"?)"},
	{"a request that no walk makes, in a happening", "story: x\nsteps:\n  - happen: {return-received: r1}\n",
		"t.yaml:3:31: happen.return-received: there is no request \"r1\" (allowed: last-request, request-1)"},
	{"a request of an unknown type", "story: x\nsteps:\n  - request: {type: refund}\n",
		"t.yaml:3:21: request.type: there is no type \"refund\" (did you mean \"refund-shipped\"?)"},
	{"a request with an unknown key", "story: x\nsteps:\n  - request: {typ: exchange}\n",
		"t.yaml:3:15: request: unknown key \"typ\" (did you mean \"type\"?)"},
	{"a request of no piece", "story: x\nsteps:\n  - request: {lines: {scarf: 0}}\n",
		"t.yaml:3:30: request.lines.scarf: got number 0, want a whole number from 1 to 99"},
	{"a request that is a text", "story: x\nsteps:\n  - request: exchange\n",
		"t.yaml:3:14: request: got text \"exchange\", want a map"},
	{"an unknown coupon to expect", "story: x\nsteps:\n  - expect: {applied: [harrow-30]}\n",
		"t.yaml:3:24: there is no coupon \"harrow-30\" (did you mean \"harrow-300\"?)"},
	{"an unknown reason of a coupon", "story: x\nsteps:\n  - expect: {coupon-why: {harrow-300: undr}}\n",
		"t.yaml:3:39: expect.coupon-why.harrow-300: unknown reason \"undr\" (did you mean \"under\"?)"},
	{"a reason of no coupon", "story: x\nsteps:\n  - expect: {coupon-why: under}\n",
		"t.yaml:3:26: expect.coupon-why: got text \"under\", want coupons and reasons such as {veyrune-400-40: under}"},
	{"an argument that no refusal has", "story: x\nsteps:\n  - back\n  - expect: {refused: not-here, refused-with: {ovr: ¥1.00}}\n",
		"t.yaml:4:48: expect.refused-with: unknown argument \"ovr\" (did you mean \"over\"?)"},
	{"what a refusal says as a number", "story: x\nsteps:\n  - back\n  - expect: {refused: not-here, refused-with: {over: 360}}\n",
		"t.yaml:4:54: expect.refused-with.over: got number 360, want money text such as ¥128.00"},
	{"what is missing as a number", "story: x\nsteps:\n  - expect: {coupon-missing: {harrow-300: 23}}\n",
		"t.yaml:3:43: expect.coupon-missing.harrow-300: got number 23, want money text such as ¥128.00"},
	{"a number in hand", "story: x\nsteps:\n  - expect: {in-hand: 85}\n",
		"t.yaml:3:23: expect.in-hand: got number 85, want money text such as ¥128.00"},
	{"several identities to expect", "story: x\nsteps:\n  - expect: {identity: [me]}\n",
		"t.yaml:3:24: expect.identity: got a list of 1, want one identity, or none"},
	{"an unknown status of a request", "story: x\nsteps:\n  - expect: {request: rejectd}\n",
		"t.yaml:3:23: expect.request: unknown request status \"rejectd\" (did you mean \"rejected\"?)"},
	{"a surprise that is no line", "story: x\nsteps:\n  - expect: {surprises: [taxes]}\n",
		"t.yaml:3:26: unknown line \"taxes\" (allowed: items, item-saving, bundle, promotion, merchant-coupon, platform-coupon, shipping, " +
			"remote-surcharge, freight-insurance, platform-fee, tax, balance-later, deposit-paid)"},
	{"an unknown tab", "story: x\nsteps:\n  - show-tab: to-shop\n",
		"t.yaml:3:15: show-tab: there is no tab \"to-shop\" (did you mean \"to-ship\"?)"},
	{"an order that no walk makes, in a happening", "story: x\nsteps:\n  - happen: {parcel-shipped: lastorder}\n",
		"t.yaml:3:30: happen.parcel-shipped: there is no order \"lastorder\" (did you mean \"last-order\"?)"},
	{"an unknown tab to expect", "story: x\nsteps:\n  - expect: {tab: paid}\n",
		"t.yaml:3:19: expect.tab: unknown tab \"paid\" (allowed: all, to-pay, to-ship, to-receive, to-review, after-sale)"},
	{"an unknown tracking code", "story: x\nsteps:\n  - expect: {tracking: transit}\n",
		"t.yaml:3:24: expect.tracking: unknown tracking code \"transit\" (did you mean \"in-transit\"?)"},
	{"coupons in words", "story: x\nsteps:\n  - expect: {coupons: many}\n",
		"t.yaml:3:23: expect.coupons: got text \"many\", want a number or a comparison: 9, <= 9, 9 or more, 3..9, not 9, or money text such as ¥3.00"},
	{"an unknown wallet", "story: x\nsteps:\n  - expect: {wallet: [alipy]}\n",
		"t.yaml:3:23: there is no payment \"alipy\" (did you mean \"alipay\"?)"},
	{"a map of notes", "story: x\nsteps:\n  - expect: {liked: {empties: yes}}\n",
		"t.yaml:3:21: expect.liked: got a map of 1 key, want an id of letters, digits and hyphens"},
	{"an unknown note that is liked", "story: x\nsteps:\n  - expect: {liked: [empties, dsk]}\n",
		"t.yaml:3:31: there is no note \"dsk\" (did you mean \"desk\"?)"},
	{"an unknown product of a video", "story: x\nsteps:\n  - expect: {video: lip-tnt}\n",
		"t.yaml:3:21: expect.video: there is no product \"lip-tnt\" (did you mean \"lip-tint\"?)"},
	{"an unknown reason to leave", "story: x\nsteps:\n  - expect: {left: taobo}\n",
		"t.yaml:3:20: expect.left: unknown platform or reason \"taobo\" (did you mean \"taobao\"?)"},
	{"a number outside", "story: x\nsteps:\n  - expect: {outside: 128}\n",
		"t.yaml:3:23: expect.outside: got number 128, want money text such as ¥128.00"},
	{"a control character", "story: x\nsteps:\n  - fill: {name: \"a\\tb\"}\n",
		"t.yaml:3:18: fill.name: control character U+0009, want letters, digits, punctuation and symbols that can be seen"},
	{"a review that is a number", "story: x\nsteps:\n  - write-review: 5\n",
		"t.yaml:3:19: write-review: got number 5, want a map"},
	{"a review without stars", "story: x\nsteps:\n  - write-review: {text: x}\n",
		"t.yaml:3:19: write-review: key \"stars\" is missing"},
	{"six stars", "story: x\nsteps:\n  - write-review: {stars: 6}\n",
		"t.yaml:3:27: write-review.stars: got number 6, want a whole number from 1 to 5"},
	{"publish maybe", "story: x\nsteps:\n  - write-review: {stars: 5, publish: maybe}\n",
		"t.yaml:3:39: write-review.publish: got text \"maybe\", want one of true, false"},
	{"an unknown impression of a review", "story: x\nsteps:\n  - write-review: {stars: 5, tags: [nice]}\n",
		"t.yaml:3:37: there is no impression \"nice\" (allowed: soft-colour, office-safe)"},
	{"an unknown key of a review", "story: x\nsteps:\n  - write-review: {stars: 5, starz: 5}\n",
		"t.yaml:3:30: write-review: unknown key \"starz\" (did you mean \"stars\"?)"},
	{"a title that nobody sees", "story: x\nsteps:\n  - write-review: {stars: 5, publish: false, title: x}\n",
		"t.yaml:3:53: write-review.title: a review that is not published has no title"},
	{"reaching an unknown place", "story: x\nsteps:\n  - reach: chekout\n",
		"t.yaml:3:12: reach: unknown place \"chekout\" (did you mean \"checkout\"?)"},
	{"reaching a shop", "story: x\nsteps:\n  - reach: {shop: okkari}\n",
		"t.yaml:3:13: reach: got text \"shop\", want one of note, product"},
	{"reaching an unknown note", "story: x\nsteps:\n  - reach: {note: emptiez}\n",
		"t.yaml:3:19: reach.note: there is no note \"emptiez\" (did you mean \"empties\"?)"},
	{"reaching a list", "story: x\nsteps:\n  - reach: [a]\n",
		"t.yaml:3:12: reach: got a list of 1, want a place, {note: id} or {product: id}"},
	{"reaching nothing", "story: x\nsteps:\n  - reach\n",
		"t.yaml:3:5: reach needs something: reach: checkout"},
	{"reaching what is no id", "story: x\nsteps:\n  - reach: {note: a b}\n",
		"t.yaml:3:19: reach.note: got text \"a b\", want an id of letters, digits and hyphens"},
	{"a checkpoint with a space", "story: x\nsteps:\n  - checkpoint: a b\n",
		"t.yaml:3:17: checkpoint: got text \"a b\", want a name of letters, digits and hyphens"},
	{"a checkpoint twice", "story: x\nsteps:\n  - checkpoint: a\n  - checkpoint: a\n",
		"t.yaml:4:17: checkpoint: \"a\" is here twice, first at 3:17"},
	{"an expectation that is a text", "story: x\nsteps:\n  - expect: pay\n",
		"t.yaml:3:13: expect: got text \"pay\", want what to expect: expect: {place: product, price: ¥128.00}"},
	{"an empty expectation", "story: x\nsteps:\n  - expect: {}\n",
		"t.yaml:3:13: expect: got nothing inside of {}, want what to expect: expect: {place: product, price: ¥128.00}"},
	{"an unknown expectation", "story: x\nsteps:\n  - expect: {plac: cart}\n",
		"t.yaml:3:14: expect: unknown expectation \"plac\" (did you mean \"place\"?)"},
	{"an unknown place", "story: x\nsteps:\n  - expect: {place: crat}\n",
		"t.yaml:3:21: expect.place: unknown place \"crat\" (did you mean \"cart\"?)"},
	{"an unknown stage", "story: x\nsteps:\n  - expect: {stage: crat}\n",
		"t.yaml:3:21: expect.stage: unknown stage \"crat\" (did you mean \"cart\"?)"},
	{"one stage for a list", "story: x\nsteps:\n  - expect: {stages: cart}\n",
		"t.yaml:3:22: expect.stages: got text \"cart\", want a list of stages such as [note, tag, product]"},
	{"an unknown refusal", "story: x\nsteps:\n  - expect: {refused: soldout}\n",
		"t.yaml:3:23: expect.refused: unknown refusal code \"soldout\" (did you mean \"sold-out\"?)"},
	{"an unknown status of a payment", "story: x\nsteps:\n  - expect: {payment: refused}\n",
		"t.yaml:3:23: expect.payment: unknown payment status \"refused\" (allowed: none, pending, approved, declined, timed-out, cancelled)"},
	{"an unknown status of an order", "story: x\nsteps:\n  - expect: {order: open}\n",
		"t.yaml:3:21: expect.order: unknown order status \"open\" (allowed: none, awaiting-payment, paid, customs, to-ship, part-shipped, shipped, completed, closed, cancelled, exchange)"},
	{"orders in words", "story: x\nsteps:\n  - expect: {orders: payed}\n",
		"t.yaml:3:22: expect.orders: got text \"payed\", want a number or a comparison: 9, <= 9, 9 or more, 3..9, not 9, or the status of each order"},
	{"a number for money", "story: x\nsteps:\n  - expect: {paid: 128}\n",
		"t.yaml:3:20: expect.paid: got number 128, want money text such as ¥128.00"},
	{"money with one decimal", "story: x\nsteps:\n  - expect: {paid: ¥128.5}\n",
		"t.yaml:3:20: expect.paid: got text \"¥128.5\", want money text such as ¥128.00"},
	{"money in words", "story: x\nsteps:\n  - expect: {price: cheap}\n",
		"t.yaml:3:21: expect.price: got text \"cheap\", want money text such as ¥128.00"},
	{"stock without a SKU", "story: x\nsteps:\n  - expect: {stock: 3}\n",
		"t.yaml:3:21: expect.stock: got number 3, want SKUs and numbers such as {lip-tint-03: 198}"},
	{"stock of an unknown SKU", "story: x\nsteps:\n  - expect: {stock: {lip-tint-3: 3}}\n",
		"t.yaml:3:22: expect.stock: there is no sku \"lip-tint-3\" (did you mean \"lip-tint-03\"?)"},
	{"a cart in words", "story: x\nsteps:\n  - expect: {cart: full}\n",
		"t.yaml:3:20: expect.cart: got text \"full\", want a number or a comparison: 9, <= 9, 9 or more, 3..9, not 9"},
	{"a note that is not there", "story: x\nsteps:\n  - expect: {feed-has: nothing-here}\n",
		"t.yaml:3:24: expect.feed-has: there is no note \"nothing-here\" (allowed: empties, desk, clip, winter, haul)"},
	{"taps in words", "story: x\nsteps:\n  - expect: {taps: few}\n",
		"t.yaml:3:20: expect.taps: got text \"few\", want a number or a comparison: 9, <= 9, 9 or more, 3..9, not 9"},
	{"since a checkpoint that is not there", "story: x\nsteps:\n  - expect: {taps: {since: cart, is: 3}}\n",
		"t.yaml:3:28: expect.taps.since: no checkpoint \"cart\" above this line"},
	{"since a misspelt checkpoint", "story: x\nsteps:\n  - checkpoint: cart\n  - expect: {taps: {since: crat, is: 3}}\n",
		"t.yaml:4:28: expect.taps.since: no checkpoint \"crat\" above this line (did you mean \"cart\"?)"},
	{"a misspelt since", "story: x\nsteps:\n  - checkpoint: cart\n  - expect: {taps: {sinc: cart, is: 3}}\n",
		"t.yaml:4:20: expect.taps: key \"since\" is missing\nt.yaml:4:21: expect.taps: unknown key \"sinc\" (did you mean \"since\"?)"},
	{"surprises since", "story: x\nsteps:\n  - checkpoint: cart\n  - expect: {surprises: {since: cart, is: 3}}\n",
		"t.yaml:4:25: expect.surprises: is counted from the beginning only; want a number or a comparison: 9, <= 9, 9 or more, 3..9, not 9"},
	{"a range that ends before it begins", "story: x\nsteps:\n  - expect: {taps: 9..3}\n",
		"t.yaml:3:20: expect.taps: got text \"9..3\", want a number or a comparison: 9, <= 9, 9 or more, 3..9, not 9"},
	{"a comparison that begins a block", "story: x\nsteps:\n  - expect: {taps: >= 3}\n",
		"t.yaml:3:20: > begins a block of lines in YAML; quote a comparison: \">= 3\", or write \"9 or more\" or 3..9"},
	{"a comparison that begins a tag", "story: x\nsteps:\n  - expect: {taps: != 3}\n",
		"t.yaml:3:20: != begins a YAML tag here; write \"not\" and the value, or quote it: \"!= 3\""},
	{"a column in braces without quotes", "story: x\nsteps:\n  - expect: {paid: ${x}}\n",
		"t.yaml:3:20: ${…} inside brackets needs quotes: \"${x}\""},
}

func TestMistakesAreReportedWhereTheyAre(t *testing.T) {
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			s, err := Parse("t.yaml", []byte(m.src))
			if err == nil {
				err = s.Check(set())
			}
			var all strict.Errors
			if !errors.As(err, &all) {
				t.Fatalf("got %v, want strict.Errors", err)
			}
			if err.Error() != m.want {
				t.Errorf("got\n%s\nwant\n%s", err, m.want)
			}
		})
	}
}

func TestAFileCountsAllItsMistakesAndShowsTwenty(t *testing.T) {
	var b strings.Builder
	b.WriteString("story: x\nsteps:\n")
	for i := range 50 {
		fmt.Fprintf(&b, "  - nonsense-%d\n", i)
	}
	_, err := Parse("t.yaml", []byte(b.String()))
	var all strict.Errors
	if !errors.As(err, &all) || len(all) != 50 {
		t.Fatalf("got %d errors, want 50", len(all))
	}
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 21 || lines[20] != "and 30 more" {
		t.Errorf("got\n%v", err)
	}
}

func TestOfTooManyRowsNothingElseIsSaid(t *testing.T) {
	src := "story: x\ncases:\n" + strings.Repeat("  - { n: 1 }\n", 10_000) + "steps:\n  - set-quantity: ${n}\n"
	_, err := Parse("t.yaml", []byte(src))
	if want := "t.yaml:3:3: cases: got 10000 rows, want at most 1000"; err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestTheSameMistakeOfManyRowsIsSaidOnce(t *testing.T) {
	_, err := Parse("t.yaml", []byte("story: x\ncases: [{q: 1}, {q: 2}, {q: 3}]\nsteps:\n  - set-quantity: ${p}\n  - wrong\n"))
	var all strict.Errors
	if !errors.As(err, &all) || len(all) != 2 {
		t.Errorf("got %v, want two errors", err)
	}
}

func TestTooManyLinesAreRefused(t *testing.T) {
	src := "story: x\ncases:\n"
	for i := range 500 {
		src += fmt.Sprintf("  - {n: %d}\n", i)
	}
	src += "steps:\n" + strings.Repeat("  - back\n", 300)
	_, err := Parse("t.yaml", []byte(src))
	if err == nil || !strings.Contains(err.Error(), "500 rows of 300 steps are too many, want at most 100000 lines in all") {
		t.Errorf("got %v", err)
	}
}
