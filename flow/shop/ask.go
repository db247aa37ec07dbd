package shop

// Pick says how the coupons of a quote are chosen.
type Pick string

// The ways: the combination with the lowest payable, those that the shopper chose, none.
const (
	PickAuto   Pick = "auto"
	PickManual Pick = "manual"
	PickNone   Pick = "none"
)

// Ask is what a quote is asked for. A quote is a function of it and of nothing else.
type Ask struct {
	Catalogue *Catalogue
	Pieces    []Pieces
	Province  string // "" while no address is known: then shipping is quoted without a surcharge
	At        Instant
	Held      []Coupon // that the shopper holds, not used and not expired; each has its own id
	Pick      Pick     // "" is auto
	Chosen    []string // manual: ids of Held
	Room      string   // live: the room from which checkout was opened
	Codes     []string // replay codes that were entered
	// Taken returns how many pieces of an offer's own stock are no longer there; nil: none is. The key is Offer.Shelf.
	Taken   func(SKU) int32
	Split   bool // what one cross-border order may not hold falls into several
	Balance bool // the deposit of presale pieces was paid, and their balance is quoted
	Used    *Fen // of the yearly quota by the identity; nil while none is chosen
}

// Quote is what a checkout costs: the pieces fall into orders (shop × trade mode), every order is quoted alone.
type Quote struct {
	Orders  []OrderQuote
	Payable Fen
	Later   Fen      // of presale pieces: what the balance will be, as of today, when this quote is for the deposit
	Coupons []Use    // what became of the coupons that were chosen, by themselves or by hand
	Limits  []Excess // the limits of cross-border orders that are not kept, ¥5,000 first
	// Bare says that no address was known: shipping is quoted without a surcharge.
	Bare bool
}

// Use is what became of a chosen coupon, or of a held one: see Explain.
type Use struct {
	Coupon  string // its id
	Order   int    // index of the order that it serves, -1 for none
	Amount  Fen    // that it takes off, positive; Explain: or would take off
	Why     Why    // it takes nothing off; "" where it does, or would
	Missing Fen    // why under: what is missing to its threshold
}

// Why is a reason for which a coupon does not apply.
type Why string

// The reasons.
const (
	WhyUnder     Why = "under"       // the eligible goods are below its threshold
	WhyNoItem    Why = "no-item"     // nothing that it covers is in the order
	WhySlotTaken Why = "slot-taken"  // another coupon of its slot is chosen
	WhyNotYet    Why = "not-yet"     // its window has not begun
	WhyOver      Why = "expired"     // its window is over
	WhyNoRoom    Why = "nothing-off" // the order has nothing left that it could take off
)

// Excess is a limit of cross-border retail import that a checkout does not keep.
type Excess struct {
	Order int  // index in Quote.Orders
	Year  bool // the yearly quota of the identity, else the limit of one order
	Over  Fen  // by how much
	Left  Fen  // year: what was left before the order
}
