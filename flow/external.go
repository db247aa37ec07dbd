package flow

import (
	"slices"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// Visit is what the shopper does outside of the app. Nothing of it reaches the app or the brand's records there.
type Visit struct {
	Product shop.ProductID `cbor:"1,keyasint,omitempty"`
	SKU     shop.SKU       `cbor:"2,keyasint,omitempty"`
	Reason  string         `cbor:"3,keyasint"` // why the tag led outside: flow, ad-link, outbound-link, unverified; or leave-for
	Address shop.Address   `cbor:"4,keyasint,omitzero"`
	Phone   text.Text      `cbor:"5,keyasint,omitzero"` // of the account there
	Code    text.Text      `cbor:"6,keyasint,omitzero"`
	Paid    shop.Fen       `cbor:"7,keyasint,omitempty"`
}

// The reasons for which a tag leads outside.
const (
	ReasonFlow       = "flow"          // the flow's knob says so
	ReasonAd         = "ad-link"       // an ad note
	ReasonOutbound   = "outbound-link" // a link in the text
	ReasonUnverified = "unverified"    // the brand has no verified account, so no listing here
	ReasonLeave      = "leave-for"     // the shopper went to buy elsewhere
)

// The pages of a brand's own shop, in their order: the question whether to leave the app, the listing, an account, a form,
// the payment, the end.
const (
	OutsideSwitch  = "switch"
	OutsideProduct = "product"
	OutsideSignIn  = "sign-in"
	OutsideAddress = "address"
	OutsidePayment = "payment"
	OutsidePaid    = "paid"
)

// OutsidePages lists the pages in their order.
func OutsidePages() []string {
	return []string{OutsideSwitch, OutsideProduct, OutsideSignIn, OutsideAddress, OutsidePayment, OutsidePaid}
}

// Platforms lists where shoppers go to buy what they found here, in plain names.
func Platforms() []string { return []string{"tmall", "taobao", "jd", "official-site"} }

// Outside says whether a tag leads out of the app, and why.
func Outside(w *World, n *shop.Note, p *shop.Product) (reason string, ok bool) {
	seller := w.Catalogue.Shop(p.Shop)
	switch {
	case seller != nil && !seller.Verified:
		return ReasonUnverified, true
	case n != nil && n.Link == shop.LinkAd:
		return ReasonAd, true
	case n != nil && n.Link == shop.LinkOutbound:
		return ReasonOutbound, true
	case w.Flow.TagOpens == OpensExternal:
		return ReasonFlow, true
	}
	return "", false
}

// External: the world outside the app. A brand's shop has pages of its own; another platform is only left for.
var externalRoom = room{
	offers: func(_ *World, s *State, add func(Action)) {
		for _, field := range s.outsideFields() {
			add(Action{Verb: Type, ID: field})
		}
		switch page := s.Spot().Subject; {
		case s.Visit == nil || s.Visit.Reason == ReasonLeave || page == OutsidePaid:
		case page == OutsidePayment:
			add(Action{Verb: EnterPassword})
		default:
			add(Action{Verb: Continue})
		}
		add(Action{Verb: Back})
	},
	check: checkExternal,
	act:   actExternal,
}

// outsideFields lists the fields of the page outside.
func (s *State) outsideFields() []string {
	if s.Visit == nil {
		return nil
	}
	switch s.Spot().Subject {
	case OutsideSignIn:
		return []string{"phone", "code"}
	case OutsideAddress:
		return shop.AddressFields
	}
	return nil
}

// Field returns the value of a field of the page outside that is open.
func (v *Visit) Field(page, field string) text.Text {
	switch {
	case page == OutsideSignIn && field == "phone":
		return v.Phone
	case page == OutsideSignIn && field == "code":
		return v.Code
	case page == OutsideAddress:
		value, _ := v.Address.Field(field)
		return value
	}
	return text.Text{}
}

func checkExternal(_ *World, s *State, a Action) Refusal {
	page := s.Spot().Subject
	switch a.Verb {
	case Back:
		return Refusal{}
	case Type:
		if slices.Contains(s.outsideFields(), a.ID) {
			return Refusal{}
		}
		if len(s.outsideFields()) > 0 {
			return refuse(NoSuch, "field", a.ID)
		}
	case EnterPassword:
		if s.Visit != nil && page == OutsidePayment {
			return Refusal{}
		}
	case Continue:
		if s.Visit == nil || s.Visit.Reason == ReasonLeave || page == OutsidePayment || page == OutsidePaid {
			break
		}
		for _, field := range s.outsideFields() {
			if s.Visit.Field(page, field).IsZero() {
				return refuse(FieldMissing, "field", field)
			}
		}
		switch {
		case page == OutsideSignIn && !shop.PhoneValid(s.Visit.Phone), page == OutsideAddress && !shop.PhoneValid(s.Visit.Address.Phone):
			return refuse(PhoneInvalid)
		case page == OutsideSignIn && !codeValid(s.Visit.Code):
			return refuse(CodeInvalid)
		}
		return Refusal{}
	}
	return refuse(NotHere)
}

func actExternal(t *turn, a Action) {
	page := t.state.Spot().Subject
	i := slices.Index(OutsidePages(), page)
	switch a.Verb {
	case Back:
		if t.state.Visit == nil || i <= 0 || page == OutsidePaid {
			t.back(a)
			t.emit(Event{Kind: ExternalSet})
			return
		}
		t.open(a, External, OutsidePages()[i-1])
	case Continue:
		t.open(a, External, OutsidePages()[i+1])
		if page == OutsideSwitch {
			t.emit(Event{Kind: LeftApp, Reason: t.state.Visit.Reason})
		}
	case EnterPassword:
		m := t.state.opening(External, OutsidePaid)
		t.emit(Event{Kind: Tapped, Action: a, Trail: m, Fresh: true})
		t.emit(Event{Kind: BoughtOutside, Reason: string(t.state.Visit.Product), Amount: OutsideQuote(t.w, t.state.Visit).Payable, At: t.now})
	case Type:
		visit := *t.state.Visit
		was := visit.Field(page, a.ID)
		switch {
		case page == OutsideAddress:
			visit.Address.Set(a.ID, a.Words)
		case a.ID == "phone":
			visit.Phone = a.Words
		default:
			visit.Code = a.Words
		}
		t.emit(Event{Kind: Tapped, Action: a, Fresh: was.IsZero() && !a.Words.IsZero()})
		t.emit(Event{Kind: ExternalSet, Beside: &Beside{External: &visit}})
	}
}

// OutsideQuote is what the brand's own shop asks for: the listing's price and the seller's shipping.
func OutsideQuote(w *World, v *Visit) shop.Quote {
	return shop.NewQuote(&shop.Ask{
		Catalogue: w.Catalogue, Pieces: []shop.Pieces{{SKU: v.SKU, Quantity: 1}}, Province: v.Address.Province(), At: w.Now, Pick: shop.PickNone,
	})
}

// leave opens the way out of the app.
func (t *turn) leave(a Action, p *shop.Product, reason string) {
	t.open(a, External, OutsideSwitch)
	t.emit(Event{Kind: ExternalSet, Beside: &Beside{External: &Visit{Product: p.ID, SKU: t.firstLeft(p), Reason: reason}}})
}

// firstLeft is the first SKU of a listing that can still be bought, else its first.
func (t *turn) firstLeft(p *shop.Product) shop.SKU {
	for i := range p.Variants {
		if t.w.Left(p.Variants[i].SKU) > 0 {
			return p.Variants[i].SKU
		}
	}
	return p.Variants[0].SKU
}

// offerLeaving lists the platforms that a shopper may leave for.
func offerLeaving(add func(Action)) {
	for _, platform := range Platforms() {
		add(Action{Verb: LeaveFor, ID: platform})
	}
}

func checkLeaving(a Action) Refusal {
	if !slices.Contains(Platforms(), a.ID) {
		return refuse(NoSuch, "platform", a.ID)
	}
	return Refusal{}
}

func (t *turn) leaveFor(a Action) {
	visit := &Visit{Product: shop.ProductID(t.state.Subject(Product)), Reason: ReasonLeave}
	t.open(a, External, a.ID)
	t.emit(Event{Kind: ExternalSet, Beside: &Beside{External: visit}})
	t.emit(Event{Kind: LeftApp, Reason: a.ID})
}

// codeValid says whether the text is a code of six digits, as services send them.
func codeValid(t text.Text) bool { return digits(t.String(), 6, 6) }

func digits(s string, least, most int) bool {
	if len(s) < least || len(s) > most {
		return false
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
