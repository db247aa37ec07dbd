package story

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
)

func TestEqualRunsPrintEqualBytes(t *testing.T) {
	shared := &flow.Walks{}
	runs := append(Runs(parse(t, example), set().Flows[:1], set().Shoppers[:1], 1), Runs(parse(t, loop), set().Flows, set().Shoppers, 1)...)
	report := func(walks *flow.Walks) []byte {
		var all []*Result
		for _, run := range runs {
			r, err := Play(context.Background(), run, Config{Catalogue: small(), Walks: walks})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, r)
		}
		return MarshalReport(all)
	}
	alone := report(nil)
	if first, again := report(shared), report(shared); !bytes.Equal(alone, first) || !bytes.Equal(alone, again) {
		t.Error("walks that are remembered change the report")
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if !bytes.Equal(alone, report(shared)) {
				t.Error("runs at the same time change the report")
			}
		})
	}
	wg.Wait()
}

func TestRunsStandInAStableOrderWithIdsOfTheirOwn(t *testing.T) {
	runs := Runs(parse(t, example), set().Flows, set().Shoppers[:2], 7)
	var order []string
	seen := map[string]bool{}
	for _, r := range runs {
		order = append(order, r.Flow.Name+" "+r.Shopper.ID+" "+r.Case.Name)
		if seen[r.ID] || len(r.ID) != 16 {
			t.Errorf("session id %q", r.ID)
		}
		seen[r.ID] = true
	}
	want := "native returning free shipping|native returning paid shipping|native new free shipping|native new paid shipping|" +
		"express returning free shipping|express returning paid shipping|express new free shipping|express new paid shipping"
	if strings.Join(order, "|") != want {
		t.Errorf("got %s", strings.Join(order, "|"))
	}
}

func TestTheReportHasTheFieldsThatAreDocumented(t *testing.T) {
	r := play(t, loop, native(), returning())
	var doc struct {
		Schema  int                          `json:"schema"`
		Passed  int                          `json:"passed"`
		Failed  int                          `json:"failed"`
		Stories []map[string]json.RawMessage `json:"stories"`
	}
	data := MarshalReport([]*Result{r})
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != 1 || doc.Passed != 1 || doc.Failed != 0 {
		t.Errorf("got %+v", doc)
	}
	fields := strings.Fields("name title file case flow shopper seed passed failures places stages taps steps fields keys refused " +
		"backtracks checkout_steps seconds fewest detour surprises orders events")
	if len(doc.Stories[0]) != len(fields) {
		t.Errorf("got %d fields, want %d", len(doc.Stories[0]), len(fields))
	}
	at := 0
	for _, field := range fields {
		i := bytes.Index(data[at:], []byte(`"`+field+`":`))
		if i < 0 {
			t.Fatalf("field %s is missing or out of order", field)
		}
		at += i
	}
	if bytes.Contains(data, []byte("null")) {
		t.Error("a list is null")
	}
	if string(doc.Stories[0]["seconds"]) != "29.0" {
		t.Errorf("got seconds %s", doc.Stories[0]["seconds"])
	}
	if got := MarshalReport(nil); string(got) != `{"schema":1,"passed":0,"failed":0,"stories":[]}`+"\n" {
		t.Errorf("got %s", got)
	}
}

func TestEventsCarryPurchasesAndNames(t *testing.T) {
	r := play(t, storyOf(atProduct+"\nbuy-now\nchoose: {shade: rose-03}\nconfirm\nplace-order\npay\nwait: 31m\nhappen: {payment: approved}\nexpect: {refunded: ¥140.00}"),
		native(), returning())
	var names []string
	for _, e := range r.Events {
		names = append(names, e.Name)
	}
	want := "note_open tag_tap sku_sheet_open sku_choose begin_checkout order_placed payment_attempt clock_moved payment_answer " +
		"order_expired payment_answer refund"
	if got := strings.Join(names, " "); got != want || !r.Passed {
		t.Errorf("got %s, %v", got, r.Failures)
	}
	first := r.Events[0].appendJSON(nil)
	if string(first) != `{"seq":2,"at":"2026-11-11T20:00:00+08:00","event":"note_open","action":"open-note: empties","place":"note"}` {
		t.Errorf("got %s", first)
	}
}

func TestFewestCountsToTheLastStageReached(t *testing.T) {
	for _, c := range []struct {
		name, lines  string
		taps, fewest int
	}{
		{"a note", "open-note: desk\nback\nopen-note: empties", 3, 1},
		{"a tag", atProduct + "\nback\nback", 4, 2},
		{"put into the cart and not looked at", atProduct + "\nadd-to-cart\nchoose: {shade: plum-06}\nchoose: {shade: rose-03}\nconfirm", 6, 5},
		{"looked at in the cart", inCart, 6, 6},
		{"at the checkout by the cart", inCart + "\ncheckout", 7, 5},
		{"two pieces of two SKUs", atProduct + "\nadd-to-cart\nchoose: {shade: rose-03}\nset-quantity: 2\nconfirm\nadd-to-cart\nchoose: {shade: plum-06}\nconfirm\nopen-cart\ncheckout", 11, 11},
	} {
		r := play(t, storyOf(c.lines), native(), returning())
		if !r.Passed || r.Taps != c.taps || r.Fewest == nil || *r.Fewest != c.fewest || *r.Detour != c.taps-c.fewest {
			t.Errorf("%s: got %d taps, fewest %v, %v", c.name, r.Taps, r.Fewest, r.Failures)
		}
	}
	if r := play(t, storyOf("open-cart"), native(), returning()); r.Fewest != nil || r.Detour != nil {
		t.Error("fewest is counted though no stage was reached")
	}
}

// Discounts are positive, and every line is told with who funds it.
func TestAnOrderIsReportedWithItsMoney(t *testing.T) {
	r := play(t, giving("{trail: [feed, checkout], coupons: [harrow-300, welcome-49], checkout: {lines: {scarf: 1, hat: 1}}}",
		"place-order\npay\nhappen: {payment: approved}\ncancel-order: last-order\nexpect: {refused: not-here}\nopen-orders\ncancel-order: last-order"), native(), returning())
	if !r.Passed || len(r.Orders) != 1 {
		t.Fatal(r.Failures)
	}
	o := r.Orders[0]
	if o.Items != 40000 || o.MerchantDiscount != 2000+3000+3000+3000 || o.PlatformDiscount != 500 || o.Paid != 28500 || o.Refunded != 28500 || o.Tax != 0 || o.Shipping != 0 {
		t.Errorf("got %+v", o)
	}
	var names []string
	var sum shop.Fen
	for _, line := range o.Quote {
		names = append(names, line.Name+" "+line.Funder+" "+line.Why)
		sum += line.Amount
	}
	want := "items  list, item-saving merchant flash, bundle merchant winter-set, promotion merchant harrow-200, merchant-coupon merchant harrow-300, " +
		"platform-coupon platform welcome-49, shipping  free"
	if got := strings.Join(names, ", "); got != want || sum != o.Paid {
		t.Errorf("got %s: %s, want %s", got, sum, want)
	}
}
