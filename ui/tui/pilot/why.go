package pilot

import (
	"fmt"
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/ui/tui/screen"
)

// mostOffers is how many actions a message names.
const mostOffers = 12

// instead says what a screen offers in place of the action that is wanted, first what is done by the same verb.
func (f *finder) instead(at *spot) string {
	place := f.app.Shown().State.Place().String()
	if f.app.Dialogs() > 0 {
		return "a dialog lies over " + place
	}
	if f.near.Verb != flow.None {
		return fmt.Sprintf("the field of %s makes of it %s", place, f.near)
	}
	var same, others []string
	add := func(a flow.Action) {
		name := a.String()
		switch {
		case a.Verb == flow.None || a.Happening() || slices.Contains(same, name) || slices.Contains(others, name):
		case a.Verb == f.want.Verb:
			same = append(same, name)
		default:
			others = append(others, name)
		}
	}
	for _, b := range at.screen.Bindings() {
		add(b.Action)
	}
	if page, ok := at.screen.(*screen.Page); ok {
		for _, t := range page.Targets() {
			add(t.Action)
		}
	}
	for _, b := range f.app.Global(at.screen) {
		add(b.Action)
	}
	all, more := slices.Concat(same, others), ""
	if len(all) > mostOffers {
		all, more = all[:mostOffers], ", …"
	}
	if len(all) == 0 {
		return place + " offers nothing"
	}
	return place + " offers " + strings.Join(all, ", ") + more
}
