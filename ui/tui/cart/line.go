package cart

import (
	"strings"

	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// line draws one line of the cart on five rows: title, options, what is to be known, remove, price and quantity.
func (v view) line(b *screen.Board, body screen.Part, l *line, y int) {
	v.tickLine(b, body, l, y+2)
	seen := b.Sees(y, lineRows)
	if seen {
		v.picture(b, body, l, y)
	}
	v.title(b, body, l, y)
	v.options(b, body, l, y+1)
	end := v.remove(b, body, l, y+3)
	for i, f := range factsOf(b, l) {
		room := b.W - 2 - factsX
		if i == 1 {
			room = end - 1 - factsX
		}
		body.Text(factsX, y+2+i, cell.Truncate(f.text, room), look.Style{FG: f.role})
	}
	if l.live() {
		v.price(b, body, l, y+4)
	}
	if strings.HasSuffix(focusOf(b, l), string(l.SKU)) {
		look.FocusBar(body.Canvas, b.Theme, tickX-2, y, lineRows)
	}
}

// focusOf returns which target of the line has the focus, "" for none.
func focusOf(b *screen.Board, l *line) string {
	for _, part := range []string{tickPart, openPart, sizePart, minusPart, plusPart, removePart} {
		if id := part + string(l.SKU); b.Focused(id, false) {
			return id
		}
	}
	return ""
}

func (v view) tickLine(b *screen.Board, body screen.Part, l *line, y int) {
	if !l.live() && !l.Ticked {
		look.Tick(body.Canvas, b.Theme, tickX, y, false, true)
		return
	}
	verb := flow.Tick
	if l.Ticked {
		verb = flow.Untick
	}
	id := tickPart + string(l.SKU)
	v.tick(b, body, id, y, l.Ticked, false)
	body.Target(screen.Target{
		ID: id, Rect: cell.Rect{X: tickX - 1, Y: y - 1, W: 3, H: 3}, Action: flow.Action{Verb: verb, ID: string(l.SKU)}, Label: "key.tick",
	})
}

func (v view) picture(b *screen.Board, body screen.Part, l *line, y int) {
	shot := look.Shot{Kind: b.Say("app.picture"), Finish: look.Finish{Unavailable: !l.live()}}
	if l.product != nil {
		shot.Name = l.product.Cover()
		if len(l.product.Pictures) > 0 {
			shot.Alt = b.Words(l.product.Pictures[0].Alt)
		}
		if l.variant.Picture != "" {
			shot.Name = l.variant.Picture
		}
	}
	b.Pictures.Draw(body.Canvas, b.Theme, cell.Rect{X: pictureX, Y: y, W: pictureW, H: lineRows}, shot)
}

func (v view) title(b *screen.Board, body screen.Part, l *line, y int) {
	room := b.W - 2 - factsX
	if l.product == nil {
		body.Text(factsX, y, cell.Truncate(string(l.SKU), room), look.Style{FG: look.Muted})
		return
	}
	id := openPart + string(l.SKU)
	st := look.Style{FG: look.Ink}
	if !l.live() {
		st.FG = look.Muted
	}
	if b.Focused(id, false) {
		st.Attr = look.Bold | look.Reverse
	}
	body.Text(factsX, y, cell.Truncate(b.Words(l.product.Short), room), st)
	open := screen.Target{
		ID: id, Rect: cell.Rect{X: pictureX, Y: y, W: b.W - 2 - pictureX, H: 1},
		Action: flow.Action{Verb: flow.OpenProduct, ID: string(l.product.ID)}, Label: "key.open",
	}
	body.Target(open)
}

// options draws the chip that changes the SKU. Something that has no options has no chip.
func (v view) options(b *screen.Board, body screen.Part, l *line, y int) {
	if l.product == nil {
		return
	}
	label := b.Words(l.product.Label(l.variant))
	if label == "" {
		return
	}
	id := sizePart + string(l.SKU)
	mark := " " + b.Theme.Glyph("▾")
	label = cell.Truncate(label, b.W-2-factsX-2-cell.Width(mark)) + mark
	r := look.Chip(body.Canvas, b.Theme, factsX, y, label, look.Choice, b.Focused(id, false))
	if !l.live() && !b.Focused(id, false) {
		body.Text(factsX+1, y, label, look.Style{FG: look.Faint})
	}
	body.Target(screen.Target{ID: id, Rect: r, Action: flow.Action{Verb: flow.ChangeSKU, ID: string(l.SKU)}, Label: "cart.change"})
}

func (v view) remove(b *screen.Board, body screen.Part, l *line, y int) int {
	id := removePart + string(l.SKU)
	st := look.Style{FG: look.Muted}
	if b.Focused(id, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	label := b.Say("cart.remove")
	x := body.TextRight(b.W-2, y, label, st)
	body.Target(screen.Target{
		ID: id, Rect: cell.Rect{X: x, Y: y, W: cell.Width(label), H: 1},
		Action: flow.Action{Verb: flow.Remove, ID: string(l.SKU)}, Label: "cart.remove",
	})
	return x
}

// price draws price, reference and stepper; the ends of the stepper are what the rules allow.
func (v view) price(b *screen.Board, body screen.Part, l *line, y int) {
	sku := string(l.SKU)
	x := b.W - 2 - look.StepperWidth
	minus, plus := flow.Action{Verb: flow.Decrease, ID: sku}, flow.Action{Verb: flow.Increase, ID: sku}
	refused := func(a flow.Action) bool { return flow.Refuse(b.Shown.World, b.Shown.Now, b.Shown.State, a).Refused() }
	n := int(l.Quantity)
	least, most := n, n
	if !refused(minus) {
		least--
	}
	if !refused(plus) {
		most++
	}
	steps := look.Stepper(body.Canvas, b.Theme, x, y, n, least, most, false)
	for _, end := range []struct {
		id   string
		r    cell.Rect
		mark string
		a    flow.Action
		key  string
	}{
		{minusPart + sku, steps.Minus, "−", minus, "key.fewer"}, {plusPart + sku, steps.Plus, "+", plus, "key.more"},
	} {
		if b.Focused(end.id, false) {
			body.Text(end.r.X, y, " "+b.Theme.Glyph(end.mark)+" ", look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse})
		}
		body.Target(screen.Target{ID: end.id, Rect: end.r, Action: end.a, Label: end.key})
	}
	unit, was := l.variant.Price, l.variant.Market
	if l.item != nil {
		unit, was = l.item.Unit, l.item.Was
	}
	at := factsX + look.PriceTag(body.Canvas, factsX, y, int64(unit), look.PriceStyle{Decimals: true}) + 1
	if was > unit && at+cell.Width(look.Money(int64(was), false)) < x {
		look.Was(body.Canvas, at, y, "", int64(was))
	}
}
