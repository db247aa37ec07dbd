package flow

import (
	"slices"
	"time"

	"tagtap/flow/shop"
)

// The coupon sheet 优惠券: what can be claimed here and what is held. Over the checkout, coupons are chosen as well.
var couponsRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		for _, c := range Claimable(w, s) {
			add(Action{Verb: ClaimCoupon, ID: c.ID})
		}
		if s.Page().Place != Checkout {
			add(Action{Verb: Back})
			return
		}
		picked := w.Picked(s)
		for _, c := range w.usable(s, s.Checkout.Balance) {
			if slices.Contains(picked, c.ID) {
				add(Action{Verb: DropCoupon, ID: c.ID})
			} else {
				add(Action{Verb: UseCoupon, ID: c.ID})
			}
		}
		add(Action{Verb: AutoCoupons})
		add(Action{Verb: ApplyCoupons})
		add(Action{Verb: Back})
	},
	check: checkCoupons,
	act: func(t *turn, a Action) {
		form := t.state.Checkout
		switch a.Verb {
		case ClaimCoupon:
			t.stay(a)
			t.give(t.w.Catalogue.Coupon(a.ID))
			t.requote()
		case UseCoupon, DropCoupon:
			t.stay(a)
			form.Chosen = t.choice(a)
			form.Pick = shop.PickManual
			t.recheck(form)
		case AutoCoupons:
			t.stay(a)
			form.Pick, form.Chosen = shop.PickAuto, nil
			t.recheck(form)
		case ApplyCoupons:
			t.back(a)
		default:
			t.back(a)
		}
	},
}

func checkCoupons(w *World, s *State, a Action) Refusal {
	over := s.Page().Place == Checkout
	switch a.Verb {
	case Back:
		return Refusal{}
	case ClaimCoupon:
		return checkClaim(w, s, a.ID)
	case AutoCoupons, ApplyCoupons:
		if over {
			return Refusal{}
		}
	case UseCoupon:
		if !over {
			break
		}
		held := s.Coupon(a.ID)
		switch {
		case held == nil:
			return refuse(NoSuch, "coupon", a.ID)
		case held.Used != "" && held.Used != s.Checkout.Balance || held.over(w.Now):
			return refuse(CouponOver, "coupon", a.ID)
		}
		return Refusal{}
	case DropCoupon:
		if !over {
			break
		}
		if !slices.Contains(w.Picked(s), a.ID) {
			return refuse(NoSuch, "coupon", a.ID)
		}
		return Refusal{}
	}
	return refuse(NotHere)
}

func checkClaim(w *World, s *State, id string) Refusal {
	c := w.Catalogue.Coupon(id)
	switch {
	case c == nil:
		return refuse(NoSuch, "coupon", id)
	case s.Coupon(id) != nil:
		return refuse(CouponHeld, "coupon", id)
	case !c.Claim || c.Kind == shop.CouponNewUser && !w.newcomer(s):
		return refuse(CouponNotYours, "coupon", id)
	case !c.Window.Holds(w.Now):
		return refuse(CouponOver, "coupon", id)
	case !slices.ContainsFunc(couponShops(w, s), func(id shop.ShopID) bool { return c.Shop == "" || c.Shop == id }):
		return refuse(NotHere)
	}
	return Refusal{}
}

// newcomer says whether the shopper has never bought here: new-user coupons are for them.
func (w *World) newcomer(s *State) bool {
	return w.Shopper.New && !slices.ContainsFunc(s.Orders, func(o Order) bool { return o.Captured > 0 })
}

// couponShops lists the shops that the sheet is about: that of the product, of the cart's group, those of the checkout.
func couponShops(w *World, s *State) []shop.ShopID {
	if id := shop.ShopID(s.Subject(Coupons)); id != "" {
		return []shop.ShopID{id}
	}
	var ids []shop.ShopID
	for _, piece := range s.Checkout.Pieces {
		if _, p := w.Catalogue.Variant(piece.SKU); p != nil && !slices.Contains(ids, p.Shop) {
			ids = append(ids, p.Shop)
		}
	}
	return ids
}

// Claimable lists the coupons that the open sheet offers to claim: those of its shops and of the platform that are not held.
func Claimable(w *World, s *State) []*shop.Coupon {
	var all []*shop.Coupon
	for _, id := range couponShops(w, s) {
		for _, c := range w.Catalogue.Claimable(id, w.Now) {
			if !checkClaim(w, s, c.ID).Refused() && !slices.Contains(all, c) {
				all = append(all, c)
			}
		}
	}
	return all
}

// Coupon returns a coupon that the shopper holds, also one that is used or expired, or nil.
func (s *State) Coupon(id string) *Coupon {
	for i := range s.Coupons {
		if s.Coupons[i].ID == id {
			return &s.Coupons[i]
		}
	}
	return nil
}

func (c *Coupon) over(at shop.Instant) bool { return c.Expires != 0 && at >= c.Expires }

// Usable returns the coupons that the shopper holds and that are neither used nor expired, as a quote takes them.
func (w *World) Usable(s *State) []shop.Coupon { return w.usable(s, "") }

// usable is Usable where an order is quoted anew: what it used itself it may use again.
func (w *World) usable(s *State, anew OrderID) []shop.Coupon {
	var all []shop.Coupon
	for i := range s.Coupons {
		held := &s.Coupons[i]
		if held.Used != "" && held.Used != anew || held.over(w.Now) {
			continue
		}
		if c, ok := w.Definition(held); ok {
			all = append(all, c)
		}
	}
	return all
}

// Definition returns what a held coupon does: as the catalogue has it, or one that was given for late shipping. It says false
// for a coupon that neither knows, as of an older catalogue.
func (w *World) Definition(held *Coupon) (shop.Coupon, bool) {
	c := shop.Coupon{ID: held.ID, Kind: shop.CouponCompensation, Off: held.Amount}
	if held.Kind != CouponLate {
		own := w.Catalogue.Coupon(held.ID)
		if own == nil {
			return c, false
		}
		c = *own
	}
	if held.Expires != 0 && (c.Window.Until == 0 || held.Expires < c.Window.Until) {
		c.Window.Until = held.Expires
	}
	return c, true
}

// give hands a coupon of the catalogue to the shopper.
func (t *turn) give(c *shop.Coupon) {
	expires := c.Window.Until
	if end := t.now.Add(time.Duration(c.Days) * 24 * time.Hour); c.Days > 0 && (expires == 0 || end < expires) {
		expires = end
	}
	t.emit(Event{Kind: CouponGiven, Beside: &Beside{Coupon: &Coupon{
		ID: c.ID, Kind: string(c.Kind), Amount: c.Off, Expires: expires,
	}}})
}

// Picked returns the coupons that the checkout uses: chosen by hand, or by the automatic choice those that apply.
func (w *World) Picked(s *State) []string {
	switch w.pick(&s.Checkout) {
	case shop.PickManual:
		return s.Checkout.Chosen
	case shop.PickAuto:
		var ids []string
		quote := w.Quote(s)
		for _, use := range quote.Coupons {
			if use.Order >= 0 {
				ids = append(ids, use.Coupon)
			}
		}
		return ids
	}
	return nil
}

// choice returns what is chosen by hand after a tap in the sheet. One coupon of a shop and one of the platform an order: a
// new one takes the place of the oldest that it leaves no room for.
func (t *turn) choice(a Action) []string {
	chosen := slices.DeleteFunc(slices.Clone(t.w.Picked(&t.state)), func(id string) bool { return id == a.ID })
	if a.Verb == DropCoupon {
		return chosen
	}
	added, _ := t.w.Definition(t.state.Coupon(a.ID))
	rivals := func(id string) bool {
		held := t.state.Coupon(id)
		if held == nil {
			return false
		}
		c, ok := t.w.Definition(held)
		return ok && c.Slot() == added.Slot() && (c.Slot() == shop.ByPlatform || c.Shop == added.Shop)
	}
	room := 1
	if quote := t.w.Quote(&t.state); added.Slot() == shop.ByPlatform {
		room = len(quote.Orders)
	} else if n := ordersOf(&quote, added.Shop); n > 1 {
		room = n
	}
	kept := make([]string, 0, len(chosen)+1)
	for i := len(chosen) - 1; i >= 0; i-- { // the newest first, while there is room
		if !rivals(chosen[i]) {
			kept = append(kept, chosen[i])
		} else if room > 1 {
			kept = append(kept, chosen[i])
			room--
		}
	}
	slices.Reverse(kept)
	return append(kept, a.ID)
}

func ordersOf(q *shop.Quote, id shop.ShopID) int {
	n := 0
	for i := range q.Orders {
		if q.Orders[i].Shop == id {
			n++
		}
	}
	return n
}

// requote states the payable anew where a checkout is open below.
func (t *turn) requote() {
	if t.state.index(Checkout) >= 0 {
		t.recheck(t.state.Checkout)
	}
}

// recheck states the checkout with the payable that it shows now.
func (t *turn) recheck(form CheckoutForm) {
	form.Shown = t.w.quote(&t.state, &form).Payable
	t.emit(Event{Kind: CheckoutSet, Checkout: &form})
}

// respent marks the coupons that an order uses which is quoted anew; those of its earlier quote are free again.
func respent(held []Coupon, id OrderID, q *shop.OrderQuote) []Coupon {
	held = slices.Clone(held)
	for i := range held {
		if held[i].Used == id {
			held[i].Used = ""
		}
	}
	return spent(held, id, q)
}

// spent marks the coupons that an order uses.
func spent(held []Coupon, id OrderID, q *shop.OrderQuote) []Coupon {
	for i := range q.Lines {
		line := &q.Lines[i]
		if line.Name != shop.LineMerchant && line.Name != shop.LinePlatform {
			continue
		}
		for j := range held {
			if held[j].ID == line.Why && held[j].Used == "" {
				held = slices.Clone(held)
				held[j].Used = id
			}
		}
	}
	return held
}
