package flow

import (
	"slices"
	"strings"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// IdentityForm is the open identity form. Editing is "" for a new identity. The name is taken over from the address.
type IdentityForm struct {
	Editing  string        `cbor:"1,keyasint,omitempty"`
	Identity shop.Identity `cbor:"2,keyasint"`
}

// The sides of an identity card. A parcel needs a picture of each; in the simulation a tap takes it, and there is no file.
const (
	SideFront = "front"
	SideBack  = "back"
)

// Sides lists them in the order of the form.
func Sides() []string { return []string{SideFront, SideBack} }

// pictured says whether the identity has the picture of a side.
func pictured(i *shop.Identity, side string) bool {
	return side == SideFront && i.Front || side == SideBack && i.Back
}

// IdentityOpensForm is the value of the flow's knob by which no saved identity is offered.
const IdentityOpensForm = "form"

// formAtOnce says whether the identity sheet has no list: nothing is saved, or the flow's knob says so.
func (w *World) formAtOnce(s *State) bool {
	return len(s.Identities) == 0 || w.Flow.Identity == IdentityOpensForm
}

// The identity sheet 实名认证: the saved ones, or the form of a new or edited one.
var identityRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		switch form := s.IdentityForm; {
		case form != nil:
			for _, field := range shop.IdentityFields {
				add(Action{Verb: Type, ID: field})
			}
			if w.needsPictures(s) {
				for _, side := range Sides() {
					if !pictured(&form.Identity, side) {
						add(Action{Verb: AddPicture, ID: side})
					}
				}
			}
			add(Action{Verb: SaveIdentity})
		default:
			for i := range s.Identities {
				add(Action{Verb: PickIdentity, ID: s.Identities[i].ID})
				add(Action{Verb: EditIdentity, ID: s.Identities[i].ID})
			}
			add(Action{Verb: NewIdentity})
		}
		add(Action{Verb: Back})
	},
	check: checkIdentity,
	act: func(t *turn, a Action) {
		switch a.Verb {
		case PickIdentity:
			t.back(a)
			t.useIdentity(a.ID)
		case NewIdentity:
			t.stay(a)
			t.newIdentity()
		case EditIdentity:
			t.stay(a)
			t.identityForm(&IdentityForm{Editing: a.ID, Identity: *t.state.IdentityOf(a.ID)})
		case Type, AddPicture:
			t.fillIdentity(a)
		case SaveIdentity:
			t.saveIdentity(a)
		case Back:
			t.leaveIdentity(a)
		}
	},
}

func checkIdentity(w *World, s *State, a Action) Refusal {
	if a.Verb == Back {
		return Refusal{}
	}
	if s.IdentityForm != nil {
		return checkIdentityForm(w, s, a)
	}
	switch a.Verb {
	case NewIdentity:
		return Refusal{}
	case PickIdentity, EditIdentity:
		if s.IdentityOf(a.ID) == nil {
			return refuse(NoSuch, "identity", a.ID)
		}
		return Refusal{}
	}
	return refuse(NotHere)
}

func checkIdentityForm(w *World, s *State, a Action) Refusal {
	declared := &s.IdentityForm.Identity
	switch a.Verb {
	case Type:
		if _, ok := declared.Field(a.ID); !ok {
			return refuse(NoSuch, "field", a.ID)
		}
		return Refusal{}
	case AddPicture:
		switch {
		case !w.needsPictures(s):
			return refuse(NotHere)
		case !slices.Contains(Sides(), a.ID) || pictured(declared, a.ID):
			return refuse(NoSuch, "side", a.ID)
		}
		return Refusal{}
	case SaveIdentity:
		for _, field := range shop.IdentityFields {
			if v, _ := declared.Field(field); v.IsZero() {
				return refuse(FieldMissing, "field", field)
			}
		}
		switch {
		case !shop.NumberValid(declared.Number, w.Now):
			return refuse(NumberInvalid)
		case !shop.PhoneValid(declared.Phone):
			return refuse(PhoneInvalid)
		case w.needsPictures(s) && !(declared.Front && declared.Back):
			return refuse(PicturesNeeded)
		}
		return Refusal{}
	}
	return refuse(NotHere)
}

// openIdentity opens the sheet over the checkout; the form at once where there is no list.
func (t *turn) openIdentity(a Action) {
	t.open(a, Identity, "")
	if t.w.formAtOnce(&t.state) {
		t.newIdentity()
	}
}

// newIdentity opens an empty form with the name of who receives the order: most declare for themselves.
func (t *turn) newIdentity() {
	form := IdentityForm{}
	if to := t.state.AddressOf(t.state.Checkout.Address); to != nil {
		form.Identity.Name = to.Name
	}
	t.identityForm(&form)
}

func (t *turn) identityForm(form *IdentityForm) {
	t.emit(Event{Kind: IdentityFormSet, Beside: &Beside{IdentityForm: form}})
}

func (t *turn) fillIdentity(a Action) {
	form := *t.state.IdentityForm
	fresh := false
	if a.Verb == Type {
		was, _ := form.Identity.Field(a.ID)
		fresh = was.IsZero() && !a.Words.IsZero()
		form.Identity.Set(a.ID, asWritten(a.ID, a.Words))
	} else {
		form.Identity.Front = form.Identity.Front || a.ID == SideFront
		form.Identity.Back = form.Identity.Back || a.ID == SideBack
	}
	t.emit(Event{Kind: Tapped, Action: a, Fresh: fresh})
	t.identityForm(&form)
}

// asWritten is how the form keeps what was typed: the check character of a number is a capital X.
func asWritten(field string, v text.Text) text.Text {
	if field != "number" {
		return v
	}
	return text.Clean(strings.ToUpper(v.String()), fieldLimit(field))
}

func (t *turn) useIdentity(id string) {
	form := t.state.Checkout
	form.Identity = id
	t.recheck(form) // what is left of the yearly quota is another's
}

func (t *turn) saveIdentity(a Action) {
	identity := t.state.IdentityForm.Identity
	if was := t.state.IdentityOf(identity.ID); was != nil && was.Used > 0 && was.Number != identity.Number {
		identity.ID, identity.Year, identity.Used = "", 0, 0 // what was used elsewhere stays with its number
	}
	t.back(a)
	if identity.ID == "" {
		identity.ID = t.id("I")
	}
	t.emit(Event{Kind: IdentitySet, Beside: &Beside{Identity: &identity}})
	t.identityForm(nil)
	t.useIdentity(identity.ID)
}

// leaveIdentity closes the form first, where the list is behind it.
func (t *turn) leaveIdentity(a Action) {
	switch {
	case t.state.IdentityForm == nil:
		t.back(a)
	case t.w.formAtOnce(&t.state):
		t.back(a)
		t.identityForm(nil)
	default:
		t.stay(a)
		t.identityForm(nil)
	}
}

// needsPictures says whether a parcel is among the orders of the checkout.
func (w *World) needsPictures(s *State) bool {
	return w.comesBy(s.Checkout.Pieces, func(t shop.Trade) bool { return t == shop.Parcel })
}

// farAhead is when everybody is born who has a number: a search that forgets the clock takes it, saving does not.
const farAhead shop.Instant = 253_370_736_000_000 // the year 9999

// identityWalk says whether a search follows an action of the identity sheet: to it only where the checkout is not declared
// well, to a new identity only where no saved one can declare and no other was saved under its name, and to an edited one only
// for the pictures that it lacks. So none is saved without end.
func (w *World) identityWalk(s *State, a Action) bool {
	switch a.Verb {
	case ChooseIdentity:
		declared := s.IdentityOf(s.Checkout.Identity)
		if declared == nil {
			return true
		}
		well := w.pays(*declared) && (!w.needsPictures(s) || declared.Front && declared.Back)
		return !well && w.Flow.Identity != IdentityOpensForm
	case NewIdentity:
		to := s.AddressOf(s.Checkout.Address)
		return !slices.ContainsFunc(s.Identities, func(i shop.Identity) bool {
			return w.pays(i) || to == nil || to.Name == i.Name
		})
	case EditIdentity:
		i := s.IdentityOf(a.ID)
		return i != nil && w.needsPictures(s) && !(i.Front && i.Back)
	case Type:
		if s.IdentityForm == nil {
			return false
		}
		v, _ := s.IdentityForm.Identity.Field(a.ID)
		return !filled(a.ID, v)
	}
	return true
}

// IdentityOf returns a saved identity, or nil.
func (s *State) IdentityOf(id string) *shop.Identity {
	for i := range s.Identities {
		if s.Identities[i].ID == id {
			return &s.Identities[i]
		}
	}
	return nil
}

func withIdentity(all []shop.Identity, identity shop.Identity) []shop.Identity {
	for i := range all {
		if all[i].ID == identity.ID {
			all = slices.Clone(all)
			all[i] = identity
			return all
		}
	}
	return append(slices.Clip(all), identity)
}
