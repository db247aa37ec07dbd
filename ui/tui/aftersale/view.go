// Package aftersale draws the after-sale page 售后 of one order: the form of a new request, and where each request stands.
package aftersale

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

// New makes the screen of the order that the spot names.
func New(s session.Shown, at flow.Spot) screen.Screen {
	v := view{id: flow.OrderID(at.Subject)}
	return screen.NewPage(v, s, v.Start(s))
}

// view holds the waybill number while it is typed, and the request for which.
type view struct {
	id      flow.OrderID
	waybill screen.Form
	sends   flow.RequestID
}

const (
	margin   = 2
	gap      = 2 // between buttons
	pictureW = 6
	pictureH = 3
)

// page is one drawing.
type page struct {
	*screen.Board
	view
	c      screen.Part
	w      flow.World // with the time of the page
	s      *flow.State
	o      *flow.Order
	form   *flow.RequestForm // of a new request, nil while none is written
	offers []flow.Offer
	start  string // the thing to tap next
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	p := page{Board: b, view: v, w: *b.Shown.World, s: b.Shown.State, start: v.Start(b.Shown)}
	p.w.Now = b.Shown.Now
	if p.o = p.s.Order(v.id); p.o == nil {
		p.gone()
		return
	}
	p.form = writing(b.Shown, v.id)
	p.offers = flow.Offers(b.Shown.World, b.Shown.Now, p.s)
	foot := p.footOf()
	head, body, bottom := b.Split(2, foot.rows)
	p.c = body
	y := p.order(0) + 1
	requests := requestsOf(p.s, v.id)
	if p.form != nil {
		y = p.write(y)
		if len(requests) > 0 {
			look.Heading(body.Canvas, margin, y, p.room(), b.Say("aftersale.records"), b.Gloss("aftersale.records"), "")
			y += 2
		}
	} else if b.Layout.Tallness() != look.Short || len(requests) == 0 {
		y = p.items(y) + 1 // a short page has the request, which names them
	}
	for _, r := range requests {
		y = p.card(y, r) + 1
	}
	if len(requests) == 0 && p.form == nil {
		y = p.text(y, b.Say("aftersale.none"), look.Muted) + 1
	}
	b.End(y)
	foot.draw(&p, bottom)
	b.TitleBar(head, b.Say("title.after-sale"), "", string(p.o.ID))
}

// writing returns the form of a new request about the order, nil where none is written.
func writing(s session.Shown, id flow.OrderID) *flow.RequestForm {
	if form := s.State.RequestForm; form != nil && form.Order == id && form.Type != "" {
		return form
	}
	return nil
}

// requestsOf lists the requests about an order: those that something can still come of first, the newest before older ones.
func requestsOf(s *flow.State, id flow.OrderID) []*flow.Request {
	var all []*flow.Request
	for _, open := range []bool{true, false} {
		for i := len(s.Requests) - 1; i >= 0; i-- {
			if r := &s.Requests[i]; r.Order == id && r.Status.Open() == open {
				all = append(all, r)
			}
		}
	}
	return all
}

// offered returns what is offered, and whether it is.
func offered(offers []flow.Offer, verb flow.Verb, id string) (flow.Offer, bool) {
	i := slices.IndexFunc(offers, func(o flow.Offer) bool { return o.Action.Verb == verb && o.Action.ID == id })
	if i < 0 {
		return flow.Offer{}, false
	}
	return offers[i], true
}

// refused says why something is turned down now.
func (p *page) refused(verb flow.Verb, id string) flow.Refusal {
	o, _ := offered(p.offers, verb, id)
	return o.Refusal
}

func (p *page) room() int { return p.W - 2*margin }

// text wraps s at the left edge and returns the row below it.
func (p *page) text(y int, s string, role look.Role) int {
	return y + p.c.Lines(margin, y, cell.Title(s, p.room(), rows), look.Style{FG: role})
}

// rows is more than a text here has.
const rows = 20

// gone is a calm page for an order that is not in the state.
func (p *page) gone() {
	head, body, _ := p.Split(2, 0)
	_, tall := p.Window()
	y := max(0, tall/3-1)
	body.TextCentre(margin, y, p.room(), p.Say("track.gone"), look.Style{FG: look.Ink, Attr: look.Bold})
	body.TextCentre(margin, y+1, p.room(), p.Say("track.gone.next"), look.Style{FG: look.Muted})
	p.End(y + 2)
	p.TitleBar(head, p.Say("title.after-sale"), "", "")
}

// order draws the head: the shop, where the order stands, and what was paid and given back.
func (p *page) order(y int) int {
	role := look.Ink2
	switch p.o.Status {
	case flow.Closed, flow.Cancelled:
		role = look.Muted
	case flow.Completed, flow.InTransit:
		role = look.Success
	case flow.Exchanging:
		role = look.Warn
	}
	to := p.c.TextRight(p.W-margin, y, p.Say("status."+p.o.Status.String()), look.Style{FG: role})
	p.c.Text(margin, y, cell.Truncate(p.Words(p.o.ShopName), to-1-margin), look.Style{FG: look.Ink, Attr: look.Bold})
	facts := []string{p.Say("orders.time", "time", p.Moment(p.Shown.Now, p.o.Placed))}
	if p.o.Captured > 0 {
		facts = append(facts, p.Say("orders.paid-sum", "amount", look.Money(int64(p.o.Captured), true)))
	}
	if p.o.Refunded > 0 {
		facts = append(facts, p.Say("orders.refunded", "amount", look.Money(int64(p.o.Refunded), true)))
	}
	return y + 1 + p.c.Lines(margin, y+1, screen.Facts(p.room(), facts...), look.Style{FG: look.Muted})
}

// items draws what was bought, while no form shows it.
func (p *page) items(y int) int {
	for i := range p.o.Quote.Items {
		if i > 0 {
			y++
		}
		it := &p.o.Quote.Items[i]
		p.piece(margin, y, it, p.o.Kept(it.SKU) == 0, look.Bold)
		p.c.Text(margin+pictureW+2, y+2, p.Theme.Glyph("×")+strconv.Itoa(int(it.Quantity)), look.Style{FG: look.Muted})
		y += pictureH
	}
	return y
}

// piece draws picture, name, option and price of one piece.
func (p *page) piece(x, y int, it *shop.Item, off bool, attr look.Attr) {
	if p.Sees(y, pictureH) {
		p.Pictures.Draw(p.c.Canvas, p.Theme, cell.Rect{X: x, Y: y, W: pictureW, H: pictureH},
			look.Shot{Name: it.Picture, Alt: p.Words(it.Title), Finish: look.Finish{Unavailable: off}})
	}
	x += pictureW + 2
	title := look.Style{FG: look.Ink, Attr: attr}
	if off {
		title = look.Style{FG: look.Muted}
	}
	to := look.PriceRight(p.c.Canvas, p.W-margin, y, int64(it.Unit), look.PriceStyle{Decimals: true, Role: look.Ink2})
	p.c.Text(x, y, cell.Truncate(p.Words(it.Title), to-1-x), title)
	p.c.Text(x, y+1, cell.Truncate(p.Words(it.Label), p.W-margin-x), look.Style{FG: look.Muted})
}

// focusBar marks rows at the left edge.
func (p *page) focusBar(id string, y, h int) bool {
	if !p.Focused(id, true) {
		return false
	}
	look.FocusBar(p.c.Canvas, p.Theme, 0, y, h)
	return true
}
