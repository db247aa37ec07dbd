package shop

import (
	"math/bits"
	"slices"
)

// assignment decides which coupon serves which of several orders that want the same. Platform coupons and orders are a
// matching. Merchant coupons that several orders could use (parts of one order, presale beside the rest) are branched on.
type assignment struct {
	c         *chooser
	platforms []int // ranks
	shared    []int // place of a rank among those that several orders could use, -1 for the others
	sharers   int   // of them
	best      []pair
	cost      []int64
	solved    int
}

// mostSolved bounds the branching. It is far beyond what carts come to; then the best that was found is taken.
const mostSolved = 400

// Components of a cost hold so many flags, or so many bits of places; the rest of the word is room for sums.
const componentBits = 40

func (c *chooser) assign() []pair {
	a := assignment{c: c, shared: make([]int, len(c.pool))}
	for r := range c.pool {
		n := 0
		for o := range c.orders {
			if c.fit(o, r).why == "" {
				n++
			}
		}
		if a.shared[r] = -1; n > 1 {
			a.shared[r] = a.sharers
			a.sharers++
		}
		if n > 0 && c.pool[r].Slot() == ByPlatform {
			a.platforms = append(a.platforms, r)
		}
	}
	a.solve(make([]bool, len(c.orders)*len(c.pool)))
	return a.best
}

// solve finds the best assignment in which merchant coupon m does not serve order o where o·len(pool)+m is banned.
func (a *assignment) solve(banned []bool) {
	if a.solved++; a.solved > mostSolved && a.best != nil {
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
		more := slices.Clone(banned)
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

// match assigns the platform coupons where every order has the merchant coupon that goes best with each. Beside a column a
// coupon there is one an order for having none.
func (a *assignment) match(banned []bool) ([]pair, []int64) {
	c, rows, columns := a.c, len(a.c.orders), len(a.platforms)+len(a.c.orders)
	pairs, costs := make([]pair, rows*columns), newVectors(rows*columns, a.width())
	for o := range rows {
		bans := banned[o*len(c.pool) : (o+1)*len(c.pool)]
		none, _ := c.with(o, -1, bans)
		for j := range columns {
			q := none
			if j < len(a.platforms) && c.fit(o, a.platforms[j]).why == "" {
				if with, ok := c.with(o, a.platforms[j], bans); ok {
					q = with
				}
			}
			pairs[o*columns+j] = q
			a.price(o, &q, costs.at(o*columns+j))
		}
	}
	picks, sum := make([]pair, rows), make([]int64, a.width())
	for o, j := range match(rows, columns, costs) {
		picks[o] = pairs[o*columns+j]
		add(sum, costs.at(o*columns+j))
	}
	return picks, sum
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
