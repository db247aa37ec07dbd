package measure

import (
	"slices"
	"testing"

	"tagtap/flow"
)

func TestNamesOfFactsOfOneAct(t *testing.T) {
	inCart := flow.State{Cart: []flow.CartLine{{SKU: "prod-1", Quantity: 2, Price: 5000}}}
	bought := flow.State{Orders: []flow.Order{{ID: "P1", Status: flow.Paid, Captured: 5000, Quote: order("P1", "prod-1").Quote}}}
	for _, row := range []struct {
		name string
		of   *tape
		want []string
	}{
		{"tag", new(tape).begin(flow.State{}).note("n1").product("prod"), []string{"note_open", "tag_tap", "view_item"}},
		{"cancel an unpaid order", new(tape).begin(bought).tap(flow.CancelOrder, "P1").put(flow.Event{Kind: flow.OrderCancelled, OrderID: "P1", Reason: "shopper"}),
			[]string{"order_cancel", "order_cancelled"}},
		{"late money", new(tape).begin(bought).answer("approved").put(flow.Event{Kind: flow.Captured, OrderID: "P1", Amount: 5000}).refund("P1", 5000, ""),
			[]string{"payment_answer", "purchase_reversed"}},
		{"a refund", new(tape).begin(bought).refund("P1", 5000, "R1"), []string{"refund"}},
		{"a deposit that comes back", new(tape).begin(flow.State{Orders: []flow.Order{{ID: "P1", Status: flow.AwaitingPayment, Captured: 500}}}).
			put(flow.Event{Kind: flow.OrderCancelled, OrderID: "P1"}).refund("P1", 500, ""), []string{"order_cancelled", "deposit_refunded"}},
		{"review", new(tape).begin(bought).tap(flow.SubmitReview, "").put(flow.Event{Kind: flow.Reviewed, OrderID: "P1"}).put(flow.Event{Kind: flow.Noted}),
			[]string{"review_submit", "review_published_as_note"}},
		{"follow-up", new(tape).begin(bought).tap(flow.SubmitReview, "").put(flow.Event{Kind: flow.FollowedUp, OrderID: "P1"}), []string{"review_follow_up"}},
		{"remove", new(tape).begin(inCart).to(flow.OpenCart, "", 1, flow.Cart, "").tap(flow.Remove, "prod-1").put(flow.Event{Kind: flow.LineGone, Line: &flow.CartLine{SKU: "prod-1"}}),
			[]string{"view_cart", "remove_from_cart"}},
		{"change of the SKU", new(tape).begin(inCart).to(flow.OpenCart, "", 1, flow.Cart, "").to(flow.ChangeSKU, "prod-1", 2, flow.SKU, "prod").
			put(flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.Confirm}, Trail: flow.Move{Set: true, Keep: 2}}).
			put(flow.Event{Kind: flow.LineGone, Line: &flow.CartLine{SKU: "prod-1"}}).put(flow.Event{Kind: flow.LineSet, Line: &flow.CartLine{SKU: "prod-2", Quantity: 1}}),
			[]string{"view_cart", "sku_sheet_open", "cart_edit"}},
		{"at once, without a sheet", new(tape).begin(flow.State{}).note("n1").product("prod").to(flow.BuyNow, "", 3, flow.Checkout, "").
			put(flow.Event{Kind: flow.CheckoutSet, Checkout: &flow.CheckoutForm{}}), []string{"note_open", "tag_tap", "view_item", "begin_checkout"}},
		{"into the cart, without a sheet", new(tape).begin(flow.State{}).note("n1").product("prod").tap(flow.AddToCart, "").
			put(flow.Event{Kind: flow.LineSet, Line: &flow.CartLine{SKU: "prod-1", Quantity: 1, Price: 1}}), []string{"note_open", "tag_tap", "view_item", "add_to_cart"}},
	} {
		var x Reader
		var got []string
		for i := range row.of.all {
			for _, f := range x.Read(&row.of.all[i]) {
				if f.Event != nameBegun {
					got = append(got, f.Event)
				}
			}
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}
