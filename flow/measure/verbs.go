package measure

import (
	"tagtap/flow"
	"tagtap/flow/shop"
)

// subject names what an action is about where the trail does not.
func (x *Reader) subject(f *Fact) {
	switch verbs[f.Action.Verb].of {
	case ofSKU:
		f.SKU = shop.SKU(f.Action.ID)
	case ofProduct:
		f.Product = shop.ProductID(f.Action.ID)
	case ofOrder:
		f.Order = flow.OrderID(f.Action.ID)
	case ofNote:
		f.Note = shop.NoteID(f.Action.ID)
	}
}

// verbs is what facts need of the table of verbs, where it is read quickly.
var verbs = func() (all [256]verb) {
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		all[v] = verb{taps: int32(spec.Taps), world: spec.World}
		switch spec.Of {
		case "sku":
			all[v].of = ofSKU
		case "product":
			all[v].of = ofProduct
		case "order":
			all[v].of = ofOrder
		case "note":
			all[v].of = ofNote
		}
	}
	return all
}()

type verb struct {
	taps  int32
	of    subject
	world bool // a happening
}

type subject uint8

const (
	ofSKU subject = iota + 1
	ofProduct
	ofOrder
	ofNote
)
