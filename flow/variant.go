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
	BuyNow    bool
	Preselect string   // what the SKU sheet has chosen when it opens: none, single (axes with one value), first
	Fees      Place    // where fees are first shown: Product, Cart or Checkout
	Address   string   // saved, picker or form
	Methods   []Method // in the order of the page
	Default   Method
	Auth      Auth
	Review    bool // the confirmation asks for a review
	// The limits are data: no official figure was found, so both are marked unconfirmed.
	AttemptLimit time.Duration
	OrderLimit   time.Duration
	Unconfirmed  []string // ids of the values above that no official text confirms
}

// Offers says whether the flow has the payment.
func (f *Flow) Offers(m Method) bool {
	for _, own := range f.Methods {
		if own == m {
			return true
		}
	}
	return false
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
}

// World is what a step may look at. It is read-only during a step.
type World struct {
	Catalogue *shop.Catalogue
	Flow      *Flow
	Shopper   *Shopper
	Shared    Shared
}

// Start returns the state in which a shopper's journey begins: at the feed, with an empty cart.
func Start(w *World, stream uint32) State {
	return State{
		Stream: stream,
		Trail:  []Spot{{Place: Feed}},
		Book:   w.Shopper.Addresses,
	}
}
