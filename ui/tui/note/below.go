package note

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// The product card: a picture on raised ground, facts beside it.
const (
	cardRows    = 4
	cardPicture = 8
)

// cards draws one card for each tag; only the first has the accent.
func (v view) cards(b *screen.Board, body screen.Part, n *shop.Note, tagged []*shop.Product, y int) int {
	for i, p := range tagged {
		kind := look.Secondary
		if i == 0 {
			kind = look.Primary
		}
		v.card(b, body, p, y, kind)
		y += cardRows + 1
	}
	if len(tagged) < len(n.Tags) {
		body.Text(2, y, cell.Truncate(b.Say("note.product-gone"), b.W-4), look.Style{FG: look.Muted})
		y += 2
	}
	return y
}

func (v view) card(b *screen.Board, body screen.Part, p *shop.Product, y int, kind look.ButtonKind) {
	id := cardID(p.ID)
	r := cell.Rect{X: 1, Y: y, W: b.W - 2, H: cardRows}
	body.Target(screen.Target{ID: id, Rect: r, Action: flow.Action{Verb: flow.TapCard, ID: string(p.ID)}, Label: "note.buy"})
	if !b.Sees(y, cardRows) {
		return
	}
	body.Fill(r, look.Raised)
	focus := b.Focused(id, false)
	if focus {
		look.FocusBar(body.Canvas, b.Theme, r.X-1, y, cardRows)
	}
	shot := look.Shot{Name: p.Cover(), Kind: b.Say("app.picture")}
	if len(p.Pictures) > 0 {
		shot.Alt = b.Words(p.Pictures[0].Alt)
	}
	b.Pictures.Draw(body.Canvas, b.Theme, cell.Rect{X: r.X, Y: y, W: cardPicture, H: cardRows}, shot)
	x, end := r.X+cardPicture+2, r.Right()-1
	body.Text(x, y, cell.Truncate(b.Words(p.Title), end-x), look.Style{FG: look.Ink, Attr: look.Bold})
	if seller := b.Shown.World.Catalogue.Shop(p.Shop); seller != nil {
		facts := b.Say("trade."+string(seller.Trade)) + " · " + b.Words(seller.From)
		body.Text(x, y+1, cell.Truncate(facts, end-x), look.Style{FG: look.Muted})
	}
	button := b.Say("note.buy") + " " + b.Theme.Glyph("›")
	bw := cell.Width(button) + 2
	look.Button(body.Canvas, b.Theme, cell.Rect{X: end - bw, Y: y + 2, W: bw, H: 1}, button, kind, focus)
	price, market := p.From()
	at := x + look.PriceTag(body.Canvas, x, y+2, int64(price), look.PriceStyle{}) + 1
	if was := look.Money(int64(market), false); market > price && at+cell.Width(was) < end-bw {
		look.Was(body.Canvas, at, y+2, "", int64(market))
	}
	body.Text(x, y+3, cell.Truncate(b.Say("note.sold", "n", b.Count(p.Sold)), end-x), look.Style{FG: look.Muted})
}

// comments draws what others said.
func (v view) comments(b *screen.Board, body screen.Part, n *shop.Note, y int) int {
	const x = 2
	w := b.W - 2*x
	if len(n.Comments) == 0 {
		body.Text(x, y, cell.Truncate(b.Say("note.no-comments"), w), look.Style{FG: look.Muted})
		return y + 1
	}
	total := b.Say("note.comments", "n", strconv.Itoa(max(n.Total, len(n.Comments))))
	look.Heading(body.Canvas, x, y, w, total, "", "")
	y++
	for i := range n.Comments {
		y = v.comment(b, body, &n.Comments[i], x, y, w)
	}
	return y
}

func (v view) comment(b *screen.Board, body screen.Part, c *shop.Comment, x, y, w int) int {
	at := body.TextRight(x+w, y, b.Theme.Glyph("♡")+" "+b.Count(c.Likes), look.Style{FG: look.Muted})
	room := at - 1 - x
	badge := b.Say("note.brand-reply")
	if c.Brand {
		room -= cell.Width(badge) + 3
	}
	used := body.Text(x, y, cell.Truncate(b.Words(c.Who), room), look.Style{FG: look.Muted})
	if c.Brand {
		look.Badge(body.Canvas, b.Theme, x+used+1, y, badge, look.InfoBadge)
	}
	y++
	return y + body.Lines(x, y, cell.Wrap(b.Words(c.Text), w), look.Style{FG: look.Ink2})
}

// counts draws how the note is received, and the cart. What does not fit is left out from the end.
func (v view) counts(b *screen.Board, foot screen.Part, n *shop.Note) {
	foot.Rule(0, 0, b.W, look.Line)
	cart := b.Say("feed.cart")
	if pieces := len(b.Shown.State.Cart); pieces > 0 {
		cart += " " + strconv.Itoa(pieces)
	}
	st := look.Style{FG: look.Ink}
	if b.Focused(cartID, false) {
		st.Attr = look.Bold | look.Reverse
	}
	end := foot.TextRight(b.W-1, 1, " "+cart+" ", st)
	foot.Target(screen.Target{
		ID: cartID, Rect: cell.Rect{X: end, Y: 1, W: b.W - 1 - end, H: 1}, Action: flow.Action{Verb: flow.OpenCart}, Label: "key.cart",
	})
	x := 2
	for _, fact := range []string{
		b.Theme.Glyph("♡") + " " + b.Count(n.Likes), b.Theme.Glyph("☆") + " " + b.Count(n.Saves),
		b.Say("note.asks", "n", strconv.Itoa(n.Asks)),
	} {
		width := cell.Width(fact)
		if x+width >= end {
			break
		}
		x += foot.Text(x, 1, fact, look.Style{FG: look.Muted}) + 2
	}
}
