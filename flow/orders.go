package flow

import (
	"slices"

	"tagtap/flow/shop"
)

// The tabs of the order list: all, 待付款, 待发货, 待收货, 评价, 售后.
const (
	TabAll       = "all"
	TabToPay     = "to-pay"
	TabToShip    = "to-ship"
	TabToReceive = "to-receive"
	TabToReview  = "to-review"
	TabAfterSale = "after-sale"
)

// Tabs lists them in the order of the page.
func Tabs() []string {
	return []string{TabAll, TabToPay, TabToShip, TabToReceive, TabToReview, TabAfterSale}
}

// The orders 我的订单: the list by tabs, and what can be done about each order.
var ordersRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		for _, tab := range Tabs() {
			add(Action{Verb: ShowTab, ID: tab})
		}
		var products []shop.ProductID
		for _, id := range Listed(w, s, s.Tab) {
			o := s.Order(id)
			offerOrder(w, s, o, add)
			add(Action{Verb: TrackOrder, ID: string(id)})
			for _, product := range boughtIn(w, o) {
				if !slices.Contains(products, product) {
					products = append(products, product)
					add(Action{Verb: OpenProduct, ID: string(product)})
				}
			}
		}
		add(Action{Verb: OpenCart})
		add(Action{Verb: Home})
		add(Action{Verb: Back})
	},
	check: func(w *World, s *State, a Action) Refusal {
		switch a.Verb {
		case OpenCart, Home, Back:
			return Refusal{}
		case ShowTab:
			if !slices.Contains(Tabs(), a.ID) {
				return refuse(NoSuch, "tab", a.ID)
			}
			return Refusal{}
		case TrackOrder:
			if among(s, Listed(w, s, s.Tab), OrderID(a.ID)) == nil {
				return refuse(NoSuch, "order", a.ID)
			}
			return Refusal{}
		}
		return checkOrder(w, s, Listed(w, s, s.Tab), a)
	},
	act: func(t *turn, a Action) {
		switch a.Verb {
		case ShowTab:
			tab := a.ID
			if tab == TabAll {
				tab = ""
			}
			t.stay(a)
			t.emit(Event{Kind: TabSet, Reason: tab})
		case TrackOrder:
			t.open(a, Tracking, a.ID)
		default:
			t.tend(a, Listed(t.w, &t.state, t.state.Tab))
		}
	},
}

// showAll is how the list opens, whatever tab was looked at before.
func (t *turn) showAll() {
	if t.state.Tab != "" {
		t.emit(Event{Kind: TabSet})
	}
}

// Listed lists the orders of a tab, oldest first; "" is the tab of all.
func Listed(w *World, s *State, tab string) []OrderID {
	ids := make([]OrderID, 0, len(s.Orders))
	for i := range s.Orders {
		if o := &s.Orders[i]; inTab(w, s, o, tab) {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

func inTab(w *World, s *State, o *Order, tab string) bool {
	switch tab {
	case TabToPay:
		return o.Status == AwaitingPayment
	case TabToShip:
		return o.Status == Paid || o.Status == Customs || o.Status == ToShip
	case TabToReceive:
		return o.Status == PartShipped || o.Status == InTransit
	case TabToReview:
		return len(reviewable(w, s, []OrderID{o.ID})) > 0
	case TabAfterSale:
		return o.Refunded > 0 || slices.ContainsFunc(s.Requests, func(r Request) bool { return r.Order == o.ID })
	}
	return true
}
