package flow

import (
	"time"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// Method is a way to pay.
type Method string

// The payments. Balance stands in one source only and is not among the platform's payment types, so it is marked
// unconfirmed wherever it is shown.
const (
	WeChat     Method = "wechat"
	Alipay     Method = "alipay"
	AlipayFree Method = "alipay-free" // password-free 免密支付
	QuickPass  Method = "quickpass"   // UnionPay QuickPass 云闪付
	Balance    Method = "balance"
)

// Methods lists all payments.
func Methods() []Method { return []Method{WeChat, Alipay, AlipayFree, QuickPass, Balance} }

// Confirmed says whether the payment is known to exist on the platform (open.xiaohongshu.com, paymentType).
func (m Method) Confirmed() bool { return m != Balance }

// Auth is how the shopper proves a payment.
type Auth string

// The ways: nothing, the face, the six-digit password.
const (
	AuthNone     Auth = "none"
	AuthFace     Auth = "face"
	AuthPassword Auth = "password"
)

// Flow is a flow variant: the knobs that the engine obeys. It is data; a team edits a copy.
type Flow struct {
	Name      string
	Title     shop.Words
	TagOpens  string // product, or external: the brand's shop outside of the app
	BuyNow    bool
	Cart      bool
	SKUSheet  string   // always, or when-needed: not where the preselection is a whole SKU
	Preselect string   // what the SKU sheet has chosen when it opens: none, single (axes with one value), first
	Fees      Place    // where fees are first shown: Product, Cart or Checkout
	Coupons   string   // auto, manual or none: how the checkout picks them
	Address   string   // saved, picker or form
	Identity  string   // saved or form: where a cross-border order takes it from
	Steps     bool     // the checkout comes in steps, not on one page
	Methods   []Method // in the order of the page
	Default   Method   // "" where the shopper has to choose
	Auth      Auth
	Review    bool   // the shopper is asked for a review
	ReviewAt  string // after-payment or after-receipt: when one may be written
	Promises  []Promise
	// The limits are data: no official figure was found, so both are marked unconfirmed.
	AttemptLimit time.Duration
	OrderLimit   time.Duration
	RiskHold     time.Duration // from payment until the order is cleared to be shipped
	AutoConfirm  time.Duration // from the last signature until the order completes by itself
	Unconfirmed  []string      // ids of the values above that no official text confirms
}

// Promise is the most taps that the way from one stage to another may take in a flow.
type Promise struct {
	From, To Stage
	Taps     int
}

// Lacks says whether the flow has no such place by its knobs: nothing can be bought where tags lead outside, and there may
// be no cart, or no coupons.
func (f *Flow) Lacks(p Place) bool {
	switch p {
	case Cart:
		return !f.Cart || f.TagOpens == OpensExternal
	case Product, SKU, Checkout, Address, Payment, Confirmation, Review, Identity, AfterSale:
		return f.TagOpens == OpensExternal
	case Coupons:
		return f.TagOpens == OpensExternal || f.Coupons == string(shop.PickNone)
	case External:
		return f.TagOpens != OpensExternal
	}
	return false
}

// What a tag opens.
const (
	OpensProduct  = "product"
	OpensExternal = "external"
)

// Values of other knobs.
const (
	WhenNeeded   = "when-needed"
	AfterReceipt = "after-receipt"
)

// Offers says whether the flow has the payment.
func (f *Flow) Offers(m Method) bool {
	for _, own := range f.Methods {
		if own == m {
			return true
		}
	}
	return false
}

// usual is the payment that a walk takes where it has to choose: the default, else the first.
func (f *Flow) usual() Method {
	if f.Default == "" && len(f.Methods) > 0 {
		return f.Methods[0]
	}
	return f.Default
}

// auth returns how a payment is proved in this flow.
func (f *Flow) auth(m Method) Auth {
	if m == AlipayFree {
		return AuthNone
	}
	return f.Auth
}

// Shopper is a profile: who walks.
type Shopper struct {
	ID        string
	Title     shop.Words
	Name      text.Text // as author of a published note
	New       bool
	Addresses []shop.Address // the default first
	Unbound   bool           // has never paid here: a wallet has to be bound first
	Payer     text.Text      // the name on the account and its wallets; "" is that of the first address

	Identities []shop.Identity // saved, the default first
	Coupons    []Coupon        // held from the start
}

// World is what a step may look at. It is read-only during a step.
type World struct {
	Catalogue *shop.Catalogue
	Flow      *Flow
	Shopper   *Shopper
	Shared    Shared
	Now       shop.Instant // at which it is looked at; Step sets its own
}

// Start returns the state in which a shopper's journey begins: at the feed, with an empty cart.
func Start(w *World, stream uint32) State {
	return State{
		Stream: stream,
		Trail:  []Spot{{Place: Feed}},
		Book:   w.Shopper.Addresses, Unbound: w.Shopper.Unbound, Identities: w.Shopper.Identities, Coupons: w.Shopper.Coupons,
	}
}
