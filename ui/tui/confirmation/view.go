// Package confirmation draws what follows a payment: what was paid, what happens next, and where the loop goes on.
package confirmation

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

// New makes the screen.
func New(s session.Shown, _ flow.Spot) screen.Screen {
	return screen.NewPage(view{}, s, view{}.Start(s))
}

type view struct{}

// Ids of the targets; a line to review is "review-" and its SKU.
const (
	browse = "browse"
	orders = "orders"
	home   = "home"
	review = "review-"
	track  = "track-" // and the order
)

// Start implements screen.Starter: the loop goes on with a review.
func (view) Start(s session.Shown) string {
	for _, item := range lines(s) {
		if item.open {
			return review + string(item.SKU)
		}
	}
	return browse
}

// line is a paid item, and whether it can still be reviewed here.
type line struct {
	shop.Item
	open bool
}

// lines lists what the flow asks to review; nothing where it does not ask, or only once the parcel is there.
func lines(s session.Shown) []line {
	if !s.World.Flow.Review || s.World.Flow.ReviewAt == flow.AfterReceipt {
		return nil
	}
	var all []line
	for _, o := range paid(s) {
		for _, item := range o.Quote.Items {
			open := !slices.Contains(o.Reviewed, item.SKU)
			if i := slices.IndexFunc(all, func(l line) bool { return l.SKU == item.SKU }); i >= 0 {
				all[i].open = all[i].open || open // of an order that was split: one line, one button
				continue
			}
			all = append(all, line{item, open})
		}
	}
	return all
}

// paid lists the orders that were just paid.
func paid(s session.Shown) []*flow.Order {
	return ordersOf(s, func(o *flow.Order) bool { return o.Status.Bought() })
}

// settled lists those as well of which only the deposit was paid.
func settled(s session.Shown) []*flow.Order {
	return ordersOf(s, func(o *flow.Order) bool { return o.Status.Bought() || o.AwaitsBalance() })
}

func ordersOf(s session.Shown, is func(*flow.Order) bool) []*flow.Order {
	var all []*flow.Order
	for _, id := range s.State.Payment.Orders {
		if o := s.State.Order(id); o != nil && is(o) {
			all = append(all, o)
		}
	}
	return all
}

const (
	margin   = 2
	pictureW = 11
	pictureH = 5
)

// page is one drawing.
type page struct {
	*screen.Board
	c      screen.Part
	orders []*flow.Order
	lines  []line
	start  string // the accent
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	p := page{Board: b, orders: settled(b.Shown), lines: lines(b.Shown), start: v.Start(b.Shown)}
	_, p.c, _ = b.Split(0, 0)
	y := p.paid(0) + 1
	y = p.next(y)
	y = p.reviews(y)
	y = p.buttons(y)
	b.End(p.others(y))
}

func (p *page) centre(y int, s string, st look.Style) {
	p.c.TextCentre(margin, y, p.W-2*margin, cell.Truncate(s, p.W-2*margin), st)
}

// paid draws the mark, the amount and how it was paid, and the way home in the corner.
func (p *page) paid(y int) int {
	done := p.Say("confirmation.done")
	st := look.Style{FG: look.Ink2}
	if p.Focused(home, true) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	x := p.c.TextRight(p.W-margin, 0, done, st)
	p.c.Target(screen.Target{
		ID: home, Rect: cell.Rect{X: x - 1, W: cell.Width(done) + 2, H: 1}, Label: "verb.home", Action: flow.Action{Verb: flow.Home},
	})
	title := p.Say("confirmation.paid")
	if len(p.orders) == 1 && p.orders[0].AwaitsBalance() {
		title = p.Say("confirmation.deposit")
	}
	if p.Theme.Pictures() && p.Layout.Tallness() != look.Short {
		at := cell.Rect{X: (p.W - pictureW) / 2, Y: y, W: pictureW, H: pictureH}
		if p.Sees(at.Y, at.H) {
			p.tick(at.X, at.Y)
		}
		y += pictureH + 1
	} else {
		title = p.Ticked(title)
	}
	p.centre(y, title, look.Style{FG: look.Ink, Attr: look.Bold})
	if len(p.orders) == 0 {
		p.centre(y+1, p.Say("confirmation.none"), look.Style{FG: look.Muted})
		return y + 2
	}
	var sum shop.Fen
	for _, o := range p.orders {
		sum += o.Quote.Payable
	}
	rest := " · " + p.Say("payment."+string(p.orders[0].Method))
	if n := len(p.orders); n > 1 {
		rest += " · " + p.Say("confirmation.orders-count", "n", strconv.Itoa(n))
	}
	amount := cell.Width(look.Money(int64(sum), true))
	rest = cell.Truncate(rest, p.W-2*margin-amount)
	x = (p.W - amount - cell.Width(rest)) / 2
	x += look.PriceTag(p.c.Canvas, x, y+1, int64(sum), look.PriceStyle{Decimals: true, Role: look.Ink})
	p.c.Text(x, y+1, rest, look.Style{FG: look.Muted})
	return y + 2
}

// step is a row of the timeline: what can be said of it, the longest first.
type step struct {
	name  string
	told  []string
	value string
}

// fitting returns the first text that fits, else the last one, cut.
func fitting(told []string, w int) string {
	for _, s := range told {
		if cell.Width(s) <= w {
			return s
		}
	}
	return cell.Truncate(told[len(told)-1], w)
}

// next draws what happens next, an order at a time; the first step is done, the second the current one.
func (p *page) next(y int) int {
	for _, o := range p.orders {
		steps := p.steps(o)
		label, value := 0, 0
		for _, s := range steps {
			label = max(label, cell.Width(s.name))
		}
		for i := range steps {
			steps[i].value = fitting(steps[i].told, p.W-2*margin-look.TickWidth-label-2)
			value = max(value, cell.Width(steps[i].value))
		}
		x := max(margin, (p.W-look.TickWidth-label-2-value)/2)
		if len(p.orders) > 1 {
			x = margin
			y = p.track(y, o, p.Words(o.ShopName), look.Money(int64(o.Quote.Payable), true), look.Bold)
		}
		for i, s := range steps {
			mark, dot := "○", look.Style{FG: look.Faint}
			name, told := look.Style{FG: look.Ink2}, look.Style{FG: look.Muted}
			switch i {
			case 0:
				mark, dot.FG = "●", look.Success
			case 1:
				mark, dot.FG, told.FG = "◉", look.Ink, look.Ink2
				name = look.Style{FG: look.Ink, Attr: look.Bold}
			}
			p.c.Text(x, y, p.Theme.Glyph(mark), dot)
			p.c.Text(x+look.TickWidth, y, s.name, name)
			at := x + look.TickWidth + label + 2
			p.c.Text(at, y, s.value, told)
			y++
		}
		if len(p.orders) == 1 {
			y = p.track(y+1, o, p.Say("confirmation.order", "id", string(o.ID)), p.Say("verb.track-order"), 0)
		}
		y++
	}
	return y
}

// track is the row that opens an order.
func (p *page) track(y int, o *flow.Order, name, fact string, attr look.Attr) int {
	id := track + string(o.ID)
	r := look.Row{Value: name, ValueRole: look.Ink, ValueAttr: attr, Fact: fact, Chevron: true, Focus: p.Focused(id, true)}.
		Draw(p.c.Canvas, p.Theme, margin, y, p.W-2*margin)
	p.c.Target(screen.Target{
		ID: id, Rect: r, Label: "verb.track-order", Action: flow.Action{Verb: flow.TrackOrder, ID: string(o.ID)},
	})
	return y + 1
}

// between writes the days from one to another, the month once where it is the same.
func (p *page) between(from, to shop.Instant) string {
	a, b := from.Time(), to.Time()
	switch {
	case a.Year() == b.Year() && a.YearDay() == b.YearDay():
		return p.Date(from)
	case a.Year() == b.Year() && a.Month() == b.Month():
		return p.Say("confirmation.days", "m", p.Say("time.month."+strconv.Itoa(int(a.Month()))),
			"from", strconv.Itoa(a.Day()), "to", strconv.Itoa(b.Day()))
	}
	return p.Say("confirmation.between", "from", p.Date(from), "to", p.Date(to))
}

// reviews asks for a review: of one line with a button, of several with a row each below it.
func (p *page) reviews(y int) int {
	room := p.W - 2*margin
	if p.Shown.World.Flow.Review && p.Shown.World.Flow.ReviewAt == flow.AfterReceipt && len(p.orders) > 0 {
		p.centre(y, p.Say("confirmation.review-later"), look.Style{FG: look.Muted})
		return y + 2
	}
	if len(p.lines) == 0 {
		return y
	}
	if len(p.lines) > 1 {
		look.Heading(p.c.Canvas, margin, y, room, p.Say("confirmation.review"), "", "")
		y++
	}
	for _, l := range p.lines {
		title := p.Words(l.Title)
		id := review + string(l.SKU)
		t := screen.Target{
			ID: id, Rect: cell.Rect{X: margin, Y: y, W: room, H: 1}, Label: "verb.open-review",
			Action: flow.Action{Verb: flow.OpenReview, ID: string(l.SKU)},
		}
		switch {
		case !l.open:
			p.c.Text(margin, y, cell.Truncate(p.Ticked(p.Say("confirmation.reviewed", "title", title)), room),
				look.Style{FG: look.Muted})
			y++
			continue
		case id == p.start:
			label := p.Say("confirmation.review")
			if len(p.lines) > 1 {
				label = p.Say("confirmation.review-item", "title", title)
			}
			if p.Layout.TallButtons() {
				t.Rect.H = 3
			}
			look.Button(p.c.Canvas, p.Theme, t.Rect, label, look.Primary, p.Focused(id, true))
		default:
			look.Row{
				Value: p.Say("confirmation.review-item", "title", title), ValueRole: look.Ink2, Chevron: true, Focus: p.Focused(id, true),
			}.Draw(p.c.Canvas, p.Theme, margin, y, room)
		}
		p.c.Target(t)
		y += t.Rect.H
	}
	mark := look.Style{FG: look.Muted}
	if len(p.lines) == 1 {
		p.centre(y, p.Say("confirmation.review-early"), mark)
	} else {
		p.c.Text(margin, y, cell.Truncate(p.Say("confirmation.review-early"), room), mark)
	}
	return y + 2
}

// buttons are the two other ways on; one of them is the accent where nothing is to be reviewed.
func (p *page) buttons(y int) int {
	h := 1
	if p.Layout.Tallness() == look.Tall || p.start == browse && p.Layout.TallButtons() {
		h = 3
	}
	w := (p.W - 2*margin - 2) / 2
	for i, b := range []struct {
		id, label string
		verb      flow.Verb
	}{{browse, "confirmation.browse", flow.KeepBrowsing}, {orders, "confirmation.orders", flow.OpenOrders}} {
		kind := look.Secondary
		if b.id == p.start {
			kind = look.Primary
		}
		r := cell.Rect{X: margin + i*(w+2), Y: y, W: w, H: h}
		look.Button(p.c.Canvas, p.Theme, r, p.Glossed(b.label, w-2), kind, p.Focused(b.id, true))
		p.c.Target(screen.Target{ID: b.id, Rect: r, Label: b.label, Action: flow.Action{Verb: b.verb}})
	}
	return y + h
}

const (
	cards = 3
	cardH = 5 // rows of a card's picture
)

// others shows products of the shop that was bought from. They are only looked at: nothing here opens them.
func (p *page) others(y int) int {
	if len(p.orders) == 0 {
		return y
	}
	products := p.unbought(p.orders[0].Quote.Shop)
	if len(products) == 0 {
		return y
	}
	y++
	look.Heading(p.c.Canvas, margin, y, p.W-2*margin, p.Say("confirmation.others"), p.Gloss("confirmation.others"),
		cell.Truncate(p.Words(p.orders[0].ShopName), p.W/2-margin))
	y++
	w := (p.W - 2*margin - 2*(cards-1)) / cards
	for i, product := range products {
		x := margin + i*(w+2)
		if p.Sees(y, cardH) {
			p.Pictures.Draw(p.c.Canvas, p.Theme, cell.Rect{X: x, Y: y, W: w, H: cardH},
				look.Shot{Name: product.Cover(), Alt: p.Words(product.Short)})
		}
		p.c.Text(x, y+cardH, cell.Truncate(p.Words(product.Short), w), look.Style{FG: look.Ink2})
		price, _ := p.Shown.World.From(p.Shown.State, product)
		look.PriceTag(p.c.Canvas, x, y+cardH+1, int64(price), look.PriceStyle{})
	}
	return y + cardH + 2
}

// unbought lists the first products of a shop that none of the orders holds.
func (p *page) unbought(id shop.ShopID) []*shop.Product {
	var all []*shop.Product
	products := p.Shown.World.Catalogue.Products
	for i := range products {
		product := &products[i]
		bought := slices.ContainsFunc(p.orders, func(o *flow.Order) bool {
			return slices.ContainsFunc(o.Quote.Items, func(i shop.Item) bool { return i.Product == product.ID })
		})
		if product.Shop == id && !bought && len(all) < cards {
			all = append(all, product)
		}
	}
	return all
}
