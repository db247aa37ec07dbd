package product

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// maxNotes is how many of the related notes are drawn.
const maxNotes = 3

// tagging lists the notes that tag a product: the shoppers' own, the newest first, then the catalogue's.
func tagging(w *flow.World, id shop.ProductID) []*shop.Note {
	var all []*shop.Note
	for i := len(w.Shared.Notes) - 1; i >= 0; i-- {
		if n := &w.Shared.Notes[i]; slices.Contains(n.Tags, id) {
			all = append(all, n)
		}
	}
	return append(all, w.Catalogue.NotesOn(id)...)
}

// notes shows who writes about the product. The page has no way to a note, so nothing here can be tapped.
func notes(c *column, p *shop.Product) {
	all := tagging(c.Shown.World, p.ID)
	if len(all) == 0 {
		return
	}
	c.heading("product.notes", c.Say("product.notes"), c.Say("product.notes-count", "n", c.Count(len(all))))
	for i, n := range all[:min(len(all), maxNotes)] {
		if i > 0 {
			c.gap()
		}
		note(c, n)
	}
	c.gap()
}

func note(c *column, n *shop.Note) {
	x, room := c.x, c.w
	if len(n.Pictures) > 0 {
		at := cell.Rect{X: c.x, Y: c.y, W: thumbW, H: thumbH}
		if c.Sees(at.Y, at.H) {
			s := look.Shot{Name: n.Pictures[0].Picture, Alt: c.Words(n.Pictures[0].Alt)}
			c.Pictures.Draw(c.part.Canvas, c.Theme, at, s)
		}
		x, room = x+thumbW+2, room-thumbW-2
	}
	if c.Sees(c.y, thumbH) {
		author := c.AuthorOf(c.Shown.World, n)
		y := c.y + c.part.Lines(x, c.y, cell.Clamp(c.Words(n.Title), room, 2), look.Style{FG: look.Ink})
		likes := c.Theme.Glyph("♡") + " " + c.Count(n.Likes)
		who := cell.Truncate(author.Name, max(0, room-cell.Width(likes)-2))
		c.part.Text(x, y, who+"  "+likes, look.Style{FG: look.Muted})
	}
	c.y += thumbH
}
