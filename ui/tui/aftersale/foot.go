package aftersale

import (
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// foot is the fixed bottom: of a form what it gives back, why it cannot be sent, and the button; else the ways on.
type foot struct {
	rows, h int
	lines   []string
	warn    bool
	buttons []screen.Target
}

func (p *page) footOf() foot {
	f := foot{h: 1}
	if p.Layout.TallButtons() {
		f.h = 3
	}
	leave := screen.Target{ID: leaveID, Action: flow.Action{Verb: flow.Back}, Label: "aftersale.leave"}
	if p.form == nil {
		ask, again := offered(p.offers, flow.AskAfterSale, string(p.o.ID))
		deed, due := p.main()
		if again {
			f.buttons = append(f.buttons, screen.Target{ID: askID, Action: ask.Action, Label: p.askLabel()})
		}
		if !again || !due {
			f.buttons = append(f.buttons, leave)
		}
		if due {
			f.buttons = append(f.buttons, screen.Target{ID: deedID(deed.Action), Action: deed.Action, Label: "verb." + deed.Action.Verb.String()})
			if f.warn = deed.Refusal.Refused(); f.warn {
				f.lines = cell.Clamp(p.Refusal(deed.Refusal), p.room(), 2)
			}
		}
		f.rows = 1 + f.above() + f.h
		return f
	}
	send := flow.Action{Verb: flow.SubmitRequest}
	f.buttons = []screen.Target{{ID: submitID, Action: send, Label: "verb.submit-request"}}
	if r := p.refused(flow.SubmitRequest, ""); r.Refused() {
		f.lines, f.warn = cell.Clamp(p.Refusal(r), p.room(), 2), true
	} else {
		f.lines = cell.Clamp(p.path(), p.room(), 2)
	}
	f.rows = 1 + f.above() + f.h
	return f
}

// above is how many rows are for the lines above the buttons: one is kept free where one may come, so that the page does not
// move when it does.
func (f *foot) above() int {
	if last := f.buttons[len(f.buttons)-1]; last.Action.Verb == flow.SubmitRequest || last.Action.Verb == flow.SendBack {
		return max(1, len(f.lines))
	}
	return len(f.lines)
}

// main is what a request waits for from the shopper: the one thing that the foot has instead of the request's card.
func (p *page) main() (flow.Offer, bool) {
	if p.form != nil {
		return flow.Offer{}, false
	}
	start := p.start
	if start == screen.FieldID(flow.FieldWaybill) {
		start = p.fields(p.Shown).Save
	}
	for _, o := range p.offers {
		if o.Action.ID != "" && deedID(o.Action) == start {
			return p.open(o), true
		}
	}
	return flow.Offer{}, false
}

// open drops the refusal of a number that is missing while one is typed: it goes before the parcel.
func (p *page) open(o flow.Offer) flow.Offer {
	if o.Refusal.Code == flow.WaybillNeeded && !p.number(p.Shown).IsZero() {
		o.Refusal = flow.Refusal{}
	}
	return o
}

func (p *page) askLabel() string {
	if len(requestsOf(p.s, p.o.ID)) > 0 {
		return "aftersale.again"
	}
	return "verb.after-sale"
}

// path says where the money goes, or what comes for what goes back.
func (p *page) path() string {
	if p.form.Type == flow.Exchange {
		return p.Say("aftersale.instead") + " " + p.named(p.form.For)
	}
	return p.Say("aftersale.refund.to", "payment", p.Say("payment."+string(p.o.Method)))
}

func (f *foot) draw(p *page, c screen.Part) {
	p.Edge(c)
	if p.form != nil {
		f.sum(p, c)
		return
	}
	c.Lines(margin, 1, f.lines, look.Style{FG: look.Warn})
	n := len(f.buttons)
	all := p.room() - gap*(n-1)
	last := max(all/n, min(all, cell.Width(p.Say(f.buttons[n-1].Label))+2))
	for i, t := range f.buttons {
		w, x := last, p.W-margin-last
		if i < n-1 {
			w, x = all-last, margin
		}
		t.Rect = cell.Rect{X: x, Y: f.rows - f.h, W: w, H: f.h}
		kind := look.Secondary
		switch {
		case f.warn && i == n-1:
			kind = look.Disabled
		case t.ID == p.start, p.Typing() && i == n-1:
			kind = look.Primary
		}
		look.Button(c.Canvas, p.Theme, t.Rect, p.Glossed(t.Label, w-6), kind, !p.Typing() && p.Focused(t.ID, true))
		c.Target(t)
	}
}

// sum draws what the form gives back, and the button that sends it.
func (f *foot) sum(p *page, c screen.Part) {
	role := look.Muted
	if f.warn {
		role = look.Warn
	}
	c.Lines(margin, 1, f.lines, look.Style{FG: role})
	t := f.buttons[0]
	label := p.Glossed(t.Label, p.W/2)
	w := max(18, look.ButtonWidth(label))
	t.Rect = cell.Rect{X: p.W - margin - w, Y: f.rows - f.h, W: w, H: f.h}
	kind := look.Primary
	if f.warn {
		kind = look.Disabled
		if p.Focused(t.ID, true) {
			look.FocusBar(c.Canvas, p.Theme, t.Rect.X-1, t.Rect.Y+f.h/2, 1)
		}
	}
	look.Button(c.Canvas, p.Theme, t.Rect, label, kind, p.Focused(t.ID, true))
	c.Target(t)
	if p.form.Type == flow.Exchange {
		return
	}
	total := int64(p.expected().Total())
	x, y, end := margin, t.Rect.Y+f.h/2, t.Rect.X-1
	if s := p.Say("aftersale.refund"); cell.Width(s)+1+cell.Width(look.Money(total, true)) <= end-x {
		x += 1 + c.Text(x, y, s, look.Style{FG: look.Muted})
	}
	look.PriceTag(c.Canvas, x, y, total, look.PriceStyle{Decimals: true})
}

// expected is what the form gives back as it stands.
func (p *page) expected() shop.Refund { return p.w.Expected(p.s, p.form) }

// named is how an option of the catalogue is called.
func (p *page) named(sku shop.SKU) string {
	if v, product := p.w.Catalogue.Variant(sku); v != nil {
		return screen.Dotted(p.Words(product.Short), p.Words(product.Label(v)))
	}
	return string(sku)
}
