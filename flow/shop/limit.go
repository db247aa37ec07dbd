package shop

// parts lets orders over the limit fall into several: piece after piece, a new part where the part with the piece would be
// over the limit.
func parts(all []draft) []draft {
	var out []draft
	for i := range all {
		d := &all[i]
		if d.deferred() || !d.refused(d.toll(d.net)) {
			out = append(out, *d)
			continue
		}
		from := len(out)
		for j := range d.lines {
			for range d.lines[j].quantity {
				out = d.piece(out, from, d.lines[j])
			}
		}
	}
	return out
}

// piece puts one piece into the last part of an order, or into a new one. The parts stand in all from an index on.
func (d *draft) piece(all []draft, from int, l line) []draft {
	l.quantity = 1
	if len(all) > from {
		last := all[len(all)-1]
		next := last
		next.lines = append(make([]line, 0, len(last.lines)+1), last.lines...)
		if n := len(next.lines); n > 0 && next.lines[n-1].variant == l.variant {
			next.lines[n-1].quantity++
		} else {
			next.lines = append(next.lines, l)
		}
		next.price(all[from : len(all)-1])
		if next.toll(next.net).base <= MostOrder {
			all[len(all)-1] = next
			return all
		}
	}
	next := draft{ask: d.ask, shop: d.shop, presale: d.presale, part: int32(len(all)-from) + 1, lines: []line{l}}
	next.price(all[from:])
	return append(all, next)
}

// limits lists the limits that orders do not keep, that of one order first. The orders count one after the other against
// what is left of the year.
func limits(all []draft, used *Fen) []Excess {
	var order, year []Excess
	var left Fen
	if used != nil {
		left = max(0, MostYear-*used)
	}
	for i := range all {
		d := &all[i]
		if d.deferred() || !d.shop.Trade.CrossBorder() {
			continue
		}
		t := d.toll(d.tested())
		if d.refused(t) {
			order = append(order, Excess{Order: i, Over: t.base - MostOrder})
		}
		if used != nil && t.base > left {
			year = append(year, Excess{Order: i, Year: true, Over: t.base - left, Left: left})
		}
		left = max(0, left-t.base)
	}
	return append(order, year...)
}
