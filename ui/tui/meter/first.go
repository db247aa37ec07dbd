package meter

import (
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// firstSeen says, where the panel is wide, at which place the shopper first saw each fee of the bill.
func (p *panel) firstSeen(b *bill) {
	if p.Layout.Class != look.Wide || p.left() <= roomBelow {
		return
	}
	label := p.Say("meter.first-seen")
	x, left := 0, cell.Width(label)+2
	for i := range b.rungs {
		r := &b.rungs[i]
		place := firstPlace(p.shown.State, b.orders, r.Name)
		if !r.Fee() || r.Fen <= 0 || place == flow.Nowhere {
			continue
		}
		name, where := r.Short, p.Say("place."+place.String())
		w := cell.Width(name) + 1 + cell.Width(where)
		switch {
		case x == 0:
			p.Text(0, p.y, label, look.Style{FG: look.Muted})
			x = left
		case x+3+w <= p.w:
			x += p.Text(x, p.y, " · ", look.Style{FG: look.Faint})
		default:
			p.y++
			x = left
		}
		st := look.Style{FG: look.Ink2}
		if r.Surprise {
			st = look.Style{FG: look.Warn, Attr: look.Bold}
		}
		x += p.Text(x, p.y, cell.Truncate(name, p.w-x), look.Style{FG: look.Muted}) + 1
		x += p.Text(x, p.y, cell.Truncate(where, p.w-x), st)
	}
	if x > 0 {
		p.y++
	}
}

// firstPlace is where the shopper first saw the amount of that name, the latest place of all orders; Nowhere if not yet.
func firstPlace(s *flow.State, orders []shop.OrderQuote, name string) flow.Place {
	at := flow.Nowhere
	for i := range orders {
		o := &orders[i]
		amount := o.Line(name)
		if amount <= 0 {
			continue
		}
		for j := range s.Seen {
			seen := &s.Seen[j]
			if seen.Line != name || seen.Shop != o.Shop || seen.Amount < amount {
				continue
			}
			if at == flow.Nowhere || seen.Place.Late() {
				at = seen.Place
			}
			break
		}
	}
	return at
}
