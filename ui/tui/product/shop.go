package product

import (
	"strconv"

	"tagtap/fixtures/words"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// shopCard is who sells: the seal, the name and whether the account is verified, how it does, where parcels leave and with
// whom.
func shopCard(c *column, p *shop.Product) {
	s := c.Shown.World.Catalogue.Shop(p.Shop)
	if s == nil {
		return
	}
	canvas := c.part.Canvas
	look.Seal(canvas, c.Theme, c.x, c.y, c.Words(s.Seal), screen.Colour(s.Colour))
	x, room := c.x+look.SealW+2, c.w-look.SealW-2
	badge, kind := "V", look.VerifiedMark
	if !s.Verified {
		badge, kind = c.Say("product.unverified"), look.WarnBadge
	}
	n := canvas.Text(x, c.y, cell.Truncate(c.Words(s.Name), room-cell.Width(badge)-3), look.Style{FG: look.Ink, Attr: look.Bold})
	look.Badge(canvas, c.Theme, x+n+1, c.y, badge, kind)
	score := strconv.Itoa(s.Score/100) + "." + strconv.Itoa(s.Score/10%10) + strconv.Itoa(s.Score%10)
	trade := ""
	if key := "trade." + string(s.Trade); words.Has(key) {
		trade = c.Say(key)
	}
	lines := []string{
		screen.Dotted(c.Say("product.shop-score", "score", score), c.Say("product.fans", "n", c.Count(s.Followers)), trade),
	}
	from, by := c.from(s), c.carrier(s)
	if both := screen.Dotted(from, by); cell.Width(both) <= room {
		lines = append(lines, both)
	} else {
		lines = append(lines, from, by)
	}
	for i, line := range lines {
		canvas.Text(x, c.y+1+i, cell.Truncate(line, room), look.Style{FG: look.Muted})
	}
	c.y += 1 + len(lines)
	c.gap()
}

func (c *column) from(s *shop.Shop) string {
	if place := c.Words(s.From); place != "" {
		return c.Say("product.ships-from", "place", place)
	}
	return ""
}

func (c *column) carrier(s *shop.Shop) string {
	if name := c.Words(s.Carrier); name != "" {
		return c.Say("product.carrier", "name", name)
	}
	return ""
}
