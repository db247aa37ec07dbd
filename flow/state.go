package flow

import (
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// OrderID is P and digits of stream and sequence: the core needs no generator.
type OrderID string

// State is everything that is true of one shopper's journey. It is a value: nothing that a State points to is ever
// changed, so that an old one stays as it was.
type State struct {
	Stream   uint32         `cbor:"1,keyasint"`
	Seq      uint64         `cbor:"2,keyasint,omitempty"` // records so far
	Trail    []Spot         `cbor:"3,keyasint"`           // from the feed to where the shopper is; a place stands in it once
	Sheet    Sheet          `cbor:"4,keyasint,omitzero"`
	Cart     []CartLine     `cbor:"5,keyasint,omitempty"` // newest first
	Checkout CheckoutForm   `cbor:"6,keyasint,omitzero"`
	Book     []shop.Address `cbor:"7,keyasint,omitempty"` // saved addresses, the default first
	Form     *Form          `cbor:"8,keyasint,omitempty"` // the address form while it is open
	Payment  PaymentSheet   `cbor:"9,keyasint,omitzero"`
	Attempts []Attempt      `cbor:"10,keyasint,omitempty"` // all payment attempts, oldest first
	Orders   []Order        `cbor:"11,keyasint,omitempty"` // oldest first
	Draft    Draft          `cbor:"12,keyasint,omitzero"`
	Seen     []Seen         `cbor:"13,keyasint,omitempty"`
	Reached  StageSet       `cbor:"14,keyasint,omitempty"`
	Notes    []shop.NoteID  `cbor:"15,keyasint,omitempty"` // published by this shopper

	Marks     []Mark          `cbor:"16,keyasint,omitempty"` // what was done to notes
	Following []shop.AuthorID `cbor:"17,keyasint,omitempty"`
	Tab       string          `cbor:"18,keyasint,omitempty"` // of the order list, "" for all
	Video     Player          `cbor:"19,keyasint,omitzero"`
	Visit     *Visit          `cbor:"20,keyasint,omitempty"` // outside of the app, nil when there is none
	Unbound   bool            `cbor:"21,keyasint,omitempty"` // no wallet pays before it is bound; Wallets are
	Wallets   []Method        `cbor:"22,keyasint,omitempty"`
	Wallet    *Wallet         `cbor:"23,keyasint,omitempty"` // the form that binds one, while it is open
	Coupons   []Coupon        `cbor:"24,keyasint,omitempty"` // held, used and expired ones among them; the oldest first

	Identities   []shop.Identity `cbor:"25,keyasint,omitempty"` // saved, the default first
	IdentityForm *IdentityForm   `cbor:"26,keyasint,omitempty"` // while it is open
	Requests     []Request       `cbor:"27,keyasint,omitempty"` // after-sale, oldest first
	RequestForm  *RequestForm    `cbor:"28,keyasint,omitempty"` // while one is written
}

// StageSet holds stages as bits.
type StageSet uint8

// Has says whether the stage is in the set.
func (s StageSet) Has(stage Stage) bool { return s&(1<<stage) != 0 }

func (s StageSet) with(stage Stage) StageSet { return s | 1<<stage }

// Last returns the last stage reached, and whether there is one.
func (s StageSet) Last() (Stage, bool) {
	for stage := StageReview; ; stage-- {
		if s.Has(stage) {
			return stage, true
		}
		if stage == StageNote {
			return 0, false
		}
	}
}

// Intent says what confirming the SKU sheet will do.
type Intent string

// The intents: put into the cart, buy at once, change a cart line; none leaves the choice to the sheet's two buttons.
const (
	IntentNone Intent = ""
	IntentCart Intent = "cart"
	IntentBuy  Intent = "buy"
	IntentEdit Intent = "edit"
)

// Sheet is the SKU sheet.
type Sheet struct {
	Product  shop.ProductID `cbor:"1,keyasint,omitempty"`
	Intent   Intent         `cbor:"2,keyasint,omitempty"`
	Editing  shop.SKU       `cbor:"3,keyasint,omitempty"` // the cart line that is changed
	Values   []string       `cbor:"4,keyasint,omitempty"` // one an axis, "" where nothing is chosen yet
	Quantity int32          `cbor:"5,keyasint,omitempty"`
}

// CartLine is one SKU in the cart.
type CartLine struct {
	SKU      shop.SKU    `cbor:"1,keyasint,omitempty"`
	Quantity int32       `cbor:"2,keyasint,omitempty"`
	Ticked   bool        `cbor:"3,keyasint,omitempty"`
	Price    shop.Fen    `cbor:"4,keyasint,omitempty"` // list price when it was put in
	Note     shop.NoteID `cbor:"5,keyasint,omitempty"` // the note that led here: attribution
}

// CheckoutForm is what the checkout page holds.
type CheckoutForm struct {
	Pieces   []shop.Pieces `cbor:"1,keyasint,omitempty"`
	FromCart bool          `cbor:"2,keyasint,omitempty"`
	Address  string        `cbor:"3,keyasint,omitempty"` // id in the book, "" for none yet
	Method   Method        `cbor:"4,keyasint,omitempty"`
	Shown    shop.Fen      `cbor:"5,keyasint,omitempty"` // the payable last shown
	Note     shop.NoteID   `cbor:"6,keyasint,omitempty"`
	Identity string        `cbor:"7,keyasint,omitempty"`  // id among the saved ones, "" for none yet
	Pick     shop.Pick     `cbor:"8,keyasint,omitempty"`  // how coupons are chosen; "" is as the flow's knob has it
	Chosen   []string      `cbor:"9,keyasint,omitempty"`  // by hand
	Split    bool          `cbor:"10,keyasint,omitempty"` // the shopper split what one cross-border order may not hold
	Balance  OrderID       `cbor:"11,keyasint,omitempty"` // the presale order whose balance is paid
}

// Form is the open address form. Editing is "" for a new address.
type Form struct {
	Editing string       `cbor:"1,keyasint,omitempty"`
	Address shop.Address `cbor:"2,keyasint"`
}

// PaymentSheet is what is being paid, and how.
type PaymentSheet struct {
	Orders []OrderID `cbor:"1,keyasint,omitempty"`
	Method Method    `cbor:"2,keyasint,omitempty"`
	Auth   Auth      `cbor:"3,keyasint,omitempty"`
}

// Attempt is one try to pay. One payment names its orders.
type Attempt struct {
	N       int32         `cbor:"1,keyasint"`
	Orders  []OrderID     `cbor:"2,keyasint"`
	Method  Method        `cbor:"3,keyasint"`
	Amount  shop.Fen      `cbor:"4,keyasint"`
	Started shop.Instant  `cbor:"5,keyasint"`
	Status  AttemptStatus `cbor:"6,keyasint"`
}

// AttemptStatus is what is known of an attempt.
type AttemptStatus uint8

// Pending waits for its answer; Unknown timed out, its result is not known; Withdrawn was left by the shopper.
const (
	Pending AttemptStatus = iota + 1
	Approved
	Declined
	Unknown
	Withdrawn
)

var attemptIDs = [...]string{"", "pending", "approved", "declined", "timed-out", "cancelled"}

// String returns the id of the status, "" for none.
func (s AttemptStatus) String() string {
	if int(s) >= len(attemptIDs) {
		return ""
	}
	return attemptIDs[s]
}

// OrderStatus is where an order stands.
type OrderStatus uint8

// The statuses of an order (open.xiaohongshu.com, orderStatus; the platform's number is the constant's value).
const (
	AwaitingPayment OrderStatus = 1
	Paid            OrderStatus = 2 // risk control holds it
	Customs         OrderStatus = 3 // declared, and not cleared yet
	ToShip          OrderStatus = 4
	PartShipped     OrderStatus = 5
	InTransit       OrderStatus = 6 // all parcels have left
	Completed       OrderStatus = 7
	Closed          OrderStatus = 8 // given back in full before it left
	Cancelled       OrderStatus = 9 // never paid
	Exchanging      OrderStatus = 10
)

var statusIDs = [...]string{
	AwaitingPayment: "awaiting-payment", Paid: "paid", ToShip: "to-ship", PartShipped: "part-shipped", InTransit: "shipped",
	Completed: "completed", Closed: "closed", Cancelled: "cancelled", Customs: "customs", Exchanging: "exchange",
}

// String returns the id of the status, "" for one that no order has.
func (s OrderStatus) String() string {
	if int(s) >= len(statusIDs) {
		return ""
	}
	return statusIDs[s]
}

// Bought says whether an order of the status is paid and not given back.
func (s OrderStatus) Bought() bool {
	switch s {
	case Paid, Customs, ToShip, PartShipped, InTransit, Completed, Exchanging:
		return true
	}
	return false
}

// Order is one order with the quote that it keeps.
type Order struct {
	ID        OrderID         `cbor:"1,keyasint"`
	Status    OrderStatus     `cbor:"2,keyasint"`
	Quote     shop.OrderQuote `cbor:"3,keyasint"`
	Address   shop.Address    `cbor:"4,keyasint"`
	Method    Method          `cbor:"5,keyasint,omitempty"` // with which it was paid, or last tried
	Placed    shop.Instant    `cbor:"6,keyasint"`
	Ended     shop.Instant    `cbor:"7,keyasint,omitempty"` // paid, cancelled or closed
	Reason    string          `cbor:"8,keyasint,omitempty"` // of a cancellation or closing: shopper, unpaid
	Captured  shop.Fen        `cbor:"9,keyasint,omitempty"` // all that was taken, refunds not subtracted
	Refunded  shop.Fen        `cbor:"10,keyasint,omitempty"`
	Note      shop.NoteID     `cbor:"11,keyasint,omitempty"`
	Reviewed  []shop.SKU      `cbor:"12,keyasint,omitempty"`
	ShopName  shop.Words      `cbor:"13,keyasint,omitempty"`
	ShipHours int             `cbor:"14,keyasint,omitempty"` // the promise when it was placed

	Leave     int             `cbor:"15,keyasint,omitempty"` // hours from payment to dispatch, as the seller goes about it; those over ShipHours count from the promise
	Travel    int             `cbor:"16,keyasint,omitempty"` // hours on the road
	InParts   bool            `cbor:"17,keyasint,omitempty"`
	Carrier   shop.Words      `cbor:"18,keyasint,omitzero"`
	From      shop.Words      `cbor:"19,keyasint,omitzero"`
	PaidAt    shop.Instant    `cbor:"20,keyasint,omitempty"`
	Parcels   []Parcel        `cbor:"21,keyasint,omitempty"` // that have left, the first first
	Track     []Scan          `cbor:"22,keyasint,omitempty"` // what became known of it, oldest first
	Late      bool            `cbor:"23,keyasint,omitempty"` // it did not leave within the promise
	Completed shop.Instant    `cbor:"24,keyasint,omitempty"`
	Followed  []shop.SKU      `cbor:"25,keyasint,omitempty"` // with a follow-up review
	SameDay   bool            `cbor:"26,keyasint,omitempty"`
	Reviews   []shop.ReviewID `cbor:"27,keyasint,omitempty"` // of Reviewed, one each

	Identity shop.Identity `cbor:"28,keyasint,omitzero"`  // cross-border: who declared it
	Passed   shop.Instant  `cbor:"29,keyasint,omitempty"` // customs
	Queried  bool          `cbor:"30,keyasint,omitempty"` // customs asked, and it takes longer
	Presale  *PresaleTerm  `cbor:"31,keyasint,omitempty"`
	Returned []shop.Pieces `cbor:"32,keyasint,omitempty"` // pieces whose money was given back, a SKU once
	Restored shop.Fen      `cbor:"33,keyasint,omitempty"` // of its taxable value, to the yearly quota
}

// PresaleTerm is when an order's balance is taken, and what became of its deposit.
type PresaleTerm struct {
	Deposit shop.Fen    `cbor:"1,keyasint"` // of the whole order
	Paid    bool        `cbor:"2,keyasint,omitempty"`
	Balance shop.Window `cbor:"3,keyasint"`
	Forfeit bool        `cbor:"4,keyasint,omitempty"`
	Quoted  bool        `cbor:"5,keyasint,omitempty"` // the balance is quoted, and can be paid
	Base    shop.Fen    `cbor:"6,keyasint,omitempty"` // cross-border: taxable value as it was at the deposit
}

// Draft is the review that is being written.
type Draft struct {
	Order   OrderID   `cbor:"1,keyasint,omitempty"`
	SKU     shop.SKU  `cbor:"2,keyasint,omitempty"`
	Stars   int32     `cbor:"3,keyasint,omitempty"`
	Tags    []string  `cbor:"4,keyasint,omitempty"`
	Text    text.Text `cbor:"5,keyasint,omitempty"`
	Title   text.Text `cbor:"6,keyasint,omitempty"`
	Publish bool      `cbor:"7,keyasint,omitempty"`
	Follow  bool      `cbor:"8,keyasint,omitempty"` // a follow-up 追评 of a review that was written
}

// Seen is an amount, and the place where the shopper saw it first.
type Seen struct {
	Line   string      `cbor:"1,keyasint"`
	Shop   shop.ShopID `cbor:"2,keyasint"`
	Amount shop.Fen    `cbor:"3,keyasint,omitempty"`
	Place  Place       `cbor:"4,keyasint"`
}

// Surprise says whether the amount was first seen at checkout or later, and is to be paid.
func (s Seen) Surprise() bool { return s.Amount > 0 && s.Place.Late() }

// Spot returns where the shopper is.
func (s *State) Spot() Spot {
	if len(s.Trail) == 0 {
		return Spot{}
	}
	return s.Trail[len(s.Trail)-1]
}

// Place returns the place of Spot.
func (s *State) Place() Place { return s.Spot().Place }

// Page returns the spot of the page, below a sheet if one is open.
func (s *State) Page() Spot {
	for i := len(s.Trail) - 1; i >= 0; i-- {
		if !s.Trail[i].Place.Sheet() {
			return s.Trail[i]
		}
	}
	return Spot{}
}

// Subject returns what a place of the trail shows, "" when the trail does not hold the place.
func (s *State) Subject(p Place) string {
	for _, spot := range s.Trail {
		if spot.Place == p {
			return spot.Subject
		}
	}
	return ""
}

// Order returns the order of that id, or nil.
func (s *State) Order(id OrderID) *Order {
	for i := range s.Orders {
		if s.Orders[i].ID == id {
			return &s.Orders[i]
		}
	}
	return nil
}

// Line returns the cart line of a SKU, or nil.
func (s *State) Line(sku shop.SKU) *CartLine {
	for i := range s.Cart {
		if s.Cart[i].SKU == sku {
			return &s.Cart[i]
		}
	}
	return nil
}

// Ticked returns the pieces of the ticked cart lines, in the order of the cart.
func (s *State) Ticked() []shop.Pieces {
	var pieces []shop.Pieces
	for _, line := range s.Cart {
		if line.Ticked {
			pieces = append(pieces, shop.Pieces{SKU: line.SKU, Quantity: line.Quantity})
		}
	}
	return pieces
}

// AddressOf returns a saved address, or nil.
func (s *State) AddressOf(id string) *shop.Address {
	for i := range s.Book {
		if s.Book[i].ID == id {
			return &s.Book[i]
		}
	}
	return nil
}

// Pending returns the attempt to pay any of the sheet's orders that waits for its answer, or nil.
func (s *State) Pending() *Attempt {
	for i := len(s.Attempts) - 1; i >= 0; i-- {
		if s.Attempts[i].Status == Pending && overlap(s.Attempts[i].Orders, s.Payment.Orders) {
			return &s.Attempts[i]
		}
	}
	return nil
}

// LastAttempt returns the newest attempt to pay any of the sheet's orders, or nil.
func (s *State) LastAttempt() *Attempt {
	for i := len(s.Attempts) - 1; i >= 0; i-- {
		if overlap(s.Attempts[i].Orders, s.Payment.Orders) {
			return &s.Attempts[i]
		}
	}
	return nil
}

func overlap(a, b []OrderID) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}
