package video

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
)

// player draws the shot of the moment with its caption and the card of its product, and how far it has played.
func (v view) player(b *screen.Board, body screen.Part, n *shop.Note) int {
	rows := post.HeroRows(b.H)
	at, seconds := v.played(b.Shown, n)
	if b.Sees(0, rows) {
		i := shot(at, seconds, len(n.Pictures))
		s := look.Shot{
			Kind:   b.Say("video.shot", "n", strconv.Itoa(i+1), "of", strconv.Itoa(max(1, len(n.Pictures)))),
			Finish: look.Finish{Square: true},
		}
		if len(n.Pictures) > 0 {
			s.Name, s.Alt = n.Pictures[i].Picture, b.Words(n.Pictures[i].Alt)
		}
		b.Pictures.Draw(body.Canvas, b.Theme, cell.Rect{W: b.W, H: rows}, s)
		v.caption(b, body, n, at, rows)
	}
	if p := v.shown(b.Shown); p != nil {
		v.overlay(b, body, p, rows)
	}
	progress(b, body, rows, at, seconds)
	const roomy = 40
	if b.H >= roomy {
		return rows + 2
	}
	return rows + 1
}

// shot is the picture of a second: each has an equal part of the time.
func shot(at, seconds, pictures int) int {
	if seconds < 1 || pictures < 1 {
		return 0
	}
	return min(at*pictures/seconds, pictures-1)
}

// caption draws what is said now, on the last row of the picture; a long one takes two rows where there is room.
func (v view) caption(b *screen.Board, body screen.Part, n *shop.Note, at, rows int) {
	if n.Video == nil {
		return
	}
	said := ""
	for i := range n.Video.Captions {
		if n.Video.Captions[i].At <= at {
			said = b.Words(n.Video.Captions[i].Text)
		}
	}
	most := 1
	if rows >= 9 {
		most = 2
	}
	lines := cell.Clamp(said, b.W-8, most)
	for i, line := range lines {
		if line != "" {
			x := (b.W - cell.Width(line) - 2) / 2
			look.TextOnPicture(body.Canvas, b.Theme, x, rows-len(lines)+i, line)
		}
	}
}

// The card over the picture: the name, and the price with the way to it.
const (
	overlayRows = 2
	overlayMost = 34
)

func (v view) overlay(b *screen.Board, body screen.Part, p *shop.Product, rows int) {
	price, _ := b.Shown.World.From(b.Shown.State, p)
	dot, tap := b.Theme.Glyph("◉"), b.Say("video.tap")+" "+b.Theme.Glyph("›")
	most := min(overlayMost, b.W-6)
	name := cell.Truncate(b.Words(p.Short), most-4-cell.Width(dot))
	inner := max(cell.Width(dot)+1+cell.Width(name), cell.Width(look.Money(int64(price), false))+2+cell.Width(tap))
	y := max(0, rows-overlayRows-2)
	r := cell.Rect{X: 2, Y: y, W: inner + 2, H: overlayRows}
	body.Target(screen.Target{ID: tagID, Rect: r, Action: flow.Action{Verb: flow.TapTag, ID: string(p.ID)}, Label: "note.tag"})
	if !b.Sees(y, overlayRows) {
		return
	}
	body.Fill(r, look.Raised)
	focus := b.Focused(tagID, false)
	if focus {
		look.FocusBar(body.Canvas, b.Theme, r.X-1, y, overlayRows)
	}
	x := r.X + 1
	mark := look.Style{FG: look.Accent, Attr: look.Bold}
	title := look.Style{FG: look.Ink, Attr: look.Bold}
	if !b.Theme.Fills() && focus {
		title.Attr |= look.Reverse
	}
	x += body.Text(x, y, dot, mark) + 1
	body.Text(x, y, name, title)
	look.PriceTag(body.Canvas, r.X+1, y+1, int64(price), look.PriceStyle{})
	body.TextRight(r.Right()-1, y+1, tap, look.Style{FG: look.Ink2})
}

// progress draws mark, bar and time on one row.
func progress(b *screen.Board, body screen.Part, y, at, seconds int) {
	const x = 2
	mark := b.Theme.Glyph("►")
	if at >= seconds {
		mark = b.Say("video.ended")
	}
	left := x + body.Text(x, y, mark, look.Style{FG: look.Ink}) + 1
	right := body.TextRight(b.W-x, y, b.Played(at)+" / "+b.Played(seconds), look.Style{FG: look.Muted}) - 1
	look.ShareBar(body.Canvas, left, y, right-left, int64(at), int64(max(seconds, 1)), look.Ink)
}
