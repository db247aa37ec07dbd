package measure

import (
	"testing"

	"tagtap/flow"
)

func TestNamesAreWhatHappened(t *testing.T) {
	confirm := flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.Confirm}}
	for _, c := range []struct {
		what     string
		e        flow.Event
		from, to flow.Place
		want     string
	}{
		{"confirming puts into the cart", confirm, flow.SKU, flow.Product, "add_to_cart"},
		{"confirming a change of a line", confirm, flow.SKU, flow.Cart, "cart_edit"},
		{"confirming buys at once", confirm, flow.SKU, flow.Checkout, "begin_checkout"},
		{"opening the sheet", flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.AddToCart}}, flow.Product, flow.SKU, "sku_sheet_open"},
		{"the button within the sheet", flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.AddToCart}}, flow.SKU, flow.Product, "add_to_cart"},
		{"what was turned down", flow.Event{Kind: flow.Tapped, Action: confirm.Action, Refusal: flow.Refusal{Code: flow.SoldOut}}, flow.SKU, flow.SKU, "action_refused"},
		{"a happening", flow.Event{Kind: flow.Happened, Action: flow.Action{Verb: flow.AnswerPayment}}, flow.Payment, flow.Confirmation, "payment_answer"},
		{"an order that is paid", flow.Event{Kind: flow.OrderPaid}, flow.Payment, flow.Confirmation, "purchase"},
		{"a deposit", flow.Event{Kind: flow.DepositPaid}, flow.Payment, flow.Confirmation, "deposit_paid"},
		{"a coupon that is claimed", flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.ClaimCoupon}}, flow.Coupons, flow.Coupons, "coupon_claim"},
		{"coupons that are looked at", flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.OpenCoupons}}, flow.Checkout, flow.Coupons, "view_promotion"},
		{"an identity", flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.SaveIdentity}}, flow.Identity, flow.Checkout, "id_verify_done"},
		{"money given back", flow.Event{Kind: flow.Refunded}, flow.Orders, flow.Orders, "refund"},
		{"a fact that nobody counts", flow.Event{Kind: flow.SheetSet}, flow.SKU, flow.SKU, ""},
	} {
		if got := Name(&c.e, c.from, c.to); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestCustomNamesAreToldFromGA4s(t *testing.T) {
	for name, want := range map[string]bool{
		"add_to_cart": true, NamePurchase: true, NameRefund: true, NameRefused: false, "note_open": false, "": false,
	} {
		if Standard(name) != want {
			t.Errorf("%q is GA4's: %v, want %v", name, !want, want)
		}
	}
}
