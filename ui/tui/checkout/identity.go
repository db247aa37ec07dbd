package checkout

import (
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// identity draws who declares a cross-border order to customs, and what is left of this year's quota, or asks for one.
func (p *page) identity(body screen.Part, y int) int {
	if !p.imports {
		return y
	}
	w := p.W - 2*left
	target := screen.Target{
		ID: identityID, Rect: cell.Rect{X: left, Y: y, W: w, H: 1}, Action: flow.Action{Verb: flow.ChooseIdentity},
		Label: "verb.choose-identity",
	}
	s := p.Shown.State
	own := s.IdentityOf(s.Checkout.Identity)
	if own == nil {
		return p.unknown(body, target)
	}
	focus := p.Focused(identityID, false)
	row := look.Row{
		Label: p.Say("place.identity"), LabelW: p.usual, Value: shop.MaskName(own.Name) + "  " + shop.MaskNumber(own.Number),
		Fact: p.Ticked(p.Say("identity.verified")), FactRole: look.Success, Chevron: true, Focus: focus,
	}
	if cell.Width(row.Value)+2 > w-p.usual-2 {
		row.Value = shop.MaskNumber(own.Number)
	}
	if wrong := p.mismatch(); wrong != "" {
		row.Fact, row.FactRole = wrong, look.Warn
		if cell.Width(row.Value)+1+cell.Width(wrong) > w-p.usual-2 {
			row.Value = shop.MaskName(own.Name)
		}
	} else if cell.Width(row.Value)+1+cell.Width(row.Fact) > w-p.usual-2 {
		row.Fact = p.Theme.Glyph("✓")
	}
	row.Draw(body.Canvas, p.Theme, left, y, w)
	y++
	used := s.UsedQuota(own, p.Shown.Now)
	say := p.Say("checkout.quota", "used", look.Money(int64(used), false), "left", look.Money(int64(max(0, shop.MostYear-used)), false))
	y += body.Lines(left+p.usual, y, cell.Wrap(say, w-p.usual), look.Style{FG: look.Muted})
	target.Rect.H = y - target.Rect.Y
	body.Target(target)
	return y
}

// unknown asks for an identity: it is the thing to tap next once there is an address.
func (p *page) unknown(body screen.Part, target screen.Target) int {
	r := &target.Rect
	target.Label = "checkout.identity-add"
	kind := look.Secondary
	if p.Start(p.Shown) == identityID {
		kind = look.Primary
	}
	label := p.Glossed("checkout.identity-add", r.W-6)
	r.Y++ // why it is needed, the foot says
	look.Button(body.Canvas, p.Theme, *r, label, kind, p.Focused(identityID, true))
	body.Target(target)
	return r.Bottom()
}

// mismatch says in short why this identity cannot declare these orders, as the foot does in full; "" where it can.
func (p *page) mismatch() string {
	r := flow.Refuse(p.Shown.World, p.Shown.Now, p.Shown.State, flow.Action{Verb: flow.PlaceOrder})
	switch r.Code {
	case flow.IdentityMismatch, flow.ReceiverMismatch, flow.PicturesNeeded:
		return p.Say("checkout.why." + string(r.Code))
	}
	return ""
}
