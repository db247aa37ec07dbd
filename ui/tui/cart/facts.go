package cart

import (
	"strconv"
	"time"

	"tagtap/flow/shop"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// fact is something to be known of a line.
type fact struct {
	text string
	role look.Role
}

// fewLeft is the stock from which the line says how much is left.
const fewLeft = 5

// soon is how long before its end a price says how much time is left.
const soon = 72 * time.Hour

// factsOf says what bites first: what stops the line from being bought, then the price that does not cover it or ends, then
// how much is left, then how its price moved.
func factsOf(b *screen.Board, l *line) []fact {
	switch {
	case l.variant == nil:
		return []fact{{b.Say("cart.gone"), look.Ink2}}
	case l.left == 0:
		facts := []fact{{b.Say("cart.sold-out"), look.Ink2}}
		if back := b.Words(l.variant.Restock); back != "" {
			facts = append(facts, fact{back, look.Muted})
		}
		return facts
	}
	var facts []fact
	left := strconv.Itoa(int(l.left))
	if l.Quantity > l.left {
		facts = append(facts, fact{b.Say("cart.short", "left", left), look.Warn})
	}
	if f := priced(b, l); f.text != "" {
		facts = append(facts, f)
	}
	if l.Quantity <= l.left && l.left <= fewLeft {
		facts = append(facts, fact{b.Say("cart.left", "left", left), look.Warn})
	}
	switch moved := l.variant.Price - l.Price; {
	case moved < 0:
		facts = append(facts, fact{b.Say("cart.cheaper", "amount", money(-moved)), look.Success})
	case moved > 0:
		facts = append(facts, fact{b.Say("cart.dearer", "amount", money(moved)), look.Warn})
	}
	const most = 2
	return facts[:min(len(facts), most)]
}

// priced says which price the line has if it is not the list price, until when, and how many pieces of it are left.
func priced(b *screen.Board, l *line) fact {
	item := l.item
	if item == nil {
		return fact{}
	}
	name := func(k shop.PriceKind) string { return b.Say("price." + string(k)) }
	if o := offer(l.variant, item.Passed); o != nil {
		now := item.Kind
		if now == "" {
			now = shop.PriceList
		}
		say := b.Say("price.passed", "kind", name(o.Kind), "left", strconv.Itoa(rest(b, l, o)), "now", name(now))
		return fact{say, look.Warn}
	}
	o := offer(l.variant, item.Offer)
	switch {
	case item.Kind == "" || item.Kind == shop.PriceList:
		return fact{}
	case o == nil || o.Window.Until == 0:
		return fact{name(item.Kind), look.Success}
	}
	left := o.Window.Until.Sub(b.Shown.Now)
	span := b.Span(left)
	switch {
	case o.Stock > 0:
		return fact{b.Say("cart.flash", "kind", b.Say("price.label."+string(o.Kind)), "left", strconv.Itoa(rest(b, l, o)), "time", span), look.Warn}
	case left < soon:
		return fact{b.Say("cart.ends", "kind", name(o.Kind), "time", span), look.Warn}
	}
	return fact{name(item.Kind), look.Success}
}

func offer(v *shop.Variant, id string) *shop.Offer {
	for i := range v.Offers {
		if id != "" && v.Offers[i].ID == id {
			return &v.Offers[i]
		}
	}
	return nil
}

// rest is how many pieces of an offer are left.
func rest(b *screen.Board, l *line, o *shop.Offer) int {
	return max(0, o.Stock-int(b.Shown.World.Taken(o.Shelf(l.SKU))))
}

func money(f shop.Fen) string { return look.Money(int64(f), false) }
