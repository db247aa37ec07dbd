package screen

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// Taxed is how the tax of one item comes about.
type Taxed struct {
	Title  string
	Kind   string // one of the kinds of shop.ItemTax
	Base   shop.Fen
	Rate   string // 9.10%, "" where the price holds the tax
	Sum    string // ¥319.00 × 9.10%, or 包税
	Mark   string // why the rate is another than the usual one: 高档 ¥16.30/ml
	Amount shop.Fen
}

// taxed lists the taxed items of orders in their order.
func (f Frame) taxed(w *flow.World, orders []shop.OrderQuote) []Taxed {
	var all []Taxed
	for i := range orders {
		for j := range orders[i].Items {
			item := &orders[i].Items[j]
			if item.Tax == nil {
				continue
			}
			t := Taxed{Title: f.Words(item.Title), Kind: item.Tax.Kind, Base: item.Tax.Base, Amount: item.Tax.Amount}
			if t.Kind == shop.TaxIncluded {
				t.Sum = f.Say("line.tax.included")
			} else {
				t.Rate = Rate(item.Tax.Num, item.Tax.Den)
				t.Sum = look.Money(int64(t.Base), true) + " " + f.Theme.Glyph("×") + " " + t.Rate
			}
			switch t.Kind {
			case shop.TaxHighEnd:
				t.Mark = strings.TrimSpace(f.Say("line.tax.high-end") + " " + f.perUnit(w, item))
			case shop.TaxFull:
				t.Mark = f.Say("line.tax.full")
			}
			all = append(all, t)
		}
	}
	return all
}

// Rate writes a fraction in percent with two decimals, rounded half-up: 392/1700 is 23.06%.
func Rate(num, den int64) string {
	if den <= 0 {
		return ""
	}
	n := (num*20_000 + den) / (2 * den)
	cents := strconv.FormatInt(n%100, 10)
	if len(cents) < 2 {
		cents = "0" + cents
	}
	return strconv.FormatInt(n/100, 10) + "." + cents + "%"
}

// perUnit is the tax base of one millilitre, gram or sheet of an item, "" where the catalogue does not know how many it holds.
func (f Frame) perUnit(w *flow.World, item *shop.Item) string {
	v, _ := w.Catalogue.Variant(item.SKU)
	if v == nil || item.Quantity < 1 {
		return ""
	}
	base := int64(item.Tax.Base)
	if n := int64(v.Tax.Sheets); n > 0 {
		return look.Money(base/(n*int64(item.Quantity)), true) + "/" + f.Say("customs.unit.sheet")
	}
	if n := int64(v.Tax.Content); n > 0 {
		unit := "g"
		if strings.Contains(strings.ToLower(item.Label.ZH.String()), "ml") {
			unit = "ml"
		}
		return look.Money(base*100/(n*int64(item.Quantity)), true) + "/" + unit
	}
	return ""
}

// rates names the rates of a tax in short, each once: 9.10% · 23.06% 高档.
func (f Frame) rates(all []Taxed) string {
	said := ""
	for i := range all {
		one := all[i].Rate
		switch all[i].Kind {
		case shop.TaxIncluded:
			one = f.Say("line.tax.included")
		case shop.TaxHighEnd:
			one += " " + f.Say("customs.high-end")
		}
		if !strings.Contains(" · "+said+" · ", " · "+one+" · ") {
			said = Dotted(said, one)
		}
	}
	return said
}

// DrawTaxed draws how the tax of one item comes about from x on w cells: its title with the sum and, at the right, the amount;
// on a second row why the rate is another than usual. A title that has no room beside its sum stands above it. It returns the
// rows.
func (f Frame) DrawTaxed(c *look.Canvas, t *Taxed, x, y, w int) int {
	st := look.Style{FG: look.Muted}
	amount := look.Money(int64(t.Amount), true)
	room, rows := w-cell.Width(amount)-1, 0
	line := func(s string) {
		c.Text(x, y+rows, cell.Truncate(s, room), st)
		rows++
	}
	const least = 8 // cells of a title beside its sum
	free := room - cell.Width(t.Sum) - 1
	if free >= min(least, cell.Width(t.Title)) {
		line(cell.Truncate(t.Title, free) + " " + t.Sum)
	} else {
		line(t.Title)
		line(t.Sum)
	}
	c.TextRight(x+w, y+rows-1, amount, st)
	if t.Mark != "" {
		line(t.Mark)
	}
	return rows
}
