package screen

import (
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// BackID is the target of the way back.
const BackID = "back"

// Back draws the way back at the left of a page's top and registers it. Call it after the other targets, so that it is the
// last one that tab comes to.
func (b *Board) Back(head Part, y int) {
	st := look.Style{FG: look.Ink2}
	if b.Focused(BackID, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	head.Text(0, y, " "+b.Theme.Glyph("‹")+" ", st)
	head.Target(Target{ID: BackID, Rect: cell.Rect{Y: y, W: 3, H: 1}, Action: flow.Action{Verb: flow.Back}, Label: "key.back"})
}

// TitleBar draws the way back, a title with a count beside it and a fact at the right on the first row of a page's top.
func (b *Board) TitleBar(head Part, title, count, fact string) {
	end := b.W - 2
	if fact != "" {
		end = head.TextRight(end, 0, cell.Truncate(fact, b.W/2), look.Style{FG: look.Muted}) - 1
	}
	const left = 4
	if count != "" {
		end -= cell.Width(count) + 1
	}
	n := head.Text(left, 0, cell.Truncate(title, end-left), look.Style{FG: look.Ink, Attr: look.Bold})
	if count != "" {
		head.Text(left+n+1, 0, count, look.Style{FG: look.Muted})
	}
	b.Back(head, 0)
}

// ShopRow draws a shop's name from x and, before end, its trade and from where it sends; of these what there is room for. It
// returns the width of the name.
func (b *Board) ShopRow(p Part, s *shop.Shop, x, y, end int) int {
	name := b.Words(s.Name)
	trade := look.Style{FG: look.Muted}
	if s.Trade != shop.Domestic {
		trade.FG = look.Info
	}
	from := b.Words(s.From)
	fact := b.Say("trade."+string(s.Trade)) + " · " + from
	if short := b.Say("trade.cross-border") + "·" + from; s.Trade.CrossBorder() && cell.Width(fact) > end-x-cell.Width(name)-2 {
		fact = short
	}
	if room := end - x - cell.Width(name) - 2; cell.Width(fact) > room {
		fact = from
		if cell.Width(fact) > room && s.Trade.CrossBorder() {
			fact = b.Say("trade." + string(s.Trade)) // that it comes over the border matters more than from where
		}
		fact = cell.Truncate(fact, max(room, (end-x)/4))
	}
	end = p.TextRight(end, y, fact, trade) - 1
	return p.Text(x, y, cell.Truncate(name, end-x), look.Style{FG: look.Ink, Attr: look.Bold})
}
