package measure

import (
	"tagtap/flow"
	"tagtap/flow/shop"
)

// Bill is what a report needs to know of an order. Amounts are in fen; discounts are positive.
type Bill struct {
	Order    flow.OrderID `cbor:"1,keyasint"`
	Shop     shop.ShopID  `cbor:"2,keyasint"`
	Note     shop.NoteID  `cbor:"3,keyasint,omitempty"`
	Items    []BillItem   `cbor:"4,keyasint"`
	Goods    shop.Fen     `cbor:"5,keyasint,omitempty"` // after discounts, without shipping and tax
	Merchant shop.Fen     `cbor:"6,keyasint,omitempty"` // discounts that the shop funds
	Platform shop.Fen     `cbor:"7,keyasint,omitempty"`
	Shipping shop.Fen     `cbor:"8,keyasint,omitempty"` // with the surcharge
	Tax      shop.Fen     `cbor:"9,keyasint,omitempty"`
	Bundled  bool         `cbor:"10,keyasint,omitempty"` // it has a bundle
	Paid     shop.Fen     `cbor:"11,keyasint,omitempty"` // captured so far
	Refunded shop.Fen     `cbor:"12,keyasint,omitempty"`
	Shipped  bool         `cbor:"13,keyasint,omitempty"` // a parcel has left
	Bought   bool         `cbor:"14,keyasint,omitempty"` // it was paid in full once
}

// BillItem is one SKU of an order.
type BillItem struct {
	SKU      shop.SKU       `cbor:"1,keyasint"`
	Product  shop.ProductID `cbor:"2,keyasint"`
	Quantity int32          `cbor:"3,keyasint"`
	Unit     shop.Fen       `cbor:"4,keyasint"` // what one piece costs before deals of the whole order
}

// billOf reads an order.
func billOf(o *flow.Order) Bill {
	b := Bill{Order: o.ID, Shop: o.Quote.Shop, Note: o.Note, Paid: o.Captured, Refunded: o.Refunded, Shipped: len(o.Parcels) > 0}
	b.Bought = o.Status.Bought() || o.Status == flow.Closed
	b.quoted(&o.Quote)
	return b
}

func (b *Bill) quoted(q *shop.OrderQuote) {
	b.Items = make([]BillItem, len(q.Items))
	for i := range q.Items {
		item := &q.Items[i]
		b.Items[i] = BillItem{item.SKU, item.Product, item.Quantity, item.Unit}
	}
	b.Goods, b.Merchant, b.Platform, b.Shipping, b.Tax, b.Bundled = 0, 0, 0, 0, 0, false
	for i := range q.Lines {
		line := &q.Lines[i]
		switch line.Name {
		case shop.LineItems:
			b.Goods += line.Amount
		case shop.LineSaving, shop.LineBundle, shop.LinePromotion, shop.LineMerchant, shop.LinePlatform:
			b.Goods += line.Amount
			if line.Funder == string(shop.ByPlatform) {
				b.Platform -= line.Amount
			} else {
				b.Merchant -= line.Amount
			}
			b.Bundled = b.Bundled || line.Name == shop.LineBundle
		case shop.LineShipping, shop.LineRemote:
			b.Shipping += line.Amount
		case shop.LineTax:
			b.Tax += line.Amount
		}
	}
}

// paid reads money that went one way or the other.
func (x *Reader) paid(r *flow.Record) {
	e := &r.Event
	name := Name(e, 0, 0)
	if e.Kind == flow.Captured {
		name = nameLate
	}
	f := x.add(r, name)
	f.Order, f.Value = e.OrderID, e.Amount
	b := x.bill(e.OrderID)
	if b == nil {
		return
	}
	switch e.Kind {
	case flow.Refunded:
		b.Refunded += e.Amount
	case flow.OrderPaid:
		b.Paid += e.Amount
		b.Bought = true
		f.Value, f.Stage = b.Goods, stage(flow.StageConfirmation)
	default:
		b.Paid += e.Amount
	}
	if b.Note != "" {
		f.Note = b.Note
	}
	if len(b.Items) > 0 {
		f.SKU, f.Product = b.Items[0].SKU, b.Items[0].Product
	}
	for i := range b.Items {
		f.Quantity += b.Items[i].Quantity
	}
	bill := *b
	f.Bill = &bill
}
