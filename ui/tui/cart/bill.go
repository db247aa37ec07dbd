package cart

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// bill is the foot of the cart: the lines of the quote, the total and the button.
type bill struct {
	rows    int
	ladder  []rung
	reason  []string // why the button is disabled
	quote   shop.Quote
	total   shop.Fen
	block   int // rows of total and button
	refused bool
}

// rung is one row of the price ladder.
type rung struct {
	label, fact, amount string
	role                look.Role
}

// ladderFrom is the height of a page that has room for the ladder.
const ladderFrom = 20

func billOf(b *screen.Board) bill {
	w, s := b.Shown.World, b.Shown.State
	out := bill{quote: w.QuoteCart(s), block: 2}
	if b.Layout.TallButtons() {
		out.block = 3
	}
	open := w.Flow.Fees <= flow.Cart
	out.total = out.quote.Payable
	if !open {
		out.total = out.quote.Sum(shop.LineItems)
	}
	if b.H >= ladderFrom {
		out.ladder = ladder(b, &out.quote, open)
	}
	r := flow.Refuse(w, b.Shown.Now, s, flow.Action{Verb: flow.OpenCheckout})
	out.refused = r.Refused()
	out.reason = cell.Clamp(b.Refusal(r), b.W-4, 2)
	if !out.refused {
		out.reason = nil
	}
	out.rows = len(out.ladder) + len(out.reason) + 1 + out.block
	return out
}

// ladder names the lines of the quote in their order, summed over its orders.
func ladder(b *screen.Board, q *shop.Quote, open bool) []rung {
	var rungs []rung
	var names []string
	for i := range q.Orders {
		for _, l := range q.Orders[i].Lines {
			known := false
			for _, name := range names {
				known = known || name == l.Name
			}
			if !known {
				names = append(names, l.Name)
			}
		}
	}
	for _, name := range names {
		r := rung{label: b.Say("line." + name), amount: look.Money(int64(q.Sum(name)), true), role: look.Ink}
		switch name {
		case shop.LineItems:
			r.label = b.Say("cart.items", "n", strconv.Itoa(q.Count()))
		case shop.LineShipping:
			r.fact = shippingFact(b, q)
			if q.Sum(name) == 0 {
				r.amount, r.role = b.Say("cart.free"), look.Success
			}
			if !open {
				r.fact, r.amount, r.role = "", b.Say("cart.shipping-later"), look.Warn
			}
		case shop.LineInsurance:
			r.amount, r.role = b.Say("cart.insurance-free"), look.Success
		}
		rungs = append(rungs, r)
	}
	return rungs
}

// shippingFact says what would make a single order ship free.
func shippingFact(b *screen.Board, q *shop.Quote) string {
	if len(q.Orders) != 1 {
		return b.Say("cart.orders", "n", strconv.Itoa(len(q.Orders)))
	}
	seller := b.Shown.World.Catalogue.Shop(q.Orders[0].Shop)
	goods := q.Orders[0].Line(shop.LineItems)
	switch _, why := seller.Shipping.Cost(goods); why {
	case "under":
		return b.Say("cart.free-over", "amount", money(seller.Shipping.Over-goods))
	case "free-over":
		return b.Say("cart.free-reached", "over", money(seller.Shipping.Over))
	}
	return ""
}

func (l *bill) draw(b *screen.Board, foot screen.Part) {
	foot.Fill(foot.Bounds(), look.Raised)
	y := 0
	for _, r := range l.ladder {
		row := look.Row{Label: r.label, LabelW: cell.Width(r.label) + 2, Value: r.fact, ValueRole: look.Muted, Fact: r.amount, FactRole: r.role}
		row.Draw(foot.Canvas, b.Theme, 2, y, b.W-4)
		y++
	}
	y += foot.Lines(2, y, l.reason, look.Style{FG: look.Warn})
	foot.Rule(2, y, b.W-4, look.Line)
	l.settle(b, foot, y+1)
}

// settle draws the total, the tick for all, and the button. Beside each other where there is room, else the total has a row
// of its own.
func (l *bill) settle(b *screen.Board, foot screen.Part, y int) {
	label := b.Say("cart.checkout", "n", strconv.Itoa(l.quote.Count()))
	if l.quote.Count() == 0 {
		label = b.Say("cart.checkout-none")
	}
	kind := look.Primary
	if l.refused {
		kind = look.Disabled
	}
	const usual = 15
	all, total := b.Say("cart.all"), b.Say("cart.total")
	amount := cell.Width(look.Money(int64(l.total), true))
	first := 3 + cell.Width(all) + 2
	width := max(usual, look.ButtonWidth(label))
	side := l.block == 3 && 2+first+cell.Width(total)+1+amount+2+width+2 <= b.W
	if !side {
		width = min(width, look.ButtonWidth(label))
	}
	button := cell.Rect{X: b.W - 2 - width, Y: y, W: width, H: 3}
	if l.block < 3 {
		button.Y, button.H = y+1, 1
	}
	allY, totalX, totalY := y+l.block-1, 2, y
	if side {
		allY, totalX = y+1, 2+first
	}
	look.Button(foot.Canvas, b.Theme, button, label, kind, b.Focused(checkoutID, true))
	foot.Target(screen.Target{ID: checkoutID, Rect: button, Action: flow.Action{Verb: flow.OpenCheckout}, Label: "verb.checkout"})
	n := foot.Text(totalX, totalY, total, look.Style{FG: look.Ink2}) + 1
	look.PriceTag(foot.Canvas, totalX+n, totalY, int64(l.total), look.PriceStyle{Decimals: true})
	if l.block == 3 {
		foot.Text(totalX, y+1, cell.Truncate(l.note(b), button.X-1-totalX), look.Style{FG: look.Muted})
	}
	l.all(b, foot, allY, all)
}

// note says what the total holds.
func (l *bill) note(b *screen.Board) string {
	fee := l.quote.Sum(shop.LineShipping)
	switch {
	case len(l.quote.Orders) == 0:
		return ""
	case b.Shown.World.Flow.Fees > flow.Cart:
		return b.Say("cart.without-shipping")
	case fee > 0:
		return b.Say("checkout.with-shipping", "amount", money(fee))
	}
	return b.Say("checkout.no-shipping")
}

func (l *bill) all(b *screen.Board, foot screen.Part, y int, label string) {
	on, any := true, false
	for _, line := range b.Shown.State.Cart {
		if b.Shown.World.Left(line.SKU) > 0 {
			on, any = on && line.Ticked, true
		}
	}
	on = on && any
	verb := flow.TickAll
	if on {
		verb = flow.UntickAll
	}
	look.Tick(foot.Canvas, b.Theme, 2, y, on, !any)
	st := look.Style{FG: look.Ink2}
	if b.Focused(allID, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	n := foot.Text(5, y, label, st)
	foot.Target(screen.Target{ID: allID, Rect: cell.Rect{X: 2, Y: y, W: 3 + n, H: 1}, Action: flow.Action{Verb: verb}, Label: "key.tick"})
}
