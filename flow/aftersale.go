package flow

import (
	"slices"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// RequestID is R and digits, as an order's is P and digits.
type RequestID string

// RequestType is what a request asks for; the platform's numbers stand beside (open.xiaohongshu.com, after-sale).
type RequestType string

// The types of requests.
const (
	RefundUnshipped RequestType = "refund-unshipped" // 5 未发货仅退款
	RefundShipped   RequestType = "refund-shipped"   // 4 已发货仅退款
	ReturnRefund    RequestType = "return-refund"    // 1 退货退款
	Exchange        RequestType = "exchange"         // 2 换货
	Protection      RequestType = "price-protection" // 6 保价
)

// RequestTypes lists them in the order of the page.
func RequestTypes() []RequestType {
	return []RequestType{RefundUnshipped, RefundShipped, ReturnRefund, Exchange, Protection}
}

// RequestStatus is where a request stands.
type RequestStatus uint8

// The statuses; the platform's numbers stand beside.
const (
	ToReview        RequestStatus = iota + 1 // 1
	AwaitingReturn                           // 2 the shopper sends it back
	AwaitingReceipt                          // 3 the seller waits for it
	RequestDone                              // 4
	RequestGone                              // 5 cancelled by the shopper
	RequestClosed                            // 6 a clock of the shopper ran out
	RequestRejected                          // 9
	ReceiptRejected                          // 9001
	ExchangeToShip                           // 12
	ExchangeShipped                          // 13 the shopper confirms it
	Mediating                                // 14 the platform decides
)

var requestIDs = [...]string{
	"", "to-review", "awaiting-return", "awaiting-receipt", "done", "cancelled", "closed", "rejected", "receipt-rejected",
	"exchange-to-ship", "exchange-shipped", "mediating",
}

// String returns the id of the status, "" for none.
func (s RequestStatus) String() string {
	if int(s) >= len(requestIDs) {
		return ""
	}
	return requestIDs[s]
}

// Open says whether something can still come of the request.
func (s RequestStatus) Open() bool {
	switch s {
	case RequestDone, RequestGone, RequestClosed:
		return false
	}
	return true
}

// Request is one after-sale request 售后.
type Request struct {
	ID      RequestID     `cbor:"1,keyasint"`
	Order   OrderID       `cbor:"2,keyasint"`
	Type    RequestType   `cbor:"3,keyasint"`
	Status  RequestStatus `cbor:"4,keyasint"`
	Pieces  []shop.Pieces `cbor:"5,keyasint,omitempty"`
	Reason  string        `cbor:"6,keyasint,omitempty"`
	For     shop.SKU      `cbor:"7,keyasint,omitempty"` // exchange: what is wanted instead
	Money   shop.Refund   `cbor:"8,keyasint,omitzero"`  // what is given back once it is done; until then what is expected
	Asked   shop.Instant  `cbor:"9,keyasint"`
	Since   shop.Instant  `cbor:"10,keyasint"` // in this status
	Waybill text.Text     `cbor:"11,keyasint,omitzero"`
	Fast    bool          `cbor:"12,keyasint,omitempty"` // 极速退款: without review
	By      string        `cbor:"13,keyasint,omitempty"` // who settled it: seller, clock, platform, shopper
	// Shares is what price protection gave for a SKU, and negative what a later return of it takes off again.
	Shares []shop.Share `cbor:"14,keyasint,omitempty"`
}

// Who settles a request, as Request.By says it.
const (
	BySeller   = "seller"
	ByClock    = "clock"
	ByArbiter  = "platform"
	ByTheBuyer = "shopper"
)

// RequestForm is what the shopper writes at the after-sale page: a new request while it has a type, and the waybill number
// of a parcel that goes back.
type RequestForm struct {
	Order   OrderID       `cbor:"1,keyasint"`
	Type    RequestType   `cbor:"2,keyasint,omitempty"` // "" while no request is written
	Pieces  []shop.Pieces `cbor:"3,keyasint,omitempty"`
	Reason  string        `cbor:"4,keyasint,omitempty"`
	For     shop.SKU      `cbor:"5,keyasint,omitempty"`
	Waybill text.Text     `cbor:"6,keyasint,omitzero"`
}

// FieldWaybill is the field in which the number of the returning parcel is typed.
const FieldWaybill = "waybill"

// After-sale 售后: the requests about one order (the spot's subject), and the form of a new one.
var afterSaleRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		if o := s.Order(OrderID(s.Spot().Subject)); o != nil {
			offerForm(w, s, o, add)
			offerRequests(w, s, o, add)
		}
		add(Action{Verb: Back})
	},
	check: func(w *World, s *State, a Action) Refusal {
		if a.Verb == Back {
			return Refusal{}
		}
		o := s.Order(OrderID(s.Spot().Subject))
		if o == nil {
			return refuse(NotHere)
		}
		switch a.Verb {
		case AskAfterSale:
			switch {
			case a.ID != string(o.ID):
				return refuse(NoSuch, "order", a.ID)
			case s.writing(o) != nil:
				return refuse(NotHere)
			}
			return checkAnyType(w, s, o)
		case CancelRequest, SendBack, Escalate, AcceptExchange:
			return checkRequest(w, s, o, a)
		case Type:
			return checkWaybill(s, o, a)
		}
		return checkForm(w, s, o, a)
	},
	act: func(t *turn, a Action) {
		o := t.state.Order(OrderID(t.state.Spot().Subject))
		switch a.Verb {
		case Back:
			t.back(a)
			if t.state.RequestForm != nil {
				t.write(nil)
			}
		case AskAfterSale:
			t.stay(a)
			t.write(t.blank(o))
		case CancelRequest, SendBack, Escalate, AcceptExchange:
			t.pursue(a)
		case SubmitRequest:
			t.submitRequest(a, o)
		default:
			t.fillIn(a, o)
		}
	},
}

// openAfterSale goes to the requests of an order. Where none is open a new one is begun at once: that saves a tap.
func (t *turn) openAfterSale(a Action) {
	o := t.state.Order(OrderID(a.ID))
	t.open(a, AfterSale, a.ID)
	if t.state.openRequest(o) == nil && !checkAnyType(t.w, &t.state, o).Refused() {
		t.write(t.blank(o))
	}
}

// checkAfterSale turns the way to an order's after-sale page down where there is nothing to see and nothing to ask for.
func checkAfterSale(w *World, s *State, o *Order) Refusal {
	for i := range s.Requests {
		if s.Requests[i].Order == o.ID {
			return Refusal{}
		}
	}
	return checkAnyType(w, s, o)
}

// write states the form.
func (t *turn) write(form *RequestForm) {
	t.emit(Event{Kind: RequestFormSet, Beside: &Beside{RequestForm: form}})
}

// writing returns the form of a new request about the order, or nil.
func (s *State) writing(o *Order) *RequestForm {
	if form := s.RequestForm; form != nil && form.Order == o.ID && form.Type != "" {
		return form
	}
	return nil
}

// openRequest returns the first open request about the order, or nil.
func (s *State) openRequest(o *Order) *Request {
	for i := range s.Requests {
		if r := &s.Requests[i]; r.Order == o.ID && r.Status.Open() {
			return r
		}
	}
	return nil
}

// Request returns the request of that id, or nil.
func (s *State) Request(id RequestID) *Request {
	for i := range s.Requests {
		if s.Requests[i].ID == id {
			return &s.Requests[i]
		}
	}
	return nil
}

func withRequest(all []Request, r Request) []Request {
	for i := range all {
		if all[i].ID == r.ID {
			all = slices.Clone(all)
			all[i] = r
			return all
		}
	}
	return append(slices.Clip(all), r)
}
