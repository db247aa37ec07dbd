package shop

import "math/bits"

// assignment decides which coupon serves which of several orders that want the same. Platform coupons and orders are a
// matching. Where several orders want one merchant coupon as well (parts of one order, presale beside the rest), the two slots
// are matchings of their own if neither changes what the other is worth; if it does, merchant coupons are branched on.
type assignment struct {
	c       *chooser
	shared  []int // place of a rank among those that several orders could use, -1 for the others
	sharers int   // of them
	best    []pair
	cost    []int64
	work    int
}

// mostWork bounds the branching. Only dozens of orders that want many of the same coupons, each of which is worth less beside
// another, come near it; then the best that was found is taken.
const mostWork = 1 << 22

// Components of a cost hold so many flags, or so many bits of places; the rest of the word is room for sums.
const componentBits = 40

func (c *chooser) assign() []pair {
	a := assignment{c: c, shared: make([]int, len(c.pool))}
	for r := range c.pool {
		n := 0
		for o := range c.orders {
			if c.fit(o, r).first > 0 {
				n++
			}
		}
		if a.shared[r] = -1; n > 1 {
			a.shared[r] = a.sharers
			a.sharers++
		}
	}
	picks, _ := a.match(nil)
	switch {
	case contested(picks) < 0:
		return picks
	case a.separate():
		return a.apart()
	}
	a.solve(nil)
	return a.best
}

// solve finds the best assignment in which merchant coupon m does not serve order o where o·len(pool)+m is banned.
func (a *assignment) solve(banned []bool) {
	if a.work > mostWork && a.best != nil {
		return
	}
	picks, cost := a.match(banned)
	if a.best != nil && !less(cost, a.cost) {
		return
	}
	m := contested(picks)
	if m < 0 {
		a.best, a.cost = picks, cost
		return
	}
	for keep := range picks {
		if picks[keep].merchant != m {
			continue
		}
		more := make([]bool, len(picks)*len(a.c.pool))
		copy(more, banned)
		for o := range picks {
			if o != keep && picks[o].merchant == m {
				more[o*len(a.c.pool)+m] = true
			}
		}
		a.solve(more)
	}
}

// contested returns a merchant coupon that serves two orders, or -1.
func contested(picks []pair) int {
	for i := range picks {
		for j := range i {
			if picks[i].merchant >= 0 && picks[i].merchant == picks[j].merchant {
				return picks[i].merchant
			}
		}
	}
	return -1
}

// match assigns the platform coupons where every order has the merchant coupon that goes best with each. Beside a column of
// each coupon there is one of each order, for having none.
func (a *assignment) match(banned []bool) ([]pair, []int64) {
	c, rows := a.c, len(a.c.orders)
	with := len(c.platforms)
	columns, pairs := with+rows, c.pairs
	if banned != nil {
		pairs = make([]pair, len(c.pairs))
		for o := range rows {
			c.row(o, banned[o*len(c.pool):(o+1)*len(c.pool)], pairs[o*(with+1):(o+1)*(with+1)])
		}
	}
	of := func(o, j int) *pair {
		if j >= with {
			return &pairs[o*(with+1)]
		}
		return &pairs[o*(with+1)+1+j]
	}
	picks, sum := make([]pair, rows), make([]int64, a.width())
	for o, j := range a.least(columns, of, sum) {
		picks[o] = *of(o, j)
	}
	return picks, sum
}

// least gives every order a column of its own so that what the pairs of order and column cost is the least, and adds that up.
func (a *assignment) least(columns int, of func(o, j int) *pair, sum []int64) []int {
	rows := len(a.c.orders)
	a.work += rows * rows * columns
	costs := newVectors(rows*columns, a.width())
	for o := range rows {
		for j := range columns {
			a.price(o, of(o, j), costs.at(o*columns+j))
		}
	}
	found := match(rows, columns, costs)
	for o, j := range found {
		add(sum, costs.at(o*columns+j))
	}
	return found
}

// separate says whether in no order a coupon of one slot changes what one of the other is worth.
func (a *assignment) separate() bool {
	c := a.c
	for o := range c.orders {
		none, _ := c.pay(o, -1, -1)
		for _, m := range c.merchants {
			if c.fit(o, m).first == 0 {
				continue
			}
			one, okOne := c.pay(o, m, -1)
			for _, p := range c.platforms {
				if c.fit(o, p).first == 0 {
					continue
				}
				other, okOther := c.pay(o, -1, p)
				both, ok := c.pay(o, m, p)
				if ok != (okOne && okOther) || ok && both.payable-none.payable != one.payable+other.payable-2*none.payable {
					return false
				}
			}
		}
	}
	return true
}

// apart matches the coupons of each slot by themselves.
func (a *assignment) apart() []pair {
	c := a.c
	merchants := a.slot(c.merchants, func(o, r int) (pair, bool) { return c.pay(o, r, -1) })
	platforms := a.slot(c.platforms, func(o, r int) (pair, bool) { return c.pay(o, -1, r) })
	picks := make([]pair, len(c.orders))
	for o := range picks {
		picks[o], _ = c.pay(o, merchants[o], platforms[o])
	}
	return picks
}

// slot returns which of the ranks serves each order, -1 for none.
func (a *assignment) slot(ranks []int, pay func(o, rank int) (pair, bool)) []int {
	c, rows, columns := a.c, len(a.c.orders), len(ranks)+len(a.c.orders)
	pairs := make([]pair, rows*columns)
	for o := range rows {
		none, _ := c.pay(o, -1, -1)
		for j := range columns {
			q := &pairs[o*columns+j]
			*q = none
			if j < len(ranks) && c.fit(o, ranks[j]).first > 0 {
				if with, ok := pay(o, ranks[j]); ok {
					*q = with
				}
			}
		}
	}
	of := func(o, j int) *pair { return &pairs[o*columns+j] }
	found := a.least(columns, of, make([]int64, a.width()))
	for o, j := range found {
		found[o] = max(of(o, j).merchant, of(o, j).platform)
	}
	return found
}

func (a *assignment) width() int { return 2 + a.flags() + a.places() }

func (a *assignment) flags() int { return (len(a.c.pool) + componentBits - 1) / componentBits }

// each is how many bits the place of an order takes.
func (a *assignment) each() int { return bits.Len(uint(len(a.c.orders))) }

func (a *assignment) perWord() int { return max(1, componentBits/a.each()) }

func (a *assignment) places() int { return (a.sharers + a.perWord() - 1) / a.perWord() }

// price writes the cost of a pair in an order, so that the lowest sum is the best choice over all orders: the payable, the
// number of coupons, which ones (a smaller rank counts more than all larger ones), and for each of them the earlier order.
// By hand as many as possible come first, then which ones, then the payable.
func (a *assignment) price(o int, q *pair, cost []int64) {
	flags := a.flags()
	payable, count, which := &cost[0], &cost[1], cost[2:2+flags]
	sign := int64(1)
	if a.c.manual {
		count, which, payable, sign = &cost[0], cost[1:1+flags], &cost[1+flags], -1
	}
	*payable, *count = int64(q.payable), sign*int64(q.count())
	places := cost[2+flags:]
	for _, r := range [...]int{q.merchant, q.platform} {
		if r < 0 {
			continue
		}
		which[r/componentBits] -= 1 << (componentBits - 1 - r%componentBits)
		if s := a.shared[r]; s >= 0 {
			places[s/a.perWord()] += int64(o) << (a.each() * (a.perWord() - 1 - s%a.perWord()))
		}
	}
}
