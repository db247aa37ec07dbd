package story

import (
	"bytes"
	"reflect"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// printGiven writes a state as `given:`, nothing where a journey begins with it. What is as the catalogue, the flow and the
// shopper have it is left out. Notes are those that shoppers have published.
func printGiven(w *flow.World, s *flow.State) []byte {
	first := flow.Start(w, s.Stream)
	g := &givenPrinter{w: w, s: s}
	g.pages(&first)
	g.identities(&first)
	g.orders()
	g.requests()
	g.paying()
	g.beside(&first)
	g.shelf()
	if g.Len() == 0 {
		return nil
	}
	return append([]byte("given:\n"), g.Bytes()...)
}

type givenPrinter struct {
	bytes.Buffer
	w *flow.World
	s *flow.State
}

// row is a map in braces while it is written: keys and values that are there.
type row []string

func (r *row) add(key, value string) {
	if value != "" {
		*r = append(*r, key+": "+value)
	}
}

func (r *row) id(key, value string) { r.add(key, scalar(value)) }

func (r *row) text(key string, t text.Text) { r.add(key, scalar(t.String())) }

func (r *row) number(key string, n, otherwise int) {
	if n != otherwise {
		r.add(key, itoa(n))
	}
}

func (r *row) money(key string, amount, otherwise shop.Fen) {
	if amount != otherwise {
		r.id(key, amount.String())
	}
}

func (r *row) moment(key string, at, otherwise shop.Instant) {
	if at != otherwise {
		r.id(key, printMoment(at))
	}
}

func (r *row) yes(key string, is, otherwise bool) {
	if is != otherwise {
		r.add(key, yesNo(is))
	}
}

func (r *row) method(key string, m flow.Method) { r.add(key, orNone(string(m))) }

func (r row) String() string {
	if len(r) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(r, ", ") + " }"
}

// scalar writes a text, "" where it is empty. What was typed is not taken for a column.
func scalar(s string) string {
	if s == "" {
		return ""
	}
	return escape(strict.FlowString(s))
}

func orNone(s string) string {
	if s == "" {
		return none
	}
	return scalar(s)
}

func bracketed[T ~string](all []T) string {
	items := make([]string, len(all))
	for i, one := range all {
		items[i] = scalar(string(one))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func piecesOf(pieces []shop.Pieces) string {
	var r row
	for _, p := range pieces {
		r.add(scalar(string(p.SKU)), itoa(int(p.Quantity)))
	}
	return r.String()
}

func (g *givenPrinter) line(key, value string) { g.WriteString("  " + key + ": " + value + "\n") }

// list writes a list of maps, one a line.
func (g *givenPrinter) list(key string, rows []row) {
	if len(rows) == 0 {
		return
	}
	g.WriteString("  " + key + ":\n")
	for _, r := range rows {
		g.WriteString("    - " + r.String() + "\n")
	}
}

func (r *row) address(a *shop.Address) {
	for _, field := range shop.AddressFields {
		v, _ := a.Field(field)
		r.text(field, v)
	}
}

func (g *givenPrinter) pages(first *flow.State) {
	s := g.s
	if len(s.Trail) != 1 || s.Trail[0].Place != flow.Feed {
		way := make([]string, len(s.Trail))
		for i, spot := range s.Trail {
			way[i] = spot.Place.String()
			if spot.Subject != "" {
				way[i] = "{" + way[i] + ": " + scalar(spot.Subject) + "}"
			}
		}
		g.line("trail", "["+strings.Join(way, ", ")+"]")
	}
	if !reflect.DeepEqual(s.Book, first.Book) && len(s.Book)+len(first.Book) > 0 {
		rows := make([]row, len(s.Book))
		for i := range s.Book {
			rows[i].id("address", s.Book[i].ID)
			rows[i].address(&s.Book[i])
		}
		if len(rows) == 0 {
			g.line("addresses", "[]")
		}
		g.list("addresses", rows)
	}
	if len(s.Cart) > 0 {
		g.WriteString("  cart:\n")
	}
	for _, line := range s.Cart {
		var r row
		r.add("quantity", itoa(int(line.Quantity)))
		r.yes("ticked", line.Ticked, true)
		if v, _ := g.w.Catalogue.Variant(line.SKU); v == nil || v.Price != line.Price {
			r.money("price", line.Price, -1)
		}
		r.id("note", string(line.Note))
		value := r.String()
		if len(r) == 1 {
			value = itoa(int(line.Quantity))
		}
		g.WriteString("    " + string(line.SKU) + ": " + value + "\n")
	}
	g.sheet()
	if c := &s.Checkout; !reflect.DeepEqual(*c, flow.CheckoutForm{}) {
		var r row
		r.add("lines", piecesOf(c.Pieces))
		r.yes("from-cart", c.FromCart, false)
		r.add("address", orNone(c.Address))
		r.method("payment", c.Method)
		if c.Identity != declares(g.w, s, c.Pieces) {
			r.add("identity", orNone(c.Identity))
		}
		switch {
		case c.Pick == shop.PickManual:
			r.add("coupons", bracketed(c.Chosen))
		case c.Pick != "":
			r.id("coupons", string(c.Pick))
		}
		r.yes("split", c.Split, false)
		r.id("balance", string(c.Balance))
		r.id("shown", c.Shown.String())
		r.id("note", string(c.Note))
		g.line("checkout", r.String())
	}
	if f := s.Form; f != nil {
		var r row
		r.id("editing", f.Editing)
		r.address(&f.Address)
		g.line("form", r.String())
	}
}

func (g *givenPrinter) sheet() {
	sheet := &g.s.Sheet
	p := g.w.Catalogue.Product(sheet.Product)
	if sheet.Product == "" || p == nil {
		return
	}
	var r, values row
	r.id("product", string(sheet.Product))
	r.add("for", orNone(string(sheet.Intent)))
	r.id("editing", string(sheet.Editing))
	for i, value := range sheet.Values {
		if value != "" && i < len(p.Axes) {
			values.add(p.Axes[i].ID, scalar(value))
		}
	}
	if len(values) > 0 {
		r.add("choose", values.String())
	}
	r.number("quantity", int(sheet.Quantity), 1)
	g.line("sheet", r.String())
}
