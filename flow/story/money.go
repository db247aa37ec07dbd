package story

import (
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// expectMoney reads an amount. A bare number is a mistake: it is taken for money as easily as for a count.
func (p *parser) expectMoney(_ *line, n *strict.Node) (test, string) {
	c, err := money.comparison(n)
	p.add(n.Pos(), err)
	return number(c, money, amounts[lastKey(n)]), c.text
}

// amounts says where each amount of an expectation is read; false where there is nothing to price.
var amounts = map[string]func(*scene) (int64, bool){
	"price": priceInView,
	"items": func(sc *scene) (int64, bool) {
		return quoted(sc, func(q *shop.OrderQuote) shop.Fen { return q.Line(shop.LineItems) })
	},
	"shipping": func(sc *scene) (int64, bool) {
		return quoted(sc, func(q *shop.OrderQuote) shop.Fen { return q.Line(shop.LineShipping) + q.Line(shop.LineRemote) })
	},
	"payable": func(sc *scene) (int64, bool) {
		return quoted(sc, func(q *shop.OrderQuote) shop.Fen { return q.Payable })
	},
	"paid": func(sc *scene) (int64, bool) {
		var sum shop.Fen
		ids := sc.shown.State.Payment.Orders
		for _, id := range ids {
			sum += sc.shown.State.Order(id).Captured
		}
		return int64(sum), len(ids) > 0
	},
	"captured": func(sc *scene) (int64, bool) {
		return ofOrders(sc, func(o *flow.Order) shop.Fen { return o.Captured })
	},
	"outside": func(sc *scene) (int64, bool) {
		var sum shop.Fen
		for i := range sc.shown.Records {
			if e := &sc.shown.Records[i].Event; e.Kind == flow.BoughtOutside {
				sum += e.Amount
			}
		}
		return int64(sum), true
	},
	"refunded": func(sc *scene) (int64, bool) {
		return ofOrders(sc, func(o *flow.Order) shop.Fen { return o.Refunded })
	},
}

func ofOrders(sc *scene, amount func(*flow.Order) shop.Fen) (int64, bool) {
	var sum shop.Fen
	for i := range sc.shown.State.Orders {
		sum += amount(&sc.shown.State.Orders[i])
	}
	return int64(sum), true
}

// priceInView is the list price of the SKU that is chosen in the sheet, else the lowest of the product.
func priceInView(sc *scene) (int64, bool) {
	s, c := sc.shown.State, sc.shown.World.Catalogue
	id := shop.ProductID(s.Spot().Subject)
	if s.Place() != flow.Product && s.Place() != flow.SKU {
		return 0, false
	}
	p := c.Product(id)
	if p == nil {
		return 0, false
	}
	if s.Place() == flow.SKU {
		if v := p.Pick(s.Sheet.Values); v != nil {
			return int64(v.Price), true
		}
	}
	price, _ := p.From()
	return int64(price), true
}

// quoted sums over the orders in view: those that the cart's ticked lines or the checkout would make, else those that were
// last to be paid.
func quoted(sc *scene, amount func(*shop.OrderQuote) shop.Fen) (int64, bool) {
	s := sc.shown.State
	var pieces []shop.Pieces
	var province string
	if s.Place() != flow.Payment {
		switch s.Page().Place {
		case flow.Cart:
			pieces = s.Ticked()
		case flow.Checkout:
			pieces = s.Checkout.Pieces
			if to := s.AddressOf(s.Checkout.Address); to != nil {
				province = to.Province()
			}
		}
	}
	var sum shop.Fen
	if pieces != nil {
		ask := sc.shown.World.Ask(sc.shown.State, pieces, province)
		q := shop.NewQuote(&ask)
		for i := range q.Orders {
			sum += amount(&q.Orders[i])
		}
		return int64(sum), true
	}
	for _, id := range s.Payment.Orders {
		sum += amount(&s.Order(id).Quote)
	}
	return int64(sum), len(s.Payment.Orders) > 0
}
