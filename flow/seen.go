package flow

import (
	"slices"

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
	case Payment:
		t.seePlaced()
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
		ask := shop.Ask{Catalogue: t.w.Catalogue, Pieces: pieces, At: t.now, Pick: shop.PickNone, Balance: true, Taken: t.w.Taken}
		quote = shop.NewQuote(&ask)
	case External:
		quote = OutsideQuote(t.w, t.state.Visit)
	default:
		ask := t.w.Ask(&t.state, pieces, t.destination())
		quote = shop.NewQuote(&ask)
	}
	var seen []Seen
	for i := range quote.Orders {
		seen = t.unseen(seen, &quote.Orders[i], t.state.Place())
	}
	t.seeAll(seen)
}

// seePlaced states what the orders hold that were placed just now and the checkout did not show: a payable that differs is
// told by the refusal, and accepted with it.
func (t *turn) seePlaced() {
	var seen []Seen
	for i := range t.events {
		switch e := &t.events[i]; e.Kind {
		case OrderPlaced:
			seen = t.unseen(seen, &e.Order.Quote, Checkout)
		case Requoted:
			seen = t.unseen(seen, e.Of().Quote, Checkout)
		}
	}
	t.seeAll(seen)
}

// unseen adds the lines of an order that are not known yet.
func (t *turn) unseen(seen []Seen, o *shop.OrderQuote, at Place) []Seen {
	for i := range o.Lines {
		line := &o.Lines[i]
		if remembered(line.Name) && !t.knows(line.Name, o.Shop, line.Amount) && !known(seen, line.Name, o.Shop, line.Amount) {
			seen = append(seen, Seen{line.Name, o.Shop, line.Amount, at})
		}
	}
	return seen
}

func (t *turn) seeAll(seen []Seen) {
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
	if at := t.state.Place(); at == Product || at == SKU {
		return t.pieceIsNew(seller, p, pieces[i])
	}
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

// pieceIsNew is feeIsNew for pieces of one SKU without coupons, as product page and sheet show them. These are looked at most
// often, so a quote is made only where something may be new.
func (t *turn) pieceIsNew(seller *shop.Shop, p *shop.Product, piece shop.Pieces) bool {
	v, _ := t.w.Catalogue.Variant(piece.SKU)
	if seller.Trade.CrossBorder() || v.Presale != nil {
		return true
	}
	goods := v.Price * shop.Fen(piece.Quantity) // at most
	fee, _ := seller.Shipping.Cost(goods)
	if seller.Shipping.Kind == shop.ShippingOver && (len(v.Tiers)+len(v.Offers) > 0 || t.w.Catalogue.Deals(p.Shop)) {
		fee = seller.Shipping.Fee // discounts may bring the goods below free shipping
	}
	switch {
	case !t.knows(shop.LineShipping, p.Shop, fee):
		return true
	case seller.Fee > 0 && !t.knows(shop.LineFee, p.Shop, seller.Fee):
		return true
	case len(v.Tiers)+len(v.Offers) > 0 && !t.knows(shop.LineSaving, p.Shop, -1):
		return true
	}
	if !t.knows(shop.LinePromotion, p.Shop, -1) {
		for _, promotion := range t.w.Catalogue.PromotionsOf(p.Shop) {
			reached := goods >= promotion.Over
			if promotion.Kind == shop.PromotionPieces {
				reached = int(piece.Quantity) >= promotion.Pieces
			}
			if reached && promotion.Window.Holds(t.now) && promotion.Scope.Covers(p.ID, v.SKU) {
				return true
			}
		}
	}
	if !t.knows(shop.LineBundle, p.Shop, -1) {
		for _, bundle := range t.w.Catalogue.BundlesOf(p.Shop) {
			if !slices.ContainsFunc(bundle.Pieces, func(of shop.Pieces) bool { return of.SKU != v.SKU }) {
				return true
			}
		}
	}
	return false
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
