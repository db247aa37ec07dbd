package product

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// What the page does by itself: turn the carousel.
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
	buy := screen.Binding{Keys: []string{"b"}, Label: "verb.buy-now", Action: flow.Action{Verb: flow.BuyNow}}
	if !s.World.Flow.BuyNow {
		buy.Refusal = buyNowOff
	}
	keys := []screen.Binding{
		{Keys: []string{"a"}, Label: "verb.add-to-cart", Action: flow.Action{Verb: flow.AddToCart}},
		buy,
		{Keys: []string{"s"}, Label: "verb.choose-sku", Action: flow.Action{Verb: flow.ChooseSKU}},
	}
	if len(p.Pictures) > 1 {
		keys = append(keys, screen.Binding{Keys: []string{"p"}, Label: "key.picture", Local: nextPicture})
	}
	return keys
}

// Do implements screen.Reactor.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
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
