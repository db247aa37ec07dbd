package flow

import "tagtap/flow/shop"

// Tracking 订单详情: one order with its parcels and its timeline, and what can still be done about it.
var trackingRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		if o := s.Order(OrderID(s.Spot().Subject)); o != nil {
			offerOrder(w, s, o, add)
			for _, id := range boughtIn(w, o) {
				add(Action{Verb: OpenProduct, ID: string(id)})
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
		}
		o := s.Order(OrderID(s.Spot().Subject))
		if o == nil {
			return refuse(NotHere)
		}
		return checkOrder(w, s, []OrderID{o.ID}, a)
	},
	act: func(t *turn, a Action) { t.tend(a, []OrderID{OrderID(t.state.Spot().Subject)}) },
}

// offerOrder lists what may be done about an order, in the list and on its own page.
func offerOrder(w *World, s *State, o *Order, add func(Action)) {
	id := string(o.ID)
	switch {
	case o.Status == AwaitingPayment:
		if o.AwaitsBalance() {
			add(Action{Verb: PayBalance, ID: id})
		} else {
			add(Action{Verb: PayOrder, ID: id})
		}
		add(Action{Verb: CancelOrder, ID: id})
	case o.Status.Bought() && o.Status != Completed:
		add(Action{Verb: CancelOrder, ID: id})
		add(Action{Verb: ConfirmReceipt, ID: id})
	}
	if !checkAfterSale(w, s, o).Refused() {
		add(Action{Verb: AskAfterSale, ID: id})
	}
	for _, line := range reviewable(w, s, []OrderID{o.ID}) {
		add(Action{Verb: OpenReview, ID: string(line.sku)})
	}
	for _, sku := range o.Reviewed {
		if o.follows(sku) {
			add(Action{Verb: FollowUp, ID: string(sku)})
		}
	}
}

// checkOrder says whether something may be done about one of the orders that the place shows.
func checkOrder(w *World, s *State, ids []OrderID, a Action) Refusal {
	switch a.Verb {
	case OpenReview:
		if a.ID == "" {
			return refuse(NotHere)
		}
		return checkOpenReview(w, s, ids, a)
	case FollowUp:
		return checkFollowUp(s, ids, a)
	case OpenProduct:
		for _, id := range ids {
			for _, product := range boughtIn(w, s.Order(id)) {
				if string(product) == a.ID {
					return Refusal{}
				}
			}
		}
		return refuse(NoSuch, "product", a.ID)
	case PayOrder, PayBalance, CancelOrder, ConfirmReceipt, AskAfterSale:
	default:
		return refuse(NotHere)
	}
	o := among(s, ids, OrderID(a.ID))
	if o == nil {
		return refuse(NoSuch, "order", a.ID)
	}
	switch r := checkStatus(o, a); {
	case r.Refused():
		return r
	case a.Verb == CancelOrder && o.Status.Bought():
		return checkCancel(w, s, o)
	case a.Verb == AskAfterSale:
		return checkAfterSale(w, s, o)
	case a.Verb == PayBalance:
		return checkBalance(w, s, o)
	}
	return Refusal{}
}

// checkCancel turns the cancelling of a paid order down while a request about any of it is open.
func checkCancel(w *World, s *State, o *Order) Refusal {
	for _, p := range o.Waiting() {
		if r := checkAskable(w, s, o, RefundUnshipped, o.item(p.SKU)); r.Refused() {
			return r
		}
		if n, by := s.free(o, p.SKU); n < p.Quantity {
			return refuse(RequestOpen, "request", string(by))
		}
	}
	return Refusal{}
}

func checkStatus(o *Order, a Action) Refusal {
	switch a.Verb {
	case PayOrder:
		if o.Status != AwaitingPayment || o.AwaitsBalance() {
			return refuse(NotOpen, "order", a.ID)
		}
	case CancelOrder:
		switch o.Status {
		case AwaitingPayment, Paid, Customs, ToShip:
		case PartShipped, InTransit, Completed:
			return refuse(Shipped, "order", a.ID)
		default:
			return refuse(NotOpen, "order", a.ID)
		}
	case ConfirmReceipt:
		switch o.Status {
		case InTransit:
		case Paid, Customs, ToShip, PartShipped:
			return refuse(NotShipped, "order", a.ID)
		default:
			return refuse(NotNow, "order", a.ID, "status", o.Status.String())
		}
	}
	return Refusal{}
}

// among returns an order that the place shows, or nil.
func among(s *State, ids []OrderID, id OrderID) *Order {
	for _, shown := range ids {
		if shown == id {
			return s.Order(id)
		}
	}
	return nil
}

// tend does something about one of the orders that the place shows.
func (t *turn) tend(a Action, ids []OrderID) {
	switch a.Verb {
	case PayOrder:
		t.payOrder(a)
	case PayBalance:
		t.openBalance(a)
	case CancelOrder:
		o := *t.state.Order(OrderID(a.ID))
		t.stay(a)
		if o.Status == AwaitingPayment {
			t.cancel(o, "shopper")
			return
		}
		// To cancel what is paid is to ask for its money: in the request's list it stands with all others.
		t.request(&o, &RequestForm{Order: o.ID, Type: RefundUnshipped, Pieces: o.Waiting(), Reason: ReasonUnwanted})
	case AskAfterSale:
		t.openAfterSale(a)
	case ConfirmReceipt:
		t.progress(a)
	case OpenReview:
		t.openReview(a, ids)
	case FollowUp:
		t.openFollowUp(a, ids)
	case OpenProduct:
		t.open(a, Product, a.ID)
	default:
		t.visit(a)
	}
}

func (t *turn) payOrder(a Action) {
	o := *t.state.Order(OrderID(a.ID))
	t.open(a, Payment, "")
	sheet := PaymentSheet{Orders: []OrderID{o.ID}, Method: o.Method}
	if !t.w.Flow.Offers(o.Method) {
		if sheet.Method = t.w.Flow.usual(); o.Quote.Trade.CrossBorder() {
			sheet.Method = t.w.Flow.crossMethod()
		}
	}
	sheet.Auth = t.w.Flow.auth(sheet.Method)
	t.emit(Event{Kind: PaymentSet, Payment: &sheet})
}

// boughtIn lists the products of an order that the catalogue still holds, each once.
func boughtIn(w *World, o *Order) []shop.ProductID {
	var ids []shop.ProductID
	if o == nil {
		return nil
	}
	for _, item := range o.Quote.Items {
		known := w.Catalogue.Product(item.Product) == nil
		for _, id := range ids {
			known = known || id == item.Product
		}
		if !known {
			ids = append(ids, item.Product)
		}
	}
	return ids
}
