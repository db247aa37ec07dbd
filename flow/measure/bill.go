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
	Goods    shop.Fen     `cbor:"5,keyasint,omitempty"` // after discounts, without shipping, tax and fee
	Merchant shop.Fen     `cbor:"6,keyasint,omitempty"` // discounts that the shop funds
	Platform shop.Fen     `cbor:"7,keyasint,omitempty"`
	Shipping shop.Fen     `cbor:"8,keyasint,omitempty"` // with the surcharge
	Tax      shop.Fen     `cbor:"9,keyasint,omitempty"`
	Bundled  bool         `cbor:"10,keyasint,omitempty"` // it has a bundle
	Paid     shop.Fen     `cbor:"11,keyasint,omitempty"` // captured so far, but for what came too late and went back
	Refunded shop.Fen     `cbor:"12,keyasint,omitempty"`
	Shipped  bool         `cbor:"13,keyasint,omitempty"` // a parcel has left
	Bought   bool         `cbor:"14,keyasint,omitempty"` // it was paid in full once
	Late     shop.Fen     `cbor:"15,keyasint,omitempty"` // captured too late, and not given back yet
	Back     uint8        `cbor:"16,keyasint,omitempty"` // 1: some of it was given back before a parcel left, 2: after
	Reviewed int32        `cbor:"17,keyasint,omitempty"` // reviews
	Fee      shop.Fen     `cbor:"18,keyasint,omitempty"` // of the platform; goods, shipping, tax and fee sum to what is to be paid
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
	if b.Bought = o.Status.Bought() || o.Status == flow.Closed; !b.Bought {
		b.Paid, b.Refunded = o.Captured-o.Refunded, 0 // of a presale the deposit; what came too late went back
	}
	b.quoted(&o.Quote)
	return b
}

// place takes a new order over. The engine gives all orders of one checkout the note of its first line; where it came from the
// cart, the lines say for each order which note led to it.
func (x *Reader) place(o *flow.Order) {
	b := billOf(o)
	if x.fromCart() {
		b.Note = ""
		for i := range b.Items {
			if line := x.line(b.Items[i].SKU); line != nil && line.Note != "" {
				b.Note = line.Note
				break
			}
		}
	}
	x.bills = append(x.bills, b)
}

// fromCart says whether the checkout on the trail lies over the cart.
func (x *Reader) fromCart() bool {
	for i := len(x.trail) - 1; i > 0; i-- {
		if x.trail[i].Place == flow.Checkout {
			return x.trail[i-1].Place == flow.Cart
		}
	}
	return false
}

func (b *Bill) quoted(q *shop.OrderQuote) {
	b.Items = make([]BillItem, len(q.Items))
	for i := range q.Items {
		item := &q.Items[i]
		b.Items[i] = BillItem{item.SKU, item.Product, item.Quantity, item.Unit}
	}
	b.Goods, b.Merchant, b.Platform, b.Shipping, b.Tax, b.Fee, b.Bundled = 0, 0, 0, 0, 0, 0, false
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
		case shop.LineFee:
			b.Fee += line.Amount
		}
	}
}

// back is the bit of Back for a refund now.
func (b *Bill) back() uint8 {
	if b.Shipped {
		return 2
	}
	return 1
}

// paid reads money that went one way or the other. Of what was captured too late only that is told; that it is given back is
// part of it, and no refund of a sale.
func (x *Reader) paid(r *flow.Record) {
	e := &r.Event
	b := x.bill(e.OrderID)
	if e.Kind == flow.Refunded && b != nil && b.Late > 0 && e.Reason == "" {
		b.Late = max(0, b.Late-e.Amount)
		return
	}
	name := Name(e, 0, 0)
	switch {
	case e.Kind == flow.Captured:
		name = nameLate
	case e.Kind == flow.Refunded && b != nil && !b.Bought:
		name = nameDeposits
	}
	f := x.add(r, name)
	f.Order, f.Value = e.OrderID, e.Amount
	if b == nil {
		return
	}
	switch e.Kind {
	case flow.Refunded:
		b.Refunded += e.Amount
		f.First = b.Back&b.back() == 0
		b.Back |= b.back()
	case flow.OrderPaid:
		b.Paid += e.Amount
		b.Bought = true
		f.Value, f.Stage = b.Goods, stage(flow.StageConfirmation)
	case flow.Captured:
		b.Late += e.Amount
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
