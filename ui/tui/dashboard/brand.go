package dashboard

import (
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// brand is what the report says of a shop, or of all of them.
type brand struct {
	shop     *shop.Shop // nil for all
	products []measure.SourceRow
	sources  []measure.SourceRow // notes that tag a product of the shop
	cadence  []measure.CadenceRow
	sum      measure.SourceRow // of its products
}

// brandsOf divides a report: all first, then the shops in the order of the catalogue.
func brandsOf(w *flow.World, r *measure.Report) []brand {
	c := w.Catalogue
	all := make([]brand, 1, 1+len(c.Shops))
	all[0] = brand{products: r.Products, sources: r.Sources, cadence: r.Cadence}
	for i := range c.Shops {
		s := &c.Shops[i]
		b := brand{shop: s}
		for j := range r.Products {
			if p := c.Product(shop.ProductID(r.Products[j].ID)); p != nil && p.Shop == s.ID {
				b.products = append(b.products, r.Products[j])
			}
		}
		for j := range r.Sources {
			if n := noteOf(w, r.Sources[j].ID); n != nil && slices.ContainsFunc(n.Tags, func(id shop.ProductID) bool {
				p := c.Product(id)
				return p != nil && p.Shop == s.ID
			}) {
				b.sources = append(b.sources, r.Sources[j])
			}
		}
		for j := range r.Cadence {
			if r.Cadence[j].Shop == string(s.ID) {
				b.cadence = append(b.cadence, r.Cadence[j])
			}
		}
		all = append(all, b)
	}
	for i := range all {
		all[i].add()
	}
	return all
}

// add sums the products up.
func (b *brand) add() {
	s := &b.sum
	for i := range b.products {
		p := &b.products[i]
		s.Views, s.Adds, s.Orders, s.Refunds, s.GMV = s.Views+p.Views, s.Adds+p.Adds, s.Orders+p.Orders, s.Refunds+p.Refunds, s.GMV+p.GMV
		s.AddRate.Num += p.AddRate.Num
	}
	s.AddRate.Den = s.Views
	s.PayRate = measure.Rate{Num: s.Orders, Den: s.Views}
	if s.Orders > 0 {
		s.PerOrder = (2*s.GMV + shop.Fen(s.Orders)) / (2 * shop.Fen(s.Orders))
	}
}

// noteOf looks a note up in the catalogue and among those that shoppers published.
func noteOf(w *flow.World, id string) *shop.Note {
	if n := w.Catalogue.Note(shop.NoteID(id)); n != nil {
		return n
	}
	for i := range w.Shared.Notes {
		if n := &w.Shared.Notes[i]; n.ID == shop.NoteID(id) {
			return n
		}
	}
	return nil
}

// name is what a brand is called.
func (b *brand) name(f screen.Frame) string {
	if b.shop == nil {
		return f.Say("dashboard.all")
	}
	return brandName(f, b.shop)
}

// brandName is the first word of a shop's name: the brand, without the kind of store.
func brandName(f screen.Frame, s *shop.Shop) string {
	first, _, _ := strings.Cut(f.Words(s.Name), " ")
	return first
}

// chips draws the brands on one row around the one that is shown, with arrows where there are more.
func (v View) chips(b *screen.Board, head screen.Part, y int) {
	m := margin(b.W)
	left, right := m+2, b.W-m-2
	widths := make([]int, len(v.brands))
	for i := range v.brands {
		widths[i] = look.ChipWidth(v.brands[i].name(b.Frame)) + 1
	}
	from, used := v.at, widths[v.at]
	until := v.at + 1
	for grown := true; grown; { // one to the right, one to the left, while there is room
		grown = false
		if until < len(widths) && used+widths[until] <= right-left+1 {
			used, until, grown = used+widths[until], until+1, true
		}
		if from > 0 && used+widths[from-1] <= right-left+1 {
			used, from, grown = used+widths[from-1], from-1, true
		}
	}
	arrow := look.Style{FG: look.Muted}
	if from > 0 {
		head.Text(m, y, b.Theme.Glyph("‹"), arrow)
		head.Target(screen.Target{ID: before, Rect: rect(m, y, 2), Local: before, Label: "dashboard.key.brand"})
	}
	x := left
	if from == 0 {
		x = m
	}
	for i := from; i < until; i++ {
		kind, id := look.Choice, brandID+itoa(i)
		if i == v.at {
			kind = look.Chosen
		}
		r := look.Chip(head.Canvas, b.Theme, x, y, cell.Truncate(v.brands[i].name(b.Frame), right-x-2), kind, b.Focused(id, true))
		head.Target(screen.Target{ID: id, Rect: r, Local: id, Label: "dashboard.key.brand"})
		x += widths[i]
	}
	if until < len(widths) {
		head.Text(right+1, y, b.Theme.Glyph("›"), arrow)
		head.Target(screen.Target{ID: after, Rect: rect(right, y, 2), Local: after, Label: "dashboard.key.brand"})
	}
}

// tabRow draws the tabs.
func (v View) tabRow(b *screen.Board, head screen.Part, y int) {
	m, sum := margin(b.W), 0
	for _, key := range tabKeys {
		sum += cell.Width(b.Say(key))
	}
	gap := min(4, max(1, (b.W-2*m-sum)/(tabs-1)))
	x := m
	for i, key := range tabKeys {
		id := tabID + itoa(i+1)
		r := look.Tab(head.Canvas, b.Theme, x, y, cell.Truncate(b.Say(key), b.W-m-x), i == v.tab, b.Focused(id, true))
		head.Target(screen.Target{ID: id, Rect: r, Local: id, Label: "dashboard.key.tab"})
		x = r.Right() + gap
	}
	name := ""
	if s := v.brands[v.at].shop; s != nil {
		name = b.Words(s.Name)
	}
	if room := b.W - m - x; room >= cell.Width(name) {
		head.TextRight(b.W-m, y, name, look.Style{FG: look.Ink2})
	}
}
