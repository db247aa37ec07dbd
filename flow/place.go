package flow

// Place is where the shopper is. A sheet over a page is a place as well.
type Place uint8

// The places of the loop, then those beside it in the order in which they came: the numbers are kept in stores. A new one needs a file here, a package in ui/tui, a row in its registry and words; tests walk
// Places and demand each.
const (
	Nowhere Place = iota
	Feed
	Note
	Product
	SKU
	Cart
	Checkout
	Address
	Payment
	Confirmation
	Orders
	Review
	Video     // a video note
	Tracking  // one order: its parcels, its address, what can still be done
	External  // another app: the shop of a brand, or another platform
	Coupons   // the coupon sheet: over a product (its subject), a shop of the cart (its subject), or the checkout
	Identity  // the identity sheet of a cross-border checkout
	AfterSale // requests about one order: refund, return, exchange, price protection
)

var placeIDs = [...]string{
	Nowhere: "", Feed: "feed", Note: "note", Product: "product", SKU: "sku", Cart: "cart", Checkout: "checkout",
	Address: "address", Payment: "payment", Confirmation: "confirmation", Orders: "orders", Review: "review",
	Video: "video", Tracking: "tracking", External: "external",
	Coupons: "coupons", Identity: "identity", AfterSale: "after-sale",
}

// Places lists all places in the order of the loop.
func Places() []Place {
	all := make([]Place, 0, len(placeIDs)-1)
	for p := Feed; int(p) < len(placeIDs); p++ {
		all = append(all, p)
	}
	return all
}

// String returns the id of the place, as stories and JSON name it, "" for none.
func (p Place) String() string {
	if !p.known() {
		return ""
	}
	return placeIDs[p]
}

// known says whether this program has the place; a state that a later one wrote may name others.
func (p Place) known() bool { return p > Nowhere && int(p) < len(placeIDs) }

// PlaceOf returns the place of an id.
func PlaceOf(id string) (Place, bool) {
	for _, p := range Places() {
		if placeIDs[p] == id {
			return p, true
		}
	}
	return Nowhere, false
}

// Sheet says whether the place lies over the page below it.
func (p Place) Sheet() bool {
	return p == SKU || p == Address || p == Payment || p == Coupons || p == Identity
}

// Late says whether an amount that is first seen there comes as a surprise: at checkout or later.
func (p Place) Late() bool {
	switch p {
	case Checkout, Address, Payment, Confirmation, External, Identity:
		return true
	}
	return false
}

// Spot is a place with what it shows: which note, which product, which order; of a checkout in steps and of an external
// shop, which page.
type Spot struct {
	Place   Place  `cbor:"1,keyasint"`
	Subject string `cbor:"2,keyasint,omitempty"`
}

// Stage is one of the seven of the loop.
type Stage uint8

// The stages, in loop order.
const (
	StageNote Stage = iota
	StageTag
	StageProduct
	StageCart
	StageCheckout
	StageConfirmation
	StageReview
)

var stageIDs = [...]string{"note", "tag", "product", "cart", "checkout", "confirmation", "review"}

// Stages lists the stages in loop order.
func Stages() []Stage {
	return []Stage{StageNote, StageTag, StageProduct, StageCart, StageCheckout, StageConfirmation, StageReview}
}

// String returns the id of the stage.
func (s Stage) String() string { return stageIDs[s] }

// StageOf returns the stage of an id.
func StageOf(id string) (Stage, bool) {
	for i, name := range stageIDs {
		if name == id {
			return Stage(i), true
		}
	}
	return 0, false
}
