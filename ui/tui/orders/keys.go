package orders

import (
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
)

// The targets: what is done, the order, and for an item its SKU.
const (
	pay    = "pay-"
	cancel = "cancel-"
	review = "review-"
	item   = "item-"
	home   = "home"
)

func payID(o *flow.Order) string    { return pay + string(o.ID) }
func cancelID(o *flow.Order) string { return cancel + string(o.ID) }

func itemID(kind string, o *flow.Order, sku shop.SKU) string {
	return kind + string(o.ID) + "-" + string(sku)
}

// Start implements screen.Starter: an open order is paid, else a bought line reviewed.
func (view) Start(s session.Shown) string {
	if o := open(s.State, ""); o != nil {
		return payID(o)
	}
	if o, sku := unreviewed(s.State, ""); o != nil {
		return itemID(review, o, sku)
	}
	return home
}

// open returns the order of a target if it awaits payment, else the newest that does.
func open(st *flow.State, target string) *flow.Order {
	var newest *flow.Order
	for i := range st.Orders {
		o := &st.Orders[i]
		if o.Status != flow.AwaitingPayment {
			continue
		}
		if newest = o; of(target, o) {
			return o
		}
	}
	return newest
}

// unreviewed returns the line that a review is written of: the target's own, else one of its order, else the newest.
func unreviewed(st *flow.State, target string) (*flow.Order, shop.SKU) {
	var order *flow.Order
	var line shop.SKU
	best := 0
	for i := len(st.Orders) - 1; i >= 0; i-- {
		o := &st.Orders[i]
		for _, it := range o.Quote.Items {
			if !reviewable(o, it.SKU) {
				continue
			}
			near := 1
			if of(target, o) {
				near = 2
			}
			if target == itemID(review, o, it.SKU) || target == itemID(item, o, it.SKU) {
				near = 3
			}
			if near > best {
				order, line, best = o, it.SKU, near
			}
		}
	}
	return order, line
}

// of says whether a target belongs to the order.
func of(target string, o *flow.Order) bool {
	parts := strings.SplitN(target, "-", 3)
	return len(parts) > 1 && parts[1] == string(o.ID)
}

func reviewable(o *flow.Order, sku shop.SKU) bool {
	return o.Status == flow.Paid && !slices.Contains(o.Reviewed, sku)
}

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding { return v.KeysAt("", s) }

// KeysAt implements screen.Follower: the letters mean the order in focus, where it can be done, else the newest.
func (view) KeysAt(focus string, s session.Shown) []screen.Binding {
	var keys []screen.Binding
	add := func(key, label string, verb flow.Verb, id string) {
		keys = append(keys, screen.Binding{Keys: []string{key}, Label: label, Action: flow.Action{Verb: verb, ID: id}})
	}
	if o := open(s.State, focus); o != nil {
		add("p", "orders.pay", flow.PayOrder, string(o.ID))
		add("d", "orders.cancel", flow.CancelOrder, string(o.ID))
	}
	if o, sku := unreviewed(s.State, focus); o != nil {
		add("w", "orders.write", flow.OpenReview, string(sku))
	}
	add("f", "verb.home", flow.Home, "")
	return keys
}
