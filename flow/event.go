package flow

import (
	"tagtap/flow/shop"
)

// Kind says what fact an event states.
type Kind uint8

// The kinds of events. A step's first event is its head (Tapped or Happened); the others state what followed.
const (
	Begun           Kind = iota + 1 // a session began with Begin.State
	Tapped                          // the shopper did Action; with a Refusal nothing else followed
	Happened                        // the world did Action
	SheetSet                        // the SKU sheet is as Sheet says
	LineSet                         // the cart line of Line.SKU is as Line says; a new one comes first
	LineGone                        // the cart line of Line.SKU left the cart
	Ticked                          // the cart lines of Pieces are ticked, all others not
	CheckoutSet                     // the checkout is as Checkout says
	FormSet                         // the address form is as Form says, nil when closed
	AddressSet                      // Address is in the book and chosen
	PaymentSet                      // the payment sheet is as Payment says
	OrderPlaced                     // Order was placed; its pieces are held in stock
	AttemptSet                      // the payment attempt of Attempt.N is as Attempt says
	OrderPaid                       // Amount was captured for OrderID; Pieces are sold
	OrderCancelled                  // OrderID was cancelled for Reason; the hold on Pieces is released
	Captured                        // Amount was captured for OrderID, which was no longer to be paid
	Refunded                        // Amount was given back for OrderID
	StockGone                       // Pieces were bought by others
	AmountSeen                      // the shopper sees the amounts of Seen for the first time
	DraftSet                        // the review draft is as Draft says
	Reviewed                        // Review was written for OrderID
	Noted                           // Note was published in the feed
	Marked                          // the person put a bookmark here; Reason is its name
	PostSet                         // what this shopper did to a note is as Post says; Tally is what it adds to the note's counts
	Followed                        // Author is followed, or with Fresh false no longer
	VideoSet                        // the video is as Video says
	ExternalSet                     // the visit outside of the app is as External says, nil when over
	LeftApp                         // the shopper left for Reason
	BoughtOutside                   // Amount was paid outside, for Reason; the app and its brand do not see it
	TabSet                          // the order list shows the tab of Reason
	WalletSet                       // the form that binds a wallet is as Wallet says, nil when closed
	WalletBound                     // the wallet of Reason is bound
	OrderMoved                      // OrderID came on by Progress
	OrderClosed                     // OrderID was closed for Reason; Pieces are on the shelf again
	CouponGiven                     // Coupon was given
	FollowedUp                      // Review is the follow-up of a review of OrderID
	IdentityFormSet                 // the identity form is as IdentityForm says, nil when closed
	IdentitySet                     // Identity is saved and chosen
	Requoted                        // the order of OrderID is quoted anew as Quote: the balance of a presale
	RequestFormSet                  // the form of an after-sale request is as RequestForm says, nil when closed
	RequestSet                      // the after-sale request of Request.ID is as Request says
	StockBack                       // Pieces came back to the shelf
	DepositPaid                     // Amount was captured for OrderID, a presale; its pieces stay held
	kinds
)

// Event is a fact that followed from an action or happening. It carries every value that was used, so that Apply needs no
// world. Which fields a kind uses stands with the kind; the others are zero.
type Event struct {
	Kind     Kind          `cbor:"1,keyasint"`
	Action   Action        `cbor:"2,keyasint,omitzero"`
	Refusal  Refusal       `cbor:"3,keyasint,omitzero"`
	Trail    Move          `cbor:"4,keyasint,omitzero"`  // heads: where the shopper is now
	Fresh    bool          `cbor:"5,keyasint,omitempty"` // heads: a form field that was empty has been filled
	Sheet    *Sheet        `cbor:"6,keyasint,omitempty"`
	Line     *CartLine     `cbor:"7,keyasint,omitempty"`
	Checkout *CheckoutForm `cbor:"8,keyasint,omitempty"`
	Form     *Form         `cbor:"9,keyasint,omitempty"`
	Address  *shop.Address `cbor:"10,keyasint,omitempty"`
	Payment  *PaymentSheet `cbor:"11,keyasint,omitempty"`
	Order    *Order        `cbor:"12,keyasint,omitempty"`
	Attempt  *Attempt      `cbor:"13,keyasint,omitempty"`
	OrderID  OrderID       `cbor:"14,keyasint,omitempty"`
	Amount   shop.Fen      `cbor:"15,keyasint,omitempty"`
	Reason   string        `cbor:"16,keyasint,omitempty"`
	Pieces   []shop.Pieces `cbor:"17,keyasint,omitempty"`
	Seen     []Seen        `cbor:"18,keyasint,omitempty"`
	Draft    *Draft        `cbor:"19,keyasint,omitempty"`
	Review   *shop.Review  `cbor:"20,keyasint,omitempty"`
	Note     *shop.Note    `cbor:"21,keyasint,omitempty"`
	Begin    *Begin        `cbor:"22,keyasint,omitempty"`
	At       shop.Instant  `cbor:"23,keyasint,omitempty"` // when it became true, where the fact needs it
	Beside   *Beside       `cbor:"24,keyasint,omitempty"`
}

// Beside holds what facts state that are not of the loop itself. They are rare, and an event is copied at every tap.
type Beside struct {
	Post     *Mark         `cbor:"1,keyasint,omitempty"`
	Tally    *Post         `cbor:"2,keyasint,omitempty"`
	Author   shop.AuthorID `cbor:"3,keyasint,omitempty"`
	Video    *Player       `cbor:"4,keyasint,omitempty"`
	External *Visit        `cbor:"5,keyasint,omitempty"`
	Wallet   *Wallet       `cbor:"6,keyasint,omitempty"`
	Coupon   *Coupon       `cbor:"7,keyasint,omitempty"`
	Progress *Progress     `cbor:"8,keyasint,omitempty"`

	IdentityForm *IdentityForm    `cbor:"9,keyasint,omitempty"`
	Identity     *shop.Identity   `cbor:"10,keyasint,omitempty"`
	Quote        *shop.OrderQuote `cbor:"11,keyasint,omitempty"`
	RequestForm  *RequestForm     `cbor:"12,keyasint,omitempty"`
	Request      *Request         `cbor:"13,keyasint,omitempty"`
	Travel       int              `cbor:"14,keyasint,omitempty"` // hours on the road of an order that is quoted anew, 0 for no change
}

// Of returns what the event states beside the loop; nothing where it states none of it.
func (e *Event) Of() Beside {
	if e.Beside == nil {
		return Beside{}
	}
	return *e.Beside
}

// Move is a change of the trail: so many spots stay, then Push is put on top unless it is nowhere. The zero Move with
// Set false changes nothing.
type Move struct {
	Set  bool  `cbor:"1,keyasint,omitempty"`
	Keep uint8 `cbor:"2,keyasint,omitempty"`
	Push Spot  `cbor:"3,keyasint,omitzero"`
}

// Begin opens a session: the state it begins with, and under what it was walked.
type Begin struct {
	Session string `cbor:"1,keyasint"`
	Flow    string `cbor:"2,keyasint"`
	Shopper string `cbor:"3,keyasint"`
	Source  string `cbor:"4,keyasint"` // person, story, sim, prelude: what led to the place at which --at begins
	State   State  `cbor:"5,keyasint"`
	From    Branch `cbor:"6,keyasint,omitzero"` // of a session that branched off while somebody looked back

	Run    string `cbor:"7,keyasint,omitempty"` // of many sessions that were made together
	Seed   uint64 `cbor:"8,keyasint,omitempty"`
	Digest string `cbor:"9,keyasint,omitempty"`  // of the flow's knobs
	App    string `cbor:"10,keyasint,omitempty"` // version of the program
}

// Branch names the record of an earlier session from which another went its own way.
type Branch struct {
	Session string `cbor:"1,keyasint"`
	Seq     uint64 `cbor:"2,keyasint"`
}

// Record is an event as the journal keeps it.
type Record struct {
	Stream  uint32       // the journey
	Seq     uint64       // 1, 2, … within the journey, without gaps
	At      shop.Instant // simulated time
	Presses int32        // keys and clicks of the terminal since the record before, kept apart from taps
	Event   Event
}

// Code names a reason to turn an action down. fixtures/words has a text for each.
type Code string

// The refusal codes.
const (
	NotHere       Code = "not-here"              // the place does not offer this
	NoSuch        Code = "no-such"               // what it names is not there
	SoldOut       Code = "sold-out"              // no piece left
	StockShort    Code = "stock-short"           // fewer left than wanted: left
	OverLimit     Code = "over-limit"            // more than one order may hold: max
	LastPiece     Code = "last-piece"            // the quantity cannot go below one
	ChooseFirst   Code = "choose-first"          // an axis is not chosen yet: axis
	NoCombination Code = "no-combination"        // no SKU has these values
	NothingTicked Code = "nothing-ticked"        // no cart line is ticked
	AddressNeeded Code = "address-needed"        // the order has no address yet
	FieldMissing  Code = "field-missing"         // a form field is empty: field
	PhoneInvalid  Code = "phone-invalid"         // not a mobile number
	NotOffered    Code = "payment-not-offered"   // the flow does not offer this payment
	PasswordFirst Code = "password-needed"       // this payment asks for the password
	InProgress    Code = "payment-in-progress"   // an attempt has not been answered
	NotOpen       Code = "order-not-open"        // the order is no longer to be paid
	PriceChanged  Code = "price-changed"         // the payable differs from the one last shown: shown_fen, now_fen
	NotPaid       Code = "not-paid"              // a review needs a paid order
	Already       Code = "already-reviewed"      // one review a line
	StarsNeeded   Code = "stars-needed"          // a review needs stars
	TextNeeded    Code = "text-needed"           // a note needs a text
	OutOfRange    Code = "out-of-range"          // a number outside its range: min, max
	NoAttempt     Code = "no-attempt"            // a happening answers an attempt that is not there
	BuyNowOff     Code = "buy-now-off"           // the flow has no buy-now
	Busy          Code = "busy"                  // others changed the shelf three times in a row
	CartOff       Code = "cart-off"              // the flow has no cart
	CrossBorder   Code = "cross-border-not-open" // of journeys that an earlier version recorded
	TagNotShown   Code = "tag-not-shown"         // the video has not come to its product yet: product
	PaymentNeeded Code = "payment-needed"
	WalletNeeded  Code = "wallet-not-bound" // the payment has no card yet: payment
	CardInvalid   Code = "card-invalid"     // not a card number
	CodeInvalid   Code = "code-invalid"     // not a code of six digits
	Shipped       Code = "already-shipped"  // too late to cancel: order
	NotShipped    Code = "not-shipped"      // nothing to receive yet: order
	NotReceived   Code = "not-received"     // the flow asks for a review after receipt: order
	NotReviewed   Code = "not-reviewed"     // a follow-up needs a review: sku
	NotNow        Code = "not-now"          // the order is not at the point where this happens: order, status

	CouponsOff       Code = "coupons-off"             // the flow's checkout takes no coupons
	CouponHeld       Code = "coupon-held"             // it is claimed already: coupon
	CouponNotYours   Code = "coupon-not-yours"        // only for new shoppers, or only given: coupon
	CouponOver       Code = "coupon-over"             // expired, or not valid yet: coupon
	PresaleAlone     Code = "presale-alone"           // presale goods are bought at once, not through the cart
	PresaleOver      Code = "presale-over"            // the deposit is not taken yet, or no longer: from, until
	BalanceNotOpen   Code = "balance-not-open"        // the balance is not taken yet, or no longer: from, until
	IdentityNeeded   Code = "identity-needed"         // a cross-border order has no identity yet
	IdentityMismatch Code = "identity-mismatch"       // who pays and who declares differ: payer, declared
	ReceiverMismatch Code = "receiver-mismatch"       // a parcel's receiver and who declares differ: receiver, declared
	PicturesNeeded   Code = "identity-pictures"       // a parcel needs pictures of the identity card
	NumberInvalid    Code = "identity-number-invalid" // not an identity number: its length, date or check digit
	OverSingle       Code = "over-single-limit"       // an order is over ¥5,000: over_fen; where the year's quota is, too, left_fen and also
	QuotaExceeded    Code = "quota-exceeded"          // the identity's year is over ¥26,000: over_fen, left_fen, also
	NotCrossBorder   Code = "payment-not-cross-border"
	NothingToSplit   Code = "nothing-to-split" // no order is over the limit, or its one item is

	RequestOpen     Code = "request-open"      // a piece of it is in a request already: request
	NoRequest       Code = "no-request"        // no such request, or not at that point: request, status
	TypeNotNow      Code = "type-not-now"      // the order is not where this kind of request is for: type, status
	ReasonNeeded    Code = "reason-needed"     //
	LinesNeeded     Code = "lines-needed"      // no piece is chosen
	NoReasonOff     Code = "no-reason-off"     // the category has no return without a reason: category
	WindowClosed    Code = "window-closed"     // the time for it is over: until
	NothingLower    Code = "nothing-lower"     // no price of the order is lower today
	WaybillNeeded   Code = "waybill-needed"    // a return needs its waybill number
	TooManyRequests Code = "too-many-requests" // five requests an item: max
	ExchangeNeeded  Code = "exchange-needed"   // an exchange needs the SKU wanted instead
	ExchangeUnlike  Code = "exchange-unlike"   // another product, or another price: sku
)

// Codes lists all refusal codes.
func Codes() []Code {
	return []Code{
		NotHere, NoSuch, SoldOut, StockShort, OverLimit, LastPiece, ChooseFirst, NoCombination, NothingTicked,
		AddressNeeded, FieldMissing, PhoneInvalid, NotOffered, PasswordFirst, InProgress, NotOpen, PriceChanged,
		NotPaid, Already, StarsNeeded, TextNeeded, OutOfRange, NoAttempt, BuyNowOff, Busy, CartOff, CrossBorder, TagNotShown,
		PaymentNeeded, WalletNeeded, CardInvalid, CodeInvalid, Shipped, NotShipped, NotReceived, NotReviewed, NotNow,
		CouponsOff, CouponHeld, CouponNotYours, CouponOver, PresaleAlone, PresaleOver, BalanceNotOpen, IdentityNeeded, IdentityMismatch,
		ReceiverMismatch, PicturesNeeded, NumberInvalid, OverSingle, QuotaExceeded, NotCrossBorder, NothingToSplit,
		RequestOpen, NoRequest, TypeNotNow, ReasonNeeded, LinesNeeded, NoReasonOff, WindowClosed, NothingLower, WaybillNeeded,
		TooManyRequests, ExchangeNeeded, ExchangeUnlike,
	}
}

// Refusal is an action that the rules turned down. It is recorded and counts as a tap, but is no step.
type Refusal struct {
	Code Code      `cbor:"1,keyasint,omitempty"`
	Args [3]Detail `cbor:"2,keyasint,omitzero"`
}

// Detail is one argument of a refusal.
type Detail struct {
	Name  string `cbor:"1,keyasint,omitempty"`
	Value string `cbor:"2,keyasint,omitempty"`
}

// Refused says whether there is a refusal at all.
func (r Refusal) Refused() bool { return r.Code != "" }

// Arg returns an argument by its name, or "".
func (r Refusal) Arg(name string) string {
	for _, d := range r.Args {
		if d.Name == name {
			return d.Value
		}
	}
	return ""
}
