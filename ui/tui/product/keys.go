package product

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
)

// What the page does by itself beside unfolding: turn the carousel.
const (
	nextPicture = "picture-next"
	prevPicture = "picture-prev"
)

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding {
	p := s.World.Catalogue.Product(v.id)
	if p == nil {
		return nil
	}
	add, buy := refused(s.World, p)
	o := offerOf(s.World, s.State, p)
	keys := []screen.Binding{
		{Keys: []string{"a"}, Label: "verb.add-to-cart", Action: flow.Action{Verb: flow.AddToCart}, Refusal: add},
		{Keys: []string{"b"}, Label: buys(p), Action: flow.Action{Verb: flow.BuyNow}, Refusal: buy},
		{Keys: []string{"s"}, Label: "verb.choose-sku", Action: flow.Action{Verb: flow.ChooseSKU}},
	}
	if s.World.Flow.Coupons != string(shop.PickNone) {
		keys = append(keys, screen.Binding{Keys: []string{"v"}, Label: "verb.coupons", Action: flow.Action{Verb: flow.OpenCoupons}})
	}
	if o.derived() {
		keys = append(keys, screen.Binding{Keys: []string{"i"}, Label: "product.hand-how", Local: idHand})
	}
	if len(p.Pictures) > 1 {
		keys = append(keys, screen.Binding{Keys: []string{"p"}, Label: "key.picture", Local: nextPicture})
	}
	keys = append(keys, screen.Binding{Keys: []string{"w"}, Label: "note.elsewhere", Local: post.LeaveID})
	if explained(s.World, p) {
		keys = append(keys, screen.Binding{Keys: []string{"f"}, Label: "product.services-how", Local: idServices})
	}
	if seller := s.World.Catalogue.Shop(p.Shop); seller != nil && seller.Trade.CrossBorder() {
		keys = append(keys, screen.Binding{Keys: []string{"d"}, Label: "product.tax-how", Local: idTax})
	}
	return keys
}

// Do implements screen.Reactor.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	switch local {
	case post.LeaveID:
		v.leaving = !v.leaving
	case idHand:
		v.hand = !v.hand
	case idServices:
		v.services = !v.services
	case idTax:
		v.tax = !v.tax
	}
	p := s.World.Catalogue.Product(v.id)
	if p == nil || len(p.Pictures) == 0 {
		return v, flow.Action{}
	}
	n := len(p.Pictures)
	switch local {
	case nextPicture:
		v.picture = (v.at(p) + 1) % n
	case prevPicture:
		v.picture = (v.at(p) + n - 1) % n
	}
	return v, flow.Action{}
}
