package shop

import (
	"cmp"
	"slices"
)

// chooser decides which coupons serve which orders.
type chooser struct {
	ask       *Ask
	manual    bool
	orders    []draft
	pool      []*Coupon // that may be chosen: in order of their ids, of a manual choice in its own. The index is the coupon's rank.
	fits      []fit     // of coupon c in order o at o·len(pool)+c
	merchants []int     // ranks of the merchants' coupons that fit somewhere
	platforms []int     // of the platform's
	pairs     []pair    // of order o without a platform coupon at o·(len(platforms)+1), then with each, where nothing is banned
}

// pair is what one order takes: ranks in the pool, -1 for none.
type pair struct {
	merchant, platform       int
	merchantOff, platformOff Fen
	payable                  Fen
}

// choose sets the coupons of the orders.
func choose(a *Ask, orders []draft) {
	c := chooser{ask: a, orders: orders, manual: a.Pick == PickManual}
	if c.fill(); len(c.pool) == 0 {
		return
	}
	columns := len(c.platforms) + 1
	c.pairs = make([]pair, len(orders)*columns)
	picks := make([]pair, len(orders))
	for o := range orders {
		row := c.pairs[o*columns : (o+1)*columns]
		c.row(o, nil, row)
		picks[o] = row[0]
		for j := range row {
			if c.better(&row[j], &picks[o]) {
				picks[o] = row[j]
			}
		}
	}
	if !c.once(picks) {
		picks = c.assign()
	}
	for o := range orders {
		d, p := &orders[o], &picks[o]
		d.merchant, d.merchantOff = c.coupon(p.merchant), p.merchantOff
		d.platform, d.platformOff = c.coupon(p.platform), p.platformOff
	}
}

func (c *chooser) coupon(rank int) *Coupon {
	if rank < 0 {
		return nil
	}
	return c.pool[rank]
}

// fill gathers the coupons that apply anywhere.
func (c *chooser) fill() {
	a := c.ask
	switch {
	case a.Pick == PickNone || len(a.Held) == 0:
		return
	case c.manual:
		for _, id := range a.Chosen {
			if held := a.held(id); held != nil && held.window(a) == "" && !slices.Contains(c.pool, held) {
				c.pool = append(c.pool, held)
			}
		}
	default:
		c.pool = make([]*Coupon, 0, len(a.Held))
		for i := range a.Held {
			if held := &a.Held[i]; held.window(a) == "" {
				c.pool = append(c.pool, held)
			}
		}
		slices.SortFunc(c.pool, func(a, b *Coupon) int { return cmp.Compare(a.ID, b.ID) })
	}
	n := len(c.pool)
	c.fits = make([]fit, n*len(c.orders))
	ranks := make([]int, 0, n)
	for _, slot := range [...]Funder{ByMerchant, ByPlatform} {
		from := len(ranks)
		for k, coupon := range c.pool {
			if coupon.Slot() != slot {
				continue
			}
			fits := false
			for o := range c.orders {
				f := &c.fits[o*n+k]
				*f, _, _ = c.orders[o].fit(coupon)
				fits = fits || f.first > 0
			}
			if fits {
				ranks = append(ranks, k)
			}
		}
		if slot == ByMerchant {
			c.merchants = ranks[from:]
		} else {
			c.platforms = ranks[from:]
		}
	}
}

func (a *Ask) held(id string) *Coupon {
	for i := range a.Held {
		if a.Held[i].ID == id {
			return &a.Held[i]
		}
	}
	return nil
}

func (c *chooser) fit(o, rank int) *fit { return &c.fits[o*len(c.pool)+rank] }

// row writes the best pairs of an order: without a platform coupon, then with each that has a place there; where it has none,
// again what is best without. Banned are merchant coupons, nil for none.
func (c *chooser) row(o int, banned []bool, row []pair) {
	var fixed [fewLines]int
	own := fixed[:0] // merchant coupons that have a place in the order
	for _, m := range c.merchants {
		if c.fit(o, m).first > 0 && (banned == nil || !banned[m]) {
			own = append(own, m)
		}
	}
	row[0], _ = c.with(o, -1, own)
	for j, p := range c.platforms {
		row[j+1] = row[0]
		if c.fit(o, p).first > 0 {
			if with, ok := c.with(o, p, own); ok {
				row[j+1] = with
			}
		}
	}
}

// with returns the best pair of an order that has that platform coupon and one of some merchants', false where there is none.
func (c *chooser) with(o, p int, merchants []int) (pair, bool) {
	best, ok := c.pay(o, -1, p)
	for _, m := range merchants {
		if q, may := c.pay(o, m, p); may && (!ok || c.better(&q, &best)) {
			best, ok = q, true
		}
	}
	return best, ok
}

// pay returns what an order costs with two coupons, -1 for none. It says false where one of them takes nothing off, and, of
// the automatic choice, where the order would be over its limit and is not so without coupons.
func (c *chooser) pay(o, m, p int) (pair, bool) {
	d, q := &c.orders[o], pair{merchant: m, platform: p}
	test := d.net
	if m >= 0 {
		q.merchantOff = c.fit(o, m).first
		test -= q.merchantOff
	}
	if p >= 0 {
		if q.platformOff = d.second(c.pool[p], c.fit(o, p), c.coupon(m), q.merchantOff); q.platformOff == 0 {
			return q, false
		}
		test -= c.pool[p].merchants(q.platformOff)
	}
	q.payable = d.net - q.merchantOff - q.platformOff
	if d.deferred() {
		return q, true
	}
	t := d.toll(test)
	q.payable += t.fee + t.remote + t.tax
	if t.base > MostOrder && !c.manual && d.refused(t) && !d.refused(d.toll(d.net)) {
		return q, false
	}
	return q, true
}

// count is the number of coupons of a pair.
func (p *pair) count() int {
	n := 0
	if p.merchant >= 0 {
		n++
	}
	if p.platform >= 0 {
		n++
	}
	return n
}

// better compares two pairs of one order. By themselves: the lower payable, then fewer coupons, then the smaller sorted list
// of ids. By hand: more of what was chosen, then what was chosen first, then the lower payable.
func (c *chooser) better(a, b *pair) bool {
	if !c.manual && a.payable != b.payable {
		return a.payable < b.payable
	}
	if x, y := a.count(), b.count(); x != y {
		return (x > y) == c.manual
	}
	x, y := a.ranks(), b.ranks()
	if x != y {
		return x[0] < y[0] || x[0] == y[0] && x[1] < y[1]
	}
	return a.payable < b.payable
}

func (p *pair) ranks() [2]int {
	return [2]int{min(p.merchant, p.platform), max(p.merchant, p.platform)}
}

// once says whether no coupon serves two orders.
func (c *chooser) once(picks []pair) bool {
	for i := range picks {
		for j := range i {
			if picks[i].merchant >= 0 && picks[i].merchant == picks[j].merchant || picks[i].platform >= 0 && picks[i].platform == picks[j].platform {
				return false
			}
		}
	}
	return true
}
