// Package orders draws the list of orders by tabs: where each stands, what it cost, and what can be done about it.
package orders

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// New makes the screen.
func New(s session.Shown, _ flow.Spot) screen.Screen {
	return screen.NewPage(view{}, s, view{}.Start(s))
}

type view struct{}

const (
	margin   = 2
	pictureW = 8
	pictureH = 4
)

// page is one drawing of the list.
type page struct {
	*screen.Board
	c     screen.Part
	start string // the accent
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	s := b.Shown.State
	top := 4
	if b.Layout.Tallness() == look.Short {
		top = 3
	}
	head, body, _ := b.Split(top, 0)
	p := page{Board: b, c: body, start: v.Start(b.Shown)}
	all := flow.Listed(b.Shown.World, s, s.Tab)
	if len(all) == 0 {
		b.End(p.empty())
	} else {
		y := 0
		for i := len(all) - 1; i >= 0; i-- {
			y = p.order(y, s.Order(all[i])) + 1
		}
		b.End(p.explore(y))
	}
	p.tabs(head, top-2)
	count := ""
	if len(s.Orders) > 0 {
		count = b.Say("orders.count", "n", strconv.Itoa(len(s.Orders)))
	}
	b.TitleBar(head, b.Say("title.orders"), "", count)
}

func (p *page) room() int { return p.W - 2*margin }

// empty is a calm page with a way on: back to the notes, or from a tab to all orders.
func (p *page) empty() int {
	_, rows := p.Window()
	y := max(0, rows/3-1)
	title, next, label := "orders.empty", "orders.empty.next", "orders.explore"
	t := screen.Target{ID: home, Action: flow.Action{Verb: flow.Home}, Label: "orders.explore"}
	if tab := p.Shown.State.Tab; tab != "" {
		title, next, label = "orders.none."+tab, "orders.none.next", "orders.show-all"
		t = screen.Target{ID: showAll, Action: flow.Action{Verb: flow.ShowTab, ID: flow.TabAll}, Label: "orders.show-all"}
	}
	p.c.TextCentre(margin, y, p.room(), p.Say(title), look.Style{FG: look.Ink, Attr: look.Bold})
	for i, s := range cell.Wrap(p.Say(next), p.room()) {
		p.c.TextCentre(margin, y+1+i, p.room(), s, look.Style{FG: look.Muted})
	}
	text := p.Glossed(label, p.room()-6)
	w := look.ButtonWidth(text) + 2
	r := cell.Rect{X: (p.W - w) / 2, Y: y + 4, W: w, H: p.buttonH()}
	p.button(r, text, look.Primary, t)
	if t.ID == home {
		return r.Bottom()
	}
	return p.explore(r.Bottom() + 1)
}

func (p *page) explore(y int) int {
	t := screen.Target{ID: home, Action: flow.Action{Verb: flow.Home}, Label: "orders.explore"}
	if p.start == home {
		w := look.ButtonWidth(p.Say("orders.explore"))
		r := cell.Rect{X: (p.W - w) / 2, Y: y, W: w, H: p.buttonH()}
		p.button(r, p.Say("orders.explore"), look.Primary, t)
		return r.Bottom()
	}
	label := p.Say("orders.explore") + " " + p.Theme.Glyph("›")
	w := cell.Width(label)
	st := look.Style{FG: look.Ink2}
	if p.Focused(home, true) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	x := (p.W - w) / 2
	p.c.Text(x, y, label, st)
	t.Rect = cell.Rect{X: x, Y: y, W: w, H: 1}
	p.c.Target(t)
	return y + 1
}

func (p *page) buttonH() int {
	if p.Layout.TallButtons() {
		return 3
	}
	return 1
}

func (p *page) button(r cell.Rect, label string, kind look.ButtonKind, t screen.Target) {
	look.Button(p.c.Canvas, p.Theme, r, label, kind, p.Focused(t.ID, true))
	t.Rect = r
	p.c.Target(t)
}

// role is the colour of a status.
func role(o *flow.Order) look.Role {
	switch o.Status {
	case flow.AwaitingPayment, flow.Exchanging:
		return look.Warn
	case flow.Paid, flow.Customs, flow.PartShipped, flow.InTransit:
		return look.Success
	case flow.Closed, flow.Cancelled:
		return look.Muted
	}
	return look.Ink2
}

// ended says whether an order will never arrive.
func ended(o *flow.Order) bool { return o.Status == flow.Cancelled || o.Status == flow.Closed }

// order draws one order and returns the row below it.
func (p *page) order(y int, o *flow.Order) int {
	status := p.Say("status." + o.Status.String())
	p.c.TextRight(p.W-margin, y, status, look.Style{FG: role(o), Attr: look.Bold})
	name := cell.Truncate(p.Words(o.ShopName), p.room()-cell.Width(status)-1)
	p.c.Text(margin, y, name, look.Style{FG: look.Ink, Attr: look.Bold})
	y++
	for i := range o.Quote.Items {
		if i > 0 {
			y++ // pictures that touch read as one
		}
		p.item(y, o, &o.Quote.Items[i])
		y += pictureH
	}
	y = p.facts(y, o)
	y = p.scan(y, o)
	y = p.requests(y, o)
	if deeds := screen.Deeds(p.Shown, o); len(deeds) > 0 {
		return p.deeds(y+1, o, deeds)
	}
	return y
}

// item draws a line of an order: the picture, what it is, and its review. A product that is no longer listed opens nothing.
func (p *page) item(y int, o *flow.Order, it *shop.Item) {
	if !p.Sees(y, pictureH) {
		p.itemTargets(y, o, it)
		return
	}
	at := cell.Rect{X: margin, Y: y, W: pictureW, H: pictureH}
	off := look.Finish{Unavailable: ended(o)}
	p.Pictures.Draw(p.c.Canvas, p.Theme, at, look.Shot{Name: it.Picture, Alt: p.Words(it.Title), Finish: off})
	x, end := margin+pictureW+2, p.W-margin
	title := look.Style{FG: look.Ink}
	price := look.PriceStyle{Decimals: true, Role: look.Ink2}
	if ended(o) {
		title.FG, price.Role = look.Muted, look.Muted
	}
	if p.Focused(itemID(item, o, it.SKU), false) {
		look.FocusBar(p.c.Canvas, p.Theme, margin-1, y, pictureH)
		title.Attr = look.Bold
	}
	to := look.PriceRight(p.c.Canvas, end, y, int64(it.Unit), price)
	p.c.Text(x, y, cell.Truncate(p.Words(it.Title), to-1-x), title)
	pieces := "×" + strconv.Itoa(int(it.Quantity))
	to = p.c.TextRight(end, y+1, pieces, look.Style{FG: look.Muted})
	p.c.Text(x, y+1, cell.Truncate(p.Words(it.Label), to-1-x), look.Style{FG: look.Muted})
	if p.beside(o) {
		p.number(x, end, y+2, o)
		p.total(x, y+3, o)
	}
	p.itemTargets(y, o, it)
}

// itemTargets registers the product of a line, and draws what is done about its review.
func (p *page) itemTargets(y int, o *flow.Order, it *shop.Item) {
	if p.Shown.World.Catalogue.Product(it.Product) != nil {
		p.c.Target(screen.Target{
			ID: itemID(item, o, it.SKU), Rect: cell.Rect{X: margin, Y: y, W: p.room(), H: pictureH}, Label: "verb.open-product",
			Action: flow.Action{Verb: flow.OpenProduct, ID: string(it.Product)},
		})
	}
	row := y + pictureH - 1
	label, kind, verb := "orders.write", review, flow.OpenReview
	switch {
	case screen.Reviewable(p.Shown.World, o, it.SKU):
	case screen.Followable(o, it.SKU):
		label, kind, verb = "orders.follow-up", follow, flow.FollowUp
		p.c.TextRight(p.W-margin, row-1, p.Ticked(p.Say("orders.reviewed")), look.Style{FG: look.Muted})
	case len(o.Reviewed) > 0 && !ended(o):
		p.c.TextRight(p.W-margin, row, p.Ticked(p.Say("orders.followed")), look.Style{FG: look.Muted})
		return
	default:
		return
	}
	text := p.Say(label)
	w := look.ButtonWidth(text)
	id := itemID(kind, o, it.SKU)
	style := look.Secondary
	if id == p.start {
		style = look.Primary
	}
	p.button(cell.Rect{X: p.W - margin - w, Y: row, W: w, H: 1}, text, style, screen.Target{
		ID: id, Label: label, Action: flow.Action{Verb: verb, ID: string(it.SKU)},
	})
}
