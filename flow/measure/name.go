package measure

import "tagtap/flow"

// Names of events that are no verb's own.
const (
	NameRefused  = "action_refused"
	NamePurchase = "purchase"
	NameRefund   = "refund"
	nameAdd      = "add_to_cart"
	nameCheckout = "begin_checkout"
	nameEdit     = "cart_edit"
	nameExit     = "exit_offplatform"
	nameDeposit  = "deposit_paid"
)

// Name returns what analytics call a record's event, "" for the facts that they do not count. An action has its verb's name
// of the table, but where the same tap does different things: confirming the SKU sheet adds to the cart, changes a line of
// it, or begins the checkout. What was refused did not happen and is named so.
func Name(e *flow.Event, from, to flow.Place) string {
	switch e.Kind {
	case flow.OrderPaid:
		return NamePurchase
	case flow.DepositPaid:
		return nameDeposit // a presale is bought when its balance is paid
	case flow.Refunded:
		return NameRefund
	case flow.LeftApp:
		return nameExit
	case flow.Tapped, flow.Happened:
	default:
		return ""
	}
	v := e.Action.Verb
	switch {
	case e.Refusal.Refused():
		return NameRefused
	case from == flow.Product && to == flow.Product && v == flow.AddToCart:
		return nameAdd
	case from == flow.Product && to == flow.Checkout:
		return nameCheckout
	case v == flow.LeaveFor:
		return "leave_for" // the exit itself is a fact behind it
	case from != flow.SKU:
	case to == flow.Checkout:
		return nameCheckout
	case to == flow.Cart && v == flow.Confirm:
		return nameEdit
	case v == flow.Confirm || v == flow.AddToCart:
		return nameAdd
	}
	return v.Spec().Event
}

// Analytics returns the event of GA4's e-commerce reference as which one of ours goes out, "" where it has none (Google Analytics
// help, "Recommended events"). The home page lists notes, not items, so that it is no view_item_list; a deposit is no purchase.
func Analytics(event string) string {
	switch event {
	case nameNote:
		return "select_content"
	case nameTag:
		return "select_item"
	case "coupon_claim":
		return "select_promotion"
	}
	if Standard(event) {
		return event
	}
	return ""
}

// Standard says whether a name is one of GA4's e-commerce events (Google Analytics help, "Recommended events"); all others
// are custom.
func Standard(name string) bool {
	switch name {
	case "add_payment_info", "add_shipping_info", "add_to_cart", "add_to_wishlist", "begin_checkout", "purchase", "refund",
		"remove_from_cart", "select_content", "select_item", "select_promotion", "share", "view_cart", "view_item", "view_item_list",
		"view_promotion":
		return true
	}
	return false
}
