// Package checkout draws the checkout 结算: where it goes, what is in it, what it costs, how it is paid, and one button.
package checkout

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// New makes the screen of the checkout.
func New(s session.Shown, _ flow.Spot) screen.Screen {
	v := view{}
	return screen.NewPage(v, s, v.Start(s))
}

type view struct{}

// Ids of targets.
const (
	submitID  = "submit"
	addressID = "address"
)

func methodID(m flow.Method) string { return "method:" + string(m) }

// Columns and rows of the page.
const (
	left     = 2
	pictureW = 10
	itemX    = left + pictureW + 2
	itemRows = 5
)

// Start implements screen.Starter: without an address the thing to tap next is to add one.
func (v view) Start(s session.Shown) string {
	if s.State.AddressOf(s.State.Checkout.Address) == nil {
		return addressID
	}
	return submitID
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	pay := payOf(b)
	head, body, foot := b.Split(2, pay.rows)
	y := v.address(b, body, 0) + 1
	for i := range pay.quote.Orders {
		y = v.order(b, body, &pay.quote, i, y) + 1
	}
	y = v.ladder(b, body, &pay.quote, y) + 1
	y = v.methods(b, body, y)
	b.End(y + 1)
	pay.draw(b, foot)
	b.TitleBar(head, b.Say("title.checkout"), "", "")
}

// address draws the chosen one, masked, or asks for one.
func (v view) address(b *screen.Board, body screen.Part, y int) int {
	w := b.W - 2*left
	own := b.Shown.State.AddressOf(b.Shown.State.Checkout.Address)
	focus := b.Focused(addressID, false)
	target := screen.Target{ID: addressID, Action: flow.Action{Verb: flow.ChooseAddress}, Label: "address.choose"}
	if own == nil {
		target.Rect, target.Label = cell.Rect{X: left, Y: y, W: w, H: 1}, "checkout.address-add"
		label := "+ " + b.Say("checkout.address-add")
		look.Button(body.Canvas, b.Theme, target.Rect, label, look.Primary, b.Focused(addressID, true))
		body.Target(target)
		return y + 1
	}
	change := b.Say("checkout.change") + " " + b.Theme.Glyph("›")
	st := look.Style{FG: look.Muted}
	if focus {
		st = look.Style{FG: look.Ink, Attr: look.Bold}
	}
	end := body.TextRight(left+w, y, change, st) - 1
	who := shop.MaskName(own.Name) + "  " + shop.MaskPhone(own.Phone)
	x := left + body.Text(left, y, cell.Truncate(who, end-left), look.Style{FG: look.Ink, Attr: look.Bold}) + 1
	badge := b.Say("checkout.default")
	if book := b.Shown.State.Book; len(book) > 0 && book[0].ID == own.ID && x+cell.Width(badge)+2 < end {
		look.Badge(body.Canvas, b.Theme, x, y, badge, look.InfoBadge)
	}
	lines := cell.Clamp(own.Masked(), w, 2)
	body.Lines(left, y+1, lines, look.Style{FG: look.Ink2})
	target.Rect = cell.Rect{X: left, Y: y, W: w, H: 1 + len(lines)}
	if focus {
		look.FocusBar(body.Canvas, b.Theme, left-1, y, target.Rect.H)
	}
	body.Target(target)
	return target.Rect.Bottom()
}

// order draws the shop, its items, and when they come. Where there are several orders each says its own fee.
func (v view) order(b *screen.Board, body screen.Part, q *shop.Quote, i, y int) int {
	o := &q.Orders[i]
	seller := b.Shown.World.Catalogue.Shop(o.Shop)
	b.ShopRow(body, seller, left, y, b.W-left)
	y++
	for j := range o.Items {
		if j > 0 {
			y++
		}
		v.item(b, body, &o.Items[j], y)
		y += itemRows
	}
	y++
	y = promise(b, body, seller, y)
	if len(q.Orders) > 1 {
		y = v.fee(b, body, o, y)
		y += row(b, body, y, look.Row{
			Label: b.Say("checkout.subtotal"), Fact: look.Money(int64(o.Payable), true), FactRole: look.Ink,
		})
	}
	return y
}

func (v view) item(b *screen.Board, body screen.Part, item *shop.Item, y int) {
	if !b.Sees(y, itemRows) {
		return
	}
	shot := look.Shot{Name: item.Picture, Kind: b.Say("app.picture")}
	room := b.W - left - itemX
	p := b.Shown.World.Catalogue.Product(item.Product)
	if p != nil && len(p.Pictures) > 0 {
		shot.Alt = b.Words(p.Pictures[0].Alt)
	}
	b.Pictures.Draw(body.Canvas, b.Theme, cell.Rect{X: left, Y: y, W: pictureW, H: itemRows}, shot)
	body.Text(itemX, y, cell.Truncate(b.Words(item.Title), room), look.Style{FG: look.Ink})
	muted := look.Style{FG: look.Muted}
	body.Text(itemX, y+1, cell.Truncate(b.Words(item.Label), room), muted)
	if p != nil {
		body.Lines(itemX, y+2, cell.Clamp(b.Words(p.Returns), room, 2), muted)
	}
	body.TextRight(b.W-left, y+4, b.Theme.Glyph("×")+strconv.Itoa(int(item.Quantity)), muted)
	look.PriceTag(body.Canvas, itemX, y+4, int64(item.Unit), look.PriceStyle{Decimals: true, Role: look.Ink})
}

// promise says when the shop sends and when it should arrive, on a second row where one does not hold both.
func promise(b *screen.Board, body screen.Part, s *shop.Shop, y int) int {
	r := look.Row{
		Label: b.Say("checkout.ships"), Value: b.Say("checkout.ships-within", "hours", strconv.Itoa(s.ShipHours)), ValueRole: look.Ink2,
	}
	if s.Days[1] == 0 {
		return y + row(b, body, y, r)
	}
	at := b.Shown.Now.Add(time.Duration(s.ShipHours)*time.Hour + time.Duration(s.Days[1])*24*time.Hour)
	arrives := b.Say("checkout.arrives", "date", b.Date(at))
	both := r.Value + " · " + arrives
	if labelWidth(b)+cell.Width(both) <= b.W-2*left {
		r.Value = both
		return y + row(b, body, y, r)
	}
	y += row(b, body, y, r)
	return y + row(b, body, y, look.Row{Value: arrives, ValueRole: look.Ink2})
}

// ladder draws the lines of the quote, summed over its orders.
func (v view) ladder(b *screen.Board, body screen.Part, q *shop.Quote, y int) int {
	if len(q.Orders) == 0 {
		return y
	}
	y += row(b, body, y, look.Row{
		Label: b.Say("checkout.items"), Value: b.Say("checkout.pieces", "n", strconv.Itoa(q.Count())), ValueRole: look.Ink2,
		Fact: look.Money(int64(q.Sum(shop.LineItems)), true), FactRole: look.Ink,
	})
	if len(q.Orders) == 1 {
		return v.fee(b, body, &q.Orders[0], y)
	}
	for _, l := range q.Orders[0].Lines {
		if l.Name == shop.LineItems {
			continue
		}
		r := look.Row{Label: b.Say("line." + l.Name), Fact: look.Money(int64(q.Sum(l.Name)), true), FactRole: look.Ink}
		switch {
		case q.Sum(l.Name) != 0:
		case l.Name == shop.LineShipping:
			r.Fact, r.FactRole = b.Say("checkout.free"), look.Success
		default:
			r.Fact, r.FactRole = cmp.Or(why(b, &q.Orders[0], l), r.Fact), look.Success
		}
		y += row(b, body, y, r)
	}
	return y
}

// fee draws the lines of an order below its items. What the shopper sees here for the first time stands in a band.
func (v view) fee(b *screen.Board, body screen.Part, o *shop.OrderQuote, y int) int {
	for _, l := range o.Lines {
		if l.Name == shop.LineItems {
			continue
		}
		r := look.Row{Label: b.Say("line." + l.Name), Value: why(b, o, l), ValueRole: look.Muted}
		switch {
		case l.Amount != 0:
			r.Fact, r.FactRole = look.Money(int64(l.Amount), true), look.Ink
		case l.Name == shop.LineShipping:
			r.Fact, r.FactRole, r.Value = b.Say("checkout.free"), look.Success, ""
			if l.Why == "free-over" {
				r.Value = why(b, o, l)
			}
		case r.Value != "":
			r.Fact, r.FactRole, r.Value = r.Value, look.Success, "" // who gives it, as the cart says it
		default:
			r.Fact, r.FactRole = look.Money(0, true), look.Success
		}
		if surprise(b.Shown.State, l.Name, o.Shop) {
			y += band(b, body, y, r)
			continue
		}
		y += row(b, body, y, r)
	}
	return y
}

// row draws a row of facts on the page's columns and returns its height.
func row(b *screen.Board, body screen.Part, y int, r look.Row) int {
	r.LabelW = max(labelWidth(b), cell.Width(r.Label)+1)
	r.Draw(body.Canvas, b.Theme, left, y, b.W-2*left)
	return 1
}

// labelWidth is the column of labels.
func labelWidth(b *screen.Board) int {
	if b.Lang == words.EN {
		return look.LabelEN
	}
	return look.LabelZH
}

// band draws a row as the surprise that it is, between two blank rows.
func band(b *screen.Board, body screen.Part, y int, r look.Row) int {
	y++
	body.Fill(cell.Rect{X: left - 1, Y: y, W: b.W - 2*left + 2, H: 1}, look.SoftWarn)
	if r.Value != "" {
		r.Value = " · " + r.Value
	}
	r.Value = b.Say("checkout.first-shown") + r.Value
	r.Fact = "+" + r.Fact
	r.LabelRole, r.ValueRole, r.FactRole, r.ValueAttr = look.Warn, look.Warn, look.Warn, look.Bold
	row(b, body, y, r)
	return 2
}

func why(b *screen.Board, o *shop.OrderQuote, l shop.QuoteLine) string {
	if l.Why == "" {
		return ""
	}
	over := look.Money(int64(b.Shown.World.Catalogue.Shop(o.Shop).Shipping.Over), false)
	return b.Say("line."+l.Name+"."+l.Why, "over", over)
}

func surprise(s *flow.State, name string, id shop.ShopID) bool {
	for _, seen := range s.Seen {
		if seen.Line == name && seen.Shop == id {
			return seen.Surprise()
		}
	}
	return false
}

// methods draws the ways to pay that the flow has.
func (v view) methods(b *screen.Board, body screen.Part, y int) int {
	w := b.W - 2*left
	look.Heading(body.Canvas, left, y, w, b.Say("checkout.payment"), b.Gloss("checkout.payment"), "")
	y++
	for _, m := range b.Shown.World.Flow.Methods {
		id := methodID(m)
		focus := b.Focused(id, false)
		r := cell.Rect{X: left, Y: y, W: w, H: 1}
		name := look.Style{FG: look.Ink}
		if focus {
			name.Attr = look.Bold
			look.FocusBar(body.Canvas, b.Theme, left-1, y, 1)
		}
		mark, st := "○", look.Style{FG: look.Muted}
		if b.Shown.State.Checkout.Method == m {
			mark, st.FG = "◉", look.Accent
		}
		tick := b.Theme.Glyph(mark)
		end := body.TextRight(left+w, y, tick, st) - 1
		n := body.Text(left, y, cell.Truncate(b.Say("payment."+string(m)), end-left), name)
		if hint := b.Say("payment." + string(m) + ".hint"); hasHint(m) && n+2+cell.Width(hint) < end-left {
			body.Text(left+n+2, y, hint, look.Style{FG: look.Muted})
		}
		body.Target(screen.Target{ID: id, Rect: r, Action: flow.Action{Verb: flow.ChoosePayment, ID: string(m)}, Label: "key.choose"})
		y++
	}
	return y
}

func hasHint(m flow.Method) bool { return m == flow.Balance || m == flow.AlipayFree }

// payable is the foot: the amount, what it holds, and the button.
type payable struct {
	rows, block int
	reason      []string
	quote       shop.Quote
	addressed   bool
}

func payOf(b *screen.Board) payable {
	s := b.Shown.State
	out := payable{quote: b.Shown.World.Quote(s), block: 2}
	if b.Layout.TallButtons() {
		out.block = 3
	}
	out.addressed = s.AddressOf(s.Checkout.Address) != nil
	r := flow.Refuse(b.Shown.World, b.Shown.Now, s, flow.Action{Verb: flow.PlaceOrder})
	if r.Refused() {
		out.reason = cell.Clamp(b.Refusal(r), b.W-2*left, 2)
	}
	out.rows = 1 + len(out.reason) + out.block
	return out
}

func (p *payable) draw(b *screen.Board, foot screen.Part) {
	foot.Rule(0, 0, b.W, look.Line)
	y := 1 + foot.Lines(left, 1, p.reason, look.Style{FG: look.Warn})
	kind := look.Primary
	if len(p.reason) > 0 {
		kind = look.Disabled
	}
	label := b.Say("checkout.submit")
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
	foot.Target(screen.Target{ID: submitID, Rect: r, Action: flow.Action{Verb: flow.PlaceOrder}, Label: "checkout.submit"})
	n := foot.Text(left, y, b.Say("checkout.payable"), look.Style{FG: look.Ink2}) + 1
	look.PriceTag(foot.Canvas, left+n, y, int64(p.quote.Payable), look.PriceStyle{Decimals: true})
	room := b.W - 2*left
	if p.block == 3 {
		room = r.X - 1 - left
	}
	facts := p.facts(b)
	if p.block < 3 {
		facts = []string{strings.Join(facts, " · ")}
	}
	for i, f := range facts {
		foot.Text(left, y+1+i, cell.Truncate(f, room), look.Style{FG: look.Muted})
	}
}

// facts say what the amount holds, on at most two rows.
func (p *payable) facts(b *screen.Board) []string {
	if len(p.quote.Orders) == 0 {
		return nil
	}
	items := b.Say("checkout.items-count", "n", strconv.Itoa(p.quote.Count()))
	fee := p.quote.Sum(shop.LineShipping)
	shipping := b.Say("checkout.no-shipping")
	if fee > 0 {
		shipping = b.Say("checkout.with-shipping", "amount", look.Money(int64(fee), true))
	}
	if n := len(p.quote.Orders); n > 1 {
		return []string{items + " · " + shipping, b.Say("checkout.orders", "n", strconv.Itoa(n))}
	}
	return []string{items, shipping}
}
