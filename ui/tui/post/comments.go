package post

import (
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// mostComments bounds the comments of this store's shoppers on a page; the catalogue's stand below them.
const mostComments = 30

// comments draws the field, then what others said: this store's shoppers first, the newest on top.
func (p Post) comments(b *screen.Board, body screen.Part, n *shop.Note, y int) int {
	const x = margin
	w := b.W - 2*x
	total := b.Say("note.no-comments")
	if all := ReceivedBy(b.Shown.World, n).Comments; all > 0 {
		total = b.Say("note.comments", "n", b.Count(all))
	}
	look.Heading(body.Canvas, x, y, w, total, "", "")
	y++
	p.box(b, body, x, y, w)
	y += 2
	said := b.Shown.World.Shared.Post(n.ID).Comments
	for i := len(said) - 1; i >= max(0, len(said)-mostComments); i-- {
		y = comment(b, body, &said[i], x, y, w)
	}
	for i := range n.Comments {
		y = comment(b, body, &n.Comments[i], x, y, w)
	}
	if len(said)+len(n.Comments) > 0 {
		y++
	}
	return y
}

// box draws the field in which a comment is typed and, once there is something to send, its button.
func (p Post) box(b *screen.Board, body screen.Part, x, y, w int) {
	send := b.Say("note.send")
	sw := cell.Width(send) + 2
	ready := !p.field.Value().IsZero()
	r := cell.Rect{X: x, Y: y, W: w, H: 1}
	if ready || p.typing {
		r.W -= sw + 1
	}
	body.Fill(r, look.Raised2)
	if !b.Theme.Fills() {
		body.Text(r.X, y, "[", look.Style{FG: look.Muted})
		body.Text(r.Right()-1, y, "]", look.Style{FG: look.Muted})
	}
	if p.typing || b.Focused(FieldID, false) {
		look.FocusBar(body.Canvas, b.Theme, x-1, y, 1)
	}
	p.field.Draw(body, r.Inset(1, 0), b.Say("note.say"), p.typing)
	body.Target(screen.Target{ID: FieldID, Rect: r, Local: FieldID, Label: "key.type"})
	if ready || p.typing {
		at := cell.Rect{X: x + w - sw, Y: y, W: sw, H: 1}
		kind := look.Secondary
		if !ready {
			kind = look.Disabled
		}
		look.Button(body.Canvas, b.Theme, at, send, kind, !p.typing && b.Focused(SendID, false))
		body.Target(screen.Target{ID: SendID, Rect: at, Local: SendID, Label: "note.send"})
	}
}

func comment(b *screen.Board, body screen.Part, c *shop.Comment, x, y, w int) int {
	end := x + w
	if c.Likes > 0 {
		end = body.TextRight(end, y, b.Theme.Glyph("♡")+" "+b.Count(c.Likes), look.Style{FG: look.Muted}) - 1
	}
	badge := b.Say("note.brand-reply")
	if c.Brand {
		end -= cell.Width(badge) + 3
	}
	used := body.Text(x, y, cell.Truncate(b.Words(c.Who), end-x), look.Style{FG: look.Muted})
	if c.Brand {
		look.Badge(body.Canvas, b.Theme, x+used+1, y, badge, look.InfoBadge)
	}
	y++
	return y + body.Lines(x, y, cell.Wrap(b.Words(c.Text), w), look.Style{FG: look.Ink2})
}
