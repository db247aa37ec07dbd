// Package orders draws the list of orders: where each stands, what it cost, and what can be done about it.
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
	maxLabel = 18 // cells of a button's label with its gloss, so that two stand side by side
)

// page is one drawing of the list.
type page struct {
	*screen.Board
	c     screen.Part
	start string // the accent
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	all := b.Shown.State.Orders
	head, body, _ := b.Split(2, 0)
	count := ""
	if len(all) > 0 {
		count = b.Say("orders.count", "n", strconv.Itoa(len(all)))
	}
	defer b.TitleBar(head, b.Say("title.orders"), "", count)
	p := page{Board: b, c: body, start: v.Start(b.Shown)}
	if len(all) == 0 {
		b.End(p.empty())
		return
	}
	y := 0
	for i := len(all) - 1; i >= 0; i-- {
		y = p.order(y, &all[i]) + 1
	}
	b.End(p.explore(y))
}

func (p *page) room() int { return p.W - 2*margin }

// empty is a calm page with the way back to the notes.
func (p *page) empty() int {
	_, rows := p.Window()
	y := max(0, rows/3-1)
	p.c.TextCentre(margin, y, p.room(), p.Say("orders.empty"), look.Style{FG: look.Ink, Attr: look.Bold})
	for i, s := range cell.Wrap(p.Say("orders.empty.next"), p.room()) {
		p.c.TextCentre(margin, y+1+i, p.room(), s, look.Style{FG: look.Muted})
	}
	label := p.Say("orders.explore")
	w := look.ButtonWidth(label)
	r := cell.Rect{X: (p.W - w) / 2, Y: y + 4, W: w, H: p.buttonH()}
	p.button(r, label, screen.Target{ID: home, Action: flow.Action{Verb: flow.Home}, Label: "verb.home"})
	return r.Bottom()
}

func (p *page) explore(y int) int {
	if p.start == home {
		w := look.ButtonWidth(p.Say("orders.explore"))
		r := cell.Rect{X: (p.W - w) / 2, Y: y, W: w, H: p.buttonH()}
		p.button(r, p.Say("orders.explore"), screen.Target{ID: home, Action: flow.Action{Verb: flow.Home}, Label: "verb.home"})
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
	p.c.Target(screen.Target{
		ID: home, Rect: cell.Rect{X: x, Y: y, W: w, H: 1}, Action: flow.Action{Verb: flow.Home}, Label: "verb.home",
	})
	return y + 1
}

func (p *page) buttonH() int {
	if p.Layout.TallButtons() {
		return 3
	}
	return 1
}

// button is the accent where it is what comes next.
func (p *page) button(r cell.Rect, label string, t screen.Target) {
	kind := look.Secondary
	if t.ID == p.start {
		kind = look.Primary
	}
	look.Button(p.c.Canvas, p.Theme, r, label, kind, p.Focused(t.ID, true))
	t.Rect = r
	p.c.Target(t)
}

// order draws one order and returns the row below it.
func (p *page) order(y int, o *flow.Order) int {
	status := p.Say("status." + o.Status.String())
	role := map[flow.OrderStatus]look.Role{
		flow.AwaitingPayment: look.Warn, flow.Paid: look.Success, flow.Cancelled: look.Muted,
	}[o.Status]
	p.c.TextRight(p.W-margin, y, status, look.Style{FG: role, Attr: look.Bold})
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
	if o.Status != flow.AwaitingPayment {
		return y
	}
	y++
	end := p.W - margin
	for _, b := range []struct {
		id, label string
		verb      flow.Verb
	}{{payID(o), "orders.pay", flow.PayOrder}, {cancelID(o), "orders.cancel", flow.CancelOrder}} {
		label := p.Glossed(b.label, maxLabel)
		w := cell.Width(label) + 6
		r := cell.Rect{X: end - w, Y: y, W: w, H: p.buttonH()}
		p.button(r, label, screen.Target{ID: b.id, Label: b.label, Action: flow.Action{Verb: b.verb, ID: string(o.ID)}})
		end = r.X - 2
	}
	return y + p.buttonH()
}

// item draws a line of an order: the picture, what it is, and its review. A product that is no longer listed opens nothing.
func (p *page) item(y int, o *flow.Order, it *shop.Item) {
	if !p.Sees(y, pictureH) {
		p.itemTargets(y, o, it)
		return
	}
	at := cell.Rect{X: margin, Y: y, W: pictureW, H: pictureH}
	off := look.Finish{Unavailable: o.Status == flow.Cancelled}
	p.Pictures.Draw(p.c.Canvas, p.Theme, at, look.Shot{Name: it.Picture, Alt: p.Words(it.Title), Finish: off})
	x, end := margin+pictureW+2, p.W-margin
	title := look.Style{FG: look.Ink}
	price := look.PriceStyle{Decimals: true, Role: look.Ink2}
	if o.Status == flow.Cancelled {
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

func (p *page) itemTargets(y int, o *flow.Order, it *shop.Item) {
	if p.Shown.World.Catalogue.Product(it.Product) != nil {
		p.c.Target(screen.Target{
			ID: itemID(item, o, it.SKU), Rect: cell.Rect{X: margin, Y: y, W: p.room(), H: pictureH}, Label: "verb.open-product",
			Action: flow.Action{Verb: flow.OpenProduct, ID: string(it.Product)},
		})
	}
	if o.Status != flow.Paid {
		return
	}
	row := y + pictureH - 1
	if !reviewable(o, it.SKU) {
		p.c.TextRight(p.W-margin, row, p.Ticked(p.Say("orders.reviewed")), look.Style{FG: look.Muted})
		return
	}
	label := p.Say("orders.write")
	w := look.ButtonWidth(label)
	p.button(cell.Rect{X: p.W - margin - w, Y: row, W: w, H: 1}, label, screen.Target{
		ID: itemID(review, o, it.SKU), Label: "orders.write", Action: flow.Action{Verb: flow.OpenReview, ID: string(it.SKU)},
	})
}
