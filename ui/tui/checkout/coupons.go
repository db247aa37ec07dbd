package checkout

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// couponed says whether the page leads to the coupon sheet.
func (p *page) couponed() bool {
	return p.shows(flow.StepPayment) &&
		!flow.Refuse(p.Shown.World, p.Shown.Now, p.at(), flow.Action{Verb: flow.OpenCoupons}).Refused()
}

// at is the state as the page sees it: a sheet may lie over it, and the page below still offers what it does.
func (p *page) at() *flow.State {
	s := p.Shown.State
	if !s.Place().Sheet() {
		return s
	}
	below := *s
	for below.Place().Sheet() {
		below.Trail = below.Trail[:len(below.Trail)-1]
	}
	return &below
}

// couponRows draws a row for each coupon that is used, for each that was chosen and does not apply, and for a slot without
// either what there is for it. All of them together open the sheet.
func (p *page) couponRows(body screen.Part, y int) int {
	if !p.couponed() {
		return y
	}
	top := y
	focus := p.Focused(couponsID, false)
	draw := func(r look.Row) {
		r.LabelW, r.Chevron = p.label, true
		if focus {
			r.ValueAttr = look.Bold
		}
		r.Draw(body.Canvas, p.Theme, left, y, p.W-2*left)
		y++
	}
	for _, slot := range []shop.Funder{shop.ByMerchant, shop.ByPlatform} {
		for _, r := range p.slot(slot) {
			draw(r)
		}
	}
	if y == top {
		draw(look.Row{Label: p.Say("place.coupons"), Value: p.Say("coupon.none"), ValueRole: look.Muted})
	}
	if more := p.dearer(); more > 0 {
		say := p.Say("coupon.manual.costs", "amount", look.Money(int64(more), true))
		y += body.Lines(left+p.label, y, cell.Wrap(say, p.W-2*left-p.label), look.Style{FG: look.Warn})
	}
	if focus {
		look.FocusBar(body.Canvas, p.Theme, left-1, top, y-top)
	}
	body.Target(screen.Target{
		ID: couponsID, Rect: cell.Rect{X: left, Y: top, W: p.W - 2*left, H: y - top}, Action: flow.Action{Verb: flow.OpenCoupons},
		Label: "verb.coupons",
	})
	return y
}

// slot lists the rows of one of the two places that a coupon can take.
func (p *page) slot(slot shop.Funder) []look.Row {
	name := shop.LinePlatform
	if slot == shop.ByMerchant {
		name = shop.LineMerchant
	}
	label := p.Say("line." + name)
	var rows []look.Row
	for i := range p.rungs {
		if r := &p.rungs[i]; r.Name == name {
			rows = append(rows, look.Row{Label: label, Value: r.Fact, ValueRole: look.Ink2, Fact: r.Amount, FactRole: r.Role})
		}
	}
	for _, use := range p.quote.Coupons {
		c := p.held(use.Coupon)
		if use.Why == "" || c == nil || c.Slot() != slot {
			continue
		}
		why := p.Say("coupon.why."+string(use.Why), "amount", look.Money(int64(use.Missing), true))
		row := look.Row{Label: label, Value: p.CouponTitle(c, ""), ValueRole: look.Muted, Fact: why, FactRole: look.Warn}
		if p.label+8+cell.Width(why) > p.W-2*left-2 {
			row.Value, row.ValueRole, row.Fact = why, look.Warn, ""
		}
		rows = append(rows, row)
	}
	if len(rows) > 0 {
		return rows
	}
	usable, claimable := p.waiting(slot)
	switch {
	case claimable > 0:
		rows = append(rows, look.Row{Label: label, Value: p.Say("checkout.claimable", "n", strconv.Itoa(claimable)), ValueRole: look.Price})
	case usable > 0:
		rows = append(rows, look.Row{Label: label, Value: p.Say("checkout.usable", "n", strconv.Itoa(usable)), ValueRole: look.Price})
	}
	return rows
}

func (p *page) held(id string) *shop.Coupon {
	own := p.Shown.State.Coupon(id)
	if own == nil {
		return nil
	}
	c, ok := p.Shown.World.Definition(own)
	if !ok {
		return nil
	}
	return &c
}

// waiting counts the coupons of a slot that would apply, and those that can be claimed.
func (p *page) waiting(slot shop.Funder) (usable, claimable int) {
	ask := p.Shown.World.AskCheckout(p.Shown.State)
	for _, use := range shop.Explain(&ask) {
		if c := p.held(use.Coupon); use.Why == "" && c != nil && c.Slot() == slot {
			usable++
		}
	}
	for _, c := range flow.Claimable(p.Shown.World, p.at()) {
		if c.Slot() == slot {
			claimable++
		}
	}
	return usable, claimable
}

// dearer is what a choice by hand costs more than the automatic one.
func (p *page) dearer() shop.Fen {
	ask := p.Shown.World.AskCheckout(p.Shown.State)
	if ask.Pick != shop.PickManual {
		return 0
	}
	ask.Pick, ask.Chosen = shop.PickAuto, nil
	auto := shop.NewQuote(&ask)
	return p.quote.Payable - auto.Payable
}
