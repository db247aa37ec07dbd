package flow

import (
	"tagtap/flow/shop"
)

// see states the amounts that the place shows for the first time, as the flow's knob has it. Every amount remembers where it
// was seen first: a fee or tax that is first seen at checkout is a surprise, a discount is none.
func (t *turn) see() {
	if !t.stirred() {
		return
	}
	switch t.state.Place() {
	case Product:
		if t.w.Flow.Fees == Product {
			t.seeProduct()
		}
	case SKU:
		if t.w.Flow.Fees == Product {
			t.seeSheet()
		}
	case Cart:
		if t.w.Flow.Fees <= Cart {
			t.seeQuote(t.state.Ticked())
		}
	case Checkout:
		t.seeQuote(t.state.Checkout.Pieces)
	case External:
		if v := t.state.Visit; v != nil && t.state.Spot().Subject == OutsidePayment {
			t.seeQuote([]shop.Pieces{{SKU: v.SKU, Quantity: 1}})
		}
	}
}

// stirred says whether the step may have brought new amounts before the eyes: another place, other pieces, another choice.
func (t *turn) stirred() bool {
	for i := range t.events {
		switch e := &t.events[i]; e.Kind {
		case Tapped, Happened:
			if e.Trail.Set || e.Action.Verb == Wait {
				return true
			}
		case SheetSet, LineSet, LineGone, Ticked, CheckoutSet, CouponGiven, ExternalSet:
			return true
		}
	}
	return false
}

// seeProduct states the fees of one piece of the variant that speaks for the product; of a presale those of its balance.
func (t *turn) seeProduct() {
	p := t.w.Catalogue.Product(shop.ProductID(t.state.Spot().Subject))
	if p == nil {
		return
	}
	if v := t.w.Speaks(&t.state, p); v != nil {
		t.seeQuote([]shop.Pieces{{SKU: v.SKU, Quantity: 1}})
	}
}

// seeSheet states the fees of the SKU that is chosen in the sheet, in its quantity.
func (t *turn) seeSheet() {
	p := t.w.Catalogue.Product(t.state.Sheet.Product)
	if p == nil {
		return
	}
	if v := p.Pick(t.state.Sheet.Values); v != nil {
		t.seeQuote([]shop.Pieces{{SKU: v.SKU, Quantity: t.state.Sheet.Quantity}})
	}
}

// seeQuote states what a quote of the pieces adds to what is known. Most steps add nothing, so they make no quote.
func (t *turn) seeQuote(pieces []shop.Pieces) {
	news := false
	for i := range pieces {
		news = news || t.feeIsNew(pieces, i)
	}
	if !news {
		return
	}
	var quote shop.Quote
	switch t.state.Place() {
	case Checkout:
		quote = t.w.Quote(&t.state)
	case Product, SKU:
		ask := t.w.Ask(&t.state, pieces, "")
		ask.Pick, ask.Balance = shop.PickNone, true
		quote = shop.NewQuote(&ask)
	case External:
		quote = OutsideQuote(t.w, t.state.Visit)
	default:
		ask := t.w.Ask(&t.state, pieces, t.destination())
		quote = shop.NewQuote(&ask)
	}
	var seen []Seen
	for _, order := range quote.Orders {
		for _, line := range order.Lines {
			if remembered(line.Name) && !t.knows(line.Name, order.Shop, line.Amount) && !known(seen, line.Name, order.Shop, line.Amount) {
				seen = append(seen, Seen{line.Name, order.Shop, line.Amount, t.state.Place()})
			}
		}
	}
	if len(seen) > 0 {
		t.emit(Event{Kind: AmountSeen, Seen: seen})
	}
}

// remembered says whether it matters where a line was seen first: goods are priced on the page where they are chosen, and what
// is paid in two parts is no further amount.
func remembered(line string) bool {
	switch line {
	case shop.LineItems, shop.LineInsurance, shop.LineBalance, shop.LineDeposit:
		return false
	}
	return true
}

// feeIsNew says whether the order that these pieces belong to may have an amount that was not seen yet. Where a shop has
// nothing but a shipping template that is worked out without a quote.
func (t *turn) feeIsNew(pieces []shop.Pieces, i int) bool {
	_, p := t.w.Catalogue.Variant(pieces[i].SKU)
	if p == nil {
		return false
	}
	seller := t.w.Catalogue.Shop(p.Shop)
	if seller.Trade.CrossBorder() || seller.Fee > 0 || len(t.state.Coupons) > 0 || t.w.Catalogue.Deals(p.Shop) {
		return true
	}
	var goods shop.Fen
	for j, piece := range pieces {
		v, of := t.w.Catalogue.Variant(piece.SKU)
		if of == nil || of.Shop != p.Shop {
			continue
		}
		if j < i {
			return false // an earlier line spoke for the order
		}
		if v.Presale != nil || len(v.Tiers) > 0 || len(v.Offers) > 0 {
			return true
		}
		goods += v.Price * shop.Fen(piece.Quantity)
	}
	fee, _ := seller.Shipping.Cost(goods)
	remote := seller.Shipping.Surcharge(t.destination())
	return !t.knows(shop.LineShipping, p.Shop, fee) || remote > 0 && !t.knows(shop.LineRemote, p.Shop, remote)
}

// destination is the province that the shopper's checkout goes to, "" before one is open.
func (t *turn) destination() string {
	switch {
	case t.state.Place() == Checkout:
		return t.state.province(&t.state.Checkout)
	case t.state.Place() == External && t.state.Visit != nil:
		return t.state.Visit.Address.Province()
	}
	return ""
}

// knows says whether the shopper has seen this amount of the shop, or more: less than was shown is no news, and neither is
// another discount of a kind that was seen.
func (t *turn) knows(line string, id shop.ShopID, amount shop.Fen) bool {
	return known(t.state.Seen, line, id, amount)
}

func known(all []Seen, line string, id shop.ShopID, amount shop.Fen) bool {
	for i := range all {
		if s := &all[i]; s.Line == line && s.Shop == id && (amount < 0 || s.Amount >= amount) {
			return true
		}
	}
	return false
}
