package confirmation

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// Keys implements screen.View.
func (view) Keys(s session.Shown) []screen.Binding {
	var keys []screen.Binding
	first := ""
	if all := paid(s); len(all) > 0 {
		first = string(all[0].ID)
	}
	for _, b := range []screen.Binding{
		{Keys: []string{"w"}, Label: "verb.open-review", Action: flow.Action{Verb: flow.OpenReview}},
		{Keys: []string{"v"}, Label: "verb.track-order", Action: flow.Action{Verb: flow.TrackOrder, ID: first}},
		{Keys: []string{"o"}, Label: "confirmation.orders", Action: flow.Action{Verb: flow.OpenOrders}},
		{Keys: []string{"n"}, Label: "confirmation.browse", Action: flow.Action{Verb: flow.KeepBrowsing}},
		{Keys: []string{"f"}, Label: "confirmation.done", Action: flow.Action{Verb: flow.Home}},
	} {
		b.Refusal = flow.Refuse(s.World, s.Now, s.State, b.Action)
		if b.Refusal.Code != flow.NotHere && b.Refusal.Code != flow.NoSuch {
			keys = append(keys, b)
		}
	}
	return keys
}
