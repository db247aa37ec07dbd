package shop_test

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tagtap/flow/shop"
)

// cut takes a coupon off and returns what it took.
func (o *oracle) cut(order *priceless, c *shop.Coupon, left []shop.Fen) ([]shop.Fen, shop.Fen) {
	if c.Shop != "" && c.Shop != order.shop.ID || !c.Window.Holds(o.a.At) || c.Code != "" && !o.entered(c.Code, c.Replay) {
		return left, 0
	}
	sum := total(covered(order, c.Scope, order.goods))
	if sum < c.Over {
		return left, 0
	}
	off := c.Off
	if c.Percent > 0 {
		if off = hundredths(sum, c.Percent); c.Cap > 0 && off > c.Cap {
			off = c.Cap
		}
	}
	in := covered(order, c.Scope, left)
	off = max(0, min(off, total(in), total(left)-floor(order)))
	return minus(left, portions(off, in)), off
}

// pay prices an order with two coupons, nil for none.
func (o *oracle) pay(order *priceless, m, p *shop.Coupon) outcome {
	key := fmt.Sprint(name(m), "+", name(p))
	if known, ok := order.pays[key]; ok {
		return known
	}
	out := o.price(order, m, p)
	order.pays[key] = out
	return out
}

func name(c *shop.Coupon) string {
	if c == nil {
		return ""
	}
	return c.ID
}

func (o *oracle) price(order *priceless, m, p *shop.Coupon) outcome {
	if o.deferred(order) {
		deposit := floor(order) - 1
		return outcome{payable: deposit, ok: m == nil && p == nil}
	}
	left, test, off := order.net, total(order.net), shop.Fen(0)
	if m != nil {
		if left, off = o.cut(order, m, left); off == 0 {
			return outcome{}
		}
		test -= off
	}
	if p != nil {
		if left, off = o.cut(order, p, left); off == 0 {
			return outcome{}
		}
		if p.Kind == shop.CouponCoFunded {
			test -= hundredths(off, p.Merchant)
		}
	}
	t := order.shop.Shipping
	fee := shop.Fen(0)
	if t.Kind == shop.ShippingFlat || t.Kind == shop.ShippingOver && test < t.Over {
		fee = t.Fee
	}
	remote := shop.Fen(0)
	if o.a.Province == "西藏自治区" && (fee > 0 || !t.Whole) {
		remote = t.Remote
	}
	out := outcome{payable: total(left) + fee + remote + order.shop.Fee - floor(order) + 1, ok: true}
	if order.shop.Trade != shop.Domestic {
		tax, over := customs(order, fee, remote)
		out.payable += tax
		out.over = over
	}
	return out
}

func customs(order *priceless, fee, remote shop.Fen) (tax shop.Fen, over bool) {
	bases := slices.Clone(order.net)
	for _, amount := range []shop.Fen{fee, remote} {
		for i, share := range portions(amount, order.net) {
			bases[i] += share
		}
	}
	single := len(order.lines) == 1 && order.lines[0].n == 1
	over = total(bases) > 500000
	for i, l := range order.lines {
		x := l.v.Tax
		if x.Included {
			continue
		}
		c := int64(x.Consumption)
		if x.Cosmetic && x.Content > 0 && big.NewRat(int64(bases[i])*100, l.n*int64(x.Content)).Cmp(big.NewRat(1000, 1)) >= 0 {
			c = 15
		}
		rate := big.NewRat(7*(int64(x.VAT)+c), 10*(100-c))
		if over && single {
			rate = big.NewRat((100+int64(x.Duty))*(100+int64(x.VAT)), 100*(100-c))
			rate.Sub(rate, big.NewRat(1, 1))
		}
		tax += rounded(new(big.Rat).Mul(rate, big.NewRat(int64(bases[i]), 1)))
	}
	return tax, over && !single
}

// verdict is an assignment of coupons to orders and what it comes to.
type verdict struct {
	payable shop.Fen
	used    []string // ids, sorted; by hand in the order in which they were chosen
	orders  []int    // that they serve
}

// best tries every assignment.
func (o *oracle) best() verdict {
	manual := o.a.Pick == shop.PickManual
	var pool []*shop.Coupon
	for i := range o.a.Held {
		if c := &o.a.Held[i]; !manual || slices.Contains(o.a.Chosen, c.ID) {
			pool = append(pool, c)
		}
	}
	rank := func(c *shop.Coupon) int { return slices.Index(o.a.Chosen, c.ID) }
	slices.SortFunc(pool, func(a, b *shop.Coupon) int {
		if manual {
			return rank(a) - rank(b)
		}
		return strings.Compare(a.ID, b.ID)
	})
	serves := make([]int, len(pool)) // order + 1
	var best *verdict
	var try func(i int, payable shop.Fen)
	try = func(i int, payable shop.Fen) {
		if i == len(o.orders) {
			v := verdict{payable: payable}
			for k, at := range serves {
				if at > 0 {
					v.used, v.orders = append(v.used, fmt.Sprintf("%04d", k)), append(v.orders, at)
				}
			}
			if best == nil || v.beats(best, manual) {
				best = &v
			}
			return
		}
		free := o.pay(o.orders[i], nil, nil).over
		for m := -1; m < len(pool); m++ {
			if m >= 0 && (serves[m] > 0 || pool[m].Slot() != shop.ByMerchant) {
				continue
			}
			for p := -1; p < len(pool); p++ {
				if p >= 0 && (serves[p] > 0 || pool[p].Slot() != shop.ByPlatform) {
					continue
				}
				out := o.pay(o.orders[i], at(pool, m), at(pool, p))
				if !out.ok || !manual && out.over && !free {
					continue
				}
				mark(serves, i+1, m, p)
				try(i+1, payable+out.payable)
				mark(serves, 0, m, p)
			}
		}
	}
	try(0, 0)
	for i, key := range best.used {
		k, err := strconv.Atoi(key)
		if err != nil {
			panic(err) // the oracle wrote it
		}
		best.used[i] = pool[k].ID
		best.orders[i]--
	}
	return *best
}

func at(pool []*shop.Coupon, i int) *shop.Coupon {
	if i < 0 {
		return nil
	}
	return pool[i]
}

func mark(serves []int, order int, of ...int) {
	for _, i := range of {
		if i >= 0 {
			serves[i] = order
		}
	}
}

func (v *verdict) beats(w *verdict, manual bool) bool {
	if !manual && v.payable != w.payable {
		return v.payable < w.payable
	}
	if a, b := len(v.used), len(w.used); a != b {
		return (a > b) == manual
	}
	if c := slices.Compare(v.used, w.used); c != 0 {
		return c < 0
	}
	if v.payable != w.payable {
		return v.payable < w.payable
	}
	return slices.Compare(v.orders, w.orders) < 0
}
