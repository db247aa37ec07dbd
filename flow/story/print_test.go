package story

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/text"
)

// walked plays a story and returns its records.
func walked(t *testing.T, src string, f *flow.Flow, who *flow.Shopper) (*Result, []flow.Record) {
	t.Helper()
	var records []flow.Record
	run := Runs(parse(t, src), []*flow.Flow{f}, []*flow.Shopper{who}, 1)[0]
	r, err := Play(context.Background(), run, Config{Catalogue: small(), Watch: func(shown session.Shown) { records = shown.Records }})
	if err != nil {
		t.Fatal(err)
	}
	return r, records
}

func worldOf(f *flow.Flow, who *flow.Shopper) *flow.World {
	return &flow.World{Catalogue: small(), Flow: f, Shopper: who}
}

func TestAPrintedSessionWalksAgainWithTheSameTaps(t *testing.T) {
	for _, c := range []struct {
		name, src string
		flow      *flow.Flow
		who       *flow.Shopper
	}{
		{"the loop", loop, native(), returning()},
		{"the loop, express", loop, express(), returning()},
		{"the loop, a new shopper", loop, native(), newcomer()},
		{"the example", example, native(), returning()},
		{"refusals", storyOf(atSheet + "\nset-quantity: 5\nexpect: {refused: stock-short}\nback"), native(), returning()},
		{"left while the payment is in progress", storyOf(pending + "\npay\nexpect: {refused: payment-in-progress}\nback\npay-order: last-order"), native(), returning()},
		{"a payment in progress at the end", storyOf(pending), native(), returning()},
		{"timed out, lapsed, late", storyOf(atPayment + "\npay\nwait: 31m\nhappen: {payment: approved}"), native(), returning()},
		{"an answer by hand", storyOf(atPayment + "\npay\nhappen: {payment: timed-out}\nhappen: {order-expired: last-order}"), native(), returning()},
		{"coupons, an identity, a return", storyOf(dealt), native(), returning()},
		{"signs that mean something", storyOf(paid + "\nwrite-review: {stars: 5, text: \"a: 'b' # $${c} \\\" {d}, [e]\", title: \"- x\"}"), native(), returning()},
	} {
		t.Run(c.name, func(t *testing.T) {
			first, records := walked(t, c.src, c.flow, c.who)
			printed := Print(text.Clean("again: 一遍", text.Line), records, worldOf(c.flow, c.who))
			again, records2 := walked(t, string(printed), c.flow, c.who)
			if !again.Passed {
				t.Fatalf("%v in\n%s", again.Failures, printed)
			}
			if !slices.Equal(first.Places, again.Places) || first.Taps != again.Taps || first.Keys != again.Keys || first.Seconds != again.Seconds {
				t.Errorf("places %v, then %v; taps %d, then %d", first.Places, again.Places, first.Taps, again.Taps)
			}
			if len(records) != len(records2) {
				t.Errorf("got %d records, then %d", len(records), len(records2))
			}
			if twice := Print(text.Clean("again: 一遍", text.Line), records2, worldOf(c.flow, c.who)); string(twice) != string(printed) {
				t.Errorf("printed again it differs:\n%s\nthen\n%s", printed, twice)
			}
		})
	}
}

// dealt claims a coupon, declares an import, and sends a part of another order back.
const dealt = `open-note: haul
tap-tag: serum
buy-now
choose: {size: "30"}
confirm
choose-identity
fill: {number: 990101199001010019, phone: 13800005678}
save-identity
place-order
pay
happen: {payment: approved}
home
open-note: winter
tap-tag: scarf
coupons
claim-coupon: harrow-300
back
add-to-cart
set-quantity: 3
confirm
open-cart
checkout
coupons
drop-coupon: harrow-300
auto-coupons
apply-coupons
place-order
pay
happen: {payment: approved}
open-orders
wait: 240h
confirm-receipt: order-2
request: {order: order-2, type: return-refund, lines: {scarf: 2}, reason: quality}
happen: {request-approved: request-1}
fill: {waybill: SF1234567890}
send-back: last-request
wait: 200h
expect: {request: done}
back
after-sale: order-1
cancel-request: request-1
expect: {refused: no-request}`

func TestARequestIsPrintedAsOneLine(t *testing.T) {
	r, records := walked(t, storyOf(dealt), native(), returning())
	if !r.Passed {
		t.Fatal(r.Failures)
	}
	printed := string(Print(text.Clean("dealt", text.Line), records, worldOf(native(), returning())))
	for _, line := range []string{
		"request: { order: order-2, type: return-refund, lines: { scarf: 2 }, reason: quality }", "send-back: request-1",
		"happen: { request-approved: request-1 }", "type: { waybill: SF1234567890 }", "claim-coupon: harrow-300", "after-sale: order-1",
		"fill: { number: 990101199001010019, phone: 13800005678 }", "wait: 240h",
	} {
		if !strings.Contains(printed, "  - "+line+"\n") {
			t.Errorf("no line %q in\n%s", line, printed)
		}
	}
}

func TestAPrintedSessionIsReadable(t *testing.T) {
	_, records := walked(t, storyOf(atProduct+"\nadd-to-cart\nconfirm\nexpect: {refused: choose-first}\nchoose: {shade: rose-03}"), native(), returning())
	want := `story: Rose
flow: native
shopper: returning
start: 2026-11-11 20:00:00
budget: { taps: <= 5, steps: <= 3, fields: <= 0 }
steps:
  - open-note: empties

  - tap-tag: lip-tint

  - add-to-cart
  - confirm
  - expect: { refused: choose-first }
  - choose: { shade: rose-03 }
  - expect: { place: sku, stages: [note, tag, product], price: ¥128.00 }
`
	if got := string(Print(text.Clean("Rose", text.Line), records, worldOf(native(), returning()))); got != want {
		t.Errorf("got\n%s", got)
	}
}

// The help is made of the tables, and the tables are true: what they show as an example is read.
func TestExamplesOfTheHelpAreRead(t *testing.T) {
	parts := shelf{"to-the-cart.yaml": "story: x\nenv: {product: hat}\nsteps: [back]\n"}
	for _, row := range Lines() {
		lines := row.Example
		if _, err := (Reading{Find: parts.find}).Parse("t.yaml", []byte(storyOf(lines))); err != nil {
			t.Error(err)
		}
	}
	for _, row := range Keys() {
		if _, err := Parse("t.yaml", []byte(storyOf("expect: {"+row.Example+"}"))); err != nil {
			t.Error(err)
		}
	}
	for _, row := range Budget() {
		if _, err := Parse("t.yaml", []byte("story: x\nbudget: {"+row.Example+"}\nsteps: [pay]\n")); err != nil {
			t.Error(err)
		}
	}
	for _, row := range Head() {
		src := row.Example + "\n"
		if row.Name != "story" {
			src += "story: x\n"
		}
		if row.Name != "steps" {
			src += "steps: [pay]\n"
		}
		if _, err := Parse("t.yaml", []byte(src)); err != nil {
			t.Error(err)
		}
	}
	help := Help()
	for _, line := range strings.Split(help, "\n") {
		if len([]rune(line)) > 124 {
			t.Errorf("a line of the help is too long: %s", line)
		}
	}
	for _, v := range flow.Verbs() {
		if !strings.Contains(help, v.String()) {
			t.Errorf("the help leaves out %s", v)
		}
	}
}

// folded is what is made of a walk whose taps belong together.
const folded = `story: Folded
flow: native
shopper: new
start: 2026-11-11 20:00:00
budget: { taps: <= 34, steps: <= 19, fields: <= 6 }
steps:
  - open-note: empties

  - tap-tag: cushion

  - add-to-cart
  - choose: { tone: n21, finish: matte }
  - set-quantity: 3
  - confirm
  - open-cart

  - set-quantity: { cushion-n21-matte: 1 }
  - increase: cushion-n21-matte
  - checkout

  - choose-address
  - fill: { name: 周一禾, phone: 13800001234, region: 浙江省 杭州市, street: 听松路 88 号 }
  - save-address
  - choose-address
  - pick-address: address-1
  - place-order
  - pay
  - happen: { payment: approved }

  - write-review: { stars: 4, text: 好, title: 真实, publish: true }

  - open-note: my-review

  - like
  - back

  - open-orders

  - track-order: order-1

  - checkpoint: home
  - checkpoint: home-2
  - expect: { place: tracking, items: ¥478.00, payable: ¥478.00, order: paid, paid: ¥478.00 }
  - home

  - expect:
      place: feed
      stages: [note, tag, product, cart, checkout, confirmation, review]
      order: paid
      paid: ¥478.00
`

func TestTapsThatBelongTogetherArePrintedAsOneLine(t *testing.T) {
	_, records := walked(t, storyOf(`open-note: empties
tap-tag: cushion
add-to-cart
choose: {tone: n21, finish: matte}
set-quantity: 3
confirm
open-cart
decrease: cushion-n21-matte
decrease: cushion-n21-matte
increase: cushion-n21-matte
checkout
choose-address
fill: {name: 周一禾, phone: 13800001234, region: 浙江省 杭州市, street: 听松路 88 号}
save-address
choose-address
pick-address: address-1
place-order
pay
expect: {place: confirmation}
write-review: {stars: 4, text: 好, title: 真实, publish: true}
open-note: my-review
like
back
open-orders
track-order: last-order
home`), native(), newcomer())
	marked := slices.Insert(slices.Clone(records), len(records)-1,
		flow.Record{Seq: 1, At: records[len(records)-1].At, Event: flow.Event{Kind: flow.Marked, Reason: "回来 home"}},
		flow.Record{Seq: 1, At: records[len(records)-1].At, Event: flow.Event{Kind: flow.Marked, Reason: "home"}})
	if got := string(Print(text.Clean("Folded", text.Line), marked, worldOf(native(), newcomer()))); got != folded {
		t.Errorf("got\n%s", got)
	}
	if r := play(t, folded, native(), newcomer()); !r.Passed {
		t.Error(r.Failures)
	}
}

// A person takes longer than predicted: what fell due meanwhile is waited for.
func TestAPersonsTimeIsWaitedForWhereSomethingFellDue(t *testing.T) {
	at := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)
	s, err := session.Open(context.Background(), session.Config{
		World: *worldOf(native(), returning()), Journal: &session.Memory{}, Journey: "x", ID: "x", Source: "person",
		Start: begins(&Story{}, nil, small()), Clock: func() time.Time { return at },
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tap := range []flow.Action{
		{Verb: flow.OpenNote, ID: "empties"}, {Verb: flow.TapTag, ID: "lip-tint"}, {Verb: flow.BuyNow},
		{Verb: flow.Choose, ID: "shade", Value: "rose-03"}, {Verb: flow.Confirm}, {Verb: flow.PlaceOrder}, {Verb: flow.Pay}, {Verb: flow.Back},
	} {
		at = at.Add(25 * time.Second)
		if tap.Verb == flow.Back {
			at = at.Add(time.Minute) // nobody answers
		}
		if _, err := s.Tap(context.Background(), tap, 1); err != nil {
			t.Fatal(err)
		}
	}
	shown := s.Shown()
	printed := string(Print(text.Clean("slow", text.Line), shown.Records, worldOf(native(), returning())))
	if !strings.Contains(printed, "  - pay\n  - expect: { payment: pending }\n  - wait: 1m\n  - back\n") || strings.Contains(printed, "timed-out") {
		t.Errorf("got\n%s", printed)
	}
	r, records := walked(t, printed, native(), returning())
	if !r.Passed || r.Orders[0].Status != "awaiting-payment" || r.Taps != shown.Meter.Taps {
		t.Errorf("%v in\n%s", r.Failures, printed)
	}
	if state := fold(records); state.Attempts[0].Status != flow.Unknown {
		t.Errorf("got %s", state.Attempts[0].Status)
	}
}

func fold(records []flow.Record) flow.State {
	var s flow.State
	for i := range records {
		s = flow.Apply(s, records[i].Event)
	}
	return s
}

func TestASessionWithoutATapIsAStory(t *testing.T) {
	_, records := walked(t, storyOf("expect: {place: feed}\nwait: 1s"), native(), returning())
	printed := string(Print(text.Text{}, records[:1], worldOf(native(), returning())))
	if r := play(t, printed, native(), returning()); !r.Passed || r.Taps != 0 {
		t.Errorf("%v in\n%s", r.Failures, printed)
	}
}
