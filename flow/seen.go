package flow

import "tagtap/flow/shop"

// see states the amounts that the place shows for the first time, as the flow's knob has it.
func (t *turn) see() {
	switch t.state.Place() {
	case Product:
		if t.w.Flow.Fees == Product {
			t.seeProduct()
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

func (t *turn) seeProduct() {
	p := t.w.Catalogue.Product(shop.ProductID(t.state.Spot().Subject))
	if p == nil {
		return
	}
	price, _ := p.From()
	fee, _ := t.w.Catalogue.Shop(p.Shop).Shipping.Cost(price)
	if !t.knows(shop.LineShipping, p.Shop, fee) {
		t.emit(Event{Kind: AmountSeen, Seen: []Seen{{shop.LineShipping, p.Shop, fee, Product}}})
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
	var seen []Seen
	ask := t.w.Ask(&t.state, pieces, t.destination())
	quote := shop.NewQuote(&ask)
	for _, order := range quote.Orders {
		for _, line := range order.Lines {
			if line.Name != shop.LineItems && line.Name != shop.LineInsurance && !t.knows(line.Name, order.Shop, line.Amount) {
				seen = append(seen, Seen{line.Name, order.Shop, line.Amount, t.state.Place()})
			}
		}
	}
	if len(seen) > 0 {
		t.emit(Event{Kind: AmountSeen, Seen: seen})
	}
}

// feeIsNew says whether the order that these pieces belong to has a fee that was not seen yet.
func (t *turn) feeIsNew(pieces []shop.Pieces, i int) bool {
	_, p := t.w.Catalogue.Variant(pieces[i].SKU)
	if p == nil {
		return false
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
		goods += v.Price * shop.Fen(piece.Quantity)
	}
	template := t.w.Catalogue.Shop(p.Shop).Shipping
	fee, _ := template.Cost(goods)
	remote := template.Surcharge(t.destination())
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

// knows says whether the shopper has seen this amount of the shop, or more: less than was shown is no news.
func (t *turn) knows(line string, id shop.ShopID, amount shop.Fen) bool {
	for _, s := range t.state.Seen {
		if s.Line == line && s.Shop == id && s.Amount >= amount {
			return true
		}
	}
	return false
}
