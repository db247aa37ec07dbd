package external

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// ask is the last page of the app: where the tag leads, why, and what stays behind. It still looks like the app.
func (p *page) ask() {
	h := p.buttonH()
	head, body, foot := p.Split(2, 1+h)
	p.c = body
	y := 0
	name, place := "", p.Say("external.own-shop")
	if p.seller != nil {
		name = p.Words(p.seller.Name)
		if to := p.Words(p.seller.Outside); to != "" {
			place = to
		}
		look.Seal(body.Canvas, p.Theme, margin, y, p.Words(p.seller.Seal), screen.Colour(p.seller.Colour))
	}
	x := margin + look.SealW + 2
	body.Text(x, y, cell.Truncate(p.Say("external.to", "place", place), p.W-margin-x), look.Style{FG: look.Ink, Attr: look.Bold})
	body.Text(x, y+1, cell.Truncate(screen.Dotted(name, p.site()), p.W-margin-x), look.Style{FG: look.Muted})
	y += look.SealH + 1
	look.Heading(body.Canvas, margin, y, p.room(), p.Say("external.why"), p.Gloss("external.why"), "")
	y++
	if p.visit.Reason != "" {
		lines := cell.Wrap(p.Say("outside."+p.visit.Reason), p.room()-2)
		for i := range lines {
			body.Text(margin, y+i, p.Theme.Glyph("▌"), look.Style{FG: look.WarnLine})
		}
		y += body.Lines(margin+2, y, lines, look.Style{FG: look.Ink2})
	}
	y++
	look.Heading(body.Canvas, margin, y, p.room(), p.Say("external.after"), p.Gloss("external.after"), "")
	y++
	for _, key := range []string{"external.after.account", "external.after.cover", "external.after.data"} {
		body.Text(margin, y, p.Theme.Glyph("✕"), look.Style{FG: look.Muted})
		y += body.Lines(margin+look.TickWidth, y, cell.Wrap(p.Say(key), p.room()-look.TickWidth), look.Style{FG: look.Ink2})
	}
	p.End(y)
	foot.Rule(0, 0, p.W, look.Line)
	w := (p.room() - 2) / 2
	stay, leave := p.pair("external.stay", "external.leave", w-2)
	for i, b := range []struct {
		id, label string
		text      string
		verb      flow.Verb
		kind      look.ButtonKind
	}{{"stay", "external.stay", stay, flow.Back, look.Secondary}, {on, "external.leave", leave, flow.Continue, look.Primary}} {
		r := cell.Rect{X: margin + i*(w+2), Y: 1, W: w, H: h}
		look.Button(foot.Canvas, p.Theme, r, b.text, b.kind, p.Focused(b.id, true))
		foot.Target(screen.Target{ID: b.id, Rect: r, Action: flow.Action{Verb: b.verb}, Label: b.label})
	}
	p.TitleBar(head, p.Say("external.switch"), "", "")
}

// pair words two buttons of that width: both have the English beside the Chinese or none.
func (p *page) pair(one, other string, w int) (string, string) {
	a, b := p.Glossed(one, w), p.Glossed(other, w)
	if a == p.Say(one) || b == p.Say(other) {
		return p.Say(one), p.Say(other)
	}
	return a, b
}

// listing is the brand's own page of the product.
func (p *page) listing() {
	foot := p.ground(1 + p.buttonH())
	y := p.mark(0)
	v, _ := p.Shown.World.Catalogue.Variant(p.visit.SKU)
	if p.product != nil {
		h := p.Layout.Hero() - 2
		if p.Sees(y, h) {
			at := cell.Rect{X: margin, Y: y, W: p.room(), H: h}
			p.Pictures.Draw(p.c.Canvas, p.Theme, at, look.Shot{Name: p.product.Cover(), Alt: p.Words(p.product.Short), Kind: p.Say("app.picture")})
		}
		y = p.title(y+h+1, p.Words(p.product.Short))
		if v != nil {
			if label := p.Words(p.product.Label(v)); label != "" {
				y = p.text(y, label, look.Muted)
			}
			look.PriceTag(p.c.Canvas, margin, y, int64(v.Price), look.PriceStyle{Decimals: true, Role: look.Ink})
			y++
		}
		y++
	}
	y = p.text(y, p.Say("external.fees-later"), look.Muted)
	p.End(p.text(y, p.Say("external.bare"), look.Muted))
	p.button(foot, 0, "external.buy", false, p.onward(p.Shown.State))
}

// fill is a page with a form: the account, or the address.
func (p *page) fill(title string) {
	of := p.fields(p.Shown)
	why := ""
	switch missing := p.form.Missing(of); {
	case p.form.Empty(of) > 0:
		why = p.Say("external.missing", "n", strconv.Itoa(p.form.Empty(of)))
	case missing == "phone":
		why = p.Refusal(flow.Refusal{Code: flow.PhoneInvalid})
	case missing == "code":
		why = p.Refusal(flow.Refusal{Code: flow.CodeInvalid})
	}
	reason := cell.Clamp(why, p.room(), 2)
	if why == "" {
		reason = nil
	}
	above := max(1, len(reason))
	foot := p.ground(above + p.buttonH() + 1)
	y := p.mark(0)
	y = p.title(y, p.Say(title))
	y = p.text(y, p.Say(title+".hint"), look.Muted) + 1
	if len(of.Names) > 0 {
		y = p.form.Draw(p.Board, p.c, of, margin, y)
	}
	p.End(p.text(y, p.Say("external.made-up"), look.Muted))
	foot.Lines(margin, 0, reason, look.Style{FG: look.Warn})
	p.button(foot, above, "external.continue", why != "", p.onward(p.Shown.State))
}

// paid is the end: what was paid, and that nobody in the app knows.
func (p *page) paid() {
	foot := p.ground(1 + p.buttonH())
	y := p.mark(0)
	y = p.title(y, p.Ticked(p.Say("external.paid")))
	if p.visit.Paid > 0 {
		look.PriceTag(p.c.Canvas, margin, y, int64(p.visit.Paid), look.PriceStyle{Decimals: true, Role: look.Ink})
		y++
	}
	y = p.text(y, p.Say("external.paid.text"), look.Ink2) + 1
	y = p.title(y, p.Say("external.learned"))
	p.End(p.list(y, [][2]string{
		{"external.learned.order", "external.lost.order"}, {"external.learned.buyer", "external.lost.buyer"},
		{"external.learned.source", "external.lost.source"}, {"external.learned.review", "external.lost.review"},
	}))
	p.button(foot, 0, "external.return", false, p.onward(p.Shown.State))
}

// platform is where a shopper goes to buy elsewhere: nothing of it is known.
func (p *page) platform() {
	foot := p.ground(1 + p.buttonH())
	y := p.title(0, p.Say("external.gone", "place", p.Say("note.platform."+p.at)))
	y = p.text(y, p.Say("external.gone.text"), look.Ink2) + 1
	if p.product != nil {
		y = p.wanted(y) + 1
	}
	y = p.title(y, p.Say("external.unseen"))
	y = p.list(y, [][2]string{
		{"external.unseen.buy", "external.unknown"}, {"external.unseen.paid", "external.unknown"}, {"external.unseen.note", "external.unknown"},
	}) + 1
	p.End(p.text(y, p.Say("external.leak"), look.Muted))
	p.button(foot, 0, "external.return", false, p.onward(p.Shown.State))
}

// wanted is the product that was looked at, with the price that the app asks.
func (p *page) wanted(y int) int {
	const w, h = 8, 4
	p.Pictures.Draw(p.c.Canvas, p.Theme, cell.Rect{X: margin, Y: y, W: w, H: h},
		look.Shot{Name: p.product.Cover(), Alt: p.Words(p.product.Short), Kind: p.Say("app.picture")})
	x := margin + w + 2
	p.c.Text(x, y, cell.Truncate(p.Words(p.product.Short), p.W-margin-x), look.Style{FG: look.Ink})
	if p.seller != nil {
		p.c.Text(x, y+1, cell.Truncate(p.Words(p.seller.Name), p.W-margin-x), look.Style{FG: look.Muted})
	}
	price, _ := p.product.From()
	look.PriceTag(p.c.Canvas, x, y+2, int64(price), look.PriceStyle{Decimals: true, Role: look.Ink2})
	return y + h
}

// lines draws what the shop asks for. A fee that is first seen here stands in the band of surprises.
func (p *page) lines(y int, q *shop.Quote) int {
	width := 0
	for i := range q.Orders {
		for _, l := range q.Orders[i].Lines {
			width = max(width, cell.Width(p.Say("line."+l.Name))+2)
		}
	}
	for i := range q.Orders {
		o := &q.Orders[i]
		for _, l := range o.Lines {
			if l.Name == shop.LineInsurance {
				continue
			}
			r := look.Row{Label: p.Say("line." + l.Name), LabelW: width, Fact: look.Money(int64(l.Amount), true), FactRole: look.Ink}
			if l.Amount == 0 {
				r.Fact, r.FactRole = p.Say("line.shipping.free"), look.Success
			}
			if p.surprise(l.Name, o.Shop) {
				p.c.Fill(cell.Rect{X: margin - 1, Y: y, W: p.room() + 2, H: 1}, look.SoftWarn)
				r.Value, r.Fact = p.Say("checkout.first-shown"), "+"+r.Fact
				r.LabelRole, r.ValueRole, r.FactRole, r.ValueAttr = look.Warn, look.Warn, look.Warn, look.Bold
			}
			r.Draw(p.c.Canvas, p.Theme, margin, y, p.room())
			y++
		}
	}
	return y
}

func (p *page) surprise(line string, id shop.ShopID) bool {
	for _, seen := range p.Shown.State.Seen {
		if seen.Line == line && seen.Shop == id {
			return seen.Surprise()
		}
	}
	return false
}
