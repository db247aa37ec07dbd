// Package review draws the review of a bought line: stars, impressions, words, and whether it becomes a note as well.
package review

import (
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// New makes the screen. What was typed before goes on.
func New(s session.Shown, _ flow.Spot) screen.Screen {
	v := view{
		text:  screen.NewField(flow.FieldLimit(body), s.State.Draft.Text),
		title: screen.NewField(flow.FieldLimit(title), s.State.Draft.Title),
	}
	return screen.NewPage(v, s, v.Start(s))
}

// view holds what is being typed, and which field has the keys.
type view struct {
	text, title screen.Field
	in          string // body, title or typingNone
}

const (
	margin   = 2
	pictureW = 8
	pictureH = 4
)

// page is one drawing.
type page struct {
	*screen.Board
	view
	c     screen.Part
	draft flow.Draft
	start string
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	h := 1
	if b.Layout.TallButtons() {
		h = 3
	}
	head, body, foot := b.Split(2, 2+h)
	p := page{Board: b, view: v, c: body, draft: b.Shown.State.Draft, start: v.Start(b.Shown)}
	y := p.product(0) + 1
	title := "title.review"
	if p.draft.Follow {
		title = "verb.follow-up"
		y = p.first(y) + 1
		y = p.words(y) + 1
		b.End(y)
	} else {
		y = p.impressions(y)
		y = p.words(y) + 1
		b.End(p.note(y))
	}
	p.foot(foot, h)
	b.TitleBar(head, b.Say(title), "", "")
}

func (p *page) room() int { return p.W - 2*margin }

// bought returns the line of the order that is reviewed; the order keeps its names.
func (p *page) bought() (*flow.Order, shop.Item) {
	if o := p.Shown.State.Order(p.draft.Order); o != nil {
		for _, item := range o.Quote.Items {
			if item.SKU == p.draft.SKU {
				return o, item
			}
		}
	}
	return nil, shop.Item{}
}

// product draws what was bought, and the stars beside its picture.
func (p *page) product(y int) int {
	o, item := p.bought()
	name := p.Words(item.Title)
	if o == nil {
		name = p.Say("product.gone")
	}
	if p.Sees(y, pictureH) {
		at := cell.Rect{X: margin, Y: y, W: pictureW, H: pictureH}
		p.Pictures.Draw(p.c.Canvas, p.Theme, at, look.Shot{Name: item.Picture, Alt: name})
	}
	x := margin + pictureW + 2
	room := p.W - margin - x
	p.c.Text(x, y, cell.Truncate(name, room), look.Style{FG: look.Ink, Attr: look.Bold})
	p.c.Text(x, y+1, cell.Truncate(p.Words(item.Label), room), look.Style{FG: look.Muted})
	if o != nil {
		date := p.Say("review.bought", "date", p.Date(o.Ended)) + " · " + p.Words(o.ShopName)
		p.c.Text(x, y+2, cell.Truncate(date, room), look.Style{FG: look.Muted})
	}
	if !p.draft.Follow {
		p.stars(x, y+3)
	}
	return y + pictureH
}

func (p *page) stars(x, y int) {
	given := int(p.draft.Stars)
	for n := 1; n <= stars; n++ {
		id := star + strconv.Itoa(n)
		mark, st := "★", look.Style{FG: look.Warn}
		if n > given {
			mark, st = "☆", look.Style{FG: look.Muted}
		}
		if p.Focused(id, p.start != id) {
			st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
		}
		p.c.Text(x, y, p.Theme.Glyph(mark), st)
		p.c.Target(screen.Target{
			ID: id, Rect: cell.Rect{X: x, Y: y, W: 2, H: 1}, Action: flow.Action{Verb: flow.Rate, N: int32(n)}, Label: "verb.rate",
		})
		x += 2
	}
	word, st := p.Say("review.stars-none"), look.Style{FG: look.Muted}
	if given > 0 {
		word, st.FG = p.Say("stars."+strconv.Itoa(given)), look.Ink
	}
	p.c.Text(x+1, y, cell.Truncate(word, p.W-margin-x-1), st)
}

// impressions draws what others said in a word, as chips to tick.
func (p *page) impressions(y int) int {
	_, product := p.Shown.World.Catalogue.Variant(p.draft.SKU)
	if product == nil || len(product.Impressions) == 0 {
		return y
	}
	x := margin
	for _, value := range product.Impressions {
		label := cell.Truncate(p.Words(value.Name), p.room()-2)
		if x > margin && x+look.ChipWidth(label) > p.W-margin {
			x, y = margin, y+1
		}
		verb, kind := flow.AddTag, look.Choice
		if slices.Contains(p.draft.Tags, value.ID) {
			verb, kind = flow.RemoveTag, look.Chosen
		}
		id := tag + value.ID
		r := look.Chip(p.c.Canvas, p.Theme, x, y, label, kind, p.Focused(id, true))
		p.c.Target(screen.Target{
			ID: id, Rect: r, Action: flow.Action{Verb: verb, ID: value.ID}, Label: "verb." + verb.String(),
		})
		x += r.W + 1
	}
	return y + 2
}

// words draws the text box with its count.
func (p *page) words(y int) int {
	rows := [...]int{look.Short: 4, look.Middle: 6, look.Tall: 9}[p.Layout.Tallness()]
	r := cell.Rect{X: margin, Y: y, W: p.room(), H: rows}
	p.c.Fill(r, look.Raised)
	if p.in == body || p.Focused(body, p.start != body) {
		look.FocusBar(p.c.Canvas, p.Theme, margin-1, y, rows)
	}
	p.c.Target(screen.Target{ID: body, Rect: r, Local: body, Label: "key.type"})
	p.text.Draw(p.c, cell.Rect{X: r.X + 1, Y: y, W: r.W - 2, H: rows - 1}, p.Say(p.hint()), p.in == body)
	p.count(r.Right()-1, r.Bottom()-1, body, p.text)
	return r.Bottom()
}

// count draws how much of a field is used, and returns where that starts.
func (p *page) count(end, y int, field string, f screen.Field) int {
	limit := flow.FieldLimit(field).Runes
	s := p.Say("review.count", "n", strconv.Itoa(f.Value().Len()), "max", strconv.Itoa(limit))
	return p.c.TextRight(end, y, s, look.Style{FG: look.Muted})
}

// note draws whether the review also becomes a note, what that means, and the note's title.
func (p *page) note(y int) int {
	on := p.draft.Publish
	p.c.Target(screen.Target{
		ID: publish, Rect: cell.Rect{X: margin, Y: y, W: p.room(), H: 1}, Label: "verb." + publishing(p.Shown.State).String(),
		Action: flow.Action{Verb: publishing(p.Shown.State)},
	})
	look.Tick(p.c.Canvas, p.Theme, margin, y, on, false)
	fact := "review.publish.off"
	if on {
		fact = "review.publish.on"
	}
	x := margin + look.TickWidth
	name := p.Say("review.publish")
	if s := p.Say(fact); cell.Width(name)+cell.Width(s)+1 <= p.W-margin-x {
		p.c.TextRight(p.W-margin, y, s, look.Style{FG: look.Muted})
	}
	st := look.Style{FG: look.Ink, Attr: look.Bold}
	if p.Focused(publish, true) {
		look.FocusBar(p.c.Canvas, p.Theme, margin-1, y, 1)
	}
	p.c.Text(x, y, cell.Truncate(name, p.W-margin-x), st)
	y++
	for _, key := range []string{"review.publish.text", "review.unconfirmed"} {
		y += p.c.Lines(x, y, cell.Wrap(p.Say(key), p.W-margin-x), look.Style{FG: look.Muted})
	}
	if !on {
		return y
	}
	return p.heading(x, y)
}

// heading draws the field of the note's title.
func (p *page) heading(x, y int) int {
	label := p.Say("review.title")
	look.Row{Label: label, LabelW: cell.Width(label) + 2}.Draw(p.c.Canvas, p.Theme, x, y, p.W-margin-x)
	at := x + cell.Width(label) + 2
	end := p.count(p.W-margin, y, title, p.title) - 1
	r := cell.Rect{X: at, Y: y, W: end - at, H: 1}
	p.c.Fill(r, look.Raised)
	if p.in == title || p.Focused(title, true) {
		look.FocusBar(p.c.Canvas, p.Theme, margin-1, y, 1)
	}
	p.c.Target(screen.Target{ID: title, Rect: r, Local: title, Label: "key.type"})
	p.title.Draw(p.c, cell.Rect{X: r.X + 1, Y: y, W: r.W - 1, H: 1}, p.Say("review.title.hint"), p.in == title)
	return y + 1
}

// foot draws the button, and above it why it is grey.
func (p *page) foot(c screen.Part, h int) {
	c.Rule(0, 0, p.W, look.Line)
	send := flow.Action{Verb: flow.SubmitReview}
	refusal := flow.Refuse(p.Shown.World, p.Shown.Now, p.Shown.State, send)
	pending := p.in == body && refusal.Code == flow.TextNeeded && !p.text.Value().IsZero() // sent before the button
	label := p.Glossed("review.submit", p.W/2)
	if p.draft.Follow {
		label = p.Glossed("review.follow.submit", p.W/2)
	}
	w := max(18, look.ButtonWidth(label))
	r := cell.Rect{X: p.W - margin - w, Y: 2, W: w, H: h}
	kind := look.Primary
	if refusal.Refused() && !pending {
		kind = look.Disabled
		why := p.Refusal(refusal)
		if p.draft.Follow && refusal.Code == flow.TextNeeded {
			why = p.Say("review.follow.needed")
		}
		c.TextRight(p.W-margin, 1, cell.Truncate(why, p.room()), look.Style{FG: look.Warn})
		if p.Focused(submit, true) {
			look.FocusBar(c.Canvas, p.Theme, r.X-1, r.Y+h/2, 1)
		}
	}
	look.Button(c.Canvas, p.Theme, r, label, kind, p.Focused(submit, true))
	c.Target(screen.Target{ID: submit, Rect: r, Action: send, Label: "verb.submit-review"})
	if honest := p.Say("review.honest"); !p.draft.Follow && cell.Width(honest) <= r.X-margin-2 {
		c.Text(margin, 2+h/2, honest, look.Style{FG: look.Muted})
	}
}
