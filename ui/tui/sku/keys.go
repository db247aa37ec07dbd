package sku

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding {
	if s.World.Catalogue.Product(v.id) == nil {
		return nil
	}
	var keys []screen.Binding
	add := func(label string, verb flow.Verb, names ...string) {
		a := flow.Action{Verb: verb}
		keys = append(keys, screen.Binding{
			Keys: names, Label: label, Action: a, Refusal: flow.Refuse(s.World, s.Now, s.State, a),
		})
	}
	if s.State.Sheet.Intent == flow.IntentNone {
		add("verb.add-to-cart", flow.AddToCart, "a")
		buy := "verb.buy-now"
		if p, values := v.sheet(s); p != nil {
			if chosen := p.Pick(values); chosen != nil && chosen.Presale != nil {
				buy = "product.pay-deposit"
			}
		}
		add(buy, flow.BuyNow, "b")
	}
	add("verb.increase", flow.Increase, "+")
	add("verb.decrease", flow.Decrease, "-")
	return keys
}
