// Package note draws a note 笔记: pictures with product tags, the words, a product card for each tag, comments.
package note

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// New makes the screen of a note.
func New(s session.Shown, at flow.Spot) screen.Screen {
	v := view{id: shop.NoteID(at.Subject)}
	start := screen.BackID
	if tagged := v.products(s); len(tagged) > 0 {
		start = tagID(tagged[0].ID)
	}
	return screen.NewPage(v, s, start)
}

// view is a note with the picture that its carousel shows.
type view struct {
	id      shop.NoteID
	picture int
}

// Ids of targets, and the Locals of the carousel.
const (
	pictureID = "picture"
	cartID    = "cart"
	turnLeft  = "left"
	turnRight = "right"
)

func tagID(id shop.ProductID) string  { return "tag:" + string(id) }
func cardID(id shop.ProductID) string { return "card:" + string(id) }

// products are those tagged products that are still listed.
func (v view) products(s session.Shown) []*shop.Product {
	n := s.World.Note(v.id)
	if n == nil {
		return nil
	}
	var tagged []*shop.Product
	for _, id := range n.Tags {
		if p := s.World.Catalogue.Product(id); p != nil {
			tagged = append(tagged, p)
		}
	}
	return tagged
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	head, body, foot := b.Split(3, 2)
	n := b.Shown.World.Note(v.id)
	if n == nil {
		v.gone(b, body)
		b.Back(head, 0)
		return
	}
	tagged := v.products(b.Shown)
	y := v.hero(b, body, n, tagged)
	y = v.words(b, body, n, y)
	y = v.cards(b, body, n, tagged, y)
	y = v.comments(b, body, n, y)
	b.End(y + 1)
	v.counts(b, foot, n)
	v.author(b, head, n)
}

func (v view) gone(b *screen.Board, body screen.Part) {
	lines := cell.Wrap(b.Say("note.gone"), b.W-4)
	for i, line := range lines {
		body.TextCentre(2, 2+i, b.W-4, line, look.Style{FG: look.Muted})
	}
	b.End(2 + len(lines))
}

// author draws who posted: the seal, the name with a badge, followers and what they say of themselves.
func (v view) author(b *screen.Board, head screen.Part, n *shop.Note) {
	a := b.AuthorOf(b.Shown.World, n)
	const sealX = 4
	look.Seal(head.Canvas, b.Theme, sealX, 0, a.Seal, a.Colour)
	x := sealX + look.SealW + 1
	badge, kind := b.Say("note."+a.Kind), look.InfoBadge
	room := b.W - 2 - x - cell.Width(badge) - 3
	verified := a.Kind == "brand"
	if verified {
		room -= 4
	}
	at := x + head.Text(x, 0, cell.Truncate(a.Name, room), look.Style{FG: look.Ink, Attr: look.Bold}) + 1
	if verified {
		at += look.Badge(head.Canvas, b.Theme, at, 0, "V", look.VerifiedMark) + 1
	}
	look.Badge(head.Canvas, b.Theme, at, 0, badge, kind)
	about := a.About
	if a.Followers > 0 {
		about = b.Say("note.fans", "n", b.Count(a.Followers))
		if a.About != "" {
			about += " · " + a.About
		}
	}
	head.Text(x, 1, cell.Truncate(about, b.W-2-x), look.Style{FG: look.Muted})
	b.Back(head, 0)
}

// heroRows is the height of the picture; a low page keeps room for the title below it.
func heroRows(h int) int {
	const roomy, high, low, least, fixed, below = 40, 17, 10, 5, 5, 2
	if h >= roomy {
		return high
	}
	return max(least, min(low, h-fixed-below))
}

// hero draws the picture with its product tags and the dots of the carousel.
func (v view) hero(b *screen.Board, body screen.Part, n *shop.Note, tagged []*shop.Product) int {
	rows := heroRows(b.H)
	count := len(n.Pictures)
	shown := min(v.picture, max(0, count-1))
	if count > 1 {
		body.Target(screen.Target{
			ID: pictureID, Rect: cell.Rect{W: b.W, H: rows}, Local: turnRight, Left: turnLeft, Right: turnRight, Label: "key.picture",
		})
	}
	if b.Sees(0, rows) {
		shot := look.Shot{Kind: b.Say("app.picture"), Finish: look.Finish{Square: true}}
		if count > 0 {
			shot.Kind = b.Say("note.picture", "n", strconv.Itoa(shown+1), "of", strconv.Itoa(count))
			shot.Name, shot.Alt = n.Pictures[shown].Picture, b.Words(n.Pictures[shown].Alt)
		}
		b.Pictures.Draw(body.Canvas, b.Theme, cell.Rect{W: b.W, H: rows}, shot)
		if count > 1 && b.Theme.Pictures() {
			position := strconv.Itoa(shown+1) + "/" + strconv.Itoa(count)
			look.TextOnPicture(body.Canvas, b.Theme, b.W-3-cell.Width(position), 0, position)
		}
	}
	if b.Focused(pictureID, false) {
		look.FocusBar(body.Canvas, b.Theme, 0, 0, rows)
	}
	v.tags(b, body, tagged, rows)
	if count > 1 {
		x := (b.W - 2*count + 1) / 2
		for i := range count {
			mark, st := "○", look.Style{FG: look.Muted}
			if i == shown {
				mark, st.FG = "●", look.Ink
			}
			body.Text(x+2*i, rows, b.Theme.Glyph(mark), st)
		}
	}
	return rows + 1
}

// tags stacks the product tags in the lower part of the picture, the first on top.
func (v view) tags(b *screen.Board, body screen.Part, tagged []*shop.Product, rows int) {
	pitch := 2
	for pitch > 1 && len(tagged)*pitch+1 > rows {
		pitch--
	}
	y := rows - 2 - (len(tagged)-1)*pitch
	if rows > 12 {
		y -= 3
	}
	for _, p := range tagged {
		if y < 1 {
			y = 1
		}
		v.tag(b, body, p, min(y, rows-1))
		y += pitch
	}
}

func (v view) tag(b *screen.Board, body screen.Part, p *shop.Product, y int) {
	price, _ := p.From()
	amount := look.Money(int64(price), false)
	most := b.W - 6 - cell.Width(amount) - 6
	name := cell.Truncate(b.Words(p.Short), most)
	dot := b.Theme.Glyph("◉")
	label := dot + " " + name + " " + amount + " " + b.Theme.Glyph("›")
	x := b.W - 4 - cell.Width(label)
	id := tagID(p.ID)
	r := look.TextOnPicture(body.Canvas, b.Theme, x, y, label)
	switch {
	case b.Focused(id, true):
		body.Text(x, y, " "+label+" ", look.Style{FG: look.Surface, BG: look.Ink, Attr: look.Bold})
		if !b.Theme.Fills() {
			body.Text(x, y, "["+label+"]", look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse})
		}
		fallthrough
	case b.Theme.Fills():
		body.Text(x+1, y, dot, look.Style{FG: look.Accent, Attr: look.Bold})
	}
	body.Target(screen.Target{
		ID: id, Rect: r, Action: flow.Action{Verb: flow.TapTag, ID: string(p.ID)}, Label: "note.tag", Left: turnLeft, Right: turnRight,
	})
}

// words draws title, text, hashtags, date and disclosure.
func (v view) words(b *screen.Board, body screen.Part, n *shop.Note, y int) int {
	const x = 2
	w := b.W - 2*x
	y += body.Lines(x, y, cell.Wrap(b.Words(n.Title), w), look.Style{FG: look.Ink, Attr: look.Bold}) + 1
	if text := b.Words(n.Text); text != "" && text != b.Words(n.Title) { // a short review is its own title
		y += body.Lines(x, y, cell.Wrap(text, w), look.Style{FG: look.Ink2}) + 1
	}
	at := x
	for i, tag := range n.Hashtags {
		word := "#" + b.Words(tag)
		if at > x && at+cell.Width(word) > x+w {
			at, y = x, y+1
		}
		at += body.Text(at, y, cell.Truncate(word, w), look.Style{FG: look.Info}) + 1
		if i == len(n.Hashtags)-1 {
			y++
		}
	}
	end := x + w
	if n.Paid {
		label := b.Say("note.paid")
		look.Badge(body.Canvas, b.Theme, end-cell.Width(label)-2, y, label, look.WarnBadge)
		end -= cell.Width(label) + 3
	}
	when := b.Ago(b.Shown.Now, n.Posted)
	if place := b.Words(n.Where); place != "" {
		when += " · " + place
	}
	body.Text(x, y, cell.Truncate(when, end-x), look.Style{FG: look.Muted})
	return y + 2
}
