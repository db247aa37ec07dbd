package screen

import (
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// Close is the Local of a target or binding that closes a dialog. The shop knows nothing of it.
const Close = "close"

// Closing is a dialog that may close itself. The root asks after every Update.
type Closing interface{ Closed() bool }

// Closed implements Closing.
func (p *Page) Closed() bool { return p.closed }

// Spreader is a view that takes the whole terminal but for the banner and the hints.
type Spreader interface{ Spreads() }

// Spreads says whether the page takes the whole terminal.
func (p *Page) Spreads() bool {
	_, ok := p.view.(Spreader)
	return ok
}

// DialogTop is how many rows DialogHead takes, the one of the grip included.
const DialogTop = 3

// DialogHead draws the top of a dialog, a title with a gloss and the cross that closes it, on a part of DialogTop rows.
func (b *Board) DialogHead(head Part, title, gloss string) {
	const margin = 2
	r := cell.Rect{X: b.W - margin - 2, Y: 1, W: 3, H: 1}
	look.Heading(head.Canvas, margin, 1, r.X-margin-1, title, gloss, "")
	st := look.Style{FG: look.Muted}
	if b.Focused(Close, true) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	head.Text(r.X, r.Y, " "+b.Theme.Glyph("✕")+" ", st)
	head.Target(Target{ID: Close, Rect: r, Local: Close, Label: "key.close"})
}

// PageKeys are the keys that every page has, in the order of their use.
func PageKeys() []Binding {
	return []Binding{
		{Keys: []string{"up", "down", "left", "right", "k", "j", "h", "l"}, Label: "key.move", Name: "↑↓←→"},
		{Keys: []string{"tab", "shift+tab"}, Label: "key.next", Name: "tab"},
		{Keys: []string{"pgdown", "pgup", "space"}, Label: "key.scroll", Name: "PgUp PgDn"},
	}
}
