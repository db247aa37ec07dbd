package shop

import "slices"

// whole says whether the scope covers every order.
func (s *Scope) whole() bool { return len(s.Products) == 0 && len(s.SKUs) == 0 }

// Covers says whether the scope covers a SKU of a product; an empty scope covers all.
func (s *Scope) Covers(product ProductID, sku SKU) bool {
	return s.whole() || slices.Contains(s.Products, product) || slices.Contains(s.SKUs, sku)
}

// promote chooses the promotion that takes the most off, of equal ones that with the smaller id.
func (d *draft) promote(all []*Promotion) {
	for _, p := range all {
		if !p.Window.Holds(d.ask.At) {
			continue
		}
		goods, _, pieces := d.eligible(&p.Scope)
		off := min(p.off(goods, pieces), d.room(d.sum, goods))
		if off > d.off || off == d.off && off > 0 && p.ID < d.promotion.ID {
			d.promotion, d.off = p, off
		}
	}
	if d.promotion == nil {
		return
	}
	for i := range d.lines {
		d.lines[i].now = d.lines[i].goods
	}
	d.shares = d.spread(d.off, &d.promotion.Scope, make([]Fen, len(d.lines)))
}

// off returns what the promotion takes off eligible lines of so much and so many pieces.
func (p *Promotion) off(goods Fen, pieces int64) Fen {
	switch p.Kind {
	case PromotionSpend:
		if goods >= p.Over && goods > 0 {
			return p.Off
		}
	case PromotionEvery:
		if p.Over < 1 || p.Off < 1 {
			return 0
		}
		times := goods / p.Over
		if p.Times > 0 {
			times = min(times, Fen(p.Times))
		}
		if times > goods/p.Off {
			return goods // more than there is
		}
		return times * p.Off
	case PromotionPieces:
		if pieces > 0 && pieces >= int64(p.Pieces) {
			return percent(goods, p.Percent)
		}
	}
	return 0
}
