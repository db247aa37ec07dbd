package flow

import (
	"slices"
	"time"

	"tagtap/flow/shop"
)

// The clocks of a request. Seller: an unshipped refund is answered within 24 hours, all else within 36, fresh food within 24,
// and a returned parcel is received within 7 days, over the border within 10; the shopper sends back within 7 days and
// escalates within 7; what runs out on the seller is granted (Xiaohongshu rule centre, 10124).
const (
	reviewUnshipped = 24 * time.Hour
	reviewShipped   = 36 * time.Hour
	reviewFresh     = 24 * time.Hour
	sendWithin      = 7 * day
	escalateWithin  = 7 * day
	receiveDomestic = 7 * day
	receiveBorder   = 10 * day
)

// Clocks for which no official figure was found: they are ours, and unconfirmed.
const (
	mediation      = 72 * time.Hour // until the platform decides
	exchangeShips  = 48 * time.Hour // until the new piece leaves, as for a domestic order
	exchangeAccept = 10 * day       // until an exchange that the shopper does not confirm is over, as for an order
)

// runsOut returns when the clock of a request runs out, and what the world does then; false where no clock runs.
func (w *World) runsOut(o *Order, r *Request) (shop.Instant, Verb, bool) {
	var d time.Duration
	var v Verb
	switch r.Status {
	case ToReview:
		d, v = w.review(o, r), ApproveRequest
	case AwaitingReturn:
		d, v = sendWithin, CloseRequest
	case AwaitingReceipt:
		d, v = receiveDomestic, ReceiveReturn
		if o.Quote.Trade.CrossBorder() {
			d = receiveBorder
		}
	case RequestRejected, ReceiptRejected:
		d, v = escalateWithin, CloseRequest
	case ExchangeToShip:
		d, v = exchangeShips, ShipExchange
	case ExchangeShipped:
		d, v = exchangeAccept, ConfirmExchange
	case Mediating:
		d, v = mediation, DecideForShopper
	default:
		return 0, None, false
	}
	return r.Since.Add(d), v, true
}

// review is how long the seller may take to answer.
func (w *World) review(o *Order, r *Request) time.Duration {
	if r.Type == RefundUnshipped {
		return reviewUnshipped
	}
	for _, p := range r.Pieces {
		if item := o.item(p.SKU); item != nil && w.category(item).Fresh {
			return reviewFresh
		}
	}
	return reviewShipped
}

// comingRequests lists what the clocks of requests will do, and when.
func comingRequests(w *World, s *State, add func(shop.Instant, Action)) {
	for i := range s.Requests {
		r := &s.Requests[i]
		o := s.Order(r.Order)
		if o == nil {
			continue
		}
		if at, v, ok := w.runsOut(o, r); ok {
			add(at, Action{Verb: v, ID: string(r.ID)})
		}
	}
}

// backstageRequests lists what the world could do about requests now: what their clocks would, and the seller's no.
func backstageRequests(w *World, s *State, add func(Action)) {
	comingRequests(w, s, func(_ shop.Instant, a Action) {
		add(a)
		switch s.Request(RequestID(a.ID)).Status {
		case ToReview:
			add(Action{Verb: RejectRequest, ID: a.ID})
		case AwaitingReceipt:
			add(Action{Verb: RejectReturn, ID: a.ID})
		case Mediating:
			add(Action{Verb: DecideForSeller, ID: a.ID})
		}
	})
}

// DueOf returns when the clock of a request runs out and what happens then, for the page that counts it down; false where no
// clock runs.
func DueOf(w *World, s *State, r *Request) (shop.Instant, Verb, bool) {
	if o := s.Order(r.Order); o != nil {
		return w.runsOut(o, r)
	}
	return 0, None, false
}

// from has the statuses in which something may be done about a request.
func from(v Verb) []RequestStatus {
	switch v {
	case ApproveRequest, RejectRequest:
		return []RequestStatus{ToReview}
	case ReceiveReturn, RejectReturn:
		return []RequestStatus{AwaitingReceipt}
	case CloseRequest:
		return []RequestStatus{AwaitingReturn, RequestRejected, ReceiptRejected}
	case ShipExchange:
		return []RequestStatus{ExchangeToShip}
	case ConfirmExchange, AcceptExchange:
		return []RequestStatus{ExchangeShipped}
	case DecideForShopper, DecideForSeller:
		return []RequestStatus{Mediating}
	case SendBack:
		return []RequestStatus{AwaitingReturn}
	case Escalate:
		return []RequestStatus{RequestRejected, ReceiptRejected}
	case CancelRequest:
		return []RequestStatus{ToReview, AwaitingReturn, RequestRejected, Mediating}
	}
	return nil
}

// at says whether something may be done about the request where it stands. What was sent back is not cancelled any more.
func (r *Request) at(v Verb) bool {
	if v == CancelRequest && !r.Waybill.IsZero() {
		return false
	}
	return slices.Contains(from(v), r.Status)
}

// checkPursuit turns what happens to a request down where it does not stand there.
func checkPursuit(s *State, a Action) Refusal {
	r := s.Request(RequestID(a.ID))
	switch {
	case r == nil || s.Order(r.Order) == nil:
		return refuse(NoRequest, "request", a.ID)
	case !r.at(a.Verb):
		return refuse(NoRequest, "request", a.ID, "status", r.Status.String())
	}
	return Refusal{}
}

func offerRequests(w *World, s *State, o *Order, add func(Action)) {
	if s.sendsBack(o) {
		add(Action{Verb: Type, ID: FieldWaybill})
	}
	for i := range s.Requests {
		if r := &s.Requests[i]; r.Order == o.ID {
			for _, v := range []Verb{SendBack, Escalate, AcceptExchange, CancelRequest} {
				if r.at(v) {
					add(Action{Verb: v, ID: string(r.ID)})
				}
			}
		}
	}
}

// checkRequest turns what the shopper does about a request of the order down.
func checkRequest(w *World, s *State, o *Order, a Action) Refusal {
	if r := checkPursuit(s, a); r.Refused() {
		return r
	}
	r := s.Request(RequestID(a.ID))
	if r.Order != o.ID {
		return refuse(NoRequest, "request", a.ID)
	}
	if a.Verb == SendBack || a.Verb == Escalate {
		if until, _, ok := w.runsOut(o, r); ok && w.Now >= until {
			return refuse(WindowClosed, "until", instant(until))
		}
	}
	if a.Verb == Escalate && r.Type == RefundUnshipped && o.anyLeft(r.Pieces) {
		return refuse(TypeNotNow, "type", string(r.Type), "status", o.Status.String())
	}
	if a.Verb == SendBack && (s.RequestForm == nil || s.RequestForm.Order != o.ID || s.RequestForm.Waybill.IsZero()) {
		return refuse(WaybillNeeded)
	}
	return Refusal{}
}

// anyLeft says whether any of the pieces is in a parcel.
func (o *Order) anyLeft(pieces []shop.Pieces) bool {
	return slices.ContainsFunc(pieces, func(p shop.Pieces) bool { return o.parcelOf(p.SKU) != nil })
}

// submitRequest hands the form in.
func (t *turn) submitRequest(a Action, o *Order) {
	form := *t.state.RequestForm
	t.stay(a)
	if form.Waybill.IsZero() {
		t.write(nil)
	} else {
		t.write(&RequestForm{Order: form.Order, Waybill: form.Waybill})
	}
	t.request(o, &form)
}

// request begins a request. Some need no review: they are done at once.
func (t *turn) request(o *Order, form *RequestForm) {
	r := Request{
		ID: RequestID(t.id("R")), Order: o.ID, Type: form.Type, Status: ToReview, Pieces: form.Pieces, Reason: form.Reason,
		For: form.For, Asked: t.now, Since: t.now,
	}
	r.Money, r.Shares = t.w.worth(&t.state, o, &r)
	if r.Fast = fast(o, &r); r.Fast {
		t.grant(o, r, ByArbiter)
		return
	}
	t.setRequest(r)
	if r.Type == Exchange {
		t.stand(o.ID, Exchanging)
	}
}

// fast says whether the platform gives the money back without the seller's review 极速退款: for what has not left, where it is
// in stock and domestic (Xiaohongshu rule centre, 10021) or comes from the bonded zone or by direct mail (3172); for a
// domestic parcel that did not arrive, up to ¥2,000 (10021), unless the shopper has confirmed its receipt. A price is made
// good by the platform as well: that is ours.
func fast(o *Order, r *Request) bool {
	switch r.Type {
	case RefundUnshipped:
		return o.Presale == nil && o.Quote.Trade != shop.Parcel
	case RefundShipped:
		return r.Reason == ReasonNotReceived && o.Quote.Trade == shop.Domestic && r.Money.Total() <= fastMost && o.Completed == 0
	case Protection:
		return true
	}
	return false
}

// setRequest states a request. Of an exchange the event carries the pieces wanted instead where their shelf changes.
func (t *turn) setRequest(r Request) {
	e := Event{Kind: RequestSet, OrderID: r.Order, At: t.now, Beside: &Beside{Request: &r}}
	if r.Type == Exchange {
		switch r.Status {
		case ToReview, ExchangeShipped, RequestGone, RequestClosed:
			e.Pieces = []shop.Pieces{{SKU: r.For, Quantity: pieceCount(r.Pieces, r.Pieces[0].SKU)}}
		}
	}
	t.emit(e)
}

// stand moves the order to a status that a request brings, which is no line of its timeline.
func (t *turn) stand(id OrderID, status OrderStatus) {
	t.emit(Event{Kind: OrderMoved, OrderID: id, Beside: &Beside{Progress: &Progress{Status: status, Scan: Scan{At: t.now}}}})
}

// pursue does something about a request: the shopper, the seller, the platform, or a clock.
func (t *turn) pursue(a Action) {
	t.stay(a)
	r := *t.state.Request(RequestID(a.ID))
	o := t.state.Order(r.Order)
	by := BySeller
	if at, v, ok := t.w.runsOut(o, &r); ok && v == a.Verb && t.now >= at {
		by = ByClock
	}
	back := r.Type == ReturnRefund || r.Type == Exchange
	switch a.Verb {
	case CancelRequest:
		t.end(o, r, RequestGone, ByTheBuyer)
	case CloseRequest:
		t.end(o, r, RequestClosed, ByClock)
	case DecideForSeller:
		t.end(o, r, RequestClosed, ByArbiter)
	case RejectRequest:
		t.turnTo(r, RequestRejected, BySeller)
	case RejectReturn:
		t.turnTo(r, ReceiptRejected, BySeller)
	case Escalate:
		t.turnTo(r, Mediating, "")
	case SendBack:
		form := *t.state.RequestForm
		r.Waybill, form.Waybill = form.Waybill, RequestForm{}.Waybill
		if form.Type == "" {
			t.write(nil)
		} else {
			t.write(&form)
		}
		t.turnTo(r, AwaitingReceipt, "")
	case DecideForShopper:
		t.advance(o, r, back && r.Waybill.IsZero(), ByArbiter)
	case ApproveRequest:
		t.advance(o, r, back, by)
	case ReceiveReturn:
		t.advance(o, r, false, by)
	case ShipExchange:
		t.turnTo(r, ExchangeShipped, by)
	case ConfirmExchange:
		t.grant(o, r, by)
	case AcceptExchange:
		t.grant(o, r, ByTheBuyer)
	}
}

// advance brings a request on that is granted: what is to come back first comes back, an exchange is then sent.
func (t *turn) advance(o *Order, r Request, returns bool, by string) {
	switch {
	case returns:
		t.turnTo(r, AwaitingReturn, by)
	case r.Type == Exchange:
		t.turnTo(r, ExchangeToShip, by)
		t.shelve(o, &r)
	default:
		t.grant(o, r, by)
	}
}

func (t *turn) turnTo(r Request, status RequestStatus, by string) {
	r.Status, r.Since, r.By = status, t.now, by
	t.setRequest(r)
}

// end ends a request of which nothing comes.
func (t *turn) end(o *Order, r Request, status RequestStatus, by string) {
	r.Money, r.Shares = shop.Refund{}, nil
	t.turnTo(r, status, by)
	t.resumeOrder(o.ID, r.Type)
}

// resumeOrder brings an order back to where it was before an exchange, once none is open.
func (t *turn) resumeOrder(id OrderID, was RequestType) {
	o := t.state.Order(id)
	if was != Exchange || o.Status != Exchanging {
		return
	}
	for i := range t.state.Requests {
		if r := &t.state.Requests[i]; r.Order == id && r.Type == Exchange && r.Status.Open() {
			return
		}
	}
	t.stand(id, o.standing())
}

// halts says whether an open request holds up what an order would do by itself: nothing leaves while a refund of it is
// reviewed or decided on, and no order completes by itself before its requests are settled. After a no the seller goes on.
func (s *State) halts(o *Order, v Verb) bool {
	for i := range s.Requests {
		r := &s.Requests[i]
		if r.Order != o.ID || !r.Status.Open() {
			continue
		}
		switch v {
		case ConfirmOrder:
			return true
		case PackOrder, ShipParcel:
			if r.Type == RefundUnshipped && r.Status != RequestRejected {
				return true
			}
		}
	}
	return false
}
