// Package post draws what a note and a video note have in common, all but the picture: who posted, the words, the product
// cards, what a shopper does to a post, comments, related notes, the ways to other platforms. It is no place.
package post

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// Post is a note with what its page itself remembers: the comment that is being typed, and what is unfolded. It is a
// comparable value, made by New.
type Post struct {
	ID      shop.NoteID
	field   screen.Field
	typing  bool
	leaving bool
}

// New makes the post of a note.
func New(id shop.NoteID) Post {
	return Post{ID: id, field: screen.NewField(oneLine, text.Text{})}
}

// oneLine is what a comment takes: as much as a remark, without line breaks.
var oneLine = text.Limit{Runes: text.Remark.Runes, Bytes: text.Remark.Bytes}

// Ids of targets. Those of products, notes and platforms have the id behind them.
const (
	CartID   = "cart"
	LikeID   = "like"
	SaveID   = "save"
	AskID    = "ask"
	ShareID  = "share"
	FollowID = "follow"
	FieldID  = "comment"
	SendID   = "send"
	LeaveID  = "leave"
)

// CardID is the target of a product card.
func CardID(id shop.ProductID) string { return "card:" + string(id) }

// OpenID is the target of a related note.
func OpenID(id shop.NoteID) string { return "open:" + string(id) }

// PlatformID is the target of another platform.
func PlatformID(platform string) string { return "platform:" + platform }

// Rows of the fixed parts: headRows for the author with a blank row, footRows for the rule and the actions.
const (
	headRows = 3
	footRows = 2
)

// HeroRows is the height of the picture on a page of h rows; a low page keeps room for the title below it.
func HeroRows(h int) int {
	const roomy, high, low, least, fixed, below = 40, 17, 10, 5, 5, 2
	if h >= roomy {
		return high
	}
	return max(least, min(low, h-fixed-below))
}

// Products are those tagged products that are still listed.
func (p Post) Products(s session.Shown) []*shop.Product {
	n := s.World.Note(p.ID)
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

// Page draws the page of a note or a video. What differs is its top: it is drawn from the first row of the body, and returns
// the row behind it.
func (p Post) Page(b *screen.Board, top func(*screen.Board, screen.Part, *shop.Note) int) {
	head, body, foot := b.Split(headRows, footRows)
	n := b.Shown.World.Note(p.ID)
	if n == nil {
		gone(b, body)
		b.Back(head, 0)
		return
	}
	p.below(b, body, n, top(b, body, n))
	p.foot(b, foot, n)
	p.head(b, head, n)
}

// gone draws the page of a note that is not there any more.
func gone(b *screen.Board, body screen.Part) {
	lines := cell.Wrap(b.Say("note.gone"), b.W-4)
	for i, line := range lines {
		body.TextCentre(2, 2+i, b.W-4, line, look.Style{FG: look.Muted})
	}
	b.End(2 + len(lines))
}

// margin is the padding of a page.
const margin = 2

// below draws everything under the picture from row y on, and says where the page ends.
func (p Post) below(b *screen.Board, body screen.Part, n *shop.Note, y int) {
	y = written(b, body, n, y)
	y = cards(b, body, n, p.Products(b.Shown), y)
	y = p.comments(b, body, n, y)
	y = related(b, body, n, y)
	y = Elsewhere(b, body, p.leaving, margin, y, b.W-2*margin)
	b.End(y + 1)
}

// written draws title, text, hashtags, date and disclosure.
func written(b *screen.Board, body screen.Part, n *shop.Note, y int) int {
	const x = margin
	w := b.W - 2*x
	y += body.Lines(x, y, cell.Title(b.Words(n.Title), w, 4), look.Style{FG: look.Ink, Attr: look.Bold}) + 1
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
	if label := disclosed(b, n); label != "" {
		look.Badge(body.Canvas, b.Theme, end-cell.Width(label)-2, y, label, look.WarnBadge)
		end -= cell.Width(label) + 3
	}
	when := screen.Dotted(b.Ago(b.Shown.Now, n.Posted), b.Words(n.Where))
	body.Text(x, y, cell.Truncate(when, end-x), look.Style{FG: look.Muted})
	return y + 2
}

// disclosed says who paid for the post, "" for nobody.
func disclosed(b *screen.Board, n *shop.Note) string {
	switch {
	case n.Paid:
		return b.Say("note.paid")
	case n.Link == shop.LinkAd:
		return b.Say("note.ad")
	}
	return ""
}

// Received is how many people did something to a note: those of the catalogue and the shoppers of this store.
type Received struct{ Likes, Saves, Asks, Comments int }

// ReceivedBy counts.
func ReceivedBy(w *flow.World, n *shop.Note) Received {
	more := w.Shared.Post(n.ID)
	return Received{
		Likes: max(0, n.Likes+int(more.Likes)), Saves: max(0, n.Saves+int(more.Saves)), Asks: max(0, n.Asks+int(more.Asks)),
		Comments: max(n.Total, len(n.Comments)) + len(more.Comments),
	}
}
