package flow

import (
	"slices"

	"tagtap/flow/shop"
)

func requoted(orders []Order, id OrderID, q *shop.OrderQuote) []Order {
	orders = slices.Clone(orders)
	for i := range orders {
		if orders[i].ID == id {
			orders[i].Quote = *q
		}
	}
	return orders
}
