package aftersale

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// write draws the form of a new request.
func (p *page) write(y int) int {
	y = p.types(y) + 1
	y = p.lines(y) + 1
	if variants := wanted(&p.w, p.o, p.form); len(variants) > 0 {
		y = p.options(y, variants) + 1
	}
	y = p.reasons(y) + 1
	y = p.worth(y) + 1
	return p.rules(y)
}

func (p *page) heading(y int, key, fact string) int {
	look.Heading(p.c.Canvas, margin, y, p.room(), p.Say(key), p.Gloss(key), fact)
	return y + 1
}

// types draws all types: those that fit say what they do where that has room, the others why they do not. Below them stands
// what comes of the chosen one.
func (p *page) types(y int) int {
	y = p.heading(y, "aftersale.type", "")
	width := 0
	for _, t := range flow.RequestTypes() {
		width = max(width, cell.Width(p.Say("aftersale.type."+string(t))))
	}
	x := margin + look.TickWidth
	at := x + width + 2
	for _, t := range flow.RequestTypes() {
		r, on := p.refused(flow.ChooseType, string(t)), p.form.Type == t
		id := typePre + string(t)
		say, fact := p.Say("aftersale.type."+string(t)+".text"), look.Style{FG: look.Muted}
		label := look.Style{FG: look.Ink}
		switch {
		case r.Refused():
			say = p.short(r, t)
			label.FG, fact.FG = look.Faint, look.Ink2
		case on:
			label.Attr = look.Bold
			fact.FG = look.Ink2
		}
		top := y
		look.Tick(p.c.Canvas, p.Theme, margin, y, on, r.Refused())
		if p.Focused(id, true) {
			label.Attr = look.Bold
		}
		p.c.Text(x, y, p.Say("aftersale.type."+string(t)), label)
		switch {
		case cell.Width(say) <= p.W-margin-at:
			p.c.Text(at, y, say, fact)
		case on || r.Refused():
			y += p.c.Lines(x, y+1, cell.Wrap(say, p.W-margin-x), fact)
		}
		y++
		p.focusBar(id, top, y-top)
		p.c.Target(screen.Target{
			ID: id, Rect: cell.Rect{X: margin, Y: top, W: p.room(), H: y - top}, Label: "verb.choose-type",
			Action: flow.Action{Verb: flow.ChooseType, ID: string(t)},
		})
	}
	return p.answered(y)
}

// answered says what happens once the form is handed in, and by when.
func (p *page) answered(y int) int {
	atOnce, within := p.w.Answered(p.s, p.form)
	x := margin + look.TickWidth
	if atOnce {
		n := look.Badge(p.c.Canvas, p.Theme, x, y, p.Say("aftersale.fast"), look.OKBadge) + 1
		lines := cell.Wrap(p.Say("aftersale.fast.text"), p.W-margin-x-n)
		return y + p.c.Lines(x+n, y, lines, look.Style{FG: look.Success})
	}
	say := p.Say("aftersale.clock.review", "left", p.Span(within))
	return y + p.c.Lines(x, y, cell.Wrap(say, p.W-margin-x), look.Style{FG: look.Info})
}

// short says in a few words why a type or a line cannot be chosen.
func (p *page) short(r flow.Refusal, t flow.RequestType) string {
	args := make([]string, 0, 2*len(r.Args))
	for _, d := range r.Args {
		if d.Name == "until" {
			if ms, err := strconv.ParseInt(d.Value, 10, 64); err == nil {
				d.Value = p.Stamp(shop.Instant(ms))
			}
		}
		args = append(args, d.Name, d.Value)
	}
	switch r.Code {
	case flow.NothingLower, flow.WindowClosed, flow.RequestOpen, flow.TooManyRequests, flow.ExchangeUnlike, flow.SoldOut, flow.StockShort:
		return p.Say("aftersale.why."+string(r.Code), args...)
	case flow.TypeNotNow:
		key := "aftersale.when." + string(t)
		seller := p.w.Catalogue.Shop(p.o.Quote.Shop)
		switch {
		case t == flow.Exchange && p.o.Quote.Trade.CrossBorder():
			key += ".import"
		case t == flow.Protection && (seller == nil || seller.Protect == 0):
			key += ".none"
		}
		return p.Say(key)
	}
	return p.Refusal(r)
}

// lines draws the lines of the order: which of them the request is about, and of how many pieces.
func (p *page) lines(y int) int {
	y = p.heading(y, "aftersale.items", "")
	for i := range p.o.Quote.Items {
		if i > 0 {
			y++
		}
		p.line(y, &p.o.Quote.Items[i])
		y += pictureH
	}
	return y
}

func (p *page) line(y int, it *shop.Item) {
	sku := string(it.SKU)
	n := countOf(p.form.Pieces, it.SKU)
	r, id := p.refused(flow.ChooseLine, sku), linePre+sku
	look.Tick(p.c.Canvas, p.Theme, margin, y+1, n > 0, r.Refused())
	x := margin + look.TickWidth
	attr := look.Attr(0)
	if p.focusBar(id, y, pictureH) {
		attr = look.Bold
	}
	p.piece(x, y, it, r.Refused(), attr)
	p.c.Target(screen.Target{
		ID: id, Rect: cell.Rect{X: margin, Y: y, W: p.room(), H: pictureH}, Label: "verb.choose-line",
		Action: flow.Action{Verb: flow.ChooseLine, ID: sku},
	})
	x += pictureW + 2
	room := p.W - margin - x
	switch {
	case r.Refused():
		p.c.Text(x, y+2, cell.Truncate(p.short(r, p.form.Type), room), look.Style{FG: look.Ink2})
	case p.form.Type == flow.Protection:
		one := flow.RequestForm{Order: p.o.ID, Type: p.form.Type, Pieces: []shop.Pieces{{SKU: it.SKU, Quantity: max(1, n)}}}
		say := p.Say("aftersale.protection", "amount", look.Money(int64(p.w.Expected(p.s, &one).Total()), true))
		p.c.Text(x, y+2, cell.Truncate(say, room), look.Style{FG: look.Success})
	case n > 0:
		p.stepper(p.W-margin-look.StepperWidth, y+2, sku, int(n))
		p.c.Text(x, y+2, p.Theme.Glyph("×")+strconv.Itoa(int(it.Quantity)), look.Style{FG: look.Muted})
	default:
		p.c.Text(x, y+2, p.Theme.Glyph("×")+strconv.Itoa(int(it.Quantity)), look.Style{FG: look.Muted})
	}
}

// stepper is how many pieces of a line the request is about.
func (p *page) stepper(x, y int, sku string, n int) {
	least, most := n-1, n+1
	if p.refused(flow.Decrease, sku).Refused() {
		least = n
	}
	if p.refused(flow.Increase, sku).Refused() {
		most = n
	}
	steps := look.Stepper(p.c.Canvas, p.Theme, x, y, n, least, most, false)
	p.step(steps.Minus, fewerPre+sku, "−", flow.Action{Verb: flow.Decrease, ID: sku})
	p.step(steps.Plus, morePre+sku, "+", flow.Action{Verb: flow.Increase, ID: sku})
}

func (p *page) step(at cell.Rect, id, mark string, a flow.Action) {
	if p.Focused(id, false) {
		p.c.Text(at.X, at.Y, " "+p.Theme.Glyph(mark)+" ", look.Style{FG: look.Ink, BG: look.Raised2, Attr: look.Bold | look.Reverse})
	}
	p.c.Target(screen.Target{ID: id, Rect: at, Action: a, Label: "verb." + a.Verb.String()})
}

// option is what the line of an exchange may become.
type option struct {
	sku         shop.SKU
	label, why  string // why is what is left of it, or why it cannot be had
	on, refused bool
}

func (p *page) option(product *shop.Product, v *shop.Variant) option {
	o := option{sku: v.SKU, label: p.Words(product.Label(v)), on: p.form.For == v.SKU}
	if o.label == "" {
		o.label = p.Words(product.Short)
	}
	o.why = p.Say("aftersale.stock", "n", strconv.Itoa(int(p.w.Left(v.SKU))))
	if r := p.refused(flow.ExchangeFor, string(v.SKU)); r.Refused() {
		o.refused, o.why = true, p.short(r, p.form.Type)
	}
	o.label = cell.Truncate(o.label, max(1, p.room()-look.TickWidth-2-cell.Width(o.why)))
	return o
}

// options draws what the line of an exchange may become, with what is left of it, in two columns where they fit.
func (p *page) options(y int, variants []shop.Variant) int {
	_, product := p.w.Catalogue.Variant(variants[0].SKU)
	if product == nil {
		return y
	}
	y = p.heading(y, "aftersale.instead", "")
	all := make([]option, len(variants))
	label, why := 0, 0
	for i := range variants {
		all[i] = p.option(product, &variants[i])
		label, why = max(label, cell.Width(all[i].label)), max(why, cell.Width(all[i].why))
	}
	w, columns := columnsOf(p.room(), look.TickWidth+label+1+why+1, len(all))
	for i := range all {
		o := &all[i]
		x, row := margin+i%columns*w, y+i/columns
		id := forPre + string(o.sku)
		look.Tick(p.c.Canvas, p.Theme, x, row, o.on, o.refused)
		name, fact := look.Style{FG: look.Ink2}, look.Style{FG: look.Muted}
		switch {
		case o.refused:
			name.FG, fact.FG = look.Faint, look.Ink2
		case o.on:
			name = look.Style{FG: look.Ink, Attr: look.Bold}
		}
		if p.Focused(id, true) {
			name = look.Style{FG: look.Ink, Attr: look.Bold}
			look.FocusBar(p.c.Canvas, p.Theme, x-2, row, 1)
		}
		p.c.Text(x+look.TickWidth, row, o.label, name)
		at := x + look.TickWidth + label + 1
		p.c.Text(at, row, cell.Truncate(o.why, max(0, x+w-at)), fact)
		p.c.Target(screen.Target{
			ID: id, Rect: cell.Rect{X: x, Y: row, W: w, H: 1}, Label: "verb.exchange-for",
			Action: flow.Action{Verb: flow.ExchangeFor, ID: string(o.sku)},
		})
	}
	return y + (len(all)+columns-1)/columns
}

// columnsOf returns how wide the columns of a list are, and whether there are one or two.
func columnsOf(room, width, n int) (w, columns int) {
	if n > 1 && width <= room/2 {
		return room / 2, 2
	}
	return room, 1
}

// reasons draws the reasons of the type, in two columns where they fit.
func (p *page) reasons(y int) int {
	y = p.heading(y, "aftersale.reason", "")
	all := flow.ReasonsFor(p.form.Type)
	width := 0
	for _, r := range all {
		width = max(width, cell.Width(p.Say("aftersale.reason."+r.ID)))
	}
	w, columns := columnsOf(p.room(), look.TickWidth+width+2, len(all))
	rows := (len(all) + columns - 1) / columns
	for i, r := range all {
		x, row := margin+i%columns*w, y+i/columns
		id, on := reasonPre+r.ID, p.form.Reason == r.ID
		look.Tick(p.c.Canvas, p.Theme, x, row, on, false)
		st := look.Style{FG: look.Ink2}
		if on {
			st = look.Style{FG: look.Ink, Attr: look.Bold}
		}
		if p.Focused(id, true) {
			st = look.Style{FG: look.Ink, Attr: look.Bold}
			look.FocusBar(p.c.Canvas, p.Theme, x-2, row, 1)
		}
		p.c.Text(x+look.TickWidth, row, cell.Truncate(p.Say("aftersale.reason."+r.ID), w-look.TickWidth), st)
		p.c.Target(screen.Target{
			ID: id, Rect: cell.Rect{X: x, Y: row, W: w, H: 1}, Label: "verb.choose-reason",
			Action: flow.Action{Verb: flow.ChooseReason, ID: r.ID},
		})
	}
	return y + rows
}

func countOf(pieces []shop.Pieces, sku shop.SKU) int32 {
	var n int32
	for _, piece := range pieces {
		if piece.SKU == sku {
			n += piece.Quantity
		}
	}
	return n
}
