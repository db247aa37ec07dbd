package checkout

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// payable is the foot: the amount, what it holds, and the button.
type payable struct {
	rows, block int
	reason      []string
	quote       shop.Quote
	addressed   bool
	action      flow.Action // of the button
	label       string
}

func payOf(b *screen.Board, page string) payable {
	s := b.Shown.State
	out := payable{quote: b.Shown.World.Quote(s), block: 2}
	if b.Layout.TallButtons() {
		out.block = 3
	}
	out.addressed = s.AddressOf(s.Checkout.Address) != nil
	out.action, out.label = flow.Action{Verb: flow.PlaceOrder}, b.Glossed("checkout.submit", 26)
	if next := following(page); next != "" {
		out.action = flow.Action{Verb: flow.NextStep}
		out.label = b.Say("checkout.next", "step", b.Say("checkout.step."+next))
	}
	r := flow.Refuse(b.Shown.World, b.Shown.Now, s, out.action)
	if r.Refused() {
		why := b.Refusal(r)
		if r.Code == flow.AddressNeeded && len(s.Book) == 0 {
			why = b.Say("checkout.address-none") // there is none to choose from
		}
		out.reason = cell.Clamp(why, b.W-2*left, 2)
	}
	out.rows = 1 + len(out.reason) + out.block
	return out
}

func (p *payable) draw(b *screen.Board, foot screen.Part) {
	foot.Rule(0, 0, b.W, look.Line)
	y := 1 + foot.Lines(left, 1, p.reason, look.Style{FG: look.Warn})
	kind := look.Primary
	if len(p.reason) > 0 {
		kind = look.Disabled
	}
	label := p.label
	const usual = 15
	r := cell.Rect{Y: y, W: max(usual, look.ButtonWidth(label)), H: 1}
	if b.W < 44 {
		r.W = look.ButtonWidth(label)
	}
	r.X = b.W - left - r.W
	if p.block == 3 {
		r.H = 3
	}
	look.Button(foot.Canvas, b.Theme, r, label, kind, b.Focused(submitID, true))
	foot.Target(screen.Target{ID: submitID, Rect: r, Action: p.action, Label: "verb." + p.action.Verb.String()})
	n := foot.Text(left, y, b.Say("checkout.payable"), look.Style{FG: look.Ink2}) + 1
	look.PriceTag(foot.Canvas, left+n, y, int64(p.quote.Payable), look.PriceStyle{Decimals: true})
	room := b.W - 2*left
	if p.block == 3 {
		room = r.X - 1 - left
	}
	facts := p.facts(b, room)
	st := look.Style{FG: look.Muted}
	for i, f := range facts {
		if i == len(facts)-1 && p.open(b) {
			st.FG = look.Warn
		}
		foot.Text(left, y+1+i, f, st)
	}
}

// facts say what the amount holds, on the rows that the button leaves: one or two.
func (p *payable) facts(b *screen.Board, room int) []string {
	all := p.all(b)
	if p.block < 3 {
		row := ""
		for _, f := range all { // each whole or not at all
			if next := screen.Dotted(row, f); cell.Width(next) <= room {
				row = next
			}
		}
		return []string{row}
	}
	if len(all) > 2 {
		if first := screen.Dotted(all[0], all[2]); cell.Width(first) <= room {
			all[0] = first
		}
		all = all[:2]
	}
	for i := range all {
		all[i] = cell.Truncate(all[i], room)
	}
	return all
}

// all are the facts about the amount, those that matter most first.
func (p *payable) all(b *screen.Board) []string {
	if len(p.quote.Orders) == 0 {
		return nil
	}
	items := b.Say("checkout.items-count", "n", strconv.Itoa(p.quote.Count()))
	if p.open(b) {
		return []string{items, b.Say("checkout.without-remote")}
	}
	fee := p.quote.Sum(shop.LineShipping) + p.quote.Sum(shop.LineRemote)
	shipping := b.Say("checkout.no-shipping")
	if fee > 0 {
		shipping = b.Say("checkout.with-shipping", "amount", look.Money(int64(fee), true))
	}
	if n := len(p.quote.Orders); n > 1 {
		return []string{items, shipping, b.Say("confirmation.orders-count", "n", strconv.Itoa(n))}
	}
	return []string{items, shipping}
}

// open says whether the amount may still grow: nobody knows yet where it goes, and a shop takes more for some provinces.
func (p *payable) open(b *screen.Board) bool {
	if p.addressed {
		return false
	}
	for i := range p.quote.Orders {
		if s := b.Shown.World.Catalogue.Shop(p.quote.Orders[i].Shop); s != nil && s.Shipping.Remote > 0 {
			return true
		}
	}
	return false
}
