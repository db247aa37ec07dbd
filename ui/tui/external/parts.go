package external

import (
	"strings"

	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

func (p *page) text(y int, s string, role look.Role) int {
	return y + p.c.Lines(margin, y, cell.Wrap(s, p.room()), look.Style{FG: role})
}

func (p *page) title(y int, s string) int {
	return y + p.c.Lines(margin, y, cell.Wrap(s, p.room()), look.Style{FG: look.Ink, Attr: look.Bold})
}

// mark is the brand's name as plain shops set it: capitals far apart, and a rule.
func (p *page) mark(y int) int {
	name := ""
	if p.seller != nil {
		name = strings.ToUpper(strings.Join(strings.Split(string(p.seller.ID), ""), " "))
	}
	p.c.Text(margin, y, cell.Truncate(name, p.room()), look.Style{FG: look.Ink2})
	p.c.Rule(margin, y+1, p.room(), look.Line)
	return y + 3
}

func (p *page) buttonH() int {
	if p.Layout.TallButtons() {
		return 3
	}
	return 1
}

// button is how shops outside draw theirs: ink on paper turned round, no accent of the app.
func (p *page) button(c screen.Part, y int, label string, refused bool, a flow.Action) {
	r := cell.Rect{X: margin, Y: y, W: p.room(), H: p.buttonH()}
	text, focus := p.Glossed(label, r.W-6), p.Focused(on, true)
	switch {
	case refused:
		look.Button(c.Canvas, p.Theme, r, text, look.Disabled, false)
	case !p.Theme.Fills():
		look.Button(c.Canvas, p.Theme, r, text, look.Primary, focus)
	default:
		if focus {
			text = p.Theme.Glyph("►") + " " + text + "  "
		}
		look.Button(c.Canvas, p.Theme, r, text, look.Secondary, true)
	}
	c.Target(screen.Target{ID: on, Rect: r, Action: a, Label: label})
}

// row is a label with what it says, in one column for all labels of a list.
func (p *page) row(y int, label, value string, width int) int {
	p.c.Text(margin, y, label, look.Style{FG: look.Muted})
	lines := cell.Wrap(value, p.room()-width)
	return y + p.c.Lines(margin+width, y, lines, look.Style{FG: look.Ink2})
}

// list draws rows of words: every label's key with that of its value.
func (p *page) list(y int, rows [][2]string) int {
	width := 0
	for _, r := range rows {
		width = max(width, cell.Width(p.Say(r[0])))
	}
	for _, r := range rows {
		y = p.row(y, p.Say(r[0]), p.Say(r[1]), width+2)
	}
	return y
}
