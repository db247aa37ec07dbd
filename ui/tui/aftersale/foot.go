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
		if _, ok := offered(p.offers, flow.AskAfterSale, string(p.o.ID)); ok {
			ask := flow.Action{Verb: flow.AskAfterSale, ID: string(p.o.ID)}
			f.buttons = append(f.buttons, screen.Target{ID: askID, Action: ask, Label: p.askLabel()})
		}
		f.buttons = append(f.buttons, leave)
		f.rows = 1 + f.h
		return f
	}
	send := flow.Action{Verb: flow.SubmitRequest}
	f.buttons = []screen.Target{{ID: submitID, Action: send, Label: "verb.submit-request"}}
	if r := p.refused(flow.SubmitRequest, ""); r.Refused() {
		f.lines, f.warn = cell.Clamp(p.Refusal(r), p.room(), 2), true
	} else {
		f.lines = cell.Clamp(p.path(), p.room(), 2)
	}
	f.rows = 1 + max(1, len(f.lines)) + f.h
	return f
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
	c.Rule(0, 0, p.W, look.Line)
	if p.form != nil {
		f.sum(p, c)
		return
	}
	const gap = 2
	n := len(f.buttons)
	w := (p.room() - gap*(n-1)) / n
	for i, t := range f.buttons {
		t.Rect = cell.Rect{X: margin + i*(w+gap), Y: 1, W: w, H: f.h}
		kind := look.Secondary
		if t.ID == p.start {
			kind = look.Primary
		}
		look.Button(c.Canvas, p.Theme, t.Rect, p.Glossed(t.Label, w-6), kind, p.Focused(t.ID, true))
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
