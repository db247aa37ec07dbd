package shop

// line is one SKU of an order while it is priced.
type line struct {
	*place
	order    int32 // of the quote
	quantity int32
	unit     Fen
	rank     int8   // of the unit price among the kinds
	offer    *Offer // that unit comes from, nil for the list price and tiers
	passed   *Offer // a lower one whose stock does not cover the line
	goods    Fen    // what is left after bundles: on it thresholds are tested and percentages taken
	net      Fen    // what is left after the store promotion as well: on it shipping is allocated, and taxed
	now      Fen    // what is left while the lines are written
}

// UnitPrice returns what one piece costs when there are so many of the SKU in one order: the lowest that applies of list
// price, quantity tier, limited-time, live and flash price; of equal ones the first in that order. Kind is PriceList for the
// list price. An offer with a stock of its own applies only if what is left of it covers the quantity; passed is the lowest
// one that would have applied otherwise, nil if there is none. A presale SKU costs its list price, deposit and balance. An
// unknown SKU costs nothing and has no kind.
func UnitPrice(a *Ask, sku SKU, quantity int32) (price Fen, kind PriceKind, offer *Offer, passed *Offer) {
	at := a.Catalogue.skus[sku]
	if at == nil {
		return 0, "", nil, nil
	}
	l := line{place: at, quantity: quantity}
	l.price(a, nil)
	return l.unit, kinds[l.rank], l.offer, l.passed
}

// price finds the unit price. Before are earlier parts of the same order, which took from the same stock.
func (l *line) price(a *Ask, before []draft) {
	v := l.variant
	l.unit, l.rank, l.offer, l.passed = v.Price, 0, nil, nil
	if v.Presale != nil {
		return
	}
	for i := range v.Tiers {
		if t := &v.Tiers[i]; l.quantity >= t.From && t.Price < l.unit {
			l.unit, l.rank = t.Price, 1
		}
	}
	for i := range v.Offers {
		o := &v.Offers[i]
		if !o.under(l.unit, l.rank, l.offer) || !a.runs(o) {
			continue
		}
		if o.covers(a, l, before) {
			l.unit, l.rank, l.offer = o.Price, o.Kind.rank(), o
		}
	}
	for i := range v.Offers {
		o := &v.Offers[i]
		if o.Price >= l.unit || l.passed != nil && !o.under(l.passed.Price, l.passed.Kind.rank(), l.passed) {
			continue
		}
		if a.runs(o) && !o.covers(a, l, before) {
			l.passed = o
		}
	}
}

// under says whether the offer comes before a price: it is lower, or equal and of an earlier kind, or has the smaller id.
func (o *Offer) under(price Fen, rank int8, named *Offer) bool {
	if o.Price != price {
		return o.Price < price
	}
	if r := o.Kind.rank(); r != rank {
		return r < rank
	}
	return named != nil && o.ID < named.ID
}

// kinds are the single-item prices; of equal ones the first is named.
var kinds = [...]PriceKind{PriceList, PriceTier, PriceLimited, PriceLive, PriceFlash}

func (k PriceKind) rank() int8 {
	for i := range kinds {
		if kinds[i] == k {
			return int8(i)
		}
	}
	return int8(len(kinds) - 1)
}

// runs says whether the offer is there at the instant, for somebody who comes from where the ask does.
func (a *Ask) runs(o *Offer) bool {
	if o.Kind == PriceLive {
		return a.opened(o.Window, o.Room, o.Code, o.Replay)
	}
	return o.Window.Holds(a.At)
}

// opened says whether something of a live stream applies: from its room while it runs, or by the code of its replay while
// that is valid.
func (a *Ask) opened(w Window, room, code string, replay Window) bool {
	return room != "" && room == a.Room && w.Holds(a.At) || a.entered(code, replay)
}

func (a *Ask) entered(code string, replay Window) bool {
	if code == "" || !replay.Holds(a.At) {
		return false
	}
	for _, c := range a.Codes {
		if c == code {
			return true
		}
	}
	return false
}

// limited says whether the offer has a stock of its own; a flash price always has.
func (o *Offer) limited() bool { return o.Stock > 0 || o.Kind == PriceFlash }

// covers says whether what is left of the offer's own stock is enough for the whole line.
func (o *Offer) covers(a *Ask, l *line, before []draft) bool {
	if !o.limited() {
		return true
	}
	left := int64(o.Stock)
	if a.Taken != nil {
		left -= int64(a.Taken(o.Shelf(l.variant.SKU)))
	}
	for i := range before {
		for j := range before[i].lines {
			if b := &before[i].lines[j]; b.variant == l.variant && b.offer == o {
				left -= int64(b.quantity)
			}
		}
	}
	return left >= int64(l.quantity)
}

// was is the struck-through reference: the list price where a lower price applies, otherwise the market price if it is
// higher, otherwise none. It never enters the arithmetic.
func (l *line) was() Fen {
	switch v := l.variant; {
	case l.unit < v.Price:
		return v.Price
	case v.Market > v.Price:
		return v.Market
	}
	return 0
}

// list is the line at its list price.
func (l *line) list() Fen { return l.variant.Price * Fen(l.quantity) }

func (l *line) deposit() Fen {
	if l.variant.Presale == nil {
		return 0
	}
	return l.variant.Presale.Deposit * Fen(l.quantity)
}
