package cart

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
)

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding { return v.KeysAt("", s) }

// Do implements screen.Reactor.
func (v view) Do(local string, _ session.Shown) (screen.View, flow.Action) {
	if local == post.LeaveID {
		v.leaving = !v.leaving
	}
	return v, flow.Action{}
}

// KeysAt implements screen.Follower: the letters act on the line that has the focus. A cart with one line needs none.
func (v view) KeysAt(focus string, s session.Shown) []screen.Binding {
	return append(lineKeys(focus, s), screen.Binding{Keys: []string{"w"}, Label: "note.elsewhere", Local: post.LeaveID})
}

// lineKeys are those that act on a shop or on a line of it.
func lineKeys(focus string, s session.Shown) []screen.Binding {
	var keys []screen.Binding
	if id := shopAt(focus, s); id != "" && s.World.Flow.Coupons != string(shop.PickNone) {
		keys = append(keys, screen.Binding{
			Keys: []string{"v"}, Label: "verb.coupons", Action: flow.Action{Verb: flow.OpenCoupons, ID: string(id)},
		})
	}
	l := lineAt(focus, s.State)
	if l == nil {
		return keys
	}
	sku := string(l.SKU)
	tick := flow.Action{Verb: flow.Tick, ID: sku}
	if l.Ticked {
		tick.Verb = flow.Untick
	}
	keys = append(keys, []screen.Binding{
		{Keys: []string{"o"}, Label: "key.tick", Action: tick},
		{Keys: []string{"+"}, Label: "key.more", Action: flow.Action{Verb: flow.Increase, ID: sku}},
		{Keys: []string{"-"}, Label: "key.fewer", Action: flow.Action{Verb: flow.Decrease, ID: sku}},
		{Keys: []string{"s"}, Label: "cart.change", Action: flow.Action{Verb: flow.ChangeSKU, ID: sku}},
		{Keys: []string{"d"}, Label: "cart.remove", Action: flow.Action{Verb: flow.Remove, ID: sku}},
	}...)
	for i := range keys {
		keys[i].Refusal = flow.Refuse(s.World, s.Now, s.State, keys[i].Action)
	}
	return keys
}

// shopAt returns the shop that a target belongs to: its own, that of its line, or the only one of the cart.
func shopAt(focus string, s session.Shown) shop.ShopID {
	part, id, _ := strings.Cut(focus, ":")
	if part += ":"; part == shopPart || part == couponPart {
		return shop.ShopID(id)
	}
	if l := lineAt(focus, s.State); l != nil {
		if _, p := s.World.Catalogue.Variant(l.SKU); p != nil {
			return p.Shop
		}
	}
	if all := flow.Shops(s.World, s.State); len(all) == 1 {
		return all[0]
	}
	return ""
}

// lineAt returns the cart line that a target belongs to, nil for none.
func lineAt(focus string, s *flow.State) *flow.CartLine {
	if len(s.Cart) == 1 {
		return &s.Cart[0]
	}
	part, sku, _ := strings.Cut(focus, ":")
	if part += ":"; part == shopPart || part == couponPart {
		return nil
	}
	return s.Line(shop.SKU(sku))
}
