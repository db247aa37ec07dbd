package shop

import "slices"

// NewQuote prices the pieces. Orders stand in the order in which their shops first appear; the items of an order in byte
// order of their SKU ids, a SKU once. Pieces of a SKU that the catalogue does not hold are left out. Without a province the
// shipping is quoted without a surcharge.
//
// Every order is quoted alone. Its goods fall from list prices to single-item prices, bundles, one store promotion, one coupon
// of the shop and one of the platform. Thresholds and percentages see the amounts after single-item prices and bundles,
// whatever comes after (平行优惠); each discount is split by what is left of its lines just before it and leaves a fen of the
// order. Shipping is tested after the merchant's discounts; over the border it is taxed with the goods, and coupons reduce no
// tax. Every discount and tax is an exact fraction that is rounded once, half-up.
//
// Presale pieces are orders of their own: their deposit now, and with Ask.Balance the rest, with all discounts, shipping and tax
// on the full price.
func NewQuote(a *Ask) Quote {
	all := drafts(a)
	choose(a, all)
	q := Quote{Bare: a.Province == ""}
	if len(all) == 0 {
		q.Coupons = uses(a, all)
		return q
	}
	q.Orders = build(all)
	for i := range q.Orders {
		q.Payable += q.Orders[i].Payable
	}
	q.Coupons = uses(a, all)
	q.Limits = limits(all, a.Used)
	q.Later = later(a, all)
	return q
}

// later is what the balance of presale pieces would come to today, with the coupons that are not used now.
func later(a *Ask, all []draft) Fen {
	if !slices.ContainsFunc(all, func(d draft) bool { return d.deferred() }) {
		return 0
	}
	b := *a
	b.Balance, b.Pieces, b.Held = true, nil, nil
	for i := range all {
		if d := &all[i]; d.deferred() {
			for j := range d.lines {
				b.Pieces = append(b.Pieces, Pieces{d.lines[j].variant.SKU, d.lines[j].quantity})
			}
		}
	}
	for i := range a.Held {
		if serves(all, a.Held[i].ID) < 0 {
			b.Held = append(b.Held, a.Held[i])
		}
	}
	return NewQuote(&b).Payable
}

// serves returns the order that a coupon serves, or -1.
func serves(all []draft, id string) int {
	for i := range all {
		d := &all[i]
		if d.merchant != nil && d.merchant.ID == id || d.platform != nil && d.platform.ID == id {
			return i
		}
	}
	return -1
}

// builder writes orders. What its orders hold lies in few pieces of memory, for a quote is made at many taps.
type builder struct {
	d      *draft
	out    *OrderQuote
	items  []Item
	lines  []QuoteLine
	shares []Share
	work   []Fen // a share, a weight and a rest of each line
}

func build(all []draft) []OrderQuote {
	items, most, lines, shares := 0, 0, 0, 0
	for i := range all {
		n, of := len(all[i].lines), all[i].size()
		items, most, lines, shares = items+n, max(most, n), lines+of, shares+of*n
	}
	orders := make([]OrderQuote, len(all))
	b := builder{
		items: make([]Item, 0, items), lines: make([]QuoteLine, 0, lines),
		shares: make([]Share, 0, shares), work: make([]Fen, 3*most),
	}
	for i := range all {
		b.d, b.out = &all[i], &orders[i]
		b.order()
	}
	return orders
}

// size is about how many lines the order has.
func (d *draft) size() int {
	n := 2 + len(d.sets)
	for _, more := range [...]bool{
		d.saves, d.promotion != nil, d.merchant != nil, d.platform != nil, d.shop.Fee > 0, d.presale, d.shop.Insurance,
		d.shop.Trade.CrossBorder(), d.shop.Shipping.Remote > 0 && d.ask.Province != "",
	} {
		if more {
			n++
		}
	}
	return n
}

// order writes an order's items, and its lines in their order.
func (b *builder) order() {
	d, o := b.d, b.out
	o.Shop, o.Trade, o.Part = d.shop.ID, d.shop.Trade, int(d.part)
	b.write()
	from := len(b.lines)
	b.goods()
	if d.deferred() {
		b.each(LineBalance, "", "", func(l *line) Fen { return l.deposit() - l.list() })
	} else {
		b.discounts()
		b.rest()
	}
	o.Lines = b.lines[from:len(b.lines):len(b.lines)]
	for i := range o.Lines {
		o.Payable += o.Lines[i].Amount
	}
}

// write writes the items.
func (b *builder) write() {
	from := len(b.items)
	for i := range b.d.lines {
		l := &b.d.lines[i]
		b.items = append(b.items, Item{
			SKU: l.variant.SKU, Product: l.product.ID, Quantity: l.quantity, Price: l.variant.Price, Unit: l.unit, Was: l.was(),
			Title: l.product.Short, Label: l.label, Picture: l.variant.Picture,
		})
		item := &b.items[len(b.items)-1]
		if item.Picture == "" {
			item.Picture = l.product.Cover()
		}
		if l.rank > 0 {
			item.Kind = kinds[l.rank]
		}
		if l.offer != nil {
			item.Offer, item.Limited = l.offer.ID, l.offer.limited()
		}
		if l.passed != nil {
			item.Passed = l.passed.ID
		}
		if l.variant.Presale != nil {
			item.Deposit = l.variant.Presale.Deposit
		}
	}
	b.out.Items = b.items[from:len(b.items):len(b.items)]
}

// goods writes the items at list prices and what single-item prices save of them: a line a kind of price and a funder.
func (b *builder) goods() {
	b.each(LineItems, "", "list", (*line).list)
	for i := range b.d.lines {
		l := &b.d.lines[i]
		l.now = l.unit * Fen(l.quantity)
	}
	if !b.d.saves {
		return
	}
	for rank := 1; rank < len(kinds); rank++ {
		for _, funder := range [...]Funder{ByMerchant, ByPlatform} {
			b.each(LineSaving, funder, string(kinds[rank]), func(l *line) Fen {
				if int(l.rank) != rank || l.funder() != funder {
					return 0
				}
				return l.now - l.list()
			})
		}
	}
}

// funder is who pays for the line's single-item price.
func (l *line) funder() Funder {
	if l.offer != nil && l.offer.Funder == ByPlatform {
		return ByPlatform
	}
	return ByMerchant
}

// discounts writes bundles, promotion and coupons, each split by what is left of its lines just before it.
func (b *builder) discounts() {
	d := b.d
	for i := range d.sets {
		if s := &d.sets[i]; s.count > 0 {
			b.taken(LineBundle, ByMerchant, s.bundle.ID, s.off, s.shares)
		}
	}
	if d.promotion != nil {
		b.taken(LinePromotion, ByMerchant, d.promotion.ID, d.off, d.shares)
	}
	if c := d.merchant; c != nil {
		b.spread(LineMerchant, ByMerchant, c, d.merchantOff)
	}
	if c := d.platform; c != nil {
		merchants := c.merchants(d.platformOff)
		b.spread(LinePlatform, ByMerchant, c, merchants)
		b.spread(LinePlatform, ByPlatform, c, d.platformOff-merchants)
	}
}

func (b *builder) spread(name string, funder Funder, c *Coupon, off Fen) {
	if off == 0 {
		return
	}
	shares := b.work[:len(b.d.lines)]
	b.cut(name, funder, c.ID, off, b.d.spread(off, &c.Scope, shares))
}

// taken writes a discount that was split before.
func (b *builder) taken(name string, funder Funder, why string, off Fen, shares []Fen) {
	for i := range b.d.lines {
		b.d.lines[i].now -= shares[i]
	}
	b.cut(name, funder, why, off, shares)
}

func (b *builder) cut(name string, funder Funder, why string, off Fen, shares []Fen) {
	if off == 0 {
		return
	}
	from := len(b.shares)
	for i, share := range shares {
		b.share(i, -share)
	}
	b.line(name, -off, funder, why, from)
}

// rest writes what is added to the goods, and the deposit.
func (b *builder) rest() {
	d := b.d
	t := d.toll(d.tested())
	b.allocate(LineShipping, t.fee, t.why)
	if t.remote > 0 {
		b.allocate(LineRemote, t.remote, "remote")
	}
	if d.shop.Insurance {
		b.line(LineInsurance, 0, ByMerchant, "given", len(b.shares))
	}
	if d.shop.Fee > 0 {
		b.allocate(LineFee, d.shop.Fee, "platform")
	}
	if d.shop.Trade.CrossBorder() {
		b.tax(t)
	}
	if d.presale {
		b.each(LineDeposit, "", "", func(l *line) Fen { return -l.deposit() })
	}
}

// allocate writes an amount that all lines share by what is left of them after the store promotion.
func (b *builder) allocate(name string, amount Fen, why string) {
	from, n := len(b.shares), len(b.d.lines)
	if amount > 0 {
		shares, weights, rests := b.work[:n], b.work[n:2*n], b.work[2*n:3*n]
		for i := range weights {
			weights[i] = b.d.lines[i].net
		}
		split(amount, weights, shares, rests)
		for i, share := range shares {
			b.share(i, share)
		}
	}
	b.line(name, amount, "", why, from)
}

// tax writes the tax of the order and, with each item, how it comes about.
func (b *builder) tax(t *toll) {
	d, from, why := b.d, len(b.shares), TaxIncluded
	taxes := make([]ItemTax, len(d.lines))
	bases := b.work[:len(d.lines)]
	d.bases(t, bases)
	for i := range d.lines {
		l := &d.lines[i]
		taxes[i] = l.variant.Tax.of(bases[i], l.quantity, d.full(t))
		b.out.Items[i].Tax = &taxes[i]
		b.share(i, taxes[i].Amount)
		if !l.variant.Tax.Included {
			why = ""
		}
	}
	b.line(LineTax, t.tax, "", why, from)
}

// each writes the sum of an amount of each line, unless it is zero.
func (b *builder) each(name string, funder Funder, why string, of func(*line) Fen) {
	from, sum := len(b.shares), Fen(0)
	for i := range b.d.lines {
		amount := of(&b.d.lines[i])
		b.share(i, amount)
		sum += amount
	}
	if sum != 0 {
		b.line(name, sum, funder, why, from)
	}
}

// share leaves out the SKUs on which nothing falls.
func (b *builder) share(i int, amount Fen) {
	if amount != 0 {
		b.shares = append(b.shares, Share{b.d.lines[i].variant.SKU, amount})
	}
}

// line writes a line whose shares begin at an index.
func (b *builder) line(name string, amount Fen, funder Funder, why string, from int) {
	l := QuoteLine{Name: name, Amount: amount, Funder: string(funder), Why: why}
	if to := len(b.shares); to > from {
		l.Shares = b.shares[from:to:to]
	}
	b.lines = append(b.lines, l)
}
