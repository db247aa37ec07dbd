package coupons

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// bar is the fixed bottom: what the choice comes to, and the buttons.
type bar struct {
	rows, height int
	said         []string
	role         look.Role
	off          shop.Fen
	auto         bool
}

func (p *sheet) bar() bar {
	out := bar{height: 1, role: look.Muted}
	if p.Layout.TallButtons() {
		out.height = 3
	}
	if choosing(p.Shown) {
		p.standing(&out)
	}
	out.rows = 1 + len(out.said) + out.height
	return out
}

// standing says how the coupons of the checkout are chosen, what they take off, and what a choice by hand costs.
func (p *sheet) standing(out *bar) {
	a := p.Shown.World.AskCheckout(p.Shown.State)
	quote := shop.NewQuote(&a)
	for _, use := range quote.Coupons {
		out.off += use.Amount
	}
	room := p.W - 2*margin
	if a.Pick != shop.PickManual {
		out.auto = true
		out.said = cell.Clamp(p.Say("coupon.auto"), room, 1)
		return
	}
	a.Pick, a.Chosen = shop.PickAuto, nil
	best := shop.NewQuote(&a)
	say := p.Say("coupon.manual")
	if more := quote.Payable - best.Payable; more > 0 {
		say, out.role = screen.Dotted(say, p.Say("coupon.manual.costs", "amount", look.Money(int64(more), true))), look.Warn
	}
	out.said = cell.Clamp(say, room, 2)
}

func (o *bar) draw(p *sheet, foot screen.Part) {
	y := 1 + foot.Lines(margin, 1, o.said, look.Style{FG: o.role})
	r := cell.Rect{X: margin, Y: y, W: p.W - 2*margin, H: o.height}
	if !choosing(p.Shown) {
		kind := look.Secondary
		if p.start == doneID {
			kind = look.Primary
		}
		label := p.Glossed("confirmation.done", r.W-4)
		look.Button(foot.Canvas, p.Theme, r, label, kind, p.Focused(doneID, kind == look.Primary))
		foot.Target(screen.Target{ID: doneID, Rect: r, Action: flow.Action{Verb: flow.Back}, Label: "key.done"})
		return
	}
	side := r
	side.W = r.W*2/5 - 1
	r.X, r.W = side.Right()+2, r.W-side.W-2
	kind := look.Secondary
	if o.auto {
		kind = look.Disabled
	}
	look.Button(foot.Canvas, p.Theme, side, cell.Truncate(p.Say("verb.auto-coupons"), side.W), kind, p.Focused(autoID, false))
	foot.Target(screen.Target{ID: autoID, Rect: side, Action: flow.Action{Verb: flow.AutoCoupons}, Label: "verb.auto-coupons"})
	label := p.Say("coupon.apply-none")
	if o.off > 0 {
		label = p.Say("coupon.apply", "amount", look.Money(int64(o.off), true))
	}
	look.Button(foot.Canvas, p.Theme, r, label, look.Primary, p.Focused(doneID, true))
	foot.Target(screen.Target{ID: doneID, Rect: r, Action: flow.Action{Verb: flow.ApplyCoupons}, Label: "verb.apply-coupons"})
}

// Keys implements screen.View: v closes the sheet again as it opened it.
func (v view) Keys(s session.Shown) []screen.Binding {
	if !choosing(s) {
		return []screen.Binding{{Keys: []string{"v"}, Label: "key.done", Action: flow.Action{Verb: flow.Back}}}
	}
	return []screen.Binding{
		{Keys: []string{"a"}, Label: "verb.auto-coupons", Action: flow.Action{Verb: flow.AutoCoupons}},
		{Keys: []string{"v"}, Label: "verb.apply-coupons", Action: flow.Action{Verb: flow.ApplyCoupons}},
	}
}
