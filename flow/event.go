package flow

import (
	"tagtap/flow/shop"
)

// Kind says what fact an event states.
type Kind uint8

// The kinds of events. A step's first event is its head (Tapped or Happened); the others state what followed.
const (
	Begun          Kind = iota + 1 // a session began with Begin.State
	Tapped                         // the shopper did Action; with a Refusal nothing else followed
	Happened                       // the world did Action
	SheetSet                       // the SKU sheet is as Sheet says
	LineSet                        // the cart line of Line.SKU is as Line says; a new one comes first
	LineGone                       // the cart line of Line.SKU left the cart
	Ticked                         // the cart lines of Pieces are ticked, all others not
	CheckoutSet                    // the checkout is as Checkout says
	FormSet                        // the address form is as Form says, nil when closed
	AddressSet                     // Address is in the book and chosen
	PaymentSet                     // the payment sheet is as Payment says
	OrderPlaced                    // Order was placed; its pieces are held in stock
	AttemptSet                     // the payment attempt of Attempt.N is as Attempt says
	OrderPaid                      // Amount was captured for OrderID; Pieces are sold
	OrderCancelled                 // OrderID was cancelled for Reason; the hold on Pieces is released
	Captured                       // Amount was captured for OrderID, which was no longer to be paid
	Refunded                       // Amount was given back for OrderID
	StockGone                      // Pieces were bought by others
	AmountSeen                     // the shopper sees the amounts of Seen for the first time
	DraftSet                       // the review draft is as Draft says
	Reviewed                       // Review was written for OrderID
	Noted                          // Note was published in the feed
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
	Source  string `cbor:"4,keyasint"` // person, story
	State   State  `cbor:"5,keyasint"`
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
	NotHere       Code = "not-here"            // the place does not offer this
	NoSuch        Code = "no-such"             // what it names is not there
	SoldOut       Code = "sold-out"            // no piece left
	StockShort    Code = "stock-short"         // fewer left than wanted: left
	OverLimit     Code = "over-limit"          // more than one order may hold: max
	LastPiece     Code = "last-piece"          // the quantity cannot go below one
	ChooseFirst   Code = "choose-first"        // an axis is not chosen yet: axis
	NoCombination Code = "no-combination"      // no SKU has these values
	NothingTicked Code = "nothing-ticked"      // no cart line is ticked
	AddressNeeded Code = "address-needed"      // the order has no address yet
	FieldMissing  Code = "field-missing"       // a form field is empty: field
	PhoneInvalid  Code = "phone-invalid"       // not a mobile number
	NotOffered    Code = "payment-not-offered" // the flow does not offer this payment
	PasswordFirst Code = "password-needed"     // this payment asks for the password
	InProgress    Code = "payment-in-progress" // an attempt has not been answered
	NotOpen       Code = "order-not-open"      // the order is no longer to be paid
	PriceChanged  Code = "price-changed"       // the payable differs from the one last shown: shown_fen, now_fen
	NotPaid       Code = "not-paid"            // a review needs a paid order
	Already       Code = "already-reviewed"    // one review a line
	StarsNeeded   Code = "stars-needed"        // a review needs stars
	TextNeeded    Code = "text-needed"         // a note needs a text
	OutOfRange    Code = "out-of-range"        // a number outside its range: min, max
	NoAttempt     Code = "no-attempt"          // a happening answers an attempt that is not there
	BuyNowOff     Code = "buy-now-off"         // the flow has no buy-now
	Busy          Code = "busy"                // others changed the shelf three times in a row
)

// Codes lists all refusal codes.
func Codes() []Code {
	return []Code{
		NotHere, NoSuch, SoldOut, StockShort, OverLimit, LastPiece, ChooseFirst, NoCombination, NothingTicked,
		AddressNeeded, FieldMissing, PhoneInvalid, NotOffered, PasswordFirst, InProgress, NotOpen, PriceChanged,
		NotPaid, Already, StarsNeeded, TextNeeded, OutOfRange, NoAttempt, BuyNowOff, Busy,
	}
}

// Refusal is an action that the rules turned down. It is recorded and counts as a tap, but is no step.
type Refusal struct {
	Code Code      `cbor:"1,keyasint,omitempty"`
	Args [2]Detail `cbor:"2,keyasint,omitzero"`
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
