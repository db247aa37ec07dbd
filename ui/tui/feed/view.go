// Package feed draws the feed 发现: two columns of covers, where every journey begins and every published note arrives.
package feed

import (
	"slices"
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
)

// New makes the screen of the feed.
func New(s session.Shown, _ flow.Spot) screen.Screen {
	return screen.NewPage(view{fall: &waterfall{}}, s, view{}.Start(s))
}

// view is the feed with its layout, which all copies share: it follows from what is shown, so sharing it changes nothing.
type view struct{ fall *waterfall }

// Start implements screen.Starter: the newest note, so that one's own is in focus when it arrives.
func (view) Start(s session.Shown) string {
	if n := flow.FeedNote(s.World, 0); n != nil {
		return cardID(string(n.ID))
	}
	if s.World.Flow.Cart {
		return cartID
	}
	return ordersID
}

// Ids of targets.
const (
	cartID   = "cart"
	ordersID = "orders"
)

const notePrefix = "note:"

func cardID(note string) string { return notePrefix + note }

// roomyRows is the height from which a blank row parts the tabs from the cards.
const roomyRows = 26

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	top := 2
	if b.H >= roomyRows {
		top = 3
	}
	head, body, foot := b.Split(top, 2)
	v.tabs(b, head)
	first, seen := b.Window()
	near := seen + 2*mostRows
	v.fall.reach(b.Frame, b.Shown.World, first+seen+near)
	rows := v.fall.rows()
	v.cards(b, body, first-near, first+seen+near)
	switch {
	case len(v.fall.cards) == 0:
		for i, line := range cell.Wrap(b.Say("feed.empty"), b.W-4) {
			body.TextCentre(2, 2+i, b.W-4, line, look.Style{FG: look.Muted})
		}
	case v.fall.whole():
		body.TextCentre(0, rows+1, b.W, cell.Truncate(b.Say("feed.end"), b.W-4), look.Style{FG: look.Faint})
		rows += 3
	}
	b.End(rows)
	v.navigation(b, foot)
}

// cards draws those near the window, and keeps the focus where it is: only they can be tapped or reached by a key.
func (v view) cards(b *screen.Board, body screen.Part, from, to int) {
	first, end := v.fall.between(from, to)
	focus := -1
	if id, ok := strings.CutPrefix(b.Focus(), notePrefix); ok {
		if i, ok := v.fall.index[shop.NoteID(id)]; ok {
			focus = i
		}
	}
	if focus >= 0 && focus < first {
		v.card(b, body, &v.fall.cards[focus])
	}
	for i := first; i < end; i++ {
		v.card(b, body, &v.fall.cards[i])
	}
	if focus >= end {
		v.card(b, body, &v.fall.cards[focus])
	}
}

// tabs draws the one tab that there is.
func (v view) tabs(b *screen.Board, head screen.Part) {
	label := b.Say("feed.explore")
	if gloss := b.Gloss("feed.explore"); gloss != "" {
		head.Text((b.W+cell.Width(label))/2+1, 0, gloss, look.Style{FG: look.Faint})
	}
	look.Tab(head.Canvas, b.Theme, (b.W-cell.Width(label))/2, 0, label, true, false)
}

// card draws a note. Its target is there wherever the card is; its picture is scaled only when it can be seen.
func (v view) card(b *screen.Board, body screen.Part, c *card) {
	id := cardID(string(c.note.ID))
	body.Target(screen.Target{
		ID: id, Rect: c.at, Action: flow.Action{Verb: flow.OpenNote, ID: string(c.note.ID)}, Label: "key.open",
	})
	if !b.Sees(c.at.Y, c.at.H) {
		return
	}
	focus := b.Focused(id, false)
	w := b.Shown.World
	shot := look.Shot{Kind: b.Say("app.picture")}
	if len(c.note.Pictures) > 0 {
		shot.Name, shot.Alt = c.note.Pictures[0].Picture, b.Words(c.note.Pictures[0].Alt)
	}
	b.Pictures.Draw(body.Canvas, b.Theme, cell.Rect{X: c.at.X, Y: c.at.Y, W: c.at.W, H: c.picture}, shot)
	if c.note.Video != nil {
		mark := post.PlayMark(b.Frame, c.note)
		look.TextOnPicture(body.Canvas, b.Theme, c.at.Right()-cell.Width(mark)-2, c.at.Y, mark)
	}
	if slices.Contains(b.Shown.State.Notes, c.note.ID) {
		look.TextOnPicture(body.Canvas, b.Theme, c.at.X+1, c.at.Y, cell.Truncate(b.Say("feed.yours"), c.at.W-4))
	}
	title := look.Style{FG: look.Ink}
	if focus {
		title.Attr = look.Bold
		look.FocusBar(body.Canvas, b.Theme, c.at.X-1, c.at.Y, c.at.H)
	}
	y := c.at.Y + c.picture
	y += body.Lines(c.at.X, y, c.title, title)
	likes := b.Theme.Glyph("♡") + " " + b.Count(post.ReceivedBy(w, c.note).Likes)
	muted := look.Style{FG: look.Muted}
	at := body.TextRight(c.at.Right(), y, likes, muted)
	body.Text(c.at.X, y, cell.Truncate(b.AuthorOf(w, c.note).Name, at-c.at.X-1), muted)
}

// navigation draws where else the shopper can go from here.
func (v view) navigation(b *screen.Board, foot screen.Part) {
	foot.Rule(0, 0, b.W, look.Line)
	third := b.W / 3
	foot.TextCentre(0, 1, third, b.Say("feed.home"), look.Style{FG: look.Ink, Attr: look.Bold})
	if b.Shown.World.Flow.Cart {
		cart := b.Say("feed.cart")
		if n := len(b.Shown.State.Cart); n > 0 {
			cart += " " + strconv.Itoa(n)
		}
		v.door(b, foot, cartID, cell.Rect{X: third, Y: 1, W: b.W - 2*third, H: 1}, cart, flow.OpenCart)
	}
	v.door(b, foot, ordersID, cell.Rect{X: b.W - third, Y: 1, W: third, H: 1}, b.Say("title.orders"), flow.OpenOrders)
}

func (v view) door(b *screen.Board, foot screen.Part, id string, r cell.Rect, label string, verb flow.Verb) {
	st := look.Style{FG: look.Muted}
	if b.Focused(id, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
		label = " " + label + " "
	}
	foot.TextCentre(r.X, r.Y, r.W, cell.Truncate(label, r.W), st)
	foot.Target(screen.Target{ID: id, Rect: r, Action: flow.Action{Verb: verb}, Label: "key.open"})
}
