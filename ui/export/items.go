package export

import (
	"tagtap/flow"
	"tagtap/flow/shop"
)

// item returns a number of pieces at the price of the cart, else at the list price.
func (b *Builder) item(sku shop.SKU, quantity int32) Item {
	it := Item{SKU: sku, Quantity: quantity}
	if b.goods != nil {
		if v, p := b.goods.Variant(sku); p != nil {
			it.Product, it.Brand, it.Category, it.Price, it.Priced = p.ID, p.Shop, p.Category, v.Price, true
		}
	}
	if i := b.line(sku); i >= 0 {
		it.Price, it.Priced = b.cart[i].Price, true
	}
	return it
}

// shown returns one piece of a product of which no SKU is chosen, at the price from which it is sold.
func (b *Builder) shown(id shop.ProductID) Item {
	it := Item{Product: id, Quantity: 1}
	if b.goods == nil {
		return it
	}
	if p := b.goods.Product(id); p != nil {
		it.Brand, it.Category = p.Shop, p.Category
		it.Price, _ = p.From()
		it.Priced = len(p.Variants) > 0
	}
	return it
}

// sold appends pieces.
func (b *Builder) sold(to []Item, pieces []shop.Pieces) []Item {
	for _, p := range pieces {
		to = append(to, b.item(p.SKU, p.Quantity))
	}
	return to
}

// carted appends the lines of the cart.
func (b *Builder) carted(to []Item, lines []flow.CartLine) []Item {
	for i := range lines {
		to = append(to, b.item(lines[i].SKU, lines[i].Quantity))
	}
	return to
}

// bought returns the items of an order at what they cost after its discounts, so that price × quantity sums to what it cost
// without shipping and tax. Where that does not divide by the pieces, an item comes in two parts, a fen apart.
func (b *Builder) bought(q *shop.OrderQuote) []Item {
	if q == nil {
		return nil
	}
	net := make([]shop.Fen, len(q.Items))
	var gross, goods, sum shop.Fen
	for i := range q.Items {
		net[i] = q.Items[i].Unit * shop.Fen(q.Items[i].Quantity)
		gross += net[i]
	}
	for i := range q.Lines {
		line := &q.Lines[i]
		switch line.Name {
		case shop.LineItems:
			goods += line.Amount
		case shop.LineSaving, shop.LineBundle, shop.LinePromotion, shop.LineMerchant, shop.LinePlatform:
			goods += line.Amount
			for _, s := range line.Shares {
				take(q, net, s)
			}
		}
	}
	for _, n := range net {
		sum += n
	}
	if sum != goods {
		spread(q, net, gross, goods)
	}
	var items []Item
	for i := range q.Items {
		from := &q.Items[i]
		items = parts(items, Item{
			Product: from.Product, SKU: from.SKU, Brand: q.Shop, Category: b.category(from.Product), Priced: true, Quantity: from.Quantity,
		}, net[i])
	}
	return items
}

func (b *Builder) category(id shop.ProductID) string {
	if b.goods != nil {
		if p := b.goods.Product(id); p != nil {
			return p.Category
		}
	}
	return ""
}

// take subtracts a share, which is negative, from the first item of its SKU.
func take(q *shop.OrderQuote, net []shop.Fen, s shop.Share) {
	for i := range q.Items {
		if q.Items[i].SKU == s.SKU {
			net[i] += s.Amount
			return
		}
	}
}

// spread gives each item its part of the goods by what it cost before the discounts: for records that do not say whose they
// were. What is left of the division goes to the last one that costs anything.
func spread(q *shop.OrderQuote, net []shop.Fen, gross, goods shop.Fen) {
	left, last := goods, -1
	for i := range q.Items {
		net[i] = 0
		if whole := q.Items[i].Unit * shop.Fen(q.Items[i].Quantity); whole > 0 && gross > 0 {
			net[i], last = goods*whole/gross, i
		}
		left -= net[i]
	}
	if last >= 0 {
		net[last] += left
	}
}

// parts appends an item whose pieces cost so much together.
func parts(to []Item, it Item, net shop.Fen) []Item {
	if it.Quantity < 1 {
		return to
	}
	n := shop.Fen(it.Quantity)
	it.Price = net / n
	dear := int32(net - it.Price*n)
	if dear <= 0 {
		return append(to, it)
	}
	it.Quantity -= dear
	to = append(to, it)
	it.Quantity, it.Price = dear, it.Price+1
	return append(to, it)
}

// worth sums price × quantity, false where there is nothing or a price is not known.
func worth(items []Item) (shop.Fen, bool) {
	var sum shop.Fen
	for i := range items {
		if !items[i].Priced {
			return 0, false
		}
		sum += items[i].Price * shop.Fen(items[i].Quantity)
	}
	return sum, len(items) > 0
}
