package feed

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// Keys implements screen.View.
func (v view) Keys(session.Shown) []screen.Binding {
	return []screen.Binding{
		{Keys: []string{"o"}, Label: "key.orders", Action: flow.Action{Verb: flow.OpenOrders}},
	}
}
