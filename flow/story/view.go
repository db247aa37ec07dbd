package story

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// world is the world at the instant of the scene.
func (sc *scene) world() *flow.World {
	w := *sc.shown.World
	w.Now = sc.shown.Now
	return &w
}

// view prices what the shopper looks at: what the cart's ticked lines or the checkout would cost, the order whose page is
// open, else the orders that were last to be paid. It says false where there is nothing to price.
func (sc *scene) view() (shop.Quote, bool) {
	s := sc.shown.State
	var ids []flow.OrderID
	switch page := s.Page(); {
	case s.Place() == flow.Payment:
	case page.Place == flow.Cart && len(s.Ticked()) > 0:
		ask := sc.world().Ask(s, s.Ticked(), "")
		return shop.NewQuote(&ask), true
	case page.Place == flow.Checkout && len(s.Checkout.Pieces) > 0:
		return sc.world().Quote(s), true
	case page.Place == flow.Tracking || page.Place == flow.AfterSale:
		ids = []flow.OrderID{flow.OrderID(page.Subject)}
	}
	if ids == nil {
		ids = s.Payment.Orders
	}
	var q shop.Quote
	for _, id := range ids {
		if o := s.Order(id); o != nil {
			q.Orders = append(q.Orders, o.Quote)
			q.Payable += o.Quote.Payable
		}
	}
	return q, len(q.Orders) > 0
}

// choosing prices the cart or checkout in view with one coupon chosen by hand.
func (sc *scene) choosing(id string) shop.Quote {
	s := *sc.shown.State
	if s.Page().Place == flow.Checkout {
		s.Checkout.Pick, s.Checkout.Chosen = shop.PickManual, []string{id}
		return sc.world().Quote(&s)
	}
	ask := sc.world().Ask(&s, s.Ticked(), "")
	ask.Pick, ask.Chosen = shop.PickManual, []string{id}
	return shop.NewQuote(&ask)
}

// priceInView is the list price of the SKU that is chosen in the sheet, else the lowest of the product.
func priceInView(sc *scene) (int64, bool) {
	return ofVariant(sc, func(_ *scene, v *shop.Variant) shop.Fen { return v.Price })
}

// ofVariant reads something of the SKU that is chosen in the sheet, else of the cheapest one of the product in view.
func ofVariant(sc *scene, read func(*scene, *shop.Variant) shop.Fen) (int64, bool) {
	s := sc.shown.State
	page := s.Page()
	if page.Place != flow.Product && s.Place() != flow.SKU || s.Place() == flow.Payment {
		return 0, false
	}
	if s.Place() == flow.SKU {
		page = s.Spot()
	}
	p := sc.shown.World.Catalogue.Product(shop.ProductID(page.Subject))
	if p == nil {
		return 0, false
	}
	v := sc.world().Speaks(s, p)
	if s.Place() == flow.SKU {
		if chosen := p.Pick(s.Sheet.Values); chosen != nil {
			v = chosen
		}
	}
	if v == nil {
		return 0, false
	}
	return int64(read(sc, v)), true
}

// asked is what a price of one piece is asked for.
func (sc *scene) asked(v *shop.Variant) shop.Ask {
	return sc.world().Ask(sc.shown.State, []shop.Pieces{{SKU: v.SKU, Quantity: 1}}, "")
}

func unitPrice(sc *scene, v *shop.Variant) shop.Fen {
	ask := sc.asked(v)
	price, _, _, _ := shop.UnitPrice(&ask, v.SKU, 1)
	return price
}

// refundInView is what the request that is being written would give back, else what the newest one does.
func refundInView(sc *scene) (int64, bool) {
	s := sc.shown.State
	if form := s.RequestForm; form != nil && form.Type != "" {
		return int64(sc.world().Expected(s, form).Total()), true
	}
	if n := len(s.Requests); n > 0 {
		return int64(s.Requests[n-1].Money.Total()), true
	}
	return 0, false
}

// quotaLeft is what is left of the yearly quota of the identity in view, else of the first that is saved.
func quotaLeft(sc *scene) (int64, bool) {
	s := sc.shown.State
	who := sc.declares()
	if who == nil && len(s.Identities) > 0 {
		who = &s.Identities[0]
	}
	if who == nil {
		return 0, false
	}
	return int64(shop.MostYear - s.UsedQuota(who, sc.shown.Now)), true
}

// inHand counts the coupons that are held and those that can be claimed on the spot.
func inHand(sc *scene, v *shop.Variant) shop.Fen {
	ask, s := sc.asked(v), sc.shown.State
	coupons := ask.Held
	_, p := ask.Catalogue.Variant(v.SKU)
	for _, c := range ask.Catalogue.Claimable(p.Shop, ask.At) {
		if s.Coupon(c.ID) == nil {
			coupons = append(slices.Clip(coupons), *c)
		}
	}
	if sc.shown.World.Flow.Coupons == string(shop.PickNone) {
		coupons = nil
	}
	return shop.InHand(&ask, v.SKU, coupons).Price
}
