package product

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/post"
)

// What the page shows of the notes on a product: the shoppers' own as words, and as many of the catalogue's as it leads to.
const (
	maxShoppers = 2
	maxNotes    = 4
)

// tagging lists the notes that tag a product: the shoppers' own, the newest first, then the catalogue's.
func tagging(w *flow.World, id shop.ProductID) (shoppers, others []*shop.Note) {
	for i := len(w.Shared.Notes) - 1; i >= 0; i-- {
		if n := &w.Shared.Notes[i]; slices.Contains(n.Tags, id) {
			shoppers = append(shoppers, n)
		}
	}
	return shoppers, w.Catalogue.NotesOn(id)
}

// notes shows who writes about the product. All but the shoppers' own can be opened; the note that the shopper came from is
// left out.
func notes(c *column, p *shop.Product) {
	shoppers, others := tagging(c.Shown.World, p.ID)
	came := source(c.Shown.State)
	all := len(shoppers) + len(others)
	if n := c.Shown.World.Catalogue.Note(came); n != nil && slices.Contains(n.Tags, p.ID) {
		all--
	}
	if all == 0 {
		return
	}
	c.heading("product.notes", c.Say("product.notes"), c.Say("product.notes-count", "n", c.Count(all)))
	for _, n := range shoppers[:min(len(shoppers), maxShoppers)] {
		who := c.AuthorOf(c.Shown.World, n).Name
		used := c.part.Text(c.x, c.y, cell.Truncate(who, c.w/3), look.Style{FG: look.Muted}) + 2
		c.text(used, c.Words(n.Title), 1, look.Style{FG: look.Ink2})
	}
	if len(shoppers) > 0 {
		c.gap()
	}
	drawn := 0
	for _, n := range others {
		if n.ID == came {
			continue
		}
		if drawn++; drawn > maxNotes {
			break
		}
		post.Small(c.Board, c.part, n, c.x, c.y, c.w)
		c.y += post.SmallRows
		c.gap()
	}
}

// source is the note that the shopper came from.
func source(s *flow.State) shop.NoteID {
	if id := s.Subject(flow.Video); id != "" {
		return shop.NoteID(id)
	}
	return shop.NoteID(s.Subject(flow.Note))
}
