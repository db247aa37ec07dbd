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
	Money   shop.Refund   `cbor:"8,keyasint,omitzero"`  // what is given back, once it is done
	Asked   shop.Instant  `cbor:"9,keyasint"`
	Since   shop.Instant  `cbor:"10,keyasint"` // in this status
	Waybill text.Text     `cbor:"11,keyasint,omitzero"`
	Fast    bool          `cbor:"12,keyasint,omitempty"` // 极速退款: without review
	By      string        `cbor:"13,keyasint,omitempty"` // who settled it: seller, clock, platform, shopper
}

// RequestForm is a request that is being written.
type RequestForm struct {
	Order   OrderID       `cbor:"1,keyasint"`
	Type    RequestType   `cbor:"2,keyasint,omitempty"`
	Pieces  []shop.Pieces `cbor:"3,keyasint,omitempty"`
	Reason  string        `cbor:"4,keyasint,omitempty"`
	For     shop.SKU      `cbor:"5,keyasint,omitempty"`
	Waybill text.Text     `cbor:"6,keyasint,omitzero"`
}

// After-sale 售后: the requests about one order (the spot's subject), or the form of a new one.
var afterSaleRoom = room{
	offers: func(w *World, s *State, add func(Action)) { add(Action{Verb: Back}) },
	check: func(w *World, s *State, a Action) Refusal {
		if a.Verb == Back {
			return Refusal{}
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) { t.back(a) },
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
