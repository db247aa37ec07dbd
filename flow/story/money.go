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
	"price":           priceInView,
	"unit-price":      func(sc *scene) (int64, bool) { return ofVariant(sc, unitPrice) },
	"in-hand":         func(sc *scene) (int64, bool) { return ofVariant(sc, inHand) },
	"items":           lines(1, shop.LineItems),
	"item-saving":     lines(-1, shop.LineSaving),
	"bundle":          lines(-1, shop.LineBundle),
	"promotion":       lines(-1, shop.LinePromotion),
	"merchant-coupon": lines(-1, shop.LineMerchant),
	"platform-coupon": lines(-1, shop.LinePlatform),
	"discount":        lines(-1, shop.LineSaving, shop.LineBundle, shop.LinePromotion, shop.LineMerchant, shop.LinePlatform),
	"goods": func(sc *scene) (int64, bool) {
		return quoted(sc, func(q *shop.OrderQuote) shop.Fen { return q.Goods() })
	},
	"shipping":  lines(1, shop.LineShipping, shop.LineRemote),
	"surcharge": lines(1, shop.LineRemote),
	"fee":       lines(1, shop.LineFee),
	"tax":       lines(1, shop.LineTax),
	"deposit":   lines(-1, shop.LineDeposit),
	"balance":   lines(-1, shop.LineBalance),
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
	"refunded": func(sc *scene) (int64, bool) {
		return ofOrders(sc, func(o *flow.Order) shop.Fen { return o.Refunded })
	},
	"refund":     refundInView,
	"quota-left": quotaLeft,
	"outside": func(sc *scene) (int64, bool) {
		var sum shop.Fen
		for i := range sc.shown.Records {
			if e := &sc.shown.Records[i].Event; e.Kind == flow.BoughtOutside {
				sum += e.Amount
			}
		}
		return int64(sum), true
	},
}

// lines sums lines of the quotes in view; discounts are read with the sign -1, and so positive.
func lines(sign shop.Fen, names ...string) func(*scene) (int64, bool) {
	return func(sc *scene) (int64, bool) {
		return quoted(sc, func(q *shop.OrderQuote) shop.Fen {
			var sum shop.Fen
			for _, name := range names {
				sum += sign * q.Line(name)
			}
			return sum
		})
	}
}

func ofOrders(sc *scene, amount func(*flow.Order) shop.Fen) (int64, bool) {
	var sum shop.Fen
	for i := range sc.shown.State.Orders {
		sum += amount(&sc.shown.State.Orders[i])
	}
	return int64(sum), true
}

// quoted sums over the orders in view.
func quoted(sc *scene, amount func(*shop.OrderQuote) shop.Fen) (int64, bool) {
	q, ok := sc.view()
	var sum shop.Fen
	for i := range q.Orders {
		sum += amount(&q.Orders[i])
	}
	return int64(sum), ok
}
