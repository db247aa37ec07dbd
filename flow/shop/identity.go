package shop

import "tagtap/flow/text"

// Identity is who declares a cross-border order to customs. In the simulation all numbers are made up: their region code,
// 99…, is nobody's.
type Identity struct {
	ID     string    `cbor:"1,keyasint"`
	Name   text.Text `cbor:"2,keyasint,omitzero"`
	Number text.Text `cbor:"3,keyasint,omitzero"` // 18 characters, GB 11643
	Phone  text.Text `cbor:"4,keyasint,omitzero"`
	Front  bool      `cbor:"5,keyasint,omitempty"` // pictures of both sides of the card, for parcels (行邮)
	Back   bool      `cbor:"6,keyasint,omitempty"`
	Year   int       `cbor:"7,keyasint,omitempty"` // in which Used was used, outside of this journey
	Used   Fen       `cbor:"8,keyasint,omitempty"` // of the yearly quota
}

// IdentityFields are the fields of the form, in their order. The name is taken over from the address.
var IdentityFields = []string{"name", "number", "phone"}
