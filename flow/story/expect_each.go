package story

import (
	"cmp"
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// What is expected of each thing that a map names: SKUs, coupons, requests.

// each reads a map from ids of a kind; example shows one where it is none. One makes the test of an id.
func (p *parser) each(l *line, n *strict.Node, kind, example string, one func(id string, value *strict.Node) (test, string)) []check {
	pairs, err := n.Map()
	if err != nil || len(pairs) == 0 {
		p.add(n.Pos(), n.Errorf("got %s, want %s", n.Got(), example))
		return nil
	}
	var checks []check
	for _, pair := range pairs {
		id, ok := p.id(pair.Key)
		if ok {
			l.refer(kind, id, pair.Key)
		}
		test, want := one(id, pair.Value)
		checks = append(checks, check{pos: pair.Key.Pos(), path: pair.Value.Path(), want: want, test: test})
	}
	return checks
}

// skus are comparisons a SKU.
func (p *parser) skus(l *line, n *strict.Node, read func(*scene, shop.SKU) int64) []check {
	return p.each(l, n, "sku", "SKUs and numbers such as {lip-tint-03: 198}", func(id string, value *strict.Node) (test, string) {
		c, err := counts.comparison(value)
		p.add(value.Pos(), err)
		return number(c, counts, func(sc *scene) (int64, bool) { return read(sc, shop.SKU(id)), true }), c.text
	})
}

func (p *parser) eachStock(l *line, n *strict.Node) []check {
	return p.skus(l, n, func(sc *scene, sku shop.SKU) int64 { return int64(sc.shown.World.Left(sku)) })
}

func (p *parser) eachLine(l *line, n *strict.Node) []check {
	return p.skus(l, n, func(sc *scene, sku shop.SKU) int64 {
		if line := sc.shown.State.Line(sku); line != nil {
			return int64(line.Quantity)
		}
		return 0
	})
}

func (p *parser) expectRequest(_ *line, n *strict.Node) (test, string) {
	want := p.word(n, "request status", append([]string{none}, requestStatuses()...))
	return reads(want, func(sc *scene) string { return requestStatus(sc.shown.State, lastRequest) })
}

func (p *parser) eachRequest(l *line, n *strict.Node) []check {
	return p.each(l, n, "request", "requests and statuses such as {request-1: done}", func(id string, value *strict.Node) (test, string) {
		want := p.word(value, "request status", append([]string{none}, requestStatuses()...))
		return reads(want, func(sc *scene) string { return requestStatus(sc.shown.State, id) })
	})
}

func requestStatus(s *flow.State, id string) string {
	own, _ := standsFor(s, "request", id)
	if r := s.Request(flow.RequestID(own)); r != nil {
		return r.Status.String()
	}
	return none
}

// Why a coupon takes nothing off, beside what a quote says of it.
const (
	whyNotHeld = "not-held"
	whyUsed    = "used"
	whyOff     = "coupons-off" // the flow's checkout takes none
)

// whys are all reasons.
var whys = []string{
	string(shop.WhyUnder), string(shop.WhyNoItem), string(shop.WhySlotTaken), string(shop.WhyNotYet), string(shop.WhyOver),
	string(shop.WhyNoRoom), whyNotHeld, whyUsed, whyOff,
}

func (p *parser) eachWhy(l *line, n *strict.Node) []check {
	return p.each(l, n, "coupon", "coupons and reasons such as {veyrune-400-40: under}", func(id string, value *strict.Node) (test, string) {
		want := p.word(value, "reason", append([]string{none}, whys...))
		return reads(want, func(sc *scene) string {
			if use := useOf(sc, id); use.Why != "" {
				return string(use.Why)
			}
			return none
		})
	})
}

func (p *parser) eachMissing(l *line, n *strict.Node) []check {
	return p.each(l, n, "coupon", "coupons and money such as {veyrune-400-40: ¥23.00}", func(id string, value *strict.Node) (test, string) {
		c, err := money.comparison(value)
		p.add(value.Pos(), err)
		return number(c, money, func(sc *scene) (int64, bool) { return int64(useOf(sc, id).Missing), true }), c.text
	})
}

// useOf says what becomes of a coupon in the cart or checkout in view: as it is chosen there, else as if it were chosen
// alone. One that would be taken off then gives way to another.
func useOf(sc *scene, id string) shop.Use {
	s := sc.shown.State
	id, _ = standsFor(s, "coupon", id)
	w := sc.world()
	held := s.Coupon(id)
	switch {
	case held == nil:
		return shop.Use{Coupon: id, Why: whyNotHeld}
	case held.Used != "":
		return shop.Use{Coupon: id, Why: whyUsed}
	case held.Expires != 0 && w.Now >= held.Expires:
		return shop.Use{Coupon: id, Why: shop.WhyOver}
	case w.Flow.Coupons == string(shop.PickNone):
		return shop.Use{Coupon: id, Why: whyOff}
	}
	is := func(u shop.Use) bool { return u.Coupon == id }
	quote, _ := sc.view()
	if i := slices.IndexFunc(quote.Coupons, is); i >= 0 {
		return quote.Coupons[i]
	}
	alone := sc.choosing(id)
	i := slices.IndexFunc(alone.Coupons, is)
	switch {
	case i < 0:
		return shop.Use{Coupon: id, Why: shop.WhyNoItem}
	case alone.Coupons[i].Why == "":
		return shop.Use{Coupon: id, Why: shop.WhySlotTaken}
	}
	return alone.Coupons[i]
}

func (p *parser) expectApplied(l *line, n *strict.Node) (test, string) {
	want := p.several(l, n, "coupon", "")
	return these(want, func(sc *scene) []string {
		var ids []string
		quote, _ := sc.view()
		for i := range quote.Orders {
			ids = append(ids, usedBy(&quote.Orders[i])...)
		}
		return ids
	}, "coupon")
}

func (p *parser) expectIdentity(l *line, n *strict.Node) (test, string) {
	want := p.several(l, n, "identity", "")
	if n.Kind() == strict.List {
		p.add(n.Pos(), n.Errorf("got %s, want one identity, or none", n.Got()))
	}
	return these(want, func(sc *scene) []string {
		if i := sc.declares(); i != nil {
			return []string{i.ID}
		}
		return nil
	}, "identity")
}

// declares is the identity of the checkout in view, else of the order placed last, nil for none.
func (sc *scene) declares() *shop.Identity {
	s := sc.shown.State
	if s.Page().Place == flow.Checkout {
		return s.IdentityOf(s.Checkout.Identity)
	}
	if n := len(s.Orders); n > 0 && s.Orders[n-1].Identity.ID != "" {
		return &s.Orders[n-1].Identity
	}
	return nil
}

// expectSurprises compares their number, or the names of their lines.
func (p *parser) expectSurprises(l *line, n *strict.Node) (test, string) {
	if n.Kind() != strict.List {
		return p.figureOf(l, n)
	}
	items, _ := n.List()
	want := make([]string, len(items))
	for i, item := range items {
		want[i] = p.word(item, "line", shop.LineNames())
	}
	return these(want, func(sc *scene) []string {
		var lines []string
		for _, seen := range sc.shown.Meter.Surprises {
			lines = append(lines, seen.Line)
		}
		return lines
	}, "")
}

// toldMoney are the arguments of refusals that are money; told are all that may be expected of one.
var (
	toldMoney = []string{"over", "left", "shown", "now"}
	told      = append(slices.Clone(toldMoney), "also", "sku", "coupon", "payment", "field", "status", "type", "max")
)

// eachArgument compares what the refusal before said: {over: ¥360.00, also: quota-exceeded}.
func (p *parser) eachArgument(_ *line, n *strict.Node) []check {
	pairs, err := n.Map()
	if err != nil || len(pairs) == 0 {
		p.add(n.Pos(), n.Errorf("got %s, want arguments and what they say, such as {over: ¥360.00}", n.Got()))
		return nil
	}
	var checks []check
	for _, pair := range pairs {
		name := p.word(pair.Key, "argument", told)
		c := check{pos: pair.Key.Pos(), path: pair.Value.Path()}
		if slices.Contains(toldMoney, name) && pair.Value.Kind() == strict.Scalar {
			if amount, err := money.comparison(pair.Value); err == nil {
				c.want, c.test = amount.text, number(amount, money, func(sc *scene) (int64, bool) {
					fen, err := strconv.ParseInt(sc.refused.Arg(name+"_fen"), 10, 64)
					return fen, err == nil
				})
				checks = append(checks, c)
				continue
			} else if name != "left" { // pieces of a shelf are no money
				p.add(pair.Value.Pos(), err)
				continue
			}
		}
		want, err := pair.Value.Text()
		p.add(pair.Value.Pos(), err)
		c.test, c.want = reads(want, func(sc *scene) string { return cmp.Or(sc.refused.Arg(name), none) })
		checks = append(checks, c)
	}
	return checks
}
