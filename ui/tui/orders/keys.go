package orders

import (
	"slices"
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
)

// The targets: what is done to an order (verb and order), its page, and for an item its SKU.
const (
	review  = "review-"
	follow  = "follow-"
	item    = "item-"
	track   = "track-"
	request = "request-"
	tab     = "tab-"
	home    = "home"
	showAll = "all"
)

// Locals of the tabs.
const (
	before = "tab-before"
	after  = "tab-after"
	number = "tab-number-"
)

func itemID(kind string, o *flow.Order, sku shop.SKU) string {
	return kind + string(o.ID) + "-" + string(sku)
}

// Leaf implements screen.Leafed.
func (view) Leaf(s session.Shown) string { return s.State.Tab }

// Start implements screen.Starter: an open order is paid, or its balance, else one that arrived is confirmed, else one on its
// way, else a bought line reviewed.
func (view) Start(s session.Shown) string {
	ids := flow.Listed(s.World, s.State, s.State.Tab)
	if len(ids) == 0 && s.State.Tab != "" {
		return showAll
	}
	if o := nearest(s, "", awaits); o != nil {
		return flow.PayOrder.String() + "-" + string(o.ID)
	}
	if o := nearest(s, "", func(o *flow.Order) bool { return o.AwaitsBalance() && o.Presale.Balance.Holds(s.Now) }); o != nil {
		return flow.PayBalance.String() + "-" + string(o.ID)
	}
	for _, fits := range []func(*flow.Order) bool{screen.Arrived, comes} {
		if o := nearest(s, "", fits); o != nil {
			return flow.ConfirmReceipt.String() + "-" + string(o.ID)
		}
	}
	if o, sku := line(s, "", reviewable); o != nil {
		return itemID(review, o, sku)
	}
	return home
}

func awaits(o *flow.Order) bool { return o.Status == flow.AwaitingPayment && !o.AwaitsBalance() }

func comes(o *flow.Order) bool { return o.Status == flow.InTransit }

func reviewable(s session.Shown, o *flow.Order, sku shop.SKU) bool {
	return screen.Reviewable(s.World, o, sku)
}

func followable(_ session.Shown, o *flow.Order, sku shop.SKU) bool { return screen.Followable(o, sku) }

// nearest returns the order of a target if it fits, else the newest of the tab that does.
func nearest(s session.Shown, target string, fits func(*flow.Order) bool) *flow.Order {
	var newest *flow.Order
	for _, id := range flow.Listed(s.World, s.State, s.State.Tab) {
		if o := s.State.Order(id); o != nil && fits(o) {
			if newest = o; of(target, o) {
				return o
			}
		}
	}
	return newest
}

// line returns the line that a review is written of: the target's own, else one of its order, else the newest.
func line(s session.Shown, target string, fits func(session.Shown, *flow.Order, shop.SKU) bool) (*flow.Order, shop.SKU) {
	var order *flow.Order
	var sku shop.SKU
	best := 0
	ids := flow.Listed(s.World, s.State, s.State.Tab)
	for i := len(ids) - 1; i >= 0; i-- {
		o := s.State.Order(ids[i])
		for _, it := range o.Quote.Items {
			if !fits(s, o, it.SKU) {
				continue
			}
			near := 1
			if of(target, o) {
				near = 2
			}
			if strings.HasSuffix(target, "-"+string(o.ID)+"-"+string(it.SKU)) {
				near = 3
			}
			if near > best {
				order, sku, best = o, it.SKU, near
			}
		}
	}
	return order, sku
}

// of says whether a target belongs to the order.
func of(target string, o *flow.Order) bool {
	return strings.HasSuffix(target, "-"+string(o.ID)) || strings.Contains(target, "-"+string(o.ID)+"-")
}

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding { return v.KeysAt("", s) }

// deedKeys are the letters of what is done about an order.
var deedKeys = map[flow.Verb]string{
	flow.PayOrder: "p", flow.PayBalance: "p", flow.ConfirmReceipt: "y", flow.CancelOrder: "d", flow.AskAfterSale: "a",
}

// KeysAt implements screen.Follower: the letters mean the order in focus, where it can be done, else the newest.
func (view) KeysAt(focus string, s session.Shown) []screen.Binding {
	var keys []screen.Binding
	add := func(key, label string, verb flow.Verb, id string) {
		keys = append(keys, screen.Binding{Keys: []string{key}, Label: label, Action: flow.Action{Verb: verb, ID: id}})
	}
	deeds := make(map[flow.OrderID][]screen.Deed)
	for _, id := range flow.Listed(s.World, s.State, s.State.Tab) {
		deeds[id] = screen.Deeds(s, s.State.Order(id))
	}
	taken := ""
	for _, verb := range []flow.Verb{flow.PayOrder, flow.PayBalance, flow.ConfirmReceipt, flow.CancelOrder, flow.AskAfterSale} {
		can := func(o *flow.Order) bool {
			return slices.ContainsFunc(deeds[o.ID], func(d screen.Deed) bool { return d.Action.Verb == verb && !d.Refusal.Refused() })
		}
		if o := nearest(s, focus, can); o != nil && deedKeys[verb] != taken {
			taken = deedKeys[verb]
			add(taken, "verb."+verb.String(), verb, string(o.ID))
		}
	}
	if o := nearest(s, focus, func(*flow.Order) bool { return true }); o != nil {
		add("o", "verb.track-order", flow.TrackOrder, string(o.ID))
	}
	if o, sku := line(s, focus, reviewable); o != nil {
		add("w", "orders.write", flow.OpenReview, string(sku))
	}
	if o, sku := line(s, focus, followable); o != nil {
		add("u", "orders.follow-up", flow.FollowUp, string(sku))
	}
	digits, name := screen.Digits(len(flow.Tabs()))
	keys = append(keys, screen.Binding{Keys: digits, Name: name, Label: "verb.show-tab", Local: number, Keyed: true})
	add("f", "verb.home", flow.Home, "")
	return keys
}

// Do implements screen.Reactor: the arrows and the digits show a tab.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	tabs := flow.Tabs()
	at := slices.Index(tabs, open(s.State))
	switch digit, ok := strings.CutPrefix(local, number); {
	case ok:
		n, err := strconv.Atoi(digit)
		if err != nil {
			return v, flow.Action{}
		}
		at = n - 1
	case local == before:
		at--
	case local == after:
		at++
	}
	if at < 0 || at >= len(tabs) || tabs[at] == open(s.State) {
		return v, flow.Action{}
	}
	return v, flow.Action{Verb: flow.ShowTab, ID: tabs[at]}
}
