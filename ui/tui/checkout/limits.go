package checkout

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// limits draws which limits of cross-border retail import are not kept, and what to do about each.
func (p *page) limits(body screen.Part, y int) int {
	w := p.W - 2*left
	for _, over := range p.quote.Limits {
		if over.Order < 0 || over.Order >= len(p.quote.Orders) {
			continue
		}
		o := &p.quote.Orders[over.Order]
		say := p.Say("customs.limit", "most", look.Money(int64(shop.MostOrder), false)) // by how much, the foot says
		if over.Year {
			key := "customs.quota.over"
			if pieces(o) < 2 {
				key = "customs.quota.wait"
			}
			say = p.Say(key, "amount", look.Money(int64(over.Over), true))
		}
		y += look.Notice(body.Canvas, p.Theme, left-1, y, w+2, say, look.Caution).H
		if !over.Year {
			y = p.split(body, o, y)
		}
	}
	y = p.removing(body, y)
	if form := &p.Shown.State.Checkout; form.Split && p.parts() > 1 {
		say := p.Say("customs.limit.done", "n", strconv.Itoa(p.parts()))
		y += body.Lines(left, y, cell.Wrap(say, w), look.Style{FG: look.Info})
	}
	return y
}

// removing offers to leave goods out of the checkout that a limit does not allow; they stay in the cart.
func (p *page) removing(body screen.Part, y int) int {
	for i := range p.quote.Orders {
		for j := range p.quote.Orders[i].Items {
			item := &p.quote.Orders[i].Items[j]
			a, say := flow.Action{Verb: flow.Decrease, ID: string(item.SKU)}, "checkout.one-fewer"
			if p.refuses(a) {
				a.Verb, say = flow.Remove, "checkout.leave-out"
			}
			if p.refuses(a) {
				continue
			}
			id := removeID + a.ID
			row := look.Row{
				Value: cell.Truncate(p.Pick(item.Title.ZH, item.Title.EN), p.W/2), ValueRole: look.Ink2,
				Fact: p.Say(say), FactRole: look.Info,
				Focus: p.Focused(id, false),
			}
			r := cell.Rect{X: left, Y: y, W: p.W - 2*left, H: 1}
			row.Draw(body.Canvas, p.Theme, r.X, y, r.W)
			body.Target(screen.Target{ID: id, Rect: r, Action: a, Label: "verb." + a.Verb.String()})
			y++
		}
	}
	return y
}

func (p *page) refuses(a flow.Action) bool {
	return flow.Refuse(p.Shown.World, p.Shown.Now, p.Shown.State, a).Refused()
}

func pieces(o *shop.OrderQuote) int {
	n := 0
	for i := range o.Items {
		n += int(o.Items[i].Quantity)
	}
	return n
}

// parts counts the orders that were split off one another.
func (p *page) parts() int {
	n := 0
	for i := range p.quote.Orders {
		if p.quote.Orders[i].Part > 0 {
			n++
		}
	}
	return n
}

// split is the button that lets one order fall into several. It is drawn once.
func (p *page) split(body screen.Part, o *shop.OrderQuote, y int) int {
	if p.Start(p.Shown) != splitID && !splits(p.Shown) {
		return y
	}
	n := p.fallsInto(o)
	label := p.Say("customs.limit.split", "n", strconv.Itoa(n))
	kind := look.Secondary
	if p.Start(p.Shown) == splitID {
		kind = look.Primary
	}
	r := cell.Rect{X: left, Y: y, W: p.W - 2*left, H: 1}
	look.Button(body.Canvas, p.Theme, r, label, kind, p.Focused(splitID, kind == look.Primary))
	body.Target(screen.Target{ID: splitID, Rect: r, Action: flow.Action{Verb: flow.SplitOrders}, Label: "verb.split-orders"})
	return y + 1
}

// fallsInto is how many orders this one would be.
func (p *page) fallsInto(o *shop.OrderQuote) int {
	ask := p.Shown.World.AskCheckout(p.Shown.State)
	ask.Split = true
	quote := shop.NewQuote(&ask)
	n := 0
	for i := range quote.Orders {
		if quote.Orders[i].Shop == o.Shop && quote.Orders[i].Trade == o.Trade {
			n++
		}
	}
	return n
}
