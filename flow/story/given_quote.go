package story

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// ordered reads what was ordered, and what it cost: what the catalogue asks for it at the moment when it was placed, with
// the coupons that it names, or what its own lines say.
func (g *giver) ordered(r *strict.Reader, o *flow.Order) {
	n := r.Node("lines")
	pieces, coupons := g.pieces(r, "lines"), g.ids(r, "coupons", "coupon")
	q := priced(g.w, o, pieces, coupons)
	switch {
	case len(q.Orders) == 1:
		o.Quote = q.Orders[0]
	case n != nil && len(q.Orders) == 0:
		r.Failf("lines", "an order holds at least one piece, as in {lip-tint-03: 1}")
	case n != nil:
		r.Failf("lines", "these are of %d shops, and each makes an order of its own", len(q.Orders))
	}
	g.presale(r, o)
	if o.Presale != nil && o.Presale.Quoted {
		if q = priced(g.w, o, pieces, coupons); len(q.Orders) == 1 {
			o.Quote = q.Orders[0]
		}
	}
	o.Quote.Part = r.OptInt("part", 0, mostGiven, 0)
	g.told(r, o)
	for _, id := range coupons {
		if !slices.Contains(usedBy(&o.Quote), id) {
			r.Failf("coupons", "%s takes nothing off this order", id)
		}
		g.spent = append(g.spent, spent{id, o.ID})
	}
	o.Note = shop.NoteID(g.opt(r, "note", "note"))
}

// priced quotes the pieces of an order by the catalogue.
func priced(w *flow.World, o *flow.Order, pieces []shop.Pieces, coupons []string) shop.Quote {
	ask := shop.Ask{
		Catalogue: w.Catalogue, Pieces: pieces, Province: o.Address.Province(), At: o.Placed, Pick: shop.PickNone,
		Balance: o.Presale != nil && o.Presale.Quoted,
	}
	for _, id := range coupons {
		if c := w.Catalogue.Coupon(id); c != nil {
			ask.Held, ask.Chosen, ask.Pick = append(ask.Held, *c), append(ask.Chosen, id), shop.PickManual
		}
	}
	return shop.NewQuote(&ask)
}

// usedBy lists the coupons that an order uses, each once.
func usedBy(q *shop.OrderQuote) []string {
	var ids []string
	for i := range q.Lines {
		line := &q.Lines[i]
		if (line.Name == shop.LineMerchant || line.Name == shop.LinePlatform) && !slices.Contains(ids, line.Why) {
			ids = append(ids, line.Why)
		}
	}
	return ids
}

// presaleOf is the presale of what was ordered, nil where it is sold at once.
func presaleOf(c *shop.Catalogue, o *flow.Order) *shop.Presale {
	if len(o.Quote.Items) == 0 {
		return nil
	}
	if v, _ := c.Variant(o.Quote.Items[0].SKU); v != nil {
		return v.Presale
	}
	return nil
}

// presale reads when the balance is taken, and what became of the deposit: it is paid, and the balance too, where the order
// is bought.
func (g *giver) presale(r *strict.Reader, o *flow.Order) {
	p := presaleOf(g.w.Catalogue, o)
	n := r.OptNode("presale")
	if n != nil && n.Kind() == strict.Scalar {
		_, err := n.One(none)
		g.Add(n.Pos(), err)
		return
	}
	if n == nil && p == nil {
		return
	}
	own, _ := r.OptMap("presale")
	bought := o.Status.Bought()
	t := &flow.PresaleTerm{Deposit: o.Quote.Payable}
	if p != nil {
		t.Balance, t.Forfeit = p.Balance, p.Forfeit
	}
	t.Deposit = g.money(own, "deposit", t.Deposit)
	t.Paid, t.Quoted = g.yes(own, "paid", bought), g.yes(own, "quoted", bought)
	t.Balance.From, t.Balance.Until = g.moment(own, "from", t.Balance.From), g.moment(own, "until", t.Balance.Until)
	t.Forfeit = g.yes(own, "forfeit", t.Forfeit)
	t.Base = g.money(own, "taxable", 0)
	own.Done()
	o.Presale = t
}

// told reads items and lines of a quote that the catalogue would not make now.
func (g *giver) told(r *strict.Reader, o *flow.Order) {
	o.Quote.Items = slices.Clone(o.Quote.Items)
	for _, pair := range r.Pairs("items") {
		id := shop.SKU(g.id("sku", pair.Key))
		own := g.Read(pair.Value)
		i := slices.IndexFunc(o.Quote.Items, func(item shop.Item) bool { return item.SKU == id })
		if i < 0 {
			g.Add(pair.Key.Pos(), pair.Key.Errorf("the order holds no %s", id))
			continue
		}
		g.item(own, &o.Quote.Items[i])
		own.Done()
	}
	if !r.Has("quote") {
		return
	}
	o.Quote.Lines, o.Quote.Payable = nil, 0
	for _, n := range r.OptList("quote") {
		own := g.Read(n)
		line := shop.QuoteLine{
			Name: own.One("line", shop.LineNames()...), Amount: g.money(own, "amount", 0),
			Funder: own.OptText("funder", ""), Why: own.OptText("why", ""),
		}
		for _, pair := range own.Pairs("shares") {
			line.Shares = append(line.Shares, shop.Share{SKU: shop.SKU(g.id("sku", pair.Key)), Amount: g.amount(pair.Value)})
		}
		own.Done()
		o.Quote.Lines = append(o.Quote.Lines, line)
		o.Quote.Payable += line.Amount
	}
}

func (g *giver) item(r *strict.Reader, i *shop.Item) {
	i.Price, i.Unit, i.Was = g.money(r, "price", i.Price), g.money(r, "unit", i.Unit), g.money(r, "was", i.Was)
	i.Kind = shop.PriceKind(orEmpty(r.OptOne("kind", string(i.Kind), priceKinds()...)))
	i.Offer, i.Passed = orEmpty(r.OptText("offer", i.Offer)), orEmpty(r.OptText("passed", i.Passed))
	i.Limited, i.Deposit = g.yes(r, "limited", i.Limited), g.money(r, "deposit", i.Deposit)
	n := r.OptNode("tax")
	if n == nil {
		return
	}
	if i.Tax = nil; n.Kind() == strict.Scalar {
		_, err := n.One(none)
		g.Add(n.Pos(), err)
		return
	}
	own := g.Read(n)
	i.Tax = &shop.ItemTax{
		Kind: own.Text("kind"), Base: g.money(own, "base", 0), Amount: g.money(own, "amount", 0),
		Num: int64(own.OptInt("num", 0, mostSeed, 0)), Den: int64(own.OptInt("den", 0, mostSeed, 0)),
	}
	own.Done()
}

// priceKinds are the kinds of prices, and none.
func priceKinds() []string {
	kinds := []string{none}
	for _, kind := range shop.PriceKinds() {
		kinds = append(kinds, string(kind))
	}
	return kinds
}

func orEmpty(s string) string {
	if s == none {
		return ""
	}
	return s
}
