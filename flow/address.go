package flow

import (
	"tagtap/flow/shop"
)

// The address sheet 收货地址: the saved ones, or the form of a new or edited one.
var addressRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		if s.Form != nil {
			for _, field := range shop.AddressFields {
				add(Action{Verb: Type, ID: field})
			}
			add(Action{Verb: SaveAddress})
		} else {
			for i := range s.Book {
				add(Action{Verb: PickAddress, ID: s.Book[i].ID})
				add(Action{Verb: EditAddress, ID: s.Book[i].ID})
			}
			add(Action{Verb: NewAddress})
		}
		add(Action{Verb: Back})
	},
	check: checkAddress,
	act: func(t *turn, a Action) {
		switch a.Verb {
		case PickAddress:
			t.back(a)
			t.useAddress(a.ID)
		case NewAddress:
			t.stay(a)
			t.emit(Event{Kind: FormSet, Form: &Form{}})
		case EditAddress:
			t.stay(a)
			t.emit(Event{Kind: FormSet, Form: &Form{Editing: a.ID, Address: *t.state.AddressOf(a.ID)}})
		case Type:
			form := *t.state.Form
			was, _ := form.Address.Field(a.ID)
			form.Address.Set(a.ID, a.Words)
			t.emit(Event{Kind: Tapped, Action: a, Fresh: was.IsZero() && !a.Words.IsZero()})
			t.emit(Event{Kind: FormSet, Form: &form})
		case SaveAddress:
			t.saveAddress(a)
		case Back:
			t.leaveAddress(a)
		}
	},
}

func checkAddress(w *World, s *State, a Action) Refusal {
	if a.Verb == Back {
		return Refusal{}
	}
	if s.Form == nil {
		switch a.Verb {
		case NewAddress:
			return Refusal{}
		case PickAddress, EditAddress:
			if s.AddressOf(a.ID) == nil {
				return refuse(NoSuch, "address", a.ID)
			}
			return Refusal{}
		}
		return refuse(NotHere)
	}
	switch a.Verb {
	case Type:
		if _, ok := s.Form.Address.Field(a.ID); !ok {
			return refuse(NoSuch, "field", a.ID)
		}
		return Refusal{}
	case SaveAddress:
		for _, field := range shop.AddressFields {
			if v, _ := s.Form.Address.Field(field); v.IsZero() {
				return refuse(FieldMissing, "field", field)
			}
		}
		if !shop.PhoneValid(s.Form.Address.Phone) {
			return refuse(PhoneInvalid)
		}
		return Refusal{}
	}
	return refuse(NotHere)
}

func (t *turn) useAddress(id string) {
	form := t.state.Checkout
	form.Address = id
	t.recheck(form) // a remote province costs more
}

func (t *turn) saveAddress(a Action) {
	address := t.state.Form.Address
	t.back(a)
	if address.ID == "" {
		address.ID = t.id("A")
	}
	t.emit(Event{Kind: AddressSet, Address: &address})
	t.emit(Event{Kind: FormSet})
	t.useAddress(address.ID)
}

// leaveAddress closes the form first, where the list is behind it.
func (t *turn) leaveAddress(a Action) {
	switch {
	case t.state.Form == nil:
		t.back(a)
	case len(t.state.Book) == 0 || t.w.Flow.Address == "form":
		t.back(a)
		t.emit(Event{Kind: FormSet})
	default:
		t.stay(a)
		t.emit(Event{Kind: FormSet})
	}
}
