package measure

import (
	"tagtap/flow"
	"tagtap/flow/shop"
)

// Outcome is how a session ended. Every session has exactly one.
type Outcome uint8

// The outcomes. An abandoned session saw a product, paid nothing and did not leave for another platform; its stage says where
// (AllXHS, "Checkout Optimization": the three stages of abandonment). Buying at once counts as checkout, never as cart.
const (
	Unseen  Outcome = iota // no product was seen
	Looked                 // stage 1: a product was seen, nothing was put into the cart
	Carted                 // stage 2: something was put into the cart, no checkout began
	Checked                // stage 3: a checkout began, nothing was paid
	Leaked                 // left for another platform
	Bought                 // something was paid
	outcomes
)

var outcomeIDs = [outcomes]string{"unseen", "product", "cart", "checkout", "leaked", "bought"}

// String returns the id of the outcome; of an abandoned one the last page that was reached.
func (o Outcome) String() string { return outcomeIDs[o] }

// Outcomes lists the ids of all outcomes.
func Outcomes() []string { return outcomeIDs[:] }

// Stage returns 1, 2 or 3 for an abandoned session, else 0.
func (o Outcome) Stage() int {
	if o >= Looked && o <= Checked {
		return int(o)
	}
	return 0
}

// Cause is the likeliest reason for which a session was abandoned, as far as its own records show one.
type Cause uint8

// The causes. Each abandoned session has exactly one, the first of its stage that its records show; CauseTrust and CauseSlow
// are read from the listing that the shopper saw last, where the records show nothing else.
const (
	CauseNone     Cause = iota
	CauseDeclined       // the last answer to a payment was no, and no other way was tried
	CauseForm           // it ended in a form: address, identity, card
	CauseRefused        // the last tap but going back was turned down, and not for stock
	CauseSurprise       // an amount was first seen at checkout or later
	CauseFields         // at least as many fields were filled as an average checkout could do without
	CauseSoldOut        // the wanted SKU was sold out
	CauseCoupons        // it ended with the coupons, or right behind them
	CauseSheet          // the SKU sheet was opened and left without a choice
	CauseCompared       // two products or more were seen, or a note was gone back to twice
	CauseTrust          // the listing lacks what makes it trusted: returns policy, verified account
	CauseSlow           // the listing promises a slow delivery
	CauseOther          // the records show nothing of the kind
	causes
)

var causeIDs = [causes]string{
	"", "payment-declined", "form-left", "refused", "surprise", "fields", "sold-out", "coupons", "sheet-left", "compared", "trust",
	"slow-promise", "other",
}

// String returns the id of the cause.
func (c Cause) String() string { return causeIDs[c] }

// Causes lists all causes, in the order in which they are looked for.
func Causes() []Cause {
	all := make([]Cause, 0, causes-1)
	for c := CauseDeclined; c < causes; c++ {
		all = append(all, c)
	}
	return all
}

// manyFields is how many filled fields make a form long: an average checkout has 11.3, 8 would do, and the difference of a
// third is what shoppers are asked for too much (Baymard, "Checkout flow average form fields", 2024).
const manyFields = 4

// Fix returns the knob of the flow or the field of the listing that a cause asks to change first, in the form "flow: knob: value"
// or "listing: field"; fixtures/words has a sentence for each cause.
func (c Cause) Fix() string {
	switch c {
	case CauseDeclined:
		return "flow: payment: methods"
	case CauseForm:
		return "flow: address, identity: saved"
	case CauseRefused:
		return "flow: preselect, address, identity, payment: default"
	case CauseSurprise:
		return "flow: fees-first-shown: product"
	case CauseFields:
		return "flow: address: saved"
	case CauseSoldOut:
		return "listing: stock"
	case CauseCoupons:
		return "flow: coupons: auto"
	case CauseSheet:
		return "flow: preselect: first"
	case CauseCompared:
		return "listing: problem, use, result"
	case CauseTrust:
		return "listing: returns, shop: verified"
	case CauseSlow:
		return "shop: ship-within-hours"
	}
	return ""
}

// Hint is what a session's records show of why it may end: kept while it is walked, judged when it is over.
type Hint struct {
	Declined bool      `cbor:"1,keyasint,omitempty"` // the last answer to a payment
	Refused  flow.Code `cbor:"2,keyasint,omitempty"` // of the last tap but going back, "" where it was taken
	SoldOut  bool      `cbor:"3,keyasint,omitempty"` // what was wanted was sold out, and nothing else was chosen since
	Surprise bool      `cbor:"4,keyasint,omitempty"`
	Sheet    bool      `cbor:"5,keyasint,omitempty"` // the SKU sheet was opened, and nothing came of it
	Products int32     `cbor:"6,keyasint,omitempty"` // product pages seen, each time that it was another one than before
	Returns  int32     `cbor:"7,keyasint,omitempty"` // times that a note was gone back to
	Coupons  int32     `cbor:"8,keyasint,omitempty"` // taps since the coupons were open, 0 for never
	Typing   bool      `cbor:"9,keyasint,omitempty"` // a form over the page is open
}

// note keeps what a fact shows.
func (h *Hint) note(f *Fact) {
	if !f.Head {
		if f.Event == nameSurprise {
			h.Surprise = true
		}
		return
	}
	v := f.Action.Verb
	h.soldOut(f)
	if v == flow.AnswerPayment && f.Event != NameRefused {
		h.Declined = f.Reason != flow.OutcomeApproved
	}
	if verbs[v].world {
		return
	}
	if v != flow.Back {
		h.Refused = ""
		if f.Event == NameRefused {
			h.Refused = flow.Code(f.Reason)
		}
	}
	if f.Event == NameRefused {
		return
	}
	if h.Coupons > 0 {
		h.Coupons++
	}
	if f.Place == flow.Coupons {
		h.Coupons = 1
	}
	switch {
	case v == flow.ChoosePayment || v == flow.Pay || v == flow.EnterPassword:
		h.Declined = false
	case f.Place == flow.SKU && f.From != flow.SKU:
		h.Sheet = true
	case v == flow.Confirm || f.Event == nameAdd || f.Event == nameCheckout:
		h.Sheet, h.SoldOut = false, false
	}
	if v == flow.Back && f.Place != f.From && (f.Place == flow.Note || f.Place == flow.Video) {
		h.Returns++
	}
	h.Typing = v == flow.BindWallet || h.Typing && v == flow.Type
}

// soldOut keeps that stock was wanted which is not there: a tap was turned down for it. That what lies in the cart was sold out
// is for who knows the cart.
func (h *Hint) soldOut(f *Fact) {
	if f.Event == NameRefused && (f.Reason == string(flow.SoldOut) || f.Reason == string(flow.StockShort)) {
		h.SoldOut = true
	}
}

// cause judges an abandoned session: where it ended, and how many fields it filled.
func (h *Hint) cause(o Outcome, at flow.Place, fields int) Cause {
	form := h.Typing || at == flow.Address || at == flow.Identity
	switch {
	case o.Stage() == 0:
		return CauseNone
	case o == Checked && h.Declined:
		return CauseDeclined
	case o == Checked && form:
		return CauseForm
	case h.Refused != "" && !h.SoldOut:
		return CauseRefused
	case h.SoldOut:
		return CauseSoldOut
	case o == Checked && h.Surprise:
		return CauseSurprise
	case o == Checked && fields >= manyFields:
		return CauseFields
	case o != Looked && h.Coupons > 0 && h.Coupons <= 2:
		return CauseCoupons
	case o == Looked && h.Sheet:
		return CauseSheet
	case o == Looked && (h.Products > 1 || h.Returns > 1):
		return CauseCompared
	}
	return CauseOther
}

// slowHours is a promise that shoppers take for slow: more than three days until it leaves (a bonded store's own limit is 72 h,
// Xiaohongshu rule centre, 119702).
const slowHours = 72

// listed reads a cause off a listing.
func listed(c *shop.Catalogue, id shop.ProductID) Cause {
	p := c.Product(id)
	if p == nil {
		return CauseNone
	}
	s := c.Shop(p.Shop)
	switch {
	case s == nil:
		return CauseNone
	case !s.Verified, p.Returns.ZH.IsZero() && p.Returns.EN.IsZero():
		return CauseTrust
	case s.ShipHours > slowHours:
		return CauseSlow
	}
	return CauseNone
}

// CauseIn returns why an abandoned session was: as its records show, else as the listing that it saw last does.
func (v *Visit) CauseIn(c *shop.Catalogue) Cause {
	cause := v.Cause()
	if cause == CauseOther {
		if of := listed(c, shop.ProductID(v.Product)); of != CauseNone {
			return of
		}
	}
	return cause
}
