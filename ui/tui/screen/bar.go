package screen

import (
	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// TitleBar draws the first row of a page: the way back, as the target "back", the title, and one fact at the right end.
func (p Part) TitleBar(title, fact string) {
	b := p.board
	st := look.Style{FG: look.Ink2}
	if b.Focused("back", true) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	p.Text(0, 0, " "+b.Theme.Glyph("‹")+" ", st)
	p.Target(Target{
		ID: "back", Rect: cell.Rect{W: 4, H: 1}, Action: flow.Action{Verb: flow.Back}, Label: "verb.back",
	})
	const left, right = 4, 2
	room := b.W - left - right
	if fact != "" {
		fact = cell.Truncate(fact, room/2)
		p.TextRight(b.W-right, 0, fact, look.Style{FG: look.Muted})
		room -= cell.Width(fact) + 1
	}
	p.Text(left, 0, cell.Truncate(title, room), look.Style{FG: look.Ink, Attr: look.Bold})
}
