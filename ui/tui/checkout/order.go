package checkout

import (
	"slices"
	"strconv"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

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
	y = v.promise(b, body, seller, y)
	if len(q.Orders) > 1 {
		y = v.fee(b, body, o, y)
		y += v.row(b, body, y, look.Row{
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
func (v view) promise(b *screen.Board, body screen.Part, s *shop.Shop, y int) int {
	r := look.Row{
		Label: b.Say("checkout.ships"), Value: b.Say("checkout.ships-within", "hours", strconv.Itoa(s.ShipHours)), ValueRole: look.Ink2,
	}
	if s.Days[1] == 0 {
		return y + v.row(b, body, y, r)
	}
	at := b.Shown.Now.Add(time.Duration(s.ShipHours)*time.Hour + time.Duration(s.Days[1])*24*time.Hour)
	arrives := b.Say("checkout.arrives", "date", b.Date(at))
	both := r.Value + " · " + arrives
	if v.label+cell.Width(both) <= b.W-2*left {
		r.Value = both
		return y + v.row(b, body, y, r)
	}
	y += v.row(b, body, y, r)
	return y + v.row(b, body, y, look.Row{Value: arrives, ValueRole: look.Ink2})
}

// ladder draws the lines of the quote, summed over its orders.
func (v view) ladder(b *screen.Board, body screen.Part, q *shop.Quote, y int) int {
	if len(q.Orders) == 0 {
		return y
	}
	y += v.row(b, body, y, look.Row{
		Label: b.Say("checkout.items"), Value: b.Say("checkout.pieces", "n", strconv.Itoa(q.Count())), ValueRole: look.Ink2,
		Fact: look.Money(int64(q.Sum(shop.LineItems)), true), FactRole: look.Ink,
	})
	if len(q.Orders) == 1 {
		return v.fee(b, body, &q.Orders[0], y)
	}
	for _, name := range names(q) {
		r := look.Row{Label: b.Say("line." + name), Fact: look.Money(int64(q.Sum(name)), true), FactRole: look.Ink}
		switch {
		case q.Sum(name) != 0:
		case name == shop.LineShipping:
			r.Fact, r.FactRole = b.Say("checkout.free"), look.Success
		default:
			r.Fact, r.FactRole = b.Say("line.freight-insurance.given"), look.Success
		}
		y += v.row(b, body, y, r)
	}
	return y
}

// names lists the lines of all orders beside the items, each once.
func names(q *shop.Quote) []string {
	var all []string
	for i := range q.Orders {
		for _, l := range q.Orders[i].Lines {
			if l.Name != shop.LineItems && !slices.Contains(all, l.Name) {
				all = append(all, l.Name)
			}
		}
	}
	return all
}

// fee draws the lines of an order below its items. What the shopper sees here for the first time stands in a band.
func (v view) fee(b *screen.Board, body screen.Part, o *shop.OrderQuote, y int) int {
	banded := false
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
			if !banded {
				y++
			}
			banded = true
			y += v.band(b, body, y, r)
			continue
		}
		banded = false
		y += v.row(b, body, y, r)
	}
	return y
}

// row draws a row of facts on the page's columns and returns its height.
func (v view) row(b *screen.Board, body screen.Part, y int, r look.Row) int {
	r.LabelW = max(v.label, cell.Width(r.Label)+1)
	r.Draw(body.Canvas, b.Theme, left, y, b.W-2*left)
	return 1
}

// labelWidth is the column of labels: the usual one, or as wide as the lines of the quote need it.
func labelWidth(b *screen.Board, q *shop.Quote) int {
	w := look.LabelZH
	if b.Lang == words.EN {
		w = look.LabelEN
	}
	if q.Sum(shop.LineRemote) > 0 {
		w = max(w, cell.Width(b.Say("line."+shop.LineRemote))+2)
	}
	return w
}

// band draws a row as the surprise that it is.
func (v view) band(b *screen.Board, body screen.Part, y int, r look.Row) int {
	body.Fill(cell.Rect{X: left - 1, Y: y, W: b.W - 2*left + 2, H: 1}, look.SoftWarn)
	r.Fact = "+" + r.Fact
	first := b.Say("checkout.first-shown")
	if both := screen.Dotted(first, r.Value); v.label+cell.Width(both)+1+cell.Width(r.Fact) <= b.W-2*left {
		first = both
	}
	r.Value = first
	r.LabelRole, r.ValueRole, r.FactRole, r.ValueAttr = look.Warn, look.Warn, look.Warn, look.Bold
	return v.row(b, body, y, r)
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
