package shop

// Refund is what giving pieces of an order back comes to; the sum is Total. All are positive but Postage.
type Refund struct {
	Goods    Fen `cbor:"1,keyasint,omitempty"` // what was paid for the pieces, after all discounts
	Tax      Fen `cbor:"2,keyasint,omitempty"`
	Shipping Fen `cbor:"3,keyasint,omitempty"` // with surcharge and platform fee
	Postage  Fen `cbor:"4,keyasint,omitempty"` // not negative: taken off where a return breaks free shipping from an amount on
	Base     Fen `cbor:"5,keyasint,omitempty"` // of taxable value, that goes back to the yearly quota; no money
}

// Total is the money that goes back.
func (r Refund) Total() Fen { return r.Goods + r.Tax + r.Shipping - r.Postage }
