package sim

// Cause is a kind of friction that a shopper's patience is spent on.
type Cause uint8

// The causes, as surveys of checkouts name them.
const (
	Costs    Cause = iota // amounts first seen late, as a share of the goods
	Delivery              // share of the promised days beyond those expected
	Trust                 // a card form, a payment outside of the app
	Account               // an account wall
	TooLong               // fields and pages of a checkout
	Faults                // refusals, payments that time out
	Returns               // a return policy that is absent or weak
	Hidden                // places before the whole total was shown
	Declined              // declined payments
	Methods               // the preferred payment is missing
	causes
)

var causeIDs = [causes]string{
	"extra-costs", "slow-delivery", "no-trust", "account-wall", "too-long", "errors", "returns-policy", "hidden-total",
	"payment-declined", "payment-missing",
}

// Causes lists all causes.
func Causes() []Cause {
	all := make([]Cause, causes)
	for i := range all {
		all[i] = Cause(i)
	}
	return all
}

// String returns the id of the cause.
func (c Cause) String() string {
	if c >= causes {
		return ""
	}
	return causeIDs[c]
}

// CauseOf returns the cause of an id.
func CauseOf(id string) (Cause, bool) {
	for i, known := range causeIDs {
		if known == id {
			return Cause(i), true
		}
	}
	return 0, false
}

// Exposure is how much of each cause a shopper met.
type Exposure [causes]float64

// Reason is why a walk ended: one of the causes, or one of those below.
type Reason uint8

// The reasons that are no friction. Causes come before them, so that Reason(c) is the reason of a cause.
const (
	Done          Reason = Reason(causes) + iota // paid in the app
	DoneOutside                                  // paid in a shop outside, which the app does not see
	WindowShopper                                // had a cart and never meant to buy
	Bounced                                      // left the feed without opening a note
	NotInterested                                // left a note or a product before any cart
	TooDear                                      // the product costs more than the shopper spends
	Leaked                                       // left for another platform, or did not follow outside
	SoldOut                                      // nothing left of it
	Blocked                                      // the rules allowed no order: a limit, an identity, a presale
	reasons
)

var reasonIDs = [...]string{
	"done", "done-outside", "window-shopping", "bounced-at-feed", "not-interested", "price-limit", "leaked", "sold-out", "blocked",
}

// Reasons lists all reasons, causes first.
func Reasons() []Reason {
	all := make([]Reason, reasons)
	for i := range all {
		all[i] = Reason(i)
	}
	return all
}

// String returns the id of the reason.
func (r Reason) String() string {
	switch {
	case r < Reason(causes):
		return Cause(r).String()
	case r < reasons:
		return reasonIDs[r-Reason(causes)]
	}
	return ""
}

// Friction says whether the reason is a cause.
func (r Reason) Friction() bool { return r < Reason(causes) }

// Bought says whether the walk ended with a payment, in the app or outside.
func (r Reason) Bought() bool { return r == Done || r == DoneOutside }
