package product

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/post"
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
	add, buy := refused(s.World, p)
	keys := []screen.Binding{
		{Keys: []string{"a"}, Label: "verb.add-to-cart", Action: flow.Action{Verb: flow.AddToCart}, Refusal: add},
		{Keys: []string{"b"}, Label: "verb.buy-now", Action: flow.Action{Verb: flow.BuyNow}, Refusal: buy},
		{Keys: []string{"s"}, Label: "verb.choose-sku", Action: flow.Action{Verb: flow.ChooseSKU}},
	}
	if len(p.Pictures) > 1 {
		keys = append(keys, screen.Binding{Keys: []string{"p"}, Label: "key.picture", Local: nextPicture})
	}
	return append(keys, screen.Binding{Keys: []string{"w"}, Label: "note.elsewhere", Local: post.LeaveID})
}

// Do implements screen.Reactor.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	if local == post.LeaveID {
		v.leaving = !v.leaving
		return v, flow.Action{}
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
