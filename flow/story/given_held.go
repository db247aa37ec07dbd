package story

import (
	"math"
	"slices"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// What a journey holds beside cart and orders: identities, coupons, after-sale requests, and the forms of them.

// ever is later than any day of birth.
const ever shop.Instant = math.MaxInt64 / 2

// mostUsed is all of an identity's yearly quota, in fen.
const mostUsed = int(shop.MostYear)

func (g *giver) identities(r *strict.Reader) {
	if !r.Has("identities") {
		return
	}
	g.state.Identities = nil
	for _, n := range r.OptList("identities") {
		own := g.Read(n)
		one := g.identity(own)
		one.ID = own.Text("identity")
		if one.ID != "" && (!isWord(one.ID) || g.state.IdentityOf(one.ID) != nil) {
			own.Failf("identity", "got %q, want an id of letters, digits and hyphens, each once", one.ID)
		}
		if !one.Number.IsZero() && !shop.NumberValid(one.Number, ever) {
			own.Failf("number", "got %q, want an identity number: seventeen digits with a day of birth, and their check digit", one.Number)
		}
		own.Done()
		g.state.Identities = append(g.state.Identities, one)
	}
}

// identity reads the fields of one but its id.
func (g *giver) identity(r *strict.Reader) shop.Identity {
	i := shop.Identity{
		Name: r.OptTitle("name", flow.FieldLimit("name")), Number: r.OptTitle("number", flow.FieldLimit("number")),
		Phone: r.OptTitle("phone", flow.FieldLimit("phone")), Used: g.money(r, "used", 0),
	}
	if i.Used < 0 || int(i.Used) > mostUsed {
		r.Failf("used", "got %s, want ¥0.00 to %s", i.Used, shop.MostYear)
	}
	if i.Used > 0 || r.Has("year") {
		i.Year = r.OptInt("year", 0, mostGiven, g.start.Time().Year())
	}
	if n := r.OptNode("pictures"); n != nil && n.Kind() == strict.Scalar {
		word, err := n.One(yes, no)
		g.Add(n.Pos(), err)
		i.Front, i.Back = word == yes, word == yes
	} else {
		sides := r.Some("pictures", flow.Sides()...)
		i.Front, i.Back = slices.Contains(sides, flow.SideFront), slices.Contains(sides, flow.SideBack)
	}
	return i
}

// forms reads the identity form and the form of a request.
func (g *giver) forms(r *strict.Reader) {
	if own, ok := r.OptMap("identity-form"); ok {
		form := &flow.IdentityForm{Editing: g.opt(own, "editing", "identity")}
		form.Identity = g.identity(own)
		form.Identity.ID = form.Editing
		own.Done()
		g.state.IdentityForm = form
	}
	if own, ok := r.OptMap("request-form"); ok {
		form := &flow.RequestForm{
			Order: g.orderOf(own), Type: flow.RequestType(g.opt(own, "type", "type")), Pieces: g.pieces(own, "lines"),
			Reason: g.opt(own, "reason", "reason"), For: shop.SKU(g.opt(own, "for", "sku")),
			Waybill: own.OptTitle("waybill", flow.FieldLimit("waybill")),
		}
		own.Done()
		g.state.RequestForm = form
	}
}

// orderOf reads an order, the newest one where none is named.
func (g *giver) orderOf(r *strict.Reader) flow.OrderID {
	if n := len(g.state.Orders); !r.Has("order") && n > 0 {
		return g.state.Orders[n-1].ID
	}
	return flow.OrderID(g.opt(r, "order", "order"))
}

// never is the end of a coupon that has none.
const never = "never"

// coupons reads those that the shopper holds: an id of the catalogue, or a map. One that is no id of the catalogue pays for
// late shipping.
func (g *giver) coupons(r *strict.Reader) {
	if r.Has("coupons") {
		g.state.Coupons = nil
	}
	for i, n := range r.OptList("coupons") {
		if n.Kind() == strict.Map {
			g.heldCoupon(i, n)
			continue
		}
		if c := g.w.Catalogue.Coupon(g.id("coupon", n)); c != nil {
			g.hold(n, couponOf(c, g.start))
		}
	}
	for _, s := range g.spent {
		c := g.w.Catalogue.Coupon(s.coupon)
		if g.state.Coupon(s.coupon) == nil && c != nil {
			g.state.Coupons = append(slices.Clip(g.state.Coupons), couponOf(c, g.start))
		}
		g.state.Coupons = slices.Clone(g.state.Coupons)
		if held := g.state.Coupon(s.coupon); held != nil {
			held.Used = s.order
		}
	}
}

func (g *giver) heldCoupon(i int, n *strict.Node) {
	own := g.Read(n)
	c := flow.Coupon{ID: own.OptText("coupon", "C"+itoa(i+1)), Kind: flow.CouponLate, Expires: g.start.Add(payoutValid)}
	if of := g.w.Catalogue.Coupon(c.ID); of != nil {
		c = couponOf(of, g.start)
	} else if !isMade(c.ID, "C") {
		g.id("coupon", own.OptNode("coupon"))
	}
	c.Kind = own.OptOne("kind", c.Kind, couponKinds()...)
	c.Amount = g.money(own, "amount", c.Amount)
	c.Order, c.Used = flow.OrderID(g.opt(own, "order", "order")), flow.OrderID(g.opt(own, "used", "order"))
	if end := own.OptNode("expires"); end != nil {
		if word, _ := end.Text(); word == never {
			c.Expires = 0
		} else {
			c.Expires = g.moment(own, "expires", 0)
		}
	}
	own.Done()
	g.hold(n, c)
}

func (g *giver) hold(n *strict.Node, c flow.Coupon) {
	if g.state.Coupon(c.ID) != nil {
		g.Add(n.Pos(), n.Errorf("coupon %q is here twice", c.ID))
		return
	}
	g.state.Coupons = append(g.state.Coupons, c)
}

func couponKinds() []string {
	kinds := []string{flow.CouponLate}
	for _, kind := range shop.CouponKinds() {
		kinds = append(kinds, string(kind))
	}
	return kinds
}

// couponOf is a coupon of the catalogue as it is held from an instant on.
func couponOf(c *shop.Coupon, from shop.Instant) flow.Coupon {
	expires := c.Window.Until
	if end := from.Add(time.Duration(c.Days) * 24 * time.Hour); c.Days > 0 && (expires == 0 || end < expires) {
		expires = end
	}
	return flow.Coupon{ID: c.ID, Kind: string(c.Kind), Amount: c.Off, Expires: expires}
}

func requestStatuses() []string {
	var names []string
	for s := flow.ToReview; s.String() != ""; s++ {
		names = append(names, s.String())
	}
	return names
}

func requestStatusOf(id string) flow.RequestStatus {
	return flow.RequestStatus(slices.Index(requestStatuses(), id) + 1)
}

// requests reads what was asked of sellers. What is left out is as for a request about all of its order that was asked and
// came to its status just now.
func (g *giver) requests(r *strict.Reader) {
	for i, n := range r.OptList("requests") {
		own := g.Read(n)
		q := flow.Request{ID: flow.RequestID(own.OptText("request", "R"+itoa(i+1))), Order: g.orderOf(own)}
		if !isMade(string(q.ID), "R") || g.state.Request(q.ID) != nil {
			own.Failf("request", "got %q, want R and digits, each once", q.ID)
		}
		q.Status = requestStatusOf(own.One("status", requestStatuses()...))
		q.Type = flow.RequestType(own.One("type", flow.Known(g.w.Catalogue, "type")...))
		q.Reason, q.For = g.opt(own, "reason", "reason"), shop.SKU(g.opt(own, "for", "sku"))
		if q.Pieces = g.pieces(own, "lines"); !own.Has("lines") {
			if o := g.state.Order(q.Order); o != nil {
				q.Pieces = o.Quote.Pieces()
			}
		}
		q.Asked = g.moment(own, "asked", g.start)
		q.Since = g.moment(own, "since", q.Asked)
		q.Waybill, q.Fast = own.OptTitle("waybill", flow.FieldLimit("waybill")), g.yes(own, "fast", false)
		q.By = own.OptOne("by", "", flow.BySeller, flow.ByClock, flow.ByArbiter, flow.ByTheBuyer)
		if money, ok := own.OptMap("money"); ok {
			q.Money = shop.Refund{
				Goods: g.money(money, "goods", 0), Tax: g.money(money, "tax", 0), Shipping: g.money(money, "shipping", 0),
				Postage: g.money(money, "postage", 0), Base: g.money(money, "base", 0),
			}
			money.Done()
		}
		for _, pair := range own.Pairs("shares") {
			q.Shares = append(q.Shares, shop.Share{SKU: shop.SKU(g.id("sku", pair.Key)), Amount: g.amount(pair.Value)})
		}
		own.Done()
		g.state.Requests = append(g.state.Requests, q)
	}
}
