package meter

import (
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// outside draws the money of a visit outside of the app, and what the brand cannot know of it in its shop here.
func (p *panel) outside() {
	s := p.shown.State
	if s.Visit == nil {
		return
	}
	switch page := s.Spot().Subject; {
	case s.Visit.Reason == flow.ReasonLeave:
		p.blind(leftBlind[:])
		return
	case page == flow.OutsidePayment || page == flow.OutsidePaid:
		b := bill{label: "line.payable"}
		if page == flow.OutsidePaid {
			b.label = "meter.paid"
		}
		b.orders = flow.OutsideQuote(p.shown.World, s.Visit).Orders
		if b.ladder(p, s); len(b.rungs) > 0 && p.left() > len(b.rungs)+1 {
			p.ladder(&b)
			p.gap()
		}
	case page != flow.OutsideSwitch && p.left() >= 3:
		p.heading("meter.money", "")
		if v, _ := p.shown.World.Catalogue.Variant(s.Visit.SKU); v != nil {
			p.row(p.Say("meter.seen"), look.Money(int64(v.Price), true), look.Ink)
		}
		p.row(p.Say("meter.unseen"), p.Say("line."+shop.LineShipping), look.Warn)
		p.gap()
	}
	p.blind(boughtBlind[:])
}

// What stays unknown of a purchase in the brand's own shop, and of one on another platform.
var (
	boughtBlind = [...]string{"meter.blind.note", "meter.blind.buyer", "meter.blind.order", "meter.blind.review"}
	leftBlind   = [...]string{"meter.blind.bought", "meter.blind.note", "meter.blind.review"}
)

// blind lists what the brand does not see.
func (p *panel) blind(keys []string) {
	if p.left() < 2 {
		return
	}
	p.Fill(cell.Rect{Y: p.y, W: p.w, H: 1}, look.SoftWarn)
	text := p.Theme.Glyph("▲") + " " + p.Say("meter.blind")
	p.Text(1, p.y, cell.Truncate(text, p.w-2), look.Style{FG: look.Warn, Attr: look.Bold})
	p.y++
	for _, key := range keys {
		if p.left() < 1 {
			return
		}
		p.Text(1, p.y, p.Theme.Glyph("✕"), look.Style{FG: look.Muted})
		p.Text(3, p.y, cell.Truncate(p.Say(key), p.w-3), look.Style{FG: look.Ink2})
		p.y++
	}
	p.gap()
}
