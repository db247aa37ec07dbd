package cart

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
)

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding { return v.KeysAt("", s) }

// KeysAt implements screen.Follower: the letters act on the line that has the focus. A cart with one line needs none.
func (v view) KeysAt(focus string, s session.Shown) []screen.Binding {
	l := lineAt(focus, s.State)
	if l == nil {
		return nil
	}
	sku := string(l.SKU)
	tick := flow.Action{Verb: flow.Tick, ID: sku}
	if l.Ticked {
		tick.Verb = flow.Untick
	}
	keys := []screen.Binding{
		{Keys: []string{"v"}, Label: "key.tick", Action: tick},
		{Keys: []string{"+"}, Label: "key.more", Action: flow.Action{Verb: flow.Increase, ID: sku}},
		{Keys: []string{"-"}, Label: "key.fewer", Action: flow.Action{Verb: flow.Decrease, ID: sku}},
		{Keys: []string{"s"}, Label: "cart.change", Action: flow.Action{Verb: flow.ChangeSKU, ID: sku}},
		{Keys: []string{"d"}, Label: "cart.remove", Action: flow.Action{Verb: flow.Remove, ID: sku}},
	}
	for i := range keys {
		keys[i].Refusal = flow.Refuse(s.World, s.Now, s.State, keys[i].Action)
	}
	return keys
}

// lineAt returns the cart line that a target belongs to, nil for none.
func lineAt(focus string, s *flow.State) *flow.CartLine {
	if len(s.Cart) == 1 {
		return &s.Cart[0]
	}
	part, sku, _ := strings.Cut(focus, ":")
	if part+":" == shopPart {
		return nil
	}
	return s.Line(shop.SKU(sku))
}
