package shop_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tagtap/flow/shop"
)

// The oracle prices a checkout a second time, plainly and slowly: every number of sets, every promotion, every assignment of
// coupons to orders is tried, fractions are big.Rat. It knows no parts of split orders.
type oracle struct {
	a      *shop.Ask
	orders []*priceless
}

// priceless is an order of the oracle.
type priceless struct {
	shop    *shop.Shop
	presale bool
	lines   []counted
	net     []shop.Fen // after the promotion
	goods   []shop.Fen // after bundles
	pays    map[string]outcome
	named   []string // bundles and promotion with what they take off, as the lines have it
}

type counted struct {
	v       *shop.Variant
	product shop.ProductID
	n       int64
	unit    shop.Fen
}

type outcome struct {
	payable shop.Fen
	ok      bool // neither coupon takes nothing off
	over    bool // the limit of an order
}

func consult(a *shop.Ask) *oracle {
	o := &oracle{a: a}
	for _, p := range a.Pieces {
		v, product := a.Catalogue.Variant(p.SKU)
		if v == nil || p.Quantity < 1 {
			continue
		}
		var order *priceless
		for _, other := range o.orders {
			if other.shop.ID == product.Shop && other.presale == (v.Presale != nil) {
				order = other
			}
		}
		if order == nil {
			order = &priceless{shop: a.Catalogue.Shop(product.Shop), presale: v.Presale != nil, pays: map[string]outcome{}}
			o.orders = append(o.orders, order)
		}
		if i := slices.IndexFunc(order.lines, func(l counted) bool { return l.v == v }); i >= 0 {
			order.lines[i].n += int64(p.Quantity)
		} else {
			order.lines = append(order.lines, counted{v: v, product: product.ID, n: int64(p.Quantity)})
		}
	}
	for _, order := range o.orders {
		slices.SortFunc(order.lines, func(a, b counted) int { return strings.Compare(string(a.v.SKU), string(b.v.SKU)) })
		for i := range order.lines {
			order.lines[i].unit = o.unit(order.lines[i])
			order.goods = append(order.goods, order.lines[i].unit*shop.Fen(order.lines[i].n))
		}
		if !o.deferred(order) {
			o.bundles(order)
			o.promote(order)
		} else {
			order.net = order.goods
		}
	}
	return o
}

func (o *oracle) deferred(order *priceless) bool { return order.presale && !o.a.Balance }

func (o *oracle) entered(code string, replay shop.Window) bool {
	return code != "" && slices.Contains(o.a.Codes, code) && replay.Holds(o.a.At)
}

func (o *oracle) unit(l counted) shop.Fen {
	best := l.v.Price
	if l.v.Presale != nil {
		return best
	}
	for _, t := range l.v.Tiers {
		if l.n >= int64(t.From) {
			best = min(best, t.Price)
		}
	}
	for _, f := range l.v.Offers {
		runs := f.Window.Holds(o.a.At)
		if f.Kind == shop.PriceLive {
			runs = runs && o.a.Room == f.Room || o.entered(f.Code, f.Replay)
		}
		if runs && (int64(f.Stock) >= l.n || f.Stock == 0 && f.Kind != shop.PriceFlash) {
			best = min(best, f.Price)
		}
	}
	return best
}

// floor is what discounts leave at least: a fen, of a presale beside its deposit.
func floor(order *priceless) shop.Fen {
	least := shop.Fen(1)
	for _, l := range order.lines {
		if l.v.Presale != nil {
			least += l.v.Presale.Deposit * shop.Fen(l.n)
		}
	}
	return least
}

func total(all []shop.Fen) (sum shop.Fen) {
	for _, f := range all {
		sum += f
	}
	return sum
}

// bundles tries all numbers of sets.
func (o *oracle) bundles(order *priceless) {
	var all []shop.Bundle
	for _, b := range o.a.Catalogue.Bundles {
		runs := b.Window.Holds(o.a.At)
		if b.Room != "" {
			runs = runs && o.a.Room == b.Room || o.entered(b.Code, b.Replay)
		}
		if b.Shop == order.shop.ID && runs && len(b.Pieces) > 0 {
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(a, b shop.Bundle) int { return strings.Compare(a.ID, b.ID) })
	left := make([]int64, len(order.lines))
	for i, l := range order.lines {
		left[i] = l.n
	}
	var best, now []int
	var most shop.Fen
	var try func(k int, saved shop.Fen)
	try = func(k int, saved shop.Fen) {
		if k == len(all) {
			if saved > most || saved == most && best != nil && (len(now) < len(best) || len(now) == len(best) && slices.Compare(now, best) < 0) {
				most, best = saved, slices.Clone(now)
			}
			return
		}
		try(k+1, saved)
		if saves := o.take(order, all[k], left); saves > 0 {
			now = append(now, k)
			try(k, saved+saves)
			now = now[:len(now)-1]
		}
		o.giveBack(order, all[k], left)
	}
	try(0, 0)
	for k, b := range all {
		count := 0
		for _, used := range best {
			if used == k {
				count++
			}
		}
		weights := make([]shop.Fen, len(order.lines))
		saves := -b.Price
		for _, p := range b.Pieces {
			i := order.index(p.SKU)
			if i < 0 || count == 0 {
				continue
			}
			weights[i] += order.lines[i].unit * shop.Fen(p.Quantity)
			saves += order.lines[i].unit * shop.Fen(p.Quantity)
		}
		if count > 0 {
			off := max(0, min(saves*shop.Fen(count), total(order.goods)-floor(order)))
			order.goods = minus(order.goods, portions(off, weights))
			if off > 0 {
				order.named = append(order.named, fmt.Sprint(b.ID, " ", -off))
			}
		}
	}
}

func (order *priceless) index(sku shop.SKU) int {
	return slices.IndexFunc(order.lines, func(l counted) bool { return l.v.SKU == sku })
}

// take takes the pieces of a set and returns its saving, -1 where pieces are missing; giveBack undoes it either way.
func (o *oracle) take(order *priceless, b shop.Bundle, left []int64) shop.Fen {
	saves, enough := -b.Price, true
	for _, p := range b.Pieces {
		i := order.index(p.SKU)
		if i < 0 {
			enough = false
			continue
		}
		left[i] -= int64(p.Quantity)
		enough = enough && left[i] >= 0
		saves += order.lines[i].unit * shop.Fen(p.Quantity)
	}
	if !enough {
		return -1
	}
	return saves
}

func (o *oracle) giveBack(order *priceless, b shop.Bundle, left []int64) {
	for _, p := range b.Pieces {
		if i := order.index(p.SKU); i >= 0 {
			left[i] += int64(p.Quantity)
		}
	}
}

func minus(a, b []shop.Fen) []shop.Fen {
	out := slices.Clone(a)
	for i := range b {
		out[i] -= b[i]
	}
	return out
}

// portions splits by the largest remainder, sorted.
func portions(amount shop.Fen, weights []shop.Fen) []shop.Fen {
	out := make([]shop.Fen, len(weights))
	sum := total(weights)
	if sum == 0 {
		if len(out) > 0 {
			out[0] = amount
		}
		return out
	}
	type rest struct {
		i int
		r *big.Rat
	}
	var rests []rest
	given := shop.Fen(0)
	for i, w := range weights {
		exact := new(big.Rat).Mul(big.NewRat(int64(amount), 1), big.NewRat(int64(w), int64(sum)))
		whole := new(big.Int).Quo(exact.Num(), exact.Denom())
		out[i] = shop.Fen(whole.Int64())
		given += out[i]
		rests = append(rests, rest{i, new(big.Rat).Sub(exact, new(big.Rat).SetInt(whole))})
	}
	slices.SortStableFunc(rests, func(a, b rest) int { return b.r.Cmp(a.r) })
	for i := range amount - given {
		out[rests[i].i]++
	}
	return out
}

// rounded is a fraction, half-up.
func rounded(r *big.Rat) shop.Fen {
	r = new(big.Rat).Add(r, big.NewRat(1, 2))
	return shop.Fen(new(big.Int).Div(r.Num(), r.Denom()).Int64())
}

func hundredths(amount shop.Fen, percent int) shop.Fen {
	return rounded(new(big.Rat).Mul(big.NewRat(int64(amount), 1), big.NewRat(int64(percent), 100)))
}

func covered(order *priceless, s shop.Scope, amounts []shop.Fen) []shop.Fen {
	out := make([]shop.Fen, len(amounts))
	for i, l := range order.lines {
		if len(s.Products)+len(s.SKUs) == 0 || slices.Contains(s.Products, l.product) || slices.Contains(s.SKUs, l.v.SKU) {
			out[i] = amounts[i]
		}
	}
	return out
}

func (o *oracle) promote(order *priceless) {
	best, id := shop.Fen(0), ""
	order.net = order.goods
	for _, p := range o.a.Catalogue.Promotions {
		if p.Shop != order.shop.ID || !p.Window.Holds(o.a.At) {
			continue
		}
		in := covered(order, p.Scope, order.goods)
		sum, n, off := total(in), int64(0), shop.Fen(0)
		for i, one := range covered(order, p.Scope, slices.Repeat([]shop.Fen{1}, len(in))) {
			n += order.lines[i].n * int64(one)
		}
		switch p.Kind {
		case shop.PromotionSpend:
			if sum >= p.Over {
				off = p.Off
			}
		case shop.PromotionEvery:
			times := sum / p.Over
			if p.Times > 0 && times > shop.Fen(p.Times) {
				times = shop.Fen(p.Times)
			}
			off = times * p.Off
		default:
			if n >= int64(p.Pieces) {
				off = hundredths(sum, p.Percent)
			}
		}
		off = max(0, min(off, sum, total(order.goods)-floor(order)))
		if off > best || off == best && best > 0 && p.ID < id {
			best, id = off, p.ID
			order.net = minus(order.goods, portions(off, in))
		}
	}
	if best > 0 {
		order.named = append(order.named, fmt.Sprint(id, " ", -best))
	}
}
