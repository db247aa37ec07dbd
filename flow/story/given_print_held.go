package story

import (
	"reflect"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// identity writes what an identity holds but its id.
func (r *row) identity(i *shop.Identity) {
	r.text("name", i.Name)
	r.text("number", i.Number)
	r.text("phone", i.Phone)
	r.money("used", i.Used, 0)
	if i.Used > 0 || i.Year != 0 {
		r.add("year", itoa(i.Year))
	}
	switch {
	case i.Front && i.Back:
		r.add("pictures", yes)
	case i.Front:
		r.add("pictures", "["+flow.SideFront+"]")
	case i.Back:
		r.add("pictures", "["+flow.SideBack+"]")
	}
}

// shares writes what of an amount falls on which SKU.
func (r *row) shares(all []shop.Share) {
	var shares row
	for _, share := range all {
		shares.id(scalar(string(share.SKU)), share.Amount.String())
	}
	if len(shares) > 0 {
		r.add("shares", shares.String())
	}
}

func (g *givenPrinter) identities(first *flow.State) {
	s := g.s
	if !reflect.DeepEqual(s.Identities, first.Identities) && len(s.Identities)+len(first.Identities) > 0 {
		rows := make([]row, len(s.Identities))
		for i := range s.Identities {
			rows[i].id("identity", s.Identities[i].ID)
			rows[i].identity(&s.Identities[i])
		}
		if len(rows) == 0 {
			g.line("identities", "[]")
		}
		g.list("identities", rows)
	}
	if f := s.IdentityForm; f != nil {
		var r row
		r.id("editing", f.Editing)
		r.identity(&f.Identity)
		g.line("identity-form", r.String())
	}
}

func (g *givenPrinter) coupons(first *flow.State) {
	s := g.s
	if reflect.DeepEqual(s.Coupons, first.Coupons) || len(s.Coupons)+len(first.Coupons) == 0 {
		return
	}
	rows := make([]row, len(s.Coupons))
	for i := range s.Coupons {
		c, r := &s.Coupons[i], &rows[i]
		usual := flow.Coupon{Kind: flow.CouponLate}
		if of := g.w.Catalogue.Coupon(c.ID); of != nil {
			usual = couponOf(of, 0)
		}
		r.id("coupon", c.ID)
		if c.Kind != usual.Kind {
			r.id("kind", c.Kind)
		}
		r.money("amount", c.Amount, usual.Amount)
		r.id("order", string(c.Order))
		r.id("used", string(c.Used))
		if c.Expires == 0 {
			r.add("expires", never)
		} else {
			r.id("expires", printMoment(c.Expires))
		}
	}
	if len(rows) == 0 {
		g.line("coupons", "[]")
	}
	g.list("coupons", rows)
}

func (g *givenPrinter) requests() {
	s := g.s
	rows := make([]row, len(s.Requests))
	for i := range s.Requests {
		q, r := &s.Requests[i], &rows[i]
		r.id("request", string(q.ID))
		r.id("status", q.Status.String())
		r.id("type", string(q.Type))
		r.id("order", string(q.Order))
		r.add("lines", piecesOf(q.Pieces))
		r.id("reason", q.Reason)
		r.id("for", string(q.For))
		r.text("waybill", q.Waybill)
		r.id("asked", printMoment(q.Asked))
		r.moment("since", q.Since, q.Asked)
		r.yes("fast", q.Fast, false)
		r.id("by", q.By)
		if m := q.Money; m != (shop.Refund{}) {
			var money row
			money.money("goods", m.Goods, 0)
			money.money("tax", m.Tax, 0)
			money.money("shipping", m.Shipping, 0)
			money.money("postage", m.Postage, 0)
			money.money("base", m.Base, 0)
			r.add("money", money.String())
		}
		r.shares(q.Shares)
	}
	g.list("requests", rows)
	if f := s.RequestForm; f != nil {
		var r row
		r.id("order", string(f.Order))
		r.id("type", string(f.Type))
		if len(f.Pieces) > 0 {
			r.add("lines", piecesOf(f.Pieces))
		}
		r.id("reason", f.Reason)
		r.id("for", string(f.For))
		r.text("waybill", f.Waybill)
		g.line("request-form", r.String())
	}
}
