package flow

import (
	"slices"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// Wallet is the form that binds a card to a payment, for who has never paid here. What is typed is made up: nothing of it
// leaves the simulation, and the bound wallet keeps none of it.
type Wallet struct {
	Method Method    `cbor:"1,keyasint"`
	Card   text.Text `cbor:"2,keyasint,omitzero"`
	Phone  text.Text `cbor:"3,keyasint,omitzero"`
	Code   text.Text `cbor:"4,keyasint,omitzero"`
}

// WalletFields are the fields of the form, in their order.
var WalletFields = []string{"card", "phone", "code"}

// field returns where the form keeps a field, nil for one that it does not have.
func (w *Wallet) field(name string) *text.Text {
	switch name {
	case "card":
		return &w.Card
	case "phone":
		return &w.Phone
	case "code":
		return &w.Code
	}
	return nil
}

// Field returns the value of a field, and whether the form has it.
func (w *Wallet) Field(name string) (text.Text, bool) {
	if f := w.field(name); f != nil {
		return *f, true
	}
	return text.Text{}, false
}

// Bound says whether a payment can be used at once.
func (s *State) Bound(m Method) bool { return !s.Unbound || slices.Contains(s.Wallets, m) }

func checkWallet(s *State, a Action) Refusal {
	switch a.Verb {
	case Back:
		return Refusal{}
	case Type:
		if s.Wallet.field(a.ID) == nil {
			return refuse(NoSuch, "field", a.ID)
		}
		return Refusal{}
	case SaveWallet:
		for _, name := range WalletFields {
			if s.Wallet.field(name).IsZero() {
				return refuse(FieldMissing, "field", name)
			}
		}
		switch {
		case !cardValid(s.Wallet.Card):
			return refuse(CardInvalid)
		case !shop.PhoneValid(s.Wallet.Phone):
			return refuse(PhoneInvalid)
		case !codeValid(s.Wallet.Code):
			return refuse(CodeInvalid)
		}
		return Refusal{}
	}
	return refuse(NotHere)
}

// filled says whether a form takes the text in the field of that name.
func filled(field string, v text.Text) bool {
	switch field {
	case "card":
		return cardValid(v)
	case "phone":
		return shop.PhoneValid(v)
	case "code":
		return codeValid(v)
	case "number":
		return shop.NumberValid(v, farAhead)
	}
	return !v.IsZero()
}

// cardValid says whether the text is a card number: 16 to 19 digits.
func cardValid(t text.Text) bool { return digits(t.String(), 16, 19) }

// closeWallet closes the form where the payment sheet below it is gone.
func (t *turn) closeWallet() {
	if t.state.Wallet != nil && t.state.Place() != Payment {
		t.emit(Event{Kind: WalletSet})
	}
}

func (t *turn) wallet(a Action) {
	switch a.Verb {
	case Type:
		form := *t.state.Wallet
		field := form.field(a.ID)
		fresh := field.IsZero() && !a.Words.IsZero()
		*field = a.Words
		t.emit(Event{Kind: Tapped, Action: a, Fresh: fresh})
		t.emit(Event{Kind: WalletSet, Beside: &Beside{Wallet: &form}})
	case SaveWallet:
		method := t.state.Wallet.Method
		t.stay(a)
		t.emit(Event{Kind: WalletSet})
		t.emit(Event{Kind: WalletBound, Reason: string(method)})
	default:
		t.stay(a)
		t.emit(Event{Kind: WalletSet})
	}
}
