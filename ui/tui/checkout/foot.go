package checkout

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// payable is the foot: the amount, what it holds, and the button.
type payable struct {
	rows, block int
	reason      []string
	quote       *shop.Quote
	addressed   bool
	action      flow.Action // of the button
	label       string
}

func (p *page) payable() payable {
	s := p.Shown.State
	out := payable{quote: &p.quote, block: 2}
	if p.Layout.TallButtons() {
		out.block = 3
	}
	out.addressed = s.AddressOf(s.Checkout.Address) != nil
	out.action, out.label = flow.Action{Verb: flow.PlaceOrder}, p.submit()
	if next := following(p.step); next != "" {
		out.action = flow.Action{Verb: flow.NextStep}
		out.label = p.Say("checkout.next", "step", p.Say("checkout.step."+next))
	}
	r := flow.Refuse(p.Shown.World, p.Shown.Now, s, out.action)
	if r.Refused() {
		why := p.Refusal(r)
		if r.Code == flow.AddressNeeded && len(s.Book) == 0 {
			why = p.Say("checkout.address-none") // there is none to choose from
		}
		out.reason = cell.Clamp(why, p.W-2*left, 2)
	}
	out.rows = 1 + len(out.reason) + out.block
	return out
}

// submit is what the last button says: of a presale which part of it is paid.
func (p *page) submit() string {
	for i := range p.quote.Orders {
		if p.presale(&p.quote.Orders[i]) == nil {
			continue
		}
		if p.Shown.State.Checkout.Balance != "" {
			return p.Say("verb.pay-balance")
		}
		return p.Say("checkout.pay-deposit")
	}
	amount := cell.Width(p.Say("checkout.payable")) + cell.Width(look.Money(int64(p.quote.Payable), true)) + 2
	return p.Glossed("checkout.submit", min(26, p.W-2*left-amount-look.ButtonWidth("")))
}

func (p *payable) draw(b *screen.Board, foot screen.Part) {
	b.Edge(foot)
	y := 1 + foot.Lines(left, 1, p.reason, look.Style{FG: look.Warn})
	kind := look.Primary
	if len(p.reason) > 0 {
		kind = look.Disabled
	}
	label := p.label
	const usual = 15
	r := cell.Rect{Y: y, W: max(usual, look.ButtonWidth(label)), H: 1}
	if b.W < 44 {
		r.W = look.ButtonWidth(label)
	}
	r.X = b.W - left - r.W
	if p.block == 3 {
		r.H = 3
	}
	look.Button(foot.Canvas, b.Theme, r, label, kind, b.Focused(submitID, true))
	foot.Target(screen.Target{ID: submitID, Rect: r, Action: p.action, Label: "verb." + p.action.Verb.String()})
	n := foot.Text(left, y, b.Say("checkout.payable"), look.Style{FG: look.Ink2}) + 1
	look.PriceTag(foot.Canvas, left+n, y, int64(p.quote.Payable), look.PriceStyle{Decimals: true})
	room := b.W - 2*left
	if p.block == 3 {
		room = r.X - 1 - left
	}
	p.told(b, foot, y+1, room)
}

// told says what the amount holds, on the rows that the button leaves: one or two.
func (p *payable) told(b *screen.Board, foot screen.Part, y, room int) {
	rows, whole := p.rowsOf(p.facts(b, false), room)
	if !whole {
		rows, _ = p.rowsOf(p.facts(b, true), room)
	}
	for i, row := range rows {
		foot.Text(left, y+i, row, look.Style{FG: look.Muted})
	}
	if p.open(b) {
		last := cell.Truncate(b.Say("checkout.without-remote"), room)
		foot.Text(left, y+len(rows)-1, cell.Pad("", room), look.Style{FG: look.Muted})
		foot.Text(left, y+len(rows)-1, last, look.Style{FG: look.Warn})
	}
}

// rowsOf puts facts on the rows beside the button, each whole or not at all, and says whether the first three have room.
func (p *payable) rowsOf(facts []string, room int) (rows []string, whole bool) {
	const matter = 3
	rows, whole = make([]string, p.block-1), true
	at := 0
	for i, f := range facts {
		next := screen.Dotted(rows[at], f)
		if cell.Width(next) > room && rows[at] != "" && at+1 < len(rows) {
			at++
			next = f
		}
		if cell.Width(next) <= room {
			rows[at] = next
		} else if i < matter {
			whole = false
		}
	}
	return rows, whole
}

// facts are what there is to say about the amount, what matters most first; in short the discounts stand as one.
func (p *payable) facts(b *screen.Board, short bool) []string {
	if len(p.quote.Orders) == 0 {
		return nil
	}
	var merchant, platform shop.Fen
	for i := range p.quote.Orders {
		m, pl := p.quote.Orders[i].Discounts()
		merchant, platform = merchant+m, platform+pl
	}
	var facts []string
	say := func(key string, amount shop.Fen, sign string) {
		if amount != 0 {
			facts = append(facts, b.Say(key)+" "+sign+bare(amount))
		}
	}
	tax := p.quote.Sum(shop.LineTax)
	both := merchant != 0 && platform != 0
	if both && short {
		say("checkout.off", merchant+platform, "−")
	} else {
		say("funder.merchant", merchant, "−")
		say("funder.platform", platform, "−")
	}
	say("line.tax", tax, "+")
	if both && !short {
		say("checkout.off", merchant+platform, "")
	}
	if len(facts) == 0 {
		facts = append(facts, b.Say("checkout.items-count", "n", strconv.Itoa(p.quote.Count())))
	}
	if n := len(p.quote.Orders); n > 1 {
		facts = append(facts, b.Say("confirmation.orders-count", "n", strconv.Itoa(n)))
	}
	if p.quote.Later > 0 {
		return append(facts, b.Say("presale.balance")+" "+bare(p.quote.Later))
	}
	if fee := p.quote.Sum(shop.LineShipping) + p.quote.Sum(shop.LineRemote); fee > 0 {
		return append(facts, b.Say("checkout.with-shipping", "amount", look.Money(int64(fee), true)))
	}
	return append(facts, b.Say("checkout.no-shipping"))
}

// bare writes an amount without its sign.
func bare(f shop.Fen) string {
	_, whole, cents := look.Amount(int64(f))
	return whole + "." + cents
}

// open says whether the amount may still grow: nobody knows yet where it goes, and a shop takes more for some provinces.
func (p *payable) open(b *screen.Board) bool {
	if p.addressed {
		return false
	}
	for i := range p.quote.Orders {
		if s := b.Shown.World.Catalogue.Shop(p.quote.Orders[i].Shop); s != nil && s.Shipping.Remote > 0 {
			return true
		}
	}
	return false
}
