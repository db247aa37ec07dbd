package export

import (
	"strconv"

	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// GA4's e-commerce events (Google Analytics 4, "Recommended events") that our facts go out as.
const (
	selectContent   = "select_content"
	selectItem      = "select_item"
	viewItem        = "view_item"
	addToCart       = "add_to_cart"
	removeFromCart  = "remove_from_cart"
	viewCart        = "view_cart"
	beginCheckout   = "begin_checkout"
	addShippingInfo = "add_shipping_info"
	addPaymentInfo  = "add_payment_info"
	purchase        = "purchase"
	refund          = "refund"
	viewPromotion   = "view_promotion"
	selectPromotion = "select_promotion"
	share           = "share"
)

// standard gives a row its GA4 name, items and value, where it has what GA4 asks for. The home page lists notes, not items, so
// it is no view_item_list; a deposit is no purchase; what is bought elsewhere is not seen by the shop.
func (b *Builder) standard(r *Row, f *measure.Fact) {
	name := measure.Analytics(f.Event)
	switch name {
	case selectContent:
		r.named(selectContent, r.Note != "")
	case selectItem:
		if r.Product != "" {
			r.Items = append(r.Items, b.shown(shop.ProductID(r.Product)))
			r.GA4 = selectItem
		}
	case viewItem:
		if r.Product != "" {
			r.Items = append(r.Items, b.shown(shop.ProductID(r.Product)))
			r.valued(viewItem)
		}
	case addToCart, removeFromCart:
		b.changed(r, f)
	case viewCart:
		r.Items = b.carted(r.Items, b.cart)
		r.valued(viewCart)
	case beginCheckout:
		if r.Items = b.sold(r.Items, f.Pieces); len(f.Pieces) == 0 {
			r.Items = append(r.Items, b.buying...)
		}
		r.valued(beginCheckout)
	case addShippingInfo, addPaymentInfo:
		r.Items = append(r.Items, b.buying...)
		r.valued(name)
	case purchase:
		if o := b.order(f.Order); o != nil {
			r.Items = append(r.Items, o.items...)
		}
		r.valued(purchase)
	case refund:
		r.named(refund, r.Transaction != "")
	case selectPromotion, viewPromotion:
		r.GA4 = name
	case share:
		r.named(share, true)
	}
	if r.GA4 == refund {
		r.Currency = Currency
	}
}

func (r *Row) named(name string, ok bool) {
	if ok {
		r.GA4 = name
	}
}

// valued gives a row a name that wants items, a value and a currency; without a price for each item it stays without.
func (r *Row) valued(name string) {
	sum, ok := worth(r.Items)
	if !ok || name == purchase && (r.Transaction == "" || int64(sum) != r.Value) {
		r.Items = r.Items[:0]
		return
	}
	r.GA4, r.Value, r.Currency = name, int64(sum), Currency
}

// changed is about pieces that came into the cart or left it, at the price that the cart has.
func (b *Builder) changed(r *Row, f *measure.Fact) {
	if f.SKU == "" || f.Quantity < 1 || f.Value < 0 {
		return
	}
	it := b.item(f.SKU, f.Quantity)
	it.Price, it.Priced = f.Value/shop.Fen(f.Quantity), true
	r.Items = append(r.Items, it)
	r.valued(f.Event)
}

// appendGA4 appends the row's GA4 event as a JSON object, null where it is none.
func appendGA4(to []byte, r *Row) []byte {
	if r.GA4 == "" {
		return append(to, "null"...)
	}
	to = append(to, `{"name":"`...)
	to = append(to, r.GA4...)
	to = append(to, `","params":{`...)
	p := params{to, len(to)}
	if r.Currency != "" {
		p.text("currency", r.Currency)
		p.money("value", r.Value)
	}
	switch r.GA4 {
	case purchase, refund:
		p.text("transaction_id", r.Transaction)
		if r.GA4 == purchase {
			p.money("shipping", r.Shipping)
			p.money("tax", r.Tax)
		}
	case addPaymentInfo:
		p.some("payment_type", r.Payment)
	case selectContent, share:
		p.text("content_type", "note")
		if r.GA4 == share {
			p.some("item_id", r.Note)
		} else {
			p.text("content_id", r.Note)
		}
	case selectItem:
		p.some("item_list_id", r.Note)
	case selectPromotion, viewPromotion:
		p.some("promotion_id", r.Promotion)
	}
	if len(r.Items) > 0 {
		p.key("items")
		p.to = appendItems(p.to, r.Items)
	}
	return append(p.to, '}', '}')
}

// params writes the members of an object.
type params struct {
	to   []byte
	from int // where the first one stands
}

func (p *params) key(name string) {
	if len(p.to) > p.from {
		p.to = append(p.to, ',')
	}
	p.to = append(p.to, '"')
	p.to = append(p.to, name...)
	p.to = append(p.to, '"', ':')
}

func (p *params) text(name, value string) {
	p.key(name)
	p.to = appendText(p.to, value)
}

func (p *params) some(name, value string) {
	if value != "" {
		p.text(name, value)
	}
}

func (p *params) money(name string, fen int64) {
	p.key(name)
	p.to = appendYuan(p.to, fen)
}

// appendItems appends items as a JSON array.
func appendItems(to []byte, items []Item) []byte {
	to = append(to, '[')
	for i := range items {
		it := &items[i]
		if i > 0 {
			to = append(to, ',')
		}
		to = append(to, '{')
		p := params{to, len(to)}
		if it.Product != "" {
			p.text("item_id", string(it.Product))
		} else {
			p.text("item_id", string(it.SKU))
		}
		p.some("item_variant", string(it.SKU))
		p.some("item_brand", string(it.Brand))
		p.some("item_category", it.Category)
		if it.Priced {
			p.money("price", int64(it.Price))
		}
		p.key("quantity")
		to = append(strconv.AppendInt(p.to, int64(it.Quantity), 10), '}')
	}
	return append(to, ']')
}

// appendYuan appends an amount in yuan with two decimals, made of fen digit by digit.
func appendYuan(to []byte, fen int64) []byte {
	u := uint64(fen)
	if fen < 0 {
		to, u = append(to, '-'), -u
	}
	to = strconv.AppendUint(to, u/100, 10)
	return append(to, '.', byte('0'+u/10%10), byte('0'+u%10))
}
