package post

import (
	"slices"

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

// cards draws one card for each tag; only the first has the accent. Below them stands where tags lead out of the app.
func cards(b *screen.Board, body screen.Part, n *shop.Note, tagged []*shop.Product, y int) int {
	var reasons []string
	for i, p := range tagged {
		kind := look.Secondary
		if i == 0 {
			kind = look.Primary
		}
		reason, out := flow.Outside(b.Shown.World, n, p)
		if out && !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
		card(b, body, p, y, kind, out)
		y += cardRows + 1
	}
	for _, reason := range reasons {
		lines := cell.Wrap(b.Say("note.outside."+reason), b.W-2*margin-2)
		look.SideBar(body.Canvas, b.Theme, margin, y, len(lines))
		y += body.Lines(margin+2, y, lines, look.Style{FG: look.Warn}) + 1
	}
	if len(tagged) < len(n.Tags) {
		body.Text(margin, y, cell.Truncate(b.Say("note.product-gone"), b.W-4), look.Style{FG: look.Muted})
		y += 2
	}
	return y
}

func card(b *screen.Board, body screen.Part, p *shop.Product, y int, kind look.ButtonKind, out bool) {
	id := CardID(p.ID)
	r := cell.Rect{X: 1, Y: y, W: b.W - 2, H: cardRows}
	label := "note.buy"
	if out {
		label = "note.outside"
	}
	body.Target(screen.Target{ID: id, Rect: r, Action: flow.Action{Verb: flow.TapCard, ID: string(p.ID)}, Label: label})
	if !b.Sees(y, cardRows) {
		return
	}
	body.Fill(r, look.Raised)
	focus := b.Focused(id, true)
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
		st := look.Style{FG: look.Muted}
		if seller.Trade != shop.Domestic {
			st.FG = look.Info
		}
		facts := screen.Dotted(b.Say("trade."+string(seller.Trade)), b.Words(seller.From))
		body.Text(x, y+1, cell.Truncate(facts, end-x), st)
	}
	button := b.Say(label) + " " + b.Theme.Glyph("›")
	bw := cell.Width(button) + 2
	look.Button(body.Canvas, b.Theme, cell.Rect{X: end - bw, Y: y + 2, W: bw, H: 1}, button, kind, focus)
	price, market := b.Shown.World.From(b.Shown.State, p)
	at := x + look.PriceTag(body.Canvas, x, y+2, int64(price), look.PriceStyle{}) + 1
	if was := look.Money(int64(market), false); market > price && at+cell.Width(was) < end-bw {
		look.Was(body.Canvas, at, y+2, "", int64(market))
	}
	body.Text(x, y+3, cell.Truncate(b.Say("note.sold", "n", b.Count(p.Sold)), end-x), look.Style{FG: look.Muted})
}

// Elsewhere draws the row that leads to other platforms, and while it is open the platforms. It returns the row below.
func Elsewhere(b *screen.Board, body screen.Part, open bool, x, y, w int) int {
	fold := "▾"
	if !open {
		fold = "›"
	}
	focus := b.Focused(LeaveID, false)
	st := look.Style{FG: look.Ink2}
	if focus {
		st = look.Style{FG: look.Ink, Attr: look.Bold}
		look.FocusBar(body.Canvas, b.Theme, x-1, y, 1)
	}
	body.TextRight(x+w, y, b.Theme.Glyph(fold), look.Style{FG: look.Muted})
	fact := b.Say("note.elsewhere.fact")
	label := b.Glossed("note.elsewhere", w-cell.Width(fact)-4)
	at := body.TextRight(x+w-2, y, fact, look.Style{FG: look.Muted})
	body.Text(x, y, cell.Truncate(label, at-x-1), st)
	row := cell.Rect{Y: y, W: b.W, H: 1}
	if open {
		row.H++ // seen with what it unfolds; the platforms lie over it
	}
	body.Target(screen.Target{ID: LeaveID, Rect: row, Local: LeaveID, Label: "note.elsewhere"})
	y++
	if !open {
		return y
	}
	at = x
	for _, platform := range flow.Platforms() {
		label := b.Say("note.platform." + platform)
		if at > x && at+look.ChipWidth(label) > x+w {
			at, y = x, y+1
		}
		id := PlatformID(platform)
		r := look.Chip(body.Canvas, b.Theme, at, y, label, look.Choice, b.Focused(id, false))
		body.Target(screen.Target{ID: id, Rect: r, Action: flow.Action{Verb: flow.LeaveFor, ID: platform}, Label: "note.leave"})
		at += r.W + 1
	}
	return y + 1
}

// The small card of a note: a picture, title, who posted it.
const (
	SmallRows = 4
	thumbW    = 8
)

// Small draws a note as a card of SmallRows rows that opens it.
func Small(b *screen.Board, body screen.Part, n *shop.Note, x, y, w int) {
	id := OpenID(n.ID)
	body.Target(screen.Target{
		ID: id, Rect: cell.Rect{X: x - 1, Y: y, W: w + 1, H: SmallRows}, Action: flow.Action{Verb: flow.OpenNote, ID: string(n.ID)},
		Label: "key.open",
	})
	if !b.Sees(y, SmallRows) {
		return
	}
	focus := b.Focused(id, false)
	title := look.Style{FG: look.Ink}
	if focus {
		title.Attr = look.Bold
		look.FocusBar(body.Canvas, b.Theme, x-1, y, SmallRows)
	}
	if len(n.Pictures) > 0 {
		at := cell.Rect{X: x, Y: y, W: thumbW, H: SmallRows}
		b.Pictures.Draw(body.Canvas, b.Theme, at, look.Shot{Name: n.Pictures[0].Picture, Alt: b.Words(n.Pictures[0].Alt)})
		if n.Video != nil {
			look.TextOnPicture(body.Canvas, b.Theme, x, y+SmallRows-1, PlayMark(b.Frame, n))
		}
		x, w = x+thumbW+2, w-thumbW-2
	}
	y += body.Lines(x, y, cell.Title(b.Words(n.Title), w, 2), title)
	likes := b.Theme.Glyph("♡") + " " + b.Count(ReceivedBy(b.Shown.World, n).Likes)
	who := cell.Truncate(b.AuthorOf(b.Shown.World, n).Name, max(0, w-cell.Width(likes)-2))
	body.Text(x, y, who+"  "+likes, look.Style{FG: look.Muted})
}

// PlayMark is what stands on the picture of a video note: the mark and how long it plays.
func PlayMark(f screen.Frame, n *shop.Note) string {
	return f.Theme.Glyph("►") + " " + f.Played(n.Video.Seconds)
}

// related draws the notes about the same products.
func related(b *screen.Board, body screen.Part, n *shop.Note, y int) int {
	const x = margin
	ids := flow.Related(b.Shown.World, n)
	if len(ids) == 0 {
		return y
	}
	look.Heading(body.Canvas, x, y, b.W-2*x, b.Say("note.related"), b.Gloss("note.related"), "")
	y++
	for _, id := range ids {
		if other := b.Shown.World.Note(id); other != nil {
			Small(b, body, other, x, y, b.W-2*x)
			y += SmallRows + 1
		}
	}
	return y
}
