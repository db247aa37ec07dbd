package product

import (
	"strconv"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// hero is the carousel with the way back and the place in the row of pictures.
func (v view) hero(c *column, p *shop.Product) {
	h := c.Layout.Hero()
	r := cell.Rect{Y: c.y, W: c.Board.W, H: h}
	c.y += h + 1
	n := len(p.Pictures)
	at := v.at(p)
	focus := n > 1 && c.Focused(idHero, true)
	if n > 1 {
		c.part.Target(screen.Target{
			ID: idHero, Rect: r, Local: nextPicture, Left: prevPicture, Right: nextPicture, Label: "key.picture",
		})
	}
	back := cell.Rect{X: 1, Y: r.Y, W: 3, H: 1}
	c.part.Target(screen.Target{ID: idBack, Rect: back, Action: flow.Action{Verb: flow.Back}, Label: "verb.back"})
	if !c.Sees(r.Y, r.H) {
		return
	}
	s := look.Shot{Alt: c.Words(p.Title), Finish: look.Finish{Square: true}}
	of := ""
	if n > 0 {
		of = strconv.Itoa(at+1) + "/" + strconv.Itoa(n)
		if slot := c.slot(&p.Pictures[at]); slot != "" {
			of = slot + " " + of
		}
		s.Name, s.Alt, s.Kind = p.Pictures[at].Picture, c.Words(p.Pictures[at].Alt), of
	}
	c.Pictures.Draw(c.part.Canvas, c.Theme, r, s)
	canvas := c.part.Canvas
	if n > 0 && p.Pictures[at].Kind == slotVideo {
		mark := c.Theme.Glyph("►")
		look.TextOnPicture(canvas, c.Theme, (r.W-cell.Width(mark)-2)/2, r.Y+r.H/2, mark)
	}
	look.TextOnPicture(canvas, c.Theme, back.X, back.Y, "‹")
	if c.Focused(idBack, true) {
		canvas.Text(back.X, back.Y, " "+c.Theme.Glyph("‹")+" ", look.Style{FG: look.Ink, BG: look.Surface, Attr: look.Bold | look.Reverse})
	}
	if focus {
		of = c.Theme.Glyph("‹") + " " + of + " " + c.Theme.Glyph("›")
		look.FocusBar(canvas, c.Theme, 0, r.Y, r.H)
	}
	if of != "" && (focus || c.Theme.Pictures()) { // a tile says it in its own first row
		look.TextOnPicture(canvas, c.Theme, r.W-cell.Width(of)-4, r.Y, of)
	}
}

// slotVideo is the slot that holds the poster of a clip.
const slotVideo = "video"

// slot names what a picture of the carousel is for, "" where the catalogue does not say.
func (c *column) slot(s *shop.Shot) string {
	if key := "product.slot." + s.Kind; words.Has(key) {
		return c.Say(key)
	}
	return ""
}

// at keeps the place of the carousel within the pictures that there are.
func (v view) at(p *shop.Product) int {
	if len(p.Pictures) == 0 {
		return 0
	}
	return v.picture % len(p.Pictures)
}

// title is the display title and how many bought, kept and liked it.
func title(c *column, p *shop.Product) {
	c.y += c.part.Lines(c.x, c.y, cell.Title(c.Words(p.Title), c.w, 2), look.Style{FG: look.Ink, Attr: look.Bold})
	good, all := positive(c.Shown.World, p.ID)
	rate := ""
	if all > 0 {
		rate = c.Say("product.positive", "n", c.Percent(good, all))
	}
	c.text(0, screen.Dotted(c.Say("product.sold", "n", c.Count(p.Sold)), c.Say("product.saves", "n", c.Count(p.Saved)), rate), 1,
		look.Style{FG: look.Muted})
	c.gap()
}
