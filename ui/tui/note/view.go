// Package note draws a note 笔记: pictures with product tags over what every post has.
package note

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
)

// New makes the screen of a note.
func New(s session.Shown, at flow.Spot) screen.Screen {
	v := view{post: post.New(shop.NoteID(at.Subject))}
	start := screen.BackID
	if tagged := v.post.Products(s); len(tagged) > 0 {
		start = tagID(tagged[0].ID)
	}
	return screen.NewPage(v, s, start)
}

// view is a note with the picture that its carousel shows.
type view struct {
	post    post.Post
	picture int
}

// Ids of targets, and the Locals of the carousel.
const (
	pictureID = "picture"
	turnLeft  = "left"
	turnRight = "right"
)

func tagID(id shop.ProductID) string { return "tag:" + string(id) }

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) { v.post.Page(b, v.hero) }

// hero draws the picture with its product tags and the dots of the carousel.
func (v view) hero(b *screen.Board, body screen.Part, n *shop.Note) int {
	rows := post.HeroRows(b.H)
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
	v.tags(b, body, v.post.Products(b.Shown), rows)
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
	price, _ := b.Shown.World.From(b.Shown.State, p)
	amount := look.Money(int64(price), false)
	most := b.W - 6 - cell.Width(amount) - 6
	name := cell.Truncate(b.Words(p.Short), most)
	dot := b.Theme.Glyph("◉")
	label := dot + " " + name + " " + amount + " " + b.Theme.Glyph("›")
	x := b.W - 4 - cell.Width(label)
	id := tagID(p.ID)
	r := look.TextOnPicture(body.Canvas, b.Theme, x, y, label)
	fills := b.Theme.Fills()
	switch focus := b.Focused(id, false); { // no fill says that it is next, so it is marked from the start
	case focus && fills:
		body.Text(x, y, " "+label+" ", look.Style{FG: look.Surface, BG: look.Ink, Attr: look.Bold})
	case focus:
		body.Text(x, y, "["+label+"]", look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse})
	}
	if fills {
		body.Text(x+1, y, dot, look.Style{FG: look.Accent, Attr: look.Bold})
	}
	body.Target(screen.Target{
		ID: id, Rect: r, Action: flow.Action{Verb: flow.TapTag, ID: string(p.ID)}, Label: "note.tag", Left: turnLeft, Right: turnRight,
	})
}

// Typing implements screen.Typist.
func (v view) Typing() bool { return v.post.Typing() }

// Held implements screen.Holder.
func (v view) Held() string { return post.FieldID }

// Type implements screen.Typist.
func (v view) Type(msg tea.Msg, _ session.Shown) (screen.View, flow.Action, bool) {
	next, a, done := v.post.Type(msg)
	v.post = next
	return v, a, done
}
