package cart

import (
	"slices"
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
	ladder  []screen.Rung
	several []int    // how many discounts a rung of the ladder sums, where that is shorter than the quote
	reason  []string // why the button is disabled
	quote   shop.Quote
	total   shop.Fen
	off     shop.Fen // what discounts take off, positive
	later   bool     // what comes on top is shown only at the checkout, and some does
	block   int      // rows of total and button
	refused bool
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
	out.ladder = b.Ladder(w, nil, out.quote.Orders)
	for i := range out.ladder {
		switch r := &out.ladder[i]; {
		case r.Name == shop.LineItems:
			r.Label = b.Say("cart.items", "n", strconv.Itoa(out.quote.Count()))
			r.Fact = ""
		case r.Name == shop.LineShipping:
			r.Fact = shippingFact(b, &out.quote)
		case r.Role == look.Success && r.Fen < 0:
			out.off -= r.Fen
		}
		if r := &out.ladder[i]; r.Fee() && !open {
			out.total -= r.Fen
			out.later = true
			r.Fact, r.Amount, r.Role = "", b.Say("cart.later", "place", b.Say("place.checkout")), look.Warn
		}
	}
	if b.H < ladderFrom {
		out.ladder = nil
	} else if most := max(5, b.H/4); len(out.ladder) > most {
		out.ladder, out.several = briefly(b, out.ladder)
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

// briefly makes one rung of all discounts that the shop pays, and one of those of the platform.
func briefly(b *screen.Board, all []screen.Rung) (out []screen.Rung, several []int) {
	for i := range all {
		r := all[i]
		if r.Role != look.Success || r.Fen >= 0 {
			out, several = append(out, r), append(several, 1)
			continue
		}
		r.Label = b.Say("funder." + string(r.Funder) + ".discount")
		at := slices.IndexFunc(out, func(o screen.Rung) bool { return o.Label == r.Label })
		if at < 0 {
			out, several = append(out, r), append(several, 1)
			continue
		}
		several[at]++
		to := &out[at]
		to.Fen += r.Fen
		to.Fact, to.Amount = screen.Dotted(to.Fact, r.Fact), look.Money(int64(to.Fen), true)
	}
	return out, several
}

// shippingFact says what would make a single order ship free.
func shippingFact(b *screen.Board, q *shop.Quote) string {
	if len(q.Orders) != 1 {
		return b.Say("cart.orders", "n", strconv.Itoa(len(q.Orders)))
	}
	o := &q.Orders[0]
	seller := b.Shown.World.Catalogue.Shop(o.Shop)
	if seller == nil {
		return ""
	}
	var goods shop.Fen // as the template tests them: before what the platform gives
	for i := range o.Lines {
		switch l := &o.Lines[i]; l.Name {
		case shop.LineItems, shop.LineSaving, shop.LineBundle, shop.LinePromotion, shop.LineMerchant:
			goods += l.Amount
		case shop.LinePlatform:
			if l.Funder == string(shop.ByMerchant) {
				goods += l.Amount
			}
		}
	}
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
	label := screen.LabelColumn(l.ladder[min(1, len(l.ladder)):], b.W-4)
	for i := range l.ladder {
		r := &l.ladder[i]
		if i < len(l.several) && l.several[i] > 1 && label+cell.Width(r.Fact)+1+cell.Width(r.Amount) > b.W-4 {
			r.Fact = b.Say("cart.several", "n", strconv.Itoa(l.several[i])) // some of their names would pass for all
		}
		b.DrawRung(foot.Canvas, r, 2, y, b.W-4, max(label, cell.Width(r.Label)+1))
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
		foot.Text(totalX, y+1, l.note(b, button.X-1-totalX), look.Style{FG: look.Muted})
	}
	l.all(b, foot, allY, all)
}

// bare says whether the total is without a surcharge that some provinces pay.
func (l *bill) bare(b *screen.Board) bool {
	return l.quote.Bare && slices.ContainsFunc(l.quote.Orders, func(o shop.OrderQuote) bool {
		s := b.Shown.World.Catalogue.Shop(o.Shop)
		return s != nil && s.Shipping.Remote > 0
	})
}

// note says what the total holds, as much as there is room for.
func (l *bill) note(b *screen.Board, room int) string {
	if len(l.quote.Orders) == 0 {
		return ""
	}
	text := ""
	if l.off > 0 {
		text = b.Say("cart.off", "amount", look.Money(int64(l.off), true))
	}
	fee := l.quote.Sum(shop.LineShipping)
	rest := b.Say("checkout.no-shipping")
	switch {
	case l.later && l.quote.Sum(shop.LineTax) > 0:
		rest = b.Say("cart.without-fees")
	case b.Shown.World.Flow.Fees > flow.Cart:
		rest = b.Say("cart.without-shipping")
	case l.bare(b):
		rest = b.Say("checkout.without-remote") // nobody knows yet where it goes
	case fee > 0:
		rest = b.Say("checkout.with-shipping", "amount", money(fee))
	}
	if both := screen.Dotted(text, rest); text == "" || cell.Width(both) <= room {
		text = both
	}
	return cell.Truncate(text, room)
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
