package tracking

import (
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// The targets; what is done to the order is named by its verb, items and reviews have their SKU behind them.
const (
	item    = "item-"
	review  = "review-"
	follow  = "follow-"
	request = "request-"
	home    = "home"
)

// Start implements screen.Starter: to pay or to confirm, where that can be done now, else a review once all is here, else the
// way on. To cancel is never the thing to tap next.
func (v view) Start(s session.Shown) string {
	o := s.State.Order(v.id)
	if o == nil {
		return home
	}
	if id := main(screen.Deeds(s, o)); id != "" {
		return id
	}
	if o.Status != flow.Completed && o.Status.Bought() {
		return home
	}
	if sku, ok := lineOf(o, func(sku shop.SKU) bool { return screen.Reviewable(s.World, o, sku) }); ok {
		return review + string(sku)
	}
	return home
}

// main is the target of the main thing that can be done, "" while the parcel is only waited for.
func main(deeds []screen.Deed) string {
	for _, d := range deeds {
		if d.Main() {
			return d.Action.Verb.String()
		}
	}
	return ""
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
		letters := map[flow.Verb]string{
			flow.PayOrder: "p", flow.PayBalance: "p", flow.ConfirmReceipt: "y", flow.CancelOrder: "d", flow.AskAfterSale: "a",
		}
		for _, d := range screen.Deeds(s, o) {
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
	gap     int // between the buttons
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
	f.home = p.start == home
	for pass := range 2 { // what is refused gives way where not all find room
		f.buttons, f.why = nil, nil
		for _, d := range p.deeds {
			refused := d.Refusal.Refused()
			if refused && pass > 0 {
				continue
			}
			f.buttons = append(f.buttons, button{screen.Target{ID: d.Action.Verb.String(), Action: d.Action, Label: d.Label}, refused})
			if refused {
				f.why = append(f.why, cell.Clamp(p.Refusal(d.Refusal), p.room(), 2)...)
			}
		}
		if t, ok := p.onward(); ok {
			f.buttons = append(f.buttons, button{t, false})
		}
		if f.gap = buttonGap; p.wide(f.buttons, f.gap) > p.room() {
			f.gap = 1
		}
		if p.wide(f.buttons, f.gap) <= p.room() {
			break
		}
	}
	f.rows = 1 + len(f.why) + f.h
	return f
}

// onward is the button of the start where no deed is: a review, or the way back to the notes.
func (p *page) onward() (screen.Target, bool) {
	if p.start == home {
		return screen.Target{ID: home, Action: flow.Action{Verb: flow.Home}, Label: "orders.explore"}, true
	}
	if sku, ok := strings.CutPrefix(p.start, review); ok {
		return screen.Target{ID: p.start, Action: flow.Action{Verb: flow.OpenReview, ID: sku}, Label: "orders.write"}, true
	}
	return screen.Target{}, false
}

// buttonGap is the room between buttons where there is enough of it.
const buttonGap = 2

// wide is what buttons need side by side.
func (p *page) wide(all []button, gap int) int {
	w := gap * (len(all) - 1)
	for _, b := range all {
		w += cell.Width(p.Say(b.Label))
	}
	return w
}

func (f *foot) draw(p *page, c screen.Part) {
	c.Rule(0, 0, p.W, look.Line)
	y := 1 + c.Lines(margin, 1, f.why, look.Style{FG: look.Warn})
	n := len(f.buttons)
	spare := max(0, p.room()-p.wide(f.buttons, f.gap))
	x, even := margin, (p.room()-f.gap*(n-1))/max(n, 1)
	fits := !slices.ContainsFunc(f.buttons, func(b button) bool { return cell.Width(p.Say(b.Label)) > even })
	for i, b := range f.buttons {
		w := cell.Width(p.Say(b.Label)) + spare*(i+1)/n - spare*i/n
		if fits {
			w = even
		}
		if i == n-1 {
			w = p.W // to the edge, whatever does not divide
		}
		r := cell.Rect{X: x, Y: y, W: min(w, p.W-margin-x), H: f.h}
		x += r.W + f.gap
		kind := look.Secondary
		switch {
		case b.refused:
			kind = look.Disabled
		case b.ID == p.start:
			kind = look.Primary
		}
		look.Button(c.Canvas, p.Theme, r, p.Glossed(b.Label, r.W-6), kind, p.Focused(b.ID, true))
		b.Rect = r
		c.Target(b.Target)
	}
}
