package flow

import "tagtap/flow/shop"

// The orders 我的订单: the list with statuses, and what can be done about each.
var ordersRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		for i := range s.Orders {
			if o := &s.Orders[i]; o.Status == AwaitingPayment {
				add(Action{Verb: PayOrder, ID: string(o.ID)})
				add(Action{Verb: CancelOrder, ID: string(o.ID)})
			}
		}
		for _, line := range reviewable(s, allOrders(s)) {
			add(Action{Verb: OpenReview, ID: string(line.sku)})
		}
		for _, id := range bought(w, s) {
			add(Action{Verb: OpenProduct, ID: string(id)})
		}
		add(Action{Verb: OpenCart})
		add(Action{Verb: Home})
		add(Action{Verb: Back})
	},
	check: func(w *World, s *State, a Action) Refusal {
		switch a.Verb {
		case OpenCart, Home, Back:
			return Refusal{}
		case PayOrder, CancelOrder:
			o := s.Order(OrderID(a.ID))
			if o == nil {
				return refuse(NoSuch, "order", a.ID)
			}
			if o.Status != AwaitingPayment {
				return refuse(NotOpen, "order", a.ID)
			}
			return Refusal{}
		case OpenReview:
			if a.ID == "" {
				return refuse(NotHere)
			}
			return checkOpenReview(s, allOrders(s), a)
		case OpenProduct:
			for _, id := range bought(w, s) {
				if string(id) == a.ID {
					return Refusal{}
				}
			}
			return refuse(NoSuch, "product", a.ID)
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) {
		switch a.Verb {
		case PayOrder:
			o := *t.state.Order(OrderID(a.ID))
			t.open(a, Payment, "")
			sheet := PaymentSheet{Orders: []OrderID{o.ID}, Method: o.Method}
			if !t.w.Flow.Offers(o.Method) {
				sheet.Method = t.w.Flow.Default
			}
			sheet.Auth = t.w.Flow.auth(sheet.Method)
			t.emit(Event{Kind: PaymentSet, Payment: &sheet})
		case CancelOrder:
			t.stay(a)
			t.cancel(*t.state.Order(OrderID(a.ID)), "shopper")
		case OpenReview:
			t.openReview(a, allOrders(&t.state))
		case OpenProduct:
			t.open(a, Product, a.ID)
		default:
			t.visit(a)
		}
	},
}

func allOrders(s *State) []OrderID {
	ids := make([]OrderID, len(s.Orders))
	for i := range s.Orders {
		ids[i] = s.Orders[i].ID
	}
	return ids
}

// bought lists the products of all orders that the catalogue still holds, each once.
func bought(w *World, s *State) []shop.ProductID {
	var ids []shop.ProductID
	for i := range s.Orders {
		for _, item := range s.Orders[i].Quote.Items {
			known := w.Catalogue.Product(item.Product) == nil
			for _, id := range ids {
				known = known || id == item.Product
			}
			if !known {
				ids = append(ids, item.Product)
			}
		}
	}
	return ids
}
