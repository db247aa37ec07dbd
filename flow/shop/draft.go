package shop

import (
	"cmp"
	"math"
	"slices"
)

// draft is an order while it is priced.
type draft struct {
	ask     *Ask
	shop    *Shop
	presale bool
	saves   bool // a single-item price is below the list price
	part    int32
	lines   []line // in byte order of their SKU ids
	sets    []set

	promotion *Promotion
	off       Fen   // of the promotion
	shares    []Fen // of it, positive, a line

	sum   Fen // of goods: what is left after bundles
	net   Fen // what is left after the promotion as well
	floor Fen // what all discounts together leave at least
	tolls [2]toll

	// Which coupons it takes, and what they take off; nil and 0 for none.
	merchant, platform       *Coupon
	merchantOff, platformOff Fen
}

// drafts puts the pieces of an ask into orders, which stand as they first appear, and prices them up to the coupons.
func drafts(a *Ask) []draft {
	all := draw(a)
	for i := range all {
		all[i].price(nil)
	}
	if a.Split {
		return parts(all)
	}
	return all
}

// draw makes the orders: shop × trade mode, presale apart. Their lines stand in byte order of the SKU ids, a SKU once.
func draw(a *Ask) []draft {
	all := make([]draft, 0, min(len(a.Pieces), 3))
	lines := make([]line, 0, len(a.Pieces))
	for _, p := range a.Pieces {
		at := a.Catalogue.skus[p.SKU]
		if at == nil || p.Quantity < 1 {
			continue
		}
		presale, d := at.variant.Presale != nil, 0
		for d < len(all) && (all[d].shop.ID != at.product.Shop || all[d].presale != presale) {
			d++
		}
		if d == len(all) {
			s := a.Catalogue.shops[at.product.Shop]
			if s == nil {
				continue
			}
			all = append(all, draft{ask: a, shop: s, presale: presale})
		}
		lines = append(lines, line{place: at, order: int32(d), quantity: p.Quantity})
	}
	slices.SortFunc(lines, func(a, b line) int {
		if a.order != b.order {
			return int(a.order - b.order)
		}
		return cmp.Compare(a.variant.SKU, b.variant.SKU)
	})
	lines = once(lines)
	for start, end := 0, 0; start < len(lines); start = end {
		d := lines[start].order
		for end < len(lines) && lines[end].order == d {
			end++
		}
		all[d].lines = lines[start:end:end]
	}
	return all
}

// once makes one line of neighbours of one SKU.
func once(lines []line) []line {
	n := 0
	for i := range lines {
		if n > 0 && lines[n-1].variant == lines[i].variant {
			sum := int64(lines[n-1].quantity) + int64(lines[i].quantity)
			lines[n-1].quantity = int32(min(sum, math.MaxInt32))
			continue
		}
		lines[n] = lines[i]
		n++
	}
	return lines[:n]
}

// deferred says whether only the deposit of the order is paid now: it has no discounts, no shipping and no tax.
func (d *draft) deferred() bool { return d.presale && !d.ask.Balance }

// price finds unit prices, bundles and the store promotion. Before are earlier parts of the same order.
func (d *draft) price(before []draft) {
	d.saves, d.sum, d.floor, d.sets, d.promotion, d.off, d.shares, d.tolls = false, 0, 1, nil, nil, 0, nil, [2]toll{}
	for i := range d.lines {
		l := &d.lines[i]
		l.price(d.ask, before)
		l.goods = l.unit * Fen(l.quantity)
		d.saves = d.saves || l.rank > 0
		d.sum += l.goods
		d.floor += l.deposit()
	}
	if offers := d.ask.Catalogue.deals[d.shop.ID]; offers != nil && !d.deferred() {
		if len(offers.bundles) > 0 {
			d.bundle(offers.bundles)
		}
		if len(offers.promotions) > 0 {
			d.promote(offers.promotions)
		}
	}
	d.net = d.sum - d.off
	for i := range d.lines {
		l := &d.lines[i]
		l.net = l.goods
		if d.shares != nil {
			l.net -= d.shares[i]
		}
	}
}

// room returns what discounts may still take off lines that amount to so much.
func (d *draft) room(left, eligible Fen) Fen { return max(0, min(eligible, left-d.floor)) }

// pieces counts the pieces of the order.
func (d *draft) pieces() int64 {
	var n int64
	for i := range d.lines {
		n += int64(d.lines[i].quantity)
	}
	return n
}

// eligible sums what a scope covers: the amounts that thresholds are tested on, what is left of them, and the pieces.
func (d *draft) eligible(s *Scope) (goods, left Fen, pieces int64) {
	if s.whole() {
		return d.sum, d.net, d.pieces()
	}
	for i := range d.lines {
		if l := &d.lines[i]; l.in(s) {
			goods += l.goods
			left += l.net
			pieces += int64(l.quantity)
		}
	}
	return goods, left, pieces
}

func (l *line) in(s *Scope) bool { return s.Covers(l.product.ID, l.variant.SKU) }

// fewLines is how many lines an order has at most in the common case: then sums are done where they need no memory of their own.
const fewLines = 16

// scratch returns room for n amounts, in the memory given where it is enough.
func scratch(given []Fen, n int) []Fen {
	if n <= len(given) {
		return given[:n]
	}
	return make([]Fen, n)
}

// spread splits a discount over the lines that a scope covers, by what is left of them now, and takes it off them.
func (d *draft) spread(off Fen, s *Scope, shares []Fen) []Fen {
	var fixed [2 * fewLines]Fen
	work := scratch(fixed[:], 2*len(d.lines))
	weights, rests := work[:len(d.lines)], work[len(d.lines):]
	for i := range d.lines {
		if l := &d.lines[i]; s.whole() || l.in(s) {
			weights[i] = l.now
		} else {
			weights[i] = 0
		}
	}
	split(off, weights, shares, rests)
	for i := range d.lines {
		d.lines[i].now -= shares[i]
	}
	return shares
}
