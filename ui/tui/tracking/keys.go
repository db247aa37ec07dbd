package tracking

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// The targets; what is done to the order is named by its verb, items and reviews have their SKU behind them.
const (
	item   = "item-"
	review = "review-"
	follow = "follow-"
	home   = "home"
)

// Start implements screen.Starter: to pay or to confirm, where that can be done now, else a review once all is here, else the
// way on. To cancel is never the thing to tap next.
func (v view) Start(s session.Shown) string {
	o := s.State.Order(v.id)
	if o == nil {
		return home
	}
	if deeds := screen.Deeds(o); len(deeds) > 0 {
		return main(deeds)
	}
	if sku, ok := lineOf(o, func(sku shop.SKU) bool { return screen.Reviewable(s.World, o, sku) }); ok {
		return review + string(sku)
	}
	return home
}

// main is the target that the page is there for: while the parcel is only waited for, the way back to the notes.
func main(deeds []screen.Deed) string {
	d := deeds[len(deeds)-1]
	if d.Refusal.Refused() || d.Action.Verb == flow.CancelOrder {
		return home
	}
	return d.Action.Verb.String()
}

// lineOf returns the first line of an order that fits.
func lineOf(o *flow.Order, fits func(shop.SKU) bool) (shop.SKU, bool) {
	for _, it := range o.Quote.Items {
		if fits(it.SKU) {
			return it.SKU, true
		}
	}
	return "", false
}

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding {
	var keys []screen.Binding
	add := func(key, label string, verb flow.Verb, id string, r flow.Refusal) {
		keys = append(keys, screen.Binding{Keys: []string{key}, Label: label, Action: flow.Action{Verb: verb, ID: id}, Refusal: r})
	}
	if o := s.State.Order(v.id); o != nil {
		letters := map[flow.Verb]string{flow.PayOrder: "p", flow.ConfirmReceipt: "y", flow.CancelOrder: "d"}
		for _, d := range screen.Deeds(o) {
			add(letters[d.Action.Verb], d.Label, d.Action.Verb, d.Action.ID, d.Refusal)
		}
		if sku, ok := lineOf(o, func(sku shop.SKU) bool { return screen.Reviewable(s.World, o, sku) }); ok {
			add("w", "orders.write", flow.OpenReview, string(sku), flow.Refusal{})
		}
		if sku, ok := lineOf(o, func(sku shop.SKU) bool { return screen.Followable(o, sku) }); ok {
			add("u", "orders.follow-up", flow.FollowUp, string(sku), flow.Refusal{})
		}
	}
	add("f", "verb.home", flow.Home, "", flow.Refusal{})
	return keys
}

// foot is the fixed bottom: why something cannot be done, and the buttons.
type foot struct {
	rows, h int
	why     []string
	buttons []button
	home    bool // the way on is there
}

type button struct {
	screen.Target
	refused bool
}

func (p *page) footOf() foot {
	f := foot{h: 1}
	if p.Layout.TallButtons() {
		f.h = 3
	}
	for _, d := range screen.Deeds(p.o) {
		f.buttons = append(f.buttons, button{screen.Target{ID: d.Action.Verb.String(), Action: d.Action, Label: d.Label}, d.Refusal.Refused()})
		if d.Refusal.Refused() {
			f.why = append(f.why, cell.Clamp(p.Refusal(d.Refusal), p.room(), 2)...)
		}
	}
	explore := screen.Target{ID: home, Action: flow.Action{Verb: flow.Home}, Label: "orders.explore"}
	switch {
	case len(f.buttons) > 0 && p.start == home:
		f.home = true
		f.buttons = append(f.buttons, button{explore, false})
	case len(f.buttons) == 0:
		t := explore
		if sku, ok := lineOf(p.o, func(sku shop.SKU) bool { return screen.Reviewable(p.Shown.World, p.o, sku) }); ok {
			t = screen.Target{ID: review + string(sku), Action: flow.Action{Verb: flow.OpenReview, ID: string(sku)}, Label: "orders.write"}
		}
		f.home = t.ID == home
		f.buttons = []button{{t, false}}
	}
	f.rows = 1 + len(f.why) + f.h
	return f
}

func (f *foot) draw(p *page, c screen.Part) {
	c.Rule(0, 0, p.W, look.Line)
	y := 1 + c.Lines(margin, 1, f.why, look.Style{FG: look.Warn})
	const gap = 2
	n := len(f.buttons)
	w := (p.room() - gap*(n-1)) / n
	for i, b := range f.buttons {
		r := cell.Rect{X: margin + i*(w+gap), Y: y, W: w, H: f.h}
		kind := look.Secondary
		switch {
		case b.refused:
			kind = look.Disabled
		case b.ID == p.start:
			kind = look.Primary
		}
		look.Button(c.Canvas, p.Theme, r, p.Glossed(b.Label, w-6), kind, p.Focused(b.ID, true))
		b.Rect = r
		c.Target(b.Target)
	}
}
