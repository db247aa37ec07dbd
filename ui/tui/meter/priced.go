package meter

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// goods is what an event of GA4's is about and what it is worth: prices are those of the cart, else of the catalogue.
type goods struct {
	shop   *shop.Catalogue
	cart   []flow.CartLine
	buying []shop.Pieces // what the checkout is about
}

// fold keeps what lies in the cart and in the checkout.
func (g *goods) fold(e *flow.Event) {
	line := func() int {
		return slices.IndexFunc(g.cart, func(l flow.CartLine) bool { return l.SKU == e.Line.SKU })
	}
	switch e.Kind {
	case flow.Begun:
		g.cart, g.buying = slices.Clone(e.Begin.State.Cart), nil
	case flow.LineSet:
		if i := line(); i >= 0 {
			g.cart[i] = *e.Line
		} else {
			g.cart = slices.Insert(g.cart, 0, *e.Line)
		}
	case flow.LineGone:
		if i := line(); i >= 0 {
			g.cart = slices.Delete(g.cart, i, i+1)
		}
	case flow.CheckoutSet:
		if len(e.Checkout.Pieces) > 0 {
			g.buying = slices.Clone(e.Checkout.Pieces)
		}
	}
}

// pieces returns what an event of GA4's is about, nil for one that names no SKU.
func (g *goods) pieces(f *measure.Fact) []shop.Pieces {
	switch measure.Analytics(f.Event) {
	case "view_cart":
		all := make([]shop.Pieces, len(g.cart))
		for i := range g.cart {
			all[i] = shop.Pieces{SKU: g.cart[i].SKU, Quantity: g.cart[i].Quantity}
		}
		return all
	case "begin_checkout":
		if len(f.Pieces) > 0 {
			return f.Pieces
		}
		return g.buying
	case "add_payment_info", "add_shipping_info":
		return g.buying
	}
	if f.SKU != "" {
		return []shop.Pieces{{SKU: f.SKU, Quantity: f.Quantity}}
	}
	return f.Pieces
}

// worth is price × quantity of pieces, false where there are none or a price is not known.
func (g *goods) worth(all []shop.Pieces) (shop.Fen, bool) {
	var sum shop.Fen
	for _, p := range all {
		price, ok := g.price(p.SKU)
		if !ok {
			return 0, false
		}
		sum += price * shop.Fen(p.Quantity)
	}
	return sum, len(all) > 0
}

func (g *goods) price(sku shop.SKU) (shop.Fen, bool) {
	for i := range g.cart {
		if g.cart[i].SKU == sku {
			return g.cart[i].Price, true
		}
	}
	if g.shop != nil {
		if v, _ := g.shop.Variant(sku); v != nil {
			return v.Price, true
		}
	}
	return 0, false
}

// from is the price from which a product is sold, of which no SKU is chosen yet.
func (g *goods) from(id shop.ProductID) (shop.Fen, bool) {
	if g.shop != nil {
		if p := g.shop.Product(id); p != nil && len(p.Variants) > 0 {
			price, _ := p.From()
			return price, true
		}
	}
	return 0, false
}

// product is that of a SKU, "" where the catalogue does not have it.
func (g *goods) product(sku shop.SKU) shop.ProductID {
	if g.shop != nil {
		if _, p := g.shop.Variant(sku); p != nil {
			return p.ID
		}
	}
	return ""
}
