package screen

import (
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// Board is what a view paints on: a fixed top, a scrolling body, a fixed bottom. Call Split first where the page has fixed
// parts; then paint each part in its own coordinates. The body has all its rows: what is outside the window is clipped.
type Board struct {
	Frame
	Shown session.Shown

	page    *look.Canvas
	top     cell.Rect
	body    cell.Rect
	bottom  cell.Rect
	content int
	targets []Target
	cursor  *Cursor
	focus   string
	moved   bool
	scroll  int
	sheet   bool
	edged   bool // the bottom begins with a rule
}

// Part is a canvas of the board in its own coordinates; targets are registered with the part that they are drawn on.
type Part struct {
	*look.Canvas
	board *Board
	at    cell.Rect
	fixed bool
}

// Split gives so many rows to the fixed top and bottom and returns the three parts.
func (b *Board) Split(top, bottom int) (head, body, foot Part) {
	b.layout(top, bottom)
	return b.part(b.top), b.Body(), b.part(b.bottom)
}

func (b *Board) layout(top, bottom int) {
	bottom = max(0, min(bottom, b.H))
	top = max(0, min(top, b.H-bottom))
	b.top = cell.Rect{W: b.W, H: top}
	b.body = cell.Rect{Y: top, W: b.W, H: b.H - top - bottom}
	b.bottom = cell.Rect{Y: b.H - bottom, W: b.W, H: bottom}
}

func (b *Board) part(r cell.Rect) Part {
	return Part{Canvas: b.page.Sub(r), board: b, at: r, fixed: true}
}

// deep is more rows than any page has.
const deep = 1 << 16

// Body returns the scrolling part. Say with End where its content ends.
func (b *Board) Body() Part {
	window := b.page.Sub(b.body)
	return Part{Canvas: window.Sub(cell.Rect{Y: -b.scroll, W: b.W, H: deep}), board: b, at: b.body}
}

// End says how many rows the body has.
func (b *Board) End(rows int) { b.content = rows }

// Window returns the first row of the body that can be seen and the number of rows: what lies outside need not be painted.
func (b *Board) Window() (first, rows int) { return b.scroll, b.body.H }

// Sees says whether any of these rows of the body is in the window.
func (b *Board) Sees(y, rows int) bool { return y < b.scroll+b.body.H && y+rows > b.scroll }

// Edge draws the rule above a bottom that does not scroll. Where the body goes on below the window the rule says so.
func (b *Board) Edge(foot Part) {
	foot.Rule(0, 0, b.W, look.Line)
	b.edged = true
}

// more marks the edge while there is more to scroll to.
func (b *Board) more() {
	if b.edged && b.content-b.scroll > b.body.H {
		mark := " " + b.Say("app.more") + " " + b.Theme.Glyph("▾") + " "
		b.page.TextRight(b.W-1, b.bottom.Y, mark, look.Style{FG: look.Muted})
	}
}

// Target registers what can be tapped.
func (p Part) Target(t Target) {
	if p.fixed {
		t.Rect.X += p.at.X
		t.Rect.Y += p.at.Y
	}
	t.fixed = p.fixed
	p.board.targets = append(p.board.targets, t)
}

// Focused says whether enter would tap the target. Before the shopper has moved the focus an accent button needs no second
// mark, so views ask with quiet for those.
func (b *Board) Focused(id string, quiet bool) bool { return b.focus == id && (b.moved || !quiet) }

// Focus returns the id of the target that enter taps. A view that registers only what is near the window registers it too.
func (b *Board) Focus() string { return b.focus }

// SetCursor puts the real cursor into a part, where text is typed.
func (p Part) SetCursor(x, y int) {
	if !p.fixed {
		y -= p.board.scroll
	}
	x, y = x+p.at.X, y+p.at.Y
	inside := p.at
	if x >= inside.X && x < inside.X+inside.W && y >= inside.Y && y < inside.Y+inside.H {
		p.board.cursor = &Cursor{X: x, Y: y}
	}
}

// trim cuts a sheet to the rows that it uses; the body's content decides.
func (b *Board) trim(pic Picture, content int) Picture {
	used := min(b.H, b.top.H+content+b.bottom.H)
	if used >= b.H {
		return pic
	}
	cut := look.NewCanvas(b.W, used, look.Raised)
	cut.Blit(0, 0, pic.Canvas, cell.Rect{W: b.W, H: used - b.bottom.H})
	cut.Blit(0, used-b.bottom.H, pic.Canvas, b.bottom)
	moved := b.H - used
	for i := range pic.Hits {
		if pic.Hits[i].Rect.Y >= b.bottom.Y {
			pic.Hits[i].Rect.Y -= moved
		}
	}
	if pic.Cursor != nil && pic.Cursor.Y >= b.bottom.Y {
		pic.Cursor.Y -= moved
	}
	pic.Canvas = cut
	return pic
}
